//! Texts with places for values: paths that a listener knows, and addresses that a sender makes.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// A path of a listener: `/orders`, `/patients/{id}`, `/hooks/*`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct PathPattern {
    segments: Vec<Segment>,
    /// Whatever comes after it.
    is_prefix: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Segment {
    Fixed(String),
    Named(String),
}

impl PathPattern {
    /// Reads a pattern; `None` when it is none.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let path = text.strip_prefix('/')?;
        let (path, is_prefix) = match path.strip_suffix('*') {
            Some("") => {
                return Some(Self {
                    segments: Vec::new(),
                    is_prefix: true,
                });
            }
            Some(path) => (path.strip_suffix('/')?, true),
            None => (path, false),
        };
        let segments = path.split('/').map(|segment| {
            match segment.strip_prefix('{').and_then(|segment| segment.strip_suffix('}')) {
                Some(name) => is_parameter_name(name).then(|| Segment::Named(name.to_owned())),
                None => (!segment.contains(['{', '}', '*', '?', '#'])).then(|| Segment::Fixed(segment.to_owned())),
            }
        });
        let segments = segments.collect::<Option<Vec<_>>>()?;
        Some(Self { segments, is_prefix })
    }

    /// Returns the named segments of a path, decoded; `None` when the path is another one.
    pub(crate) fn captures(&self, path: &str) -> Option<Vec<(String, String)>> {
        let mut rest = path.strip_prefix('/')?.split('/');
        let mut found = Vec::new();
        for segment in &self.segments {
            let part = rest.next()?;
            match segment {
                Segment::Fixed(fixed) if fixed == part => {}
                Segment::Named(name) if !part.is_empty() => found.push((name.clone(), decoded(part))),
                _ => return None,
            }
        }
        (self.is_prefix || rest.next().is_none()).then_some(found)
    }
}

/// A text in which `{name}` stands for a parameter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Pattern(Vec<Part>);

#[derive(Debug, Clone, PartialEq, Eq)]
enum Part {
    Text(String),
    Parameter(String),
}

/// Why a text is no pattern.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("write {{name}} with a name of lower-case letters, digits and _, and a value for it under parameters")]
pub(crate) struct BadPattern;

/// Where a value is put, which says how it is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Within {
    /// A segment of a path, or a value of a query: everything but letters, digits, `-._~` is written as `%XX`, so that a
    /// value stays within its place (RFC 3986 §2.3).
    Address,
    /// As it is.
    Plain,
}

impl Pattern {
    pub(crate) fn parse(text: &str) -> Result<Self, BadPattern> {
        let mut parts = Vec::new();
        let mut rest = text;
        while let Some((before, after)) = rest.split_once('{') {
            let (name, after) = after.split_once('}').ok_or(BadPattern)?;
            if before.contains('}') || !is_parameter_name(name) {
                return Err(BadPattern);
            }
            if !before.is_empty() {
                parts.push(Part::Text(before.to_owned()));
            }
            parts.push(Part::Parameter(name.to_owned()));
            rest = after;
        }
        if rest.contains('}') {
            return Err(BadPattern);
        }
        if !rest.is_empty() {
            parts.push(Part::Text(rest.to_owned()));
        }
        Ok(Self(parts))
    }

    /// Names the parameters.
    pub(crate) fn names(&self) -> BTreeSet<String> {
        let names = self.0.iter().filter_map(|part| match part {
            Part::Parameter(name) => Some(name.clone()),
            Part::Text(_) => None,
        });
        names.collect()
    }

    /// Returns the text before the first parameter.
    pub(crate) fn beginning(&self) -> &str {
        match self.0.first() {
            Some(Part::Text(text)) => text,
            _ => "",
        }
    }

    /// Fills values in; the name of one that is missing, or empty within an address, is the error.
    pub(crate) fn fill(&self, values: &BTreeMap<String, String>, within: Within) -> Result<String, String> {
        let mut text = String::new();
        for part in &self.0 {
            match part {
                Part::Text(fixed) => text.push_str(fixed),
                Part::Parameter(name) => {
                    let value = values.get(name).ok_or_else(|| name.clone())?;
                    match within {
                        Within::Plain => text.push_str(value),
                        // An empty segment would name something else: all patients instead of one; so would a dot.
                        Within::Address if matches!(value.as_str(), "" | "." | "..") => return Err(name.clone()),
                        Within::Address => encode(value, &mut text),
                    }
                }
            }
        }
        Ok(text)
    }
}

