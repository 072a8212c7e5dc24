//! `GET /api/v1/auth/me`

use nilecare_contracts::auth::Me;
use nilecare_http::{Json, Principal};

/// Tells who is signed in and what is permitted.
#[utoipa::path(get, path = "/api/v1/auth/me", tag = "auth", responses((status = 200, description = "Who", body = Me)))]
pub(super) async fn me(principal: Principal) -> Json<Me> {
    let Principal {
        user_id,
        username,
        roles,
        permissions,
        ..
    } = principal;
    Json(Me {
        user_id,
        username,
        roles,
        permissions,
    })
}
