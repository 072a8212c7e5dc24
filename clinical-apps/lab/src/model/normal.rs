//! What is normal for a patient, and what a value says beside it.

use jiff::civil::Date;
use nilecare_contracts::clinical::Gender;
use nilecare_contracts::lab::{Decimal, DeltaLimit, LabTestRequest, ReferenceRange, ResultValue};

/// What ranges depend on.
#[derive(Debug, Clone)]
pub(crate) struct Person {
    pub gender: Gender,
    /// The youngest and the oldest that the patient can be, in days; `None` when nobody knows.
    pub age_days: Option<(i64, i64)>,
}

impl Person {
    /// Works out the age on `day`. A date of birth may be a year, or a year and a month (FHIR date).
    pub(crate) fn new(birth_date: Option<&str>, gender: Gender, day: Date) -> Self {
        let born = birth_date.and_then(born_between);
        let days = |born: Date| day.since(born).map_or(0, |span| i64::from(span.get_days()));
        Self {
            gender,
            age_days: born.map(|(first, last)| (days(last), days(first))),
        }
    }

    /// Tells whether a range is meant for this patient; not when that cannot be known.
    fn is_meant(&self, range: &ReferenceRange) -> bool {
        if range.gender.is_some_and(|gender| gender != self.gender) {
            return false;
        }
        if range.from_days.is_none() && range.to_days.is_none() {
            return true;
        }
        self.age_days.is_some_and(|(youngest, oldest)| {
            range.from_days.is_none_or(|from| youngest >= i64::from(from))
                && range.to_days.is_none_or(|to| oldest < i64::from(to))
        })
    }
}

fn born_between(text: &str) -> Option<(Date, Date)> {
    let number = |part: &str| part.parse::<i16>().ok();
    let month = |part: &str| part.parse::<i8>().ok();
    match text.split('-').collect::<Vec<_>>()[..] {
        [year] => {
            let year = number(year)?;
            Some((Date::new(year, 1, 1).ok()?, Date::new(year, 12, 31).ok()?))
        }
        [year, m] => {
            let first = Date::new(number(year)?, month(m)?, 1).ok()?;
            Some((first, first.last_of_month()))
        }
        _ => text.parse::<Date>().ok().map(|day| (day, day)),
    }
}

/// Finds the range that counts for a patient.
pub(crate) fn range_of<'a>(test: &'a LabTestRequest, person: &Person) -> Option<&'a ReferenceRange> {
    test.ranges.iter().find(|range| person.is_meant(range))
}

/// The number in a value, and whether it may be below or above that.
struct Number {
    number: Decimal,
    may_be_below: bool,
    may_be_above: bool,
}

fn number(value: &ResultValue) -> Option<Number> {
    let exact = |text: &str| {
        Decimal::parse(text).ok().map(|number| Number {
            number,
            may_be_below: false,
            may_be_above: false,
        })
    };
    match value {
        ResultValue::Numeric { value } => exact(value),
        ResultValue::Structured {
            comparator,
            number,
            separator: None,
            ..
        } => {
            let found = exact(number)?;
            let comparator = comparator.as_deref().unwrap_or("=");
            (comparator != "<>").then_some(Number {
                may_be_below: comparator.starts_with('<'),
                may_be_above: comparator.starts_with('>'),
                ..found
            })
        }
        _ => None,
    }
}

/// Returns the flags of HL7 table 0078 for a value: `LL`, `L`, `N`, `H`, `HH` for a number with a range, `A` for an answer that is out of
/// the ordinary. None when nothing is known of what is normal, or when the value does not say on which side it is.
pub(crate) fn flags(test: &LabTestRequest, range: Option<&ReferenceRange>, value: &ResultValue) -> Vec<String> {
    if let ResultValue::Coded { code } = value {
        let is_abnormal = test.abnormal_answers.contains(&code.code);
        let knows = !test.abnormal_answers.is_empty();
        return knows
            .then(|| if is_abnormal { "A" } else { "N" }.to_owned())
            .into_iter()
            .collect();
    }
    let Some((range, found)) = range.zip(number(value)) else {
        return Vec::new();
    };
    let n = found.number;
    let below = |limit: Option<Decimal>| limit.is_some_and(|limit| !found.may_be_above && (n < limit));
    let at_or_below = |limit: Option<Decimal>| limit.is_some_and(|limit| !found.may_be_above && n <= limit);
    let above = |limit: Option<Decimal>| limit.is_some_and(|limit| !found.may_be_below && n > limit);
    let at_or_above = |limit: Option<Decimal>| limit.is_some_and(|limit| !found.may_be_below && n >= limit);
    let flag = if at_or_below(range.critical_low) {
        "LL"
    } else if at_or_above(range.critical_high) {
        "HH"
    } else if below(range.low) || (found.may_be_below && at_or_below(range.low)) {
        "L"
    } else if above(range.high) || (found.may_be_above && at_or_above(range.high)) {
        "H"
    } else if is_surely_within(range, &found) {
        "N"
    } else {
        return Vec::new();
    };
    vec![flag.to_owned()]
}

/// `<5` is not surely above a lower limit of 2, so nothing is said of it.
fn is_surely_within(range: &ReferenceRange, found: &Number) -> bool {
    let open_below = found.may_be_below && (range.low.is_some() || range.critical_low.is_some());
    let open_above = found.may_be_above && (range.high.is_some() || range.critical_high.is_some());
    !open_below && !open_above && (range.low.is_some() || range.high.is_some())
}

