//! The reader.

mod page;

use std::time::Duration;

use bytes::Bytes;
use nilecare_connector_net::{Outbound, tell_away};
use nilecare_engine_api::{
    AcceptErrorKind, ConnectionState, Defect, PeerEvent, RawMessage, Source, SourceContext, SourceError, SourceMap,
    StatusReporter, async_trait,
};
use nilecare_types::HumanDuration;
use serde_json::Value as Json;

use crate::config::{DatabaseSourceConfig, RowsAs, SourceStatements};
use crate::cursor::CursorFile;
use crate::failure::{CURSOR, Failure, RunError, SETTINGS};
use crate::link::{Dialler, Link};
use crate::row::{FirstRow, NoRows, Row, RowError};
use crate::statement::Statement;
use crate::value::Value;

use page::Page;

/// Of a message that is too large, so much is kept.
const KEPT: usize = 64 << 10;
const SHORTEST_PAUSE: Duration = Duration::from_millis(250);
/// The longest pause between two attempts at a database that is away.
const LONGEST_PAUSE: Duration = Duration::from_secs(60);

/// Reads a database.
pub(crate) struct DatabaseSource {
    config: DatabaseSourceConfig,
    statements: SourceStatements,
    dialler: Dialler,
    link: Option<Link>,
    /// Where the next query begins; `None` before it was loaded.
    cursor: Option<Value>,
    /// Rows whose messages are on disk, and that are not marked yet.
    unmarked: Vec<Taken>,
    /// Where the last row stands whose message is on disk; others may stand there too.
    reached: Option<Value>,
}

/// A row whose message is on disk.
#[derive(Debug)]
struct Taken {
    row: Row,
    is_good: bool,
}

/// What came of one query.
enum Looked {
    /// Nothing is left to take now.
    All,
    /// There may be more.
    More,
    /// The store takes nothing now.
    NotNow,
    Stopping,
}

/// What came of one message.
enum Given {
    Good,
    /// It was refused, or is in error.
    Bad,
    NotNow,
    Stopping,
}

impl DatabaseSource {
    /// Takes settings that were found to be right; `None` when they are not.
    pub fn new(config: DatabaseSourceConfig, outbound: Outbound) -> Option<Self> {
        let dialler = Dialler::new(config.connection.clone(), outbound, config.timeout)?;
        Some(Self {
            statements: config.statements(dialler.place().dialect()).ok()?,
            dialler,
            config,
            link: None,
            cursor: None,
            unmarked: Vec::new(),
            reached: None,
        })
    }

    /// Marks what was taken, and takes what the query gives.
    async fn look(&mut self, context: &SourceContext) -> Result<Looked, RunError> {
        // What was reached and not left is read again.
        self.reached = None;
        let mut link = self.connect().await?;
        // What a broken connection left unmarked comes first: it would be read again.
        self.mark(&mut link).await?;
        let page = self.read(&mut link).await?;
        context.status.report(ConnectionState::Connected {
            address: self.dialler.place().to_string(),
        });
        if page.is_full {
            // It would read the rest of the result before the next statement.
            drop(link);
            link = self.connect().await?;
        }
        let looked = self.give_all(page.rows, &mut link, context).await?;
        self.link = Some(link);
        Ok(match looked {
            Looked::All if page.is_full && !self.config.reread => Looked::More,
            looked => looked,
        })
    }

    /// Tells people once that a database cannot be read, and why.
    fn tell(&self, failure: &Failure, status: &StatusReporter) {
        let reason = format!("{}: {}", failure.code, failure.words);
        tell_away(status, &self.dialler.place().to_string(), reason);
    }

    async fn connect(&mut self) -> Result<Link, RunError> {
        if let Some(link) = self.link.take() {
            return Ok(link);
        }
        let mut link = self.dialler.connect().await?;
        within(self.config.timeout, async {
            for statement in self.statements.mark.iter().chain(&self.statements.mark_failed) {
                link.prepare(statement).await?;
            }
            Ok(())
        })
        .await?;
        Ok(link)
    }

    /// Sees whether a row has what marks, cursor and event need.
    fn check(&self, row: &Row) -> Result<(), RunError> {
        for statement in self.statements.mark.iter().chain(&self.statements.mark_failed) {
            mark_values(statement, row)?;
        }
        if let Some(cursor) = &self.config.cursor {
            let column = &cursor.column;
            match self.place_of(row) {
                Some(Value::Null) => return Err(RunError::Cursor(format!("the column {column} is NULL in a row"))),
                Some(_) => {}
                None => return Err(RunError::Cursor(format!("the result has no column {column}"))),
            }
        }
        self.event(row).map(drop)
    }

