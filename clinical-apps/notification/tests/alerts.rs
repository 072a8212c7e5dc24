//! Critical alerts: to who is on duty, never silenced, and to the next role when nobody sees to them.

use nilecare_types::{AlarmId, DeviceId, LabOrderId, LabResultId, SoapNoteId};
use serde_json::{Value, json};

use crate::common::{House, OWN, house, string};

fn alarm(house: &House, patient: &str, level: u32) -> Value {
    use nilecare_types::Clock as _;
    json!({"facility": "KRT", "alarm": {
        "id": AlarmId::generate(), "kind": "vital-sign", "severity": "critical", "state": "active", "device_id": DeviceId::generate(),
        "facility": "KRT", "patient_id": patient, "parameter": "heart-rate", "value": 180.0, "limit": 120.0, "n_normal": 0,
        "raised_at": house.rig.clock.now(), "escalation_level": level,
    }})
}

async fn told_to(house: &House, channel: &str, n_told: usize) -> Vec<String> {
    let told = house.outgoing_becomes(channel, |told| told.len() == n_told).await;
    let mut ids: Vec<_> = told.iter().map(|one| string(&one["recipient"]["id"])).collect();
    ids.sort_unstable();
    ids
}

#[tokio::test]
async fn a_critical_vital_sign_is_told_to_nurses_on_duty_whatever_they_want_and_then_to_doctors() {
    let house = house().await;
    let patient = house.patient("1", Some("en")).await;
    // It is Sunday.
    let on_duty = house.worker("nurse-one", "nurse", &["sunday"]).await;
    house.worker("nurse-three", "nurse", &["monday"]).await;
    let doctor = house.worker("doctor", "doctor", &["sunday"]).await;
    let silent = json!({"channel": "sms", "enabled": false, "quiet_hours": {"from": "00:00:00", "until": "23:59:00"}});
    let (status, _) = house
        .as_user(&on_duty, "PUT", &format!("{OWN}/subscriptions"), &silent)
        .await;
    assert_eq!(status, 200);
    house
        .tell(&house.event("vitals.critical", &patient, alarm(&house, &patient, 0)))
        .await;
    assert_eq!(&told_to(&house, "in-app", 1).await, std::slice::from_ref(&on_duty));
    house.newest_becomes("sms", "sent").await;
    let text = house.texts.last().body;
    for secret in ["EVERYMAN", "180", &patient] {
        assert!(!text.contains(secret), "{text}");
    }
    let (_, own) = house.as_user(&on_duty, "GET", OWN, &Value::Null).await;
    assert_eq!(own["items"][0]["critical"], json!(true));
    // Reading all leaves what a life may depend on.
    let (_, left) = house
        .as_user(&on_duty, "POST", &format!("{OWN}/read-all"), &Value::Null)
        .await;
    assert_eq!(left, json!({"unread": 1, "critical": 1}));
    house
        .tell(&house.event("device.alarm.escalated", &patient, alarm(&house, &patient, 1)))
        .await;
    let mut both = vec![on_duty, doctor];
    both.sort_unstable();
    assert_eq!(told_to(&house, "in-app", 2).await, both);
}

#[tokio::test]
async fn an_alarm_that_somebody_acknowledges_is_silent_on_all_screens() {
    let house = house().await;
    let patient = house.patient("1", Some("en")).await;
    let nurse = house.worker("nurse-one", "nurse", &["sunday"]).await;
    let mut told = alarm(&house, &patient, 0);
    house
        .tell(&house.event("vitals.critical", &patient, told.clone()))
        .await;
    assert_eq!(&told_to(&house, "in-app", 1).await, std::slice::from_ref(&nurse));
    told["alarm"]["state"] = json!("acknowledged");
    house
        .tell(&house.event("device.alarm.acknowledged", &patient, told))
        .await;
    let is_read = |told: &[Value]| told[0]["read_at"].is_string();
    house.outgoing_becomes("in-app", is_read).await;
    let (_, count) = house
        .as_user(&nurse, "GET", &format!("{OWN}/unread-count"), &Value::Null)
        .await;
    assert_eq!(count, json!({"unread": 0, "critical": 0}));
}

