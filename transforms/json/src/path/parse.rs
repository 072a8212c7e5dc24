//! Reading a path.

use regex::RegexBuilder;

use super::PathError;
use super::filter::{Comparison, Operand, Pattern, Query, Test};
use super::scan::{Scanner, anchored};
use super::selector::{Segment, Selector};
use serde_json::{Number, Value};

/// The most parts of a path, those of its filters included.
const MAX_PARTS: usize = 200;
/// The deepest nesting of filters.
const MAX_DEPTH: usize = 16;
/// Integers within these bounds are exact everywhere (RFC 9535 §2.1).
const MAX_INTEGER: i64 = (1 << 53) - 1;

pub(super) fn parse(text: &str) -> Result<Vec<Segment>, PathError> {
    let mut parser = Parser {
        scanner: Scanner::new(text),
        n_parts: 0,
    };
    if !parser.scanner.take("$") {
        return Err(parser.scanner.expected("$, the whole value, as in $.patient.name"));
    }
    let segments = parser.segments(MAX_DEPTH)?;
    if !parser.scanner.is_at_end() {
        return Err(parser
            .scanner
            .expected("a name as in .name, or selectors as in ['name'] or [0]"));
    }
    Ok(segments)
}

struct Parser<'a> {
    scanner: Scanner<'a>,
    n_parts: usize,
}

type Result<T, E = PathError> = std::result::Result<T, E>;

