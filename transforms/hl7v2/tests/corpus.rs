//! Messages of many senders, kept beside the project: each is read and written back, and the ones that break something
//! are read as stated in `ugly/expect.json`. Where the folder is absent the tests say that they were not run.

use std::path::{Path as FilePath, PathBuf};

use nilecare_hl7v2::acknowledgment;
use nilecare_hl7v2::charset::{self, Charset};
use nilecare_hl7v2::check::check;
use nilecare_hl7v2::{Message, Path, Text, batch};
use nilecare_testkit::samples;
use serde_json::Value;

fn folder() -> Option<PathBuf> {
    samples::shared("hl7v2-samples")
}

fn message_files(folder: &FilePath) -> impl Iterator<Item = PathBuf> {
    samples::files(folder).into_iter().filter(|path| {
        let is_message = path
            .extension()
            .is_some_and(|extension| extension == "hl7" || extension == "txt");
        is_message && !path.ends_with("LICENSE.txt")
    })
}

#[test]
fn every_message_is_written_back_byte_for_byte() {
    let Some(folder) = folder() else { return };
    let mut n_messages = 0;
    for file in message_files(&folder) {
        let raw = std::fs::read(&file).expect("a sample can be read");
        // One file is a collection of segments without any header; it is no message.
        if memchr::memmem::find(&raw, b"\n# ").is_some() || raw.starts_with(b"#") {
            continue;
        }
        let checked = check(&raw);
        assert!(checked.equal, "{}: {:?}", file.display(), checked.problems);
        n_messages += checked.messages;
    }
    assert!(n_messages >= 200, "only {n_messages} messages");
}

#[test]
fn fuzzed_files_of_others_do_not_harm() {
    let Some(folder) = folder() else { return };
    let mut n_files = 0;
    for entry in std::fs::read_dir(folder.join("nhapinet__nhapi/fuzz")).expect("the folder of fuzzed files is there") {
        let raw = std::fs::read(entry.expect("the folder can be read").path()).expect("a sample can be read");
        let checked = check(&raw);
        assert!(checked.messages > 0 || !checked.problems.is_empty());
        n_files += 1;
    }
    assert!(n_files > 0);
}

#[test]
fn odd_messages_are_read_as_expected() {
    let Some(folder) = folder() else { return };
    let folder = folder.join("ugly");
    let expectations = std::fs::read_to_string(folder.join("expect.json")).expect("expect.json is there");
    let expectations: Vec<Value> = serde_json::from_str(&expectations).expect("expect.json is a list");
    assert!(expectations.len() >= 39);
    for expected in &expectations {
        let name = expected["file"].as_str().expect("each has a file");
        let raw = std::fs::read(folder.join(name)).expect("the file is there");
        Case {
            name,
            raw: &raw,
            expected,
        }
        .check();
    }
}

struct Case<'a> {
    name: &'a str,
    raw: &'a [u8],
    expected: &'a Value,
}

