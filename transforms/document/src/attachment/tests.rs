use proptest::prelude::*;

use super::*;

fn fields(paths: &[&str], min_size: u64) -> Handler {
    Handler::fields(paths, min_size, "application/pdf").expect("they are paths")
}

fn pattern(pattern: &str) -> Handler {
    Handler::pattern(pattern, "text/plain").expect("it is a pattern")
}

fn bytes(text: &str) -> Bytes {
    Bytes::copy_from_slice(text.as_bytes())
}

fn text(content: &[u8]) -> &str {
    std::str::from_utf8(content).expect("it is a text")
}

fn put_back(content: &Bytes, attachments: &[Extracted]) -> Bytes {
    reattach(content, |number| {
        attachments.get(number).map(|attachment| attachment.content.clone())
    })
}

/// Takes out, and sees that putting back gives the same.
fn taken(received: &[u8], handlers: &[Handler]) -> (Bytes, Vec<Extracted>) {
    let mut extraction = Extraction::new(&Bytes::copy_from_slice(received));
    handlers.iter().for_each(|handler| extraction.apply(handler));
    let (content, attachments) = extraction.finish();
    assert_eq!(put_back(&content, &attachments), received);
    (content, attachments)
}

const REPORT: &str = "MSH|^~\\&|LAB|N|||1||ORU^R01|7|P|2.5.1\rOBX|1|ED|PDF||^AP^^Base64^JVBERi0xLjQ=~^AP^^Base64^eA==\r\
                      NTE|1\rOBX|2|TX|||short\rOBX|3|ED|PDF||^AP^^Base64^SEVMTE8gV09STEQ=||\r";

#[test]
fn fields_are_taken_out_of_every_segment_and_repetition() {
    let (content, attachments) = taken(REPORT.as_bytes(), &[fields(&["OBX-5.5"], 6)]);
    let expected = REPORT
        .replace("JVBERi0xLjQ=", "${attachment:0}")
        .replace("SEVMTE8gV09STEQ=", "${attachment:1}");
    assert_eq!(text(&content), expected);
    let found: Vec<_> = attachments
        .iter()
        .map(|found| (found.name.as_str(), text(&found.content)))
        .collect();
    assert_eq!(found, [("OBX-5.5", "JVBERi0xLjQ="), ("OBX(3)-5.5", "SEVMTE8gV09STEQ=")]);
    assert_eq!(attachments[0].mime_type, "application/pdf");
}

#[test]
fn what_is_small_empty_or_elsewhere_stays() {
    let received = bytes(REPORT);
    for handler in [
        fields(&["OBX-5.5"], 100),
        fields(&["OBX-5.6", "OBX-17", "ZZZ-1"], 0),
        fields(&["MSH-1", "MSH-2"], 0),
        pattern("no such thing"),
    ] {
        let (content, attachments) = extract(&received, &handler);
        assert_eq!((content.as_ptr(), attachments.len()), (received.as_ptr(), 0));
    }
    assert_eq!(taken(b"no HL7|a|b", &[fields(&["OBX-5"], 0)]).1.len(), 0);
    assert_eq!(taken(b"", &[Handler::entire("text/plain")]).1.len(), 0);
    let odd = "MSH$%*!@$A\rOBX$1$2\r";
    assert_eq!(
        taken(odd.as_bytes(), &[fields(&["OBX-1"], 0)]).1.len(),
        0,
        "a token would be cut"
    );
}

#[test]
fn fields_of_any_single_byte_character_set_stay_exact() {
    let received = b"MSH|^~\\&|A|||||||1|P|2.5||||||8859/1\rOBX|1|TX|||J\xF6rg\xE9\rOBX|2\r";
    let (_, attachments) = taken(received, &[fields(&["OBX-5"], 0), fields(&["MSH-10"], 0)]);
    let contents: Vec<_> = attachments.iter().map(|found| &found.content[..]).collect();
    assert_eq!(contents, [&b"J\xF6rg\xE9"[..], b"1"]);
}

#[test]
fn a_pattern_takes_its_first_group_or_all() {
    let received = "<a><doc>QUJD</doc><doc></doc><doc>REVG</doc></a>";
    let (content, attachments) = taken(received.as_bytes(), &[pattern("<doc>([A-Z]*)</doc>")]);
    assert_eq!(
        text(&content),
        "<a><doc>${attachment:0}</doc><doc></doc><doc>${attachment:1}</doc></a>"
    );
    assert_eq!(
        (attachments[1].name.as_str(), text(&attachments[1].content)),
        ("match 2", "REVG")
    );
    let (content, _) = taken(received.as_bytes(), &[pattern("<a>")]);
    assert!(content.starts_with(b"${attachment:0}<doc>QUJD"));
}

