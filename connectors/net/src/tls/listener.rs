//! The listener's side.

use std::path::PathBuf;
use std::sync::Arc;

use jiff::Timestamp;
use nilecare_types::Clock;
use tokio::net::TcpStream;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::server::WebPkiClientVerifier;

use super::files::{provider, read_authorities, read_identity, set};
use super::reloading::{FromFiles, Reloading};
use super::{ClientCertificates, ListenerTls, TlsError, handshake};
use crate::Stream;

/// Takes TLS connections of clients.
pub struct TlsListener(Reloading<ListenerTls>);

impl TlsListener {
    /// Reads the files.
    ///
    /// # Errors
    /// When they cannot be used.
    pub fn open(settings: ListenerTls, clock: Arc<dyn Clock>) -> Result<Self, TlsError> {
        let reloading = Reloading::new(settings, clock);
        reloading.current()?;
        Ok(Self(reloading))
    }

    /// Makes a TLS stream of a new connection, within the time-out of the settings; when it fails, the connection is
    /// closed.
    ///
    /// # Errors
    /// When the client does not speak TLS, is too slow, or is refused.
    pub async fn accept(&self, stream: TcpStream) -> Result<Stream, TlsError> {
        let acceptor = TlsAcceptor::from(self.0.current()?);
        let accepting = acceptor.accept(stream).into_fallible();
        let stream = handshake::within(self.0.settings().handshake_timeout.get(), accepting).await?;
        Ok(Stream::Tls(Box::new(stream.into())))
    }
}

impl FromFiles for ListenerTls {
    type Made = ServerConfig;

    fn paths(&self) -> Vec<PathBuf> {
        set([
            Some(&self.certificate_file),
            Some(&self.private_key_file),
            self.client_ca_file.as_ref(),
        ])
    }

    fn read(&self, now: Timestamp) -> Result<ServerConfig, TlsError> {
        let builder = ServerConfig::builder_with_provider(provider())
            .with_protocol_versions(self.min_version.versions())
            .map_err(TlsError::Settings)?;
        let builder = match (&self.client_ca_file, self.client_certificates) {
            (None, _) | (_, ClientCertificates::None) => builder.with_no_client_auth(),
            (Some(path), asked) => {
                let authorities = Arc::new(read_authorities(path)?);
                let verifier = WebPkiClientVerifier::builder_with_provider(authorities, provider());
                let verifier = if asked == ClientCertificates::Optional {
                    verifier.allow_unauthenticated()
                } else {
                    verifier
                };
                let verifier = verifier
                    .build()
                    .map_err(|_| TlsError::UnusableAuthorities { path: path.clone() })?;
                builder.with_client_cert_verifier(verifier)
            }
        };
        let identity = read_identity(&self.certificate_file, &self.private_key_file, now)?;
        Ok(builder.with_cert_resolver(identity))
    }
}
