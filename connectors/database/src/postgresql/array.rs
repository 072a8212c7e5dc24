//! The binary format of arrays.

use serde_json::Value as Json;

/// Reads an array of one dimension, its elements by `element`; `None` when it has more, or the bytes are none.
pub(super) fn read(bytes: &[u8], mut element: impl FnMut(&[u8]) -> Option<Json>) -> Option<Json> {
    let mut rest = bytes;
    let n_dimensions = word(&mut rest)?;
    let (_flags, _type) = (word(&mut rest)?, word(&mut rest)?);
    if n_dimensions == 0 {
        return Some(Json::Array(Vec::new()));
    }
    if n_dimensions != 1 {
        return None;
    }
    let (n_elements, _first) = (word(&mut rest)?, word(&mut rest)?);
    let mut elements = Vec::new();
    for _ in 0..n_elements {
        elements.push(match usize::try_from(word(&mut rest)?) {
            Err(_) => Json::Null,
            Ok(length) => {
                let (one, after) = rest.split_at_checked(length)?;
                rest = after;
                element(one)?
            }
        });
    }
    Some(Json::Array(elements))
}

fn word(rest: &mut &[u8]) -> Option<i32> {
    let (word, after) = rest.split_first_chunk()?;
    *rest = after;
    Some(i32::from_be_bytes(*word))
}
