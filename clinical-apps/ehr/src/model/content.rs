//! What documents may hold: few types, each seen by its first bytes, none of them a page that a browser would run.

use std::fmt::Write as _;

use sha2::{Digest, Sha256};

use crate::EhrError;

/// The types that are taken, and how each begins.
const TYPES: [(&str, &[u8]); 3] = [
    ("application/pdf", b"%PDF-"),
    ("image/png", b"\x89PNG\r\n\x1a\n"),
    ("image/jpeg", b"\xff\xd8\xff"),
];
const TEXT: &str = "text/plain";

/// Finds the type that is taken for a `Content-Type`.
pub(crate) fn accepted(header: Option<&str>) -> Result<&'static str, EhrError> {
    let mut parts = header.unwrap_or_default().split(';');
    let essence = parts.next().unwrap_or_default().trim().to_ascii_lowercase();
    if essence == TEXT {
        let mut charset = parts.filter_map(|part| part.trim().split_once('='));
        let is_utf8 = charset.all(|(name, value)| {
            let value = value.trim_matches('"');
            !name.eq_ignore_ascii_case("charset")
                || ["utf-8", "us-ascii"].iter().any(|it| value.eq_ignore_ascii_case(it))
        });
        return is_utf8.then_some(TEXT).ok_or(EhrError::ContentType);
    }
    let found = TYPES.iter().find(|(name, _)| *name == essence);
    found.map(|(name, _)| *name).ok_or(EhrError::ContentType)
}

/// Demands that bytes are what their type says.
pub(crate) fn demand(content_type: &str, content: &[u8]) -> Result<(), EhrError> {
    let holds = match TYPES.iter().find(|(name, _)| *name == content_type) {
        Some((_, begin)) => content.starts_with(begin),
        None => !content.is_empty() && std::str::from_utf8(content).is_ok() && !content.contains(&0),
    };
    if holds { Ok(()) } else { Err(EhrError::ContentIsOther) }
}

/// Returns the SHA-256 of bytes, 64 hexadecimal digits.
pub(crate) fn sha256(content: &[u8]) -> String {
    let mut digest = String::with_capacity(64);
    for byte in Sha256::digest(content) {
        let _ = write!(digest, "{byte:02x}");
    }
    digest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_are_few_and_none_is_a_page() {
        for (header, expected) in [
            ("application/pdf", Some("application/pdf")),
            ("Image/PNG", Some("image/png")),
            ("text/plain; charset=UTF-8", Some("text/plain")),
            ("text/plain; charset=windows-1256", None),
            ("text/html", None),
            ("image/svg+xml", None),
            ("application/xhtml+xml", None),
            ("application/octet-stream", None),
            ("", None),
        ] {
            assert_eq!(accepted(Some(header)).ok(), expected, "{header}");
        }
        assert!(accepted(None).is_err());
    }

    #[test]
    fn a_page_that_calls_itself_a_document_is_none() {
        assert!(demand("application/pdf", b"%PDF-1.7\n").is_ok());
        assert!(demand("application/pdf", b"<html>").is_err());
        assert!(demand("image/jpeg", b"\xff\xd8\xff\xe0").is_ok());
        assert!(demand("text/plain", "سلام".as_bytes()).is_ok());
        for none in [&b""[..], b"\xff\xfe", b"a\0b"] {
            assert!(demand("text/plain", none).is_err(), "{none:?}");
        }
    }

    #[test]
    fn the_hash_is_the_known_one() {
        let empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
        assert_eq!(sha256(b""), empty);
    }
}
