//! Settings of the connector.

mod listener;
mod sender;

pub use listener::TcpSourceConfig;
pub use sender::{ReplySettings, TcpDestinationConfig};

/// Largest message and reply that can be allowed, in bytes.
const MOST: usize = 1 << 30;

#[cfg(test)]
mod tests {
    use nilecare_engine_api::{ConnectorConfig, parse_config};
    use serde_json::{Value, json};

    use super::*;

    fn places<C: ConnectorConfig + std::fmt::Debug>(config: Value) -> Vec<String> {
        let problems = parse_config::<C>(&config).expect_err("it is not valid");
        problems.0.into_iter().map(|problem| problem.path).collect()
    }

    #[test]
    fn samples_are_valid_and_are_written_as_they_are_read() {
        for sample in TcpSourceConfig::samples() {
            let config: TcpSourceConfig = parse_config(&sample).expect("it is a sample");
            let again = serde_json::to_value(&config).expect("it is plain");
            assert_eq!(parse_config::<TcpSourceConfig>(&again), Ok(config));
        }
        for sample in TcpDestinationConfig::samples() {
            let config: TcpDestinationConfig = parse_config(&sample).expect("it is a sample");
            let again = serde_json::to_value(&config).expect("it is plain");
            assert_eq!(parse_config::<TcpDestinationConfig>(&again), Ok(config));
        }
    }

    #[test]
    fn everything_that_is_wrong_is_told() {
        let lines = json!({ "delimited": { "end": "0A" } });
        let source = json!({ "framing": { "delimited": { "end": "" } }, "max_message_size": 0, "max_connections": 0, "idle_timeout": "0s" });
        let told = places::<TcpSourceConfig>(source);
        assert_eq!(
            told,
            [
                "/bind",
                "/framing/delimited/end",
                "/max_message_size",
                "/max_connections",
                "/idle_timeout"
            ]
        );
        let client = json!({ "mode": "client", "bind": "127.0.0.1:1", "framing": lines });
        assert_eq!(places::<TcpSourceConfig>(client), ["/address", "/bind"]);
        let sender = json!({ "address": "nowhere", "framing": lines, "reply": { "timeout": "0s", "max_size": 0 } });
        assert_eq!(
            places::<TcpDestinationConfig>(sender),
            ["/address", "/reply/timeout", "/reply/max_size"]
        );
        let kept = json!({ "address": "x:1", "framing": { "connection": {} }, "keep_connection": true });
        assert_eq!(places::<TcpDestinationConfig>(kept), ["/keep_connection"]);
        assert_eq!(
            places::<TcpSourceConfig>(json!({ "bind": "x:1", "framing": lines, "colour": 1 })),
            [""]
        );
    }
}
