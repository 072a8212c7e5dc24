//! TA1: whether the interchange itself was accepted (X12.5).

use super::Stamp;
use super::functional::group_code;
use super::writer::Writer;
use crate::{EnvelopeReport, Interchange, Level, ProblemKind};

/// Why an interchange is rejected, as TA105 says it (X12 data element I18). The first that applies is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum InterchangeNote {
    /// 000: no error.
    None,
    /// 001: the control numbers in header and trailer do not match.
    ControlNumbersDiffer,
    /// 018: the control number is not valid.
    ControlNumberInvalid,
    /// 021: the number of included groups is not valid.
    NumberOfGroups,
    /// 022: the control structure is not valid.
    ControlStructure,
    /// 023: improper (premature) end of file.
    EndOfFile,
    /// 024: the content is not valid; for what the envelope does not tell.
    Content,
}

impl InterchangeNote {
    /// Returns the code, three digits.
    pub fn code(self) -> &'static str {
        match self {
            InterchangeNote::None => "000",
            InterchangeNote::ControlNumbersDiffer => "001",
            InterchangeNote::ControlNumberInvalid => "018",
            InterchangeNote::NumberOfGroups => "021",
            InterchangeNote::ControlStructure => "022",
            InterchangeNote::EndOfFile => "023",
            InterchangeNote::Content => "024",
        }
    }
}

/// Returns what a TA1 says of an interchange with this report. Problems of groups and transaction sets are
/// for the 999 to tell.
pub fn note(interchange: &Interchange, report: &EnvelopeReport) -> InterchangeNote {
    let has = |wanted: fn(ProblemKind) -> bool| report.problems().iter().any(|problem| wanted(problem.kind));
    if has(|kind| kind == ProblemKind::TrailerMissing(Level::Interchange)) {
        InterchangeNote::EndOfFile
    } else if has(|kind| kind == ProblemKind::ControlNumbersDiffer(Level::Interchange)) {
        InterchangeNote::ControlNumbersDiffer
    } else if has(|kind| kind == ProblemKind::ControlNumberInvalid(Level::Interchange)) {
        InterchangeNote::ControlNumberInvalid
    } else if has(is_number_of_groups) {
        InterchangeNote::NumberOfGroups
    } else if has_problem_between(interchange, report) {
        InterchangeNote::ControlStructure
    } else {
        InterchangeNote::None
    }
}

/// Writes the interchange that acknowledges `received` with a TA1: accepted (`A`, 000) or rejected (`R`), as the note says;
/// see [`note`]. It holds no group, so IEA01 is 0.
pub fn acknowledge_interchange(received: &Interchange, note: InterchangeNote, stamp: &Stamp) -> String {
    let code = if note == InterchangeNote::None { "A" } else { "R" };
    let header = received.header();
    let mut writer = Writer::new(received);
    writer.header(stamp);
    let elements = [header.value(13), header.value(9), header.value(10), code, note.code()];
    writer.segment("TA1", &elements);
    writer.trailer(stamp, 0);
    writer.into_text()
}

fn is_number_of_groups(kind: ProblemKind) -> bool {
    let level_of_count = match kind {
        ProblemKind::CountDiffers { level, .. } => Some(level),
        _ => None,
    };
    level_of_count == Some(Level::Interchange)
}

/// Tells whether there is a problem that no 999 can tell: outside of all groups, or in a group a segment outside of its
/// transaction sets.
fn has_problem_between(interchange: &Interchange, report: &EnvelopeReport) -> bool {
    let mut n_told = 0;
    for group in interchange.groups() {
        n_told += report.within(group.range()).filter_map(group_code).count();
        for set in group.transaction_sets() {
            n_told += report.within(set.range()).count();
        }
    }
    n_told < report.problems().len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::acknowledgment::ControlNumber;

    const SAMPLE: &str = include_str!("../../samples/two-groups.x12");

    fn answer(from: &str, to: &str) -> String {
        let received = Interchange::parse(SAMPLE.replacen(from, to, 1)).expect("the text is an interchange");
        let stamp = Stamp {
            control_number: ControlNumber::new(9).expect("it is within the bounds"),
            at: jiff::civil::date(2026, 1, 6).at(7, 5, 0, 0),
        };
        acknowledge_interchange(&received, note(&received, &received.check_envelope()), &stamp)
    }

    #[test]
    fn sound_interchange_is_accepted() {
        let expected = concat!(
            "ISA*00*          *00*          *ZZ*RIVERHEALTH    *ZZ*NORTHCLINIC    *260106*0705*^*00501*000000009*0*T*:~\n",
            "TA1*000000404*260106*0700*A*000~\n",
            "IEA*0*000000009~\n",
        );
        assert_eq!(answer("", ""), expected);
        let answer = Interchange::parse(expected).expect("the answer is an interchange");
        assert!(answer.check_envelope().is_sound());
    }

    #[test]
    fn interchange_is_rejected_with_its_note() {
        for (from, to, expected) in [
            ("IEA*2*000000404~", "", "R*023~"),
            ("IEA*2*000000404", "IEA*2*000000405", "R*001~"),
            ("IEA*2", "IEA*1", "R*021~"),
            ("GE*2*1~", "GE*2*1~REF*1~", "R*022~"),
            ("GE*2*1~", "REF*1~GE*2*1~", "R*022~"),
            ("IEA*2*000000404~", "IEA*2*000000404~GS*HC~", "R*022~"),
        ] {
            assert!(answer(from, to).contains(expected), "{from} {to}");
        }
    }

    #[test]
    fn problems_inside_a_group_do_not_reject_the_interchange() {
        assert!(answer("SE*4*0001", "SE*5*0001").contains("A*000~"));
    }
}
