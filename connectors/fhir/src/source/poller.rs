//! Searching by `_lastUpdated`.
//!
//! The cursor is the last instant that was seen, and moves only when everything up to it is on disk. A search begins `overlap` before it and
//! leaves out what was taken. Where the server sorts, each further page is a new search from the last instant: pages by number
//! would leave out a resource when one before it is updated meanwhile. Where it does not, its own pages are followed to the end.

use std::collections::VecDeque;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, HeaderValue, Method, Uri, header};
use jiff::SignedDuration;
use nilecare_connector_http::{HttpCall, HttpCaller};
use nilecare_connector_net::{KeptFile, Outbound, tell_away};
use nilecare_engine_api::{
    AcceptErrorKind, ConnectionState, Defect, FailureKind, RawMessage, SendError, SourceContext, SourceError,
};
use nilecare_types::{Clock, HumanDuration, Timestamp};
use serde_json::{Value, json};
use tokio::sync::Notify;

use super::page::{Found, Page, same_origin};
use super::seen::Seen;
use crate::content::JSON;
use crate::destination::judge::refusal;
use crate::failure::{CURSOR, ODD_ANSWER};
use crate::{FhirConnection, FhirPolling, FhirSourceConfig};

/// Of a resource that is too large, so much is kept.
const KEPT: usize = 64 << 10;
/// So many pages of one search are followed without coming nearer to its end.
const MAX_PAGES: u32 = 100_000;
const SHORTEST_PAUSE: Duration = Duration::from_millis(250);
/// The longest pause between two attempts at a server that is away.
const LONGEST_PAUSE: Duration = Duration::from_secs(60);

/// Asks a server again and again.
pub(super) struct Poller {
    connection: FhirConnection,
    polling: FhirPolling,
    remember: HumanDuration,
    max_size: usize,
    caller: HttpCaller,
    clock: Arc<dyn Clock>,
    /// Everything up to here was taken; `None`: nothing yet.
    reached: Option<Timestamp>,
    seen: Seen,
    /// The state while all is well.
    well: ConnectionState,
}

/// What came of a search.
enum Looked {
    All,
    /// The store takes nothing now.
    NotNow,
    Stopping,
}

impl Poller {
    /// Takes settings that are valid; `None` when nobody is to be asked.
    pub(super) fn new(config: FhirSourceConfig, clock: Arc<dyn Clock>, outbound: Outbound) -> Option<Self> {
        Some(Self {
            caller: HttpCaller::new(config.connection.http(), Arc::clone(&clock), outbound),
            polling: config.poll?,
            well: ConnectionState::Connected {
                address: config.connection.base().to_owned(),
            },
            connection: config.connection,
            remember: config.remember,
            max_size: config.max_size,
            clock,
            reached: None,
            seen: Seen::default(),
        })
    }

    /// A server that is away is waited for; what only people can mend is told at once.
    pub(super) async fn open(&mut self) -> Result<(), SourceError> {
        self.caller
            .check_settings()
            .map_err(|error| SourceError::new(error.code, error.detail))?;
        let file = KeptFile::new(&self.polling.cursor_file);
        let loaded = off_thread(move || file.load())
            .await
            .and_then(|kept| kept.map(|text| read(&text)).transpose());
        self.reached = loaded.map_err(|error| {
            let path = self.polling.cursor_file.display();
            SourceError::new(CURSOR, format!("the cursor's file {path} cannot be used: {error}"))
        })?;
        Ok(())
    }

    /// Searches until the channel stops; `told` asks for a search at once.
    pub(super) async fn run(&mut self, context: &SourceContext, told: &Notify) {
        let mut after_failure = Duration::ZERO;
        // Where notifications are waited for, that is what people want to see.
        if let listening @ ConnectionState::Listening { .. } = context.status.state() {
            self.well = listening;
        }
        loop {
            let pause = match Box::pin(self.look(context)).await {
                Ok(Looked::Stopping) => break,
                Ok(Looked::All) => {
                    after_failure = Duration::ZERO;
                    self.polling.interval.get()
                }
                Ok(Looked::NotNow) => self.polling.interval.get().min(LONGEST_PAUSE),
                Err(error) => {
                    let reason = format!("{}: {}", error.code, error.detail);
                    tell_away(&context.status, self.connection.base(), reason);
                    after_failure = (after_failure * 2).clamp(SHORTEST_PAUSE, LONGEST_PAUSE);
                    after_failure.max(error.retry_after.unwrap_or_default())
                }
            };
            tokio::select! {
                () = context.stop.cancelled() => break,
                () = told.notified(), if after_failure.is_zero() => {}
                () = tokio::time::sleep(pause) => {}
            }
        }
    }

    async fn look(&mut self, context: &SourceContext) -> Result<Looked, SendError> {
        let mut from = self.start();
        let mut address = self.search(from)?;
        let mut highest = self.reached;
        for _ in 0..MAX_PAGES {
            // What is given to the engine is always seen to its end, so that a stop brings nothing twice.
            let page = tokio::select! {
                biased;
                () = context.stop.cancelled() => return Ok(Looked::Stopping),
                page = self.page(&address) => page?,
            };
            context.status.report(self.well.clone());
            let last = page.resources.iter().map(|found| found.instant).max();
            highest = highest.max(last);
            match self.give(page.resources, context).await {
                Looked::All => {}
                looked => return Ok(looked),
            }
            let Some(next) = page.next else {
                self.leave(highest).await?;
                return Ok(Looked::All);
            };
            if page.is_sorted && last > from {
                self.leave(highest).await?;
                from = last;
                address = self.search(from)?;
            } else {
                address = self.followed(&next)?;
            }
        }
        Err(odd("its pages have no end"))
    }

