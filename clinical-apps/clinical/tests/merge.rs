//! Merging records (A40).

use crate::common::{Clinical, clinical, event, string, visit};
use serde_json::{Value, json};

fn merge(time: &str, survivor: &str, prior: &str) -> Value {
    let mut merge = event("merge", time, survivor);
    merge["prior"] = json!({"identifiers": [{"system": "HOSP", "value": prior, "type": "MR"}]});
    merge
}

async fn two_patients(clinical: &Clinical) -> (Value, Value) {
    let visit_of = |number: &str| json!({"visit_number": {"system": "HOSP", "value": format!("V{number}")}});
    let mut first = visit("admit", "10:00", "1", visit_of("1"));
    first["patient"]["names"] = json!([{"family": "Elhassan"}]);
    let mut second = visit("register", "10:00", "2", visit_of("2"));
    second["patient"]["names"] = json!([{"family": "Alhasan"}]);
    (clinical.file(&first).await, clinical.file(&second).await)
}

#[tokio::test]
async fn numbers_and_stays_of_the_prior_record_are_the_survivors_and_the_record_is_kept() {
    let clinical = clinical().await;
    let (survivor, prior) = two_patients(&clinical).await;
    let (survivor_id, prior_id) = (string(&survivor["patient_id"]), string(&prior["patient_id"]));
    let reply = clinical.file(&merge("10:30", "1", "2")).await;
    assert_eq!(
        (&reply["outcome"], &reply["patient_id"]),
        (&json!("merged"), &survivor["patient_id"])
    );

    let old = clinical.patient_of(&prior).await;
    assert_eq!(
        (&old["active"], &old["replaced_by"]),
        (&json!(false), &survivor["patient_id"])
    );
    assert_eq!(old["names"][0]["family"], "Alhasan");
    let kept = clinical.patient_of(&survivor).await;
    assert_eq!(
        (&kept["former_ids"], kept["identifiers"].as_array().map(Vec::len)),
        (&json!([prior_id]), Some(2))
    );
    for query in ["identifier=1", "identifier=2", "identifier=HOSP%7C2", "name=elhassan"] {
        assert_eq!(clinical.found(query).await, [survivor_id.as_str()], "{query}");
    }
    assert_eq!(clinical.found("name=alhasan").await, Vec::<String>::new());
    for id in [&survivor_id, &prior_id] {
        let stays = clinical.http.get(&format!("/api/v1/patients/{id}/encounters")).await;
        let owners: Vec<_> = stays["items"]
            .as_array()
            .expect("a list")
            .iter()
            .map(|e| string(&e["patient_id"]))
            .collect();
        assert_eq!(owners, [survivor_id.as_str(), survivor_id.as_str()]);
        let ids = clinical.http.get(&format!("/api/v1/patients/{id}/ids")).await;
        assert_eq!(ids, json!({"patient_id": survivor_id, "former_ids": [prior_id]}));
    }
}

#[tokio::test]
async fn an_event_for_the_prior_record_goes_to_the_survivor() {
    let clinical = clinical().await;
    let (survivor, prior) = two_patients(&clinical).await;
    clinical.file(&merge("10:30", "1", "2")).await;
    let mut update = event("update-person", "11:00", "2");
    update["patient"]["language"] = json!("ar");
    assert_eq!(clinical.file(&update).await["patient_id"], survivor["patient_id"]);
    assert_eq!(clinical.patient_of(&survivor).await["language"], "ar");
    assert_eq!(clinical.patient_of(&prior).await.get("language"), None);
    let v2 = json!({"visit_number": {"system": "HOSP", "value": "V2"}});
    let left = clinical.file(&visit("discharge", "11:10", "2", v2)).await;
    assert_eq!(
        (&left["patient_id"], &left["encounter_id"]),
        (&survivor["patient_id"], &prior["encounter_id"])
    );
}

#[tokio::test]
async fn merging_again_into_itself_or_the_other_way_round_changes_nothing() {
    let clinical = clinical().await;
    let (survivor, _) = two_patients(&clinical).await;
    clinical.file(&merge("10:30", "1", "2")).await;
    for again in [
        merge("10:31", "1", "2"),
        merge("10:32", "2", "1"),
        merge("10:33", "1", "1"),
        merge("10:34", "2", "2"),
    ] {
        let reply = clinical.file(&again).await;
        assert_eq!(
            (&reply["outcome"], &reply["patient_id"]),
            (&json!("unchanged"), &survivor["patient_id"])
        );
    }
    assert_eq!(clinical.patient_of(&survivor).await["active"], true);
}

#[tokio::test]
async fn a_chain_of_merges_ends_at_the_last_survivor() {
    let clinical = clinical().await;
    let (second, first) = two_patients(&clinical).await;
    let third = clinical.file(&event("update-person", "10:00", "3")).await;
    clinical.file(&merge("10:30", "1", "2")).await;
    clinical.file(&merge("10:40", "3", "1")).await;
    for record in [&first, &second] {
        assert_eq!(clinical.patient_of(record).await["replaced_by"], third["patient_id"]);
    }
    let former = clinical.patient_of(&third).await["former_ids"].clone();
    assert_eq!(former.as_array().map(Vec::len), Some(2));
    assert_eq!(clinical.found("identifier=2").await, [string(&third["patient_id"])]);
}

#[tokio::test]
async fn pid_may_list_the_numbers_of_both() {
    let clinical = clinical().await;
    let (survivor, _) = two_patients(&clinical).await;
    let mut merge = merge("10:30", "1", "2");
    merge["patient"]["identifiers"]
        .as_array_mut()
        .expect("a list")
        .push(json!({"system": "HOSP", "value": "2"}));
    let reply = clinical.file(&merge).await;
    assert_eq!(
        (&reply["outcome"], &reply["patient_id"]),
        (&json!("merged"), &survivor["patient_id"])
    );
}

#[tokio::test]
async fn a_prior_record_that_nobody_knows_gives_its_number_and_an_unknown_survivor_is_made() {
    let clinical = clinical().await;
    let known = clinical.file(&event("update-person", "10:00", "1")).await;
    let reply = clinical.file(&merge("10:30", "1", "99")).await;
    assert_eq!(reply["outcome"], "updated");
    assert_eq!(clinical.found("identifier=99").await, [string(&known["patient_id"])]);
    let made = clinical.file(&merge("10:40", "7", "1")).await;
    assert_eq!(made["outcome"], "merged");
    assert_eq!(clinical.patient_of(&known).await["replaced_by"], made["patient_id"]);
}

#[tokio::test]
async fn prior_numbers_of_two_patients_are_refused() {
    let clinical = clinical().await;
    two_patients(&clinical).await;
    clinical.file(&event("update-person", "10:00", "3")).await;
    let mut merge = merge("10:30", "1", "2");
    merge["prior"]["identifiers"]
        .as_array_mut()
        .expect("a list")
        .push(json!({"system": "HOSP", "value": "3"}));
    assert_eq!(
        clinical.refused(&merge).await,
        (409, "patient-identifier-conflict".into())
    );
    assert_eq!(clinical.found("name=alhasan").await.len(), 1);
}
