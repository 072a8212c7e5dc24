//! Who the peer is.

use std::fmt::Write as _;

use nilecare_engine_api::SourceMap;
use sha2::{Digest, Sha256};
use tokio_rustls::rustls::pki_types::CertificateDer;
use tokio_rustls::rustls::{CommonState, ProtocolVersion};
use x509_cert::Certificate;
use x509_cert::der::Decode;
use x509_cert::ext::pkix::SubjectAltName;
use x509_cert::ext::pkix::name::GeneralName;

/// Names the version of a session.
pub(crate) fn version(session: &CommonState) -> &'static str {
    match session.protocol_version() {
        Some(ProtocolVersion::TLSv1_3) => "1.3",
        Some(ProtocolVersion::TLSv1_2) => "1.2",
        _ => "unknown",
    }
}

/// Returns what a message's source says of the sender: `tls_version`, and of its certificate the subject (RFC 4514),
/// the alternative names separated by commas, and the fingerprint (SHA-256, lower-case hexadecimal digits).
pub(crate) fn peer_facts(session: &CommonState) -> SourceMap {
    let mut facts = SourceMap::from([("tls_version".to_owned(), version(session).to_owned())]);
    let Some(certificate) = session.peer_certificates().and_then(<[_]>::first) else {
        return facts;
    };
    facts.insert("client_certificate_sha256".to_owned(), fingerprint(certificate));
    // It was verified, so it can be read; a part that cannot is left out.
    if let Ok(parsed) = Certificate::from_der(certificate) {
        let subject = parsed.tbs_certificate.subject.to_string();
        facts.insert("client_certificate_subject".to_owned(), subject);
        let names = alternative_names(&parsed);
        if !names.is_empty() {
            facts.insert("client_certificate_names".to_owned(), names.join(","));
        }
    }
    facts
}

fn fingerprint(certificate: &CertificateDer<'_>) -> String {
    let mut text = String::with_capacity(64);
    for byte in Sha256::digest(certificate) {
        let _ = write!(text, "{byte:02x}");
    }
    text
}

fn alternative_names(certificate: &Certificate) -> Vec<String> {
    let Ok(Some((_, SubjectAltName(names)))) = certificate.tbs_certificate.get::<SubjectAltName>() else {
        return Vec::new();
    };
    names.iter().filter_map(readable).collect()
}

fn readable(name: &GeneralName) -> Option<String> {
    match name {
        GeneralName::DnsName(name) => Some(name.to_string()),
        GeneralName::Rfc822Name(name) => Some(name.to_string()),
        GeneralName::UniformResourceIdentifier(name) => Some(name.to_string()),
        GeneralName::IpAddress(address) => {
            let bytes = address.as_bytes();
            let v4 = <[u8; 4]>::try_from(bytes).map(|v4| std::net::IpAddr::from(v4).to_string());
            let v6 = || <[u8; 16]>::try_from(bytes).map(|v6| std::net::IpAddr::from(v6).to_string());
            v4.or_else(|_| v6()).ok()
        }
        _ => None,
    }
}
