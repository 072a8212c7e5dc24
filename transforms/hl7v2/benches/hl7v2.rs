//! How fast messages are read, walked, changed, written and acknowledged; on an ADT^A01 of 1 KiB and an ORU^R01 of 5 KiB.

use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use nilecare_hl7v2::acknowledgment::{AcknowledgmentCode, Reply, Stamp, acknowledge};
use nilecare_hl7v2::{Message, Path, Text};

const ADT: &str = include_str!("../samples/adt-a01.hl7");
const ORU: &str = include_str!("../samples/oru-r01.hl7");
const SAMPLES: [&str; 2] = ["adt", "oru"];

fn main() {
    divan::main();
}

fn sample(name: &str) -> Text {
    Text::from(if name == "adt" { ADT } else { ORU })
}

fn message(name: &str) -> Message {
    Message::parse(sample(name)).expect("the samples are messages")
}

fn path(text: &str) -> Path {
    text.parse().expect("a valid path")
}

#[divan::bench(args = SAMPLES)]
fn parse(bencher: Bencher, name: &str) {
    let text = sample(name);
    bencher
        .counter(BytesCount::new(text.len()))
        .bench(|| Message::parse(black_box(&text)));
}

#[divan::bench(args = SAMPLES)]
fn parse_and_get_family_name(bencher: Bencher, name: &str) {
    let (text, path) = (sample(name), path("PID-5.1"));
    bencher.counter(BytesCount::new(text.len())).bench(|| {
        let message = Message::parse(black_box(&text)).expect("the samples are messages");
        message.get(&path).map(|value| value.len())
    });
}

#[divan::bench(args = ["MSH-10", "PID-5.1", "PID-3(2).4.1", "OBX(20)-5"])]
fn get(bencher: Bencher, place: &str) {
    let (message, path) = (message("oru"), path(place));
    bencher.bench(|| message.get(black_box(&path)).map(|value| value.len()));
}

#[divan::bench(args = SAMPLES)]
fn parse_and_walk_to_subcomponents(bencher: Bencher, name: &str) {
    let text = sample(name);
    bencher.counter(BytesCount::new(text.len())).bench(|| {
        let message = Message::parse(black_box(&text)).expect("the samples are messages");
        let mut n_valued = 0;
        for field in message.segments().flat_map(|segment| segment.fields()) {
            for component in field.repetitions().flat_map(|repetition| repetition.components()) {
                n_valued += component
                    .subcomponents()
                    .filter(|subcomponent| !subcomponent.is_empty())
                    .count();
            }
        }
        n_valued
    });
}

#[divan::bench]
fn set_one_field(bencher: Bencher) {
    let path = path("PID-5.1");
    bencher
        .with_inputs(|| message("adt"))
        .bench_local_values(|mut message| {
            message.set(&path, "SMITH & SONS").expect("PID is there");
            message
        });
}

#[divan::bench(args = SAMPLES)]
fn parse_set_three_fields_and_write(bencher: Bencher, name: &str) {
    let text = sample(name);
    let paths = [path("PID-5.1"), path("PID-8"), path("PV1-3.1")];
    bencher.counter(BytesCount::new(text.len())).bench(|| {
        let mut message = Message::parse(black_box(&text)).expect("the samples are messages");
        for path in &paths {
            message.set(path, "SMITH").expect("the segments are there");
        }
        message.text()
    });
}

#[divan::bench]
fn acknowledge_accept(bencher: Bencher) {
    let message = message("adt");
    let reply = Reply {
        code: AcknowledgmentCode::AA,
        text: None,
        errors: &[],
    };
    let now = "2024-03-05T14:12:01Z".parse().expect("a valid time stamp");
    bencher.bench(|| {
        acknowledge(
            black_box(&message),
            &reply,
            &Stamp {
                now,
                control_id: "NC00001",
            },
        )
    });
}
