//! What can be wrong with certificates and handshakes, and what to do about it.

use std::io;
use std::path::PathBuf;
use std::time::Duration;

use tokio_rustls::rustls::{self, AlertDescription, CertificateError};

/// TLS cannot be used, or a handshake failed.
#[derive(Debug, thiserror::Error)]
pub enum TlsError {
    /// A file is not there or not readable.
    #[error("cannot read {path}; does it exist, and may the user that runs this read it?")]
    Read {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// A file is too large to be what it should be.
    #[error("{path} is larger than 1 MiB; is it a PEM file?")]
    TooLarge {
        /// The file.
        path: PathBuf,
    },
    /// A file has no certificate in it.
    #[error("{path} holds no certificate; give a PEM file with -----BEGIN CERTIFICATE-----")]
    NoCertificate {
        /// The file.
        path: PathBuf,
    },
    /// A certificate cannot be read.
    #[error("a certificate in {path} is damaged; write the file again")]
    DamagedCertificate {
        /// The file.
        path: PathBuf,
    },
    /// A file has no private key in it.
    #[error("{path} holds no private key; give a PEM file with -----BEGIN PRIVATE KEY-----")]
    NoKey {
        /// The file.
        path: PathBuf,
    },
    /// A private key needs a password.
    #[error("the private key in {path} is encrypted; take the password off with openssl pkey -in {path} -out NEW")]
    EncryptedKey {
        /// The file.
        path: PathBuf,
    },
    /// Key and certificate do not belong together, or are of a kind that is not known.
    #[error(
        "the private key in {key} cannot be used with the certificate in {certificate}; the first certificate must \
         be the key's own, RSA of at least 2048 bits, ECDSA (P-256, P-384) or Ed25519"
    )]
    KeyDoesNotFit {
        /// The file of the certificate.
        certificate: PathBuf,
        /// The file of the key.
        key: PathBuf,
        /// What does not fit.
        source: rustls::Error,
    },
    /// A certificate is over.
    #[error("the certificate in {path} expired at {at}; renew it")]
    Expired {
        /// The file.
        path: PathBuf,
        /// Its end.
        at: jiff::Timestamp,
    },
    /// A certificate is not valid yet.
    #[error("the certificate in {path} is valid from {from} only; is the clock right?")]
    NotYetValid {
        /// The file.
        path: PathBuf,
        /// Its beginning.
        from: jiff::Timestamp,
    },
    /// The authorities cannot be used.
    #[error("the certificates in {path} cannot be trusted as authorities; give those of the CA")]
    UnusableAuthorities {
        /// The file.
        path: PathBuf,
    },
    /// This machine knows no authorities.
    #[error("this machine has no certificate authorities; name a file in ca_file")]
    NoSystemAuthorities,
    /// The name to look for in the receiver's certificate is none.
    #[error("{name} is no host name and no IP address; set server_name to a name in the receiver's certificate")]
    ServerName {
        /// What was given.
        name: String,
    },
    /// Settings that rustls does not take together.
    #[error("these TLS settings cannot be used together")]
    Settings(#[source] rustls::Error),
    /// The peer was too slow.
    #[error("the TLS handshake took longer than {} ms; does the peer speak TLS on this port?", limit.as_millis())]
    HandshakeTooSlow {
        /// How long it may take.
        limit: Duration,
    },
    /// The handshake failed.
    #[error("the TLS handshake failed: {}", advice(source))]
    Handshake {
        /// Why.
        source: io::Error,
    },
}

impl TlsError {
    /// Tells whether a handshake failed for the network and not for anything that settings or certificates could mend.
    pub fn is_of_network(&self) -> bool {
        match self {
            Self::Handshake { source } => tls_reason(source).is_none(),
            Self::HandshakeTooSlow { .. } => true,
            _ => false,
        }
    }

    /// Returns the error with its causes on one line.
    pub fn detail(&self) -> String {
        match self {
            // What the system said is in the advice already.
            Self::Handshake { .. } => self.to_string(),
            _ => match std::error::Error::source(self) {
                Some(source) => format!("{self} ({source})"),
                None => self.to_string(),
            },
        }
    }
}

/// Tells whether the peer broke the connection because of our certificate. With TLS 1.3 this comes after our side of
/// the handshake is done, and nothing sent since was looked at (RFC 8446 §4.4.2.4).
pub fn certificate_refused(error: &io::Error) -> Option<String> {
    match tls_reason(error) {
        Some(rustls::Error::AlertReceived(alert)) if is_about_certificate(*alert) => Some(advice(error)),
        _ => None,
    }
}

fn is_about_certificate(alert: AlertDescription) -> bool {
    use AlertDescription as Alert;
    matches!(
        alert,
        Alert::CertificateRequired
            | Alert::NoCertificate
            | Alert::BadCertificate
            | Alert::UnsupportedCertificate
            | Alert::CertificateRevoked
            | Alert::CertificateExpired
            | Alert::CertificateUnknown
            | Alert::UnknownCA
            | Alert::AccessDenied
    )
}

fn tls_reason(error: &io::Error) -> Option<&rustls::Error> {
    error.get_ref()?.downcast_ref()
}

/// Says what to do about a failed handshake.
fn advice(error: &io::Error) -> String {
    use CertificateError as Bad;
    let Some(reason) = tls_reason(error) else {
        return format!("{error}; does the peer speak TLS on this port?");
    };
    let what_to_do = match reason {
        rustls::Error::InvalidMessage(_) => "the peer does not speak TLS on this port",
        rustls::Error::PeerIncompatible(_) | rustls::Error::AlertReceived(AlertDescription::ProtocolVersion) => {
            "the peer has no TLS version or cipher in common with us; see min_version"
        }
        rustls::Error::NoCertificatesPresented => "the peer must show a certificate and has none",
        rustls::Error::AlertReceived(alert) if is_about_certificate(*alert) => {
            "the peer refused our certificate, or wants one; see certificate_file, and which authority the peer trusts"
        }
        rustls::Error::InvalidCertificate(bad) => match bad {
            Bad::UnknownIssuer | Bad::BadSignature => "no authority that we trust signed the peer's certificate",
            Bad::NotValidForName | Bad::NotValidForNameContext { .. } => {
                "the peer's certificate is for another name; see server_name"
            }
            Bad::Expired | Bad::ExpiredContext { .. } => "the peer's certificate is expired; its people must renew it",
            Bad::NotValidYet | Bad::NotValidYetContext { .. } => {
                "the peer's certificate is not valid yet, or our clock is wrong"
            }
            _ => "the peer's certificate cannot be accepted",
        },
        _ => "ask the peer's people what their log says",
    };
    format!("{what_to_do} ({reason})")
}
