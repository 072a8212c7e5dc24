//! TLS of the broker's port.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tokio_rustls::rustls::server::WebPkiClientVerifier;
use tokio_rustls::rustls::{RootCertStore, ServerConfig, crypto};

use crate::BrokerError;

/// The files, as PEM; read when the broker starts.
#[derive(Debug, Clone, PartialEq, Eq, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BrokerTls {
    /// Our certificate, and after it those between it and the authority.
    pub certificate_file: PathBuf,
    /// The certificate's key, without a password.
    pub private_key_file: PathBuf,
    /// The authorities of clients; with it clients must show a certificate.
    pub client_ca_file: Option<PathBuf>,
}

pub(crate) fn acceptor(settings: &BrokerTls) -> Result<TlsAcceptor, BrokerError> {
    let provider = Arc::new(crypto::ring::default_provider());
    let unusable = |path: &Path| {
        let path = path.to_owned();
        move |reason: String| BrokerError::Tls { path, reason }
    };
    let builder = ServerConfig::builder_with_provider(Arc::clone(&provider))
        .with_safe_default_protocol_versions()
        .map_err(|error| unusable(&settings.certificate_file)(error.to_string()))?;
    let builder = match &settings.client_ca_file {
        None => builder.with_no_client_auth(),
        Some(path) => {
            let mut authorities = RootCertStore::empty();
            for authority in certificates(path)? {
                let added = authorities.add(authority);
                added.map_err(|error| unusable(path)(error.to_string()))?;
            }
            let verifier = WebPkiClientVerifier::builder_with_provider(Arc::new(authorities), provider).build();
            builder.with_client_cert_verifier(verifier.map_err(|error| unusable(path)(error.to_string()))?)
        }
    };
    let key = PrivateKeyDer::from_pem_file(&settings.private_key_file);
    let key = key.map_err(|error| unusable(&settings.private_key_file)(error.to_string()))?;
    let chain = certificates(&settings.certificate_file)?;
    let config = builder.with_single_cert(chain, key);
    let config = config.map_err(|error| unusable(&settings.certificate_file)(error.to_string()))?;
    Ok(TlsAcceptor::from(Arc::new(config)))
}

fn certificates(path: &Path) -> Result<Vec<CertificateDer<'static>>, BrokerError> {
    let unusable = |reason: String| BrokerError::Tls {
        path: path.to_owned(),
        reason,
    };
    let read = CertificateDer::pem_file_iter(path).map_err(|error| unusable(error.to_string()))?;
    let read: Result<Vec<_>, _> = read.collect();
    let read = read.map_err(|error| unusable(error.to_string()))?;
    if read.is_empty() {
        return Err(unusable("it holds no certificate".to_owned()));
    }
    Ok(read)
}