    async fn read(&mut self, link: &mut Link) -> Result<Page, RunError> {
        let position = self.position(link).await?;
        let column = self.config.cursor.as_ref().map(|cursor| cursor.column.as_str());
        let mut page = Page::new(self.config.max_rows, self.config.max_size, column);
        let values = vec![position; self.statements.query.places.len()];
        within(
            self.config.timeout,
            link.run(&self.statements.query, &values, &mut page),
        )
        .await?;
        // Whatever would fail after a message is on disk would bring it again and again.
        for row in &page.rows {
            self.check(row)?;
        }
        if page.is_full && self.config.reread {
            tracing::warn!(database = %self.dialler.place(), max_rows = self.config.max_rows,
                "a query gives more rows than max_rows or max_size lets in; the others are left out");
        }
        Ok(page)
    }

    /// Gives rows to the engine, marking them as it goes.
    async fn give_all(&mut self, rows: Vec<Row>, link: &mut Link, context: &SourceContext) -> Result<Looked, RunError> {
        if self.config.rows_as == RowsAs::OneMessage {
            return self.give_together(rows, link, context).await;
        }
        for row in rows {
            if context.stop.is_cancelled() {
                self.mark(link).await?;
                return Ok(Looked::Stopping);
            }
            // Rows at one place are read again together, so a place is left only with the last of them.
            if self.reached.is_some() && self.reached.as_ref() != self.place_of(&row) {
                self.leave().await?;
            }
            let event = self.event(&row)?;
            let content = row.clone().into_json();
            let is_good = match self.give(&content, 1, event, context).await {
                Given::Good => true,
                Given::Bad => false,
                Given::NotNow => {
                    self.mark(link).await?;
                    return Ok(Looked::NotNow);
                }
                Given::Stopping => {
                    self.mark(link).await?;
                    return Ok(Looked::Stopping);
                }
            };
            self.reached = self.place_of(&row).cloned();
            self.unmarked.push(Taken { row, is_good });
            if self.unmarked.len() >= self.config.mark_every {
                self.mark(link).await?;
            }
        }
        self.mark(link).await?;
        self.leave().await?;
        Ok(Looked::All)
    }

    async fn give_together(
        &mut self,
        rows: Vec<Row>,
        link: &mut Link,
        context: &SourceContext,
    ) -> Result<Looked, RunError> {
        if rows.is_empty() {
            return Ok(Looked::All);
        }
        let content = Json::Array(rows.iter().cloned().map(Row::into_json).collect());
        let is_good = match self.give(&content, rows.len(), None, context).await {
            Given::Good => true,
            Given::Bad => false,
            Given::NotNow => return Ok(Looked::NotNow),
            Given::Stopping => return Ok(Looked::Stopping),
        };
        self.reached = rows.last().and_then(|last| self.place_of(last)).cloned();
        self.unmarked.extend(rows.into_iter().map(|row| Taken { row, is_good }));
        self.mark(link).await?;
        self.leave().await?;
        Ok(Looked::All)
    }

    async fn give(&self, content: &Json, n_rows: usize, event: Option<PeerEvent>, context: &SourceContext) -> Given {
        let mut text = content.to_string().into_bytes();
        let limit = self.config.max_size;
        let defect = (text.len() > limit).then_some(Defect::TooLarge { limit });
        if defect.is_some() {
            text.truncate(KEPT);
        }
        let message = RawMessage {
            content: Bytes::from(text),
            source: SourceMap::from([("database.rows".to_owned(), n_rows.to_string())]),
            defect,
            event,
            ..RawMessage::default()
        };
        match context.inbox.accept(message).await {
            Ok(accepted) if accepted.is_positive && defect.is_none() => Given::Good,
            Ok(_) => Given::Bad,
            Err(error) if error.kind == AcceptErrorKind::Stopping => Given::Stopping,
            Err(_) => Given::NotNow,
        }
    }

    fn event(&self, row: &Row) -> Result<Option<PeerEvent>, RunError> {
        let Some(event) = &self.config.event else {
            return Ok(None);
        };
        let value = row.get(&event.column).and_then(Value::text);
        let missing = || RowError::Unreadable {
            column: event.column.clone(),
            found: "an event's id".to_owned(),
        };
        Ok(Some(PeerEvent {
            id: value.ok_or_else(missing)?.into_owned(),
            within: event.remember.get(),
        }))
    }

    /// Runs the marks of the rows that were taken, all or none of them.
    async fn mark(&mut self, link: &mut Link) -> Result<(), RunError> {
        if self.config.mark.is_empty() || self.unmarked.is_empty() {
            self.unmarked.clear();
            return Ok(());
        }
        let limit = self.config.timeout;
        within(limit, async {
            link.begin().await?;
            for taken in &self.unmarked {
                for statement in self.marks(taken.is_good) {
                    let values = mark_values(statement, &taken.row)?;
                    link.run(statement, &values, &mut NoRows).await?;
                }
            }
            link.commit().await
        })
        .await?;
        self.unmarked.clear();
        Ok(())
    }

