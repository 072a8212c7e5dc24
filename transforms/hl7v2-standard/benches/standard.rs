//! How fast trees are made and messages validated: on an ORU^R01 of 40 OBX and an ADT^A01 of 1 KiB; and what the first
//! use of a version costs.

use std::fmt::Write;

use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use nilecare_hl7v2::{Message, Path};
use nilecare_hl7v2_standard::{GroupPath, Site, Standard, Tree, ValidationOptions, Version, validate, validate_tree};

const ADT: &str = include_str!("../../hl7v2/samples/adt-a01.hl7");
const SITE: &str = include_str!("../samples/site.yaml");

fn main() {
    divan::main();
}

/// Writes a result of four orders with ten observations each.
fn oru() -> Message {
    let mut text =
        "MSH|^~\\&|LAB|N|HUB|N|20240305||ORU^R01^ORU_R01|1|P|2.5.1\rPID|1||77^^^HOSP^MR||EVERYMAN^ADAM||19800229|M\r"
            .to_owned();
    for order in 1..=4 {
        write!(
            text,
            "ORC|RE|{order}\rOBR|{order}|{order}||GLU^Glucose^L|||20240305101500\r"
        )
        .expect("a string can be written to");
        for result in 1..=10 {
            let value = 50 + result;
            write!(
                text,
                "OBX|{result}|NM|GLU^Glucose^L||{value}|mg/dL^^UCUM|70-110|N|||F|||20240305101500\r"
            )
            .expect("a string can be written to");
        }
    }
    Message::parse(text).expect("it is a message")
}

fn adt() -> Message {
    Message::parse(ADT).expect("the sample is a message")
}

#[divan::bench]
fn tree_of_oru_with_40_obx(bencher: Bencher) {
    let message = oru();
    let standard = Standard::for_message(&message);
    bencher
        .counter(BytesCount::new(message.text().len()))
        .bench(|| Tree::of(black_box(&message), standard));
}

#[divan::bench]
fn tree_of_adt(bencher: Bencher) {
    let message = adt();
    let standard = Standard::for_message(&message);
    bencher
        .counter(BytesCount::new(message.text().len()))
        .bench(|| Tree::of(black_box(&message), standard));
}

#[divan::bench]
fn validate_adt(bencher: Bencher) {
    let message = adt();
    let standard = Standard::for_message(&message);
    let options = ValidationOptions::default();
    bencher
        .counter(BytesCount::new(message.text().len()))
        .bench(|| validate(black_box(&message), standard, &options));
}

#[divan::bench]
fn validate_oru_with_40_obx(bencher: Bencher) {
    let message = oru();
    let standard = Standard::for_message(&message);
    let options = ValidationOptions::default();
    let tree = Tree::of(&message, standard);
    bencher
        .counter(BytesCount::new(message.text().len()))
        .bench(|| validate_tree(black_box(&message), &tree, standard, &options));
}

#[divan::bench]
fn get_by_group_path(bencher: Bencher) {
    let message = oru();
    let tree = Tree::of(&message, Standard::for_message(&message));
    let path: GroupPath = "ORDER_OBSERVATION(3).OBSERVATION(7).OBX-5"
        .parse()
        .expect("a valid path");
    bencher.bench(|| tree.get(black_box(&message), &path).map(|value| value.len()));
}

#[divan::bench]
fn describe(bencher: Bencher) {
    let path: Path = "PID-3.4.2".parse().expect("a valid path");
    let standard = Standard::of(Version::V2_5_1);
    bencher.bench(|| {
        standard
            .describe(black_box(&path))
            .map(|description| description.segment.name().len())
    });
}

#[divan::bench]
fn read_site_and_join_it_with_a_version(bencher: Bencher) {
    bencher.bench(|| {
        let site = Site::parse(black_box(SITE)).expect("the sample is valid");
        Standard::with_site(Version::V2_5_1, &site).segment("ZPI").is_some()
    });
}
