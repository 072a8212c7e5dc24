//! What MongoDB cannot keep.

use nilecare_fhir_store::{ChangeError, FhirStore};
use serde_json::json;

use crate::contract::support::*;
use crate::server;

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_resource_that_is_too_large_is_refused_and_nothing_of_its_batch_is_written() {
    let Some(server) = server() else {
        return;
    };
    let store = server.mongo("limits").await;
    let large =
        json!({"resourceType": "Binary", "id": "b", "contentType": "text/plain", "data": "A".repeat(17 * 1024 * 1024)});
    let refused = store.apply(vec![update(patient("p1", "A")), update(large)]).await;
    assert!(matches!(refused, Err((1, ChangeError::Invalid(_)))), "{refused:?}");
    let found = store.search(search("Patient", "")).await.expect("a search");
    assert_eq!(found.matches.len(), 0);
}