impl Case<'_> {
    fn check(&self) {
        let decoded = charset::decode_shared(&self.raw.to_vec().into(), Charset::LATIN_1);
        assert!(!decoded.replaced, "{}", self.name);
        assert_eq!(
            *charset::encode(&decoded.text, decoded.charset),
            *self.raw,
            "{}",
            self.name
        );
        self.check_charset(decoded.charset);
        self.check_batch(&decoded.text);
        if self.expected["messages"].is_null() {
            let message = Message::parse(&decoded.text).unwrap_or_else(|error| panic!("{}: {error}", self.name));
            assert_eq!(message.text(), decoded.text, "{}", self.name);
            self.check_message(&message);
            self.check_acknowledgment(&message);
        }
    }

    fn check_charset(&self, charset: Charset) {
        let expected = match self.expected["charset"].as_str() {
            None => return,
            Some("latin-1" | "undeclared; bytes are ISO-8859-1") => "8859/1",
            Some("iso8859-2") => "8859/2",
            Some("utf-8") => "UNICODE UTF-8",
            Some("iso2022_jp") => "~ISO IR87",
            Some("utf-16-le") => "UNICODE UTF-16",
            Some(other) => panic!("{}: no rule for {other}", self.name),
        };
        assert_eq!(charset.msh18(), expected, "{}", self.name);
    }

    fn check_batch(&self, text: &Text) {
        let batch = batch::split(text);
        let n_messages = self.expected["messages"].as_u64().unwrap_or(1);
        assert_eq!(batch.messages.len() as u64, n_messages, "{}", self.name);
        if let Some(n_batches) = self.expected["batches"].as_u64() {
            assert_eq!(batch.batch_headers.len() as u64, n_batches, "{}", self.name);
        }
        for (message, control_id) in batch
            .messages
            .iter()
            .zip(self.expected["controls"].as_array().into_iter().flatten())
        {
            let message = Message::parse(message).unwrap_or_else(|error| panic!("{}: {error}", self.name));
            assert_eq!(
                message.header().control_id().as_deref(),
                control_id.as_str(),
                "{}",
                self.name
            );
        }
    }

    fn check_message(&self, message: &Message) {
        for (key, path) in [
            ("msh10", "MSH-10"),
            ("msh13", "MSH-13"),
            ("msh15", "MSH-15"),
            ("msh16", "MSH-16"),
            ("msh18", "MSH-18"),
            ("version", "MSH-12.1"),
            ("pid5_1", "PID-5.1"),
            ("pid5_2", "PID-5.2"),
            ("err4", "ERR-4"),
        ] {
            if let Some(value) = self.expected[key].as_str() {
                assert_eq!(
                    self.get(message, path).unwrap_or_default(),
                    value,
                    "{} {path}",
                    self.name
                );
            }
        }
        self.check_lists(message);
        self.check_counts(message);
    }

    fn check_lists(&self, message: &Message) {
        for place in self.strings("nulls") {
            assert!(message.is_null(&path(place)), "{} {place}", self.name);
        }
        for place in self.strings("empty") {
            assert!(
                !message.is_null(&path(place)) && self.get(message, place).is_none(),
                "{} {place}",
                self.name
            );
        }
        for (n, value) in self.strings("obx5").iter().enumerate() {
            assert_eq!(
                self.get(message, &format!("OBX({})-5", n + 1)).as_deref(),
                Some(*value),
                "{}",
                self.name
            );
        }
        for (key, place) in [("pid5_1_sub", "PID-5.1"), ("pid3_4_sub", "PID-3.4")] {
            for (n, value) in self.strings(key).iter().enumerate() {
                assert_eq!(
                    self.get(message, &format!("{place}.{}", n + 1)).as_deref(),
                    Some(*value),
                    "{}",
                    self.name
                );
            }
        }
    }

    fn check_counts(&self, message: &Message) {
        let n_z_segments = message
            .segments()
            .filter(|segment| segment.id().starts_with('Z'))
            .count();
        let length_of_document = message.raw(&path("OBX-5.5")).map_or(0, str::len);
        for (key, found) in [
            ("segments", message.len()),
            ("zsegs", n_z_segments),
            ("obx", message.segment_count("OBX")),
            ("pids", message.segment_count("PID")),
            ("obx5_5_len", length_of_document),
            (
                "qpd3",
                message
                    .segment("QPD", 1)
                    .and_then(|qpd| qpd.field(3))
                    .map_or(0, |field| field.repetitions().count()),
            ),
        ] {
            if let Some(expected) = self.expected[key].as_u64() {
                assert_eq!(found as u64, expected, "{} {key}", self.name);
            }
        }
    }

    fn check_acknowledgment(&self, message: &Message) {
        let acknowledgment = acknowledgment::read(message);
        if let Some(code) = self.expected["msa1"].as_str() {
            let acknowledgment = acknowledgment.unwrap_or_else(|| panic!("{} is an acknowledgment", self.name));
            assert_eq!(acknowledgment.code.as_str(), code, "{}", self.name);
            assert_eq!(
                Some(acknowledgment.control_id.as_str()),
                self.expected["msa2"].as_str(),
                "{}",
                self.name
            );
        }
    }

    fn strings(&self, key: &str) -> Vec<&str> {
        self.expected[key]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(Value::as_str)
            .collect()
    }

    fn get(&self, message: &Message, place: &str) -> Option<String> {
        message.get(&path(place)).map(|value| value.into_owned())
    }
}

fn path(text: &str) -> Path {
    text.parse().unwrap_or_else(|error| panic!("{text}: {error}"))
}
