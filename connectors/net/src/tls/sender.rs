//! The sender's side.

use std::path::PathBuf;
use std::sync::Arc;

use jiff::Timestamp;
use nilecare_types::Clock;
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use tokio_rustls::rustls::pki_types::ServerName;
use tokio_rustls::rustls::{ClientConfig, RootCertStore};

use super::files::{provider, read_authorities, read_identity, set};
use super::reloading::{FromFiles, Reloading};
use super::{SenderTls, TlsError, handshake};
use crate::Stream;
use crate::dial::host_of;

/// Makes TLS connections to servers.
pub struct TlsSender(Reloading<SenderTls>);

impl TlsSender {
    /// Reads nothing yet.
    pub fn new(settings: SenderTls, clock: Arc<dyn Clock>) -> Self {
        Self(Reloading::new(settings, clock))
    }

    /// Sees whether the files can be used.
    ///
    /// # Errors
    /// What is wrong with them.
    pub fn check(&self) -> Result<(), TlsError> {
        self.0.current().map(drop)
    }

    /// Makes a TLS stream of a new connection to `address` (host:port), within the time-out of the settings.
    ///
    /// # Errors
    /// When files cannot be used, the server does not speak TLS, is too slow, or is not who it should be.
    pub async fn connect(&self, stream: TcpStream, address: &str) -> Result<Stream, TlsError> {
        let settings = self.0.settings();
        let name = settings.server_name.as_deref().unwrap_or_else(|| host_of(address));
        let server_name = ServerName::try_from(name.to_owned());
        let server_name = server_name.map_err(|_| TlsError::ServerName { name: name.to_owned() })?;
        let connector = TlsConnector::from(self.0.current()?);
        let connecting = connector.connect(server_name, stream).into_fallible();
        let stream = handshake::within(settings.handshake_timeout.get(), connecting).await?;
        Ok(Stream::Tls(Box::new(stream.into())))
    }
}

impl FromFiles for SenderTls {
    type Made = ClientConfig;

    fn paths(&self) -> Vec<PathBuf> {
        set([
            self.ca_file.as_ref(),
            self.certificate_file.as_ref(),
            self.private_key_file.as_ref(),
        ])
    }

    fn read(&self, now: Timestamp) -> Result<ClientConfig, TlsError> {
        let authorities = match &self.ca_file {
            Some(path) => read_authorities(path)?,
            None => system_authorities()?,
        };
        let builder = ClientConfig::builder_with_provider(provider())
            .with_protocol_versions(self.min_version.versions())
            .map_err(TlsError::Settings)?
            .with_root_certificates(authorities);
        Ok(match (&self.certificate_file, &self.private_key_file) {
            (Some(certificate), Some(key)) => builder.with_client_cert_resolver(read_identity(certificate, key, now)?),
            _ => builder.with_no_client_auth(),
        })
    }
}

/// Reads the authorities that this machine trusts; one that cannot be used is passed over, as others do.
fn system_authorities() -> Result<RootCertStore, TlsError> {
    let mut authorities = RootCertStore::empty();
    authorities.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
    if authorities.is_empty() {
        return Err(TlsError::NoSystemAuthorities);
    }
    Ok(authorities)
}
