//! Events between services: written with the change that they tell of, kept until everybody has them, in order.
//!
//! ```text
//! service's transaction ─► outbox ─► Relay ─► EventBus ─┬─► consumer group `billing`
//!                                                      └─► consumer group `channel adt-outbound`
//! ```
//!
//! - [`outbox::put`] writes an event in the transaction of its change, so that none is lost and none tells of a change that was taken back.
//! - [`Relay`] publishes what is in an outbox, each event at least once; a bus knows one that it has by its id.
//! - An [`EventBus`] hands each consumer group all events of its topics, in the order of publishing, each until it is [done](Subscription::done).
//! - An [`EventLog`] reads what is kept from any place, without being a group.
//! - [`Consumer`] runs a handler over them: tried again with growing pauses, then laid aside as a dead letter.
//!
//! [`LocalBus`] keeps events in a database file of its own, for one process. A bus between processes is a further implementation of the
//! same traits.

mod bus;
mod consumer;
mod error;
mod event;
mod local;
mod log;
pub mod outbox;
mod relay;

pub use bus::{EventBus, NoBus, Start, Subscription};
pub use consumer::{Consumer, ConsumerOptions, Handler, HandlerError};
pub use error::BusError;
pub use event::Event;
pub use local::{DeadLetter, LocalBus};
pub use log::{EventLog, Place};
pub use relay::{Relay, Wake};
