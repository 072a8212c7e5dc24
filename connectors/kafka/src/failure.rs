//! What can go wrong, by code (docs/errors.md).

use nilecare_engine_api::{FailureKind, SendError};
use rdkafka::error::{KafkaError, RDKafkaErrorCode as Code};

/// A consumer cannot start: its settings name what is not there, or what does not let us in.
pub(crate) const SOURCE_SETTINGS: &str = "NC-KAFKA-001";
/// Not reachable.
pub(crate) const UNREACHABLE: &str = "NC-KAFKA-002";
/// No report came in time.
pub(crate) const NOT_REPORTED: &str = "NC-KAFKA-003";
/// The brokers refused the message.
pub(crate) const REFUSED: &str = "NC-KAFKA-004";
/// The topic is not there.
pub(crate) const NO_TOPIC: &str = "NC-KAFKA-005";
/// The brokers take no messages now.
pub(crate) const BUSY: &str = "NC-KAFKA-006";
/// The brokers do not let us in, or to the topic.
pub(crate) const NOT_LET_IN: &str = "NC-KAFKA-007";
/// Settings, a password or a file cannot be used.
pub(crate) const SETTINGS: &str = "NC-KAFKA-009";
/// The hub's settings do not let us connect there.
pub(crate) const NOT_ALLOWED: &str = "NC-KAFKA-010";

/// Why the cluster cannot be used.
#[derive(Debug, Clone, thiserror::Error)]
pub(crate) enum LinkError {
    /// The hub's settings do not let us.
    #[error("{0}")]
    NotAllowed(String),
    /// The password cannot be read.
    #[error("{0}")]
    Secret(String),
    /// librdkafka does not take the settings.
    #[error("the settings cannot be used: {0}")]
    Config(String),
    /// A broker or the client told so.
    #[error("{words}: {1}", words = words(*.0))]
    Told(Code, String),
}

impl LinkError {
    /// Puts together what a call answered and what was told beside it.
    pub(crate) fn of(error: &KafkaError, told: Option<(Code, String)>) -> Self {
        match (error, told) {
            (_, Some((code, reason))) => Self::Told(code, reason),
            // What was set is left out: it may be a password.
            (KafkaError::ClientConfig(_, why, name, _), None) => Self::Config(format!("{name}: {why}")),
            (KafkaError::ClientCreation(why), None) => Self::Config(why.clone()),
            (error, None) => {
                let code = error.rdkafka_error_code().unwrap_or(Code::Fail);
                Self::Told(code, "no broker answered in time".to_owned())
            }
        }
    }

    /// Tells whether waiting does not help, as far as anybody can tell.
    pub(crate) fn is_of_settings(&self) -> bool {
        of_link(self).kind != FailureKind::Retry
    }
}

/// Says what a failure means for a message that was not given to a broker.
pub(crate) fn of_link(error: &LinkError) -> SendError {
    let (kind, code) = match error {
        LinkError::NotAllowed(_) => (FailureKind::Stop, NOT_ALLOWED),
        LinkError::Secret(_) | LinkError::Config(_) => (FailureKind::Stop, SETTINGS),
        LinkError::Told(code, _) => match class(*code) {
            // Nothing was sent yet, so it is the settings that name it.
            (FailureKind::Reject, code) => (FailureKind::Stop, code),
            // Nor can it have arrived.
            (kind, NOT_REPORTED) => (kind, UNREACHABLE),
            other => other,
        },
    };
    SendError::new(kind, code, error.to_string())
}

