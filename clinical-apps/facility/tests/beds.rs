//! The life of a bed.

use serde_json::{Value, json};

use crate::common::{House, house, json_of, string};

async fn one_bed() -> (House, String) {
    let house = house().await;
    let facility = house.facility("KRT").await;
    let (_, beds) = house.ward(&facility, 1).await;
    let path = format!("/api/v1/beds/{}", beds[0]);
    (house, path)
}

#[tokio::test]
async fn a_bed_goes_round_from_available_to_available() {
    let (house, bed) = one_bed().await;
    let encounter = house.admitted("1").await;
    let reserve = json!({"status": "reserved", "encounter_id": encounter});
    assert_eq!(
        house.post(&format!("{bed}/status"), &reserve).await["status"],
        "reserved"
    );
    let occupied = house
        .post(&format!("{bed}/assign"), &json!({"encounter_id": encounter}))
        .await;
    assert_eq!(
        (&occupied["status"], &occupied["assignment"]["encounter_id"]),
        (&json!("occupied"), &json!(encounter))
    );
    let released = house
        .post(&format!("{bed}/release"), &json!({"reason": "went home"}))
        .await;
    assert_eq!(
        (&released["status"], released.get("assignment")),
        (&json!("cleaning"), None)
    );
    let clean = house
        .post(&format!("{bed}/status"), &json!({"status": "available"}))
        .await;
    assert_eq!(clean["last_cleaned_at"], json!("2026-11-22T12:00:00Z"));
    let history = house.http.get(&format!("{bed}/history")).await;
    let words: Vec<_> = history["items"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|change| string(&change["to"]))
        .collect();
    assert_eq!(words, ["available", "reserved", "occupied", "cleaning", "available"]);
    let stays = house
        .http
        .get(&format!("/api/v1/bed-assignments?encounter={encounter}"))
        .await;
    assert_eq!(stays["items"][0]["until"], json!("2026-11-22T12:00:00Z"));
}

#[tokio::test]
async fn what_the_state_does_not_allow_names_it_and_what_is_allowed() {
    let (house, bed) = one_bed().await;
    let encounter = house.admitted("1").await;
    house
        .post(&format!("{bed}/assign"), &json!({"encounter_id": encounter}))
        .await;
    let blocked = json!({"status": "blocked", "reason": "no mattress"});
    let (status, problem) = house.http.command(&format!("{bed}/status"), "", &blocked).await;
    assert_eq!((status, &problem["type"]), (409, &json!("bed-state")));
    let text = string(&problem["detail"]);
    assert!(text.contains("occupied") && text.contains("cleaning"), "{text}");
    house.post(&format!("{bed}/release"), &json!({})).await;
    for (what, body) in [("assign", json!({"encounter_id": encounter})), ("release", json!({}))] {
        let (status, problem) = house.http.command(&format!("{bed}/{what}"), "", &body).await;
        assert_eq!((status, &problem["type"]), (409, &json!("bed-state")), "{what}");
    }
    let (status, _) = house
        .http
        .command(&format!("{bed}/status"), "", &json!({"status": "occupied"}))
        .await;
    assert_eq!(status, 409);
}

#[tokio::test]
async fn taking_a_bed_out_of_use_needs_a_permission_and_a_reason() {
    let (house, bed) = one_bed().await;
    let path = format!("{bed}/status");
    let blocked = json!({"status": "blocked", "reason": "no mattress"});
    let token = || Some(house.http.token(&["beds:read", "beds:write"]));
    let reply = house.http.send("POST", &path, token(), "", &blocked).await;
    assert_eq!(
        (reply.status().as_u16(), json_of(&reply)["type"].clone()),
        (403, json!("permission-missing"))
    );
    assert_eq!(
        house.http.command(&path, "", &json!({"status": "blocked"})).await.0,
        422
    );
    assert_eq!(house.post(&path, &blocked).await["status"], "blocked");
    let reply = house
        .http
        .send("POST", &path, token(), "", &json!({"status": "available"}))
        .await;
    assert_eq!(reply.status().as_u16(), 403, "neither may it be given back");
}

#[tokio::test]
async fn a_bed_has_one_patient_and_an_encounter_one_bed() {
    let house = house().await;
    let facility = house.facility("KRT").await;
    let (ward, beds) = house.ward(&facility, 3).await;
    let (one, two) = (house.admitted("1").await, house.admitted("2").await);
    let assign = async |bed: &str, encounter: &str| {
        let path = format!("/api/v1/beds/{bed}/assign");
        house.http.command(&path, "", &json!({"encounter_id": encounter})).await
    };
    let ((first, _), (second, _)) = tokio::join!(assign(&beds[0], &one), assign(&beds[0], &two));
    let mut statuses = [first, second];
    statuses.sort();
    assert_eq!(statuses, [200, 409], "one of two at the same moment");
    let winner = if first == 200 { &one } else { &two };
    let (status, problem) = assign(&beds[1], winner).await;
    assert_eq!((status, &problem["type"]), (409, &json!("encounter-has-bed")));
    let path = format!("/api/v1/beds/{}/transfer", beds[0]);
    let moved = house
        .post(&path, &json!({"to_bed_id": beds[1], "reason": "window"}))
        .await;
    assert_eq!((&moved["id"], &moved["status"]), (&json!(beds[1]), &json!("occupied")));
    let occupancy = house.http.get(&format!("/api/v1/wards/{ward}/occupancy")).await;
    let numbers = ["n_beds", "n_available", "n_occupied", "n_cleaning", "percent"].map(|name| occupancy[name].clone());
    assert_eq!(numbers, [3, 1, 1, 1, 33].map(Value::from));
    assert_eq!(
        house
            .http
            .get(&format!("/api/v1/facilities/{facility}/occupancy"))
            .await,
        json!([occupancy])
    );
}

#[tokio::test]
async fn a_reserved_bed_is_for_its_encounter_only_and_nobody_comes_without_one_in_progress() {
    let (house, bed) = one_bed().await;
    let (one, two) = (house.admitted("1").await, house.admitted("2").await);
    house
        .post(
            &format!("{bed}/status"),
            &json!({"status": "reserved", "encounter_id": one}),
        )
        .await;
    let (status, problem) = house
        .http
        .command(&format!("{bed}/assign"), "", &json!({"encounter_id": two}))
        .await;
    assert_eq!((status, &problem["type"]), (409, &json!("bed-reserved")));
    house.adt("discharge", "1").await;
    let (status, problem) = house
        .http
        .command(&format!("{bed}/assign"), "", &json!({"encounter_id": one}))
        .await;
    assert_eq!((status, &problem["type"]), (409, &json!("encounter-not-in-progress")));
    let nobody = json!({"encounter_id": "01ARZ3NDEKTSV4RRFFQ69G5FAV"});
    let (status, problem) = house.http.command(&format!("{bed}/assign"), "", &nobody).await;
    assert_eq!((status, &problem["type"]), (404, &json!("encounter-not-found")));
}

#[tokio::test]
async fn a_version_that_is_old_changes_nothing() {
    let (house, bed) = one_bed().await;
    let path = format!("{bed}/status");
    let blocked = json!({"status": "blocked", "reason": "no mattress"});
    let (status, problem) = house.http.call_if(7, "POST", &path, &blocked).await;
    assert_eq!((status, &problem["type"]), (409, &json!("version-changed")));
    assert_eq!(house.http.call_if(1, "POST", &path, &blocked).await.0, 200);
}
