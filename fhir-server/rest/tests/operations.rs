//! `$validate`, `$everything`, lists, and addresses of this server.

use http::StatusCode;
use serde_json::{Value, json};

use crate::support::*;

const BASE: &str = "http://example.org/fhir/R4";

fn observation(id: &str, subject: &str) -> Value {
    json!({"resourceType": "Observation", "id": id, "status": "final", "code": {"text": "x"},
        "subject": {"reference": subject}, "performer": [{"reference": "Practitioner/d1"}]})
}

async fn put(api: &Api, resource: &Value) {
    let text = |name: &str| resource[name].as_str().unwrap_or_default().to_owned();
    let path = format!("/{}/{}", text("resourceType"), text("id"));
    let answer = api.json("PUT", &path, resource).await;
    assert!(answer.status.is_success(), "{path}: {}", answer.text);
}

async fn filled() -> Api {
    let api = Api::new();
    put(&api, &json!({"resourceType": "Practitioner", "id": "d1"})).await;
    for id in ["p1", "p2"] {
        put(&api, &patient(id, "EVERYMAN")).await;
        for n in 0..3 {
            put(&api, &observation(&format!("{id}-{n}"), &format!("Patient/{id}"))).await;
        }
    }
    api
}

fn modes(bundle: &Value) -> Vec<(String, String)> {
    let entries = bundle["entry"].as_array().cloned().unwrap_or_default();
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let of = |entry: &Value| (text(&entry["resource"]["id"]), text(&entry["search"]["mode"]));
    entries.iter().map(of).collect()
}

#[tokio::test]
async fn everything_of_a_patient_comes_with_what_it_refers_to() {
    let api = filled().await;
    let all = api.get("/Patient/p1/$everything").await.json();
    let expected = [
        ("p1-0", "match"),
        ("p1-1", "match"),
        ("p1-2", "match"),
        ("p1", "match"),
        ("d1", "include"),
    ];
    assert_eq!(modes(&all), expected.map(|(id, mode)| (id.to_owned(), mode.to_owned())));

    let mut path = "/Patient/p1/$everything?_count=3".to_owned();
    let mut found = Vec::new();
    loop {
        let bundle = api.get(&path).await.json();
        found.extend(ids(&bundle));
        let links = bundle["link"].as_array().cloned().unwrap_or_default();
        let next = links
            .iter()
            .find(|link| link["relation"] == "next")
            .and_then(|link| link["url"].as_str());
        match next.and_then(|next| next.strip_prefix(BASE)) {
            Some(next) => path = next.to_owned(),
            None => break,
        }
    }
    assert_eq!(found, ["p1-0", "p1-1", "p1-2", "p1"]);

    assert_eq!(api.ids("/Patient/p1/$everything?_type=Patient").await, ["p1"]);
    assert!(api.ids("/Patient/p1/$everything?_since=2999-01-01").await.is_empty());
    assert_eq!(
        api.get("/Patient/nobody/$everything").await.status,
        StatusCode::NOT_FOUND
    );
    let strict = [("prefer", "handling=strict")];
    let refused = api.send("GET", "/Patient/p1/$everything?colour=red", &strict, "").await;
    assert_eq!(
        refused.status,
        StatusCode::BAD_REQUEST,
        "what is not taken is not left out in silence"
    );
}

#[tokio::test]
async fn everything_is_kept_to_the_time_of_care() {
    let api = filled().await;
    // p1-0 has no date.
    for (id, date) in [("p1-1", "2026-01-10"), ("p1-2", "2026-02-10T10:00:00Z")] {
        let mut dated = observation(id, "Patient/p1");
        dated["effectiveDateTime"] = json!(date);
        put(&api, &dated).await;
    }
    let stay = json!({"resourceType": "Encounter", "id": "stay", "status": "finished", "class": {"code": "IMP"},
        "subject": {"reference": "Patient/p1"}, "period": {"start": "2026-01-05", "end": "2026-02-01"}});
    put(&api, &stay).await;
    for (query, expected) in [
        (
            "start=2026-01-01&end=2026-12-31",
            &["stay", "p1-0", "p1-1", "p1-2", "p1"][..],
        ),
        ("start=2026-01-20", &["stay", "p1-0", "p1-2", "p1"]),
        ("end=2026-01-31", &["stay", "p1-0", "p1-1", "p1"]),
        ("start=2026-02-10&end=2026-02-10", &["p1-0", "p1-2", "p1"]),
        ("end=2025", &["p1-0", "p1"]),
        ("end=2026-01-31&_type=Observation&_count=1", &["p1-0"]),
    ] {
        assert_eq!(
            api.ids(&format!("/Patient/p1/$everything?{query}")).await,
            expected,
            "{query}"
        );
    }
    let page = api
        .get("/Patient/p1/$everything?end=2026-01-31&_type=Observation&_count=1")
        .await
        .json();
    let next = page["link"]
        .as_array()
        .and_then(|links| links.iter().find(|link| link["relation"] == "next"));
    let next = next
        .and_then(|link| link["url"].as_str()?.strip_prefix(BASE))
        .expect("a next page");
    assert_eq!(api.ids(next).await, ["p1-1"], "the next page keeps to the time");
    let refused = api.get("/Patient/p1/$everything?start=yesterday").await;
    assert_eq!(refused.status, StatusCode::BAD_REQUEST, "{}", refused.text);
}

