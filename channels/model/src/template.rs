//! Texts with places to fill in: `${PID-5.1}`, `${channel_map.ward}`.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A text in which `${…}` stands for a value of the message, of a map or of its surroundings. Text without `${` stands for
/// itself. What may stand between the braces is told in the README of `channels/steps`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
pub struct TemplateText(pub String);
