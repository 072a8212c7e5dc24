//! Reminders.

use serde_json::json;

use crate::common::{APPOINTMENTS, Clinic, clinic, path};

async fn n_reminded(clinic: &Clinic) -> usize {
    clinic
        .told()
        .await
        .iter()
        .filter(|topic| *topic == "appointment.reminder.due")
        .count()
}

#[tokio::test]
async fn a_patient_is_reminded_once_at_each_time_that_the_facility_has_settled() {
    let clinic = clinic().await;
    let patient = clinic.patient("1").await;
    let own = path(APPOINTMENTS, &clinic.booked(&patient, "2026-11-25T06:00:00Z").await);
    clinic.service.do_what_is_due().await.expect("it works");
    assert_eq!(n_reminded(&clinic).await, 0);
    clinic.set_time("2026-11-24T06:00:00Z");
    for _ in 0..2 {
        clinic.service.do_what_is_due().await.expect("it works");
    }
    assert_eq!(n_reminded(&clinic).await, 1);
    clinic.set_time("2026-11-25T04:00:00Z");
    assert_eq!(clinic.service.do_what_is_due().await.expect("it works").n_reminders, 1);
    assert_eq!(n_reminded(&clinic).await, 2);
    let reminders = clinic.http.get(&format!("{own}/reminders")).await;
    assert_eq!(
        reminders[0],
        json!({"due_at": "2026-11-24T06:00:00Z", "status": "told"})
    );
}

#[tokio::test]
async fn moved_reminders_move_and_nobody_is_reminded_of_what_is_over() {
    let clinic = clinic().await;
    let patient = clinic.patient("1").await;
    let own = path(APPOINTMENTS, &clinic.booked(&patient, "2026-11-25T06:00:00Z").await);
    clinic
        .post(
            &format!("{own}/reschedule"),
            &json!({"starts_at": "2026-11-26T06:00:00Z"}),
        )
        .await;
    let reminders = clinic.http.get(&format!("{own}/reminders")).await;
    let statuses: Vec<_> = reminders
        .as_array()
        .expect("a list")
        .iter()
        .map(|one| one["status"].clone())
        .collect();
    assert_eq!(
        statuses,
        ["cancelled", "cancelled", "pending", "pending"].map(|word| json!(word))
    );
    // The hub was off until after the appointment.
    clinic.set_time("2026-11-26T07:00:00Z");
    assert_eq!(clinic.service.do_what_is_due().await.expect("it works").n_reminders, 2);
    assert_eq!(n_reminded(&clinic).await, 0);
}
