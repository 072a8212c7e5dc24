//! Settings of the connector, and what both directions share of them.

use nilecare_connector_net::address_problem;
use nilecare_engine_api::ConfigProblem;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

mod listener;
mod sender;

pub use listener::MllpSourceConfig;
pub use sender::{EnhancedReply, MllpDestinationConfig};

/// Which side makes the connection; the messages go the same way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ConnectionMode {
    /// The peer connects to us.
    Server,
    /// We connect to the peer.
    Client,
}

/// The release of MLLP.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "u8", into = "u8")]
pub enum Release {
    /// Messages in blocks.
    #[default]
    One,
    /// Each block is answered by a commit block (HL7 V3 transport specification, MLLP release 2).
    Two,
}

/// A release that there is not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("must be 1 or 2")]
pub struct UnknownRelease;

impl TryFrom<u8> for Release {
    type Error = UnknownRelease;

    fn try_from(number: u8) -> Result<Self, UnknownRelease> {
        match number {
            1 => Ok(Self::One),
            2 => Ok(Self::Two),
            _ => Err(UnknownRelease),
        }
    }
}

impl From<Release> for u8 {
    fn from(release: Release) -> Self {
        match release {
            Release::One => 1,
            Release::Two => 2,
        }
    }
}

/// What is set of either end.
struct Ends<'a> {
    bind: Option<&'a str>,
    address: Option<&'a str>,
    has_server_tls: bool,
    has_client_tls: bool,
}

impl Ends<'_> {
    /// Tells what does not go with the mode; the TLS settings of the modes have these names.
    fn problems(&self, mode: ConnectionMode, server_tls: &str, client_tls: &str) -> Vec<ConfigProblem> {
        let (wanted, odd, odd_tls, is_odd_tls) = match mode {
            ConnectionMode::Server => (
                ("/bind", self.bind),
                ("/address", self.address),
                client_tls,
                self.has_client_tls,
            ),
            ConnectionMode::Client => (
                ("/address", self.address),
                ("/bind", self.bind),
                server_tls,
                self.has_server_tls,
            ),
        };
        let other = match mode {
            ConnectionMode::Server => "client",
            ConnectionMode::Client => "server",
        };
        let only_other = || format!("is for mode {other}; remove it, or set mode");
        let mut problems = Vec::new();
        problems.extend(address_problem(
            wanted.0,
            wanted.1.unwrap_or_default(),
            "127.0.0.1:2575",
        ));
        if odd.1.is_some() {
            problems.push(ConfigProblem::new(odd.0, only_other()));
        }
        if is_odd_tls {
            problems.push(ConfigProblem::new(format!("/{odd_tls}"), only_other()));
        }
        problems
    }
}

#[cfg(test)]
mod tests;
