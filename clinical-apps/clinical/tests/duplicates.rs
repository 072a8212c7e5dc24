//! Duplicates at registration, merges by hand, and merges taken back.

use crate::common::{Clinical, clinical, event, key, string, visit};
use nilecare_http::{HttpOptions, finish};
use serde_json::{Value, json};

fn amna(number: &str) -> Value {
    json!({
        "identifiers": [{"system": "HOSP", "value": number, "type": "MR"}],
        "names": [{"family": "Elhassan", "given": ["Amna", "Idris"]}], "birth_date": "1984-03-05", "gender": "female",
        "telecoms": [{"system": "phone", "value": "+249 91 234 5678"}],
    })
}

async fn register(clinical: &Clinical, query: &str, new: &Value) -> (u16, Value) {
    clinical
        .http
        .command(&format!("/api/v1/patients{query}"), "", new)
        .await
}

#[tokio::test]
async fn a_probable_duplicate_is_registered_only_when_somebody_confirms() {
    let clinical = clinical().await;
    let (status, first) = register(&clinical, "", &amna("1")).await;
    assert_eq!(status, 201, "{first}");
    let mut again = amna("2");
    again["names"] = json!([{"family": "Al-Hasan", "given": ["Amnah"]}]);
    let (status, problem) = register(&clinical, "", &again).await;
    assert_eq!((status, &problem["type"]), (409, &json!("probable-duplicates")));
    assert!(
        problem["problems"].to_string().contains(&string(&first["id"])),
        "{problem}"
    );
    let text = problem.to_string();
    assert!(
        !text.contains("lhassan") && !text.contains("1984") && !text.contains("5678"),
        "{problem}"
    );
    assert_eq!(clinical.found("name=amnah").await.len(), 0, "nothing was registered");

    let (_, found) = clinical.http.command("/api/v1/patients/duplicates", "", &again).await;
    let candidate = &found["items"][0];
    assert_eq!(
        (&candidate["patient"]["id"], &candidate["certainty"]),
        (&first["id"], &json!("probable"))
    );
    assert!(candidate["reasons"].to_string().contains("birth-date"), "{candidate}");

    let (status, second) = register(&clinical, "?confirm=true", &again).await;
    assert_eq!(status, 201, "{second}");
    let path = format!("/api/v1/patients/{}/duplicates", string(&second["id"]));
    assert_eq!(clinical.http.get(&path).await["items"][0]["patient"]["id"], first["id"]);
    let (status, problem) = register(&clinical, "?confirm=true", &amna("1")).await;
    assert_eq!(
        (status, &problem["type"]),
        (409, &json!("patient-exists")),
        "a number is one patient's"
    );
}

#[tokio::test]
async fn other_people_and_what_changed_since_are_told_apart() {
    let clinical = clinical().await;
    register(&clinical, "", &amna("1")).await;
    let mut twin = amna("2");
    twin["names"] = json!([{"family": "Elhassan", "given": ["Salma", "Idris"]}]);
    let (status, _) = register(&clinical, "", &twin).await;
    assert_eq!(status, 201, "a twin is possible and not probable");
    // The first record gets another name, birth date and telephone by a message: it is not found by the old ones.
    let mut update = event("update-person", "12:00", "1");
    update["patient"]["names"] = json!([{"family": "Osman", "given": ["Hiba"]}]);
    update["patient"]["birth_date"] = json!("1999-09-09");
    update["patient"]["telecoms"] = json!([]);
    clinical.file(&update).await;
    assert_eq!(register(&clinical, "", &amna("3")).await.0, 201);
}

