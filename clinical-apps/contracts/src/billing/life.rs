//! What the states may become.

use super::{AccountStatus, AdjustmentStatus, ChargeStatus, ClaimStatus, InvoiceStatus, PaymentStatus, RefundStatus};
use crate::life::Life;

impl Life for AccountStatus {
    const WHAT: &'static str = "account";
    fn next(self) -> &'static [Self] {
        match self {
            Self::Open => &[Self::Closed],
            Self::Closed => &[],
        }
    }
}

impl Life for ChargeStatus {
    const WHAT: &'static str = "charge";
    fn next(self) -> &'static [Self] {
        match self {
            Self::Unpriced => &[Self::Pending, Self::Void],
            Self::Pending => &[Self::Invoiced, Self::Unpriced, Self::Void],
            Self::Invoiced => &[Self::Pending, Self::Void],
            Self::Void => &[],
        }
    }
}

impl Life for InvoiceStatus {
    const WHAT: &'static str = "invoice";
    fn next(self) -> &'static [Self] {
        match self {
            Self::Draft => &[Self::Issued, Self::Cancelled],
            Self::Issued => &[Self::PartlyPaid, Self::Paid, Self::WrittenOff, Self::Void],
            Self::PartlyPaid => &[Self::Issued, Self::Paid, Self::WrittenOff],
            Self::Paid => &[Self::PartlyPaid, Self::Issued],
            Self::WrittenOff => &[Self::PartlyPaid, Self::Issued],
            Self::Void | Self::Cancelled => &[],
        }
    }
}

impl Life for AdjustmentStatus {
    const WHAT: &'static str = "adjustment";
    fn next(self) -> &'static [Self] {
        match self {
            Self::Pending => &[Self::Applied, Self::Rejected],
            Self::Applied | Self::Rejected => &[],
        }
    }
}

impl Life for PaymentStatus {
    const WHAT: &'static str = "payment";
    fn next(self) -> &'static [Self] {
        match self {
            Self::Posted => &[Self::Reversed],
            Self::Reversed => &[],
        }
    }
}

impl Life for RefundStatus {
    const WHAT: &'static str = "refund";
    fn next(self) -> &'static [Self] {
        match self {
            Self::Pending => &[Self::Paid, Self::Rejected],
            Self::Paid => &[Self::Reversed],
            Self::Rejected | Self::Reversed => &[],
        }
    }
}

impl Life for ClaimStatus {
    const WHAT: &'static str = "claim";
    fn next(self) -> &'static [Self] {
        match self {
            Self::Draft => &[Self::Submitted, Self::Closed],
            Self::Submitted => &[Self::Accepted, Self::Rejected],
            Self::Rejected => &[Self::Submitted, Self::Closed],
            Self::Accepted => &[Self::PartlyPaid, Self::Paid, Self::Denied],
            Self::PartlyPaid => &[Self::PartlyPaid, Self::Paid, Self::Appealed, Self::Closed],
            Self::Denied => &[Self::Appealed, Self::Closed],
            Self::Appealed => &[Self::Accepted, Self::PartlyPaid, Self::Paid, Self::Denied],
            Self::Paid => &[Self::Closed],
            Self::Closed => &[],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::life::step;

    #[test]
    fn a_change_that_is_not_allowed_names_the_state_and_what_is() {
        let mut state = ClaimStatus::Draft;
        let error = step(&mut state, ClaimStatus::Paid).expect_err("it is not sent");
        assert_eq!(
            error.to_string(),
            "the claim is draft and cannot become paid; it can become submitted, closed"
        );
        assert_eq!(state, ClaimStatus::Draft);
        let mut over = InvoiceStatus::Void;
        let error = step(&mut over, InvoiceStatus::Issued).expect_err("it is over");
        assert!(error.to_string().ends_with("it can become nothing else"), "{error}");
    }

    #[test]
    fn a_claim_goes_its_way_and_round_by_an_appeal() {
        use ClaimStatus::*;
        let mut state = Draft;
        for to in [
            Submitted, Rejected, Submitted, Accepted, Denied, Appealed, PartlyPaid, Paid, Closed,
        ] {
            step(&mut state, to).expect("it is allowed");
        }
        assert_eq!(state, Closed);
    }
}
