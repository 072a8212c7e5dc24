//! What the patient's chart tells of allergies, in the words of decision support.

use crate::Code;
use crate::cds::{AllergySeverity, Drug, KnownAllergy};
use crate::clinical::{Allergy, AllergyKnowledge, AllergySummary, Criticality, ReactionSeverity};

/// Most allergies that decision support looks at.
const MOST: usize = 100;

/// What the chart tells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ChartAllergies {
    /// It could not be read: what it tells is missing from the check.
    Unread,
    /// Nobody has asked the patient.
    Unknown,
    /// All that it tells; empty when somebody stated that there are none.
    Known {
        /// Each.
        allergies: Vec<KnownAllergy>,
        /// Whether there are more.
        has_more: bool,
    },
}

impl ChartAllergies {
    /// Joins what a request names with what the chart tells; also tells whether there may be more.
    pub(super) fn with(self, named: Option<&[KnownAllergy]>) -> (Option<Vec<KnownAllergy>>, bool) {
        let (mut all, is_incomplete) = match self {
            Self::Unread => return (Some(named.unwrap_or_default().to_vec()), true),
            Self::Unknown => return (named.map(<[_]>::to_vec), false),
            Self::Known { allergies, has_more } => (allergies, has_more),
        };
        for allergy in named.unwrap_or_default() {
            match all
                .iter_mut()
                .find(|known| is_same(&known.substance, &allergy.substance))
            {
                // The worse of the two counts.
                Some(known) if weight(allergy.severity) > weight(known.severity) => known.severity = allergy.severity,
                Some(_) => {}
                None => all.push(allergy.clone()),
            }
        }
        let has_room = all.len() <= MOST;
        all.truncate(MOST);
        (Some(all), is_incomplete || !has_room)
    }
}

impl From<AllergySummary> for ChartAllergies {
    fn from(summary: AllergySummary) -> Self {
        match summary.knowledge {
            AllergyKnowledge::Unknown => Self::Unknown,
            AllergyKnowledge::NoneKnown | AllergyKnowledge::Known => Self::Known {
                has_more: summary.has_more || summary.allergies.len() > MOST,
                allergies: summary.allergies.iter().take(MOST).map(known).collect(),
            },
        }
    }
}

fn known(allergy: &Allergy) -> KnownAllergy {
    let severity = match (allergy.worst_reaction(), allergy.criticality) {
        // What may come next can be worse than what has been.
        (Some(ReactionSeverity::Severe), _) | (_, Some(Criticality::High)) => AllergySeverity::Severe,
        (Some(ReactionSeverity::Moderate), _) => AllergySeverity::Moderate,
        (Some(ReactionSeverity::Mild), _) => AllergySeverity::Mild,
        (None, _) => AllergySeverity::Unknown,
    };
    KnownAllergy {
        substance: drug(&allergy.substance),
        severity,
    }
}

/// A code that decision support knows, or else the words, by which it finds groups too.
fn drug(substance: &Code) -> Drug {
    let system = substance.system.to_lowercase();
    let is_rxnorm = matches!(
        system.as_str(),
        "http://www.nlm.nih.gov/research/umls/rxnorm" | "rxnorm" | "rxn"
    );
    let is_rxcui = (1..=8).contains(&substance.code.len()) && substance.code.bytes().all(|byte| byte.is_ascii_digit());
    if is_rxnorm && is_rxcui {
        return Drug {
            rxcui: Some(substance.code.clone()),
            name: substance.text.as_deref().map(shortened),
        };
    }
    Drug::named(&shortened(substance.text.as_deref().unwrap_or(&substance.code)))
}

/// As long as decision support takes; a name so long is none that it knows.
fn shortened(name: &str) -> String {
    name.chars().take(200).collect()
}

fn is_same(one: &Drug, other: &Drug) -> bool {
    let name = |drug: &Drug| drug.name.as_deref().map(|name| name.trim().to_lowercase());
    let is_same_code = one.rxcui.is_some() && one.rxcui == other.rxcui;
    is_same_code || (one.rxcui == other.rxcui && name(one) == name(other))
}

/// Nobody knows counts as severe.
fn weight(severity: AllergySeverity) -> u8 {
    match severity {
        AllergySeverity::Mild => 0,
        AllergySeverity::Moderate => 1,
        AllergySeverity::Severe | AllergySeverity::Unknown => 2,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn allergy(name: &str, severity: AllergySeverity) -> KnownAllergy {
        KnownAllergy {
            substance: Drug::named(name),
            severity,
        }
    }

    #[test]
    fn chart_and_request_are_joined_and_the_worse_counts() {
        let chart = ChartAllergies::Known {
            allergies: vec![allergy("Penicillin", AllergySeverity::Mild)],
            has_more: false,
        };
        let named = [
            allergy("penicillin", AllergySeverity::Severe),
            allergy("aspirin", AllergySeverity::Mild),
        ];
        let (all, is_incomplete) = chart.with(Some(&named));
        let expected = vec![
            allergy("Penicillin", AllergySeverity::Severe),
            allergy("aspirin", AllergySeverity::Mild),
        ];
        assert_eq!((all, is_incomplete), (Some(expected), false));
    }

    #[test]
    fn what_could_not_be_read_is_incomplete_and_what_nobody_asked_is_absent() {
        assert_eq!(ChartAllergies::Unread.with(None), (Some(Vec::new()), true));
        assert_eq!(ChartAllergies::Unknown.with(None), (None, false));
        assert_eq!(ChartAllergies::Unknown.with(Some(&[])), (Some(Vec::new()), false));
    }
}
