//! The MLLP source against what senders do wrong, over real sockets. Every message names a patient whose name must not
//! reach any log at any level.

use std::time::Duration;

use nilecare_message_store::Status;
use nilecare_tests::{Listening, MARKER, PATIENCE, RawSender, adt, count, eventually, frame, logs, within};
use serde_json::{Value, json};

async fn start(settings: Value) -> Listening {
    Listening::start("mllp", settings, &[]).await
}

fn message(id: &str) -> Vec<u8> {
    adt(id, MARKER, 0).to_vec()
}

fn accepted(id: &str) -> (String, String) {
    ("AA".to_owned(), id.to_owned())
}

/// HL7 v2.5.1 §2.9.3: MSH-15 and MSH-16 both ask, so the sender gets CA when the message is on disk and AA when it is done.
#[tokio::test]
async fn a_sender_that_asks_for_both_acknowledgments_gets_both() {
    let listening = start(json!({})).await;
    let mut sender = listening.connect().await;
    let message = String::from_utf8_lossy(&adt("BOTH1", "X", 0)).replacen("|P|2.5.1\r", "|P|2.5.1|||AL|AL\r", 1);
    assert!(message.contains("|AL|AL"));
    sender.write(&frame(message.as_bytes())).await.expect("it is connected");
    assert_eq!(sender.acknowledgment().await, ("CA".to_owned(), "BOTH1".to_owned()));
    assert_eq!(sender.acknowledgment().await, ("AA".to_owned(), "BOTH1".to_owned()));
    assert_eq!(listening.hub.recorder.n_receipts("lab"), 1);
    listening.hub.close().await.expect("it can be closed");
}

#[tokio::test]
async fn the_log_capture_would_see_a_name() {
    logs();
    tracing::trace!("a line with {}", "ANOTHERNAME");
    assert!(logs().contains("ANOTHERNAME"));
}

#[tokio::test]
async fn whatever_surrounds_a_message_it_is_found_and_answered_once() {
    let listening = start(json!({ "end_wait": "50ms" })).await;
    let frame_of = |id: &str| frame(&message(id));
    let without_last_byte = |id: &str| {
        let mut frame = frame_of(id);
        frame.pop();
        frame
    };
    let with_ends = |id: &str, end: &str| {
        frame(
            String::from_utf8(message(id))
                .expect("ASCII")
                .replace('\r', end)
                .as_bytes(),
        )
    };
    let cases: Vec<(&str, Vec<u8>)> = vec![
        ("two frames in one packet", [frame_of("A0"), frame_of("A1")].concat()),
        (
            "bytes before the start block",
            [
                b"2026-03-01 INFO connected\r\n".to_vec(),
                frame_of("A0"),
                frame_of("A1"),
            ]
            .concat(),
        ),
        (
            "zero bytes between",
            [frame_of("A0"), vec![0; 4], frame_of("A1")].concat(),
        ),
        (
            "line feed after the trailer",
            [frame_of("A0"), vec![b'\n'], frame_of("A1"), vec![b'\n']].concat(),
        ),
        (
            "no carriage return after the end block",
            [without_last_byte("A0"), without_last_byte("A1")].concat(),
        ),
        (
            "doubled start blocks",
            [vec![0x0B], frame_of("A0"), vec![0x0B], frame_of("A1")].concat(),
        ),
        (
            "doubled trailers",
            [frame_of("A0"), b"\x1C\r".to_vec(), frame_of("A1"), b"\x1C\r".to_vec()].concat(),
        ),
        (
            "no carriage return after the last segment",
            [
                frame(message("A0").trim_ascii_end()),
                frame(message("A1").trim_ascii_end()),
            ]
            .concat(),
        ),
        (
            "line feeds between segments",
            [with_ends("A0", "\n"), with_ends("A1", "\n")].concat(),
        ),
        (
            "both between segments",
            [with_ends("A0", "\r\n"), with_ends("A1", "\r\n")].concat(),
        ),
        (
            "blank lines within",
            [with_ends("A0", "\r\r"), with_ends("A1", "\r\r")].concat(),
        ),
    ];
    let n_cases = cases.len();
    for (what, bytes) in cases {
        let mut sender = listening.connect().await;
        sender.write(&bytes).await.expect("it is connected");
        assert_eq!(sender.acknowledgment().await, accepted("A0"), "{what}");
        assert_eq!(sender.acknowledgment().await, accepted("A1"), "{what}");
        sender.finish().await.expect("it is connected");
        assert_eq!(sender.reply().await, None, "{what}: an answer too many");
    }
    let stored = listening.statuses().await;
    assert_eq!(stored.len(), 2 * n_cases);
    assert!(stored.iter().all(|(_, status)| *status == Status::Transformed));
    listening.end().await;
}

