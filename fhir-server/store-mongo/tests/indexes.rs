//! What is indexed, written anew.

use mongodb::Client;
use mongodb::bson::{Document, doc};
use nilecare_fhir_store::{FhirStore, StoreError};
use nilecare_fhir_store_mongo::{MongoFhirStore, MongoOptions, MongoUrl};
use nilecare_types::SystemClock;

use crate::contract::support::*;
use crate::server;

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn what_other_rules_indexed_is_indexed_anew_and_the_rest_is_left() {
    let Some(server) = server() else {
        return;
    };
    let store = server.mongo("indexes").await;
    for n in 0..3 {
        store
            .apply(vec![update(patient(&format!("p{n}"), "A"))])
            .await
            .expect("written");
    }
    store.apply(vec![delete("Patient", "p2")]).await.expect("deleted");
    drop(store);
    // As an older version left it that was ended in the middle: one is indexed by the new rules, one is not.
    let client = Client::with_uri_str(server.0.url("indexes")).await.expect("a client");
    let database = client.database("indexes");
    let resources = database.collection::<Document>("resource");
    let nothing = doc! { "$set": { "keys": [], "rules": "0/0" } };
    resources
        .update_one(doc! { "_id": "Patient/p0" }, nothing)
        .await
        .expect("written");
    let marked = doc! { "$set": { "keys": ["Patient.family|f|kept"] } };
    resources
        .update_one(doc! { "_id": "Patient/p1" }, marked)
        .await
        .expect("written");
    let meta = database.collection::<Document>("meta");
    meta.delete_one(doc! { "_id": "index_rules" }).await.expect("written");
    let store = server.mongo("indexes").await;
    let ids = async |query: &str| {
        let found = store.search(search("Patient", query)).await.expect("a search").matches;
        found.into_iter().map(|stored| stored.id).collect::<Vec<_>>()
    };
    assert_eq!(ids("family=a").await, ["p0"]);
    assert_eq!(ids("family=kept").await, ["p1"]);
    assert_eq!(ids("").await, ["p0", "p1"]);
    // What a newer version wrote is left alone.
    let newer = doc! { "$set": { "number": 99_i64 } };
    meta.update_one(doc! { "_id": "schema" }, newer).await.expect("written");
    let url = MongoUrl::parse(&server.0.url("indexes")).expect("an address");
    let opened = MongoFhirStore::open(&MongoOptions::new(url), registry(), std::sync::Arc::new(SystemClock)).await;
    assert!(matches!(opened, Err(StoreError::Newer { found: 99, .. })), "{opened:?}");
}
