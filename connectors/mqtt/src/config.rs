//! Settings: of the connection, which both directions share, and of each direction.

mod connection;
mod destination;
mod source;

pub use connection::{BrokerName, MqttConnection, MqttProtocol};
pub use destination::MqttDestinationConfig;
pub use source::MqttSourceConfig;

pub(crate) use connection::Address;

#[cfg(test)]
mod tests;
