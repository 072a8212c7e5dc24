//! What each ADT event does, in order and out of order.

use crate::common::{clinical, event, string, visit};
use serde_json::{Value, json};

fn v(number: &str) -> Value {
    json!({"visit_number": {"system": "HOSP", "value": number}})
}

fn at(number: &str, ward: &str) -> Value {
    let mut encounter = v(number);
    encounter["location"] = json!({"point_of_care": ward});
    encounter
}

#[tokio::test]
async fn a01_creates_the_patient_and_opens_the_stay() {
    let clinical = clinical().await;
    let mut admit = visit(
        "admit",
        "10:00",
        "1",
        json!({
            "visit_number": {"system": "HOSP", "value": "V1"}, "class": "inpatient",
            "location": {"point_of_care": "WARD-3", "room": "12", "bed": "B", "facility": "KRT"},
            "attending": {"id": "D17", "family": "Osman", "given": "Tarig"}, "reason": "fever",
        }),
    );
    admit["patient"]["names"] = json!([{"use": "official", "family": "Elhassan", "given": ["Amna", "Idris"]}]);
    admit["patient"]["birth_date"] = json!("1984-03");
    admit["patient"]["gender"] = json!("female");
    admit["patient"]["addresses"] = json!([{"city": "Omdurman", "country": "SD"}]);
    admit["patient"]["telecoms"] = json!([{"system": "phone", "value": "+249900000000"}]);
    let reply = clinical.file(&admit).await;
    assert_eq!(reply["outcome"], "created");
    let patient = clinical.patient_of(&reply).await;
    assert_eq!(
        (&patient["birth_date"], &patient["gender"]),
        (&json!("1984-03"), &json!("female"))
    );
    assert_eq!(patient["names"], admit["patient"]["names"]);
    assert_eq!(patient["identifiers"], admit["patient"]["identifiers"]);
    assert_eq!((&patient["active"], &patient["former_ids"]), (&json!(true), &json!([])));
    let encounter = clinical.encounter_of(&reply).await;
    assert_eq!(
        (&encounter["status"], &encounter["class"]),
        (&json!("in-progress"), &json!("inpatient"))
    );
    assert_eq!(encounter["location"], admit["encounter"]["location"]);
    assert_eq!(encounter["attending"], admit["encounter"]["attending"]);
    assert_eq!(
        (&encounter["admit_time"], &encounter["reason"]),
        (&json!("2026-11-22T10:00:00Z"), &json!("fever"))
    );
    let path = format!("/api/v1/patients/{}/encounters", string(&reply["patient_id"]));
    assert_eq!(clinical.http.get(&path).await["items"], json!([encounter]));
}

#[tokio::test]
async fn a04_registers_and_a01_turns_an_expected_stay_into_a_present_one() {
    let clinical = clinical().await;
    let registered = clinical.file(&visit("register", "10:00", "1", v("V1"))).await;
    assert_eq!(clinical.encounter_of(&registered).await["class"], "outpatient");
    let mut expected = v("V2");
    expected["class"] = json!("preadmit");
    let planned = clinical.file(&visit("update", "10:00", "2", expected)).await;
    assert_eq!(clinical.encounter_of(&planned).await["status"], "planned");
    let admitted = clinical.file(&visit("admit", "10:05", "2", v("V2"))).await;
    let encounter = clinical.encounter_of(&admitted).await;
    assert_eq!(
        (&encounter["status"], &encounter["class"]),
        (&json!("in-progress"), &json!("inpatient"))
    );
}

#[tokio::test]
async fn a02_moves_the_patient_and_keeps_where_he_was() {
    let clinical = clinical().await;
    clinical.file(&visit("admit", "10:00", "1", at("V1", "A"))).await;
    let moved = clinical.file(&visit("transfer", "10:30", "1", at("V1", "B"))).await;
    assert_eq!(moved["outcome"], "updated");
    let encounter = clinical.encounter_of(&moved).await;
    assert_eq!(encounter["location"]["point_of_care"], "B");
    assert_eq!(
        encounter["locations"],
        json!([
            {"location": {"point_of_care": "A"}, "from": "2026-11-22T10:00:00Z", "until": "2026-11-22T10:30:00Z"},
            {"location": {"point_of_care": "B"}, "from": "2026-11-22T10:30:00Z"},
        ])
    );
    let same = clinical.file(&visit("transfer", "10:40", "1", at("V1", "B"))).await;
    assert_eq!(same["outcome"], "unchanged");
}

