//! Calls the business service for another service.

use std::sync::Arc;

use jiff::civil::Date;
use nilecare_http::ServiceCaller;
use nilecare_types::{FacilityId, Page, StaffId};

use super::{Availability, SERVICE, StaffMember, StaffRole};
use crate::ClientError;
use crate::client::find;

/// So many pages of 500 are read at most.
const MOST_PAGES: usize = 10;

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

    /// Lists who works, by id, at most 5,000; those with a role, or whose home facility this is, when it is given.
    ///
    /// # Errors
    /// When the service does not answer or refuses.
    pub async fn active_staff(
        &self,
        role: Option<StaffRole>,
        home: Option<FacilityId>,
    ) -> Result<Vec<StaffMember>, ClientError> {
        let mut first = "/api/v1/staff?limit=500&status=active".to_owned();
        if let Some(role) = role.map(|role| serde_json::to_string(&role).unwrap_or_default()) {
            first.push_str(&format!("&role={}", role.trim_matches('"')));
        }
        if let Some(home) = home {
            first.push_str(&format!("&facility={home}"));
        }
        let mut staff = Vec::new();
        let mut path = first.clone();
        for _ in 0..MOST_PAGES {
            let page: Option<Page<StaffMember>> = find(&*self.caller, SERVICE, &path).await?;
            let Some(page) = page else { break };
            staff.extend(page.items);
            let Some(next) = page.next else { break };
            path = format!("{first}&cursor={}", next.0);
        }
        Ok(staff)
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
