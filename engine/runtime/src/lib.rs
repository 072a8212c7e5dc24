//! Runs channels: from a stored message to its deliveries and the reply to its sender.
//!
//! ```text
//! Source ─► Inbox ─► store.admit ─► Processor (scripts) ─► store.record ─► Delivery (one for each destination)
//!             ▲                                                               │
//!             └──────────────────────── reply ◄───────────────────────────────┘
//! ```
//! Every arrow to the right begins when the step before it is on disk, so going on after a crash is the same as going
//! on. Knows connectors only through `engine/api`, and no domain service.

mod again;
mod answer;
mod attachments;
mod backoff;
mod batch;
mod batch_inbox;
mod channel;
mod compiled;
mod connections;
mod control_ids;
mod delivery;
mod engine;
mod flow;
mod inbox;
mod intake;
mod judge;
mod lanes;
mod metadata;
mod operator;
mod parameters;
mod pipeline;
mod processor;
mod progress;
mod pruner;
mod queue;
mod repeats;
mod rig;
mod source_task;
mod storage;
mod throttle;
mod trace;
mod transfer;
mod turns;

pub use channel::{ChannelState, ChannelStatus, ConnectorStatus};
pub use compiled::{CompileProblem, CompiledChannel};
pub use connections::{ConnectionProblem, ConnectionSettings, NamedConnections};
pub use engine::{Engine, EngineError, EngineOptions};
pub use operator::DestinationQueue;
pub use pipeline::{DestinationOutcome, Outcome, SourceOutcome};
pub use pruner::{PruneReport, Pruner, PrunerOptions};
pub use rig::{TestRig, Trial, TrialDestination};
pub use trace::{
    ChannelTrace, DestinationTrace, SimulatedOutcome, SimulatedStatus, StageTrace, TraceCuts, TraceError, TraceOptions,
    TraceStage, TracedDescription, TracedText,
};
pub use transfer::{ExportedAttachment, ExportedConnector, ExportedContent, ExportedMessage};
