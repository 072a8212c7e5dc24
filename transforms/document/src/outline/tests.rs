use std::sync::Arc;

use bytes::Bytes;
use nilecare_delimited::Layout;
use nilecare_hl7v2::charset::Charset;

use super::*;
use crate::DataType;

fn read(data_type: &DataType, text: &str) -> Document {
    let bytes = Bytes::copy_from_slice(text.as_bytes());
    data_type.parse(&bytes, Charset::Utf8).expect("it is of the format")
}

/// Writes each place as `level path=value`.
fn listed(data_type: &DataType, text: &str) -> Vec<String> {
    let outline = outline(&read(data_type, text), OutlineOptions::default());
    let line = |place: &Place| {
        let value = place.value.as_ref().filter(|_| place.is_leaf);
        let value = value.map(|value| format!("={value}")).unwrap_or_default();
        format!("{} {}{value}", place.level, place.path)
    };
    outline.places.iter().map(line).collect()
}

const RESULT: &str = "MSH|^~\\&|LAB|N|HUB|N|20240305||ORU^R01^ORU_R01|1|P|2.5.1\rPID|1||77^^^A&1.2&ISO^MR~78||EVERYMAN^ADAM|||F\r\
                      OBR|1|||GLU\rOBX|1|CE|X||Y\\T\\N^Yes^HL70136||||||F\rOBR|2|||NA\rOBX|1|NM|NA||140\rZPI|x\r";

#[test]
fn a_message_is_listed_in_its_groups_with_the_names_of_its_version() {
    let outline = outline(&read(&DataType::Hl7v2, RESULT), OutlineOptions::default());
    assert_eq!(
        (
            outline.format,
            outline.version.as_deref(),
            outline.structure.as_deref(),
            outline.is_cut
        ),
        ("HL7 v2", Some("2.5.1"), Some("ORU_R01"), false)
    );
    let at = |path: &str| outline.places.iter().find(|place| place.path == path).expect(path);
    let second = at("PATIENT_RESULT.ORDER_OBSERVATION(2)");
    assert_eq!(
        (second.kind, second.level, second.label.as_deref()),
        (PlaceKind::Group, 1, Some("ORDER_OBSERVATION(2)"))
    );
    let sex = at("PID-8");
    let definition = sex.definition.as_ref().expect("the standard has it");
    assert_eq!(
        (
            definition.name.as_str(),
            definition.data_type.as_deref(),
            definition.table.as_deref(),
            sex.meaning.as_deref()
        ),
        ("Administrative Sex", Some("IS"), Some("0001"), Some("Female"))
    );
    assert_eq!(
        at("PID").definition.as_ref().map(|segment| segment.name.as_str()),
        Some("Patient Identification")
    );
    let universal = at("PID-3.4.2");
    assert_eq!((universal.value.as_deref(), universal.is_leaf), (Some("1.2"), true));
    assert_eq!(at("PID-3(2)").value.as_deref(), Some("78"));
    assert_eq!(at("OBX-5.1").value.as_deref(), Some("Y&N"), "escapes are resolved");
    assert_eq!(
        at("OBX-5.2").definition.as_ref().map(|text| text.name.as_str()),
        Some("Text")
    );
    assert_eq!(at("OBX(2)-5").value.as_deref(), Some("140"));
    assert_eq!(
        (at("ZPI-1").value.as_deref(), &at("ZPI-1").definition),
        (Some("x"), &None)
    );
    assert_eq!(at("MSH-2").value.as_deref(), Some("^~\\&"));
}

#[test]
fn each_path_of_a_message_leads_to_its_value() {
    let document = read(&DataType::Hl7v2, RESULT);
    let Document::Hl7v2(hl7) = &document else {
        panic!("it is HL7 v2")
    };
    let mut n_leaves = 0;
    for place in outline(&document, OutlineOptions::default()).places {
        let is_group = place.kind == PlaceKind::Group;
        if place.is_leaf && !is_group {
            let path = place.path.parse().expect("it is a path");
            assert_eq!(
                hl7.message.get(&path).as_deref(),
                place.value.as_deref(),
                "{}",
                place.path
            );
            n_leaves += 1;
        }
    }
    assert!(n_leaves > 30, "{n_leaves}");
}

