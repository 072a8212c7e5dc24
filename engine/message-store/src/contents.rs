//! How a content lies on disk: checksum, form, bytes.
//!
//! ```text
//! crc32 of the plain bytes, 4 bytes little endian │ form, 1 byte │ plain length, 4 bytes (forms 1, 2) │ bytes
//! ```
//! Form 0 is plain, 1 is LZ4, 2 is LZ4 with the message's raw content as its dictionary: a transformed message differs
//! from the raw one in a few fields, so it costs some dozens of bytes. Form 3 is a sealed content, see `seal.rs`.

use bytes::Bytes;
use lz4_flex::block;

const PLAIN: u8 = 0;
const LZ4: u8 = 1;
const LZ4_WITH_RAW: u8 = 2;
pub(crate) const SEALED: u8 = 3;
pub(crate) const HEADER: usize = 5;
/// Below this size compressing gains nothing.
const SMALL: usize = 64;
/// An LZ4 block looks back 64 KiB at the most; a larger dictionary is cut to its beginning.
const DICTIONARY_LIMIT: usize = 64 * 1024;
/// An LZ4 block does not grow more than this many times; a damaged length that claims more cannot ask for all memory.
const EXPANSION_LIMIT: usize = 255;

/// The stored bytes do not give the content back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("stored content is damaged: {0}")]
pub struct CorruptContent(pub(crate) &'static str);

/// A content as it lies on disk.
#[derive(Clone, PartialEq, Eq)]
pub struct Packed(Box<[u8]>);

impl Packed {
    /// Packs a content that stands alone.
    pub fn pack(plain: &[u8]) -> Self {
        if plain.len() < SMALL {
            return Self::plain(plain);
        }
        Self::smaller(plain, LZ4, |target| block::compress_into(plain, target))
    }

    /// Packs a content that resembles `raw`, which must be at hand again to read it.
    pub fn pack_beside(plain: &[u8], raw: &[u8]) -> Self {
        let dictionary = dictionary(raw);
        if plain.len() < SMALL || dictionary.is_empty() {
            return Self::pack(plain);
        }
        Self::smaller(plain, LZ4_WITH_RAW, |target| {
            block::compress_into_with_dict(plain, target, dictionary)
        })
    }

    fn smaller(
        plain: &[u8],
        form: u8,
        compress: impl FnOnce(&mut [u8]) -> Result<usize, block::CompressError>,
    ) -> Self {
        let mut packed = vec![0; HEADER + 4 + block::get_maximum_output_size(plain.len())];
        packed[..4].copy_from_slice(&crc32fast::hash(plain).to_le_bytes());
        packed[4] = form;
        packed[HEADER..HEADER + 4].copy_from_slice(&(plain.len() as u32).to_le_bytes());
        match compress(&mut packed[HEADER + 4..]) {
            Ok(length) if length + 4 < plain.len() => {
                packed.truncate(HEADER + 4 + length);
                Self(packed.into_boxed_slice())
            }
            _ => Self::plain(plain),
        }
    }

    fn plain(plain: &[u8]) -> Self {
        let mut packed = Vec::with_capacity(HEADER + plain.len());
        packed.extend_from_slice(&crc32fast::hash(plain).to_le_bytes());
        packed.push(PLAIN);
        packed.extend_from_slice(plain);
        Self(packed.into_boxed_slice())
    }

    pub(crate) fn from_stored(stored: Vec<u8>) -> Self {
        Self(stored.into_boxed_slice())
    }

    /// Returns the bytes to write.
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    /// Gives back the plain content of stored bytes.
    ///
    /// # Errors
    /// When the bytes are damaged.
    pub fn unpack(stored: &[u8], raw: &[u8]) -> Result<Bytes, CorruptContent> {
        let (checksum, rest) = stored.split_first_chunk::<4>().ok_or(CorruptContent("too short"))?;
        let (form, body) = rest.split_first().ok_or(CorruptContent("too short"))?;
        let plain = match *form {
            PLAIN => body.to_vec(),
            LZ4 => {
                let (length, body) = plain_length(body)?;
                whole(block::decompress(body, length), length)?
            }
            LZ4_WITH_RAW => {
                let (length, body) = plain_length(body)?;
                whole(block::decompress_with_dict(body, length, dictionary(raw)), length)?
            }
            SEALED => return Err(CorruptContent("it is sealed")),
            _ => return Err(CorruptContent("unknown form")),
        };
        if crc32fast::hash(&plain).to_le_bytes() != *checksum {
            return Err(CorruptContent("checksum differs"));
        }
        Ok(Bytes::from(plain))
    }
}

/// Returns the form of stored bytes, when they are long enough to have one.
pub(crate) fn form(stored: &[u8]) -> Option<u8> {
    stored.get(4).copied()
}

fn dictionary(raw: &[u8]) -> &[u8] {
    &raw[..raw.len().min(DICTIONARY_LIMIT)]
}

fn whole(plain: Result<Vec<u8>, block::DecompressError>, length: usize) -> Result<Vec<u8>, CorruptContent> {
    let is_whole = |plain: &Vec<u8>| plain.len() == length;
    plain.ok().filter(is_whole).ok_or(CorruptContent("does not decompress"))
}

fn plain_length(body: &[u8]) -> Result<(usize, &[u8]), CorruptContent> {
    let (length, body) = body.split_first_chunk::<4>().ok_or(CorruptContent("too short"))?;
    let length = u32::from_le_bytes(*length) as usize;
    if length > (body.len() + HEADER).saturating_mul(EXPANSION_LIMIT) {
        return Err(CorruptContent("claims an impossible length"));
    }
    Ok((length, body))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const RAW: &[u8] =
        b"MSH|^~\\&|ADT1|GOOD HEALTH HOSPITAL|GHH LAB|EAST|198808181126||ADT^A01^ADT_A01|MSG00001|P|2.5.1\r\
        PID|1||PATID1234^5^M11^ADT1^MR^GOOD HEALTH HOSPITAL||EVERYMAN^ADAM^A^III||19610615|M||2106-3|\r";

    #[test]
    fn a_small_change_costs_few_bytes_beside_the_raw_content() {
        let changed = String::from_utf8_lossy(RAW).replace("EVERYMAN", "everyman");
        let packed = Packed::pack_beside(changed.as_bytes(), RAW);
        assert!(packed.as_bytes().len() < 60, "{}", packed.as_bytes().len());
        assert_eq!(
            Packed::unpack(packed.as_bytes(), RAW).as_deref(),
            Ok(changed.as_bytes())
        );
    }

    #[test]
    fn a_flipped_bit_never_gives_another_content() {
        let packed = Packed::pack(RAW);
        for bit in 0..packed.as_bytes().len() * 8 {
            let mut damaged = packed.as_bytes().to_vec();
            damaged[bit / 8] ^= 1 << (bit % 8);
            // A flipped bit may name another place with the same text; then nothing is lost.
            let is_another = Packed::unpack(&damaged, b"").is_ok_and(|plain| plain != RAW);
            assert!(!is_another, "bit {bit}");
        }
    }

    proptest! {
        #[test]
        fn any_content_comes_back(plain: Vec<u8>, raw: Vec<u8>) {
            let alone = Packed::pack(&plain);
            prop_assert_eq!(Packed::unpack(alone.as_bytes(), b""), Ok(Bytes::copy_from_slice(&plain)));
            let beside = Packed::pack_beside(&plain, &raw);
            prop_assert_eq!(Packed::unpack(beside.as_bytes(), &raw), Ok(Bytes::copy_from_slice(&plain)));
        }

        #[test]
        fn damaged_bytes_never_panic(stored: Vec<u8>) {
            let _ = Packed::unpack(&stored, RAW);
        }
    }
}
