//! Control numbers of what we write.

use std::fmt;

/// A control number of an interchange or a group: 1 to 999,999,999 (ISA13 is N0 9/9, GS06 is N0 1/9). `Display` writes it
/// without leading zeros.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ControlNumber(u32);

/// Tells that a number is no control number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the control number is {0}; it must be from 1 to 999999999")]
pub struct NotAControlNumber(pub u32);

const MOST: u32 = 999_999_999;

impl ControlNumber {
    /// Makes a control number.
    ///
    /// # Errors
    ///
    /// [`NotAControlNumber`] unless the number is from 1 to 999,999,999.
    pub fn new(number: u32) -> Result<ControlNumber, NotAControlNumber> {
        if (1..=MOST).contains(&number) {
            Ok(ControlNumber(number))
        } else {
            Err(NotAControlNumber(number))
        }
    }

    /// Returns the control number after this one; 1 after the largest.
    pub fn next(self) -> ControlNumber {
        ControlNumber(self.0 % MOST + 1)
    }

    /// Returns the number.
    pub fn get(self) -> u32 {
        self.0
    }
}

impl fmt::Display for ControlNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn control_numbers_are_bounded_and_begin_anew() {
        assert_eq!(ControlNumber::new(0), Err(NotAControlNumber(0)));
        assert!(ControlNumber::new(1_000_000_000).is_err());
        let largest = ControlNumber::new(999_999_999).expect("it is within the bounds");
        assert_eq!(largest.next().get(), 1);
        assert_eq!(largest.next().next().get(), 2);
    }
}