#[tokio::test]
async fn a_list_chooses() {
    let api = filled().await;
    let item = |reference: &str| json!({"item": {"reference": reference}});
    put(
        &api,
        &json!({"resourceType": "List", "id": "l1", "status": "current", "mode": "working",
            "entry": [item("Patient/p2"), item("Observation/p1-1")]}),
    )
    .await;
    assert_eq!(api.ids("/Patient?_list=l1").await, ["p2"]);
    assert_eq!(api.ids("/Observation?_list=l1&subject=p1").await, ["p1-1"]);
    assert!(api.ids("/Patient?_list=l2").await.is_empty());
    let made_by_the_server = api.get("/Patient?_list=$current-allergies").await;
    assert_eq!(made_by_the_server.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn addresses_of_this_server_are_kept_relative_and_found_either_way() {
    let api = filled().await;
    put(&api, &observation("o9", &format!("{BASE}/Patient/p2"))).await;
    let read = api.get("/Observation/o9").await.json();
    assert_eq!(read["subject"]["reference"], "Patient/p2");
    let by_address = api.ids(&format!("/Observation?subject={BASE}/Patient/p2&_id=o9")).await;
    let by_id = api.ids("/Observation?subject=Patient/p2&_id=o9").await;
    assert_eq!((by_address, by_id), (vec!["o9".to_owned()], vec!["o9".to_owned()]));
    put(&api, &observation("o10", "http://example.com/fhir/Patient/p2")).await;
    let foreign = api.get("/Observation/o10").await.json();
    assert_eq!(foreign["subject"]["reference"], "http://example.com/fhir/Patient/p2");
}

#[tokio::test]
async fn validation_tells_all_that_is_wrong_and_writes_nothing() {
    let api = filled().await;
    let keys = |outcome: &Value| -> Vec<(String, String)> {
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let issues = outcome["issue"].as_array().cloned().unwrap_or_default();
        issues
            .iter()
            .map(|issue| (text(&issue["code"]), text(&issue["expression"][0])))
            .collect()
    };
    let wrong = json!({"resourceType": "Observation", "status": "done", "value": 1});
    let answer = api.json("POST", "/Observation/$validate", &wrong).await;
    let expected = [
        ("code-invalid", "Observation.status"),
        ("structure", "Observation.value"),
        ("required", "Observation.code"),
    ];
    let mut told = keys(&answer.json());
    told.sort();
    let mut expected = expected.map(|(code, place)| (code.to_owned(), place.to_owned()));
    expected.sort();
    assert_eq!((answer.status, &told[..]), (StatusCode::OK, &expected[..]));
    let refused = api.json("POST", "/Observation", &wrong).await;
    assert_eq!(
        refused.status,
        StatusCode::UNPROCESSABLE_ENTITY,
        "writing checks the same"
    );

    let mut broken = observation("x", "Patient/p1");
    broken["dataAbsentReason"] = json!({"text": "unknown"});
    broken["valueString"] = json!("7");
    let told = api.json("POST", "/$validate", &broken).await.json();
    assert_eq!(keys(&told), [("invariant".to_owned(), "Observation".to_owned())]);

    let wrapped = json!({"resourceType": "Parameters", "parameter": [{"name": "resource", "resource": patient("p9", "X")},
        {"name": "profile", "valueUri": "http://example.org/profile"}, {"name": "mode", "valueCode": "update"}]});
    let told = api.json("POST", "/Patient/$validate", &wrapped).await.json();
    assert_eq!(
        (told["issue"][0]["severity"].as_str(), told["issue"][1].is_null()),
        (Some("warning"), true)
    );
    let told = api
        .json("POST", "/Patient/p1/$validate", &patient("p2", "X"))
        .await
        .json();
    assert_eq!(told["issue"][0]["severity"], "error", "the id of the path counts");
    let stored = api.get("/Patient/p1/$validate").await.json();
    assert_eq!(stored["issue"][0]["severity"], "information");
    assert_eq!(
        api.get("/Patient?_summary=count").await.json()["total"],
        2,
        "nothing was written"
    );
}

#[tokio::test]
async fn a_request_ends_in_time_and_says_so_in_fhir() {
    let api = Api::with_timeout(std::time::Duration::ZERO);
    let answer = api
        .json(
            "POST",
            "",
            &json!({"resourceType": "Bundle", "type": "transaction", "entry": [
        {"resource": patient("p", "X"), "request": {"method": "POST", "url": "Patient"}}]}),
        )
        .await;
    assert_eq!(answer.status, StatusCode::GATEWAY_TIMEOUT);
    assert_eq!(answer.json()["issue"][0]["code"], "timeout");
}
