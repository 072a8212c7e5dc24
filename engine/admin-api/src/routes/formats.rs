//! Messages looked at: as a list of places with their names, and in another format. Nothing is kept.

use bytes::Bytes;
use nilecare_document::{Charset, DataType, Document, OutlineOptions, Syntax, Target, convert, outline};
use nilecare_http::{ApiError, ApiResult, ApiRoutes, Json, routes};
use nilecare_types::Problem;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::routes::messages::{ContentView, with_body};
use crate::view::DescriptionView;
use crate::{AdminApi, CHANNELS_READ};

/// The largest request, in bytes.
const LIMIT: usize = 8 << 20;

/// Adds the routes.
pub(crate) fn add(routes: ApiRoutes<AdminApi>) -> ApiRoutes<AdminApi> {
    routes
        .permit(CHANNELS_READ, with_body(LIMIT, routes!(describe)))
        .permit(CHANNELS_READ, with_body(LIMIT, routes!(convert_content)))
}

/// A format that messages have or are turned into.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Format {
    /// HL7 v2.
    Hl7v2,
    /// X12.
    X12,
    /// FHIR R4 in JSON.
    FhirJson,
    /// FHIR R4 in XML.
    FhirXml,
    /// JSON.
    Json,
    /// XML.
    Xml,
}

/// A message to be described.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DescribeRequest {
    /// The message.
    content: ContentView,
    /// Its format; told by its beginning when absent.
    format: Option<Format>,
}

/// A message to be turned into another format.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ConvertRequest {
    /// The message.
    content: ContentView,
    /// Its format; told by its beginning when absent.
    format: Option<Format>,
    /// What it is turned into.
    to: Format,
}

/// A message in another format.
#[derive(Debug, Serialize, ToSchema)]
pub struct ConvertedView {
    /// The message.
    pub content: ContentView,
}

/// Lists the places of a message: groups, segments, fields and components with their paths, values, names and data types, and
/// what codes mean, by the version of the message; the members, elements and attributes of JSON and XML. Nothing is kept.
#[utoipa::path(post, path = "/api/v1/formats/describe", tag = "formats", request_body = DescribeRequest,
    responses((status = 200, body = DescriptionView), (status = 422, body = Problem)))]
pub(crate) async fn describe(Json(request): Json<DescribeRequest>) -> ApiResult<Json<DescriptionView>> {
    off_the_runtime(move || {
        let document = read(request.content, request.format)?;
        Ok(outline(&document, OutlineOptions::default()).into())
    })
    .await
    .map(Json)
}

/// Turns a message into another format, as the step `convert` does: HL7 v2 into its XML or JSON and back, FHIR between JSON and
/// XML, XML and JSON into each other, X12 into JSON. Nothing is kept.
#[utoipa::path(post, path = "/api/v1/formats/convert", tag = "formats", request_body = ConvertRequest,
    responses((status = 200, body = ConvertedView), (status = 422, body = Problem)))]
pub(crate) async fn convert_content(Json(request): Json<ConvertRequest>) -> ApiResult<Json<ConvertedView>> {
    off_the_runtime(move || {
        let document = read(request.content, request.format)?;
        let converted = convert(&document, &request.to.target()).map_err(|error| refused(&error))?;
        let content = converted.encode().map_err(|error| refused(&error))?;
        Ok(ConvertedView {
            content: content.into(),
        })
    })
    .await
    .map(Json)
}

/// Reads large messages where they keep nobody waiting.
async fn off_the_runtime<T: Send + 'static>(work: impl FnOnce() -> ApiResult<T> + Send + 'static) -> ApiResult<T> {
    match tokio::task::spawn_blocking(work).await {
        Ok(done) => done,
        Err(failure) => std::panic::resume_unwind(failure.into_panic()),
    }
}

fn read(content: ContentView, format: Option<Format>) -> ApiResult<Document> {
    let wrong = |problem: &str| ApiError::unprocessable(vec![problem.to_owned()]);
    let content = content.bytes().ok_or_else(|| wrong("/content/base64: is no base64"))?;
    let data_type = match format.or_else(|| Format::of(&content)) {
        Some(format) => format.data_type(),
        None => return Err(wrong("/format: the content does not tell its format; name it")),
    };
    data_type
        .parse(&content, Charset::LATIN_1)
        .map_err(|error| refused(&error))
}

/// The errors of formats tell places and never what stands there.
fn refused(error: &dyn std::error::Error) -> ApiError {
    ApiError::unprocessable(vec![format!("/content: {error}")])
}

impl Format {
    /// Tells the format by the beginning of the content; `None` when it tells none.
    fn of(content: &Bytes) -> Option<Self> {
        let content = content
            .strip_prefix(b"\xef\xbb\xbf")
            .unwrap_or(content)
            .trim_ascii_start();
        let is_header = |id: &[u8]| content.starts_with(id) && content.get(3).is_some_and(u8::is_ascii_punctuation);
        match content.first()? {
            b'M' if is_header(b"MSH") => Some(Self::Hl7v2),
            b'I' if content.starts_with(b"ISA") => Some(Self::X12),
            b'{' | b'[' => Some(Self::Json),
            b'<' => Some(Self::Xml),
            _ => None,
        }
    }

    fn data_type(self) -> DataType {
        match self {
            Self::Hl7v2 => DataType::Hl7v2,
            Self::X12 => DataType::X12,
            Self::FhirJson | Self::FhirXml => DataType::Fhir,
            Self::Json => DataType::Json,
            Self::Xml => DataType::Xml,
        }
    }

    fn target(self) -> Target {
        match self {
            Self::Hl7v2 => Target::Hl7v2,
            Self::X12 => Target::X12,
            Self::FhirJson => Target::Fhir(Syntax::Json),
            Self::FhirXml => Target::Fhir(Syntax::Xml),
            Self::Json => Target::Json,
            Self::Xml => Target::Xml,
        }
    }
}
