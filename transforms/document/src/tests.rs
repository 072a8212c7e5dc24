use bytes::Bytes;
use jiff::Timestamp;
use nilecare_hl7v2::charset::Charset;

use crate::{
    Acknowledgment, DataType, Document, Refusal, SenderError, acknowledge, acknowledge_committed, commit, is_positive,
    refuse,
};

const MESSAGE: &str = "MSH|^~\\&|ADT|N|HUB|N|20261122||ADT^A01^ADT_A01|77|P|2.5.1\rPID|1||1||EVERYMAN^ADAM\r";

fn parse(raw: &[u8]) -> Document {
    DataType::Hl7v2
        .parse(&Bytes::copy_from_slice(raw), Charset::LATIN_1)
        .expect("it is a message")
}

fn with_name(document: Document, name: &str) -> Document {
    let Document::Hl7v2(document) = document else {
        panic!("it was parsed as HL7")
    };
    let mut message = document.message.clone();
    message
        .set(&"PID-5.1".parse().expect("it is a path"), name)
        .expect("PID is there");
    Document::Hl7v2(document.with_message(message))
}

#[test]
fn an_untouched_document_is_written_byte_for_byte() {
    for raw in [
        MESSAGE.as_bytes(),
        b"MSH|^~\\&|A\nPID|\xe9\n",
        b"\xef\xbb\xbfMSH|^~\\&|A\r\n",
    ] {
        assert_eq!(parse(raw).encode().expect("it was read"), raw);
    }
}

#[test]
fn a_changed_document_keeps_its_character_set() {
    let latin = MESSAGE
        .replace("ADAM", "JOS\u{e9}")
        .replace("2.5.1", "2.5.1||||||8859/1");
    let raw = latin.chars().map(|c| c as u8).collect::<Vec<u8>>();
    let written = with_name(parse(&raw), "M\u{fc}ller").encode().expect("Latin-1 has it");
    assert!(written.windows(6).any(|window| window == b"M\xfcller") && written.ends_with(b"^JOS\xe9\r"));
    assert!(with_name(parse(&raw), "\u{4f50}").encode().is_err());
}

#[test]
fn the_description_has_number_and_kind_only() {
    let description = parse(MESSAGE.as_bytes()).describe();
    assert_eq!(description.control_id.as_deref(), Some("77"));
    assert_eq!(description.message_type.as_deref(), Some("ADT^A01"));
}

fn reply(raw: &str, what: &Acknowledgment<'_>) -> Option<String> {
    let reply = acknowledge(&parse(raw.as_bytes()), what, Timestamp::UNIX_EPOCH, "R1");
    reply.map(|reply| String::from_utf8(reply.to_vec()).expect("it is ASCII"))
}

#[test]
fn the_sender_gets_the_code_it_asked_for() {
    let with_mode = |mode: &str| MESSAGE.replace("2.5.1", &format!("2.5.1|||{mode}"));
    let code = |mode: &str, what: &Acknowledgment<'_>| {
        reply(&with_mode(mode), what).map(|reply| reply.split("MSA|").nth(1).expect("it has one")[..2].to_owned())
    };
    let no = SenderError::new("no");
    let error = Acknowledgment::Error(&no);
    assert_eq!(code("|", &Acknowledgment::Accept).as_deref(), Some("AA"));
    assert_eq!(code("|", &error).as_deref(), Some("AE"));
    assert_eq!(code("AL|NE", &Acknowledgment::Accept).as_deref(), Some("CA"));
    assert_eq!(code("NE|NE", &Acknowledgment::Accept), None);
    assert_eq!(code("NE|ER", &Acknowledgment::Accept), None);
    assert_eq!(code("NE|ER", &error).as_deref(), Some("AE"));
}

#[test]
fn an_acknowledgment_is_never_acknowledged() {
    assert_eq!(
        reply(
            "MSH|^~\\&|A|B|C|D|||ACK^A01|1|P|2.5\rMSA|AA|9\r",
            &Acknowledgment::Accept
        ),
        None
    );
}

