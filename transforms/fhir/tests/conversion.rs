//! Resources from JSON to XML and back.

use nilecare_fhir::{FhirError, Syntax, describe, from_xml, parse, to_xml};
use nilecare_testkit::samples;
use proptest::prelude::*;
use serde_json::Value;

fn json(text: &str) -> Value {
    nilecare_json::parse(text.as_bytes()).expect("it is JSON")
}

const OBSERVATION: &str = r#"{"resourceType":"Observation","id":"o1","text":{"status":"generated","div":"<div xmlns=\"http://www.w3.org/1999/xhtml\"><p>A &amp; <b>B</b> </p></div>"},"contained":[{"resourceType":"Patient","id":"p","name":[{"given":["ADAM",null,"B"],"_given":[null,{"id":"x","extension":[{"url":"u","valueString":" s\n"}]},null]}],"_birthDate":{"extension":[{"url":"u","valueCode":"unknown"}]}}],"status":"final","code":{"coding":[{"system":"http://loinc.org","code":"2345-7","userSelected":true}]},"valueQuantity":{"value":7.40,"unit":"mg/dL"},"component":[{"id":"c1","code":{"text":"x"},"valueInteger":5}]}"#;

#[test]
fn a_resource_comes_back_as_it_was() {
    let value = json(OBSERVATION);
    let xml = to_xml(&value).expect("it is a resource");
    for part in [
        r#"<Observation xmlns="http://hl7.org/fhir"><id value="o1"/>"#,
        r#"<p>A &amp; <b>B</b> </p></div>"#,
        r#"<given value="ADAM"/><given id="x"><extension url="u"><valueString value=" s&#10;"/></extension></given><given value="B"/>"#,
        r#"<birthDate><extension url="u"><valueCode value="unknown"/></extension></birthDate>"#,
        r#"<value value="7.40"/>"#,
        r#"<component id="c1">"#,
    ] {
        assert!(xml.contains(part), "{part} is not in {xml}");
    }
    let back = from_xml(&xml).expect("it is a resource");
    assert_eq!(back.to_string(), OBSERVATION);
}

#[test]
fn elements_are_written_in_their_order() {
    let xml = to_xml(&json(
        r#"{"gender":"male","active":true,"id":"1","resourceType":"Patient"}"#,
    ));
    assert_eq!(
        xml.as_deref(),
        Ok(
            r#"<Patient xmlns="http://hl7.org/fhir"><id value="1"/><active value="true"/><gender value="male"/></Patient>"#
        )
    );
}

#[test]
fn what_is_no_resource_is_told_by_its_place() {
    let expected = |path: &str, expected: &'static str| FhirError::At {
        path: path.to_owned(),
        expected,
    };
    for (text, error) in [
        (
            r#"{"resourceType":"Foo"}"#,
            expected("the root", "the type of a resource in resourceType, such as Patient"),
        ),
        (
            r#"{"resourceType":"Patient","foo":1}"#,
            expected("Patient", "only the elements that FHIR R4 has there"),
        ),
        (
            r#"{"resourceType":"Patient","name":{}}"#,
            expected("Patient.name", "an array"),
        ),
        (
            r#"{"resourceType":"Patient","gender":["a"]}"#,
            expected("Patient.gender", "one value and no array"),
        ),
        (
            r#"{"resourceType":"Patient","active":"SECRET"}"#,
            expected("Patient.active", "true or false"),
        ),
        (
            r#"{"resourceType":"Patient","_birthDate":{"extensions":[]}}"#,
            expected(
                "Patient.birthDate",
                "id or extension, and nothing else, beside the value",
            ),
        ),
        (
            r#"{"resourceType":"Patient","_birthDate":{}}"#,
            expected(
                "Patient.birthDate",
                "id or extension, and nothing else, beside the value",
            ),
        ),
        (
            r#"{"resourceType":"Patient","name":[{"_id":{"id":"x"}}]}"#,
            expected("Patient.name", "only the elements that FHIR R4 has there"),
        ),
        (
            r#"{"resourceType":"Patient","multipleBirthInteger":1.5}"#,
            expected("Patient.multipleBirthInteger", "a number"),
        ),
        (
            r#"{"resourceType":"Patient","gender":null}"#,
            expected("Patient.gender", "a value or an extension"),
        ),
        (
            r#"{"resourceType":"Patient","name":[{"family":"\u0001"}]}"#,
            expected("Patient.name.family", "no control character"),
        ),
        (
            r#"{"resourceType":"Patient","text":{"div":"<p/>"}}"#,
            expected("Patient.text.div", "a div of XHTML with its namespace"),
        ),
    ] {
        assert_eq!(to_xml(&json(text)), Err(error), "{text}");
    }
    for (inner, error) in [
        (
            "<foo value='1'/>",
            expected("Patient", "only the elements that FHIR R4 has there"),
        ),
        (
            "<gender value='a'/><gender value='b'/>",
            expected("Patient.gender", "the element once"),
        ),
        ("<active value='SECRET'/>", expected("Patient.active", "true or false")),
        (
            "<multipleBirthInteger value='01'/>",
            expected("Patient.multipleBirthInteger", "a number, as in 7.40"),
        ),
        ("<gender/>", expected("Patient.gender", "a value or an extension")),
        ("<name/>", expected("Patient.name", "a value, an id or elements")),
        (
            "<name x='1'/>",
            expected("Patient.name", "no attribute beside id, and url of an extension"),
        ),
        (
            "text",
            expected("Patient", "no text; values stand in the attribute value"),
        ),
        (
            "<gender xmlns='x' value='a'/>",
            expected("Patient.gender", "the namespace http://hl7.org/fhir"),
        ),
        (
            "<gender value='a'>x</gender>",
            expected("Patient.gender", "no text; values stand in the attribute value"),
        ),
        ("<contained x='1'/>", expected("Patient.contained", "no attribute")),
        ("<contained/>", expected("Patient.contained", "one resource")),
    ] {
        let xml = format!("<Patient xmlns='http://hl7.org/fhir'>{inner}</Patient>");
        assert_eq!(from_xml(&xml), Err(error), "{inner}");
    }
    let deep = format!(
        "<Questionnaire xmlns='http://hl7.org/fhir'>{}{}</Questionnaire>",
        "<item>".repeat(150),
        "</item>".repeat(150)
    );
    assert!(matches!(from_xml(&deep), Err(FhirError::At { .. })));
}

