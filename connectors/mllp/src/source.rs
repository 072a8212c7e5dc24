//! The listener.

use std::sync::Arc;

use nilecare_connector_net::{Dialling, Door, Outbound, SeatLimits, keep_connected, listen, serve};
use nilecare_engine_api::{ConnectionState, Source, SourceContext, SourceError, StatusReporter, async_trait};
use nilecare_types::Clock;
use tokio::net::TcpListener;

use crate::connection::Connection;
use crate::{ConnectionMode, MllpSourceConfig, TlsError, TlsListener, TlsSender};

/// A source that waits for senders, or connects to one.
pub struct MllpSource {
    config: Arc<MllpSourceConfig>,
    clock: Arc<dyn Clock>,
    outbound: Outbound,
    open: Option<Open>,
}

/// What a source holds while it runs.
enum Open {
    Listening {
        listener: TcpListener,
        tls: Option<Arc<TlsListener>>,
    },
    Dialling {
        tls: Option<TlsSender>,
    },
}

impl MllpSource {
    /// Takes its settings; does not listen yet.
    pub fn new(config: MllpSourceConfig, clock: Arc<dyn Clock>, outbound: Outbound) -> Self {
        Self {
            config: Arc::new(config),
            clock,
            outbound,
            open: None,
        }
    }

    async fn open_listener(&self) -> Result<Open, SourceError> {
        // First, so that a port is not open for a moment when its certificate cannot be used.
        let tls = match self.config.tls.clone() {
            None => None,
            Some(settings) => {
                let tls = TlsListener::open(settings, Arc::clone(&self.clock)).map_err(unusable)?;
                Some(Arc::new(tls))
            }
        };
        let bind = self.config.bind.as_deref().unwrap_or_default();
        let listener = listen(bind).await.map_err(|source| {
            SourceError::new(
                "NC-MLLP-001",
                format!("cannot listen on {bind}: {source}; is the port in use?"),
            )
        })?;
        Ok(Open::Listening { listener, tls })
    }

    fn open_dialler(&self) -> Result<Open, SourceError> {
        let tls = self.config.client_tls.clone();
        let tls = tls.map(|settings| TlsSender::new(settings, Arc::clone(&self.clock)));
        tls.iter().try_for_each(TlsSender::check).map_err(unusable)?;
        Ok(Open::Dialling { tls })
    }
}

fn unusable(error: TlsError) -> SourceError {
    SourceError::new("NC-MLLP-006", error.detail())
}

#[async_trait]
impl Source for MllpSource {
    async fn open(&mut self, status: &StatusReporter) -> Result<(), SourceError> {
        let open = match self.config.mode {
            ConnectionMode::Server => self.open_listener().await?,
            ConnectionMode::Client => self.open_dialler()?,
        };
        if let Open::Listening { listener, .. } = &open
            && let Ok(address) = listener.local_addr()
        {
            status.report(ConnectionState::Listening {
                address: address.to_string(),
            });
        }
        self.open = Some(open);
        Ok(())
    }

    async fn run(&mut self, context: SourceContext) -> Result<(), SourceError> {
        if self.open.is_none() {
            self.open(&context.status).await?;
        }
        match self.open.take() {
            Some(Open::Listening { listener, tls }) => self.serve(listener, tls, &context).await,
            Some(Open::Dialling { tls }) => self.dial(tls.as_ref(), &context).await,
            None => {}
        }
        context.status.set_connections(0);
        Ok(())
    }
}

impl MllpSource {
    async fn serve(&self, listener: TcpListener, tls: Option<Arc<TlsListener>>, context: &SourceContext) {
        let door = Door {
            limits: SeatLimits {
                allowed_addresses: &self.config.allowed_addresses,
                max_connections: self.config.max_connections,
                max_per_address: self.config.max_connections_per_address,
            },
            tls,
            refused: metrics::counter!("nilecare_mllp_refused_connections_total"),
            failed_handshakes: metrics::counter!("nilecare_mllp_failed_handshakes_total"),
        };
        let (config, shared) = (Arc::clone(&self.config), context.clone());
        serve(listener, door, context, move |stream, peer| {
            Connection::new(Arc::clone(&config), stream, peer, shared.clone()).run()
        })
        .await;
    }

    async fn dial(&self, tls: Option<&TlsSender>, context: &SourceContext) {
        let dialling = Dialling {
            address: self.config.address.as_deref().unwrap_or_default(),
            connect_timeout: self.config.connect_timeout,
            reconnect: self.config.reconnect,
            tls,
            outbound: &self.outbound,
        };
        keep_connected(dialling, context, |stream, peer| {
            Connection::new(Arc::clone(&self.config), stream, peer, context.clone()).run()
        })
        .await;
    }
}
