//! Files split into interchanges, and interchanges into transaction sets, each wrapped as its own interchange.
//!
//! A part of an interchange carries the ISA and the GS that stood around its transaction set, the set as it came, and new trailers GE and
//! IEA that count 1 and repeat the control numbers of their headers. The set itself is not mended: a wrong SE01 or a
//! missing SE is a sign that something was lost, and still shows in the part. Segments outside of transaction sets, such
//! as TA1, are in no part.

use bytestring::ByteString;

use crate::{FunctionalGroup, Interchange, ParseError, TransactionSet, index};

/// Iterates over the interchanges of a text, such as a file; each with its own separators. They share the text, and written
/// one after another they give it again.
///
/// An interchange ends with its IEA, or before the next ISA when it has none. What cannot be read as an interchange is an
/// error, whose offset counts from the start of the text, and ends the iteration. A text of blanks has none.
pub fn interchanges(text: &ByteString) -> impl Iterator<Item = Result<Interchange, ParseError>> {
    let mut start = 0;
    std::iter::from_fn(move || {
        if index::content_start(text.as_bytes(), start) == text.len() {
            return None;
        }
        let end = match index::find_end(text.as_bytes(), start) {
            Ok(end) => end,
            Err(error) => {
                start = text.len();
                return Some(Err(error));
            }
        };
        let part = text.slice_ref(&text[start..end]);
        start = end;
        Some(Interchange::parse(part))
    })
}

/// Iterates over the transaction sets of all groups, each as the text of an own interchange.
///
/// A part is written when it is asked for. All parts together take time linear in the text and in what they repeat, ISA
/// and GS. A transaction set outside of any group has no header to be wrapped in and is left out; the envelope report
/// tells of it.
pub fn transaction_sets(interchange: &Interchange) -> impl Iterator<Item = String> {
    interchange.groups().flat_map(move |group| {
        let sets = group.transaction_sets();
        sets.map(move |set| wrap(interchange, &group, &set))
    })
}

fn wrap(interchange: &Interchange, group: &FunctionalGroup<'_>, set: &TransactionSet<'_>) -> String {
    let mut text = String::new();
    interchange.write_segment(0, false, &mut text);
    interchange.write_segment(group.position(), false, &mut text);
    for position in set.range() {
        interchange.write_segment(position, false, &mut text);
    }
    let interchange_control_number = interchange.header().value(13);
    for (id, control_number) in [("GE", group.control_number()), ("IEA", interchange_control_number)] {
        let element = char::from(interchange.separators().element);
        text.push_str(&format!("{id}{element}1{element}{control_number}"));
        interchange.write_terminator(&mut text);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    const SAMPLE: &str = include_str!("../samples/two-groups.x12");

    fn parts(text: &str) -> Vec<Interchange> {
        let interchange = Interchange::parse(text).expect("the text is an interchange");
        let parse = |part: String| Interchange::parse(part).expect("a part is an interchange");
        transaction_sets(&interchange).map(parse).collect()
    }

    #[test]
    fn each_part_is_a_sound_interchange() {
        let parts = parts(SAMPLE);
        assert!(parts.iter().all(|part| part.check_envelope().is_sound()));
        let identifiers: Vec<_> = parts
            .iter()
            .map(|part| part.description().kinds[0].identifier.to_owned())
            .collect();
        assert_eq!(identifiers, ["270", "270", "276"]);
        assert!(parts[1].text().ends_with("SE*4*0002~\nGE*1*1~\nIEA*1*000000404~\n"));
    }

    #[test]
    fn interchange_of_one_set_is_its_own_part() {
        for text in [
            include_str!("../samples/837p-claim.x12"),
            include_str!("../samples/835-payment.x12"),
            include_str!("../samples/270-eligibility.x12"),
        ] {
            assert_eq!(parts(text)[0].text(), text);
        }
    }

    #[test]
    fn file_is_split_into_its_interchanges() {
        let others = [
            include_str!("../samples/270-eligibility.x12"),
            include_str!("../samples/835-payment.x12"),
        ];
        let without_trailer = SAMPLE.replace("IEA*2*000000404~\n", "");
        let expected = [others[0], without_trailer.as_str(), others[1], SAMPLE];
        let file = ByteString::from(expected.concat());
        let texts: Vec<_> = interchanges(&file)
            .map(|part| part.expect("each is an interchange").text())
            .collect();
        assert_eq!(texts, expected);
    }

    #[test]
    fn rest_that_is_no_interchange_is_an_error_with_its_place() {
        let file = ByteString::from(format!("{SAMPLE}\nREF*1~"));
        let results: Vec<_> = interchanges(&file).collect();
        assert!(results[0].is_ok());
        let offset = SAMPLE.len() + 1;
        assert_eq!(results[1].as_ref().err(), Some(&ParseError::NoHeader { offset }));
        assert_eq!(results.len(), 2);
        assert_eq!(interchanges(&ByteString::from("\r\n")).count(), 0);
    }

    #[test]
    fn damaged_set_stays_damaged() {
        let damaged = parts(&SAMPLE.replacen("SE*4*0001", "SE*5*0001", 1));
        assert!(!damaged[0].check_envelope().is_sound());
        assert!(damaged[1].check_envelope().is_sound());
    }
}
