//! Parts that sum to the whole, and their days.

use jiff::ToSpan as _;
use jiff::civil::Date;
use nilecare_contracts::Money;
use nilecare_contracts::life::step;
use nilecare_contracts::payment::{
    Frequency, Instalment, InstalmentPlan, InstalmentPlanStatus, InstalmentStatus, Transaction,
};
use nilecare_types::{Timestamp, TransactionId};

use crate::PaymentError;
use crate::options::InstalmentSettings;

/// Splits what is open: a down payment due today when there is one, then the parts. They differ by one minor unit at most, the larger
/// ones first, and sum to `total`.
pub(crate) fn split(
    total: Money,
    down_payment: Money,
    n: u32,
    frequency: Frequency,
    today: Date,
    first: Option<Date>,
) -> Result<Vec<Instalment>, PaymentError> {
    let invalid = |text: &str| PaymentError::Invalid(vec![text.to_owned()]);
    let rest = total.minus(down_payment)?;
    if rest.amount < i64::from(n) || n == 0 {
        return Err(invalid("/n_instalments: leaves parts of nothing; choose fewer"));
    }
    let too_far = || invalid("/first_due_on: is beyond what the calendar has; choose another");
    let first = match first {
        Some(first) if first < today => return Err(invalid("/first_due_on: is in the past")),
        Some(first) => first,
        None => later(today, frequency, 1).ok_or_else(too_far)?,
    };
    let (each, larger) = (rest.amount / i64::from(n), rest.amount % i64::from(n));
    let mut parts = Vec::new();
    if down_payment.is_positive() {
        parts.push(part(0, down_payment, today));
    }
    for number in 1..=n {
        let amount = each + i64::from(i64::from(number) <= larger);
        // Counted from the first one, so that the 31st is not lost after a short month.
        let due_on = later(first, frequency, number - 1).ok_or_else(too_far)?;
        parts.push(part(number, Money::new(amount, total.currency), due_on));
    }
    Ok(parts)
}

fn part(number: u32, amount: Money, due_on: Date) -> Instalment {
    Instalment {
        number,
        amount,
        late_fee: Money::zero(amount.currency),
        due_on,
        status: InstalmentStatus::Pending,
        transaction_id: None,
    }
}

fn later(day: Date, frequency: Frequency, n: u32) -> Option<Date> {
    let n = i64::from(n);
    let span = match frequency {
        Frequency::Weekly => (7 * n).days(),
        Frequency::Biweekly => (14 * n).days(),
        Frequency::Monthly => n.months(),
        Frequency::Quarterly => (3 * n).months(),
    };
    day.checked_add(span).ok()
}

/// Finds the first part that is open.
pub(crate) fn next_open(plan: &InstalmentPlan) -> Option<&Instalment> {
    plan.instalments.iter().find(|part| is_open(part.status))
}

fn is_open(status: InstalmentStatus) -> bool {
    matches!(status, InstalmentStatus::Pending | InstalmentStatus::Overdue)
}

/// Marks what is late by `today`, and gives the numbers of those that are so since now. Each has its late fee once.
pub(crate) fn mark_overdue(
    plan: &mut InstalmentPlan,
    settings: &InstalmentSettings,
    today: Date,
    now: Timestamp,
) -> Result<Vec<u32>, PaymentError> {
    let mut late = Vec::new();
    for part in &mut plan.instalments {
        let last = part.due_on.checked_add(i64::from(settings.grace_days).days());
        let is_late = part.status == InstalmentStatus::Pending && last.is_ok_and(|last| last < today);
        if is_late {
            step(&mut part.status, InstalmentStatus::Overdue)?;
            part.late_fee = part.amount.share(settings.late_fee)?;
            late.push(part.number);
        }
    }
    if late.is_empty() {
        return Ok(late);
    }
    if plan.status == InstalmentPlanStatus::Active && n_overdue(plan) >= settings.defaulted_at as usize {
        step(&mut plan.status, InstalmentPlanStatus::Defaulted)?;
    }
    touch(plan, now);
    Ok(late)
}

fn n_overdue(plan: &InstalmentPlan) -> usize {
    let overdue = plan.instalments.iter();
    overdue.filter(|part| part.status == InstalmentStatus::Overdue).count()
}

