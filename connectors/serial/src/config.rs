//! Settings of the connector.

use std::path::PathBuf;

use nilecare_connector_net::{Framing, zero_problems};
use nilecare_engine_api::{ConfigProblem, ConnectorConfig};
use nilecare_types::HumanDuration;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::json;

/// Largest message and reply that can be allowed, in bytes.
const MOST: usize = 64 << 20;

/// What belongs to the line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct SerialLine {
    /// # Device
    /// Such as `/dev/ttyUSB0`; a name below `/dev/serial/by-id` stays the same when it is plugged in elsewhere.
    pub path: PathBuf,
    /// # Baud rate
    #[serde(default = "default_baud")]
    pub baud_rate: u32,
    /// # Data bits
    /// 5 to 8.
    #[serde(default = "default_bits")]
    pub data_bits: u8,
    /// # Parity
    #[serde(default)]
    pub parity: SerialParity,
    /// # Stop bits
    /// 1 or 2.
    #[serde(default = "default_stop")]
    pub stop_bits: u8,
    /// # Flow control
    #[serde(default)]
    pub flow_control: SerialFlowControl,
    /// # Framing
    /// Where a message ends: `delimited` or `length`.
    pub framing: Framing,
}

/// A bit that shows errors of one.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum SerialParity {
    /// No such bit.
    #[default]
    None,
    /// An odd number of bits is set.
    Odd,
    /// An even number of bits is set.
    Even,
}

/// How the receiver stops the sender.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum SerialFlowControl {
    /// It cannot.
    #[default]
    None,
    /// By the bytes XON and XOFF, which must not stand in messages.
    Software,
    /// By the wires RTS and CTS.
    Hardware,
}

/// # Serial listener
/// Takes messages of a device on a serial line, one after the other. The reply of the channel, if it wants one, is framed as the messages are. A message
/// that is too large, cut off or without its length is kept in error. When one cannot be stored, nothing is replied.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SerialSourceConfig {
    /// What belongs to the line.
    #[serde(flatten)]
    pub line: SerialLine,
    /// # Largest message, in bytes
    /// A larger one is not processed; its first 64 KiB are kept for you to look at.
    #[serde(default = "default_size")]
    pub max_message_size: usize,
    /// # Message time-out
    /// From the first byte of a message to its last; what came of a slower one is kept in error. Also for the device to take a reply.
    #[serde(default = "default_frame")]
    pub frame_timeout: HumanDuration,
    /// # Open again after
    /// The pause after the line broke or could not be opened.
    #[serde(default = "default_reopen")]
    pub reopen: HumanDuration,
}

/// # Serial sender
/// Sends messages to a device on a serial line, and waits for its reply where one is wanted. Without a reply a message counts as sent when the operating
/// system has its bytes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SerialDestinationConfig {
    /// What belongs to the line.
    #[serde(flatten)]
    pub line: SerialLine,
    /// # Reply
    /// What the device answers. Absent: nothing is waited for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reply: Option<SerialReply>,
    /// # Send time-out
    /// For the line to take the bytes of a message; at most 4 minutes.
    #[serde(default = "default_send")]
    pub send_timeout: HumanDuration,
}

/// What is expected of a device.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SerialReply {
    /// # Framing of the reply
    /// Absent: as the message.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub framing: Option<Framing>,
    /// # Reply time-out
    /// Without a reply after so long the message is sent again; the device may then have it twice. At most 4 minutes.
    #[serde(default = "default_reply")]
    pub timeout: HumanDuration,
    /// # Largest reply, in bytes
    #[serde(default = "default_reply_size")]
    pub max_size: usize,
}

fn default_baud() -> u32 {
    9600
}
fn default_bits() -> u8 {
    8
}
fn default_stop() -> u8 {
    1
}
fn default_size() -> usize {
    1 << 20
}
fn default_frame() -> HumanDuration {
    HumanDuration::from_secs(60)
}
fn default_reopen() -> HumanDuration {
    HumanDuration::from_secs(5)
}
fn default_send() -> HumanDuration {
    HumanDuration::from_secs(60)
}
fn default_reply() -> HumanDuration {
    HumanDuration::from_secs(15)
}
fn default_reply_size() -> usize {
    64 << 10
}

impl SerialLine {
    fn problems(&self) -> Vec<ConfigProblem> {
        let wrong = [
            (
                "/path",
                !self.path.is_absolute(),
                "must be a device, such as /dev/ttyUSB0",
            ),
            (
                "/baud_rate",
                !(50..=4_000_000).contains(&self.baud_rate),
                "must be from 50 to 4000000",
            ),
            ("/data_bits", !(5..=8).contains(&self.data_bits), "must be from 5 to 8"),
            ("/stop_bits", !(1..=2).contains(&self.stop_bits), "must be 1 or 2"),
        ];
        let wrong = wrong.into_iter().filter(|(_, is_wrong, _)| *is_wrong);
        let mut problems: Vec<_> = wrong
            .map(|(path, _, message)| ConfigProblem::new(path, message))
            .collect();
        problems.extend(framing_problems("/framing", &self.framing));
        problems
    }
}

