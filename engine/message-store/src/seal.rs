//! Contents sealed with AES-256-GCM, and values that can be found without being readable.
//!
//! ```text
//! crc32 of what follows the form │ 3 │ length of key id, 1 byte │ key id │ nonce, 12 bytes │ sealed content, tag
//! ```
//! Inside is a packed content (`contents.rs`): it is compressed first. The nonce is random for each content, so one key
//! should not seal more than 2³² contents (NIST SP 800-38D §8.3); rotate it before. The place of a content (message,
//! connector, kind) is authenticated with it, so that one cannot be put in the place of another.

use ring::aead::{AES_256_GCM, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use ring::hmac;
use ring::rand::{SecureRandom, SystemRandom};

use crate::contents::{HEADER, Packed, SEALED, form};
use crate::{CorruptContent, Keyring, StoreError, StoreErrorKind};
use bytes::Bytes;

/// Of an HMAC-SHA-256 so many bytes are kept for looking up.
const HASH_LENGTH: usize = 16;

/// What a content is; part of what is authenticated. The numbers of the kinds below 32 are in files: never reuse one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Raw = 1,
    Content = 3,
    Response = 4,
    Error = 5,
    SourceMap = 6,
    Identifiers = 7,
    Preprocessed = 8,
    Sent = 9,
    ResponseTransformed = 10,
    Maps = 11,
    PostprocessorError = 12,
    Attachment = 13,
    AttachmentName = 14,
    Metadata = 15,
    OrderKey = 16,
    TextFilter = 17,
    SearchKey = 18,
    ImportedFrom = 19,
}

impl Kind {
    /// Returns the kind of a row of the table `content`.
    pub(crate) fn of_content(number: i64) -> Option<Self> {
        let kinds = [
            Self::Preprocessed,
            Self::Sent,
            Self::ResponseTransformed,
            Self::Maps,
            Self::PostprocessorError,
            Self::ImportedFrom,
        ];
        kinds.into_iter().find(|kind| *kind as i64 == number)
    }
}

/// Where a content belongs: a message, a connector (or the number of an attachment or column) and a kind.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Place {
    pub message: i64,
    pub part: i64,
    pub kind: Kind,
}

impl Place {
    pub(crate) fn new(message: i64, part: i64, kind: Kind) -> Self {
        Self { message, part, kind }
    }

    fn bytes(self) -> [u8; 17] {
        let mut bytes = [0; 17];
        bytes[..8].copy_from_slice(&self.message.to_le_bytes());
        bytes[8..16].copy_from_slice(&self.part.to_le_bytes());
        bytes[16] = self.kind as u8;
        bytes
    }
}

/// A sealed content could not be opened.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) enum OpenError {
    #[error(transparent)]
    Damaged(#[from] CorruptContent),
    #[error("it is sealed under the key {0:?}, which is not in the keyring; add it")]
    MissingKey(String),
    #[error("its seal does not fit: it was changed, moved from another place, or key {0:?} has another value now")]
    Seal(String),
}

impl OpenError {
    pub(crate) fn at(&self, message: i64) -> StoreError {
        let kind = match self {
            Self::MissingKey(_) => StoreErrorKind::MissingKey,
            Self::Damaged(_) | Self::Seal(_) => StoreErrorKind::Corrupt,
        };
        StoreError::new(kind, format!("message {message}: {self}"))
    }
}

struct Key {
    id: String,
    sealing: LessSafeKey,
}

/// The keys, ready to use.
pub(crate) struct Vault {
    keys: Vec<Key>,
    random: SystemRandom,
    search: Option<hmac::Key>,
}

impl Vault {
    pub(crate) fn new(keyring: &Keyring) -> Self {
        let keys = keyring.keys().map(|(id, secret)| Key {
            id: id.as_str().to_owned(),
            sealing: LessSafeKey::new(
                UnboundKey::new(&AES_256_GCM, secret.expose()).expect("AES-256 keys have 32 bytes"),
            ),
        });
        Self {
            keys: keys.collect(),
            random: SystemRandom::new(),
            search: None,
        }
    }

    /// Returns the name of the key that seals; `None` when there is none.
    pub(crate) fn key_id(&self) -> Option<&str> {
        self.keys.first().map(|key| key.id.as_str())
    }

