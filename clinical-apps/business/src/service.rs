//! The service as the server starts it.

use std::sync::Arc;

use nilecare_bus::{EventBus, Relay, Wake};
use nilecare_contracts::facility::{FACILITIES_READ, FacilityClient};
use nilecare_http::TokenVerifier;
use nilecare_sql::{Db, Migrations};
use nilecare_types::Clock;

use crate::BusinessError;

static MIGRATIONS: Migrations = nilecare_sql::migrations!();

/// What the identity that the client calls with must be permitted.
pub const SERVICE_PERMISSIONS: [&str; 1] = [FACILITIES_READ.as_str()];

/// The service. Cloning it is cheap and gives the same one.
#[derive(Debug, Clone)]
pub struct BusinessService {
    pub(crate) db: Db,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) verifier: TokenVerifier,
    pub(crate) facility: FacilityClient,
    pub(crate) outbox: Wake,
}

impl BusinessService {
    /// Migrates `db` and starts the service; where a facility is and in which time zone, `facility` knows.
    ///
    /// # Errors
    /// When the tables cannot be brought to this version.
    pub async fn new(
        db: Db,
        clock: Arc<dyn Clock>,
        verifier: TokenVerifier,
        facility: FacilityClient,
    ) -> Result<Self, BusinessError> {
        db.migrate(&MIGRATIONS).await?;
        Ok(Self {
            db,
            clock,
            verifier,
            facility,
            outbox: Wake::default(),
        })
    }

    /// Returns what publishes the events of this service; to be run as long as the service is.
    pub fn relay(&self, bus: Arc<dyn EventBus>) -> Relay {
        Relay::new(self.db.clone(), bus, self.outbox.clone())
    }
}
