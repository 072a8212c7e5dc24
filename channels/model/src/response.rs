//! What a receiver's answer must say.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Looks into the answer of the receiver, an HL7 v2 acknowledgement, before the response transformer does. A receiver that
/// speaks MLLP has been asked for these by its connector already; this is for others, such as HTTP.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct ResponseValidation {
    /// # Accepted
    /// Codes of MSA-1 that say that the message was taken.
    pub accepted: Vec<String>,
    /// # Try again
    /// Codes after which the message is queued and tried again. Any other code is an error.
    pub retry: Vec<String>,
    /// # Compare the control id
    /// MSA-2 must be the control id (MSH-10) of the message that was sent; otherwise the message is tried again.
    pub match_control_id: bool,
}

impl Default for ResponseValidation {
    fn default() -> Self {
        Self {
            accepted: vec!["AA".to_owned(), "CA".to_owned()],
            retry: Vec::new(),
            match_control_id: true,
        }
    }
}
