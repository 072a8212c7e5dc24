//! The listener.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use nilecare_engine_api::{ConnectionState, Source, SourceContext, SourceError, StatusReporter, async_trait};
use nilecare_types::Clock;
use socket2::{Domain, Protocol, SockRef, Socket, TcpKeepalive, Type};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinSet;

use crate::connection::Connection;
use crate::{MllpSourceConfig, Stream, TlsListener};

/// Connections that the kernel keeps waiting for us.
const BACKLOG: i32 = 1024;
/// A sender that is gone without a word is noticed after about two minutes.
const KEEPALIVE: TcpKeepalive = TcpKeepalive::new()
    .with_time(Duration::from_secs(60))
    .with_interval(Duration::from_secs(20));
/// Pause after a failed accept (too many open files), so that the loop does not spin.
const ACCEPT_PAUSE: Duration = Duration::from_millis(100);

/// A listening source.
pub struct MllpSource {
    config: Arc<MllpSourceConfig>,
    clock: Arc<dyn Clock>,
    open: Option<Open>,
}

/// What a listener holds while it listens.
struct Open {
    listener: TcpListener,
    tls: Option<Arc<TlsListener>>,
}

impl MllpSource {
    /// Takes its settings; does not listen yet.
    pub fn new(config: MllpSourceConfig, clock: Arc<dyn Clock>) -> Self {
        Self {
            config: Arc::new(config),
            clock,
            open: None,
        }
    }

    fn tls(&self) -> Result<Option<Arc<TlsListener>>, SourceError> {
        let Some(settings) = self.config.tls.clone() else {
            return Ok(None);
        };
        match TlsListener::open(settings, Arc::clone(&self.clock)) {
            Ok(tls) => Ok(Some(Arc::new(tls))),
            Err(error) => Err(SourceError::new("NC-MLLP-006", error.detail())),
        }
    }

    async fn listen(&self) -> Result<TcpListener, SourceError> {
        let bind = &self.config.bind;
        let error = |source: std::io::Error| {
            SourceError::new(
                "NC-MLLP-001",
                format!("cannot listen on {bind}: {source}; is the port in use?"),
            )
        };
        let address = tokio::net::lookup_host(bind).await.map_err(error)?.next();
        let address = address.ok_or_else(|| SourceError::new("NC-MLLP-001", format!("{bind} is no address")))?;
        bind_socket(address).map_err(error)
    }
}

fn bind_socket(address: SocketAddr) -> std::io::Result<TcpListener> {
    let socket = Socket::new(Domain::for_address(address), Type::STREAM, Some(Protocol::TCP))?;
    // A restarted hub must not wait for the connections of the old one to be forgotten.
    socket.set_reuse_address(true)?;
    socket.set_nonblocking(true)?;
    socket.bind(&address.into())?;
    socket.listen(BACKLOG)?;
    TcpListener::from_std(socket.into())
}

#[async_trait]
impl Source for MllpSource {
    async fn open(&mut self, status: &StatusReporter) -> Result<(), SourceError> {
        // First, so that a port is not open for a moment when its certificate cannot be used.
        let tls = self.tls()?;
        let listener = self.listen().await?;
        if let Ok(address) = listener.local_addr() {
            status.report(ConnectionState::Listening {
                address: address.to_string(),
            });
        }
        self.open = Some(Open { listener, tls });
        Ok(())
    }

    async fn run(&mut self, context: SourceContext) -> Result<(), SourceError> {
        if self.open.is_none() {
            self.open(&context.status).await?;
        }
        let Some(Open { listener, tls }) = self.open.take() else {
            return Ok(());
        };
        let mut connections = JoinSet::new();
        loop {
            tokio::select! {
                () = context.stop.cancelled() => break,
                Some(_) = connections.join_next() => {}
                accepted = listener.accept() => match accepted {
                    Ok((stream, peer)) => self.welcome(stream, peer, tls.clone(), &context, &mut connections),
                    Err(error) => {
                        tracing::warn!(%error, "accepting a connection failed");
                        tokio::time::sleep(ACCEPT_PAUSE).await;
                    }
                },
            }
            context.status.set_connections(connections.len() as u64);
        }
        drop(listener);
        while connections.join_next().await.is_some() {}
        context.status.set_connections(0);
        Ok(())
    }
}

impl MllpSource {
    fn welcome(
        &self,
        stream: TcpStream,
        peer: SocketAddr,
        tls: Option<Arc<TlsListener>>,
        context: &SourceContext,
        connections: &mut JoinSet<()>,
    ) {
        if connections.len() >= self.config.max_connections {
            metrics::counter!("nilecare_mllp_refused_connections_total").increment(1);
            tracing::warn!(%peer, limit = self.config.max_connections, "refused a connection: too many");
            return;
        }
        let _ = stream.set_nodelay(true);
        let _ = SockRef::from(&stream).set_tcp_keepalive(&KEEPALIVE);
        let (config, context) = (Arc::clone(&self.config), context.clone());
        match tls {
            None => {
                let connection = Connection::new(config, Stream::Plain(stream), peer, context);
                connections.spawn(connection.run());
            }
            Some(tls) => {
                connections.spawn(async move {
                    // Apart, since it is large and soon over.
                    let handshake = Box::pin(secure(&tls, stream, peer, &context));
                    if let Some(stream) = handshake.await {
                        Connection::new(config, stream, peer, context).run().await;
                    }
                });
            }
        }
    }
}

/// `None` when the sender is refused, or the channel stops.
async fn secure(tls: &TlsListener, stream: TcpStream, peer: SocketAddr, context: &SourceContext) -> Option<Stream> {
    let accepted = tokio::select! {
        biased;
        () = context.stop.cancelled() => return None,
        accepted = tls.accept(stream) => accepted,
    };
    match accepted {
        Ok(stream) => {
            tracing::debug!(%peer, facts = ?stream.facts(), "a sender began TLS");
            Some(stream)
        }
        Err(error) => {
            metrics::counter!("nilecare_mllp_failed_handshakes_total").increment(1);
            tracing::warn!(%peer, error = %error.detail(), "refused a connection");
            None
        }
    }
}
