//! What `send` and `listen` need to speak TLS.

use std::path::PathBuf;
use std::sync::Arc;

use anyhow::{Context, Result};
use nilecare_connector_mllp::{
    ClientCertificates, ListenerTls, MinTlsVersion, SenderTls, Stream, TlsListener, TlsSender,
};
use nilecare_types::{HumanDuration, SystemClock};
use tokio::net::TcpStream;

/// How long a handshake may take.
const HANDSHAKE_LIMIT: HumanDuration = HumanDuration::from_secs(10);

/// TLS of a sender.
#[derive(Debug, Clone, clap::Args)]
pub struct SendTls {
    /// Speak TLS.
    #[arg(long)]
    tls: bool,
    /// The authorities that may have signed the listener's certificate; without, those that this machine trusts.
    #[arg(long, value_name = "FILE", requires = "tls")]
    ca: Option<PathBuf>,
    /// Our certificate, for a listener that wants one.
    #[arg(long, value_name = "FILE", requires = "tls", requires = "key")]
    cert: Option<PathBuf>,
    /// The key of our certificate.
    #[arg(long, value_name = "FILE", requires = "tls", requires = "cert")]
    key: Option<PathBuf>,
    /// The name that must be in the listener's certificate; without, the one it is reached by.
    #[arg(long, value_name = "NAME", requires = "tls")]
    server_name: Option<String>,
}

impl SendTls {
    /// Begins TLS on a new connection, if it is wanted.
    pub async fn secure(&self, stream: TcpStream, address: &str) -> Result<Stream> {
        if !self.tls {
            return Ok(Stream::Plain(stream));
        }
        let settings = SenderTls {
            ca_file: self.ca.clone(),
            server_name: self.server_name.clone(),
            certificate_file: self.cert.clone(),
            private_key_file: self.key.clone(),
            ..SenderTls::default()
        };
        let sender = TlsSender::new(settings, Arc::new(SystemClock));
        sender.connect(stream, address).await.context("beginning TLS")
    }
}

/// TLS of a listener.
#[derive(Debug, Clone, clap::Args)]
pub struct ListenTls {
    /// Speak TLS with this certificate.
    #[arg(long, value_name = "FILE", requires = "tls_key")]
    tls_cert: Option<PathBuf>,
    /// The key of the certificate.
    #[arg(long, value_name = "FILE", requires = "tls_cert")]
    tls_key: Option<PathBuf>,
    /// Take senders only that show a certificate of these authorities.
    #[arg(long, value_name = "FILE", requires = "tls_cert")]
    client_ca: Option<PathBuf>,
}

impl ListenTls {
    /// Reads the files; `None` when TLS is not wanted.
    pub fn open(&self) -> Result<Option<TlsListener>> {
        let (Some(certificate), Some(key)) = (&self.tls_cert, &self.tls_key) else {
            return Ok(None);
        };
        let client_certificates = match self.client_ca {
            Some(_) => ClientCertificates::Required,
            None => ClientCertificates::None,
        };
        let settings = ListenerTls {
            certificate_file: certificate.clone(),
            private_key_file: key.clone(),
            client_certificates,
            client_ca_file: self.client_ca.clone(),
            min_version: MinTlsVersion::default(),
            handshake_timeout: HANDSHAKE_LIMIT,
        };
        let listener = TlsListener::open(settings, Arc::new(SystemClock));
        listener.map(Some).context("reading the files for TLS")
    }
}

/// Begins TLS on a connection that was taken, if it is wanted.
pub async fn accept(tls: Option<&TlsListener>, stream: TcpStream) -> Result<Stream> {
    match tls {
        None => Ok(Stream::Plain(stream)),
        Some(tls) => tls.accept(stream).await.context("beginning TLS"),
    }
}
