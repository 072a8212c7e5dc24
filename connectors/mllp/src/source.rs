//! The listener.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use nilecare_engine_api::{ConnectionState, Source, SourceContext, SourceError, StatusReporter, async_trait};
use socket2::{Domain, Protocol, SockRef, Socket, TcpKeepalive, Type};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinSet;

use crate::MllpSourceConfig;
use crate::connection::Connection;

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
    listener: Option<TcpListener>,
}

impl MllpSource {
    /// Takes its settings; does not listen yet.
    pub fn new(config: MllpSourceConfig) -> Self {
        Self {
            config: Arc::new(config),
            listener: None,
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
        let listener = self.listen().await?;
        if let Ok(address) = listener.local_addr() {
            status.report(ConnectionState::Listening {
                address: address.to_string(),
            });
        }
        self.listener = Some(listener);
        Ok(())
    }

    async fn run(&mut self, context: SourceContext) -> Result<(), SourceError> {
        if self.listener.is_none() {
            self.open(&context.status).await?;
        }
        let Some(listener) = self.listener.take() else {
            return Ok(());
        };
        let mut connections = JoinSet::new();
        loop {
            tokio::select! {
                () = context.stop.cancelled() => break,
                Some(_) = connections.join_next() => {}
                accepted = listener.accept() => match accepted {
                    Ok((stream, peer)) => self.welcome(stream, peer, &context, &mut connections),
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
    fn welcome(&self, stream: TcpStream, peer: SocketAddr, context: &SourceContext, connections: &mut JoinSet<()>) {
        if connections.len() >= self.config.max_connections {
            metrics::counter!("nilecare_mllp_refused_connections_total").increment(1);
            tracing::warn!(%peer, limit = self.config.max_connections, "refused a connection: too many");
            return;
        }
        let _ = stream.set_nodelay(true);
        let _ = SockRef::from(&stream).set_tcp_keepalive(&KEEPALIVE);
        let connection = Connection::new(Arc::clone(&self.config), stream, peer, context.clone());
        connections.spawn(connection.run());
    }
}
