use nilecare_hl7v2::Message;

use super::*;
use crate::{Standard, StructureKind, TableKind, Tree, Version};

const SITE: &str = include_str!("../../samples/site.yaml");

fn standard() -> Standard {
    let site = Site::parse(SITE).unwrap_or_else(|error| panic!("{error}"));
    Standard::with_site(Version::V2_5_1, &site)
}

#[test]
fn segments_fields_and_codes_are_added() {
    let standard = standard();
    let zpi = standard.segment("ZPI").expect("the site defines it");
    assert_eq!((zpi.name(), zpi.fields().len()), ("Patient Insurance Extras", 3));
    let level = zpi.field(2).expect("the site defines it");
    assert_eq!((level.table(), level.max_repetitions()), (Some("VIP"), None));
    let pid = standard.segment("PID").expect("the standard defines it");
    assert_eq!(pid.field(3).map(|field| field.name()), Some("Patient Identifier List"));
    assert!(
        pid.field(18)
            .is_some_and(|field| field.is_required() && field.data_type() == "CX")
    );
    assert_eq!(pid.field(41).map(|field| field.name()), Some("Ward Nickname"));
    let sex = standard.table("0001").expect("the standard has it");
    assert!(sex.code("X").is_some_and(|code| code.is_in_version()) && sex.code("F").is_some());
    assert_eq!(standard.table("VIP").map(|table| table.kind()), Some(TableKind::Hl7));
    assert_eq!(
        standard.data_type("ZNM").map(|data_type| data_type.components().len()),
        Some(2)
    );
    assert!(standard.segments().any(|segment| segment.id() == "ZPI"));
    assert_eq!(standard.segments().filter(|segment| segment.id() == "PID").count(), 1);
}

#[test]
fn segments_are_put_into_structures() {
    let standard = standard();
    let text =
        "MSH|^~\\&|LAB|N|HUB|N|20240305||ADT^Z01|1|P|2.5.1\rEVN||1\rPID|1\rZPI|1\rZPI|2\rPV1|1\rIN1|1\rZIN|1\rIN1|2\r";
    let message = Message::parse(text).expect("it is a message");
    let tree = Tree::of(&message, &standard);
    assert_eq!(tree.structure().map(|structure| structure.name()), Some("ADT_A01"));
    assert!(tree.fits(), "{tree:?}");
    let insurance = tree.root().group("INSURANCE", 1).expect("it is there");
    assert_eq!(insurance.segment("ZIN", 1), Some(7));
    let own = standard.structure("ZDT_Z09").expect("the site defines it");
    assert_eq!(
        own.root().parts().map(|part| part.kind()).last(),
        Some(StructureKind::Sequence)
    );
    assert_eq!(Standard::of(Version::V2_5_1).structure_of_event("ADT", "Z01"), None);
}

#[test]
fn problems_are_told_with_their_lines() {
    let text = "segments:\n  ZP:\n    name: Short\n  ZPX:\n    name: Extras\n    fields:\n      1: {name: Level, type: XYZ}\n      \
                2: {name: Level, type: ST, table: NONE}\n      3: {type: ST}\nadditions:\n  - structure: ADT_A01\n    add: '[{ZQQ}'\n    \
                after: PID\n  - {structure: ADT_A01, add: '[ZPX]', after: QQQ}\nevents:\n  ADT: ADT_A01\n";
    let error = Site::parse(text).expect_err("it is full of problems");
    let lines: Vec<_> = error.problems.iter().map(|problem| problem.line).collect();
    assert_eq!(
        lines,
        [Some(3), Some(7), Some(8), Some(9), Some(11), Some(14), Some(16)],
        "{error}"
    );
    assert!(
        error
            .to_string()
            .contains("line 7: ZPX-1: no version has a data type XYZ; define it under data_types")
    );
}

#[test]
fn unknown_keys_are_refused_with_their_line() {
    let error = Site::parse("segments:\n  ZPI:\n    nmae: Extras\n").expect_err("nmae is no key");
    assert_eq!(
        error.problems.iter().map(|problem| problem.line).collect::<Vec<_>>(),
        [Some(3)]
    );
    assert!(error.to_string().starts_with("line 3: unknown field `nmae`"), "{error}");
    assert!(Site::parse("").is_ok_and(|site| site == Site::default()));
}

#[test]
fn additions_are_bounded() {
    let deep = format!("{}ZPI{}", "{A: PID ".repeat(15), "}".repeat(15));
    let site = |structure: &str, add: &str| {
        let text = format!(
            "segments: {{ZPI: {{name: X}}}}\nadditions:\n  - {{structure: \"{structure}\", add: '{add}', after: OBX}}\n"
        );
        Site::parse(&text).map_err(|error| error.to_string())
    };
    let error = site("OML_O21", &deep).expect_err("OBX is too deep in it");
    assert!(error.starts_with("line 3: addition to OML_O21"), "{error}");
    let error = site("ORU_R01", &"ZPI ".repeat(1_500)).expect_err("it is too much");
    assert!(error.contains("more than 1000 segments"), "{error}");
    let site = site("*", "[{ZPI}]").expect("many structures have OBX");
    let standard = Standard::with_site(Version::V2_5_1, &site);
    assert!(standard.structures().count() > 200);
}
