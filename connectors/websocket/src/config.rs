//! Settings of the connector.

mod destination;
mod ends;
mod source;

pub use destination::{WebsocketDestinationConfig, WebsocketKind};
pub use ends::{WebsocketClient, WebsocketListener};
pub use source::WebsocketSourceConfig;

#[cfg(test)]
mod tests;
