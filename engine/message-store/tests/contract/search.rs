//! Finding messages by what people know of them.

use std::time::Duration;

use nilecare_message_store::*;
use nilecare_types::MessageId;
use proptest::prelude::*;

use crate::harness::{Harness, numbers, register, second};

/// Three messages at seconds 10, 20 and 30: queued, in Error after an attempt, not processed.
async fn three(harness: &Harness) {
    for (n, raw) in [&b"1"[..], b"22", b"333"].into_iter().enumerate() {
        harness
            .admit_as(raw, |admission| {
                admission.received_at = second(10 * (n as i64 + 1));
                admission.patient_id = Some(format!("P{}", n % 2));
            })
            .await;
    }
    harness.record(MessageId(1), b"1", Status::Queued).await;
    harness.record(MessageId(2), b"22", Status::Queued).await;
    harness.store.complete(Completion {
        error: Some("refused".to_owned()),
        ..harness.completion(MessageId(2), Status::Error)
    });
    harness.store.flush().await.expect("it has room");
}

#[tokio::test]
async fn messages_are_found_by_each_condition_before_and_after_they_are_indexed() {
    let harness = Harness::new().await;
    three(&harness).await;
    for round in ["recent", "indexed"] {
        let find = async |change: fn(&mut MessageQuery)| {
            harness
                .search(|query| {
                    query.through = Some(MessageId(3));
                    change(query);
                })
                .await
        };
        assert_eq!(find(|_| ()).await, [3, 2, 1], "{round}");
        assert_eq!(find(|query| query.before = Some(MessageId(3))).await, [2, 1], "{round}");
        assert_eq!(find(|query| query.from = Some(MessageId(2))).await, [3, 2], "{round}");
        assert_eq!(find(|query| query.statuses = vec![Status::Error]).await, [2], "{round}");
        assert_eq!(
            find(|query| query.statuses = vec![Status::Queued]).await,
            [1],
            "{round}"
        );
        assert_eq!(
            find(|query| query.statuses = vec![Status::Received]).await,
            [3],
            "{round}"
        );
        assert_eq!(
            find(|query| query.statuses = vec![Status::Transformed]).await,
            [2, 1],
            "{round}"
        );
        assert_eq!(
            find(|query| query.statuses = vec![Status::Queued, Status::Error]).await,
            [2, 1],
            "{round}"
        );
        assert_eq!(find(|query| query.has_error = Some(true)).await, [2], "{round}");
        assert_eq!(find(|query| query.has_error = Some(false)).await, [3, 1], "{round}");
        assert_eq!(find(|query| query.attempts_from = Some(2)).await, [2], "{round}");
        assert_eq!(find(|query| query.attempts_from = Some(3)).await, [0; 0], "{round}");
        assert_eq!(
            find(|query| query.control_id = Some("C3".to_owned())).await,
            [3],
            "{round}"
        );
        assert_eq!(
            find(|query| query.patient_id = Some("P0".to_owned())).await,
            [3, 1],
            "{round}"
        );
        assert_eq!(
            find(|query| query.message_type = Some("ORU^R01".to_owned())).await,
            [0; 0],
            "{round}"
        );
        assert_eq!(
            find(|query| query.message_type = Some("ADT^A01".to_owned())).await,
            [3, 2, 1],
            "{round}"
        );
        assert_eq!(find(|query| query.since = Some(second(20))).await, [3, 2], "{round}");
        assert_eq!(find(|query| query.until = Some(second(20))).await, [1], "{round}");
        assert_eq!(find(|query| query.limit = 2).await, [3, 2], "{round}");
        assert_eq!(find(|query| query.limit = 0).await, [0; 0], "{round}");
        harness.push_into_indexes().await;
    }
}

#[tokio::test]
async fn conditions_on_connectors_hold_at_one_connector() {
    let harness = Harness::new().await;
    three(&harness).await;
    let at = async |name: &str, status| {
        let found = harness.search(|query| {
            query.connector = Some(name.parse().expect("it is a name"));
            query.statuses = vec![status];
        });
        found.await
    };
    assert_eq!(at("out", Status::Error).await, [2]);
    assert_eq!(at("second", Status::Error).await, [0; 0]);
    assert_eq!(at("source", Status::Transformed).await, [2, 1]);
    assert_eq!(at("source", Status::Received).await, [3]);
    assert_eq!(at("out", Status::Received).await, [0; 0]);
}

