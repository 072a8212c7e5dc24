//! A value of a device.

use std::collections::HashSet;

use nilecare_engine_api::ConfigProblem;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A value of a device.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ModbusPoint {
    /// # Name
    /// In the message.
    pub name: String,
    /// # Table
    pub table: ModbusTable,
    /// # Address
    /// Of the first register or the bit, from 0 as it is sent; manuals that count from 1 or write 40001 say one more, or 40001 more.
    pub address: u16,
    /// # Type
    #[serde(rename = "type")]
    pub kind: ModbusType,
    /// # Bit
    /// Of a register, 0 for the least significant one; for type bit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bit: Option<u8>,
    /// # Order of words
    /// Of types with two registers: `big` has the more significant one first.
    #[serde(default)]
    pub word_order: ModbusOrder,
    /// # Order of bytes
    /// Within a register; Modbus says `big`.
    #[serde(default)]
    pub byte_order: ModbusOrder,
    /// # Scale
    /// What the device has times this is the value.
    #[serde(default = "one")]
    pub scale: f64,
    /// # Offset
    /// Is added then.
    #[serde(default)]
    pub offset: f64,
    /// # Deadband
    /// A difference up to this is no change.
    #[serde(default)]
    pub deadband: f64,
    /// # Least
    /// A smaller value is not written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub min: Option<f64>,
    /// # Most
    /// A larger value is not written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max: Option<f64>,
}

/// Where a value stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ModbusTable {
    /// Bits that can be written.
    Coil,
    /// Bits that cannot.
    DiscreteInput,
    /// Registers that can be written.
    HoldingRegister,
    /// Registers that cannot.
    InputRegister,
}

/// What a value is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ModbusType {
    /// A bit: true or false.
    Bit,
    /// 0 to 65,535.
    U16,
    /// -32,768 to 32,767.
    I16,
    /// 0 to 4,294,967,295 in two registers.
    U32,
    /// -2,147,483,648 to 2,147,483,647 in two registers.
    I32,
    /// IEEE 754 in two registers.
    F32,
}

/// What comes first.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ModbusOrder {
    /// The more significant.
    #[default]
    Big,
    /// The less significant.
    Little,
}

fn one() -> f64 {
    1.0
}

impl ModbusTable {
    /// Tells whether it has bits and no registers.
    pub(crate) fn is_of_bits(self) -> bool {
        matches!(self, Self::Coil | Self::DiscreteInput)
    }
}

impl ModbusPoint {
    /// Returns how many registers or bits it takes.
    pub(crate) fn width(&self) -> u16 {
        match self.kind {
            ModbusType::Bit | ModbusType::U16 | ModbusType::I16 => 1,
            ModbusType::U32 | ModbusType::I32 | ModbusType::F32 => 2,
        }
    }

    fn problems(&self, at: &str) -> Vec<ConfigProblem> {
        let is_bit = self.kind == ModbusType::Bit;
        let of_bits = self.table.is_of_bits();
        let numbers = [self.scale, self.offset, self.deadband];
        let bounds = [self.min, self.max];
        let is_finite = numbers
            .into_iter()
            .chain(bounds.into_iter().flatten())
            .all(f64::is_finite);
        let (least, most) = (self.min.unwrap_or(f64::MIN), self.max.unwrap_or(f64::MAX));
        let wrong = [
            (
                "name",
                !(1..=64).contains(&self.name.len()),
                "must be 1 to 64 characters",
            ),
            (
                "address",
                self.address.checked_add(self.width() - 1).is_none(),
                "has no room for two registers",
            ),
            ("type", of_bits && !is_bit, "must be bit in this table"),
            (
                "bit",
                is_bit && !of_bits && self.bit.is_none_or(|bit| bit > 15),
                "must be from 0 to 15",
            ),
            (
                "bit",
                self.bit.is_some() && (of_bits || !is_bit),
                "is for a bit of a register; remove it",
            ),
            ("scale", self.scale == 0.0 || !is_finite, "must be a number, and not 0"),
            ("deadband", self.deadband < 0.0, "must not be less than 0"),
            ("min", least > most, "must not be more than max"),
        ];
        let wrong = wrong.into_iter().filter(|(_, is_wrong, _)| *is_wrong);
        wrong
            .map(|(name, _, message)| ConfigProblem::new(format!("{at}/{name}"), message))
            .collect()
    }
}

/// Tells what is wrong with values.
pub(super) fn problems(points: &[ModbusPoint]) -> Vec<ConfigProblem> {
    let mut problems = Vec::new();
    if !(1..=1000).contains(&points.len()) {
        problems.push(ConfigProblem::new("/values", "must be 1 to 1000 values"));
    }
    let mut names = HashSet::new();
    for (index, point) in points.iter().enumerate() {
        let at = format!("/values/{index}");
        problems.extend(point.problems(&at));
        if !names.insert(&point.name) {
            problems.push(ConfigProblem::new(format!("{at}/name"), "is that of another value"));
        }
    }
    problems
}
