//! Equality and order of items.

use std::cmp::Ordering;

use serde_json::Value;

use crate::Item;

/// Tells whether two items are the same (`=`); `None` when that cannot be said, as of dates of different precision.
pub(crate) fn equal(left: &Item<'_>, right: &Item<'_>) -> Option<bool> {
    let (left, right) = (left.primitive(), right.primitive());
    match (&left, &right) {
        (Item::Moment(_), Item::Moment(_) | Item::Text(_)) | (Item::Text(_), Item::Moment(_)) => {
            order(&left, &right).map(|order| order == Ordering::Equal)
        }
        (Item::Quantity(a, unit), Item::Quantity(b, other)) => Some(a == b && unit == other),
        (Item::Boolean(a), Item::Boolean(b)) => Some(a == b),
        (Item::Text(a), Item::Text(b)) => Some(a == b),
        (Item::Target(a), Item::Target(b)) => Some(a == b),
        (Item::Node(a), Item::Node(b)) => Some(same_value(a.value, b.value)),
        _ => match (left.number(), right.number()) {
            (Some(a), Some(b)) => Some(a == b),
            _ => Some(false),
        },
    }
}

/// Tells whether two items mean the same (`~`): text without regard to case and blanks.
pub(crate) fn equivalent(left: &Item<'_>, right: &Item<'_>) -> bool {
    let fold = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    match (left.text(), right.text()) {
        (Some(a), Some(b)) => fold(&a) == fold(&b),
        _ => equal(left, right).unwrap_or(false),
    }
}

/// Orders two items; `None` when they have no order.
pub(crate) fn order(left: &Item<'_>, right: &Item<'_>) -> Option<Ordering> {
    if let (Some(a), Some(b)) = (left.number(), right.number()) {
        return Some(a.cmp(&b));
    }
    match (left.primitive(), right.primitive()) {
        (Item::Quantity(a, unit), Item::Quantity(b, other)) if unit == other => Some(a.cmp(&b)),
        (Item::Text(a), Item::Text(b)) => Some(a.cmp(&b)),
        (Item::Moment(a), Item::Moment(b) | Item::Text(b)) | (Item::Text(a), Item::Moment(b)) => moments(&a, &b),
        _ => None,
    }
}

/// Orders moments as far as both are written; of different precision and equal so far, nothing can be said.
fn moments(a: &str, b: &str) -> Option<Ordering> {
    let length = a.len().min(b.len());
    match a.as_bytes()[..length].cmp(&b.as_bytes()[..length]) {
        Ordering::Equal if a.len() != b.len() => None,
        order => Some(order),
    }
}

fn same_value(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Object(a), Value::Object(b)) => {
            a.len() == b.len()
                && a.iter()
                    .all(|(name, value)| b.get(name).is_some_and(|other| same_value(value, other)))
        }
        (Value::Array(a), Value::Array(b)) => a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same_value(a, b)),
        (Value::Number(a), Value::Number(b)) => {
            let number = |text: &str| crate::item::decimal(text);
            number(a.as_str()) == number(b.as_str())
        }
        _ => a == b,
    }
}
