//! When a row applies: `PID-33 valued and (OBX-2 = NM or OBX-2 in (ST, TX))`.
//!
//! | test | holds when |
//! |---|---|
//! | `X valued`, `X not valued` | something was sent there; of a segment: it stands in the group or around it |
//! | `X = v`, `X != v` | the value is, or is not, `v`; an absent value is not `v` |
//! | `X in (v, w)`, `X not in (v, w)` | the value is, or is not, among them |
//! | `X count > 1` | repetitions of the field |
//! | `X number`, `X not number` | the value is a number with or without decimals, or is not |
//! | `X length > 8` | characters of the value |
//! | `not`, `and`, `or`, parentheses | as usual; `and` binds closer than `or` |

use super::Source;

/// A condition of a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Condition<S = Source> {
    /// Something was sent.
    Valued(S),
    /// The value is among these.
    In(S, Vec<String>),
    /// The value is a number.
    Number(S),
    /// The number of repetitions compares so.
    Count(S, Comparison, usize),
    /// The number of characters compares so.
    Length(S, Comparison, usize),
    /// The condition does not hold.
    Not(Box<Condition<S>>),
    /// All hold.
    And(Vec<Condition<S>>),
    /// One holds.
    Or(Vec<Condition<S>>),
}

/// How a number compares.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Comparison {
    /// `=`
    Equal,
    /// `>`
    Greater,
    /// `<`
    Less,
    /// `>=`
    GreaterOrEqual,
    /// `<=`
    LessOrEqual,
}

impl Comparison {
    /// Tells whether `number` compares so with `other`.
    pub fn holds(self, number: usize, other: usize) -> bool {
        match self {
            Comparison::Equal => number == other,
            Comparison::Greater => number > other,
            Comparison::Less => number < other,
            Comparison::GreaterOrEqual => number >= other,
            Comparison::LessOrEqual => number <= other,
        }
    }
}

/// Parentheses and `not` may go so deep.
const MAX_DEPTH: usize = 16;

/// Reads a condition; `Err` says what was expected.
pub fn parse(text: &str) -> Result<Condition, String> {
    let tokens = tokens(text)?;
    let mut parser = Parser {
        tokens: &tokens,
        depth: 0,
    };
    let condition = parser.any_of()?;
    match parser.tokens.first() {
        None => Ok(condition),
        Some(token) => Err(format!("expected `and` or `or`, found `{token}`")),
    }
}

/// Splits into words, signs and quoted texts; a quoted text keeps its opening quotation mark.
fn tokens(text: &str) -> Result<Vec<&str>, String> {
    let mut tokens = Vec::new();
    let mut rest = text.trim_start();
    while let Some(first) = rest.chars().next() {
        let (token, after) = match first {
            '"' => {
                let end = rest[1..].find('"').ok_or("expected a closing quotation mark")?;
                (&rest[..=end], &rest[end + 2..])
            }
            '(' | ')' | ',' => rest.split_at(1),
            '=' | '!' | '<' | '>' => {
                let is_two = rest[1..].starts_with('=');
                rest.split_at(1 + usize::from(is_two))
            }
            _ => {
                let end = rest
                    .find(|c: char| c.is_whitespace() || "(),=!<>\"".contains(c))
                    .unwrap_or(rest.len());
                rest.split_at(end)
            }
        };
        tokens.push(token);
        rest = after.trim_start();
    }
    Ok(tokens)
}

struct Parser<'a> {
    tokens: &'a [&'a str],
    depth: usize,
}

