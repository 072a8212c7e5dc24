//! What each state may become.

use super::{CriticalStatus, SpecimenStatus};
use crate::life::Life;

impl Life for SpecimenStatus {
    const WHAT: &'static str = "specimen";
    fn next(self) -> &'static [Self] {
        use SpecimenStatus::*;
        match self {
            Collected => &[InTransit, Received, Rejected, Discarded],
            InTransit => &[Received, Rejected],
            Received => &[Processing, Stored, Rejected],
            Processing => &[Analysed, Rejected],
            Analysed => &[Stored, Discarded],
            Stored => &[Processing, Discarded],
            Rejected => &[Discarded],
            Discarded => &[],
        }
    }
}

impl Life for CriticalStatus {
    const WHAT: &'static str = "critical result";
    fn next(self) -> &'static [Self] {
        match self {
            Self::Open => &[Self::Acknowledged, Self::Withdrawn],
            Self::Acknowledged | Self::Withdrawn => &[],
        }
    }
}
