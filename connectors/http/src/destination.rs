//! The sender.

use std::collections::BTreeSet;
use std::sync::Arc;

use nilecare_connector_net::Outbound;
use nilecare_engine_api::{
    ConnectionState, Destination, DestinationFactory, OutboundMessage, Response, SendError, StatusReporter, async_trait,
};
use nilecare_types::Clock;

use crate::HttpDestinationConfig;

mod caller;
mod client;
mod connect;
mod credentials;
mod failure;
mod outcome;
mod request;
mod token;

pub use caller::{HttpCaller, is_of_connection};
pub use client::HttpAnswer;
pub use request::HttpCall;
use request::{Origin, Requests};

/// Opens senders, which share connections.
pub(crate) struct HttpDestinationFactory {
    config: Arc<HttpDestinationConfig>,
    caller: Arc<HttpCaller>,
    requests: Arc<Requests>,
}

impl HttpDestinationFactory {
    /// Takes its settings, which are valid.
    pub(crate) fn new(config: HttpDestinationConfig, clock: Arc<dyn Clock>, outbound: Outbound) -> Self {
        let config = Arc::new(config);
        Self {
            caller: Arc::new(HttpCaller::shared(&config, clock, outbound)),
            requests: Arc::new(Requests::new(&config)),
            config,
        }
    }
}

#[async_trait]
impl DestinationFactory for HttpDestinationFactory {
    fn parameters(&self) -> BTreeSet<String> {
        self.config.parameters()
    }

    fn open(&self, status: StatusReporter) -> Box<dyn Destination> {
        // Told at once, and not only with the first message. Messages wait until it is mended.
        if let Err(error) = self.caller.check_settings() {
            let reason = format!("{}: {}", error.code, error.detail);
            tracing::error!(origin = %self.requests.origin(), reason, "a sender cannot use its settings");
            status.report(ConnectionState::Disconnected { reason });
        }
        Box::new(HttpDestination {
            caller: Arc::clone(&self.caller),
            requests: Arc::clone(&self.requests),
            status,
        })
    }

    async fn check(&self) -> Result<String, SendError> {
        let mut told = self.caller.reach().await?;
        if let Some(method) = &self.config.check_method {
            let status = self.caller.client.ask(self.requests.check(method)?).await?;
            told.push_str(&format!(", {method} answered {}", status.as_u16()));
        }
        Ok(told)
    }
}

struct HttpDestination {
    caller: Arc<HttpCaller>,
    requests: Arc<Requests>,
    status: StatusReporter,
}

#[async_trait]
impl Destination for HttpDestination {
    async fn send(&mut self, message: &OutboundMessage) -> Result<Response, SendError> {
        let request = self.requests.build(message)?;
        let result = self.caller.client.send(request).await;
        match &result {
            Err(error) if is_of_connection(error) => {
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
