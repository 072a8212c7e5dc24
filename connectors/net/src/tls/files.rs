//! Reading certificates, keys and authorities from PEM files (RFC 7468).

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;

use jiff::{SignedDuration, Timestamp};
use tokio_rustls::rustls::RootCertStore;
use tokio_rustls::rustls::crypto::{CryptoProvider, ring};
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tokio_rustls::rustls::sign::{CertifiedKey, SingleCertAndKey};
use x509_cert::der::Decode;

use super::TlsError;

/// A file of authorities may be long; more than this is something else.
const MAX_FILE: u64 = 1 << 20;
/// So long before its end a certificate is worth a warning at each reading.
const EXPIRES_SOON: SignedDuration = SignedDuration::from_hours(14 * 24);

/// What tells, without reading a file, that it changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct FileStamp(Option<(SystemTime, u64)>);

impl FileStamp {
    pub(crate) fn of(path: &Path) -> Self {
        let stamp = std::fs::metadata(path).and_then(|file| Ok((file.modified()?, file.len())));
        Self(stamp.ok())
    }
}

/// Returns the one cryptography that is used.
pub(crate) fn provider() -> Arc<CryptoProvider> {
    Arc::new(ring::default_provider())
}

/// Reads a certificate with its chain and its key; they must belong together and be valid now.
pub(crate) fn read_identity(certificate: &Path, key: &Path, now: Timestamp) -> Result<Arc<SingleCertAndKey>, TlsError> {
    let chain = read_certificates(certificate)?;
    check_validity(certificate, &chain[0], now)?;
    let private_key = read_key(key)?;
    let identity =
        CertifiedKey::from_der(chain, private_key, &provider()).map_err(|source| TlsError::KeyDoesNotFit {
            certificate: certificate.to_owned(),
            key: key.to_owned(),
            source,
        })?;
    warn_if_readable_by_all(key);
    Ok(Arc::new(SingleCertAndKey::from(identity)))
}

/// Reads the certificates of authorities.
pub(crate) fn read_authorities(path: &Path) -> Result<RootCertStore, TlsError> {
    let mut authorities = RootCertStore::empty();
    for certificate in read_certificates(path)? {
        let added = authorities.add(certificate);
        added.map_err(|_| TlsError::UnusableAuthorities { path: path.to_owned() })?;
    }
    Ok(authorities)
}

/// Never empty.
fn read_certificates(path: &Path) -> Result<Vec<CertificateDer<'static>>, TlsError> {
    let text = read(path)?;
    let certificates = CertificateDer::pem_slice_iter(&text).collect::<Result<Vec<_>, _>>();
    let certificates = certificates.map_err(|_| TlsError::DamagedCertificate { path: path.to_owned() })?;
    if certificates.is_empty() {
        return Err(TlsError::NoCertificate { path: path.to_owned() });
    }
    Ok(certificates)
}

fn read_key(path: &Path) -> Result<PrivateKeyDer<'static>, TlsError> {
    let text = zeroize::Zeroizing::new(read(path)?);
    PrivateKeyDer::from_pem_slice(&text).map_err(|_| {
        let path = path.to_owned();
        let has = |word: &[u8]| memchr::memmem::find(&text, word).is_some();
        if has(b"ENCRYPTED") {
            TlsError::EncryptedKey { path }
        } else {
            TlsError::NoKey { path }
        }
    })
}

fn read(path: &Path) -> Result<Vec<u8>, TlsError> {
    let error = |source| TlsError::Read {
        path: path.to_owned(),
        source,
    };
    if std::fs::metadata(path).map_err(error)?.len() > MAX_FILE {
        return Err(TlsError::TooLarge { path: path.to_owned() });
    }
    std::fs::read(path).map_err(error)
}

fn check_validity(path: &Path, certificate: &CertificateDer<'_>, now: Timestamp) -> Result<(), TlsError> {
    let path = || path.to_owned();
    let parsed = x509_cert::Certificate::from_der(certificate);
    let validity = parsed
        .map_err(|_| TlsError::DamagedCertificate { path: path() })?
        .tbs_certificate
        .validity;
    let moment = |time: x509_cert::time::Time| {
        let seconds = i64::try_from(time.to_unix_duration().as_secs()).unwrap_or(i64::MAX);
        Timestamp::from_second(seconds).unwrap_or(Timestamp::MAX)
    };
    let (from, until) = (moment(validity.not_before), moment(validity.not_after));
    if now < from {
        return Err(TlsError::NotYetValid { path: path(), from });
    }
    if now > until {
        return Err(TlsError::Expired {
            path: path(),
            at: until,
        });
    }
    if now.duration_until(until) < EXPIRES_SOON {
        tracing::warn!(path = %path().display(), expires_at = %until, "a certificate expires soon; renew it");
    }
    Ok(())
}

#[cfg(unix)]
fn warn_if_readable_by_all(path: &Path) {
    use std::os::unix::fs::PermissionsExt;
    let is_readable_by_all = std::fs::metadata(path).is_ok_and(|file| file.permissions().mode() & 0o004 != 0);
    if is_readable_by_all {
        let path = path.display();
        tracing::warn!(%path, "everyone on this machine can read a private key; chmod o-rwx it, and think about a new key");
    }
}

#[cfg(not(unix))]
fn warn_if_readable_by_all(_path: &Path) {}

/// Returns the paths that are set.
pub(crate) fn set<'a>(paths: impl IntoIterator<Item = Option<&'a PathBuf>>) -> Vec<PathBuf> {
    paths.into_iter().flatten().cloned().collect()
}
