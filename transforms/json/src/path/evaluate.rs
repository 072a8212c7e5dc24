//! Searching.

use regex::RegexBuilder;

use super::compare::compare;
use super::filter::{Operand, Pattern, Query, Test};
use super::node::{Key, Node};
use super::scan::anchored;
use super::selector::{Segment, Selector};
use serde_json::Value;

/// The most values that a search looks at.
const MAX_STEPS: usize = 5_000_000;
/// The most memory that an expression of the message may need, in bytes.
const PATTERN_SIZE: usize = 100_000;

/// A search that would look at too many values: several `..` multiply.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the JSONPath looks at more than {MAX_STEPS} values; use fewer of .. and [*], or a narrower filter")]
pub struct TooMany;

pub(super) fn find<'a>(segments: &[Segment], root: &'a Value) -> Result<Vec<Node<'a>>, TooMany> {
    let mut search = Search { root, n_steps: 0 };
    search.run(segments, Node::root(root))
}

struct Search<'a> {
    root: &'a Value,
    n_steps: usize,
}

/// A value that a filter compares.
enum Found<'a> {
    There(&'a Value),
    Made(Value),
    Nothing,
}

impl Found<'_> {
    fn value(&self) -> Option<&Value> {
        match self {
            Self::There(value) => Some(value),
            Self::Made(value) => Some(value),
            Self::Nothing => None,
        }
    }
}

impl<'a> Search<'a> {
    fn step(&mut self) -> Result<(), TooMany> {
        self.n_steps += 1;
        if self.n_steps > MAX_STEPS { Err(TooMany) } else { Ok(()) }
    }

