//! Which device.

use nilecare_connector_net::{SenderTls, address_problem, zero_problems};
use nilecare_engine_api::ConfigProblem;
use nilecare_types::HumanDuration;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What belongs to the device.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ModbusConnection {
    /// # Address
    /// Of the device or its gateway, such as `192.0.2.20:502`.
    pub address: String,
    /// # Framing
    #[serde(default)]
    pub framing: ModbusFraming,
    /// # Unit
    /// 1 to 247 behind a gateway; devices of their own take 0 or 255 too.
    #[serde(default = "default_unit")]
    pub unit: u8,
    /// # Connect time-out
    #[serde(default = "default_connect")]
    pub connect_timeout: HumanDuration,
    /// # Answer time-out
    /// For one request.
    #[serde(default = "default_timeout")]
    pub timeout: HumanDuration,
    /// # TLS
    /// For a device that speaks Modbus/TCP Security. Without: anybody between this machine and the device can read and change everything.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tls: Option<SenderTls>,
}

/// How requests are framed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ModbusFraming {
    /// Modbus TCP.
    #[default]
    Tcp,
    /// RTU with its checksum, over TCP, as gateways of serial lines want it.
    Rtu,
}

fn default_unit() -> u8 {
    1
}
fn default_connect() -> HumanDuration {
    HumanDuration::from_secs(5)
}
fn default_timeout() -> HumanDuration {
    HumanDuration::from_secs(3)
}

impl ModbusConnection {
    pub(super) fn problems(&self) -> Vec<ConfigProblem> {
        let mut problems = Vec::new();
        problems.extend(address_problem("/address", &self.address, "192.0.2.20:502"));
        let is_unit = matches!((self.framing, self.unit), (_, 1..=247) | (ModbusFraming::Tcp, 0 | 255));
        if !is_unit {
            problems.push(ConfigProblem::new(
                "/unit",
                "must be from 1 to 247, or with framing tcp 0 or 255",
            ));
        }
        problems.extend(zero_problems(&[
            ("/connect_timeout", self.connect_timeout),
            ("/timeout", self.timeout),
        ]));
        if self.timeout > HumanDuration::from_secs(60) {
            problems.push(ConfigProblem::new("/timeout", "must be at most 60s"));
        }
        problems.extend(self.tls.iter().flat_map(|tls| tls.validate("/tls")));
        problems
    }
}
