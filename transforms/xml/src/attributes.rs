//! The inside of a start tag: the name and the attributes, as ranges of its text.

use std::ops::Range;

/// An attribute of a tag; ranges of the tag's text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Attribute {
    pub name: Range<usize>,
    /// Without the quotes.
    pub value: Range<usize>,
}

/// Returns the name of a start tag or empty-element tag.
pub(crate) fn tag_name(tag: &str) -> &str {
    let inner = tag.strip_prefix('<').unwrap_or(tag);
    let end = inner.find(|character: char| is_blank(character) || character == '/' || character == '>');
    &inner[..end.unwrap_or(inner.len())]
}

fn is_blank(character: char) -> bool {
    matches!(character, ' ' | '\t' | '\r' | '\n')
}

/// Walks the attributes of a tag; stops with the offset of what is none.
pub(crate) struct Attributes<'a> {
    tag: &'a str,
    at: usize,
}

impl<'a> Attributes<'a> {
    pub fn of(tag: &'a str) -> Self {
        Self {
            tag,
            at: 1 + tag_name(tag).len(),
        }
    }

    fn skip_blanks(&mut self) -> bool {
        let rest = &self.tag[self.at..];
        let n_blanks = rest.len() - rest.trim_start_matches(is_blank).len();
        self.at += n_blanks;
        n_blanks > 0
    }
}

impl Iterator for Attributes<'_> {
    type Item = Result<Attribute, usize>;

    fn next(&mut self) -> Option<Self::Item> {
        let had_blanks = self.skip_blanks();
        let rest = &self.tag[self.at..];
        if rest == ">" || rest == "/>" || rest.is_empty() {
            return None;
        }
        let attribute = had_blanks.then(|| one(rest, self.at)).flatten();
        match attribute {
            Some(attribute) => {
                self.at = attribute.value.end + 1;
                Some(Ok(attribute))
            }
            None => {
                let at = std::mem::replace(&mut self.at, self.tag.len());
                Some(Err(at))
            }
        }
    }
}

/// Reads `name="value"` at the beginning of `rest`, which begins at `offset` of the tag.
fn one(rest: &str, offset: usize) -> Option<Attribute> {
    let end =
        rest.find(|character: char| is_blank(character) || matches!(character, '=' | '"' | '\'' | '<' | '>' | '/'))?;
    if end == 0 {
        return None;
    }
    let after_name = rest[end..].trim_start_matches(is_blank);
    let after_equals = after_name.strip_prefix('=')?.trim_start_matches(is_blank);
    let quote = after_equals
        .chars()
        .next()
        .filter(|quote| matches!(quote, '"' | '\''))?;
    let start = rest.len() - after_equals.len() + 1;
    let length = rest[start..].find(quote)?;
    if rest[start..start + length].contains('<') {
        return None;
    }
    Some(Attribute {
        name: offset..offset + end,
        value: offset + start..offset + start + length,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(tag: &str) -> Result<Vec<(&str, &str)>, usize> {
        Attributes::of(tag)
            .map(|attribute| attribute.map(|attribute| (&tag[attribute.name], &tag[attribute.value])))
            .collect()
    }

    #[test]
    fn attributes_are_found_in_the_tag() {
        assert_eq!(read("<a:b x = '1>' y:z=\"\"\n/>"), Ok(vec![("x", "1>"), ("y:z", "")]));
        assert_eq!(read("<a>"), Ok(vec![]));
        assert_eq!(tag_name("<a:b/>"), "a:b");
        assert_eq!(read("<a x=1>"), Err(3));
        assert_eq!(read("<a x>"), Err(3));
        assert_eq!(read("<a x='1'y='2'>"), Err(8));
        assert_eq!(read("<a x='<'>"), Err(3));
    }
}
