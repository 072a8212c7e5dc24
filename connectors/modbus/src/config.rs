//! Settings of the connector.

mod connection;
mod point;

use nilecare_connector_net::zero_problems;
use nilecare_engine_api::{ConfigProblem, ConnectorConfig};
use nilecare_types::HumanDuration;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::json;

pub use connection::{ModbusConnection, ModbusFraming};
pub use point::{ModbusOrder, ModbusPoint, ModbusTable, ModbusType};

use point::problems;

/// # Modbus reader
/// Reads values of a device at an interval, and gives them to the channel as one message: `{"read_at": "…", "values": {"NAME": …}}`. A float that
/// is no number is null. What changed between two readings and back is not seen. A reading that cannot be stored is given again until it
/// is; readings that are due meanwhile are left out.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ModbusSourceConfig {
    /// What belongs to the device.
    #[serde(flatten)]
    pub connection: ModbusConnection,
    /// # Values
    /// What is read, 1 to 1000 of them; those that stand side by side are read together.
    pub values: Vec<ModbusPoint>,
    /// # Interval
    /// Between two readings.
    #[serde(default = "default_interval")]
    pub interval: HumanDuration,
    /// # Changes only
    /// A message only when a value differs from that of the last message by more than its `deadband`; `changed` names those that do. The first reading
    /// always is one.
    #[serde(default)]
    pub only_changes: bool,
}

/// # Modbus writer
/// Writes the values of a message, a JSON object such as `{"setpoint": 21.5}`, to a device. All of them are checked before the first is written; a name
/// that is not in `values` is an error. Writing them again after a failure changes nothing more.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ModbusDestinationConfig {
    /// What belongs to the device.
    #[serde(flatten)]
    pub connection: ModbusConnection,
    /// # Values
    /// What may be written, coils and holding registers; in this order.
    pub values: Vec<ModbusPoint>,
    /// # Read back
    /// Each value is read after it was written; one that the device did not keep is an error.
    #[serde(default = "yes")]
    pub verify: bool,
}

fn default_interval() -> HumanDuration {
    HumanDuration::from_secs(10)
}
fn yes() -> bool {
    true
}

impl ConnectorConfig for ModbusSourceConfig {
    fn validate(&self) -> Vec<ConfigProblem> {
        let mut found = self.connection.problems();
        found.extend(problems(&self.values));
        found.extend(zero_problems(&[("/interval", self.interval)]));
        found
    }

    fn samples() -> Vec<serde_json::Value> {
        vec![
            json!({ "address": "192.0.2.20:502", "values": [
                { "name": "temperature", "table": "input_register", "address": 0, "type": "i16", "scale": 0.1 },
                { "name": "door_open", "table": "discrete_input", "address": 3, "type": "bit" } ] }),
            json!({ "address": "gateway.example.org:4001", "framing": "rtu", "unit": 7, "interval": "1s", "only_changes": true, "values": [
                { "name": "flow", "table": "holding_register", "address": 100, "type": "f32", "word_order": "little", "deadband": 0.5 },
                { "name": "alarm", "table": "holding_register", "address": 102, "type": "bit", "bit": 5 } ] }),
        ]
    }
}

impl ConnectorConfig for ModbusDestinationConfig {
    fn validate(&self) -> Vec<ConfigProblem> {
        let mut found = self.connection.problems();
        found.extend(problems(&self.values));
        for (index, point) in self.values.iter().enumerate() {
            if matches!(point.table, ModbusTable::DiscreteInput | ModbusTable::InputRegister) {
                let message = "must be coil or holding_register; the others cannot be written";
                found.push(ConfigProblem::new(format!("/values/{index}/table"), message));
            }
        }
        found
    }

    fn samples() -> Vec<serde_json::Value> {
        vec![json!({ "address": "192.0.2.20:502", "values": [
            { "name": "setpoint", "table": "holding_register", "address": 10, "type": "u16", "scale": 0.1, "min": 2, "max": 8 },
            { "name": "fan", "table": "coil", "address": 0, "type": "bit" } ] })]
    }
}

#[cfg(test)]
mod tests;
