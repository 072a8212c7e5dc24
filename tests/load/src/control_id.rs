//! The ids of generated messages (MSH-10): fixed width, unique, and telling their place in the order.

use std::fmt;
use std::str::FromStr;

use nilecare_types::Timestamp;

/// Five letters or digits that tell one run from another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RunPrefix([u8; 5]);

/// The text is not a run prefix.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("a run prefix is five capital letters or digits, such as RUN01")]
pub struct RunPrefixError;

impl RunPrefix {
    /// Makes a prefix from the moment a run starts; runs a second or more apart get different ones for 23 months.
    pub fn at(start: Timestamp) -> Self {
        let mut rest = start.as_second().unsigned_abs();
        let mut text = [b'0'; 5];
        for place in text.iter_mut().rev() {
            *place = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"[(rest % 36) as usize];
            rest /= 36;
        }
        Self(text)
    }
}

impl FromStr for RunPrefix {
    type Err = RunPrefixError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let bytes: [u8; 5] = text.as_bytes().try_into().map_err(|_| RunPrefixError)?;
        let is_plain = bytes
            .iter()
            .all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit());
        if is_plain { Ok(Self(bytes)) } else { Err(RunPrefixError) }
    }
}

/// A message control id of 20 bytes, the most that HL7 v2.5.1 §2.14.9.10 allows: run prefix, four digits of connection,
/// `-`, ten digits of sequence.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct ControlId([u8; ControlId::LEN]);

impl ControlId {
    /// Bytes of an id.
    pub const LEN: usize = 20;
    /// Connections that can be told apart.
    pub const MAX_CONNECTIONS: usize = 10_000;

    /// Makes the id of one message. A connection or sequence with more digits than there is room for wraps around.
    pub fn new(run: RunPrefix, connection: usize, sequence: u64) -> Self {
        let mut id = [b'-'; Self::LEN];
        id[..5].copy_from_slice(&run.0);
        write_digits(&mut id[5..9], connection as u64);
        write_digits(&mut id[10..], sequence);
        Self(id)
    }

    /// Returns the id as it stands in MSH-10.
    pub fn as_bytes(&self) -> &[u8; Self::LEN] {
        &self.0
    }
}

/// Writes a number right-aligned with leading zeros.
pub(crate) fn write_digits(place: &mut [u8], mut number: u64) {
    for digit in place.iter_mut().rev() {
        *digit = b'0' + (number % 10) as u8;
        number /= 10;
    }
}

impl fmt::Display for ControlId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&String::from_utf8_lossy(&self.0))
    }
}

impl fmt::Debug for ControlId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, formatter)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_prefix_connection_and_sequence() {
        let run: RunPrefix = "RUN01".parse().expect("a prefix");
        assert_eq!(ControlId::new(run, 31, 1_234).to_string(), "RUN010031-0000001234");
    }

    #[test]
    fn prefixes_of_different_seconds_differ() {
        let at = |second| RunPrefix::at(Timestamp::from_second(second).expect("a moment"));
        assert_ne!(at(1_790_000_000), at(1_790_000_001));
    }

    #[test]
    fn a_prefix_that_could_break_a_frame_is_refused() {
        for text in ["RUN1", "RUN|1", "run01", "RUN001"] {
            assert_eq!(text.parse::<RunPrefix>(), Err(RunPrefixError), "{text}");
        }
    }
}
