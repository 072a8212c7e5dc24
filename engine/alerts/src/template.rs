//! Texts with `{variables}`.

use std::fmt::Write as _;

/// What may stand between braces.
pub(crate) const VARIABLES: [&str; 14] = [
    "alert",
    "description",
    "event",
    "what",
    "channel",
    "channel_name",
    "connector",
    "kind",
    "error",
    "message",
    "count",
    "suppressed",
    "queue_depth",
    "since",
];

/// A text longer than this is cut.
const TEXT_LIMIT: usize = 16 << 10;

/// A text, ready to be filled in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Template(Vec<Part>);

#[derive(Debug, Clone, PartialEq, Eq)]
enum Part {
    Text(String),
    Variable(&'static str),
}

impl Template {
    /// Reads a text; `{{` and `}}` stand for braces.
    pub(crate) fn parse(text: &str) -> Result<Self, String> {
        let mut parts = Vec::new();
        let mut plain = String::new();
        let mut rest = text;
        while let Some(at) = rest.find(['{', '}']) {
            plain.push_str(&rest[..at]);
            let brace = &rest[at..=at];
            let behind = &rest[at + 1..];
            if let Some(after) = behind.strip_prefix(brace) {
                plain.push_str(brace);
                rest = after;
                continue;
            }
            let end = behind.find('}').filter(|_| brace == "{");
            let end = end.ok_or("a brace has no partner; write {{ or }} for a brace itself")?;
            let name = &behind[..end];
            let known = VARIABLES.into_iter().find(|known| *known == name);
            let known = known.ok_or_else(|| format!("{{{name}}} is not known; there are {}", VARIABLES.join(", ")))?;
            parts.push(Part::Text(std::mem::take(&mut plain)));
            parts.push(Part::Variable(known));
            rest = &behind[end + 1..];
        }
        plain.push_str(rest);
        parts.push(Part::Text(plain));
        Ok(Self(parts))
    }

    pub(crate) fn fill(&self, value: impl Fn(&str) -> String) -> String {
        let mut text = String::new();
        for part in &self.0 {
            match part {
                Part::Text(plain) => text.push_str(plain),
                Part::Variable(name) => {
                    let _ = write!(text, "{}", value(name));
                }
            }
        }
        if text.len() > TEXT_LIMIT {
            let end = (0..=TEXT_LIMIT)
                .rev()
                .find(|at| text.is_char_boundary(*at))
                .unwrap_or(0);
            text.truncate(end);
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn variables_are_filled_in_and_braces_written_twice_stay() {
        let template = Template::parse("{{{alert}}} on {channel}").expect("it is good");
        assert_eq!(template.fill(str::to_uppercase), "{ALERT} on CHANNEL");
    }

    #[test]
    fn what_is_not_known_is_told() {
        for (bad, told) in [("{chanel}", "chanel"), ("{alert", "partner"), ("alert}", "partner")] {
            assert!(
                Template::parse(bad).is_err_and(|problem| problem.contains(told)),
                "{bad}"
            );
        }
    }
}
