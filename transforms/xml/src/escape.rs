//! Characters that XML writes in another way.

use std::borrow::Cow;

/// Reads text with its references resolved; `None` when one is not of XML itself (`&lt; &gt; &amp; &quot; &apos;`) or names
/// no character. Line ends become line feeds (XML 1.0 §2.11).
pub(crate) fn unescaped(raw: &str) -> Option<Cow<'_, str>> {
    let raw = if raw.contains('\r') {
        Cow::Owned(raw.replace("\r\n", "\n").replace('\r', "\n"))
    } else {
        Cow::Borrowed(raw)
    };
    match raw {
        Cow::Borrowed(raw) => quick_xml::escape::unescape(raw).ok(),
        Cow::Owned(raw) => quick_xml::escape::unescape(&raw)
            .ok()
            .map(|text| Cow::Owned(text.into_owned())),
    }
}

/// Tells whether a character may stand in XML 1.0 (§2.2).
pub fn is_allowed(character: char) -> bool {
    match character {
        '\t' | '\n' | '\r' => true,
        '\u{FFFE}' | '\u{FFFF}' => false,
        other => other >= ' ',
    }
}

/// Writes text between tags.
pub fn text(value: &str) -> String {
    replaced(value, |character| match character {
        '&' => Some("&amp;"),
        '<' => Some("&lt;"),
        '>' => Some("&gt;"),
        '\r' => Some("&#13;"),
        _ => None,
    })
}

/// Writes the value of an attribute in double quotes, without the quotes.
pub fn attribute(value: &str) -> String {
    replaced(value, |character| match character {
        '&' => Some("&amp;"),
        '<' => Some("&lt;"),
        '"' => Some("&quot;"),
        '\t' => Some("&#9;"),
        '\n' => Some("&#10;"),
        '\r' => Some("&#13;"),
        _ => None,
    })
}

fn replaced(value: &str, escape: impl Fn(char) -> Option<&'static str>) -> String {
    let mut out = String::with_capacity(value.len());
    for character in value.chars() {
        match escape(character) {
            Some(escaped) => out.push_str(escaped),
            None => out.push(character),
        }
    }
    out
}