impl Parser<'_> {
    fn count_part(&mut self) -> Result<()> {
        self.n_parts += 1;
        if self.n_parts > MAX_PARTS {
            return Err(self.scanner.expected(format!("at most {MAX_PARTS} parts")));
        }
        Ok(())
    }

    fn segments(&mut self, depth: usize) -> Result<Vec<Segment>> {
        let mut segments = Vec::new();
        loop {
            let start = self.scanner.position();
            self.scanner.skip_blanks();
            let is_descendant = self.scanner.take("..");
            let selectors = if self.scanner.take("[") {
                self.bracketed(depth)?
            } else if is_descendant || self.scanner.take(".") {
                vec![self.shorthand()?]
            } else {
                self.scanner.back_to(start);
                return Ok(segments);
            };
            segments.push(Segment {
                is_descendant,
                selectors,
            });
        }
    }

    /// Reads what follows a dot: a name or `*`.
    fn shorthand(&mut self) -> Result<Selector> {
        self.count_part()?;
        if self.scanner.take("*") {
            return Ok(Selector::Wildcard);
        }
        let is_first = |character: char| character.is_ascii_alphabetic() || character == '_' || !character.is_ascii();
        if !self.scanner.peek().is_some_and(is_first) {
            return Err(self
                .scanner
                .expected("a name or *; other names are written ['like this']"));
        }
        let name = self
            .scanner
            .take_while(|character| is_first(character) || character.is_ascii_digit());
        Ok(Selector::Name(name.to_owned()))
    }

    fn bracketed(&mut self, depth: usize) -> Result<Vec<Selector>> {
        let mut selectors = Vec::new();
        loop {
            self.scanner.skip_blanks();
            selectors.push(self.selector(depth)?);
            if self.scanner.take_spaced("]") {
                return Ok(selectors);
            }
            if !self.scanner.take_spaced(",") {
                return Err(self.scanner.expected("a comma or ]"));
            }
        }
    }

    fn selector(&mut self, depth: usize) -> Result<Selector> {
        self.count_part()?;
        match self.scanner.peek() {
            Some('\'' | '"') => self.string().map(Selector::Name),
            Some('*') => {
                self.scanner.next();
                Ok(Selector::Wildcard)
            }
            Some('?') => {
                self.scanner.next();
                self.test(depth).map(Selector::Filter)
            }
            Some('-' | ':' | '0'..='9') => self.index_or_slice(),
            _ => Err(self
                .scanner
                .expected("a name in quotes, a number, a slice as in 1:3, * or a filter as in ?@.a == 1")),
        }
    }

    fn index_or_slice(&mut self) -> Result<Selector> {
        let start = self.integer()?;
        if !self.scanner.take_spaced(":") {
            return start
                .map(Selector::Index)
                .ok_or_else(|| self.scanner.expected("a number"));
        }
        self.scanner.skip_blanks();
        let end = self.integer()?;
        let step = if self.scanner.take_spaced(":") {
            self.scanner.skip_blanks();
            self.integer()?.unwrap_or(1)
        } else {
            1
        };
        Ok(Selector::Slice { start, end, step })
    }

    fn integer(&mut self) -> Result<Option<i64>> {
        let sign = if self.scanner.take("-") { "-" } else { "" };
        let digits = self.scanner.take_while(|character| character.is_ascii_digit());
        if digits.is_empty() && sign.is_empty() {
            return Ok(None);
        }
        let is_well_formed = !digits.is_empty() && (digits == "0" && sign.is_empty() || !digits.starts_with('0'));
        let number = format!("{sign}{digits}").parse::<i64>().ok();
        number
            .filter(|number| is_well_formed && number.abs() <= MAX_INTEGER)
            .map(Some)
            .ok_or_else(|| {
                self.scanner
                    .expected("an integer without leading zeros, of at most 53 bits")
            })
    }

    /// Reads a name or text in single or double quotes.
    fn string(&mut self) -> Result<String> {
        let quote = self.scanner.next().unwrap_or('\'');
        let mut string = String::new();
        loop {
            match self.scanner.next() {
                Some(character) if character == quote => return Ok(string),
                Some('\\') => string.push(self.escape(quote)?),
                Some(character) if character >= ' ' => string.push(character),
                _ => return Err(self.scanner.expected(format!("the closing {quote}"))),
            }
        }
    }

    fn escape(&mut self, quote: char) -> Result<char> {
        Ok(match self.scanner.next() {
            Some(character) if character == quote || character == '\\' || character == '/' => character,
            Some('b') => '\u{8}',
            Some('f') => '\u{C}',
            Some('n') => '\n',
            Some('r') => '\r',
            Some('t') => '\t',
            Some('u') => return self.code_point(),
            _ => return Err(self.scanner.expected(r"an escape sequence as in JSON before here")),
        })
    }

    fn code_point(&mut self) -> Result<char> {
        let first = self.unit()?;
        if let Some(character) = char::from_u32(first.into()) {
            return Ok(character);
        }
        let pair = [first, if self.scanner.take("\\u") { self.unit()? } else { 0 }];
        match char::decode_utf16(pair).next() {
            Some(Ok(character)) => Ok(character),
            _ => Err(self.scanner.expected("a surrogate pair before here")),
        }
    }

    fn unit(&mut self) -> Result<u16> {
        let mut unit = 0;
        for _ in 0..4 {
            let digit = self.scanner.next().and_then(|character| character.to_digit(16));
            let digit = digit.ok_or_else(|| self.scanner.expected("four hexadecimal digits before here"))?;
            unit = unit << 4 | digit as u16;
        }
        Ok(unit)
    }

    fn test(&mut self, depth: usize) -> Result<Test> {
        if depth == 0 {
            return Err(self
                .scanner
                .expected(format!("filters nested at most {MAX_DEPTH} deep")));
        }
        let mut tests = vec![self.conjunction(depth)?];
        while self.scanner.take_spaced("||") {
            tests.push(self.conjunction(depth)?);
        }
        Ok(match tests.len() {
            1 => tests.remove(0),
            _ => Test::Or(tests),
        })
    }

    fn conjunction(&mut self, depth: usize) -> Result<Test> {
        let mut tests = vec![self.basic(depth)?];
        while self.scanner.take_spaced("&&") {
            tests.push(self.basic(depth)?);
        }
        Ok(match tests.len() {
            1 => tests.remove(0),
            _ => Test::And(tests),
        })
    }

    fn basic(&mut self, depth: usize) -> Result<Test> {
        self.count_part()?;
        self.scanner.skip_blanks();
        if self.scanner.take("!") {
            self.scanner.skip_blanks();
            let test = if self.scanner.take("(") {
                self.parenthesised(depth)?
            } else {
                self.existence(depth)?
            };
            return Ok(Test::Not(Box::new(test)));
        }
        if self.scanner.take("(") {
            return self.parenthesised(depth);
        }
        let start = self.scanner.position();
        if let Some(test) = self.pattern_test(depth)? {
            return Ok(test);
        }
        let is_query = matches!(self.scanner.peek(), Some('@' | '$'));
        if is_query {
            let query = self.query(depth)?;
            if self.comparison().is_none() {
                return Ok(Test::Exists(query));
            }
            self.scanner.back_to(start);
        }
        let left = self.operand(depth)?;
        let comparison = self
            .comparison()
            .ok_or_else(|| self.scanner.expected("one of == != < <= > >="))?;
        self.scanner.skip_blanks();
        Ok(Test::Compare(left, comparison, self.operand(depth)?))
    }

    fn parenthesised(&mut self, depth: usize) -> Result<Test> {
        let test = self.test(depth - 1)?;
        if !self.scanner.take_spaced(")") {
            return Err(self.scanner.expected(")"));
        }
        Ok(test)
    }

    fn existence(&mut self, depth: usize) -> Result<Test> {
        match self.pattern_test(depth)? {
            Some(test) => Ok(test),
            None => self.query(depth).map(Test::Exists),
        }
    }

    fn query(&mut self, depth: usize) -> Result<Query> {
        let is_relative = match self.scanner.next() {
            Some('@') => true,
            Some('$') => false,
            _ => return Err(self.scanner.expected("a query beginning with @ or $ before here")),
        };
        Ok(Query {
            is_relative,
            segments: self.segments(depth - 1)?,
        })
    }

    fn comparison(&mut self) -> Option<Comparison> {
        const ALL: [(&str, Comparison); 6] = [
            ("==", Comparison::Equal),
            ("!=", Comparison::NotEqual),
            ("<=", Comparison::LessOrEqual),
            (">=", Comparison::GreaterOrEqual),
            ("<", Comparison::Less),
            (">", Comparison::Greater),
        ];
        let found = ALL.iter().find(|(word, _)| self.scanner.take_spaced(word));
        found.map(|(_, comparison)| *comparison)
    }

    fn operand(&mut self, depth: usize) -> Result<Operand> {
        self.count_part()?;
        match self.scanner.peek() {
            Some('@' | '$') => {
                let query = self.query(depth)?;
                self.singular(query).map(Operand::Query)
            }
            Some('\'' | '"') => self.string().map(|text| Operand::Literal(text.into())),
            Some('-' | '0'..='9') => self.number(),
            _ => self.word(depth),
        }
    }

    /// Makes sure that a query finds one value at most, as comparisons need.
    fn singular(&self, query: Query) -> Result<Query> {
        let is_singular = query.segments.iter().all(|segment| {
            let is_single = matches!(segment.selectors.as_slice(), [Selector::Name(_) | Selector::Index(_)]);
            is_single && !segment.is_descendant
        });
        if is_singular {
            Ok(query)
        } else {
            Err(self
                .scanner
                .expected("a query of names and indexes only before here, as it is compared"))
        }
    }

    fn number(&mut self) -> Result<Operand> {
        let length = crate::parse::scan_number(self.scanner.rest().as_bytes());
        let number = length.and_then(|length| self.scanner.rest()[..length].parse::<Number>().ok());
        let (Some(number), Some(length)) = (number, length) else {
            return Err(self.scanner.expected("a number as in JSON"));
        };
        self.scanner.back_to(self.scanner.position() + length);
        Ok(Operand::Literal(Value::Number(number)))
    }

    /// Reads `true`, `false`, `null` or a function with a value.
    fn word(&mut self, depth: usize) -> Result<Operand> {
        const EXPECTED: &str = "a query, a text in quotes, a number, true, false, null, length(), count() or value()";
        let start = self.scanner.position();
        let word = self
            .scanner
            .take_while(|character| character.is_ascii_alphanumeric() || character == '_');
        let operand = match word {
            "true" => return Ok(Operand::Literal(true.into())),
            "false" => return Ok(Operand::Literal(false.into())),
            "null" => return Ok(Operand::Literal(Value::Null)),
            "length" | "count" | "value" if self.scanner.take("(") => {
                self.scanner.skip_blanks();
                match word {
                    "length" => Operand::Length(Box::new(self.nested_operand(depth)?)),
                    "count" => Operand::Count(self.query(depth)?),
                    _ => Operand::Query(self.query(depth)?),
                }
            }
            _ => {
                self.scanner.back_to(start);
                return Err(self.scanner.expected(EXPECTED));
            }
        };
        if !self.scanner.take_spaced(")") {
            return Err(self.scanner.expected(")"));
        }
        Ok(operand)
    }

    fn nested_operand(&mut self, depth: usize) -> Result<Operand> {
        if depth <= 1 {
            return Err(self
                .scanner
                .expected(format!("filters nested at most {MAX_DEPTH} deep")));
        }
        self.operand(depth - 1)
    }

    /// Reads `match(…)` or `search(…)`; `None` when neither comes next.
    fn pattern_test(&mut self, depth: usize) -> Result<Option<Test>> {
        let is_whole = self.scanner.take("match(");
        if !is_whole && !self.scanner.take("search(") {
            return Ok(None);
        }
        self.scanner.skip_blanks();
        let text = self.nested_operand(depth)?;
        if !self.scanner.take_spaced(",") {
            return Err(self.scanner.expected("a comma and an expression"));
        }
        self.scanner.skip_blanks();
        let pattern = match self.nested_operand(depth)? {
            Operand::Literal(Value::String(pattern)) => self.compiled(&pattern, is_whole)?,
            other => Pattern::Found(other),
        };
        if !self.scanner.take_spaced(")") {
            return Err(self.scanner.expected(")"));
        }
        Ok(Some(Test::Matches {
            text,
            pattern,
            is_whole,
        }))
    }

    fn compiled(&self, pattern: &str, is_whole: bool) -> Result<Pattern> {
        const SIZE: usize = 1 << 20;
        anchored(pattern, is_whole)
            .and_then(|pattern| RegexBuilder::new(&pattern).size_limit(SIZE).build().ok())
            .map(Pattern::Compiled)
            .ok_or_else(|| self.scanner.expected("a regular expression before here (RFC 9485)"))
    }
}
