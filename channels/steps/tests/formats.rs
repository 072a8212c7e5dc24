//! Steps on XML, X12 and delimited text.

use crate::support::{after, content};
use bytes::Bytes;
use nilecare_document::{DataType, Document, Layout};
use nilecare_hl7v2::charset::Charset;

fn document(data_type: &DataType, text: &str) -> Document {
    data_type
        .parse(&Bytes::copy_from_slice(text.as_bytes()), Charset::LATIN_1)
        .expect("it is of its format")
}

fn message_after(data_type: &DataType, text: &str, steps: &str) -> String {
    let context = after(&document(data_type, text), steps).unwrap_or_else(|error| panic!("{steps}: {error}"));
    content(&context)
}

const INTERCHANGE: &str = "ISA*00*          *00*          *ZZ*CLINIC         *ZZ*PAYER          *260105*0830*^*00501*000000007*0*T*:~\
    GS*HC*CLINIC*PAYER*20260105*0830*1*X*005010X222A1~ST*837*0001~N1*41*CLINIC~CLM*C-1*100***11:B~HI*BK:E1*BF:I1^BF:J4~\
    CLM*C-2*20~SE*6*0001~GE*1*1~IEA*1*000000007~";

#[test]
fn xml_is_read_built_walked_and_cut() {
    let steps = "
- { type: build, to: /order/note, value: '${/order/@id}: ${msg.//item[@code=\"K\"]}' }
- type: for_each
  of: /order/item
  steps:
    - { type: build, to: item/@n, value: '${index}${item/@code|lower}' }
    - { type: when, rules: [{ type: field, value: '${item}', is: equals, to: ['9'] }], steps: [{ type: delete, paths: [item] }] }
- { type: delete, paths: [/order/x, 'msg.//y'] }";
    let order = "<order id='7'><item code='GLU'>2</item><item code='K'>5</item><item>9</item><x/><z><y/></z></order>";
    assert_eq!(
        message_after(&DataType::Xml, order, steps),
        "<order id='7'><item code='GLU' n=\"1glu\">2</item><item code='K' n=\"2k\">5</item><z></z><note>7: 5</note></order>"
    );
}

#[test]
fn x12_is_read_built_walked_and_cut() {
    let steps = "
- { type: build, to: CLM-2, value: '${CLM(2)-2}.50' }
- { type: build, to: msg.N1-2, value: '${msg.N1-1}' }
- type: for_each
  of: CLM
  steps: [{ type: build, to: item.1, value: 'X${index}${item.1}' }]
- type: for_each
  of: msg.HI-2
  steps: [{ type: build, to: item/2, value: 'R${item/2}' }]
- { type: delete, paths: [CLM-5] }";
    let message = message_after(&DataType::X12, INTERCHANGE, steps);
    assert!(
        message.contains("N1*41*41~CLM*X1C-1*20.50~HI*BK:E1*BF:RI1^BF:RJ4~CLM*X2C-2*20~"),
        "{message}"
    );
    assert!(!message_after(&DataType::X12, INTERCHANGE, "- { type: delete, paths: [CLM] }").contains("CLM"));
}

#[test]
fn records_are_read_built_walked_and_cut() {
    let csv = DataType::Delimited(Layout::csv_with_header().into());
    let steps = "
- { type: build, to: msg.NAME, value: '${msg.row(2).NAME}, ${msg.MRN}' }
- type: for_each
  of: msg.row
  steps: [{ type: build, to: item/MRN, value: '0${item/MRN}' }]
- { type: delete, paths: ['msg.row(3)'] }";
    assert_eq!(
        message_after(&csv, "MRN,NAME\n1,A\n2,B\n3,C\n", steps),
        "MRN,NAME\n01,\"B, 1\"\n02,B\n"
    );
}

