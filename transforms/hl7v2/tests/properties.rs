//! What holds for every text and every message.

use nilecare_hl7v2::charset::{self, Charset, Iso8859Part};
use nilecare_hl7v2::check::check;
use nilecare_hl7v2::{Delimiters, Message, Path, Text, batch, escape};
use proptest::prelude::*;

/// Text in which delimiters, line ends, framing bytes and segment ids are frequent.
fn ugly_text() -> impl Strategy<Value = String> {
    let part = prop_oneof![
        Just("MSH|^~\\&|".to_owned()),
        prop::sample::select(vec![
            "MSH",
            "PID",
            "BHS|^~\\&",
            "BTS|1",
            "FHS|^~\\&",
            "FTS|1",
            "OBX",
            "\u{FEFF}"
        ])
        .prop_map(str::to_owned),
        prop::sample::select(vec![
            "|", "^", "~", "\\", "&", "\"\"", "\r", "\n", "\r\n", "\x0B", "\x1C", "\0", " "
        ])
        .prop_map(str::to_owned),
        "\\PC{0,6}",
    ];
    prop::collection::vec(part, 0..40).prop_map(|parts| parts.concat())
}

/// The content of one subcomponent, escaped.
fn leaf() -> impl Strategy<Value = String> {
    prop_oneof![
        3 => "[A-Za-z0-9 ]{0,8}",
        1 => "\\PC{0,6}".prop_map(|text| escape::encode(&text, &Delimiters::default()).into_owned()),
        1 => Just("\"\"".to_owned()),
        1 => Just(String::new()),
    ]
}

fn joined(part: impl Strategy<Value = String>, delimiter: &'static str, most: usize) -> impl Strategy<Value = String> {
    prop::collection::vec(part, 1..=most).prop_map(move |parts| parts.join(delimiter))
}

fn segment() -> impl Strategy<Value = String> {
    let field = joined(joined(joined(leaf(), "&", 3), "^", 3), "~", 3);
    ("(PID|PV1|OBX|OBX|Z0[1-9])", joined(field, "|", 6)).prop_map(|(id, fields)| format!("{id}|{fields}"))
}

fn message() -> impl Strategy<Value = String> {
    let line_end = prop::sample::select(vec!["\r", "\n", "\r\n", "\r\r\n"]);
    (prop::collection::vec((segment(), line_end), 0..8)).prop_map(|segments| {
        let mut text = "MSH|^~\\&|A|B|C|D|1||ADT^A01|1|P|2.5\r".to_owned();
        segments.into_iter().for_each(|(segment, line_end)| {
            text.push_str(&segment);
            text.push_str(line_end);
        });
        text
    })
}

fn path() -> impl Strategy<Value = Path> {
    let depth = 1..=4usize;
    (
        "(PID|PV1|OBX|Z01|MSH)",
        1..=2usize,
        3..=8usize,
        prop::option::of(1..=3usize),
        1..=3usize,
        1..=3usize,
        depth,
    )
        .prop_map(|(id, occurrence, field, repetition, component, subcomponent, depth)| {
            let build = || {
                let mut path = Path::new(&id)?.with_occurrence(occurrence)?.with_field(field)?;
                if let Some(repetition) = repetition {
                    path = path.with_repetition(repetition)?;
                }
                if depth > 1 {
                    path = path.with_component(component)?;
                }
                if depth > 2 {
                    path = path.with_subcomponent(subcomponent)?;
                }
                Ok::<Path, nilecare_hl7v2::PathError>(path)
            };
            build().expect("all numbers are in bounds")
        })
}

/// Every subcomponent of a message by its full name, without those that are empty.
fn leaves(message: &Message) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for (s, segment) in message.segments().enumerate() {
        for (f, field) in segment.fields().enumerate() {
            for (r, repetition) in field.repetitions().enumerate() {
                for (c, component) in repetition.components().enumerate() {
                    for (n, subcomponent) in component.subcomponents().enumerate() {
                        let name = format!("{s}:{}:{}:{}:{}", f + 1, r + 1, c + 1, n + 1);
                        found.extend((!subcomponent.is_empty()).then(|| (name, subcomponent.raw().to_owned())));
                    }
                }
            }
        }
    }
    found
}

/// The beginning of the names of all subcomponents at `path`.
fn prefix_of(message: &Message, path: &Path) -> Option<String> {
    let mut positions = message
        .segments()
        .enumerate()
        .filter(|(_, segment)| segment.id() == path.segment_id());
    let (position, _) = positions.nth(path.occurrence() - 1)?;
    let mut name = format!("{position}:{}:", path.field().expect("the paths here name a field"));
    for number in [path.repetition(), path.component(), path.subcomponent()]
        .into_iter()
        .flatten()
    {
        name.push_str(&format!("{number}:"));
    }
    Some(name)
}

