//! Bodies that were compressed (RFC 9110 §8.4.1), with a bound to what comes out.

use std::io::{self, Write};

use flate2::write::{GzDecoder, ZlibDecoder};

/// How a body was compressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Coding {
    Identity,
    Gzip,
    /// Within a zlib stream, as the standard has it.
    Deflate,
}

impl Coding {
    /// Reads `Content-Encoding`; `None` when we cannot undo it.
    pub(crate) fn of(name: Option<&str>) -> Option<Self> {
        let is = |known: &str| name.is_some_and(|name| name.trim().eq_ignore_ascii_case(known));
        match name {
            None => Some(Self::Identity),
            Some(_) if is("identity") || is("") => Some(Self::Identity),
            Some(_) if is("gzip") || is("x-gzip") => Some(Self::Gzip),
            Some(_) if is("deflate") => Some(Self::Deflate),
            Some(_) => None,
        }
    }
}

/// Why a body could not be taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum BodyFault {
    /// It is larger than allowed, or expands too much.
    TooLarge,
    /// What should be compressed is not, or is cut short.
    Damaged,
}

/// Takes a body in pieces.
pub(crate) struct Expander {
    stage: Stage,
    n_received: u64,
    limits: ExpandLimits,
}

/// What a body may come to.
#[derive(Debug, Clone, Copy)]
pub(crate) struct ExpandLimits {
    /// Bytes after expansion.
    pub size: usize,
    /// Bytes after expansion for each byte received; counts beyond [`FREE`].
    pub ratio: u32,
}

/// So much may come out of any body, whatever its ratio: short texts that repeat themselves are harmless.
const FREE: u64 = 256 << 10;

enum Stage {
    Plain(Bounded),
    Gzip(Box<GzDecoder<Bounded>>),
    Deflate(Box<ZlibDecoder<Bounded>>),
}

/// A buffer that takes no more than it may.
struct Bounded {
    bytes: Vec<u8>,
    most: usize,
    is_full: bool,
}

impl Write for Bounded {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.bytes.len() + bytes.len() > self.most {
            self.is_full = true;
            let room = self.most.saturating_sub(self.bytes.len());
            self.bytes.extend_from_slice(&bytes[..room]);
            return Err(io::Error::other("full"));
        }
        self.bytes.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Expander {
    pub(crate) fn new(coding: Coding, limits: ExpandLimits) -> Self {
        let out = Bounded {
            bytes: Vec::new(),
            most: limits.size,
            is_full: false,
        };
        let stage = match coding {
            Coding::Identity => Stage::Plain(out),
            Coding::Gzip => Stage::Gzip(Box::new(GzDecoder::new(out))),
            Coding::Deflate => Stage::Deflate(Box::new(ZlibDecoder::new(out))),
        };
        Self {
            stage,
            n_received: 0,
            limits,
        }
    }

    /// Takes a piece.
    pub(crate) fn take(&mut self, piece: &[u8]) -> Result<(), BodyFault> {
        self.n_received += piece.len() as u64;
        if !matches!(self.stage, Stage::Plain(_)) {
            let by_ratio = FREE.max(self.n_received.saturating_mul(u64::from(self.limits.ratio)));
            self.out().most = self.limits.size.min(usize::try_from(by_ratio).unwrap_or(usize::MAX));
        }
        let written = match &mut self.stage {
            Stage::Plain(out) => out.write_all(piece),
            Stage::Gzip(decoder) => decoder.write_all(piece),
            Stage::Deflate(decoder) => decoder.write_all(piece),
        };
        written.map_err(|_| self.fault())
    }

    /// Tells whether nothing came yet.
    pub(crate) fn is_untouched(&self) -> bool {
        self.n_received == 0
    }

    /// Ends the body.
    pub(crate) fn finish(mut self) -> Result<Vec<u8>, BodyFault> {
        let ended = match &mut self.stage {
            Stage::Plain(_) => Ok(()),
            Stage::Gzip(decoder) => decoder.try_finish(),
            Stage::Deflate(decoder) => decoder.try_finish(),
        };
        ended.map_err(|_| self.fault())?;
        Ok(std::mem::take(&mut self.out().bytes))
    }

    /// Ends the body, whole or not; returns whether it is whole.
    pub(crate) fn finish_or_beginning(mut self) -> (Vec<u8>, bool) {
        let is_whole = self.is_untouched()
            || match &mut self.stage {
                Stage::Plain(out) => !out.is_full,
                Stage::Gzip(decoder) => decoder.try_finish().is_ok(),
                Stage::Deflate(decoder) => decoder.try_finish().is_ok(),
            };
        (std::mem::take(&mut self.out().bytes), is_whole)
    }

    fn fault(&mut self) -> BodyFault {
        if self.out().is_full {
            BodyFault::TooLarge
        } else {
            BodyFault::Damaged
        }
    }

    fn out(&mut self) -> &mut Bounded {
        match &mut self.stage {
            Stage::Plain(out) => out,
            Stage::Gzip(decoder) => decoder.get_mut(),
            Stage::Deflate(decoder) => decoder.get_mut(),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use flate2::Compression;
    use flate2::read::{GzEncoder, ZlibEncoder};

    use super::*;

    fn expand(coding: Coding, bytes: &[u8], limits: ExpandLimits) -> Result<Vec<u8>, BodyFault> {
        let mut expander = Expander::new(coding, limits);
        for piece in bytes.chunks(777) {
            expander.take(piece)?;
        }
        expander.finish()
    }

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut packed = Vec::new();
        let read = GzEncoder::new(bytes, Compression::best()).read_to_end(&mut packed);
        read.expect("it is in memory");
        packed
    }

    const WIDE: ExpandLimits = ExpandLimits {
        size: 64 << 20,
        ratio: 100,
    };

    #[test]
    fn bodies_come_out_as_they_were() {
        let text = b"MSH|^~\\&|".repeat(1000);
        let mut zlib = Vec::new();
        let read = ZlibEncoder::new(&text[..], Compression::fast()).read_to_end(&mut zlib);
        read.expect("it is in memory");
        assert_eq!(expand(Coding::Gzip, &gzip(&text), WIDE), Ok(text.clone()));
        assert_eq!(expand(Coding::Deflate, &zlib, WIDE), Ok(text.clone()));
        assert_eq!(expand(Coding::Identity, &text, WIDE), Ok(text));
        assert_eq!(expand(Coding::Identity, b"", WIDE), Ok(Vec::new()));
    }

    #[test]
    fn a_bomb_is_noticed_by_its_ratio_before_its_size() {
        let bomb = gzip(&vec![0; 8 << 20]);
        assert!(bomb.len() < 20_000);
        assert_eq!(expand(Coding::Gzip, &bomb, WIDE), Err(BodyFault::TooLarge));
        let small = ExpandLimits { size: 1000, ..WIDE };
        assert_eq!(expand(Coding::Gzip, &gzip(&[0; 1001]), small), Err(BodyFault::TooLarge));
        assert_eq!(expand(Coding::Identity, &[0; 1001], small), Err(BodyFault::TooLarge));
    }

    #[test]
    fn what_is_cut_short_or_not_compressed_is_damaged() {
        let packed = gzip(b"a message");
        assert_eq!(
            expand(Coding::Gzip, &packed[..packed.len() - 5], WIDE),
            Err(BodyFault::Damaged)
        );
        assert_eq!(expand(Coding::Gzip, b"a message", WIDE), Err(BodyFault::Damaged));
        assert_eq!(Coding::of(Some("br")), None);
    }
}
