//! Messages out of the hub.

use std::io::{self, Write};
use std::time::Duration;

use axum::extract::State;
use axum::response::Response;
use bytes::Bytes;
use nilecare_engine_runtime::ExportedMessage;
use nilecare_http::{ApiError, ApiResult, Path, Query};
use nilecare_message_store::MessageQuery;
use nilecare_types::{ChannelId, MessageId, Problem};
use tokio::sync::mpsc;
use utoipa::IntoParams;
use zip::write::SimpleFileOptions;

use super::bulk::next_page;
use super::filter::{self, MessageFilter, Paging};
use super::kinds::files;
use super::stream::{self, Pieces};
use crate::AdminApi;

/// The most messages of one export.
const MESSAGES: usize = 1_000_000;
/// So many messages are looked for at once.
const PAGE: usize = 500;
/// A search stops after this time and goes on in the next.
const BUDGET: Duration = Duration::from_secs(2);
/// A piece of an archive, in bytes.
const PIECE: usize = 64 << 10;

/// How messages are exported.
#[derive(Debug, Default, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ExportQuery {
    /// `ndjson`, the default: a line of JSON for each message, as import takes it. `zip`: for each message a folder with a file
    /// for each kind of content, and `message.json`.
    #[allow(
        dead_code,
        reason = "it stands in the API description; the query string is read by name"
    )]
    format: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Format {
    Lines,
    Archive,
}

/// Exports messages of all channels, the oldest first; at most the newest 1,000,000 of those that match. A reply that breaks off
/// is not whole.
#[utoipa::path(get, path = "/api/v1/messages/export", tag = "messages", params(MessageFilter, ExportQuery),
    responses((status = 200, body = String, content_type = "application/x-ndjson"), (status = 422, body = Problem)))]
pub(crate) async fn all(
    State(api): State<AdminApi>,
    Query(pairs): Query<Vec<(String, String)>>,
) -> ApiResult<Response> {
    export(api, None, pairs).await
}

/// Exports messages of a channel, the oldest first; at most the newest 1,000,000 of those that match. A reply that breaks off is
/// not whole.
#[utoipa::path(get, path = "/api/v1/channels/{id}/messages/export", tag = "messages",
    params(("id" = String, Path,), MessageFilter, ExportQuery),
    responses((status = 200, body = String, content_type = "application/x-ndjson"), (status = 404, body = Problem),
        (status = 422, body = Problem)))]
pub(crate) async fn of_channel(
    State(api): State<AdminApi>,
    Path(id): Path<ChannelId>,
    Query(pairs): Query<Vec<(String, String)>>,
) -> ApiResult<Response> {
    export(api, Some(id), pairs).await
}

async fn export(api: AdminApi, channel: Option<ChannelId>, pairs: Vec<(String, String)>) -> ApiResult<Response> {
    let mut format = Some(Format::Lines);
    let (mut filter, paging) = filter::read(pairs, |key, value| {
        if key == "format" {
            format = match value {
                "ndjson" => Some(Format::Lines),
                "zip" => Some(Format::Archive),
                _ => None,
            };
        }
        key == "format"
    })?;
    let format = format.ok_or_else(|| ApiError::unprocessable(vec!["/format: expected ndjson or zip".to_owned()]))?;
    filter.channel = channel.or(filter.channel);
    let paging = Paging {
        limit: Some(PAGE),
        ..paging
    };
    let mut query = filter.query(&api, paging).await?;
    query.budget = BUDGET;
    // What cannot be asked is told before the reply begins.
    let first = next_page(&api, &mut query).await?.unwrap_or_default();
    let (pieces, response) = match format {
        Format::Lines => stream::reply("application/x-ndjson", Some("messages.ndjson")),
        Format::Archive => stream::reply("application/zip", Some("messages.zip")),
    };
    tokio::spawn(async move {
        let work = write(&api, first, query, format, &pieces);
        if let Err(why) = work.await {
            tracing::warn!(why, "an export broke off");
            pieces.break_off().await;
        }
    });
    Ok(response)
}

