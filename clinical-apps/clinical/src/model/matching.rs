//! Whether two records may be of one person: names as they sound and are written, birth date, sex, telephone, numbers.
//!
//! Points are added for what agrees and taken away for what does not; what one of them does not say counts for nothing.

use std::collections::BTreeSet;

use nilecare_contracts::clinical::{Gender, Identifier, MatchCertainty, MatchReason};

use super::name_likeness::{fold, similarity};
use super::patient::PatientRecord;

const PROBABLE: i32 = 65;
const POSSIBLE: i32 = 45;
/// Spelt alike, by Jaro and Winkler.
const SIMILAR: f64 = 0.88;

/// What is compared.
#[derive(Debug, Clone, Default)]
pub(crate) struct Features {
    family: Option<String>,
    given: Vec<String>,
    birth_date: Option<String>,
    gender: Option<Gender>,
    phones: BTreeSet<String>,
    numbers: BTreeSet<(String, String)>,
}

/// How two records compare.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Likeness {
    pub score: u8,
    pub certainty: MatchCertainty,
    pub reasons: Vec<MatchReason>,
}

impl Features {
    pub(crate) fn new(patient: &PatientRecord, identifiers: &[Identifier]) -> Self {
        let name = patient.names.as_deref().and_then(<[_]>::first);
        let given = name.map(|name| name.given.iter().flat_map(|given| given.split_whitespace()).map(fold));
        let telecoms = patient.telecoms.as_deref().unwrap_or_default();
        let kinds = identifiers.iter().filter_map(|number| {
            let kind = number.kind.as_deref().filter(|kind| *kind != "MR")?;
            Some((kind.to_uppercase(), fold(&number.value)))
        });
        Self {
            family: name
                .and_then(|name| name.family.as_deref())
                .map(fold)
                .filter(|family| !family.is_empty()),
            given: given.into_iter().flatten().filter(|word| !word.is_empty()).collect(),
            birth_date: patient.birth_date.clone(),
            gender: patient.gender.filter(|gender| *gender != Gender::Unknown),
            phones: telecoms.iter().filter_map(|telecom| phone(&telecom.value)).collect(),
            numbers: kinds.collect(),
        }
    }

    /// Returns what records that may be of the same person have in common with this one: at least one of these.
    pub(crate) fn keys(&self) -> BTreeSet<String> {
        let mut keys: BTreeSet<String> = self.phones.iter().map(|phone| format!("p:{phone}")).collect();
        keys.extend(self.numbers.iter().map(|(kind, value)| format!("i:{kind}|{value}")));
        let year = self.birth_date.as_deref().and_then(|date| date.get(..4));
        if let Some(date) = self.birth_date.as_deref().filter(|date| date.len() == 10) {
            keys.insert(format!("b:{date}"));
        }
        let given = self.given.first();
        if let (Some(given), Some(family)) = (given, &self.family) {
            let (one, other) = if given < family {
                (given, family)
            } else {
                (family, given)
            };
            keys.insert(format!("n:{one}|{other}"));
        }
        for (letter, word) in [("g", given), ("f", self.family.as_ref())] {
            if let (Some(word), Some(year)) = (word, year) {
                keys.insert(format!("{letter}:{word}|{year}"));
            }
        }
        keys.into_iter().map(|key| key.chars().take(200).collect()).collect()
    }

    /// Compares; `None` when it is not likely enough to be shown.
    pub(crate) fn likeness(&self, other: &Self) -> Option<Likeness> {
        let mut points = Points::default();
        if !self.numbers.is_disjoint(&other.numbers) {
            points.add(40, MatchReason::Identifier);
        }
        self.compare_names(other, &mut points);
        if let (Some(one), Some(other)) = (&self.birth_date, &other.birth_date) {
            points.birth_dates(one, other);
        }
        match (self.gender, other.gender) {
            (Some(one), Some(other)) if one == other => points.add(5, MatchReason::Sex),
            (Some(_), Some(_)) => points.add(-20, MatchReason::SexDiffers),
            _ => {}
        }
        if !self.phones.is_disjoint(&other.phones) {
            points.add(20, MatchReason::Phone);
        }
        points.likeness()
    }

    fn compare_names(&self, other: &Self, points: &mut Points) {
        let (given, other_given) = (self.given.first(), other.given.first());
        // Family and given name in each other's place.
        let is_swapped = self.family.is_some() && self.family.as_ref() == other_given && other.family.as_ref() == given;
        if is_swapped {
            points.add(20, MatchReason::Family);
            points.add(20, MatchReason::Given);
            return;
        }
        if let (Some(one), Some(other)) = (&self.family, &other.family) {
            match similarity(one, other) {
                1.0 => points.add(20, MatchReason::Family),
                alike if alike >= SIMILAR => points.add(14, MatchReason::FamilySimilar),
                _ => points.add(-10, MatchReason::FamilyDiffers),
            }
        }
        if let (Some(one), Some(other)) = (given, other_given) {
            match similarity(one, other) {
                1.0 => points.add(20, MatchReason::Given),
                alike if alike >= SIMILAR => points.add(14, MatchReason::GivenSimilar),
                // Twins share all but this.
                _ => points.add(-25, MatchReason::GivenDiffers),
            }
        }
        if let (Some(one), Some(other)) = (self.given.get(1), other.given.get(1)) {
            if similarity(one, other) >= SIMILAR {
                points.add(10, MatchReason::SecondName);
            } else {
                points.add(-5, MatchReason::SecondNameDiffers);
            }
        }
    }
}

#[derive(Default)]
struct Points {
    sum: i32,
    reasons: Vec<MatchReason>,
}

impl Points {
    fn add(&mut self, points: i32, reason: MatchReason) {
        self.sum += points;
        self.reasons.push(reason);
    }

