//! Settings of the writer.

use std::path::PathBuf;

use nilecare_engine_api::{ConfigProblem, ConnectorConfig, ParameterPattern};
use nilecare_types::HumanDuration;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::folder_problem;

/// # File writer
/// Writes each message as a file, or to the end of one. A file is written under another name, is on disk, and gets its own
/// name then; nobody who looks into the folder sees a part of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FileDestinationConfig {
    /// # Folder
    /// From the root, such as `/srv/nilecare/outbox`.
    pub folder: PathBuf,
    /// # Name
    /// `{message}` is the number of the message, `{channel}` the channel, `{key}` the same on every attempt for one message and
    /// different for any two; other names stand for values of the destination's `parameters`. A message whose name would lead
    /// out of the folder is rejected.
    #[serde(default = "default_name")]
    pub name: String,
    /// # When the file is there
    #[serde(default)]
    pub if_exists: IfExists,
    /// # Between messages
    /// Written behind each message with `if_exists: append`.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub separator: String,
    /// # Make the folder
    /// When it is not there. Off: a folder that is not there, such as one that is not mounted, is waited for.
    #[serde(default)]
    pub create_folder: bool,
    /// # Time-out
    /// For writing one file.
    #[serde(default = "default_timeout")]
    pub timeout: HumanDuration,
}

/// What is done when a file of the name is there.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum IfExists {
    /// The message is rejected; unless the file has just its content and an earlier attempt may have written it.
    #[default]
    Reject,
    /// The message takes its place.
    Replace,
    /// The message is written to its end.
    Append,
    /// A number is put before the extension: `adt.1.hl7`.
    Number,
}

fn default_name() -> String {
    "{message}.txt".to_owned()
}
fn default_timeout() -> HumanDuration {
    HumanDuration::from_secs(60)
}

impl ConnectorConfig for FileDestinationConfig {
    fn validate(&self) -> Vec<ConfigProblem> {
        let mut problems: Vec<_> = folder_problem("/folder", &self.folder).into_iter().collect();
        match ParameterPattern::parse(&self.name) {
            Err(error) => problems.push(ConfigProblem::new("/name", error.to_string())),
            Ok(_) if self.name.is_empty() || self.name.contains(['/', '\0']) => {
                let message = "give a name without /; the folder is a setting of its own";
                problems.push(ConfigProblem::new("/name", message));
            }
            Ok(_) => {}
        }
        if self.timeout.get().is_zero() {
            problems.push(ConfigProblem::new("/timeout", "make it longer than 0"));
        }
        if !self.separator.is_empty() && self.if_exists != IfExists::Append {
            problems.push(ConfigProblem::new("/separator", "it is for if_exists: append"));
        }
        problems
    }

    fn samples() -> Vec<Value> {
        vec![
            json!({ "folder": "/srv/nilecare/outbox" }),
            json!({ "folder": "/srv/nilecare/outbox", "name": "{patient}-{message}.hl7", "if_exists": "number" }),
            json!({ "folder": "/srv/nilecare/outbox", "name": "day.csv", "if_exists": "append", "separator": "\n" }),
        ]
    }
}
