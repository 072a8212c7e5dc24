//! A Bloom filter of the pieces of 3 and of 6 bytes that occur in the folded contents of a block of messages.
//!
//! Pieces of 3 bytes say little: all numbers of three digits occur in any 256 messages. Pieces of 6 do: in a text of 8
//! characters there are three of them, and a block that has all three and not the text is rare. Those of 3 are for texts
//! that are shorter than 6.
//!
//! The filter is built at its largest size and then folded in half, which keeps what it promises, until a quarter of its
//! bits are set. Each piece sets two bits, so a piece that does not occur is taken for one that does in 2 to 9 % of cases.
//!
//! ```text
//! log2 of the number of bits, 1 byte │ bits
//! ```
//! No bytes at all: nothing occurs.

/// The largest filter has 2²² bits, 512 KiB.
const LARGEST: u32 = 22;
/// The smallest has 2⁶ bits.
const SMALLEST: u32 = 6;
/// It is folded while fewer than one in so many bits would be set.
const SPARSE: usize = 4;

/// Collects the pieces of contents.
pub(crate) struct FilterBuilder {
    bits: Vec<u64>,
}

impl FilterBuilder {
    pub(crate) fn new() -> Self {
        Self {
            bits: vec![0; 1 << (LARGEST - 6)],
        }
    }

    /// Adds a content; its case must be folded.
    pub(crate) fn add(&mut self, folded: &[u8]) {
        for hash in hashes::<3>(folded).chain(hashes::<6>(folded)) {
            for bit in places(hash) {
                let bit = bit & ((1 << LARGEST) - 1);
                self.bits[bit >> 6] |= 1 << (bit & 63);
            }
        }
    }

    /// Returns the filter as it is stored.
    pub(crate) fn finish(mut self) -> Vec<u8> {
        let mut size = LARGEST;
        let mut n_set = count(&self.bits);
        if n_set == 0 {
            return Vec::new();
        }
        while size > SMALLEST && n_set * SPARSE < 1 << (size - 1) {
            let half = self.bits.len() / 2;
            let (low, high) = self.bits.split_at_mut(half);
            low.iter_mut().zip(&*high).for_each(|(low, high)| *low |= high);
            self.bits.truncate(half);
            size -= 1;
            n_set = count(&self.bits);
        }
        let mut stored = Vec::with_capacity(1 + self.bits.len() * 8);
        stored.push(size as u8);
        stored.extend(self.bits.iter().flat_map(|word| word.to_le_bytes()));
        stored
    }
}

fn count(bits: &[u64]) -> usize {
    bits.iter().map(|word| word.count_ones() as usize).sum()
}

/// A stored filter.
pub(crate) struct TextFilter<'a>(&'a [u8]);

impl<'a> TextFilter<'a> {
    /// Takes stored bytes; `None` when they are damaged.
    pub(crate) fn new(stored: &'a [u8]) -> Option<Self> {
        match stored.split_first() {
            None => Some(Self(stored)),
            Some((size, bits)) => {
                let is_whole = (SMALLEST..=LARGEST).contains(&u32::from(*size)) && bits.len() * 8 == 1 << size;
                is_whole.then_some(Self(bits))
            }
        }
    }

    /// Tells whether a folded text of at least 3 bytes may occur.
    pub(crate) fn may_have(&self, folded: &[u8]) -> bool {
        if self.0.is_empty() {
            return false;
        }
        let mask = self.0.len() * 8 - 1;
        let mut pieces: Box<dyn Iterator<Item = u64>> = if folded.len() >= 6 {
            Box::new(hashes::<6>(folded))
        } else {
            Box::new(hashes::<3>(folded))
        };
        pieces.all(|hash| {
            places(hash).into_iter().all(|bit| {
                let bit = bit & mask;
                self.0[bit >> 3] >> (bit & 7) & 1 == 1
            })
        })
    }
}

/// Returns a hash of each piece of `N` bytes.
fn hashes<const N: usize>(text: &[u8]) -> impl Iterator<Item = u64> + '_ {
    text.windows(N).map(|piece| {
        let mut bytes = [0; 8];
        bytes[..N].copy_from_slice(piece);
        bytes[7] = N as u8;
        // The finaliser of MurmurHash3: each bit of the piece reaches each bit of the hash.
        let mut hash = u64::from_le_bytes(bytes);
        hash ^= hash >> 33;
        hash = hash.wrapping_mul(0xff51_afd7_ed55_8ccd);
        hash ^= hash >> 33;
        hash = hash.wrapping_mul(0xc4ce_b9fe_1a85_ec53);
        hash ^ (hash >> 33)
    })
}

fn places(hash: u64) -> [usize; 2] {
    [hash as u32 as usize, (hash >> 32) as usize]
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn filter_of(texts: &[&[u8]]) -> Vec<u8> {
        let mut builder = FilterBuilder::new();
        texts.iter().for_each(|text| builder.add(text));
        builder.finish()
    }

    #[test]
    fn most_texts_that_do_not_occur_are_told_apart() {
        let messages: Vec<String> = (0..256)
            .map(|n: u64| {
                format!(
                    "msh|adt|{}|pid|1||{:07}^^^hospital",
                    n * 7919,
                    n * 7_654_321 % 10_000_000
                )
            })
            .collect();
        let texts: Vec<&[u8]> = messages.iter().map(String::as_bytes).collect();
        let stored = filter_of(&texts);
        assert!(stored.len() < 20_000, "{} bytes", stored.len());
        let filter = TextFilter::new(&stored).expect("it is whole");
        let n_wrong = (0..1000)
            .filter(|n| filter.may_have(format!("{:08}", n * 104_729 + 30_000_001).as_bytes()))
            .count();
        assert!(n_wrong < 30, "{n_wrong} of 1000 are taken to occur");
    }

    #[test]
    fn an_empty_filter_has_nothing() {
        assert!(!TextFilter::new(&filter_of(&[])).expect("it is whole").may_have(b"abc"));
    }

    proptest! {
        #[test]
        fn what_occurs_is_never_denied(texts: Vec<Vec<u8>>, at: usize, length in 3..20_usize) {
            let texts: Vec<&[u8]> = texts.iter().map(Vec::as_slice).collect();
            let stored = filter_of(&texts);
            let filter = TextFilter::new(&stored).expect("it is whole");
            for text in texts.iter().filter(|text| text.len() >= length) {
                let from = at % (text.len() - length + 1);
                prop_assert!(filter.may_have(&text[from..from + length]));
            }
        }

        #[test]
        fn damaged_bytes_never_panic(stored: Vec<u8>) {
            if let Some(filter) = TextFilter::new(&stored) {
                filter.may_have(b"abcdefgh");
            }
        }
    }
}
