//! Replies that are made while they are sent.

use std::io;
use std::time::Duration;

use axum::body::Body;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use tokio::sync::mpsc;

/// So many pieces wait for a client that reads slowly.
const WAITING: usize = 4;
/// A client that reads nothing for so long has gone.
const PATIENCE: Duration = Duration::from_secs(60);

/// Takes the pieces of a reply.
pub(super) struct Pieces(mpsc::Sender<io::Result<Bytes>>);

/// The client has gone; nobody wants the rest.
#[derive(Debug)]
pub(super) struct Gone;

impl Pieces {
    /// Hands a piece over when there is room.
    pub async fn send(&self, piece: impl Into<Bytes>) -> Result<(), Gone> {
        let sent = self.0.send_timeout(Ok(piece.into()), PATIENCE).await;
        sent.map_err(|_| Gone)
    }

    /// Breaks the reply off, so that the client does not take the part for the whole.
    pub async fn break_off(&self) {
        let broken = io::Error::other("the reply broke off");
        let _ = self.0.send_timeout(Err(broken), PATIENCE).await;
    }
}

/// Begins a reply; `name` is the file's name where it is to be saved.
pub(super) fn reply(content_type: &'static str, name: Option<&'static str>) -> (Pieces, Response) {
    let (sender, receiver) = mpsc::channel(WAITING);
    let pieces = futures_util::stream::unfold(receiver, async |mut receiver| {
        let piece = receiver.recv().await?;
        Some((piece, receiver))
    });
    let mut response = Body::from_stream(pieces).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(content_type));
    let disposition = name.and_then(|name| HeaderValue::from_str(&format!("attachment; filename=\"{name}\"")).ok());
    headers.extend(disposition.map(|disposition| (header::CONTENT_DISPOSITION, disposition)));
    (Pieces(sender), response)
}
