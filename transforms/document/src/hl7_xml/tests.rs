use nilecare_testkit::samples;

use super::*;

const ORU: &str = "MSH|^~\\&|LAB|N|HUB|N|20260105||ORU^R01^ORU_R01|1|P|2.5.1\rPID|1||77^^^NILE&1.2.3&ISO^MR~78||EVERYMAN^ADAM\rZPI|a^b|c\r\
    OBR|1|||GLU^Glucose\rNTE|1||a \\T\\ b\\.br\\c\\H\\d\\N\\\rOBX|1|CE|X||A^<B>&C|||\rOBX|2|ST|X||\"\"\r";

fn there_and_back(text: &str) -> (String, String) {
    let message = Message::parse(text).expect("it is a message");
    let xml = to_xml(&message, Standard::for_message(&message)).expect("it can be written");
    let again = Xml::parse(xml.text().as_ref()).expect("it is XML");
    let back = from_xml(&again).expect("it is a message");
    (xml.text().into_owned(), back.text().as_str().to_owned())
}

#[test]
fn a_message_is_written_by_its_groups_and_types_and_comes_back() {
    let (xml, back) = there_and_back(ORU);
    for part in [
        r#"<ORU_R01 xmlns="urn:hl7-org:v2xml"><MSH><MSH.1>|</MSH.1><MSH.2>^~\&amp;</MSH.2><MSH.3><HD.1>LAB</HD.1></MSH.3>"#,
        "<ORU_R01.PATIENT_RESULT><ORU_R01.PATIENT><PID><PID.1>1</PID.1><PID.3><CX.1>77</CX.1><CX.4><HD.1>NILE</HD.1>",
        "<PID.3><CX.1>78</CX.1></PID.3>",
        "<ZPI><ZPI.1><ZPI.1.1>a</ZPI.1.1><ZPI.1.2>b</ZPI.1.2></ZPI.1><ZPI.2>c</ZPI.2></ZPI>",
        r#"<NTE.3>a &amp; b<escape V=".br"/>c<escape V="H"/>d<escape V="N"/></NTE.3>"#,
        "<OBX.5><CE.1>A</CE.1><CE.2><CE.2.1>&lt;B&gt;</CE.2.1><CE.2.2>C</CE.2.2></CE.2></OBX.5>",
        r#"<OBX.5>""</OBX.5>"#,
    ] {
        assert!(xml.contains(part), "{part} is not in {xml}");
    }
    assert_eq!(back, ORU.replace("&C|||", "&C"));
}

#[test]
fn what_is_no_message_is_told() {
    for (xml, expected) in [
        ("<A/>", "the elements make no HL7 v2 message"),
        (
            "<A><MSH><MSH.1>|</MSH.1><MSH.2>^~\\&amp;</MSH.2></MSH><PID><X/></PID></A>",
            "expected names that end with a number",
        ),
        (
            "<A><MSH/><PID><PID.3><CX.1>1</CX.1><CX.1>2</CX.1></PID.3></PID></A>",
            "expected each component once",
        ),
        (
            "<A><MSH/><PID><PID.1><A.1><B.1><C.1>x</C.1></B.1></A.1></PID.1></PID></A>",
            "expected no elements within",
        ),
        (
            "<A><PID><PID.1>1</PID.1></PID></A>",
            "the elements make no HL7 v2 message",
        ),
        (
            "<A><MSH/><PID><PID.5>x<XPN.1>y</XPN.1></PID.5></PID></A>",
            "expected no text beside",
        ),
        (
            "<A><MSH/><NTE><NTE.3>x<escape V='&#13;PID|1'/></NTE.3></NTE></A>",
            "expected letters, digits",
        ),
        (
            "<A><MSH><MSH.1>|</MSH.1><MSH.2>^~\\&amp;&#13;ZZZ</MSH.2></MSH></A>",
            "expected one character in MSH.1",
        ),
    ] {
        let xml = Xml::parse(xml).expect("it is XML");
        let error = from_xml(&xml).expect_err("it is none").to_string();
        assert!(error.starts_with(expected), "{error}");
    }
}

/// Every message of the samples beside the project comes back with the same values.
#[test]
fn the_messages_of_others_come_back() {
    let Some(folder) = samples::shared("hl7v2-samples") else {
        return;
    };
    let mut n_messages = 0;
    for path in samples::files(&folder) {
        let is_message = path.extension().is_some_and(|extension| extension == "hl7");
        let text = std::fs::read_to_string(&path).ok().filter(|_| is_message);
        let Some(message) = text.and_then(|text| Message::parse(text).ok()) else {
            continue;
        };
        let Ok(xml) = to_xml(&message, Standard::for_message(&message)) else {
            continue;
        };
        let back = from_xml(&Xml::parse(xml.text().as_ref()).expect("it is XML"));
        let back = back.unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        assert_eq!(values(&back), values(&message), "{}", path.display());
        n_messages += 1;
    }
    assert!(n_messages > 100, "only {n_messages} messages");
}

/// All values in their order, each with its place.
fn values(message: &Message) -> Vec<String> {
    let mut values = Vec::new();
    for segment in message.segments() {
        for (field, at) in segment.fields().zip(1..) {
            if segment.id() == "MSH" && at <= 2 {
                continue;
            }
            for (repetition, number) in field.repetitions().zip(1..) {
                for (component, part) in repetition.components().zip(1..) {
                    for (subcomponent, inner) in component.subcomponents().zip(1..) {
                        let value = subcomponent.value();
                        if !value.is_empty() {
                            values.push(format!("{}-{at}({number}).{part}.{inner} {value}", segment.id()));
                        }
                    }
                }
            }
        }
    }
    values
}
