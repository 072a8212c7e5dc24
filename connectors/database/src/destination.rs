//! The writer.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use nilecare_connector_net::Outbound;
use nilecare_engine_api::{
    ConnectionState, Destination, DestinationFactory, FailureKind, OutboundMessage, Response, SendError,
    StatusReporter, async_trait,
};
use serde_json::Value as Json;

use crate::config::DatabaseDestinationConfig;
use crate::failure::{Failure, REFUSED, RunError, TOO_FEW, VALUE};
use crate::link::{Dialler, Link};
use crate::response::KeptRows;
use crate::statement::{Statement, ValueName};
use crate::value::{NotThat, Value};

/// So many elements of an array are written by one transaction.
const MOST_ELEMENTS: usize = 10_000;

/// What all writers of a destination share.
pub(crate) struct Writing {
    config: DatabaseDestinationConfig,
    statements: Vec<Statement>,
    dialler: Dialler,
}

/// Opens writers, each with a connection of its own.
#[derive(Clone)]
pub(crate) struct DatabaseWriters(Arc<Writing>);

impl DatabaseWriters {
    /// Takes settings that were found to be right.
    ///
    /// # Errors
    /// `None` when they are not.
    pub fn new(config: DatabaseDestinationConfig, outbound: Outbound) -> Option<Self> {
        Some(Self(Arc::new(Writing {
            statements: config.read_statements().ok()?,
            dialler: Dialler::new(config.connection.clone(), outbound, config.timeout)?,
            config,
        })))
    }
}

#[async_trait]
impl DestinationFactory for DatabaseWriters {
    fn parameters(&self) -> BTreeSet<String> {
        self.0.config.parameters()
    }

    fn open(&self, status: StatusReporter) -> Box<dyn Destination> {
        Box::new(DatabaseWriter {
            writing: Arc::clone(&self.0),
            link: None,
            status,
        })
    }

    async fn check(&self) -> Result<String, SendError> {
        let writing = &self.0;
        let failed = |error: RunError| Failure::from(&error).into_send_error();
        let mut link = writing.dialler.connect().await.map_err(failed)?;
        let limit = writing.config.timeout;
        let preparing = async {
            for statement in &writing.statements {
                link.prepare(statement).await?;
            }
            Ok(())
        };
        let prepared = tokio::time::timeout(limit.get(), preparing).await;
        prepared.unwrap_or(Err(RunError::TooSlow { limit })).map_err(failed)?;
        link.close().await;
        let n_statements = writing.statements.len();
        Ok(format!(
            "connected to {}, was let in, and the database understands the {n_statements} statements",
            writing.dialler.place()
        ))
    }
}

struct DatabaseWriter {
    writing: Arc<Writing>,
    link: Option<Link>,
    status: StatusReporter,
}

/// How far a message got.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stage {
    /// Nothing would stay of it.
    Open,
    /// It may have been written.
    Final,
}

#[async_trait]
impl Destination for DatabaseWriter {
    async fn send(&mut self, message: &OutboundMessage) -> Result<Response, SendError> {
        let runs = self
            .writing
            .values(message)
            .map_err(|error| Failure::from(&error).into_send_error())?;
        let mut stage = Stage::Open;
        // It comes back when it is in order: this future may be dropped half way.
        let mut link = match self.connect().await {
            Ok(link) => link,
            Err(error) => return Err(self.failed(&error, None, stage).await),
        };
        let limit = self.writing.config.timeout;
        let writing = Box::pin(self.writing.write(&mut link, &runs, &mut stage));
        let written = tokio::time::timeout(limit.get(), writing).await;
        match written.unwrap_or(Err(RunError::TooSlow { limit })) {
            Ok(response) => {
                self.link = Some(link);
                self.status.report(ConnectionState::Connected {
                    address: self.writing.dialler.place().to_string(),
                });
                Ok(response)
            }
            Err(error) => Err(self.failed(&error, Some(link), stage).await),
        }
    }

    async fn close(&mut self) {
        if let Some(link) = self.link.take() {
            link.close().await;
        }
        self.status.report(ConnectionState::Stopped);
    }
}

impl DatabaseWriter {
    /// Returns the kept connection if the database still answers on it, or a new one.
    async fn connect(&mut self) -> Result<Link, RunError> {
        let limit = self.writing.dialler.connect_timeout();
        if let Some(mut link) = self.link.take()
            && self.begins(&mut link, limit).await
        {
            return Ok(link);
        }
        let mut link = self.writing.dialler.connect().await?;
        if self.writing.config.transaction {
            let begun = tokio::time::timeout(limit.get(), link.begin()).await;
            begun.unwrap_or(Err(RunError::TooSlow { limit }))?;
        }
        Ok(link)
    }

    /// Begins a transaction, or asks for an answer, on a connection that may have died since the last message.
    async fn begins(&self, link: &mut Link, limit: nilecare_types::HumanDuration) -> bool {
        let begun = async {
            if self.writing.config.transaction {
                link.begin().await.is_ok()
            } else {
                link.ping().await.is_ok()
            }
        };
        tokio::time::timeout(limit.get(), begun).await.unwrap_or(false)
    }

