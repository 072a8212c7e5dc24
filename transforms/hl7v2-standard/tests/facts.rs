//! Facts of the standard that are known by hand, against what is held.

use nilecare_hl7v2_standard::{Optionality, Standard, StructureKind, TableKind, Version};

fn field(version: &str, id: &str, number: usize) -> (String, String, Option<u32>, Option<String>) {
    let segment = Standard::for_version(version).segment(id).expect("the segment is held");
    let field = segment.field(number).expect("the field is held");
    let table = field.table().map(str::to_owned);
    (
        field.name().to_owned(),
        field.data_type().to_owned(),
        field.max_repetitions(),
        table,
    )
}

fn known(
    name: &str,
    data_type: &str,
    max: Option<u32>,
    table: Option<&str>,
) -> (String, String, Option<u32>, Option<String>) {
    (name.to_owned(), data_type.to_owned(), max, table.map(str::to_owned))
}

#[test]
fn fields_are_as_the_standard_has_them() {
    for (version, id, number, expected) in [
        ("2.5.1", "PID", 3, known("Patient Identifier List", "CX", None, None)),
        ("2.5.1", "PID", 5, known("Patient Name", "XPN", None, None)),
        ("2.5.1", "PID", 7, known("Date/Time of Birth", "TS", Some(1), None)),
        (
            "2.5.1",
            "PID",
            8,
            known("Administrative Sex", "IS", Some(1), Some("0001")),
        ),
        ("2.3", "PID", 8, known("Sex", "IS", Some(1), Some("0001"))),
        (
            "2.7",
            "PID",
            8,
            known("Administrative Sex", "CWE", Some(1), Some("0001")),
        ),
        ("2.6", "PID", 7, known("Date/Time of Birth", "DTM", Some(1), None)),
        ("2.5.1", "OBX", 2, known("Value Type", "ID", Some(1), Some("0125"))),
        ("2.5.1", "OBX", 5, known("Observation Value", "VARIES", None, None)),
        ("2.5.1", "OBX", 8, known("Abnormal Flags", "IS", None, Some("0078"))),
        (
            "2.5.1",
            "OBX",
            11,
            known("Observation Result Status", "ID", Some(1), Some("0085")),
        ),
        ("2.5.1", "MSH", 9, known("Message Type", "MSG", Some(1), None)),
        ("2.5.1", "MSH", 18, known("Character Set", "ID", None, Some("0211"))),
        ("2.5.1", "PV1", 2, known("Patient Class", "IS", Some(1), Some("0004"))),
        ("2.5.1", "PV1", 7, known("Attending Doctor", "XCN", None, Some("0010"))),
        (
            "2.3.1",
            "OBR",
            4,
            known("Universal Service Identifier", "CE", Some(1), None),
        ),
        ("2.5.1", "ORC", 1, known("Order Control", "ID", Some(1), Some("0119"))),
        (
            "2.5.1",
            "MSA",
            1,
            known("Acknowledgment Code", "ID", Some(1), Some("0008")),
        ),
        ("2.5.1", "ERR", 3, known("HL7 Error Code", "CWE", Some(1), Some("0357"))),
        ("2.8.2", "PRT", 5, known("Participation Person", "XCN", None, None)),
    ] {
        let held = field(version, id, number);
        assert_eq!(
            (&held.1, held.2, &held.3),
            (&expected.1, expected.2, &expected.3),
            "{id}-{number} of {version}"
        );
        assert!(
            held.0.eq_ignore_ascii_case(&expected.0) || held.0 == "Universal Service ID",
            "{id}-{number}: {}",
            held.0
        );
    }
}