#[tokio::test]
async fn pages_follow_one_another_without_gap_or_repeat() {
    let harness = Harness::new().await;
    harness.push_into_indexes().await;
    let mut query = MessageQuery::newest(harness.keys.channel, 300);
    let mut found = Vec::new();
    loop {
        let page = harness.store.search(query.clone()).await.expect("it can read");
        found.extend(numbers(page.messages.iter().map(|message| message.message)));
        let Some(next) = page.next else { break };
        query.before = Some(next);
    }
    assert_eq!(found, (1..=2_800).rev().collect::<Vec<_>>());
}

#[tokio::test]
async fn a_search_without_time_says_where_it_stopped_and_goes_on_from_there() {
    let harness = Harness::new().await;
    let wanted = harness
        .admit_as(b"x", |admission| admission.message_type = Some("ORU^R01".to_owned()))
        .await;
    harness.push_into_indexes().await;
    let mut query = MessageQuery::newest(harness.keys.channel, 10);
    query.statuses = vec![Status::Sent];
    query.budget = Duration::ZERO;
    let mut n_stops = 0;
    loop {
        let page = harness.store.search(query.clone()).await.expect("it can read");
        assert!(page.messages.is_empty());
        let Some(stopped_at) = page.stopped_at else { break };
        n_stops += 1;
        assert!(
            query.before.is_none_or(|before| stopped_at < before),
            "each time a bit further"
        );
        query.before = Some(stopped_at);
    }
    assert!(n_stops > 5, "{n_stops}");
    query.statuses = Vec::new();
    query.message_type = Some("ORU^R01".to_owned());
    query.before = Some(MessageId(1_000));
    let page = harness.store.search(query).await.expect("it can read");
    assert_eq!(
        numbers(page.messages.iter().map(|message| message.message)),
        [wanted.0],
        "zones lead to it at once"
    );
}

#[tokio::test]
async fn all_channels_are_searched_when_none_is_named() {
    let harness = Harness::new().await;
    let other = register(&*harness.store, "other", &StoragePolicy::default())
        .await
        .expect("it has room");
    harness.admit(b"1").await;
    harness
        .admit_as(b"1", |admission| {
            admission.channel = other.channel;
            admission.source = other.source;
        })
        .await;
    for _ in 0..2 {
        let query = MessageQuery {
            control_id: Some("C1".to_owned()),
            ..MessageQuery::all(10)
        };
        let page = harness.store.search(query).await.expect("it can read");
        let found: Vec<_> = page
            .messages
            .iter()
            .map(|found| (found.message.0, found.channel))
            .collect();
        assert_eq!(found, [(2, other.channel), (1, harness.keys.channel)]);
        harness.push_into_indexes().await;
    }
    let unprocessed = harness
        .store
        .unprocessed(other.channel, MessageId(0), 10)
        .await
        .expect("it can read");
    assert_eq!(numbers(unprocessed.iter().map(|message| message.message)), [2]);
}

fn columns() -> StoragePolicy {
    let column = |name: &str, kind| MetadataColumn {
        name: name.to_owned(),
        kind,
    };
    StoragePolicy {
        metadata_columns: vec![
            column("ward", MetadataKind::Text),
            column("age", MetadataKind::Number),
            column("urgent", MetadataKind::Boolean),
            column("due", MetadataKind::Timestamp),
        ],
        ..StoragePolicy::default()
    }
}

async fn with_metadata(harness: &Harness, values: Vec<(&str, MetadataValue)>) -> MessageId {
    let message = harness.admit(b"raw").await;
    harness
        .record_as(message, b"raw", |processed| {
            processed.source.metadata = values
                .into_iter()
                .map(|(name, value)| (name.to_owned(), value))
                .collect();
        })
        .await;
    message
}

async fn by_metadata(harness: &Harness, column: &str, comparison: Comparison, value: MetadataValue) -> Vec<i64> {
    let condition = MetadataCondition {
        column: column.to_owned(),
        comparison,
        value,
    };
    harness.search(|query| query.metadata = vec![condition]).await
}

fn text(value: &str) -> MetadataValue {
    MetadataValue::Text(value.to_owned())
}

