//! AL1, DG1 and PR1 of ADT messages: the whole list comes again and again, and nothing is doubled.

use crate::common::{Clinical, clinical, event, string, visit};
use serde_json::{Value, json};

fn admission(time: &str) -> Value {
    let mut event = visit("admit", time, "1", json!({"visit_number": {"value": "V1"}}));
    event["allergies"] = json!([{
        "substance": {"system": "L", "code": "PEN", "text": "Penicillin"}, "category": "medication",
        "severity": "severe", "criticality": "high", "reactions": ["Anaphylaxis"],
    }]);
    event["diagnoses"] = json!([
        {"code": {"system": "I10", "code": "J18.9", "text": "Pneumonia"}, "role": "admitting", "rank": 1},
        {"code": {"system": "I10", "code": "I10", "text": "Hypertension"}, "role": "admitting", "rank": 2},
    ]);
    event["procedures"] = json!([{
        "code": {"system": "L", "code": "CXR", "text": "Chest radiography"}, "performed_at": "2026-11-22T09:30:00Z",
        "performers": [{"id": "D17", "family": "Osman", "given": "Tarig"}],
    }]);
    event
}

/// Entries by their codes and times: those of one message are made in the same millisecond.
async fn list(clinical: &Clinical, patient: &Value, what: &str) -> Vec<Value> {
    let path = format!("/api/v1/patients/{}/{what}", string(patient));
    let page = clinical.http.get(&path).await;
    let mut entries = page["items"].as_array().expect("a list").clone();
    let code = |entry: &Value| {
        let code = entry.get("code").or_else(|| entry.get("substance")).cloned();
        (
            code.unwrap_or_default()["code"].to_string(),
            entry["performed_at"].to_string(),
        )
    };
    entries.sort_by_key(code);
    entries
}

#[tokio::test]
async fn an_admission_brings_allergies_diagnoses_of_the_stay_and_procedures() {
    let clinical = clinical().await;
    let mut admit = admission("10:00");
    admit["source"] = json!({"channel": "adt-inbound", "message_id": "7"});
    let reply = clinical.file(&admit).await;
    let allergies = list(&clinical, &reply["patient_id"], "allergies").await;
    assert_eq!(allergies.len(), 1);
    assert_eq!(
        allergies[0]["reactions"],
        json!([{"manifestation": "Anaphylaxis", "severity": "severe"}])
    );
    assert_eq!(
        (&allergies[0]["recorded_by"], &allergies[0]["source"]["message_id"]),
        (&json!("adt-inbound"), &json!("7"))
    );
    let diagnoses = list(&clinical, &reply["patient_id"], "conditions").await;
    let ranks: Vec<_> = diagnoses
        .iter()
        .map(|it| (it["encounter_id"].clone(), it["rank"].clone()))
        .collect();
    let encounter = &reply["encounter_id"];
    assert_eq!(
        ranks,
        [(encounter.clone(), json!(2)), (encounter.clone(), json!(1))],
        "I10, J18.9"
    );
    let of_stay = format!("conditions?encounter={}", string(encounter));
    assert_eq!(list(&clinical, &reply["patient_id"], &of_stay).await, diagnoses);
    let procedures = list(&clinical, &reply["patient_id"], "procedures").await;
    assert_eq!(
        (procedures.len(), &procedures[0]["performers"][0]["id"]),
        (1, &json!("D17"))
    );
}

#[tokio::test]
async fn the_whole_list_again_changes_nothing_and_tells_nothing() {
    let clinical = clinical().await;
    let reply = clinical.file(&admission("10:00")).await;
    clinical.told().await;
    let mut update = admission("11:00");
    update["event"] = json!("update");
    assert_eq!(clinical.file(&update).await["outcome"], "unchanged");
    assert_eq!(clinical.told().await, Vec::<Value>::new());
    for (what, n) in [("allergies", 1), ("conditions", 2), ("procedures", 1)] {
        let entries = list(&clinical, &reply["patient_id"], what).await;
        assert_eq!(entries.len(), n, "{what}");
        assert!(entries.iter().all(|entry| entry["version"] == 1), "{what}");
    }
}

