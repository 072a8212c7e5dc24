//! The waiting list.

use serde_json::{Value, json};

use crate::common::{APPOINTMENTS, Clinic, clinic, path, string};

const WAITLIST: &str = "/api/v1/waitlist";

async fn waits(clinic: &Clinic, number: &str, change: Value) -> String {
    let patient = clinic.patient(number).await;
    let mut wish = json!({
        "patient_id": patient, "facility_id": clinic.facility, "kind": "consultation", "minutes": 30,
        "earliest": "2026-11-23", "latest": "2026-11-24", "day_part": "morning",
    });
    for (name, value) in change.as_object().expect("an object") {
        wish[name] = value.clone();
    }
    path(WAITLIST, &clinic.post(WAITLIST, &wish).await)
}

async fn is(clinic: &Clinic, entry: &str, status: &str) {
    assert_eq!(clinic.http.get(entry).await["status"], status, "{entry}");
}

async fn cancelled(clinic: &Clinic, at: &str) -> String {
    let patient = clinic.patient("0").await;
    let own = path(APPOINTMENTS, &clinic.booked(&patient, at).await);
    clinic.post(&format!("{own}/cancel"), &json!({"reason": "ill"})).await;
    own
}

#[tokio::test]
async fn a_time_that_becomes_free_is_offered_to_the_most_urgent_whom_it_fits() {
    let clinic = clinic().await;
    let evening = waits(&clinic, "1", json!({"day_part": "evening", "priority": "emergency"})).await;
    let long = waits(&clinic, "2", json!({"minutes": 60, "priority": "emergency"})).await;
    let first = waits(&clinic, "3", json!({})).await;
    let urgent = waits(&clinic, "4", json!({"priority": "urgent"})).await;
    cancelled(&clinic, "2026-11-23T06:00:00Z").await;
    is(&clinic, &urgent, "offered").await;
    for entry in [&evening, &long, &first] {
        is(&clinic, entry, "waiting").await;
    }
    assert_eq!(
        clinic
            .told()
            .await
            .iter()
            .filter(|topic| *topic == "appointment.waitlist.offered")
            .count(),
        1
    );

    clinic.post(&format!("{urgent}/decline"), &json!({})).await;
    is(&clinic, &urgent, "waiting").await;
    is(&clinic, &first, "offered").await;
    let booked = clinic.post(&format!("{first}/accept"), &json!({})).await;
    assert_eq!(
        (&booked["starts_at"], &booked["room"]),
        (&json!("2026-11-23T06:00:00Z"), &json!("R1"))
    );
    is(&clinic, &first, "booked").await;
    assert_eq!(
        clinic.refused(&format!("{first}/accept"), &json!({})).await,
        (409, "no-offer".to_owned())
    );
}

#[tokio::test]
async fn an_offer_keeps_nothing_free_and_who_was_late_waits_on() {
    let clinic = clinic().await;
    let entry = waits(&clinic, "1", json!({})).await;
    cancelled(&clinic, "2026-11-23T06:00:00Z").await;
    is(&clinic, &entry, "offered").await;
    let patient = clinic.patient("9").await;
    clinic.booked(&patient, "2026-11-23T06:00:00Z").await;
    assert_eq!(
        clinic.refused(&format!("{entry}/accept"), &json!({})).await,
        (409, "appointment-conflict".to_owned())
    );
    is(&clinic, &entry, "waiting").await;
}

#[tokio::test]
async fn an_offer_that_nobody_answers_goes_to_the_next_and_wishes_end_with_their_last_day() {
    let clinic = clinic().await;
    let first = waits(&clinic, "1", json!({})).await;
    let second = waits(&clinic, "2", json!({})).await;
    let third = waits(&clinic, "3", json!({})).await;
    cancelled(&clinic, "2026-11-23T06:00:00Z").await;
    clinic.set_time("2026-11-22T14:00:00Z");
    let report = clinic.service.do_what_is_due().await.expect("it works");
    assert_eq!((report.n_offers_over, report.n_expired), (1, 0));
    is(&clinic, &first, "waiting").await;
    is(&clinic, &second, "offered").await;
    clinic.post(&format!("{second}/cancel"), &json!({})).await;
    is(&clinic, &second, "cancelled").await;
    is(&clinic, &third, "offered").await;
    clinic.set_time("2026-11-26T00:00:00Z");
    // The offer to the third is over too, and then nobody has a day left.
    clinic.service.do_what_is_due().await.expect("it works");
    for entry in [&first, &third] {
        is(&clinic, entry, "expired").await;
    }
    let page = clinic.http.get(&format!("{WAITLIST}?status=expired")).await;
    assert_eq!(page["items"].as_array().map(Vec::len), Some(2));
    assert_eq!(string(&clinic.http.get(&second).await["status"]), "cancelled");
}

#[tokio::test]
async fn moving_an_appointment_offers_its_old_time() {
    let clinic = clinic().await;
    let entry = waits(&clinic, "1", json!({"provider_id": clinic.doctor})).await;
    let patient = clinic.patient("0").await;
    let own = path(APPOINTMENTS, &clinic.booked(&patient, "2026-11-23T06:00:00Z").await);
    clinic
        .post(
            &format!("{own}/reschedule"),
            &json!({"starts_at": "2026-11-25T06:00:00Z"}),
        )
        .await;
    let offered = clinic.http.get(&entry).await;
    assert_eq!(offered["offer"]["starts_at"], json!("2026-11-23T06:00:00Z"));
}
