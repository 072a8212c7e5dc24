//! Two hubs with one database.

use std::sync::Arc;

use nilecare_fhir_store::{Change, ChangeError, FhirStore, Outcome, Target, VersionWanted};
use serde_json::json;

use crate::contract::support::*;
use crate::server;

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn conditions_hold_across_hubs() {
    let Some(server) = server() else {
        return;
    };
    let hubs = [
        Arc::new(server.mongo("hubs").await),
        Arc::new(server.mongo("hubs").await),
    ];
    // The same identity is asked for in two ways, so that only the data can tell that it is one.
    let queries = ["identifier=http://example.org/mrn|7", "identifier=7"];
    let mut tasks = Vec::new();
    for n in 0..8 {
        let (hub, query) = (Arc::clone(&hubs[n % 2]), queries[n / 2 % 2]);
        tasks.push(tokio::spawn(async move {
            let resource =
                json!({"resourceType": "Patient", "identifier": [{"system": "http://example.org/mrn", "value": "7"}]});
            let create = Change::Create {
                draft: draft(resource),
                if_none_exist: Some(search("Patient", query)),
            };
            let done = hub
                .apply(vec![create])
                .await
                .expect("one of them creates, the others find");
            outcome(&done[0]).0
        }));
    }
    let mut n_created = 0;
    for task in tasks {
        n_created += usize::from(task.await.expect("it ends") == Outcome::Created);
    }
    assert_eq!(n_created, 1);
    for hub in &hubs {
        let found = hub.search(search("Patient", "")).await.expect("a search");
        assert_eq!(found.matches.len(), 1);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_updates_of_one_version_by_two_hubs_one_wins_and_none_is_lost() {
    let Some(server) = server() else {
        return;
    };
    let hubs = [
        Arc::new(server.mongo("hubs").await),
        Arc::new(server.mongo("hubs").await),
    ];
    hubs[0].apply(vec![update(patient("p1", "A"))]).await.expect("written");
    let update_if = |hub: &Arc<nilecare_fhir_store_mongo::MongoFhirStore>, family: String, if_match| {
        let hub = Arc::clone(hub);
        tokio::spawn(async move {
            let draft = draft(patient("p1", &family));
            let target = Target::Id(draft.of, "p1".into());
            let change = Change::Update {
                draft,
                target,
                if_match,
                only_new: false,
            };
            hub.apply(vec![change]).await
        })
    };
    let tasks: Vec<_> = (0..6)
        .map(|n| update_if(&hubs[n % 2], format!("N{n}"), Some(VersionWanted::Is(1))))
        .collect();
    let mut n_won = 0;
    for task in tasks {
        match task.await.expect("it ends") {
            Ok(_) => n_won += 1,
            Err((_, error)) => assert!(matches!(error, ChangeError::VersionConflict), "{error}"),
        }
    }
    assert_eq!(n_won, 1);
    // Without a condition each is a version of its own.
    let tasks: Vec<_> = (0..6).map(|n| update_if(&hubs[n % 2], format!("M{n}"), None)).collect();
    for task in tasks {
        task.await.expect("it ends").expect("written");
    }
    let of = registry().type_id("Patient").expect("a type");
    for version in 1..=8 {
        let stored = hubs[1].read_version(of, "p1", version).await.expect("a read");
        assert!(stored.is_some_and(|stored| stored.version == version), "{version}");
    }
    assert_eq!(hubs[1].read_version(of, "p1", 9).await.expect("a read"), None);
}