    fn birth_dates(&mut self, one: &str, other: &str) {
        if one == other && one.len() == 10 {
            return self.add(30, MatchReason::BirthDate);
        }
        if one.starts_with(other) || other.starts_with(one) {
            return self.add(15, MatchReason::BirthDatePartial);
        }
        let parts = |date: &str| date.split('-').map(str::to_owned).collect::<Vec<_>>();
        let (one, other) = (parts(one), parts(other));
        let n_same = one.iter().zip(&other).filter(|(one, other)| one == other).count();
        let are_full = one.len() == 3 && other.len() == 3;
        let is_swapped = are_full && one[0] == other[0] && one[1] == other[2] && one[2] == other[1];
        if (are_full && n_same == 2) || is_swapped {
            self.add(12, MatchReason::BirthDateSimilar);
        } else {
            self.add(-25, MatchReason::BirthDateDiffers);
        }
    }

    fn likeness(self) -> Option<Likeness> {
        let certainty = match self.sum {
            PROBABLE.. => MatchCertainty::Probable,
            POSSIBLE..PROBABLE => MatchCertainty::Possible,
            _ => return None,
        };
        Some(Likeness {
            score: u8::try_from(self.sum.clamp(0, 100)).unwrap_or(100),
            certainty,
            reasons: self.reasons,
        })
    }
}

/// The last nine digits: with and without the country's code it is one number.
fn phone(text: &str) -> Option<String> {
    let digits: Vec<char> = text.chars().filter(char::is_ascii_digit).collect();
    (digits.len() >= 7).then(|| digits[digits.len().saturating_sub(9)..].iter().collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use nilecare_contracts::clinical::{HumanName, Telecom};
    use nilecare_types::{PatientId, Timestamp};

    fn person(family: &str, given: &str, birth: &str, gender: Gender, phone: &str) -> Features {
        let mut record = PatientRecord::new(PatientId::generate(), Timestamp::UNIX_EPOCH);
        record.names = Some(vec![HumanName {
            family: Some(family.to_owned()),
            given: given.split(' ').map(str::to_owned).collect(),
            ..HumanName::default()
        }]);
        record.birth_date = Some(birth.to_owned()).filter(|birth| !birth.is_empty());
        record.gender = Some(gender);
        record.telecoms = Some(vec![Telecom {
            value: phone.to_owned(),
            ..Telecom::default()
        }]);
        Features::new(&record, &[])
    }

    fn amna() -> Features {
        person(
            "Elhassan",
            "Amna Idris",
            "1984-03-05",
            Gender::Female,
            "+249 91 234 5678",
        )
    }

    fn certainty(other: &Features) -> Option<MatchCertainty> {
        amna().likeness(other).map(|likeness| likeness.certainty)
    }

    #[test]
    fn the_same_person_written_otherwise_is_probable() {
        use Gender::{Female, Unknown};
        for other in [
            person("Al-Hasan", "Amna", "1984-03-05", Female, ""),
            person("ELHASSAN", "Amnah Idris", "1984-05-03", Female, "0912345678"),
            person("Amna", "Elhassan", "1984-03-05", Unknown, ""),
            person("Elhassan", "Amna", "", Female, "0912345678"),
        ] {
            assert_eq!(certainty(&other), Some(MatchCertainty::Probable), "{other:?}");
            assert!(
                !amna().keys().is_disjoint(&other.keys()),
                "they would not be compared: {other:?}"
            );
        }
        let arabic = |name: &str| person("الحسن", name, "1984-03-05", Female, "");
        let likeness = arabic("أمنة").likeness(&arabic("امنه")).expect("it is likely");
        assert!(likeness.reasons.contains(&MatchReason::Given), "{likeness:?}");
    }

    #[test]
    fn other_people_are_not_and_twins_are_only_possible() {
        use Gender::{Female, Male};
        let twin = person("Elhassan", "Salma Idris", "1984-03-05", Female, "0912345678");
        assert_eq!(certainty(&twin), Some(MatchCertainty::Possible));
        for other in [
            person("Elhassan", "Amna Osman", "1990-07-15", Female, ""),
            person("Elhassan", "Tarig Idris", "1984-03-05", Male, "0912345678"),
            person("Osman", "Salma", "1984-03-05", Female, ""),
        ] {
            assert_eq!(certainty(&other), None, "{other:?}");
        }
    }

    #[test]
    fn a_number_of_the_same_kind_counts_whoever_assigned_it() {
        let of = |system: &str, family: &str| {
            let mut record = PatientRecord::new(PatientId::generate(), Timestamp::UNIX_EPOCH);
            record.names = Some(vec![HumanName {
                family: Some(family.to_owned()),
                given: vec!["Amna".to_owned()],
                ..HumanName::default()
            }]);
            let numbers = [
                Identifier::new(system, "784-1990", "NI"),
                Identifier::new(system, "7", "MR"),
            ];
            Features::new(&record, &numbers)
        };
        let likeness = of("A", "Elhassan")
            .likeness(&of("B", "Elhassan"))
            .expect("it is likely");
        assert_eq!(
            likeness.reasons,
            [MatchReason::Identifier, MatchReason::Family, MatchReason::Given]
        );
        assert_eq!((likeness.score, likeness.certainty), (80, MatchCertainty::Probable));
        let married = of("A", "Elhassan").likeness(&of("B", "Osman")).expect("it is likely");
        assert_eq!(married.certainty, MatchCertainty::Possible);
        let n_numbers = of("A", "Osman")
            .keys()
            .iter()
            .filter(|key| key.starts_with("i:"))
            .count();
        assert_eq!(n_numbers, 1, "record numbers of two hospitals say nothing");
    }
}
