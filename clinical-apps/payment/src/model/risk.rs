//! Scores a payment by what is set, and names why.

use jiff::civil::DateTime;
use nilecare_contracts::Money;
use nilecare_contracts::payment::{Risk, RiskDecision, RiskReason};

use crate::options::RiskSettings;
use crate::store::transactions::History;

/// Scores a payment. `at` is the time in the facility's zone; `history` does not have this payment yet.
pub(crate) fn score(settings: &RiskSettings, amount: Money, at: DateTime, history: History) -> Risk {
    let is_above = |units: i64| {
        let minor = units.checked_mul(10_i64.pow(amount.currency.digits()));
        minor.is_some_and(|limit| amount.amount > limit)
    };
    let (from, until, hour) = (settings.night_from, settings.night_until, at.hour());
    let is_night = if from <= until {
        (from..until).contains(&hour)
    } else {
        hour >= from || hour < until
    };
    let is_first = history.n_confirmed == 0;
    let facts = [
        (
            RiskReason::UnusualAmount,
            is_above(settings.unusual_above),
            settings.unusual_points,
        ),
        (
            RiskReason::Velocity,
            history.n_recent + 1 >= i64::from(settings.velocity_count),
            settings.velocity_points,
        ),
        (RiskReason::OddHour, is_night, settings.odd_hour_points),
        (
            RiskReason::FirstLarge,
            is_first && is_above(settings.first_large_above),
            settings.first_large_points,
        ),
        (
            RiskReason::BadHistory,
            history.n_bad >= i64::from(settings.bad_count),
            settings.bad_points,
        ),
    ];
    let found = facts.into_iter().filter(|(_, holds, _)| *holds);
    let (mut score, mut reasons) = (0_u32, Vec::new());
    for (reason, _, points) in found {
        score = score.saturating_add(points);
        reasons.push(reason);
    }
    let decision = match score {
        score if score < settings.accept_below => RiskDecision::Accept,
        score if score < settings.review_below => RiskDecision::Review,
        _ => RiskDecision::Reject,
    };
    Risk {
        score,
        reasons,
        decision,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scored(pounds: i64, hour: i8, history: History) -> (u32, RiskDecision, Vec<RiskReason>) {
        let amount = Money::new(pounds * 100, "SDG".parse().expect("a currency"));
        let at = jiff::civil::date(2026, 11, 22).at(hour, 30, 0, 0);
        let risk = score(&RiskSettings::default(), amount, at, history);
        (risk.score, risk.decision, risk.reasons)
    }

    #[test]
    fn each_reason_counts_what_is_set_and_the_sum_decides() {
        use RiskReason::*;
        let known = History {
            n_confirmed: 1,
            ..History::default()
        };
        assert_eq!(scored(50_000, 12, known), (0, RiskDecision::Accept, vec![]));
        assert_eq!(
            scored(50_001, 12, known),
            (25, RiskDecision::Accept, vec![UnusualAmount])
        );
        assert_eq!(
            scored(10_001, 12, History::default()),
            (20, RiskDecision::Accept, vec![FirstLarge])
        );
        assert_eq!(
            scored(50_001, 12, History::default()),
            (45, RiskDecision::Review, vec![UnusualAmount, FirstLarge])
        );
        assert_eq!(
            scored(50_001, 23, History::default()),
            (60, RiskDecision::Reject, vec![UnusualAmount, OddHour, FirstLarge])
        );
        let busy = History { n_recent: 4, ..known };
        assert_eq!(scored(1, 4, busy), (45, RiskDecision::Review, vec![Velocity, OddHour]));
        assert_eq!(scored(1, 5, busy), (30, RiskDecision::Review, vec![Velocity]));
        let bad = History { n_bad: 3, ..known };
        assert_eq!(scored(1, 12, bad), (40, RiskDecision::Review, vec![BadHistory]));
    }
}
