//! Which server, and how it is spoken to.

use nilecare_connector_http::{HttpDestinationConfig, SenderAuthentication};
use nilecare_connector_net::SenderTls;
use nilecare_engine_api::{ConfigProblem, ConnectorConfig as _};
use nilecare_types::HumanDuration;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What belongs to the server.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct FhirConnection {
    /// # Base address
    /// Of the FHIR R4 server, such as `https://fhir.example.org/r4`.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub url: String,
    /// # Authentication
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub authentication: Option<SenderAuthentication>,
    /// # Connect time-out
    #[serde(default = "default_connect")]
    pub connect_timeout: HumanDuration,
    /// # Time-out
    /// For a whole request, to the last byte of the answer; at most 4 minutes.
    #[serde(default = "default_timeout")]
    pub timeout: HumanDuration,
    /// # Largest answer, in bytes
    /// After decompression.
    #[serde(default = "default_size")]
    pub max_response_size: usize,
    /// # TLS
    /// For `https`. Absent: certificates of the authorities that this machine trusts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tls: Option<SenderTls>,
}

/// How a resource is written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum FhirFormat {
    /// As the message is, in JSON or XML.
    #[default]
    AsIs,
    /// In JSON, also when the message is in XML.
    Json,
    /// In XML, also when the message is in JSON.
    Xml,
}

fn default_connect() -> HumanDuration {
    HumanDuration::from_secs(10)
}
fn default_timeout() -> HumanDuration {
    HumanDuration::from_secs(30)
}
fn default_size() -> usize {
    16 << 20
}

impl FhirConnection {
    /// Returns the base address without a slash at its end.
    pub(crate) fn base(&self) -> &str {
        self.url.trim_end_matches('/')
    }

    /// Returns the settings of the calls.
    pub(crate) fn http(&self) -> HttpDestinationConfig {
        HttpDestinationConfig {
            authentication: self.authentication.clone(),
            connect_timeout: self.connect_timeout,
            timeout: self.timeout,
            max_response_size: self.max_response_size,
            tls: self.tls.clone(),
            ..HttpDestinationConfig::to(&self.url)
        }
    }

    /// Tells what is wrong; the names of settings are those of the connector `http`.
    pub(crate) fn problems(&self) -> Vec<ConfigProblem> {
        let mut problems = self.http().validate();
        if self.url.contains(['?', '#', '{']) {
            let message = "must be the base address alone, such as https://fhir.example.org/r4";
            problems.push(ConfigProblem::new("/url", message));
        }
        problems
    }
}
