//! Every type of parameter, modifier and prefix.

use std::sync::Arc;

use serde_json::json;

use super::support::*;

async fn filled(backend: Arc<dyn Backend>) -> Fixture {
    let fixture = Fixture::new(backend).await;
    fixture
        .put([
            json!({"resourceType": "Organization", "id": "org", "name": "EXAMPLE Clinic"}),
            json!({"resourceType": "Patient", "id": "adam", "active": true, "birthDate": "1970-05-31", "gender": "male",
                "name": [{"family": "ÉVERYMAN", "given": ["ADAM"]}], "managingOrganization": {"reference": "Organization/org"},
                "identifier": [{"system": "http://example.org/mrn", "value": "77",
                    "type": {"coding": [{"system": "http://terminology.hl7.org/CodeSystem/v2-0203", "code": "MR"}]}}]}),
            json!({"resourceType": "Patient", "id": "eve", "birthDate": "1980", "name": [{"family": "Everywoman", "given": ["EVE"]}],
                "generalPractitioner": [{"identifier": {"system": "http://example.org/gp", "value": "9"}}]}),
            observation("o1", "adam", "2339-0", 5.4, "2026-01-10"),
            observation("o2", "adam", "2339-0", 7.4, "2026-02-10"),
            observation("o3", "eve", "718-7", 130.0, "2026-02-11T10:00:00Z"),
            json!({"resourceType": "ValueSet", "id": "v", "status": "active", "url": "http://example.org/fhir/ValueSet/a/b"}),
            json!({"resourceType": "RiskAssessment", "id": "r", "status": "final", "subject": {"reference": "Patient/adam"},
                "prediction": [{"probabilityDecimal": 0.25}]}),
            json!({"resourceType": "Encounter", "id": "e", "status": "finished", "class": {"code": "AMB"},
                "subject": {"reference": "Patient/eve"}, "period": {"start": "2026-03-01", "end": "2026-03-05"}}),
        ])
        .await;
    fixture
}