#[tokio::test]
async fn records_of_before_there_were_keys_are_found_after_the_next_start() {
    let clinical = clinical().await;
    let (_, first) = register(&clinical, "", &amna("1")).await;
    let db = nilecare_sql::Db::open(&clinical.rig.database("clinical"))
        .await
        .expect("it opens");
    let mut tx = db.begin_write().await.expect("it can be written");
    sqlx::query("DELETE FROM patient_match_keys")
        .execute(&mut *tx)
        .await
        .expect("it writes");
    tx.commit().await.expect("it writes");
    let again = nilecare_clinical::ClinicalService::new(db, clinical.rig.clock.clone(), clinical.rig.verifier())
        .await
        .expect("it starts");
    let http = clinical
        .rig
        .client(finish(again.router().into(), HttpOptions::default()));
    let (_, found) = http.command("/api/v1/patients/duplicates", "", &amna("2")).await;
    assert_eq!(found["items"][0]["patient"]["id"], first["id"]);
}

/// What a chart shows, without times of changes.
async fn picture(clinical: &Clinical, id: &str) -> Value {
    let mut patient = clinical.http.get(&format!("/api/v1/patients/{id}")).await;
    patient.as_object_mut().expect("an object").remove("updated_at");
    let mut lists = Vec::new();
    for what in ["encounters", "allergies", "vital-signs"] {
        let page = clinical.http.get(&format!("/api/v1/patients/{id}/{what}")).await;
        let items = page["items"].as_array().expect("a list").iter();
        lists.push(
            items
                .map(|item| (item["id"].clone(), item["patient_id"].clone()))
                .collect::<Vec<_>>(),
        );
    }
    json!({"patient": patient, "lists": lists})
}

async fn allergy(clinical: &Clinical, patient: &str, code: &str, encounter: Option<&Value>) -> Value {
    let mut body = json!({"substance": {"code": code, "text": code}});
    if let Some(encounter) = encounter {
        body["encounter_id"] = encounter.clone();
    }
    let path = format!("/api/v1/patients/{patient}/allergies");
    let (status, made) = clinical.http.command(&path, &key(), &body).await;
    assert_eq!(status, 201, "{made}");
    made
}

#[tokio::test]
async fn taking_a_merge_back_restores_both_records_exactly() {
    let clinical = clinical().await;
    let v = |number: &str| json!({"visit_number": {"value": number}});
    // A record that is merged into the prior one first: a chain of two.
    let oldest = clinical.file(&visit("admit", "09:00", "0", v("V0"))).await;
    let prior = clinical.file(&visit("admit", "10:00", "1", v("V1"))).await;
    let survivor = clinical.file(&visit("admit", "10:00", "2", v("V2"))).await;
    let [oldest, prior_id, survivor_id] = [&oldest, &prior, &survivor].map(|reply| string(&reply["patient_id"]));
    allergy(&clinical, &prior_id, "before", None).await;
    allergy(&clinical, &survivor_id, "own", None).await;
    let merge = async |into: &str, record: &str| {
        let body = json!({"prior_id": record, "reason": "the same person"});
        clinical
            .http
            .command(&format!("/api/v1/patients/{into}/merge"), "", &body)
            .await
    };
    assert_eq!(merge(&prior_id, &oldest).await.0, 200);
    let before = (
        picture(&clinical, &prior_id).await,
        picture(&clinical, &survivor_id).await,
    );
    clinical.told().await;

    let (status, merged) = merge(&survivor_id, &prior_id).await;
    assert_eq!(status, 200, "{merged}");
    assert_eq!(merged["former_ids"].as_array().map(Vec::len), Some(2));
    let (status, problem) = merge(&survivor_id, &prior_id).await;
    assert_eq!((status, &problem["type"]), (409, &json!("patient-merged")));

    let unmerge = format!("/api/v1/patients/{prior_id}/unmerge");
    let reason = json!({"reason": "two people after all"});
    let (status, restored) = clinical.http.command(&unmerge, "", &reason).await;
    assert_eq!((status, &restored["active"]), (200, &json!(true)), "{restored}");
    let after = (
        picture(&clinical, &prior_id).await,
        picture(&clinical, &survivor_id).await,
    );
    assert_eq!(after, before);
    let ids = clinical.http.get(&format!("/api/v1/patients/{oldest}/ids")).await;
    assert_eq!(ids["patient_id"], json!(prior_id), "the chain is as it was");
    let topics: Vec<_> = clinical
        .told()
        .await
        .iter()
        .map(|told| string(&told["event_type"]))
        .collect();
    for topic in [
        "patient.merged",
        "patient.unmerged",
        "patient.updated",
        "encounter.updated",
    ] {
        assert!(topics.contains(&topic.to_owned()), "{topic}: {topics:?}");
    }
    let (status, problem) = clinical.http.command(&unmerge, "", &reason).await;
    assert_eq!((status, &problem["type"]), (409, &json!("patient-not-merged")));
    // And it can be merged again.
    assert_eq!(merge(&survivor_id, &prior_id).await.0, 200);
}

