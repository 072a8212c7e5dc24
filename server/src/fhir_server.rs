//! The FHIR server of this hub: its store and its routes.

use std::sync::Arc;

use anyhow::{Context, Result};
use nilecare_fhir_rest::{FhirService, RestOptions};
use nilecare_fhir_search::Registry;
use nilecare_fhir_store::{SqliteFhirStore, SqliteOptions};
use nilecare_http::{Auditor, TokenVerifier};
use nilecare_types::Clock;

use crate::settings::Settings;

/// What channels call it.
pub const SERVICE: &str = "fhir";

/// Opens the store and returns the routes.
pub async fn open(
    settings: &Settings,
    clock: &Arc<dyn Clock>,
    verifier: &TokenVerifier,
    auditor: Arc<dyn Auditor>,
) -> Result<axum::Router> {
    let path = settings.fhir_store()?;
    let clock = Arc::clone(clock);
    // Writing the indexes anew after an update may take minutes.
    let opened = tokio::task::spawn_blocking(move || {
        let registry = Registry::new(nilecare_fhir_model::r4()).context("compiling the search parameters")?;
        SqliteFhirStore::open(&SqliteOptions::new(path), Arc::new(registry), clock).context("opening the FHIR store")
    });
    let store = Arc::new(opened.await??);
    let options = RestOptions {
        base_url: settings.fhir.base_url.clone(),
        max_body_bytes: settings.fhir.max_body_mib as usize * 1024 * 1024,
        max_entries: settings.fhir.max_entries as usize,
        timeout: settings.fhir.timeout.get(),
        software_version: env!("CARGO_PKG_VERSION"),
    };
    Ok(FhirService::new(store, verifier.clone(), Some(auditor), options).router())
}