#[tokio::test]
async fn messages_are_found_by_their_metadata() {
    let harness = Harness::with(columns()).await;
    let late = MetadataValue::Timestamp(second(100));
    with_metadata(
        &harness,
        vec![
            ("ward", text("Surgery 1")),
            ("age", MetadataValue::Number(7.5)),
            ("due", late),
        ],
    )
    .await;
    let urgent = MetadataValue::Boolean(true);
    with_metadata(
        &harness,
        vec![
            ("ward", text("surgery 2")),
            ("age", MetadataValue::Number(80.0)),
            ("urgent", urgent),
        ],
    )
    .await;
    with_metadata(&harness, vec![("unknown", text("x")), ("age", text("no number"))]).await;
    for round in ["recent", "indexed"] {
        let number = |value| MetadataValue::Number(value);
        for (column, comparison, value, expected) in [
            ("ward", Comparison::Equal, text("Surgery 1"), &[1][..]),
            ("ward", Comparison::Contains, text("URGERY"), &[2, 1]),
            ("ward", Comparison::Prefix, text("surg"), &[2]),
            ("ward", Comparison::Equal, text("surgery"), &[]),
            ("age", Comparison::Less, number(80.0), &[1]),
            ("age", Comparison::Greater, number(7.0), &[2, 1]),
            ("age", Comparison::Equal, number(80.0), &[2]),
            ("urgent", Comparison::Equal, MetadataValue::Boolean(true), &[2]),
            ("due", Comparison::Greater, MetadataValue::Timestamp(second(99)), &[1]),
            ("unknown", Comparison::Equal, text("x"), &[]),
        ] {
            let found = by_metadata(&harness, column, comparison, value.clone()).await;
            assert_eq!(found, expected, "{round}: {column} {comparison:?} {value:?}");
        }
        for _ in 0..1_100 {
            with_metadata(&harness, vec![("ward", text("filling"))]).await;
        }
        let n_filling = by_metadata(&harness, "ward", Comparison::Equal, text("filling"))
            .await
            .len();
        assert_eq!(n_filling, 100, "the limit");
    }
    let none = with_metadata(&harness, vec![("age", MetadataValue::Number(f64::NAN))]).await;
    assert_eq!(harness.detail(none).await.metadata, []);
    let detail = harness.detail(MessageId(1)).await;
    let shown = [
        ("ward".to_owned(), text("Surgery 1")),
        ("age".to_owned(), MetadataValue::Number(7.5)),
        ("due".to_owned(), MetadataValue::Timestamp(second(100))),
    ];
    assert_eq!(detail.metadata, shown);
}

#[tokio::test]
async fn only_a_text_contains_something() {
    let harness = Harness::with(columns()).await;
    let mut query = MessageQuery::all(1);
    query.metadata.push(MetadataCondition {
        column: "age".to_owned(),
        comparison: Comparison::Contains,
        value: MetadataValue::Number(1.0),
    });
    let error = harness
        .store
        .search(query)
        .await
        .expect_err("a number contains nothing");
    assert_eq!(error.kind, StoreErrorKind::Invalid);
}

#[tokio::test]
async fn what_was_processed_again_is_found_by_its_origin() {
    let harness = Harness::new().await;
    let first = harness.admit(b"raw").await;
    let again = harness
        .admit_as(b"raw", |admission| admission.origin = Some(first))
        .await;
    harness.push_into_indexes().await;
    assert_eq!(harness.search(|query| query.origin = Some(first)).await, [again.0]);
    let page = harness
        .store
        .search(MessageQuery::all(10_000))
        .await
        .expect("it can read");
    let found = page
        .messages
        .iter()
        .find(|found| found.message == again)
        .expect("it is there");
    assert_eq!(found.origin, Some(first));
}

/// A message as the model of the store knows it.
#[derive(Debug, Clone)]
struct Known {
    channel: usize,
    at: i64,
    control: u8,
    kind: u8,
    status: Option<Status>,
}

fn known() -> impl Strategy<Value = Known> {
    let status = prop_oneof![
        Just(None),
        Just(Some(Status::Queued)),
        Just(Some(Status::Error)),
        Just(Some(Status::Filtered))
    ];
    (0..2_usize, 0..50_i64, 0..4_u8, 0..3_u8, status).prop_map(|(channel, at, control, kind, status)| Known {
        channel,
        at,
        control,
        kind,
        status,
    })
}

