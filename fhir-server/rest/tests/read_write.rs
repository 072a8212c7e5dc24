//! create, read, update, patch, delete, history.

use axum::body::Body;
use http::StatusCode;
use serde_json::{Value, json};

use crate::support::*;

#[tokio::test]
async fn a_resource_lives() {
    let api = Api::new();
    let created = api
        .json(
            "POST",
            "/Patient",
            &json!({"resourceType": "Patient", "id": "ignored", "active": true}),
        )
        .await;
    assert_eq!(created.status, StatusCode::CREATED, "{}", created.text);
    let resource = created.json();
    let id = resource["id"].as_str().expect("an id").to_owned();
    assert_ne!(id, "ignored");
    assert_eq!(
        created.header("location"),
        format!("http://example.org/fhir/R4/Patient/{id}/_history/1")
    );
    assert_eq!(created.header("etag"), "W/\"1\"");
    assert!(
        created.header("last-modified").ends_with("GMT"),
        "{:?}",
        created.headers
    );
    let path = format!("/Patient/{id}");
    assert_eq!(api.get(&path).await.json(), resource);

    let mut changed = resource.clone();
    changed["active"] = json!(false);
    let updated = api.json("PUT", &path, &changed).await;
    assert_eq!((updated.status, updated.header("etag")), (StatusCode::OK, "W/\"2\""));
    let same = api.json("PUT", &path, &changed).await;
    assert_eq!(
        (same.status, same.header("etag")),
        (StatusCode::OK, "W/\"2\""),
        "nothing changed"
    );
    assert_eq!(api.get(&format!("{path}/_history/1")).await.json(), resource);

    assert_eq!(
        api.send("DELETE", &path, &[], Body::empty()).await.status,
        StatusCode::NO_CONTENT
    );
    assert_eq!(api.get(&path).await.status, StatusCode::GONE);
    assert_eq!(
        api.send("DELETE", &path, &[], Body::empty()).await.status,
        StatusCode::NO_CONTENT
    );
    let history = api.get(&format!("{path}/_history")).await.json();
    let methods: Vec<&Value> = history["entry"]
        .as_array()
        .expect("entries")
        .iter()
        .map(|entry| &entry["request"]["method"])
        .collect();
    assert_eq!(methods, ["DELETE", "PUT", "POST"]);
    assert_eq!(history["total"], 3);
    assert_eq!(
        api.get("/Patient/_history?_count=1").await.json()["link"][1]["relation"],
        "next"
    );
    assert_eq!(
        api.get("/_history").await.json()["entry"].as_array().map(Vec::len),
        Some(3)
    );
}

#[tokio::test]
async fn what_is_not_there_is_told() {
    let api = Api::new();
    for path in [
        "/Patient/nobody",
        "/Foo",
        "/Foo/1",
        "/Patient/a_b",
        "/Patient/nobody/_history",
        "/Patient/x/_history/1",
        "/Patient/$nothing",
    ] {
        let answer = api.get(path).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
        assert_eq!(answer.json()["resourceType"], "OperationOutcome", "{path}");
    }
    let answer = api.json("POST", "/Patient/p1", &patient("p1", "A")).await;
    assert_eq!(
        (answer.status, answer.header("allow")),
        (StatusCode::METHOD_NOT_ALLOWED, "GET, PUT, PATCH, DELETE")
    );
}

#[tokio::test]
async fn conditions_in_headers_are_kept() {
    let api = Api::new();
    let put = |headers: Vec<(&'static str, &'static str)>, family: &'static str| {
        let api = &api;
        async move {
            api.json_with("PUT", "/Patient/p1", &headers, &patient("p1", family))
                .await
        }
    };
    assert_eq!(
        put(vec![("if-match", "W/\"1\"")], "A").await.status,
        StatusCode::PRECONDITION_FAILED
    );
    assert_eq!(
        put(vec![("if-match", "*")], "A").await.status,
        StatusCode::PRECONDITION_FAILED,
        "there is none yet"
    );
    assert_eq!(put(vec![("if-none-match", "*")], "A").await.status, StatusCode::CREATED);
    assert_eq!(put(vec![("if-match", "*")], "A").await.status, StatusCode::OK);
    assert_eq!(
        put(vec![("if-none-match", "*")], "B").await.status,
        StatusCode::PRECONDITION_FAILED
    );
    assert_eq!(put(vec![("if-match", "W/\"1\"")], "B").await.status, StatusCode::OK);
    assert_eq!(
        put(vec![("if-match", "nonsense")], "B").await.status,
        StatusCode::BAD_REQUEST
    );
    let read = async |headers: &[(&str, &str)]| api.send("GET", "/Patient/p1", headers, Body::empty()).await.status;
    assert_eq!(read(&[("if-none-match", "W/\"2\"")]).await, StatusCode::NOT_MODIFIED);
    assert_eq!(read(&[("if-none-match", "W/\"1\"")]).await, StatusCode::OK);
    assert_eq!(
        read(&[("if-modified-since", "Fri, 01 Jan 2100 00:00:00 GMT")]).await,
        StatusCode::NOT_MODIFIED
    );
    assert_eq!(
        read(&[("if-modified-since", "Fri, 01 Jan 2010 00:00:00 GMT")]).await,
        StatusCode::OK
    );
}

