//! The bus of one process: a database file.

use std::collections::{BTreeSet, VecDeque};
use std::sync::{Arc, Mutex, PoisonError};

use async_trait::async_trait;
use jiff::SignedDuration;
use nilecare_sql::{Db, DbError, Migrations, WriteTx, from_millis, to_millis};
use nilecare_types::{Clock, Timestamp};
use sqlx::AssertSqlSafe;
use tokio::sync::watch;

use crate::{BusError, Event, EventBus, Start, Subscription};

static MIGRATIONS: Migrations = nilecare_sql::migrations!();

/// So many events of a group are in memory at most.
const READ_AHEAD: i64 = 128;

/// Keeps events in a database file. Cloning it is cheap and gives the same one.
#[derive(Debug, Clone)]
pub struct LocalBus {
    pub(crate) db: Db,
    clock: Arc<dyn Clock>,
    /// Grows with what is published.
    pub(crate) newest: watch::Sender<u64>,
    in_use: Arc<Mutex<BTreeSet<String>>>,
}

/// An event that a group could not deal with.
#[derive(Debug, Clone, PartialEq)]
pub struct DeadLetter {
    /// Its number.
    pub letter: i64,
    /// Whose it is.
    pub group: String,
    /// The event's id.
    pub event_id: String,
    /// The event as it was kept; no [`Event`] when that is why it is here.
    pub body: String,
    /// Why.
    pub problem: String,
    /// When it was laid aside.
    pub died_at: Timestamp,
}

impl LocalBus {
    /// Opens the bus in a database of its own.
    ///
    /// # Errors
    /// When the tables cannot be brought to this version.
    pub async fn open(db: Db, clock: Arc<dyn Clock>) -> Result<Self, BusError> {
        db.migrate(&MIGRATIONS).await?;
        Ok(Self {
            db,
            clock,
            newest: watch::Sender::new(0),
            in_use: Arc::default(),
        })
    }

    /// Forgets events older than `keep`, those that a group has not read yet among them: a group that nobody uses any more would else
    /// keep all. Tells how many.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn forget_older_than(&self, keep: SignedDuration) -> Result<u64, BusError> {
        let before = to_millis(self.clock.now() - keep);
        let mut tx = self.db.begin_write().await?;
        let forgotten = query("DELETE FROM events WHERE published_at < ?")
            .bind(before)
            .execute(&mut *tx)
            .await;
        let n_forgotten = forgotten.map_err(DbError::from)?.rows_affected();
        commit(tx).await?;
        Ok(n_forgotten)
    }

    /// Lists what could not be dealt with and was not replayed, oldest first, from the one after `after`.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn dead_letters(&self, after: i64, most: u32) -> Result<Vec<DeadLetter>, BusError> {
        let sql = "SELECT letter, group_name, event_id, body, problem, died_at FROM dead_letters \
                   WHERE replayed_at IS NULL AND letter > ? ORDER BY letter LIMIT ?";
        let rows: Vec<(i64, String, String, String, String, i64)> = sqlx::query_as(sql)
            .bind(after)
            .bind(i64::from(most))
            .fetch_all(self.db.readers())
            .await
            .map_err(DbError::from)?;
        let read = rows
            .into_iter()
            .map(|(letter, group, event_id, body, problem, died_at)| {
                Ok(DeadLetter {
                    letter,
                    group,
                    event_id,
                    body,
                    problem,
                    died_at: from_millis("dead_letters", "died_at", died_at)?,
                })
            });
        read.collect()
    }

    /// Lays aside an event that another bus carried, as [`Subscription::dead`] does for this one's. The reason must hold no patient data.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn lay_aside(
        &self,
        group: &str,
        event_id: &str,
        topic: &str,
        body: &str,
        problem: &str,
    ) -> Result<(), BusError> {
        let mut tx = self.db.begin_write().await?;
        let now = to_millis(self.clock.now());
        insert_letter(&mut tx, [group, event_id, topic, body, problem], now).await?;
        Ok(commit(tx).await?)
    }

    /// Marks a dead letter as replayed and returns it; whoever asked deals with the event.
    ///
    /// # Errors
    /// When there is none, or the database fails.
    pub async fn take_dead_letter(&self, letter: i64) -> Result<DeadLetter, BusError> {
        let found = self.dead_letters(letter - 1, 1).await?;
        let found = found.into_iter().find(|found| found.letter == letter);
        let mut tx = self.db.begin_write().await?;
        let taken = query("UPDATE dead_letters SET replayed_at = ? WHERE letter = ? AND replayed_at IS NULL")
            .bind(to_millis(self.clock.now()))
            .bind(letter)
            .execute(&mut *tx)
            .await
            .map_err(DbError::from)?;
        commit(tx).await?;
        // Somebody else may have taken it meanwhile.
        found
            .filter(|_| taken.rows_affected() == 1)
            .ok_or(BusError::NoSuchLetter { letter })
    }
}

