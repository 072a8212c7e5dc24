//! Heartbeats, tokens that expire or are renewed, and the end of the hub.

use std::time::Duration;

use nilecare_live::LiveOptions;
use serde_json::json;

use crate::rig::{A, CLERK, NURSE, patient, rig, rig_with};

fn quick() -> LiveOptions {
    LiveOptions {
        heartbeat: Duration::from_millis(20),
        ..LiveOptions::default()
    }
}

#[tokio::test]
async fn a_heartbeat_tells_how_far_one_has_been_told() {
    let rig = rig_with(quick()).await;
    let (mut client, ready) = rig.enter("1", &NURSE, &[], None).await;
    assert_eq!(ready.get("last_event_id"), None);
    // Of somebody else: it is not told, and need not be told later.
    let event = rig.publish("vitals.critical", A, 1).await;
    loop {
        let heard = client.next().await;
        assert_eq!(heard["type"], "heartbeat");
        if heard["last_event_id"] == json!(event) {
            break;
        }
    }
    let (_, ready) = rig.enter("1", &NURSE, &[patient(A)], Some(&event)).await;
    assert_eq!(ready["resumed"], true);
}

#[tokio::test]
async fn the_connection_ends_with_the_token_unless_it_is_renewed() {
    let rig = rig_with(quick()).await;
    let (mut ends, _) = rig.enter("1", &NURSE, &[patient(A)], None).await;
    let (mut renews, _) = rig.enter("2", &NURSE, &[patient(A)], None).await;
    rig.services.clock.advance(jiff::SignedDuration::from_mins(10));
    let token = rig.token("2", &NURSE);
    let answer = renews.ask(&json!({ "type": "token", "token": token })).await;
    assert_eq!(answer["type"], "renewed");
    rig.services.clock.advance(jiff::SignedDuration::from_mins(6));
    assert_eq!(ends.closed().await, 4401);
    let event = rig.publish("vitals.critical", A, 1).await;
    assert_eq!(renews.event().await["event_id"], json!(event));
    // Of another user it is no renewal.
    let foreign = rig.token("1", &NURSE);
    renews.say(&json!({ "type": "token", "token": foreign })).await;
    assert_eq!(renews.closed().await, 4401);
}

#[tokio::test]
async fn a_token_that_permits_less_leaves_what_it_does_not_open() {
    let rig = rig().await;
    let (mut client, _) = rig
        .enter("1", &NURSE, &[patient(A), "facility:NILE".to_owned()], None)
        .await;
    let answer = client
        .ask(&json!({ "type": "token", "token": rig.token("1", &CLERK) }))
        .await;
    assert_eq!(answer["type"], "renewed");
    rig.publish("vitals.critical", A, 1).await;
    let updated = rig.publish("patient.updated", A, 2).await;
    assert_eq!(client.event().await["event_id"], json!(updated));
    let answer = client
        .ask(&json!({ "type": "token", "token": rig.token("1", &["vitals:read"]) }))
        .await;
    assert_eq!(answer["type"], "renewed");
    rig.publish("patient.updated", A, 3).await;
    let critical = rig.publish("vitals.critical", A, 4).await;
    let heard = client.event().await;
    assert_eq!((&heard["event_id"], &heard["whole"]), (&json!(critical), &json!(false)));
}

#[tokio::test]
async fn when_the_hub_stops_everybody_is_told_to_come_back() {
    let rig = rig().await;
    let (mut client, _) = rig.enter("1", &NURSE, &[], None).await;
    rig.hub.close();
    assert_eq!(client.closed().await, 1001);
}
