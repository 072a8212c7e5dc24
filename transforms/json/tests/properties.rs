//! What holds for every value and every text.

use nilecare_json::{Path, parse};
use proptest::prelude::*;
use serde_json::{Map, Number, Value};

fn value() -> impl Strategy<Value = Value> {
    let number = "-?(0|[1-9][0-9]{0,25})(\\.[0-9]{1,6})?([eE][+-]?[0-9]{1,3})?";
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        number.prop_map(|text| Value::Number(text.parse::<Number>().expect("it is of the grammar"))),
        "\\PC{0,6}|[\\x00-\\x20\"\\\\]{0,4}".prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 40, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            prop::collection::vec(("[a-c/~\"]{0,3}", inner), 0..6)
                .prop_map(|members| Value::from(members.into_iter().collect::<Map<_, _>>())),
        ]
    })
}

proptest! {
    #[test]
    fn what_is_written_is_read_again(value in value()) {
        let text = value.to_string();
        prop_assert_eq!(&parse(text.as_bytes()).expect("it is JSON"), &value);
        prop_assert_eq!(parse(text.as_bytes()).expect("it is JSON").to_string(), text);
        let pretty = serde_json::to_string_pretty(&value).expect("it is a value");
        prop_assert_eq!(parse(pretty.as_bytes()).expect("it is JSON"), value);
    }

    #[test]
    fn what_serde_json_reads_is_read_alike(text in "[\\[\\]{}\",:0-9eE.+\\- tfnrualse\\\\\\x00-\\x1F\u{FEFF}\u{E9}]{0,24}") {
        let ours = parse(text.as_bytes());
        let theirs = serde_json::from_str::<Value>(text.strip_prefix('\u{FEFF}').unwrap_or(&text));
        match (ours, theirs) {
            (Ok(ours), Ok(theirs)) => prop_assert_eq!(ours, theirs),
            (Err(error), Ok(_)) => prop_assert!(error.expected.contains("does not have yet")),
            (ours, Err(_)) => prop_assert!(ours.is_err()),
        }
    }

    #[test]
    fn what_is_found_stands_where_its_pointer_says(value in value()) {
        let all: Path = "$..*".parse().expect("it is a path");
        for node in all.find(&value).expect("it is small") {
            prop_assert_eq!(node.pointer().get(&value), Some(node.value()));
        }
    }

    #[test]
    fn no_text_makes_a_path_panic(text in "\\$[$@.\\[\\]?*'\"()!&|=<>:,0-9a-c \\\\lengthmatch-]{0,30}") {
        if let Ok(path) = text.parse::<Path>() {
            let value = parse(br#"{"a":[1,{"b":"c"}],"c":null}"#).expect("it is JSON");
            let _ = path.find(&value);
        }
    }
}
