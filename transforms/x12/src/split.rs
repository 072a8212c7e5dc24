//! One transaction set at a time, each wrapped as its own interchange.
//!
//! A part carries the ISA and the GS that stood around its transaction set, the set as it came, and new trailers GE and
//! IEA that count 1 and repeat the control numbers of their headers. The set itself is not mended: a wrong SE01 or a
//! missing SE is a sign that something was lost, and still shows in the part. Segments outside of transaction sets, such
//! as TA1, are in no part.

use crate::{FunctionalGroup, Interchange, TransactionSet};

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
    fn damaged_set_stays_damaged() {
        let damaged = parts(&SAMPLE.replacen("SE*4*0001", "SE*5*0001", 1));
        assert!(!damaged[0].check_envelope().is_sound());
        assert!(damaged[1].check_envelope().is_sound());
    }
}
