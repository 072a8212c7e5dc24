//! Batches of X12, records and XML.

use std::num::NonZeroUsize;

use bytes::Bytes;
use nilecare_delimited::{Column, Layout, RepeatHead, Table};
use nilecare_hl7v2::Text;
use nilecare_hl7v2::charset::{self, Charset, Decoded};
use nilecare_x12::Interchange;
use nilecare_xml::{Found, Path, Xml};

use super::{MOST_MESSAGES, too_many};
use crate::ParseFailure;

type Parts = Result<Vec<Bytes>, ParseFailure>;

fn failure(error: impl std::error::Error) -> ParseFailure {
    ParseFailure(error.to_string())
}

fn decoded(content: &Bytes) -> Decoded<Text> {
    charset::decode_shared(content, Charset::LATIN_1)
}

/// What is around the parts, such as a header, is in each of them; all together may be so many times as large as the whole.
const GROWTH: usize = 64;
/// The room that small batches have in any case, in bytes.
const ROOM: usize = 16 << 20;

/// Collects parts, written in the character set that the whole was read in.
fn collected(parts: impl Iterator<Item = Result<String, ParseFailure>>, charset: Charset, whole: &Bytes) -> Parts {
    let most_bytes = whole.len().saturating_mul(GROWTH).max(ROOM);
    let mut n_bytes = 0;
    let mut messages = Vec::new();
    for part in parts {
        if messages.len() == MOST_MESSAGES {
            return Err(too_many());
        }
        let part = part?;
        n_bytes += part.len();
        if n_bytes > most_bytes {
            return Err(ParseFailure(format!(
                "the parts of the batch are together more than {most_bytes} bytes, as each has what is around it; send smaller batches"
            )));
        }
        messages.push(Bytes::from(charset::encode(&part, charset).into_owned()));
    }
    Ok(messages)
}

pub(super) fn interchanges(content: &Bytes) -> Parts {
    let decoded = decoded(content);
    let text = decoded.text.as_str().into();
    let parts = nilecare_x12::split::interchanges(&text);
    let parts = parts.map(|part| part.map(|part| part.text().to_string()).map_err(failure));
    collected(parts, decoded.charset, content)
}

pub(super) fn transaction_sets(content: &Bytes) -> Parts {
    let decoded = decoded(content);
    let text = decoded.text.as_str().into();
    let interchanges = nilecare_x12::split::interchanges(&text).collect::<Result<Vec<Interchange>, _>>();
    let interchanges = interchanges.map_err(failure)?;
    let parts = interchanges.iter().flat_map(nilecare_x12::split::transaction_sets);
    collected(parts.map(Ok), decoded.charset, content)
}

pub(super) fn records(content: &Bytes, layout: &Layout, n_records: NonZeroUsize) -> Parts {
    let decoded = decoded(content);
    let table = Table::parse(decoded.text.as_str(), layout).map_err(failure)?;
    if table.len() / n_records.get() > MOST_MESSAGES {
        return Err(too_many());
    }
    let parts = table.split_by_count(n_records, RepeatHead::Yes);
    collected(
        parts.iter().map(|part| Ok(part.text().to_string())),
        decoded.charset,
        content,
    )
}

pub(super) fn records_by(content: &Bytes, layout: &Layout, column: &str) -> Parts {
    let decoded = decoded(content);
    let table = Table::parse(decoded.text.as_str(), layout).map_err(failure)?;
    let column = match column.parse::<usize>() {
        Ok(number) => Column::Number(number),
        Err(_) => Column::Name(column),
    };
    let parts = table.split_by_column(column, RepeatHead::Yes).map_err(failure)?;
    collected(
        parts.iter().map(|part| Ok(part.text().to_string())),
        decoded.charset,
        content,
    )
}

/// Each element becomes a document of its own, in UTF-8, with the namespaces declared around it.
pub(super) fn xml_elements(content: &Bytes, path: &str) -> Parts {
    let path: Path = path.parse().map_err(failure)?;
    let decoded = nilecare_xml::decode(content);
    if decoded.is_replaced {
        let text = "not XML: some bytes are not of the encoding that its declaration names";
        return Err(ParseFailure(text.to_owned()));
    }
    let xml = Xml::parse(decoded.text.as_ref()).map_err(failure)?;
    let found = xml.find(&path).map_err(failure)?;
    let elements = found.iter().filter_map(Found::element);
    collected(
        elements.map(|element| Ok(element.to_document())),
        Charset::Utf8,
        content,
    )
}
