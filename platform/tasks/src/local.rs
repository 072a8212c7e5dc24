//! Tasks in a database file, for one process.

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use jiff::SignedDuration;
use nilecare_sql::{Db, DbError, Migrations, WriteTx, from_millis, json, to_millis};
use nilecare_types::{Clock, TaskId, Timestamp};
use tokio::sync::Notify;

use crate::queue::{DeadFilter, Enqueued};
use crate::{DeadTask, Lease, NewTask, Priority, Task, TaskCount, TaskError, TaskQueue};

static MIGRATIONS: Migrations = nilecare_sql::migrations!();

/// How long the key of work that is done is known; longer than any event is told again.
pub const KEEP_DONE: SignedDuration = SignedDuration::from_hours(30 * 24);
const LARGEST_PAYLOAD: usize = 64 << 10;
/// A time that comes is seen within this.
const LOOK: Duration = Duration::from_millis(500);
const LONGEST_PROBLEM: usize = 500;

/// Keeps tasks in a database of its own. Cloning it is cheap and gives the same one.
#[derive(Debug, Clone)]
pub struct LocalTasks {
    db: Db,
    clock: Arc<dyn Clock>,
    new: Arc<Notify>,
}

impl LocalTasks {
    /// Migrates `db` and opens the queue.
    ///
    /// # Errors
    /// When the tables cannot be brought to this version.
    pub async fn open(db: Db, clock: Arc<dyn Clock>) -> Result<Self, TaskError> {
        db.migrate(&MIGRATIONS).await?;
        Ok(Self {
            db,
            clock,
            new: Arc::default(),
        })
    }

    /// Forgets what was done more than [`KEEP_DONE`] ago and tells how many; call it once a day.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn forget_done(&self) -> Result<u64, TaskError> {
        let mut tx = self.db.begin_write().await?;
        let before = to_millis(self.clock.now() - KEEP_DONE);
        let gone = sqlx::query("DELETE FROM tasks WHERE state = 'done' AND updated_at < ?")
            .bind(before)
            .execute(&mut *tx)
            .await?;
        tx.commit().await?;
        Ok(gone.rows_affected())
    }

    fn now(&self) -> i64 {
        to_millis(self.clock.now())
    }

    /// Changes a task that this lease holds.
    async fn settle(
        &self,
        lease: &Lease,
        state: &str,
        due: i64,
        attempt: u32,
        problem: Option<&str>,
    ) -> Result<(), TaskError> {
        let mut tx = self.db.begin_write().await?;
        let sql = "UPDATE tasks SET state = ?, due_at = ?, attempt = ?, lease = NULL, problem = COALESCE(?, problem), updated_at = ? \
                   WHERE id = ? AND lease = ?";
        let problem = problem.map(|text| text.chars().take(LONGEST_PROBLEM).collect::<String>());
        let changed = sqlx::query(sql)
            .bind(state)
            .bind(due)
            .bind(i64::from(attempt))
            .bind(problem)
            .bind(self.now())
            .bind(lease.task.id.to_string())
            .bind(&lease.token)
            .execute(&mut *tx)
            .await?;
        if changed.rows_affected() == 0 {
            return Err(TaskError::LeaseOver(lease.task.id));
        }
        tx.commit().await?;
        Ok(())
    }

    async fn change_dead(&self, id: TaskId, state: &str) -> Result<(), TaskError> {
        let mut tx = self.db.begin_write().await?;
        let now = self.now();
        let sql = "UPDATE tasks SET state = ?, due_at = ?, attempt = 0, updated_at = ? WHERE id = ? AND state = 'dead'";
        let changed = sqlx::query(sql)
            .bind(state)
            .bind(now)
            .bind(now)
            .bind(id.to_string())
            .execute(&mut *tx)
            .await?;
        if changed.rows_affected() == 0 {
            return Err(TaskError::NotDead(id));
        }
        tx.commit().await?;
        self.new.notify_waiters();
        Ok(())
    }

    /// Tells whether anything is due, without asking for the right to write.
    async fn is_due(&self, kind: &str) -> Result<bool, TaskError> {
        let sql = "SELECT id FROM tasks WHERE kind = ? AND state IN ('waiting', 'leased') AND due_at <= ? LIMIT 1";
        let found: Option<(String,)> = sqlx::query_as(sql)
            .bind(kind)
            .bind(self.now())
            .fetch_optional(self.db.readers())
            .await?;
        Ok(found.is_some())
    }
}

