//! The client.

mod capability;
pub(crate) mod judge;
mod request;

use std::collections::BTreeSet;
use std::sync::Arc;

use nilecare_connector_http::{HttpCaller, is_of_connection};
use nilecare_connector_net::Outbound;
use nilecare_engine_api::{
    ConnectionState, Destination, DestinationFactory, OutboundMessage, Response, SendError, StatusReporter, async_trait,
};
use nilecare_types::Clock;

use crate::FhirDestinationConfig;

use request::Requests;

/// Opens clients, which share connections.
pub(crate) struct FhirDestinationFactory(Arc<Shared>);

struct Shared {
    config: FhirDestinationConfig,
    caller: HttpCaller,
    requests: Requests,
    clock: Arc<dyn Clock>,
}

impl FhirDestinationFactory {
    /// Takes its settings, which are valid.
    pub(crate) fn new(config: FhirDestinationConfig, clock: Arc<dyn Clock>, outbound: Outbound) -> Self {
        Self(Arc::new(Shared {
            caller: HttpCaller::new(config.connection.http(), Arc::clone(&clock), outbound),
            requests: Requests::new(&config),
            config,
            clock,
        }))
    }
}

#[async_trait]
impl DestinationFactory for FhirDestinationFactory {
    fn parameters(&self) -> BTreeSet<String> {
        self.0.config.parameters()
    }

    fn open(&self, status: StatusReporter) -> Box<dyn Destination> {
        let shared = Arc::clone(&self.0);
        // Told at once, and not only with the first message. Messages wait until it is mended.
        if let Err(error) = shared.caller.check_settings() {
            let reason = format!("{}: {}", error.code, error.detail);
            tracing::error!(
                server = shared.config.connection.base(),
                reason,
                "a client cannot use its settings"
            );
            status.report(ConnectionState::Disconnected { reason });
        }
        Box::new(FhirDestination { shared, status })
    }

    async fn check(&self) -> Result<String, SendError> {
        let reached = self.0.caller.reach().await?;
        let stated = capability::ask(&self.0.caller, &self.0.config).await?;
        Ok(format!("{reached}, {stated}"))
    }
}

struct FhirDestination {
    shared: Arc<Shared>,
    status: StatusReporter,
}

#[async_trait]
impl Destination for FhirDestination {
    async fn send(&mut self, message: &OutboundMessage) -> Result<Response, SendError> {
        let prepared = self.shared.requests.build(message)?;
        let answered = self.shared.caller.call(prepared.call).await;
        match &answered {
            Err(error) if is_of_connection(error) => self.status.report(ConnectionState::Disconnected {
                reason: error.detail.clone(),
            }),
            _ => self.status.report(ConnectionState::Connected {
                address: self.shared.config.connection.base().to_owned(),
            }),
        }
        judge::judge(answered?, &prepared.asked, self.shared.clock.now())
    }

    async fn close(&mut self) {
        self.status.report(ConnectionState::Stopped);
    }
}