    fn marks(&self, is_good: bool) -> &[Statement] {
        if is_good || self.statements.mark_failed.is_empty() {
            &self.statements.mark
        } else {
            &self.statements.mark_failed
        }
    }

    /// Returns where the query begins.
    async fn position(&mut self, link: &mut Link) -> Result<Value, RunError> {
        let Some(cursor) = &self.config.cursor else {
            return Ok(Value::Null);
        };
        if let Some(position) = &self.cursor {
            return Ok(position.clone());
        }
        let kept = match (&cursor.file, &self.statements.load) {
            (Some(path), _) => {
                let file = CursorFile::new(path);
                off_thread(move || file.load()).await?
            }
            (None, Some(load)) => {
                let mut first = FirstRow::default();
                within(self.config.timeout, link.run(load, &[], &mut first)).await?;
                let value = first.0.and_then(|row| row.0.into_iter().next());
                value.map(|(_, value)| value).filter(|value| *value != Value::Null)
            }
            (None, None) => None,
        };
        let start = || Value::of_parameter(cursor.start.as_deref().unwrap_or_default());
        let position = kept.unwrap_or_else(start);
        self.cursor = Some(position.clone());
        Ok(position)
    }

    fn place_of<'a>(&self, row: &'a Row) -> Option<&'a Value> {
        self.config.cursor.as_ref().and_then(|cursor| row.get(&cursor.column))
    }

    /// Moves the cursor to what was reached: all rows that stand there are taken.
    async fn leave(&mut self) -> Result<(), RunError> {
        let Some(reached) = self.reached.take() else {
            return Ok(());
        };
        let file = self.config.cursor.as_ref().and_then(|cursor| cursor.file.as_ref());
        if let Some(path) = file.filter(|_| self.cursor.as_ref() != Some(&reached)) {
            let (file, value) = (CursorFile::new(path), reached.clone());
            off_thread(move || file.save(&value)).await?;
        }
        self.cursor = Some(reached);
        Ok(())
    }
}

fn mark_values(statement: &Statement, row: &Row) -> Result<Vec<Value>, RunError> {
    let value = |name: &str| {
        row.get(name)
            .cloned()
            .ok_or_else(|| RunError::Settings(format!("a mark uses :{name}, and the query gives no such column")))
    };
    statement.names().map(value).collect()
}

async fn within<T>(limit: HumanDuration, future: impl Future<Output = Result<T, RunError>>) -> Result<T, RunError> {
    let done = tokio::time::timeout(limit.get(), Box::pin(future)).await;
    done.unwrap_or(Err(RunError::TooSlow { limit }))
}

/// A file is written by another thread than the engine's.
async fn off_thread<T: Send + 'static>(
    work: impl FnOnce() -> std::io::Result<T> + Send + 'static,
) -> Result<T, RunError> {
    let done = tokio::task::spawn_blocking(work).await;
    let failed = |error: std::io::Error| RunError::Cursor(format!("its file cannot be read or written: {error}"));
    done.map_err(|_| RunError::Cursor("its file cannot be written".to_owned()))?
        .map_err(failed)
}

#[async_trait]
impl Source for DatabaseSource {
    async fn open(&mut self, status: &StatusReporter) -> Result<(), SourceError> {
        // A database that is away is waited for; what only people can mend is told at once.
        if let Some(name) = &self.config.connection.password {
            name.read()
                .map_err(|error| SourceError::new(SETTINGS, error.to_string()))?;
        }
        let file = self.config.cursor.as_ref().and_then(|cursor| cursor.file.as_ref());
        if let Some(path) = file
            && let Err(error) = CursorFile::new(path).load()
        {
            let detail = format!("the cursor's file {} cannot be used: {error}", path.display());
            return Err(SourceError::new(CURSOR, detail));
        }
        status.report(ConnectionState::Idle);
        Ok(())
    }

    async fn run(&mut self, context: SourceContext) -> Result<(), SourceError> {
        let mut after_failure = Duration::ZERO;
        loop {
            let looked = Box::pin(self.look(&context)).await;
            let is_good = looked.is_ok();
            let pause = match looked {
                Ok(Looked::Stopping) => break,
                Ok(Looked::More) => Duration::ZERO,
                Ok(Looked::All | Looked::NotNow) => self.config.interval.get(),
                Err(error) => {
                    self.tell(&Failure::from(&error), &context.status);
                    after_failure = (after_failure * 2).clamp(SHORTEST_PAUSE, LONGEST_PAUSE);
                    after_failure
                }
            };
            if is_good {
                after_failure = Duration::ZERO;
            }
            tokio::select! {
                () = context.stop.cancelled() => break,
                () = tokio::time::sleep(pause) => {}
            }
        }
        if let Some(link) = self.link.take() {
            link.close().await;
        }
        context.status.report(ConnectionState::Stopped);
        Ok(())
    }
}
