//! Patients of Synthea as transactions, when they are beside the project.

use std::collections::BTreeMap;

use http::StatusCode;
use nilecare_testkit::samples::{files, shared};
use serde_json::Value;

use crate::support::*;

#[tokio::test]
async fn the_sample_is_loaded_and_found() {
    let Some(folder) = shared("fhir-sample") else {
        return;
    };
    let api = Api::with_limits(64 * 1024 * 1024, 10_000);
    let mut files: Vec<_> = files(&folder)
        .into_iter()
        .filter(|path| path.extension().is_some_and(|end| end == "json"))
        .collect();
    // Patients refer to the practitioners and hospitals of other files.
    files.sort_by_key(|path| {
        let name = path
            .file_name()
            .map(|name| name.to_string_lossy().into_owned())
            .unwrap_or_default();
        let order = ["hospital", "practitioner"]
            .iter()
            .position(|kind| name.starts_with(kind))
            .unwrap_or(2);
        (order, name)
    });
    let mut expected: BTreeMap<String, usize> = BTreeMap::new();
    for path in &files {
        let text = std::fs::read(path).expect("a file");
        let bundle: Value = serde_json::from_slice(&text).expect("JSON");
        let Some(entries) = bundle["entry"]
            .as_array()
            .filter(|_| bundle["type"] == "transaction" || bundle["type"] == "batch")
        else {
            continue;
        };
        for entry in entries {
            let kind = entry["resource"]["resourceType"]
                .as_str()
                .unwrap_or_default()
                .to_owned();
            *expected.entry(kind).or_default() += 1;
        }
        let answer = api
            .send("POST", "", &[("content-type", "application/fhir+json")], text)
            .await;
        let shown: String = answer.text.chars().take(300).collect();
        assert_eq!(answer.status, StatusCode::OK, "{}: {shown}", path.display());
    }
    assert!(!expected.is_empty(), "there are bundles");
    for (kind, n_expected) in &expected {
        let total = api.get(&format!("/{kind}?_summary=count")).await.json()["total"]
            .as_u64()
            .unwrap_or_default();
        // Conditional creates may have found what was there.
        assert!(
            total > 0 && total <= *n_expected as u64,
            "{kind}: {total} of {n_expected}"
        );
    }
    let patient = api.ids("/Patient?_count=1").await.remove(0);
    let of_patient = api
        .get(&format!("/Observation?patient={patient}&_total=accurate&_count=1"))
        .await
        .json();
    let in_compartment = api
        .get(&format!("/Patient/{patient}/Observation?_total=accurate&_count=1"))
        .await
        .json();
    assert!(of_patient["total"].as_u64() > Some(0));
    assert_eq!(of_patient["total"], in_compartment["total"]);
    let chained = api
        .get(&format!("/Observation?patient._id={patient}&_summary=count"))
        .await
        .json();
    assert_eq!(chained["total"], of_patient["total"]);
    // XML and back is the same resource.
    let xml = api.get(&format!("/Patient/{patient}?_format=xml")).await.text;
    let again = api
        .send(
            "PUT",
            &format!("/Patient/{patient}"),
            &[("content-type", "application/fhir+xml")],
            xml,
        )
        .await;
    assert_eq!(
        (again.status, again.header("etag")),
        (StatusCode::OK, "W/\"1\""),
        "nothing changed"
    );
}
