//! Settings of the connector, and what both directions share of them.

use nilecare_connector_net::{SecretName, SenderTls, address_problem, zero_problems};
use nilecare_engine_api::ConfigProblem;
use nilecare_types::HumanDuration;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

mod destination;
mod source;

pub use destination::{RabbitmqDestinationConfig, Unroutable};
pub use source::{QueueBinding, QueueDeclaration, QueueKind, RabbitmqSourceConfig};

/// What a short text of the protocol may hold (AMQP 0-9-1 §4.2.5.3).
pub(crate) const SHORT: usize = 255;

/// Where the broker is and who we are to it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct RabbitmqConnection {
    /// # Address
    /// Of the broker, such as `rabbit.example.org:5671`; usually 5671 with TLS and 5672 without.
    pub address: String,
    /// # Virtual host
    #[serde(default = "default_virtual_host")]
    pub virtual_host: String,
    /// # User
    /// Absent: `guest`, whom a new broker lets in from its own machine only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub username: Option<String>,
    /// # Password
    /// `env:NAME` or `file:PATH`, read at each connection, so that a changed one counts from the next.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub password: Option<SecretName>,
    /// # TLS
    /// Without: anybody between the broker and this machine can read the password and the messages.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tls: Option<SenderTls>,
    /// # Connect time-out
    /// Until the broker has let us in.
    #[serde(default = "default_connect")]
    pub connect_timeout: HumanDuration,
    /// # Heartbeat
    /// A broker that is silent for twice as long is taken for dead; whole seconds.
    #[serde(default = "default_heartbeat")]
    pub heartbeat: HumanDuration,
}

fn default_virtual_host() -> String {
    "/".to_owned()
}
fn default_connect() -> HumanDuration {
    HumanDuration::from_secs(10)
}
fn default_heartbeat() -> HumanDuration {
    HumanDuration::from_secs(20)
}

impl RabbitmqConnection {
    /// Returns the heartbeat in seconds.
    pub(crate) fn heartbeat_secs(&self) -> u16 {
        u16::try_from(self.heartbeat.get().as_secs()).unwrap_or(u16::MAX)
    }

    fn problems(&self) -> Vec<ConfigProblem> {
        let mut problems: Vec<_> = address_problem("/address", &self.address, "rabbit.example.org:5671")
            .into_iter()
            .collect();
        if self.virtual_host.is_empty() || self.virtual_host.len() > SHORT {
            let message = "must be a name of 1 to 255 bytes; the broker's first one is /";
            problems.push(ConfigProblem::new("/virtual_host", message));
        }
        match (&self.username, &self.password) {
            (Some(_), None) => problems.push(ConfigProblem::new("/password", "must name the user's password")),
            (None, Some(_)) => problems.push(ConfigProblem::new("/username", "must name whose password it is")),
            _ => {}
        }
        problems.extend(self.tls.iter().flat_map(|tls| tls.validate("/tls")));
        problems.extend(zero_problems(&[("/connect_timeout", self.connect_timeout)]));
        let heartbeat = self.heartbeat.get();
        let is_whole = heartbeat.subsec_nanos() == 0 && (1..=600).contains(&heartbeat.as_secs());
        if !is_whole {
            problems.push(ConfigProblem::new(
                "/heartbeat",
                "must be whole seconds, from 1s to 10m",
            ));
        }
        problems
    }
}

/// Tells whether a name does not fit into the protocol.
fn name_problem(path: impl Into<String>, name: &str) -> Option<ConfigProblem> {
    let is_name = (1..=SHORT).contains(&name.len());
    (!is_name).then(|| ConfigProblem::new(path, "must be a name of 1 to 255 bytes"))
}

#[cfg(test)]
mod tests;
