//! What is wrong with settings that many connectors have.

use nilecare_engine_api::ConfigProblem;
use nilecare_types::HumanDuration;

/// Tells which of these durations, by their paths, are 0 and must not be.
pub fn zero_problems(durations: &[(&str, HumanDuration)]) -> Vec<ConfigProblem> {
    let zero = durations.iter().filter(|(_, duration)| duration.get().is_zero());
    zero.map(|(path, _)| ConfigProblem::new(*path, "must be more than 0"))
        .collect()
}

/// Tells whether an address is no `host:port`; `example` is one that would be right.
pub fn address_problem(path: &str, address: &str, example: &str) -> Option<ConfigProblem> {
    let port = address
        .rsplit_once(':')
        .filter(|(host, _)| !host.is_empty())
        .map(|(_, port)| port);
    let is_address = port.is_some_and(|port| port.parse::<u16>().is_ok());
    (!is_address).then(|| ConfigProblem::new(path, format!("must be host:port, such as {example}")))
}