#[tokio::test]
async fn what_a_later_list_says_is_merged_by_code_and_what_it_leaves_out_stays() {
    let clinical = clinical().await;
    let reply = clinical.file(&admission("10:00")).await;
    let mut update = admission("11:00");
    update["event"] = json!("update");
    update["allergies"] = json!([
        {"substance": {"system": "l", "code": "pen"}, "severity": "moderate", "onset": "2020"},
        {"substance": {"system": "L", "code": "NUT", "text": "Peanut"}, "category": "food"},
    ]);
    update["diagnoses"] = json!([{
        "code": {"system": "I10", "code": "J18.9"}, "role": "final", "verification_status": "confirmed", "rank": null,
    }]);
    update["procedures"] = json!([
        {"code": {"system": "L", "code": "CXR"}, "performed_at": "2026-11-22T21:00:00Z", "minutes": 10},
        {"code": {"system": "L", "code": "CXR"}, "performed_at": "2026-11-23T08:00:00Z"},
    ]);
    assert_eq!(clinical.file(&update).await["outcome"], "updated");
    let allergies = list(&clinical, &reply["patient_id"], "allergies").await;
    assert_eq!(
        (allergies.len(), &allergies[0]["substance"]["code"]),
        (2, &json!("NUT"))
    );
    assert_eq!(
        (
            &allergies[1]["substance"]["text"],
            &allergies[1]["onset"],
            &allergies[1]["version"]
        ),
        (&json!("Penicillin"), &json!("2020"), &json!(2))
    );
    assert_eq!(
        allergies[1]["reactions"],
        json!([{"manifestation": "Anaphylaxis", "severity": "moderate"}])
    );
    let diagnoses = list(&clinical, &reply["patient_id"], "conditions").await;
    assert_eq!(diagnoses.len(), 2, "the one that is not named stays");
    let pneumonia = &diagnoses[1];
    assert_eq!(
        (
            &pneumonia["role"],
            &pneumonia["verification_status"],
            pneumonia.get("rank")
        ),
        (&json!("final"), &json!("confirmed"), None)
    );
    let procedures = list(&clinical, &reply["patient_id"], "procedures").await;
    assert_eq!(procedures.len(), 2, "the same on another day is another one");
    assert_eq!(procedures[0]["minutes"], 10);
}

#[tokio::test]
async fn null_deletes_a_field_and_a_deleted_diagnosis_is_marked() {
    let clinical = clinical().await;
    let reply = clinical.file(&admission("10:00")).await;
    let mut update = admission("11:00");
    update["event"] = json!("update");
    update["allergies"] = json!([
        {"substance": {"system": "L", "code": "PEN"}, "severity": null, "reactions": null, "category": null},
    ]);
    update["diagnoses"] = json!([
        {"code": {"system": "I10", "code": "J18.9"}, "is_deleted": true},
        {"code": {"system": "I10", "code": "Z99"}, "is_deleted": true},
    ]);
    update["procedures"] = json!([{"code": {"system": "L", "code": "CXR"}, "performers": null}]);
    clinical.file(&update).await;
    let allergy = list(&clinical, &reply["patient_id"], "allergies").await.remove(0);
    assert_eq!((allergy.get("reactions"), allergy.get("category")), (None, None));
    assert_eq!(allergy["criticality"], "high", "what is absent stays");
    let diagnoses = list(&clinical, &reply["patient_id"], "conditions").await;
    assert_eq!(diagnoses.len(), 2, "what was never there is not made to be deleted");
    assert_eq!(diagnoses[1]["entered_in_error"]["by"], "adt");
    let procedures = list(&clinical, &reply["patient_id"], "procedures").await;
    assert_eq!((procedures.len(), procedures[0].get("performers")), (1, None));
}

#[tokio::test]
async fn news_that_is_late_adds_what_is_not_known_and_undoes_nothing() {
    let clinical = clinical().await;
    let mut now = admission("12:00");
    now["allergies"][0]["onset"] = json!("2020");
    let reply = clinical.file(&now).await;
    let mut late = admission("11:00");
    late["allergies"][0]["onset"] = json!("1999");
    let latex = json!({"substance": {"code": "LATEX", "text": "Latex"}});
    late["allergies"].as_array_mut().expect("a list").push(latex);
    assert_eq!(clinical.file(&late).await["outcome"], "superseded");
    let allergies = list(&clinical, &reply["patient_id"], "allergies").await;
    assert_eq!(
        (allergies.len(), &allergies[0]["substance"]["code"]),
        (2, &json!("LATEX"))
    );
    assert_eq!(
        (&allergies[1]["onset"], &allergies[1]["version"]),
        (&json!("2020"), &json!(1))
    );
}

