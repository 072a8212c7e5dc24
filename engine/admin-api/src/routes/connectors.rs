//! The kinds of connectors of this hub.

use axum::extract::State;
use nilecare_http::Json;
use nilecare_types::Page;
use serde::Serialize;
use utoipa::ToSchema;

use crate::AdminApi;

/// A kind of connector.
#[derive(Debug, Serialize, ToSchema)]
pub struct ConnectorKindView {
    /// Its name in channel files.
    #[schema(example = "mllp")]
    pub kind: String,
    /// JSON Schema of its source's settings; absent when it has none.
    #[schema(value_type = Option<Object>)]
    pub source: Option<serde_json::Value>,
    /// JSON Schema of its destination's settings; absent when it has none.
    #[schema(value_type = Option<Object>)]
    pub destination: Option<serde_json::Value>,
}

/// Lists the kinds of connectors with the schemas of their settings.
#[utoipa::path(get, path = "/api/v1/connectors", tag = "channels",
    responses((status = 200, body = Page<ConnectorKindView>)))]
pub(crate) async fn list(State(api): State<AdminApi>) -> Json<Page<ConnectorKindView>> {
    let items = api.engine.registry().iter().map(|connector| ConnectorKindView {
        kind: connector.kind().to_owned(),
        source: connector.source_schema(),
        destination: connector.destination_schema(),
    });
    Json(Page {
        items: items.collect(),
        next: None,
    })
}
