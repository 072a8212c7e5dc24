//! The seams between the engine and its connectors.
//!
//! A connector writes [`Source`] or [`Destination`] and a config struct, and nothing else: queues, retries, schedules,
//! time-outs of a whole attempt, statistics and status belong to the engine. Nothing here knows the engine's runtime,
//! a store or a concrete connector.
//!
//! ```text
//! peer ─► Source ─► Inbox::accept ─► … engine … ─► Destination::send ─► peer
//!            ◄─ CommitReply ◄────┤                    └─► Response or SendError
//!            ◄─ Accepted::reply ◄─┘
//! ```

mod commit;
mod config;
mod connector;
mod destination;
mod inbox;
mod observer;
mod parameter;
mod shared;
mod source;
mod status;

pub use async_trait::async_trait;
pub use commit::{CommitReceiver, CommitReply, Committed};
pub use config::{ConfigProblem, ConfigProblems, ConnectorConfig, parse_config, schema_of};
pub use connector::{Connector, ConnectorRegistry, UnknownConnector};
pub use destination::{Destination, DestinationFactory, FailureKind, OutboundMessage, Response, SendError};
pub use inbox::{
    AcceptError, AcceptErrorKind, Accepted, AcceptedProblem, AcceptedProblemKind, Defect, Inbox, PeerEvent, RawMessage,
    SourceMap,
};
pub use observer::{EngineEvent, EngineObserver, ErrorKind, NoObserver};
pub use parameter::{BadPattern, ParameterPattern, is_parameter_name};
pub use shared::{CONNECTION, SharedConnection, SharedConnections, named as named_connection};
pub use source::{Source, SourceContext, SourceError};
pub use status::{ConnectionState, StatusReporter};
pub use tokio_util::sync::CancellationToken;
