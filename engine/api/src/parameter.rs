//! Settings in which a message's own values stand.

use std::collections::{BTreeMap, BTreeSet};

/// A text of a connector's settings in which `{name}` stands for one of the [`parameters`](crate::OutboundMessage::parameters)
/// of a message.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ParameterPattern(Vec<Part>);

#[derive(Debug, Clone, PartialEq, Eq)]
enum Part {
    Text(String),
    Parameter(String),
}

/// Why a text is no pattern.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("write {{name}} with a name of lower-case letters, digits and _, and a value for it under parameters")]
pub struct BadPattern;

impl ParameterPattern {
    /// Reads a text.
    ///
    /// # Errors
    /// When a brace has no partner, or what stands between two is no name.
    pub fn parse(text: &str) -> Result<Self, BadPattern> {
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
    pub fn names(&self) -> BTreeSet<String> {
        let names = self.0.iter().filter_map(|part| match part {
            Part::Parameter(name) => Some(name.clone()),
            Part::Text(_) => None,
        });
        names.collect()
    }

    /// Returns the text before the first parameter.
    pub fn beginning(&self) -> &str {
        match self.0.first() {
            Some(Part::Text(text)) => text,
            _ => "",
        }
    }

    /// Fills values in. `write` writes a value as it may stand at its place, or tells that it may not.
    ///
    /// # Errors
    /// The name of a parameter that has no value, or one that may not stand there.
    pub fn fill(
        &self,
        values: &BTreeMap<String, String>,
        mut write: impl FnMut(&str, &mut String) -> bool,
    ) -> Result<String, String> {
        let mut text = String::new();
        for part in &self.0 {
            match part {
                Part::Text(fixed) => text.push_str(fixed),
                Part::Parameter(name) => match values.get(name) {
                    Some(value) if write(value, &mut text) => {}
                    _ => return Err(name.clone()),
                },
            }
        }
        Ok(text)
    }
}

/// Tells whether a text may name a parameter: 1 to 64 lower-case letters, digits and `_`.
pub fn is_parameter_name(name: &str) -> bool {
    let is_in = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_';
    (1..=64).contains(&name.len()) && name.bytes().all(is_in)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_filled_in_and_bad_texts_refused() {
        let pattern = ParameterPattern::parse("a/{id}?{x}").expect("it is one");
        assert_eq!(pattern.beginning(), "a/");
        assert_eq!(
            pattern.names(),
            BTreeSet::from(["id", "x"]).into_iter().map(str::to_owned).collect()
        );
        let values = BTreeMap::from([("id".to_owned(), "7".to_owned()), ("x".to_owned(), String::new())]);
        let plain = |value: &str, text: &mut String| {
            text.push_str(value);
            true
        };
        assert_eq!(pattern.fill(&values, plain).as_deref(), Ok("a/7?"));
        assert_eq!(pattern.fill(&values, |value, _| !value.is_empty()), Err("x".to_owned()));
        assert_eq!(pattern.fill(&BTreeMap::new(), plain), Err("id".to_owned()));
        for text in ["{", "}", "{A}", "a{b", "{a}}", "{}"] {
            assert_eq!(ParameterPattern::parse(text), Err(BadPattern), "{text}");
        }
    }
}
