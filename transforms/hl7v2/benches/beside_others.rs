//! The same work done by this crate and by published ones, in one run: read the whole message down to subcomponents. The
//! others build a tree when they read; here the tree is walked, so that each subcomponent was found.

use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use nilecare_hl7v2::{Message, Text};

const SAMPLES: [(&str, &str); 2] = [
    ("adt", include_str!("../samples/adt-a01.hl7")),
    ("oru", include_str!("../samples/oru-r01.hl7")),
];
const NAMES: [&str; 2] = ["adt", "oru"];

fn main() {
    divan::main();
}

fn sample(name: &str) -> &'static str {
    SAMPLES
        .iter()
        .find(|(other, _)| *other == name)
        .map_or("", |(_, text)| text)
}

#[divan::bench(args = NAMES)]
fn nilecare(bencher: Bencher, name: &str) {
    let text = Text::from(sample(name));
    bencher.counter(BytesCount::new(text.len())).bench(|| {
        let message = Message::parse(black_box(&text)).expect("the samples are messages");
        message
            .segments()
            .map(|segment| {
                segment
                    .leaves()
                    .map(|leaf| leaf.field ^ leaf.content.raw().len())
                    .sum::<usize>()
            })
            .sum::<usize>()
    });
}

#[divan::bench(args = NAMES)]
fn hl7_parser(bencher: Bencher, name: &str) {
    let text = sample(name);
    bencher.counter(BytesCount::new(text.len())).bench(|| {
        hl7_parser::Message::parse_with_lenient_newlines(black_box(text), true)
            .map(|message| message.segments().count())
    });
}

#[divan::bench(args = NAMES)]
fn rust_hl7(bencher: Bencher, name: &str) {
    // It reads carriage returns only.
    let text = sample(name).replace('\n', "\r");
    bencher
        .counter(BytesCount::new(text.len()))
        .bench(|| rusthl7::message::Message::try_from(black_box(text.as_str())).map(|message| message.segments.len()));
}