    /// Makes a key for [`hash`](Self::hash), sealed for the store to keep; `None` when there is no key to seal with.
    pub(crate) fn make_search_key(&mut self) -> Option<Packed> {
        let mut secret = [0; 32];
        self.random.fill(&mut secret).ok()?;
        let sealed = self.seal(SEARCH_KEY, &Packed::pack(&secret)).ok()?;
        self.search = Some(hmac::Key::new(hmac::HMAC_SHA256, &secret));
        Some(sealed)
    }

    /// Takes the key for [`hash`](Self::hash) out of what the store kept; returns it sealed anew when it was not under
    /// the first key.
    pub(crate) fn take_search_key(&mut self, stored: &[u8]) -> Result<Option<Packed>, OpenError> {
        let secret = self.unpack(SEARCH_KEY, stored, b"")?;
        self.search = Some(hmac::Key::new(hmac::HMAC_SHA256, &secret));
        if !self.is_outdated(stored) {
            return Ok(None);
        }
        Ok(self.seal(SEARCH_KEY, &Packed::pack(&secret)).ok())
    }

    /// Whether values can be sealed and looked up.
    pub(crate) fn is_ready(&self) -> bool {
        !self.keys.is_empty() && self.search.is_some()
    }

    /// Returns what stands for a value where it must be found and not be read; `None` without a key.
    pub(crate) fn hash(&self, kind: i64, value: &[u8]) -> Option<Vec<u8>> {
        let mut context = hmac::Context::with_key(self.search.as_ref()?);
        context.update(&kind.to_le_bytes());
        context.update(value);
        Some(context.sign().as_ref()[..HASH_LENGTH].to_vec())
    }

    /// Seals a packed content for its place.
    pub(crate) fn seal(&self, place: Place, packed: &Packed) -> Result<Packed, StoreError> {
        let Some(key) = self.keys.first() else {
            let detail = "a channel is encrypted and the keyring is empty; give the key";
            return Err(StoreError::new(StoreErrorKind::MissingKey, detail));
        };
        let mut nonce = [0; NONCE_LEN];
        let no_random = |_| StoreError::new(StoreErrorKind::Other, "the system gives no random numbers");
        self.random.fill(&mut nonce).map_err(no_random)?;
        let plain = packed.as_bytes();
        let mut sealed = Vec::with_capacity(HEADER + 1 + key.id.len() + NONCE_LEN + plain.len() + 16);
        sealed.extend_from_slice(&[0, 0, 0, 0, SEALED, key.id.len() as u8]);
        sealed.extend_from_slice(key.id.as_bytes());
        sealed.extend_from_slice(&nonce);
        let start = sealed.len();
        sealed.extend_from_slice(plain);
        let tag = key
            .sealing
            .seal_in_place_separate_tag(
                Nonce::assume_unique_for_key(nonce),
                Aad::from(place.bytes()),
                &mut sealed[start..],
            )
            .map_err(|_| StoreError::new(StoreErrorKind::Other, "a content is too large to be sealed"))?;
        sealed.extend_from_slice(tag.as_ref());
        let checksum = crc32fast::hash(&sealed[HEADER..]).to_le_bytes();
        sealed[..4].copy_from_slice(&checksum);
        Ok(Packed::from_stored(sealed))
    }

    /// Gives back the plain content of stored bytes, sealed or not.
    pub(crate) fn unpack(&self, place: Place, stored: &[u8], raw: &[u8]) -> Result<Bytes, OpenError> {
        if form(stored) != Some(SEALED) {
            return Ok(Packed::unpack(stored, raw)?);
        }
        Ok(Packed::unpack(&self.open(place, stored)?, raw)?)
    }

    /// Returns the packed content within a sealed one.
    pub(crate) fn open(&self, place: Place, stored: &[u8]) -> Result<Vec<u8>, OpenError> {
        let parts = SealedParts::of(stored)?;
        let found = self.keys.iter().find(|key| key.id == parts.key_id);
        let key = found.ok_or_else(|| OpenError::MissingKey(parts.key_id.to_owned()))?;
        let mut sealed = parts.sealed.to_vec();
        let nonce = Nonce::assume_unique_for_key(parts.nonce);
        let opened = key
            .sealing
            .open_in_place(nonce, Aad::from(place.bytes()), &mut sealed)
            .map_err(|_| OpenError::Seal(key.id.clone()))?
            .len();
        sealed.truncate(opened);
        Ok(sealed)
    }

