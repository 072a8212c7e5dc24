//! Many at the same time.

use std::sync::Arc;

use nilecare_fhir_store::{Change, ChangeError, Outcome, Target, VersionWanted};
use serde_json::json;

use super::support::*;

pub async fn many_conditional_creates_of_one_identity_give_one_resource(backend: Arc<dyn Backend>) {
    let fixture = Arc::new(Fixture::new(backend).await);
    let each = |_| {
        let fixture = Arc::clone(&fixture);
        tokio::spawn(async move {
            let change = Change::Create {
                draft: draft(
                    json!({"resourceType": "Patient", "identifier": [{"system": "http://example.org/mrn", "value": "7"}]}),
                ),
                if_none_exist: Some(search("Patient", "identifier=http://example.org/mrn|7")),
            };
            outcome(&fixture.one(change).await.expect("one of them creates, the others find")).0
        })
    };
    let tasks: Vec<_> = (0..16).map(each).collect();
    let mut n_created = 0;
    for task in tasks {
        n_created += usize::from(task.await.expect("it ends") == Outcome::Created);
    }
    assert_eq!(n_created, 1);
    assert_eq!(fixture.ids("Patient", "").await.len(), 1);
}

pub async fn of_many_updates_of_one_version_one_wins(backend: Arc<dyn Backend>) {
    let fixture = Arc::new(Fixture::new(backend).await);
    fixture.put([patient("p1", "A")]).await;
    let each = |n: usize| {
        let fixture = Arc::clone(&fixture);
        tokio::spawn(async move {
            let draft = draft(patient("p1", &format!("N{n}")));
            let target = Target::Id(draft.of, "p1".into());
            fixture
                .one(Change::Update {
                    draft,
                    target,
                    if_match: Some(VersionWanted::Is(1)),
                    only_new: false,
                })
                .await
        })
    };
    let tasks: Vec<_> = (0..16).map(each).collect();
    let mut n_won = 0;
    for task in tasks {
        match task.await.expect("it ends") {
            Ok(_) => n_won += 1,
            Err(error) => assert!(matches!(error, ChangeError::VersionConflict), "{error}"),
        }
    }
    assert_eq!(n_won, 1);
    assert_eq!(
        fixture.read("Patient", "p1").await.map(|stored| stored.version),
        Some(2)
    );
}
