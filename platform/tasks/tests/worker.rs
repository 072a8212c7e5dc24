//! Workers: how often, how many at once, how fast, and what becomes of what will not do.

use std::collections::VecDeque;
use std::sync::Arc;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use async_trait::async_trait;
use nilecare_tasks::{
    DeadFilter, LocalTasks, Rate, RetryPolicy, Task, TaskFailure, TaskHandler, TaskQueue, TaskState, Worker,
    WorkerOptions,
};
use nilecare_testkit::TestStore;
use nilecare_types::{Clock, SystemClock};
use tokio_util::sync::CancellationToken;

use crate::local::{open, task};

/// Answers as it was told, then with success.
#[derive(Default)]
struct Script {
    answers: Mutex<VecDeque<TaskFailure>>,
    ran: Mutex<Vec<(String, u32)>>,
    given_up: Mutex<Vec<(String, String)>>,
    at_once: AtomicUsize,
    most_at_once: AtomicUsize,
    takes: Duration,
}

#[async_trait]
impl TaskHandler for Script {
    async fn run(&self, task: &Task) -> Result<(), TaskFailure> {
        let now = self.at_once.fetch_add(1, Ordering::SeqCst) + 1;
        self.most_at_once.fetch_max(now, Ordering::SeqCst);
        tokio::time::sleep(self.takes).await;
        self.at_once.fetch_sub(1, Ordering::SeqCst);
        self.ran
            .lock()
            .expect("nobody panics")
            .push((task.key.clone(), task.attempt));
        self.answers
            .lock()
            .expect("nobody panics")
            .pop_front()
            .map_or(Ok(()), Err)
    }

    async fn gave_up(&self, task: &Task, problem: &str) {
        self.given_up
            .lock()
            .expect("nobody panics")
            .push((task.key.clone(), problem.to_owned()));
    }
}

fn retry(problem: &str) -> TaskFailure {
    TaskFailure::Retry {
        problem: problem.to_owned(),
        after: None,
    }
}

fn quick() -> WorkerOptions {
    WorkerOptions {
        retry: RetryPolicy {
            attempts: 3,
            first: Duration::from_millis(10),
            longest: Duration::from_millis(20),
        },
        ..WorkerOptions::default()
    }
}

struct Shop {
    queue: Arc<LocalTasks>,
    stop: CancellationToken,
    worker: tokio::task::JoinHandle<()>,
    _folder: TestStore,
}

async fn shop(handler: &Arc<Script>, keys: &[&str], options: WorkerOptions) -> Shop {
    let folder = TestStore::new();
    let clock: Arc<dyn Clock> = Arc::new(SystemClock);
    let queue = Arc::new(open(&folder, Arc::clone(&clock)).await);
    for key in keys {
        queue.enqueue(&task(key, &*clock)).await.expect("it is kept");
    }
    let worker = Worker::new(queue.clone(), "email", handler.clone(), clock).with(options);
    let stop = CancellationToken::new();
    let worker = tokio::spawn(worker.run(stop.clone()));
    Shop {
        queue,
        stop,
        worker,
        _folder: folder,
    }
}

impl Shop {
    async fn becomes(&self, state: TaskState, n_tasks: u64) {
        let wait = async {
            loop {
                let counts = self.queue.counts().await.expect("it can be read");
                let count = counts.iter().find(|count| count.state == state);
                if count.map_or(0, |count| count.n_tasks) == n_tasks {
                    return;
                }
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
        };
        let waited = tokio::time::timeout(Duration::from_secs(30), wait).await;
        waited.unwrap_or_else(|_| panic!("never {n_tasks} {state:?}"));
    }

    async fn end(self) {
        self.stop.cancel();
        let ended = tokio::time::timeout(Duration::from_secs(10), self.worker).await;
        ended.expect("it stops").expect("it does not panic");
    }
}

#[tokio::test]
async fn what_fails_is_tried_again_and_given_up_after_so_many_attempts() {
    let handler = Arc::new(Script::default());
    handler.answers.lock().expect("nobody panics").extend([
        retry("first"),
        TaskFailure::Later(SystemClock.now()),
        retry("second"),
        retry("third"),
    ]);
    let shop = shop(&handler, &["m1"], quick()).await;
    shop.becomes(TaskState::Dead, 1).await;
    let filter = DeadFilter {
        limit: 1,
        ..DeadFilter::default()
    };
    let dead = shop.queue.dead_tasks(&filter).await.expect("it can be read");
    assert_eq!((dead[0].attempts, dead[0].problem.as_str()), (3, "third"));
    shop.queue.retry_dead(dead[0].id).await.expect("it is dead");
    shop.becomes(TaskState::Done, 1).await;
    shop.end().await;
    let attempts: Vec<_> = handler
        .ran
        .lock()
        .expect("nobody panics")
        .iter()
        .map(|(_, n)| *n)
        .collect();
    assert_eq!(attempts, [1, 2, 2, 3, 1]);
    let given_up = handler.given_up.lock().expect("nobody panics").clone();
    assert_eq!(given_up, [("m1".to_owned(), "third".to_owned())]);
}

#[tokio::test]
async fn no_more_are_done_at_once_than_there_are_seats() {
    let handler = Arc::new(Script {
        takes: Duration::from_millis(30),
        ..Script::default()
    });
    let options = WorkerOptions {
        concurrency: 2,
        ..quick()
    };
    let shop = shop(&handler, &["1", "2", "3", "4", "5", "6"], options).await;
    shop.becomes(TaskState::Done, 6).await;
    shop.end().await;
    assert_eq!(handler.most_at_once.load(Ordering::SeqCst), 2);
}

#[tokio::test]
async fn no_more_are_begun_in_a_time_than_the_rate_says() {
    let handler = Arc::new(Script::default());
    let options = WorkerOptions {
        rate: Some(Rate {
            tasks: 2,
            per: Duration::from_millis(400),
        }),
        ..quick()
    };
    let begun = Instant::now();
    let shop = shop(&handler, &["1", "2", "3", "4", "5", "6"], options).await;
    shop.becomes(TaskState::Done, 6).await;
    shop.end().await;
    // Two at once, then one every 200 ms.
    assert!(begun.elapsed() >= Duration::from_millis(790), "{:?}", begun.elapsed());
}

#[tokio::test]
async fn what_is_in_hand_is_finished_when_the_worker_stops() {
    let handler = Arc::new(Script {
        takes: Duration::from_millis(200),
        ..Script::default()
    });
    let options = WorkerOptions {
        concurrency: 1,
        ..quick()
    };
    let shop = shop(&handler, &["1", "2"], options).await;
    shop.becomes(TaskState::Leased, 1).await;
    shop.stop.cancel();
    shop.becomes(TaskState::Done, 1).await;
    shop.becomes(TaskState::Waiting, 1).await;
    shop.end().await;
    assert_eq!(handler.ran.lock().expect("nobody panics").len(), 1);
}

#[tokio::test]
async fn what_takes_longer_than_its_lease_is_ended_before_another_one_has_it() {
    let handler = Arc::new(Script {
        takes: Duration::from_secs(60),
        ..Script::default()
    });
    let options = WorkerOptions {
        lease: Duration::from_millis(100),
        stop_grace: Duration::from_millis(10),
        ..quick()
    };
    let shop = shop(&handler, &["slow"], options).await;
    shop.becomes(TaskState::Dead, 1).await;
    shop.end().await;
    let given_up = handler.given_up.lock().expect("nobody panics").clone();
    assert!(given_up[0].1.contains("took longer"), "{given_up:?}");
}