    /// Whether stored bytes are sealed, and not under the first key.
    pub(crate) fn is_outdated(&self, stored: &[u8]) -> bool {
        form(stored) == Some(SEALED) && SealedParts::of(stored).is_ok_and(|parts| Some(parts.key_id) != self.key_id())
    }
}

const SEARCH_KEY: Place = Place {
    message: 0,
    part: 0,
    kind: Kind::SearchKey,
};

struct SealedParts<'a> {
    key_id: &'a str,
    nonce: [u8; NONCE_LEN],
    sealed: &'a [u8],
}

impl<'a> SealedParts<'a> {
    fn of(stored: &'a [u8]) -> Result<Self, CorruptContent> {
        let short = CorruptContent("too short");
        let (checksum, _) = stored.split_first_chunk::<4>().ok_or(short)?;
        let rest = stored.get(HEADER..).ok_or(short)?;
        if crc32fast::hash(rest).to_le_bytes() != *checksum {
            return Err(CorruptContent("checksum differs"));
        }
        let (length, rest) = rest.split_first().ok_or(short)?;
        let (key_id, rest) = rest.split_at_checked(usize::from(*length)).ok_or(short)?;
        let (nonce, sealed) = rest.split_first_chunk::<NONCE_LEN>().ok_or(short)?;
        Ok(Self {
            key_id: std::str::from_utf8(key_id).map_err(|_| CorruptContent("key id is no text"))?,
            nonce: *nonce,
            sealed,
        })
    }
}

#[cfg(test)]
mod tests {
    use nilecare_types::Secret;

    use super::*;
    use crate::KeyId;

    const PLACE: Place = Place {
        message: 7,
        part: 2,
        kind: Kind::Content,
    };

    fn vault(ids: &[&str]) -> Vault {
        let keys = ids.iter().map(|id| {
            let secret = Secret::new([id.as_bytes()[0]; 32]);
            (KeyId::new(*id).expect("it is short"), secret)
        });
        Vault::new(&Keyring::new(keys.collect()).expect("the names differ"))
    }

    #[test]
    fn a_content_opens_at_its_own_place_only() {
        let vault = vault(&["a"]);
        let sealed = vault.seal(PLACE, &Packed::pack(b"EVERYMAN")).expect("there is a key");
        assert_eq!(
            vault.unpack(PLACE, sealed.as_bytes(), b"").as_deref(),
            Ok(&b"EVERYMAN"[..])
        );
        let places = [
            Place { message: 8, ..PLACE },
            Place { part: 3, ..PLACE },
            Place {
                kind: Kind::Response,
                ..PLACE
            },
        ];
        for place in places {
            let opened = vault.unpack(place, sealed.as_bytes(), b"");
            assert_eq!(opened, Err(OpenError::Seal("a".to_owned())), "{place:?}");
        }
    }

    #[test]
    fn a_missing_key_is_named() {
        let sealed = vault(&["old"])
            .seal(PLACE, &Packed::pack(b"x"))
            .expect("there is a key");
        let error = vault(&["new"])
            .unpack(PLACE, sealed.as_bytes(), b"")
            .expect_err("the key is gone");
        assert_eq!(error.at(7).kind, StoreErrorKind::MissingKey);
        assert!(error.at(7).detail.contains("\"old\""), "{error}");
    }

    #[test]
    fn a_flipped_bit_is_noticed() {
        let vault = vault(&["a"]);
        let sealed = vault.seal(PLACE, &Packed::pack(b"EVERYMAN")).expect("there is a key");
        for bit in 0..sealed.as_bytes().len() * 8 {
            let mut damaged = sealed.as_bytes().to_vec();
            damaged[bit / 8] ^= 1 << (bit % 8);
            assert!(vault.unpack(PLACE, &damaged, b"").is_err(), "bit {bit}");
        }
    }

    #[test]
    fn an_older_key_opens_and_is_seen_to_be_older() {
        let sealed = vault(&["b"]).seal(PLACE, &Packed::pack(b"x")).expect("there is a key");
        let rotated = vault(&["a", "b"]);
        assert!(rotated.unpack(PLACE, sealed.as_bytes(), b"").is_ok());
        assert!(rotated.is_outdated(sealed.as_bytes()));
        assert!(!rotated.is_outdated(Packed::pack(b"plain").as_bytes()));
    }
}
