//! What the store promises.

mod contract;

use std::sync::Arc;

use nilecare_fhir_store::{FhirStore, SqliteFhirStore, SqliteOptions};
use nilecare_types::SystemClock;

use contract::support::{Backend, MAX_INCLUDED, registry};

/// Files in a folder of their own.
struct Files(tempfile::TempDir);

#[async_trait::async_trait]
impl Backend for Files {
    async fn open(&self, place: &str) -> Arc<dyn FhirStore> {
        let options = SqliteOptions {
            max_included: MAX_INCLUDED,
            ..SqliteOptions::new(self.0.path().join(place))
        };
        Arc::new(SqliteFhirStore::open(&options, registry(), Arc::new(SystemClock)).expect("the store opens"))
    }
}

macro_rules! each_is_a_test {
    ($($module:ident: $($case:ident),+;)+) => {
        $(mod $module {
            $(#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
            async fn $case() {
                let files = super::Files(tempfile::tempdir().expect("a folder"));
                super::contract::$module::$case(std::sync::Arc::new(files)).await;
            })+
        })+
    };
}

contract::for_each_case!(each_is_a_test);
