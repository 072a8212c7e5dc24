//! Finding the values at HL7 v2 paths, in bytes, so that any character set comes back as it was.

use std::ops::Range;

use nilecare_hl7v2::charset::{self, Charset};
use nilecare_hl7v2::{Delimiters, Message, Path};

use super::handler::Part;
use super::token;

/// The header is looked for in so many bytes.
const HEADER_BYTES: usize = 64 << 10;

/// Finds the values at any of `paths`, in order and apart: of two that overlap, the first is taken.
pub(super) fn find(content: &[u8], paths: &[Path], min_size: u64) -> Vec<Part> {
    let Some(delimiters) = delimiters(content) else {
        return Vec::new();
    };
    let mut parts = Vec::new();
    let mut counts = std::collections::HashMap::<&[u8], usize>::new();
    for line in pieces(content, 0..content.len(), |byte| matches!(byte, b'\r' | b'\n')) {
        let fields: Vec<_> = pieces(content, line, |byte| byte == delimiters.field).collect();
        let id = content[fields[0].clone()].trim_ascii_start();
        if id.is_empty() {
            continue;
        }
        let occurrence = counts.entry(id).or_default();
        *occurrence += 1;
        for path in paths.iter().filter(|path| path.segment_id().as_bytes() == id) {
            for range in values(content, &fields, path, &delimiters) {
                let size = range.len() as u64;
                if size > 0 && size >= min_size {
                    let name = name(path, *occurrence);
                    parts.push(Part { range, name });
                }
            }
        }
    }
    parts.sort_by_key(|part| (part.range.start, std::cmp::Reverse(part.range.end)));
    let mut end = 0;
    parts.retain(|part| {
        let is_apart = part.range.start >= end;
        if is_apart {
            end = part.range.end;
        }
        is_apart
    });
    parts
}

/// Reads the delimiters; `None` when the bytes cannot be taken apart by them.
fn delimiters(content: &[u8]) -> Option<Delimiters> {
    let head = &content[..content.len().min(HEADER_BYTES)];
    let start = memchr::memmem::find(head, b"MSH")?;
    let end = memchr::memchr2(b'\r', b'\n', &head[start..]).map_or(head.len(), |n_bytes| start + n_bytes);
    let decoded = charset::decode(&head[..end], Charset::LATIN_1);
    if !is_by_byte(decoded.charset) {
        return None;
    }
    let delimiters = Message::parse(decoded.text.into_owned()).ok()?.delimiters();
    let of_token = token::write(0);
    let all = [
        delimiters.field,
        delimiters.component,
        delimiters.repetition,
        delimiters.escape,
        delimiters.subcomponent,
    ];
    all.iter().all(|byte| !of_token.contains(byte)).then_some(delimiters)
}

/// Tells whether a byte of ASCII always stands for itself. In some character sets of Asia a delimiter may be the second
/// byte of a character.
fn is_by_byte(charset: Charset) -> bool {
    !matches!(
        charset,
        Charset::Utf16Le | Charset::Utf16Be | Charset::Gb18030 | Charset::Big5 | Charset::Iso2022Jp
    )
}

fn values(content: &[u8], fields: &[Range<usize>], path: &Path, delimiters: &Delimiters) -> Vec<Range<usize>> {
    let number = path.field().unwrap_or_default();
    // The first field of a header is the separator, and the second one holds the others.
    let is_header = matches!(path.segment_id(), "MSH" | "FHS" | "BHS");
    let at = match (is_header, number) {
        (true, 0..=2) => return Vec::new(),
        (true, _) => number - 1,
        (false, _) => number,
    };
    let Some(field) = fields.get(at).filter(|_| at > 0) else {
        return Vec::new();
    };
    let component = path.component();
    let subcomponent = path.subcomponent();
    pieces(content, field.clone(), |byte| byte == delimiters.repetition)
        .filter_map(|repetition| nth(content, repetition, component, delimiters.component))
        .filter_map(|component| nth(content, component, subcomponent, delimiters.subcomponent))
        .collect()
}

/// Returns piece `number`, from 1, or all when none is named.
fn nth(content: &[u8], range: Range<usize>, number: Option<usize>, delimiter: u8) -> Option<Range<usize>> {
    match number {
        None => Some(range),
        Some(number) => pieces(content, range, |byte| byte == delimiter).nth(number - 1),
    }
}

/// Iterates over the pieces of a range between delimiters; there is at least one.
fn pieces(
    content: &[u8],
    range: Range<usize>,
    is_delimiter: impl Fn(u8) -> bool,
) -> impl Iterator<Item = Range<usize>> {
    let mut start = range.start;
    content[range].split(move |byte| is_delimiter(*byte)).map(move |piece| {
        let piece = start..start + piece.len();
        start = piece.end + 1;
        piece
    })
}

fn name(path: &Path, occurrence: usize) -> String {
    path.with_occurrence(occurrence)
        .map_or_else(|_| path.to_string(), |path| path.to_string())
}