/// A question about any of it.
type Question = (
    Option<usize>,
    Option<u8>,
    Option<u8>,
    Option<i64>,
    Option<i64>,
    Option<Status>,
    Option<i64>,
);

fn question() -> impl Strategy<Value = Question> {
    use proptest::option::of;
    let status = prop_oneof![
        Just(Status::Received),
        Just(Status::Queued),
        Just(Status::Error),
        Just(Status::Filtered)
    ];
    (
        of(0..2_usize),
        of(0..4_u8),
        of(0..3_u8),
        of(0..50_i64),
        of(0..50_i64),
        of(status),
        of(1..60_i64),
    )
}

fn is_wanted(known: &Known, number: i64, question: &Question) -> bool {
    let (channel, control, kind, since, until, status, before) = *question;
    channel.is_none_or(|channel| channel == known.channel)
        && control.is_none_or(|control| control == known.control)
        && kind.is_none_or(|kind| kind == known.kind)
        && since.is_none_or(|since| known.at >= since)
        && until.is_none_or(|until| known.at < until)
        && status.is_none_or(|status| known.status.unwrap_or(Status::Received) == status)
        && before.is_none_or(|before| number < before)
}

async fn compare(messages: Vec<Known>, questions: Vec<Question>, is_indexed: bool) {
    let harness = Harness::new().await;
    let other = register(&*harness.store, "other", &StoragePolicy::default())
        .await
        .expect("it has room");
    let channels = [&harness.keys, &other];
    for (n, known) in messages.iter().enumerate() {
        let keys = channels[known.channel];
        let message = harness
            .admit_as(b"raw", |admission| {
                admission.channel = keys.channel;
                admission.source = keys.source;
                admission.received_at = second(known.at);
                admission.control_id = Some(format!("K{}", known.control));
                admission.message_type = Some(format!("T{}", known.kind));
            })
            .await;
        assert_eq!(message.0, n as i64 + 1);
        if let Some(status) = known.status {
            let to = harness.to(keys.destinations[0], status);
            let (then, recorded) = tokio::sync::oneshot::channel();
            harness.store.record(Recording {
                source: keys.source,
                processed: vec![Processed {
                    message,
                    raw: "raw".into(),
                    source: SourceRecord {
                        status: Status::Transformed,
                        preprocessed: None,
                        transformed: None,
                        reply: None,
                        maps: None,
                        metadata: Vec::new(),
                        error: None,
                    },
                    destinations: vec![to],
                }],
                processed_through: None,
                at: second(0),
                urgency: Urgency::Now,
                then: Box::new(move |result| drop(then.send(result))),
            });
            recorded.await.expect("the store calls back").expect("it has room");
        }
    }
    if is_indexed {
        harness.push_into_indexes().await;
    }
    for question in &questions {
        let (channel, control, kind, since, until, status, before) = *question;
        let query = MessageQuery {
            channel: channel.map(|at| channels[at].channel),
            control_id: control.map(|control| format!("K{control}")),
            message_type: kind.map(|kind| format!("T{kind}")),
            since: since.map(second),
            until: until.map(second),
            statuses: status.into_iter().collect(),
            before: before.map(MessageId),
            through: Some(MessageId(messages.len() as i64)),
            ..MessageQuery::all(1_000)
        };
        let page = harness.store.search(query).await.expect("it can read");
        let found = numbers(page.messages.iter().map(|message| message.message));
        let numbered = messages
            .iter()
            .enumerate()
            .rev()
            .map(|(at, known)| (known, at as i64 + 1));
        let expected: Vec<i64> = numbered
            .filter(|(known, number)| is_wanted(known, *number, question))
            .map(|(_, number)| number)
            .collect();
        assert_eq!(found, expected, "{question:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn a_search_finds_what_looking_at_each_message_finds(
        messages in prop::collection::vec(known(), 1..40),
        questions in prop::collection::vec(question(), 1..12),
        is_indexed: bool,
    ) {
        let runtime = tokio::runtime::Runtime::new().expect("a runtime can be made");
        runtime.block_on(compare(messages, questions, is_indexed));
    }
}
