//! Settings.

use std::collections::BTreeMap;

use nilecare_connector_net::{SecretName, SenderTls, zero_problems};
use nilecare_engine_api::{ConfigProblem, ConnectorConfig};
use nilecare_types::HumanDuration;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::mail::Patterns;

/// # Mail server
/// Where mails are handed over, and who we are there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct SmtpConnection {
    /// # Host
    /// Such as `smtp.example.org`.
    pub host: String,
    /// # Port
    /// Absent: 465 with TLS from the start, 587 with STARTTLS, 25 without encryption.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub port: Option<u16>,
    /// # Encryption
    #[serde(default)]
    pub security: SmtpSecurity,
    /// # TLS
    /// Absent: certificates of the authorities that this machine trusts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tls: Option<SenderTls>,
    /// # User
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub username: Option<String>,
    /// # Password
    /// Where it is: `env:NAME` or `file:PATH`. It is read at each connecting.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub password: Option<SecretName>,
    /// # Our name
    /// What we call ourselves in EHLO: the name of this machine. Absent: `[127.0.0.1]`, which some servers do not like.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hello_name: Option<String>,
    /// # Connect time-out
    /// Until we are let in.
    #[serde(default = "default_connect")]
    pub connect_timeout: HumanDuration,
}

/// Whether the connection is encrypted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum SmtpSecurity {
    /// It begins plain and must become TLS before anything is said.
    #[default]
    Starttls,
    /// TLS from the start.
    Tls,
    /// Everybody on the way can read and change the mails.
    None,
}

/// # E-mail sender
/// Sends each message as a mail. `{name}` in the addresses, the subject, the text, the name of the attachment and the headers
/// stands for a value of the destination's `parameters`. Sent means that the mail server took it: what becomes of it afterwards
/// comes back as a mail to `from`, if at all. One recipient that the server refuses makes the message an error, and nobody gets
/// it. A response transformer sees the server's reply as `response`, and `connector_map["smtp.message_id"]`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct EmailDestinationConfig {
    /// # Mail server
    #[serde(flatten)]
    pub connection: SmtpConnection,
    /// # From
    /// Such as `NileCare <hub@example.org>`.
    pub from: String,
    /// # Reply to
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reply_to: Option<String>,
    /// # To
    /// Addresses; one that is only `{name}` may become several, separated by commas.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub to: Vec<String>,
    /// # Copies to
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cc: Vec<String>,
    /// # Blind copies to
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub bcc: Vec<String>,
    /// # Domains of recipients
    /// With it, a mail to any other domain is refused before it is sent, so that no message chooses who reads it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub recipient_domains: Vec<String>,
    /// # Subject
    /// It can be read on the way and on locked screens: no patient's name should be in it.
    #[serde(default)]
    pub subject: String,
    /// # Headers
    /// More of them, such as `X-Priority`.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub headers: BTreeMap<String, String>,
    /// # The content is
    #[serde(default)]
    pub content_as: ContentAs,
    /// # Text
    /// Of a mail whose content is an attachment.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub text: String,
    /// # Name of the attachment
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub attachment_name: Option<String>,
    /// # Type of the attachment
    #[serde(default = "default_type")]
    pub attachment_type: String,
    /// # Largest content, in bytes
    /// A larger one is refused; mail servers commonly take 10 to 25 MB, and an attachment grows by a third on its way.
    #[serde(default = "default_size")]
    pub max_size: usize,
    /// # Time-out
    /// For handing over one mail; at most 4 minutes.
    #[serde(default = "default_timeout")]
    pub timeout: HumanDuration,
}

/// What the message's content is in the mail.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ContentAs {
    /// Its text.
    #[default]
    Text,
    /// Its text, in HTML.
    Html,
    /// A file beside the text.
    Attachment,
}

fn default_connect() -> HumanDuration {
    HumanDuration::from_secs(15)
}
fn default_timeout() -> HumanDuration {
    HumanDuration::from_secs(60)
}
fn default_type() -> String {
    "application/octet-stream".to_owned()
}
fn default_size() -> usize {
    16 << 20
}