#[test]
fn numbers_go_on_over_all_handlers_and_the_whole_comes_last() {
    let handlers = [fields(&["OBX-5.5"], 6), pattern("NTE"), Handler::entire("x/hl7")];
    let (content, attachments) = taken(REPORT.as_bytes(), &handlers);
    assert_eq!(text(&content), "${attachment:3}");
    // Without tokens within it.
    assert_eq!(attachments[3].content, REPORT);
    assert_eq!(attachments.len(), 4);
}

#[test]
fn a_senders_own_tokens_survive() {
    let received = "MSH|^~\\&|A\rOBX|1|TX|||${attachment:0} and ${attachment: ${attach\rOBX|2|TX|||LARGE VALUE\r";
    // Without anything taken out the content is as received.
    let (content, attachments) = taken(received.as_bytes(), &[fields(&["ZZZ-1"], 0)]);
    assert_eq!((text(&content), attachments.len()), (received, 0));
    let (content, attachments) = taken(received.as_bytes(), &[pattern("LARGE VALUE")]);
    assert_eq!(attachments.len(), 2);
    assert!(!content.windows(11).any(|window| window == b"LARGE VALUE"));
    // Within an attachment they are the sender's, too.
    let (_, attachments) = taken(received.as_bytes(), &[fields(&["OBX-5"], 0)]);
    assert_eq!(
        text(&attachments[1].content),
        "${attachment:0} and ${attachment: ${attach"
    );
    // A handler whose pattern matches within a token finds nothing there.
    taken(received.as_bytes(), &[pattern("LARGE"), pattern("[0-9]+|attach|\\}")]);
}

#[test]
fn a_script_takes_out_what_it_likes() {
    let mut extraction = Extraction::new(&bytes("a ${attachment:0} b LARGE"));
    extraction.apply(&pattern("b"));
    let token = extraction.attach(&bytes("LARGE"), "text/plain").expect("there is room");
    let left = text(extraction.content()).replace("LARGE", &token);
    extraction.set_content(bytes(&left));
    let (content, attachments) = extraction.finish();
    assert_eq!(put_back(&content, &attachments), "a ${attachment:0} b LARGE");
    assert_eq!(attachments.len(), 3);
}

#[test]
fn reattaching_costs_nothing_without_tokens_and_leaves_unknown_ones() {
    for content in [
        "nothing here",
        "${attachment:7} ${attachment:x} ${attachment:1234567890}",
    ] {
        let content = bytes(content);
        assert_eq!(reattach(&content, |_| None).as_ptr(), content.as_ptr());
    }
    let known = |number| (number == 7).then(|| bytes("${attachment:7}!"));
    assert_eq!(
        reattach(&bytes("${attachment:7}${attachment:8}"), known),
        "${attachment:7}!${attachment:8}"
    );
}

#[test]
fn the_number_of_parts_is_bounded() {
    let received = "x;".repeat(MOST_ATTACHMENTS + 10);
    let (content, attachments) = taken(received.as_bytes(), &[pattern("x"), pattern(";")]);
    assert_eq!(attachments.len(), MOST_ATTACHMENTS);
    assert!(content.ends_with(b"x;x;"));
}

#[test]
fn handlers_that_cannot_work_are_refused() {
    for path in ["OBX", "OBX(2)-5", "OBX-5(2)", "5", ""] {
        assert!(Handler::fields(&[path], 0, "x/y").is_err(), "{path}");
    }
    assert!(Handler::pattern("(", "x/y").is_err());
    assert!(Handler::pattern("((a{100}){100}){100}", "x/y").is_err());
}

fn any_handler() -> impl Strategy<Value = Handler> {
    prop_oneof![
        Just(fields(&["OBX-5", "OBX-5.2", "PID-3"], 0)),
        Just(fields(&["OBX-1.1.2", "MSH-3"], 2)),
        Just(pattern("[0-9]+")),
        Just(pattern("ach|\\$|(?s)a(.*)b")),
        Just(pattern("(?-u)[\\x80-\\xFF]|\\{a?")),
        Just(Handler::entire("x/y")),
    ]
}

fn any_content() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop_oneof![
        Just(b"MSH|^~\\&|A".to_vec()),
        Just(b"\rOBX|1&2^3|x~y|".to_vec()),
        Just(b"\nPID|||".to_vec()),
        Just(b"${attachment:".to_vec()),
        Just(b"${attachment:0}".to_vec()),
        Just(b"${attachment:1}".to_vec()),
        Just(b"${attach".to_vec()),
        Just(b"ment:1}".to_vec()),
        Just(b"^a|b~".to_vec()),
        prop::collection::vec(any::<u8>(), 0..12),
    ];
    prop::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn what_is_taken_out_of_any_bytes_can_be_put_back(
        content in any_content(),
        handlers in prop::collection::vec(any_handler(), 0..5),
    ) {
        taken(&content, &handlers);
    }
}
