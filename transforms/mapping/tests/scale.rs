//! No input takes more than time in proportion: twice the message, about twice the time, whatever is repeated.

use std::time::{Duration, Instant};

use nilecare_hl7v2::Message;
use nilecare_mapping::{Mapping, OutgoingHeader, Settings};

const HEAD: &str =
    "MSH|^~\\&|LAB|EAST|HUB|N|20240305141200+0000||ORU^R01|1|P|2.5.1\rPID|1||77^^^HOSP^MR||EVERYMAN^ADAM\r";

fn time(text: &str) -> Duration {
    let (mapping, settings) = (Mapping::builtin(), Settings::default());
    let message = Message::parse(text).expect("it is a message");
    let runs = (0..3).map(|_| {
        let start = Instant::now();
        let conversion = mapping.to_fhir(&message, &settings).expect("it is of a mapped type");
        assert!(!conversion.bundle.json().is_empty());
        start.elapsed()
    });
    runs.min().expect("there were runs")
}

/// Tells whether eight times as much takes far more than eight times as long.
fn assert_in_proportion(what: &str, text: impl Fn(usize) -> String) {
    let (small, large) = (time(&text(500)), time(&text(4_000)));
    let bound = small * 8 * 4 + Duration::from_millis(200);
    assert!(
        large < bound,
        "{what}: {small:?} and, for eight times as much, {large:?}"
    );
}

#[test]
fn time_grows_with_the_message_and_no_faster() {
    Mapping::builtin();
    assert_in_proportion("results", |n| {
        format!(
            "{HEAD}OBR|1|P1|F1|A\r{}",
            "OBX|1|NM|1-1^A^LN||1.0|g^g^UCUM|1-2|N|||F\r".repeat(n)
        )
    });
    assert_in_proportion("orders", |n| {
        let orders =
            (0..n).map(|n| format!("ORC|RE|P{n}^A|F{n}^B\rOBR|1|P{n}^A|F{n}^B|A^B^LN\rOBX|1|ST|1-1||x||||||F\r"));
        format!("{HEAD}{}", orders.collect::<String>())
    });
    assert_in_proportion("orders without numbers", |n| {
        format!("{HEAD}{}", "OBR|1|||A\r".repeat(n))
    });
    assert_in_proportion("notes", |n| format!("{HEAD}OBR|1|P1|F1|A\r{}", "NTE|1||x\r".repeat(n)));
    assert_in_proportion("repetitions", |n| format!("{HEAD}PID|1||{}\r", "1^^^H~".repeat(n)));
    assert_in_proportion("components", |n| format!("{HEAD}PID|1||{}\r", "1^".repeat(n)));
    assert_in_proportion("fields", |n| format!("{HEAD}PID|1||{}\r", "a|".repeat(n)));
    assert_in_proportion("values", |n| {
        format!("{HEAD}OBR|1|P1\rOBX|1|ST|1-1||{}\r", "x~".repeat(n))
    });
    assert_in_proportion("unknown segments", |n| format!("{HEAD}{}", "ZZZ|1\r".repeat(n)));
    assert_in_proportion("misplaced segments", |n| {
        format!("{HEAD}{}", "PV1|1|I\rPID|1||7\r".repeat(n))
    });
    assert_in_proportion("people", |n| {
        let people = (0..n).map(|n| format!("{n}^N{n}~"));
        format!("{HEAD}PV1|1|I|||||{}\r", people.collect::<String>())
    });
}

#[test]
fn a_large_value_is_carried_at_once() {
    assert_in_proportion("a long value", |n| {
        let data = "QUJD".repeat(n * 100);
        format!("{HEAD}OBR|1|P1|F1|A\rOBX|1|ED|1-1^A^LN||^application^pdf^Base64^{data}||||||F\r")
    });
}

#[test]
fn writing_takes_time_in_proportion() {
    let (mapping, settings) = (Mapping::builtin(), Settings::default());
    let header = OutgoingHeader {
        event: "ORU^R01".to_owned(),
        ..OutgoingHeader::default()
    };
    let time = |n: usize| {
        let results: Vec<String> = (0..n)
            .map(|n| format!("{{\"reference\":\"Observation/{n}\"}}"))
            .collect();
        let observations = (0..n).map(|n| {
            format!(",{{\"resource\":{{\"resourceType\":\"Observation\",\"id\":\"{n}\",\"status\":\"final\",\"valueString\":\"x\"}}}}")
        });
        let bundle = format!(
            "{{\"resourceType\":\"Bundle\",\"entry\":[{{\"resource\":{{\"resourceType\":\"DiagnosticReport\",\"result\":[{}]}}}}{}]}}",
            results.join(","),
            observations.collect::<String>()
        );
        let start = Instant::now();
        let written = mapping
            .to_hl7v2(&bundle, &header, &settings)
            .expect("it can be written");
        assert!(written.message.contains("OBX"));
        start.elapsed()
    };
    let (small, large) = (time(500), time(4_000));
    assert!(
        large < small * 8 * 4 + Duration::from_millis(200),
        "{small:?} and {large:?}"
    );
}
