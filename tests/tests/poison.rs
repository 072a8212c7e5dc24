//! Messages that fail among messages that do not (R14). The long form is `cargo xtask drill poison`.

use bytes::Bytes;
use nilecare_engine_runtime::EngineOptions;
use nilecare_message_store::{MessageQuery, Status};
use nilecare_tests::{
    ChannelFile, DestinationFile, Hub, HubOptions, Verdict, adt, assert_all_in_order, control_id, count, of_patient,
    patient_and_number,
};
use serde_json::json;

const N_PATIENTS: usize = 5;

/// How a message is bad.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Poison {
    /// It is no HL7.
    Unreadable,
    /// The source's transformer throws.
    Throws,
    /// A script runs into its limits.
    Endless,
    /// The transformer of one destination throws.
    ThrowsAtLab,
    /// One receiver refuses it.
    Refused,
}

/// One message in 20, each kind in turn; long runs take one in 1,000.
fn poison(position: usize, one_in: usize) -> Option<Poison> {
    use Poison::{Endless, Refused, Throws, ThrowsAtLab, Unreadable};
    let is_bad = position % one_in == one_in / 2;
    is_bad.then(|| [Unreadable, Throws, Endless, ThrowsAtLab, Refused][position / one_in % 5])
}

fn content(position: usize, kind: Option<Poison>) -> Bytes {
    let (patient, number) = (position % N_PATIENTS, position / N_PATIENTS);
    match kind {
        Some(Poison::Unreadable) => Bytes::from(format!("this is no message, number {position}")),
        Some(kind) => adt(&format!("BAD{position:05}"), &format!("{kind:?}"), 0),
        None => of_patient(patient, number),
    }
}

fn channel() -> ChannelFile {
    let source = "if msg[\"PID-5.1\"] == \"Throws\" { throw \"it is bad\"; } \
                  if msg[\"PID-5.1\"] == \"Endless\" { loop { } }";
    let lab = "if msg[\"PID-5.1\"] == \"ThrowsAtLab\" { throw \"it is bad\"; }";
    let script = |text: &str| json!([{ "name": "step", "script": text }]);
    ChannelFile::fed("poison")
        .replying_on_receipt()
        .with("/source/processing", json!({ "threads": 2, "order_by": "${PID-3.1}" }))
        .with("/source/transformer", script(source))
        .to(DestinationFile::recording("lab").with("/transformer", script(lab)))
        .to(DestinationFile::recording("archive"))
}

#[tokio::test]
async fn bad_messages_end_in_error_where_they_fail_and_hold_up_nobody() {
    let n_messages = count("NILECARE_DRILL_MESSAGES", 300);
    let one_in = (n_messages / 15).clamp(20, 1_000);
    let options = HubOptions {
        engine: EngineOptions {
            window: 64,
            queue_memory: 16,
            ..EngineOptions::default()
        },
        ..HubOptions::default()
    };
    let hub = Hub::start(options).expect("the folder is new");
    hub.recorder.judge(|destination, message| {
        let text = String::from_utf8_lossy(&message.content);
        if destination == "lab" && text.contains("Refused^") {
            Verdict::Reject
        } else {
            Verdict::Take
        }
    });
    hub.deploy(&channel()).await;
    let mut bad = Vec::new();
    for position in 0..n_messages {
        let kind = poison(position, one_in);
        let accepted = hub
            .feed
            .accept("poison", content(position, kind))
            .await
            .expect("it is stored");
        assert_eq!(accepted.is_positive, kind != Some(Poison::Unreadable));
        bad.extend(kind.map(|kind| (kind, accepted.message)));
    }
    hub.settled("poison").await;
    assert_good_ones_arrived(&hub, n_messages, one_in);
    for (kind, message) in &bad {
        let detail = hub
            .store()
            .message(*message)
            .await
            .expect("it can be read")
            .expect("it is kept");
        let statuses = detail
            .connectors
            .iter()
            .map(|connector| connector.summary.status)
            .collect::<Vec<_>>();
        let expected: &[Status] = match kind {
            Poison::Unreadable | Poison::Throws | Poison::Endless => &[Status::Error],
            Poison::ThrowsAtLab | Poison::Refused => &[Status::Transformed, Status::Error, Status::Sent],
        };
        assert_eq!(statuses, expected, "{kind:?}");
        assert!(detail.is_raw_kept, "{kind:?} can be looked at");
    }
    // The list that an operator asks for has them all and nothing else.
    let key = hub.store().find_channel(&"poison".parse().expect("a name")).await;
    let mut query = MessageQuery::newest(key.expect("it can be read").expect("it is there"), n_messages);
    query.statuses = vec![Status::Error];
    let listed = hub.store().search(query).await.expect("it can be read").messages;
    let mut listed = listed.into_iter().map(|message| message.message).collect::<Vec<_>>();
    listed.sort();
    assert_eq!(listed, bad.iter().map(|(_, message)| *message).collect::<Vec<_>>());
    hub.close().await.expect("it can be closed");
}

fn assert_good_ones_arrived(hub: &Hub, n_messages: usize, one_in: usize) {
    for destination in ["lab", "archive"] {
        let arrived = hub.recorder.receipts(destination);
        let mut ids = arrived
            .iter()
            .map(|receipt| control_id(&receipt.content))
            .collect::<Vec<_>>();
        ids.retain(|id| !id.starts_with("BAD"));
        for patient in 0..N_PATIENTS {
            let numbers = ids
                .iter()
                .map(|id| patient_and_number(id))
                .filter(|(of, _)| *of == patient);
            let numbers = numbers.map(|(_, number)| number).collect::<Vec<_>>();
            let good = (0..n_messages).filter(|position| position % N_PATIENTS == patient);
            let good = good.filter(|position| poison(*position, one_in).is_none());
            assert_eq!(
                numbers,
                good.map(|position| position / N_PATIENTS).collect::<Vec<_>>(),
                "{destination}"
            );
        }
    }
}

/// What was in Error goes on when its reason is gone: it is processed once more and tells where it comes from.
#[tokio::test]
async fn a_bad_message_is_processed_again_when_the_channel_is_mended() {
    let hub = Hub::start(HubOptions::default()).expect("the folder is new");
    hub.deploy(&channel()).await;
    let bad = hub
        .feed
        .accept("poison", adt("BAD00001", "Throws", 0))
        .await
        .expect("it is stored")
        .message;
    hub.feed.accept("poison", of_patient(0, 0)).await.expect("it is stored");
    hub.settled("poison").await;
    let mended = channel().with("/source/transformer", json!([]));
    hub.deploy(&mended).await;
    let again = hub
        .on_engine(async move |engine| engine.reprocess(bad, None).await)
        .await
        .expect("it is kept");
    hub.settled("poison").await;
    assert_eq!(hub.recorder.control_ids("lab"), ["P00-00000", "BAD00001"]);
    assert_all_in_order(&hub.recorder.control_ids("archive")[..1], 1, 1);
    let detail = hub
        .store()
        .message(again)
        .await
        .expect("it can be read")
        .expect("it is kept");
    assert_eq!(detail.origin, Some(bad));
    hub.close().await.expect("it can be closed");
}
