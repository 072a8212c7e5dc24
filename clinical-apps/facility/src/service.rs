//! The service as the server starts it.

use std::sync::Arc;

use nilecare_bus::{EventBus, Relay, Wake};
use nilecare_contracts::clinical::{ClinicalClient, ENCOUNTERS_READ};
use nilecare_http::{Auditor, TokenVerifier};
use nilecare_sql::{Db, Migrations};
use nilecare_types::Clock;

use crate::FacilityError;

static MIGRATIONS: Migrations = nilecare_sql::migrations!();

/// What the identity that the client calls with must be permitted.
pub const SERVICE_PERMISSIONS: [&str; 1] = [ENCOUNTERS_READ.as_str()];

/// The service. Cloning it is cheap and gives the same one.
#[derive(Debug, Clone)]
pub struct FacilityService {
    pub(crate) db: Db,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) verifier: TokenVerifier,
    pub(crate) clinical: ClinicalClient,
    pub(crate) outbox: Wake,
    pub(crate) auditor: Option<Arc<dyn Auditor>>,
}

impl FacilityService {
    /// Migrates `db` and starts the service; whether an encounter is in progress, `clinical` knows.
    ///
    /// # Errors
    /// When the tables cannot be brought to this version.
    pub async fn new(
        db: Db,
        clock: Arc<dyn Clock>,
        verifier: TokenVerifier,
        clinical: ClinicalClient,
    ) -> Result<Self, FacilityError> {
        db.migrate(&MIGRATIONS).await?;
        Ok(Self {
            db,
            clock,
            verifier,
            clinical,
            outbox: Wake::default(),
            auditor: None,
        })
    }

    /// Puts every request about beds, and so about patients, on record.
    #[must_use]
    pub fn audited_by(mut self, auditor: Arc<dyn Auditor>) -> Self {
        self.auditor = Some(auditor);
        self
    }

    /// Returns what publishes the events of this service; to be run as long as the service is.
    pub fn relay(&self, bus: Arc<dyn EventBus>) -> Relay {
        Relay::new(self.db.clone(), bus, self.outbox.clone())
    }
}
