//! Programs that call us, and their keys.

use nilecare_types::{Timestamp, UserId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::SecretText;

/// A program that may call us.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ServiceAccount {
    /// The id.
    pub id: UserId,
    /// The name, in lowercase.
    pub name: String,
    /// What it is for.
    pub description: String,
    /// Whether all its keys are refused.
    pub disabled: bool,
    /// When it was added.
    #[schema(value_type = String, format = DateTime)]
    pub created_at: Timestamp,
}

/// Adds a service account.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewServiceAccount {
    /// 1 to 64 of `a-z 0-9 . _ -`.
    pub name: String,
    /// What it is for, at most 200 characters.
    #[serde(default)]
    pub description: String,
}

/// Makes a key.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewApiKey {
    /// What it permits: permissions such as `patients:read` or `channels:*` that whoever makes the key holds too.
    pub scopes: Vec<String>,
    /// After how many days it ends, 1 to 366.
    #[serde(default = "ninety")]
    #[schema(default = 90)]
    pub expires_in_days: u16,
}

fn ninety() -> u16 {
    90
}

/// What is known of a key, without the key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ApiKey {
    /// The id, to revoke it by.
    pub id: String,
    /// How the key begins.
    pub hint: String,
    /// What it permits.
    pub scopes: Vec<String>,
    /// When it was made.
    #[schema(value_type = String, format = DateTime)]
    pub created_at: Timestamp,
    /// Who made it.
    pub created_by: String,
    /// When it ends.
    #[schema(value_type = String, format = DateTime)]
    pub expires_at: Timestamp,
    /// When it was revoked.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = DateTime)]
    pub revoked_at: Option<Timestamp>,
    /// When it was used last, to the minute.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = DateTime)]
    pub last_used_at: Option<Timestamp>,
}

/// A new key.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
pub struct IssuedApiKey {
    /// For the header `Authorization: Bearer`; shown this once.
    pub api_key: SecretText,
    /// What is known of it.
    pub key: ApiKey,
}