    /// Takes back what was begun, and tells what helps.
    async fn failed(&mut self, error: &RunError, link: Option<Link>, stage: Stage) -> SendError {
        let failure = Failure::from(error);
        let is_unknown = stage == Stage::Final && failure.is_lost;
        if let Some(mut link) = link.filter(|_| !failure.is_lost) {
            let limit = self.writing.dialler.connect_timeout();
            let is_clean = !self.writing.config.transaction
                || matches!(tokio::time::timeout(limit.get(), link.roll_back()).await, Ok(Ok(())));
            self.link = is_clean.then_some(link);
        }
        if ![REFUSED, VALUE, TOO_FEW].contains(&failure.code) {
            self.status.report(ConnectionState::Disconnected {
                reason: format!("{}: {}", failure.code, failure.words),
            });
        }
        let error = failure.into_send_error();
        if is_unknown && error.kind == FailureKind::Retry {
            error.outcome_unknown()
        } else {
            error
        }
    }
}

impl Writing {
    /// Runs the statements for each set of values.
    async fn write(&self, link: &mut Link, runs: &[Vec<Vec<Value>>], stage: &mut Stage) -> Result<Response, RunError> {
        let (most, room) = (self.config.max_response_rows, self.config.max_response_size);
        let mut rows = KeptRows::new(most, room);
        let mut affected = 0;
        if !self.config.transaction {
            *stage = Stage::Final;
        }
        for values in runs {
            for (index, (statement, values)) in self.statements.iter().zip(values).enumerate() {
                let is_last = index + 1 == self.statements.len();
                if index == 0 {
                    rows.clear(room);
                }
                let mut passed = KeptRows::new(0, 0);
                let taken = if is_last { &mut rows } else { &mut passed };
                let ran = link.run(statement, values, taken).await?;
                if is_last {
                    affected += ran.affected;
                    let least = self.config.min_affected;
                    if ran.affected < least {
                        return Err(RunError::TooFew {
                            changed: ran.affected,
                            least,
                        });
                    }
                }
            }
        }
        if self.config.transaction {
            *stage = Stage::Final;
            link.commit().await?;
        }
        Ok(Response {
            content: Some(rows.into_response(affected)),
            facts: BTreeMap::from([("database.affected".to_owned(), affected.to_string())]),
        })
    }

    /// Returns for each time that the statements run, and for each of them, the values of its places.
    fn values(&self, message: &OutboundMessage) -> Result<Vec<Vec<Vec<Value>>>, RunError> {
        let needs_json = self.config.for_each.is_some() || self.statements.iter().any(Statement::has_pointers);
        let content = if needs_json { self.json(message)? } else { Json::Null };
        let elements = match &self.config.for_each {
            None => std::slice::from_ref(&content),
            Some(pointer) => match content.pointer(pointer) {
                Some(Json::Array(elements)) if elements.len() <= MOST_ELEMENTS => elements,
                Some(Json::Array(_)) => return Err(not_that(pointer, "an array of at most 10,000 elements")),
                _ => return Err(not_that(pointer, "an array")),
            },
        };
        let of_one = |element: &Json| {
            let of_statement = |statement: &Statement| {
                let values = statement.places.iter().map(|place| self.value(place, element, message));
                values.collect::<Result<Vec<_>, _>>()
            };
            self.statements.iter().map(of_statement).collect::<Result<Vec<_>, _>>()
        };
        elements.iter().map(of_one).collect()
    }

    fn json(&self, message: &OutboundMessage) -> Result<Json, RunError> {
        serde_json::from_slice(&message.content).map_err(|_| RunError::Value {
            place: ValueName::Name("content".to_owned()),
            needs: NotThat("JSON, since a statement points into it".into()),
        })
    }

    fn value(&self, place: &ValueName, element: &Json, message: &OutboundMessage) -> Result<Value, RunError> {
        let (key, value) = match place {
            ValueName::Pointer(pointer) => {
                let value = element.pointer(pointer).map_or(Value::Null, Value::of_json);
                (pointer, value)
            }
            ValueName::Name(name) => {
                let value = match name.as_str() {
                    "content" => content(message),
                    "key" => Value::Text(message.idempotency_key.to_string()),
                    "message" => Value::Number(message.message.to_string()),
                    "channel" => Value::Text(message.channel.to_string()),
                    _ => Value::of_parameter(message.parameters.get(name).map_or("", String::as_str)),
                };
                (name, value)
            }
        };
        match self.config.types.get(key) {
            None => Ok(value),
            Some(wanted) => value.into_type(*wanted).map_err(|needs| RunError::Value {
                place: place.clone(),
                needs,
            }),
        }
    }
}

fn content(message: &OutboundMessage) -> Value {
    match std::str::from_utf8(&message.content) {
        Ok(text) => Value::Text(text.to_owned()),
        Err(_) => Value::Bytes(message.content.to_vec()),
    }
}

fn not_that(pointer: &str, needs: &'static str) -> RunError {
    RunError::Value {
        place: ValueName::Pointer(pointer.to_owned()),
        needs: NotThat(needs.into()),
    }
}
