//! Conditions and expressions, evaluated where a row is at.

use std::borrow::Cow;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::date::Time;
use super::segments::Slot;
use super::state::{Here, State};
use super::value::decimal;
use crate::compile::Spot;
use crate::table::Condition;
use crate::table::expression::{Function, Part};

impl<'m> State<'m> {
    /// Tells whether a condition holds.
    pub fn holds(&self, condition: &Condition<Spot>, here: &Here<'m>) -> bool {
        match condition {
            Condition::Valued(spot) => self.is_spot_valued(*spot, here),
            Condition::In(spot, values) => match self.plain(*spot, here) {
                Some(text) => values.iter().any(|known| known == text),
                None => self.is_in(*spot, values, here),
            },
            Condition::Number(spot) => self
                .spot(*spot, here)
                .is_some_and(|slot| decimal(self.value(slot)).is_some()),
            Condition::Count(spot, comparison, number) => comparison.holds(self.count(*spot, here), *number),
            Condition::Length(spot, comparison, number) => {
                let length = self
                    .spot(*spot, here)
                    .map_or(0, |slot| self.value(slot).chars().count());
                comparison.holds(length, *number)
            }
            Condition::Not(inner) => !self.holds(inner, here),
            Condition::And(parts) => parts.iter().all(|part| self.holds(part, here)),
            Condition::Or(parts) => parts.iter().any(|part| self.holds(part, here)),
        }
    }

    /// Returns a field of the segment at hand that is a short word, as most codes are, without a closer look.
    fn plain(&self, spot: Spot, here: &Here<'m>) -> Option<&'m str> {
        let Spot::Field {
            segment: None,
            field,
            component: 0 | 1,
            subcomponent: 0,
        } = spot
        else {
            return None;
        };
        let text = self.segments.field(here.position, field);
        let is_word = !text.is_empty() && text.len() <= 4 && text.bytes().all(|byte| byte.is_ascii_alphanumeric());
        // A letter or a digit may be a delimiter only in theory: delimiters are punctuation.
        is_word.then_some(text)
    }

    fn is_in(&self, spot: Spot, values: &[String], here: &Here<'m>) -> bool {
        match self.spot(spot, here) {
            Some(slot) => {
                let value = self.value(slot);
                values.iter().any(|known| *known == value)
            }
            None => values.iter().any(String::is_empty),
        }
    }

    fn is_spot_valued(&self, spot: Spot, here: &Here<'m>) -> bool {
        match spot {
            Spot::Field {
                segment: Some(segment),
                field: 0,
                ..
            } => self.related(segment, here).is_some(),
            spot => self.spot(spot, here).is_some(),
        }
    }

    /// Returns what stands at a place, when it is valued.
    pub fn spot(&self, spot: Spot, here: &Here<'m>) -> Option<Slot<'m>> {
        let (base, component, subcomponent) = match spot {
            Spot::Part {
                component,
                subcomponent,
            } => (here.slot?, component, subcomponent),
            Spot::Field {
                segment,
                field,
                component,
                subcomponent,
            } => {
                let position = match segment {
                    Some(segment) => self.related(segment, here)?,
                    None => here.position,
                };
                (self.first(position, field)?, component, subcomponent)
            }
        };
        self.segments
            .parts(base, component, subcomponent)
            .filter(|slot| self.is_valued(*slot))
    }

    /// Counts the valued repetitions of a field.
    fn count(&self, spot: Spot, here: &Here<'m>) -> usize {
        let Spot::Field { segment, field, .. } = spot else {
            return 0;
        };
        let position = match segment {
            Some(segment) => self.related(segment, here),
            None => Some(here.position),
        };
        position.map_or(0, |position| {
            let text = self.segments.field(position, field);
            self.segments
                .repetitions(text)
                .filter(|slot| self.is_valued(*slot))
                .count()
        })
    }

    /// Puts a text together and marks what it took as used. `None` when it has places and none of them is valued, or when
    /// a function has nothing to give.
    pub fn put_together(&mut self, parts: &[Part<Spot>], here: &Here<'m>) -> Option<Cow<'m, str>> {
        if let [Part::Fixed(text)] = parts {
            return Some(Cow::Owned(text.clone()));
        }
        let mut text = String::new();
        let (mut has_places, mut has_values) = (false, false);
        for part in parts {
            match part {
                Part::Fixed(fixed) => text.push_str(fixed),
                Part::Value(spot) => {
                    has_places = true;
                    if let Some(value) = self.take(*spot, here) {
                        has_values = true;
                        text.push_str(&value);
                    }
                }
                Part::Call(function, arguments) => {
                    text.push_str(&self.call(*function, arguments, here)?);
                    has_values = true;
                }
            }
        }
        // What is put together may begin or end with what separates values that are not there.
        (has_values || !has_places).then(|| Cow::Owned(text.trim().to_owned()))
    }

    fn take(&mut self, spot: Spot, here: &Here<'m>) -> Option<Cow<'m, str>> {
        let slot = self.spot(spot, here)?;
        self.use_slot(slot);
        Some(self.value(slot))
    }

    fn argument(&mut self, argument: Option<&Part<Spot>>, here: &Here<'m>) -> Option<Cow<'m, str>> {
        match argument? {
            Part::Fixed(text) => Some(Cow::Owned(text.clone())),
            Part::Value(spot) => self.take(*spot, here),
            Part::Call(..) => None,
        }
    }

    fn call(&mut self, function: Function, arguments: &[Part<Spot>], here: &Here<'m>) -> Option<String> {
        let [first, second, third] = [0, 1, 2].map(|n| self.argument(arguments.get(n), here));
        match function {
            Function::Add => later(&first?, &second?, third.as_deref(), 1),
            Function::Subtract => later(&first?, &second?, third.as_deref(), -1),
            Function::Minutes => Some(seconds(&first?, second.as_deref())?.div_euclid(60).to_string()),
            Function::Day => {
                let names = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
                let number: usize = first?.parse().ok()?;
                names.get(number.checked_sub(1)?).map(|name| (*name).to_owned())
            }
            Function::Base64 => Some(STANDARD.encode(first?.as_bytes())),
            Function::Message => {
                let texts: Vec<&str> = self.segments.list.iter().map(|segment| segment.raw).collect();
                Some(STANDARD.encode(texts.join("\r").as_bytes()))
            }
            Function::Xhtml => {
                let text = first?.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
                Some(format!("<div xmlns=\"http://www.w3.org/1999/xhtml\">{text}</div>"))
            }
        }
    }
}

/// Returns the time so much later, as a message has it, so that it is converted like any other.
fn later(time: &str, amount: &str, unit: Option<&str>, sign: i64) -> Option<String> {
    let seconds = seconds(amount, unit)?.checked_mul(sign)?;
    Time::parse(time)?.later(seconds)?.to_hl7()
}

/// Returns an amount of time in seconds; minutes when no unit was sent. Months and years have no fixed length.
fn seconds(amount: &str, unit: Option<&str>) -> Option<i64> {
    let in_unit = match unit.unwrap_or("min").to_ascii_lowercase().as_str() {
        "s" | "sec" | "second" | "seconds" => 1,
        "m" | "min" | "mins" | "minute" | "minutes" => 60,
        "h" | "hr" | "hrs" | "hour" | "hours" => 3_600,
        "d" | "day" | "days" => 86_400,
        "w" | "wk" | "week" | "weeks" => 604_800,
        _ => return None,
    };
    let amount: f64 = amount.parse().ok()?;
    let seconds = amount * f64::from(in_unit);
    (seconds.abs() < 1e11).then_some(seconds as i64)
}
