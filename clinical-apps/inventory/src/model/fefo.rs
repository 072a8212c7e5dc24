//! Which batches are taken: the one that expires first goes first (FEFO).

use jiff::civil::Date;
use jiff::tz::TimeZone;
use nilecare_contracts::inventory::{StockBatchStatus, StockLocationKind};
use nilecare_types::Timestamp;

/// Some of a batch in one place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Candidate {
    pub batch_id: String,
    pub lot: String,
    pub location_id: String,
    pub expires_on: Date,
    pub status: StockBatchStatus,
    pub kind: StockLocationKind,
    pub is_active: bool,
    /// The day that it is where the place is.
    pub today: Date,
    /// Units that are there and not kept back.
    pub free: u32,
}

/// What is taken of a candidate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Taken {
    pub batch_id: String,
    pub lot: String,
    pub location_id: String,
    pub quantity: u32,
}

impl Candidate {
    /// Tells whether it may be issued: not expired, recalled or in quarantine, in a place that is in use.
    pub(crate) fn is_usable(&self) -> bool {
        self.status == StockBatchStatus::Active
            && self.expires_on >= self.today
            && self.kind != StockLocationKind::Quarantine
            && self.is_active
    }
}

/// Returns the day of a moment in a zone.
pub(crate) fn day(at: Timestamp, zone: &TimeZone) -> Date {
    zone.to_datetime(at).date()
}

/// Returns how many units may be issued.
pub(crate) fn available(candidates: &[Candidate]) -> u64 {
    let usable = candidates.iter().filter(|candidate| candidate.is_usable());
    usable.map(|candidate| u64::from(candidate.free)).sum()
}

/// Chooses `wanted` units, those that expire first first; of two that expire together the one with the lesser lot, then place, so that
/// the choice is the same each time. `Err` is how many there are when they are not enough.
pub(crate) fn choose(mut candidates: Vec<Candidate>, wanted: u32) -> Result<Vec<Taken>, u64> {
    let available = available(&candidates);
    if available < u64::from(wanted) {
        return Err(available);
    }
    candidates.retain(Candidate::is_usable);
    candidates.sort_by(|one, other| {
        let key = |candidate: &Candidate| {
            (
                candidate.expires_on,
                candidate.lot.clone(),
                candidate.location_id.clone(),
            )
        };
        key(one).cmp(&key(other))
    });
    let mut left = wanted;
    let mut taken = Vec::new();
    for candidate in candidates {
        if left == 0 {
            break;
        }
        let quantity = candidate.free.min(left);
        if quantity > 0 {
            left -= quantity;
            taken.push(Taken {
                batch_id: candidate.batch_id,
                lot: candidate.lot,
                location_id: candidate.location_id,
                quantity,
            });
        }
    }
    Ok(taken)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn candidate(lot: &str, expires_on: Date, free: u32) -> Candidate {
        Candidate {
            batch_id: format!("B-{lot}"),
            lot: lot.to_owned(),
            location_id: "L1".to_owned(),
            expires_on,
            status: StockBatchStatus::Active,
            kind: StockLocationKind::Pharmacy,
            is_active: true,
            today: date(2026, 11, 22),
            free,
        }
    }

    fn lots(taken: &[Taken]) -> Vec<(&str, u32)> {
        taken.iter().map(|one| (one.lot.as_str(), one.quantity)).collect()
    }

    #[test]
    fn what_expires_first_goes_first_and_the_rest_comes_from_the_next() {
        let candidates = vec![
            candidate("C", date(2028, 1, 1), 50),
            candidate("A", date(2027, 1, 1), 5),
            candidate("B", date(2027, 6, 1), 5),
        ];
        let taken = choose(candidates, 12).expect("there is enough");
        assert_eq!(lots(&taken), [("A", 5), ("B", 5), ("C", 2)]);
    }

    #[test]
    fn a_batch_may_be_used_on_its_last_day_and_not_on_the_next() {
        let last_day = candidate("A", date(2026, 11, 22), 1);
        let over = candidate("B", date(2026, 11, 21), 1);
        assert!(last_day.is_usable());
        assert!(!over.is_usable());
    }

    #[test]
    fn what_is_recalled_in_quarantine_or_in_a_place_out_of_use_is_never_taken() {
        let good = candidate("A", date(2027, 1, 1), 10);
        let mut bad: Vec<Candidate> = [
            StockBatchStatus::Recalled,
            StockBatchStatus::Quarantined,
            StockBatchStatus::Expired,
        ]
        .into_iter()
        .map(|status| Candidate { status, ..good.clone() })
        .collect();
        bad.push(Candidate {
            kind: StockLocationKind::Quarantine,
            ..good.clone()
        });
        bad.push(Candidate {
            is_active: false,
            ..good.clone()
        });
        assert_eq!(choose(bad.clone(), 1), Err(0));
        bad.push(good);
        assert_eq!(choose(bad.clone(), 11), Err(10));
        assert_eq!(lots(&choose(bad, 10).expect("there are ten")), [("A", 10)]);
    }
}