#[test]
fn each_format_has_paths_of_its_own() {
    let layout = DataType::Delimited(Arc::new(Layout::csv_with_header()));
    let isa =
        "ISA*00*          *00*          *ZZ*SENDER         *ZZ*RECEIVER       *260105*0830*^*00501*000000001*0*P*:~";
    for (data_type, text, expected) in [
        (
            &DataType::Json,
            r#"{"a/b":[{"c":1.50},null],"d":{}}"#,
            vec!["0 /a~1b", "1 /a~1b/0", "2 /a~1b/0/c=1.50", "1 /a~1b/1=null", "0 /d"],
        ),
        (
            &DataType::Xml,
            "<o:order xmlns:o='u'><item code='B'>x</item><item/><note> n </note></o:order>",
            vec![
                "0 /order",
                "1 /order/item[1]",
                "2 /order/item[1]/@code=B",
                "1 /order/item[2]",
                "1 /order/note=n",
            ],
        ),
        (
            &layout,
            "MRN,NAME\r\n77,ADAM\r\n78,\r\n",
            vec![
                "0 row(1)",
                "1 row(1).MRN=77",
                "1 row(1).NAME=ADAM",
                "0 row(2)",
                "1 row(2).MRN=78",
            ],
        ),
    ] {
        let lines = listed(data_type, text);
        let lines = lines.iter().filter(|line| !line.contains("@xmlns")).collect::<Vec<_>>();
        assert_eq!(lines, expected, "{text}");
    }
    let x12 = listed(
        &DataType::X12,
        &format!("{isa}GS*HC~ST*837*1~CLM*A*5***11:B:1~HI*ABK:1^ABF:2~SE*4*1~GE*1*1~IEA*1*000000001~"),
    );
    for line in [
        "0 CLM",
        "1 CLM-2=5",
        "1 CLM-5",
        "2 CLM-5.3=1",
        "1 HI-1(2)",
        "2 HI-1(2).1=ABF",
        "1 ISA-16=:",
    ] {
        assert!(x12.iter().any(|listed| listed == line), "{line} is not in {x12:?}");
    }
    assert_eq!(listed(&DataType::Raw, "anything"), Vec::<String>::new());
}

#[test]
fn a_list_that_was_cut_says_so() {
    let options = OutlineOptions {
        max_places: 3,
        max_value_length: 2,
    };
    let xml = format!("<a>{}</a>", "<b/>".repeat(100));
    for (data_type, text) in [
        (DataType::Hl7v2, RESULT),
        (DataType::Json, "[\"äöü\",2,3,4]"),
        (DataType::Xml, xml.as_str()),
    ] {
        let cut = outline(&read(&data_type, text), options);
        assert_eq!((cut.places.len(), cut.is_cut), (3, true));
        for place in cut.places.iter().filter(|place| place.is_value_cut) {
            assert_eq!(place.value.as_ref().map(|value| value.chars().count()), Some(2));
        }
    }
    let whole = outline(&read(&DataType::Json, "[1,2,3]"), options);
    assert_eq!((whole.places.len(), whole.is_cut), (3, false));
}

#[test]
fn deep_and_wide_messages_are_listed() {
    let deep = format!("{}x{}", "<a>".repeat(256), "</a>".repeat(256));
    assert_eq!(listed(&DataType::Xml, &deep).len(), 256);
    let wide = format!("MSH|^~\\&|A\rZZZ|{}\r", "a~".repeat(50_000));
    let outline = outline(&read(&DataType::Hl7v2, &wide), OutlineOptions::default());
    assert_eq!((outline.places.len(), outline.is_cut), (20_000, true));
}