#[tokio::test]
async fn a03_finishes_the_stay_and_a13_takes_it_back() {
    let clinical = clinical().await;
    clinical.file(&visit("admit", "10:00", "1", at("V1", "A"))).await;
    let mut leaving = v("V1");
    leaving["discharge_disposition"] = json!("01");
    leaving["discharge_time"] = json!("2026-11-22T10:55:00Z");
    let left = clinical.file(&visit("discharge", "11:00", "1", leaving.clone())).await;
    let encounter = clinical.encounter_of(&left).await;
    assert_eq!(
        (&encounter["status"], &encounter["discharge_disposition"]),
        (&json!("finished"), &json!("01"))
    );
    assert_eq!(encounter["discharge_time"], "2026-11-22T10:55:00Z");
    assert_eq!(encounter["locations"][0]["until"], "2026-11-22T10:55:00Z");
    assert_eq!(
        clinical.refused(&visit("transfer", "11:05", "1", at("V1", "B"))).await,
        (409, "encounter-state".into())
    );
    assert_eq!(
        clinical.refused(&visit("admit", "11:05", "1", v("V1"))).await,
        (409, "encounter-state".into())
    );
    assert_eq!(
        clinical.refused(&visit("cancel-admit", "11:05", "1", v("V1"))).await,
        (409, "encounter-state".into())
    );
    // A13 often repeats the fields that it takes back.
    let back = clinical.file(&visit("cancel-discharge", "11:10", "1", leaving)).await;
    let encounter = clinical.encounter_of(&back).await;
    assert_eq!(encounter["status"], "in-progress");
    assert_eq!(
        (encounter.get("discharge_time"), encounter.get("discharge_disposition")),
        (None, None)
    );
    assert_eq!(
        encounter["locations"],
        json!([{"location": {"point_of_care": "A"}, "from": "2026-11-22T10:00:00Z"}])
    );
}

#[tokio::test]
async fn a11_cancels_the_stay_and_a_new_admission_opens_it_again() {
    let clinical = clinical().await;
    clinical.file(&visit("admit", "10:00", "1", at("V1", "A"))).await;
    let cancelled = clinical.file(&visit("cancel-admit", "10:10", "1", v("V1"))).await;
    let encounter = clinical.encounter_of(&cancelled).await;
    assert_eq!(
        (&encounter["status"], &encounter["locations"][0]["until"]),
        (&json!("cancelled"), &json!("2026-11-22T10:10:00Z"))
    );
    assert_eq!(
        clinical.refused(&visit("discharge", "10:20", "1", v("V1"))).await,
        (409, "encounter-state".into())
    );
    let again = clinical.file(&visit("admit", "10:30", "1", at("V1", "A"))).await;
    let encounter = clinical.encounter_of(&again).await;
    assert_eq!(
        (&encounter["status"], encounter["locations"].as_array().map(Vec::len)),
        (&json!("in-progress"), Some(2))
    );
}

#[tokio::test]
async fn a08_updates_absent_leaves_and_null_deletes() {
    let clinical = clinical().await;
    let mut update = visit("update", "10:00", "1", v("V1"));
    update["patient"]["language"] = json!("ar");
    update["patient"]["marital_status"] = json!("M");
    update["patient"]["names"] = json!([{"family": "Elhassan"}]);
    let created = clinical.file(&update).await;
    assert_eq!(created["outcome"], "created", "A08 before A01 creates the patient");
    assert_eq!(clinical.encounter_of(&created).await["status"], "in-progress");
    let mut update = event("update", "10:10", "1");
    update["patient"]["language"] = Value::Null;
    update["patient"]["gender"] = json!("male");
    assert_eq!(clinical.file(&update).await["outcome"], "updated");
    let patient = clinical.patient_of(&created).await;
    assert_eq!(
        (patient.get("language"), &patient["marital_status"]),
        (None, &json!("M"))
    );
    assert_eq!(
        (&patient["gender"], &patient["names"][0]["family"]),
        (&json!("male"), &json!("Elhassan"))
    );
    assert_eq!(
        clinical.file(&event("update", "10:20", "1")).await["outcome"],
        "unchanged"
    );
}

#[tokio::test]
async fn a31_changes_the_person_and_leaves_the_stay_alone() {
    let clinical = clinical().await;
    let admitted = clinical.file(&visit("admit", "10:00", "1", at("V1", "A"))).await;
    let mut update = visit("update-person", "10:10", "1", at("V1", "B"));
    update["patient"]["death_time"] = json!("2026-11-22T09:00:00Z");
    update["patient"]["identifiers"]
        .as_array_mut()
        .expect("a list")
        .push(json!({"system": "NID", "value": "9"}));
    let reply = clinical.file(&update).await;
    assert_eq!(
        (&reply["outcome"], reply.get("encounter_id")),
        (&json!("updated"), None)
    );
    assert_eq!(clinical.encounter_of(&admitted).await["location"]["point_of_care"], "A");
    assert_eq!(clinical.patient_of(&reply).await["deceased"], true);
    assert_eq!(clinical.found("identifier=9").await, [string(&reply["patient_id"])]);
}

