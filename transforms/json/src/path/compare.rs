//! Comparing values as filters do (RFC 9535 §2.3.5.2.2).

use std::cmp::Ordering;

use super::filter::Comparison;
use serde_json::{Number, Value};

/// Compares; `None` stands for nothing, which is equal to nothing only.
pub(super) fn compare(left: Option<&Value>, comparison: Comparison, right: Option<&Value>) -> bool {
    let is_equal = || match (left, right) {
        (None, None) => true,
        (Some(left), Some(right)) => is_equal(left, right),
        _ => false,
    };
    match comparison {
        Comparison::Equal => is_equal(),
        Comparison::NotEqual => !is_equal(),
        Comparison::Less => order(left, right) == Some(Ordering::Less),
        Comparison::Greater => order(left, right) == Some(Ordering::Greater),
        Comparison::LessOrEqual => order(left, right) == Some(Ordering::Less) || is_equal(),
        Comparison::GreaterOrEqual => order(left, right) == Some(Ordering::Greater) || is_equal(),
    }
}

/// Orders numbers and texts; nothing else has an order.
fn order(left: Option<&Value>, right: Option<&Value>) -> Option<Ordering> {
    match (left?, right?) {
        (Value::Number(left), Value::Number(right)) => compare_numbers(left, right),
        (Value::String(left), Value::String(right)) => Some(left.cmp(right)),
        _ => None,
    }
}

fn is_equal(left: &Value, right: &Value) -> bool {
    match (left, right) {
        (Value::Number(left), Value::Number(right)) => compare_numbers(left, right) == Some(Ordering::Equal),
        (Value::Array(left), Value::Array(right)) => {
            left.len() == right.len() && left.iter().zip(right).all(|(left, right)| is_equal(left, right))
        }
        (Value::Object(left), Value::Object(right)) => {
            left.len() == right.len()
                && left
                    .iter()
                    .all(|(name, left)| right.get(name).is_some_and(|right| is_equal(left, right)))
        }
        (left, right) => left == right,
    }
}

/// Compares amounts: exactly where both are integers of 64 bits, else through floats.
fn compare_numbers(left: &Number, right: &Number) -> Option<Ordering> {
    match (left.as_i64(), right.as_i64()) {
        (Some(left), Some(right)) => Some(left.cmp(&right)),
        _ if left == right => Some(Ordering::Equal),
        _ => left.as_f64()?.partial_cmp(&right.as_f64()?),
    }
}
