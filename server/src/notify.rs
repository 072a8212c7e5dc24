//! Who carries mails and text messages of notifications: the connectors of channels, with the settings `[notification]`.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use anyhow::{Context, Result, anyhow, bail};
use http::request::Parts;
use nilecare_connector_email::{SmtpConnection, SmtpConnector};
use nilecare_connector_http::{HttpConnector, is_signed_by_twilio};
use nilecare_connector_registry::{Outbound, SecretName};
use nilecare_contracts::business::StaffRole;
use nilecare_engine_api::{
    Connector, Destination, DestinationFactory, FailureKind, OutboundMessage, Response, SendError, StatusReporter,
    async_trait,
};
use nilecare_notification::{Accepted, Carrier, CarrierError, Carriers, NotificationOptions, Outgoing};
use nilecare_tasks::Rate;
use nilecare_types::MessageId;
use serde::Deserialize;
use serde_json::{Value, json};

/// How people are told.
#[derive(Debug, Clone, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct NotificationSettings {
    /// The roles of the staff that critical alerts go to, in this order: `doctor`, `nurse`, `receptionist`, `admin`, `technician`, `therapist`,
    /// `pharmacist`.
    pub escalation: Vec<StaffRole>,
    /// Stands before a telephone number that begins with 0, such as `+249`. When not set, such a number is not sent to.
    pub country_code: Option<String>,
    /// The mail server; no mails when not set.
    pub email: Option<EmailSettings>,
    /// The provider of text messages; none when not set.
    pub sms: Option<SmsSettings>,
}

impl Default for NotificationSettings {
    fn default() -> Self {
        Self {
            escalation: NotificationOptions::default().escalation,
            country_code: None,
            email: None,
            sms: None,
        }
    }
}

/// The mail server: the settings of the connector `smtp` (`host`, `port`, `security`, `tls`, `username`, `password`, `hello_name`, `connect_timeout`) and
/// who writes.
#[derive(Debug, Clone, Deserialize)]
pub struct EmailSettings {
    /// The mail server.
    #[serde(flatten)]
    pub connection: SmtpConnection,
    /// Such as `NileCare <hospital@example.org>`.
    pub from: String,
    /// Who reads answers.
    #[serde(default)]
    pub reply_to: Option<String>,
}

/// Twilio, or whoever speaks as it does (twilio.com/docs/messaging/api/message-resource).
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SmsSettings {
    /// The account's SID.
    pub account_sid: String,
    /// The account's token: `env:NAME` or `file:PATH`. It signs in, and callbacks are signed with it.
    pub auth_token: SecretName,
    /// The number or name that messages come from.
    pub from: String,
    /// Where the API is.
    #[serde(default = "twilio")]
    pub base_url: String,
    /// The address of this hub as the provider reaches it, such as `https://hospital.example.org`. When not set, nothing is told of what becomes of
    /// messages after the provider took them.
    #[serde(default)]
    pub public_url: Option<String>,
    /// So many messages a second at most.
    #[serde(default = "ten")]
    pub per_second: u32,
}

fn twilio() -> String {
    "https://api.twilio.com".to_owned()
}
fn ten() -> u32 {
    10
}

/// Where statuses are taken.
const CALLBACK: &str = "/api/v1/notifications/callbacks/twilio";

impl NotificationSettings {
    /// Returns how people are told.
    pub fn options(&self) -> Result<NotificationOptions> {
        let is_code = |code: &str| {
            let digits = code.strip_prefix('+').unwrap_or_default();
            (1..=4).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit())
        };
        if self.country_code.as_deref().is_some_and(|code| !is_code(code)) {
            bail!("notification.country_code must be + and digits, such as +249");
        }
        Ok(NotificationOptions {
            escalation: self.escalation.clone(),
            country_code: self.country_code.clone(),
        })
    }

    /// Returns how many text messages are sent in a time.
    pub fn sms_rate(&self) -> Option<Rate> {
        self.sms.as_ref().map(|sms| Rate {
            tasks: sms.per_second.max(1),
            per: Duration::from_secs(1),
        })
    }

    /// Makes who carries; connects to nobody yet.
    pub fn carriers(&self, outbound: &Outbound) -> Result<Carriers> {
        let email = self
            .email
            .as_ref()
            .map(|email| Mailer::new(email, outbound))
            .transpose()?;
        let sms = self.sms.as_ref().map(|sms| Texter::new(sms, outbound)).transpose()?;
        Ok(Carriers {
            email: email.map(|email| Arc::new(email) as _),
            sms: sms.map(|sms| Arc::new(sms) as _),
        })
    }

    /// Says for `nilecare check` what is set up.
    pub fn describe(&self) -> String {
        let word = |is_on| if is_on { "on" } else { "off" };
        format!("email {}, sms {}", word(self.email.is_some()), word(self.sms.is_some()))
    }
}

/// Sends by the connector `smtp`.
#[derive(Debug)]
struct Mailer(Lines);

impl Mailer {
    fn new(settings: &EmailSettings, outbound: &Outbound) -> Result<Self> {
        let mut config = serde_json::to_value(&settings.connection)?;
        let own =
            json!({ "from": settings.from, "to": ["{to}"], "subject": "{subject}", "reply_to": settings.reply_to });
        if let (Some(config), Value::Object(own)) = (config.as_object_mut(), own) {
            config.extend(own.into_iter().filter(|(_, value)| !value.is_null()));
        }
        let connector = SmtpConnector::limited(outbound.clone());
        Lines::new(&connector, &config, "email")
            .context("notification.email")
            .map(Self)
    }
}