fn is_parameter_name(name: &str) -> bool {
    let is_in = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_';
    (1..=64).contains(&name.len()) && name.bytes().all(is_in)
}

/// Writes a value so that it can stand anywhere in an address.
pub(crate) fn encode(value: &str, text: &mut String) {
    use fmt::Write as _;
    for byte in value.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            text.push(char::from(byte));
        } else {
            let _ = write!(text, "%{byte:02X}");
        }
    }
}

/// Undoes `%XX`; what is no such thing stays as it is.
pub(crate) fn decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&first, after)) = rest.split_first() {
        let code = after.get(..2).and_then(|digits| std::str::from_utf8(digits).ok());
        let code = code.filter(|digits| digits.bytes().all(|digit| digit.is_ascii_hexdigit()));
        match code.and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
            Some(byte) if first == b'%' => {
                bytes.push(byte);
                rest = &after[2..];
            }
            _ => {
                bytes.push(first);
                rest = after;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn captures(pattern: &str, path: &str) -> Option<Vec<(String, String)>> {
        PathPattern::parse(pattern).expect(pattern).captures(path)
    }

    #[test]
    fn paths_match_whole_and_prefixes_match_what_is_below() {
        let one = |name: &str, value: &str| Some(vec![(name.to_owned(), value.to_owned())]);
        assert_eq!(captures("/orders", "/orders"), Some(Vec::new()));
        assert_eq!(captures("/orders", "/orders/"), None);
        assert_eq!(captures("/orders", "/ordersx"), None);
        assert_eq!(captures("/patients/{id}", "/patients/P%2F1"), one("id", "P/1"));
        assert_eq!(captures("/patients/{id}", "/patients/"), None);
        assert_eq!(captures("/hooks/*", "/hooks/a/b"), Some(Vec::new()));
        assert_eq!(captures("/hooks/*", "/hooked"), None);
        assert_eq!(captures("/*", "/"), Some(Vec::new()));
        assert_eq!(captures("/", "/"), Some(Vec::new()));
        assert_eq!(captures("/", "/x"), None);
        for text in ["orders", "", "/a*", "/{Id}", "/{}", "/a{b}", "/a?b"] {
            assert_eq!(PathPattern::parse(text), None, "{text}");
        }
    }

    #[test]
    fn a_value_stays_within_its_place() {
        let pattern = Pattern::parse("https://lab.example.org/patients/{id}?x={x}").expect("it is one");
        let fill = |id: &str, x: &str| {
            let values = BTreeMap::from([("id".to_owned(), id.to_owned()), ("x".to_owned(), x.to_owned())]);
            pattern.fill(&values, Within::Address)
        };
        assert_eq!(
            fill("../admin?a=b#c", "1&y=ä").as_deref(),
            Ok("https://lab.example.org/patients/..%2Fadmin%3Fa%3Db%23c?x=1%26y%3D%C3%A4")
        );
        assert_eq!(fill("", "1"), Err("id".to_owned()));
        assert_eq!(fill("..", "1"), Err("id".to_owned()));
        assert_eq!(pattern.fill(&BTreeMap::new(), Within::Address), Err("id".to_owned()));
        assert_eq!(pattern.beginning(), "https://lab.example.org/patients/");
        for text in ["{", "}", "{A}", "a{b", "{a}}"] {
            assert!(Pattern::parse(text).is_err(), "{text}");
        }
    }

    proptest! {
        #[test]
        fn what_is_encoded_is_decoded(text in ".*") {
            let mut encoded = String::new();
            encode(&text, &mut encoded);
            prop_assert!(encoded.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._~%".contains(&byte)));
            prop_assert_eq!(decoded(&encoded), text);
        }

        #[test]
        fn any_path_is_looked_at(pattern in "/[a-z{}/*]{0,12}", path in ".*") {
            if let Some(pattern) = PathPattern::parse(&pattern) {
                let _ = pattern.captures(&path);
            }
            let _ = decoded(&path);
        }
    }
}
