//! Settings of the connection itself.

use std::path::PathBuf;

use nilecare_connector_net::{SecretName, zero_problems};
use nilecare_engine_api::ConfigProblem;
use nilecare_types::HumanDuration;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::dialect::Place;

/// # Database
/// Which database, and who we are there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct DatabaseConnection {
    /// # Address
    /// `postgres://host:5432/database`, `mysql://host:3306/database` (MariaDB as well) or `sqlite:/path/of/the/file.db`; a
    /// file of SQLite must be there already. User and password are settings of their own.
    pub url: String,
    /// # User
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub username: Option<String>,
    /// # Password
    /// Where it is: `env:NAME` or `file:PATH`. It is read at each connecting, so a new one counts from the next.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub password: Option<SecretName>,
    /// # TLS
    /// For servers. Absent: the connection is not encrypted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tls: Option<DatabaseTls>,
    /// # Connect time-out
    /// Until we are let in; for a file of SQLite, half of it is waited while another program writes.
    #[serde(default = "default_connect")]
    pub connect_timeout: HumanDuration,
}

/// # TLS of a database
/// TLS 1.2 or 1.3; the server's certificate must be for the host of the address. Files are PEM, from the root, and read at each
/// connecting.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct DatabaseTls {
    /// # Authorities
    /// The certificates of authorities that may have signed the server's, besides those that this machine trusts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ca_file: Option<PathBuf>,
    /// # Certificate
    /// Ours, for a server that wants one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub certificate_file: Option<PathBuf>,
    /// # Private key
    /// The certificate's key, without a password.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub private_key_file: Option<PathBuf>,
    /// # Do not check the server's certificate
    /// Anybody on the way can then read and change everything. Each connecting logs a warning.
    pub accept_any_certificate: bool,
}

fn default_connect() -> HumanDuration {
    HumanDuration::from_secs(10)
}

impl DatabaseConnection {
    /// Returns the place that the URL names; the settings were found to be right.
    pub(crate) fn place(&self) -> Result<Place, &'static str> {
        Place::parse(&self.url)
    }

    /// Tells what is wrong.
    pub(crate) fn problems(&self) -> Vec<ConfigProblem> {
        let mut problems = zero_problems(&[("/connect_timeout", self.connect_timeout)]);
        match self.place() {
            Err(problem) => problems.push(ConfigProblem::new("/url", problem)),
            Ok(Place::File(_)) => {
                let not_for_files = [
                    ("/username", self.username.is_some()),
                    ("/password", self.password.is_some()),
                    ("/tls", self.tls.is_some()),
                ];
                for (path, _) in not_for_files.iter().filter(|(_, is_set)| *is_set) {
                    problems.push(ConfigProblem::new(
                        *path,
                        "is for servers; remove it for a file of SQLite",
                    ));
                }
            }
            Ok(Place::Server { .. }) if self.username.as_ref().is_none_or(String::is_empty) => {
                problems.push(ConfigProblem::new("/username", "say who we are at the server"));
            }
            Ok(Place::Server { .. }) => {}
        }
        let tls = self.tls.iter();
        if tls
            .clone()
            .any(|tls| tls.certificate_file.is_some() != tls.private_key_file.is_some())
        {
            let message = "certificate_file and private_key_file go together: give both or none";
            problems.push(ConfigProblem::new("/tls", message));
        }
        if tls
            .clone()
            .any(|tls| tls.accept_any_certificate && tls.ca_file.is_some())
        {
            let message = "ca_file has no use when any certificate is accepted; remove one of the two";
            problems.push(ConfigProblem::new("/tls", message));
        }
        problems
    }
}
