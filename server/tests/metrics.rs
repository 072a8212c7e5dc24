//! What Prometheus reads.

use std::path::Path;

use nilecare_drills::HubFolder;

use crate::support::{NILECARE, send_sample};

#[tokio::test]
async fn states_queues_and_counts_are_told_as_they_are_now() {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let hub = HubFolder::new(Path::new(NILECARE), folder.path()).expect("the binary is built");
    crate::support::ship_channels(&hub.channels(), &[]);
    let hub = hub.start().await.expect("it starts");
    let door = hub.api().source_address("hl7-inbound").await.expect("it listens");
    assert!(send_sample(door, "adt-a01.hl7").await.status.success());

    let read = async || {
        // What was told less than a second ago is told again.
        tokio::time::sleep(std::time::Duration::from_millis(1100)).await;
        let url = format!("{}/metrics", hub.api().base());
        let answer = reqwest::get(url).await.expect("it answers");
        answer.text().await.expect("it is text")
    };
    let text = read().await;
    for line in [
        "nilecare_standing_success 1",
        "nilecare_channel_state{channel=\"hl7-inbound\",state=\"started\"} 1",
        "nilecare_channel_state{channel=\"hl7-inbound\",state=\"stopped\"} 0",
        "nilecare_connector_state{channel=\"hl7-inbound\",connector=\"source\",kind=\"mllp\",state=\"listening\"} 1",
        "nilecare_channel_messages_total{channel=\"hl7-inbound\",connector=\"source\",outcome=\"received\"} 1",
        "nilecare_queue_paused{channel=\"records-to-fhir\",connector=\"fhir\"} 0",
        "# TYPE nilecare_queue_depth gauge",
    ] {
        assert!(text.lines().any(|told| told == line), "{line} is not in\n{text}");
    }
    let stop = "/channels/hl7-inbound/stop";
    hub.api().post(stop).await.expect("it stops");
    let text = read().await;
    let line = "nilecare_channel_state{channel=\"hl7-inbound\",state=\"stopped\"} 1";
    assert!(text.lines().any(|told| told == line), "{line} is not in\n{text}");
    assert!(hub.stop().await.expect("it ends").success());
}
