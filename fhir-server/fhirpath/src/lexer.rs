//! Text to tokens.

use rust_decimal::Decimal;

use crate::CompileError;

#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Token {
    /// A name or a keyword; the flag says that it was written between back quotes and is no keyword.
    Name(String, bool),
    Text(String),
    Integer(i64),
    Decimal(Decimal),
    Moment(String),
    /// `$this` and its kind.
    Special(String),
    Variable(String),
    Symbol(&'static str),
}

const SYMBOLS: [&str; 25] = [
    "!=", "!~", "<=", ">=", ".", ",", "(", ")", "[", "]", "{", "}", "|", "+", "-", "*", "/", "&", "=", "~", "<", ">",
    ":", ";", "?",
];

/// Splits an expression; each token comes with the place where it begins.
pub(crate) fn tokens(text: &str) -> Result<Vec<(usize, Token)>, CompileError> {
    let mut lexer = Lexer { text, at: 0 };
    let mut found = Vec::new();
    loop {
        lexer.skip_blanks()?;
        if lexer.at == text.len() {
            return Ok(found);
        }
        let begin = lexer.at;
        found.push((begin, lexer.token()?));
    }
}

struct Lexer<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Lexer<'a> {
    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    fn error<T>(&self, expected: &'static str) -> Result<T, CompileError> {
        Err(CompileError::Syntax { at: self.at, expected })
    }

    fn skip_blanks(&mut self) -> Result<(), CompileError> {
        loop {
            let rest = self.rest();
            let trimmed = rest.trim_start();
            self.at += rest.len() - trimmed.len();
            if trimmed.starts_with("//") {
                self.at += trimmed.find('\n').unwrap_or(trimmed.len());
            } else if trimmed.starts_with("/*") {
                match trimmed.find("*/") {
                    Some(end) => self.at += end + 2,
                    None => return self.error("the end of the comment"),
                }
            } else {
                return Ok(());
            }
        }
    }

    fn take_while(&mut self, keep: impl Fn(char) -> bool) -> &'a str {
        let rest = self.rest();
        let end = rest.find(|c| !keep(c)).unwrap_or(rest.len());
        self.at += end;
        &rest[..end]
    }

    fn token(&mut self) -> Result<Token, CompileError> {
        let first = self.rest().chars().next().unwrap_or(' ');
        match first {
            'a'..='z' | 'A'..='Z' | '_' => Ok(Token::Name(self.take_while(is_word).to_owned(), false)),
            '0'..='9' => self.number(),
            '\'' => Ok(Token::Text(self.quoted('\'')?)),
            '`' => Ok(Token::Name(self.quoted('`')?, true)),
            '"' => Ok(Token::Name(self.quoted('"')?, true)),
            '@' => {
                self.at += 1;
                let moment = self.take_while(|c| c.is_ascii_digit() || matches!(c, '-' | ':' | 'T' | 'Z' | '.' | '+'));
                // A full stop after it begins an invocation.
                let kept = moment.trim_end_matches('.');
                self.at -= moment.len() - kept.len();
                Ok(Token::Moment(kept.to_owned()))
            }
            '$' => {
                self.at += 1;
                Ok(Token::Special(self.take_while(is_word).to_owned()))
            }
            '%' => {
                self.at += 1;
                match self.rest().chars().next() {
                    Some(quote @ ('\'' | '`' | '"')) => Ok(Token::Variable(self.quoted(quote)?)),
                    _ => Ok(Token::Variable(self.take_while(|c| is_word(c) || c == '-').to_owned())),
                }
            }
            _ => self.symbol(),
        }
    }

    fn symbol(&mut self) -> Result<Token, CompileError> {
        let rest = self.rest();
        match SYMBOLS.iter().find(|symbol| rest.starts_with(**symbol)) {
            Some(symbol) => {
                self.at += symbol.len();
                Ok(Token::Symbol(symbol))
            }
            None => self.error("a name, a value or an operator"),
        }
    }

    fn number(&mut self) -> Result<Token, CompileError> {
        let begin = self.at;
        self.take_while(|c| c.is_ascii_digit());
        let mut after = self.rest().chars();
        let is_decimal = after.next() == Some('.') && after.next().is_some_and(|c| c.is_ascii_digit());
        if is_decimal {
            self.at += 1;
            self.take_while(|c| c.is_ascii_digit());
        }
        let written = &self.text[begin..self.at];
        let token = if is_decimal {
            written.parse().ok().map(Token::Decimal)
        } else {
            written.parse().ok().map(Token::Integer)
        };
        token.map_or_else(|| self.error("a smaller number"), Ok)
    }

    fn quoted(&mut self, quote: char) -> Result<String, CompileError> {
        let mut text = String::new();
        let mut chars = self.rest().char_indices().skip(1);
        while let Some((at, c)) = chars.next() {
            if c == quote {
                self.at += at + 1;
                return Ok(text);
            }
            if c != '\\' {
                text.push(c);
                continue;
            }
            match chars.next().map(|(_, c)| c) {
                Some('r') => text.push('\r'),
                Some('n') => text.push('\n'),
                Some('t') => text.push('\t'),
                Some('f') => text.push('\u{c}'),
                Some('u') => {
                    let digits: String = chars.by_ref().take(4).map(|(_, c)| c).collect();
                    match u32::from_str_radix(&digits, 16).ok().and_then(char::from_u32) {
                        Some(c) => text.push(c),
                        None => return self.error("four hexadecimal digits after \\u"),
                    }
                }
                Some(c @ ('\\' | '/' | '\'' | '"' | '`')) => text.push(c),
                _ => return self.error("an escape that FHIRPath has"),
            }
        }
        self.error("the closing quote")
    }
}

fn is_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_'
}
