//! Replies as text, for each version's form.

use super::*;
use crate::Message;
use crate::acknowledgment::{ErrorCode, Severity, read};

const STAMP: &str = "R1";

fn reply_to(header: &str, reply: &Reply<'_>) -> String {
    let received = Message::parse(header).expect("the header is valid");
    acknowledge(&received, reply, &stamp())
}

fn stamp() -> Stamp<'static> {
    Stamp {
        now: "2024-03-05T14:12:01.9Z".parse().expect("a valid time stamp"),
        control_id: STAMP,
    }
}

fn accept() -> Reply<'static> {
    Reply {
        code: AcknowledgmentCode::AA,
        text: None,
        errors: &[],
    }
}

fn errors() -> [ErrorDetail; 2] {
    let location = "PID-3.4".parse().expect("a valid path");
    let missing = ErrorDetail::new(ErrorCode::RequiredFieldMissing)
        .at(location)
        .with_diagnostic("authority|missing")
        .with_user_message("Call us");
    let internal = ErrorDetail {
        severity: Severity::Warning,
        ..ErrorDetail::new(ErrorCode::ApplicationInternalError)
    };
    [missing, internal]
}

#[test]
fn header_is_swapped_and_the_rest_is_as_received() {
    let received = "MSH|^~\\&|LAB^1.2^ISO|N|HUB|H|20240305||ORU^R01^ORU_R01|ID 7|T^A|2.5.1^USA||||||8859/1\rPID|1";
    let expected = "MSH|^~\\&|HUB|H|LAB^1.2^ISO|N|20240305141201+0000||ACK^R01^ACK|R1|T^A|2.5.1^USA||||||8859/1\r\
                    MSA|AA|ID 7\r";
    assert_eq!(reply_to(received, &accept()), expected);
}

#[test]
fn own_delimiters_and_short_headers_are_answered() {
    let expected = "MSH$%*!@$$$A$$20240305141201+0000$$ACK$R1$$\rMSA$AR$$no type!F!!S!\r";
    let reply = Reply {
        code: AcknowledgmentCode::AR,
        text: Some("no type$%"),
        errors: &[],
    };
    assert_eq!(reply_to("MSH$%*!@$A", &reply), expected);
}

#[test]
fn structure_is_left_out_before_version_2_3_1() {
    for (version, expected) in [
        ("2.3", "|ACK^A01|"),
        ("2.3.1", "|ACK^A01^ACK|"),
        ("2.3.z", "|ACK^A01|"),
        ("", "^ACK|"),
    ] {
        let text = reply_to(&format!("MSH|^~\\&|A|B|C|D|1||ADT^A01|1|P|{version}"), &accept());
        assert!(text.contains(expected), "{version}: {text}");
    }
}

#[test]
fn errors_since_2_5_are_a_segment_each() {
    let reply = Reply {
        code: AcknowledgmentCode::AE,
        text: Some("Two errors"),
        errors: &errors(),
    };
    let text = reply_to("MSH|^~\\&|A|B|C|D|1||ADT^A01|1|P|2.5", &reply);
    let expected = "MSA|AE|1|Two errors\r\
        ERR||PID^1^3^1^4|101^Required field missing^HL70357|E|||authority\\F\\missing|Call us\r\
        ERR|||207^Application internal error^HL70357|W\r";
    assert!(text.ends_with(expected), "{text}");
}

#[test]
fn errors_to_2_4_are_repetitions_and_the_text_is_in_msa() {
    let reply = Reply {
        code: AcknowledgmentCode::AE,
        text: None,
        errors: &errors(),
    };
    let text = reply_to("MSH|^~\\&|A|B|C|D|1||ADT^A01|1|P|2.4", &reply);
    let expected = "MSA|AE|1|Call us\r\
        ERR|PID^1^3^101&Required field missing&HL70357~^^^207&Application internal error&HL70357\r";
    assert!(text.ends_with(expected), "{text}");
}

#[test]
fn reply_is_read_again() {
    for version in ["2.5.1", "2.8"] {
        let reply = Reply {
            code: AcknowledgmentCode::CE,
            text: Some("a^b"),
            errors: &errors(),
        };
        let text = reply_to(&format!("MSH|^~\\&|A|B|C|D|1||ADT^A01|X1|P|{version}"), &reply);
        let read = read(&Message::parse(text).expect("a reply is a message")).expect("a reply has MSA");
        assert_eq!((read.code, read.control_id.as_str()), (AcknowledgmentCode::CE, "X1"));
        assert_eq!(
            (read.text.as_deref(), read.errors.as_slice()),
            (Some("a^b"), &errors()[..])
        );
    }
}

#[test]
fn framing_characters_are_not_taken_over() {
    let text = reply_to("MSH|^~\\&|A\x1C|B|C|D|1||ADT^A01|1\x0B\x1C|P|2.5", &accept());
    assert!(text.contains("|A|B|") && text.ends_with("MSA|AA|1\r"), "{text}");
}

#[test]
fn unparseable_bytes_are_answered_with_what_was_found() {
    let reply = Reply {
        code: AcknowledgmentCode::AR,
        text: Some("no message"),
        errors: &[],
    };
    let text = acknowledge_unparseable(b"\x0BMSH|^^\\&|LAB|N|HUB|H|1||ADT^A01|ID7|P|2.3\rPID", &reply, &stamp());
    let expected = "MSH|^~\\&|HUB|H|LAB|N|20240305141201+0000||ACK^A01|R1|P|2.3\rMSA|AR|ID7|no message\r";
    assert_eq!(text, expected);
    let nothing = acknowledge_unparseable(b"\xFF\x00", &reply, &stamp());
    assert_eq!(
        nothing,
        "MSH|^~\\&|||||20240305141201+0000||ACK|R1|P|2.5.1\rMSA|AR||no message\r"
    );
}
