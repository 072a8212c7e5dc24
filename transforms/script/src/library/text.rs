//! Texts in other forms: lists put together, digests, Base64, identifiers.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use rhai::{Array, Blob, Engine, EvalAltResult};
use sha2::{Digest, Sha256};

type Result<T> = std::result::Result<T, Box<EvalAltResult>>;

pub(super) fn register(engine: &mut Engine) {
    engine
        .register_fn("join", join)
        .register_fn("sha256", |text: &str| sha256(text.as_bytes()))
        .register_fn("sha256", |bytes: Blob| sha256(&bytes))
        .register_fn("base64_encode", |text: &str| STANDARD.encode(text))
        .register_fn("base64_encode", |bytes: Blob| STANDARD.encode(bytes))
        .register_fn("base64_decode", |text: &str| -> Result<String> {
            String::from_utf8(decode(text)?).map_err(|_| "the Base64 holds no text; use base64_bytes".into())
        })
        .register_fn("base64_bytes", decode)
        .register_fn("uuid", uuid);
}

/// The values one after the other, with a separator between them; what is not there (`()`) is an empty text.
fn join(list: &mut Array, separator: &str) -> String {
    list.iter()
        .map(|value| value.to_string())
        .collect::<Vec<_>>()
        .join(separator)
}

fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

fn decode(text: &str) -> Result<Blob> {
    // Long values come in lines.
    let text = text.split_ascii_whitespace().collect::<String>();
    STANDARD.decode(text).map_err(|_| "not Base64".into())
}

/// Makes a random identifier (RFC 9562 §5.4).
pub(crate) fn uuid() -> String {
    let mut bytes = rand::random::<[u8; 16]>();
    bytes[6] = bytes[6] & 0x0F | 0x40;
    bytes[8] = bytes[8] & 0x3F | 0x80;
    let mut text = String::with_capacity(36);
    for (index, byte) in bytes.iter().enumerate() {
        if matches!(index, 4 | 6 | 8 | 10) {
            text.push('-');
        }
        text.push_str(&format!("{byte:02x}"));
    }
    text
}

#[cfg(test)]
mod tests {
    #[test]
    fn an_identifier_has_its_form_and_differs() {
        let (one, other) = (super::uuid(), super::uuid());
        assert!(one != other && one.len() == 36);
        assert!(
            one.as_bytes()[14] == b'4' && matches!(one.as_bytes()[19], b'8' | b'9' | b'a' | b'b'),
            "{one}"
        );
    }
}
