//! The service, put together.

use std::sync::Arc;
use std::time::Duration;

use axum::routing::any;
use axum::{Router, middleware};
use nilecare_fhir_store::FhirStore;
use nilecare_http::{Auditor, TokenVerifier};

use crate::{BASE_PATH, access, capability, request};

/// Limits and names.
#[derive(Debug, Clone)]
pub struct RestOptions {
    /// The address that clients use, up to and with the base path; by the header `Host` when not set.
    pub base_url: Option<String>,
    /// The largest body, in bytes.
    pub max_body_bytes: usize,
    /// The most entries of a bundle.
    pub max_entries: usize,
    /// How long one request may take, reading its body too.
    pub timeout: Duration,
    /// The version that the CapabilityStatement tells.
    pub software_version: &'static str,
}

impl Default for RestOptions {
    fn default() -> Self {
        Self {
            base_url: None,
            max_body_bytes: 64 * 1024 * 1024,
            max_entries: 10_000,
            timeout: Duration::from_secs(300),
            software_version: env!("CARGO_PKG_VERSION"),
        }
    }
}

/// Answers requests to the FHIR server.
#[derive(Clone)]
pub struct FhirService {
    inner: Arc<Inner>,
}

pub(crate) struct Inner {
    pub store: Arc<dyn FhirStore>,
    pub verifier: TokenVerifier,
    pub auditor: Option<Arc<dyn Auditor>>,
    pub options: RestOptions,
    /// The CapabilityStatement without what depends on the request.
    pub capability: serde_json::Value,
}

impl FhirService {
    /// Puts the service over a store; `verifier` reads the access tokens, and `auditor` puts every access on record.
    pub fn new(
        store: Arc<dyn FhirStore>,
        verifier: TokenVerifier,
        auditor: Option<Arc<dyn Auditor>>,
        options: RestOptions,
    ) -> Self {
        let capability = capability::statement(store.registry(), &options);
        let inner = Inner {
            store,
            verifier,
            auditor,
            options,
            capability,
        };
        Self { inner: Arc::new(inner) }
    }

    /// Returns the routes, all of them below [`BASE_PATH`].
    pub fn router(&self) -> Router {
        let guard = middleware::from_fn_with_state(Arc::clone(&self.inner), access::guard);
        let all = any(request::answer).layer(guard).with_state(Arc::clone(&self.inner));
        Router::new()
            .route(BASE_PATH, all.clone())
            .route(&format!("{BASE_PATH}/"), all.clone())
            .route(&format!("{BASE_PATH}/{{*path}}"), all)
    }
}
