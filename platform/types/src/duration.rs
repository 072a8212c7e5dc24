//! Durations as people write them: `500ms`, `30s`, `5m`, `2h`, `7d`.

use std::fmt;
use std::str::FromStr;
use std::time::Duration;

use serde::{Deserialize, Serialize};

/// A duration read from and written as text such as `30s`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(try_from = "String", into = "String")]
#[schemars(with = "String")]
pub struct HumanDuration(Duration);

/// The text is not a duration.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("a duration is a whole number and a unit, such as 500ms, 30s, 5m, 2h or 7d")]
pub struct HumanDurationError;

impl HumanDuration {
    /// Wraps a number of milliseconds.
    pub const fn from_millis(millis: u64) -> Self {
        Self(Duration::from_millis(millis))
    }

    /// Wraps a number of seconds.
    pub const fn from_secs(secs: u64) -> Self {
        Self(Duration::from_secs(secs))
    }

    /// Returns the plain duration.
    pub const fn get(self) -> Duration {
        self.0
    }
}

const UNITS: [(&str, u64); 5] = [
    ("d", 86_400_000),
    ("h", 3_600_000),
    ("m", 60_000),
    ("s", 1_000),
    ("ms", 1),
];

impl FromStr for HumanDuration {
    type Err = HumanDurationError;
    fn from_str(text: &str) -> Result<Self, HumanDurationError> {
        let split = text.find(|c: char| !c.is_ascii_digit()).ok_or(HumanDurationError)?;
        let (number, unit) = text.split_at(split);
        let number: u64 = number.parse().map_err(|_| HumanDurationError)?;
        let (_, millis) = UNITS
            .iter()
            .find(|(name, _)| *name == unit.trim())
            .ok_or(HumanDurationError)?;
        number
            .checked_mul(*millis)
            .map(Self::from_millis)
            .ok_or(HumanDurationError)
    }
}

impl fmt::Display for HumanDuration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let millis = self.0.as_millis() as u64;
        let (unit, size) = UNITS
            .iter()
            .find(|(_, size)| millis >= *size && millis.is_multiple_of(*size))
            .unwrap_or(&("ms", 1));
        write!(f, "{}{unit}", millis / size)
    }
}

impl fmt::Debug for HumanDuration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl TryFrom<String> for HumanDuration {
    type Error = HumanDurationError;
    fn try_from(text: String) -> Result<Self, HumanDurationError> {
        text.parse()
    }
}

impl From<HumanDuration> for String {
    fn from(duration: HumanDuration) -> String {
        duration.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_read_and_write_the_same_text() {
        for text in ["500ms", "30s", "5m", "2h", "7d", "1500ms"] {
            assert_eq!(
                text.parse::<HumanDuration>().map(|d| d.to_string()),
                Ok(text.to_owned())
            );
        }
        for bad in ["", "5", "s", "5 weeks", "-1s", "99999999999999999999d"] {
            assert!(bad.parse::<HumanDuration>().is_err(), "{bad:?}");
        }
    }
}
