//! Who is told what.

use serde_json::json;

use crate::rig::{A, B, CLERK, FORMER, NURSE, patient, rig};

#[tokio::test]
async fn an_event_reaches_the_patients_room_with_the_permission_of_its_topic_and_nobody_else() {
    let rig = rig().await;
    let (mut nurse, _) = rig.enter("1", &NURSE, &[patient(A)], None).await;
    let (mut elsewhere, _) = rig.enter("2", &NURSE, &[patient(B)], None).await;
    let (mut clerk, _) = rig.enter("3", &CLERK, &[patient(A)], None).await;
    let (mut nowhere, _) = rig.enter("4", &NURSE, &[], None).await;
    let critical = rig.publish("vitals.critical", A, 1).await;
    let heard = nurse.event().await;
    assert_eq!(
        (&heard["event_id"], &heard["room"]),
        (&json!(critical), &json!(patient(A)))
    );
    assert_eq!(
        (&heard["whole"], &heard["data"]["alarm"]["value"]),
        (&json!(true), &json!(180))
    );
    // What each of the others hears first is what came afterwards.
    let other = rig.publish("vitals.critical", B, 2).await;
    assert_eq!(elsewhere.event().await["event_id"], json!(other));
    let updated = rig.publish("patient.updated", A, 3).await;
    assert_eq!(clerk.event().await["event_id"], json!(updated));
    let answer = nowhere.ask(&json!({ "type": "join", "room": patient(B) })).await;
    assert_eq!((&answer["type"], &answer["joined"]), (&json!("joined"), &json!(true)));
    let last = rig.publish("patient.updated", B, 4).await;
    assert_eq!(nowhere.event().await["event_id"], json!(last));
}

#[tokio::test]
async fn a_facility_is_told_that_something_happened_and_nothing_of_the_patient() {
    let rig = rig().await;
    let (mut ward, _) = rig.enter("1", &NURSE, &["facility:NILE".to_owned()], None).await;
    let (mut clerk, _) = rig
        .enter("2", &CLERK, &["facility:NILE".to_owned(), patient(B)], None)
        .await;
    rig.publish("vitals.critical", A, 1).await;
    let heard = ward.event().await;
    assert_eq!(
        (&heard["whole"], &heard["data"]),
        (&json!(false), &json!({ "facility": "NILE", "id": "X" }))
    );
    assert!(!heard.to_string().contains(A), "{heard}");
    let updated = rig.publish("patient.updated", B, 2).await;
    assert_eq!(clerk.event().await["event_id"], json!(updated));
    // Who is in both rooms is told once, and all of it.
    let (mut both, _) = rig
        .enter("3", &NURSE, &["facility:NILE".to_owned(), patient(A)], None)
        .await;
    rig.publish("vitals.critical", A, 3).await;
    assert_eq!(both.event().await["whole"], true);
    let next = rig.publish("vitals.critical", B, 4).await;
    let heard = both.event().await;
    assert_eq!((&heard["event_id"], &heard["whole"]), (&json!(next), &json!(false)));
}

#[tokio::test]
async fn a_patient_who_was_merged_is_one_person() {
    let rig = rig().await;
    let (mut nurse, _) = rig.enter("1", &NURSE, &[patient(FORMER)], None).await;
    for (n, id) in [A, FORMER].into_iter().enumerate() {
        let event = rig.publish("vitals.critical", id, n as u64).await;
        assert_eq!(nurse.event().await["event_id"], json!(event));
    }
    // Leaving one of two names of the person keeps the other.
    nurse.ask(&json!({ "type": "join", "room": patient(A) })).await;
    nurse.ask(&json!({ "type": "leave", "room": patient(FORMER) })).await;
    let event = rig.publish("vitals.critical", A, 3).await;
    assert_eq!(nurse.event().await["event_id"], json!(event));
    let left = nurse.ask(&json!({ "type": "leave", "room": patient(A) })).await;
    assert_eq!(left["type"], "left");
    rig.publish("vitals.critical", A, 4).await;
    nurse.ask(&json!({ "type": "join", "room": patient(B) })).await;
    let event = rig.publish("vitals.critical", B, 5).await;
    assert_eq!(nurse.event().await["event_id"], json!(event));
}
