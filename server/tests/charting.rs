//! A note is written, signed, locked and amended over HTTP, a care plan is followed, and the summary is a FHIR document; all of it is on
//! record in the audit log.

use std::path::Path;

use nilecare_drills::{HubFolder, HubProcess};
use nilecare_types::UserId;
use serde_json::{Value, json};

use crate::support::NILECARE;

async fn post(hub: &HubProcess, path: &str, body: &Value) -> Value {
    let key = UserId::generate().to_string();
    hub.api().command(path, &key, body).await.expect(path)
}

fn id(made: &Value) -> &str {
    made["id"].as_str().expect("what is made has an id")
}

#[tokio::test]
async fn a_record_is_written_signed_amended_and_summed_up() {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let hub = HubFolder::new(Path::new(NILECARE), folder.path()).expect("the binary is built");
    let hub = hub.start().await.expect("it starts");
    let site = json!({"code": "KRT", "name": "Clinic", "kind": "clinic", "time_zone": "Africa/Khartoum"});
    let site = post(&hub, "/facilities", &site).await;
    let event = json!({"event": "update-person", "patient": {
        "identifiers": [{"system": "HOSP", "value": "100234", "type": "MR"}]}});
    let patient = post(&hub, "/clinical/adt-events", &event).await;
    let patient = patient["patient_id"].as_str().expect("an id");

    let of_patient = format!("/ehr/patients/{patient}");
    let code = json!({"system": "http://hl7.org/fhir/sid/icd-10-cm", "code": "E11.9", "text": "Diabetes"});
    let problem = json!({"facility_id": id(&site), "code": code, "status": "chronic"});
    let problem = post(&hub, &format!("{of_patient}/problems"), &problem).await;
    let draft = json!({"facility_id": id(&site), "assessment": "Diabetes", "plan": "Metformin"});
    let note = post(&hub, &format!("{of_patient}/soap-notes"), &draft).await;
    let own = format!("/ehr/soap-notes/{}", id(&note));
    let attest = json!({"attestation": "I have examined the patient myself."});
    let signed = post(&hub, &format!("{own}/sign"), &attest).await;
    assert_eq!(signed["status"], "finalized", "{signed}");
    let key = UserId::generate().to_string();
    let again = hub.api().command::<Value>(&format!("{own}/sign"), &key, &attest).await;
    assert!(again.is_err(), "it is locked");
    let amend = json!({"reason": "dose", "attestation": "Corrected.", "note":
        {"facility_id": id(&site), "assessment": "Diabetes", "plan": "Metformin 500 mg"}});
    let amended = post(&hub, &format!("{own}/amend"), &amend).await;
    assert_eq!(
        (&amended["status"], &amended["plan"]),
        (&json!("amended"), &json!("Metformin 500 mg"))
    );

    let plan = json!({"facility_id": id(&site), "title": "Diabetes", "addresses": [problem["id"]],
                      "goals": [{"text": "Lower HbA1c"}]});
    let plan = post(&hub, &format!("{of_patient}/care-plans"), &plan).await;
    let active = json!({"status": "active", "reason": "agreed with the patient"});
    let plan = post(&hub, &format!("/ehr/care-plans/{}/status", id(&plan)), &active).await;
    assert_eq!(plan["status"], "active");

    let summary: Value = hub
        .api()
        .get(&format!("{of_patient}/summary"))
        .await
        .expect("it answers");
    for (section, n) in [("problems", 1), ("care_plans", 1), ("notes", 1), ("medications", 0)] {
        let of = &summary[section];
        let n_entries = of["entries"].as_array().map(Vec::len);
        assert_eq!((&of["state"], n_entries), (&json!("complete"), Some(n)), "{section}");
    }
    let audit: Value = hub
        .api()
        .get(&format!("/audit/entries?patient={patient}&limit=100"))
        .await
        .expect("it answers");
    let told = audit.to_string();
    for path in ["/api/v1/ehr/soap-notes/{id}/sign", "/api/v1/ehr/patients/{id}/summary"] {
        assert!(told.contains(path), "{path} is on record: {told}");
    }
    assert!(hub.stop().await.expect("it ends").success());
}
