//! The service as the server starts it.

use std::sync::{Arc, PoisonError, RwLock};

use nilecare_bus::{EventBus, Relay, Wake};
use nilecare_contracts::cds::{MedicationCheckReply, MedicationCheckRequest};
use nilecare_contracts::clinical::{ClinicalClient, PATIENTS_READ};
use nilecare_http::{Auditor, TokenVerifier};
use nilecare_sql::{Db, Migrations, WriteTx, inbox};
use nilecare_types::Clock;

use crate::knowledge::Knowledge;
use crate::store::fact;
use crate::{CdsError, check};

/// What the identity that the [`ClinicalClient`] calls with must be permitted.
pub const SERVICE_PERMISSIONS: [&str; 1] = [PATIENTS_READ.as_str()];

static MIGRATIONS: Migrations = nilecare_sql::migrations!();

/// The service. Cloning it is cheap and gives the same one.
#[derive(Debug, Clone)]
pub struct CdsService {
    pub(crate) db: Db,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) verifier: TokenVerifier,
    pub(crate) clinical: ClinicalClient,
    pub(crate) outbox: Wake,
    pub(crate) auditor: Option<Arc<dyn Auditor>>,
    knowledge: Arc<RwLock<Arc<Knowledge>>>,
}

impl CdsService {
    /// Migrates `db`, reads the site's facts and starts the service; who a patient is, `clinical` knows.
    ///
    /// # Errors
    /// When the tables cannot be brought to this version, or a fact in them cannot be read.
    pub async fn new(
        db: Db,
        clock: Arc<dyn Clock>,
        verifier: TokenVerifier,
        clinical: ClinicalClient,
    ) -> Result<Self, CdsError> {
        db.migrate(&MIGRATIONS).await?;
        let mut tx = db.begin_write().await?;
        let knowledge = read(&mut tx).await?;
        drop(tx);
        Ok(Self {
            db,
            clock,
            verifier,
            clinical,
            outbox: Wake::default(),
            auditor: None,
            knowledge: Arc::new(RwLock::new(Arc::new(knowledge))),
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
    pub async fn forget_old_commands(&self) -> Result<u64, CdsError> {
        Ok(inbox::forget_old(&self.db, self.clock.now()).await?)
    }

    /// Returns the facts that count now.
    pub(crate) fn knowledge(&self) -> Arc<Knowledge> {
        Arc::clone(&self.knowledge.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Commits a change of facts and lets checks see it. The writer is one, so later changes come later here too.
    pub(crate) async fn commit_facts(&self, mut tx: WriteTx) -> Result<Arc<Knowledge>, CdsError> {
        let knowledge = Arc::new(read(&mut tx).await?);
        tx.commit().await?;
        *self.knowledge.write().unwrap_or_else(PoisonError::into_inner) = Arc::clone(&knowledge);
        Ok(knowledge)
    }

    /// Checks without keeping anything.
    ///
    /// # Errors
    /// When the request is not valid.
    pub fn look(&self, request: &MedicationCheckRequest) -> Result<MedicationCheckReply, CdsError> {
        let problems = request.validate();
        if !problems.is_empty() {
            return Err(CdsError::Invalid(problems));
        }
        let today = self.clock.now().to_zoned(jiff::tz::TimeZone::UTC).date();
        Ok(check::run(&self.knowledge(), request, today))
    }
}

async fn read(tx: &mut WriteTx) -> Result<Knowledge, CdsError> {
    let rows = fact::all(tx).await?;
    let signed = fact::signed(tx, crate::knowledge::shipped::VERSION).await?;
    Ok(Knowledge::new(rows, &signed))
}