#[test]
fn segments_grow_from_version_to_version() {
    let n_fields = |version: &str, id: &str| {
        let segment = Standard::for_version(version).segment(id);
        segment
            .and_then(|segment| segment.fields().last())
            .map(|field| field.number())
    };
    assert_eq!(n_fields("2.3", "PID"), Some(30));
    assert_eq!(n_fields("2.5.1", "PID"), Some(39));
    assert_eq!(n_fields("2.8.2", "PID"), Some(40));
    assert_eq!(n_fields("2.3", "OBX"), Some(17));
    assert_eq!(n_fields("2.5", "OBX"), Some(19));
    assert_eq!(n_fields("2.5.1", "OBX"), Some(25));
    assert_eq!(n_fields("2.5.1", "MSH"), Some(21));
    assert_eq!((n_fields("2.4", "SPM"), n_fields("2.5", "SPM")), (None, Some(29)));
    assert!(n_fields("2.6", "PRT").is_none() && n_fields("2.7", "PRT").is_some());
    assert_eq!(n_fields("2.5.1", "ZZZ"), None);
}

#[test]
fn required_and_withdrawn_fields_are_told() {
    let optionality = |version: &str, id: &str, number| {
        let segment = Standard::for_version(version).segment(id).expect("the segment is held");
        segment.field(number).expect("the field is held").optionality()
    };
    for (id, numbers) in [
        ("MSH", vec![1, 2, 9, 10, 11, 12]),
        ("PID", vec![3, 5]),
        ("OBX", vec![3, 11]),
        ("OBR", vec![4]),
        ("PV1", vec![2]),
    ] {
        for number in numbers {
            assert_eq!(optionality("2.5.1", id, number), Optionality::Required, "{id}-{number}");
        }
    }
    assert_eq!(optionality("2.5.1", "PID", 8), Optionality::Optional);
    assert_eq!(optionality("2.7", "PID", 2), Optionality::Withdrawn);
    assert_eq!(optionality("2.7", "OBX", 2), Optionality::Conditional);
}

#[test]
fn data_types_have_their_components() {
    let components = |version: &str, id: &str| -> Vec<String> {
        let data_type = Standard::for_version(version)
            .data_type(id)
            .expect("the data type is held");
        data_type
            .components()
            .iter()
            .map(|component| component.data_type().to_owned())
            .collect()
    };
    assert_eq!(components("2.5.1", "HD"), ["IS", "ST", "ID"]);
    assert_eq!(components("2.5.1", "CE"), ["ST", "ST", "ID", "ST", "ST", "ID"]);
    assert_eq!(components("2.5.1", "CX")[..6], ["ST", "ST", "ID", "HD", "ID", "HD"]);
    assert_eq!(components("2.5.1", "FN"), ["ST"; 5]);
    assert_eq!(components("2.5.1", "NM"), [""; 0]);
    assert_eq!(components("2.5.1", "MSG"), ["ID"; 3]);
    let standard = Standard::of(Version::V2_5_1);
    let name = |id: &str| standard.data_type(id).map(|data_type| data_type.name().to_owned());
    assert_eq!(name("CX").as_deref(), Some("Extended Composite ID with Check Digit"));
    assert_eq!(name("ST").as_deref(), Some("String Data"));
    assert_eq!(Standard::of(Version::V2_8_2).data_type("CE"), None);
}

#[test]
fn tables_have_codes_and_meanings() {
    let standard = Standard::of(Version::V2_5_1);
    let meaning = |table: &str, code: &str| {
        let table = standard.table(table).expect("the table is held");
        table.code(code).map(|code| code.meaning().to_owned())
    };
    assert_eq!(meaning("0001", "F").as_deref(), Some("Female"));
    assert_eq!(meaning("HL70103", "P").as_deref(), Some("Production"));
    assert_eq!(
        meaning("0008", "AE").map(|meaning| meaning.contains("Error")),
        Some(true)
    );
    assert_eq!(meaning("0004", "I").as_deref(), Some("Inpatient"));
    assert_eq!(meaning("0357", "101").as_deref(), Some("Required field missing"));
    assert_eq!(meaning("0001", "Q"), None);
    let kind = |id: &str| standard.table(id).map(|table| table.kind());
    assert_eq!(
        (kind("0001"), kind("0085")),
        (Some(TableKind::User), Some(TableKind::Hl7))
    );
    let in_version = |version: &str, table: &str, code: &str| {
        let table = Standard::for_version(version).table(table).expect("the table is held");
        table.code(code).is_some_and(|code| code.is_in_version())
    };
    assert!(in_version("2.5.1", "0003", "R01") && in_version("2.5.1", "0076", "ORU"));
    assert!(in_version("2.8", "0085", "A") && !in_version("2.5.1", "0085", "A"));
}

