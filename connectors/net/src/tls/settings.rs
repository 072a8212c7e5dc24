//! The setting `tls` of listener and sender.

use std::path::PathBuf;

use nilecare_engine_api::ConfigProblem;
use nilecare_types::HumanDuration;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use tokio_rustls::rustls::pki_types::ServerName;
use tokio_rustls::rustls::{self, SupportedProtocolVersion};

/// # TLS of a listener
/// Senders must speak TLS. Files are PEM, by absolute path or from the folder in which the hub was started, and are
/// read again when they change, for the connections that come then.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ListenerTls {
    /// # Certificate
    /// Our certificate, and after it those between it and the authority.
    pub certificate_file: PathBuf,
    /// # Private key
    /// The certificate's key, without a password (PKCS #8, PKCS #1 or SEC1). Only the hub's user should be able to read
    /// it.
    pub private_key_file: PathBuf,
    /// # Certificates of senders
    /// Whether one is not asked for, asked for and checked when it is shown, or required. What a certificate says of
    /// the sender is with each message, readable in scripts as `source`.
    #[serde(default)]
    pub client_certificates: ClientCertificates,
    /// # Authorities of senders
    /// The certificates of the authorities whose senders are let in. Needed when senders show certificates.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub client_ca_file: Option<PathBuf>,
    /// # Lowest TLS version
    /// In quotes.
    #[serde(default)]
    pub min_version: MinTlsVersion,
    /// # Handshake time-out
    /// A sender that takes longer to begin is disconnected. Until then it counts as a connection.
    #[serde(default = "default_handshake")]
    pub handshake_timeout: HumanDuration,
}

/// # TLS of a sender
/// The receiver must speak TLS, and its certificate must be signed by an authority that we trust. Files are PEM, by
/// absolute path or from the folder in which the hub was started, and are read again when they change, for the next
/// connection.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct SenderTls {
    /// # Authorities
    /// The certificates of the authorities that may have signed the receiver's. Without: those that this machine trusts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ca_file: Option<PathBuf>,
    /// # Name of the receiver
    /// The host name or IP address that must be in its certificate. Without: the one in `address`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub server_name: Option<String>,
    /// # Certificate
    /// Ours, for a receiver that wants one, and after it those between it and the authority.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub certificate_file: Option<PathBuf>,
    /// # Private key
    /// The certificate's key, without a password (PKCS #8, PKCS #1 or SEC1). Only the hub's user should be able to read
    /// it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub private_key_file: Option<PathBuf>,
    /// # Lowest TLS version
    /// In quotes.
    pub min_version: MinTlsVersion,
    /// # Handshake time-out
    /// After the connection is there.
    pub handshake_timeout: HumanDuration,
}

/// Whether senders show certificates.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ClientCertificates {
    /// None is asked for.
    #[default]
    None,
    /// One is asked for, and must be good when it is shown.
    Optional,
    /// Without a good one a sender is disconnected.
    Required,
}

const TLS13_ONLY: &[&SupportedProtocolVersion] = &[&rustls::version::TLS13];

/// The lowest TLS version that is spoken; 1.3 is preferred anyway.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub enum MinTlsVersion {
    /// TLS 1.2 or 1.3.
    #[default]
    #[serde(rename = "1.2")]
    Tls12,
    /// TLS 1.3 only.
    #[serde(rename = "1.3")]
    Tls13,
}

impl MinTlsVersion {
    pub(crate) fn versions(self) -> &'static [&'static SupportedProtocolVersion] {
        match self {
            Self::Tls12 => rustls::ALL_VERSIONS,
            Self::Tls13 => TLS13_ONLY,
        }
    }
}

impl Default for SenderTls {
    fn default() -> Self {
        Self {
            ca_file: None,
            server_name: None,
            certificate_file: None,
            private_key_file: None,
            min_version: MinTlsVersion::default(),
            handshake_timeout: default_handshake(),
        }
    }
}

fn default_handshake() -> HumanDuration {
    HumanDuration::from_secs(10)
}

impl ListenerTls {
    /// Tells what is wrong, without looking at the files; `path` is the place of these settings.
    pub fn validate(&self, path: &str) -> Vec<ConfigProblem> {
        let mut problems = handshake_problem(path, self.handshake_timeout);
        let asks = self.client_certificates != ClientCertificates::None;
        if asks && self.client_ca_file.is_none() {
            problems.push(ConfigProblem::new(
                format!("{path}/client_ca_file"),
                "must name the authorities when senders show certificates",
            ));
        }
        // Whoever names authorities believes that senders are checked.
        if !asks && self.client_ca_file.is_some() {
            problems.push(ConfigProblem::new(
                format!("{path}/client_certificates"),
                "must be optional or required when client_ca_file is set",
            ));
        }
        problems
    }
}

impl SenderTls {
    /// Tells what is wrong, without looking at the files; `path` is the place of these settings.
    pub fn validate(&self, path: &str) -> Vec<ConfigProblem> {
        let mut problems = handshake_problem(path, self.handshake_timeout);
        if self.certificate_file.is_some() != self.private_key_file.is_some() {
            problems.push(ConfigProblem::new(
                path,
                "certificate_file and private_key_file go together: give both or none",
            ));
        }
        let is_name = |name: &String| ServerName::try_from(name.as_str()).is_ok();
        if !self.server_name.as_ref().is_none_or(is_name) {
            problems.push(ConfigProblem::new(
                format!("{path}/server_name"),
                "must be a host name or an IP address",
            ));
        }
        problems
    }
}

fn handshake_problem(path: &str, timeout: HumanDuration) -> Vec<ConfigProblem> {
    let problem = || ConfigProblem::new(format!("{path}/handshake_timeout"), "must be more than 0");
    timeout.get().is_zero().then(problem).into_iter().collect()
}
