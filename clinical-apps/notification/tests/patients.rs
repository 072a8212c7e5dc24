//! What patients are told: once, in their language, when and by what they want.

use std::time::Duration;

use nilecare_notification::CarrierError;
use nilecare_types::AppointmentId;
use serde_json::{Value, json};

use crate::common::{OWN, house, house_with, string};

const BOOKED: &str = "appointment.booked";
const CANCELLED: &str = "appointment.cancelled";
const REMINDER: &str = "appointment.reminder.due";

fn appointment() -> String {
    AppointmentId::generate().to_string()
}

#[tokio::test]
async fn a_booking_is_told_once_by_each_channel_in_the_patients_language() {
    let house = house().await;
    let (english, arabic) = (house.patient("1", Some("en-GB")).await, house.patient("2", None).await);
    let booked = house.appointment(BOOKED, &appointment(), &english, 24 * 60);
    house.tell(&booked).await;
    house.newest_becomes("email", "sent").await;
    house.newest_becomes("sms", "sent").await;
    let mail = house.mails.last();
    assert_eq!(
        (mail.to.as_str(), mail.subject.as_str()),
        ("adam@example.org", "Your appointment at Nile Clinic")
    );
    assert!(
        mail.body.contains("on 23 Nov 2026 at 14:00") && mail.body.contains("AP-0000000001"),
        "{}",
        mail.body
    );
    // The mobile number, not the one at home; made international.
    assert_eq!(house.texts.to(), ["+249912345678"]);
    // The same event again, as after a crash.
    house.told_again(&booked, &arabic).await;
    let of_english = house.http.get(&format!("{OWN}/patients/{english}")).await;
    assert_eq!(of_english["items"].as_array().map(Vec::len), Some(2));
    // Nobody said which language: the facility's.
    house.newest_becomes("sms", "sent").await;
    assert!(house.texts.last().body.contains("موعدك"), "{}", house.texts.last().body);
    for text in [&mail.body, &house.texts.last().body] {
        assert!(!text.contains("EVERY") && !text.contains("ADAM"), "{text}");
    }
}

#[tokio::test]
async fn what_is_not_urgent_waits_for_the_morning_and_goes_when_the_appointment_goes() {
    let house = house().await;
    let patient = house.patient("1", Some("en")).await;
    let quiet = json!({"channel": "sms", "enabled": true, "quiet_hours": {"from": "22:00:00", "until": "07:00:00"}});
    let own = format!("{OWN}/patients/{patient}/subscriptions");
    assert_eq!(house.http.call("PUT", &own, &quiet).await.0, 200);
    // 23:00 in Khartoum.
    house.pass(9 * 60);
    let (kept, cancelled) = (appointment(), appointment());
    house.tell(&house.appointment(REMINDER, &kept, &patient, 24 * 60)).await;
    house
        .tell(&house.appointment(REMINDER, &cancelled, &patient, 24 * 60))
        .await;
    let waits = |told: &[Value]| told.iter().filter(|one| one["problem"].is_string()).count() == 2;
    let told = house.outgoing_becomes("sms", waits).await;
    assert_eq!(
        (&told[0]["status"], &told[0]["send_at"]),
        (&json!("queued"), &json!("2026-11-23T05:00:00Z"))
    );
    // Mails have no quiet hours here.
    let mailed = |told: &[Value]| told.iter().filter(|one| one["status"] == "sent").count() == 2;
    house.outgoing_becomes("email", mailed).await;
    house
        .tell(&house.appointment(CANCELLED, &cancelled, &patient, 24 * 60))
        .await;
    let withdrawn = |told: &[Value]| told.iter().any(|one| one["status"] == "withdrawn");
    let told = house.outgoing_becomes("sms", withdrawn).await;
    let of = |about: &str, category: &str| {
        let found = told
            .iter()
            .find(|one| one["about"] == json!(about) && one["category"] == category);
        found.cloned().unwrap_or_default()
    };
    assert_eq!(of(&cancelled, "appointment-reminder")["status"], "withdrawn");
    assert_eq!(of(&kept, "appointment-reminder")["status"], "queued");
    assert!(house.texts.to().is_empty());
    let both_wait = |told: &[Value]| {
        let waiting = told
            .iter()
            .filter(|one| one["status"] == "queued" && one["problem"].is_string());
        waiting.count() == 2
    };
    house.outgoing_becomes("sms", both_wait).await;
    house.at_rest().await;
    // 07:00 in Khartoum.
    house.pass(8 * 60);
    let sent = |told: &[Value]| told.iter().filter(|one| one["status"] == "sent").count() == 2;
    house.outgoing_becomes("sms", sent).await;
    let bodies: Vec<_> = house
        .texts
        .kept
        .lock()
        .expect("nobody panics")
        .iter()
        .map(|one| one.body.clone())
        .collect();
    assert_eq!(
        bodies.iter().filter(|body| body.contains("reminder")).count(),
        1,
        "{bodies:?}"
    );
    assert_eq!(
        bodies.iter().filter(|body| body.contains("cancelled")).count(),
        1,
        "{bodies:?}"
    );
}

