//! A line as words: what stands between blanks, where quotation marks hold a text together.

/// One word of a line, and where it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Word<'a> {
    /// As it stands, quotation marks included.
    pub text: &'a str,
    /// Bytes before it.
    pub start: usize,
}

impl<'a> Word<'a> {
    /// Returns where the word ends, in bytes.
    pub fn end(&self) -> usize {
        self.start + self.text.len()
    }

    /// Returns what stands between quotation marks; `None` when it has none.
    pub fn quoted(&self) -> Option<&'a str> {
        self.text.strip_prefix('"')?.strip_suffix('"')
    }

    /// Returns the word without quotation marks.
    pub fn plain(&self) -> &'a str {
        self.quoted().unwrap_or(self.text)
    }
}

/// Splits a line at blanks. A comment, `#` after a blank or at the start, ends it.
pub fn words(line: &str) -> Result<Vec<Word<'_>>, &'static str> {
    let mut words = Vec::new();
    let bytes = line.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        if bytes[at].is_ascii_whitespace() {
            at += 1;
            continue;
        }
        if bytes[at] == b'#' {
            break;
        }
        let end = word_end(bytes, at).ok_or("expected a closing quotation mark")?;
        words.push(Word {
            text: &line[at..end],
            start: at,
        });
        at = end;
    }
    Ok(words)
}

fn word_end(bytes: &[u8], start: usize) -> Option<usize> {
    let mut is_quoted = false;
    for (at, byte) in bytes.iter().enumerate().skip(start) {
        match byte {
            b'"' => is_quoted = !is_quoted,
            byte if byte.is_ascii_whitespace() && !is_quoted => return Some(at),
            _ => {}
        }
    }
    (!is_quoted).then_some(bytes.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blanks_separate_quotation_marks_hold_and_a_comment_ends() {
        let found = words("PID-5 -> \"a b # c\"  v2-0203#VN # note").expect("it is closed");
        let texts: Vec<&str> = found.iter().map(Word::plain).collect();
        assert_eq!(texts, ["PID-5", "->", "a b # c", "v2-0203#VN"]);
        assert!(words("\"open").is_err());
    }
}
