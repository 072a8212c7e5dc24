//! Collecting issues, and where in the message they are.

use nilecare_hl7v2::acknowledgment::{ErrorCode, Severity};
use nilecare_hl7v2::{Path, PathError};

use super::{ValidationMode, ValidationOptions};
use crate::issue::{Issue, Rule};

/// A place in a message; 0 stands for a level that is not named.
#[derive(Clone, Copy)]
pub(super) struct Place {
    pub segment: Option<Path>,
    pub position: usize,
    pub field: usize,
    pub repetition: usize,
    pub component: usize,
    pub subcomponent: usize,
}

impl Place {
    pub fn of_segment(segment: Option<Path>, position: usize) -> Place {
        Place {
            segment,
            position,
            field: 0,
            repetition: 0,
            component: 0,
            subcomponent: 0,
        }
    }

    /// Returns the path as far as it can be named: numbers above the bounds of paths end it.
    fn path(&self) -> Option<Path> {
        type Step = fn(Path, usize) -> Result<Path, PathError>;
        let mut path = self.segment?;
        let steps: [(usize, Step); 4] = [
            (self.field, Path::with_field),
            (self.repetition, Path::with_repetition),
            (self.component, Path::with_component),
            (self.subcomponent, Path::with_subcomponent),
        ];
        for (number, step) in steps {
            if number == 0 {
                break;
            }
            match step(path, number) {
                Ok(deeper) => path = deeper,
                Err(_) => break,
            }
        }
        Some(path)
    }
}

/// How bad breaking a rule is.
#[derive(Clone, Copy)]
pub(super) enum Weight {
    /// An error, in any mode.
    Error,
    /// A warning; an error where validation is strict.
    Deviation,
    /// A warning, in any mode.
    Warning,
    /// Nothing; a warning where validation is strict.
    Strictness,
    /// Worth knowing.
    Information,
}

pub(super) struct Findings<'o> {
    options: &'o ValidationOptions,
    issues: Vec<Issue>,
    n_omitted: usize,
}

impl<'o> Findings<'o> {
    pub fn new(options: &'o ValidationOptions) -> Findings<'o> {
        Findings {
            options,
            issues: Vec::new(),
            n_omitted: 0,
        }
    }

    pub fn into_issues(self) -> (Vec<Issue>, usize) {
        (self.issues, self.n_omitted)
    }

    pub fn checks(&self, rule: Rule) -> bool {
        self.options.checks.contains(rule)
    }

    pub fn is_strict(&self) -> bool {
        self.options.mode == ValidationMode::Strict
    }

    /// Notes that a rule is broken; `text` says what was expected.
    pub fn add(&mut self, rule: Rule, weight: Weight, place: &Place, text: impl FnOnce() -> String) {
        self.add_coded(rule, weight, place, code_of(rule), text);
    }

    /// Notes it under another code than the one that the rule usually has.
    pub fn add_coded(
        &mut self,
        rule: Rule,
        weight: Weight,
        place: &Place,
        code: ErrorCode,
        text: impl FnOnce() -> String,
    ) {
        if !self.checks(rule) {
            return;
        }
        let severity = match (weight, self.is_strict()) {
            (Weight::Strictness, false) => return,
            (Weight::Error, _) | (Weight::Deviation, true) => Severity::Error,
            (Weight::Warning, _) | (Weight::Deviation, false) | (Weight::Strictness, true) => Severity::Warning,
            (Weight::Information, _) => Severity::Information,
        };
        if self.issues.len() >= self.options.max_issues {
            self.n_omitted += 1;
            return;
        }
        self.issues.push(Issue {
            rule,
            severity,
            path: place.path(),
            position: place.position,
            text: text(),
            code,
        });
    }
}

/// Returns the code of table 0357 that comes closest.
fn code_of(rule: Rule) -> ErrorCode {
    match rule {
        Rule::Required => ErrorCode::RequiredFieldMissing,
        Rule::DataType | Rule::Length | Rule::Repetition | Rule::Version => ErrorCode::DataType,
        Rule::TableValue => ErrorCode::TableValueNotFound,
        Rule::UnknownSegment | Rule::Order | Rule::Cardinality => ErrorCode::SegmentSequence,
    }
}
