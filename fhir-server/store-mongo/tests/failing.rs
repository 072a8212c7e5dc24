//! A server that is away, and comes back.

use std::sync::Arc;
use std::time::{Duration, Instant};

use nilecare_fhir_store::{ChangeError, FhirStore, StoreError};
use nilecare_fhir_store_mongo::{MongoFhirStore, MongoOptions, MongoUrl};
use nilecare_testkit::servers::secantus;
use nilecare_types::SystemClock;

use crate::contract::support::*;

/// No request waits longer for a server that is away.
const SOON: Duration = Duration::from_secs(15);

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_store_says_that_it_is_away_and_goes_on_by_itself() {
    let Some(mut server) = secantus() else {
        return;
    };
    let url = MongoUrl::parse(&server.url("failing")).expect("an address");
    let options = MongoOptions::new(url);
    let store = MongoFhirStore::open(&options, registry(), Arc::new(SystemClock)).await;
    let store = store.expect("the store opens");
    store.apply(vec![update(patient("p1", "A"))]).await.expect("written");
    server.server.kill();
    let of = registry().type_id("Patient").expect("a type");
    let begin = Instant::now();
    let read = store.read(of, "p1").await;
    assert!(matches!(read, Err(StoreError::Unavailable { .. })), "{read:?}");
    assert!(begin.elapsed() < SOON, "{:?}", begin.elapsed());
    let begin = Instant::now();
    let written = store.apply(vec![update(patient("p2", "B"))]).await;
    let is_away = matches!(&written, Err((0, ChangeError::Store(StoreError::Unavailable { .. }))));
    assert!(is_away, "{written:?}");
    assert!(begin.elapsed() < SOON, "{:?}", begin.elapsed());
    let launch = server.launch.clone();
    server.server.start_again(&launch);
    store
        .apply(vec![update(patient("p2", "B"))])
        .await
        .expect("written again");
    let kept = store.read(of, "p1").await.expect("a read");
    assert!(
        kept.is_some_and(|stored| stored.body.is_some()),
        "what was confirmed is there"
    );
    let found = store.search(search("Patient", "family=b")).await.expect("a search");
    assert_eq!(found.matches.len(), 1);
}

#[tokio::test]
async fn a_database_that_cannot_be_reached_is_told_soon_and_without_the_password() {
    let port = nilecare_testkit::servers::free_port();
    let url = MongoUrl::parse(&format!("mongodb://hub:hunter2@127.0.0.1:{port}/fhir_resources")).expect("an address");
    let begin = Instant::now();
    let options = MongoOptions::new(url);
    let opened = MongoFhirStore::open(&options, registry(), Arc::new(SystemClock)).await;
    let error = opened.expect_err("nobody listens");
    assert!(begin.elapsed() < SOON, "{:?}", begin.elapsed());
    let told = format!("{error} {error:?} {options:?}");
    assert!(
        told.contains(&format!("mongodb://127.0.0.1:{port}/fhir_resources")),
        "{told}"
    );
    assert!(!told.contains("hunter2"), "{told}");
}
