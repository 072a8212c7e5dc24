//! What holds for every text and every document.

use nilecare_xml::{Path, Xml, decode, encode};
use proptest::prelude::*;

/// Text in which the parts of XML are frequent.
fn ugly_text() -> impl Strategy<Value = String> {
    let words = vec![
        "<a>",
        "</a>",
        "<b x='1'>",
        "</b>",
        "<c/>",
        "<c y=\"&lt;\" z='\u{E9}'/>",
        "&amp;",
        "&#65;",
        "&x;",
        "&",
        "<",
        ">",
        "<!-- c -->",
        "<!--",
        "-->",
        "<![CDATA[",
        "]]>",
        "<?p i?>",
        "<?xml version='1.0'?>",
        "<!DOCTYPE a>",
        "<!DOCTYPE a [<!ENTITY x 'y'>]>",
        "t",
        " ",
        "\r\n",
        "\u{FEFF}",
        "\u{1F489}",
        "'",
        "\"",
        "=",
        "/",
        "]",
    ];
    prop::collection::vec(prop::sample::select(words), 0..24).prop_map(|parts| parts.concat())
}

/// A document with what may stand in one.
fn document() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        Just("<c/>".to_owned()),
        Just("<p:c\n y=\"&lt;\" />".to_owned()),
        Just("<!-- c --><?p i?>".to_owned()),
        Just("<![CDATA[<&]]>".to_owned()),
        "[a-z \u{E9}]{1,5}",
        Just("&amp;&#65;\r\n".to_owned()),
    ];
    let inner = leaf.prop_recursive(4, 32, 5, |inner| {
        (
            prop::sample::select(vec!["a", "b", "p:d"]),
            prop::collection::vec(inner, 0..5),
        )
            .prop_map(|(name, inner)| format!("<{name} x='1'>{}</{name} >", inner.concat()))
    });
    prop::collection::vec(inner, 0..5).prop_map(|inner| {
        format!(
            "\u{FEFF}<?xml version='1.0'?>\n<r xmlns:p='u'>{}</r>\n<!-- end -->",
            inner.concat()
        )
    })
}

const PATHS: [&str; 10] = [
    "/r/a",
    "//b",
    "//a/@x",
    "//c/@y",
    "//text()",
    "/r/a[2]/b",
    "//d[@x='1']",
    "/r/n/m/@o",
    "//*[last()]",
    "a[b]/..",
];

proptest! {
    #[test]
    fn no_text_makes_it_panic_and_what_is_read_is_written_again(text in ugly_text()) {
        if let Ok(xml) = Xml::parse(text.as_str()) {
            prop_assert_eq!(xml.text(), text);
            prop_assert!(Xml::from_json(&xml.to_json()).is_ok());
        }
    }

    #[test]
    fn documents_survive_changes(
        text in document(),
        changes in prop::collection::vec((prop::sample::select(PATHS.to_vec()), "[a<&\"' \r\n]{0,4}", 0..4), 0..8),
    ) {
        let mut xml = Xml::parse(text.as_str()).expect("it is XML");
        prop_assert_eq!(xml.text(), text);
        for (path, value, kind) in changes {
            // Setting a place can change what a predicate or .. finds.
            let is_plain = !path.contains(['[', '(']);
            let path: Path = path.parse().expect("it is a path");
            match kind {
                0 => { let _ = xml.remove(&path); }
                1 => { let _ = xml.append(&path, "<p:n>1</p:n>"); }
                _ => {
                    if xml.set(&path, &value).is_ok() && is_plain {
                        // An attribute's line ends are escaped, a text's kept: both come back.
                        prop_assert_eq!(xml.get(&path).expect("it is small"), Some(value));
                    }
                }
            }
            let again = Xml::parse(xml.text().as_ref());
            prop_assert!(again.is_ok(), "{:?}", again);
            prop_assert_eq!(again.expect("it is").to_json(), xml.to_json());
        }
    }

    #[test]
    fn no_text_makes_a_path_panic(text in "[/@*.\\[\\]()=!<>'\"0-9a-c andornotlst:-]{0,24}") {
        if let Ok(path) = text.parse::<Path>() {
            let xml = Xml::parse("<a x='1'><b>1</b><c><b/></c></a>").expect("it is XML");
            let _ = xml.find(&path);
        }
    }

    #[test]
    fn bytes_are_text_and_bytes_again(raw in prop::collection::vec(any::<u8>(), 0..40)) {
        let decoded = decode(&raw);
        if !decoded.is_replaced {
            let again = encode(&decoded.text, decoded.encoding).into_owned();
            prop_assert_eq!(&again, &raw);
        }
    }
}
