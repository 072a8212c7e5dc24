//! The one writer: takes what is waiting, writes it in one transaction, flushes once, then tells everyone.

use std::sync::Arc;

use rusqlite::Connection;
use tokio::sync::{mpsc, oneshot};

use super::Shared;
use super::write::{Memory, VersionWriter};
use crate::error::database;
use crate::{Change, ChangeError, Changed, StoreError};

/// How many batches may wait; more wait at the door.
const QUEUE: usize = 1024;
/// The most batches of one commit.
const GROUP: usize = 128;

type Answer = Result<Vec<Changed>, (usize, ChangeError)>;

struct Job {
    changes: Vec<Change>,
    answer: oneshot::Sender<Answer>,
}

/// Hands batches to the writer's thread, which ends when this is dropped.
#[derive(Debug)]
pub(super) struct Writer {
    jobs: mpsc::Sender<Job>,
}

impl Writer {
    pub fn start(connection: Connection, shared: Arc<Shared>) -> Result<Self, StoreError> {
        let (jobs, waiting) = mpsc::channel(QUEUE);
        let thread = std::thread::Builder::new().name("fhir-writer".to_owned());
        let started = thread.spawn(move || run(connection, &shared, waiting));
        started.map(|_| Self { jobs }).map_err(|error| StoreError::Database {
            doing: "starting the writer",
            detail: error.to_string(),
        })
    }

    pub async fn apply(&self, changes: Vec<Change>) -> Answer {
        let closed = || (0, ChangeError::Store(StoreError::Closed));
        let (answer, answered) = oneshot::channel();
        self.jobs.send(Job { changes, answer }).await.map_err(|_| closed())?;
        answered.await.map_err(|_| closed())?
    }
}

fn run(connection: Connection, shared: &Shared, mut waiting: mpsc::Receiver<Job>) {
    let mut memory = Memory::default();
    let newest = connection.query_row("SELECT max(updated) FROM version", [], |row| {
        row.get::<_, Option<i64>>(0)
    });
    let mut last = newest.ok().flatten().unwrap_or(0);
    while let Some(first) = waiting.blocking_recv() {
        let mut group = vec![first];
        while group.len() < GROUP
            && let Ok(next) = waiting.try_recv()
        {
            group.push(next);
        }
        let (jobs, senders): (Vec<_>, Vec<_>) = group.into_iter().map(|job| (job.changes, job.answer)).unzip();
        let answers = match commit(&connection, shared, &mut memory, &mut last, jobs) {
            Ok(answers) => answers,
            Err(error) => {
                tracing::error!(%error, "the FHIR store could not commit");
                memory.forget();
                let _ = connection.execute_batch("ROLLBACK");
                senders
                    .iter()
                    .map(|_| Err((0, ChangeError::Store(error.clone()))))
                    .collect()
            }
        };
        for (sender, answer) in senders.into_iter().zip(answers) {
            // Who asked may have gone away.
            let _ = sender.send(answer);
        }
    }
}

/// Writes several batches in one transaction; one that cannot be applied is undone alone.
fn commit(
    connection: &Connection,
    shared: &Shared,
    memory: &mut Memory,
    last: &mut i64,
    jobs: Vec<Vec<Change>>,
) -> Result<Vec<Answer>, StoreError> {
    const DOING: &str = "committing";
    let run = |sql: &str| {
        connection
            .prepare_cached(sql)
            .and_then(|mut statement| statement.execute([]).map(drop))
    };
    run("BEGIN IMMEDIATE").map_err(database(DOING))?;
    let mut answers = Vec::with_capacity(jobs.len());
    for changes in jobs {
        run("SAVEPOINT batch").map_err(database(DOING))?;
        // Time never runs backwards here, whatever the clock does: the history is in its order.
        let now = shared.clock.now().as_microsecond().max(*last);
        *last = now;
        let mut writer = VersionWriter {
            connection,
            shared,
            memory,
            now,
        };
        let answer = crate::batch::apply(&mut writer, changes);
        if answer.is_err() {
            run("ROLLBACK TO batch").map_err(database(DOING))?;
            memory.forget();
        }
        run("RELEASE batch").map_err(database(DOING))?;
        answers.push(answer);
    }
    run("COMMIT").map_err(database(DOING))?;
    Ok(answers)
}
