//! What every FHIR store promises, on MongoDB, and what only several hubs and a server that fails can show.
//!
//! SecantusDB stands in for mongod; where it is not installed, these are not run. Its start takes seconds, so the cases of a module share
//! one, each with a database of its own.

#[path = "../../store/tests/contract/mod.rs"]
mod contract;
mod failing;
mod hubs;
mod indexes;
mod limits;

use std::sync::Arc;

use nilecare_fhir_store::FhirStore;
use nilecare_fhir_store_mongo::{MongoFhirStore, MongoOptions, MongoUrl};
use nilecare_testkit::servers::{Secantus, secantus};
use nilecare_types::SystemClock;

use contract::support::{Backend, MAX_INCLUDED, registry};

/// A server of its own.
struct Server(Secantus);

impl Server {
    async fn mongo(&self, place: &str) -> MongoFhirStore {
        let url = MongoUrl::parse(&self.0.url(place)).expect("an address");
        let options = MongoOptions {
            max_included: MAX_INCLUDED,
            ..MongoOptions::new(url)
        };
        let opened = MongoFhirStore::open(&options, registry(), Arc::new(SystemClock)).await;
        opened.expect("the store opens")
    }
}

#[async_trait::async_trait]
impl Backend for Server {
    async fn open(&self, place: &str) -> Arc<dyn FhirStore> {
        Arc::new(self.mongo(place).await)
    }
}

/// Starts a server; `None` where it is not installed.
fn server() -> Option<Arc<Server>> {
    secantus().map(|server| Arc::new(Server(server)))
}

macro_rules! each_module_is_a_test {
    ($($module:ident: $($case:ident),+;)+) => {
        $(#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
        async fn $module() {
            let Some(server) = server() else {
                return;
            };
            $(contract::$module::$case(Arc::<Server>::clone(&server)).await;)+
        })+
    };
}

contract::for_each_case!(each_module_is_a_test);
