//! The queue in a database file.

use std::sync::Arc;

use jiff::SignedDuration;
use nilecare_sql::Db;
use nilecare_tasks::{Enqueued, KEEP_DONE, LocalTasks, NewTask, Priority, TaskQueue};
use nilecare_testkit::TestStore;
use nilecare_types::{Clock, FixedClock};
use serde_json::Value;

use crate::contract::{self, Bench, LEASE};

pub fn clock() -> Arc<FixedClock> {
    Arc::new(FixedClock::at("2026-11-22T12:00:00Z".parse().expect("a moment")))
}

pub async fn open(folder: &TestStore, clock: Arc<dyn Clock>) -> LocalTasks {
    let url = folder.url("tasks");
    let db = Db::open(&url).await.expect("it opens");
    LocalTasks::open(db, clock).await.expect("it opens")
}

pub fn task(key: &str, clock: &dyn Clock) -> NewTask {
    NewTask {
        kind: "email".to_owned(),
        key: key.to_owned(),
        payload: Value::Null,
        not_before: clock.now(),
        priority: Priority::Normal,
    }
}

#[tokio::test]
async fn a_file_keeps_what_every_queue_promises() {
    let (folder, clock) = (TestStore::new(), clock());
    let queue = open(&folder, clock.clone()).await;
    contract::all(&Bench {
        queue: &queue,
        clock: &clock,
    })
    .await;
}

#[tokio::test]
async fn what_was_leased_when_the_process_died_is_there_at_the_next_start() {
    let (folder, clock) = (TestStore::new(), clock());
    let before = open(&folder, clock.clone()).await;
    before.enqueue(&task("kept", &*clock)).await.expect("it is kept");
    before
        .take("email", LEASE)
        .await
        .expect("it is read")
        .expect("it is due");
    let after = open(&folder, clock.clone()).await;
    assert!(after.take("email", LEASE).await.expect("it is read").is_none());
    clock.advance(SignedDuration::try_from(LEASE).expect("it is short"));
    let again = after
        .take("email", LEASE)
        .await
        .expect("it is read")
        .expect("it is due");
    assert_eq!((again.task.key.as_str(), again.task.attempt), ("kept", 2));
}

#[tokio::test]
async fn what_was_done_is_forgotten_in_the_end() {
    let (folder, clock) = (TestStore::new(), clock());
    let queue = open(&folder, clock.clone()).await;
    queue.enqueue(&task("old", &*clock)).await.expect("it is kept");
    let lease = queue
        .take("email", LEASE)
        .await
        .expect("it is read")
        .expect("it is due");
    queue.done(&lease).await.expect("the lease holds");
    clock.advance(KEEP_DONE);
    assert_eq!(queue.forget_done().await.expect("it can be written"), 0);
    clock.advance(SignedDuration::from_millis(1));
    assert_eq!(queue.forget_done().await.expect("it can be written"), 1);
    let again = queue.enqueue(&task("old", &*clock)).await.expect("it is kept");
    assert!(matches!(again, Enqueued::New(_)));
}
