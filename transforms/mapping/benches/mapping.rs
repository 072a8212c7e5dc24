//! How fast messages are converted: an ADT^A01 of 1 KiB, and an ORU^R01 with 40 results.

use std::fmt::Write;

use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use nilecare_hl7v2::Message;
use nilecare_mapping::{Mapping, Settings};

// The allocator of the binary.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const ADT: &str = include_str!("../samples/adt-a01.hl7");

fn main() {
    divan::main();
}

/// A result report with so many results.
fn oru(n_results: usize) -> String {
    let mut text = String::from(
        "MSH|^~\\&|LAB|EASTWING|NILECARE|HUB|20240305141200+0000||ORU^R01^ORU_R01|NC00005|P|2.5.1\r\
         PID|1||4711^^^HOSP&1.2.3.4&ISO^MR||EVERYMAN^ADAM^A||19610615|M\r\
         PV1|1|I|W1^389^1^HOSP||||37^WELLBEING^DANA\r\
         ORC|RE|ORD100^WARDSYS|LAB200^LAB|||||||||37^WELLBEING^DANA\r\
         OBR|1|ORD100^WARDSYS|LAB200^LAB|24323-8^Metabolic panel^LN|||20240305080000||||||||||||||20240305103000||CH|F\r",
    );
    for n in 1..=n_results {
        let _ = write!(
            text,
            "OBX|{n}|NM|{n}-7^Result {n}^LN^R{n}^Result^L|1|{n}.10|mg/dL^mg/dL^UCUM|70-105|H|||F|||20240305103000||TECH7^SMITH^TERRY\r"
        );
    }
    text
}

fn bench(bencher: Bencher, text: String) {
    let (mapping, settings) = (Mapping::builtin(), Settings::default());
    let message = Message::parse(text.as_str()).expect("the sample is a message");
    bencher
        .counter(BytesCount::new(text.len()))
        .bench(|| mapping.to_fhir(black_box(&message), &settings));
}

#[divan::bench]
fn adt_a01(bencher: Bencher) {
    bench(bencher, ADT.to_owned());
}

#[divan::bench(args = [1, 40, 1_000])]
fn oru_r01(bencher: Bencher, n_results: usize) {
    bench(bencher, oru(n_results));
}

#[divan::bench(sample_count = 10)]
fn overlay(bencher: Bencher) {
    let mapping = Mapping::builtin();
    bencher.bench(|| mapping.with_overlay("site", black_box("map PID[Patient]\nremove PID-19\n")));
}
