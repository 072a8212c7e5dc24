//! Settings.

use std::path::PathBuf;

use croner::Cron;
use croner::parser::{CronParser, Seconds, Year};
use jiff::tz::TimeZone;
use nilecare_engine_api::{ConfigProblem, ConnectorConfig};
use nilecare_types::HumanDuration;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::json;

/// # Timer
/// Gives the channel a message at an interval, or at times of the day, the week or the month. Scripts see
/// `source["timer.scheduled"]`, when the message was due, and `source["timer.fired"]`, when it came.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TimerSourceConfig {
    /// # Every
    /// Such as `10m`, counted from the start of the channel. Give this or `cron`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub every: Option<HumanDuration>,
    /// # Times
    /// Cron expressions, such as `30 7 * * MON-FRI`: minute, hour, day of the month, month, day of the week, before them a
    /// second if you like. `L` is the last day, `MON#1` the first Monday. When both days are given, either of them counts.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cron: Vec<String>,
    /// # Time zone
    /// In which `cron` is meant, by its IANA name, such as `Africa/Cairo`. A time that a change of the clock leaves out comes
    /// right after it; one that comes twice counts once.
    #[serde(default = "default_zone")]
    pub time_zone: String,
    /// # Content
    /// Of each message. Absent: `{"scheduled": "…", "fired": "…"}` with both times in UTC.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub content: Option<String>,
    /// # At the start
    /// A message also when the channel starts.
    #[serde(default)]
    pub at_start: bool,
    /// # Missed
    /// What becomes of times that went by unheard: while the message before was still being taken, while the machine slept, and,
    /// with `state_file`, while the channel was stopped.
    #[serde(default)]
    pub missed: Missed,
    /// # State
    /// A file, from the root, that keeps the last time that was heard; its folder must be there, and each timer needs a file of
    /// its own. Absent: nothing is known of the time before the start.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub state_file: Option<PathBuf>,
}

/// What becomes of missed times.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Missed {
    /// Nothing.
    #[default]
    Skip,
    /// One message for all of them, at once.
    Once,
}

fn default_zone() -> String {
    "UTC".to_owned()
}

/// More would ask the store for nothing but ticks.
const SHORTEST: u64 = 1;

impl ConnectorConfig for TimerSourceConfig {
    fn validate(&self) -> Vec<ConfigProblem> {
        let mut problems = Vec::new();
        match (&self.every, self.cron.is_empty()) {
            (Some(_), false) | (None, true) => {
                problems.push(ConfigProblem::new("/every", "give every or cron, one of the two"));
            }
            (Some(every), true) if *every < HumanDuration::from_secs(SHORTEST) => {
                problems.push(ConfigProblem::new("/every", "must be at least 1s"));
            }
            _ => {}
        }
        for (index, expression) in self.cron.iter().enumerate() {
            if let Err(error) = parse_cron(expression) {
                problems.push(ConfigProblem::new(format!("/cron/{index}"), error));
            }
        }
        if TimeZone::get(&self.time_zone).is_err() {
            let message = "must be the IANA name of a time zone, such as Africa/Cairo";
            problems.push(ConfigProblem::new("/time_zone", message));
        }
        if self
            .state_file
            .as_ref()
            .is_some_and(|file| !file.is_absolute() || file.file_name().is_none())
        {
            let message = "write the file from the root, such as /var/lib/nilecare-timers/nightly.json";
            problems.push(ConfigProblem::new("/state_file", message));
        }
        problems
    }

    fn samples() -> Vec<serde_json::Value> {
        vec![
            json!({ "every": "10m" }),
            json!({ "cron": ["30 7 * * MON-FRI", "0 9 L * *"], "time_zone": "Africa/Cairo", "content": "report" }),
            json!({ "cron": ["0 2 * * *"], "time_zone": "Africa/Khartoum", "missed": "once", "at_start": false,
                "state_file": "/var/lib/nilecare-timers/nightly.json" }),
        ]
    }
}

/// Reads an expression.
///
/// # Errors
/// What is wrong with it.
pub(crate) fn parse_cron(expression: &str) -> Result<Cron, String> {
    if expression.len() > 256 {
        return Err("must be at most 256 characters".to_owned());
    }
    let parser = CronParser::builder()
        .seconds(Seconds::Optional)
        .year(Year::Disallowed)
        .build();
    let cron = parser
        .parse(expression)
        .map_err(|error| format!("must be a cron expression, such as 30 7 * * MON-FRI: {error}"))?;
    // Such as the 30th of February.
    let some_day = jiff::civil::date(2024, 1, 1).at(0, 0, 0, 0);
    cron.find_next_occurrence(&some_day, true)
        .map_err(|_| "never comes".to_owned())?;
    Ok(cron)
}
