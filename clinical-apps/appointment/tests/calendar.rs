//! iCalendar.

use serde_json::{Value, json};

use crate::common::{APPOINTMENTS, Clinic, clinic, path, string};

async fn read(clinic: &Clinic, path: &str) -> String {
    let token = Some(clinic.http.token(&["appointments:read"]));
    let reply = clinic.http.send("GET", path, token, "", &Value::Null).await;
    assert_eq!(reply.status(), 200);
    assert_eq!(reply.headers()["content-type"], "text/calendar; charset=utf-8");
    String::from_utf8(reply.body().to_vec()).expect("it is UTF-8")
}

#[tokio::test]
async fn an_appointment_is_one_event_without_the_patient() {
    let clinic = clinic().await;
    let patient = clinic.patient("1").await;
    let booked = clinic.booked(&patient, "2026-11-23T06:00:00Z").await;
    let own = path(APPOINTMENTS, &booked);
    let expected = format!(
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//NileCare//Appointments//EN\r\nCALSCALE:GREGORIAN\r\nBEGIN:VEVENT\r\n\
         UID:{}@nilecare\r\nDTSTAMP:20261122T120000Z\r\nDTSTART:20261123T060000Z\r\nDTEND:20261123T063000Z\r\nSEQUENCE:0\r\n\
         STATUS:TENTATIVE\r\nSUMMARY:consultation {}\r\nLOCATION:KRT\\, R1\r\nCLASS:PRIVATE\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n",
        string(&booked["id"]),
        string(&booked["appointment_number"]),
    );
    assert_eq!(read(&clinic, &format!("{own}/calendar")).await, expected);
    clinic.post(&format!("{own}/cancel"), &json!({"reason": "ill"})).await;
    let text = read(&clinic, &format!("{own}/calendar")).await;
    assert!(
        text.contains("STATUS:CANCELLED\r\n") && text.contains("SEQUENCE:1\r\n"),
        "{text}"
    );
}

#[tokio::test]
async fn a_provider_has_a_feed_of_all() {
    let clinic = clinic().await;
    let patient = clinic.patient("1").await;
    let feed = format!("/api/v1/staff/{}/calendar", clinic.doctor);
    assert_eq!(read(&clinic, &feed).await.matches("BEGIN:VEVENT").count(), 0);
    for at in ["2026-11-23T06:00:00Z", "2026-11-24T06:00:00Z"] {
        clinic.booked(&patient, at).await;
    }
    let text = read(&clinic, &feed).await;
    assert_eq!(text.matches("BEGIN:VEVENT").count(), 2);
    assert!(!text.contains("EVERYMAN") && !text.contains(&patient), "{text}");
}
