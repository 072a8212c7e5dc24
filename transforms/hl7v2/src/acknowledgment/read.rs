//! Reading the acknowledgment that a peer sent.

use std::borrow::Cow;
use std::fmt;

use super::{AcknowledgmentCode, ErrorCode, ErrorDetail, Severity};
use crate::segment::{Field, Repetition, Segment};
use crate::{Message, Path};

/// What a peer says became of a message. `Debug` leaves out the texts, which may quote a record.
#[derive(Clone, PartialEq, Eq)]
pub struct Acknowledgment {
    /// MSA-1.
    pub code: AcknowledgmentCode,
    /// MSA-2: MSH-10 of the message that is acknowledged. Empty when the peer left it out.
    pub control_id: String,
    /// MSA-3, if any.
    pub text: Option<String>,
    /// The errors, from ERR-1 (to v2.4) and ERR-2 to ERR-8 (from v2.5).
    pub errors: Vec<ErrorDetail>,
}

impl fmt::Debug for Acknowledgment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Acknowledgment")
            .field("code", &self.code)
            .field("control_id", &self.control_id)
            .field("errors", &self.errors)
            .finish_non_exhaustive()
    }
}

/// Reads an acknowledgment; `None` when the message has no MSA with a code of HL7 table 0008.
pub fn read(message: &Message) -> Option<Acknowledgment> {
    let msa = message.segment("MSA", 1)?;
    let code = value(msa.field(1)?).trim().parse().ok()?;
    let control_id = msa.field(2).map(value).unwrap_or_default().into_owned();
    let text = msa.field(3).and_then(text_of);
    let errors = message.segments_named("ERR").flat_map(errors_of).collect();
    Some(Acknowledgment {
        code,
        control_id,
        text,
        errors,
    })
}

fn value(field: Field<'_>) -> Cow<'_, str> {
    field.value()
}

fn text_of(field: Field<'_>) -> Option<String> {
    (!field.is_empty()).then(|| field.value().into_owned())
}

fn errors_of(err: Segment<'_>) -> Vec<ErrorDetail> {
    match err.field(3).filter(|code| !code.is_empty()) {
        Some(code) => vec![error_since_2_5(err, code)],
        None => err
            .field(1)
            .into_iter()
            .flat_map(|field| field.repetitions())
            .filter(|repetition| !repetition.is_empty())
            .map(error_to_2_4)
            .collect(),
    }
}

fn error_since_2_5(err: Segment<'_>, code: Field<'_>) -> ErrorDetail {
    let location = err.field(2).and_then(|field| location(field.repetition(1)?, 6));
    ErrorDetail {
        location,
        code: code_of(code.component(1).map(|component| component.value()).unwrap_or_default()),
        severity: Severity::of(err.field(4).map_or("", |field| field.raw())),
        diagnostic: err.field(7).and_then(text_of),
        user_message: err.field(8).and_then(text_of),
    }
}

fn error_to_2_4(repetition: Repetition<'_>) -> ErrorDetail {
    let code = repetition.component(4).and_then(|component| component.subcomponent(1));
    ErrorDetail {
        location: location(repetition, 3),
        ..ErrorDetail::new(code_of(code.map(|code| code.value()).unwrap_or_default()))
    }
}

fn code_of(code: Cow<'_, str>) -> ErrorCode {
    code.parse().unwrap_or(ErrorCode::ApplicationInternalError)
}

/// Reads segment, its number, field, repetition, component and subcomponent, as far as they are given and make a path.
fn location(repetition: Repetition<'_>, n_parts: usize) -> Option<Path> {
    let mut parts = repetition.components().take(n_parts).map(|component| component.raw());
    let mut path = Path::new(parts.next()?).ok()?;
    let steps = [
        Path::with_occurrence,
        Path::with_field,
        Path::with_repetition,
        Path::with_component,
        Path::with_subcomponent,
    ];
    for (step, number) in steps.iter().zip(parts) {
        let Ok(number) = number.parse() else { continue };
        path = step(path, number).unwrap_or(path);
    }
    Some(path)
}
