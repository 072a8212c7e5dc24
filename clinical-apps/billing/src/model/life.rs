//! What the state of each thing may become. A state changes by [`step`] only.

use nilecare_contracts::billing::{
    AccountStatus, AdjustmentStatus, ChargeStatus, ClaimStatus, InvoiceStatus, PaymentStatus, RefundStatus,
};
use nilecare_sql::json;
use serde::Serialize;

/// A change that the state does not allow.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the {what} is {is} and cannot become {wanted}; it can become {can}")]
pub struct StateError {
    /// Of what.
    pub what: &'static str,
    /// How it is.
    pub is: String,
    /// What was asked.
    pub wanted: String,
    /// What is allowed, or `nothing else`.
    pub can: String,
}

/// A state with what may follow it.
pub(crate) trait Life: Copy + PartialEq + Serialize + 'static {
    /// Of what it is the state.
    const WHAT: &'static str;
    fn next(self) -> &'static [Self];
}

/// Brings a state to another, when that may follow it.
pub(crate) fn step<S: Life>(state: &mut S, to: S) -> Result<(), StateError> {
    if !state.next().contains(&to) {
        return Err(refused(*state, &json::name(&to)));
    }
    *state = to;
    Ok(())
}

/// Says that something is not done in a state.
pub(crate) fn refused<S: Life>(is: S, wanted: &str) -> StateError {
    let can: Vec<String> = is.next().iter().map(json::name).collect();
    StateError {
        what: S::WHAT,
        is: json::name(&is),
        wanted: wanted.to_owned(),
        can: if can.is_empty() {
            "nothing else".to_owned()
        } else {
            can.join(", ")
        },
    }
}

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
