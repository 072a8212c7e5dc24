//! Values from and to registers.

use nilecare_engine_api::{FailureKind, SendError};
use serde_json::{Number, Value};

use crate::failure::REFUSED;
use crate::{ModbusOrder, ModbusPoint, ModbusType};

/// What a device holds of a value.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Held {
    Bit(bool),
    Integer(i64),
    Float(f32),
}

impl ModbusPoint {
    /// Reads what the registers hold; there are as many as its width.
    pub(crate) fn of_words(&self, words: &[u16]) -> Held {
        let ordered = self.ordered(words);
        let double = || u32::from(ordered[0]) << 16 | u32::from(ordered.get(1).copied().unwrap_or_default());
        match self.kind {
            ModbusType::Bit => Held::Bit(words[0] & self.mask() != 0),
            ModbusType::U16 => Held::Integer(i64::from(ordered[0])),
            ModbusType::I16 => Held::Integer(i64::from(ordered[0].cast_signed())),
            ModbusType::U32 => Held::Integer(i64::from(double())),
            ModbusType::I32 => Held::Integer(i64::from(double().cast_signed())),
            ModbusType::F32 => Held::Float(f32::from_bits(double())),
        }
    }

    /// Returns what the registers are to hold; a bit of a register is written otherwise.
    pub(crate) fn to_words(&self, held: Held) -> Vec<u16> {
        let double = |bits: u32| vec![(bits >> 16) as u16, bits as u16];
        let words = match (self.kind, held) {
            (ModbusType::U32 | ModbusType::I32, Held::Integer(number)) => double(number as u32),
            (_, Held::Integer(number)) => vec![number as u16],
            (_, Held::Float(number)) => double(number.to_bits()),
            (_, Held::Bit(is_set)) => vec![u16::from(is_set)],
        };
        self.ordered(&words)
    }

    /// Returns its bit within the register as the device sends it.
    pub(crate) fn mask(&self) -> u16 {
        let mask = 1u16 << self.bit.unwrap_or_default();
        if self.byte_order == ModbusOrder::Little {
            mask.swap_bytes()
        } else {
            mask
        }
    }

    /// Turns the device's order into Modbus's, and back.
    fn ordered(&self, words: &[u16]) -> Vec<u16> {
        let mut words = words.to_vec();
        if self.byte_order == ModbusOrder::Little {
            words.iter_mut().for_each(|word| *word = word.swap_bytes());
        }
        if self.word_order == ModbusOrder::Little {
            words.reverse();
        }
        words
    }

    /// Says a value as people do. Digits that scale and offset do not have are not made up.
    pub(crate) fn say(&self, held: Held) -> Value {
        let is_plain = self.scale == 1.0 && self.offset == 0.0;
        let text = match held {
            Held::Bit(is_set) => return Value::Bool(is_set),
            Held::Integer(number) if is_plain => return Value::from(number),
            Held::Integer(number) => {
                let n_decimals = decimals(self.scale).max(decimals(self.offset));
                let text = format!("{:.n_decimals$}", number as f64 * self.scale + self.offset);
                match text.contains('.') {
                    true => text.trim_end_matches('0').trim_end_matches('.').to_owned(),
                    false => text,
                }
            }
            Held::Float(number) if is_plain => number.to_string(),
            Held::Float(number) => ((f64::from(number) * self.scale + self.offset) as f32).to_string(),
        };
        text.parse::<Number>().map_or(Value::Null, Value::Number)
    }

    /// Reads a value of a message.
    ///
    /// # Errors
    /// When it cannot be written; the value itself is not repeated.
    pub(crate) fn hear(&self, value: &Value) -> Result<Held, SendError> {
        let refused = |why: &str| {
            let detail = format!("the value of {} {why}", self.name);
            SendError::new(FailureKind::Reject, REFUSED, detail)
        };
        if self.kind == ModbusType::Bit {
            let is_set = value.as_bool().ok_or_else(|| refused("must be true or false"))?;
            return Ok(Held::Bit(is_set));
        }
        let number = value.as_f64().ok_or_else(|| refused("must be a number"))?;
        if self.min.is_some_and(|min| number < min) || self.max.is_some_and(|max| number > max) {
            return Err(refused("is not between min and max"));
        }
        let raw = (number - self.offset) / self.scale;
        let (least, most) = match self.kind {
            ModbusType::F32 => {
                let float = raw as f32;
                return float
                    .is_finite()
                    .then_some(Held::Float(float))
                    .ok_or_else(|| refused("is too large"));
            }
            ModbusType::Bit | ModbusType::U16 => (0.0, f64::from(u16::MAX)),
            ModbusType::I16 => (f64::from(i16::MIN), f64::from(i16::MAX)),
            ModbusType::U32 => (0.0, f64::from(u32::MAX)),
            ModbusType::I32 => (f64::from(i32::MIN), f64::from(i32::MAX)),
        };
        let whole = raw.round();
        // A division by 0.1 leaves a little beside the whole number.
        if (raw - whole).abs() > 1e-6 * whole.abs().max(1.0) {
            return Err(refused("is finer than its scale"));
        }
        if !(least..=most).contains(&whole) {
            return Err(refused("does not fit its type"));
        }
        Ok(Held::Integer(whole as i64))
    }

