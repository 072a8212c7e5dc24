//! What the states may become.

use super::{
    CarePlanStatus, CareTeamStatus, ConsentStatus, CosignatureState, DirectiveStatus, DocumentStatus, ProblemStatus,
    SoapNoteStatus,
};
use crate::life::Life;

impl Life for ProblemStatus {
    const WHAT: &'static str = "problem";
    fn next(self) -> &'static [Self] {
        match self {
            Self::Active | Self::Recurrent => &[Self::Chronic, Self::Intermittent, Self::Inactive, Self::Resolved],
            Self::Chronic => &[Self::Intermittent, Self::Inactive, Self::Resolved],
            Self::Intermittent => &[Self::Active, Self::Chronic, Self::Inactive, Self::Resolved],
            Self::Inactive => &[Self::Active, Self::Recurrent, Self::Resolved],
            // Active when it was called resolved by mistake.
            Self::Resolved => &[Self::Recurrent, Self::Active],
        }
    }
}

impl Life for CarePlanStatus {
    const WHAT: &'static str = "care plan";
    fn next(self) -> &'static [Self] {
        match self {
            Self::Draft => &[Self::Active, Self::Revoked],
            Self::Active => &[Self::OnHold, Self::Completed, Self::Revoked],
            Self::OnHold => &[Self::Active, Self::Completed, Self::Revoked],
            Self::Completed | Self::Revoked => &[],
        }
    }
}

impl Life for DirectiveStatus {
    const WHAT: &'static str = "advance directive";
    fn next(self) -> &'static [Self] {
        match self {
            Self::Draft => &[Self::Active, Self::Revoked],
            Self::Active => &[Self::Revoked, Self::Superseded],
            Self::Revoked | Self::Superseded => &[],
        }
    }
}

impl Life for ConsentStatus {
    const WHAT: &'static str = "consent";
    fn next(self) -> &'static [Self] {
        match self {
            Self::Active => &[Self::Withdrawn],
            Self::Withdrawn => &[],
        }
    }
}

impl Life for CareTeamStatus {
    const WHAT: &'static str = "part in the care team";
    fn next(self) -> &'static [Self] {
        match self {
            Self::Active => &[Self::Ended],
            Self::Ended => &[],
        }
    }
}

impl Life for DocumentStatus {
    const WHAT: &'static str = "document";
    fn next(self) -> &'static [Self] {
        match self {
            Self::Draft => &[Self::Finalized],
            Self::Finalized | Self::Amended => &[Self::Amended, Self::Archived],
            Self::Archived => &[],
        }
    }
}

impl Life for SoapNoteStatus {
    const WHAT: &'static str = "note";
    fn next(self) -> &'static [Self] {
        match self {
            Self::Draft => &[Self::Finalized, Self::Discarded],
            Self::Finalized | Self::Amended => &[Self::Amended, Self::EnteredInError],
            Self::Discarded | Self::EnteredInError => &[],
        }
    }
}

impl Life for CosignatureState {
    const WHAT: &'static str = "co-signature";
    fn next(self) -> &'static [Self] {
        match self {
            Self::Asked => &[Self::Signed, Self::Declined],
            Self::Signed | Self::Declined => &[],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::life::step;

    #[test]
    fn a_signed_note_never_becomes_a_draft_again() {
        use SoapNoteStatus::{Amended, Discarded, Draft, EnteredInError, Finalized};
        for from in [Draft, Finalized, Amended, Discarded, EnteredInError] {
            let mut state = from;
            assert!(step(&mut state, Draft).is_err(), "{from:?}");
            assert_eq!(state, from);
            // What is signed is not thrown away either.
            assert_eq!(from.next().contains(&Discarded), from == Draft, "{from:?}");
        }
    }

    #[test]
    fn what_is_over_stays_over() {
        assert!(CarePlanStatus::Revoked.next().is_empty() && CarePlanStatus::Completed.next().is_empty());
        assert!(ConsentStatus::Withdrawn.next().is_empty() && DirectiveStatus::Revoked.next().is_empty());
        let mut state = ProblemStatus::Chronic;
        let error = step(&mut state, ProblemStatus::Recurrent).expect_err("it never went away");
        let text = "the problem is chronic and cannot become recurrent; it can become intermittent, inactive, resolved";
        assert_eq!(error.to_string(), text);
    }
}
