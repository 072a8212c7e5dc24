//! What every queue promises. Each back end runs all of it.

use std::time::Duration;

use jiff::SignedDuration;
use nilecare_tasks::{DeadFilter, Enqueued, Lease, NewTask, Priority, TaskError, TaskQueue, TaskState};
use nilecare_types::{Clock, FixedClock, TaskId};
use serde_json::json;

pub const LEASE: Duration = Duration::from_secs(60);

/// A queue on a clock that the test moves.
pub struct Bench<'a> {
    pub queue: &'a dyn TaskQueue,
    pub clock: &'a FixedClock,
}

impl Bench<'_> {
    fn task(&self, key: &str, in_seconds: i64) -> NewTask {
        NewTask {
            kind: "email".to_owned(),
            key: key.to_owned(),
            payload: json!({ "key": key }),
            not_before: self.clock.now() + SignedDuration::from_secs(in_seconds),
            priority: Priority::Normal,
        }
    }

    async fn put(&self, key: &str, in_seconds: i64) -> Enqueued {
        let put = self.queue.enqueue(&self.task(key, in_seconds)).await;
        put.expect("it is kept")
    }

    async fn take(&self) -> Option<Lease> {
        self.queue.take("email", LEASE).await.expect("it can be read")
    }

    async fn key(&self) -> Option<String> {
        let lease = self.take().await?;
        self.queue.done(&lease).await.expect("the lease holds");
        Some(lease.task.key)
    }

    fn pass(&self, seconds: i64) {
        self.clock.advance(SignedDuration::from_secs(seconds));
    }
}

pub async fn all(bench: &Bench<'_>) {
    the_same_work_is_taken_once(bench).await;
    work_waits_for_its_time_and_the_urgent_comes_first(bench).await;
    what_was_not_begun_can_be_withdrawn(bench).await;
    the_task_of_a_worker_that_died_is_taken_again(bench).await;
    a_failed_task_comes_again_and_a_postponed_one_has_lost_nothing(bench).await;
    dead_tasks_are_listed_retried_and_dropped(bench).await;
    a_thousand_tasks_come_in_the_order_of_their_time(bench).await;
    what_has_no_name_or_is_too_large_is_refused(bench).await;
}

async fn the_same_work_is_taken_once(bench: &Bench<'_>) {
    assert!(matches!(bench.put("once", 0).await, Enqueued::New(_)));
    assert_eq!(bench.put("once", 0).await, Enqueued::Known);
    assert_eq!(bench.key().await.as_deref(), Some("once"));
    // Also when it is done.
    assert_eq!(bench.put("once", 0).await, Enqueued::Known);
    assert_eq!(bench.key().await, None);
    let other = NewTask {
        kind: "sms".to_owned(),
        ..bench.task("once", 0)
    };
    let other = bench.queue.enqueue(&other).await.expect("it is kept");
    assert!(matches!(other, Enqueued::New(_)), "another kind is other work");
    assert_eq!(bench.key().await, None, "and is taken by who does that kind");
}

async fn work_waits_for_its_time_and_the_urgent_comes_first(bench: &Bench<'_>) {
    bench.put("later", 60).await;
    bench.put("now", 0).await;
    let urgent = NewTask {
        priority: Priority::High,
        ..bench.task("urgent", 0)
    };
    bench.queue.enqueue(&urgent).await.expect("it is kept");
    assert_eq!(bench.key().await.as_deref(), Some("urgent"));
    assert_eq!(bench.key().await.as_deref(), Some("now"));
    assert_eq!(bench.key().await, None);
    bench.pass(59);
    assert_eq!(bench.key().await, None);
    bench.pass(1);
    assert_eq!(bench.key().await.as_deref(), Some("later"));
}

async fn what_was_not_begun_can_be_withdrawn(bench: &Bench<'_>) {
    let withdraw = async |key: &str| bench.queue.withdraw("email", key).await.expect("it can be written");
    bench.put("unwanted", 60).await;
    assert!(withdraw("unwanted").await);
    assert!(!withdraw("unwanted").await);
    assert!(!withdraw("never there").await);
    bench.pass(60);
    assert_eq!(bench.key().await, None);
    assert_eq!(bench.put("unwanted", 0).await, Enqueued::Known);
    bench.put("begun", 0).await;
    let lease = bench.take().await.expect("it is due");
    assert!(!withdraw("begun").await);
    bench.queue.done(&lease).await.expect("the lease holds");
}

