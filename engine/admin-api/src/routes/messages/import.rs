//! Exported messages into the hub.

use std::time::Duration;

use axum::body::Body;
use axum::extract::State;
use axum::response::Response;
use bytes::{Bytes, BytesMut};
use futures_util::StreamExt as _;
use nilecare_engine_runtime::{EngineError, ExportedMessage};
use nilecare_http::ApiResult;
use nilecare_types::{MessageId, Problem};
use serde::Serialize;
use utoipa::ToSchema;

use super::stream::{self, Pieces};
use crate::AdminApi;

/// The longest line, in bytes.
const LINE_LIMIT: usize = 256 << 20;
/// A client that sends nothing for so long has gone.
const PATIENCE: Duration = Duration::from_secs(60);

/// What became of one line.
#[derive(Debug, Serialize, ToSchema)]
pub struct ImportedView {
    /// Which, from 1.
    line: usize,
    /// The number that the message has here.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    id: Option<MessageId>,
    /// Why it was not imported.
    #[serde(skip_serializing_if = "Option::is_none")]
    problem: Option<String>,
}

/// Imports messages: a line of JSON each, as export writes them. Each gets a new number and the statuses that it had; what was
/// queued is delivered when its channel runs. The reply has a line of JSON for each line, and begins before the request
/// ends. A line may have 256 MiB.
#[utoipa::path(post, path = "/api/v1/messages/import", tag = "messages",
    request_body(content = String, content_type = "application/x-ndjson"),
    responses((status = 200, body = ImportedView, content_type = "application/x-ndjson"), (status = 401, body = Problem)))]
pub(crate) async fn import(State(api): State<AdminApi>, body: Body) -> ApiResult<Response> {
    let (pieces, response) = stream::reply("application/x-ndjson", None);
    tokio::spawn(async move {
        let mut lines = Lines::new(body);
        let mut number = 0;
        loop {
            number += 1;
            let imported = match lines.next().await {
                Ok(None) => return,
                Ok(Some(line)) if line.trim_ascii().is_empty() => continue,
                Ok(Some(line)) => one(&api, &line).await,
                Err(problem) => {
                    tell(&pieces, number, Err(problem.to_owned())).await;
                    return;
                }
            };
            if !tell(&pieces, number, imported).await {
                return;
            }
        }
    });
    Ok(response)
}

/// Tells what became of a line; false when nobody reads it any more.
async fn tell(pieces: &Pieces, line: usize, imported: Result<MessageId, String>) -> bool {
    let (id, problem) = match imported {
        Ok(id) => (Some(id), None),
        Err(problem) => (None, Some(problem)),
    };
    let mut text = serde_json::to_vec(&ImportedView { line, id, problem }).unwrap_or_default();
    text.push(b'\n');
    pieces.send(text).await.is_ok()
}

async fn one(api: &AdminApi, line: &[u8]) -> Result<MessageId, String> {
    // serde_json's own text may quote the content.
    let message: ExportedMessage = serde_json::from_slice(line)
        .map_err(|error| format!("it is no exported message: see column {}", error.column()))?;
    api.engine.import(message).await.map_err(|error| match error {
        EngineError::Store(store) => format!("the message store refused: {}", store.detail),
        other => other.to_string(),
    })
}

/// The lines of a body.
struct Lines {
    stream: axum::body::BodyDataStream,
    buffer: BytesMut,
    /// So many bytes of the buffer were searched.
    n_searched: usize,
}

impl Lines {
    fn new(body: Body) -> Self {
        Self {
            stream: body.into_data_stream(),
            buffer: BytesMut::new(),
            n_searched: 0,
        }
    }

    async fn next(&mut self) -> Result<Option<Bytes>, &'static str> {
        loop {
            if let Some(at) = self.buffer[self.n_searched..].iter().position(|&byte| byte == b'\n') {
                let line = self.buffer.split_to(self.n_searched + at + 1).freeze();
                self.n_searched = 0;
                return Ok(Some(line));
            }
            self.n_searched = self.buffer.len();
            if self.buffer.len() > LINE_LIMIT {
                return Err("the line is longer than 256 MiB; what comes after it was not read");
            }
            match tokio::time::timeout(PATIENCE, self.stream.next()).await {
                Ok(Some(Ok(piece))) => self.buffer.extend_from_slice(&piece),
                Ok(Some(Err(_))) | Err(_) => return Err("the request broke off here"),
                Ok(None) if self.buffer.is_empty() => return Ok(None),
                Ok(None) => {
                    self.n_searched = 0;
                    return Ok(Some(std::mem::take(&mut self.buffer).freeze()));
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn lines_are_found_wherever_the_pieces_are_cut() {
        let pieces = ["a", "b\nc", "\n\nd", "e"].map(|piece| Ok::<_, std::io::Error>(Bytes::from(piece)));
        let mut lines = Lines::new(Body::from_stream(futures_util::stream::iter(pieces)));
        let mut found = Vec::new();
        while let Some(line) = lines.next().await.expect("nothing breaks") {
            found.push(String::from_utf8_lossy(&line).into_owned());
        }
        assert_eq!(found, ["ab\n", "c\n", "\n", "de"]);
    }
}
