//! Which messages: as the parameters of a query string, and as JSON.

use std::collections::BTreeMap;
use std::str::FromStr;
use std::time::Duration;

use nilecare_http::{ApiError, ApiResult};
use nilecare_message_store::{Comparison, MessageQuery, MetadataCondition, Status, TextQuery};
use nilecare_types::{ChannelId, ConnectorId, MessageId, Timestamp};
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};

use crate::routes::channels::not_found;
use crate::{AdminApi, error};

const DEFAULT_LIMIT: usize = 50;
const MAX_LIMIT: usize = 500;
/// A search stops after this time and says where; a request may take 30 seconds.
const BUDGET: Duration = Duration::from_secs(10);
/// The name of a query parameter that compares a metadata column.
const METADATA: &str = "metadata.";

/// Which messages. All conditions must hold; those on `connector`, `status`, attempts and errors at the same connector.
#[derive(Debug, Clone, Default, PartialEq, Deserialize, ToSchema, IntoParams)]
#[serde(deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
pub struct MessageFilter {
    /// Of this channel.
    #[schema(value_type = Option<String>)]
    #[param(value_type = Option<String>)]
    pub channel: Option<ChannelId>,
    /// The conditions on statuses, attempts and errors are about connectors of this name; `source` is the source.
    #[schema(value_type = Option<String>)]
    #[param(value_type = Option<String>)]
    pub connector: Option<ConnectorId>,
    /// With one of these statuses: `received`, `filtered`, `transformed`, `queued`, `sent`, `error`, `pending`. In a query
    /// string: several times, or separated by commas.
    #[schema(value_type = Vec<String>)]
    #[param(value_type = Vec<String>)]
    pub status: Vec<Status>,
    /// Delivery was tried at least so often.
    pub attempts_from: Option<u32>,
    /// Delivery was tried at the most so often.
    pub attempts_through: Option<u32>,
    /// Whether a connector is in error or has the reason of a failed attempt.
    pub has_error: Option<bool>,
    /// With this sender's number (MSH-10).
    pub control_id: Option<String>,
    /// About this patient (PID-3.1).
    pub patient_id: Option<String>,
    /// Of this kind, such as `ADT^A01`.
    pub message_type: Option<String>,
    /// Received at or after.
    #[schema(value_type = Option<String>, format = DateTime)]
    #[param(value_type = Option<String>, format = DateTime)]
    pub since: Option<Timestamp>,
    /// Received before.
    #[schema(value_type = Option<String>, format = DateTime)]
    #[param(value_type = Option<String>, format = DateTime)]
    pub until: Option<Timestamp>,
    /// Only numbers from this one.
    #[schema(value_type = Option<String>)]
    #[param(value_type = Option<String>)]
    pub from: Option<MessageId>,
    /// Only numbers up to this one.
    #[schema(value_type = Option<String>)]
    #[param(value_type = Option<String>)]
    pub through: Option<MessageId>,
    /// Whether it has attachments.
    pub has_attachment: Option<bool>,
    /// Only processed again from this message.
    #[schema(value_type = Option<String>)]
    #[param(value_type = Option<String>)]
    pub origin: Option<MessageId>,
    /// Metadata columns by name, with `OPERATOR:VALUE`; the operators are `eq`, `lt`, `gt`, `contains` and `prefix`, and `eq`
    /// where there is none. In a query string: `metadata.NAME=gt:100`.
    #[param(value_type = Object)]
    pub metadata: BTreeMap<String, String>,
    /// With this text, of 3 characters or more, in what was received, made of it at the source, or sent; whatever its case.
    pub text: Option<String>,
    /// As `text`, by a regular expression that cannot match without some text of 3 characters. Not with `text`.
    pub regex: Option<String>,
}

/// A page of messages, newest first.
#[derive(Debug, Clone, Copy, Default, PartialEq, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Paging {
    /// How many, 1 to 500; 50 where it is absent.
    pub limit: Option<usize>,
    /// Only numbers below: `next` or `stopped_at` of the page before.
    #[param(value_type = Option<String>)]
    pub before: Option<MessageId>,
}

