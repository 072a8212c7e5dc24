//! The way of a message, and what the end of a process does to it.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use nilecare_message_store::*;
use nilecare_types::MessageId;

use crate::harness::Harness;

#[tokio::test]
async fn a_message_is_followed_from_admission_to_delivery() {
    let harness = Harness::new().await;
    let message = harness.admit(b"raw").await;
    assert_eq!(
        (harness.unprocessed().await, harness.queued().await),
        (vec![message.0], vec![])
    );
    harness.record(message, b"raw", Status::Queued).await;
    assert_eq!(
        (harness.unprocessed().await, harness.queued().await),
        (vec![], vec![message.0])
    );
    harness.complete(message, Status::Queued).await;
    assert_eq!(harness.queued().await, vec![message.0]);
    harness.complete(message, Status::Sent).await;
    assert_eq!(harness.queued().await, Vec::<i64>::new());

    let detail = harness
        .store
        .message(message)
        .await
        .expect("it can read")
        .expect("it is there");
    assert_eq!(detail.raw, "raw");
    let sent = &detail.connectors[1];
    assert_eq!((sent.summary.status, sent.summary.attempts), (Status::Sent, 2));
    assert!(sent.summary.is_possible_duplicate);
    assert_eq!(sent.content.as_deref(), Some(&b"to be sent"[..]));
    assert_eq!(sent.response.as_deref(), Some(&b"MSA|AA"[..]));
}

#[tokio::test]
async fn counts_follow_every_step_and_survive_the_end_of_the_process() {
    let harness = Harness::new().await;
    for (raw, status) in [
        (&b"1"[..], Status::Queued),
        (b"2", Status::Filtered),
        (b"3", Status::Error),
    ] {
        let message = harness.admit(raw).await;
        harness.record(message, raw, status).await;
    }
    let destination = Counts {
        received: 3,
        filtered: 1,
        queued: 1,
        sent: 0,
        error: 1,
    };
    assert_eq!(
        harness.counts().await[..2],
        [
            Counts {
                received: 3,
                ..Counts::default()
            },
            destination
        ]
    );
    harness.complete(MessageId(1), Status::Sent).await;
    harness.complete(MessageId(1), Status::Sent).await;
    let harness = harness.reopen().await;
    assert_eq!(
        harness.counts().await[1],
        Counts {
            queued: 0,
            sent: 1,
            ..destination
        }
    );
}

#[tokio::test]
async fn numbers_rise_in_the_order_of_calls_and_news_come_in_that_order() {
    let harness = Harness::new().await;
    let news = Arc::new(Mutex::new(Vec::new()));
    for _ in 0..500 {
        let news = Arc::clone(&news);
        let then = move |result: Result<MessageId, _>| news.lock().expect("not poisoned").push(result.expect("room").0);
        harness.store.admit(Admission {
            then: Box::new(then),
            ..harness.admission(b"x").0
        });
    }
    harness.store.flush().await.expect("it has room");
    assert_eq!(*news.lock().expect("not poisoned"), (1..=500).collect::<Vec<i64>>());
}

#[tokio::test]
async fn numbers_are_not_given_twice_and_an_unclean_end_is_noticed() {
    let harness = Harness::new().await;
    assert!(harness.store.was_closed_cleanly());
    let first = harness.admit(b"1").await;
    let harness = harness.reopen().await;
    assert!(!harness.store.was_closed_cleanly());
    let second = harness.admit(b"2").await;
    assert!(second > first);
    harness.store.close().await.expect("it has room");
    let id = harness.store.id();
    let harness = harness.reopen().await;
    assert!(harness.store.was_closed_cleanly());
    assert_eq!(harness.store.id(), id);
}