#[test]
fn what_is_not_touched_stays_byte_for_byte() {
    let latin = b"<?xml version='1.0' encoding='ISO-8859-1'?>\r\n<a  b = '\xE9' ><c/></a >".as_slice();
    let read = DataType::Xml
        .parse(&Bytes::from_static(latin), Charset::Utf8)
        .expect("it is XML");
    let context = after(&read, "- { type: map, to: channel_map.b, value: '${/a/@b}' }").expect("it runs");
    let written = context
        .document("test")
        .map(|document| document.encode().expect("it can be written"));
    assert_eq!(written.expect("it is a document"), latin);
    let context = after(&read, "- { type: build, to: /a/c, value: '\u{20AC}' }").expect("it runs");
    let written = context
        .document("test")
        .expect("it is a document")
        .encode()
        .expect("it can be written");
    assert_eq!(
        written,
        b"<?xml version='1.0' encoding='ISO-8859-1'?>\r\n<a  b = '\xE9' ><c>&#8364;</c></a >".as_slice()
    );
    let json = br#"{ "b" : 7.40, "a": 1e2 }"#.as_slice();
    let read = DataType::Json
        .parse(&Bytes::from_static(json), Charset::Utf8)
        .expect("it is JSON");
    let context = after(&read, "- { type: map, to: channel_map.b, value: '${/b}' }").expect("it runs");
    assert_eq!(content(&context).as_bytes(), json);
    let context = after(&read, "- { type: build, to: /c, value: '${/b}' }").expect("it runs");
    assert_eq!(content(&context), r#"{"b":7.40,"a":1e+2,"c":7.40}"#);
}

#[test]
fn a_path_that_its_format_does_not_know_stops_the_step_or_is_empty() {
    let error = after(
        &document(&DataType::X12, INTERCHANGE),
        "- { type: build, to: msg.row(1).A, value: x }",
    );
    assert!(error.is_err());
    let context = after(
        &document(&DataType::Xml, "<a/>"),
        "- { type: build, to: /a/b, value: '[${PID-5.1}${msg.row(1).A}]' }",
    );
    assert_eq!(content(&context.expect("it runs")), "<a><b>[]</b></a>");
}

#[test]
fn a_message_is_turned_into_another_format_and_the_steps_behind_see_it() {
    let steps = "
- { type: build, to: /a/b, value: '2' }
- { type: convert, to: json }
- { type: build, to: /a/c, value: '${/a/b}' }
- script: 'msg.a.d = msg.a.b + \"!\"'";
    assert_eq!(
        message_after(&DataType::Xml, "<a><b>1</b></a>", steps),
        r#"{"a":{"b":"2","c":"2","d":"2!"}}"#
    );
    let steps = "
- { type: convert, to: json }
- { type: convert, to: { delimited: { header: true, column_delimiter: ';' } } }
- { type: build, to: msg.A, value: '${msg.row(2).A};' }";
    let csv = DataType::Delimited(Layout::csv_with_header().into());
    assert_eq!(
        message_after(&csv, "A,B\n1,x\n2,y\n", steps),
        "A;B\r\n\"2;\";x\r\n2;y\r\n"
    );
    let patient = r#"{"resourceType":"Patient","active":true}"#;
    let steps = "- { type: convert, to: fhir_xml }\n- { script: 'msg.gender = \"male\"' }";
    assert_eq!(
        message_after(&DataType::Json, patient, steps),
        r#"<Patient xmlns="http://hl7.org/fhir"><active value="true"/><gender value="male"/></Patient>"#
    );
}

#[test]
fn a_conversion_without_a_way_stops_the_step_and_tells_why() {
    let error = after(&document(&DataType::X12, INTERCHANGE), "- { type: convert, to: hl7v2 }").err();
    let text = format!("{error:?}");
    assert!(text.contains("X12 cannot be turned into HL7 v2"), "{text}");
    let wrong = "- { type: for_each, of: /a, steps: [{ type: convert, to: json }] }";
    let host = crate::support::host();
    assert!(crate::support::compile_steps(&host, wrong).is_err());
    let wrong = "- { type: convert, to: { delimited: { quote: ',' } } }";
    assert!(crate::support::compile_steps(&host, wrong).is_err());
}

#[test]
fn groups_of_segments_are_walked() {
    let oru = "MSH|^~\\&|A|B|C|D|2026||ORU^R01^ORU_R01|1|P|2.5.1\rPID|1\rOBR|1|||GLU\rOBX|1|NM|a||1\rNTE|1||n\rOBX|2|NM|b||2\r\
        OBR|2|||NA\rOBX|1|NM|c||3\r";
    let steps = "
- type: for_each
  of: ORDER_OBSERVATION
  steps:
    - { type: build, to: item.OBR-5, value: '${index}${item.OBX(2)-5}' }
    - type: for_each
      of: item.OBSERVATION
      steps:
        - { type: build, to: item.OBX-6, value: '${item.NTE-3}/${index}' }
        - { type: when, rules: [{ type: field, value: '${item.OBX-3}', is: equals, to: [c] }], steps: [{ type: delete, paths: [item.OBX-5] }] }
    - { type: for_each, of: item.OBX, steps: [{ type: build, to: item.7, value: x }] }
    - { type: when, rules: [{ type: field, value: '${index}', is: equals, to: ['2'] }], steps: [{ type: delete, paths: [item] }] }";
    let message = message_after(&DataType::Hl7v2, oru, steps);
    assert!(
        message.ends_with("PID|1\rOBR|1|||GLU|12\rOBX|1|NM|a||1|n/1|x\rNTE|1||n\rOBX|2|NM|b||2|/2|x\r"),
        "{message:?}"
    );
}

#[test]
fn a_message_is_checked_against_the_standard() {
    let good = "MSH|^~\\&|A|B|C|D|20260105||ADT^A01^ADT_A01|1|P|2.5.1\rEVN||20260105\rPID|1||77^^^N^MR||EVERYMAN^ADAM\rPV1|1|I\rZPI|x\r";
    let bad = "MSH|^~\\&|A|B|C|D|20260105||ADT^A01^ADT_A01|1|P|2.5.1\rEVN||20260105\rPID|1||||EVERYMAN^ADAM||MARCH\rPV1|1|I\r";
    let check = |message: &str, step: &str| after(&document(&DataType::Hl7v2, message), step).map(|_| ());
    assert_eq!(check(good, "- { type: validate }"), Ok(()));
    let error = check(bad, "- { type: validate }").expect_err("it is refused");
    assert_eq!(error.code.as_deref(), Some("101"));
    let told = error.for_sender();
    assert!(
        told.contains("PID-3") && told.contains("PID-7") && !told.contains("EVERYMAN") && !told.contains("MARCH"),
        "{told}"
    );
    assert!(check(bad, "- { type: validate, without: [required, data_type] }").is_ok());
    let listed = "- { type: validate, into: channel_map.issues }\n- { type: build, to: PID-8, value: '${channel_map.issues/0/code}' }";
    assert!(message_after(&DataType::Hl7v2, bad, listed).contains("MARCH|101"));
    let wrong = "- { type: validate, definitions: { script: 'nonsense' } }";
    assert!(crate::support::compile_steps(&crate::support::host(), wrong).is_err());
    assert!(check(good, "- { type: convert, to: json }\n- { type: validate }").is_err());
}

#[test]
fn an_hl7_message_becomes_a_bundle_by_tables_that_a_site_can_change() {
    let adt = "MSH|^~\\&|HIS|N|HUB|N|20260105083000+0200||ADT^A01^ADT_A01|1|P|2.5.1\rEVN||20260105\r\
        PID|1||77^^^NILE^MR||EVERYMAN^ADAM||19700305|M\rPV1|1|I|A^1^2\rZPI|x\r";
    let plain = "- { type: convert, to: fhir_json, findings: channel_map.findings }\n\
        - { type: map, to: channel_map.family, value: \"${msg.$.entry[?@.resource.resourceType=='Patient'].resource.name[0].family}\" }";
    let context = after(&document(&DataType::Hl7v2, adt), plain).expect("it is converted");
    let maps = context.maps_json().expect("there are some");
    assert!(
        maps.contains("\"family\":\"EVERYMAN\"") && maps.contains("ZPI"),
        "{maps}"
    );
    let own = "- { type: convert, to: fhir_json, mapping: { systems: { NILE: 'http://nile.example/mrn' }, zone: Africa/Khartoum } }";
    let bundle = message_after(&DataType::Hl7v2, adt, own);
    assert!(
        bundle.contains("http://nile.example/mrn") && bundle.contains("\"transaction\""),
        "{bundle}"
    );
    let xml = message_after(&DataType::Hl7v2, adt, "- { type: convert, to: fhir_xml }");
    assert!(xml.starts_with("<Bundle xmlns=\"http://hl7.org/fhir\">"), "{xml}");
    for wrong in [
        "- { type: convert, to: fhir_json, mapping: { zone: Nowhere } }",
        "- { type: convert, to: fhir_json, mapping: { tables: [{ script: 'no such thing' }] } }",
        "- { type: convert, to: json, mapping: {} }",
    ] {
        assert!(
            crate::support::compile_steps(&crate::support::host(), wrong).is_err(),
            "{wrong}"
        );
    }
}

#[test]
fn fhir_resources_become_the_message_that_a_header_tells() {
    let patient = r#"{"resourceType":"Patient","identifier":[{"value":"77"}],"name":[{"family":"EVERYMAN","given":["ADAM"]}],
        "birthDate":"1970-03-05","gender":"male","maritalStatus":{"text":"m"},"photo":[{"url":"http://x.example"}]}"#;
    let steps = "- { type: map, to: channel_map.event, value: ADT^A08 }\n\
        - { type: convert, to: hl7v2, header: { event: '${channel_map.event}', sending_application: 'A|B' }, findings: channel_map.lost }";
    let text = message_after(&DataType::Fhir, patient, steps);
    assert!(
        text.starts_with("MSH|^~\\&|A\\F\\B||||") && text.contains("|ADT^A08^ADT_A01|") && text.contains("|P|2.5.1"),
        "{text}"
    );
    assert!(text.contains("|EVERYMAN^ADAM||19700305|M"), "{text}");
    let context = after(&document(&DataType::Fhir, patient), steps).expect("it is converted");
    let maps = context.maps_json().expect("there are some");
    assert!(maps.contains("photo") && !maps.contains("x.example"), "{maps}");
    for (steps, told) in [
        ("- { type: convert, to: hl7v2 }", "header: { event"),
        ("- { type: convert, to: hl7v2, header: { event: ADT^A99 } }", "ADT^A99"),
        (
            "- { type: convert, to: hl7v2, header: { event: ORU^R01 } }",
            "ORU^R01 is about",
        ),
    ] {
        let error = after(&document(&DataType::Fhir, patient), steps).err();
        let error = error.map(|error| error.to_string()).unwrap_or_default();
        assert!(error.contains(told), "{steps}: {error}");
    }
    for wrong in [
        "- { type: convert, to: json, header: { event: ADT^A08 } }",
        "- { type: convert, to: hl7v2, mapping: {} }",
        "- { type: convert, to: hl7v2, header: { event: ADT^A08 }, findings: 'channel_map.x[]' }",
    ] {
        assert!(
            crate::support::compile_steps(&crate::support::host(), wrong).is_err(),
            "{wrong}"
        );
    }
}

