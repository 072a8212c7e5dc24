//! The service as the server starts it.

use std::sync::Arc;

use nilecare_bus::{EventBus, Relay, Wake};
use nilecare_contracts::business::{BusinessClient, SCHEDULES_READ, STAFF_READ};
use nilecare_contracts::clinical::{ClinicalClient, PATIENTS_READ};
use nilecare_contracts::facility::{FACILITIES_READ, FacilityClient};
use nilecare_http::{Auditor, ServiceCaller, TokenVerifier};
use nilecare_sql::{Db, Migrations, inbox};
use nilecare_types::Clock;

use crate::AppointmentError;

static MIGRATIONS: Migrations = nilecare_sql::migrations!();

/// What the identity that the clients call with must be permitted.
pub const SERVICE_PERMISSIONS: [&str; 4] = [
    PATIENTS_READ.as_str(),
    STAFF_READ.as_str(),
    SCHEDULES_READ.as_str(),
    FACILITIES_READ.as_str(),
];

/// The service. Cloning it is cheap and gives the same one.
#[derive(Debug, Clone)]
pub struct AppointmentService {
    pub(crate) db: Db,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) verifier: TokenVerifier,
    pub(crate) clinical: ClinicalClient,
    pub(crate) business: BusinessClient,
    pub(crate) facility: FacilityClient,
    pub(crate) outbox: Wake,
    pub(crate) auditor: Option<Arc<dyn Auditor>>,
}

impl AppointmentService {
    /// Migrates `db` and starts the service. Through `calls` it asks clinical who a patient is, business when a provider can be
    /// visited, and facility where and in which time zone.
    ///
    /// # Errors
    /// When the tables cannot be brought to this version.
    pub async fn new(
        db: Db,
        clock: Arc<dyn Clock>,
        verifier: TokenVerifier,
        calls: Arc<dyn ServiceCaller>,
    ) -> Result<Self, AppointmentError> {
        db.migrate(&MIGRATIONS).await?;
        Ok(Self {
            db,
            clock,
            verifier,
            clinical: ClinicalClient::new(Arc::clone(&calls)),
            business: BusinessClient::new(Arc::clone(&calls)),
            facility: FacilityClient::new(calls),
            outbox: Wake::default(),
            auditor: None,
        })
    }

    /// Puts every request about patients on record.
    #[must_use]
    pub fn audited_by(mut self, auditor: Arc<dyn Auditor>) -> Self {
        self.auditor = Some(auditor);
        self
    }

    /// Returns what publishes the events of this service; to be run as long as the service is.
    pub fn relay(&self, bus: Arc<dyn EventBus>) -> Relay {
        Relay::new(self.db.clone(), bus, self.outbox.clone())
    }

    /// Forgets commands done more than 30 days ago and tells how many; call it once a day.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn forget_old_commands(&self) -> Result<u64, AppointmentError> {
        Ok(inbox::forget_old(&self.db, self.clock.now()).await?)
    }
}