#[tokio::test]
async fn when_nobody_is_on_duty_all_who_work_there_are_told() {
    let house = house().await;
    let patient = house.patient("1", Some("en")).await;
    let mut nurses = vec![
        house.worker("nurse-one", "nurse", &["monday"]).await,
        house.worker("nurse-three", "nurse", &[]).await,
    ];
    nurses.sort_unstable();
    house
        .tell(&house.event("vitals.critical", &patient, alarm(&house, &patient, 0)))
        .await;
    assert_eq!(told_to(&house, "in-app", 2).await, nurses);
}

#[tokio::test]
async fn a_critical_result_is_told_to_who_ordered_and_then_to_whom_the_laboratory_passes_it_on() {
    let house = house().await;
    let patient = house.patient("1", Some("en")).await;
    let ordered = house.worker("doctor", "doctor", &["monday"]).await;
    let other = house.worker("doctor-two", "doctor", &["sunday"]).await;
    let report = |number: &str| {
        json!({"patient": {"identifiers": [{"system": "HOSP", "value": "1", "type": "MR"}]},
            "order": {"filler_number": {"system": "LAB", "value": number}, "service": {"code": "K", "system": "L"}, "status": "final",
                      "requested_by": {"id": "DOCTOR", "family": "EVERYDOC"}},
            "observations": [{"code": {"code": "2823-3", "system": "LN"}, "value": {"type": "numeric", "value": "7.2"},
                              "flags": ["HH"], "status": "final"}]})
    };
    house.post("/api/v1/lab/result-reports", &report("1")).await;
    assert_eq!(&told_to(&house, "in-app", 1).await, std::slice::from_ref(&ordered));
    let (_, own) = house.as_user(&ordered, "GET", OWN, &Value::Null).await;
    assert_eq!(own["items"][0]["link"], json!(format!("/patients/{patient}/results")));
    assert!(!own["items"][0]["body"].as_str().expect("a text").contains("7.2"));
    // Reading it is no answer. The laboratory waits 15 minutes for somebody to read the value back.
    let path = format!("{OWN}/{}/read", string(&own["items"][0]["id"]));
    let (status, _) = house.as_user(&ordered, "POST", &path, &Value::Null).await;
    assert_eq!(status, 200);
    house.pass(16);
    assert_eq!(house.lab.escalate().await.expect("it does"), 1);
    let told = house.outgoing_becomes("in-app", |told| told.len() == 2).await;
    assert_eq!(told[0]["recipient"]["id"], json!(other));
    // Half an hour later the next role is.
    let manager = house.worker("manager", "admin", &["sunday"]).await;
    house.pass(31);
    assert_eq!(house.lab.escalate().await.expect("it does"), 1);
    let told = house.outgoing_becomes("in-app", |told| told.len() == 3).await;
    assert_eq!(told[0]["recipient"]["id"], json!(manager));
    assert_eq!(told[0]["link"], json!(format!("/patients/{patient}/results")));
}

#[tokio::test]
async fn without_who_ordered_doctors_are_told_at_once() {
    let house = house().await;
    let patient = house.patient("1", Some("en")).await;
    let doctor = house.worker("doctor", "doctor", &["sunday"]).await;
    use nilecare_types::Clock as _;
    let now = house.rig.clock.now();
    let result = json!({"result": {"id": LabResultId::generate(), "patient_id": patient, "order_id": LabOrderId::generate(),
        "code": {"code": "K"}, "flags": [], "status": "final", "notes": [], "former": [], "created_at": now, "updated_at": now}});
    house.tell(&house.event("lab.result.critical", &patient, result)).await;
    assert_eq!(told_to(&house, "in-app", 1).await, [doctor]);
}

