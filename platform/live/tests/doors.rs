//! Who is let in, and that it is on record.

use std::time::Duration;

use nilecare_audit::Outcome;
use nilecare_live::LiveOptions;
use serde_json::json;

use crate::rig::{A, FORMER, NURSE, patient, rig, rig_with};

#[tokio::test]
async fn nobody_is_told_anything_without_a_valid_token_in_the_first_message() {
    let rig = rig_with(LiveOptions {
        hello_timeout: Duration::from_millis(50),
        ..LiveOptions::default()
    })
    .await;
    for (hello, code) in [
        (json!({ "type": "hello", "token": "not-a-token" }), 4401),
        (json!({ "type": "join", "room": patient(A) }), 4400),
        (json!({ "type": "hello" }), 4400),
        (json!("hello"), 4400),
    ] {
        let mut client = rig.open().await;
        client.say(&hello).await;
        assert_eq!(client.hear().await, Err(code), "{hello}");
    }
    assert_eq!(
        rig.open().await.hear().await,
        Err(4400),
        "who says nothing is sent away"
    );
}

#[tokio::test]
async fn joining_a_patients_room_takes_what_reading_the_patient_takes_and_is_on_record() {
    let rig = rig().await;
    let rooms = [
        patient(A),
        patient("01ARZ3NDEKTSV4RRFFQ69G5FAZ"),
        "user:2".to_owned(),
        "role:doctor".to_owned(),
        "ward".to_owned(),
    ];
    let (client, ready) = rig.enter("1", &NURSE, &rooms, None).await;
    let answers: Vec<_> = ready["rooms"]
        .as_array()
        .into_iter()
        .flatten()
        .map(|answer| (answer["room"].as_str().unwrap_or_default(), answer["code"].as_str()))
        .collect();
    let expected = [
        ("user:1", None),
        ("role:nurse", None),
        (rooms[0].as_str(), None),
        (rooms[1].as_str(), Some("patient-not-found")),
        ("user:2", Some("not-yours")),
        ("role:doctor", Some("not-yours")),
        ("ward", Some("room-unknown")),
    ];
    assert_eq!(answers, expected);
    let (_outsider, ready) = rig.enter("9", &["vitals:read"], &[patient(A)], None).await;
    assert_eq!(ready["rooms"][2]["code"], "permission-missing");

    let entries = rig.entries(A).await;
    let facts: Vec<_> = entries
        .iter()
        .map(|stored| (stored.entry.entry.actor.as_str(), stored.entry.entry.outcome))
        .collect();
    assert_eq!(facts, [("1", Outcome::Begun), ("9", Outcome::Refused)]);
    assert_eq!(entries[0].entry.entry.patients, [A, FORMER]);
    assert_eq!(entries[0].entry.entry.action, "patients:read");
    let begun = entries[0].entry.n;
    drop(client);
    // That nobody watches any more is on record too.
    let ended = async {
        loop {
            let entries = rig.entries(A).await;
            if entries.iter().any(|stored| stored.entry.entry.of == Some(begun)) {
                return;
            }
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(Duration::from_secs(20), ended)
        .await
        .expect("it is told");
}

#[tokio::test]
async fn connections_rooms_and_messages_are_bounded() {
    let rig = rig_with(LiveOptions {
        most_of_user: 1,
        most_rooms: 2,
        most_frames: 5,
        ..LiveOptions::default()
    })
    .await;
    let (mut first, _) = rig.enter("1", &NURSE, &[], None).await;
    let mut second = rig.open().await;
    second
        .say(&json!({ "type": "hello", "token": rig.token("1", &NURSE) }))
        .await;
    assert_eq!(second.hear().await, Err(4429));
    for (n, expected) in [(1, true), (2, true), (3, false)] {
        let answer = first
            .ask(&json!({ "type": "join", "room": format!("facility:{n}") }))
            .await;
        assert_eq!(answer["joined"], expected, "{answer}");
    }
    // A second socket was there for a moment, and its place is free again.
    for _ in 0..3 {
        first.say(&json!({ "type": "leave", "room": "facility:1" })).await;
    }
    assert_eq!(first.closed().await, 4400);
}
