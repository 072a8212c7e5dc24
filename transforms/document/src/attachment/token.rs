//! What stands in the place of an attachment: `${attachment:7}`.

use std::ops::Range;

use bytes::{BufMut, Bytes, BytesMut};
use memchr::memmem;

pub(super) const BEGINNING: &[u8] = b"${attachment:";
const END: u8 = b'}';
/// A longer number is none of ours.
const MOST_DIGITS: usize = 9;

pub(super) fn write(number: usize) -> Bytes {
    let beginning = String::from_utf8_lossy(BEGINNING);
    Bytes::from(format!("{beginning}{number}{}", char::from(END)))
}

/// Iterates over the tokens and their numbers.
pub(super) fn find_iter(content: &[u8]) -> impl Iterator<Item = (Range<usize>, usize)> + '_ {
    memmem::find_iter(content, BEGINNING).filter_map(|start| {
        let rest = &content[start + BEGINNING.len()..];
        let n_digits = rest
            .iter()
            .take(MOST_DIGITS)
            .take_while(|byte| byte.is_ascii_digit())
            .count();
        let is_whole = n_digits > 0 && rest.get(n_digits) == Some(&END);
        let number = std::str::from_utf8(&rest[..n_digits]).ok()?.parse().ok()?;
        let end = start + BEGINNING.len() + n_digits + 1;
        is_whole.then_some((start..end, number))
    })
}

/// Puts others in the place of parts, which are in order and apart.
pub(super) fn replace(content: &[u8], parts: impl Iterator<Item = (Range<usize>, Bytes)>) -> Bytes {
    let mut written = BytesMut::with_capacity(content.len());
    let mut start = 0;
    for (range, other) in parts {
        written.put_slice(&content[start..range.start]);
        written.put_slice(&other);
        start = range.end;
    }
    written.put_slice(&content[start..]);
    written.freeze()
}

/// Where the tokens of a content are, in order.
pub(super) struct Tokens(Vec<Range<usize>>);

impl Tokens {
    pub(super) fn of(content: &[u8]) -> Self {
        Self(find_iter(content).map(|(range, _)| range).collect())
    }

    /// Tells whether a part holds some bytes of a token and not all.
    pub(super) fn are_cut_by(&self, part: &Range<usize>) -> bool {
        let is_cut = |token: &Range<usize>| {
            let touches = token.start < part.end && part.start < token.end;
            let is_within = part.start <= token.start && token.end <= part.end;
            touches && !is_within
        };
        // Those in the middle of the part are whole.
        let first = self.0.partition_point(|token| token.end <= part.start);
        let after = self.0.partition_point(|token| token.start < part.end);
        let touched = &self.0[first..after.max(first)];
        touched.first().is_some_and(is_cut) || touched.last().is_some_and(is_cut)
    }
}
