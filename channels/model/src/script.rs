//! Scripts of a channel: named, switchable, in the file or beside it.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A script as the channel file names it: its text, or a file in the channel's folder.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ScriptRef {
    /// # Name
    /// Shown in errors and traces.
    pub name: String,
    /// # Enabled
    #[serde(default = "yes", skip_serializing_if = "is_yes")]
    pub enabled: bool,
    /// # Script
    /// The text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub script: Option<String>,
    /// # File
    /// The name of a file in the channel's folder that holds the text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub file: Option<String>,
}

fn yes() -> bool {
    true
}

fn is_yes(value: &bool) -> bool {
    *value
}

/// A script with its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Script {
    /// Where it is: `file.rhai`, or the step's name.
    pub name: String,
    /// The text.
    pub text: String,
}
