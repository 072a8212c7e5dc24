//! What the states may become.

use super::{
    DisputeStatus, DrawerStatus, InstalmentPlanStatus, InstalmentStatus, ReconciliationStatus, TransactionRefundStatus,
    TransactionStatus,
};
use crate::life::Life;

impl Life for TransactionStatus {
    const WHAT: &'static str = "payment";
    fn next(self) -> &'static [Self] {
        match self {
            Self::Pending => &[Self::Processing, Self::Rejected, Self::Cancelled],
            Self::Processing => &[Self::AwaitingVerification, Self::Verified, Self::Failed],
            Self::AwaitingVerification => &[Self::Verified, Self::Rejected, Self::Cancelled],
            Self::Verified => &[Self::Confirmed],
            Self::Confirmed => &[Self::PartiallyRefunded, Self::Refunded, Self::Disputed],
            Self::PartiallyRefunded => &[Self::Refunded, Self::Disputed],
            Self::Disputed => &[Self::Confirmed, Self::PartiallyRefunded, Self::Refunded],
            // Money that comes late is there all the same.
            Self::Failed | Self::Cancelled => &[Self::Verified],
            Self::Rejected | Self::Refunded => &[],
        }
    }
}

impl Life for TransactionRefundStatus {
    const WHAT: &'static str = "refund";
    fn next(self) -> &'static [Self] {
        match self {
            Self::Pending => &[Self::Approved, Self::Rejected],
            Self::Approved => &[Self::Processing, Self::Rejected],
            Self::Processing => &[Self::Completed, Self::Failed],
            Self::Failed => &[Self::Processing, Self::Rejected],
            Self::Completed | Self::Rejected => &[],
        }
    }
}

impl Life for DrawerStatus {
    const WHAT: &'static str = "drawer";
    fn next(self) -> &'static [Self] {
        match self {
            Self::Open => &[Self::Closed],
            Self::Closed => &[],
        }
    }
}

impl Life for InstalmentPlanStatus {
    const WHAT: &'static str = "instalment plan";
    fn next(self) -> &'static [Self] {
        match self {
            Self::Active => &[Self::Completed, Self::Defaulted, Self::Cancelled],
            Self::Defaulted => &[Self::Active, Self::Completed, Self::Cancelled],
            Self::Completed | Self::Cancelled => &[],
        }
    }
}

impl Life for InstalmentStatus {
    const WHAT: &'static str = "instalment";
    fn next(self) -> &'static [Self] {
        match self {
            Self::Pending => &[Self::Paid, Self::Overdue, Self::Waived],
            Self::Overdue => &[Self::Paid, Self::Waived],
            Self::Paid | Self::Waived => &[],
        }
    }
}

impl Life for ReconciliationStatus {
    const WHAT: &'static str = "reconciliation item";
    fn next(self) -> &'static [Self] {
        match self {
            Self::Mismatch => &[Self::Investigating, Self::Matched, Self::Resolved, Self::WrittenOff],
            Self::Investigating => &[Self::Resolved, Self::WrittenOff],
            Self::Matched | Self::Resolved | Self::WrittenOff => &[],
        }
    }
}

impl Life for DisputeStatus {
    const WHAT: &'static str = "dispute";
    fn next(self) -> &'static [Self] {
        match self {
            Self::Open => &[Self::Won, Self::Lost],
            Self::Won | Self::Lost => &[],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::life::step;

    const ALL: [TransactionStatus; 11] = [
        TransactionStatus::Pending,
        TransactionStatus::Processing,
        TransactionStatus::AwaitingVerification,
        TransactionStatus::Verified,
        TransactionStatus::Confirmed,
        TransactionStatus::Rejected,
        TransactionStatus::Failed,
        TransactionStatus::Cancelled,
        TransactionStatus::PartiallyRefunded,
        TransactionStatus::Refunded,
        TransactionStatus::Disputed,
    ];

    #[test]
    fn what_counts_does_not_become_what_does_not_count() {
        use TransactionStatus::{Confirmed, Disputed, PartiallyRefunded, Refunded};
        let counts = [Confirmed, PartiallyRefunded, Refunded, Disputed];
        for from in counts {
            for to in ALL {
                let mut state = from;
                let is_done = step(&mut state, to).is_ok();
                assert!(!is_done || counts.contains(&to), "{from:?} became {to:?}");
            }
        }
    }

    #[test]
    fn money_is_verified_before_it_counts() {
        for from in ALL {
            let may = from.next().contains(&TransactionStatus::Confirmed);
            let is_known = matches!(from, TransactionStatus::Verified | TransactionStatus::Disputed);
            assert_eq!(may, is_known, "{from:?}");
        }
    }

    #[test]
    fn a_refusal_names_the_state_and_what_is_allowed() {
        let mut state = TransactionStatus::Confirmed;
        let error = step(&mut state, TransactionStatus::Cancelled).expect_err("it cannot");
        let text = "the payment is confirmed and cannot become cancelled; \
                    it can become partially-refunded, refunded, disputed";
        assert_eq!(
            (error.to_string().as_str(), state),
            (text, TransactionStatus::Confirmed)
        );
    }
}
