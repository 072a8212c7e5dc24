use super::*;

const NOW: Timestamp = Timestamp::UNIX_EPOCH;
const HEADER: &str = "MSH|^~\\&|ADT|N|HUB|N|20261122||ADT^A01|";

fn message(id: &str) -> String {
    format!("{HEADER}{id}|P|2.5.1\rPID|1||{id}\r")
}

fn parts(kind: Split<'_>, content: &str) -> Result<Vec<String>, String> {
    let parts = split(kind, &Bytes::copy_from_slice(content.as_bytes())).map_err(|failure| failure.0)?;
    let text = |part: &Bytes| String::from_utf8(part.to_vec()).expect("it is a part of a text");
    Ok(parts.iter().map(text).collect())
}

#[test]
fn hl7_messages_come_out_as_they_are() {
    let (a, b) = (message("1"), message("2"));
    let framed = format!("FHS|^~\\&|A\rBHS|^~\\&|A\r{a}{b}BTS|2\rFTS|1\r");
    for content in [framed, format!("{a}{b}"), format!("BHS|^~\\&|A\r{a}{b}")] {
        assert_eq!(parts(Split::Hl7v2, &content), Ok(vec![a.clone(), b.clone()]));
    }
    assert_eq!(parts(Split::Hl7v2, &a), Ok(vec![a.clone()]));
    assert_eq!(parts(Split::Hl7v2, "BHS|^~\\&|A\rBTS|0\r"), Ok(vec![]));
}

#[test]
fn counts_that_disagree_say_what_was_expected_and_found() {
    let batch = format!("FHS|^~\\&\rBHS|^~\\&\r{}BTS|2\rFTS|1\r", message("1"));
    assert_eq!(
        parts(Split::Hl7v2, &batch).unwrap_err(),
        "batch 1: BTS-1 states 2 messages, found 1"
    );
    let file = format!("FHS|^~\\&\rBHS|^~\\&\r{}BTS|1\rFTS|3\r", message("1"));
    assert_eq!(
        parts(Split::Hl7v2, &file).unwrap_err(),
        "FTS-1 states 3 batches, found 1"
    );
}

#[test]
fn character_sets_stay_as_they_are() {
    let latin = [message("J\u{f6}RG"), message("2")]
        .concat()
        .chars()
        .map(|c| c as u8)
        .collect::<Vec<_>>();
    let found = split(Split::Hl7v2, &Bytes::from(latin.clone())).expect("it is a batch");
    assert_eq!((found.len(), found.concat()), (2, latin));
    let text = [message("1"), message("2")].concat();
    let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let found = split(Split::Hl7v2, &Bytes::from(wide.clone())).expect("it is a batch");
    assert_eq!((found.len(), found.concat()), (2, wide));
}

#[test]
fn json_elements_keep_every_digit() {
    let content = " [ {\"b\":1.00,\"a\":1e400}, 12345678901234567890.10 ,[1,2],\"x,]\" ]\n";
    assert_eq!(
        parts(Split::JsonArray, content),
        Ok([
            "{\"b\":1.00,\"a\":1e400}",
            "12345678901234567890.10",
            "[1,2]",
            "\"x,]\""
        ]
        .map(String::from)
        .to_vec())
    );
    assert_eq!(parts(Split::JsonArray, "{\"a\":1}"), Ok(vec!["{\"a\":1}".to_owned()]));
    assert_eq!(parts(Split::JsonArray, "[]"), Ok(vec![]));
    let failure = parts(Split::JsonArray, "[{\"name\":\"EVERYMAN\",}]").unwrap_err();
    assert!(failure.contains("line 1") && !failure.contains("EVERYMAN"), "{failure}");
}

#[test]
fn lines_and_separators_leave_out_what_is_empty() {
    let lines = ["a", "b c"].map(String::from).to_vec();
    assert_eq!(parts(Split::Lines, "a\r\n\r\nb c\n \n"), Ok(lines));
    let separated = ["a", "b\n"].map(String::from).to_vec();
    assert_eq!(parts(Split::Separator("--"), "--a----b\n--"), Ok(separated));
    assert!(parts(Split::Separator(""), "a").is_err());
}

