//! Where a row reads: `PID-5`, `PID-5.1.2`, `XPN.1`, `CWE`, or `-` for nothing.

/// A place in a segment or, inside a data type, in what the data type's table is applied to.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Source {
    /// The segment's id or the data type's name; empty for `-`.
    pub name: String,
    /// From 1; 0 where the source stops above. In a data type the first is 0.
    pub field: u16,
    /// From 1; 0 where the source stops above.
    pub component: u16,
    /// From 1; 0 where the source stops above.
    pub subcomponent: u16,
}

impl Source {
    /// Reads a source; `None` when it is none.
    pub fn parse(text: &str) -> Option<Source> {
        if text == "-" {
            return Some(Source::default());
        }
        let name_end = text
            .find(|c: char| !(c.is_ascii_uppercase() || c.is_ascii_digit()))
            .unwrap_or(text.len());
        let (name, numbers) = text.split_at(name_end);
        if !name.starts_with(|c: char| c.is_ascii_uppercase()) {
            return None;
        }
        let mut source = Source {
            name: name.to_owned(),
            ..Source::default()
        };
        if numbers.is_empty() {
            return Some(source);
        }
        let (is_segment, numbers) = match (numbers.strip_prefix('-'), numbers.strip_prefix('.')) {
            (Some(numbers), _) => (true, numbers),
            (None, Some(numbers)) => (false, numbers),
            (None, None) => return None,
        };
        let mut parts = numbers.split('.').map(number);
        if is_segment {
            source.field = parts.next()??;
        }
        if let Some(component) = parts.next() {
            source.component = component?;
        }
        if let Some(subcomponent) = parts.next() {
            source.subcomponent = subcomponent?;
        }
        parts.next().is_none().then_some(source)
    }

    /// Tells whether it names a place in a segment, `PID-5`.
    pub fn is_field(&self) -> bool {
        self.field > 0
    }

    /// Tells whether it is `-`.
    pub fn is_nothing(&self) -> bool {
        self.name.is_empty()
    }
}

impl std::fmt::Display for Source {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if self.is_nothing() {
            return f.write_str("-");
        }
        f.write_str(&self.name)?;
        if self.is_field() {
            write!(f, "-{}", self.field)?;
        }
        for part in [self.component, self.subcomponent].into_iter().filter(|part| *part > 0) {
            write!(f, ".{part}")?;
        }
        Ok(())
    }
}

fn number(text: &str) -> Option<u16> {
    text.parse().ok().filter(|number| (1..=999).contains(number))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sources_are_read_as_they_are_written() {
        for text in ["-", "PID", "PID-5", "PID-5.1", "PID-5.1.2", "XPN.1", "XPN.1.2", "CWE"] {
            assert_eq!(
                Source::parse(text).map(|source| source.to_string()).as_deref(),
                Some(text)
            );
        }
        for text in ["", "pid-5", "PID-0", "PID-", "PID-5.x", "PID-5.1.2.3", "XPN.0", "PID+5"] {
            assert_eq!(Source::parse(text), None, "{text}");
        }
    }
}