    /// Returns where a search begins.
    fn start(&self) -> Option<Timestamp> {
        let overlap = SignedDuration::try_from(self.polling.overlap.get()).unwrap_or_default();
        let begin = self
            .reached
            .map(|reached| reached.checked_sub(overlap).unwrap_or(reached));
        begin.or(self.polling.start)
    }

    fn search(&self, from: Option<Timestamp>) -> Result<Uri, SendError> {
        let polling = &self.polling;
        let mut address = format!(
            "{}/{}?_sort=_lastUpdated&_count={}",
            self.connection.base(),
            polling.resource_type,
            polling.page_size
        );
        if let Some(from) = from {
            address.push_str(&format!("&_lastUpdated=ge{from}"));
        }
        if !polling.search.is_empty() {
            address.push('&');
            address.push_str(&polling.search);
        }
        address.parse().map_err(|_| odd("url and search make no address"))
    }

    fn followed(&self, next: &str) -> Result<Uri, SendError> {
        let base = self.connection.base().parse().unwrap_or_default();
        same_origin(next, &base).ok_or_else(|| odd("its next page is at another server, which is not asked"))
    }

    async fn page(&self, address: &Uri) -> Result<Page, SendError> {
        let answer = self.caller.call(HttpCall {
            method: Method::GET,
            address: address.clone(),
            headers: HeaderMap::from_iter([(header::ACCEPT, HeaderValue::from_static(JSON))]),
            body: Bytes::new(),
        });
        let answer = answer.await?;
        if !answer.status.is_success() {
            return Err(refusal(&answer, false, self.clock.now()));
        }
        if answer.is_cut {
            return Err(odd(
                "a page is larger than max_response_size; make poll.page_size smaller",
            ));
        }
        Page::read(&answer.body, &self.polling.resource_type).map_err(odd)
    }

    /// Gives what was not taken yet to the engine, in order.
    async fn give(&mut self, resources: Vec<Found>, context: &SourceContext) -> Looked {
        let is_new = |found: &Found| found.version.key().is_some_and(|key| !self.seen.has(&key));
        let resources: Vec<_> = resources.into_iter().filter(is_new).collect();
        let messages = resources.iter().map(|found| self.message(found)).collect();
        let answers = context.inbox.accept_all(messages).await;
        let mut resources = VecDeque::from(resources);
        for answer in answers {
            match answer {
                Ok(_) => {
                    if let Some(found) = resources.pop_front()
                        && let Some(key) = found.version.key()
                    {
                        self.seen.add(found.instant, key);
                    }
                }
                Err(error) if error.kind == AcceptErrorKind::Stopping => return Looked::Stopping,
                Err(_) => return Looked::NotNow,
            }
        }
        Looked::All
    }

    fn message(&self, found: &Found) -> RawMessage {
        let limit = self.max_size;
        let is_large = found.content.len() > limit;
        let end = if is_large {
            found.content.len().min(KEPT)
        } else {
            found.content.len()
        };
        RawMessage {
            source: found.version.facts(),
            defect: is_large.then_some(Defect::TooLarge { limit }),
            event: found.version.event(self.remember.get()),
            ..RawMessage::new(found.content.slice(..end))
        }
    }

    /// Moves the cursor: everything up to there is on disk.
    async fn leave(&mut self, highest: Option<Timestamp>) -> Result<(), SendError> {
        let Some(highest) = highest.filter(|highest| self.reached.is_none_or(|reached| *highest > reached)) else {
            return Ok(());
        };
        let file = KeptFile::new(&self.polling.cursor_file);
        let text = json!({ "cursor": highest.to_string() }).to_string();
        let saved = off_thread(move || file.save(text.as_bytes())).await;
        saved.map_err(|error| {
            let detail = format!("the cursor's file cannot be written: {error}");
            SendError::new(FailureKind::Retry, CURSOR, detail)
        })?;
        self.reached = Some(highest);
        if let Some(start) = self.start() {
            self.seen.forget_before(start);
        }
        Ok(())
    }
}

fn read(text: &[u8]) -> std::io::Result<Timestamp> {
    let kept: Value = serde_json::from_slice(text).unwrap_or_default();
    let instant = kept["cursor"].as_str().and_then(|text| text.parse().ok());
    instant.ok_or_else(|| std::io::Error::new(std::io::ErrorKind::InvalidData, "the file holds no cursor"))
}

/// A file is read and written by another thread than the engine's.
async fn off_thread<T: Send + 'static>(
    work: impl FnOnce() -> std::io::Result<T> + Send + 'static,
) -> std::io::Result<T> {
    let done = tokio::task::spawn_blocking(work).await;
    done.unwrap_or_else(|_| Err(std::io::Error::other("the work was given up")))
}

/// The server does not answer as FHIR asks.
fn odd(what: &str) -> SendError {
    SendError::new(
        FailureKind::Retry,
        ODD_ANSWER,
        format!("the server cannot be read: {what}"),
    )
}
