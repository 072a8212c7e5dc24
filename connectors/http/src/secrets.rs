//! Comparing what a peer shows with what it should show.

use nilecare_connector_net::SecretName;
pub(crate) use nilecare_connector_net::{is_equal, is_one_of};
use nilecare_engine_api::SourceError;

/// Sees at the start whether secrets can be read.
pub(crate) fn check<'a>(secrets: impl IntoIterator<Item = &'a SecretName>) -> Result<(), SourceError> {
    for name in secrets {
        match name.read() {
            Ok(secret) if secret.expose().is_empty() => {
                return Err(SourceError::new(
                    "NC-HTTP-002",
                    format!("the secret {name} is empty; set it"),
                ));
            }
            Ok(_) => {}
            Err(error) => return Err(SourceError::new("NC-HTTP-002", error.to_string())),
        }
    }
    Ok(())
}
