//! The hub's own MQTT broker, inside the process.
//!
//! MQTT 3.1.1 and 5 on one port, QoS 0 to 2, retained messages, wills, kept sessions and shared subscriptions, all in memory and
//! all bounded. What a device publishes at QoS 1 or 2 for a channel of the hub is acknowledged to the device when the channel has
//! it on disk, and not before: the broker keeps nothing on disk and loses nothing that it acknowledged.
//!
//! ```text
//! device ─► PUBLISH ─► sessions of others ─► queue (bounded, dropped when full)
//!                  └─► sessions of channels ─► queue ─► channel ─► PUBACK ─┐
//! device ◄─ PUBACK, in the order of the messages ◄──── all of them took it ┘
//! ```
//!
//! Why it is our own is in docs/adr/0017. What is left to others: bridges, clusters, topics by user.

mod broker;
mod connection;
mod delivery;
mod error;
mod limits;
mod message;
mod publisher;
mod receipt;
mod routing;
mod session;
mod state;
mod tls;

pub use broker::{Broker, BrokerOptions, BrokerStatus};
pub use error::BrokerError;
pub use limits::BrokerLimits;
pub use tls::BrokerTls;