#[tokio::test]
async fn a_message_may_be_cut_anywhere() {
    let listening = start(json!({})).await;
    let mut sender = listening.connect().await;
    let length = frame(&message("CUT000")).len();
    for cut in 0..=length {
        let id = format!("CUT{cut:03}");
        let frame = frame(&message(&id));
        sender.write(&frame[..cut]).await.expect("it is connected");
        tokio::task::yield_now().await;
        assert_eq!(sender.ask(&frame[cut..]).await, accepted(&id));
    }
    let mut slow = listening.connect().await;
    for byte in frame(&message("BYTES")) {
        slow.write(&[byte]).await.expect("it is connected");
    }
    assert_eq!(slow.acknowledgment().await, accepted("BYTES"));
    assert_eq!(listening.statuses().await.len(), length + 2);
    listening.end().await;
}

#[tokio::test]
async fn many_frames_at_once_are_answered_in_order() {
    let listening = start(json!({})).await;
    let mut sender = listening.connect().await;
    let frames: Vec<u8> = (0..200)
        .flat_map(|number| frame(&message(&format!("P{number:03}"))))
        .collect();
    sender.write(&frames).await.expect("it is connected");
    for number in 0..200 {
        assert_eq!(sender.acknowledgment().await, accepted(&format!("P{number:03}")));
    }
    listening.hub.settled("listener").await;
    assert!(listening.hub.recorder.control_ids("lab").is_sorted());
    listening.end().await;
}

#[tokio::test]
async fn a_sender_that_closes_its_side_is_answered_before_the_connection_ends() {
    let listening = start(json!({})).await;
    for bytes in [
        frame(&message("HALF")),
        frame(&message("HALF"))[..frame(&message("HALF")).len() - 1].to_vec(),
    ] {
        let mut sender = listening.connect().await;
        sender.write(&bytes).await.expect("it is connected");
        sender.finish().await.expect("it is connected");
        assert_eq!(sender.acknowledgment().await, accepted("HALF"));
        assert_eq!(sender.reply().await, None);
    }
    listening.end().await;
}

#[tokio::test]
async fn a_message_cut_short_by_the_next_is_kept_in_error_and_gets_no_answer() {
    let listening = start(json!({})).await;
    let mut sender = listening.connect().await;
    let half = &frame(&message("HALF"))[..80];
    sender.write(half).await.expect("it is connected");
    assert_eq!(sender.ask(&frame(&message("WHOLE"))).await, accepted("WHOLE"));
    sender.write(half).await.expect("it is connected");
    sender.finish().await.expect("it is connected");
    assert_eq!(sender.reply().await, None, "nothing is answered to half a message");
    let stored = listening.hub.messages("listener").await;
    let statuses: Vec<_> = stored
        .iter()
        .map(|message| message.connectors[0].summary.status)
        .collect();
    assert_eq!(statuses, [Status::Error, Status::Transformed, Status::Error]);
    assert_eq!(stored[0].raw, half[1..]);
    assert_eq!(stored[2].raw, half[1..]);
    listening.end().await;
}

/// Returns the memory of this process, in bytes.
fn resident_bytes() -> usize {
    let status = std::fs::read_to_string("/proc/self/status").expect("this is Linux");
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmRSS:"))
        .expect("it is told");
    line.trim()
        .trim_end_matches(" kB")
        .parse::<usize>()
        .expect("it is a number")
        * 1024
}

#[tokio::test]
async fn a_frame_without_end_costs_little_memory_and_is_refused_when_it_ends() {
    let listening = start(json!({ "max_message_size": 1_048_576 })).await;
    let mut sender = listening.connect().await;
    assert_eq!(sender.ask(&frame(&message("FIRST"))).await, accepted("FIRST"));
    let before = resident_bytes();
    let mut begin = vec![0x0B];
    begin.extend(message("ENDLESS"));
    sender.write(&begin).await.expect("it is connected");
    let mut highest = before;
    for _ in 0..96 {
        sender
            .write(&vec![b'x'; 1 << 20])
            .await
            .expect("it is not cut while it is quick");
        highest = highest.max(resident_bytes());
    }
    assert!(
        highest - before < 24 << 20,
        "{} bytes more for a frame of 96 MiB",
        highest - before
    );
    let (code, id) = sender.ask(b"\x1C\r").await;
    assert_eq!((code.as_str(), id.as_str()), ("AR", "ENDLESS"));
    assert_eq!(
        sender.ask(&frame(&message("NEXT"))).await,
        accepted("NEXT"),
        "the connection goes on"
    );
    let stored = listening.hub.messages("listener").await;
    assert_eq!(stored[1].connectors[0].summary.status, Status::Error);
    assert!(
        stored[1].raw.starts_with(b"MSH|") && stored[1].raw.len() <= 64 << 10,
        "its beginning is kept"
    );
    listening.end().await;
}

