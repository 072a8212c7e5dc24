//! Any message has a tree with each of its segments once and in order, and can be validated.
#![no_main]

use libfuzzer_sys::fuzz_target;
use nilecare_hl7v2::Message;
use nilecare_hl7v2_standard::{Group, Item, Standard, Tree, ValidationOptions, validate};

fn collect(group: Group<'_>, positions: &mut Vec<usize>) {
    for item in group.items() {
        match item {
            Item::Segment(position) => positions.push(position),
            Item::Group(inner) => collect(inner, positions),
        }
    }
}

fuzz_target!(|data: &[u8]| {
    let Ok(message) = Message::parse(String::from_utf8_lossy(data).into_owned()) else { return };
    let standard = Standard::for_message(&message);
    let mut positions = Vec::new();
    collect(Tree::of(&message, standard).root(), &mut positions);
    assert!(positions.into_iter().eq(0..message.len()));
    let _ = validate(&message, standard, &ValidationOptions::strict());
});