    /// Tells whether a value differs by more than the deadband.
    pub(crate) fn has_changed(&self, before: &Value, now: &Value) -> bool {
        match (before.as_f64(), now.as_f64()) {
            (Some(before), Some(now)) => (before - now).abs() > self.deadband,
            _ => before != now,
        }
    }
}

fn decimals(number: f64) -> usize {
    let text = number.to_string();
    text.split_once('.').map_or(0, |(_, digits)| digits.len())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn point(kind: &str, more: Value) -> ModbusPoint {
        let mut settings = json!({ "name": "x", "table": "holding_register", "address": 0, "type": kind });
        settings
            .as_object_mut()
            .expect("it is one")
            .extend(more.as_object().expect("it is one").clone());
        serde_json::from_value(settings).expect("it is valid")
    }

    #[test]
    fn registers_are_read_and_written_by_type_order_and_scale() {
        for (kind, more, words, said) in [
            ("u16", json!({}), vec![0xFFFF], "65535"),
            ("i16", json!({}), vec![0xFFFF], "-1"),
            ("i16", json!({ "scale": 0.1 }), vec![253], "25.3"),
            ("i16", json!({ "scale": 0.1, "offset": -40 }), vec![403], "0.3"),
            ("u16", json!({ "scale": 10 }), vec![7], "70"),
            ("u16", json!({ "byte_order": "little" }), vec![0x0100], "1"),
            ("u32", json!({}), vec![1, 2], "65538"),
            ("u32", json!({ "word_order": "little" }), vec![2, 1], "65538"),
            ("i32", json!({}), vec![0xFFFF, 0xFFFE], "-2"),
            ("f32", json!({}), vec![0x42F6, 0xE979], "123.456"),
            (
                "f32",
                json!({ "word_order": "little", "byte_order": "little" }),
                vec![0x79E9, 0xF642],
                "123.456",
            ),
            ("f32", json!({ "scale": 0.5 }), vec![0x4120, 0], "5"),
        ] {
            let point = point(kind, more);
            let said_by_it = point.say(point.of_words(&words));
            assert_eq!(said_by_it.to_string(), said, "{point:?}");
            let heard = point.hear(&said_by_it).expect("it is our own");
            assert_eq!(point.to_words(heard), words, "{point:?}");
        }
        let not_a_number = point("f32", json!({}));
        assert_eq!(not_a_number.say(not_a_number.of_words(&[0x7FC0, 0])), Value::Null);
        let bit = point("bit", json!({ "bit": 5 }));
        assert_eq!(bit.say(bit.of_words(&[0b10_0000])), json!(true));
    }

    #[test]
    fn what_cannot_be_written_is_refused_and_not_repeated() {
        for (kind, more, value) in [
            ("u16", json!({}), json!(65536)),
            ("u16", json!({}), json!(-1)),
            ("i16", json!({ "scale": 0.1 }), json!(25.34)),
            ("u16", json!({ "min": 2, "max": 8 }), json!(8.5)),
            ("u16", json!({}), json!("7")),
            ("bit", json!({ "bit": 0 }), json!(1)),
            ("f32", json!({}), json!(1e39)),
        ] {
            let error = point(kind, more).hear(&value).expect_err(kind);
            assert_eq!((error.kind, error.code), (FailureKind::Reject, REFUSED));
            assert!(!error.detail.contains(&value.to_string()), "{}", error.detail);
        }
    }

    #[test]
    fn a_small_difference_is_no_change() {
        let point = point("f32", json!({ "deadband": 0.5 }));
        assert!(!point.has_changed(&json!(1), &json!(1.5)));
        assert!(point.has_changed(&json!(1), &json!(1.6)));
        assert!(point.has_changed(&json!(1), &Value::Null) && !point.has_changed(&Value::Null, &Value::Null));
    }
}
