//! Who may send, and who we are.

use nilecare_connector_net::SecretName;
use nilecare_engine_api::{ConfigProblem, SourceError};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Secrets, is_header_name};
use crate::listener::{Refusal, authenticate};
use crate::secrets;

/// # Authentication of senders
/// A sender is let in when it shows one of these; others get 401. Give two tokens or keys while one is being replaced.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct ListenerAuthentication {
    /// # Users
    /// Basic authentication (RFC 7617). Use it with TLS only. Who it was is in `source["user"]`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub basic: Vec<User>,
    /// # Bearer tokens
    /// Fixed tokens in `Authorization: Bearer` (RFC 6750), each `env:NAME` or `file:PATH`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub bearer: Vec<SecretName>,
    /// # API keys
    /// Each `env:NAME` or `file:PATH`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub api_keys: Vec<SecretName>,
    /// # Header of API keys
    pub api_key_header: String,
}

/// A user with a password.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct User {
    /// # Name
    pub name: String,
    /// # Password
    /// `env:NAME` or `file:PATH`.
    pub password: SecretName,
}

impl Default for ListenerAuthentication {
    fn default() -> Self {
        Self {
            basic: Vec::new(),
            bearer: Vec::new(),
            api_keys: Vec::new(),
            api_key_header: "X-Api-Key".to_owned(),
        }
    }
}

impl ListenerAuthentication {
    /// Tells what is wrong, with places below `/authentication`.
    pub fn problems(&self) -> Vec<ConfigProblem> {
        let mut problems = Vec::new();
        if self.secrets().is_empty() {
            let message = "must have users, bearer tokens or API keys; remove authentication to let everybody in";
            problems.push(ConfigProblem::new("/authentication", message));
        }
        if !is_header_name(&self.api_key_header) {
            let path = "/authentication/api_key_header";
            problems.push(ConfigProblem::new(path, "must be the name of a header"));
        }
        for (index, user) in self.basic.iter().enumerate() {
            problems.extend(user_problem(&format!("/authentication/basic/{index}/name"), &user.name));
        }
        problems
    }

    /// Sees whether the secrets can be read.
    ///
    /// # Errors
    /// The one that is missing or empty.
    pub fn check(&self) -> Result<(), SourceError> {
        secrets::check(self.secrets())
    }

    /// Lets a request in; returns the name of its user if it has one.
    ///
    /// # Errors
    /// 401, with what would be right.
    pub fn let_in(&self, head: &http::request::Parts) -> Result<Option<String>, Refusal> {
        authenticate(head, self)
    }

    pub(crate) fn secrets(&self) -> Secrets<'_> {
        let passwords = self.basic.iter().map(|user| &user.password);
        passwords.chain(&self.bearer).chain(&self.api_keys).collect()
    }
}

/// # Authentication
/// How the receiver knows us: one of these.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct SenderAuthentication {
    /// # User and password
    /// Basic authentication (RFC 7617).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub basic: Option<User>,
    /// # Bearer token
    /// A fixed token (RFC 6750), `env:NAME` or `file:PATH`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bearer: Option<SecretName>,
    /// # API key
    #[serde(skip_serializing_if = "Option::is_none")]
    pub api_key: Option<ApiKey>,
    /// # OAuth 2
    /// Client credentials (RFC 6749 §4.4).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub oauth2: Option<OAuth2>,
}

/// A key in a header of its own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ApiKey {
    /// # Header
    #[serde(default = "default_key_header")]
    pub header: String,
    /// # Key
    /// `env:NAME` or `file:PATH`.
    pub key: SecretName,
}

fn default_key_header() -> String {
    "X-Api-Key".to_owned()
}

/// # OAuth 2
/// A token is fetched with the client's credentials, kept until shortly before it ends, and fetched anew once when the
/// receiver refuses it (401). TLS and time-outs are those of the sender.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OAuth2 {
    /// # Address of tokens
    /// Such as `https://login.example.org/oauth2/token`.
    pub token_url: String,
    /// # Client
    pub client_id: String,
    /// # Secret of the client
    /// `env:NAME` or `file:PATH`.
    pub client_secret: SecretName,
    /// # Scopes
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub scopes: Vec<String>,
    /// # Audience
    /// For servers that want one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub audience: Option<String>,
    /// # Credentials in the body
    /// On: client and secret stand in the form. Off: in basic authentication, which every server must take.
    #[serde(default)]
    pub in_body: bool,
}

impl SenderAuthentication {
    pub(super) fn problems(&self) -> Vec<ConfigProblem> {
        let mut problems = Vec::new();
        let n_given = [
            self.basic.is_some(),
            self.bearer.is_some(),
            self.api_key.is_some(),
            self.oauth2.is_some(),
        ];
        if n_given.into_iter().filter(|is_given| *is_given).count() != 1 {
            let message = "must be one of basic, bearer, api_key and oauth2";
            problems.push(ConfigProblem::new("/authentication", message));
        }
        problems.extend(
            self.basic
                .iter()
                .filter_map(|user| user_problem("/authentication/basic/name", &user.name)),
        );
        if self.api_key.as_ref().is_some_and(|key| !is_header_name(&key.header)) {
            let path = "/authentication/api_key/header";
            problems.push(ConfigProblem::new(path, "must be the name of a header"));
        }
        if let Some(oauth2) = &self.oauth2 {
            problems.extend(super::sender::url_problem(
                "/authentication/oauth2/token_url",
                &oauth2.token_url,
            ));
            if oauth2.client_id.is_empty() {
                problems.push(ConfigProblem::new(
                    "/authentication/oauth2/client_id",
                    "must not be empty",
                ));
            }
        }
        problems
    }
}

/// A colon ends the name in basic authentication.
fn user_problem(path: &str, name: &str) -> Option<ConfigProblem> {
    let is_wrong = name.is_empty() || name.contains(':') || name.chars().any(char::is_control);
    is_wrong.then(|| ConfigProblem::new(path, "must be a name without a colon"))
}
