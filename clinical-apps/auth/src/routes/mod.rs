//! The HTTP face of auth.

mod caller;
mod credential_check;
mod login;
mod me;
mod own_session;
mod second_factor;
mod service_account;
mod session;
mod user;

use nilecare_contracts::auth::{CREDENTIALS_CHECK, SERVICE_ACCOUNTS_MANAGE, USERS_MANAGE};
use nilecare_http::{ApiRoutes, OpenApiRouter, routes};

use crate::AuthService;

impl AuthService {
    /// Gives the routes below `/api/v1`.
    pub fn router(&self) -> OpenApiRouter {
        ApiRoutes::new(&self.verifier)
            .public(routes!(login::login))
            .public(routes!(login::answer_challenge))
            .public(routes!(login::enrol_by_challenge))
            .public(routes!(login::confirm_by_challenge))
            .public(routes!(session::refresh))
            .public(routes!(session::logout))
            .signed_in(routes!(me::me))
            .signed_in(routes!(own_session::list_sessions))
            .signed_in(routes!(own_session::end_session))
            .signed_in(routes!(own_session::end_other_sessions))
            .signed_in(routes!(own_session::change_password))
            .signed_in(routes!(second_factor::second_factor))
            .signed_in(routes!(second_factor::enrol))
            .signed_in(routes!(second_factor::confirm))
            .signed_in(routes!(second_factor::renew_recovery_codes))
            .signed_in(routes!(second_factor::remove))
            .permit(USERS_MANAGE, routes!(user::list_users, user::create_user))
            .permit(USERS_MANAGE, routes!(user::disable_user))
            .permit(USERS_MANAGE, routes!(user::enable_user))
            .permit(USERS_MANAGE, routes!(user::set_user_password))
            .permit(USERS_MANAGE, routes!(user::set_user_roles))
            .permit(USERS_MANAGE, routes!(user::remove_second_factor))
            .permit(USERS_MANAGE, routes!(user::list_user_sessions, user::end_user_sessions))
            .permit(
                SERVICE_ACCOUNTS_MANAGE,
                routes!(service_account::list_accounts, service_account::create_account),
            )
            .permit(SERVICE_ACCOUNTS_MANAGE, routes!(service_account::disable_account))
            .permit(SERVICE_ACCOUNTS_MANAGE, routes!(service_account::enable_account))
            .permit(
                SERVICE_ACCOUNTS_MANAGE,
                routes!(service_account::list_keys, service_account::issue_key),
            )
            .permit(SERVICE_ACCOUNTS_MANAGE, routes!(service_account::revoke_key))
            .permit(CREDENTIALS_CHECK, routes!(credential_check::api_key_holder))
            .permit(CREDENTIALS_CHECK, routes!(credential_check::ended_sign_ins))
            .into_router()
            .with_state(self.clone())
    }
}
