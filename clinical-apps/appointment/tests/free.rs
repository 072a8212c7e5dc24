//! Free slots.

use serde_json::json;

use crate::common::{APPOINTMENTS, clinic, clinic_in, path};

#[tokio::test]
async fn free_slots_are_what_the_schedule_has_and_nobody_took() {
    let clinic = clinic().await;
    let patient = clinic.patient("1").await;
    let own = path(APPOINTMENTS, &clinic.booked(&patient, "2026-11-23T06:30:00Z").await);
    let free = clinic.free("2026-11-23").await;
    assert_eq!(free.len(), 7, "{free:?}");
    assert_eq!(
        (free[0].as_str(), free[1].as_str()),
        ("2026-11-23T06:00:00Z", "2026-11-23T07:00:00Z")
    );
    let hour = format!(
        "/api/v1/free-slots?provider={}&from=2026-11-23&to=2026-11-23&minutes=60",
        clinic.doctor
    );
    let slots = clinic.http.get(&hour).await;
    assert_eq!(slots[0]["starts_at"], json!("2026-11-23T07:00:00Z"));
    clinic.post(&format!("{own}/cancel"), &json!({"reason": "ill"})).await;
    assert_eq!(clinic.free("2026-11-23").await.len(), 8);
    clinic.set_time("2026-11-23T08:10:00Z");
    assert_eq!(
        clinic.free("2026-11-23").await,
        ["2026-11-23T08:30:00Z", "2026-11-23T09:00:00Z", "2026-11-23T09:30:00Z"]
    );
}

#[tokio::test]
async fn every_free_slot_can_be_booked() {
    let clinic = clinic().await;
    for (number, at) in clinic.free("2026-11-24").await.into_iter().enumerate() {
        let patient = clinic.patient(&number.to_string()).await;
        clinic.booked(&patient, &at).await;
    }
    assert!(clinic.free("2026-11-24").await.is_empty());
}

#[tokio::test]
async fn slots_follow_the_clocks_of_the_facility() {
    let clinic = clinic_in("Europe/Berlin").await;
    clinic.set_time("2027-03-01T00:00:00Z");
    assert_eq!(clinic.free("2027-03-27").await[0], "2027-03-27T07:00:00Z");
    assert_eq!(
        clinic.free("2027-03-28").await[0],
        "2027-03-28T06:00:00Z",
        "clocks went forward"
    );
}

#[tokio::test]
async fn a_room_that_somebody_else_has_is_not_free() {
    let clinic = clinic().await;
    let other = clinic.doctor("D2", "R1").await;
    let patient = clinic.patient("1").await;
    let mut request = clinic.request(&patient, "2026-11-23T06:00:00Z");
    request["provider_id"] = json!(other);
    clinic.post(APPOINTMENTS, &request).await;
    assert_eq!(clinic.free("2026-11-23").await[0], "2026-11-23T06:30:00Z");
}
