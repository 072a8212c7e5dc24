//! 999: which groups and transaction sets were accepted (005010X231A1).
//!
//! ```text
//! GS*FA ─ ST*999 ─ AK1 ─ ( AK2 ─ IK3* ─ IK5 )* ─ AK9 ─ SE ─ GE       once for each group received
//! ```
//!
//! A transaction set with a problem is rejected (IK5 `R`), others are accepted (`A`). A group with a problem of its own is
//! rejected as a whole (AK9 `R`, none accepted); then only transaction sets with problems have a loop AK2. IK3 tells of
//! segments whose id cannot be one; IK4 is not written, as elements are not judged.

use super::Stamp;
use super::writer::{Writer, date, time};
use crate::acknowledgment::ControlNumber;
use crate::{EnvelopeReport, FunctionalGroup, Interchange, Level, ProblemKind, TransactionSet};

const IMPLEMENTATION: &str = "005010X231A1";
/// IK502 to IK506 and AK905 to AK909.
const MOST_CODES: usize = 5;

/// Number and time of a 999.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FunctionalStamp {
    /// Of the interchange.
    pub interchange: Stamp,
    /// GS06 of its first group; the next groups take the numbers after it.
    pub group_control_number: ControlNumber,
}

/// Writes the interchange that acknowledges the groups of `received`, in one pass for all; `None` when there is nothing to
/// acknowledge: no group, or only acknowledgments (GS01 = FA), which are not acknowledged in turn.
///
/// Whether the interchange itself is accepted is not looked at: ask [`super::note`] first.
pub fn acknowledge(received: &Interchange, report: &EnvelopeReport, stamp: &FunctionalStamp) -> Option<String> {
    let mut writer = Writer::new(received);
    writer.header(&stamp.interchange);
    let mut control_number = stamp.group_control_number;
    let mut n_groups = 0;
    for group in received.groups().filter(|group| group.header().value(1) != "FA") {
        write_group(&mut writer, &group, report, stamp.interchange, control_number);
        control_number = control_number.next();
        n_groups += 1;
    }
    writer.trailer(&stamp.interchange, n_groups);
    (n_groups > 0).then(|| writer.into_text())
}

fn write_group(
    writer: &mut Writer<'_>,
    group: &FunctionalGroup<'_>,
    report: &EnvelopeReport,
    stamp: Stamp,
    control_number: ControlNumber,
) {
    let header = group.header();
    let control_number = control_number.to_string();
    let (sender, receiver) = (header.value(3), header.value(2));
    let (date, time) = (date(stamp.at), time(stamp.at));
    let elements = [
        "FA",
        sender,
        receiver,
        &date,
        &time,
        &control_number,
        "X",
        IMPLEMENTATION,
    ];
    writer.segment("GS", &elements);
    let n_before = writer.n_segments();
    writer.segment("ST", &["999", "0001", IMPLEMENTATION]);
    writer.segment("AK1", &[header.value(1), header.value(6), header.value(8)]);
    write_judgment(writer, group, report);
    let n_segments = writer.n_segments() - n_before + 1;
    writer.segment("SE", &[&n_segments.to_string(), "0001"]);
    writer.segment("GE", &["1", &control_number]);
}

/// Writes the loops AK2 and the segment AK9.
fn write_judgment(writer: &mut Writer<'_>, group: &FunctionalGroup<'_>, report: &EnvelopeReport) {
    let mut codes = Codes::default();
    let group_problems = report.within(group.range());
    group_problems.filter_map(group_code).for_each(|code| codes.add(code));
    let is_group_sound = codes.0.is_empty();

    let (mut n_received, mut n_accepted) = (0_usize, 0_usize);
    for set in group.transaction_sets() {
        n_received += 1;
        let is_sound = report.within(set.range()).next().is_none();
        n_accepted += usize::from(is_sound && is_group_sound);
        if is_group_sound || !is_sound {
            write_transaction_set(writer, &set, report);
        }
    }
    let verdict = match n_accepted {
        _ if !is_group_sound => "R",
        n if n == n_received => "A",
        0 => "R",
        _ => "P",
    };
    let (received, accepted) = (n_received.to_string(), n_accepted.to_string());
    let stated = group.trailer().map_or("", |trailer| trailer.value(1));
    let included = if is_count(stated) { stated } else { received.as_str() };
    let mut elements = vec![verdict, included, &received, &accepted];
    elements.extend(&codes.0);
    writer.segment("AK9", &elements);
}

fn write_transaction_set(writer: &mut Writer<'_>, set: &TransactionSet<'_>, report: &EnvelopeReport) {
    let header = set.header();
    writer.segment("AK2", &[header.value(1), header.value(2), header.value(3)]);
    let mut codes = Codes::default();
    for kind in report.within(set.range()) {
        codes.add(transaction_set_code(kind));
    }
    if codes.0.contains(&"5") {
        write_unrecognized_segments(writer, set);
    }
    let verdict = if codes.0.is_empty() { "A" } else { "R" };
    let mut elements = vec![verdict];
    elements.extend(&codes.0);
    writer.segment("IK5", &elements);
}

/// Writes an IK3 for each segment whose id is none, code 1 (unrecognized segment id), with its number in the transaction
/// set. IK301 takes two or three letters and digits, so of a longer id the first three; of others there is no IK3.
fn write_unrecognized_segments(writer: &mut Writer<'_>, set: &TransactionSet<'_>) {
    for (n, segment) in set.segments().enumerate() {
        let id = segment.id();
        let n_id_characters = id.bytes().take_while(u8::is_ascii_alphanumeric).take(3).count();
        if !segment.has_standard_id() && n_id_characters >= 2 {
            writer.segment("IK3", &[&id[..n_id_characters], &(n + 1).to_string(), "", "1"]);
        }
    }
}

/// Returns the code of a problem in IK502 (X12 data element 618).
fn transaction_set_code(kind: ProblemKind) -> &'static str {
    match kind {
        ProblemKind::TrailerMissing(_) => "2",
        ProblemKind::ControlNumbersDiffer(_) => "3",
        ProblemKind::CountDiffers { .. } => "4",
        ProblemKind::IdentifierMissing => "6",
        ProblemKind::ControlNumberInvalid(_) => "7",
        ProblemKind::ControlNumberNotUnique(_) => "23",
        _ => "5",
    }
}

/// Returns the code of a group's problem in AK905 (X12 data element 716); `None` when it is no problem of a group.
pub(super) fn group_code(kind: ProblemKind) -> Option<&'static str> {
    match kind {
        ProblemKind::TrailerMissing(Level::Group) => Some("3"),
        ProblemKind::ControlNumbersDiffer(Level::Group) => Some("4"),
        ProblemKind::CountDiffers {
            level: Level::Group, ..
        } => Some("5"),
        ProblemKind::ControlNumberInvalid(Level::Group) => Some("6"),
        ProblemKind::ControlNumberNotUnique(Level::Group) => Some("19"),
        _ => None,
    }
}

/// Codes of an answer, each once.
#[derive(Default)]
struct Codes(Vec<&'static str>);

impl Codes {
    fn add(&mut self, code: &'static str) {
        if self.0.len() < MOST_CODES && !self.0.contains(&code) {
            self.0.push(code);
        }
    }
}

/// AK902 is a number of one to six digits.
fn is_count(text: &str) -> bool {
    (1..=6).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests;