#[tokio::test]
async fn what_was_recorded_since_goes_with_its_encounter_and_named_ones_go_back() {
    let clinical = clinical().await;
    let v = |number: &str| json!({"visit_number": {"value": number}});
    let prior = clinical.file(&visit("admit", "10:00", "1", v("V1"))).await;
    let survivor = clinical.file(&visit("admit", "10:00", "2", v("V2"))).await;
    let [prior_id, survivor_id] = [&prior, &survivor].map(|reply| string(&reply["patient_id"]));
    let mut merge = event("merge", "11:00", "2");
    merge["prior"] = json!({"identifiers": [{"system": "HOSP", "value": "1"}]});
    clinical.file(&merge).await;
    let of_stay = allergy(&clinical, &survivor_id, "in the stay", Some(&prior["encounter_id"])).await;
    let loose = allergy(&clinical, &survivor_id, "loose", None).await;
    // Since the merge: a stay and a number that are the prior one's, by its number.
    let mut since = visit("register", "12:00", "1", v("V3"));
    since["patient"]["identifiers"]
        .as_array_mut()
        .expect("a list")
        .push(json!({"system": "MOH", "value": "9"}));
    let since = clinical.file(&since).await;
    assert_eq!(since["patient_id"], json!(survivor_id));

    let path = format!("/api/v1/patients/{prior_id}/unmerge");
    let wrong = json!({"reason": "two people", "encounters": ["01ARZ3NDEKTSV4RRFFQ69G5FAV"],
        "identifiers": [{"system": "MOH", "value": "none"}]});
    let (status, problem) = clinical.http.command(&path, "", &wrong).await;
    assert_eq!(
        (status, problem["problems"].as_array().map(Vec::len)),
        (422, Some(2)),
        "{problem}"
    );
    let request = json!({"reason": "two people", "encounters": [since["encounter_id"]],
        "identifiers": [{"system": "MOH", "value": "9"}]});
    let (status, restored) = clinical.http.command(&path, "", &request).await;
    assert_eq!(status, 200, "{restored}");
    let values: Vec<_> = restored["identifiers"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|number| string(&number["value"]))
        .collect();
    assert_eq!(values, ["1", "9"]);
    let allergies = async |id: &str| {
        let page = clinical.http.get(&format!("/api/v1/patients/{id}/allergies")).await;
        page["items"]
            .as_array()
            .expect("a list")
            .iter()
            .map(|it| it["id"].clone())
            .collect::<Vec<_>>()
    };
    assert_eq!(allergies(&prior_id).await, [of_stay["id"].clone()]);
    assert_eq!(allergies(&survivor_id).await, [loose["id"].clone()]);
    let read = clinical
        .http
        .get(&format!("/api/v1/allergies/{}", string(&of_stay["id"])))
        .await;
    assert_eq!(read["patient_id"], json!(prior_id));
    let stays = clinical
        .http
        .get(&format!("/api/v1/patients/{prior_id}/encounters"))
        .await;
    assert_eq!(stays["items"].as_array().map(Vec::len), Some(2));
    // What comes now by its number is its own again.
    assert_eq!(
        clinical.file(&event("update-person", "13:00", "1")).await["patient_id"],
        json!(prior_id)
    );
}
