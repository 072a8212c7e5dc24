//! The FHIR server of this hub: its store and its routes.

use std::fmt;
use std::path::PathBuf;
use std::sync::Arc;

use anyhow::{Context, Result, bail};
use nilecare_config::BackendUrl;
use nilecare_fhir_rest::{FhirService, RestOptions};
use nilecare_fhir_search::Registry;
use nilecare_fhir_store::{FhirStore, SqliteFhirStore, SqliteOptions};
use nilecare_fhir_store_mongo::{MongoFhirStore, MongoOptions, MongoUrl};
use nilecare_http::{Auditor, TokenVerifier};
use nilecare_types::Clock;

use crate::settings::Settings;

/// What channels call it.
pub const SERVICE: &str = "fhir";

/// Where resources are kept. Shown without user and password.
#[derive(Debug, Clone)]
pub enum FhirPlace {
    /// In a file of SQLite.
    File(PathBuf),
    /// In a database of MongoDB.
    Mongo(MongoUrl),
}

impl FhirPlace {
    /// Reads it from its URL.
    pub fn read(url: &BackendUrl) -> Result<Self> {
        match url.scheme() {
            "sqlite" => Ok(Self::File(url.rest().into())),
            "mongodb" | "mongodb+srv" => Ok(Self::Mongo(MongoUrl::parse(url.expose())?)),
            scheme => {
                bail!("the scheme {scheme:?} is not compiled in; use sqlite:PATH or mongodb://HOST:27017/DATABASE")
            }
        }
    }

    async fn open(&self, registry: Arc<Registry>, clock: Arc<dyn Clock>) -> Result<Arc<dyn FhirStore>> {
        const DOING: &str = "opening the FHIR store";
        match self {
            Self::File(path) => {
                let options = SqliteOptions::new(path);
                // Writing the indexes anew after an update may take minutes.
                let opened = tokio::task::spawn_blocking(move || SqliteFhirStore::open(&options, registry, clock));
                Ok(Arc::new(opened.await?.context(DOING)?))
            }
            Self::Mongo(url) => {
                let opened = MongoFhirStore::open(&MongoOptions::new(url.clone()), registry, clock).await;
                Ok(Arc::new(opened.context(DOING)?))
            }
        }
    }
}

impl fmt::Display for FhirPlace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File(path) => path.display().fmt(f),
            Self::Mongo(url) => url.fmt(f),
        }
    }
}

/// Opens the store and returns the routes.
pub async fn open(
    settings: &Settings,
    clock: &Arc<dyn Clock>,
    verifier: &TokenVerifier,
    auditor: Arc<dyn Auditor>,
) -> Result<axum::Router> {
    let place = settings.fhir_store()?;
    let compiled = tokio::task::spawn_blocking(|| Registry::new(nilecare_fhir_model::r4()));
    let registry = compiled.await?.context("compiling the search parameters")?;
    let store = place.open(Arc::new(registry), Arc::clone(clock)).await?;
    let options = RestOptions {
        base_url: settings.fhir.base_url.clone(),
        max_body_bytes: settings.fhir.max_body_mib as usize * 1024 * 1024,
        max_entries: settings.fhir.max_entries as usize,
        timeout: settings.fhir.timeout.get(),
        software_version: env!("CARGO_PKG_VERSION"),
    };
    Ok(FhirService::new(store, verifier.clone(), Some(auditor), options).router())
}
