//! Reading a [`Path`] from text. The forms are listed in `path.rs`.

use std::str::FromStr;

use crate::{Path, PathError};

impl FromStr for Path {
    type Err = PathError;

    fn from_str(text: &str) -> Result<Path, PathError> {
        let n_id_characters = text.bytes().take_while(u8::is_ascii_alphanumeric).count();
        let mut path = Path::new(&text[..n_id_characters])?;
        let mut cursor = Cursor {
            bytes: text.as_bytes(),
            at: n_id_characters,
        };

        if let Some(occurrence) = cursor.bracketed()? {
            path = path.with_occurrence(occurrence)?;
        }
        if !cursor.separator(b"-.")? {
            return Ok(path);
        }
        path = path.with_element(cursor.number()?)?;
        if let Some(repetition) = cursor.bracketed()? {
            path = path.with_repetition(repetition)?;
        }
        if !cursor.separator(b".-:")? {
            return Ok(path);
        }
        path = path.with_component(cursor.number()?)?;
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
            ("CLM", "CLM"),
            ("CLM(1)", "CLM"),
            ("CLM[1]", "CLM(2)"),
            ("NM1-03", "NM1-3"),
            ("ST.1", "ST-1"),
            ("CLM(2)-5-1", "CLM(2)-5.1"),
            ("CLM(2)-5:1", "CLM(2)-5.1"),
            ("HI-1(2).2", "HI-1(2).2"),
            ("HI.1[1].2", "HI-1(2).2"),
            ("HI-1(1).2", "HI-1.2"),
            ("HI-1(1)", "HI-1(1)"),
        ] {
            assert_eq!(canonical(form), expected);
            assert_eq!(canonical(expected), expected);
        }
    }

    #[test]
    fn component_without_repetition_is_in_the_first() {
        let path: Path = "HI-1.2".parse().expect("a valid path");
        assert_eq!(path.repetition(), Some(1));
        let element: Path = "HI-1".parse().expect("a valid path");
        assert_eq!(element.repetition(), None);
    }

    #[test]
    fn malformed_paths_are_refused() {
        for text in [
            "",
            "N",
            "1ST-1",
            "NAME-1",
            "NM1-",
            "NM1-0",
            "NM1-3.0",
            "NM1(0)",
            "HI-1(1]",
            "HI-1.2.3",
            "NM1-3 ",
            "NM1--3",
            "NM1-1000",
            "HI-1(1000001)",
            "HI-1(99999999999999999999999)",
            "N\u{CF}1-1",
            "CLM[1",
        ] {
            assert!(text.parse::<Path>().is_err(), "{text}");
        }
        let error = "NM1-x".parse::<Path>().expect_err("x is no number");
        assert_eq!(
            error.to_string(),
            "expected a number at character 5 of the path, as in CLM(2)-5(1).1"
        );
    }
}
