//! Searches and their Bundles.

use http::StatusCode;
use serde_json::{Value, json};

use crate::support::*;

async fn filled() -> Api {
    let api = Api::new();
    for n in 0..7 {
        let id = format!("p{n}");
        assert!(
            api.json("PUT", &format!("/Patient/{id}"), &patient(&id, "EVERYMAN"))
                .await
                .status
                .is_success()
        );
    }
    for (id, subject) in [("o1", "p1"), ("o2", "p1"), ("o3", "p2")] {
        let observation = json!({"resourceType": "Observation", "id": id, "status": "final", "code": {"text": "x"},
            "subject": {"reference": format!("Patient/{subject}")}});
        assert!(
            api.json("PUT", &format!("/Observation/{id}"), &observation)
                .await
                .status
                .is_success()
        );
    }
    api
}

fn link(bundle: &Value, relation: &str) -> Option<String> {
    let links = bundle["link"].as_array()?;
    let found = links.iter().find(|link| link["relation"] == relation)?;
    Some(
        found["url"]
            .as_str()?
            .strip_prefix("http://example.org/fhir/R4")?
            .to_owned(),
    )
}

#[tokio::test]
async fn the_links_lead_through_all_pages() {
    let api = filled().await;
    let mut path = "/Patient?family=everyman&_count=3".to_owned();
    let mut all = Vec::new();
    loop {
        let bundle = api.get(&path).await.json();
        assert!(link(&bundle, "self").is_some_and(|link| link.starts_with("/Patient?family=everyman&_count=3")));
        all.extend(ids(&bundle));
        match link(&bundle, "next") {
            Some(next) => path = next,
            None => break,
        }
    }
    assert_eq!(all, ["p0", "p1", "p2", "p3", "p4", "p5", "p6"]);
}

#[tokio::test]
async fn a_form_a_compartment_and_the_whole_system_are_searched() {
    let api = filled().await;
    let form = [("content-type", "application/x-www-form-urlencoded")];
    let found = api
        .send("POST", "/Observation/_search?_count=1", &form, "subject=Patient/p1")
        .await
        .json();
    assert_eq!(ids(&found), ["o1"]);
    let next = link(&found, "next").expect("a next page");
    assert_eq!(api.ids(&next).await, ["o2"]);
    assert_eq!(api.ids("/Patient/p1/Observation").await, ["o1", "o2"]);
    assert_eq!(api.ids("/Patient/p2/*").await, ["o3", "p2"]);
    assert_eq!(
        api.get("/Encounter/e/Observation").await.status,
        StatusCode::BAD_REQUEST
    );
    assert_eq!(api.ids("/?_type=Observation,Patient&_id=o1,p1").await, ["o1", "p1"]);
    assert_eq!(
        api.ids("/?_type=Observation,Patient&_sort=-_lastUpdated&_count=2")
            .await,
        ["o3", "o2"]
    );
}

#[tokio::test]
async fn included_resources_say_so() {
    let api = filled().await;
    let bundle = api
        .get("/Observation?subject=p1&_include=Observation:subject&_total=accurate")
        .await
        .json();
    let modes: Vec<&Value> = bundle["entry"]
        .as_array()
        .expect("entries")
        .iter()
        .map(|entry| &entry["search"]["mode"])
        .collect();
    assert_eq!(modes, ["match", "match", "include"]);
    assert_eq!(bundle["total"], 2);
    assert_eq!(bundle["entry"][2]["fullUrl"], "http://example.org/fhir/R4/Patient/p1");
}

#[tokio::test]
async fn what_is_not_understood_is_refused_or_told() {
    let api = filled().await;
    let strict = [("prefer", "handling=strict")];
    let refused = api.send("GET", "/Patient?colour=x", &strict, "").await;
    assert_eq!(
        (refused.status, &refused.json()["issue"][0]["code"]),
        (StatusCode::BAD_REQUEST, &json!("not-supported"))
    );
    let told = api.get("/Patient?colour=x&_id=p1").await.json();
    assert_eq!(told["entry"][1]["search"]["mode"], "outcome");
    assert!(!link(&told, "self").expect("a link").contains("colour"));
    for bad in [
        "birthdate=x",
        "_count=x",
        "family:nothing=x",
        "_include=x",
        "_sort=colour",
        "_cursor=x",
        "_text=x",
    ] {
        let refused = api.send("GET", &format!("/Patient?{bad}"), &strict, "").await;
        assert_eq!(refused.status, StatusCode::BAD_REQUEST, "{bad}");
        assert_eq!(refused.json()["resourceType"], "OperationOutcome", "{bad}");
    }
}
