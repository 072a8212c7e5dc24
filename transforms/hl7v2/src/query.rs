//! Queries by parameter and their responses (HL7 v2.5.1 §5): QBP asked, RSP answered, page after page.
//!
//! ```text
//! QBP: MSH QPD RCP              ──► RSP: MSH MSA [ERR] QAK QPD … DSC|pointer|I
//! QBP: MSH QPD RCP DSC|pointer  ──► RSP: MSH MSA [ERR] QAK QPD …            the last page has no DSC
//! ```
//!
//! [`Query`] and [`QueryResponse`] read, [`respond`] writes the response to a query, and [`next_page`] the query that
//! asks for more. Which records answer a query is for the caller to say; so is what a pointer holds.

mod page;
mod respond;

use std::fmt;
use std::str::FromStr;

use crate::acknowledgment::{self, AcknowledgmentCode, UnknownCode};
use crate::{EditError, Message, Path};

pub use page::{continues, next_page};
pub use respond::{Answer, Hits, respond, response_type};

/// What a query asks for.
#[derive(Clone, PartialEq, Eq)]
pub struct Query {
    /// The name of the query (QPD-1.1).
    pub name: String,
    /// The tag that the response repeats (QPD-2).
    pub tag: Option<String>,
    /// Whether the answer is wanted at once (RCP-1 `I`, also when it is left out) or later (`D`).
    pub is_immediate: bool,
    /// How much one response may hold (RCP-2); `None` is without bound.
    pub limit: Option<QuantityLimit>,
    /// Where the last response ended (DSC-1), when this is not the first page.
    pub continuation_pointer: Option<String>,
}

/// How much one response may hold (RCP-2).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuantityLimit {
    /// How many, at least 1.
    pub quantity: u32,
    /// Of what.
    pub unit: LimitUnit,
}

/// What a quantity limit counts (HL7 table 0126).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum LimitUnit {
    /// `RD`: records, also when the unit is left out or unknown.
    Records,
    /// `CH`: characters.
    Characters,
    /// `LI`: lines.
    Lines,
    /// `PG`: pages.
    Pages,
}

/// How a query went (QAK-2, HL7 table 0208).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum QueryStatus {
    /// `OK`: data found, no errors.
    Ok,
    /// `NF`: no data found, no errors.
    NotFound,
    /// `AE`: application error.
    Error,
    /// `AR`: application reject.
    Reject,
}

/// What a response says of its query, without the records.
#[derive(Clone, PartialEq, Eq)]
pub struct QueryResponse {
    /// What became of the query's message (MSA-1).
    pub code: AcknowledgmentCode,
    /// The control id of the query's message (MSA-2).
    pub control_id: String,
    /// The tag of the query (QAK-1).
    pub tag: Option<String>,
    /// How the query went (QAK-2); `None` when the response does not say, or says something unknown.
    pub status: Option<QueryStatus>,
    /// How many records match (QAK-4).
    pub hit_count: Option<u32>,
    /// How many of them are in this response (QAK-5).
    pub n_in_response: Option<u32>,
    /// How many of them follow (QAK-6).
    pub n_remaining: Option<u32>,
    /// Where the next page starts (DSC-1); `None` when this is the last one.
    pub continuation_pointer: Option<String>,
}

/// Tells why no response or next page could be written.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum QueryError {
    /// The message has no QPD.
    #[error("the message is no query by parameter; it has no segment QPD")]
    NotAQuery,
    /// The trigger event of the query does not tell that of the response.
    #[error("the trigger event of the query does not tell the type of the response; state it, as in RSP^K11^RSP_K11")]
    ResponseTypeUnknown,
    /// A segment of the answer could not be added.
    #[error("segment {number} of the answer cannot be added")]
    Segment {
        /// Which of the segments given, from 1.
        number: usize,
        /// Why.
        source: EditError,
    },
    /// The message could not be changed.
    #[error("the message cannot be changed")]
    Edit(#[from] EditError),
}

