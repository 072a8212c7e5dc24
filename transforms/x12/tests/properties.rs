//! What holds for every text and every interchange.

use nilecare_x12::acknowledgment::{ControlNumber, FunctionalStamp, Stamp, acknowledge, acknowledge_interchange, note};
use nilecare_x12::{Interchange, Path, split};
use proptest::prelude::*;

const HEADER: &str =
    "ISA*00*          *00*          *ZZ*NORTH          *ZZ*PAYER          *260105*0930*^*00501*000000007*0*T*:~";

/// Text in which separators, line ends and envelope segments are frequent.
fn ugly_text() -> impl Strategy<Value = String> {
    let words = vec![
        "ISA*",
        "GS*HC*A*B*1*2*7*X*V~",
        "ST*837*0001~",
        "SE*2*0001~",
        "GE*1*7~",
        "IEA*1*000000007~",
        "NM1",
        "HI*BK:1^BF:2~",
        "*",
        ":",
        "^",
        "~",
        "\r\n",
        "\n",
        " ",
        "\u{FEFF}",
        "\u{E9}",
        "TA1*1~",
    ];
    let part = prop_oneof![
        4 => prop::sample::select(words).prop_map(str::to_owned),
        1 => Just(HEADER.to_owned()),
        1 => "\\PC{0,6}",
    ];
    prop::collection::vec(part, 0..40).prop_map(|parts| parts.concat())
}

fn ugly_interchange() -> impl Strategy<Value = String> {
    ugly_text().prop_map(|rest| format!("{HEADER}{rest}"))
}

fn path() -> impl Strategy<Value = Path> {
    ("(NM1|HI|ST|GS)", 1..6_usize, 0..4_usize, 0..4_usize).prop_map(|(id, element, repetition, component)| {
        let mut path = Path::new(&id)
            .expect("the id is valid")
            .with_element(element)
            .expect("within bounds");
        if repetition > 0 {
            path = path.with_repetition(repetition).expect("within bounds");
        }
        if component > 0 {
            path = path.with_component(component).expect("within bounds");
        }
        path
    })
}

fn stamp() -> FunctionalStamp {
    let control_number = ControlNumber::new(999_999_999).expect("within bounds");
    let at = jiff::civil::DateTime::MIN;
    FunctionalStamp {
        interchange: Stamp { control_number, at },
        group_control_number: control_number,
    }
}

/// Asks everything that can be asked.
fn exercise(text: &str) {
    let Ok(interchange) = Interchange::parse(text) else {
        return;
    };
    assert_eq!(interchange.text(), text);
    let report = interchange.check_envelope();
    interchange.description();
    for part in split::transaction_sets(&interchange) {
        Interchange::parse(part).expect("a part is an interchange");
    }
    let answer = acknowledge_interchange(&interchange, note(&interchange, &report), &stamp().interchange);
    Interchange::parse(answer).expect("a TA1 is an interchange");
    if let Some(answer) = acknowledge(&interchange, &report, &stamp()) {
        let answer = Interchange::parse(answer).expect("a 999 is an interchange");
        assert!(answer.check_envelope().is_sound());
    }
    let mut changed = interchange;
    changed.correct_counts();
    Interchange::parse(changed.text()).expect("a corrected interchange is one");
}

proptest! {
    #[test]
    fn any_text_is_read_or_refused_and_written_back(text in ugly_text()) {
        exercise(&text);
    }

    #[test]
    fn any_interchange_can_be_asked_everything(text in ugly_interchange()) {
        exercise(&text);
    }

    #[test]
    fn any_changes_leave_an_interchange(
        text in ugly_interchange(),
        changes in prop::collection::vec((0..5_u8, path(), "[A-Z~*:^ ]{0,5}"), 1..8),
    ) {
        let mut interchange = Interchange::parse(text).expect("the header is valid");
        for (change, path, value) in changes {
            // Refusals are as good as changes here.
            let _ = match change {
                0 => interchange.set(&path, &value),
                1 => interchange.set_raw(&path, &value),
                2 => interchange.append_segment(1, &format!("REF*{value}")),
                3 => interchange.insert_segment_after(&path, &format!("REF*{value}")),
                _ => interchange.delete_segment(&path),
            };
        }
        let written = Interchange::parse(interchange.text()).expect("it still is an interchange");
        let segments = |interchange: &Interchange| interchange.segments().map(|s| s.raw().to_owned()).collect::<Vec<_>>();
        prop_assert_eq!(segments(&written), segments(&interchange));
    }

    #[test]
    fn interchanges_of_a_file_give_it_again(text in ugly_interchange()) {
        let text = bytestring::ByteString::from(text);
        let mut written = String::new();
        for part in split::interchanges(&text) {
            match part {
                Ok(part) => written.push_str(&part.text()),
                Err(_) => break,
            }
        }
        prop_assert!(text.starts_with(&written));
        let is_whole = split::interchanges(&text).all(|part| part.is_ok());
        prop_assert_eq!(is_whole, written.len() == text.len());
    }

    #[test]
    fn any_path_is_read_or_refused(text in "[A-Z0-9()\\[\\].:-]{0,12}") {
        if let Ok(path) = text.parse::<Path>() {
            prop_assert_eq!(path.to_string().parse::<Path>(), Ok(path));
        }
    }

    #[test]
    fn what_is_set_is_got_and_nothing_else_changes(path in path(), value in "[A-Z0-9 ]{1,8}") {
        let segments = "GS*HC*A*B*1*2*7*X*V~\r\nST*837*0001~\r\nNM1*IL*1~\r\nHI*BK:1^BF:2~\r\nSE*4*0001~";
        let text = format!("{HEADER}\r\n{segments}");
        let before = Interchange::parse(text).expect("the text is an interchange");
        let mut after = before.clone();
        after.set(&path, &value).expect("the value holds no separator");
        prop_assert_eq!(after.get(&path), Some(value.as_str()));

        let after = Interchange::parse(after.text()).expect("the text is still an interchange");
        prop_assert_eq!(after.get(&path), Some(value.as_str()));
        for (old, new) in before.segments().zip(after.segments()) {
            if new.id() != path.segment_id() {
                prop_assert_eq!(old.raw(), new.raw());
            }
        }
        prop_assert_eq!(before.len(), after.len());
    }
}
