//! Taking a multipart body apart (RFC 2046 §5.1, RFC 7578). The body is in memory already, so parts share its bytes.

use bytes::Bytes;
use memchr::memmem;

/// More parts are no request that somebody means.
const MAX_PARTS: usize = 256;
/// A part's headers are short.
const MAX_HEAD: usize = 8 << 10;

/// One part.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Part {
    pub name: Option<String>,
    pub filename: Option<String>,
    pub content_type: Option<String>,
    pub content: Bytes,
}

/// Finds the boundary in a content type; `None` when it is not multipart.
pub(super) fn boundary(content_type: &str) -> Option<String> {
    let (kind, parameters) = content_type.split_once(';')?;
    let is_multipart = kind
        .trim()
        .get(..10)
        .is_some_and(|kind| kind.eq_ignore_ascii_case("multipart/"));
    let boundary = parameter(parameters, "boundary")?;
    (is_multipart && (1..=70).contains(&boundary.len())).then_some(boundary)
}

/// Returns the parts; `None` when there are none, too many, or the last boundary is missing.
pub(super) fn split(body: &Bytes, boundary: &str) -> Option<Vec<Part>> {
    let delimiter = format!("\r\n--{boundary}");
    let opening = &delimiter.as_bytes()[2..];
    let finder = memmem::Finder::new(delimiter.as_bytes());
    // What stands before the first boundary means nothing.
    let mut at = if body.starts_with(opening) {
        opening.len()
    } else {
        finder.find(body)? + delimiter.len()
    };
    let mut parts = Vec::new();
    loop {
        let rest = &body[at..];
        if rest.starts_with(b"--") {
            return (!parts.is_empty()).then_some(parts);
        }
        // Spaces may follow a boundary.
        let padding = rest.iter().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
        let begin = at + padding + 2;
        if !rest[padding..].starts_with(b"\r\n") || parts.len() == MAX_PARTS {
            return None;
        }
        // A part without headers and content ends with the line break that was just read.
        let end = begin - 2 + finder.find(&body[begin - 2..])?;
        parts.push(part(&body.slice(begin.min(end)..end))?);
        at = end + delimiter.len();
    }
}

fn part(bytes: &Bytes) -> Option<Part> {
    let (head, content) = match bytes.strip_prefix(b"\r\n") {
        Some(_) => (Bytes::new(), bytes.slice(2..)),
        None => match memmem::find(bytes, b"\r\n\r\n") {
            Some(end) => (bytes.slice(..end), bytes.slice(end + 4..)),
            None => (bytes.clone(), Bytes::new()),
        },
    };
    if head.len() > MAX_HEAD {
        return None;
    }
    let head = String::from_utf8_lossy(&head);
    let header = |wanted: &str| {
        let mut lines = head.split("\r\n").filter_map(|line| line.split_once(':'));
        let found = lines.find(|(name, _)| name.trim().eq_ignore_ascii_case(wanted));
        found.map(|(_, value)| value.trim().to_owned())
    };
    let disposition = header("content-disposition").unwrap_or_default();
    let (_, parameters) = disposition.split_once(';').unwrap_or_default();
    Some(Part {
        name: parameter(parameters, "name"),
        filename: parameter(parameters, "filename"),
        content_type: header("content-type"),
        content,
    })
}

/// Finds a parameter (`; name="value"`), quoted or not.
fn parameter(parameters: &str, wanted: &str) -> Option<String> {
    let mut rest = parameters;
    loop {
        let (name, after) = rest.split_once('=')?;
        let after = after.trim_start();
        let (value, next) = match after.strip_prefix('"') {
            Some(quoted) => quoted_value(quoted)?,
            None => {
                let end = after.find(';').unwrap_or(after.len());
                (after[..end].trim().to_owned(), &after[end..])
            }
        };
        if name.trim_matches([' ', '\t', ';']).eq_ignore_ascii_case(wanted) {
            return Some(value);
        }
        rest = next;
    }
}

fn quoted_value(text: &str) -> Option<(String, &str)> {
    let mut value = String::new();
    let mut is_escaped = false;
    for (index, char) in text.char_indices() {
        match char {
            '"' if !is_escaped => return Some((value, &text[index + 1..])),
            '\\' if !is_escaped => is_escaped = true,
            _ => {
                value.push(char);
                is_escaped = false;
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn contents(body: &str) -> Option<Vec<String>> {
        let parts = split(&Bytes::copy_from_slice(body.as_bytes()), "B")?;
        let texts = parts
            .iter()
            .map(|part| String::from_utf8_lossy(&part.content).into_owned());
        Some(texts.collect())
    }

    #[test]
    fn parts_are_told_apart() {
        let body = "before\r\n--B\r\ncontent-disposition: form-data; name=\"a;b\"; filename=x.hl7\r\nContent-Type: text/plain\r\n\r\n\
                    one\r\n--Bnot\r\n\r\n--B \r\n\r\ntwo\r\n--B--\r\nafter";
        let parts = split(&Bytes::copy_from_slice(body.as_bytes()), "B");
        assert_eq!(parts, None, "a line that begins like a boundary is one");
        let body = body.replace("\r\n--Bnot", "\r\n-Bnot");
        let parts = split(&Bytes::copy_from_slice(body.as_bytes()), "B").expect("it is whole");
        assert_eq!(parts[0].name.as_deref(), Some("a;b"));
        assert_eq!(parts[0].filename.as_deref(), Some("x.hl7"));
        assert_eq!(parts[0].content_type.as_deref(), Some("text/plain"));
        assert_eq!(&parts[0].content[..], b"one\r\n-Bnot\r\n");
        assert_eq!((&parts[1].content[..], &parts[1].name), (&b"two"[..], &None));
    }

    #[test]
    fn what_is_cut_short_is_refused() {
        assert_eq!(contents("--B\r\n\r\none\r\n--B--"), Some(vec!["one".to_owned()]));
        assert_eq!(contents("--B\r\n\r\n--B--"), Some(vec![String::new()]));
        for body in [
            "",
            "--B--",
            "--B\r\n\r\none",
            "--B\r\n\r\none\r\n--B",
            "--Bone\r\n--B--",
            "none",
        ] {
            assert_eq!(contents(body), None, "{body:?}");
        }
    }

    #[test]
    fn a_boundary_is_found_quoted_or_not() {
        assert_eq!(boundary("multipart/form-data; boundary=abc").as_deref(), Some("abc"));
        assert_eq!(
            boundary("Multipart/Mixed; charset=\"x;y\"; Boundary=\"a b\"").as_deref(),
            Some("a b")
        );
        for other in [
            "text/plain; boundary=abc",
            "multipart/mixed",
            "multipart/mixed; boundary=\"",
            "é; boundary=a",
        ] {
            assert_eq!(boundary(other), None, "{other}");
        }
    }

    proptest! {
        #[test]
        fn what_is_put_together_comes_apart(texts in prop::collection::vec("[a-z\r\n:-]{0,20}", 1..6)) {
            let body: String = texts.iter().map(|text| format!("--XyZ\r\n\r\n{text}\r\n")).collect();
            let parts = split(&Bytes::from(body + "--XyZ--\r\n"), "XyZ").expect("it is whole");
            let found: Vec<_> = parts.iter().map(|part| String::from_utf8_lossy(&part.content).into_owned()).collect();
            prop_assert_eq!(found, texts);
        }

        #[test]
        fn any_body_is_taken_or_refused(body in "(--B|--|\r\n|B|a|:| ){0,12}") {
            let _ = contents(&body);
            let _ = boundary(&body);
        }
    }
}
