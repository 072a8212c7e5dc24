//! What belongs to the connection itself.

use nilecare_connector_net::{SecretName, SenderTls, address_problem, zero_problems};
use nilecare_engine_api::ConfigProblem;
use nilecare_mqtt::Version;
use nilecare_types::HumanDuration;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A broker that has a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum BrokerName {
    /// The hub's own.
    Hub,
}

/// The version of the protocol.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub enum MqttProtocol {
    /// MQTT 5.
    #[default]
    #[serde(rename = "mqtt5")]
    Mqtt5,
    /// MQTT 3.1.1.
    #[serde(rename = "mqtt311")]
    Mqtt311,
}

impl From<MqttProtocol> for Version {
    fn from(protocol: MqttProtocol) -> Self {
        match protocol {
            MqttProtocol::Mqtt5 => Self::V5,
            MqttProtocol::Mqtt311 => Self::V311,
        }
    }
}

/// Which broker, and who we are there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct MqttConnection {
    /// # Broker
    /// `hub`: the hub's own broker, as when neither this nor an address is given. It needs no other setting of the connection.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub broker: Option<BrokerName>,
    /// # Address
    /// `mqtt://HOST:1883`, or `mqtts://HOST:8883` over TLS.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// # Protocol
    /// `mqtt5` or `mqtt311`. Brokers say why they refuse a message with the first only.
    pub protocol: MqttProtocol,
    /// # Client id
    /// Our name at the broker, of our own: a second client with it takes the connection away from the first. A source that keeps
    /// its session must have one. Absent: a new one for each connection.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub client_id: Option<String>,
    /// # User name
    #[serde(skip_serializing_if = "Option::is_none")]
    pub username: Option<String>,
    /// # Password
    /// Where it is: `env:NAME` or `file:PATH`. Read at each connection.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub password: Option<SecretName>,
    /// # TLS
    /// For `mqtts`. Absent: certificates of the authorities that this machine trusts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tls: Option<SenderTls>,
    /// # Keep alive
    /// A source asks for a sign of life when nothing was sent for so long, and takes the broker for gone after one and a half
    /// times this. A destination that had nothing to send for so long connects anew.
    pub keep_alive: HumanDuration,
    /// # Connect time-out
    /// To the broker's answer.
    pub connect_timeout: HumanDuration,
}

impl Default for MqttConnection {
    fn default() -> Self {
        Self {
            broker: None,
            url: None,
            protocol: MqttProtocol::default(),
            client_id: None,
            username: None,
            password: None,
            tls: None,
            keep_alive: HumanDuration::from_secs(30),
            connect_timeout: HumanDuration::from_secs(10),
        }
    }
}

/// An address taken apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Address {
    /// Host and port.
    pub host: String,
    pub is_tls: bool,
}

impl Address {
    pub(crate) fn parse(url: &str) -> Option<Self> {
        let (is_tls, rest, port) = match url.split_once("://")? {
            ("mqtt", rest) => (false, rest, 1883),
            ("mqtts", rest) => (true, rest, 8883),
            _ => return None,
        };
        let rest = rest.strip_suffix('/').unwrap_or(rest);
        if rest.is_empty() || rest.contains(['/', '@', '?', '#', ' ']) {
            return None;
        }
        let has_port = rest.rsplit_once(':').is_some_and(|(_, port)| !port.contains(']'));
        let host = if has_port {
            rest.to_owned()
        } else {
            format!("{rest}:{port}")
        };
        Some(Self { host, is_tls })
    }
}

impl MqttConnection {
    /// Returns the address; `None` means the hub's own broker.
    pub(crate) fn address(&self) -> Option<Address> {
        self.url.as_deref().and_then(Address::parse)
    }

    /// Tells everything that is wrong.
    pub fn validate(&self) -> Vec<ConfigProblem> {
        let mut problems = zero_problems(&[
            ("/keep_alive", self.keep_alive),
            ("/connect_timeout", self.connect_timeout),
        ]);
        if self.keep_alive.get().as_secs() == 0 || self.keep_alive.get().as_secs() > u64::from(u16::MAX) {
            problems.push(ConfigProblem::new("/keep_alive", "must be from 1s to 65535s"));
        }
        problems.extend(self.url_problems());
        let is_id = |id: &String| (1..=256).contains(&id.len()) && !id.contains(char::is_control);
        if !self.client_id.as_ref().is_none_or(is_id) {
            problems.push(ConfigProblem::new(
                "/client_id",
                "must have 1 to 256 bytes and no control characters",
            ));
        }
        if self.password.is_some() && self.username.is_none() {
            problems.push(ConfigProblem::new("/username", "must be given with a password"));
        }
        problems.extend(self.tls.iter().flat_map(|tls| tls.validate("/tls")));
        problems
    }

    fn url_problems(&self) -> Vec<ConfigProblem> {
        let mut problems = Vec::new();
        let Some(url) = &self.url else {
            let others = [
                ("/username", self.username.is_some()),
                ("/password", self.password.is_some()),
                ("/tls", self.tls.is_some()),
            ];
            let odd = others.into_iter().filter(|(_, is_set)| *is_set);
            let message = "the hub's own broker knows its channels; remove it, or give a url";
            problems.extend(odd.map(|(path, _)| ConfigProblem::new(path, message)));
            return problems;
        };
        if self.broker.is_some() {
            problems.push(ConfigProblem::new(
                "/url",
                "is not for the hub's own broker; remove it, or broker",
            ));
        }
        match Address::parse(url) {
            None => problems.push(ConfigProblem::new(
                "/url",
                "must be mqtt://HOST:PORT or mqtts://HOST:PORT; name and password have settings of their own",
            )),
            Some(address) => {
                problems.extend(address_problem("/url", &address.host, "mqtt://broker.example.org:1883"));
                if self.tls.is_some() && !address.is_tls {
                    problems.push(ConfigProblem::new(
                        "/tls",
                        "is for mqtts; change the scheme of url, or remove it",
                    ));
                }
            }
        }
        problems
    }
}
