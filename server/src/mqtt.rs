//! The hub's MQTT broker: its own, one of others, or none.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;

use anyhow::{Result, bail};
use nilecare_connector_registry::{HubBroker, MqttConnection, SecretName, SenderTls};
use nilecare_mqtt_broker::{Broker, BrokerLimits, BrokerOptions, BrokerTls};
use nilecare_types::Secret;
use serde::Deserialize;

/// The hub's MQTT broker, which channels use that name no other.
#[derive(Debug, Clone, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct MqttSettings {
    /// `embedded:` runs one in this process; `off` none; `mqtt://HOST:1883` or `mqtts://HOST:8883` uses another.
    pub url: String,
    /// Where the embedded one listens; port 0 takes a free one.
    pub bind: SocketAddr,
    /// Who is let in to the embedded one, by name: the password, `env:NAME` or `file:PATH`. None: everybody, on this machine only.
    pub users: BTreeMap<String, Secret<String>>,
    /// Lets everybody in although the port is open to the network.
    pub allow_anonymous: bool,
    /// The certificate of the embedded one. Without: plain TCP.
    pub tls: Option<BrokerTls>,
    /// Connections of the embedded one at once.
    pub max_connections: usize,
    /// The largest packet that the embedded one takes, in bytes.
    pub max_packet: usize,
    /// Our name at another broker.
    pub username: Option<String>,
    /// Its password: `env:NAME` or `file:PATH`.
    pub password: Option<SecretName>,
    /// The certificates of the authorities of another broker. Without: those that this machine trusts.
    pub ca_file: Option<PathBuf>,
}

impl Default for MqttSettings {
    fn default() -> Self {
        let limits = BrokerLimits::default();
        Self {
            url: "embedded:".to_owned(),
            bind: SocketAddr::from(([127, 0, 0, 1], 1883)),
            users: BTreeMap::new(),
            allow_anonymous: false,
            tls: None,
            max_connections: limits.max_connections,
            max_packet: limits.max_packet,
            username: None,
            password: None,
            ca_file: None,
        }
    }
}

impl MqttSettings {
    /// Starts the broker if it is the embedded one; only channels can connect to it yet.
    ///
    /// # Errors
    /// When it cannot start, or the settings name something else.
    pub async fn open(&self) -> Result<(Option<Arc<Broker>>, HubBroker)> {
        match self.url.as_str() {
            "off" | "off:" => Ok((None, HubBroker::Off)),
            "embedded:" | "embedded" => {
                let broker = Broker::open(self.options()).await?;
                Ok((Some(Arc::clone(&broker)), HubBroker::Embedded(broker)))
            }
            _ => Ok((None, HubBroker::External(Box::new(self.external()?)))),
        }
    }

    /// Tells in a line what is chosen.
    ///
    /// # Errors
    /// When it cannot be.
    pub fn describe(&self) -> Result<String> {
        match self.url.as_str() {
            "off" | "off:" => Ok("off".to_owned()),
            "embedded:" | "embedded" => {
                let who = match self.users.len() {
                    0 => "everybody".to_owned(),
                    n => format!("{n} users"),
                };
                let tls = if self.tls.is_some() { "TLS" } else { "no TLS" };
                Ok(format!("embedded, {} ({who}, {tls})", self.bind))
            }
            url => self.external().map(|_| url.to_owned()),
        }
    }

    fn options(&self) -> BrokerOptions {
        BrokerOptions {
            bind: self.bind,
            users: self.users.clone(),
            allow_anonymous: self.allow_anonymous,
            tls: self.tls.clone(),
            limits: BrokerLimits {
                max_connections: self.max_connections,
                max_packet: self.max_packet,
                ..BrokerLimits::default()
            },
        }
    }

    fn external(&self) -> Result<MqttConnection> {
        let connection = MqttConnection {
            url: Some(self.url.clone()),
            username: self.username.clone(),
            password: self.password.clone(),
            tls: self.ca_file.clone().map(|ca_file| SenderTls {
                ca_file: Some(ca_file),
                ..SenderTls::default()
            }),
            ..MqttConnection::default()
        };
        let problems = connection.validate();
        if problems.is_empty() {
            return Ok(connection);
        }
        let problems: Vec<_> = problems.iter().map(|problem| format!("mqtt.{problem}")).collect();
        bail!(
            "NC-BROKER-004: {}; mqtt.url is embedded:, off, mqtt://HOST:PORT or mqtts://HOST:PORT",
            problems.join("; ").replace("mqtt./", "mqtt.")
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_chosen_is_told_and_anything_else_refused() {
        let of = |url: &str| MqttSettings {
            url: url.to_owned(),
            ..MqttSettings::default()
        };
        let embedded = of("embedded:").describe().expect("it is the default");
        assert_eq!(embedded, "embedded, 127.0.0.1:1883 (everybody, no TLS)");
        assert_eq!(of("off").describe().expect("it is one"), "off");
        let other = "mqtts://broker.example.org:8883";
        assert_eq!(of(other).describe().expect("it is one"), other);
        let error = of("kafka://x").describe().expect_err("it is none").to_string();
        assert!(error.contains("NC-BROKER-004") && error.contains("mqtt.url"), "{error}");
    }
}