#[test]
fn the_syntax_is_seen_and_the_resource_described() {
    let xml =
        parse(b"\xEF\xBB\xBF <Patient xmlns='http://hl7.org/fhir'><id value='7'/></Patient>").expect("it is FHIR");
    assert_eq!(xml.syntax, Syntax::Xml);
    assert_eq!(describe(&xml.value).patient.as_deref(), Some("7"));
    let bundle = parse(
        br#"{"resourceType":"Bundle","type":"message","identifier":{"value":"m1"},"entry":[
            {"resource":{"resourceType":"Observation","subject":{"reference":"Patient/9"}}}]}"#,
    )
    .expect("it is FHIR");
    let description = describe(&bundle.value);
    assert_eq!(description.kind.as_deref(), Some("Bundle^message"));
    assert_eq!(description.id.as_deref(), Some("m1"));
    assert_eq!(description.patient.as_deref(), Some("9"));
    assert!(parse(b"{}").is_err() && parse(b"").is_err() && parse(b"<a/>").is_err());
}

/// Every resource of the samples beside the project goes to XML and comes back the same.
#[test]
fn the_samples_of_others_come_back_as_they_were() {
    let Some(folder) = samples::shared("fhir-sample") else {
        return;
    };
    let mut n_resources = 0;
    for path in samples::files(&folder) {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let Ok(text) = std::fs::read_to_string(&path) else {
            continue;
        };
        let documents: Vec<&str> = match name.rsplit_once('.') {
            Some((_, "json")) => vec![text.as_str()],
            Some((_, "ndjson")) => text.lines().take(40).collect(),
            _ => continue,
        };
        for document in documents {
            let Ok(value) = nilecare_json::parse(document.as_bytes()) else {
                continue;
            };
            if value.get("resourceType").is_none() {
                continue;
            }
            let xml = to_xml(&value).unwrap_or_else(|error| panic!("{name}: {error}"));
            let back = from_xml(&xml).unwrap_or_else(|error| panic!("{name}: {error}"));
            assert_eq!(back, value, "{name}");
            n_resources += 1;
        }
    }
    assert!(n_resources >= 20, "only {n_resources} resources");
}

proptest! {
    #[test]
    fn no_text_makes_it_panic(text in "[{}\\[\\]:,\"<>/= a-zA-Z']{0,40}") {
        let _ = parse(text.as_bytes());
    }

    #[test]
    fn texts_come_back_as_they_were(text in "[^\\x00-\\x08\\x0B\\x0C\\x0E-\\x1F\u{FFFE}\u{FFFF}]{1,12}", digits in "-?(0|[1-9][0-9]{0,20})(\\.[0-9]{1,8})?") {
        let value = json(&format!(
            r#"{{"resourceType":"Observation","valueString":{},"component":[{{"valueQuantity":{{"value":{digits}}}}}]}}"#,
            Value::from(text)
        ));
        let xml = to_xml(&value).expect("it is a resource");
        prop_assert_eq!(from_xml(&xml).expect("it is a resource").to_string(), value.to_string());
    }
}
