//! Character sets, declared and not, read and written back.

use super::*;

fn part(number: u8) -> Charset {
    Charset::Iso8859(Iso8859Part::new(number).expect("the part exists"))
}

fn message(msh18: &str, name: &[u8]) -> Vec<u8> {
    let mut raw = format!("MSH|^~\\&|A|B|C|D|1||ADT^A01|1|P|2.5||||||{msh18}\rPID|1||||").into_bytes();
    raw.extend_from_slice(name);
    raw
}

#[test]
fn declared_charset_is_used_and_written_back() {
    for (msh18, name, expected, charset) in [
        ("8859/1", &b"B\xFCchner"[..], "Büchner", part(1)),
        ("8859/2", b"Dvo\xF8\xE1k", "Dvořák", part(2)),
        ("8859/15", b"\xA4", "€", part(15)),
        ("UNICODE UTF-8", "Nguyễn".as_bytes(), "Nguyễn", Charset::Utf8),
        ("UNICODE", "Nguyễn".as_bytes(), "Nguyễn", Charset::Utf8),
        ("~ISO IR87", b"\x1B$B:4F#\x1B(B", "佐藤", Charset::Iso2022Jp),
        ("GB 18030-2000", b"\xC0\xEE", "李", Charset::Gb18030),
        ("KS X 1001", b"\xB1\xE8", "김", Charset::EucKr),
        ("BIG-5", b"\xAA\x4C", "林", Charset::Big5),
    ] {
        let raw = message(msh18, name);
        let decoded = decode(&raw, Charset::LATIN_1);
        assert!(decoded.text.ends_with(expected), "{msh18}");
        assert_eq!((decoded.charset, decoded.replaced), (charset, false), "{msh18}");
        assert_eq!(*encode(&decoded.text, charset), *raw, "{msh18}");
    }
}

#[test]
fn undeclared_bytes_take_the_default_only_when_they_are_not_utf8() {
    let latin = decode(b"MSH|^~\\&|D\xE9sir\xE9", Charset::LATIN_1);
    assert_eq!(
        (latin.charset, latin.text.as_ref()),
        (Charset::LATIN_1, "MSH|^~\\&|Désiré")
    );
    let utf8 = decode("MSH|^~\\&|Désiré".as_bytes(), Charset::LATIN_1);
    assert!(matches!(utf8.text, Cow::Borrowed("MSH|^~\\&|Désiré")));
}

#[test]
fn wrong_declaration_is_seen() {
    let raw = message("UNICODE UTF-8", b"D\xE9sir\xE9");
    let decoded = decode(&raw, Charset::LATIN_1);
    assert_eq!(
        (decoded.declared, decoded.charset),
        (Some(Charset::Utf8), Charset::LATIN_1)
    );
    assert!(!decoded.replaced && decoded.text.ends_with("Désiré"));
}

#[test]
fn malformed_bytes_are_reported() {
    assert!(decode(b"MSH|\xFF", Charset::Utf8).replaced);
    assert!(decode(b"MSH|\xFF", Charset::Ascii).replaced);
    assert!(decode(b"\xEF\xBB\xBFMSH|\xFF", Charset::LATIN_1).replaced);
    assert!(decode(&message("~ISO IR87", b"\x1B(JA"), Charset::LATIN_1).replaced);
    assert!(decode(&message("BIG-5", b"\xFF"), Charset::LATIN_1).replaced);
}

#[test]
fn utf16_is_seen_with_and_without_its_mark() {
    for charset in [Charset::Utf16Le, Charset::Utf16Be] {
        for text in ["\u{FEFF}MSH|^~\\&|Øster😊", "MSH|^~\\&|Øster😊"] {
            let raw = encode(text, charset);
            let decoded = decode(&raw, Charset::LATIN_1);
            assert_eq!((decoded.charset, decoded.text.as_ref()), (charset, text));
            assert_eq!(
                (decoded.had_bom, decoded.replaced),
                (text.starts_with('\u{FEFF}'), false)
            );
        }
    }
    assert!(decode(b"\xFF\xFEM\0\x00\xD8", Charset::LATIN_1).replaced);
    assert!(decode(b"\xFF\xFEM", Charset::LATIN_1).replaced);
}

#[test]
fn characters_the_set_lacks_become_question_marks() {
    assert_eq!(*encode("Dvořák", Charset::LATIN_1), *b"Dvo?\xE1k");
    assert_eq!(*encode("é", Charset::Ascii), *b"?");
    assert_eq!(
        *encode("佐é藤x", Charset::Iso2022Jp),
        *b"\x1B$B:4\x1B(B?\x1B$BF#\x1B(Bx"
    );
    assert!(can_encode("Dvořák", part(2)) && !can_encode("Dvořák", part(1)));
}

#[test]
fn shared_utf8_is_not_copied() {
    let raw = Bytes::from_static("MSH|^~\\&|Désiré".as_bytes());
    let decoded = decode_shared(&raw, Charset::LATIN_1);
    assert_eq!(decoded.text.as_ptr(), raw.as_ptr());
}

#[test]
fn byte_order_mark_counts_more_than_msh18_also_behind_framing() {
    for before in ["\u{FEFF}", "\x0B\u{FEFF}", "\r\n\0\u{FEFF}"] {
        let raw = format!("{before}MSH|^~\\&|Désiré|B|C|D|1||ADT^A01|1|P|2.5||||||8859/1\r");
        let decoded = decode(raw.as_bytes(), Charset::LATIN_1);
        assert_eq!(
            (decoded.charset, decoded.had_bom, decoded.text.as_ref()),
            (Charset::Utf8, true, raw.as_str())
        );
    }
}
