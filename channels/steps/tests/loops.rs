//! Loops visit each item that is still there once, whatever is taken out meanwhile.

use crate::support::{after, content};
use bytes::Bytes;
use nilecare_document::{DataType, Document};
use nilecare_hl7v2::charset::Charset;
use proptest::prelude::*;

/// What a loop is over, and how its items are taken out by their number, from 1.
#[derive(Debug, Clone, Copy)]
enum Kind {
    Segments,
    Repetitions,
    Elements,
}

const COUNT: usize = 6;

impl Kind {
    fn document(self) -> Document {
        let numbers = (1..=COUNT).map(|number| number.to_string()).collect::<Vec<_>>();
        let (data_type, text) = match self {
            Self::Segments => (
                DataType::Hl7v2,
                format!("MSH|^~\\&|A\rOBX|{}\r", numbers.join("\rOBX|")),
            ),
            Self::Repetitions => (DataType::Hl7v2, format!("MSH|^~\\&|A\rOBX|{}\r", numbers.join("~"))),
            Self::Elements => {
                let elements = numbers
                    .iter()
                    .map(|number| serde_json::json!({ "n": number }))
                    .collect::<Vec<_>>();
                (DataType::Json, serde_json::json!({ "list": elements }).to_string())
            }
        };
        data_type
            .parse(&Bytes::from(text), Charset::Utf8)
            .expect("it is a message")
    }

    fn of(self) -> &'static str {
        match self {
            Self::Segments => "OBX",
            Self::Repetitions => "OBX-1",
            Self::Elements => "/list",
        }
    }

    fn value(self) -> &'static str {
        match self {
            Self::Segments | Self::Repetitions => "${item.1}",
            Self::Elements => "${item/n}",
        }
    }

    /// Takes out what is number `at` then.
    fn take_out(self, at: &str) -> String {
        match self {
            Self::Segments => format!("msg.remove_segment(\"OBX\", {at});"),
            Self::Repetitions => format!("msg.remove(`OBX-1(${{{at}}})`);"),
            Self::Elements => format!("if {at} <= msg.list.len() {{ msg.list.remove({at} - 1); }}"),
        }
    }

    fn left(self, content: &str) -> Vec<usize> {
        let digits = match self {
            Self::Segments | Self::Repetitions => content.split_once("OBX").map_or("", |(_, rest)| rest),
            Self::Elements => content,
        };
        digits
            .chars()
            .filter_map(|c| c.to_digit(10))
            .map(|digit| digit as usize)
            .collect()
    }
}

/// Takes out, at the turn of each item, what is at some number then; as plainly as can be.
fn expected(removals: &[usize]) -> (Vec<usize>, Vec<usize>) {
    let mut left = (1..=COUNT).collect::<Vec<_>>();
    let mut seen = Vec::new();
    for item in 1..=COUNT {
        if !left.contains(&item) {
            continue;
        }
        seen.push(item);
        let at = removals[item - 1];
        if (1..=left.len()).contains(&at) {
            left.remove(at - 1);
        }
    }
    (seen, left)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn each_item_that_is_there_is_visited_once(
        kind in prop::sample::select(vec![Kind::Segments, Kind::Repetitions, Kind::Elements]),
        removals in prop::collection::vec(0..=COUNT + 1, COUNT),
    ) {
        let (seen, left) = expected(&removals);
        // Nothing is left of a field whose last repetition was emptied, as nothing is of a field that is not there.
        prop_assume!(!left.is_empty());
        let value = kind.value();
        let removals = serde_json::json!(removals);
        let steps = format!(
            "- type: for_each\n  of: {}\n  steps:\n    - {{ type: map, to: 'channel_map.seen[]', value: '{value}' }}\n    \
             - {{ type: map, to: channel_map.now, value: '{value}' }}\n    \
             - script: |\n        let at = {removals}[parse_int(channel_map.now) - 1];\n        if at > 0 {{ {} }}\n",
            kind.of(),
            kind.take_out("at"),
        );
        let context = after(&kind.document(), &steps).expect("it runs");
        let maps: serde_json::Value = serde_json::from_str(&context.maps_json().expect("some were seen")).expect("it is JSON");
        let visited = maps["channel_map"]["seen"].as_array().expect("it is a list").iter();
        let visited = visited.filter_map(|number| number.as_str()?.parse::<usize>().ok()).collect::<Vec<_>>();
        prop_assert_eq!(visited, seen);
        prop_assert_eq!(kind.left(&content(&context)), left);
    }
}