/// Sorts a code by what helps.
pub(crate) fn class(code: Code) -> (FailureKind, &'static str) {
    match code {
        Code::UnknownTopicOrPartition | Code::UnknownTopic | Code::UnknownPartition | Code::InvalidTopic => {
            (FailureKind::Reject, NO_TOPIC)
        }
        Code::MessageSizeTooLarge
        | Code::MessageBatchTooLarge
        | Code::InvalidMessage
        | Code::InvalidMessageSize
        | Code::InvalidTimestamp
        | Code::UnsupportedForMessageFormat
        | Code::InvalidRecord
        | Code::PolicyViolation => (FailureKind::Reject, REFUSED),
        Code::Authentication
        | Code::SaslAuthenticationFailed
        | Code::UnsupportedSASLMechanism
        | Code::IllegalSASLState
        | Code::SSL
        | Code::TopicAuthorizationFailed
        | Code::GroupAuthorizationFailed
        | Code::ClusterAuthorizationFailed => (FailureKind::Stop, NOT_LET_IN),
        Code::NotEnoughReplicas
        | Code::LeaderNotAvailable
        | Code::NotLeaderForPartition
        | Code::KafkaStorageError
        | Code::ThrottlingQuotaExceeded
        | Code::QueueFull => (FailureKind::Retry, BUSY),
        Code::MessageTimedOut
        | Code::RequestTimedOut
        | Code::NotEnoughReplicasAfterAppend
        | Code::OperationTimedOut => (FailureKind::Retry, NOT_REPORTED),
        _ => (FailureKind::Retry, UNREACHABLE),
    }
}

/// Says what a report means for the message that it is about.
pub(crate) fn of_report(code: Code) -> SendError {
    let (kind, named) = class(code);
    let failure = SendError::new(kind, named, format!("{}; nothing more is known", words(code)));
    // What the client says before it sends, and what a broker refused by name, is not there.
    let is_known = kind != FailureKind::Retry || named == BUSY;
    if is_known { failure } else { failure.outcome_unknown() }
}

fn words(code: Code) -> String {
    match code {
        Code::AllBrokersDown | Code::BrokerTransportFailure => "no broker can be reached".to_owned(),
        Code::MessageTimedOut => "no broker reported the message as written in time".to_owned(),
        Code::Authentication | Code::SaslAuthenticationFailed => "the brokers do not let us in".to_owned(),
        Code::TopicAuthorizationFailed => "the brokers do not let us use the topic".to_owned(),
        Code::UnknownTopicOrPartition | Code::UnknownTopic => "the topic is not there".to_owned(),
        code => {
            let words = code.to_string();
            words.split(" (").next().unwrap_or(&words).to_owned()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reports_are_sorted_by_what_helps() {
        for (code, kind, named, is_unknown) in [
            (Code::UnknownTopicOrPartition, FailureKind::Reject, NO_TOPIC, false),
            (Code::MessageSizeTooLarge, FailureKind::Reject, REFUSED, false),
            (Code::TopicAuthorizationFailed, FailureKind::Stop, NOT_LET_IN, false),
            (Code::NotEnoughReplicas, FailureKind::Retry, BUSY, false),
            (
                Code::NotEnoughReplicasAfterAppend,
                FailureKind::Retry,
                NOT_REPORTED,
                true,
            ),
            (Code::MessageTimedOut, FailureKind::Retry, NOT_REPORTED, true),
            (Code::BrokerTransportFailure, FailureKind::Retry, UNREACHABLE, true),
        ] {
            let error = of_report(code);
            assert_eq!(
                (error.kind, error.code, error.is_outcome_unknown),
                (kind, named, is_unknown),
                "{code:?}"
            );
        }
        let before = of_link(&LinkError::Told(Code::UnknownTopic, "x".to_owned()));
        assert_eq!((before.kind, before.is_outcome_unknown), (FailureKind::Stop, false));
    }

    #[test]
    fn a_password_that_is_set_is_not_told() {
        let why = rdkafka::types::RDKafkaConfRes::RD_KAFKA_CONF_INVALID;
        let error = KafkaError::ClientConfig(why, "no".to_owned(), "sasl.password".to_owned(), "hunter2".to_owned());
        assert!(!LinkError::of(&error, None).to_string().contains("hunter2"));
    }
}
