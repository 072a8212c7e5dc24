//! Messages written by a structure, with all its parts, fit that structure.

use std::fmt::Write;

use nilecare_hl7v2::Message;
use nilecare_hl7v2_standard::{Standard, StructureKind, StructurePart, Tree, Version};

/// Appends what a part stands for: required parts only, or all; repeating ones as often as told.
fn write(part: &StructurePart<'_>, is_whole: bool, n_repetitions: usize, text: &mut String) {
    let n_times = match (part.is_required() || is_whole, part.repeats()) {
        (false, _) => 0,
        (true, true) => n_repetitions,
        (true, false) => 1,
    };
    for _ in 0..n_times {
        match part.kind() {
            // ANY stands for any segment; the one written has no place elsewhere.
            StructureKind::Segment if part.name() == "ANY" => text.push_str("QQQ|1\r"),
            StructureKind::Segment if part.name() == "MSH" => {}
            StructureKind::Segment => write!(text, "{}|1\r", part.name()).expect("a string can be written to"),
            StructureKind::Sequence => part
                .parts()
                .for_each(|part| write(&part, is_whole, n_repetitions, text)),
            StructureKind::Choice => part
                .parts()
                .take(1)
                .for_each(|part| write(&part, is_whole, n_repetitions, text)),
        }
    }
}

fn misfits(is_whole: bool, n_repetitions: usize) -> Vec<String> {
    let mut misfits = Vec::new();
    for version in Version::ALL {
        for structure in Standard::of(version).structures() {
            let mut text = format!("MSH|^~\\&|A|B|C|D|20240305||ZZZ^Z01|1|P|{version}\r");
            for part in structure.root().parts() {
                write(&part, is_whole, n_repetitions, &mut text);
            }
            let message = Message::parse(text).expect("it is a message");
            let tree = Tree::with_structure(&message, Some(structure.clone()));
            if !tree.fits() {
                misfits.push(format!("{} {version}", structure.name()));
            }
        }
    }
    misfits
}

#[test]
fn messages_of_required_parts_fit() {
    assert_eq!(misfits(false, 1), [""; 0]);
}

#[test]
fn whole_messages_fit() {
    assert_eq!(misfits(true, 1), [""; 0]);
}

#[test]
fn whole_messages_with_repetitions_fit() {
    // In these, what a segment starts is told only by one that comes more than a few segments later.
    let needs_longer_sight = ["SUR_P09", "EHC_E15", "OMD_O03", "ORD_O04"];
    let mut misfits = misfits(true, 2);
    misfits.retain(|misfit| !needs_longer_sight.iter().any(|name| misfit.starts_with(name)));
    assert_eq!(misfits, [""; 0]);
}
