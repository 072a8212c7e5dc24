//! Coming back.

use nilecare_live::LiveOptions;
use serde_json::{Value, json};

use crate::rig::{A, B, NURSE, patient, rig, rig_with};

#[tokio::test]
async fn who_comes_back_is_told_what_was_missed_in_order_and_once() {
    let rig = rig().await;
    let (mut nurse, _) = rig.enter("1", &NURSE, &[patient(A)], None).await;
    rig.publish("vitals.critical", A, 0).await;
    let last = nurse.event().await;
    drop(nurse);
    for n in 1..=600 {
        // Of others there is nothing to be told.
        let of = if n % 3 == 0 { B } else { A };
        rig.publish("vitals.critical", of, n).await;
    }
    let last = last["event_id"].as_str().expect("it has an id");
    let (mut nurse, ready) = rig.enter("1", &NURSE, &[patient(A)], Some(last)).await;
    assert_eq!(ready["resumed"], true);
    rig.publish("vitals.critical", A, 601).await;
    for n in (1..=601).filter(|n| n % 3 != 0) {
        assert_eq!(nurse.event().await["data"]["n"], json!(n));
    }
}

#[tokio::test]
async fn events_that_are_published_while_somebody_comes_back_are_not_lost_and_come_once() {
    let rig = rig().await;
    let first = rig.publish("vitals.critical", A, 0).await;
    for n in 1..=300 {
        rig.publish("vitals.critical", A, n).await;
    }
    let publishing = async {
        for n in 301..=600 {
            rig.publish("vitals.critical", A, n).await;
        }
    };
    let coming_back = async {
        let (mut nurse, _) = rig.enter("1", &NURSE, &[patient(A)], Some(&first)).await;
        for n in 1..=600 {
            assert_eq!(nurse.event().await["data"]["n"], json!(n));
        }
    };
    futures_util::future::join(publishing, coming_back).await;
}

#[tokio::test]
async fn who_was_away_too_long_is_told_to_load_anew_and_goes_on_from_now() {
    let rig = rig_with(LiveOptions {
        most_replayed: 10,
        ..LiveOptions::default()
    })
    .await;
    let unknown = "01ARZ3NDEKTSV4RRFFQ69G5FAV";
    let (mut nurse, ready) = rig.enter("1", &NURSE, &[patient(A)], Some(unknown)).await;
    assert_eq!(ready["resumed"], false);
    assert_eq!(nurse.next().await, json!({ "type": "reload" }));
    let first = rig.publish("vitals.critical", A, 0).await;
    assert_eq!(nurse.event().await["event_id"], json!(first));
    drop(nurse);
    for n in 1..=11 {
        rig.publish("vitals.critical", A, n).await;
    }
    let (mut nurse, _) = rig.enter("2", &NURSE, &[patient(A)], Some(&first)).await;
    assert_eq!(nurse.next().await, json!({ "type": "reload" }));
    rig.publish("vitals.critical", A, 12).await;
    assert_eq!(nurse.event().await["data"]["n"], json!(12));
}

#[tokio::test]
async fn a_reader_that_is_too_slow_is_sent_away_holds_up_nobody_and_loses_nothing() {
    let rig = rig_with(LiveOptions {
        queue: 4,
        ..LiveOptions::default()
    })
    .await;
    let begin = rig.publish("vitals.critical", B, 0).await;
    let (mut slow, _) = rig.enter("1", &NURSE, &[patient(A)], Some(&begin)).await;
    // More than the buffers of both sockets hold.
    let filler = "x".repeat(256 * 1024);
    let n_events: u64 = 80;
    for n in 1..=n_events {
        rig.publish_data("vitals.critical", A, json!({ "n": n, "filler": filler }))
            .await;
    }
    let (mut quick, _) = rig.enter("2", &NURSE, &[patient(B)], None).await;
    let event = rig.publish("vitals.critical", B, 1).await;
    assert_eq!(quick.event().await["event_id"], json!(event));

    let mut numbers = Vec::new();
    let mut last = begin;
    let code = loop {
        match slow.hear().await {
            Ok(heard) => note(&heard, &mut numbers, &mut last),
            Err(code) => break code,
        }
    };
    assert_eq!(code, 4408);
    assert!((numbers.len() as u64) < n_events, "it was not slow");
    let (mut again, _) = rig.enter("1", &NURSE, &[patient(A)], Some(&last)).await;
    while (numbers.len() as u64) < n_events {
        let heard = again.next().await;
        note(&heard, &mut numbers, &mut last);
    }
    assert_eq!(numbers, (1..=n_events).collect::<Vec<_>>());
}

fn note(heard: &Value, numbers: &mut Vec<u64>, last: &mut String) {
    if heard["type"] == "event" {
        numbers.extend(heard["data"]["n"].as_u64());
        *last = heard["event_id"].as_str().unwrap_or_default().to_owned();
    }
}
