//! What the states may become.

use super::{PurchaseOrderStatus, StockAlertStatus, StockBatchStatus, StockCountStatus, StockReservationStatus};
use crate::life::Life;

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
    use crate::life::step;
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
