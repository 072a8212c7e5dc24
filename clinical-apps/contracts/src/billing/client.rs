//! Calls the billing service for another service.

use std::sync::Arc;

use nilecare_http::ServiceCaller;
use nilecare_types::{BillingAccountId, InvoiceId};

use super::{BillingAccount, Invoice, SERVICE};
use crate::ClientError;
use crate::client::find;

/// The billing service, in this process or another.
#[derive(Debug, Clone)]
pub struct BillingClient {
    caller: Arc<dyn ServiceCaller>,
}

impl BillingClient {
    /// Calls through `caller`, whose identity needs `billing:read`.
    pub fn new(caller: Arc<dyn ServiceCaller>) -> Self {
        Self { caller }
    }

    /// Reads an account; `None` when there is none.
    ///
    /// # Errors
    /// When the service does not answer or refuses.
    pub async fn account(&self, id: BillingAccountId) -> Result<Option<BillingAccount>, ClientError> {
        find(&*self.caller, SERVICE, &format!("/api/v1/billing/accounts/{id}")).await
    }

    /// Reads an invoice; `None` when there is none.
    ///
    /// # Errors
    /// When the service does not answer or refuses.
    pub async fn invoice(&self, id: InvoiceId) -> Result<Option<Invoice>, ClientError> {
        find(&*self.caller, SERVICE, &format!("/api/v1/billing/invoices/{id}")).await
    }
}
