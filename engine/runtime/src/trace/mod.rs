//! What a channel does with one message, stage by stage: the words of it. It holds patient data: it is shown, and never kept
//! or logged.

mod destination;
mod end;
mod recorder;
mod run;
mod source;
mod step;

use std::collections::BTreeMap;

use bytes::Bytes;
use nilecare_message_store::Status;
use nilecare_script::TraceEvent;
use nilecare_types::{ChannelId, ConnectorId, Timestamp};
use serde::{Deserialize, Serialize};

/// The stages of a message, in their order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TraceStage {
    /// Large parts are taken out.
    Attachments,
    /// The message is read.
    Received,
    /// The hub's preprocessor, then the channel's.
    Preprocessor,
    /// The source's rules.
    SourceFilter,
    /// The source's steps.
    SourceTransformer,
    /// The values of the metadata columns.
    Metadata,
    /// The destinations are chosen.
    Route,
    /// A destination's rules.
    DestinationFilter,
    /// A destination's steps.
    DestinationTransformer,
    /// What is to be sent.
    Content,
    /// Messages with the same key keep their order.
    OrderKey,
    /// The response is looked into.
    ResponseValidation,
    /// A destination's steps over the response.
    ResponseTransformer,
    /// The channel's postprocessor, then the hub's.
    Postprocessor,
    /// What the sender is answered.
    Reply,
}

/// What became of a delivery that is not made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SimulatedStatus {
    /// The receiver took it.
    #[default]
    Sent,
    /// The receiver refused it for good.
    Error,
    /// The receiver could not be reached; the message waits to be tried again.
    Queued,
}

/// What a receiver would have done.
#[derive(Debug, Clone, Default)]
pub struct SimulatedOutcome {
    /// Whether it took the message.
    pub status: SimulatedStatus,
    /// What it answered.
    pub response: Option<Bytes>,
    /// Why it did not take it.
    pub error: Option<String>,
}

/// How to trace.
#[derive(Debug, Clone)]
pub struct TraceOptions {
    /// The time of the message and of the reply.
    pub now: Timestamp,
    /// What the receivers would have done; those that are not named take the message and answer nothing.
    pub outcomes: BTreeMap<ConnectorId, SimulatedOutcome>,
    /// Stop after this stage, at each destination too.
    pub stop_after: Option<TraceStage>,
    /// Only the step at this place, such as `/source/transformer/2`, over the message as received.
    pub only: Option<String>,
    /// Only these destinations are told of; the others run all the same.
    pub destinations: Option<Vec<ConnectorId>>,
}

impl TraceOptions {
    /// Traces all of it.
    pub fn all(now: Timestamp) -> Self {
        Self {
            now,
            outcomes: BTreeMap::new(),
            stop_after: None,
            only: None,
            destinations: None,
        }
    }
}

/// What a channel did with one message.
#[derive(Debug, Clone, Serialize)]
pub struct ChannelTrace {
    /// The channel.
    pub channel: ChannelId,
    /// Changes with its configuration.
    pub revision: String,
    /// At the source: transformed, filtered or error; received when the trace was stopped before.
    pub status: Status,
    /// At the source.
    pub stages: Vec<StageTrace>,
    /// At each destination that the message is routed to, in their order.
    pub destinations: Vec<DestinationTrace>,
    /// After the destinations.
    pub end: Vec<StageTrace>,
    /// What was left out, so that the trace stays within its bounds.
    pub cuts: TraceCuts,
}

/// What was done at one destination.
#[derive(Debug, Clone, Serialize)]
pub struct DestinationTrace {
    /// Which.
    pub id: ConnectorId,
    /// Its place in `channel.yaml`.
    pub place: String,
    /// Filtered, error, or by the simulated outcome sent or queued; received when the trace was stopped before.
    pub status: Status,
    /// Whether nobody said what its receiver does, so that it was taken to have the message.
    pub is_assumed: bool,
    /// In their order.
    pub stages: Vec<StageTrace>,
}

/// What one stage did.
#[derive(Debug, Clone, Serialize)]
pub struct StageTrace {
    /// Which.
    pub stage: TraceStage,
    /// Its place in `channel.yaml`; empty where it has none.
    pub place: String,
    /// How long it took, in microseconds, with the writing of the trace.
    pub elapsed_us: u64,
    /// What a filter answered, or whether a response was accepted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub passed: Option<bool>,
    /// What each rule, step or script did.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub events: Vec<TraceEvent>,
    /// What the message is, when it was read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<TracedDescription>,
    /// Single values: metadata columns, the destinations chosen.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub values: Vec<(String, String)>,
    /// The content after the stage.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<TracedText>,
    /// Why it failed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<String>,
}

/// What a message is.
#[derive(Debug, Clone, Serialize)]
pub struct TracedDescription {
    /// The sender's number.
    pub control_id: Option<String>,
    /// Whom it is about.
    pub patient_id: Option<String>,
    /// What kind.
    pub message_type: Option<String>,
}

/// A content, as text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TracedText {
    /// Its beginning; what is no UTF-8 is shown as U+FFFD.
    pub text: String,
    /// How large the whole is, in bytes.
    pub n_bytes: usize,
    /// Whether the end was cut off.
    pub is_cut: bool,
}

/// How much was left out.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct TraceCuts {
    /// So many events were left out.
    pub n_events: usize,
    /// So many events are without their changes and lines.
    pub n_emptied: usize,
    /// So many texts were cut.
    pub n_texts: usize,
}

/// A trace that cannot be made.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TraceError {
    /// There is no such step.
    #[error("there is no enabled step at this place; there are: {}", .known.join(", "))]
    NoStep {
        /// The places of the steps.
        known: Vec<String>,
    },
    /// The message cannot be read, so that no step can run on it.
    #[error("the message cannot be read: {0}")]
    Unreadable(String),
    /// The channel has no such enabled destination.
    #[error("there is no enabled destination {0}")]
    NoDestination(ConnectorId),
}
