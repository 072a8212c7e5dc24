//! What both sides do around a handshake.

use std::io;
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::timeout;

use super::TlsError;

/// How long a refused peer may take to read why.
const LINGER: Duration = Duration::from_secs(1);
/// What a refused peer may send meanwhile.
const LINGER_BYTES: u64 = 64 << 10;

/// Waits for a handshake, at most for `limit`.
pub(crate) async fn within<S>(
    limit: Duration,
    handshake: impl Future<Output = Result<S, (io::Error, TcpStream)>>,
) -> Result<S, TlsError> {
    match timeout(limit, handshake).await {
        Err(_) => Err(TlsError::HandshakeTooSlow { limit }),
        Ok(Ok(stream)) => Ok(stream),
        Ok(Err((source, stream))) => {
            let _ = timeout(LINGER, linger(stream)).await;
            Err(TlsError::Handshake { source })
        }
    }
}

/// Lets the peer read the alert that tells why: closing while its bytes are unread would reset the connection, and the
/// peer would see that only.
async fn linger(mut stream: TcpStream) -> io::Result<()> {
    stream.shutdown().await?;
    tokio::io::copy(&mut stream.take(LINGER_BYTES), &mut tokio::io::sink()).await?;
    Ok(())
}
