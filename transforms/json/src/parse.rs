//! Reading. Strictly RFC 8259, but for a byte order mark at the beginning, which is skipped.

use serde_json::map::Entry;
use serde_json::{Map, Number, Value};

use crate::{MAX_DEPTH, ParseError};

const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";

/// Reads a value. Takes time linear in the length of the text.
///
/// # Errors
/// When the bytes are not one JSON value in UTF-8, nest deeper than [`MAX_DEPTH`], or an object names a member twice: readers
/// do not agree on which of them counts (RFC 8259 §4), so one would be lost in silence.
pub fn parse(text: &[u8]) -> Result<Value, ParseError> {
    let is_marked = text.starts_with(BYTE_ORDER_MARK);
    let start = if is_marked { BYTE_ORDER_MARK.len() } else { 0 };
    let utf8 = std::str::from_utf8(text)
        .map_err(|error| ParseError::new(text, error.valid_up_to(), "expected text in UTF-8"))?;
    let mut reader = Reader { text: utf8, at: start };
    let value = reader.value(MAX_DEPTH)?;
    reader.skip_blanks();
    if reader.at < text.len() {
        return Err(reader.expected("expected nothing after the value"));
    }
    Ok(value)
}

/// Returns the length of the number at the beginning of `text` (RFC 8259 §6); `None` when there is none.
pub(crate) fn scan_number(text: &[u8]) -> Option<usize> {
    let digits = |from: usize| text[from..].iter().take_while(|byte| byte.is_ascii_digit()).count();
    let mut at = usize::from(text.first() == Some(&b'-'));
    let n_digits = match text.get(at)? {
        b'0' => 1,
        b'1'..=b'9' => digits(at),
        _ => return None,
    };
    at += n_digits;
    if text.get(at) == Some(&b'.') {
        let n_digits = digits(at + 1);
        if n_digits == 0 {
            return None;
        }
        at += 1 + n_digits;
    }
    if matches!(text.get(at), Some(b'e' | b'E')) {
        let sign = usize::from(matches!(text.get(at + 1), Some(b'+' | b'-')));
        let n_digits = digits((at + 1 + sign).min(text.len()));
        if n_digits == 0 {
            return None;
        }
        at += 1 + sign + n_digits;
    }
    Some(at)
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Reader<'a> {
    fn expected(&self, what: &'static str) -> ParseError {
        ParseError::new(self.text.as_bytes(), self.at, what)
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn skip_blanks(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\n' | b'\r')) {
            self.at += 1;
        }
    }

    /// Skips blanks and takes `byte` when it comes next.
    fn take(&mut self, byte: u8) -> bool {
        self.skip_blanks();
        let is_next = self.peek() == Some(byte);
        self.at += usize::from(is_next);
        is_next
    }

    fn value(&mut self, depth: usize) -> Result<Value, ParseError> {
        const EXPECTED: &str = "expected a value";
        self.skip_blanks();
        match self.peek().ok_or_else(|| self.expected(EXPECTED))? {
            b'{' => self.object(depth),
            b'[' => self.array(depth),
            b'"' => self.string().map(Value::String),
            b't' => self.word("true", Value::Bool(true)),
            b'f' => self.word("false", Value::Bool(false)),
            b'n' => self.word("null", Value::Null),
            b'-' | b'0'..=b'9' => self.number(),
            _ => Err(self.expected(EXPECTED)),
        }
    }

    fn word(&mut self, word: &str, value: Value) -> Result<Value, ParseError> {
        if !self.text.as_bytes()[self.at..].starts_with(word.as_bytes()) {
            return Err(self.expected("expected true, false or null"));
        }
        self.at += word.len();
        Ok(value)
    }

    fn number(&mut self) -> Result<Value, ParseError> {
        const EXPECTED: &str = "expected a number such as -1.50 or 2e3";
        let length = scan_number(&self.text.as_bytes()[self.at..]).ok_or_else(|| self.expected(EXPECTED))?;
        let number = self.text[self.at..self.at + length].parse::<Number>();
        let number = number.map_err(|_| self.expected(EXPECTED))?;
        self.at += length;
        Ok(Value::Number(number))
    }

    /// Counts a level of arrays and objects.
    fn deeper(&self, depth: usize) -> Result<usize, ParseError> {
        depth
            .checked_sub(1)
            .ok_or_else(|| self.expected("expected at most 128 levels of arrays and objects"))
    }

    fn array(&mut self, depth: usize) -> Result<Value, ParseError> {
        let depth = self.deeper(depth)?;
        self.at += 1;
        let mut items = Vec::new();
        if self.take(b']') {
            return Ok(Value::Array(items));
        }
        loop {
            items.push(self.value(depth)?);
            if self.take(b']') {
                return Ok(Value::Array(items));
            }
            if !self.take(b',') {
                return Err(self.expected("expected a comma or the end of the array"));
            }
        }
    }

    fn object(&mut self, depth: usize) -> Result<Value, ParseError> {
        let depth = self.deeper(depth)?;
        self.at += 1;
        let mut members = Map::new();
        if self.take(b'}') {
            return Ok(Value::Object(members));
        }
        loop {
            self.member(&mut members, depth)?;
            if self.take(b'}') {
                return Ok(Value::Object(members));
            }
            if !self.take(b',') {
                return Err(self.expected("expected a comma or the end of the object"));
            }
        }
    }

    fn member(&mut self, members: &mut Map<String, Value>, depth: usize) -> Result<(), ParseError> {
        self.skip_blanks();
        let at_name = self.at;
        if self.peek() != Some(b'"') {
            return Err(self.expected("expected the name of a member in quotes"));
        }
        let name = self.string()?;
        if !self.take(b':') {
            return Err(self.expected("expected a colon after the name"));
        }
        match members.entry(name) {
            Entry::Vacant(entry) => {
                entry.insert(self.value(depth)?);
                Ok(())
            }
            Entry::Occupied(_) => {
                self.at = at_name;
                Err(self.expected("expected a name that the object does not have yet"))
            }
        }
    }

    fn string(&mut self) -> Result<String, ParseError> {
        self.at += 1;
        let plain = self.plain()?;
        if self.peek() == Some(b'"') {
            self.at += 1;
            return Ok(plain.to_owned());
        }
        let mut string = plain.to_owned();
        loop {
            match self.peek() {
                Some(b'"') => {
                    self.at += 1;
                    return Ok(string);
                }
                Some(b'\\') => {
                    let character = self.escape()?;
                    string.push(character);
                }
                _ => return Err(self.expected("expected the end of the string")),
            }
            string.push_str(self.plain()?);
        }
    }

    /// Takes what comes before the next quote or backslash.
    fn plain(&mut self) -> Result<&'a str, ParseError> {
        let start = self.at;
        let rest = &self.text.as_bytes()[start..];
        let length = memchr::memchr2(b'"', b'\\', rest).unwrap_or(rest.len());
        if let Some(control) = rest[..length].iter().position(|byte| *byte < 0x20) {
            self.at += control;
            return Err(self.expected("expected control characters in a string to be escaped"));
        }
        self.at += length;
        Ok(&self.text[start..self.at])
    }

    fn escape(&mut self) -> Result<char, ParseError> {
        let character = match self.text.as_bytes().get(self.at + 1) {
            Some(b'"') => '"',
            Some(b'\\') => '\\',
            Some(b'/') => '/',
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{C}',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            Some(b'u') => return self.code_point(),
            _ => return Err(self.expected(r#"expected one of \" \\ \/ \b \f \n \r \t \u"#)),
        };
        self.at += 2;
        Ok(character)
    }

    fn code_point(&mut self) -> Result<char, ParseError> {
        const EXPECTED: &str = r"expected \u and four hexadecimal digits; above FFFF two of them, a surrogate pair";
        let unit = |at: usize| {
            let sequence = self.text.as_bytes().get(at..at + 6)?;
            let digits = sequence.strip_prefix(br"\u")?;
            digits.iter().try_fold(0_u16, |unit, digit| {
                let digit = char::from(*digit).to_digit(16)? as u16;
                Some(unit << 4 | digit)
            })
        };
        let first = unit(self.at).ok_or_else(|| self.expected(EXPECTED))?;
        if let Some(character) = char::from_u32(first.into()) {
            self.at += 6;
            return Ok(character);
        }
        let pair = [first, unit(self.at + 6).unwrap_or_default()];
        match char::decode_utf16(pair).next() {
            Some(Ok(character)) => {
                self.at += 12;
                Ok(character)
            }
            _ => Err(self.expected(EXPECTED)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rewritten(text: &str) -> Result<String, String> {
        parse(text.as_bytes())
            .map(|value| value.to_string())
            .map_err(|error| error.to_string())
    }

    #[test]
    fn values_are_read_with_their_order_and_numbers() {
        let text = r#"{"b":[1,2.50,-0,1e+2,null,true,false],"a":{"":"é\n\"\\\u0001"},"c":[]}"#;
        assert_eq!(rewritten(text).as_deref(), Ok(text));
        let spaced = "\u{FEFF} { \"a\" : [ ] ,\r\n\t\"b\" : { } } ";
        assert_eq!(rewritten(spaced).as_deref(), Ok(r#"{"a":[],"b":{}}"#));
        assert_eq!(
            rewritten(r#""\ud83d\ude00\/\b\f\u00e9""#).as_deref(),
            Ok("\"😀/\\b\\fé\"")
        );
    }

    #[test]
    fn what_is_not_json_is_told_by_its_place() {
        for (text, place) in [
            ("", "line 1, column 1: expected a value"),
            ("{\"a\":1,\n \"a\":2}", "line 2, column 2: expected a name that"),
            ("[1 2]", "line 1, column 4: expected a comma"),
            ("[1,]", "line 1, column 4: expected a value"),
            ("{\"a\" 1}", "line 1, column 6: expected a colon"),
            ("{a:1}", "line 1, column 2: expected the name"),
            ("\"a\nb\"", "line 1, column 3: expected control"),
            (r#""\x""#, "line 1, column 2: expected one of"),
            (r#""\ud800""#, "line 1, column 2: expected \\u"),
            (r#""\ud800\u0041""#, "line 1, column 2: expected \\u"),
            ("\"abc", "line 1, column 5: expected the end"),
            ("tru", "line 1, column 1: expected true"),
            ("01", "line 1, column 2: expected nothing"),
            ("-", "line 1, column 1: expected a number"),
        ] {
            let error = rewritten(text).expect_err(text);
            assert!(error.starts_with(&format!("not JSON at {place}")), "{text}: {error}");
        }
        assert!(parse(b"\"\xFF\"").is_err());
    }

    #[test]
    fn depth_is_bounded() {
        let nested = |n: usize| "[".repeat(n) + &"]".repeat(n);
        assert!(rewritten(&nested(MAX_DEPTH)).is_ok());
        assert!(rewritten(&nested(MAX_DEPTH).replace("[]", "[1]")).is_ok());
        assert!(rewritten(&nested(MAX_DEPTH + 1)).is_err());
        assert!(rewritten(&"[".repeat(1_000_000)).is_err());
    }
}
