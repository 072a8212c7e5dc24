//! Validation: a message against its structure, its segments against their fields, values against data types and tables.

mod findings;
mod lexical;
mod parts;
mod structures;

use nilecare_hl7v2::Message;

use crate::issue::{Report, Rule};
use crate::{Standard, Tree};
use findings::Findings;

/// What is checked, and how strictly.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ValidationOptions {
    /// How bad deviations are that a receiver can live with.
    pub mode: ValidationMode,
    /// The rules that are checked.
    pub checks: Checks,
    /// How many issues are kept; the others are counted.
    pub max_issues: usize,
}

impl Default for ValidationOptions {
    /// Checks all rules, leniently, and keeps 1,000 issues.
    fn default() -> ValidationOptions {
        ValidationOptions {
            mode: ValidationMode::Lenient,
            checks: Checks::all(),
            max_issues: 1_000,
        }
    }
}

impl ValidationOptions {
    /// Checks all rules, strictly.
    pub fn strict() -> ValidationOptions {
        ValidationOptions {
            mode: ValidationMode::Strict,
            ..ValidationOptions::default()
        }
    }
}

/// How bad deviations are that a receiver can live with (HL7 v2.5.1 §2.8.2 tells him to ignore what he does not expect).
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize, schemars::JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum ValidationMode {
    /// They are warnings: values that are too long, repetitions too many, segments out of order or unknown, fields of
    /// another version. Components that a data type does not have are not told.
    #[default]
    Lenient,
    /// They are errors.
    Strict,
}

/// A set of rules.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Checks(u16);

impl Checks {
    /// Holds all rules.
    pub fn all() -> Checks {
        Rule::ALL.into_iter().fold(Checks::none(), Checks::with)
    }

    /// Holds no rule.
    pub fn none() -> Checks {
        Checks(0)
    }

    /// Returns the set with this rule.
    pub fn with(self, rule: Rule) -> Checks {
        Checks(self.0 | 1 << rule as u16)
    }

    /// Returns the set without this rule.
    pub fn without(self, rule: Rule) -> Checks {
        Checks(self.0 & !(1 << rule as u16))
    }

    /// Tells whether the rule is in the set.
    pub fn contains(self, rule: Rule) -> bool {
        self.0 & (1 << rule as u16) != 0
    }
}

/// Checks a message against a version of the standard and a site's definitions.
pub fn validate(message: &Message, standard: &Standard, options: &ValidationOptions) -> Report {
    validate_tree(message, &Tree::of(message, standard), standard, options)
}

/// Checks a message whose tree was made already.
pub fn validate_tree(message: &Message, tree: &Tree, standard: &Standard, options: &ValidationOptions) -> Report {
    let mut findings = Findings::new(options);
    structures::check(message, tree, standard, &mut findings);
    parts::check(message, standard, &mut findings);
    let (mut issues, n_omitted) = findings.into_issues();
    issues.sort_by_key(|issue| issue.position);
    Report {
        issues,
        n_omitted,
        version: standard.version(),
        structure: tree.structure().map(|structure| structure.name().to_owned()),
    }
}

#[cfg(test)]
mod tests;
