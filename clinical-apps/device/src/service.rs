//! The service as the server starts it.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use jiff::SignedDuration;
use nilecare_bus::{EventBus, Relay, Wake};
use nilecare_contracts::clinical::{ClinicalClient, PATIENTS_READ};
use nilecare_http::{Auditor, TokenVerifier};
use nilecare_sql::{Db, Migrations, inbox};
use nilecare_types::{Clock, PatientId, Timestamp};

use crate::DeviceError;

static MIGRATIONS: Migrations = nilecare_sql::migrations!();

/// What the identity that the client calls with must be permitted.
pub const SERVICE_PERMISSIONS: [&str; 1] = [PATIENTS_READ.as_str()];

/// How long things take and are kept.
#[derive(Debug, Clone, Copy)]
pub struct DeviceOptions {
    /// A critical alarm that nobody acknowledged for so long is told again; so often at most.
    pub escalate_after: SignedDuration,
    /// How often an alarm is told again at most.
    pub most_escalations: u32,
    /// A device of which nothing was heard for so long is taken for gone.
    pub offline_after: SignedDuration,
    /// Readings older than this raise no alarm: they were held back.
    pub alarm_window: SignedDuration,
    /// A patient's values are told to others once in this time.
    pub tell_every: SignedDuration,
    /// How long readings are kept; whole hours of them stay.
    pub keep_readings: SignedDuration,
    /// How long what devices reported is kept.
    pub keep_logs: SignedDuration,
}

impl Default for DeviceOptions {
    fn default() -> Self {
        Self {
            escalate_after: SignedDuration::from_mins(5),
            most_escalations: 3,
            offline_after: SignedDuration::from_mins(5),
            alarm_window: SignedDuration::from_mins(15),
            tell_every: SignedDuration::from_secs(5),
            keep_readings: SignedDuration::from_hours(365 * 24),
            keep_logs: SignedDuration::from_hours(90 * 24),
        }
    }
}

/// The service. Cloning it is cheap and gives the same one.
#[derive(Debug, Clone)]
pub struct DeviceService {
    pub(crate) db: Db,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) verifier: TokenVerifier,
    pub(crate) clinical: ClinicalClient,
    pub(crate) outbox: Wake,
    pub(crate) auditor: Option<Arc<dyn Auditor>>,
    pub(crate) options: DeviceOptions,
    /// When a patient's values were told last. Lost at a restart, which tells once more.
    pub(crate) told: Arc<Mutex<HashMap<PatientId, Timestamp>>>,
}

impl DeviceService {
    /// Migrates `db` and starts the service; who a patient is, `clinical` knows.
    ///
    /// # Errors
    /// When the tables cannot be brought to this version.
    pub async fn new(
        db: Db,
        clock: Arc<dyn Clock>,
        verifier: TokenVerifier,
        clinical: ClinicalClient,
    ) -> Result<Self, DeviceError> {
        db.migrate(&MIGRATIONS).await?;
        Ok(Self {
            db,
            clock,
            verifier,
            clinical,
            outbox: Wake::default(),
            auditor: None,
            options: DeviceOptions::default(),
            told: Arc::default(),
        })
    }

    /// Takes other times than the default ones.
    #[must_use]
    pub fn with(mut self, options: DeviceOptions) -> Self {
        self.options = options;
        self
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
    pub async fn forget_old_commands(&self) -> Result<u64, DeviceError> {
        Ok(inbox::forget_old(&self.db, self.clock.now()).await?)
    }
}
