//! The service as the server starts it.

use std::sync::Arc;

use nilecare_bus::{EventBus, Relay, Wake};
use nilecare_contracts::auth::{AuthClient, USERS_MANAGE};
use nilecare_contracts::business::{BusinessClient, SCHEDULES_READ, STAFF_READ, StaffRole};
use nilecare_contracts::clinical::{ClinicalClient, ENCOUNTERS_READ, PATIENTS_READ};
use nilecare_contracts::facility::{FACILITIES_READ, FacilityClient};
use nilecare_contracts::lab::{LAB_ORDERS_READ, LabClient};
use nilecare_http::{Auditor, ServiceCaller, TokenVerifier};
use nilecare_sql::{Db, Migrations, inbox};
use nilecare_tasks::TaskQueue;
use nilecare_types::Clock;

use crate::{Carrier, NotificationError};

static MIGRATIONS: Migrations = nilecare_sql::migrations!();

/// What the identity that the clients call with must be permitted. Of the users it reads names and roles, and nothing else is open to who may read them.
pub const SERVICE_PERMISSIONS: [&str; 7] = [
    PATIENTS_READ.as_str(),
    ENCOUNTERS_READ.as_str(),
    FACILITIES_READ.as_str(),
    STAFF_READ.as_str(),
    SCHEDULES_READ.as_str(),
    LAB_ORDERS_READ.as_str(),
    USERS_MANAGE.as_str(),
];

/// Who carries what; absent: the channel is off.
#[derive(Debug, Clone, Default)]
pub struct Carriers {
    /// Mails.
    pub email: Option<Arc<dyn Carrier>>,
    /// Text messages.
    pub sms: Option<Arc<dyn Carrier>>,
}

/// How people are told.
#[derive(Debug, Clone)]
pub struct NotificationOptions {
    /// The roles that critical alerts go to, in this order.
    pub escalation: Vec<StaffRole>,
    /// Stands before a telephone number that begins with 0, such as `+249`. Absent: such a number is not sent to.
    pub country_code: Option<String>,
}

impl Default for NotificationOptions {
    fn default() -> Self {
        Self {
            escalation: vec![StaffRole::Nurse, StaffRole::Doctor, StaffRole::Admin],
            country_code: None,
        }
    }
}

/// The service. Cloning it is cheap and gives the same one.
#[derive(Clone)]
pub struct NotificationService {
    pub(crate) db: Db,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) verifier: TokenVerifier,
    pub(crate) clinical: ClinicalClient,
    pub(crate) facility: FacilityClient,
    pub(crate) business: BusinessClient,
    pub(crate) lab: LabClient,
    pub(crate) auth: AuthClient,
    pub(crate) tasks: Arc<dyn TaskQueue>,
    pub(crate) carriers: Carriers,
    pub(crate) options: Arc<NotificationOptions>,
    pub(crate) outbox: Wake,
    pub(crate) auditor: Option<Arc<dyn Auditor>>,
}

impl NotificationService {
    /// Migrates `db`, adds the shipped templates that are not there, and starts the service. Through `calls` it asks who a patient is, who works where and
    /// when, and who signs in; what is to be sent goes to `tasks`, and nothing is sent yet.
    ///
    /// # Errors
    /// When the tables cannot be brought to this version.
    pub async fn new(
        db: Db,
        clock: Arc<dyn Clock>,
        verifier: TokenVerifier,
        calls: Arc<dyn ServiceCaller>,
        tasks: Arc<dyn TaskQueue>,
    ) -> Result<Self, NotificationError> {
        db.migrate(&MIGRATIONS).await?;
        let service = Self {
            db,
            clock,
            verifier,
            clinical: ClinicalClient::new(Arc::clone(&calls)),
            facility: FacilityClient::new(Arc::clone(&calls)),
            business: BusinessClient::new(Arc::clone(&calls)),
            lab: LabClient::new(Arc::clone(&calls)),
            auth: AuthClient::new(calls),
            tasks,
            carriers: Carriers::default(),
            options: Arc::default(),
            outbox: Wake::default(),
            auditor: None,
        };
        service.ship_templates().await?;
        Ok(service)
    }

    /// Sends by these; what is not among them is off.
    #[must_use]
    pub fn carried_by(mut self, carriers: Carriers) -> Self {
        self.carriers = carriers;
        self
    }

    /// Tells people in another way.
    #[must_use]
    pub fn with(mut self, options: NotificationOptions) -> Self {
        self.options = Arc::new(options);
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
    pub async fn forget_old_commands(&self) -> Result<u64, NotificationError> {
        Ok(inbox::forget_old(&self.db, self.clock.now()).await?)
    }
}
