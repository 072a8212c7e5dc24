//! UUIDs made from names (RFC 9562 §5.5): the same name gives the same UUID.

use sha1::{Digest, Sha1};

/// The namespace of the names that conversions make.
const NAMESPACE: [u8; 16] = [
    0x4e, 0x1c, 0x0a, 0x52, 0x7d, 0x33, 0x5b, 0x0f, 0x9a, 0x61, 0x2d, 0xe8, 0x74, 0xc5, 0x16, 0xb9,
];

/// Returns the UUID of a name as `urn:uuid:…`.
pub fn urn(parts: &[&str]) -> String {
    let mut hash = Sha1::new();
    hash.update(NAMESPACE);
    for part in parts {
        hash.update(part.as_bytes());
        // What no part of a message holds, so that parts cannot run together.
        hash.update([0]);
    }
    let digest = hash.finalize();
    let mut bytes = [0u8; 16];
    bytes.copy_from_slice(&digest[..16]);
    bytes[6] = bytes[6] & 0x0f | 0x50;
    bytes[8] = bytes[8] & 0x3f | 0x80;
    let mut text = String::with_capacity(45);
    text.push_str("urn:uuid:");
    for (n, byte) in bytes.iter().enumerate() {
        if [4, 6, 8, 10].contains(&n) {
            text.push('-');
        }
        for digit in [byte >> 4, byte & 0x0f] {
            text.push(char::from(b"0123456789abcdef"[usize::from(digit)]));
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_has_one_uuid_of_version_5() {
        let one = urn(&["a", "b"]);
        assert_eq!(one, urn(&["a", "b"]));
        assert_ne!(one, urn(&["ab", ""]));
        assert_eq!(one.len(), 45);
        assert_eq!(one.as_bytes()[23], b'5');
    }
}
