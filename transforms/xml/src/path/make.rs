//! What a path tells of places that are not there yet.

use super::expression::{Comparison, Expression, Location};
use super::step::{Axis, PathStep, Test, is_meant};
use crate::Xml;
use crate::tree::NodeId;

/// A step that tells what to make.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Step<'a> {
    Element {
        name: &'a str,
        /// Which one of those that are like it, from 1.
        number: Option<usize>,
        /// The attributes that it has.
        with: Vec<(&'a str, &'a str)>,
    },
    Attribute(&'a str),
}

impl Step<'_> {
    /// Tells whether an element is like the one to make, its number left aside.
    pub fn matches_element(&self, xml: &Xml, id: NodeId) -> bool {
        let Self::Element { name, with, .. } = self else {
            return false;
        };
        let has = |wanted: &str, value: &str| {
            xml.attributes(id)
                .any(|(name, other)| is_meant(wanted, name) && other == value)
        };
        is_meant(name, xml.name(id)) && with.iter().all(|(name, value)| has(name, value))
    }
}

pub(super) fn steps(steps: &[PathStep]) -> Option<Vec<Step<'_>>> {
    let (last, before) = steps.split_last()?;
    let mut made = before.iter().map(element).collect::<Option<Vec<_>>>()?;
    made.push(match (&last.axis, &last.test) {
        (Axis::Attribute, Test::Name(name)) if last.predicates.is_empty() => Step::Attribute(name),
        _ => element(last)?,
    });
    Some(made)
}

fn element(step: &PathStep) -> Option<Step<'_>> {
    let (Axis::Child, Test::Name(name)) = (step.axis, &step.test) else {
        return None;
    };
    let mut number = None;
    let mut with = Vec::new();
    for predicate in &step.predicates {
        match predicate {
            Expression::Number(wanted) if *wanted >= 1.0 && wanted.fract() == 0.0 && number.is_none() => {
                // It is a whole number, and a larger one than there are elements makes a gap.
                number = Some(*wanted as usize);
            }
            // A number counts those that are left by the predicates before it.
            predicate if number.is_none() => attributes(predicate, &mut with)?,
            _ => return None,
        }
    }
    Some(Step::Element { name, number, with })
}

/// Reads `@name='value'`, also several joined by `and`.
fn attributes<'a>(predicate: &'a Expression, with: &mut Vec<(&'a str, &'a str)>) -> Option<()> {
    match predicate {
        Expression::And(parts) => parts.iter().try_for_each(|part| attributes(part, with)),
        Expression::Compare(left, Comparison::Equal, right) => {
            let (Expression::Nodes(location), Expression::Text(value)) = (left.as_ref(), right.as_ref()) else {
                return None;
            };
            with.push((attribute_name(location)?, value));
            Some(())
        }
        _ => None,
    }
}

fn attribute_name(location: &Location) -> Option<&str> {
    match location.steps.as_slice() {
        [
            PathStep {
                axis: Axis::Attribute,
                test: Test::Name(name),
                predicates,
            },
        ] if predicates.is_empty() && !location.is_absolute => Some(name),
        _ => None,
    }
}
