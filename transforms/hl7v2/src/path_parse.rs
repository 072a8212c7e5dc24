//! Reading a [`Path`] from text. The forms are listed in `path.rs`.

use std::str::FromStr;

use crate::{Path, PathError};

impl FromStr for Path {
    type Err = PathError;

    fn from_str(text: &str) -> Result<Path, PathError> {
        let segment_id = text.get(..3).ok_or(PathError::SegmentId)?;
        let mut path = Path::new(segment_id)?;
        let mut cursor = Cursor {
            bytes: text.as_bytes(),
            at: 3,
        };

        if let Some(occurrence) = cursor.bracketed()? {
            path = path.with_occurrence(occurrence)?;
        }
        if !cursor.separator(b"-.")? {
            return Ok(path);
        }
        path = path.with_field(cursor.number()?)?;
        if let Some(repetition) = cursor.bracketed()? {
            path = path.with_repetition(repetition)?;
        }
        if !cursor.separator(b".-")? {
            return Ok(path);
        }
        path = path.with_component(cursor.number()?)?;
        if !cursor.separator(b".&-")? {
            return Ok(path);
        }
        path = path.with_subcomponent(cursor.number()?)?;
        if cursor.at < cursor.bytes.len() {
            return Err(cursor.unexpected("the end"));
        }
        Ok(path)
    }
}

struct Cursor<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl Cursor<'_> {
    /// Reads `(n)`, counted from 1, or `[n]`, counted from 0; both give a number from 1.
    fn bracketed(&mut self) -> Result<Option<usize>, PathError> {
        let (close, base) = match self.bytes.get(self.at) {
            Some(b'(') => (b')', 0),
            Some(b'[') => (b']', 1),
            _ => return Ok(None),
        };
        self.at += 1;
        let number = self.number()?;
        if self.bytes.get(self.at) != Some(&close) {
            return Err(self.unexpected("a closing bracket of the same kind"));
        }
        self.at += 1;
        Ok(Some(number.saturating_add(base)))
    }

    /// Steps over one of `separators`; `false` at the end of the path.
    fn separator(&mut self, separators: &[u8]) -> Result<bool, PathError> {
        match self.bytes.get(self.at) {
            None => Ok(false),
            Some(byte) if separators.contains(byte) => {
                self.at += 1;
                Ok(true)
            }
            Some(_) => Err(self.unexpected("a separator (- or .)")),
        }
    }

    fn number(&mut self) -> Result<usize, PathError> {
        let digits = self.bytes[self.at..].iter().take_while(|byte| byte.is_ascii_digit());
        let mut n_digits = 0;
        let mut number: usize = 0;
        for digit in digits {
            n_digits += 1;
            // Saturates far above the bounds that `Path` checks.
            number = number.saturating_mul(10).saturating_add(usize::from(digit - b'0'));
        }
        if n_digits == 0 {
            return Err(self.unexpected("a number"));
        }
        self.at += n_digits;
        Ok(number)
    }

    fn unexpected(&self, expected: &'static str) -> PathError {
        PathError::Unexpected {
            expected,
            position: self.at + 1,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn canonical(text: &str) -> String {
        text.parse::<Path>()
            .unwrap_or_else(|error| panic!("{text}: {error}"))
            .to_string()
    }

    #[test]
    fn equivalent_forms_are_one_path() {
        for (form, expected) in [
            ("PID", "PID"),
            ("PID(1)", "PID"),
            ("PID[0]", "PID"),
            ("OBX[1].5", "OBX(2)-5"),
            ("PID.5.1.2", "PID-5.1.2"),
            ("PID-5-1-2", "PID-5.1.2"),
            ("OBX(2)-5(1).2&1", "OBX(2)-5.2.1"),
            ("PID.3[0].1", "PID-3.1"),
            ("PID.3[1].1", "PID-3(2).1"),
            ("PID-3(1)", "PID-3(1)"),
            ("Z01-1", "Z01-1"),
        ] {
            assert_eq!(canonical(form), expected);
            assert_eq!(canonical(expected), expected);
        }
    }

    #[test]
    fn component_without_repetition_is_in_the_first() {
        let path: Path = "PID-3.1".parse().expect("a valid path");
        assert_eq!(path.repetition(), Some(1));
        let field: Path = "PID-3".parse().expect("a valid path");
        assert_eq!(field.repetition(), None);
    }

    #[test]
    fn malformed_paths_are_refused() {
        for text in [
            "",
            "PI",
            "P-5",
            "1ID",
            "PIDX",
            "PID-",
            "PID-0",
            "PID-5.0",
            "PID(0)",
            "PID-5(0)",
            "PID-5(1]",
            "PID-5.1.2.3",
            "PID-5 ",
            "PID--5",
            "PID-99999",
            "PID-5(1000001)",
            "PID-5(99999999999999999999999)",
            "PÏD-5",
            "PID[1",
        ] {
            assert!(text.parse::<Path>().is_err(), "{text}");
        }
        let error = "PID-x".parse::<Path>().expect_err("x is no number");
        assert_eq!(
            error.to_string(),
            "expected a number at character 5 of the path, as in OBX(2)-5(1).2.1"
        );
    }
}
