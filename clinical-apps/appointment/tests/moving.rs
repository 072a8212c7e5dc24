//! Moving an appointment.

use serde_json::json;

use crate::common::{APPOINTMENTS, clinic, path};

#[tokio::test]
async fn it_keeps_its_number_gives_the_old_time_free_and_takes_the_new_one() {
    let clinic = clinic().await;
    let (one, two) = (clinic.patient("1").await, clinic.patient("2").await);
    let before = clinic.booked(&one, "2026-11-23T06:00:00Z").await;
    let own = path(APPOINTMENTS, &before);
    clinic.post(&format!("{own}/confirm"), &json!({})).await;
    // It overlaps itself, which is no matter.
    let moved = json!({"starts_at": "2026-11-23T06:15:00Z", "reason": "the bus"});
    let after = clinic.post(&format!("{own}/reschedule"), &moved).await;
    assert_eq!(
        (
            &after["appointment_number"],
            &after["status"],
            &after["sequence"],
            &after["room"]
        ),
        (
            &before["appointment_number"],
            &json!("scheduled"),
            &json!(1),
            &json!("R1")
        )
    );
    assert_eq!(after["history"][2]["moved_from"], json!("2026-11-23T06:00:00Z"));
    let free = clinic.request(&two, "2026-11-23T06:00:00Z");
    let mut short = free.clone();
    short["minutes"] = json!(15);
    clinic.post(APPOINTMENTS, &short).await;
    assert_eq!(clinic.refused(APPOINTMENTS, &free).await.0, 409);
    let told = ["booked", "confirmed", "rescheduled", "booked"].map(|word| format!("appointment.{word}"));
    assert_eq!(clinic.told().await, told);
}

#[tokio::test]
async fn a_move_that_is_refused_leaves_the_old_time_taken() {
    let clinic = clinic().await;
    let (one, two) = (clinic.patient("1").await, clinic.patient("2").await);
    let own = path(APPOINTMENTS, &clinic.booked(&one, "2026-11-23T06:00:00Z").await);
    clinic.booked(&two, "2026-11-23T07:00:00Z").await;
    let moved = json!({"starts_at": "2026-11-23T07:00:00Z"});
    let refused = clinic.refused(&format!("{own}/reschedule"), &moved).await;
    assert_eq!(refused, (409, "appointment-conflict".to_owned()));
    assert_eq!(clinic.http.get(&own).await["starts_at"], json!("2026-11-23T06:00:00Z"));
    assert_eq!(
        clinic
            .refused(APPOINTMENTS, &clinic.request(&two, "2026-11-23T06:00:00Z"))
            .await
            .0,
        409
    );
}

#[tokio::test]
async fn with_another_provider_it_is_in_that_ones_room() {
    let clinic = clinic().await;
    let other = clinic.doctor("D2", "R2").await;
    let patient = clinic.patient("1").await;
    let own = path(APPOINTMENTS, &clinic.booked(&patient, "2026-11-23T06:00:00Z").await);
    let moved = json!({"starts_at": "2026-11-23T06:00:00Z", "provider_id": other});
    let after = clinic.post(&format!("{own}/reschedule"), &moved).await;
    assert_eq!((&after["provider_id"], &after["room"]), (&json!(other), &json!("R2")));
    assert!(
        clinic
            .free("2026-11-23")
            .await
            .contains(&"2026-11-23T06:00:00Z".to_owned())
    );
}
