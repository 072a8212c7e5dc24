//! The listener.

use std::sync::Arc;

use nilecare_connector_net::{
    Dialling, Door, Outbound, SeatLimits, TlsError, TlsListener, TlsSender, keep_connected, listen, serve,
};
use nilecare_engine_api::{ConnectionState, Source, SourceContext, SourceError, StatusReporter, async_trait};
use nilecare_types::Clock;
use tokio::net::TcpListener;

use crate::connection::Connection;
use crate::{ConnectionMode, Framing, TcpSourceConfig};

/// A source that waits for senders, or connects to one.
pub(crate) struct TcpSource {
    config: Arc<TcpSourceConfig>,
    framing: Arc<Framing>,
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

impl TcpSource {
    pub fn new(config: TcpSourceConfig, clock: Arc<dyn Clock>, outbound: Outbound) -> Self {
        Self {
            framing: Arc::new(config.framing.clone()),
            config: Arc::new(config),
            clock,
            outbound,
            open: None,
        }
    }

    async fn open_listener(&self) -> Result<Open, SourceError> {
        // First, so that a port is not open for a moment when its certificate cannot be used.
        let tls = self.config.tls.clone();
        let tls = tls.map(|settings| TlsListener::open(settings, Arc::clone(&self.clock)).map(Arc::new));
        let tls = tls.transpose().map_err(unusable)?;
        let bind = self.config.bind.as_deref().unwrap_or_default();
        let listener = listen(bind).await.map_err(|source| {
            let detail = format!("cannot listen on {bind}: {source}; is the port in use?");
            SourceError::new("NC-TCP-001", detail)
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
    SourceError::new("NC-TCP-002", error.detail())
}

#[async_trait]
impl Source for TcpSource {
    async fn open(&mut self, status: &StatusReporter) -> Result<(), SourceError> {
        let open = match self.config.mode {
            ConnectionMode::Server => self.open_listener().await?,
            ConnectionMode::Client => self.open_dialler()?,
        };
        if let Open::Listening { listener, .. } = &open
            && let Ok(address) = listener.local_addr()
        {
            let address = address.to_string();
            status.report(ConnectionState::Listening { address });
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

impl TcpSource {
    async fn serve(&self, listener: TcpListener, tls: Option<Arc<TlsListener>>, context: &SourceContext) {
        let door = Door {
            limits: SeatLimits {
                allowed_addresses: &self.config.allowed_addresses,
                max_connections: self.config.max_connections,
                max_per_address: self.config.max_connections_per_address,
            },
            tls,
            refused: metrics::counter!("nilecare_tcp_refused_connections_total"),
            failed_handshakes: metrics::counter!("nilecare_tcp_failed_handshakes_total"),
        };
        let (config, framing, shared) = (Arc::clone(&self.config), Arc::clone(&self.framing), context.clone());
        serve(listener, door, context, move |stream, peer| {
            Connection::new(Arc::clone(&config), Arc::clone(&framing), stream, peer, shared.clone()).run()
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
            Connection::new(
                Arc::clone(&self.config),
                Arc::clone(&self.framing),
                stream,
                peer,
                context.clone(),
            )
            .run()
        })
        .await;
    }
}