#[test]
fn records_and_segments_that_a_loop_deletes_move_none_that_is_still_to_come() {
    let csv = DataType::Delimited(Layout::csv_with_header().into());
    let steps = "
- type: for_each
  of: msg.row
  steps: [{ type: when, rules: [{ type: field, value: '${item/S}', is: equals, to: [x] }], steps: [{ type: delete, paths: [item] }] }]";
    assert_eq!(message_after(&csv, "N,S\n1,x\n2,x\n3,y\n4,x\n", steps), "N,S\n3,y\n");
}

#[test]
fn a_script_can_put_another_message_in_the_place_of_the_one_that_came() {
    let soap = "<soap><payload>&lt;?xml version='1.0' encoding='ISO-8859-1'?>&lt;n>\u{E9}&lt;/n></payload></soap>";
    let steps = "- { script: 'msg = xml_parse(msg[\"/soap/payload\"])' }";
    let context = after(&document(&DataType::Xml, soap), steps).expect("it runs");
    let written = context
        .document("test")
        .map(|document| document.encode().expect("it can be written"));
    assert_eq!(
        written.expect("it is a document"),
        b"<?xml version='1.0' encoding='ISO-8859-1'?><n>\xE9</n>".as_slice()
    );
    let adt = "MSH|^~\\&|A|B|C|D|2026||ADT^A01|1|P|2.5.1\r";
    let other = "- { script: 'msg = hl7_parse(\"MSH|^~\\\\&|Z|B|C|D|2026||ADT^A01|2|P|2.5.1\")' }";
    assert!(message_after(&DataType::Hl7v2, adt, other).contains("|Z|"));
}