fn query(sql: &'static str) -> nilecare_sql::Query<'static> {
    sqlx::query(sql)
}

async fn commit(tx: WriteTx) -> Result<(), DbError> {
    Ok(tx.commit().await?)
}

pub(crate) fn parse(event_id: &str, body: &str) -> Result<Event, BusError> {
    serde_json::from_str(body).map_err(|_| BusError::Unreadable {
        event_id: event_id.to_owned(),
    })
}

#[async_trait]
impl EventBus for LocalBus {
    async fn publish(&self, events: &[Event]) -> Result<(), BusError> {
        let now = to_millis(self.clock.now());
        let mut tx = self.db.begin_write().await?;
        for event in events {
            let known: Option<i64> = sqlx::query_scalar("SELECT position FROM events WHERE event_id = ?")
                .bind(event.event_id.to_string())
                .fetch_optional(&mut *tx)
                .await
                .map_err(DbError::from)?;
            if known.is_some() {
                continue;
            }
            query("INSERT INTO events (event_id, topic, body, published_at) VALUES (?, ?, ?, ?)")
                .bind(event.event_id.to_string())
                .bind(event.event_type.clone())
                .bind(event.write())
                .bind(now)
                .execute(&mut *tx)
                .await
                .map_err(DbError::from)?;
        }
        commit(tx).await?;
        self.newest.send_modify(|newest| *newest += 1);
        Ok(())
    }

    async fn subscribe(&self, group: &str, topics: &[String], start: Start) -> Result<Box<dyn Subscription>, BusError> {
        let seat = Seat::take(&self.in_use, group)?;
        let mut tx = self.db.begin_write().await?;
        let known: Option<i64> = sqlx::query_scalar("SELECT position FROM consumer_groups WHERE group_name = ?")
            .bind(group)
            .fetch_optional(&mut *tx)
            .await
            .map_err(DbError::from)?;
        let position = match known {
            Some(position) => position,
            None => {
                let sql = match start {
                    Start::Oldest => "SELECT COALESCE(MIN(position), 1) - 1 FROM events",
                    Start::Now => "SELECT COALESCE(MAX(position), 0) FROM events",
                };
                let position: i64 = sqlx::query_scalar(sql)
                    .fetch_one(&mut *tx)
                    .await
                    .map_err(DbError::from)?;
                query("INSERT INTO consumer_groups (group_name, position) VALUES (?, ?)")
                    .bind(group.to_owned())
                    .bind(position)
                    .execute(&mut *tx)
                    .await
                    .map_err(DbError::from)?;
                position
            }
        };
        commit(tx).await?;
        Ok(Box::new(LocalSubscription {
            bus: self.clone(),
            newest: self.newest.subscribe(),
            topics: topics.to_vec(),
            read_up_to: position,
            waiting: VecDeque::new(),
            seat,
        }))
    }
}

/// A group that is in use, for as long as this is there.
#[derive(Debug)]
struct Seat {
    group: String,
    in_use: Arc<Mutex<BTreeSet<String>>>,
}

impl Seat {
    fn take(in_use: &Arc<Mutex<BTreeSet<String>>>, group: &str) -> Result<Self, BusError> {
        let is_free = in_use
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .insert(group.to_owned());
        let group = group.to_owned();
        if is_free {
            Ok(Self {
                group,
                in_use: Arc::clone(in_use),
            })
        } else {
            Err(BusError::GroupInUse { group })
        }
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        self.in_use
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .remove(&self.group);
    }
}

struct LocalSubscription {
    bus: LocalBus,
    newest: watch::Receiver<u64>,
    topics: Vec<String>,
    /// The position that was read last.
    read_up_to: i64,
    /// Read and not done, the next one first.
    waiting: VecDeque<(i64, String, String)>,
    seat: Seat,
}

impl LocalSubscription {
    async fn read(&mut self) -> Result<(), BusError> {
        let marks = vec!["?"; self.topics.len()].join(", ");
        let sql = format!(
            "SELECT position, event_id, body FROM events WHERE position > ? AND topic IN ({marks}) ORDER BY position LIMIT ?"
        );
        let mut query = sqlx::query_as(AssertSqlSafe(sql)).bind(self.read_up_to);
        for topic in &self.topics {
            query = query.bind(topic);
        }
        let rows: Vec<(i64, String, String)> = query
            .bind(READ_AHEAD)
            .fetch_all(self.bus.db.readers())
            .await
            .map_err(DbError::from)?;
        if let Some((position, ..)) = rows.last() {
            self.read_up_to = *position;
        }
        self.waiting.extend(rows);
        Ok(())
    }

    async fn advance(&mut self, tx: &mut WriteTx, position: i64) -> Result<(), BusError> {
        query("UPDATE consumer_groups SET position = ? WHERE group_name = ?")
            .bind(position)
            .bind(self.seat.group.clone())
            .execute(&mut **tx)
            .await
            .map_err(DbError::from)?;
        Ok(())
    }
}

#[async_trait]
impl Subscription for LocalSubscription {
    async fn next(&mut self) -> Result<Event, BusError> {
        loop {
            if let Some((_, event_id, body)) = self.waiting.front() {
                return parse(event_id, body);
            }
            // Before reading, so that what is published meanwhile is not missed.
            self.newest.mark_unchanged();
            self.read().await?;
            if self.waiting.is_empty() {
                // The sender lives as long as this subscription's bus.
                let _ = self.newest.changed().await;
            }
        }
    }

    async fn done(&mut self) -> Result<(), BusError> {
        let Some((position, ..)) = self.waiting.front() else {
            return Ok(());
        };
        let position = *position;
        let mut tx = self.bus.db.begin_write().await?;
        self.advance(&mut tx, position).await?;
        commit(tx).await?;
        self.waiting.pop_front();
        Ok(())
    }

    async fn dead(&mut self, problem: &str) -> Result<(), BusError> {
        let Some((position, event_id, body)) = self.waiting.front().cloned() else {
            return Ok(());
        };
        let topic = parse(&event_id, &body).map_or_else(|_| String::new(), |event| event.event_type);
        let mut tx = self.bus.db.begin_write().await?;
        let now = to_millis(self.bus.clock.now());
        insert_letter(&mut tx, [&self.seat.group, &event_id, &topic, &body, problem], now).await?;
        self.advance(&mut tx, position).await?;
        commit(tx).await?;
        self.waiting.pop_front();
        Ok(())
    }
}

/// Group, event's id, topic, body, reason.
async fn insert_letter(tx: &mut WriteTx, letter: [&str; 5], now: i64) -> Result<(), BusError> {
    let sql =
        "INSERT INTO dead_letters (group_name, event_id, topic, body, problem, died_at) VALUES (?, ?, ?, ?, ?, ?)";
    let insert = letter
        .into_iter()
        .fold(query(sql), |insert, value| insert.bind(value.to_owned()));
    insert.bind(now).execute(&mut **tx).await.map_err(DbError::from)?;
    Ok(())
}
