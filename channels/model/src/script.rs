//! Scripts of channels: in the file or beside it.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The text of a script, or the file in the channel's folder that holds it. Exactly one of the two.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ScriptText {
    /// # Script
    /// The text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub script: Option<String>,
    /// # File
    /// The name of a file in the channel's folder that holds the text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub file: Option<String>,
}

/// A script as the channel file names it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ScriptRef {
    /// # Name
    /// Shown in errors and traces.
    pub name: String,
    /// # Enabled
    #[serde(default = "crate::yes", skip_serializing_if = "crate::is_yes")]
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

impl ScriptRef {
    /// Returns the text or the file.
    pub fn text(&self) -> ScriptText {
        ScriptText {
            script: self.script.clone(),
            file: self.file.clone(),
        }
    }
}

/// A script with its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Script {
    /// Where it is: `file.rhai`, or the step's name.
    pub name: String,
    /// The text.
    pub text: String,
}
