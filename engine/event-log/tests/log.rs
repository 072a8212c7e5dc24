//! Recording, searching page by page, pruning, and what the file itself refuses.

use nilecare_event_log::{EventLog, EventQuery, NewEvent, Outcome};
use nilecare_types::Timestamp;
use serde_json::json;

fn at(seconds: i64) -> Timestamp {
    Timestamp::from_second(seconds).expect("it is a time")
}

fn event(seconds: i64, user: &str, action: &str, target: &str) -> NewEvent {
    NewEvent {
        at: at(seconds),
        user: user.to_owned(),
        address: Some("127.0.0.1".to_owned()),
        action: action.to_owned(),
        target: target.to_owned(),
        outcome: Outcome::Success,
        detail: json!({ "revision": seconds }),
    }
}

async fn filled() -> (tempfile::TempDir, EventLog) {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let log = EventLog::open(&folder.path().join("events.db")).expect("the folder is ours");
    for seconds in 0..100 {
        let user = if seconds % 2 == 0 { "ann" } else { "ben" };
        let action = if seconds % 5 == 0 {
            "channel.deploy"
        } else {
            "message.read"
        };
        let target = format!("channel/c{}", seconds % 3);
        log.record(event(seconds, user, action, &target))
            .await
            .expect("there is room");
    }
    (folder, log)
}

fn query() -> EventQuery {
    EventQuery {
        limit: 1_000,
        ..EventQuery::default()
    }
}

#[tokio::test]
async fn each_filter_finds_what_a_walk_through_all_finds() {
    let (_folder, log) = filled().await;
    let all = log.search(query()).await.expect("it is readable");
    assert_eq!((all.len(), all[0].at), (100, at(99)));
    let queries = [
        EventQuery {
            user: Some("ann".to_owned()),
            ..query()
        },
        EventQuery {
            action: Some("channel.deploy".to_owned()),
            ..query()
        },
        EventQuery {
            action: Some("channel.*".to_owned()),
            ..query()
        },
        EventQuery {
            target: Some("channel/c1".to_owned()),
            since: Some(at(10)),
            until: Some(at(20)),
            ..query()
        },
        EventQuery {
            user: Some("ben".to_owned()),
            action: Some("message.*".to_owned()),
            ..query()
        },
        EventQuery {
            outcome: Some(Outcome::Failed),
            ..query()
        },
    ];
    for query in queries {
        let expected = all.iter().filter(|event| {
            let action = query.action.as_deref();
            query.user.as_ref().is_none_or(|user| *user == event.user)
                && action.is_none_or(|action| event.action.starts_with(action.trim_end_matches('*')))
                && query.target.as_ref().is_none_or(|target| *target == event.target)
                && query.outcome.is_none_or(|outcome| outcome == event.outcome)
                && query.since.is_none_or(|since| event.at >= since)
                && query.until.is_none_or(|until| event.at < until)
        });
        let expected = expected.cloned().collect::<Vec<_>>();
        assert_eq!(
            log.search(query.clone()).await.expect("it is readable"),
            expected,
            "{query:?}"
        );
    }
}

#[tokio::test]
async fn pages_follow_one_another_while_events_arrive() {
    let (_folder, log) = filled().await;
    let mut seen = Vec::new();
    let mut before = None;
    loop {
        let page = log
            .search(EventQuery {
                limit: 7,
                before,
                ..query()
            })
            .await
            .expect("it is readable");
        log.record(event(1_000, "ann", "channel.deploy", ""))
            .await
            .expect("there is room");
        let Some(last) = page.last() else { break };
        before = Some(last.id);
        seen.extend(page.iter().map(|event| event.at));
    }
    assert_eq!(seen, (0..100).rev().map(at).collect::<Vec<_>>());
}

#[tokio::test]
async fn events_are_pruned_by_age_and_never_changed() {
    let (folder, log) = filled().await;
    let database = rusqlite::Connection::open(folder.path().join("events.db")).expect("it is there");
    let refused = database
        .execute("UPDATE event SET user = 'x'", ())
        .expect_err("events are final");
    assert!(refused.to_string().contains("never changed"), "{refused}");
    assert!(database.execute("DELETE FROM event WHERE id = 100", ()).is_err());
    assert_eq!(log.prune(at(40)).await.expect("there is room"), 40);
    let left = log.search(query()).await.expect("it is readable");
    assert_eq!((left.len(), left.last().expect("60 are left").at), (60, at(40)));
    assert!(database.execute("DELETE FROM event WHERE id = 100", ()).is_err());
}

#[tokio::test]
async fn what_was_recorded_is_there_after_a_restart() {
    let (folder, log) = filled().await;
    drop(log);
    let log = EventLog::open(&folder.path().join("events.db")).expect("the folder is ours");
    let found = log
        .search(EventQuery { limit: 1, ..query() })
        .await
        .expect("it is readable");
    assert_eq!(found[0].detail, json!({ "revision": 99 }));
}

#[tokio::test]
async fn what_is_too_long_is_cut() {
    let (_folder, log) = filled().await;
    let mut long = event(0, &"ü".repeat(1_000), "channel.deploy", "");
    long.detail = json!("x".repeat(100_000));
    let id = log.record(long).await.expect("there is room");
    let found = log
        .search(EventQuery { limit: 1, ..query() })
        .await
        .expect("it is readable");
    assert_eq!((found[0].id, found[0].user.len()), (id, 256));
    assert_eq!(found[0].detail, json!({ "left_out": "the details are too long" }));
}

#[tokio::test]
async fn many_at_once_are_all_kept_in_the_order_of_their_numbers() {
    let (_folder, log) = filled().await;
    let records = (0..500).map(|n| {
        let log = log.clone();
        tokio::spawn(async move { log.record(event(n, "ann", "channel.start", "")).await })
    });
    let mut ids = Vec::new();
    for record in records.collect::<Vec<_>>() {
        ids.push(record.await.expect("it does not panic").expect("there is room"));
    }
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), 500);
}
