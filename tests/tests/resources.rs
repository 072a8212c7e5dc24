//! Resources through the whole engine: a peer of WebSockets, a channel that writes them as a FHIR client, one that is told of them as by a
//! Subscription, and one at the end of another WebSocket.

use std::path::Path;
use std::process::Stdio;

use nilecare_message_store::Status;
use nilecare_testkit::servers::python_with;
use nilecare_tests::{ChannelFile, DestinationFile, Hub, HubOptions, MARKER, eventually, logs, within};
use serde_json::{Value, json};
use tokio::io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::process::Command;

fn reads(kind: &str, id: &str, source: Value) -> ChannelFile {
    ChannelFile::new(id, source)
        .with("/source/data_type", json!(kind))
        .replying_on_receipt()
}

#[tokio::test]
async fn a_resource_goes_over_websockets_and_rest_and_none_of_it_to_the_log() {
    let Some(python) = python_with("websockets") else {
        return;
    };
    let logs = logs();
    let hub = Hub::start(HubOptions::default()).expect("the folder is new");
    let board = json!({ "type": "websocket", "listen": { "bind": "127.0.0.1:0", "path": "/board" } });
    let board = hub
        .listen(&reads("json", "board", board).to(DestinationFile::recording("screen")))
        .await;

    // It stands for a server too: what is put below its path is taken.
    let told = json!({ "type": "fhir", "rest_hook": { "bind": "127.0.0.1:0", "path": "/notify" } });
    let show = json!({ "type": "websocket", "connect": { "url": format!("ws://{board}/board") } });
    let told = hub
        .listen(&reads("fhir", "told", told).to(DestinationFile::new("board", show)))
        .await;

    let bedside = json!({ "type": "websocket", "listen": { "bind": "127.0.0.1:0", "path": "/bedside" } });
    let server = json!({ "type": "fhir", "url": format!("http://{told}/notify") });
    let bedside = hub
        .listen(&reads("fhir", "bedside", bedside).to(DestinationFile::new("server", server)))
        .await;

    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("interop/websocket_peer.py");
    let mut peer = Command::new(python)
        .arg(script)
        .args(["connect", &format!("ws://{bedside}/bedside")])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .kill_on_drop(true)
        .spawn()
        .expect("it was started before");
    let mut heard = BufReader::new(peer.stdout.take().expect("it was asked for")).lines();
    within("the handshake", heard.next_line()).await.expect("it tells so");
    let patient =
        json!({ "resourceType": "Patient", "id": "p1", "meta": { "versionId": "1" }, "name": [{ "family": MARKER }] });
    let mut input = peer.stdin.take().expect("it was asked for");
    // The second time it is the same version, and recognised as such.
    for _ in 0..2 {
        let line = format!("{patient}\n");
        input.write_all(line.as_bytes()).await.expect("it reads");
    }
    eventually("both at the server", async || hub.messages("told").await.len() == 2).await;
    for channel in ["bedside", "told", "board"] {
        hub.settled(channel).await;
    }
    let statuses = async |channel: &str| {
        let messages = hub.messages(channel).await;
        let of =
            |message: &nilecare_message_store::MessageDetail| message.connectors.last().map(|last| last.summary.status);
        messages.iter().map(of).collect::<Vec<_>>()
    };
    assert_eq!(statuses("bedside").await, [Some(Status::Sent), Some(Status::Sent)]);
    assert_eq!(statuses("told").await, [Some(Status::Sent), Some(Status::Filtered)]);
    assert_eq!(statuses("board").await, [Some(Status::Sent)]);
    assert_eq!(hub.recorder.n_receipts("screen"), 1);
    logs.assert_absent(&[MARKER]);
    hub.close().await.expect("it can be closed");
}