/// The engine ends an attempt after five minutes.
const LONGEST: u64 = 240;

impl SmtpConnection {
    /// Returns host:port.
    pub(crate) fn address(&self) -> String {
        let port = self.port.unwrap_or(match self.security {
            SmtpSecurity::Tls => 465,
            SmtpSecurity::Starttls => 587,
            SmtpSecurity::None => 25,
        });
        if self.host.contains(':') {
            format!("[{}]:{port}", self.host)
        } else {
            format!("{}:{port}", self.host)
        }
    }

    fn problems(&self) -> Vec<ConfigProblem> {
        let mut problems = zero_problems(&[("/connect_timeout", self.connect_timeout)]);
        let is_host = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | ':' | '_');
        if self.host.is_empty() || !self.host.chars().all(is_host) {
            problems.push(ConfigProblem::new(
                "/host",
                "must be the name or address of a mail server",
            ));
        }
        if self.username.is_some() != self.password.is_some() {
            problems.push(ConfigProblem::new(
                "/password",
                "goes together with username: give both or none",
            ));
        }
        let is_here = matches!(self.host.as_str(), "localhost" | "127.0.0.1" | "::1");
        if self.security == SmtpSecurity::None {
            if self.tls.is_some() {
                problems.push(ConfigProblem::new(
                    "/tls",
                    "is for an encrypted connection; change security, or remove it",
                ));
            }
            if self.password.is_some() && !is_here {
                let message = "everybody on the way could read it; use security: starttls or tls";
                problems.push(ConfigProblem::new("/password", message));
            }
        }
        if self
            .hello_name
            .as_ref()
            .is_some_and(|name| name.is_empty() || !name.chars().all(is_host))
        {
            problems.push(ConfigProblem::new("/hello_name", "must be a host name"));
        }
        problems.extend(self.tls.iter().flat_map(|tls| tls.validate("/tls")));
        problems
    }
}

impl ConnectorConfig for EmailDestinationConfig {
    fn validate(&self) -> Vec<ConfigProblem> {
        let mut problems = self.connection.problems();
        problems.extend(zero_problems(&[("/timeout", self.timeout)]));
        if self.timeout > HumanDuration::from_secs(LONGEST) {
            problems.push(ConfigProblem::new("/timeout", "must be at most 4m"));
        }
        if let Err(found) = Patterns::new(self) {
            problems.extend(found);
        }
        if self.to.len() + self.cc.len() + self.bcc.len() == 0 {
            problems.push(ConfigProblem::new(
                "/to",
                "give at least one recipient in to, cc or bcc",
            ));
        }
        let is_attached = self.content_as == ContentAs::Attachment;
        if is_attached != self.attachment_name.is_some() {
            problems.push(ConfigProblem::new(
                "/attachment_name",
                "is for content_as: attachment, which needs it",
            ));
        }
        if !is_attached && !self.text.is_empty() {
            problems.push(ConfigProblem::new(
                "/text",
                "is for content_as: attachment; else the content is the text",
            ));
        }
        if self.max_size == 0 || self.max_size > 256 << 20 {
            problems.push(ConfigProblem::new("/max_size", "must be from 1 to 268435456"));
        }
        problems
    }

    fn samples() -> Vec<serde_json::Value> {
        vec![
            json!({ "host": "smtp.example.org", "username": "hub", "password": "env:SMTP_PASSWORD",
                "from": "NileCare <hub@example.org>", "to": ["duty@example.org"], "subject": "A result to look at" }),
            json!({ "host": "smtp.example.org", "security": "tls", "username": "hub", "password": "file:/etc/nilecare/smtp.secret",
                "from": "hub@example.org", "to": ["{recipient}"], "recipient_domains": ["example.org"],
                "subject": "Report {number}", "content_as": "attachment", "text": "The report is attached.",
                "attachment_name": "report-{number}.pdf", "attachment_type": "application/pdf" }),
            json!({ "host": "localhost", "security": "none", "from": "hub@example.org", "to": ["duty@example.org"],
                "content_as": "html", "headers": { "X-Priority": "1" } }),
        ]
    }
}