#[tokio::test]
async fn staff_tell_users_and_patients_something_once() {
    let house = house().await;
    let patient = house.patient("1", Some("en")).await;
    let nurse = house.worker("nurse-one", "nurse", &[]).await;
    let request = json!({"user_ids": [nurse], "patient_id": patient, "channels": ["in-app", "email"], "title": "Closed tomorrow",
        "text": "The clinic is closed tomorrow.", "facility_id": house.facility});
    let path = format!("{OWN}/send");
    let (status, first) = house.http.command(&path, "k1", &request).await;
    assert_eq!(
        (status, first["notification_ids"].as_array().map(Vec::len)),
        (202, Some(3))
    );
    assert_eq!(house.http.command(&path, "k1", &request).await, (202, first));
    let mut other = request.clone();
    other["title"] = json!("Open tomorrow");
    assert_eq!(house.http.command(&path, "k1", &other).await.0, 422);
    house
        .outgoing_becomes("email", |told| told.iter().any(|one| one["status"] == "sent"))
        .await;
    assert_eq!(house.mails.to(), ["adam@example.org"]);
    assert_eq!(house.mails.last().subject, "Closed tomorrow");
    let (_, count) = house
        .as_user(&nurse, "GET", &format!("{OWN}/unread-count"), &Value::Null)
        .await;
    assert_eq!(count, json!({"unread": 1, "critical": 0}));
    let (_, count) = house
        .as_user(&nurse, "POST", &format!("{OWN}/read-all"), &Value::Null)
        .await;
    assert_eq!(count, json!({"unread": 0, "critical": 0}));
    for bad in [
        json!({"channels": ["email"], "title": "a", "text": "b"}),
        json!({"user_ids": [nurse], "channels": [], "title": "a", "text": "b"}),
        json!({"user_ids": [nurse], "channels": ["email"], "title": "a\nb", "text": "b"}),
        json!({"patient_id": patient, "channels": ["in-app"], "title": "a", "text": "b"}),
    ] {
        assert_eq!(house.http.command(&path, "k2", &bad).await.0, 422, "{bad}");
    }
    let nobody =
        json!({"user_ids": [nilecare_types::UserId::generate()], "channels": ["in-app"], "title": "a", "text": "b"});
    assert_eq!(house.http.command(&path, "k3", &nobody).await.0, 404);
}

#[tokio::test]
async fn who_is_asked_to_cosign_and_whose_draft_was_taken_over_are_told_nothing_of_the_note() {
    let house = house().await;
    let patient = house.patient("1", Some("en")).await;
    let doctor = house.worker("doctor", "doctor", &["sunday"]).await;
    house.worker("nurse-one", "nurse", &["sunday"]).await;
    let news = |more: Value| {
        let mut note = json!({"note_id": SoapNoteId::generate(), "version": 2, "patient_id": patient, "facility_id": house.facility,
                              "status": "finalized", "author": "nurse-one", "confidential": true});
        let fields = note.as_object_mut().expect("an object");
        fields.extend(more.as_object().expect("an object").clone());
        json!({"note": note})
    };
    let asked = news(json!({"awaited_cosigner": "doctor"}));
    let taken = news(json!({"status": "draft", "lock_taken_from": "doctor"}));
    let nobody = news(json!({"awaited_cosigner": "nobody"}));
    for (topic, data) in [
        ("ehr.note.cosign-asked", &nobody),
        ("ehr.note.cosign-asked", &asked),
        ("ehr.note.lock-taken", &taken),
    ] {
        house.tell(&house.event(topic, &patient, data.clone())).await;
    }
    assert_eq!(told_to(&house, "in-app", 2).await, [doctor.clone(), doctor.clone()]);
    let (_, own) = house.as_user(&doctor, "GET", OWN, &Value::Null).await;
    let mut categories: Vec<_> = (0..2).map(|at| string(&own["items"][at]["category"])).collect();
    categories.sort_unstable();
    assert_eq!(categories, ["cosignature-asked", "draft-taken-over"]);
    assert!(!own.to_string().contains("EVERYMAN"), "{own}");
}
