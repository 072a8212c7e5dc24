//! Recovery codes: 80 random bits each, kept as digests, used once.

use nilecare_types::Secret;
use rand::Rng;

use super::base32;
use crate::refresh_token;

const N_CODES: usize = 10;
const CODE_BYTES: usize = 10;
const GROUP_CHARS: usize = 4;

pub(super) fn generate() -> Vec<Secret<String>> {
    std::iter::repeat_with(generate_one).take(N_CODES).collect()
}

/// Returns what is stored of a code; case, spaces and hyphens do not matter. 80 random bits need no slow hash.
pub(super) fn digest(code: &str) -> String {
    let plain: String = code.chars().filter(char::is_ascii_alphanumeric).collect();
    refresh_token::digest(&plain.to_ascii_uppercase())
}

fn generate_one() -> Secret<String> {
    let bytes: [u8; CODE_BYTES] = rand::rng().random();
    let plain = base32::encode(&bytes);
    let mut code = String::new();
    for (at, letter) in plain.chars().enumerate() {
        if at > 0 && at % GROUP_CHARS == 0 {
            code.push('-');
        }
        code.push(letter);
    }
    Secret::new(code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ten_different_codes_are_made_and_known_however_they_are_typed() {
        let codes = generate();
        let digests: std::collections::BTreeSet<_> = codes.iter().map(|code| digest(code.expose())).collect();
        assert_eq!((codes.len(), digests.len()), (10, 10));
        let code = codes[0].expose();
        assert_eq!(code.len(), 19);
        assert_eq!(digest(code), digest(&code.to_lowercase().replace('-', " ")));
    }
}
