//! One request and its answer.

use std::net::SocketAddr;
use std::time::Duration;

use bytes::Bytes;
use http::request::Parts;
use http::{Request, Response, StatusCode, header};
use http_body_util::{BodyExt, Full};
use hyper::body::Incoming;
use nilecare_engine_api::{AcceptErrorKind, SourceMap};

use super::answer::{self, Refusal};
use super::body::{read, refusal_of_head};
use super::facts;
use super::{Shared, Take};

/// How long, and how much, is read of a body that is refused: closing while bytes are unread would reset the connection,
/// and the peer would see that and not our answer.
const DRAIN_LIMIT: Duration = Duration::from_secs(1);
const DRAIN_BYTES: usize = 4 << 20;

pub(super) async fn answer<T: Take>(
    shared: &Shared<T>,
    request: Request<Incoming>,
    facts: SourceMap,
    peer: SocketAddr,
) -> Response<Full<Bytes>> {
    let (head, mut body) = request.into_parts();
    let answer = match converse(shared, &head, &mut body, facts).await {
        Ok(answer) => answer,
        Err(refusal) => {
            tracing::info!(%peer, status = refusal.status.as_u16(), reason = refusal.title, "refused a request");
            if !expects_to_be_asked(&head) {
                let _ = tokio::time::timeout(DRAIN_LIMIT, drain(&mut body)).await;
            }
            refusal.into_response()
        }
    };
    let status = answer.status().as_u16().to_string();
    metrics::counter!("nilecare_http_requests_total", "status" => status).increment(1);
    answer
}

async fn converse<T: Take>(
    shared: &Shared<T>,
    head: &Parts,
    body: &mut Incoming,
    mut facts: SourceMap,
) -> Result<Response<Full<Bytes>>, Refusal> {
    let listening = &shared.listening;
    let busy = |title| Refusal::come_again(title, listening.settings.retry_after.get());
    if shared.context.stop.is_cancelled() {
        return Err(busy("the channel is stopping"));
    }
    let _permit = shared
        .requests
        .try_acquire()
        .map_err(|_| busy("too many requests are in hand"))?;
    let captures = listening.paths.iter().find_map(|path| path.captures(head.uri.path()));
    let captures = captures.ok_or(Refusal::new(StatusCode::NOT_FOUND, "there is nothing at this path"))?;
    if !listening.methods.iter().any(|method| method == head.method.as_str()) {
        let refusal = Refusal::new(StatusCode::METHOD_NOT_ALLOWED, "this method is not taken here");
        return Err(refusal.with(header::ALLOW, listening.methods.join(", ")));
    }
    facts::note(&mut facts, head, captures, &listening.headers);
    shared.take.let_in(head, &mut facts)?;
    let coding = refusal_of_head(head, listening)?;
    let reading = tokio::time::timeout(
        listening.settings.body_timeout.get(),
        read(body, coding, listening.body),
    );
    let late = |_| Refusal::new(StatusCode::REQUEST_TIMEOUT, "the body took too long to arrive");
    let content = reading.await.map_err(late)??;
    let messages = shared.take.messages(head, content, facts)?;
    let mut last = None;
    for message in messages {
        let accepted = shared.context.inbox.accept(message).await;
        let is_taken = accepted.as_ref().is_ok_and(|accepted| accepted.is_positive);
        last = Some(accepted);
        if !is_taken {
            break;
        }
    }
    match last {
        Some(Ok(accepted)) => Ok(answer::accepted(accepted, &listening.settings.answer)),
        Some(Err(error)) => {
            match error.kind {
                AcceptErrorKind::Stopping => {}
                AcceptErrorKind::StoreUnavailable => tracing::warn!(error = %error, "a message could not be stored"),
            }
            Ok(answer::not_stored(
                error.reply,
                &listening.settings.answer,
                listening.settings.retry_after.get(),
            ))
        }
        None => Ok(answer::sign(&listening.settings.answer)),
    }
}

/// A peer that waits for `100 Continue` has not sent its body, and will not after another status (RFC 9110 §10.1.1).
fn expects_to_be_asked(head: &Parts) -> bool {
    head.headers.contains_key(header::EXPECT)
}

async fn drain(body: &mut Incoming) {
    let mut n_bytes = 0;
    while let Some(Ok(frame)) = body.frame().await {
        n_bytes += frame.data_ref().map_or(0, Bytes::len);
        if n_bytes > DRAIN_BYTES {
            return;
        }
    }
}