#[tokio::test]
async fn searches_choose_what_is_written() {
    let api = Api::new();
    let resource = json!({"resourceType": "Patient", "identifier": [{"value": "7"}]});
    let create = async || {
        api.json_with("POST", "/Patient", &[("if-none-exist", "identifier=7")], &resource)
            .await
            .status
    };
    assert_eq!((create().await, create().await), (StatusCode::CREATED, StatusCode::OK));
    let mut named = resource.clone();
    named["name"] = json!([{"family": "A"}]);
    assert_eq!(
        api.json("PUT", "/Patient?identifier=7", &named).await.header("etag"),
        "W/\"2\""
    );
    let patch = json!([{"op": "add", "path": "/active", "value": true}]);
    let patched = api.json_with("PATCH", "/Patient?identifier=7", &[], &patch).await;
    assert_eq!(
        patched.status,
        StatusCode::UNSUPPORTED_MEDIA_TYPE,
        "the content type is not that of a patch"
    );
    let headers = [("content-type", "application/json-patch+json")];
    let patched = api
        .send("PATCH", "/Patient?identifier=7", &headers, patch.to_string())
        .await;
    assert_eq!(
        (patched.status, &patched.json()["active"]),
        (StatusCode::OK, &json!(true))
    );
    let nobody = api
        .send("PATCH", "/Patient?identifier=8", &headers, patch.to_string())
        .await;
    assert_eq!(nobody.status, StatusCode::NOT_FOUND);
    assert_eq!(
        api.send("DELETE", "/Patient", &[], Body::empty()).await.status,
        StatusCode::PRECONDITION_FAILED
    );
    assert_eq!(
        api.send("DELETE", "/Patient?identifier=7", &[], Body::empty())
            .await
            .status,
        StatusCode::NO_CONTENT
    );
    assert_eq!(api.ids("/Patient").await, [] as [&str; 0]);
}

#[tokio::test]
async fn a_conditional_delete_deletes_all_that_meet_it_or_none() {
    let api = Api::new();
    for (id, family) in [("p1", "A"), ("p2", "A"), ("p3", "B")] {
        api.json("PUT", &format!("/Patient/{id}"), &patient(id, family)).await;
    }
    let delete =
        async |path: &str, headers: &[(&str, &str)]| api.send("DELETE", path, headers, Body::empty()).await.status;
    // A version is that of one resource.
    let with_version = [("if-match", "W/\"1\"")];
    assert_eq!(
        delete("/Patient?family=a", &with_version).await,
        StatusCode::PRECONDITION_FAILED
    );
    assert_eq!(api.ids("/Patient").await, ["p1", "p2", "p3"]);
    assert_eq!(delete("/Patient?family=a", &[]).await, StatusCode::NO_CONTENT);
    assert_eq!(api.ids("/Patient").await, ["p3"]);
    for id in ["p1", "p2"] {
        assert_eq!(
            api.get(&format!("/Patient/{id}")).await.status,
            StatusCode::GONE,
            "{id}"
        );
    }
    assert_eq!(
        delete("/Patient?family=a", &[]).await,
        StatusCode::NO_CONTENT,
        "there is nothing left to delete"
    );
    let metadata = api.get("/metadata").await.json();
    assert_eq!(metadata["rest"][0]["resource"][0]["conditionalDelete"], "multiple");
}

#[tokio::test]
async fn what_comes_back_is_what_is_preferred() {
    let api = Api::new();
    let put = async |prefer: &str, family: &str| {
        api.json_with("PUT", "/Patient/p1", &[("prefer", prefer)], &patient("p1", family))
            .await
    };
    assert_eq!(put("return=minimal", "A").await.text, "");
    assert_eq!(
        put("return=representation", "B").await.json()["resourceType"],
        "Patient"
    );
    assert_eq!(
        put("return=OperationOutcome", "C").await.json()["resourceType"],
        "OperationOutcome"
    );
}

#[tokio::test]
async fn xml_goes_in_and_comes_out() {
    let api = Api::new();
    let xml = r#"<Patient xmlns="http://hl7.org/fhir"><id value="p1"/><active value="true"/><name><family value="EVERYMAN"/></name></Patient>"#;
    let headers = [
        ("content-type", "application/fhir+xml"),
        ("accept", "application/fhir+xml"),
    ];
    let created = api.send("PUT", "/Patient/p1", &headers, xml).await;
    assert_eq!(created.status, StatusCode::CREATED, "{}", created.text);
    assert!(created.header("content-type").starts_with("application/fhir+xml"));
    assert!(
        created.text.contains(r#"<family value="EVERYMAN"/>"#),
        "{}",
        created.text
    );
    assert_eq!(api.get("/Patient/p1").await.json()["name"][0]["family"], "EVERYMAN");
    assert!(api.get("/Patient?_format=xml").await.text.starts_with("<Bundle"));
    assert!(
        api.get("/Patient/x?_format=xml")
            .await
            .text
            .starts_with("<OperationOutcome")
    );
    let refused = api
        .send("GET", "/Patient/p1", &[("accept", "application/pdf")], Body::empty())
        .await;
    assert_eq!(refused.status, StatusCode::NOT_ACCEPTABLE);
    let wrong = api
        .send("PUT", "/Patient/p1", &[("content-type", "application/fhir+json")], xml)
        .await;
    assert_eq!(wrong.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn parts_of_resources_are_marked_as_parts() {
    let api = Api::new();
    let mut full = patient("p1", "A");
    full["text"] = json!({"status": "generated", "div": "<div xmlns=\"http://www.w3.org/1999/xhtml\">x</div>"});
    full["photo"] = json!([{"title": "x"}]);
    api.json("PUT", "/Patient/p1", &full).await;
    let summary = api.get("/Patient/p1?_summary=true").await.json();
    assert!(
        summary["name"].is_array() && summary["photo"].is_null() && summary["text"].is_null(),
        "{summary}"
    );
    assert_eq!(summary["meta"]["tag"][0]["code"], "SUBSETTED");
    let elements = api.get("/Patient?_elements=photo").await.json();
    let elements = &elements["entry"][0]["resource"];
    assert!(elements["photo"].is_array() && elements["name"].is_null(), "{elements}");
}