impl<'a> Parser<'a> {
    fn next(&mut self) -> Option<&'a str> {
        let (first, rest) = self.tokens.split_first()?;
        self.tokens = rest;
        Some(first)
    }

    fn take(&mut self, token: &str) -> bool {
        let is_next = self.tokens.first() == Some(&token);
        if is_next {
            self.tokens = &self.tokens[1..];
        }
        is_next
    }

    fn expect(&mut self, token: &str) -> Result<(), String> {
        if self.take(token) {
            return Ok(());
        }
        let found = self.tokens.first().copied().unwrap_or("the end");
        Err(format!("expected `{token}`, found `{found}`"))
    }

    fn any_of(&mut self) -> Result<Condition, String> {
        self.list("or", Parser::all_of, Condition::Or)
    }

    fn all_of(&mut self) -> Result<Condition, String> {
        self.list("and", Parser::one, Condition::And)
    }

    fn list(
        &mut self,
        word: &str,
        part: fn(&mut Parser<'a>) -> Result<Condition, String>,
        join: fn(Vec<Condition>) -> Condition,
    ) -> Result<Condition, String> {
        let first = part(self)?;
        if !self.take(word) {
            return Ok(first);
        }
        let mut parts = vec![first, part(self)?];
        while self.take(word) {
            parts.push(part(self)?);
        }
        Ok(join(parts))
    }

    fn one(&mut self) -> Result<Condition, String> {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return Err(format!("expected at most {MAX_DEPTH} parentheses"));
        }
        let condition = if self.take("not") {
            Condition::Not(Box::new(self.one()?))
        } else if self.take("(") {
            let inner = self.any_of()?;
            self.expect(")")?;
            inner
        } else {
            self.test()?
        };
        self.depth -= 1;
        Ok(condition)
    }

    fn test(&mut self) -> Result<Condition, String> {
        let place = self.next().unwrap_or("the end");
        let source = Source::parse(place)
            .filter(|source| !source.is_nothing())
            .ok_or_else(|| format!("expected a place such as PID-5, found `{place}`"))?;
        let not = |condition| Condition::Not(Box::new(condition));
        match self.next().unwrap_or("the end") {
            "valued" => Ok(Condition::Valued(source)),
            "number" => Ok(Condition::Number(source)),
            "=" => Ok(Condition::In(source, vec![self.text()?])),
            "!=" => Ok(not(Condition::In(source, vec![self.text()?]))),
            "in" => Ok(Condition::In(source, self.texts()?)),
            "count" => Ok(Condition::Count(source, self.comparison()?, self.number()?)),
            "length" => Ok(Condition::Length(source, self.comparison()?, self.number()?)),
            "not" if self.take("number") => Ok(not(Condition::Number(source))),
            "not" if self.take("valued") => Ok(not(Condition::Valued(source))),
            "not" if self.take("in") => Ok(not(Condition::In(source, self.texts()?))),
            other => Err(format!(
                "expected valued, number, =, !=, in, count or length after {source}, found `{other}`"
            )),
        }
    }

    fn text(&mut self) -> Result<String, String> {
        let token = self.next().ok_or("expected a value")?;
        if ["(", ")", ",", "and", "or"].contains(&token) {
            return Err(format!("expected a value, found `{token}`"));
        }
        Ok(token.strip_prefix('"').unwrap_or(token).to_owned())
    }

    fn texts(&mut self) -> Result<Vec<String>, String> {
        self.expect("(")?;
        let mut texts = vec![self.text()?];
        while self.take(",") {
            texts.push(self.text()?);
        }
        self.expect(")")?;
        Ok(texts)
    }

    fn comparison(&mut self) -> Result<Comparison, String> {
        match self.next().unwrap_or("the end") {
            "=" => Ok(Comparison::Equal),
            ">" => Ok(Comparison::Greater),
            "<" => Ok(Comparison::Less),
            ">=" => Ok(Comparison::GreaterOrEqual),
            "<=" => Ok(Comparison::LessOrEqual),
            other => Err(format!("expected =, <, >, <= or >=, found `{other}`")),
        }
    }

    fn number(&mut self) -> Result<usize, String> {
        let token = self.next().unwrap_or("the end");
        token.parse().map_err(|_| format!("expected a number, found `{token}`"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn and_binds_closer_than_or() {
        let condition = parse("A-1 valued or B-1 = x and C-1 not in (\"a b\", c)").expect("it is one");
        let Condition::Or(parts) = condition else {
            panic!("expected or")
        };
        assert!(matches!(&parts[1], Condition::And(both) if both.len() == 2));
    }

    #[test]
    fn numbers_and_parentheses_are_read() {
        assert!(parse("OBX-5 count <= 1 and not (PID-7 length > 8)").is_ok());
        assert!(parse("OBX valued").is_ok());
    }

    #[test]
    fn what_is_no_condition_is_refused() {
        for text in [
            "",
            "valued",
            "A-1",
            "A-1 = ",
            "A-1 in x",
            "(A-1 valued",
            "A-1 valued B-1",
            "A-1 count x 1",
        ] {
            assert!(parse(text).is_err(), "{text}");
        }
        assert!(parse(&format!("{}A-1 valued", "not ".repeat(99))).is_err());
    }
}
