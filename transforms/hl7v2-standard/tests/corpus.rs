//! Messages of many senders, kept beside the project: each has a tree that holds all its segments once, and none is more
//! than a validation can bear. Where the folder is absent the tests say that they were not run.

use crate::common::walked;
use nilecare_hl7v2::{Message, Text, batch, charset};
use nilecare_hl7v2_standard::{Standard, Tree, ValidationOptions, validate_tree};
use nilecare_testkit::samples;

fn messages() -> Vec<Message> {
    let Some(folder) = samples::shared("hl7v2-samples") else {
        return Vec::new();
    };
    let mut messages = Vec::new();
    for file in samples::files(&folder) {
        let raw = std::fs::read(&file).expect("a sample can be read");
        let decoded = charset::decode(&raw, charset::Charset::LATIN_1);
        let parts = batch::split(&Text::from(decoded.text.into_owned())).messages;
        messages.extend(parts.into_iter().filter_map(|text| Message::parse(text).ok()));
    }
    messages
}

#[test]
fn every_message_has_a_tree_with_all_its_segments() {
    let messages = messages();
    let mut n_known = 0;
    for message in &messages {
        let tree = Tree::of(message, Standard::for_message(message));
        assert!(walked(&tree).into_iter().eq(0..message.len()));
        n_known += usize::from(tree.structure().is_some());
    }
    assert!(messages.is_empty() || n_known > 200, "{n_known} of {}", messages.len());
}

#[test]
fn validation_is_bearable() {
    let messages = messages();
    let mut n_segments = 0;
    let mut n_issues = 0;
    for message in &messages {
        let standard = Standard::for_message(message);
        let tree = Tree::of(message, standard);
        for options in [ValidationOptions::default(), ValidationOptions::strict()] {
            let report = validate_tree(message, &tree, standard, &options);
            n_issues += report.issues.len();
        }
        n_segments += message.len();
    }
    // Most of these messages break some rule, but hardly in every segment.
    assert!(
        n_issues < 4 * n_segments + 1,
        "{n_issues} issues in {n_segments} segments"
    );
}
