//! The sender.

use std::collections::BTreeSet;
use std::sync::Arc;

use nilecare_connector_net::{Outbound, TlsError, TlsSender, dial, resolve};
use nilecare_engine_api::{
    ConnectionState, Destination, DestinationFactory, FailureKind, OutboundMessage, Response, SendError,
    StatusReporter, async_trait,
};
use nilecare_types::Clock;

use crate::HttpDestinationConfig;

mod client;
mod connect;
mod credentials;
mod failure;
mod outcome;
mod request;
mod token;

use client::Client;
use failure::{NOT_ALLOWED, SETTINGS, TLS_SETTINGS, UNREACHABLE, of_dial};
use request::{Origin, Requests};

/// Opens senders, which share connections.
pub(crate) struct HttpDestinationFactory {
    config: Arc<HttpDestinationConfig>,
    client: Arc<Client>,
    requests: Arc<Requests>,
    tls: Option<Arc<TlsSender>>,
    outbound: Outbound,
}

impl HttpDestinationFactory {
    /// Takes its settings, which are valid.
    pub(crate) fn new(config: HttpDestinationConfig, clock: Arc<dyn Clock>, outbound: Outbound) -> Self {
        let is_https = config.url.starts_with("https://") || has_https_tokens(&config);
        let tls = is_https.then(|| {
            let settings = config.tls.clone().unwrap_or_default();
            Arc::new(TlsSender::new(settings, Arc::clone(&clock)))
        });
        let config = Arc::new(config);
        Self {
            client: Arc::new(Client::new(&config, tls.clone(), outbound.clone(), clock)),
            requests: Arc::new(Requests::new(&config)),
            tls,
            outbound,
            config,
        }
    }

    fn check_tls(&self) -> Result<(), TlsError> {
        self.tls.as_deref().map_or(Ok(()), TlsSender::check)
    }
}

fn has_https_tokens(config: &HttpDestinationConfig) -> bool {
    let oauth2 = config
        .authentication
        .as_ref()
        .and_then(|authentication| authentication.oauth2.as_ref());
    oauth2.is_some_and(|oauth2| oauth2.token_url.starts_with("https://"))
}

#[async_trait]
impl DestinationFactory for HttpDestinationFactory {
    fn parameters(&self) -> BTreeSet<String> {
        self.config.parameters()
    }

    fn open(&self, status: StatusReporter) -> Box<dyn Destination> {
        // Told at once, and not only with the first message. Messages wait until it is mended.
        let unusable = self
            .check_tls()
            .map_err(|error| format!("{TLS_SETTINGS}: {}", error.detail()));
        let unusable = unusable.and_then(|()| self.client.check_credentials());
        if let Err(reason) = unusable {
            tracing::error!(origin = %self.requests.origin(), reason, "a sender cannot use its settings");
            status.report(ConnectionState::Disconnected { reason });
        }
        Box::new(HttpDestination {
            client: Arc::clone(&self.client),
            requests: Arc::clone(&self.requests),
            status,
        })
    }

    async fn check(&self) -> Result<String, SendError> {
        let origin = self.requests.origin();
        let address = origin.address();
        self.client
            .check_credentials()
            .map_err(|reason| SendError::new(FailureKind::Stop, SETTINGS, reason))?;
        let limit = self.config.connect_timeout;
        let found = tokio::time::timeout(limit.get(), resolve(&address, &self.outbound)).await;
        let late = |_| {
            SendError::new(
                FailureKind::Retry,
                UNREACHABLE,
                format!("finding {address} took longer than {limit}"),
            )
        };
        let found = found.map_err(late)?.map_err(|error| of_dial(&error))?;
        let tls = self.tls.as_deref().filter(|_| origin.is_https);
        let (stream, peer) = dial(&address, limit, tls, &self.outbound)
            .await
            .map_err(|error| of_dial(&error))?;
        let over = stream.facts().remove("tls_version");
        let over = over.map_or_else(String::new, |version| format!(" over TLS {version}"));
        stream.close().await;
        let mut told = format!(
            "found {} ({} addresses), connected to {peer}{over}",
            origin.host,
            found.len()
        );
        if let Some(method) = &self.config.check_method {
            let status = self.client.ask(self.requests.check(method)?).await?;
            told.push_str(&format!(", {method} answered {}", status.as_u16()));
        }
        Ok(told)
    }
}

struct HttpDestination {
    client: Arc<Client>,
    requests: Arc<Requests>,
    status: StatusReporter,
}

#[async_trait]
impl Destination for HttpDestination {
    async fn send(&mut self, message: &OutboundMessage) -> Result<Response, SendError> {
        let request = self.requests.build(message)?;
        let result = self.client.send(request).await;
        match &result {
            Err(error) if [UNREACHABLE, TLS_SETTINGS, NOT_ALLOWED, SETTINGS].contains(&error.code) => {
                self.status.report(ConnectionState::Disconnected {
                    reason: error.detail.clone(),
                });
            }
            _ => self.status.report(ConnectionState::Connected {
                address: self.requests.origin().to_string(),
            }),
        }
        result
    }

    async fn close(&mut self) {
        self.status.report(ConnectionState::Stopped);
    }
}

/// Writes an origin as it stands in an address.
impl std::fmt::Display for Origin {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let scheme = if self.is_https { "https" } else { "http" };
        write!(f, "{scheme}://{}", self.address())
    }
}

#[cfg(test)]
mod tests;