    fn run(&mut self, segments: &[Segment], from: Node<'a>) -> Result<Vec<Node<'a>>, TooMany> {
        let mut nodes = vec![from];
        for segment in segments {
            let mut next = Vec::new();
            for node in &nodes {
                if segment.is_descendant {
                    self.descend(segment, node, &mut next)?;
                } else {
                    self.select(segment, node, &mut next)?;
                }
            }
            nodes = next;
        }
        Ok(nodes)
    }

    /// Selects from the value and from all below it, each before what is below it. Values nest no deeper than is read.
    fn descend(&mut self, segment: &Segment, node: &Node<'a>, found: &mut Vec<Node<'a>>) -> Result<(), TooMany> {
        self.select(segment, node, found)?;
        for child in self.children(node)? {
            self.descend(segment, &child, found)?;
        }
        Ok(())
    }

    fn children(&mut self, node: &Node<'a>) -> Result<Vec<Node<'a>>, TooMany> {
        let children: Vec<_> = match node.value() {
            Value::Array(items) => items
                .iter()
                .enumerate()
                .map(|(index, item)| node.child(Key::Index(index), item))
                .collect(),
            Value::Object(members) => members
                .iter()
                .map(|(name, value)| node.child(Key::Name(name), value))
                .collect(),
            _ => Vec::new(),
        };
        self.n_steps += children.len();
        self.step()?;
        Ok(children)
    }

    fn select(&mut self, segment: &Segment, node: &Node<'a>, found: &mut Vec<Node<'a>>) -> Result<(), TooMany> {
        for selector in &segment.selectors {
            self.step()?;
            match selector {
                Selector::Name(name) => {
                    let member = node
                        .value()
                        .as_object()
                        .and_then(|members| members.get_key_value(name.as_str()));
                    found.extend(member.map(|(name, value)| node.child(Key::Name(name), value)));
                }
                Selector::Wildcard => found.extend(self.children(node)?),
                Selector::Index(index) => {
                    if let Some(items) = node.value().as_array()
                        && let Some(index) = at(*index, items.len())
                    {
                        found.push(node.child(Key::Index(index), &items[index]));
                    }
                }
                Selector::Slice { start, end, step } => {
                    if let Some(items) = node.value().as_array() {
                        for index in slice(*start, *end, *step, items.len()) {
                            self.step()?;
                            found.push(node.child(Key::Index(index), &items[index]));
                        }
                    }
                }
                Selector::Filter(test) => {
                    for child in self.children(node)? {
                        if self.test(test, child.value())? {
                            found.push(child);
                        }
                    }
                }
            }
        }
        Ok(())
    }

    fn test(&mut self, test: &Test, current: &'a Value) -> Result<bool, TooMany> {
        Ok(match test {
            Test::Or(tests) => {
                for test in tests {
                    if self.test(test, current)? {
                        return Ok(true);
                    }
                }
                false
            }
            Test::And(tests) => {
                for test in tests {
                    if !self.test(test, current)? {
                        return Ok(false);
                    }
                }
                true
            }
            Test::Not(test) => !self.test(test, current)?,
            Test::Exists(query) => !self.query(query, current)?.is_empty(),
            Test::Compare(left, comparison, right) => {
                let left = self.operand(left, current)?;
                let right = self.operand(right, current)?;
                compare(left.value(), *comparison, right.value())
            }
            Test::Matches {
                text,
                pattern,
                is_whole,
            } => {
                let text = self.operand(text, current)?;
                let Some(text) = text.value().and_then(Value::as_str) else {
                    return Ok(false);
                };
                self.matches(text, pattern, *is_whole, current)?
            }
        })
    }

    fn matches(&mut self, text: &str, pattern: &Pattern, is_whole: bool, current: &'a Value) -> Result<bool, TooMany> {
        let operand = match pattern {
            Pattern::Compiled(regex) => return Ok(regex.is_match(text)),
            Pattern::Found(operand) => self.operand(operand, current)?,
        };
        // Compiling costs more than looking at a value.
        self.n_steps += 1_000;
        self.step()?;
        // An expression that is none matches nothing (RFC 9535 §2.4.6).
        let regex = operand
            .value()
            .and_then(Value::as_str)
            .and_then(|pattern| anchored(pattern, is_whole))
            .and_then(|pattern| RegexBuilder::new(&pattern).size_limit(PATTERN_SIZE).build().ok());
        Ok(regex.is_some_and(|regex| regex.is_match(text)))
    }

    fn query(&mut self, query: &Query, current: &'a Value) -> Result<Vec<Node<'a>>, TooMany> {
        let from = if query.is_relative { current } else { self.root };
        self.run(&query.segments, Node::root(from))
    }

    fn operand(&mut self, operand: &Operand, current: &'a Value) -> Result<Found<'a>, TooMany> {
        Ok(match operand {
            Operand::Literal(value) => Found::Made(value.clone()),
            Operand::Query(query) => match self.query(query, current)?.as_slice() {
                [one] => Found::There(one.value()),
                _ => Found::Nothing,
            },
            Operand::Count(query) => Found::Made(count(self.query(query, current)?.len())),
            Operand::Length(operand) => match self.operand(operand, current)?.value() {
                Some(Value::String(text)) => Found::Made(count(text.chars().count())),
                Some(Value::Array(items)) => Found::Made(count(items.len())),
                Some(Value::Object(members)) => Found::Made(count(members.len())),
                _ => Found::Nothing,
            },
        })
    }
}

fn count(n: usize) -> Value {
    Value::from(n)
}

fn at(index: i64, length: usize) -> Option<usize> {
    let length = i64::try_from(length).ok()?;
    let index = if index < 0 { index + length } else { index };
    usize::try_from(index).ok().filter(|_| index < length)
}

/// Gives the indexes of a slice (RFC 9535 §2.3.4.2.2).
fn slice(start: Option<i64>, end: Option<i64>, step: i64, length: usize) -> Vec<usize> {
    let length = i64::try_from(length).unwrap_or(i64::MAX);
    let normal = |index: i64| if index < 0 { index + length } else { index };
    let mut indexes = Vec::new();
    if step > 0 {
        let mut index = normal(start.unwrap_or(0)).clamp(0, length);
        let end = normal(end.unwrap_or(length)).clamp(0, length);
        while index < end {
            indexes.extend(usize::try_from(index).ok());
            index = index.saturating_add(step);
        }
    } else if step < 0 {
        let mut index = start.map_or(length - 1, normal).clamp(-1, length - 1);
        let end = end.map_or(-1, |end| normal(end).clamp(-1, length - 1));
        while index > end {
            indexes.extend(usize::try_from(index).ok());
            index = index.saturating_add(step);
        }
    }
    indexes
}
