//! Searching.

use std::collections::{HashMap, HashSet};

use super::Start;
use super::expression::{Comparison, Expression, Location};
use super::found::{Found, Place, text};
use super::step::{Axis, PathStep, Test};
use crate::Xml;
use crate::element::local_name;
use crate::tree::{Node, NodeId};

/// The most nodes that a search looks at, and the most bytes of text that it compares.
const MAX_STEPS: usize = 4_000_000;

/// A search that would look at too many nodes: several `//` and predicates multiply.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the path looks at too many nodes; use fewer of // and *, or narrower predicates")]
pub struct TooMany;

type Result<T, E = TooMany> = std::result::Result<T, E>;

pub(super) fn find<'a>(xml: &'a Xml, start: Start, steps: &[PathStep]) -> Result<Vec<Found<'a>>> {
    let mut search = Search { xml, n_steps: 0 };
    let start = match start {
        Start::Document => None,
        Start::Root => Some(Place::Element(xml.root().id)),
        Start::Element(id) if xml.tree.is_attached(id) => Some(Place::Element(id)),
        Start::Element(_) => return Ok(Vec::new()),
    };
    let mut places = search.run(steps, start)?;
    // Steps from nested elements do not give the order of the document.
    if places.len() > 1 && steps.iter().any(|step| matches!(step.axis, Axis::Below | Axis::Parent)) {
        sort(xml, &mut places);
    }
    Ok(places.into_iter().map(|place| Found { xml, place }).collect())
}

/// A node to go on from; `None` is the document.
type From = Option<Place>;

/// What an expression gives.
enum Value {
    Nodes(Vec<Place>),
    Text(String),
    Number(f64),
    Truth(bool),
}

/// The node that a predicate asks about.
struct Context<'a> {
    place: &'a Place,
    position: usize,
    size: usize,
}

struct Search<'a> {
    xml: &'a Xml,
    n_steps: usize,
}

