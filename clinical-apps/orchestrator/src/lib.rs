//! What no single service can tell, put together from several.

mod complete;

use std::sync::Arc;

use nilecare_contracts::clinical::PATIENTS_READ;
use nilecare_http::{ApiRoutes, Auditor, OpenApiRouter, ServiceCaller, TokenVerifier, routes};

pub use self::complete::{CompletePatient, Part, PartStatus};

/// Puts answers of services together. Cloning it is cheap and gives the same one.
#[derive(Debug, Clone)]
pub struct Orchestrator {
    calls: Arc<dyn ServiceCaller>,
    verifier: TokenVerifier,
    auditor: Option<Arc<dyn Auditor>>,
}

impl Orchestrator {
    /// Calls services through `calls`, with the token of whoever asks.
    pub fn new(calls: Arc<dyn ServiceCaller>, verifier: TokenVerifier) -> Self {
        Self {
            calls,
            verifier,
            auditor: None,
        }
    }

    /// Puts every request on record.
    #[must_use]
    pub fn audited_by(mut self, auditor: Arc<dyn Auditor>) -> Self {
        self.auditor = Some(auditor);
        self
    }

    /// Gives the routes below `/api/v1`.
    pub fn router(&self) -> OpenApiRouter {
        ApiRoutes::new(&self.verifier)
            .audited(self.auditor.clone())
            .permit(PATIENTS_READ, routes!(complete::get_complete_patient))
            .into_router()
            .with_state(self.clone())
    }
}