async fn the_task_of_a_worker_that_died_is_taken_again(bench: &Bench<'_>) {
    bench.put("killed", 0).await;
    let first = bench.take().await.expect("it is due");
    assert_eq!((first.task.key.as_str(), first.task.attempt), ("killed", 1));
    bench.pass(59);
    assert_eq!(bench.take().await, None, "the lease holds");
    bench.pass(1);
    let second = bench.take().await.expect("the lease is over");
    assert_eq!((second.task.id, second.task.attempt), (first.task.id, 2));
    // The first worker was only slow. Its answer counts no more.
    let late = bench.queue.done(&first).await;
    assert!(
        matches!(late, Err(TaskError::LeaseOver(id)) if id == first.task.id),
        "{late:?}"
    );
    bench.queue.done(&second).await.expect("the lease holds");
    bench.pass(120);
    assert_eq!(bench.take().await, None);
}

async fn a_failed_task_comes_again_and_a_postponed_one_has_lost_nothing(bench: &Bench<'_>) {
    bench.put("fails", 0).await;
    let at = |seconds| bench.clock.now() + SignedDuration::from_secs(seconds);
    let first = bench.take().await.expect("it is due");
    bench
        .queue
        .again(&first, at(10), Some("no answer"))
        .await
        .expect("the lease holds");
    assert_eq!(bench.take().await, None);
    bench.pass(10);
    let second = bench.take().await.expect("it is due");
    assert_eq!(second.task.attempt, 2);
    bench.queue.again(&second, at(10), None).await.expect("the lease holds");
    bench.pass(10);
    let third = bench.take().await.expect("it is due");
    assert_eq!(third.task.attempt, 2, "the one before was no attempt");
    bench.queue.done(&third).await.expect("the lease holds");
}

async fn dead_tasks_are_listed_retried_and_dropped(bench: &Bench<'_>) {
    let mut ids = Vec::new();
    for key in ["poison-1", "poison-2"] {
        bench.put(key, 0).await;
        let lease = bench.take().await.expect("it is due");
        bench.queue.dead(&lease, "refused").await.expect("the lease holds");
        ids.push(lease.task.id);
    }
    let dead = async |kind: Option<&str>| {
        let filter = DeadFilter {
            kind: kind.map(str::to_owned),
            limit: 10,
            ..DeadFilter::default()
        };
        bench.queue.dead_tasks(&filter).await.expect("it can be read")
    };
    let listed = dead(None).await;
    let keys: Vec<_> = listed.iter().map(|dead| dead.key.as_str()).collect();
    assert_eq!(keys, ["poison-1", "poison-2"]);
    assert_eq!((listed[0].attempts, listed[0].problem.as_str()), (1, "refused"));
    assert!(dead(Some("sms")).await.is_empty());
    bench.queue.retry_dead(ids[0]).await.expect("it is dead");
    bench.queue.drop_dead(ids[1]).await.expect("it is dead");
    for id in [ids[0], ids[1], TaskId::generate()] {
        let again = bench.queue.retry_dead(id).await;
        assert!(matches!(again, Err(TaskError::NotDead(not)) if not == id), "{again:?}");
    }
    let again = bench.take().await.expect("it is due");
    assert_eq!((again.task.key.as_str(), again.task.attempt), ("poison-1", 1), "as new");
    bench.queue.done(&again).await.expect("the lease holds");
    assert_eq!(bench.take().await, None);
    assert!(dead(None).await.is_empty());
}

async fn a_thousand_tasks_come_in_the_order_of_their_time(bench: &Bench<'_>) {
    // 7 and 1000 have no common divisor, so each second from 0 to 999 comes once.
    for at in 0..1000 {
        let second = at * 7 % 1000;
        bench.put(&format!("at-{second:03}"), second).await;
    }
    let counts = bench.queue.counts().await.expect("it can be read");
    let waiting = counts
        .iter()
        .find(|count| count.kind == "email" && count.state == TaskState::Waiting);
    assert_eq!(waiting.map(|count| count.n_tasks), Some(1000));
    let mut came = Vec::new();
    for (step, n_due) in [(0, 1), (500, 501), (499, 1000)] {
        bench.pass(step);
        while let Some(key) = bench.key().await {
            came.push(key);
        }
        assert_eq!(came.len(), n_due);
    }
    let wanted: Vec<_> = (0..1000).map(|second| format!("at-{second:03}")).collect();
    assert_eq!(came, wanted);
}

async fn what_has_no_name_or_is_too_large_is_refused(bench: &Bench<'_>) {
    for key in [String::new(), "k".repeat(201)] {
        let put = bench.queue.enqueue(&bench.task(&key, 0)).await;
        assert!(matches!(put, Err(TaskError::Unnamed)), "{put:?}");
    }
    let large = NewTask {
        payload: json!("x".repeat(64 << 10)),
        ..bench.task("large", 0)
    };
    let put = bench.queue.enqueue(&large).await;
    assert!(matches!(put, Err(TaskError::TooLarge { .. })), "{put:?}");
}
