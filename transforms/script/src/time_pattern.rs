//! Patterns of dates and times: `yyyyMMddHHmmss`, `dd.MM.yyyy HH:mm`.
//!
//! | letters | meaning |
//! |---|---|
//! | `yyyy`, `yy` | year |
//! | `MM`, `MMM`, `MMMM` | month: number, `Jan`, `January` |
//! | `dd` | day |
//! | `HH`, `hh`, `a` | hour of 24, hour of 12, `AM` or `PM` |
//! | `mm`, `ss`, `SSS` | minute, second, thousandth |
//! | `EEE`, `EEEE` | `Mon`, `Monday` |
//! | `Z`, `XXX` | offset: `+0200`, `+02:00` |
//!
//! Text in single quotation marks stands for itself, as does everything that is no letter. `hl7` is the form of HL7 v2 with
//! the precision that is there (HL7 v2.5.1 §2.A.22).

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::fmt::strtime::BrokenDownTime;
use jiff::tz::{Offset, TimeZone};

use crate::library::time;

/// A pattern of dates and times, compiled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TimePattern(Form);

#[derive(Debug, Clone, PartialEq, Eq)]
enum Form {
    /// As HL7 v2 writes it.
    Hl7,
    /// In the words of `strtime`.
    Strtime(String),
}

const LETTERS: [(&str, &str); 17] = [
    ("yyyy", "%Y"),
    ("yy", "%y"),
    ("MMMM", "%B"),
    ("MMM", "%b"),
    ("MM", "%m"),
    ("dd", "%d"),
    ("HH", "%H"),
    ("hh", "%I"),
    ("mm", "%M"),
    ("ss", "%S"),
    ("SSS", "%3f"),
    ("EEEE", "%A"),
    ("EEE", "%a"),
    ("XXX", "%:z"),
    ("Z", "%z"),
    ("a", "%p"),
    ("hl7", ""),
];

impl TimePattern {
    /// Compiles a pattern.
    ///
    /// # Errors
    /// When it has letters that mean nothing.
    pub fn compile(pattern: &str) -> Result<Self, String> {
        if pattern == "hl7" {
            return Ok(Self(Form::Hl7));
        }
        if pattern.is_empty() || pattern.len() > 256 {
            return Err("a pattern of dates has 1 to 256 characters, such as yyyy-MM-dd".to_owned());
        }
        let mut compiled = String::new();
        let mut rest = pattern;
        while let Some(first) = rest.chars().next() {
            if first == '\'' {
                let end = rest[1..]
                    .find('\'')
                    .ok_or("a quotation mark in the pattern of dates is not closed")?;
                literal(&rest[1..=end], &mut compiled);
                rest = &rest[end + 2..];
            } else if first.is_ascii_alphabetic() {
                let n_same = rest.chars().take_while(|letter| *letter == first).count();
                let letters = &rest[..n_same];
                let known = LETTERS.iter().find(|(known, _)| *known == letters);
                let (_, word) = known.ok_or_else(|| {
                    format!("{letters} means nothing in a pattern of dates; as in yyyy-MM-dd HH:mm:ss, and text in '…'")
                })?;
                compiled.push_str(word);
                rest = &rest[n_same..];
            } else {
                literal(&rest[..first.len_utf8()], &mut compiled);
                rest = &rest[first.len_utf8()..];
            }
        }
        Ok(Self(Form::Strtime(compiled)))
    }

    /// Writes an instant, in UTC.
    pub fn write(&self, instant: Timestamp) -> String {
        let time = BrokenDownTime::from(&instant.to_zoned(TimeZone::UTC));
        self.format(&time).unwrap_or_default()
    }

    /// Writes a text that is of this pattern by another one; an empty text stays empty.
    ///
    /// # Errors
    /// When the text is not of this pattern, or `to` wants something that it does not tell.
    pub fn rewrite(&self, text: &str, to: &Self) -> Result<String, String> {
        let text = text.trim();
        if text.is_empty() {
            return Ok(String::new());
        }
        let time = match &self.0 {
            Form::Hl7 => {
                let (local, offset) = time::parse_hl7(text)?;
                broken_down(local, offset)
            }
            Form::Strtime(form) => BrokenDownTime::parse(form, text)
                .map_err(|_| "the date is not of the pattern given for it".to_owned())?,
        };
        to.format(&time)
    }

    fn format(&self, time: &BrokenDownTime) -> Result<String, String> {
        let form = match &self.0 {
            Form::Hl7 => match (time.hour(), time.offset()) {
                (None, _) => "%Y%m%d",
                (_, None) if time.second().is_none() => "%Y%m%d%H%M",
                (_, None) => "%Y%m%d%H%M%S",
                (_, Some(_)) => "%Y%m%d%H%M%S%z",
            },
            Form::Strtime(form) => form,
        };
        time.to_string(form)
            .map_err(|_| "the date does not tell all that the pattern wants".to_owned())
    }
}

fn broken_down(local: DateTime, offset: Option<Offset>) -> BrokenDownTime {
    match offset.and_then(|offset| local.to_zoned(TimeZone::fixed(offset)).ok()) {
        Some(zoned) => BrokenDownTime::from(&zoned),
        None => BrokenDownTime::from(local),
    }
}

fn literal(text: &str, compiled: &mut String) {
    for character in text.chars() {
        compiled.push_str(match character {
            '%' => "%%",
            _ => "",
        });
        if character != '%' {
            compiled.push(character);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rewrite(text: &str, from: &str, to: &str) -> Result<String, String> {
        TimePattern::compile(from)?.rewrite(text, &TimePattern::compile(to)?)
    }

    #[test]
    fn a_date_is_written_by_another_pattern() {
        for (text, from, to, expected) in [
            ("19700305", "yyyyMMdd", "dd.MM.yyyy", "05.03.1970"),
            ("19700305", "hl7", "yyyy-MM-dd", "1970-03-05"),
            (
                "20260105083000+0200",
                "hl7",
                "yyyy-MM-dd'T'HH:mm:ssXXX",
                "2026-01-05T08:30:00+02:00",
            ),
            ("202601050830", "hl7", "dd MMM yyyy, HH'h'mm", "05 Jan 2026, 08h30"),
            ("05/03/1970 4:05 PM", "dd/MM/yyyy hh:mm a", "hl7", "197003051605"),
            ("2026-01-05", "yyyy-MM-dd", "hl7", "20260105"),
            ("", "hl7", "yyyy", ""),
            ("100%", "yyy", "yyyy", "error"),
        ] {
            match rewrite(text, from, to) {
                Ok(written) => assert_eq!(written, expected, "{text}"),
                Err(error) => assert_eq!(expected, "error", "{text}: {error}"),
            }
        }
    }

    #[test]
    fn what_is_not_of_the_pattern_is_an_error() {
        assert!(rewrite("tomorrow", "yyyyMMdd", "yyyy").is_err());
        assert!(rewrite("19701305", "hl7", "yyyy").is_err());
        assert!(rewrite("1970-03-05", "yyyy-MM-dd", "HH:mm").is_err());
        assert!(rewrite("20260105", "hl7", "Z").is_err());
        for bad in ["", "yyy", "'open", "QQ"] {
            assert!(TimePattern::compile(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn an_instant_is_written_in_utc() {
        let pattern = TimePattern::compile("yyyyMMddHHmmssSSS Z 100%").expect("it is a pattern");
        assert_eq!(pattern.write(Timestamp::UNIX_EPOCH), "19700101000000000 +0000 100%");
    }
}
