//! Modbus (Application Protocol V1.1b3) over TCP, and RTU frames over TCP for gateways of serial lines.
//!
//! ```text
//! interval ─► read blocks of coils and registers ─► values by type, order and scale ─► one JSON message ─► Inbox::accept
//! message ─► all values checked ─► written one by one ─► read back ─► sent
//! ```
//!
//! The frames are those of `tokio-modbus`; connections are made as those of every connector. The protocol knows no user and no password: a
//! device believes whoever reaches it, so it belongs behind a firewall.

mod blocks;
mod client;
mod config;
mod destination;
mod failure;
mod source;
mod value;

use std::sync::Arc;

use nilecare_connector_net::Outbound;
use nilecare_engine_api::{ConfigProblems, Connector, DestinationFactory, Source, parse_config, schema_of};
use nilecare_types::{Clock, SystemClock};
use serde_json::Value;

pub use config::{
    ModbusConnection, ModbusDestinationConfig, ModbusFraming, ModbusOrder, ModbusPoint, ModbusSourceConfig,
    ModbusTable, ModbusType,
};

use client::Client;
use destination::ModbusDestinationFactory;
use source::ModbusSource;

/// The connector `modbus`.
#[derive(Clone)]
pub struct ModbusConnector {
    outbound: Outbound,
    clock: Arc<dyn Clock>,
}

impl Default for ModbusConnector {
    fn default() -> Self {
        Self::limited(Outbound::default())
    }
}

impl ModbusConnector {
    /// Connects to these devices only.
    pub fn limited(outbound: Outbound) -> Self {
        Self {
            outbound,
            clock: Arc::new(SystemClock),
        }
    }

    fn client(&self, connection: &ModbusConnection) -> Client {
        Client::new(connection.clone(), self.outbound.clone(), Arc::clone(&self.clock))
    }
}

impl Connector for ModbusConnector {
    fn kind(&self) -> &'static str {
        "modbus"
    }

    fn source_schema(&self) -> Option<Value> {
        Some(schema_of::<ModbusSourceConfig>())
    }

    fn destination_schema(&self) -> Option<Value> {
        Some(schema_of::<ModbusDestinationConfig>())
    }

    fn source(&self, config: &Value) -> Option<Result<Box<dyn Source>, ConfigProblems>> {
        let build = |config: ModbusSourceConfig| {
            let client = self.client(&config.connection);
            Box::new(ModbusSource::new(config, client, Arc::clone(&self.clock))) as _
        };
        Some(parse_config(config).map(build))
    }

    fn destination(&self, config: &Value) -> Option<Result<Arc<dyn DestinationFactory>, ConfigProblems>> {
        let build = |config: ModbusDestinationConfig| {
            let client = self.client(&config.connection);
            Arc::new(ModbusDestinationFactory::new(config, client)) as _
        };
        Some(parse_config(config).map(build))
    }
}
