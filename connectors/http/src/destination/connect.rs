//! Connections for hyper's pool: through the hub's list of receivers, with TLS where the address wants it.

use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use http::Uri;
use hyper::rt::{Read, ReadBufCursor, Write};
use hyper_util::client::legacy::connect::{Connected, Connection};
use hyper_util::rt::TokioIo;
use nilecare_connector_net::{DialError, Outbound, Stream, TlsSender, dial};
use nilecare_types::HumanDuration;

use super::request::Origin;

/// Makes connections.
#[derive(Clone)]
pub(super) struct Connector {
    pub limit: HumanDuration,
    pub tls: Option<Arc<TlsSender>>,
    pub outbound: Outbound,
}

/// A connection that could not be made; its source says why.
#[derive(Debug, thiserror::Error)]
#[error("connecting failed")]
pub(super) struct ConnectError(#[source] pub DialError);

/// An open connection, as hyper wants it.
pub(super) struct Wire(TokioIo<Stream>);

impl tower::Service<Uri> for Connector {
    type Response = Wire;
    type Error = ConnectError;
    type Future = Pin<Box<dyn Future<Output = Result<Wire, ConnectError>> + Send>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), ConnectError>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, address: Uri) -> Self::Future {
        let connector = self.clone();
        Box::pin(async move {
            let origin = Origin::of(&address);
            let tls = connector.tls.as_deref().filter(|_| origin.is_https);
            let dialled = dial(&origin.address(), connector.limit, tls, &connector.outbound).await;
            dialled
                .map(|(stream, _)| Wire(TokioIo::new(stream)))
                .map_err(ConnectError)
        })
    }
}

impl Connection for Wire {
    fn connected(&self) -> Connected {
        Connected::new()
    }
}

impl Read for Wire {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: ReadBufCursor<'_>,
    ) -> Poll<std::io::Result<()>> {
        Pin::new(&mut self.0).poll_read(context, buffer)
    }
}

impl Write for Wire {
    fn poll_write(mut self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<std::io::Result<usize>> {
        Pin::new(&mut self.0).poll_write(context, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<std::io::Result<()>> {
        Pin::new(&mut self.0).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<std::io::Result<()>> {
        Pin::new(&mut self.0).poll_shutdown(context)
    }
}
