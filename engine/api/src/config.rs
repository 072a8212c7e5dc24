//! Connector settings: one struct gives parsing, validation, schema, form and examples.

use schemars::JsonSchema;
use serde::de::DeserializeOwned;

/// One thing that is wrong with a config, and where (`/bind`, `/tls/key`).
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct ConfigProblem {
    /// JSON pointer to the setting; empty for the whole.
    pub path: String,
    /// What is wrong and what would be right.
    pub message: String,
}

impl ConfigProblem {
    /// Builds a problem.
    pub fn new(path: impl Into<String>, message: impl Into<String>) -> Self {
        Self {
            path: path.into(),
            message: message.into(),
        }
    }
}

impl std::fmt::Display for ConfigProblem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if self.path.is_empty() {
            f.write_str(&self.message)
        } else {
            write!(f, "{}: {}", self.path, self.message)
        }
    }
}

/// All that is wrong with a config; never empty.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "))]
pub struct ConfigProblems(pub Vec<ConfigProblem>);

/// A connector's typed settings. Doc comments are the manual; a first line `# Title` is the form's label.
pub trait ConnectorConfig: DeserializeOwned + JsonSchema + Send + Sync + 'static {
    /// Tells everything that is wrong and that the types cannot say.
    fn validate(&self) -> Vec<ConfigProblem>;

    /// Gives complete, valid examples; used in docs and tests.
    fn samples() -> Vec<serde_json::Value>;
}

/// Reads a config and validates it.
///
/// # Errors
/// The first reading error, or all validation problems.
pub fn parse_config<C: ConnectorConfig>(config: &serde_json::Value) -> Result<C, ConfigProblems> {
    let parsed =
        C::deserialize(config).map_err(|error| ConfigProblems(vec![ConfigProblem::new("", error.to_string())]))?;
    let problems = parsed.validate();
    if problems.is_empty() {
        Ok(parsed)
    } else {
        Err(ConfigProblems(problems))
    }
}

/// Returns the JSON Schema of a config.
pub fn schema_of<C: JsonSchema>() -> serde_json::Value {
    schemars::schema_for!(C).to_value()
}
