//! The HTTP face of auth.

mod login;
mod me;
mod session;
mod user;

use nilecare_contracts::auth::USERS_MANAGE;
use nilecare_http::{ApiRoutes, OpenApiRouter, routes};

use crate::AuthService;

impl AuthService {
    /// Gives the routes below `/api/v1`.
    pub fn router(&self) -> OpenApiRouter {
        ApiRoutes::new(&self.verifier)
            .public(routes!(login::login))
            .public(routes!(session::refresh))
            .public(routes!(session::logout))
            .signed_in(routes!(me::me))
            .permit(USERS_MANAGE, routes!(user::list_users, user::create_user))
            .permit(USERS_MANAGE, routes!(user::disable_user))
            .permit(USERS_MANAGE, routes!(user::enable_user))
            .permit(USERS_MANAGE, routes!(user::set_user_password))
            .into_router()
            .with_state(self.clone())
    }
}