async fn write(
    api: &AdminApi,
    first: Vec<MessageId>,
    mut query: MessageQuery,
    format: Format,
    pieces: &Pieces,
) -> Result<(), &'static str> {
    let mut ids = first;
    while ids.len() < MESSAGES {
        let page = next_page(api, &mut query)
            .await
            .map_err(|_| "the store cannot be searched")?;
        let Some(page) = page else { break };
        ids.extend(page);
    }
    ids.truncate(MESSAGES);
    ids.reverse();
    match format {
        Format::Lines => lines(api, &ids, pieces).await,
        Format::Archive => archive(api, &ids, pieces).await,
    }
}

async fn lines(api: &AdminApi, ids: &[MessageId], pieces: &Pieces) -> Result<(), &'static str> {
    for id in ids {
        // One that was removed meanwhile is left out.
        let Some(message) = exported(api, *id).await? else {
            continue;
        };
        let mut line = serde_json::to_vec(&message).map_err(|_| "a message cannot be written")?;
        line.push(b'\n');
        pieces.send(line).await.map_err(|_| "the client has gone")?;
    }
    Ok(())
}

async fn exported(api: &AdminApi, id: MessageId) -> Result<Option<ExportedMessage>, &'static str> {
    api.engine.export(id).await.map_err(|_| "a message cannot be read")
}

/// Writes an archive on a thread of its own; messages are read here, so that the store is waited for without one.
async fn archive(api: &AdminApi, ids: &[MessageId], pieces: &Pieces) -> Result<(), &'static str> {
    let (messages, received) = mpsc::channel(2);
    let (out, mut written) = mpsc::channel::<Bytes>(2);
    let writer = tokio::task::spawn_blocking(move || write_archive(received, out));
    let reading = async {
        for id in ids {
            if let Some(message) = exported(api, *id).await?
                && messages.send((*id, message)).await.is_err()
            {
                break;
            }
        }
        drop(messages);
        Ok::<_, &'static str>(())
    };
    let sending = async {
        while let Some(piece) = written.recv().await {
            pieces.send(piece).await.map_err(|_| "the client has gone")?;
        }
        Ok::<_, &'static str>(())
    };
    tokio::try_join!(reading, sending)?;
    match writer.await {
        Ok(Ok(())) => Ok(()),
        _ => Err("the archive cannot be written"),
    }
}

fn write_archive(
    mut messages: mpsc::Receiver<(MessageId, ExportedMessage)>,
    out: mpsc::Sender<Bytes>,
) -> zip::result::ZipResult<()> {
    let mut archive = zip::ZipWriter::new_stream(Sink {
        out,
        buffer: Vec::with_capacity(PIECE),
    });
    let options = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Deflated);
    while let Some((id, message)) = messages.blocking_recv() {
        for file in files(id.0, &message) {
            // A file of 4 GiB or more needs the larger form of the entry (APPNOTE 4.3.9).
            let is_large = u32::try_from(file.content.len()).is_err();
            archive.start_file(file.name, options.large_file(is_large))?;
            archive.write_all(&file.content)?;
        }
    }
    archive.finish()?.into_inner().flush()?;
    Ok(())
}

/// Hands an archive on in pieces.
struct Sink {
    out: mpsc::Sender<Bytes>,
    buffer: Vec<u8>,
}

impl Write for Sink {
    fn write(&mut self, content: &[u8]) -> io::Result<usize> {
        self.buffer.extend_from_slice(content);
        if self.buffer.len() >= PIECE {
            self.flush()?;
        }
        Ok(content.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        let piece = Bytes::from(std::mem::replace(&mut self.buffer, Vec::with_capacity(PIECE)));
        if piece.is_empty() {
            return Ok(());
        }
        let sent = self.out.blocking_send(piece);
        sent.map_err(|_| io::Error::from(io::ErrorKind::BrokenPipe))
    }
}
