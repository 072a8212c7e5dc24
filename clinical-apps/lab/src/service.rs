//! The service as the server starts it.

use std::sync::Arc;

use nilecare_bus::{EventBus, Relay, Wake};
use nilecare_contracts::clinical::{ADT_WRITE, ClinicalClient, ENCOUNTERS_READ, PATIENTS_READ};
use nilecare_http::{Auditor, TokenVerifier};
use nilecare_sql::{Db, Migrations, inbox};
use nilecare_types::Clock;

use crate::LabError;

static MIGRATIONS: Migrations = nilecare_sql::migrations!();

/// What the identity that the [`ClinicalClient`] calls with must be permitted.
pub const SERVICE_PERMISSIONS: [&str; 3] = [PATIENTS_READ.as_str(), ENCOUNTERS_READ.as_str(), ADT_WRITE.as_str()];

/// The lab service. Cloning it is cheap and gives the same one.
#[derive(Debug, Clone)]
pub struct LabService {
    pub(crate) db: Db,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) verifier: TokenVerifier,
    pub(crate) clinical: ClinicalClient,
    pub(crate) outbox: Wake,
    pub(crate) auditor: Option<Arc<dyn Auditor>>,
}

impl LabService {
    /// Migrates `db` and starts the service; patients are resolved through `clinical`.
    ///
    /// # Errors
    /// When the tables cannot be brought to this version.
    pub async fn new(
        db: Db,
        clock: Arc<dyn Clock>,
        verifier: TokenVerifier,
        clinical: ClinicalClient,
    ) -> Result<Self, LabError> {
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

    /// Puts every request of the service on record.
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
    pub async fn forget_old_commands(&self) -> Result<u64, LabError> {
        Ok(inbox::forget_old(&self.db, self.clock.now()).await?)
    }
}