#[async_trait]
impl Carrier for Mailer {
    fn provider(&self) -> &'static str {
        "smtp"
    }

    async fn send(&self, outgoing: &Outgoing) -> Result<Accepted, CarrierError> {
        let parameters = [("to", outgoing.to.clone()), ("subject", outgoing.subject.clone())];
        let response = self.0.send(outgoing, &parameters, outgoing.body.clone()).await?;
        Ok(Accepted {
            message_id: response.facts.get("smtp.message_id").cloned(),
        })
    }
}

/// Sends by Twilio's API.
#[derive(Debug)]
struct Texter {
    lines: Lines,
    from: String,
    token: SecretName,
    callback: Option<String>,
}

impl Texter {
    fn new(settings: &SmsSettings, outbound: &Outbound) -> Result<Self> {
        let sid = &settings.account_sid;
        if sid.is_empty() || !sid.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
            bail!(
                "notification.sms.account_sid must be letters and digits, such as AC0123456789abcdef0123456789abcdef"
            );
        }
        let base = settings.base_url.trim_end_matches('/');
        let config = json!({
            "url": format!("{base}/2010-04-01/Accounts/{sid}/Messages.json"),
            "content_type": "application/x-www-form-urlencoded",
            "idempotency_header": "",
            "authentication": { "basic": { "name": sid, "password": settings.auth_token } },
        });
        let lines =
            Lines::new(&HttpConnector::limited(outbound.clone()), &config, "sms").context("notification.sms")?;
        Ok(Self {
            lines,
            from: settings.from.clone(),
            token: settings.auth_token.clone(),
            callback: settings
                .public_url
                .as_ref()
                .map(|url| format!("{}{CALLBACK}", url.trim_end_matches('/'))),
        })
    }
}

impl Texter {
    fn form(&self, outgoing: &Outgoing) -> String {
        let mut form = form_urlencoded::Serializer::new(String::new());
        form.append_pair("To", &outgoing.to);
        form.append_pair("From", &self.from);
        form.append_pair("Body", &outgoing.body);
        if let Some(callback) = &self.callback {
            form.append_pair("StatusCallback", &format!("{callback}?notification={}", outgoing.id));
        }
        form.finish()
    }
}

#[async_trait]
impl Carrier for Texter {
    fn provider(&self) -> &'static str {
        "twilio"
    }

    async fn send(&self, outgoing: &Outgoing) -> Result<Accepted, CarrierError> {
        let response = self.lines.send(outgoing, &[], self.form(outgoing)).await?;
        let told = response.content.unwrap_or_default();
        let told: Value = serde_json::from_slice(&told).unwrap_or_default();
        Ok(Accepted {
            message_id: told["sid"].as_str().map(str::to_owned),
        })
    }

    fn is_signed(&self, head: &Parts, body: &[u8]) -> bool {
        let secrets = std::slice::from_ref(&self.token);
        self.callback
            .as_ref()
            .is_some_and(|callback| is_signed_by_twilio(secrets, callback, head, body))
    }
}

/// Destinations of a connector, kept open between what they send.
struct Lines {
    factory: Arc<dyn DestinationFactory>,
    idle: Mutex<Vec<Box<dyn Destination>>>,
    name: &'static str,
}

impl std::fmt::Debug for Lines {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Lines")
            .field("name", &self.name)
            .finish_non_exhaustive()
    }
}

impl Lines {
    fn new(connector: &dyn Connector, config: &Value, name: &'static str) -> Result<Self> {
        let built = connector.destination(config).context("the connector sends nothing")?;
        Ok(Self {
            factory: built.map_err(|problems| anyhow!("{problems}"))?,
            idle: Mutex::default(),
            name,
        })
    }

    async fn send(
        &self,
        outgoing: &Outgoing,
        parameters: &[(&str, String)],
        content: String,
    ) -> Result<Response, CarrierError> {
        let name = self
            .name
            .parse()
            .map_err(|_| CarrierError::Refused("the name is no connector's".to_owned()))?;
        let channel = "notification".parse();
        let message = OutboundMessage {
            channel: channel.map_err(|_| CarrierError::Refused("the name is no channel's".to_owned()))?,
            destination: name,
            message: MessageId(1),
            content: content.into(),
            parameters: BTreeMap::from_iter(
                parameters
                    .iter()
                    .map(|(name, value)| ((*name).to_owned(), value.clone())),
            ),
            idempotency_key: outgoing.id.to_string().into(),
            attempt: outgoing.attempt,
            is_possible_duplicate: outgoing.attempt > 1,
        };
        let kept = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let mut line = kept.unwrap_or_else(|| self.factory.open(StatusReporter::default()));
        let sent = line.send(&message).await;
        self.idle.lock().unwrap_or_else(PoisonError::into_inner).push(line);
        sent.map_err(refusal)
    }
}

/// Wrong settings are mended some time; until then it is tried again.
fn refusal(error: SendError) -> CarrierError {
    let problem = format!("{}: {}", error.code, error.detail);
    match error.kind {
        FailureKind::Reject => CarrierError::Refused(problem),
        _ => CarrierError::Retry {
            problem,
            after: error.retry_after,
        },
    }
}
