//! Asking for the next page, and telling what continues what.

use jiff::tz::Offset;

use super::{Query, QueryError, QueryResponse, field, value};
use crate::acknowledgment::Stamp;
use crate::{Message, escape};

/// Writes the query for the next page: the one that was asked, with a new control id and time, and the pointer of the
/// response in DSC (HL7 v2.5.1 §5.6.3). `None` when the response was the last page.
///
/// # Errors
///
/// [`QueryError`] when `query` is no query, or the control id cannot be set.
pub fn next_page(query: &Message, response: &Message, stamp: &Stamp<'_>) -> Result<Option<Message>, QueryError> {
    if Query::of(query).is_none() {
        return Err(QueryError::NotAQuery);
    }
    let pointer = QueryResponse::of(response).and_then(|response| response.continuation_pointer);
    let Some(pointer) = pointer else { return Ok(None) };
    let mut next = query.clone();
    let now = Offset::UTC.to_datetime(stamp.now);
    next.set(&field("MSH", 7), &now.strftime("%Y%m%d%H%M%S+0000").to_string())?;
    next.set(&field("MSH", 10), stamp.control_id)?;
    next.remove_segment("DSC", 1)?;
    let delimiters = next.delimiters();
    let separator = char::from(delimiters.field);
    let pointer = escape::encode(&pointer, &delimiters);
    next.add_segment(&format!("DSC{separator}{pointer}{separator}I"))?;
    Ok(Some(next))
}

/// Tells whether a message goes on where another one was cut: its MSH-14 is the other's DSC-1, and the other's DSC-2 is
/// `F`, or left out as before v2.4 (HL7 v2.5.1 §2.10.2).
pub fn continues(next: &Message, previous: &Message) -> bool {
    let is_of_fragment = value(previous, "DSC", 2).is_none_or(|style| style == "F");
    let pointer = value(previous, "DSC", 1);
    is_of_fragment && pointer.is_some() && value(next, "MSH", 14) == pointer
}