#[test]
fn the_number_of_messages_is_bounded() {
    let many = |one: &str, n: usize| one.repeat(n);
    for (kind, one) in [
        (Split::Lines, "x\n"),
        (Split::Separator(";"), "x;"),
        (Split::Hl7v2, "MSH|^~\\&|\r"),
    ] {
        assert_eq!(
            parts(kind, &many(one, MOST_MESSAGES)).map(|parts| parts.len()),
            Ok(MOST_MESSAGES)
        );
        assert!(parts(kind, &many(one, MOST_MESSAGES + 1)).is_err(), "{kind:?}");
    }
    let array = |n: usize| format!("[{}1]", many("1,", n - 1));
    assert_eq!(
        parts(Split::JsonArray, &array(MOST_MESSAGES)).map(|parts| parts.len()),
        Ok(MOST_MESSAGES)
    );
    assert!(parts(Split::JsonArray, &array(MOST_MESSAGES + 1)).is_err());
}

fn join(kind: Split<'_>, content: &str, replies: &[&'static str]) -> String {
    let replies: Vec<_> = replies
        .iter()
        .map(|reply| Bytes::from_static(reply.as_bytes()))
        .collect();
    let content = Bytes::copy_from_slice(content.as_bytes());
    let joined = join_replies(kind, &content, &replies, NOW, "R1");
    String::from_utf8(joined.to_vec()).expect("it is a text")
}

#[test]
fn replies_are_joined_in_the_form_of_the_content() {
    let batch = format!("BHS|^~\\&|A|B|C|D|1||||B7\r{}BTS|1\r", message("1"));
    let joined = join(Split::Hl7v2, &batch, &["MSH|^~\\&|\rMSA|AA|1\r"]);
    assert!(
        joined.starts_with("BHS|^~\\&|C|D|A|B|19700101000000+0000||||R1|B7\rMSH|"),
        "{joined}"
    );
    assert!(joined.ends_with("MSA|AA|1\rBTS|1\r"), "{joined}");
    assert_eq!(
        join(Split::Hl7v2, &message("1"), &["MSH|x"]),
        "MSH|x",
        "it was one message"
    );
    assert_eq!(
        join(Split::JsonArray, "[1,2]", &["{\"a\": 1.0}", "no JSON"]),
        "[{\"a\": 1.0},\"no JSON\"]"
    );
    assert_eq!(join(Split::JsonArray, "{}", &["1"]), "1");
    assert_eq!(join(Split::Lines, "a\nb", &["1", "2"]), "1\n2");
    assert_eq!(join(Split::Separator(";"), "a;b", &["1", "2"]), "1;2");
}

#[test]
fn one_reply_to_the_whole_names_what_was_refused() {
    let whole = |content: &str, are_accepted: &[bool]| {
        let reply = whole_reply(&Bytes::copy_from_slice(content.as_bytes()), are_accepted, NOW, "R1")?;
        Some(String::from_utf8(reply.to_vec()).expect("it is ASCII"))
    };
    let messages = [message("1"), message("2"), message("3")].concat();
    let framed = format!("BHS|^~\\&|A|B|C|D|1||||B7\r{messages}");
    let accepted = whole(&framed, &[true, true, true]).expect("one is wanted");
    assert!(accepted.contains("MSA|AA|B7\r"), "{accepted}");
    let refused = whole(&messages, &[true, false, false]).expect("one is wanted");
    assert!(
        refused.contains("MSA|AE|1|2 of 3 messages were not accepted: 2, 3"),
        "{refused}"
    );
    let many = whole(&messages, &[false; 50]).expect("one is wanted");
    assert!(many.contains("19, 20 and 30 more"), "{many}");
    assert_eq!(whole("[1]", &[true]), None);
    let silent = messages.replace("2.5.1", "2.5.1|||NE|NE");
    assert_eq!(whole(&silent, &[true]), None);
}
