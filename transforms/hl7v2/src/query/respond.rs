//! Writing the response to a query.

use super::{Query, QueryError, QueryStatus, field};
use crate::acknowledgment::{ErrorDetail, Reply, Stamp, acknowledge};
use crate::{Message, escape};

/// What answers a query.
#[derive(Debug, Clone, Copy)]
pub struct Answer<'a> {
    /// How the query went; MSA-1 follows from it.
    pub status: QueryStatus,
    /// The type of the response for MSH-9, with the default delimiters: `RSP^K11^RSP_K11`. `None` takes
    /// [`response_type`].
    pub message_type: Option<&'a str>,
    /// How many records match, where that is known (QAK-4 to QAK-6).
    pub hits: Option<Hits>,
    /// The segments of the records, as they are to be sent, with the delimiters of the query.
    pub segments: &'a [String],
    /// Where the next page starts, when there is one (DSC-1).
    pub continuation_pointer: Option<&'a str>,
    /// The errors (ERR).
    pub errors: &'a [ErrorDetail],
}

/// How many records match a query.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hits {
    /// All of them.
    pub total: u32,
    /// Those in this response.
    pub in_response: u32,
    /// Those that follow.
    pub remaining: u32,
}

/// Returns the type of the response to a query with this trigger event: Q22 is answered by `RSP^K22^RSP_K21`. `None` for
/// events that the standard does not pair.
pub fn response_type(trigger_event: &str) -> Option<String> {
    let number = trigger_event.strip_prefix('Q').filter(|number| number.len() == 2)?;
    let is_number = number.bytes().all(|byte| byte.is_ascii_digit());
    let (message_type, structure) = match number {
        "13" => ("RTB", "RTB_K13".to_owned()),
        "15" => ("RDY", "RDY_K15".to_owned()),
        "22" => ("RSP", "RSP_K21".to_owned()),
        "24" => ("RSP", "RSP_K23".to_owned()),
        number => ("RSP", format!("RSP_K{number}")),
    };
    is_number.then(|| format!("{message_type}^K{number}^{structure}"))
}

/// Writes the response to a query: MSH with sender and receiver in each other's place, MSA, ERR, QAK, the QPD of the
/// query, the segments of the answer, and DSC when there is another page. Each segment ends with CR.
///
/// # Errors
///
/// [`QueryError`] when the message is no query, when the type of the response is not known, or when one of the segments is
/// none.
pub fn respond(query: &Message, answer: &Answer<'_>, stamp: &Stamp<'_>) -> Result<Message, QueryError> {
    let parameters = query.segment("QPD", 1).ok_or(QueryError::NotAQuery)?;
    let asked = Query::of(query).ok_or(QueryError::NotAQuery)?;
    let event = query.header().trigger_event().unwrap_or_default();
    let derived = response_type(&event);
    let message_type = answer
        .message_type
        .or(derived.as_deref())
        .ok_or(QueryError::ResponseTypeUnknown)?;

    let reply = Reply {
        code: answer.status.acknowledgment_code(),
        text: None,
        errors: answer.errors,
    };
    let text = acknowledge(query, &reply, stamp);
    let mut response = Message::parse(text).expect("a reply is a message");
    let delimiters = response.delimiters();
    let component = char::from(delimiters.component).to_string();
    response.set_raw(&field("MSH", 9), &message_type.replace('^', &component))?;

    response.add_segment(&outcome(query, &asked, answer))?;
    response.add_segment(parameters.raw())?;
    for (segment, number) in answer.segments.iter().zip(1..) {
        let added = response.add_segment(segment);
        added.map_err(|source| QueryError::Segment { number, source })?;
    }
    if let Some(pointer) = answer.continuation_pointer {
        let separator = char::from(delimiters.field);
        let pointer = escape::encode(pointer, &delimiters);
        response.add_segment(&format!("DSC{separator}{pointer}{separator}I"))?;
    }
    Ok(response)
}

/// Writes QAK: tag, status, the name of the query as it came, and the counts.
fn outcome(query: &Message, asked: &Query, answer: &Answer<'_>) -> String {
    let delimiters = query.delimiters();
    let name = query.raw(&field("QPD", 1)).unwrap_or_default();
    let tag = escape::encode(asked.tag.as_deref().unwrap_or_default(), &delimiters);
    let separator = char::from(delimiters.field);
    let mut fields = vec![
        "QAK".to_owned(),
        tag.into_owned(),
        answer.status.as_str().to_owned(),
        name.to_owned(),
    ];
    if let Some(hits) = answer.hits {
        fields.extend([hits.total, hits.in_response, hits.remaining].map(|count| count.to_string()));
    }
    fields.join(&separator.to_string())
}
