//! Batches: all or nothing, with names and conditions.

use std::sync::Arc;

use nilecare_fhir_store::{Change, ChangeError, Changed, Draft, Outcome, Target, VersionWanted};
use serde_json::{Value, json};

use super::support::*;

fn named(resource: Value, name: &str) -> Draft {
    let mut draft = draft(resource);
    draft.full_url = Some(name.to_owned());
    draft
}

fn plain(resource: Value, name: &str) -> Change {
    Change::Create {
        draft: named(resource, name),
        if_none_exist: None,
    }
}

fn stored(changed: &Changed) -> Value {
    match changed {
        Changed::Resource(_, stored) => serde_json::from_slice(stored.body.as_deref().expect("a body")).expect("JSON"),
        other => panic!("{other:?}"),
    }
}

pub async fn names_of_entries_become_ids_also_in_a_circle(backend: Arc<dyn Backend>) {
    let fixture = Fixture::new(backend).await;
    let mut person = patient("x", "A");
    person["managingOrganization"] = json!({"reference": "urn:uuid:org"});
    let org = json!({"resourceType": "Organization", "partOf": {"reference": "urn:uuid:org"}, "name": "EXAMPLE"});
    let done = fixture
        .apply(vec![plain(person, "urn:uuid:pat"), plain(org, "urn:uuid:org")])
        .await
        .expect("applied");
    let (person, org) = (stored(&done[0]), stored(&done[1]));
    let reference = format!("Organization/{}", org["id"].as_str().expect("an id"));
    assert_eq!(person["managingOrganization"]["reference"], reference);
    assert_eq!(org["partOf"]["reference"], reference);
    assert_eq!(
        fixture.ids("Patient", &format!("organization={reference}")).await.len(),
        1
    );
}

pub async fn an_error_undoes_everything_and_tells_which_entry(backend: Arc<dyn Backend>) {
    let fixture = Fixture::new(backend).await;
    fixture.put([patient("p1", "A")]).await;
    let bad = Change::Update {
        target: Target::Id(draft(patient("p1", "B")).of, "p1".into()),
        draft: draft(patient("p1", "B")),
        if_match: Some(VersionWanted::Is(9)),
        only_new: false,
    };
    let refused = fixture
        .apply(vec![create(patient("x", "NEW")), bad, delete("Patient", "p1")])
        .await;
    assert!(refused.is_err(), "{refused:?}");
    assert_eq!(fixture.ids("Patient", "").await, ["p1"]);
    assert_eq!(fixture.ids("Patient", "family=new").await, [] as [&str; 0]);
    // A system that only the undone batch named is found when it is written again.
    let with_system = |id: &str| json!({"resourceType": "Patient", "id": id, "identifier": [{"system": "http://example.org/new", "value": "1"}]});
    let twice = vec![update(with_system("q")), update(with_system("q"))];
    assert!(matches!(fixture.apply(twice).await, Err((1, ChangeError::SameTwice))));
    fixture.put([with_system("q")]).await;
    assert_eq!(
        fixture.ids("Patient", "identifier=http://example.org/new|1").await,
        ["q"]
    );
}

pub async fn conditions_are_looked_at_once_for_the_whole_batch(backend: Arc<dyn Backend>) {
    let fixture = Fixture::new(backend).await;
    let conditional = |name: &str| Change::Create {
        draft: named(json!({"resourceType": "Patient", "identifier": [{"value": "7"}]}), name),
        if_none_exist: Some(search("Patient", "identifier=7")),
    };
    let refers = |name: &str| {
        plain(
            json!({"resourceType": "Flag", "status": "active", "code": {"text": "x"}, "subject": {"reference": name}}),
            "urn:uuid:f",
        )
    };
    let batch = vec![
        conditional("urn:uuid:a"),
        conditional("urn:uuid:b"),
        refers("urn:uuid:b"),
    ];
    let done = fixture.apply(batch).await.expect("applied");
    let only = fixture.ids("Patient", "").await;
    assert_eq!(only.len(), 1);
    assert_eq!(outcome(&done[1]).0, Outcome::Unchanged);
    assert_eq!(stored(&done[2])["subject"]["reference"], format!("Patient/{}", only[0]));
    // Later the same identity is found.
    let done = fixture
        .apply(vec![conditional("urn:uuid:c"), refers("urn:uuid:c")])
        .await
        .expect("applied");
    assert_eq!(outcome(&done[0]).0, Outcome::Unchanged);
    assert_eq!(stored(&done[1])["subject"]["reference"], format!("Patient/{}", only[0]));
}

