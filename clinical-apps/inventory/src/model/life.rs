//! What the state of each thing may become. A state changes by [`step`] only.

use nilecare_contracts::inventory::{
    PurchaseOrderStatus, StockAlertStatus, StockBatchStatus, StockCountStatus, StockReservationStatus,
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

impl Life for StockBatchStatus {
    const WHAT: &'static str = "batch";
    fn next(self) -> &'static [Self] {
        match self {
            Self::Active => &[Self::Quarantined, Self::Recalled, Self::Expired],
            Self::Quarantined => &[Self::Active, Self::Recalled, Self::Expired],
            Self::Expired => &[Self::Recalled],
            Self::Recalled => &[],
        }
    }
}

impl Life for StockReservationStatus {
    const WHAT: &'static str = "reservation";
    fn next(self) -> &'static [Self] {
        match self {
            Self::Active => &[Self::Committed, Self::Released, Self::Expired],
            Self::Committed | Self::Released | Self::Expired => &[],
        }
    }
}

impl Life for PurchaseOrderStatus {
    const WHAT: &'static str = "purchase order";
    fn next(self) -> &'static [Self] {
        match self {
            Self::Draft => &[Self::Approved, Self::Cancelled],
            Self::Approved => &[Self::Ordered, Self::Cancelled],
            Self::Ordered => &[Self::PartlyReceived, Self::Received, Self::Cancelled],
            Self::PartlyReceived => &[Self::PartlyReceived, Self::Received, Self::Cancelled],
            Self::Received | Self::Cancelled => &[],
        }
    }
}

impl Life for StockCountStatus {
    const WHAT: &'static str = "stock count";
    fn next(self) -> &'static [Self] {
        match self {
            Self::Open => &[Self::Posted, Self::Cancelled],
            Self::Posted | Self::Cancelled => &[],
        }
    }
}

impl Life for StockAlertStatus {
    const WHAT: &'static str = "alert";
    fn next(self) -> &'static [Self] {
        match self {
            Self::Open => &[Self::Acknowledged, Self::Resolved],
            Self::Acknowledged => &[Self::Resolved],
            Self::Resolved => &[],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use StockBatchStatus::{Active, Expired, Quarantined, Recalled};

    #[test]
    fn a_recalled_batch_stays_recalled_and_the_refusal_says_so() {
        for from in [Active, Quarantined, Expired] {
            let mut status = from;
            assert_eq!(step(&mut status, Recalled), Ok(()));
            let refused = step(&mut status, Active).expect_err("it stays");
            assert_eq!(
                refused.to_string(),
                "the batch is recalled and cannot become active; it can become nothing else"
            );
        }
    }

    #[test]
    fn an_expired_batch_never_becomes_usable() {
        let mut status = Expired;
        for to in [Active, Quarantined] {
            assert!(step(&mut status, to).is_err());
        }
        assert_eq!(status, Expired);
    }

    #[test]
    fn an_order_is_received_only_after_it_was_agreed_to_and_sent() {
        use PurchaseOrderStatus::{Approved, Draft, Ordered, PartlyReceived, Received};
        for before in [Draft, Approved] {
            let mut status = before;
            assert!(step(&mut status, Received).is_err());
            assert!(step(&mut status, PartlyReceived).is_err());
        }
        let mut status = Draft;
        for to in [Approved, Ordered, PartlyReceived, PartlyReceived, Received] {
            assert_eq!(step(&mut status, to), Ok(()));
        }
    }
}