pub async fn each_parameter_finds_what_the_specification_says(backend: Arc<dyn Backend>) {
    let fixture = filled(backend).await;
    for (kind, query, expected) in [
        ("Patient", "family=every", &["adam", "eve"][..]),
        ("Patient", "family=everyman", &["adam"]),
        ("Patient", "name=adam,eve", &["adam", "eve"]),
        ("Patient", "family:exact=everyman", &[]),
        ("Patient", "family:exact=%C3%89VERYMAN", &["adam"]),
        ("Patient", "family:contains=WOMAN", &["eve"]),
        ("Patient", "identifier=77", &["adam"]),
        ("Patient", "identifier=http://example.org/mrn|77", &["adam"]),
        ("Patient", "identifier=http://example.org/mrn|", &["adam"]),
        ("Patient", "identifier=http://example.org/other|77", &[]),
        ("Patient", "identifier=|77", &[]),
        ("Observation", "value-quantity=gt5|http://example.org/units|mmol/L", &[]),
        (
            "Observation",
            "value-quantity=gt6|http://unitsofmeasure.org|mmol/L",
            &["o2", "o3"],
        ),
        (
            "Patient",
            "identifier:of-type=http://terminology.hl7.org/CodeSystem/v2-0203|MR|77",
            &["adam"],
        ),
        (
            "Patient",
            "general-practitioner:identifier=http://example.org/gp|9",
            &["eve"],
        ),
        ("Patient", "gender:not=male", &["eve"]),
        ("Patient", "gender:missing=true", &["eve"]),
        ("Patient", "birthdate:missing=false&active=true", &["adam"]),
        ("Patient", "birthdate=1970-05-31", &["adam"]),
        ("Patient", "birthdate=1970", &["adam"]),
        ("Patient", "birthdate=gt1975", &["eve"]),
        ("Patient", "birthdate=lt1975", &["adam"]),
        ("Patient", "birthdate=ne1970-05-31", &["eve"]),
        ("Patient", "birthdate=sa1979&birthdate=eb1981", &["eve"]),
        ("Patient", "birthdate=ge1980&birthdate=le1980", &["eve"]),
        ("Patient", "_id=eve,nobody", &["eve"]),
        ("Patient", "_id=eve&family=everyman", &[]),
        ("Patient", "_lastUpdated=gt2020", &["adam", "eve"]),
        ("Patient", "_lastUpdated=lt2020", &[]),
        ("Observation", "code=2339-0", &["o1", "o2"]),
        (
            "Observation",
            "code=http://loinc.org|2339-0&subject=Patient/adam",
            &["o1", "o2"],
        ),
        ("Observation", "code:text=test 718", &["o3"]),
        ("Observation", "patient=adam&date=ge2026-02", &["o2"]),
        ("Observation", "subject:Patient=eve", &["o3"]),
        ("Observation", "date=2026-02", &["o2", "o3"]),
        ("Observation", "date=2026-02-11T10:00:00Z", &["o3"]),
        ("Observation", "value-quantity=7.4", &["o2"]),
        ("Observation", "value-quantity=7", &["o2"]),
        (
            "Observation",
            "value-quantity=gt7|http://unitsofmeasure.org|mmol/L",
            &["o2", "o3"],
        ),
        ("Observation", "value-quantity=lt7||mmol/L", &["o1"]),
        ("Observation", "value-quantity=gt7|http://unitsofmeasure.org|mg", &[]),
        ("Observation", "value-quantity=ap120", &["o3"]),
        ("Observation", "code-value-quantity=2339-0$gt6", &["o2"]),
        ("Observation", "code-value-quantity=http://loinc.org|718-7$gt6", &["o3"]),
        ("Observation", "code-value-quantity=718-7$lt6", &[]),
        ("Observation", "subject:Patient.family=everyman", &["o1", "o2"]),
        ("Observation", "patient.birthdate=1980", &["o3"]),
        ("Observation", "patient.organization.name=example", &["o1", "o2"]),
        ("Patient", "_has:Observation:patient:code=718-7", &["eve"]),
        (
            "Patient",
            "_has:Observation:patient:value-quantity=lt6&family=every",
            &["adam"],
        ),
        (
            "Organization",
            "_has:Patient:organization:_has:Observation:subject:code=2339-0",
            &["org"],
        ),
        ("ValueSet", "url=http://example.org/fhir/ValueSet/a/b", &["v"]),
        ("ValueSet", "url:below=http://example.org/fhir", &["v"]),
        ("ValueSet", "url:above=http://example.org/fhir/ValueSet/a/b/c", &["v"]),
        ("ValueSet", "url:below=http://example.org/fhir/Value", &[]),
        ("RiskAssessment", "probability=gt0.2", &["r"]),
        ("RiskAssessment", "probability=0.4", &[]),
        ("Encounter", "date=2026-03-02", &[]),
        ("Encounter", "date=ge2026-03-02", &["e"]),
        ("Encounter", "date=sa2026-02", &["e"]),
        ("Encounter", "date=ap2026-03-02", &["e"]),
        ("Encounter", "class=AMB&status=finished", &["e"]),
    ] {
        assert_eq!(fixture.ids(kind, query).await, expected, "{kind}?{query}");
        let counted = fixture.found(kind, &format!("{query}&_summary=count")).await;
        assert_eq!(counted.total, Some(expected.len() as u64), "{kind}?{query} counted");
    }
}

pub async fn includes_go_both_ways_and_on(backend: Arc<dyn Backend>) {
    let fixture = filled(backend).await;
    let included = async |kind: &str, query: &str| {
        let mut ids: Vec<String> = fixture
            .found(kind, query)
            .await
            .included
            .into_iter()
            .map(|stored| stored.id)
            .collect();
        ids.sort();
        ids
    };
    assert_eq!(
        included("Observation", "code=2339-0&_include=Observation:subject").await,
        ["adam"]
    );
    assert_eq!(
        included("Observation", "code=2339-0&_include=Observation:subject:Group").await,
        [] as [&str; 0]
    );
    let on = "code=2339-0&_include=Observation:subject&_include:iterate=Patient:organization";
    assert_eq!(included("Observation", on).await, ["adam", "org"]);
    assert_eq!(
        included("Patient", "_id=adam&_revinclude=Observation:subject").await,
        ["o1", "o2"]
    );
    assert_eq!(included("Patient", "_id=adam&_include=*").await, ["org"]);
}

pub async fn a_total_is_told_when_it_is_asked_for_or_known(backend: Arc<dyn Backend>) {
    let fixture = filled(backend).await;
    assert_eq!(fixture.found("Observation", "_count=1").await.total, None);
    assert_eq!(
        fixture.found("Observation", "_count=1&_total=accurate").await.total,
        Some(3)
    );
    assert_eq!(fixture.found("Observation", "code=2339-0").await.total, Some(2));
    let counted = fixture.found("Observation", "_summary=count").await;
    assert_eq!((counted.total, counted.matches.len()), (Some(3), 0));
}
