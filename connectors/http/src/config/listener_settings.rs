//! What is set of any listener.

use nilecare_connector_net::{ListenerTls, Network, address_problem, zero_problems};
use nilecare_engine_api::ConfigProblem;
use nilecare_types::HumanDuration;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::ReplyOptions;

/// Where a listener waits, for whom, how long, and what it answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ListenerSettings {
    /// # Address
    /// Where to listen, such as `0.0.0.0:8080`; port 0 takes a free one.
    pub bind: String,
    /// # Allowed addresses
    /// Senders from elsewhere are disconnected; addresses or networks such as `10.1.0.0/16` and `fd00::/8`. Empty: all.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub allowed_addresses: Vec<Network>,
    /// # Answer
    #[serde(default)]
    pub answer: ReplyOptions,
    /// # Connections
    /// So many at once; a further one is disconnected.
    #[serde(default = "default_connections")]
    pub max_connections: usize,
    /// # Connections of one address
    /// Absent: no limit of its own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_connections_per_address: Option<usize>,
    /// # Requests in hand
    /// So many at once; a further one gets 503 and is asked to come again. Memory is bounded by this times the largest body.
    #[serde(default = "default_requests")]
    pub max_requests: usize,
    /// # Header time-out
    /// For a request's head to arrive, and for the next request on a kept connection to begin. One that began and is late gets
    /// 408.
    #[serde(default = "default_header_timeout")]
    pub header_timeout: HumanDuration,
    /// # Body time-out
    /// From the head to the last byte of the body; one that is late gets 408.
    #[serde(default = "default_body_timeout")]
    pub body_timeout: HumanDuration,
    /// # Come again after
    /// What a peer is told with 503.
    #[serde(default = "default_retry_after")]
    pub retry_after: HumanDuration,
    /// # TLS
    /// Without: plain HTTP, which anybody between the sender, or a proxy that speaks TLS, and this machine can read and change.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tls: Option<ListenerTls>,
}

impl ListenerSettings {
    /// Tells whether the address is none.
    pub fn address_problem(&self) -> Option<ConfigProblem> {
        address_problem("/bind", &self.bind, "127.0.0.1:8080")
    }

    /// Tells what is wrong besides the address, and with the size and expansion of bodies.
    pub fn problems(&self, max_body_size: usize, max_expansion: u32) -> Vec<ConfigProblem> {
        let wrong = [
            ("/max_connections", self.max_connections == 0, "must be at least 1"),
            (
                "/max_connections_per_address",
                self.max_connections_per_address == Some(0),
                "must be at least 1, or absent",
            ),
            ("/max_requests", self.max_requests == 0, "must be at least 1"),
            (
                "/max_body_size",
                !(1024..=1 << 30).contains(&max_body_size),
                "must be from 1024 to 1073741824",
            ),
            (
                "/max_expansion",
                !(1..=1000).contains(&max_expansion),
                "must be from 1 to 1000",
            ),
        ];
        let wrong = wrong.into_iter().filter(|(_, is_wrong, _)| *is_wrong);
        let mut problems = self.answer.problems();
        problems.extend(wrong.map(|(path, _, message)| ConfigProblem::new(path, message)));
        problems.extend(zero_problems(&[
            ("/header_timeout", self.header_timeout),
            ("/body_timeout", self.body_timeout),
            ("/retry_after", self.retry_after),
        ]));
        problems.extend(self.tls.iter().flat_map(|tls| tls.validate("/tls")));
        problems
    }
}

fn default_connections() -> usize {
    1000
}
fn default_requests() -> usize {
    256
}
fn default_header_timeout() -> HumanDuration {
    HumanDuration::from_secs(30)
}
fn default_body_timeout() -> HumanDuration {
    HumanDuration::from_secs(60)
}
fn default_retry_after() -> HumanDuration {
    HumanDuration::from_secs(10)
}
