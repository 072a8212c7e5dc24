//! What an answer says of a message.

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};
use nilecare_engine_api::{FailureKind, SendError, parse_config};
use nilecare_types::Timestamp;
use serde_json::json;

use super::client::HttpAnswer;
use super::outcome::{judge, judge_check};
use crate::HttpDestinationConfig;

fn config() -> Arc<HttpDestinationConfig> {
    Arc::new(parse_config(&json!({ "url": "http://x/" })).expect("it is valid"))
}

fn answer(status: u16, headers: &[(&'static str, &'static str)]) -> Result<nilecare_engine_api::Response, SendError> {
    let pairs = headers.iter().map(|(name, value)| {
        let name = http::HeaderName::from_static(name);
        (name, http::HeaderValue::from_static(value))
    });
    let answer = HttpAnswer {
        status: StatusCode::from_u16(status).expect("it is one"),
        headers: pairs.collect::<HeaderMap>(),
        body: Bytes::from_static(b"why"),
        is_cut: false,
    };
    judge(
        answer,
        &config(),
        Timestamp::from_second(1_445_412_420).expect("it is one"),
    )
}

#[test]
fn answers_are_classified_by_what_helps() {
    let response = answer(201, &[("location", "/orders/7"), ("x-other", "1")]).expect("it is taken");
    assert_eq!(response.content.as_deref(), Some(&b"why"[..]));
    let facts = [("http_header.location", "/orders/7"), ("http_status", "201")];
    let facts = facts.map(|(name, value)| (name.to_owned(), value.to_owned()));
    assert_eq!(response.facts.into_iter().collect::<Vec<_>>(), facts);
    for (status, kind) in [
        (301, FailureKind::Reject),
        (400, FailureKind::Reject),
        (401, FailureKind::Stop),
        (403, FailureKind::Stop),
        (404, FailureKind::Reject),
        (408, FailureKind::Retry),
        (422, FailureKind::Reject),
        (429, FailureKind::Retry),
        (500, FailureKind::Retry),
        (501, FailureKind::Reject),
        (503, FailureKind::Retry),
    ] {
        let error = answer(status, &[]).expect_err("it is not taken");
        assert_eq!(error.kind, kind, "{status}");
        assert_eq!(error.response.as_deref(), Some(&b"why"[..]));
        assert!(!error.is_outcome_unknown && !error.detail.contains("why"));
    }
}

#[test]
fn a_receiver_says_how_long_it_wants_to_be_left_in_peace() {
    let pause = |status, value| {
        answer(status, &[("retry-after", value)])
            .expect_err("it is not taken")
            .retry_after
    };
    assert_eq!(pause(429, "7"), Some(Duration::from_secs(7)));
    assert_eq!(
        pause(503, "Wed, 21 Oct 2015 07:28:00 GMT"),
        Some(Duration::from_secs(60))
    );
    assert_eq!(pause(503, "Wed, 21 Oct 2015 07:26:00 GMT"), Some(Duration::ZERO));
    assert_eq!(pause(503, "soon"), None);
    assert_eq!(pause(400, "7"), None);
}

#[test]
fn a_check_is_content_with_a_receiver_that_lets_us_in() {
    let check = |status: u16| judge_check(StatusCode::from_u16(status).expect("it is one")).is_ok();
    assert!(check(200) && check(405) && check(404));
    assert!(!check(401) && !check(503));
}
