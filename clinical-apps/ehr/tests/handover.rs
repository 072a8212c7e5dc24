//! Progress notes and hand-over: who needs attention, who received what.

use serde_json::{Value, json};

use crate::common::{AMNA, EHR, Hospital, OFFICER, TARIG, code, hospital, key, string};

async fn write(hospital: &Hospital, body: &Value) -> String {
    let list = format!("{EHR}/patients/{}/progress-notes", hospital.patient);
    let (status, note) = hospital.call(&AMNA, "POST", &list, &hospital.here(body)).await;
    assert_eq!(status, 201, "{note}");
    format!("{EHR}/progress-notes/{}", string(&note["id"]))
}

async fn n_open(hospital: &Hospital) -> usize {
    let path = format!("{EHR}/worklists/attention-required?facility={}", hospital.facility);
    let (status, page) = hospital.call(&TARIG, "GET", &path, &Value::Null).await;
    assert_eq!(status, 200, "{page}");
    page["items"].as_array().expect("a list").len()
}

#[tokio::test]
async fn who_is_critical_needs_attention_until_somebody_saw_to_it() {
    let hospital = hospital().await;
    write(
        &hospital,
        &json!({"kind": "daily", "condition": "stable", "text": "Slept well."}),
    )
    .await;
    assert_eq!(n_open(&hospital).await, 0);
    let critical = write(
        &hospital,
        &json!({"kind": "shift", "condition": "critical", "text": "Short of breath."}),
    )
    .await;
    write(
        &hospital,
        &json!({"kind": "phone", "condition": "stable", "text": "Wants a call.", "needs_attention": true}),
    )
    .await;
    assert_eq!(n_open(&hospital).await, 2);
    let attend = format!("{critical}/attend");
    let action = json!({"action": "Oxygen, moved to intensive care."});
    let (status, seen) = hospital.call(&TARIG, "POST", &attend, &action).await;
    assert_eq!((status, &seen["attended"]["by"]), (200, &json!("tarig")));
    assert_eq!(n_open(&hospital).await, 1);
    let (status, problem) = hospital.call(&TARIG, "POST", &attend, &action).await;
    assert_eq!((status, code(&problem).as_str()), (409, "something-first"));
}

#[tokio::test]
async fn a_handover_is_received_by_another_person_once_and_stays_as_it_was_then() {
    let hospital = hospital().await;
    let list = format!("{EHR}/patients/{}/progress-notes", hospital.patient);
    let without = hospital.here(&json!({"kind": "transfer", "condition": "stable", "text": "To ward B."}));
    assert_eq!(hospital.http.command(&list, &key(), &without).await.0, 422);
    let body = json!({"kind": "transfer", "condition": "stable", "text": "To ward B.", "shift": "night",
        "handover": {"illness_severity": "watcher", "patient_summary": "Pneumonia, day 2",
                     "action_list": [{"text": "Potassium at 20:00", "owner": "night doctor"}],
                     "situation_awareness": "If SpO2 falls below 90 %, call."}});
    let note = write(&hospital, &body).await;
    let receive = format!("{note}/receive");
    let receipt = json!({"synthesis": "Watcher; potassium at eight; call below 90 %."});
    let (status, problem) = hospital.call(&AMNA, "POST", &receive, &receipt).await;
    assert_eq!(
        (status, code(&problem).as_str()),
        (409, "something-first"),
        "who hands over does not receive"
    );
    let mut more = body.clone();
    more["text"] = json!("To ward C.");
    assert_eq!(hospital.call(&AMNA, "PUT", &note, &hospital.here(&more)).await.0, 200);
    let (status, problem) = hospital.call(&TARIG, "PUT", &note, &hospital.here(&more)).await;
    assert_eq!((status, code(&problem).as_str()), (409, "other-author"));
    let (status, received) = hospital.call(&TARIG, "POST", &receive, &receipt).await;
    assert_eq!((status, &received["received"]["by"]), (200, &json!("tarig")));
    assert_eq!(hospital.call(&TARIG, "POST", &receive, &receipt).await.0, 409);
    assert_eq!(hospital.call(&AMNA, "PUT", &note, &hospital.here(&body)).await.0, 409);
    let reason = json!({"reason": "wrong patient"});
    let error = format!("{note}/entered-in-error");
    assert_eq!(
        hospital.call(&TARIG, "POST", &error, &reason).await.0,
        409,
        "the author's to say"
    );
    assert_eq!(hospital.call(&AMNA, "POST", &error, &reason).await.0, 200);
}

#[tokio::test]
async fn a_confidential_progress_note_is_seen_by_its_author_and_who_may() {
    let hospital = hospital().await;
    let body = json!({"kind": "daily", "condition": "critical", "text": "Told in trust.", "confidential": true});
    let note = write(&hospital, &body).await;
    let list = format!("{EHR}/patients/{}/progress-notes", hospital.patient);
    for (who, expected) in [(&AMNA, 200), (&TARIG, 404), (&OFFICER, 200)] {
        assert_eq!(
            hospital.call(who, "GET", &note, &Value::Null).await.0,
            expected,
            "{}",
            who.name
        );
        assert_eq!(
            hospital
                .call(who, "GET", &format!("{note}/versions"), &Value::Null)
                .await
                .0,
            expected
        );
        let (_, page) = hospital.call(who, "GET", &list, &Value::Null).await;
        let n_seen = page["items"].as_array().map(Vec::len);
        assert_eq!(n_seen, Some(usize::from(expected == 200)), "{}", who.name);
    }
    assert_eq!(n_open(&hospital).await, 0, "not on the worklist of others");
    let action = json!({"action": "x"});
    assert_eq!(
        hospital
            .call(&TARIG, "POST", &format!("{note}/attend"), &action)
            .await
            .0,
        404
    );
}
