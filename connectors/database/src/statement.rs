//! A statement of the settings, with its places for values.

use crate::dialect::Dialect;

/// A statement as the database gets it, and where the values of its places come from, in order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Statement {
    pub text: String,
    pub places: Vec<ValueName>,
}

/// What stands for a value.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum ValueName {
    /// `:name`.
    Name(String),
    /// `:/pointer`, a JSON Pointer (RFC 6901) into the content.
    Pointer(String),
}

impl std::fmt::Display for ValueName {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Name(name) => write!(f, ":{name}"),
            Self::Pointer(pointer) => write!(f, ":{pointer}"),
        }
    }
}

const MOST_PLACES: usize = 1_000;
const LONGEST: usize = 64 << 10;

impl Statement {
    /// Reads a statement. Texts in quotes, quoted names and comments are left as they are.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn parse(text: &str, dialect: Dialect) -> Result<Self, &'static str> {
        if text.trim().is_empty() {
            return Err("is empty");
        }
        if text.len() > LONGEST {
            return Err("must be at most 64 KiB");
        }
        let mut reader = Reader {
            rest: text,
            dialect,
            statement: Self {
                text: String::with_capacity(text.len()),
                places: Vec::new(),
            },
        };
        while !reader.rest.is_empty() {
            reader.step()?;
        }
        Ok(reader.statement)
    }

    /// Returns the names of its places, without pointers.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.places.iter().filter_map(|place| match place {
            ValueName::Name(name) => Some(name.as_str()),
            ValueName::Pointer(_) => None,
        })
    }

    /// Tells whether a place points into the content.
    pub fn has_pointers(&self) -> bool {
        self.places.iter().any(|place| matches!(place, ValueName::Pointer(_)))
    }
}

struct Reader<'a> {
    rest: &'a str,
    dialect: Dialect,
    statement: Statement,
}

impl Reader<'_> {
    fn step(&mut self) -> Result<(), &'static str> {
        let rest = self.rest;
        let bytes = rest.as_bytes();
        let next = bytes.get(1).copied();
        match bytes[0] {
            quote @ (b'\'' | b'"' | b'`') => {
                self.keep(quoted(rest, quote, self.has_backslashes()).ok_or("a quote is not closed")?);
            }
            b'-' if next == Some(b'-') => self.keep(rest.find('\n').unwrap_or(rest.len())),
            b'#' if self.dialect == Dialect::MySql => self.keep(rest.find('\n').unwrap_or(rest.len())),
            b'/' if next == Some(b'*') => {
                self.keep(rest.find("*/").ok_or("a comment is not closed")? + 2);
            }
            b'$' if self.dialect == Dialect::PostgreSql && next.is_some_and(|byte| byte.is_ascii_digit()) => {
                return Err("write :name for a value, not $1");
            }
            b'$' if self.dialect == Dialect::PostgreSql => {
                let end = dollar_quoted(rest)?;
                self.keep(end);
            }
            b'?' if self.dialect != Dialect::PostgreSql => return Err("write :name for a value, not ?"),
            // A cast of PostgreSQL, and an assignment of MySQL.
            b':' if matches!(next, Some(b':' | b'=')) => self.keep(2),
            b':' if next == Some(b'/') => {
                let end = rest[1..].find(is_end_of_pointer).map_or(rest.len(), |end| end + 1);
                self.place(end, ValueName::Pointer)?;
            }
            b':' if next.is_some_and(is_name_start) => {
                let end = rest[1..]
                    .find(|c: char| !is_in_name(c))
                    .map_or(rest.len(), |end| end + 1);
                self.place(end, ValueName::Name)?;
            }
            _ => {
                // What cannot begin anything is kept as a whole; the first character always is.
                let first = rest.chars().next().map_or(1, char::len_utf8);
                let stop = |c: char| matches!(c, '\'' | '"' | '`' | '-' | '#' | '/' | '$' | '?' | ':');
                self.keep(rest[first..].find(stop).map_or(rest.len(), |end| end + first));
            }
        }
        Ok(())
    }

    /// MySQL's texts have escapes, and those of PostgreSQL behind an E.
    fn has_backslashes(&self) -> bool {
        let before = &self.statement.text;
        let is_escaped = before
            .strip_suffix(['e', 'E'])
            .is_some_and(|before| !before.ends_with(is_in_name));
        self.dialect == Dialect::MySql || (self.dialect == Dialect::PostgreSql && is_escaped)
    }

    fn keep(&mut self, end: usize) {
        let (kept, rest) = self.rest.split_at(end);
        self.statement.text.push_str(kept);
        self.rest = rest;
    }

    fn place(&mut self, end: usize, name: impl Fn(String) -> ValueName) -> Result<(), &'static str> {
        let (place, rest) = self.rest.split_at(end);
        self.rest = rest;
        let name = name(place[1..].to_owned());
        let places = &mut self.statement.places;
        if self.dialect == Dialect::PostgreSql {
            let known = places.iter().position(|place| *place == name);
            let index = known.unwrap_or_else(|| {
                places.push(name);
                places.len() - 1
            });
            self.statement.text.push_str(&format!("${}", index + 1));
        } else {
            places.push(name);
            self.statement.text.push('?');
        }
        if self.statement.places.len() > MOST_PLACES {
            return Err("has more than 1,000 places for values");
        }
        Ok(())
    }
}

