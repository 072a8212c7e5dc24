//! What a service asks that runs in another process than auth.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::SecretText;

/// Asks who holds an API key.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CheckApiKey {
    /// The key.
    pub api_key: SecretText,
}

/// Who holds an API key, and what it permits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ApiKeyHolder {
    /// As the subject of a token is.
    pub user_id: String,
    /// The service account's name.
    pub username: String,
    /// What the key permits.
    pub permissions: Vec<String>,
}

/// Sign-ins that were ended before all their access tokens have expired.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct EndedSignIns {
    /// Their ids, as tokens have them in `sid`.
    pub sessions: Vec<String>,
}