#[tokio::test]
async fn what_an_unclean_end_left_in_doubt_stays_marked_until_it_is_delivered() {
    let harness = Harness::new().await;
    let n_messages = UNRECORDED_LIMIT + 2;
    for _ in 0..n_messages {
        let message = harness.admit(b"raw").await;
        harness.record(message, b"raw", Status::Queued).await;
    }
    let marked = async |harness: &Harness| {
        let queued = harness.store.queued(harness.out(), MessageId(0), None, 1_000).await;
        let queued = queued.expect("it can read");
        queued
            .iter()
            .map(|message| message.is_possible_duplicate)
            .collect::<Vec<_>>()
    };
    assert_eq!(marked(&harness).await, vec![false; n_messages]);
    let harness = harness.reopen().await;
    let mut expected = vec![true; UNRECORDED_LIMIT];
    expected.extend([false; 2]);
    assert_eq!(marked(&harness).await, expected);
    // A process that delivers nothing and ends well must not make them certain.
    harness.store.close().await.expect("it has room");
    let harness = harness.reopen().await;
    assert!(harness.store.was_closed_cleanly());
    assert_eq!(marked(&harness).await, expected);
}

#[tokio::test]
async fn closing_lets_go_of_the_files() {
    let harness = Harness::new().await;
    harness.admit(b"raw").await;
    assert_eq!(harness.unprocessed().await, [1]);
    harness.store.close().await.expect("it has room");
    let files = std::fs::read_dir(harness.folder.path()).expect("the folder is ours");
    let names = files
        .map(|file| file.expect("it can be listed").file_name())
        .collect::<Vec<_>>();
    assert_eq!(names, ["messages.db"], "the log was moved into the file and removed");
    let error = harness.store.queued(harness.out(), MessageId(0), None, 1).await;
    assert_eq!(error.expect_err("it is closed").kind, StoreErrorKind::Closed);
}

#[tokio::test]
async fn a_record_that_comes_twice_counts_once() {
    let harness = Harness::new().await;
    let message = harness.admit(b"raw").await;
    harness.record(message, b"raw", Status::Queued).await;
    harness.record(message, b"raw", Status::Queued).await;
    assert_eq!(harness.counts().await[1].queued, 1);
}

#[tokio::test]
async fn a_completion_is_written_soon_although_nobody_waits() {
    let harness = Harness::new().await;
    let message = harness.admit(b"raw").await;
    harness.record(message, b"raw", Status::Queued).await;
    harness.store.complete(harness.completion(message, Status::Sent));
    let written = async {
        while !harness.queued().await.is_empty() {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(Duration::from_secs(10), written)
        .await
        .expect("it is written within milliseconds");
}

#[tokio::test]
async fn a_defect_is_kept_in_error_and_never_processed() {
    let harness = Harness::new().await;
    let defect = "it ended before its end block".to_owned();
    let message = harness
        .admit_as(b"half a mess", |admission| admission.defect = Some(defect))
        .await;
    assert_eq!(harness.unprocessed().await, Vec::<i64>::new());
    let detail = harness
        .store
        .message(message)
        .await
        .expect("it can read")
        .expect("it is there");
    assert_eq!(detail.connectors[0].summary.status, Status::Error);
    assert_eq!(
        harness.counts().await[0],
        Counts {
            received: 1,
            error: 1,
            ..Counts::default()
        }
    );
}

#[tokio::test]
async fn what_is_handed_over_after_closing_is_refused() {
    let harness = Harness::new().await;
    harness.store.close().await.expect("it has room");
    let (admission, admitted) = harness.admission(b"late");
    harness.store.admit(admission);
    let error = admitted.await.expect("the store calls back").expect_err("it is closed");
    assert_eq!(error.kind, StoreErrorKind::Closed);
}

#[tokio::test]
async fn what_was_processed_once_is_not_looked_for_again() {
    let harness = Harness::new().await;
    let message = harness.admit(b"raw").await;
    let (then, recorded) = tokio::sync::oneshot::channel();
    harness.store.record(Recording {
        source: harness.keys.source,
        processed: Vec::new(),
        processed_through: Some(message),
        at: nilecare_types::Timestamp::UNIX_EPOCH,
        urgency: Urgency::Now,
        then: Box::new(move |result| drop(then.send(result))),
    });
    recorded.await.expect("the store calls back").expect("it has room");
    let next = harness.admit(b"next").await;
    assert_eq!(harness.unprocessed().await, [next.0]);
}
