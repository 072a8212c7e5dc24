//! Paths that a listener knows, and values in addresses that a sender makes.

use std::fmt::Write as _;

use nilecare_engine_api::is_parameter_name;

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

/// Writes a value of an address: everything but letters, digits, `-._~` as `%XX`, so that it stays within its segment or
/// query value (RFC 3986 §2.3). Tells whether it may stand there: an empty segment would name something else, all patients
/// instead of one, and so would a dot.
pub(crate) fn within_address(value: &str, text: &mut String) -> bool {
    encode(value, text);
    !matches!(value, "" | "." | "..")
}

/// Writes a value as it is.
pub(crate) fn plain(value: &str, text: &mut String) -> bool {
    text.push_str(value);
    true
}

/// Writes a value so that it can stand anywhere in an address.
pub fn encode(value: &str, text: &mut String) {
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
    use std::collections::BTreeMap;

    use nilecare_engine_api::ParameterPattern;
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
        let pattern = ParameterPattern::parse("https://lab.example.org/patients/{id}?x={x}").expect("it is one");
        let fill = |id: &str, x: &str| {
            let values = BTreeMap::from([("id".to_owned(), id.to_owned()), ("x".to_owned(), x.to_owned())]);
            pattern.fill(&values, within_address)
        };
        assert_eq!(
            fill("../admin?a=b#c", "1&y=\u{E4}").as_deref(),
            Ok("https://lab.example.org/patients/..%2Fadmin%3Fa%3Db%23c?x=1%26y%3D%C3%A4")
        );
        assert_eq!(fill("", "1"), Err("id".to_owned()));
        assert_eq!(fill("..", "1"), Err("id".to_owned()));
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