impl Search<'_> {
    fn step(&mut self, n_steps: usize) -> Result<()> {
        self.n_steps += n_steps + 1;
        if self.n_steps > MAX_STEPS { Err(TooMany) } else { Ok(()) }
    }

    fn run(&mut self, steps: &[PathStep], start: From) -> Result<Vec<Place>> {
        let mut places = vec![start];
        for step in steps {
            let mut next = Vec::new();
            let mut known = HashSet::new();
            for place in &places {
                for found in self.take(step, place.as_ref())? {
                    if known.insert(found.clone()) {
                        next.push(found);
                    }
                }
            }
            places = next;
        }
        Ok(places.into_iter().flatten().collect())
    }

    fn take(&mut self, step: &PathStep, from: Option<&Place>) -> Result<Vec<From>> {
        let candidates = self.candidates(step, from)?;
        self.step(candidates.len())?;
        if step.predicates.is_empty() {
            return Ok(candidates);
        }
        let mut places: Vec<Place> = candidates.into_iter().flatten().collect();
        for predicate in &step.predicates {
            let size = places.len();
            let mut kept = Vec::new();
            for (index, place) in places.into_iter().enumerate() {
                let context = Context {
                    place: &place,
                    position: index + 1,
                    size,
                };
                if self.holds(predicate, &context)? {
                    kept.push(place);
                }
            }
            places = kept;
        }
        Ok(places.into_iter().map(Some).collect())
    }

    fn candidates(&mut self, step: &PathStep, from: Option<&Place>) -> Result<Vec<From>> {
        let tree = &self.xml.tree;
        let element = match from {
            Some(Place::Element(id)) => Some(*id),
            _ => None,
        };
        Ok(match step.axis {
            Axis::Itself => vec![from.cloned()],
            Axis::Parent => match from {
                Some(Place::Attribute(id, _)) => vec![Some(Place::Element(*id))],
                Some(Place::Element(id) | Place::Text(id)) => vec![tree.parent(*id).map(Place::Element)],
                None => Vec::new(),
            },
            Axis::Attribute => {
                let Some(id) = element else {
                    return Ok(Vec::new());
                };
                let names = self.xml.attributes(id).map(|(name, _)| name);
                names
                    .filter(|name| step.test.matches_attribute(name))
                    .map(|name| Some(Place::Attribute(id, name.to_owned())))
                    .collect()
            }
            Axis::Child => {
                let children = match (element, from) {
                    (Some(id), _) => tree.children(id),
                    (None, None) => &tree.top,
                    _ => &[],
                };
                self.step(children.len())?;
                children
                    .iter()
                    .filter_map(|id| self.child(*id, &step.test))
                    .map(Some)
                    .collect()
            }
            Axis::Below => {
                let mut below = Vec::new();
                match (element, from) {
                    (Some(id), _) => self.add_below(id, &mut below)?,
                    (None, None) => {
                        below.push(None);
                        let root = self.xml.root().id;
                        self.add_below(root, &mut below)?;
                    }
                    _ => {}
                }
                below
            }
        })
    }

    fn child(&self, id: NodeId, test: &Test) -> Option<Place> {
        match self.xml.tree.node(id) {
            Node::Element { .. } => test.matches(self.xml.name(id)).then_some(Place::Element(id)),
            Node::Text(_) | Node::CData(_) => (*test == Test::Text).then_some(Place::Text(id)),
            Node::Other(_) => None,
        }
    }

    fn add_below(&mut self, id: NodeId, below: &mut Vec<From>) -> Result<()> {
        self.step(1)?;
        below.push(Some(Place::Element(id)));
        for child in self.xml.tree.elements(id) {
            self.add_below(child, below)?;
        }
        Ok(())
    }

    fn holds(&mut self, predicate: &Expression, context: &Context<'_>) -> Result<bool> {
        Ok(match self.value(predicate, context)? {
            Value::Number(number) => number == context.position as f64,
            Value::Nodes(places) => !places.is_empty(),
            Value::Text(text) => !text.is_empty(),
            Value::Truth(truth) => truth,
        })
    }

    fn value(&mut self, expression: &Expression, context: &Context<'_>) -> Result<Value> {
        self.step(0)?;
        Ok(match expression {
            Expression::Or(parts) => Value::Truth(self.any(parts, true, context)?),
            Expression::And(parts) => Value::Truth(!self.any(parts, false, context)?),
            Expression::Not(inner) => Value::Truth(!self.truth(inner, context)?),
            Expression::Compare(left, comparison, right) => {
                let left = self.value(left, context)?;
                let right = self.value(right, context)?;
                Value::Truth(self.compare(&left, *comparison, &right)?)
            }
            Expression::Contains(whole, part) => {
                let whole = self.text_of(whole, context)?;
                Value::Truth(whole.contains(&self.text_of(part, context)?))
            }
            Expression::StartsWith(whole, part) => {
                let whole = self.text_of(whole, context)?;
                Value::Truth(whole.starts_with(&self.text_of(part, context)?))
            }
            Expression::StringLength(inner) => Value::Number(self.text_of(inner, context)?.chars().count() as f64),
            Expression::NormalizeSpace(inner) => {
                let text = self.text_of(inner, context)?;
                Value::Text(text.split_whitespace().collect::<Vec<_>>().join(" "))
            }
            Expression::Count(location) => Value::Number(self.nodes(location, context)?.len() as f64),
            Expression::Nodes(location) => Value::Nodes(self.nodes(location, context)?),
            Expression::Text(text) => Value::Text(text.clone()),
            Expression::Number(number) => Value::Number(*number),
            Expression::Position => Value::Number(context.position as f64),
            Expression::Last => Value::Number(context.size as f64),
            Expression::LocalName => Value::Text(match context.place {
                Place::Element(id) => local_name(self.xml.name(*id)).to_owned(),
                Place::Attribute(_, name) => local_name(name).to_owned(),
                Place::Text(_) => String::new(),
            }),
        })
    }

    /// Tells whether any of `parts` has the truth value `wanted`.
    fn any(&mut self, parts: &[Expression], wanted: bool, context: &Context<'_>) -> Result<bool> {
        for part in parts {
            if self.truth(part, context)? == wanted {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Gives the truth value of an expression that is part of another, where a number is no position.
    fn truth(&mut self, expression: &Expression, context: &Context<'_>) -> Result<bool> {
        Ok(match self.value(expression, context)? {
            Value::Number(number) => number != 0.0 && !number.is_nan(),
            Value::Nodes(places) => !places.is_empty(),
            Value::Text(text) => !text.is_empty(),
            Value::Truth(truth) => truth,
        })
    }

    fn nodes(&mut self, location: &Location, context: &Context<'_>) -> Result<Vec<Place>> {
        let start = (!location.is_absolute).then(|| context.place.clone());
        self.run(&location.steps, start)
    }

    fn text_of(&mut self, expression: &Expression, context: &Context<'_>) -> Result<String> {
        Ok(match self.value(expression, context)? {
            Value::Nodes(places) => match places.first() {
                Some(place) => self.node_text(place)?,
                None => String::new(),
            },
            Value::Text(text) => text,
            Value::Number(number) => number.to_string(),
            Value::Truth(truth) => truth.to_string(),
        })
    }

    fn node_text(&mut self, place: &Place) -> Result<String> {
        let text = text(self.xml, place);
        self.step(text.len())?;
        Ok(text)
    }

    /// Compares as XPath does (XPath 1.0 §3.4): of several nodes, one is enough.
    fn compare(&mut self, left: &Value, comparison: Comparison, right: &Value) -> Result<bool> {
        let lefts = self.texts(left)?;
        let rights = self.texts(right)?;
        let is_numeric = !matches!(comparison, Comparison::Equal | Comparison::NotEqual)
            || matches!(left, Value::Number(_))
            || matches!(right, Value::Number(_));
        for left in &lefts {
            for right in &rights {
                self.step(left.len().min(right.len()))?;
                let is_so = if is_numeric {
                    comparison.of_numbers(number(left), number(right))
                } else {
                    (left == right) == (comparison == Comparison::Equal)
                };
                if is_so {
                    return Ok(true);
                }
            }
        }
        Ok(false)
    }

    fn texts(&mut self, value: &Value) -> Result<Vec<String>> {
        Ok(match value {
            Value::Nodes(places) => places
                .iter()
                .map(|place| self.node_text(place))
                .collect::<Result<Vec<_>>>()?,
            Value::Text(text) => vec![text.clone()],
            Value::Number(number) => vec![number.to_string()],
            Value::Truth(truth) => vec![truth.to_string()],
        })
    }
}

fn number(text: &str) -> f64 {
    text.trim().parse().unwrap_or(f64::NAN)
}

fn sort(xml: &Xml, places: &mut [Place]) {
    fn visit(xml: &Xml, id: NodeId, order: &mut HashMap<NodeId, usize>) {
        order.insert(id, order.len());
        for child in xml.tree.children(id) {
            visit(xml, *child, order);
        }
    }
    let mut order = HashMap::new();
    visit(xml, xml.root().id, &mut order);
    // The attributes of an element stay behind it in their own order.
    places.sort_by_key(|place| match place {
        Place::Element(id) => (order.get(id).copied(), false),
        Place::Attribute(id, _) => (order.get(id).copied(), true),
        Place::Text(id) => (order.get(id).copied(), false),
    });
}