#[async_trait]
impl TaskQueue for LocalTasks {
    async fn enqueue(&self, task: &NewTask) -> Result<Enqueued, TaskError> {
        if !(1..=32).contains(&task.kind.len()) || !(1..=200).contains(&task.key.len()) {
            return Err(TaskError::Unnamed);
        }
        let payload = json::write(&task.payload);
        if payload.len() > LARGEST_PAYLOAD {
            return Err(TaskError::TooLarge { most: LARGEST_PAYLOAD });
        }
        let id = TaskId::generate();
        let now = self.now();
        let mut tx = self.db.begin_write().await?;
        // The transaction holds the right to write, so that nobody puts the same in between.
        let known: Option<(String,)> = sqlx::query_as("SELECT id FROM tasks WHERE kind = ? AND task_key = ?")
            .bind(&task.kind)
            .bind(&task.key)
            .fetch_optional(&mut *tx)
            .await?;
        if known.is_some() {
            return Ok(Enqueued::Known);
        }
        let sql = "INSERT INTO tasks (id, kind, task_key, payload, priority, state, due_at, attempt, created_at, updated_at) \
                   VALUES (?, ?, ?, ?, ?, 'waiting', ?, 0, ?, ?)";
        sqlx::query(sql)
            .bind(id.to_string())
            .bind(&task.kind)
            .bind(&task.key)
            .bind(payload)
            .bind(rank(task.priority))
            .bind(to_millis(task.not_before))
            .bind(now)
            .bind(now)
            .execute(&mut *tx)
            .await?;
        tx.commit().await?;
        self.new.notify_waiters();
        Ok(Enqueued::New(id))
    }

    async fn withdraw(&self, kind: &str, key: &str) -> Result<bool, TaskError> {
        let mut tx = self.db.begin_write().await?;
        let sql =
            "UPDATE tasks SET state = 'done', updated_at = ? WHERE kind = ? AND task_key = ? AND state = 'waiting'";
        let changed = sqlx::query(sql)
            .bind(self.now())
            .bind(kind)
            .bind(key)
            .execute(&mut *tx)
            .await?;
        tx.commit().await?;
        Ok(changed.rows_affected() > 0)
    }

    async fn take(&self, kind: &str, lease: Duration) -> Result<Option<Lease>, TaskError> {
        if !self.is_due(kind).await? {
            return Ok(None);
        }
        let mut tx = self.db.begin_write().await?;
        let now = self.clock.now();
        let Some((id, key, payload, created, attempt)) = next(&mut tx, kind, to_millis(now)).await? else {
            return Ok(None);
        };
        let token = TaskId::generate().to_string();
        let attempt = u32::try_from(attempt).unwrap_or(u32::MAX - 1).saturating_add(1);
        let until = now + SignedDuration::try_from(lease).unwrap_or(SignedDuration::from_hours(1));
        let sql = "UPDATE tasks SET state = 'leased', due_at = ?, attempt = ?, lease = ?, updated_at = ? WHERE id = ?";
        sqlx::query(sql)
            .bind(to_millis(until))
            .bind(i64::from(attempt))
            .bind(&token)
            .bind(to_millis(now))
            .bind(&id)
            .execute(&mut *tx)
            .await?;
        tx.commit().await?;
        let task = Task {
            id: id_of(&id)?,
            kind: kind.to_owned(),
            key,
            payload: json::read("tasks", "payload", &payload)?,
            attempt,
            created_at: from_millis("tasks", "created_at", created)?,
        };
        Ok(Some(Lease { task, token }))
    }