/// Compares a value with the patient's last one (delta check): `U` or `D` when it went up or down by more than the test allows.
pub(crate) fn delta(limit: &DeltaLimit, value: &ResultValue, last: &ResultValue) -> Option<&'static str> {
    let (ResultValue::Numeric { value }, ResultValue::Numeric { value: last }) = (value, last) else {
        return None;
    };
    let (value, last) = (Decimal::parse(value).ok()?, Decimal::parse(last).ok()?);
    let is_beyond = match (limit.absolute, limit.percent) {
        (Some(units), _) => value.is_farther_than(units, last),
        (None, Some(percent)) => value.is_farther_than_percent(percent, last),
        (None, None) => false,
    };
    is_beyond.then(|| if value > last { "U" } else { "D" })
}

#[cfg(test)]
mod tests {
    use super::*;
    use nilecare_contracts::Code;
    use nilecare_contracts::lab::{TestCategory, TestKind};

    fn range(limits: [&str; 4]) -> ReferenceRange {
        let [critical_low, low, high, critical_high] =
            limits.map(|text| (!text.is_empty()).then(|| Decimal::parse(text).expect(text)));
        ReferenceRange {
            gender: None,
            from_days: None,
            to_days: None,
            low,
            high,
            critical_low,
            critical_high,
        }
    }

    fn test(ranges: Vec<ReferenceRange>) -> LabTestRequest {
        LabTestRequest {
            code: Code::new("LN", "2823-3", "Potassium"),
            category: TestCategory::Chemistry,
            kind: TestKind::Numeric,
            unit: None,
            answers: Vec::new(),
            abnormal_answers: Vec::new(),
            specimen_type: "blood".to_owned(),
            container: None,
            volume_ul: None,
            method: None,
            turnaround_minutes: None,
            ranges,
            delta: None,
            fasting: false,
            stat_available: false,
            instructions: None,
            active: true,
        }
    }

    fn value(text: &str) -> ResultValue {
        match text.strip_prefix(['<', '>']) {
            Some(number) => ResultValue::Structured {
                comparator: Some(text[..1].to_owned()),
                number: number.to_owned(),
                separator: None,
                second_number: None,
            },
            None => ResultValue::Numeric { value: text.to_owned() },
        }
    }

    #[test]
    fn each_limit_is_tested_on_both_sides() {
        let potassium = range(["2.8", "3.5", "5.1", "6.2"]);
        let test = test(vec![potassium.clone()]);
        for (text, flag) in [
            ("2.8", "LL"),
            ("2.81", "L"),
            ("3.49", "L"),
            ("3.5", "N"),
            ("5.10", "N"),
            ("5.11", "H"),
            ("6.19", "H"),
            ("6.2", "HH"),
            (">6.2", "HH"),
            (">6.0", "H"),
            ("<2.0", "LL"),
            ("<3.0", "L"),
            // On which side of the limits it is, nobody can tell.
            ("<5.0", ""),
            (">4.0", ""),
        ] {
            let found = flags(&test, Some(&potassium), &value(text)).join(" ");
            assert_eq!(found, flag, "{text}");
        }
    }

    #[test]
    fn without_limits_nothing_is_said() {
        let only_critical = range(["2", "", "", "8"]);
        assert!(flags(&test(Vec::new()), Some(&only_critical), &value("5")).is_empty());
        assert_eq!(flags(&test(Vec::new()), Some(&only_critical), &value("9")), ["HH"]);
        assert!(flags(&test(Vec::new()), None, &value("5")).is_empty());
        let upper_only = range(["", "", "5", ""]);
        assert_eq!(flags(&test(Vec::new()), Some(&upper_only), &value("<3")), ["N"]);
    }

    #[test]
    fn a_range_is_of_an_age_and_a_gender_that_are_surely_the_patients() {
        let newborn = ReferenceRange {
            to_days: Some(30),
            ..range(["", "1", "2", ""])
        };
        let woman = ReferenceRange {
            from_days: Some(6574),
            gender: Some(Gender::Female),
            ..range(["", "3", "4", ""])
        };
        let test = test(vec![newborn, woman]);
        let day: Date = "2026-06-15".parse().expect("a day");
        let found = |born: Option<&str>, gender| {
            let range = range_of(&test, &Person::new(born, gender, day));
            range.and_then(ReferenceRange::text)
        };
        assert_eq!(found(Some("2026-06-01"), Gender::Unknown).as_deref(), Some("1-2"));
        assert_eq!(found(Some("2026-05-16"), Gender::Male), None, "30 days old");
        assert_eq!(
            found(Some("2026-05-17"), Gender::Male).as_deref(),
            Some("1-2"),
            "29 days old"
        );
        assert_eq!(
            found(Some("2026-06"), Gender::Male).as_deref(),
            Some("1-2"),
            "0 to 14 days old"
        );
        assert_eq!(
            found(Some("2026"), Gender::Female),
            None,
            "it may be older than 30 days"
        );
        assert_eq!(found(Some("1980"), Gender::Female).as_deref(), Some("3-4"));
        assert_eq!(found(Some("1980-02-29"), Gender::Male), None);
        assert_eq!(found(None, Gender::Female), None);
        assert_eq!(found(Some("nonsense"), Gender::Female), None);
    }

    #[test]
    fn a_change_beyond_the_limit_is_marked_with_its_direction() {
        let by = |absolute: Option<&str>, percent| DeltaLimit {
            absolute: absolute.map(|text| Decimal::parse(text).expect(text)),
            percent,
            within_hours: 72,
        };
        assert_eq!(delta(&by(Some("1.0"), None), &value("5.0"), &value("4.0")), None);
        assert_eq!(delta(&by(Some("1.0"), None), &value("5.01"), &value("4.0")), Some("U"));
        assert_eq!(delta(&by(None, Some(20)), &value("79.9"), &value("100")), Some("D"));
        assert_eq!(delta(&by(None, Some(20)), &value("80"), &value("100")), None);
        assert_eq!(delta(&by(Some("1"), None), &value(">5"), &value("1")), None);
    }
}
