//! The life of an appointment.

use serde_json::{Value, json};

use crate::common::{APPOINTMENTS, clinic, json_of, path, string};

#[tokio::test]
async fn it_goes_from_scheduled_to_completed_and_each_step_is_told() {
    let clinic = clinic().await;
    let patient = clinic.patient("1").await;
    let own = path(APPOINTMENTS, &clinic.booked(&patient, "2026-11-23T06:00:00Z").await);
    for (step, status) in [
        ("confirm", "confirmed"),
        ("check-in", "checked-in"),
        ("start", "in-progress"),
        ("complete", "completed"),
    ] {
        let now = clinic.post(&format!("{own}/{step}"), &json!({})).await;
        assert_eq!(now["status"], json!(status));
    }
    let done = clinic.http.get(&own).await;
    assert_eq!(done["history"].as_array().map(Vec::len), Some(5), "{done}");
    assert_eq!(
        (&done["started_at"], &done["version"]),
        (&json!("2026-11-22T12:00:00Z"), &json!(5))
    );
    let told = ["booked", "confirmed", "checked-in", "started", "completed"].map(|word| format!("appointment.{word}"));
    assert_eq!(clinic.told().await, told);
}

#[tokio::test]
async fn what_the_state_does_not_allow_names_it_and_what_is_allowed() {
    let clinic = clinic().await;
    let patient = clinic.patient("1").await;
    let own = path(APPOINTMENTS, &clinic.booked(&patient, "2026-11-23T06:00:00Z").await);
    let (status, problem) = clinic.http.command(&format!("{own}/start"), "", &json!({})).await;
    assert_eq!((status, &problem["type"]), (409, &json!("appointment-state")));
    let text = string(&problem["detail"]);
    assert!(
        text.contains("scheduled") && text.contains("confirmed") && text.contains("rescheduled"),
        "{text}"
    );
    clinic.post(&format!("{own}/cancel"), &json!({"reason": "ill"})).await;
    let moved = json!({"starts_at": "2026-11-24T06:00:00Z"});
    for (step, body) in [
        ("confirm", json!({})),
        ("check-in", json!({})),
        ("complete", json!({})),
        ("cancel", json!({"reason": "ill"})),
        ("reschedule", moved),
    ] {
        let (status, problem) = clinic.http.command(&format!("{own}/{step}"), "", &body).await;
        assert_eq!((status, &problem["type"]), (409, &json!("appointment-state")), "{step}");
        assert!(string(&problem["detail"]).contains("nothing else"), "{problem}");
    }
}

#[tokio::test]
async fn a_cancelled_time_is_free_again_and_a_late_cancellation_is_marked() {
    let clinic = clinic().await;
    let patient = clinic.patient("1").await;
    let soon = path(APPOINTMENTS, &clinic.booked(&patient, "2026-11-23T06:00:00Z").await);
    let later = path(APPOINTMENTS, &clinic.booked(&patient, "2026-11-25T06:00:00Z").await);
    assert_eq!(
        clinic
            .refused(&format!("{soon}/cancel"), &json!({"reason": " "}))
            .await
            .0,
        422
    );
    let soon = clinic.post(&format!("{soon}/cancel"), &json!({"reason": "ill"})).await;
    let later = clinic.post(&format!("{later}/cancel"), &json!({"reason": "ill"})).await;
    assert_eq!(soon["history"][1]["is_late"], json!(true));
    assert_eq!(later["history"][1].get("is_late"), None);
    clinic.booked(&patient, "2026-11-23T06:00:00Z").await;
    let reminders = clinic
        .http
        .get(&format!("{}/reminders", path(APPOINTMENTS, &later)))
        .await;
    let all: Vec<_> = reminders
        .as_array()
        .expect("a list")
        .iter()
        .map(|reminder| &reminder["status"])
        .collect();
    assert_eq!(all, [&json!("cancelled"), &json!("cancelled")]);
}

#[tokio::test]
async fn nobody_has_not_come_before_the_time_and_its_grace_are_over() {
    let clinic = clinic().await;
    let patient = clinic.patient("1").await;
    let own = path(APPOINTMENTS, &clinic.booked(&patient, "2026-11-23T06:00:00Z").await);
    clinic.set_time("2026-11-23T06:14:00Z");
    assert_eq!(
        clinic.refused(&format!("{own}/no-show"), &json!({})).await,
        (409, "too-early".to_owned())
    );
    clinic.set_time("2026-11-23T06:15:00Z");
    assert_eq!(
        clinic.post(&format!("{own}/no-show"), &json!({})).await["status"],
        "no-show"
    );
}

#[tokio::test]
async fn taking_back_who_is_here_needs_a_permission() {
    let clinic = clinic().await;
    let patient = clinic.patient("1").await;
    let own = path(APPOINTMENTS, &clinic.booked(&patient, "2026-11-23T06:00:00Z").await);
    clinic.post(&format!("{own}/check-in"), &json!({})).await;
    let cancel = format!("{own}/cancel");
    let reason = json!({"reason": "went away"});
    let token = Some(clinic.http.token(&["appointments:write"]));
    let reply = clinic.http.send("POST", &cancel, token, "", &reason).await;
    assert_eq!(
        (reply.status().as_u16(), json_of(&reply)["type"].clone()),
        (403, json!("permission-missing"))
    );
    assert_eq!(clinic.post(&cancel, &reason).await["status"], "cancelled");
}

#[tokio::test]
async fn a_version_that_is_old_changes_nothing() {
    let clinic = clinic().await;
    let patient = clinic.patient("1").await;
    let own = path(APPOINTMENTS, &clinic.booked(&patient, "2026-11-23T06:00:00Z").await);
    let token = Some(clinic.http.token(&["*"]));
    let read = clinic.http.send("GET", &own, token, "", &Value::Null).await;
    assert_eq!(read.headers()["etag"], "\"1\"");
    assert_eq!(
        clinic
            .http
            .call_if(1, "POST", &format!("{own}/confirm"), &json!({}))
            .await
            .0,
        200
    );
    let (status, problem) = clinic
        .http
        .call_if(1, "POST", &format!("{own}/check-in"), &json!({}))
        .await;
    assert_eq!((status, &problem["type"]), (409, &json!("version-changed")));
}
