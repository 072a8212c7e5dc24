//! A rule, ready to be used.

mod file;

use std::collections::BTreeSet;

use nilecare_engine_api::ErrorKind;
use nilecare_types::{ChannelId, ConnectorId};
use regex::{Regex, RegexBuilder};

pub use file::{
    ActionConfig, ChannelAction, ChannelSelection, ConnectionTrigger, ErrorTrigger, GroupBy, HeaderValue, LogAction,
    QueueAgeTrigger, QueueDepthTrigger, RuleFile, SilenceTrigger, StateTrigger, Trigger, WebhookAction,
};

use crate::hours::OpenHours;
use crate::template::Template;

/// A compiled pattern may take so many bytes.
const PATTERN_LIMIT: usize = 1 << 20;
const ATTEMPTS_LIMIT: u32 = 5;
const ACTIONS_LIMIT: usize = 20;
const DEFAULT_SUBJECT: &str = "{event}: {alert}";
const DEFAULT_BODY: &str = "{alert}: {what}. Channel {channel}, connector {connector}. {count} times since {since}.";

/// Everything that is wrong with a rule.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", .0.join("; "))]
pub struct RuleProblems(pub Vec<String>);

/// A rule, ready to be used.
#[derive(Debug, Clone)]
pub struct AlertRule {
    /// Its name: that of its file.
    pub name: String,
    /// What the file says.
    pub file: RuleFile,
    pub(crate) pattern: Option<Regex>,
    pub(crate) hours: Option<OpenHours>,
    pub(crate) subject: Template,
    pub(crate) body: Template,
}

impl AlertRule {
    /// Reads a rule.
    ///
    /// # Errors
    /// Everything that is wrong with it.
    pub fn read(name: &str, text: &str) -> Result<Self, RuleProblems> {
        let file: RuleFile = serde_saphyr::from_str(text).map_err(|error| RuleProblems(vec![error.to_string()]))?;
        let mut problems = Vec::new();
        let mut demand = |is_met: bool, problem: &str| {
            if !is_met {
                problems.push(problem.to_owned());
            }
        };
        demand(file.version == 1, "/version: must be 1");
        demand(!file.title.trim().is_empty(), "/title: must not be empty");
        demand(!file.actions.is_empty(), "/actions: an alert needs at least one action");
        demand(file.actions.len() <= ACTIONS_LIMIT, "/actions: an alert has at most 20");
        demand(
            !file.channels.is_empty(),
            "/channels: name ids, tags or groups, or say all",
        );
        for (index, action) in file.actions.iter().enumerate() {
            if let ActionConfig::Webhook(webhook) = action {
                problems.extend(webhook.problems(&format!("/actions/{index}")));
            }
        }
        let mut note = |path: &str, problem: String| problems.push(format!("{path}: {problem}"));
        let subject = Template::parse(file.subject.as_deref().unwrap_or(DEFAULT_SUBJECT));
        let body = Template::parse(file.body.as_deref().unwrap_or(DEFAULT_BODY));
        let subject = subject.map_err(|problem| note("/subject", problem)).ok();
        let body = body.map_err(|problem| note("/body", problem)).ok();
        let pattern = pattern(&file.trigger).transpose();
        let pattern = pattern.map_err(|problem| note("/trigger/text", problem)).ok();
        let hours = match &file.trigger {
            Trigger::Silence(SilenceTrigger {
                within: Some(hours), ..
            }) => Some(OpenHours::new(hours)).transpose(),
            _ => Ok(None),
        };
        let hours = hours.map_err(|problem| note("/trigger/within", problem)).ok();
        if file.trigger.duration().is_some_and(|duration| duration.is_zero()) {
            note("/trigger", "the time must be more than 0".to_owned());
        }
        match (subject, body, pattern, hours) {
            (Some(subject), Some(body), Some(pattern), Some(hours)) if problems.is_empty() => Ok(Self {
                name: name.to_owned(),
                file,
                pattern,
                hours,
                subject,
                body,
            }),
            _ => Err(RuleProblems(problems)),
        }
    }

