//! The key of the secrets, and sealing with it.

use std::path::{Path, PathBuf};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use nilecare_types::Secret;
use ring::aead::{AES_256_GCM, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use zeroize::Zeroizing;

use super::file::SEALED;

const KEY_BYTES: usize = 32;

/// A key of 256 bits.
#[derive(Clone)]
pub struct SecretKey(LessSafeKey);

/// There is no usable key.
#[derive(Debug, thiserror::Error)]
pub enum SecretKeyError {
    /// The text is no key.
    #[error("a secret key is 64 hexadecimal digits (256 bits); make one with: openssl rand -hex 32")]
    Form,
    /// The key's file cannot be read or made.
    #[error("using the key file {path}")]
    File {
        /// The file.
        path: PathBuf,
        /// Why not.
        source: std::io::Error,
    },
    /// The system gives no random numbers.
    #[error("the system gives no random numbers")]
    Random,
}

impl std::fmt::Debug for SecretKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SecretKey(••••)")
    }
}

impl SecretKey {
    /// Reads a key of 64 hexadecimal digits.
    ///
    /// # Errors
    /// When it is none.
    pub fn parse(text: &Secret<String>) -> Result<Self, SecretKeyError> {
        let text = text.expose().trim().as_bytes();
        if text.len() != 2 * KEY_BYTES {
            return Err(SecretKeyError::Form);
        }
        let mut bytes = Zeroizing::new([0; KEY_BYTES]);
        for (byte, pair) in bytes.iter_mut().zip(text.chunks_exact(2)) {
            let digits = std::str::from_utf8(pair).ok();
            let is_hex = pair.iter().all(u8::is_ascii_hexdigit);
            let value = digits
                .filter(|_| is_hex)
                .and_then(|digits| u8::from_str_radix(digits, 16).ok());
            *byte = value.ok_or(SecretKeyError::Form)?;
        }
        Ok(Self::new(&bytes))
    }

    /// Makes a new key.
    ///
    /// # Errors
    /// When the system gives no random numbers.
    pub fn generate() -> Result<Self, SecretKeyError> {
        Ok(Self::new(&*random()?))
    }

    /// Reads the key from a file, and makes one there, readable only for its owner, when there is none.
    ///
    /// # Errors
    /// When the file cannot be used or holds no key.
    pub fn load_or_make(path: &Path) -> Result<Self, SecretKeyError> {
        let error = |source| SecretKeyError::File {
            path: path.to_owned(),
            source,
        };
        match std::fs::read_to_string(path) {
            Ok(text) => Self::parse(&Secret::new(text)),
            Err(problem) if problem.kind() == std::io::ErrorKind::NotFound => {
                let bytes = random::<KEY_BYTES>()?;
                let text = Zeroizing::new(crate::files::hex(&bytes[..]));
                write_private(path, &text).map_err(error)?;
                Ok(Self::new(&bytes))
            }
            Err(problem) => Err(error(problem)),
        }
    }

    fn new(bytes: &[u8; KEY_BYTES]) -> Self {
        let key = UnboundKey::new(&AES_256_GCM, bytes).expect("AES-256 takes keys of 32 bytes");
        Self(LessSafeKey::new(key))
    }

    /// Seals a value under its name. Nonces are random; 96 bits are enough for the number of secrets that people set.
    pub(super) fn seal(&self, name: &str, secret: &Secret<String>) -> Result<String, SecretKeyError> {
        let nonce = random::<NONCE_LEN>()?;
        let mut sealed = Zeroizing::new(secret.expose().as_bytes().to_vec());
        let tag = self
            .0
            .seal_in_place_separate_tag(Nonce::assume_unique_for_key(*nonce), Aad::from(name), &mut sealed)
            .expect("a value is much smaller than AES-GCM allows");
        let mut all = nonce.to_vec();
        all.extend_from_slice(&sealed);
        all.extend_from_slice(tag.as_ref());
        Ok(format!("{SEALED}{}", STANDARD.encode(all)))
    }

    /// Opens a sealed value; `None` when it was not sealed with this key and name.
    pub(super) fn open(&self, name: &str, sealed: &str) -> Option<Secret<String>> {
        let all = STANDARD.decode(sealed.strip_prefix(SEALED)?).ok()?;
        let (nonce, rest) = all.split_at_checked(NONCE_LEN)?;
        let nonce = Nonce::try_assume_unique_for_key(nonce).ok()?;
        let mut rest = Zeroizing::new(rest.to_vec());
        let opened = self.0.open_in_place(nonce, Aad::from(name), &mut rest).ok()?;
        String::from_utf8(opened.to_vec()).ok().map(Secret::new)
    }
}

fn random<const N: usize>() -> Result<Zeroizing<[u8; N]>, SecretKeyError> {
    use rand::TryRngCore as _;
    let mut bytes = Zeroizing::new([0; N]);
    rand::rngs::OsRng
        .try_fill_bytes(&mut bytes[..])
        .map_err(|_| SecretKeyError::Random)?;
    Ok(bytes)
}

fn write_private(path: &Path, text: &str) -> std::io::Result<()> {
    use std::io::Write;
    use std::os::unix::fs::OpenOptionsExt;
    let mut file = std::fs::OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(path)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()
}