/// Reads a query string; `other` takes the parameters that are no part of a filter and tells whether it knew them.
pub(crate) fn read(
    pairs: Vec<(String, String)>,
    mut other: impl FnMut(&str, &str) -> bool,
) -> ApiResult<(MessageFilter, Paging)> {
    let mut filter = MessageFilter::default();
    let mut paging = Paging::default();
    let mut problems = Vec::new();
    for (key, value) in pairs {
        let known = set(&mut filter, &mut paging, &key, &value);
        match known {
            Set::Done => {}
            Set::Invalid(expected) => problems.push(format!("/{key}: expected {expected}")),
            Set::Unknown if other(&key, &value) => {}
            // The name is made up by the client; it could be anything.
            Set::Unknown => problems.push("/: holds a parameter that is not known; see the API description".to_owned()),
        }
    }
    if paging.limit.is_some_and(|limit| !(1..=MAX_LIMIT).contains(&limit)) {
        problems.push(format!("/limit: must be from 1 to {MAX_LIMIT}"));
    }
    if problems.is_empty() {
        Ok((filter, paging))
    } else {
        Err(ApiError::unprocessable(problems))
    }
}

enum Set {
    Done,
    Invalid(&'static str),
    Unknown,
}

fn set(filter: &mut MessageFilter, paging: &mut Paging, key: &str, value: &str) -> Set {
    fn put<T: FromStr>(to: &mut Option<T>, value: &str, expected: &'static str) -> Set {
        match value.parse() {
            Ok(read) => {
                *to = Some(read);
                Set::Done
            }
            Err(_) => Set::Invalid(expected),
        }
    }
    const NUMBER: &str = "a whole number";
    const ID: &str = "a message's number";
    const TIME: &str = "a time such as 2026-01-31T08:00:00Z";
    const TEXT: &str = "a text";
    match key {
        "channel" => put(&mut filter.channel, value, "the id of a channel"),
        "connector" => put(&mut filter.connector, value, "the id of a connector"),
        "status" | "status[]" => statuses(&mut filter.status, value),
        "attempts_from" => put(&mut filter.attempts_from, value, NUMBER),
        "attempts_through" => put(&mut filter.attempts_through, value, NUMBER),
        "has_error" => put(&mut filter.has_error, value, "true or false"),
        "has_attachment" => put(&mut filter.has_attachment, value, "true or false"),
        "control_id" => put(&mut filter.control_id, value, TEXT),
        "patient_id" => put(&mut filter.patient_id, value, TEXT),
        "message_type" => put(&mut filter.message_type, value, TEXT),
        "since" => put(&mut filter.since, value, TIME),
        "until" => put(&mut filter.until, value, TIME),
        "from" => put(&mut filter.from, value, ID),
        "through" => put(&mut filter.through, value, ID),
        "origin" => put(&mut filter.origin, value, ID),
        "text" => put(&mut filter.text, value, TEXT),
        "regex" => put(&mut filter.regex, value, TEXT),
        "limit" => put(&mut paging.limit, value, NUMBER),
        "before" => put(&mut paging.before, value, ID),
        _ => match key.strip_prefix(METADATA) {
            Some(column) => {
                filter.metadata.insert(column.to_owned(), value.to_owned());
                Set::Done
            }
            None => Set::Unknown,
        },
    }
}

fn statuses(list: &mut Vec<Status>, value: &str) -> Set {
    for word in value.split(',') {
        match serde_json::from_value(word.trim().into()) {
            Ok(status) => list.push(status),
            Err(_) => return Set::Invalid("received, filtered, transformed, queued, sent, error or pending"),
        }
    }
    Set::Done
}

impl MessageFilter {
    /// Tells whether it chooses all messages there are.
    pub(crate) fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Makes the question to the store.
    ///
    /// # Errors
    /// When the channel is not known (404), or a condition cannot be asked (422).
    pub(crate) async fn query(self, api: &AdminApi, paging: Paging) -> ApiResult<MessageQuery> {
        let channel = match &self.channel {
            Some(id) => {
                let found = api.engine.store().find_channel(id).await.map_err(error::store)?;
                Some(found.ok_or_else(not_found)?)
            }
            None => None,
        };
        let text = match (self.text, self.regex) {
            (Some(_), Some(_)) => {
                return Err(ApiError::unprocessable(vec![
                    "/regex: not together with text".to_owned(),
                ]));
            }
            (Some(text), None) => Some(TextQuery::Literal(text)),
            (None, regex) => regex.map(TextQuery::Regex),
        };
        let mut metadata = Vec::new();
        for (column, condition) in self.metadata {
            let (comparison, value) = comparison(&condition);
            let value = api.engine.metadata_value(self.channel.as_ref(), &column, value).await;
            let value = value.ok_or_else(|| no_column(&column))?;
            metadata.push(MetadataCondition {
                column,
                comparison,
                value,
            });
        }
        Ok(MessageQuery {
            channel,
            connector: self.connector,
            statuses: self.status,
            attempts_from: self.attempts_from,
            attempts_through: self.attempts_through,
            has_error: self.has_error,
            control_id: self.control_id,
            patient_id: self.patient_id,
            message_type: self.message_type,
            since: self.since,
            until: self.until,
            from: self.from,
            through: self.through,
            has_attachment: self.has_attachment,
            origin: self.origin,
            metadata,
            text,
            before: paging.before,
            limit: paging.limit.unwrap_or(DEFAULT_LIMIT),
            budget: BUDGET,
        })
    }
}

fn no_column(column: &str) -> ApiError {
    let is_name = column.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    let column = if is_name { column } else { "NAME" };
    ApiError::unprocessable(vec![format!(
        "/metadata.{column}: no deployed channel has such a column for a value of this form"
    )])
}

fn comparison(text: &str) -> (Comparison, &str) {
    let operator = text.split_once(':').and_then(|(operator, value)| {
        let comparison = match operator {
            "eq" => Comparison::Equal,
            "lt" => Comparison::Less,
            "gt" => Comparison::Greater,
            "contains" => Comparison::Contains,
            "prefix" => Comparison::Prefix,
            _ => return None,
        };
        Some((comparison, value))
    });
    operator.unwrap_or((Comparison::Equal, text))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_pairs(pairs: &[(&str, &str)]) -> ApiResult<(MessageFilter, Paging)> {
        let own = pairs
            .iter()
            .map(|(key, value)| ((*key).to_owned(), (*value).to_owned()));
        read(own.collect(), |key, _| key == "format")
    }

    #[test]
    fn every_parameter_of_the_description_is_read() {
        let (filter, paging) = read_pairs(&[
            ("status", "error,queued"),
            ("status[]", "sent"),
            ("metadata.ward", "prefix:IC"),
            ("has_error", "true"),
            ("attempts_from", "2"),
            ("since", "2026-01-31T08:00:00Z"),
            ("from", "7"),
            ("limit", "500"),
            ("before", "9"),
            ("format", "zip"),
        ])
        .expect("it is valid");
        assert_eq!(filter.status, [Status::Error, Status::Queued, Status::Sent]);
        assert_eq!(filter.metadata["ward"], "prefix:IC");
        assert_eq!((filter.has_error, filter.attempts_from), (Some(true), Some(2)));
        assert_eq!((filter.from, paging.before), (Some(MessageId(7)), Some(MessageId(9))));
        assert_eq!(paging.limit, Some(500));
    }

    #[test]
    fn what_is_wrong_is_told_by_place_and_without_its_value() {
        let error = read_pairs(&[
            ("since", "Osman"),
            ("Osman", "1"),
            ("limit", "501"),
            ("status", "Osman"),
        ]);
        let problems = error.expect_err("all of it is wrong").0.problems;
        assert_eq!(problems.len(), 4, "{problems:?}");
        assert!(
            !problems.iter().any(|problem| problem.contains("Osman")),
            "{problems:?}"
        );
        assert!(
            problems.iter().any(|problem| problem.starts_with("/since: ")),
            "{problems:?}"
        );
    }

    #[test]
    fn a_value_may_have_a_colon_of_its_own() {
        assert_eq!(comparison("gt:5"), (Comparison::Greater, "5"));
        assert_eq!(comparison("12:30"), (Comparison::Equal, "12:30"));
        assert_eq!(comparison("eq:eq:5"), (Comparison::Equal, "eq:5"));
    }
}