#[tokio::test]
async fn an_event_that_comes_again_does_not_take_back_what_waits_of_it() {
    let house = house().await;
    let patient = house.patient("1", Some("en")).await;
    let quiet = json!({"channel": "sms", "enabled": true, "quiet_hours": {"from": "12:00:00", "until": "13:00:00", "time_zone": "UTC"}});
    house
        .http
        .call("PUT", &format!("{OWN}/patients/{patient}/subscriptions"), &quiet)
        .await;
    let booked = house.appointment(BOOKED, &appointment(), &patient, 24 * 60);
    house.tell(&booked).await;
    house
        .outgoing_becomes("sms", |told| told.first().is_some_and(|one| one["problem"].is_string()))
        .await;
    house.told_again(&booked, &patient).await;
    house.at_rest().await;
    house.pass(60);
    let sent = |told: &[Value]| told.iter().filter(|one| one["status"] == "sent").count() == 2;
    house.outgoing_becomes("sms", sent).await;
    let of_it = house.texts.kept.lock().expect("nobody panics");
    assert_eq!(of_it.iter().filter(|one| one.body.contains("23 Nov")).count(), 1);
}

#[tokio::test]
async fn a_reminder_that_quiet_hours_make_useless_is_not_sent() {
    let house = house().await;
    let patient = house.patient("1", Some("en")).await;
    let quiet = json!({"channel": "sms", "enabled": true, "quiet_hours": {"from": "12:00:00", "until": "20:00:00", "time_zone": "UTC"}});
    house
        .http
        .call("PUT", &format!("{OWN}/patients/{patient}/subscriptions"), &quiet)
        .await;
    house
        .tell(&house.appointment(REMINDER, &appointment(), &patient, 60))
        .await;
    house
        .outgoing_becomes("sms", |told| told.first().is_some_and(|one| one["problem"].is_string()))
        .await;
    house.at_rest().await;
    house.pass(9 * 60);
    let late = house.newest_becomes("sms", "not-sent").await;
    assert_eq!(late["problem"], "not sent: it came too late to be of use");
    assert!(house.texts.to().is_empty());
}

#[tokio::test]
async fn who_does_not_want_it_is_not_told_and_that_is_there_to_be_seen() {
    let house = house().await;
    let patient = house.patient("1", Some("en")).await;
    let own = format!("{OWN}/patients/{patient}/subscriptions");
    house
        .http
        .call("PUT", &own, &json!({"channel": "sms", "enabled": false}))
        .await;
    house
        .http
        .call(
            "PUT",
            &own,
            &json!({"channel": "email", "category": "appointment-reminder", "enabled": false}),
        )
        .await;
    house
        .tell(&house.appointment(REMINDER, &appointment(), &patient, 60))
        .await;
    for channel in ["email", "sms"] {
        let told = house.newest_becomes(channel, "not-sent").await;
        assert_eq!(
            told["problem"],
            "not sent: the recipient does not want this by this channel"
        );
    }
    // What was said of reminders holds for nothing else.
    house
        .tell(&house.appointment(BOOKED, &appointment(), &patient, 60))
        .await;
    house.newest_becomes("email", "sent").await;
    let refused = json!({"channel": "sms", "category": "critical-vitals", "enabled": false});
    assert_eq!(house.refused("PUT", &own, &refused).await.0, 422);
    let refused = json!({"channel": "sms", "enabled": true, "quiet_hours": {"from": "22:00:00", "until": "07:00:00", "time_zone": "Mars/Base"}});
    assert_eq!(house.refused("PUT", &own, &refused).await.0, 422);
}

#[tokio::test]
async fn what_cannot_be_sent_says_why() {
    let house = house_with(false).await;
    let patient = house.patient("1", Some("en")).await;
    let nobody =
        json!({"event": "update-person", "patient": {"identifiers": [{"system": "HOSP", "value": "2", "type": "MR"}]}});
    let nobody = string(&house.post("/api/v1/clinical/adt-events", &nobody).await["patient_id"]);
    house
        .tell(&house.appointment(BOOKED, &appointment(), &patient, 60))
        .await;
    let mail = house.newest_becomes("email", "not-sent").await;
    assert_eq!(mail["problem"], "not sent: email is not set up");
    house
        .tell(&house.appointment(BOOKED, &appointment(), &nobody, 60))
        .await;
    let has_no_number = |told: &[Value]| {
        told.first()
            .is_some_and(|one| one["recipient"]["id"] == json!(nobody) && one["status"] == "not-sent")
    };
    let told = house.outgoing_becomes("sms", has_no_number).await;
    assert_eq!(told[0]["problem"], "not sent: no phone number is on record");
    let channels = house.http.get(&format!("{OWN}/channels")).await;
    assert_eq!(channels[0], json!({"channel": "email", "is_on": false}));
    let stats = house.http.get(&format!("{OWN}/stats")).await;
    let sent = json!({"channel": "sms", "category": "appointment-booked", "status": "sent", "n_notifications": 1});
    assert!(stats["counts"].as_array().expect("a list").contains(&sent), "{stats}");
}

