//! Sequences read and written.

use super::*;

fn decoded(text: &str) -> String {
    decode(text, &Delimiters::default()).into_owned()
}

#[test]
fn sequences_are_resolved() {
    for (text, expected) in [
        ("A\\F\\B \\S\\ C \\T\\ D \\R\\ E \\E\\ F", "A|B ^ C & D ~ E \\ F"),
        ("line1\\X0D0A\\line2 \\X41\\\\X42\\", "line1\r\nline2 AB"),
        ("\\XC3A9\\ \\XE9\\", "é é"),
        ("\\H\\bold\\N\\ text", "bold text"),
        ("a\\.br\\b\\.sp2\\c\\.sp\\d", "a\nb\n\nc\nd"),
    ] {
        assert_eq!(decoded(text), expected);
    }
}

#[test]
fn what_is_no_known_sequence_stays() {
    for text in [
        "C:\\temp\\files\\new\\scan.pdf",
        "\\\\server\\share",
        "\\",
        "\\\\",
        "\\P\\",
        "\\Zlocal\\",
        "\\C2842\\",
        "\\M2442\\",
        "\\.in+4\\",
        "\\.sp100\\",
        "\\X4\\",
        "\\XGG\\",
        "\\X\\",
        "\\é\\",
        "a\\F",
    ] {
        assert_eq!(decoded(text), text);
        assert!(
            matches!(decode(text, &Delimiters::default()), Cow::Borrowed(_)),
            "{text}"
        );
    }
    assert_eq!(decoded("C:\\data\\T\\x"), "C:\\data&x");
}

#[test]
fn encoded_text_has_no_delimiter_and_no_line_end() {
    let delimiters = Delimiters {
        truncation: Some(b'#'),
        ..Delimiters::default()
    };
    let encoded = encode("a|b^c~d\\e&f#g\rh\ni\x0Bj\tk", &delimiters);
    assert_eq!(
        encoded,
        "a\\F\\b\\S\\c\\R\\d\\E\\e\\T\\f\\P\\g\\X0D\\h\\.br\\i\\X0B\\j\tk"
    );
    assert_eq!(decode(&encoded, &delimiters), "a|b^c~d\\e&f#g\rh\ni\x0Bj\tk");
    assert!(matches!(encode("EVERYMAN", &delimiters), Cow::Borrowed(_)));
}

#[test]
fn own_delimiters_are_used() {
    let delimiters = Delimiters::of_header("MSH$%*!@$", 0).expect("the header is valid");
    assert_eq!(encode("a$b!c|d", &delimiters), "a!F!b!E!c|d");
    assert_eq!(decode("!S!\\F\\", &delimiters), "%\\F\\");
}
