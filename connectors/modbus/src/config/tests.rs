use nilecare_engine_api::parse_config;
use serde_json::Value;

use super::*;

fn places<C: ConnectorConfig>(config: &Value) -> Vec<String> {
    match parse_config::<C>(config) {
        Ok(_) => Vec::new(),
        Err(problems) => problems.0.into_iter().map(|problem| problem.path).collect(),
    }
}

#[test]
fn samples_are_valid_and_are_written_as_they_are_read() {
    for sample in ModbusSourceConfig::samples() {
        let config: ModbusSourceConfig = parse_config(&sample).expect("it is a sample");
        let again = serde_json::to_value(&config).expect("it is plain");
        assert_eq!(parse_config::<ModbusSourceConfig>(&again), Ok(config));
    }
    for sample in ModbusDestinationConfig::samples() {
        let config: ModbusDestinationConfig = parse_config(&sample).expect("it is a sample");
        let again = serde_json::to_value(&config).expect("it is plain");
        assert_eq!(parse_config::<ModbusDestinationConfig>(&again), Ok(config));
    }
}

#[test]
fn everything_that_is_wrong_is_told_with_its_place() {
    let values = json!([
        { "name": "", "table": "coil", "address": 0, "type": "u16", "bit": 1 },
        { "name": "a", "table": "input_register", "address": 65535, "type": "f32", "scale": 0, "deadband": -1, "min": 2, "max": 1 },
        { "name": "a", "table": "holding_register", "address": 1, "type": "bit" },
    ]);
    let config = json!({ "address": "x", "unit": 250, "timeout": "2m", "values": values });
    let told = places::<ModbusSourceConfig>(&config);
    let expected = [
        "/address",
        "/unit",
        "/timeout",
        "/values/0/name",
        "/values/0/type",
        "/values/0/bit",
        "/values/1/address",
        "/values/1/scale",
        "/values/1/deadband",
        "/values/1/min",
        "/values/2/bit",
        "/values/2/name",
    ];
    assert_eq!(told, expected);
    let read_only = json!({ "address": "x:1", "values": [{ "name": "a", "table": "input_register", "address": 1, "type": "u16" }] });
    assert_eq!(places::<ModbusDestinationConfig>(&read_only), ["/values/0/table"]);
    assert_eq!(
        places::<ModbusSourceConfig>(&json!({ "address": "x:1", "values": [], "interval": "0s" })),
        ["/values", "/interval"]
    );
}
