//! JSON as it stands: numbers keep their digits, and each value has a number of its own by which it is marked as used.

/// Number of a value.
pub type JsonId = usize;

/// A JSON text, read.
#[derive(Debug)]
pub struct Json {
    nodes: Vec<Node>,
}

/// A value.
#[derive(Debug)]
pub enum Node {
    /// `null`
    Null,
    /// A text, a number or a boolean, as text.
    Scalar(String),
    /// Values in order.
    Array(Vec<JsonId>),
    /// Values by name, in order.
    Object(Vec<(String, JsonId)>),
}

/// Tells that a text is no JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("offset {offset}: expected {expected}")]
pub struct JsonError {
    /// Bytes before the place.
    pub offset: usize,
    /// What should stand there.
    pub expected: &'static str,
}

/// Values may lie in one another so deep.
const MAX_DEPTH: usize = 64;

impl Json {
    /// Reads a text. The outermost value has number 0.
    ///
    /// # Errors
    ///
    /// [`JsonError`] with the place, when the text is no JSON (RFC 8259) or goes deeper than 64 values.
    pub fn parse(text: &str) -> Result<Json, JsonError> {
        let mut parser = Parser {
            text,
            at: 0,
            nodes: Vec::new(),
        };
        parser.value(0)?;
        parser.blanks();
        if parser.at < text.len() {
            return Err(parser.error("the end"));
        }
        Ok(Json { nodes: parser.nodes })
    }

    /// Counts the values.
    pub fn len(&self) -> usize {
        self.nodes.len()
    }

    /// Returns a value.
    pub fn get(&self, id: JsonId) -> &Node {
        &self.nodes[id]
    }

    /// Returns an element of an object.
    pub fn member(&self, id: JsonId, name: &str) -> Option<JsonId> {
        match self.get(id) {
            Node::Object(members) => members.iter().find(|(known, _)| known == name).map(|(_, value)| *value),
            _ => None,
        }
    }

    /// Returns the elements of an array, or the value itself when it is none.
    pub fn items(&self, id: JsonId) -> Vec<JsonId> {
        match self.get(id) {
            Node::Array(items) => items.clone(),
            _ => vec![id],
        }
    }

    /// Returns the text of a value.
    pub fn text(&self, id: JsonId) -> Option<&str> {
        match self.get(id) {
            Node::Scalar(text) => Some(text),
            _ => None,
        }
    }

    /// Returns the text of an element of an object.
    pub fn member_text(&self, id: JsonId, name: &str) -> Option<&str> {
        self.text(self.member(id, name)?)
    }
}

struct Parser<'a> {
    text: &'a str,
    at: usize,
    nodes: Vec<Node>,
}

