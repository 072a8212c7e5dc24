//! Sign-in, tokens and users.

use std::fmt;

use nilecare_http::Permission;
use nilecare_types::{Secret, Timestamp, UserId};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use utoipa::ToSchema;

mod client;
mod credential_check;
mod second_factor;
mod service_account;
mod session;

pub use client::AuthClient;
pub use credential_check::{ApiKeyHolder, CheckApiKey, EndedSignIns};
pub use second_factor::{
    Challenge, ChallengeAnswer, ConfirmCode, ConfirmPassword, EnrolByChallenge, EnrolledSignIn, RecoveryCodes,
    SecondFactor, TotpEnrolment,
};
pub use service_account::{ApiKey, IssuedApiKey, NewApiKey, NewServiceAccount, ServiceAccount};
pub use session::{ChangePassword, Session};

/// The service's name for [`ServiceCaller`](nilecare_http::ServiceCaller).
pub const SERVICE: &str = "auth";

/// Managing users.
pub const USERS_MANAGE: Permission = Permission::new("users:manage");

/// Managing service accounts and their keys.
pub const SERVICE_ACCOUNTS_MANAGE: Permission = Permission::new("service-accounts:manage");

/// Asking who holds an API key and which sign-ins were ended: for services that run in a process without auth. No role has it.
pub const CREDENTIALS_CHECK: Permission = Permission::new("credentials:check");

/// A password or token in a request or reply; `Debug` shows dots.
///
/// Unlike a setting, it is taken as it is: a client must not be able to name an environment variable or a file of the server.
#[derive(Clone, PartialEq, Eq, ToSchema)]
#[schema(value_type = String, format = Password)]
pub struct SecretText(pub Secret<String>);

impl SecretText {
    /// Wraps a text.
    pub fn new(text: impl Into<String>) -> Self {
        Self(Secret::new(text.into()))
    }

    /// Gives the text to whoever must have it.
    pub fn expose(&self) -> &str {
        self.0.expose()
    }
}

impl fmt::Debug for SecretText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl<'de> Deserialize<'de> for SecretText {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(Self::new)
    }
}

impl Serialize for SecretText {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.expose())
    }
}

/// Asks for tokens.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct LoginRequest {
    /// The user's name; case does not matter.
    pub username: String,
    /// The password.
    pub password: SecretText,
}

/// Tokens of one sign-in.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct Tokens {
    /// For the header `Authorization: Bearer`.
    pub access_token: SecretText,
    /// For one call of `/auth/refresh`, which gives the next one.
    pub refresh_token: SecretText,
    /// Always `Bearer`.
    pub token_type: String,
    /// Seconds that the access token lives.
    pub expires_in: u64,
}

/// Trades a refresh token, or ends its sign-in.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RefreshRequest {
    /// The refresh token that came last.
    pub refresh_token: SecretText,
}

/// Who is signed in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Me {
    /// The id of the user.
    pub user_id: String,
    /// The name signed in with.
    pub username: String,
    /// Names of the roles held.
    pub roles: Vec<String>,
    /// What the roles allow; `resource:*` and `*` are wildcards.
    pub permissions: Vec<String>,
}

/// Somebody who may sign in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct User {
    /// The id.
    pub id: UserId,
    /// The name to sign in with, in lowercase.
    pub username: String,
    /// Names of the roles held.
    pub roles: Vec<String>,
    /// Whether signing in is refused.
    pub disabled: bool,
    /// When the user was added.
    #[schema(value_type = String, format = DateTime)]
    pub created_at: Timestamp,
}

/// Adds a user.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewUser {
    /// 1 to 64 of `a-z 0-9 . _ -`; case does not matter.
    pub username: String,
    /// 15 to 256 characters, any of them; 8 where a role requires a second factor.
    pub password: SecretText,
    /// Names of roles, at least one: `administrator`, `analyst`, `doctor`, `nurse`, `receptionist`, `pharmacist`, `lab-technician`,
    /// `billing-clerk`, `billing-manager`, `compliance-officer`.
    pub roles: Vec<String>,
}

/// Sets a password.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SetPassword {
    /// 15 to 256 characters, any of them; 8 where a role requires a second factor.
    pub password: SecretText,
}

/// Sets what roles a user holds.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SetRoles {
    /// Names of roles, at least one.
    pub roles: Vec<String>,
}