#[tokio::test]
async fn late_events_do_not_undo_what_is_newer() {
    let clinical = clinical().await;
    // The discharge is the first that is heard of the stay.
    let left = clinical.file(&visit("discharge", "11:00", "1", v("V1"))).await;
    assert_eq!(left["outcome"], "created");
    assert_eq!(clinical.encounter_of(&left).await["status"], "finished");
    let mut admit = visit("admit", "10:00", "1", at("V1", "A"));
    admit["encounter"]["reason"] = json!("fever");
    let late = clinical.file(&admit).await;
    assert_eq!(
        (&late["outcome"], &late["encounter_id"]),
        (&json!("superseded"), &left["encounter_id"])
    );
    let encounter = clinical.encounter_of(&left).await;
    assert_eq!(
        (&encounter["status"], &encounter["discharge_time"]),
        (&json!("finished"), &json!("2026-11-22T11:00:00Z"))
    );
    assert_eq!(
        (&encounter["admit_time"], &encounter["reason"]),
        (&json!("2026-11-22T10:00:00Z"), &json!("fever"))
    );
    // A cancelled admission stays cancelled when the admission itself comes late.
    let cancelled = clinical.file(&visit("cancel-admit", "11:00", "2", v("V2"))).await;
    assert_eq!(
        clinical.file(&visit("admit", "10:00", "2", v("V2"))).await["outcome"],
        "superseded"
    );
    assert_eq!(clinical.encounter_of(&cancelled).await["status"], "cancelled");
    let open = clinical.file(&visit("cancel-discharge", "11:00", "3", v("V3"))).await;
    assert_eq!(clinical.encounter_of(&open).await["status"], "in-progress");
    assert_eq!(
        clinical.file(&visit("discharge", "10:00", "3", v("V3"))).await["outcome"],
        "superseded"
    );
    assert_eq!(clinical.encounter_of(&open).await["status"], "in-progress");
}

#[tokio::test]
async fn late_data_of_a_person_only_fills_gaps() {
    let clinical = clinical().await;
    let mut newer = event("update-person", "11:00", "1");
    newer["patient"]["birth_date"] = json!("1984-03-05");
    clinical.file(&newer).await;
    let mut older = event("update-person", "10:00", "1");
    older["patient"]["birth_date"] = json!("1948");
    older["patient"]["gender"] = json!("female");
    let reply = clinical.file(&older).await;
    assert_eq!(reply["outcome"], "superseded");
    let patient = clinical.patient_of(&reply).await;
    assert_eq!(
        (&patient["birth_date"], &patient["gender"]),
        (&json!("1984-03-05"), &json!("female"))
    );
}

#[tokio::test]
async fn a_clock_that_is_ahead_or_missing_does_not_lock_others_out() {
    let clinical = clinical().await;
    clinical.file(&event("update-person", "23:00", "1")).await;
    clinical.rig.clock.advance(jiff::SignedDuration::from_mins(10));
    let mut next = event("update-person", "12:05", "1");
    next["patient"]["language"] = json!("ar");
    assert_eq!(clinical.file(&next).await["outcome"], "updated");
    let mut timeless = event("update-person", "12:00", "1");
    timeless.as_object_mut().expect("an object").remove("occurred_at");
    timeless["patient"]["language"] = json!("en");
    assert_eq!(clinical.file(&timeless).await["outcome"], "updated");
}

#[tokio::test]
async fn a_stay_without_a_number_is_found_by_its_patient() {
    let clinical = clinical().await;
    let admitted = clinical
        .file(&visit("admit", "10:00", "1", json!({"class": "inpatient"})))
        .await;
    let again = clinical
        .file(&visit("admit", "10:00", "1", json!({"class": "inpatient"})))
        .await;
    assert_eq!(
        (&again["outcome"], &again["encounter_id"]),
        (&json!("unchanged"), &admitted["encounter_id"])
    );
    let seen = clinical
        .file(&visit("register", "10:10", "1", json!({"class": "outpatient"})))
        .await;
    assert_ne!(seen["encounter_id"], admitted["encounter_id"]);
    let left = clinical
        .file(&visit("discharge", "11:00", "1", json!({"class": "inpatient"})))
        .await;
    assert_eq!(left["encounter_id"], admitted["encounter_id"]);
    let back = clinical.file(&visit("cancel-discharge", "11:10", "1", json!({}))).await;
    assert_eq!(back["encounter_id"], admitted["encounter_id"]);
}

#[tokio::test]
async fn contradictions_are_refused_and_change_nothing() {
    let clinical = clinical().await;
    clinical.file(&visit("admit", "10:00", "1", v("V1"))).await;
    clinical.file(&event("update-person", "10:00", "2")).await;
    let others_visit = visit("transfer", "10:10", "2", at("V1", "A"));
    assert_eq!(
        clinical.refused(&others_visit).await,
        (409, "visit-of-another-patient".into())
    );
    let mut both = event("update-person", "10:10", "1");
    both["patient"]["gender"] = json!("male");
    let number = json!({"system": "HOSP", "value": "2"});
    both["patient"]["identifiers"]
        .as_array_mut()
        .expect("a list")
        .push(number);
    assert_eq!(
        clinical.refused(&both).await,
        (409, "patient-identifier-conflict".into())
    );
    let page = clinical.http.get("/api/v1/patients?identifier=1").await;
    assert_eq!(page["items"][0]["gender"], "unknown");
}