#[tokio::test]
async fn a_provider_that_fails_is_asked_again_and_what_it_refuses_can_be_sent_again_by_hand() {
    let house = house().await;
    let patient = house.patient("1", Some("en")).await;
    let fails = CarrierError::Retry {
        problem: "no answer".to_owned(),
        after: Some(Duration::from_secs(60)),
    };
    house.texts.failures.lock().expect("nobody panics").push_back(fails);
    house
        .tell(&house.appointment(BOOKED, &appointment(), &patient, 600))
        .await;
    house
        .outgoing_becomes("sms", |told| {
            told.first().is_some_and(|one| one["problem"] == "no answer")
        })
        .await;
    // The task is given back a moment after the failure is noted, and waits a minute from then on.
    let is_sent = |told: &[Value]| {
        house.pass(1);
        told.first().is_some_and(|one| one["status"] == "sent")
    };
    let sent = house.outgoing_becomes("sms", is_sent).await.remove(0);
    assert_eq!((&sent["attempts"], &sent["problem"]), (&json!(2), &Value::Null));
    let own = format!("{OWN}/outgoing/{}", string(&sent["id"]));
    let deliveries = house.http.get(&format!("{own}/deliveries")).await;
    let statuses: Vec<_> = deliveries["items"]
        .as_array()
        .into_iter()
        .flatten()
        .map(|one| &one["status"])
        .collect();
    assert_eq!(statuses, ["failed", "sent"]);
    let (status, problem) = house.refused("POST", &format!("{own}/send-again"), &Value::Null).await;
    assert_eq!((status, &problem["type"]), (409, &json!("notification-state")));

    let refuses = CarrierError::Refused("no such number".to_owned());
    house.texts.failures.lock().expect("nobody panics").push_back(refuses);
    house
        .tell(&house.appointment(BOOKED, &appointment(), &patient, 600))
        .await;
    let failed = house.newest_becomes("sms", "failed").await;
    assert_eq!(failed["problem"], "no such number");
    let own = format!("{OWN}/outgoing/{}", string(&failed["id"]));
    assert_eq!(
        house
            .http
            .call_if(1, "POST", &format!("{own}/send-again"), &Value::Null)
            .await
            .0,
        409
    );
    assert_eq!(
        house
            .http
            .call("POST", &format!("{own}/send-again"), &Value::Null)
            .await
            .0,
        200
    );
    house.newest_becomes("sms", "sent").await;
}

#[tokio::test]
async fn what_was_given_up_is_sent_when_its_dead_task_is_done_again() {
    let house = house().await;
    let patient = house.patient("1", Some("en")).await;
    let fails = || CarrierError::Retry {
        problem: "no answer".to_owned(),
        after: None,
    };
    house
        .texts
        .failures
        .lock()
        .expect("nobody panics")
        .extend((0..8).map(|_| fails()));
    house
        .tell(&house.appointment(BOOKED, &appointment(), &patient, 20_000))
        .await;
    // Longer than the longest pause each time.
    let passes = async |status: &str| {
        for _ in 0..300 {
            house.pass(16);
            tokio::time::sleep(Duration::from_millis(20)).await;
            let told = house.outgoing("sms").await;
            if told.first().is_some_and(|one| one["status"] == status) {
                return;
            }
        }
        panic!("never {status}");
    };
    passes("failed").await;
    let dead = house.http.get("/api/v1/tasks/dead?kind=sms").await;
    let id = string(&dead["items"][0]["id"]);
    let token = Some(house.http.token(&["*"]));
    let retried = house
        .http
        .send(
            "POST",
            &format!("/api/v1/tasks/dead/{id}/retry"),
            token,
            "",
            &Value::Null,
        )
        .await;
    assert_eq!(retried.status(), 204);
    passes("sent").await;
}

#[tokio::test]
async fn old_events_are_no_news() {
    let house = house().await;
    let patient = house.patient("1", Some("en")).await;
    let old = house.appointment(BOOKED, &appointment(), &patient, 3 * 24 * 60);
    house.pass(24 * 60 + 1);
    house.tell(&old).await;
    house.settled(&patient).await;
    assert_eq!(house.outgoing("email").await.len(), 1, "only what was told afterwards");
}