    async fn wait(&self, _: &str) {
        let _ = tokio::time::timeout(LOOK, self.new.notified()).await;
    }

    async fn done(&self, lease: &Lease) -> Result<(), TaskError> {
        self.settle(lease, "done", self.now(), lease.task.attempt, None).await
    }

    async fn again(&self, lease: &Lease, at: Timestamp, problem: Option<&str>) -> Result<(), TaskError> {
        let attempts = lease.task.attempt - u32::from(problem.is_none());
        self.settle(lease, "waiting", to_millis(at), attempts, problem).await
    }

    async fn dead(&self, lease: &Lease, problem: &str) -> Result<(), TaskError> {
        self.settle(lease, "dead", self.now(), lease.task.attempt, Some(problem))
            .await
    }

    async fn dead_tasks(&self, filter: &DeadFilter) -> Result<Vec<DeadTask>, TaskError> {
        let sql = "SELECT id, kind, task_key, COALESCE(problem, ''), attempt, created_at, updated_at FROM tasks \
                   WHERE state = 'dead' AND id > ? AND (? = '' OR kind = ?) ORDER BY id LIMIT ?";
        // No kind is without a name.
        let kind = filter.kind.as_deref().unwrap_or_default();
        let rows: Vec<(String, String, String, String, i64, i64, i64)> = sqlx::query_as(sql)
            .bind(&filter.after)
            .bind(kind)
            .bind(kind)
            .bind(i64::from(filter.limit))
            .fetch_all(self.db.readers())
            .await?;
        rows.into_iter()
            .map(|(id, kind, key, problem, attempts, created, died)| {
                Ok(DeadTask {
                    id: id_of(&id)?,
                    kind,
                    key,
                    attempts: u32::try_from(attempts).unwrap_or(u32::MAX),
                    problem,
                    created_at: from_millis("tasks", "created_at", created)?,
                    died_at: from_millis("tasks", "updated_at", died)?,
                })
            })
            .collect()
    }

    async fn retry_dead(&self, id: TaskId) -> Result<(), TaskError> {
        self.change_dead(id, "waiting").await
    }

    async fn drop_dead(&self, id: TaskId) -> Result<(), TaskError> {
        self.change_dead(id, "done").await
    }

    async fn counts(&self) -> Result<Vec<TaskCount>, TaskError> {
        let sql = "SELECT kind, state, COUNT(*) FROM tasks GROUP BY kind, state ORDER BY kind, state";
        let rows: Vec<(String, String, i64)> = sqlx::query_as(sql).fetch_all(self.db.readers()).await?;
        rows.into_iter()
            .map(|(kind, state, n_tasks)| {
                Ok(TaskCount {
                    kind,
                    state: json::from_name("tasks", "state", &state)?,
                    n_tasks: n_tasks.unsigned_abs(),
                })
            })
            .collect()
    }
}

/// Id, key, payload, when it was made, attempts so far.
type Next = (String, String, String, i64, i64);

async fn next(tx: &mut WriteTx, kind: &str, now: i64) -> Result<Option<Next>, DbError> {
    let sql = "SELECT id, task_key, payload, created_at, attempt FROM tasks WHERE kind = ? AND state IN ('waiting', 'leased') \
               AND due_at <= ? ORDER BY priority DESC, due_at, id LIMIT 1";
    let row = sqlx::query_as(sql)
        .bind(kind)
        .bind(now)
        .fetch_optional(&mut **tx)
        .await?;
    Ok(row)
}

fn id_of(text: &str) -> Result<TaskId, DbError> {
    text.parse().map_err(|_| DbError::Corrupt {
        table: "tasks",
        column: "id",
    })
}

fn rank(priority: Priority) -> i64 {
    match priority {
        Priority::Low => 1,
        Priority::Normal => 5,
        Priority::High => 9,
    }
}