impl Parser<'_> {
    fn error(&self, expected: &'static str) -> JsonError {
        JsonError {
            offset: self.at,
            expected,
        }
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn blanks(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\n' | b'\r')) {
            self.at += 1;
        }
    }

    fn take(&mut self, byte: u8) -> bool {
        self.blanks();
        let is_next = self.peek() == Some(byte);
        self.at += usize::from(is_next);
        is_next
    }

    fn value(&mut self, depth: usize) -> Result<JsonId, JsonError> {
        if depth == MAX_DEPTH {
            return Err(self.error("at most 64 values within one another"));
        }
        self.blanks();
        let id = self.nodes.len();
        self.nodes.push(Node::Null);
        let node = match self.peek() {
            Some(b'{') => self.object(depth)?,
            Some(b'[') => self.array(depth)?,
            Some(b'"') => Node::Scalar(self.string()?),
            Some(_) => self.word()?,
            None => return Err(self.error("a value")),
        };
        self.nodes[id] = node;
        Ok(id)
    }

    fn object(&mut self, depth: usize) -> Result<Node, JsonError> {
        self.at += 1;
        let mut members = Vec::new();
        if self.take(b'}') {
            return Ok(Node::Object(members));
        }
        loop {
            self.blanks();
            if self.peek() != Some(b'"') {
                return Err(self.error("a name"));
            }
            let name = self.string()?;
            if !self.take(b':') {
                return Err(self.error("`:`"));
            }
            members.push((name, self.value(depth + 1)?));
            if self.take(b'}') {
                return Ok(Node::Object(members));
            }
            if !self.take(b',') {
                return Err(self.error("`,` or `}`"));
            }
        }
    }

    fn array(&mut self, depth: usize) -> Result<Node, JsonError> {
        self.at += 1;
        let mut items = Vec::new();
        if self.take(b']') {
            return Ok(Node::Array(items));
        }
        loop {
            items.push(self.value(depth + 1)?);
            if self.take(b']') {
                return Ok(Node::Array(items));
            }
            if !self.take(b',') {
                return Err(self.error("`,` or `]`"));
            }
        }
    }

    fn word(&mut self) -> Result<Node, JsonError> {
        let rest = &self.text[self.at..];
        let end = rest
            .find(|c: char| !(c.is_ascii_alphanumeric() || "+-.".contains(c)))
            .unwrap_or(rest.len());
        let word = &rest[..end];
        let node = match word {
            "null" => Node::Null,
            "true" | "false" => Node::Scalar(word.to_owned()),
            _ if is_number(word) => Node::Scalar(word.to_owned()),
            _ => return Err(self.error("a value")),
        };
        self.at += end;
        Ok(node)
    }

    fn string(&mut self) -> Result<String, JsonError> {
        self.at += 1;
        let mut text = String::new();
        loop {
            let rest = &self.text[self.at..];
            let end = rest
                .find(['"', '\\'])
                .ok_or_else(|| self.error("a closing quotation mark"))?;
            text.push_str(&rest[..end]);
            self.at += end + 1;
            if rest.as_bytes()[end] == b'"' {
                return Ok(text);
            }
            let character = self.escaped().ok_or_else(|| self.error("an escape sequence"))?;
            text.push(character);
        }
    }

    fn escaped(&mut self) -> Option<char> {
        let byte = self.peek()?;
        self.at += 1;
        Some(match byte {
            b'"' | b'\\' | b'/' => char::from(byte),
            b'b' => '\u{8}',
            b'f' => '\u{c}',
            b'n' => '\n',
            b'r' => '\r',
            b't' => '\t',
            b'u' => {
                let high = self.hexadecimal()?;
                if !(0xD800..0xDC00).contains(&high) {
                    return char::from_u32(high);
                }
                // The second half of a pair follows.
                self.text[self.at..].strip_prefix("\\u")?;
                self.at += 2;
                let low = self.hexadecimal()?.checked_sub(0xDC00)?;
                return char::from_u32(0x10000 + ((high - 0xD800) << 10) + low);
            }
            _ => return None,
        })
    }

    fn hexadecimal(&mut self) -> Option<u32> {
        let digits = self.text.get(self.at..self.at + 4)?;
        self.at += 4;
        u32::from_str_radix(digits, 16).ok()
    }
}

fn is_number(word: &str) -> bool {
    let digits = word.strip_prefix('-').unwrap_or(word);
    digits.starts_with(|c: char| c.is_ascii_digit()) && word.parse::<f64>().is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_keep_their_digits() {
        let json = Json::parse(r#" {"a": [7.10, true, null, "x\n\u00e9\ud83d\ude00"], "b": {}} "#).expect("it is JSON");
        let items = json.items(json.member(0, "a").expect("it is there"));
        assert_eq!(json.text(items[0]), Some("7.10"));
        assert_eq!(json.text(items[3]), Some("x\né😀"));
        assert_eq!(json.text(items[2]), None);
    }

    #[test]
    fn what_is_no_json_is_told_by_its_place() {
        for text in [
            "",
            "{",
            "[1,]",
            "{\"a\" 1}",
            "\"\\x\"",
            "tru",
            "1 2",
            "\"\\ud800x\"",
            "-",
        ] {
            assert!(Json::parse(text).is_err(), "{text}");
        }
        assert!(Json::parse(&"[".repeat(100_000)).is_err());
    }
}
