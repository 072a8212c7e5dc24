//! One peer's connection: requests one after the other, until it is closed, idle or broken.

use std::future::poll_fn;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::{Request, Response};
use http_body_util::Full;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use nilecare_connector_net::Stream;
use nilecare_engine_api::SourceMap;
use tokio::io::AsyncWriteExt;

use super::patience::Patient;
use super::{Shared, Take, exchange};

/// The head of a request; more gets 431.
const HEAD_SIZE: usize = 64 << 10;
const MAX_HEADERS: usize = 128;
/// How long a peer may take to take some bytes of its answer.
const WRITE_LIMIT: Duration = Duration::from_secs(30);
/// How long it may take to take the last of them.
const CLOSE_LIMIT: Duration = Duration::from_secs(1);
const TOO_SLOW: &[u8] = b"HTTP/1.1 408 Request Timeout\r\nconnection: close\r\ncontent-length: 0\r\n\r\n";

pub(super) struct Connection<T> {
    shared: Arc<Shared<T>>,
    stream: Stream,
    peer: SocketAddr,
    /// What every message of this connection says of its source.
    facts: SourceMap,
}

type Answering = Pin<Box<dyn Future<Output = Result<Response<Full<Bytes>>, std::convert::Infallible>> + Send>>;

impl<T: Take> Connection<T> {
    pub(super) fn new(shared: Arc<Shared<T>>, stream: Stream, peer: SocketAddr) -> Self {
        let mut facts = stream.facts();
        facts.insert("remote_address".to_owned(), peer.to_string());
        Self {
            shared,
            stream,
            peer,
            facts,
        }
    }

    pub(super) async fn run(self) {
        let Self {
            shared,
            stream,
            peer,
            facts,
        } = self;
        let stop = shared.context.stop.clone();
        let header_timeout = shared.listening.settings.header_timeout.get();
        let service = service_fn(move |request: Request<Incoming>| -> Answering {
            let (shared, facts) = (Arc::clone(&shared), facts.clone());
            Box::pin(async move { Ok(exchange::answer(&shared, request, facts, peer).await) })
        });
        let mut connection = http1::Builder::new()
            .timer(TokioTimer::new())
            .header_read_timeout(header_timeout)
            .max_buf_size(HEAD_SIZE)
            .max_headers(MAX_HEADERS)
            .serve_connection(TokioIo::new(Patient::new(stream, WRITE_LIMIT)), service);
        let mut is_stopping = false;
        let ended = loop {
            tokio::select! {
                biased;
                ended = poll_fn(|context| connection.poll_without_shutdown(context)) => break ended,
                () = stop.cancelled(), if !is_stopping => {
                    is_stopping = true;
                    // What is in hand is still answered.
                    Pin::new(&mut connection).graceful_shutdown();
                }
            }
        };
        let parts = connection.into_parts();
        let mut stream = parts.io.into_inner().into_inner();
        if let Err(error) = &ended {
            // A connection on which nothing came is closed without a word.
            if error.is_timeout() && !parts.read_buf.is_empty() {
                let _ = tokio::time::timeout(CLOSE_LIMIT, stream.write_all(TOO_SLOW)).await;
            }
            tell(peer, error);
        }
        let _ = tokio::time::timeout(CLOSE_LIMIT, stream.shutdown()).await;
    }
}

fn tell(peer: SocketAddr, error: &hyper::Error) {
    let what = match error {
        error if error.is_timeout() => "closed a connection: a request's head took too long, or none came",
        error if error.is_parse() => "closed a connection: what came is no HTTP/1.1",
        error if error.is_incomplete_message() => "a connection broke within a request",
        _ => "a connection broke",
    };
    tracing::debug!(%peer, "{what}");
}
