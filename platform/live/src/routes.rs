//! `/api/v1/live`.

use std::sync::Arc;

use axum::extract::State;
use axum::extract::ws::WebSocketUpgrade;
use axum::extract::ws::rejection::WebSocketUpgradeRejection;
use axum::response::Response;
use nilecare_http::{ApiError, ApiResult, ApiRoutes, ClientAddress, OpenApiRouter, RequestId, routes};
use nilecare_types::{Problem, ProblemKind};

use crate::doors::Peer;
use crate::{LiveHub, connection};

/// Larger messages of clients are none.
const LARGEST: usize = 16 * 1024;

impl LiveHub {
    /// Gives the route. It is open to everybody; nothing is told before the first message shows a valid token.
    pub fn router(&self) -> OpenApiRouter {
        ApiRoutes::new(&self.0.verifier)
            .public(routes!(connect))
            .into_router()
            .with_state(self.clone())
    }
}

/// Opens a WebSocket (RFC 6455) over which the hub tells what happens.
///
/// The first message must be `{"type":"hello","token":ACCESS_TOKEN,"rooms":[…],"last_event_id":…}`. README.md of `platform/live` has the messages
/// and the close codes.
#[utoipa::path(get, path = "/api/v1/live", tag = "live", responses(
    (status = 101, description = "The WebSocket is open"),
    (status = 400, description = "not-a-websocket", body = Problem),
    (status = 503, description = "live-full", body = Problem),
))]
async fn connect(
    State(hub): State<LiveHub>,
    ClientAddress(address): ClientAddress,
    request_id: RequestId,
    upgrade: Result<WebSocketUpgrade, WebSocketUpgradeRejection>,
) -> ApiResult<Response> {
    let upgrade = upgrade.map_err(|_| {
        ApiError::new(
            ProblemKind::Invalid,
            "not-a-websocket",
            "This is no WebSocket handshake",
            "Open it with a WebSocket client, such as a browser's WebSocket.",
        )
    })?;
    let Ok(place) = Arc::clone(&hub.0.sockets).try_acquire_owned() else {
        return Err(ApiError::new(
            ProblemKind::Unavailable,
            "live-full",
            "Too many browsers are connected",
            "Try again later; the operator may add a node.",
        ));
    };
    let peer = Peer {
        address,
        request_id: request_id.0,
    };
    Ok(upgrade
        .max_message_size(LARGEST)
        .max_frame_size(LARGEST)
        .on_upgrade(async move |socket| {
            connection::serve(hub, peer, socket).await;
            drop(place);
        }))
}
