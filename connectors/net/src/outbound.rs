//! Where messages may go: a list of the hub's settings, so that a channel cannot be made to reach what it should not.

use std::fmt;
use std::net::{IpAddr, SocketAddr};
use std::str::FromStr;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::Network;

/// The receivers that connectors may connect to. Cheap to clone; without a list all are allowed.
#[derive(Debug, Clone, Default)]
pub struct Outbound(Option<Arc<[Target]>>);

/// A receiver, or many: `lab.example.org:2575`, `lab.example.org`, `10.0.0.0/8`, `10.1.2.3:443`, `[fd00::1]:443`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Target {
    place: Place,
    /// `None` stands for all ports.
    port: Option<u16>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Place {
    /// A name, in lower case; whatever it resolves to.
    Name(String),
    Network(Network),
}

/// A text that is no target.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is no target; write host:port, host, 10.1.2.3:443, 10.0.0.0/8 or [fd00::1]:443")]
pub struct NotATarget(String);

impl Outbound {
    /// Allows these and no others; an empty list allows nobody.
    pub fn only(targets: Vec<Target>) -> Self {
        Self(Some(targets.into()))
    }

    /// Tells whether everybody is allowed.
    pub fn is_unlimited(&self) -> bool {
        self.0.is_none()
    }

    /// Tells whether a connection to `address`, which `host` resolved to, is allowed.
    pub fn allows(&self, host: &str, address: SocketAddr) -> bool {
        let Some(targets) = &self.0 else {
            return true;
        };
        targets
            .iter()
            .any(|target| target.has_port(address.port()) && target.has(host, Some(address.ip())))
    }

    /// Tells whether a name may be asked for through a proxy, which resolves it by itself.
    pub fn allows_name(&self, host: &str, port: u16) -> bool {
        let Some(targets) = &self.0 else {
            return true;
        };
        targets
            .iter()
            .any(|target| target.has_port(port) && target.has(host, host.parse().ok()))
    }
}

impl Target {
    fn has_port(&self, port: u16) -> bool {
        self.port.is_none_or(|only| only == port)
    }

    fn has(&self, host: &str, address: Option<IpAddr>) -> bool {
        match &self.place {
            Place::Name(name) => host.trim_end_matches('.').eq_ignore_ascii_case(name),
            Place::Network(network) => address.is_some_and(|address| network.contains(address)),
        }
    }
}

impl FromStr for Target {
    type Err = NotATarget;

    fn from_str(text: &str) -> Result<Self, NotATarget> {
        let not = || NotATarget(text.to_owned());
        if let Ok(network) = text.parse() {
            return Ok(Self {
                place: Place::Network(network),
                port: None,
            });
        }
        let (host, port) = match text.rsplit_once(':') {
            Some((host, port)) => (host, Some(port.parse().map_err(|_| not())?)),
            None => (text, None),
        };
        let bare = host
            .strip_prefix('[')
            .and_then(|host| host.strip_suffix(']'))
            .unwrap_or(host);
        let place = match bare.parse() {
            Ok(network) => Place::Network(network),
            Err(_) if is_name(host) => Place::Name(host.to_ascii_lowercase()),
            Err(_) => return Err(not()),
        };
        Ok(Self { place, port })
    }
}

fn is_name(host: &str) -> bool {
    let is_label = |label: &str| {
        let is_in = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_';
        !label.is_empty() && label.bytes().all(is_in)
    };
    // A damaged address must not pass as a name.
    let is_number = host.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    !is_number && host.split('.').all(is_label)
}

impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (&self.place, self.port) {
            (Place::Name(name), None) => f.write_str(name),
            (Place::Name(name), Some(port)) => write!(f, "{name}:{port}"),
            (Place::Network(network), None) => write!(f, "{network}"),
            (Place::Network(network), Some(port)) => write!(f, "[{network}]:{port}"),
        }
    }
}

impl TryFrom<String> for Target {
    type Error = NotATarget;

    fn try_from(text: String) -> Result<Self, NotATarget> {
        text.parse()
    }
}

impl From<Target> for String {
    fn from(target: Target) -> Self {
        target.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn only(targets: &[&str]) -> Outbound {
        let targets = targets.iter().map(|target| target.parse().expect("it is one"));
        Outbound::only(targets.collect())
    }

    fn allows(outbound: &Outbound, host: &str, address: &str) -> bool {
        outbound.allows(host, address.parse().expect("it is an address"))
    }

    #[test]
    fn without_a_list_all_are_allowed_and_with_an_empty_one_nobody() {
        assert!(allows(&Outbound::default(), "any.example.org", "192.0.2.1:80"));
        assert!(!allows(&only(&[]), "any.example.org", "192.0.2.1:80"));
    }

    #[test]
    fn what_a_name_resolves_to_is_looked_at() {
        let outbound = only(&["10.0.0.0/8", "Lab.example.org:2575", "192.0.2.7:443", "[fd00::1]:443"]);
        for (host, address, is_allowed) in [
            ("inner.example.org", "10.2.3.4:99", true),
            ("inner.example.org", "127.0.0.1:99", false),
            ("lab.example.org", "203.0.113.9:2575", true),
            ("LAB.example.org.", "203.0.113.9:2575", true),
            ("lab.example.org", "203.0.113.9:22", false),
            ("evil-lab.example.org", "203.0.113.9:2575", false),
            ("x", "192.0.2.7:443", true),
            ("x", "[::ffff:192.0.2.7]:443", true),
            ("x", "192.0.2.7:80", false),
            ("x", "[fd00::1]:443", true),
            ("x", "169.254.169.254:80", false),
        ] {
            assert_eq!(allows(&outbound, host, address), is_allowed, "{host} {address}");
        }
    }

    #[test]
    fn targets_are_written_as_they_are_read() {
        for text in [
            "lab.example.org:2575",
            "lab",
            "10.0.0.0/8",
            "192.0.2.7:443",
            "[fd00::]:443",
            "10.0.0.0/8:443",
        ] {
            let target: Target = text.parse().expect(text);
            assert_eq!(target.to_string().parse(), Ok(target), "{text}");
        }
        for text in ["", ":443", "lab:x", "10.0.0.0/33", "a b", "10.0.0.256", "https://lab"] {
            assert!(text.parse::<Target>().is_err(), "{text}");
        }
    }
}