/// Writes the bytes one after the other, slowly, for as long as the connection takes them.
async fn is_cut_while_dripping(listening: &Listening, begin: &[u8], drip: u8) -> bool {
    let mut sender = listening.connect().await;
    sender.write(begin).await.expect("it is connected");
    let dripping = async {
        while sender.write(&[drip]).await.is_ok() {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    };
    tokio::time::timeout(PATIENCE / 2, dripping).await.is_ok()
}

#[tokio::test]
async fn a_sender_that_is_too_slow_is_cut_whatever_it_drips() {
    let listening = start(json!({ "frame_timeout": "300ms", "end_wait": "200ms" })).await;
    let begin = &frame(&message("SLOW"))[..40];
    assert!(is_cut_while_dripping(&listening, begin, b'x').await, "dripping content");
    // Each end block might be the last byte but one, so the listener waits a little for the carriage return.
    assert!(
        is_cut_while_dripping(&listening, begin, 0x1C).await,
        "dripping end blocks"
    );
    assert!(
        is_cut_while_dripping(&listening, begin, 0x0B).await,
        "dripping start blocks"
    );
    listening.end().await;
}

#[tokio::test]
async fn an_idle_connection_is_closed() {
    let listening = start(json!({ "idle_timeout": "150ms" })).await;
    let mut idle = listening.connect().await;
    assert_eq!(idle.reply().await, None);
    let mut sender = listening.connect().await;
    assert_eq!(sender.ask(&frame(&message("LATER"))).await, accepted("LATER"));
    assert_eq!(sender.reply().await, None);
    listening.end().await;
}

#[tokio::test]
async fn one_connection_too_many_is_refused_until_another_ends() {
    let listening = start(json!({ "max_connections": 2 })).await;
    let (mut first, mut second) = (listening.connect().await, listening.connect().await);
    assert_eq!(first.ask(&frame(&message("ONE"))).await, accepted("ONE"));
    assert_eq!(second.ask(&frame(&message("TWO"))).await, accepted("TWO"));
    assert_eq!(listening.connect().await.reply().await, None);
    assert_eq!(first.ask(&frame(&message("THREE"))).await, accepted("THREE"));
    drop(second);
    eventually("there is a place again", async || {
        let mut sender = listening.connect().await;
        let is_open = sender.write(&frame(&message("FOUR"))).await.is_ok();
        is_open && sender.reply().await.is_some()
    })
    .await;
    listening.end().await;
}

#[tokio::test]
async fn two_thousand_senders_at_once_are_all_answered() {
    let n_senders = count("NILECARE_DRILL_CONNECTIONS", 2_000);
    let listening = start(json!({})).await;
    let address = listening.address;
    let everyone_is_connected = std::sync::Arc::new(tokio::sync::Barrier::new(n_senders));
    let senders = (0..n_senders).map(|number| {
        let everyone_is_connected = std::sync::Arc::clone(&everyone_is_connected);
        tokio::spawn(async move {
            let mut sender = RawSender::connect(address).await.expect("it listens");
            everyone_is_connected.wait().await;
            let id = format!("S{number:05}");
            assert_eq!(sender.ask(&frame(&message(&id))).await, accepted(&id));
        })
    });
    for sender in senders.collect::<Vec<_>>() {
        within("a sender", sender).await.expect("it is answered");
    }
    listening.hub.settled("listener").await;
    assert_eq!(listening.hub.recorder.n_receipts("lab"), n_senders);
    eventually("no connection is left", async || {
        let status = listening
            .hub
            .on_engine(|engine| async move { engine.statuses().await })
            .await;
        status[0].connectors[0].connections == 0
    })
    .await;
    listening.end().await;
}

#[tokio::test]
async fn what_cannot_be_read_is_rejected_with_a_reason_and_kept() {
    let listening = start(json!({})).await;
    let mut sender = listening.connect().await;
    let unreadable: [(&[u8], &str); 4] = [
        (b"GET / HTTP/1.1\r\nHost: ZQXMARKERNAME", ""),
        (b"PID|1||T-1||ZQXMARKERNAME^AGATHA\r", ""),
        (b"\xFF\xFE\x00ZQXMARKERNAME", ""),
        (b"MSH|\rPID|1||||ZQXMARKERNAME\r", ""),
    ];
    for (bytes, id) in unreadable {
        sender.write(&frame(bytes)).await.expect("it is connected");
        let reply = sender.reply().await.expect("it is answered");
        let text = String::from_utf8_lossy(&reply).into_owned();
        let answer = nilecare_load::read_acknowledgment(&reply).expect("it is an acknowledgment");
        assert_eq!((answer.code, answer.control_id), (&b"AR"[..], id.as_bytes()), "{text}");
        assert!(text.contains("\rERR|"), "{text}");
        assert!(!text.contains(MARKER), "{text}");
    }
    assert_eq!(
        sender.ask(&frame(&message("GOOD"))).await,
        accepted("GOOD"),
        "the connection goes on"
    );
    let stored = listening.hub.messages("listener").await;
    for ((bytes, _), message) in unreadable.iter().zip(&stored) {
        assert_eq!(message.raw, *bytes);
        assert_eq!(message.connectors[0].summary.status, Status::Error);
        let why = message.connectors[0].summary.error.clone().unwrap_or_default();
        assert!(!why.is_empty() && !why.contains(MARKER), "{why}");
    }
    listening.end().await;
}

#[tokio::test]
async fn a_header_without_type_or_control_id_is_answered_and_kept() {
    let listening = start(json!({})).await;
    let mut sender = listening.connect().await;
    let text = String::from_utf8(message("NOTYPE")).expect("ASCII");
    let (code, id) = sender.ask(&frame(text.replace("ADT^A01^ADT_A01", "").as_bytes())).await;
    assert_eq!((code.as_str(), id.as_str()), ("AA", "NOTYPE"));
    let (code, id) = sender.ask(&frame(text.replace("|NOTYPE|", "||").as_bytes())).await;
    assert_eq!((code.as_str(), id.as_str()), ("AA", ""));
    assert_eq!(listening.statuses().await.len(), 2);
    listening.end().await;
}

/// Messages that break one thing each, with what is known of them.
#[tokio::test]
async fn ugly_samples_are_all_answered_and_kept_byte_for_byte() {
    let Some(folder) = nilecare_testkit::samples::shared("hl7v2-samples/ugly") else {
        return;
    };
    let listening = start(json!({})).await;
    let mut expected = Vec::new();
    let paths = nilecare_testkit::samples::files(&folder);
    for path in paths
        .iter()
        .filter(|path| path.extension().is_some_and(|extension| extension == "hl7"))
    {
        let content = std::fs::read(path).expect("it is there");
        let content = content.strip_prefix(b"\x0B").unwrap_or(&content);
        let content = content.strip_suffix(b"\x1C\r").unwrap_or(content);
        let mut sender = listening.connect().await;
        sender.write(&frame(content)).await.expect("it is connected");
        sender.finish().await.expect("it is connected");
        let reply = sender.reply().await;
        // An acknowledgment is never acknowledged, and a sender may ask for none.
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        let wants_none = ["ack-", "rsp-"].iter().any(|prefix| name.starts_with(prefix)) || name == "ack-mode-ne-ne.hl7";
        assert!(reply.is_some() || wants_none, "{name} was not answered");
        expected.push((name.to_owned(), content.to_vec()));
    }
    let stored = listening.hub.messages("listener").await;
    assert_eq!(stored.len(), expected.len());
    for ((name, content), message) in expected.iter().zip(&stored) {
        assert_eq!(message.raw, content[..], "{name}");
    }
    listening.hub.settled("listener").await;
    let delivered = listening.hub.recorder.receipts("lab");
    for name in [
        "charset-undeclared-latin1.hl7",
        "charset-utf16le-bom.hl7",
        "charset-iso2022jp.hl7",
    ] {
        let content = &expected
            .iter()
            .find(|(known, _)| known == name)
            .expect("it is a sample")
            .1;
        assert!(
            delivered.iter().any(|receipt| receipt.content == content[..]),
            "{name} changed on its way"
        );
    }
    listening.end().await;
}