#[tokio::test]
async fn none_known_is_a_statement_that_a_real_allergy_ends_and_never_the_other_way_round() {
    let clinical = clinical().await;
    let mut none = visit("admit", "10:00", "1", json!({"visit_number": {"value": "V1"}}));
    none["no_known_allergies"] = json!(["any"]);
    let reply = clinical.file(&none).await;
    let summary = format!("/api/v1/patients/{}/allergies/summary", string(&reply["patient_id"]));
    assert_eq!(clinical.http.get(&summary).await["knowledge"], "none-known");
    let mut again = none.clone();
    again["occurred_at"] = json!("2026-11-22T10:30:00Z");
    assert_eq!(clinical.file(&again).await["outcome"], "unchanged");
    clinical.file(&admission("11:00")).await;
    assert_eq!(clinical.http.get(&summary).await["knowledge"], "known");
    again["occurred_at"] = json!("2026-11-22T12:00:00Z");
    assert_eq!(clinical.file(&again).await["outcome"], "unchanged");
    let known = clinical.http.get(&summary).await;
    assert_eq!(
        (&known["knowledge"], &known["statements"]),
        (&json!("known"), &json!([]))
    );
}

#[tokio::test]
async fn without_an_encounter_the_diagnosis_of_the_code_is_meant() {
    let clinical = clinical().await;
    let reply = clinical.file(&admission("10:00")).await;
    let mut update = event("update", "11:00", "1");
    update["diagnoses"] = json!([{"code": {"system": "I10", "code": "J18.9"}, "verification_status": "confirmed"}]);
    clinical.file(&update).await;
    let diagnoses = list(&clinical, &reply["patient_id"], "conditions").await;
    assert_eq!(
        (diagnoses.len(), &diagnoses[1]["verification_status"]),
        (2, &json!("confirmed"))
    );
    assert_eq!(diagnoses[1]["encounter_id"], reply["encounter_id"]);
}

#[tokio::test]
async fn what_a_list_says_twice_is_one_entry_and_stays_as_it_is_when_it_comes_again() {
    let clinical = clinical().await;
    let mut twice = admission("10:00");
    let said = |list: &mut Value, more: Value| list.as_array_mut().expect("a list").push(more);
    let penicillin = json!({"system": "L", "code": "PEN"});
    said(
        &mut twice["allergies"],
        json!({"substance": penicillin, "reactions": ["Urticaria"]}),
    );
    said(
        &mut twice["diagnoses"],
        json!({"code": {"system": "I10", "code": "J18.9"}, "role": "working"}),
    );
    let again = twice["procedures"][0].clone();
    said(&mut twice["procedures"], again);
    twice["no_known_allergies"] = json!(["food"]);
    let reply = clinical.file(&twice).await;
    let allergies = list(&clinical, &reply["patient_id"], "allergies").await;
    let reactions: Vec<_> = allergies[0]["reactions"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|it| string(&it["manifestation"]))
        .collect();
    assert_eq!(
        (allergies.len(), reactions),
        (1, vec!["Anaphylaxis".into(), "Urticaria".into()])
    );
    let diagnoses = list(&clinical, &reply["patient_id"], "conditions").await;
    assert_eq!((diagnoses.len(), &diagnoses[1]["role"]), (2, &json!("working")));
    assert_eq!(list(&clinical, &reply["patient_id"], "procedures").await.len(), 1);
    twice["occurred_at"] = json!("2026-11-22T11:00:00Z");
    assert_eq!(clinical.file(&twice).await["outcome"], "unchanged");
}

#[tokio::test]
async fn what_contradicts_itself_is_refused() {
    let clinical = clinical().await;
    let mut merge = admission("10:00");
    merge["event"] = json!("merge");
    merge["prior"] = json!({"identifiers": [{"system": "HOSP", "value": "2"}]});
    assert_eq!(clinical.refused(&merge).await, (422, "validation-failed".into()));
}
