//! Calls to one receiver: for the sender, and for other connectors that speak HTTP.

use std::sync::Arc;

use nilecare_connector_net::{Outbound, TlsSender, dial, resolve};
use nilecare_engine_api::{FailureKind, SendError};
use nilecare_types::Clock;
use tokio::time::timeout;

use super::client::{Client, HttpAnswer};
use super::failure::{NOT_ALLOWED, SETTINGS, TLS_SETTINGS, UNREACHABLE, of_dial};
use super::request::{HttpCall, Origin};
use crate::HttpDestinationConfig;

/// Calls a receiver as a sender does: over kept connections, with its credentials and TLS, to the hosts that the hub allows, and with
/// all its limits. Failures have the codes `NC-HTTP-…`.
pub struct HttpCaller {
    pub(super) client: Client,
    config: Arc<HttpDestinationConfig>,
    tls: Option<Arc<TlsSender>>,
    outbound: Outbound,
}

/// Tells whether a failure is one of the connection or of the settings, and not of a message.
pub fn is_of_connection(error: &SendError) -> bool {
    [UNREACHABLE, TLS_SETTINGS, NOT_ALLOWED, SETTINGS].contains(&error.code)
}

impl HttpCaller {
    /// Takes the settings of a sender, which are valid; of its address only the origin counts.
    pub fn new(config: HttpDestinationConfig, clock: Arc<dyn Clock>, outbound: Outbound) -> Self {
        Self::shared(&Arc::new(config), clock, outbound)
    }

    pub(super) fn shared(config: &Arc<HttpDestinationConfig>, clock: Arc<dyn Clock>, outbound: Outbound) -> Self {
        let is_https = config.url.starts_with("https://") || has_https_tokens(config);
        let tls = is_https.then(|| {
            let settings = config.tls.clone().unwrap_or_default();
            Arc::new(TlsSender::new(settings, Arc::clone(&clock)))
        });
        Self {
            client: Client::new(config, tls.clone(), outbound.clone(), clock),
            config: Arc::clone(config),
            tls,
            outbound,
        }
    }

    /// Sees whether TLS files and secrets can be used.
    ///
    /// # Errors
    /// What is to be mended.
    pub fn check_settings(&self) -> Result<(), SendError> {
        let tls = self.tls.as_deref().map_or(Ok(()), TlsSender::check);
        tls.map_err(|error| SendError::new(FailureKind::Stop, TLS_SETTINGS, error.detail()))?;
        let checked = self.client.check_credentials();
        checked.map_err(|reason| SendError::new(FailureKind::Stop, SETTINGS, reason))
    }

    /// Makes a call and returns the answer, whatever its status.
    ///
    /// # Errors
    /// When there is no answer within the time-out of the settings.
    pub async fn call(&self, request: HttpCall) -> Result<HttpAnswer, SendError> {
        self.client.bounded(request).await
    }

    /// Connects, and tells each step.
    ///
    /// # Errors
    /// The step that failed.
    pub async fn reach(&self) -> Result<String, SendError> {
        self.check_settings()?;
        let uri = origin_of(&self.config.url).parse().unwrap_or_default();
        let origin = Origin::of(&uri);
        let (address, limit) = (origin.address(), self.config.connect_timeout);
        let late = |_| {
            SendError::new(
                FailureKind::Retry,
                UNREACHABLE,
                format!("finding {address} took longer than {limit}"),
            )
        };
        let found = timeout(limit.get(), resolve(&address, &self.outbound)).await;
        let found = found.map_err(late)?.map_err(|error| of_dial(&error))?;
        let tls = self.tls.as_deref().filter(|_| origin.is_https);
        let (stream, peer) = dial(&address, limit, tls, &self.outbound)
            .await
            .map_err(|error| of_dial(&error))?;
        let over = stream.facts().remove("tls_version");
        let over = over.map_or_else(String::new, |version| format!(" over TLS {version}"));
        stream.close().await;
        Ok(format!(
            "found {} ({} addresses), connected to {peer}{over}",
            origin.host,
            found.len()
        ))
    }
}

/// Scheme, host and port stand before the first `/` of the path; parameters may come after it.
fn origin_of(url: &str) -> &str {
    let after_scheme = url.find("://").map_or(0, |at| at + 3);
    let end = url[after_scheme..]
        .find(['/', '?'])
        .map_or(url.len(), |end| after_scheme + end);
    &url[..end]
}

fn has_https_tokens(config: &HttpDestinationConfig) -> bool {
    let authentication = config.authentication.as_ref();
    let oauth2 = authentication.and_then(|authentication| authentication.oauth2.as_ref());
    oauth2.is_some_and(|oauth2| oauth2.token_url.starts_with("https://"))
}
