//! Calls the laboratory for another service.

use std::sync::Arc;

use nilecare_http::ServiceCaller;
use nilecare_types::LabOrderId;

use super::{LabOrder, SERVICE};
use crate::ClientError;
use crate::client::find;

/// The laboratory, in this process or another.
#[derive(Debug, Clone)]
pub struct LabClient {
    caller: Arc<dyn ServiceCaller>,
}

impl LabClient {
    /// Calls through `caller`, whose identity needs `lab-orders:read`.
    pub fn new(caller: Arc<dyn ServiceCaller>) -> Self {
        Self { caller }
    }

    /// Reads an order; `None` when there is none.
    ///
    /// # Errors
    /// When the service does not answer or refuses.
    pub async fn order(&self, id: LabOrderId) -> Result<Option<LabOrder>, ClientError> {
        find(&*self.caller, SERVICE, &format!("/api/v1/lab/orders/{id}")).await
    }
}