fn framing_problems(place: &str, framing: &Framing) -> Vec<ConfigProblem> {
    match framing {
        Framing::Connection {} => {
            let message = "must be delimited or length: a line has no connections that end";
            vec![ConfigProblem::new(place, message)]
        }
        framing => framing.problems(place),
    }
}

fn size_problem(path: &str, size: usize) -> Option<ConfigProblem> {
    (!(1..=MOST).contains(&size)).then(|| ConfigProblem::new(path, format!("must be from 1 to {MOST}")))
}

/// The engine ends an attempt after five minutes.
fn time_problems(path: &str, time: HumanDuration) -> Vec<ConfigProblem> {
    let mut problems = zero_problems(&[(path, time)]);
    if time > HumanDuration::from_secs(240) {
        problems.push(ConfigProblem::new(path, "must be at most 4m"));
    }
    problems
}

impl ConnectorConfig for SerialSourceConfig {
    fn validate(&self) -> Vec<ConfigProblem> {
        let mut problems = self.line.problems();
        problems.extend(size_problem("/max_message_size", self.max_message_size));
        problems.extend(zero_problems(&[
            ("/frame_timeout", self.frame_timeout),
            ("/reopen", self.reopen),
        ]));
        problems
    }

    fn samples() -> Vec<serde_json::Value> {
        vec![
            json!({ "path": "/dev/ttyUSB0", "framing": { "delimited": { "start": "02", "end": "03" } } }),
            json!({ "path": "/dev/serial/by-id/usb-analyser-1", "baud_rate": 19200, "data_bits": 7, "parity": "even", "stop_bits": 2,
                "flow_control": "hardware", "framing": { "length": { "bytes": 4, "form": "digits" } }, "frame_timeout": "10s" }),
        ]
    }
}

impl ConnectorConfig for SerialDestinationConfig {
    fn validate(&self) -> Vec<ConfigProblem> {
        let mut problems = self.line.problems();
        problems.extend(time_problems("/send_timeout", self.send_timeout));
        if let Some(reply) = &self.reply {
            let framing = reply.framing.iter();
            problems.extend(framing.flat_map(|framing| framing_problems("/reply/framing", framing)));
            problems.extend(time_problems("/reply/timeout", reply.timeout));
            problems.extend(size_problem("/reply/max_size", reply.max_size));
        }
        problems
    }

    fn samples() -> Vec<serde_json::Value> {
        vec![
            json!({ "path": "/dev/ttyS1", "framing": { "delimited": { "end": "0D0A" } } }),
            json!({ "path": "/dev/ttyUSB1", "baud_rate": 38400, "framing": { "delimited": { "start": "02", "end": "03" } },
                "reply": { "framing": { "delimited": { "end": "06" } }, "timeout": "5s" } }),
        ]
    }
}

#[cfg(test)]
mod tests {
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
        for sample in SerialSourceConfig::samples() {
            let config: SerialSourceConfig = parse_config(&sample).expect("it is a sample");
            let again = serde_json::to_value(&config).expect("it is plain");
            assert_eq!(parse_config::<SerialSourceConfig>(&again), Ok(config));
        }
        for sample in SerialDestinationConfig::samples() {
            let config: SerialDestinationConfig = parse_config(&sample).expect("it is a sample");
            let again = serde_json::to_value(&config).expect("it is plain");
            assert_eq!(parse_config::<SerialDestinationConfig>(&again), Ok(config));
        }
    }

    #[test]
    fn everything_that_is_wrong_is_told_with_its_place() {
        let line = json!({ "path": "ttyUSB0", "baud_rate": 1, "data_bits": 9, "stop_bits": 0, "framing": { "connection": {} },
            "max_message_size": 0, "reopen": "0s" });
        let expected = [
            "/path",
            "/baud_rate",
            "/data_bits",
            "/stop_bits",
            "/framing",
            "/max_message_size",
            "/reopen",
        ];
        assert_eq!(places::<SerialSourceConfig>(&line), expected);
        let sender = json!({ "path": "/dev/ttyS0", "framing": { "delimited": { "end": "" } }, "send_timeout": "1h",
            "reply": { "framing": { "connection": {} }, "timeout": "0s", "max_size": 0 } });
        let expected = [
            "/framing/delimited/end",
            "/send_timeout",
            "/reply/framing",
            "/reply/timeout",
            "/reply/max_size",
        ];
        assert_eq!(places::<SerialDestinationConfig>(&sender), expected);
        assert_eq!(
            places::<SerialDestinationConfig>(
                &json!({ "path": "/x", "framing": { "length": { "bytes": 2 } }, "colour": 1 })
            ),
            [""]
        );
    }
}
