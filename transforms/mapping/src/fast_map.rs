//! Maps from names of the tables. Their keys are ours, and what a message asks for is only looked up, so no sender can make
//! keys collide; a short hash does (FNV-1a).

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// A map from names.
pub type FastMap<K, V> = HashMap<K, V, BuildHasherDefault<Fnv>>;

/// The hash FNV-1a of 64 bits.
pub struct Fnv(u64);

impl Default for Fnv {
    fn default() -> Fnv {
        Fnv(0xcbf2_9ce4_8422_2325)
    }
}

impl Hasher for Fnv {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found() {
        let map: FastMap<String, usize> = (0..100).map(|n| (n.to_string(), n)).collect();
        assert_eq!((map.get("42"), map.get("x")), (Some(&42), None));
    }
}
