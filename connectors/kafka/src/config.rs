//! Settings of the connector, and what both directions share of them.

use std::path::PathBuf;

use nilecare_connector_net::{SecretName, address_problem, zero_problems};
use nilecare_engine_api::ConfigProblem;
use nilecare_types::HumanDuration;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

mod destination;
mod source;

pub use destination::{Compression, KafkaDestinationConfig};
pub use source::{KafkaSourceConfig, StartFrom};

/// Whether this build can speak TLS and SCRAM.
const HAS_TLS: bool = cfg!(feature = "tls");
const NOT_BUILT: &str = "this binary was built without it; build it with the feature kafka-tls";

/// Where the brokers are and who we are to them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct KafkaConnection {
    /// # Brokers
    /// Some of them, such as `kafka1.example.org:9092`; they name the others.
    pub brokers: Vec<String>,
    /// # Sign-in
    /// By SASL. Absent: none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sasl: Option<KafkaSasl>,
    /// # TLS
    /// Only in binaries built with the feature `kafka-tls`. Without: anybody between the brokers and this machine can read the
    /// password and the messages.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tls: Option<KafkaTls>,
    /// # Connect time-out
    /// Until a broker has answered.
    #[serde(default = "default_connect")]
    pub connect_timeout: HumanDuration,
}

/// Who we are.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct KafkaSasl {
    /// # Mechanism
    #[serde(default)]
    pub mechanism: SaslMechanism,
    /// # User
    pub username: String,
    /// # Password
    /// `env:NAME` or `file:PATH`, read at each connection.
    pub password: SecretName,
}

/// How a password is shown.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum SaslMechanism {
    /// As it is; without TLS everybody can read it.
    #[default]
    Plain,
    /// SCRAM-SHA-256; in binaries built with `kafka-tls`.
    ScramSha256,
    /// SCRAM-SHA-512; in binaries built with `kafka-tls`.
    ScramSha512,
}

/// Brokers must speak TLS 1.2 or newer, with a certificate for their name that is signed by an authority that we trust. Files
/// are PEM and are read at each connection.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct KafkaTls {
    /// # Authorities
    /// Without: those that this machine trusts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ca_file: Option<PathBuf>,
    /// # Certificate
    /// Ours, for brokers that want one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub certificate_file: Option<PathBuf>,
    /// # Private key
    /// The certificate's, without a password.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub private_key_file: Option<PathBuf>,
}

impl SaslMechanism {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Plain => "PLAIN",
            Self::ScramSha256 => "SCRAM-SHA-256",
            Self::ScramSha512 => "SCRAM-SHA-512",
        }
    }
}

fn default_connect() -> HumanDuration {
    HumanDuration::from_secs(10)
}

impl KafkaConnection {
    fn problems(&self) -> Vec<ConfigProblem> {
        let mut problems = Vec::new();
        if self.brokers.is_empty() {
            let message = "name at least one broker, such as kafka1.example.org:9092";
            problems.push(ConfigProblem::new("/brokers", message));
        }
        for (index, broker) in self.brokers.iter().enumerate() {
            let path = format!("/brokers/{index}");
            // A comma would name another one that nobody looked at.
            let plain = if broker.contains([',', '/']) { "" } else { broker };
            problems.extend(address_problem(&path, plain, "kafka1.example.org:9092"));
        }
        if let Some(sasl) = &self.sasl {
            if sasl.username.is_empty() {
                problems.push(ConfigProblem::new("/sasl/username", "must be a name"));
            }
            if sasl.mechanism != SaslMechanism::Plain && !HAS_TLS {
                problems.push(ConfigProblem::new("/sasl/mechanism", NOT_BUILT));
            }
        }
        if let Some(tls) = &self.tls {
            if !HAS_TLS {
                problems.push(ConfigProblem::new("/tls", NOT_BUILT));
            }
            if tls.certificate_file.is_some() != tls.private_key_file.is_some() {
                let message = "certificate_file and private_key_file go together: give both or none";
                problems.push(ConfigProblem::new("/tls", message));
            }
        }
        problems.extend(zero_problems(&[("/connect_timeout", self.connect_timeout)]));
        problems
    }
}

/// Tells whether a text may name a topic (Kafka's `Topic.validate`).
pub(crate) fn is_topic(name: &str) -> bool {
    let is_in = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'-');
    (1..=249).contains(&name.len()) && name.bytes().all(is_in) && name != "." && name != ".."
}

const NOT_A_TOPIC: &str = "must be a topic: 1 to 249 letters, digits, dots, dashes and underscores";

#[cfg(test)]
mod tests;