pub async fn a_reference_by_a_search_leads_to_what_is_found_or_nothing_is_done(backend: Arc<dyn Backend>) {
    let fixture = Fixture::new(backend).await;
    fixture
        .put([json!({"resourceType": "Practitioner", "id": "dr", "identifier": [{"value": "9"}]})])
        .await;
    let flag = |query: &str| {
        create(
            json!({"resourceType": "Flag", "status": "active", "code": {"text": "x"}, "subject": {"reference": query}}),
        )
    };
    let done = fixture.one(flag("Practitioner?identifier=9")).await.expect("applied");
    assert_eq!(stored(&done)["subject"]["reference"], "Practitioner/dr");
    for query in ["Practitioner?identifier=8", "Practitioner?", "Nothing?identifier=9"] {
        let refused = fixture.one(flag(query)).await;
        assert!(matches!(refused, Err(ChangeError::Reference)), "{query}: {refused:?}");
    }
}

pub async fn deletes_come_first_and_reads_last(backend: Arc<dyn Backend>) {
    let fixture = Fixture::new(backend).await;
    fixture.put([patient("p1", "A"), patient("p2", "B")]).await;
    let of = registry().type_id("Patient").expect("a type");
    let again = Change::Create {
        draft: draft(json!({"resourceType": "Patient", "name": [{"family": "A"}]})),
        if_none_exist: Some(search("Patient", "family=A")),
    };
    let batch = vec![
        Change::Search(Box::new(search("Patient", "family=A"))),
        again,
        Change::Read(of, "p2".into()),
        delete("Patient", "p1"),
    ];
    let done = fixture.apply(batch).await.expect("applied");
    assert_eq!(outcome(&done[1]).0, Outcome::Created);
    assert_eq!(outcome(&done[3]).0, Outcome::Deleted);
    assert!(matches!(&done[2], Changed::Read(stored) if stored.id == "p2"));
    assert!(matches!(&done[0], Changed::Found(found) if found.matches.len() == 1 && found.matches[0].id != "p1"));
    // What is deleted cannot be read, so the batch is undone.
    let refused = fixture
        .apply(vec![Change::Read(of, "p2".into()), delete("Patient", "p2")])
        .await;
    assert!(matches!(refused, Err((0, ChangeError::Gone))), "{refused:?}");
    assert!(
        fixture
            .read("Patient", "p2")
            .await
            .is_some_and(|stored| stored.body.is_some())
    );
}

pub async fn a_conditional_delete_is_whole_within_its_batch(backend: Arc<dyn Backend>) {
    let fixture = Fixture::new(backend).await;
    fixture
        .put([patient("p1", "A"), patient("p2", "A"), patient("p3", "B")])
        .await;
    let delete_where = |query: &str| Change::Delete {
        target: Target::Where(search("Patient", query)),
        if_match: None,
    };
    let stale = Change::Update {
        target: Target::Id(draft(patient("p3", "C")).of, "p3".into()),
        draft: draft(patient("p3", "C")),
        if_match: Some(VersionWanted::Is(9)),
        only_new: false,
    };
    let refused = fixture.apply(vec![delete_where("family=a"), stale]).await;
    assert!(matches!(refused, Err((1, ChangeError::VersionConflict))), "{refused:?}");
    assert_eq!(fixture.ids("Patient", "").await, ["p1", "p2", "p3"]);
    let done = fixture
        .apply(vec![delete_where("family=a"), create(patient("x", "C"))])
        .await
        .expect("applied");
    let Changed::Deleted(deleted) = &done[0] else {
        panic!("{:?}", done[0]);
    };
    let versions: Vec<(&str, u64)> = deleted
        .iter()
        .map(|stored| (stored.id.as_str(), stored.version))
        .collect();
    assert_eq!(versions, [("p1", 2), ("p2", 2)]);
    assert_eq!(fixture.ids("Patient", "family=a").await, [] as [&str; 0]);
    assert_eq!(fixture.ids("Patient", "").await.len(), 2);
}

pub async fn a_conditional_update_writes_the_one_that_is_found(backend: Arc<dyn Backend>) {
    let fixture = Fixture::new(backend).await;
    let put = |family: &str| {
        let resource = json!({"resourceType": "Patient", "identifier": [{"value": "7"}], "name": [{"family": family}]});
        Change::Update {
            target: Target::Where(search("Patient", "identifier=7")),
            draft: draft(resource),
            if_match: None,
            only_new: false,
        }
    };
    assert_eq!(
        outcome(&fixture.one(put("A")).await.expect("created")),
        (Outcome::Created, 1)
    );
    assert_eq!(
        outcome(&fixture.one(put("B")).await.expect("updated")),
        (Outcome::Updated, 2)
    );
    let twice = json!({"resourceType": "Patient", "id": "other", "identifier": [{"value": "7"}]});
    fixture.put([twice]).await;
    assert!(matches!(fixture.one(put("C")).await, Err(ChangeError::MultipleMatches)));
}
