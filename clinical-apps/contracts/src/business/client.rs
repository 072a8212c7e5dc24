//! Calls the business service for another service.

use std::sync::Arc;

use jiff::civil::Date;
use nilecare_http::ServiceCaller;
use nilecare_types::StaffId;

use super::{Availability, SERVICE, StaffMember};
use crate::ClientError;
use crate::client::find;

/// The business service, in this process or another.
#[derive(Debug, Clone)]
pub struct BusinessClient {
    caller: Arc<dyn ServiceCaller>,
}

impl BusinessClient {
    /// Calls through `caller`, whose identity needs `staff:read` and `schedules:read`.
    pub fn new(caller: Arc<dyn ServiceCaller>) -> Self {
        Self { caller }
    }

    /// Reads somebody of the staff; `None` when there is nobody of this id.
    ///
    /// # Errors
    /// When the service does not answer or refuses.
    pub async fn staff(&self, id: StaffId) -> Result<Option<StaffMember>, ClientError> {
        find(&*self.caller, SERVICE, &format!("/api/v1/staff/{id}")).await
    }

    /// Tells when somebody can be visited from the one day to the other, both included; `None` when there is nobody of this id.
    ///
    /// # Errors
    /// When the service does not answer, or the days are more than 62.
    pub async fn availability(&self, id: StaffId, from: Date, to: Date) -> Result<Option<Availability>, ClientError> {
        let path = format!("/api/v1/staff/{id}/availability?from={from}&to={to}");
        find(&*self.caller, SERVICE, &path).await
    }
}
