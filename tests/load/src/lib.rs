//! A load generator and its counterpart: an MLLP sender that never has more than one message in flight a connection, an
//! MLLP receiver that acknowledges at once, ledgers of what both saw, and a checker that compares them.
//!
//! It is the independent peer of the hub: it builds and reads frames by itself and shares no HL7 code with it. It spends
//! as little as it can on each message, because it runs on the same processors as what it measures.
//!
//! - [`Generator`] sends [`PreparedMessage`]s and reports rate and [`Histogram`] of latency.
//! - [`Receiver`] answers, late, refusing or not at all where told so.
//! - [`SourceLedger`], [`ReceiverLedger`] and [`check`] tell what was lost, invented, repeated or out of order.
//! - [`machine`] measures the machine itself, so that a rate can be read beside it.

mod checker;
mod connection;
mod control_id;
mod frame;
mod generator;
mod histogram;
mod ledger;
pub mod machine;
mod message;
mod receiver;
mod usage;

pub use checker::{CheckError, CheckReport, Examples, Order, ReceiverFindings, check, check_in_order};
pub use control_id::{ControlId, RunPrefix, RunPrefixError};
pub use frame::{Acknowledgment, MAX_MESSAGE_BYTES, control_id_of, read_acknowledgment};
pub use generator::{Generator, GeneratorError, GeneratorOptions, GeneratorReport, Limit};
pub use histogram::{Histogram, LatencyReport};
pub use ledger::{ReceiverLedger, SourceLedger};
pub use message::{MessageKind, PreparedMessage};
pub use receiver::{FirstMessages, FirstReplies, Receiver, ReceiverError, ReceiverOptions, ReceiverReport};
pub use usage::cpu_time;
