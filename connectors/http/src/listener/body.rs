//! Reading the body of a request, no more of it than allowed.

use bytes::Bytes;
use http::request::Parts;
use http::{StatusCode, header};
use http_body_util::BodyExt;
use hyper::body::Incoming;

use super::{Listening, Refusal};
use crate::compression::{BodyFault, Coding, ExpandLimits, Expander};

/// Finds in the head what makes reading the body needless; returns how it is compressed.
pub(super) fn refusal_of_head(head: &Parts, listening: &Listening) -> Result<Coding, Refusal> {
    let mut codings = head.headers.get_all(header::CONTENT_ENCODING).iter();
    let coding = codings.next().map(|coding| coding.to_str().unwrap_or("?"));
    let coding = Coding::of(coding).filter(|_| codings.next().is_none());
    let known = coding.filter(|coding| listening.takes_compressed || *coding == Coding::Identity);
    let Some(coding) = known else {
        let refusal = Refusal::new(
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            "this content encoding is not taken here",
        );
        let taken = if listening.takes_compressed {
            "gzip, deflate"
        } else {
            "identity"
        };
        return Err(refusal.with(header::ACCEPT_ENCODING, taken.to_owned()));
    };
    let length = head.headers.get(header::CONTENT_LENGTH);
    let length = length.and_then(|length| length.to_str().ok()?.parse::<u64>().ok());
    if length.is_some_and(|length| length > listening.body.size as u64) {
        return Err(too_large());
    }
    Ok(coding)
}

pub(super) async fn read(body: &mut Incoming, coding: Coding, limits: ExpandLimits) -> Result<Bytes, Refusal> {
    let mut expander = Expander::new(coding, limits);
    while let Some(frame) = body.frame().await {
        let frame = frame.map_err(|_| Refusal::new(StatusCode::BAD_REQUEST, "the body is cut short"))?;
        if let Some(piece) = frame.data_ref() {
            expander.take(piece).map_err(refused)?;
        }
    }
    // `Content-Encoding` of a request without a body means nothing.
    if expander.is_untouched() {
        return Ok(Bytes::new());
    }
    expander.finish().map(Bytes::from).map_err(refused)
}

fn refused(fault: BodyFault) -> Refusal {
    match fault {
        BodyFault::TooLarge => too_large(),
        BodyFault::Damaged => Refusal::new(StatusCode::BAD_REQUEST, "the compressed body is damaged"),
    }
}

fn too_large() -> Refusal {
    Refusal::new(StatusCode::PAYLOAD_TOO_LARGE, "the body is too large")
}
