//! Which side makes the connection, and which settings go with it.

use nilecare_engine_api::ConfigProblem;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::address_problem;

/// Which side makes the connection; the messages go the same way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ConnectionMode {
    /// The peer connects to us.
    Server,
    /// We connect to the peer.
    Client,
}

/// What is set of either end.
#[derive(Debug, Clone, Copy)]
pub struct Ends<'a> {
    /// `bind`.
    pub bind: Option<&'a str>,
    /// `address`.
    pub address: Option<&'a str>,
    /// Whether the TLS settings of a server are there.
    pub has_server_tls: bool,
    /// Whether those of a client are.
    pub has_client_tls: bool,
}

impl Ends<'_> {
    /// Tells what does not go with the mode; the TLS settings of the modes have these names. An address is like `example`.
    pub fn problems(
        self,
        mode: ConnectionMode,
        [server_tls, client_tls]: [&str; 2],
        example: &str,
    ) -> Vec<ConfigProblem> {
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
        problems.extend(address_problem(wanted.0, wanted.1.unwrap_or_default(), example));
        if odd.1.is_some() {
            problems.push(ConfigProblem::new(odd.0, only_other()));
        }
        if is_odd_tls {
            problems.push(ConfigProblem::new(format!("/{odd_tls}"), only_other()));
        }
        problems
    }
}
