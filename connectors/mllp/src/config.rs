//! Settings of the connector, and what both directions share of them.

use serde::{Deserialize, Serialize};

mod listener;
mod sender;

pub use listener::MllpSourceConfig;
pub use sender::{EnhancedReply, MllpDestinationConfig};

/// The release of MLLP.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "u8", into = "u8")]
pub enum Release {
    /// Messages in blocks.
    #[default]
    One,
    /// Each block is answered by a commit block (HL7 V3 transport specification, MLLP release 2).
    Two,
}

/// A release that there is not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("must be 1 or 2")]
pub struct UnknownRelease;

impl TryFrom<u8> for Release {
    type Error = UnknownRelease;

    fn try_from(number: u8) -> Result<Self, UnknownRelease> {
        match number {
            1 => Ok(Self::One),
            2 => Ok(Self::Two),
            _ => Err(UnknownRelease),
        }
    }
}

impl From<Release> for u8 {
    fn from(release: Release) -> Self {
        match release {
            Release::One => 1,
            Release::Two => 2,
        }
    }
}

#[cfg(test)]
mod tests;
