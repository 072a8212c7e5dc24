//! Sign-ins of a user, and changing the own password.

use nilecare_types::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::SecretText;

/// One sign-in that goes on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Session {
    /// The id, to end it by.
    pub id: String,
    /// When it began; `None` for those from before this was kept.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = DateTime)]
    pub started_at: Option<Timestamp>,
    /// When its tokens were renewed last.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = DateTime)]
    pub last_used_at: Option<Timestamp>,
    /// When it ends at the latest.
    #[schema(value_type = String, format = DateTime)]
    pub expires_at: Timestamp,
    /// The address that it was begun from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    /// The program that it was begun with, as that named itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub user_agent: Option<String>,
    /// Whether the request came by it.
    pub current: bool,
}

/// Changes the own password.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ChangePassword {
    /// The password so far.
    pub current_password: SecretText,
    /// The one from now on: 15 to 256 characters, any of them; 8 where a second factor is required.
    pub new_password: SecretText,
}