#[test]
fn an_error_tells_the_sender_what_is_wrong() {
    let error = SenderError {
        text: "PID-3 is missing".to_owned(),
        code: Some("101".to_owned()),
        is_rejection: false,
    };
    let reply = reply(MESSAGE, &Acknowledgment::Error(&error)).expect("it is wanted");
    assert_eq!(crate::sender_error(reply.as_bytes()), Some(error));
    assert!(
        reply.contains("MSA|AE|77") && reply.contains("ERR|") && reply.contains("PID-3 is missing"),
        "{reply}"
    );
}

#[test]
fn even_garbage_is_refused_in_words() {
    let refused = refuse(
        b"hello",
        Refusal::Unreadable("a message begins with MSH"),
        Timestamp::UNIX_EPOCH,
        "R1",
    );
    let text = String::from_utf8(refused.to_vec()).expect("it is ASCII");
    assert!(text.contains("MSA|AR") && text.contains("begins with MSH"), "{text}");
    assert!(!is_positive(&refused));
}

#[test]
fn a_type_that_is_not_taken_is_rejected() {
    let error = SenderError {
        text: "QBP is not taken here".to_owned(),
        code: Some("200".to_owned()),
        is_rejection: false,
    };
    let reply = reply(MESSAGE, &Acknowledgment::Error(&error)).expect("it is wanted");
    assert!(reply.contains("MSA|AR|77") && reply.contains("|200^"), "{reply}");
}

#[test]
fn both_replies_come_when_both_are_asked_for() {
    let now = Timestamp::UNIX_EPOCH;
    let no = SenderError::new("no");
    let code = |reply: Option<Bytes>| {
        let text = String::from_utf8(reply?.to_vec()).expect("it is ASCII");
        assert!(text.contains("|R1|") && text.contains("|77"), "{text}");
        text.split("MSA|").nth(1).map(|msa| msa[..2].to_owned())
    };
    // MSH-15 and MSH-16, the first reply, the second one on success and on failure.
    for (mode, first, accepted, failed) in [
        ("AL|AL", Some("CA"), Some("AA"), Some("AE")),
        ("SU|AL", Some("CA"), Some("AA"), Some("AE")),
        ("AL|ER", Some("CA"), None, Some("AE")),
        ("AL|SU", Some("CA"), Some("AA"), None),
        ("AL|NE", None, None, None),
        ("ER|AL", None, Some("AA"), Some("AE")),
        ("NE|AL", None, Some("AA"), Some("AE")),
        ("|", None, Some("AA"), Some("AE")),
    ] {
        let document = parse(MESSAGE.replace("2.5.1", &format!("2.5.1|||{mode}")).as_bytes());
        let second = |what: &Acknowledgment<'_>| code(acknowledge_committed(&document, what, now, "R1"));
        assert_eq!(code(commit(&document, now, "R1")).as_deref(), first, "{mode}");
        assert_eq!(second(&Acknowledgment::Accept).as_deref(), accepted, "{mode}");
        assert_eq!(second(&Acknowledgment::Error(&no)).as_deref(), failed, "{mode}");
    }
    let acknowledgment = parse(b"MSH|^~\\&|A|B|C|D|||ACK^A01|1|P|2.5|||AL|AL\rMSA|AA|9\r");
    assert_eq!(commit(&acknowledgment, now, "R1"), None);
}

#[test]
fn a_refusal_before_storing_has_the_code_of_the_mode() {
    let code = |mode: &str, why: Refusal<'_>| {
        let raw = MESSAGE.replace("2.5.1", &format!("2.5.1|||{mode}"));
        let refused = refuse(raw.as_bytes(), why, Timestamp::UNIX_EPOCH, "R1");
        let text = String::from_utf8(refused.to_vec()).expect("it is ASCII");
        text.split("MSA|").nth(1).expect("it has one")[..5].to_owned()
    };
    for (mode, not_now, too_large) in [
        ("|", "AE|77", "AR|77"),
        ("AL|AL", "CE|77", "CR|77"),
        ("ER|NE", "CE|77", "CR|77"),
        ("NE|AL", "AE|77", "AR|77"),
        ("SU|AL", "AE|77", "AR|77"),
    ] {
        assert_eq!(code(mode, Refusal::NotNow("full")), not_now, "{mode}");
        assert_eq!(code(mode, Refusal::TooLarge { limit: 1024 }), too_large, "{mode}");
    }
}
