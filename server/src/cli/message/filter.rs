//! Which messages, as options of the command line.

use nilecare_types::{ChannelId, ConnectorId, MessageId, Timestamp};
use serde_json::{Map, Value};

/// Which messages. All conditions must hold.
#[derive(Debug, Default, clap::Args)]
#[command(next_help_heading = "Which messages")]
pub struct Filter {
    /// With one of these statuses: received, filtered, transformed, queued, sent, error, pending.
    #[arg(long, value_delimiter = ',')]
    status: Vec<String>,
    /// The conditions on status, attempts and errors are about this connector; `source` is the source.
    #[arg(long)]
    connector: Option<ConnectorId>,
    /// With this sender's number (MSH-10).
    #[arg(long)]
    control_id: Option<String>,
    /// About this patient (PID-3.1).
    #[arg(long)]
    patient_id: Option<String>,
    /// Of this kind, such as ADT^A01.
    #[arg(long)]
    message_type: Option<String>,
    /// Received at or after, such as 2026-01-31T08:00:00Z.
    #[arg(long, value_name = "TIME")]
    since: Option<Timestamp>,
    /// Received before.
    #[arg(long, value_name = "TIME")]
    until: Option<Timestamp>,
    /// Only numbers from this one.
    #[arg(long, value_name = "MESSAGE")]
    from: Option<MessageId>,
    /// Only numbers up to this one.
    #[arg(long, value_name = "MESSAGE")]
    through: Option<MessageId>,
    /// Delivery was tried at least so often.
    #[arg(long, value_name = "NUMBER")]
    attempts_from: Option<u32>,
    /// Delivery was tried at the most so often.
    #[arg(long, value_name = "NUMBER")]
    attempts_through: Option<u32>,
    /// Whether something failed.
    #[arg(long, value_name = "true|false", num_args = 0..=1, default_missing_value = "true")]
    has_error: Option<bool>,
    /// Whether it has attachments.
    #[arg(long, value_name = "true|false", num_args = 0..=1, default_missing_value = "true")]
    has_attachment: Option<bool>,
    /// Processed again from this message.
    #[arg(long, value_name = "MESSAGE")]
    origin: Option<MessageId>,
    /// A metadata column: NAME=VALUE, or NAME=OPERATOR:VALUE with eq, lt, gt, contains or prefix. May be given several times.
    #[arg(long, value_name = "NAME=VALUE", value_parser = column)]
    metadata: Vec<(String, String)>,
    /// With this text of 3 characters or more in a content, whatever its case.
    #[arg(long, conflicts_with = "regex")]
    text: Option<String>,
    /// With a match of this regular expression in a content.
    #[arg(long)]
    regex: Option<String>,
}

fn column(text: &str) -> Result<(String, String), String> {
    let pair = text.split_once('=').filter(|(name, _)| !name.is_empty());
    let (name, value) = pair.ok_or("write NAME=VALUE")?;
    Ok((name.to_owned(), value.to_owned()))
}

impl Filter {
    /// Returns the parameters of a query string.
    pub fn pairs(&self, channel: Option<&ChannelId>) -> Vec<(String, String)> {
        fn text(value: Option<&impl ToString>) -> Option<String> {
            value.map(ToString::to_string)
        }
        let status = (!self.status.is_empty()).then(|| self.status.join(","));
        let single = [
            ("channel", text(channel)),
            ("status", status),
            ("connector", text(self.connector.as_ref())),
            ("control_id", self.control_id.clone()),
            ("patient_id", self.patient_id.clone()),
            ("message_type", self.message_type.clone()),
            ("since", text(self.since.as_ref())),
            ("until", text(self.until.as_ref())),
            ("from", text(self.from.as_ref())),
            ("through", text(self.through.as_ref())),
            ("attempts_from", text(self.attempts_from.as_ref())),
            ("attempts_through", text(self.attempts_through.as_ref())),
            ("has_error", text(self.has_error.as_ref())),
            ("has_attachment", text(self.has_attachment.as_ref())),
            ("origin", text(self.origin.as_ref())),
            ("text", self.text.clone()),
            ("regex", self.regex.clone()),
        ];
        let single = single
            .into_iter()
            .filter_map(|(name, value)| Some((name.to_owned(), value?)));
        let columns = self.metadata.iter();
        let columns = columns.map(|(name, value)| (format!("metadata.{name}"), value.clone()));
        single.chain(columns).collect()
    }

    /// Returns the same as JSON; `None` when it has no condition.
    pub fn json(&self, channel: Option<&ChannelId>) -> Option<Value> {
        let mut filter = Map::new();
        let mut columns = Map::new();
        for (name, value) in self.pairs(channel) {
            if let Some(column) = name.strip_prefix("metadata.") {
                columns.insert(column.to_owned(), value.into());
            }
        }
        for (name, value) in self.pairs(channel) {
            let value = match name.as_str() {
                "status" => Value::from(self.status.clone()),
                // Numbers of messages are texts; these two are counts.
                "attempts_from" | "attempts_through" => value.parse::<u32>().map_or(Value::Null, Value::from),
                "has_error" | "has_attachment" => Value::from(value == "true"),
                name if name.starts_with("metadata.") => continue,
                _ => Value::from(value),
            };
            filter.insert(name, value);
        }
        if !columns.is_empty() {
            filter.insert("metadata".to_owned(), columns.into());
        }
        (!filter.is_empty()).then_some(Value::Object(filter))
    }
}

/// Writes a query string.
pub fn query(pairs: &[(String, String)]) -> String {
    form_urlencoded::Serializer::new(String::new())
        .extend_pairs(pairs)
        .finish()
}
