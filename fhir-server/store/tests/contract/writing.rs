//! One resource and its versions.

use std::sync::Arc;

use nilecare_fhir_store::{Change, ChangeError, Outcome, Target, VersionWanted};
use serde_json::{Value, json};

use super::support::*;

pub async fn a_resource_is_created_updated_deleted_and_there_again(backend: Arc<dyn Backend>) {
    let fixture = Fixture::new(backend).await;
    let put = |family: &str| fixture.one(update(patient("p1", family)));
    assert_eq!(outcome(&put("A").await.expect("created")), (Outcome::Created, 1));
    assert_eq!(outcome(&put("A").await.expect("the same")), (Outcome::Unchanged, 1));
    assert_eq!(outcome(&put("B").await.expect("updated")), (Outcome::Updated, 2));
    assert_eq!(fixture.ids("Patient", "family=A").await, [] as [&str; 0]);
    assert_eq!(fixture.ids("Patient", "family=B").await, ["p1"]);
    assert_eq!(
        outcome(&fixture.one(delete("Patient", "p1")).await.expect("deleted")),
        (Outcome::Deleted, 3)
    );
    assert_eq!(fixture.ids("Patient", "").await, [] as [&str; 0]);
    assert!(
        fixture
            .read("Patient", "p1")
            .await
            .is_some_and(|stored| stored.body.is_none())
    );
    assert_eq!(
        outcome(&fixture.one(delete("Patient", "p1")).await.expect("gone")).0,
        Outcome::NothingToDelete
    );
    assert_eq!(outcome(&put("B").await.expect("there again")), (Outcome::Created, 4));
    assert_eq!(fixture.ids("Patient", "family=B").await, ["p1"]);
}

pub async fn decimals_keep_their_digits(backend: Arc<dyn Backend>) {
    let fixture = Fixture::new(backend).await;
    let text = r#"{"resourceType":"Observation","id":"o1","status":"final","code":{"text":"x"},"valueQuantity":{"value":7.40}}"#;
    fixture.put([serde_json::from_str(text).expect("JSON")]).await;
    let body = fixture
        .read("Observation", "o1")
        .await
        .and_then(|stored| stored.body)
        .expect("a body");
    assert!(std::str::from_utf8(&body).expect("JSON").contains("7.40"));
}

pub async fn a_version_that_is_not_the_current_one_is_refused(backend: Arc<dyn Backend>) {
    let fixture = Fixture::new(backend).await;
    fixture.put([patient("p1", "A"), patient("p1", "B")]).await;
    let with_id = |id: &str, if_match: Option<VersionWanted>, only_new: bool| {
        let draft = draft(patient(id, "C"));
        Change::Update {
            target: Target::Id(draft.of, id.into()),
            draft,
            if_match,
            only_new,
        }
    };
    let with = |if_match: Option<VersionWanted>, only_new| with_id("p1", if_match, only_new);
    // Any version is wanted, and there is none.
    let any = Some(VersionWanted::Any);
    for refused in [
        with(Some(VersionWanted::Is(1)), false),
        with(None, true),
        with_id("p2", any, false),
    ] {
        let answer = fixture.one(refused).await;
        assert!(matches!(answer, Err(ChangeError::VersionConflict)), "{answer:?}");
    }
    assert_eq!(
        outcome(
            &fixture
                .one(with(Some(VersionWanted::Is(2)), false))
                .await
                .expect("it is current")
        ),
        (Outcome::Updated, 3)
    );
    let done = fixture.one(with_id("p1", any, false)).await.expect("it is there");
    assert_eq!(outcome(&done).1, 3, "nothing is changed by the same again");
}

pub async fn a_patch_changes_what_it_says_and_must_not_change_the_id(backend: Arc<dyn Backend>) {
    let fixture = Fixture::new(backend).await;
    fixture.put([patient("p1", "A")]).await;
    let of = registry().type_id("Patient").expect("a type");
    let patch = |member: &'static str, value: Value| Change::Patch {
        target: Target::Id(of, "p1".into()),
        patch: Arc::new(move |resource| {
            let mut patched = resource.clone();
            patched[member] = value.clone();
            Ok(patched)
        }),
        if_match: None,
    };
    assert_eq!(
        outcome(&fixture.one(patch("active", json!(true))).await.expect("patched")),
        (Outcome::Updated, 2)
    );
    assert_eq!(fixture.ids("Patient", "active=true").await, ["p1"]);
    let refused = fixture.one(patch("id", json!("p2"))).await;
    assert!(matches!(refused, Err(ChangeError::Invalid(_))), "{refused:?}");
}

pub async fn what_was_answered_is_there_after_the_store_is_opened_again(backend: Arc<dyn Backend>) {
    let fixture = Fixture::new(backend).await;
    fixture.put([patient("p1", "A")]).await;
    let Fixture { store, backend, place } = fixture;
    drop(store);
    let store = backend.open(&place).await;
    let of = registry().type_id("Patient").expect("a type");
    let found = store.search(search("Patient", "family=a")).await.expect("a search");
    assert_eq!(found.matches.len(), 1);
    assert!(store.read_version(of, "p1", 1).await.expect("a read").is_some());
    assert!(store.read_version(of, "p1", 2).await.expect("a read").is_none());
}