/// Returns the end of a quoted text; a doubled quote within it begins the next, which comes to the same.
fn quoted(text: &str, quote: u8, has_backslashes: bool) -> Option<usize> {
    let mut bytes = text.bytes().enumerate().skip(1);
    while let Some((index, byte)) = bytes.next() {
        if byte == b'\\' && has_backslashes && quote != b'`' {
            bytes.next();
        } else if byte == quote {
            return Some(index + 1);
        }
    }
    None
}

/// `$tag$…$tag$`, or a dollar that begins none.
fn dollar_quoted(text: &str) -> Result<usize, &'static str> {
    let Some(tag_end) = text[1..].find(|c: char| !is_in_name(c)).map(|end| end + 1) else {
        return Ok(1);
    };
    if !text[tag_end..].starts_with('$') {
        return Ok(1);
    }
    let tag = &text[..=tag_end];
    let end = text[tag.len()..].find(tag).ok_or("a dollar quote is not closed")?;
    Ok(end + 2 * tag.len())
}

fn is_name_start(byte: u8) -> bool {
    byte.is_ascii_alphabetic() || byte == b'_'
}

fn is_in_name(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_'
}

fn is_end_of_pointer(c: char) -> bool {
    c.is_whitespace() || matches!(c, ',' | ')' | '(' | ';' | ':' | '\'' | '"')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, dialect: Dialect) -> (String, Vec<String>) {
        let statement = Statement::parse(text, dialect).expect(text);
        let places = statement.places.iter().map(ToString::to_string);
        (statement.text.clone(), places.collect())
    }

    fn owned(names: &[&str]) -> Vec<String> {
        names.iter().map(|&name| name.to_owned()).collect()
    }

    #[test]
    fn places_are_found_and_texts_left_alone() {
        let (text, places) = read(
            "INSERT INTO \"a:b\" VALUES (:mrn, :/name/0, ':no', $x$ :no $x$, :mrn::text, $$:no$$) -- :no\n/* :no */",
            Dialect::PostgreSql,
        );
        assert_eq!(
            text,
            "INSERT INTO \"a:b\" VALUES ($1, $2, ':no', $x$ :no $x$, $1::text, $$:no$$) -- :no\n/* :no */"
        );
        assert_eq!(places, owned(&[":mrn", ":/name/0"]));

        let (text, places) = read("SET @x := :a, `b:c` = 'it\\'s :no', d = :a # :no", Dialect::MySql);
        assert_eq!(text, "SET @x := ?, `b:c` = 'it\\'s :no', d = ? # :no");
        assert_eq!(places, owned(&[":a", ":a"]));

        let (text, places) = read(
            "UPDATE t SET a = :a WHERE b = 'it''s :no' AND ü = :_b;",
            Dialect::Sqlite,
        );
        assert_eq!(text, "UPDATE t SET a = ? WHERE b = 'it''s :no' AND ü = ?;");
        assert_eq!(places, owned(&[":a", ":_b"]));

        let (_, places) = read("SELECT E'it\\'s :no', the'it\\', :a", Dialect::PostgreSql);
        assert_eq!(places, owned(&[":a"]));

        // Slices of arrays and operators of JSON are no places.
        let (text, places) = read(
            "SELECT a[1:2], b ? 'c', d->>'e' FROM f WHERE g = :/",
            Dialect::PostgreSql,
        );
        assert_eq!(text, "SELECT a[1:2], b ? 'c', d->>'e' FROM f WHERE g = $1");
        assert_eq!(places, owned(&[":/"]));
    }

    #[test]
    fn what_is_no_statement_is_refused() {
        for (text, dialect) in [
            ("", Dialect::Sqlite),
            ("SELECT 'a", Dialect::Sqlite),
            ("SELECT /* a", Dialect::MySql),
            ("SELECT $a$ b", Dialect::PostgreSql),
            ("SELECT $1", Dialect::PostgreSql),
            ("SELECT ?", Dialect::MySql),
            ("SELECT ?1", Dialect::Sqlite),
        ] {
            assert!(Statement::parse(text, dialect).is_err(), "{text}");
        }
    }
}
