//! Calls the facility service for another service.

use std::sync::Arc;

use nilecare_http::ServiceCaller;
use nilecare_types::{FacilityId, Page};

use super::{Facility, SERVICE, SettingsRecord};
use crate::ClientError;
use crate::client::find;

/// The facility service, in this process or another.
#[derive(Debug, Clone)]
pub struct FacilityClient {
    caller: Arc<dyn ServiceCaller>,
}

impl FacilityClient {
    /// Calls through `caller`, whose identity needs `facilities:read`.
    pub fn new(caller: Arc<dyn ServiceCaller>) -> Self {
        Self { caller }
    }

    /// Reads a facility; `None` when there is none.
    ///
    /// # Errors
    /// When the service does not answer or refuses.
    pub async fn facility(&self, id: FacilityId) -> Result<Option<Facility>, ClientError> {
        find(&*self.caller, SERVICE, &format!("/api/v1/facilities/{id}")).await
    }

    /// Lists facilities by id, the 500 oldest of them.
    ///
    /// # Errors
    /// When the service does not answer or refuses.
    pub async fn facilities(&self) -> Result<Vec<Facility>, ClientError> {
        let page: Option<Page<Facility>> = find(&*self.caller, SERVICE, "/api/v1/facilities?limit=500").await?;
        Ok(page.map(|page| page.items).unwrap_or_default())
    }

    /// Reads what a facility has settled; `None` when there is no such facility.
    ///
    /// # Errors
    /// When the service does not answer or refuses.
    pub async fn settings(&self, id: FacilityId) -> Result<Option<SettingsRecord>, ClientError> {
        find(&*self.caller, SERVICE, &format!("/api/v1/facilities/{id}/settings")).await
    }
}
