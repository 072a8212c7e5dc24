//! Names of files: patterns that they match, and names that stay within their folder.

use regex::bytes::{Regex, RegexBuilder};

/// The longest name that common file systems take, in bytes.
const LONGEST: usize = 255;

/// Patterns with `*` and `?`.
#[derive(Debug, Clone)]
pub(crate) struct NamePatterns {
    patterns: Vec<NamePattern>,
}

#[derive(Debug, Clone)]
struct NamePattern {
    regex: Regex,
    /// Whether names that begin with a dot may match.
    is_hidden: bool,
}

impl NamePatterns {
    /// Reads patterns; the error tells what is wrong with the first bad one.
    pub fn parse(texts: &[String]) -> Result<Self, String> {
        let patterns = texts.iter().map(|text| {
            if text.is_empty() || text.contains('/') || text.len() > LONGEST {
                return Err(format!(
                    "a pattern is a name of 1 to {LONGEST} bytes without /, such as *.hl7"
                ));
            }
            let escaped = regex::escape(text).replace(r"\*", ".*").replace(r"\?", ".");
            let regex = RegexBuilder::new(&format!("^(?:{escaped})$"))
                .dot_matches_new_line(true)
                .build();
            Ok(NamePattern {
                regex: regex.map_err(|_| "the pattern is too long".to_owned())?,
                is_hidden: text.starts_with('.'),
            })
        });
        Ok(Self {
            patterns: patterns.collect::<Result<_, _>>()?,
        })
    }

    /// Tells whether a name matches one of them.
    pub fn matches(&self, name: &[u8]) -> bool {
        let is_hidden = name.starts_with(b".");
        let mut patterns = self.patterns.iter();
        patterns.any(|pattern| (pattern.is_hidden || !is_hidden) && pattern.regex.is_match(name))
    }
}

/// Tells whether a text names a file of the folder itself.
pub(crate) fn is_plain(name: &str) -> bool {
    let is_fit = |c: char| !c.is_control() && !matches!(c, '/' | '\\');
    !name.is_empty() && name.len() <= LONGEST && !name.starts_with('.') && name.chars().all(is_fit)
}

/// Puts a number before the extension: `adt.1.hl7`.
pub(crate) fn numbered(name: &str, number: usize) -> String {
    match name.rsplit_once('.') {
        Some((stem, extension)) if !stem.is_empty() => format!("{stem}.{number}.{extension}"),
        _ => format!("{name}.{number}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn matches(pattern: &str, name: &str) -> bool {
        let patterns = NamePatterns::parse(&[pattern.to_owned()]).expect(pattern);
        patterns.matches(name.as_bytes())
    }

    #[test]
    fn names_match_whole_and_hidden_ones_only_when_asked_for() {
        for (pattern, name, expected) in [
            ("*", "a.hl7", true),
            ("*", ".a", false),
            (".*", ".a", true),
            ("*.hl7", "a.hl7", true),
            ("*.hl7", "a.hl7.part", false),
            ("a?.t(t", "ab.t(t", true),
            ("a?", "a", false),
            ("A*", "a", false),
            ("*", "a\nb", true),
        ] {
            assert_eq!(matches(pattern, name), expected, "{pattern} {name}");
        }
        for bad in ["", "a/b", &"x".repeat(300)] {
            assert!(NamePatterns::parse(&[bad.to_owned()]).is_err());
        }
    }

    #[test]
    fn names_stay_within_their_folder() {
        for good in ["a", "77-5.hl7", "\u{E9} b"] {
            assert!(is_plain(good), "{good}");
        }
        for bad in [
            "",
            ".",
            "..",
            "../a",
            "a/b",
            "a\\b",
            ".a",
            "a\0",
            "a\n",
            &"x".repeat(256),
        ] {
            assert!(!is_plain(bad), "{bad}");
        }
        assert_eq!(numbered("a.hl7", 2), "a.2.hl7");
        assert_eq!(numbered("a", 2), "a.2");
    }
}
