//! The thread that writes.

use std::sync::mpsc::{Receiver, SyncSender, sync_channel};

use nilecare_types::Timestamp;
use rusqlite::{Connection, params};
use tokio::sync::oneshot;

use crate::{EventId, EventLogError, NewEvent};

/// So many events may wait to be written.
const WAITING_LIMIT: usize = 1_024;
/// So many go into one commit.
const COMMIT_LIMIT: usize = 256;
/// So many are removed in one commit.
const PRUNE_STEP: u32 = 1_000;

type Answer<T> = oneshot::Sender<Result<T, EventLogError>>;

pub(crate) enum Op {
    Record(Box<NewEvent>, Answer<EventId>),
    Prune(Timestamp, Answer<u64>),
}

/// Starts the thread; it ends when the sender is dropped.
pub(crate) fn start(connection: Connection) -> std::io::Result<SyncSender<Op>> {
    let (sender, receiver) = sync_channel(WAITING_LIMIT);
    std::thread::Builder::new()
        .name("event-log".to_owned())
        .spawn(move || run(connection, &receiver))?;
    Ok(sender)
}

fn run(mut connection: Connection, receiver: &Receiver<Op>) {
    while let Ok(first) = receiver.recv() {
        let mut records = Vec::new();
        let mut prunes = Vec::new();
        let mut next = Some(first);
        while let Some(op) = next.take() {
            match op {
                Op::Record(event, answer) => records.push((event, answer)),
                Op::Prune(before, answer) => prunes.push((before, answer)),
            }
            if records.len() < COMMIT_LIMIT && prunes.is_empty() {
                next = receiver.try_recv().ok();
            }
        }
        write(&mut connection, records);
        for (before, answer) in prunes {
            let _ = answer.send(prune(&mut connection, before).map_err(|error| failed(&error)));
        }
    }
}

fn failed(error: &rusqlite::Error) -> EventLogError {
    EventLogError::Write(error.to_string())
}

fn write(connection: &mut Connection, records: Vec<(Box<NewEvent>, Answer<EventId>)>) {
    let (events, answers): (Vec<_>, Vec<_>) = records.into_iter().unzip();
    match insert(connection, &events) {
        Ok(ids) => {
            for (id, answer) in ids.into_iter().zip(answers) {
                let _ = answer.send(Ok(id));
            }
        }
        Err(error) => {
            for answer in answers {
                let _ = answer.send(Err(failed(&error)));
            }
        }
    }
}

fn insert(connection: &mut Connection, events: &[Box<NewEvent>]) -> rusqlite::Result<Vec<EventId>> {
    let transaction = connection.transaction()?;
    let mut ids = Vec::with_capacity(events.len());
    {
        let mut statement = transaction.prepare_cached(
            "INSERT INTO event (at, user, address, action, target, outcome, detail) VALUES (?, ?, ?, ?, ?, ?, ?)",
        )?;
        for event in events {
            let detail = (!event.detail.is_null()).then(|| event.detail.to_string());
            let id = statement.insert(params![
                event.at.as_millisecond(),
                event.user,
                event.address,
                event.action,
                event.target,
                event.outcome.as_str(),
                detail
            ])?;
            ids.push(EventId(id));
        }
    }
    transaction.commit()?;
    Ok(ids)
}

fn prune(connection: &mut Connection, before: Timestamp) -> rusqlite::Result<u64> {
    let before = before.as_millisecond();
    connection.execute("UPDATE pruned SET before = max(before, ?)", [before])?;
    let mut n_removed = 0;
    loop {
        let n = connection.execute(
            "DELETE FROM event WHERE id IN (SELECT id FROM event WHERE at < ? LIMIT ?)",
            (before, PRUNE_STEP),
        )?;
        n_removed += n as u64;
        if n < PRUNE_STEP as usize {
            return Ok(n_removed);
        }
    }
}