impl Query {
    /// Reads a query by parameter; `None` when the message has no QPD.
    pub fn of(message: &Message) -> Option<Query> {
        message.segment("QPD", 1)?;
        let control = message.segment("RCP", 1);
        let is_deferred = control
            .and_then(|segment| segment.value(1, 1))
            .is_some_and(|priority| priority == "D");
        Some(Query {
            name: value(message, "QPD", 1).unwrap_or_default(),
            tag: value(message, "QPD", 2),
            is_immediate: !is_deferred,
            limit: limit(message),
            continuation_pointer: pointer(message),
        })
    }
}

impl QueryResponse {
    /// Reads what a response says of its query; `None` when the message has no MSA with a known code.
    pub fn of(message: &Message) -> Option<QueryResponse> {
        let acknowledgment = acknowledgment::read(message)?;
        let count = |field| value(message, "QAK", field).and_then(|count| count.trim().parse().ok());
        Some(QueryResponse {
            code: acknowledgment.code,
            control_id: acknowledgment.control_id,
            tag: value(message, "QAK", 1),
            status: value(message, "QAK", 2).and_then(|status| status.parse().ok()),
            hit_count: count(4),
            n_in_response: count(5),
            n_remaining: count(6),
            continuation_pointer: pointer(message),
        })
    }

    /// Tells whether another page can be asked for.
    pub fn has_next_page(&self) -> bool {
        self.continuation_pointer.is_some()
    }
}

fn limit(message: &Message) -> Option<QuantityLimit> {
    let control = message.segment("RCP", 1)?;
    let quantity = control
        .value(2, 1)?
        .trim()
        .parse()
        .ok()
        .filter(|&quantity| quantity > 0)?;
    let unit = match control.value(2, 2).as_deref() {
        Some("CH") => LimitUnit::Characters,
        Some("LI") => LimitUnit::Lines,
        Some("PG") => LimitUnit::Pages,
        _ => LimitUnit::Records,
    };
    Some(QuantityLimit { quantity, unit })
}

/// Returns DSC-1 unless DSC-2 says that it continues the message itself (`F`) and not the query.
fn pointer(message: &Message) -> Option<String> {
    let is_of_fragment = value(message, "DSC", 2).is_some_and(|style| style == "F");
    value(message, "DSC", 1).filter(|_| !is_of_fragment)
}

fn value(message: &Message, id: &str, field: usize) -> Option<String> {
    message.segment(id, 1)?.value(field, 1).map(|value| value.into_owned())
}

/// Names a field of the first segment with this id; both are given in the code.
fn field(id: &str, number: usize) -> Path {
    Path::new(id)
        .and_then(|path| path.with_field(number))
        .expect("the ids and numbers of this module are valid")
}

impl QueryStatus {
    /// Returns the code as it is sent.
    pub fn as_str(self) -> &'static str {
        match self {
            QueryStatus::Ok => "OK",
            QueryStatus::NotFound => "NF",
            QueryStatus::Error => "AE",
            QueryStatus::Reject => "AR",
        }
    }

    /// Returns the acknowledgment code that goes with it (MSA-1): no data found is no error.
    pub fn acknowledgment_code(self) -> AcknowledgmentCode {
        match self {
            QueryStatus::Ok | QueryStatus::NotFound => AcknowledgmentCode::AA,
            QueryStatus::Error => AcknowledgmentCode::AE,
            QueryStatus::Reject => AcknowledgmentCode::AR,
        }
    }
}

impl FromStr for QueryStatus {
    type Err = UnknownCode;

    fn from_str(text: &str) -> Result<QueryStatus, UnknownCode> {
        match text {
            "OK" => Ok(QueryStatus::Ok),
            "NF" => Ok(QueryStatus::NotFound),
            "AE" => Ok(QueryStatus::Error),
            "AR" => Ok(QueryStatus::Reject),
            _ => Err(UnknownCode),
        }
    }
}

/// The pointer and the tag are the peer's, so they are not shown.
impl fmt::Debug for Query {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Query")
            .field("is_immediate", &self.is_immediate)
            .field("limit", &self.limit)
            .field("is_first_page", &self.continuation_pointer.is_none())
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for QueryResponse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("QueryResponse")
            .field("code", &self.code)
            .field("status", &self.status)
            .field("hit_count", &self.hit_count)
            .field("has_next_page", &self.has_next_page())
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests;