    /// Tells whether it looks at an error.
    pub(crate) fn wants_error(&self, connector: Option<&ConnectorId>, kind: ErrorKind, text: &str) -> bool {
        let Trigger::Error(trigger) = &self.file.trigger else {
            return false;
        };
        let is_kind = trigger.kinds.is_empty() || trigger.kinds.contains(&kind);
        let is_text = self.pattern.as_ref().is_none_or(|pattern| pattern.is_match(text));
        is_kind && is_text && self.wants_connector(connector)
    }

    /// Tells whether it looks at a connector; `None` stands for the channel as a whole.
    pub(crate) fn wants_connector(&self, connector: Option<&ConnectorId>) -> bool {
        let wanted = &self.file.connectors;
        wanted.is_empty() || connector.is_some_and(|connector| wanted.contains(connector))
    }

    /// Returns the name of its trigger's type.
    pub(crate) fn trigger_name(&self) -> &'static str {
        match &self.file.trigger {
            Trigger::Error(_) => "error",
            Trigger::QueueDepth(_) => "queue_depth",
            Trigger::QueueAge(_) => "queue_age",
            Trigger::Silence(_) => "silence",
            Trigger::State(_) => "state",
            Trigger::Connection(_) => "connection",
        }
    }

    /// Tells whether one of its actions is a message into this channel. What fails there must not raise the alert again.
    pub(crate) fn tells_channel(&self, channel: &ChannelId) -> bool {
        let is_told = |action: &ActionConfig| matches!(action, ActionConfig::Channel(told) if told.channel == *channel);
        self.file.actions.iter().any(is_told)
    }
}

/// Returns the name of a kind of error, as files have it.
pub(crate) fn kind_name(kind: ErrorKind) -> &'static str {
    match kind {
        ErrorKind::SourceScript => "source_script",
        ErrorKind::DestinationScript => "destination_script",
        ErrorKind::Source => "source",
        ErrorKind::Connector => "connector",
        ErrorKind::Response => "response",
        ErrorKind::Postprocessor => "postprocessor",
        ErrorKind::Unreadable => "unreadable",
        ErrorKind::Store => "store",
        ErrorKind::Deploy => "deploy",
    }
}

fn pattern(trigger: &Trigger) -> Option<Result<Regex, String>> {
    let Trigger::Error(ErrorTrigger { text: Some(text), .. }) = trigger else {
        return None;
    };
    let built = RegexBuilder::new(text).size_limit(PATTERN_LIMIT).build();
    Some(built.map_err(|error| error.to_string()))
}

impl WebhookAction {
    fn problems(&self, path: &str) -> Vec<String> {
        let mut problems = Vec::new();
        let uri = self.url.parse::<http::Uri>();
        let is_http = uri.as_ref().is_ok_and(|uri| {
            matches!(uri.scheme_str(), Some("http" | "https")) && uri.host().is_some_and(|host| !host.is_empty())
        });
        if !is_http {
            problems.push(format!(
                "{path}/url: must be an address that begins with http:// or https://"
            ));
        }
        if !(1..=ATTEMPTS_LIMIT).contains(&self.attempts) {
            problems.push(format!("{path}/attempts: must be from 1 to {ATTEMPTS_LIMIT}"));
        }
        let seconds = self.timeout.get().as_secs();
        if !(1..=60).contains(&seconds) {
            problems.push(format!("{path}/timeout: must be from 1s to 60s"));
        }
        let mut names = BTreeSet::new();
        for (name, value) in &self.headers {
            let is_name = http::HeaderName::from_bytes(name.as_bytes()).is_ok();
            let is_value = match value {
                HeaderValue::Text(text) => http::HeaderValue::from_str(text).is_ok(),
                HeaderValue::Configured(_) => true,
            };
            if !is_name || !is_value || !names.insert(name.to_ascii_lowercase()) {
                problems.push(format!(
                    "{path}/headers: {name:?} is no header with a good value, or is there twice"
                ));
            }
        }
        problems
    }
}