#[test]
fn structures_are_as_the_standard_has_them() {
    for (version, message_type, event, name) in [
        ("2.5.1", "ADT", "A04", "ADT_A01"),
        ("2.5.1", "ADT", "A08", "ADT_A01"),
        ("2.5.1", "ADT", "A31", "ADT_A05"),
        ("2.5.1", "ADT", "A40", "ADT_A39"),
        ("2.3", "ADT", "A04", "ADT_A01"),
        ("2.2", "ADT", "A04", "ADT_A04"),
        ("2.5.1", "SIU", "S14", "SIU_S12"),
        ("2.3.1", "SIU", "S14", "SIU_S12"),
        ("2.5.1", "MDM", "T08", "MDM_T02"),
        ("2.5.1", "QBP", "Q22", "QBP_Q21"),
        ("2.5.1", "VXU", "V04", "VXU_V04"),
        ("2.4", "RDE", "O11", "RDE_O11"),
        ("2.8.2", "ORU", "R01", "ORU_R01"),
        ("2.6", "ACK", "A01", "ACK"),
    ] {
        let structure = Standard::for_version(version).structure_of_event(message_type, event);
        let held = structure.map(|structure| structure.name().to_owned());
        assert_eq!(held.as_deref(), Some(name), "{message_type}^{event} of {version}");
    }
    let structure = Standard::of(Version::V2_5_1).structure("ADT_A01").expect("it is held");
    let required: Vec<_> = structure
        .root()
        .parts()
        .filter(|part| part.is_required())
        .map(|part| part.name())
        .collect();
    assert_eq!(required, ["MSH", "EVN", "PID", "PV1"]);
    let structure = Standard::of(Version::V2_4).structure("ORM_O01").expect("it is held");
    let order = structure
        .root()
        .parts()
        .find(|part| part.name() == "ORDER")
        .expect("it has orders");
    let detail = order
        .parts()
        .find(|part| part.name() == "ORDER_DETAIL")
        .expect("it has details");
    let choice = detail.parts().next().expect("it starts with a choice");
    assert_eq!((choice.kind(), choice.parts().count()), (StructureKind::Choice, 6));
}

#[test]
fn every_version_is_whole() {
    let mut n_segments = 0;
    for version in Version::ALL {
        let standard = Standard::of(version);
        for segment in standard.segments() {
            n_segments += 1;
            for field in segment.fields() {
                let place = format!("{}-{} of {version}", segment.id(), field.number());
                assert!(!field.name().is_empty(), "{place}");
                let has_type = field.data_type() == "VARIES" || standard.data_type(field.data_type()).is_some();
                assert!(has_type, "{place}: {}", field.data_type());
            }
        }
        for data_type in standard.data_types() {
            for component in data_type.components() {
                let place = format!("{}.{} of {version}", data_type.id(), component.number());
                let has_type = component.data_type() == "VARIES" || standard.data_type(component.data_type()).is_some();
                assert!(
                    has_type && !component.name().is_empty(),
                    "{place}: {}",
                    component.data_type()
                );
            }
        }
        assert!(standard.structures().count() >= 39, "{version}");
        assert!(standard.tables().count() > 500, "{version}");
    }
    assert!(n_segments > 1_700, "{n_segments}");
}
