//! A sender that is not ours: TLS by tokio-rustls, bytes by hand.

use std::io;
use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer, ServerName};
use tokio_rustls::rustls::{ClientConfig, RootCertStore, SupportedProtocolVersion, version};

use super::{Files, frame, message, within};

/// A connection over TLS.
pub struct Client {
    stream: TlsStream<TcpStream>,
    buffer: Vec<u8>,
}

impl Client {
    /// Connects, trusting an authority and showing a certificate if one is given.
    pub async fn connect(
        address: SocketAddr,
        ca: &Path,
        identity: Option<&Files>,
        versions: &[&'static SupportedProtocolVersion],
    ) -> io::Result<Self> {
        let mut authorities = RootCertStore::empty();
        authorities.add(CertificateDer::from_pem_file(ca).unwrap()).unwrap();
        let builder = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_protocol_versions(versions)
            .unwrap()
            .with_root_certificates(authorities);
        let config = match identity {
            None => builder.with_no_client_auth(),
            Some(files) => {
                let certificate = CertificateDer::from_pem_file(&files.certificate).unwrap();
                let key = PrivateKeyDer::from_pem_file(&files.key).unwrap();
                builder.with_client_auth_cert(vec![certificate], key).unwrap()
            }
        };
        let stream = TcpStream::connect(address).await?;
        let name = ServerName::try_from("localhost").unwrap();
        let connecting = TlsConnector::from(Arc::new(config)).connect(name, stream);
        Ok(Self {
            stream: within("the handshake", connecting).await?,
            buffer: Vec::new(),
        })
    }

    /// Connects with TLS 1.3 and without a certificate.
    pub async fn plainly(address: SocketAddr, ca: &Path) -> io::Result<Self> {
        Self::connect(address, ca, None, &[&version::TLS13]).await
    }

    pub async fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.stream.write_all(bytes).await?;
        self.stream.flush().await
    }

    /// Reads a frame; `None` when the peer said goodbye.
    pub async fn reply(&mut self) -> io::Result<Option<String>> {
        loop {
            if let Some(end) = self.buffer.windows(2).position(|bytes| bytes == b"\x1C\r") {
                let rest = self.buffer.split_off(end + 2);
                let reply = std::mem::replace(&mut self.buffer, rest);
                return Ok(Some(String::from_utf8_lossy(&reply[1..end]).into_owned()));
            }
            if within("a reply", self.stream.read_buf(&mut self.buffer)).await? == 0 {
                return Ok(None);
            }
        }
    }

    /// Sends a message and returns the reply to it.
    pub async fn ask(&mut self, id: &str) -> io::Result<Option<String>> {
        self.write(&frame(&message(id))).await?;
        self.reply().await
    }
}
