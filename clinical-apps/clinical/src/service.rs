//! The service as the server starts it.

use std::sync::Arc;

use nilecare_http::TokenVerifier;
use nilecare_sql::{Db, Migrator};
use nilecare_types::Clock;

use crate::ClinicalError;

static MIGRATOR: Migrator = sqlx::migrate!("migrations/sqlite");

/// The clinical service. Cloning it is cheap and gives the same one.
#[derive(Debug, Clone)]
pub struct ClinicalService {
    pub(crate) db: Db,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) verifier: TokenVerifier,
}

impl ClinicalService {
    /// Migrates `db` and starts the service.
    ///
    /// # Errors
    /// When the tables cannot be brought to this version.
    pub async fn new(db: Db, clock: Arc<dyn Clock>, verifier: TokenVerifier) -> Result<Self, ClinicalError> {
        db.migrate(&MIGRATOR).await?;
        Ok(Self { db, clock, verifier })
    }
}