/// Notes that a payment is on its way for a part, or not any more.
pub(crate) fn on_its_way(plan: &mut InstalmentPlan, number: u32, transaction: Option<TransactionId>, now: Timestamp) {
    if let Some(part) = plan.instalments.iter_mut().find(|part| part.number == number) {
        part.transaction_id = transaction;
        touch(plan, now);
    }
}

/// Marks a part as paid.
pub(crate) fn paid(
    plan: &mut InstalmentPlan,
    transaction: &Transaction,
    settings: &InstalmentSettings,
    now: Timestamp,
) -> Result<(), PaymentError> {
    let Some(part) = plan
        .instalments
        .iter_mut()
        .find(|part| Some(part.number) == transaction.instalment)
    else {
        return Ok(());
    };
    // Money for what was given up meanwhile is credit of the account.
    if !is_open(part.status) {
        return Ok(());
    }
    step(&mut part.status, InstalmentStatus::Paid)?;
    part.transaction_id = Some(transaction.id);
    if next_open(plan).is_none() {
        step(&mut plan.status, InstalmentPlanStatus::Completed)?;
    } else if plan.status == InstalmentPlanStatus::Defaulted && n_overdue(plan) < settings.defaulted_at as usize {
        step(&mut plan.status, InstalmentPlanStatus::Active)?;
    }
    touch(plan, now);
    Ok(())
}

/// Gives a plan up with what is open of it.
pub(crate) fn cancel(plan: &mut InstalmentPlan, reason: &str, now: Timestamp) -> Result<(), PaymentError> {
    step(&mut plan.status, InstalmentPlanStatus::Cancelled)?;
    for part in plan.instalments.iter_mut().filter(|part| is_open(part.status)) {
        step(&mut part.status, InstalmentStatus::Waived)?;
    }
    plan.end_reason = Some(reason.to_owned());
    touch(plan, now);
    Ok(())
}

fn touch(plan: &mut InstalmentPlan, now: Timestamp) {
    plan.version += 1;
    plan.updated_at = now;
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;

    fn sdg(amount: i64) -> Money {
        Money::new(amount, "SDG".parse().expect("a currency"))
    }

    proptest! {
        #[test]
        fn parts_sum_to_the_whole_and_differ_by_one_unit_at_most(
            total in 61_i64..1_000_000_000_000, share in 0_i64..100, n in 1_u32..=60, kind in 0_usize..4,
        ) {
            let frequency = [Frequency::Weekly, Frequency::Biweekly, Frequency::Monthly, Frequency::Quarterly][kind];
            let down = (total - i64::from(n)) * share / 100;
            let parts = split(sdg(total), sdg(down), n, frequency, date(2026, 1, 31), None).expect("it splits");
            prop_assert_eq!(parts.iter().map(|part| part.amount.amount).sum::<i64>(), total);
            let of_plan: Vec<i64> = parts.iter().filter(|part| part.number > 0).map(|part| part.amount.amount).collect();
            prop_assert_eq!(of_plan.len(), n as usize);
            let (least, most) = (of_plan.iter().min().copied(), of_plan.iter().max().copied());
            prop_assert!(most.zip(least).is_some_and(|(most, least)| most - least <= 1 && least > 0));
            prop_assert!(parts.windows(2).all(|pair| pair[0].due_on < pair[1].due_on));
        }
    }

    #[test]
    fn months_keep_their_day_after_a_short_one() {
        let parts = split(
            sdg(300),
            sdg(0),
            3,
            Frequency::Monthly,
            date(2026, 12, 31),
            Some(date(2027, 1, 31)),
        );
        let days: Vec<String> = parts
            .expect("it splits")
            .iter()
            .map(|part| part.due_on.to_string())
            .collect();
        assert_eq!(days, ["2027-01-31", "2027-02-28", "2027-03-31"]);
    }

    #[test]
    fn what_cannot_be_split_is_refused() {
        let today = date(2026, 11, 22);
        for (total, down, n, first) in [
            (100, 100, 1, None),
            (3, 0, 4, None),
            (100, 0, 1, Some(date(2026, 11, 21))),
            (100, 0, 1, Some(Date::MAX)),
        ] {
            let parts = split(sdg(total), sdg(down), n, Frequency::Weekly, today, first);
            assert_eq!(parts.is_err(), first != Some(Date::MAX), "{total} {down} {n}");
        }
        assert!(split(sdg(100), sdg(0), 2, Frequency::Weekly, today, Some(Date::MAX)).is_err());
    }
}