/// Decides whether the leaf `name` (without a final colon) lies at or below `prefix`.
fn is_below(name: &str, prefix: &str) -> bool {
    format!("{name}:").starts_with(prefix)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_refused_or_kept(text in ugly_text()) {
        if let Ok(message) = Message::parse(text.as_str()) {
            prop_assert_eq!(&*message.text(), text.as_str());
            let covered: usize = message.segments().map(|segment| segment.raw().len()).sum();
            prop_assert!(covered <= text.len());
            leaves(&message);
        }
        let joined: String = batch::split(&Text::from(text.as_str())).texts().map(Text::as_str).collect();
        prop_assert!(joined.is_empty() || joined == text);
        check(text.as_bytes());
    }

    #[test]
    fn any_bytes_are_decoded_and_written_back_unless_reported(raw in prop::collection::vec(any::<u8>(), 0..200), name in "\\PC{0,12}") {
        for raw in [raw.clone(), [format!("MSH|^~\\&||||||||||||||||{name}\r").as_bytes(), &raw].concat()] {
            let decoded = charset::decode(&raw, Charset::LATIN_1);
            if !decoded.replaced {
                prop_assert_eq!(&*charset::encode(&decoded.text, decoded.charset), raw.as_slice());
            }
        }
    }

    #[test]
    fn every_charset_keeps_what_it_can_encode(text in "\\PC{0,20}", part in 1..=16u8) {
        let part = Iso8859Part::new(part).map(Charset::Iso8859);
        let others = [Charset::Utf8, Charset::Ascii, Charset::Windows1252, Charset::Iso2022Jp, Charset::Gb18030, Charset::EucKr, Charset::Big5];
        for charset in others.into_iter().chain(part) {
            if charset::can_encode(&text, charset) {
                let raw = format!("MSH|^~\\&||||||||||||||||{}\r", charset.msh18()).into_bytes();
                let raw = [raw.as_slice(), &charset::encode(&text, charset)].concat();
                let decoded = charset::decode(&raw, charset);
                prop_assert_eq!(decoded.declared, Some(charset));
                prop_assert!(decoded.text.ends_with(&text), "{:?}", charset);
            }
        }
    }

    #[test]
    fn escapes_round_trip(text in any::<String>(), custom in any::<bool>()) {
        let delimiters = if custom {
            Message::parse("MSH$%*!@#$").expect("the header is valid").delimiters()
        } else {
            Delimiters::default()
        };
        let encoded = escape::encode(&text, &delimiters);
        prop_assert_eq!(escape::decode(&encoded, &delimiters), text.as_str());
        prop_assert!(!encoded.contains(['\r', '\n', char::from(delimiters.field), char::from(delimiters.component)]));
        escape::decode(&text, &delimiters);
    }

    #[test]
    fn paths_round_trip(path in path()) {
        prop_assert_eq!(path.to_string().parse::<Path>(), Ok(path));
    }

    #[test]
    fn any_text_is_refused_or_a_path(text in "[A-Z]{2,4}[-.()0-9&\\[\\]]{0,12}") {
        if let Ok(path) = text.parse::<Path>() {
            prop_assert_eq!(path.to_string().parse::<Path>(), Ok(path));
        }
    }

    #[test]
    fn messages_are_the_same_after_writing(text in message()) {
        let message = Message::parse(text.as_str()).expect("generated messages are valid");
        prop_assert!(check(text.as_bytes()).equal);
        for (name, raw) in leaves(&message) {
            let numbers: Vec<usize> = name.split(':').map(|n| n.parse().expect("a number")).collect();
            let segment = message.segments().nth(numbers[0]).expect("it was just walked");
            let id = segment.id();
            let n_before = message.segments().take(numbers[0]).filter(|segment| segment.id() == id).count();
            let path = format!("{id}({})-{}({}).{}.{}", n_before + 1, numbers[1], numbers[2], numbers[3], numbers[4]);
            let path: Path = path.parse().expect("a valid path");
            prop_assert_eq!(message.raw(&path), Some(raw.as_str()));
        }
    }

    #[test]
    fn set_gives_the_value_and_leaves_every_other_place(text in message(), path in path(), value in any::<String>()) {
        let before = Message::parse(text.as_str()).expect("generated messages are valid");
        let mut after = before.clone();
        let Some(prefix) = prefix_of(&before, &path) else {
            prop_assert!(after.set(&path, &value).is_err());
            prop_assert!(!after.is_changed());
            return Ok(());
        };
        after.set(&path, &value).expect("the segment is there");
        let expected = (!value.is_empty()).then_some(value.as_str());
        let found = after.get(&path);
        prop_assert_eq!(found.as_deref(), expected);

        let others = |message: &Message| -> Vec<_> {
            leaves(message).into_iter().filter(|(name, _)| !is_below(name, &prefix)).collect()
        };
        prop_assert_eq!(others(&before), others(&after));

        let read_again = Message::parse(after.text()).expect("a changed message is a message");
        prop_assert_eq!(leaves(&read_again), leaves(&after));
        prop_assert_eq!(read_again.text(), after.text());
    }

    #[test]
    fn remove_leaves_nothing_there(text in message(), path in path()) {
        let mut message = Message::parse(text.as_str()).expect("generated messages are valid");
        let n_before = leaves(&message).len();
        message.remove(&path).expect("the paths here do not name the delimiters");
        let moves_up = path.component().is_none() && path.repetition().is_some();
        if !moves_up {
            prop_assert_eq!(message.get(&path), None);
        }
        prop_assert!(leaves(&message).len() <= n_before);
        let read_again = Message::parse(message.text()).expect("a changed message is a message");
        prop_assert_eq!(leaves(&read_again), leaves(&message));
    }
}
