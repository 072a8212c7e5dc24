//! What is kept beside a message.

use axum::extract::State;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use nilecare_http::{ApiError, ApiResult, Path};
use nilecare_types::{MessageId, Problem};

use crate::{AdminApi, error};

/// The largest attachment that is given out, in bytes.
const LIMIT: u64 = 256 << 20;

/// Returns an attachment's bytes, of at most 256 MiB, to be saved and not to be shown by the browser.
#[utoipa::path(get, path = "/api/v1/messages/{id}/attachments/{number}", tag = "messages",
    params(("id" = String, Path,), ("number" = u32, Path,)),
    responses((status = 200, body = Vec<u8>, content_type = "application/octet-stream"), (status = 404, body = Problem)))]
pub(crate) async fn get(
    State(api): State<AdminApi>,
    Path((id, number)): Path<(MessageId, u32)>,
) -> ApiResult<Response> {
    let found = api.engine.store().attachment(id, number, LIMIT).await;
    let attachment = found
        .map_err(error::store)?
        .ok_or_else(|| ApiError::not_found("attachment-not-found", "There is no such attachment"))?;
    let mime_type = HeaderValue::from_str(&attachment.mime_type);
    let mime_type = mime_type.unwrap_or(HeaderValue::from_static("application/octet-stream"));
    let name = file_name(attachment.name.as_deref(), number);
    let disposition = HeaderValue::from_str(&format!("attachment; filename=\"{name}\""));
    let mut response = attachment.content.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, mime_type);
    headers.insert(
        header::CONTENT_DISPOSITION,
        disposition.unwrap_or(HeaderValue::from_static("attachment")),
    );
    // It came from outside; a browser must neither guess what it is nor run it.
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(
        header::CONTENT_SECURITY_POLICY,
        HeaderValue::from_static("default-src 'none'; sandbox"),
    );
    Ok(response)
}

/// Leaves of a name what no file system and no header minds.
fn file_name(name: Option<&str>, number: u32) -> String {
    let is_plain = |c: &char| c.is_ascii_alphanumeric() || "-_. ".contains(*c);
    let name = name
        .unwrap_or_default()
        .chars()
        .filter(is_plain)
        .take(100)
        .collect::<String>();
    let name = name.trim_matches([' ', '.']).to_owned();
    if name.is_empty() {
        format!("attachment-{number}")
    } else {
        name
    }
}

#[cfg(test)]
mod tests {
    use super::file_name;

    #[test]
    fn a_name_cannot_leave_its_folder_or_its_header() {
        assert_eq!(file_name(Some("../a\"b\r\n.pdf"), 0), "ab.pdf");
        assert_eq!(file_name(Some("..//"), 3), "attachment-3");
        assert_eq!(file_name(None, 1), "attachment-1");
    }
}
