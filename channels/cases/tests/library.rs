//! The shipped channels do what their cases say, and the services would take what they send.
//!
//! `UPDATE_CASES=1` writes the expected files anew, to be looked through before they are kept.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use nilecare_channel_cases::run;
use nilecare_channel_model::ChannelFolder;
use nilecare_contracts::clinical::AdtEvent;
use nilecare_contracts::device::{DeviceReport, ReadingBatch};
use nilecare_contracts::lab::{OrderRequest, ResultReport};
use serde::de::DeserializeOwned;

/// Channels and how many cases they have at least.
const SHIPPED: &[(&str, usize)] = &[
    ("adt-inbound", 12),
    ("adt-outbound", 16),
    ("charges-outbound", 6),
    ("device-vitals", 10),
    ("hl7-inbound", 4),
    ("orders-inbound", 5),
    ("orders-outbound", 5),
    ("oru-inbound", 8),
    ("prescriptions-outbound", 5),
    ("records-to-fhir", 7),
    ("results-outbound", 7),
    ("siu-outbound", 8),
];

#[test]
fn every_shipped_channel_does_what_its_cases_say() {
    let registry = crate::support::registry();
    let mut failures = String::new();
    for folder in ChannelFolder::list(&crate::support::library()).expect("the library is there") {
        let report =
            run(&folder, &registry, Arc::default(), crate::support::is_update()).expect("the channel is valid");
        let wanted = SHIPPED
            .iter()
            .find(|(id, _)| *id == report.channel)
            .map_or(1, |(_, n_cases)| *n_cases);
        assert!(report.cases.len() >= wanted, "{} has too few cases", report.channel);
        if !report.is_success() {
            failures.push_str(&report.to_string());
        }
    }
    assert!(failures.is_empty(), "{failures}");
}

#[test]
fn every_shipped_channel_is_there_with_a_readme() {
    for (id, _) in SHIPPED {
        let folder = crate::support::library().join(id);
        assert!(
            folder.join("channel.yaml").is_file() && folder.join("README.md").is_file(),
            "{id}"
        );
    }
}

/// The files of this name in the cases of a channel.
fn expected(channel: &str, file: &str) -> Vec<PathBuf> {
    let cases = fs::read_dir(crate::support::library().join(channel).join("cases")).expect("the channel has cases");
    let files = cases.map(|case| case.expect("it can be read").path().join(file));
    files.filter(|path| path.is_file()).collect()
}

/// Reads a command, or a list of them.
fn commands<T: DeserializeOwned>(path: &Path) -> Vec<T> {
    let text = fs::read_to_string(path).expect("it is a file");
    let value: serde_json::Value = serde_json::from_str(&text).expect("it is JSON");
    let list = match value {
        serde_json::Value::Array(list) => list,
        one => vec![one],
    };
    let read = |value| serde_json::from_value(value).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    list.into_iter().map(read).collect()
}

fn assert_valid<T: DeserializeOwned>(channel: &str, file: &str, validate: fn(&T) -> Vec<String>) {
    let files = expected(channel, file);
    assert!(files.len() >= 3, "{channel} sends commands in few cases");
    for path in files {
        for command in commands::<T>(&path) {
            assert_eq!(validate(&command), Vec::<String>::new(), "{}", path.display());
        }
    }
}

#[test]
fn the_clinical_service_would_take_every_adt_event() {
    assert_valid("adt-inbound", "clinical.json", AdtEvent::validate);
}

#[test]
fn the_lab_service_would_take_every_result_report() {
    assert_valid("oru-inbound", "lab.json", ResultReport::validate);
}

#[test]
fn the_lab_service_would_take_every_order_request() {
    assert_valid("orders-inbound", "lab.json", OrderRequest::validate);
}

#[test]
fn the_device_service_would_take_readings_and_reports() {
    assert_valid("device-vitals", "readings.json", ReadingBatch::validate);
    assert_valid("device-vitals", "reports.json", DeviceReport::validate);
}

/// There is no way yet to share a script between channels but to have it in each folder.
#[test]
fn the_script_that_reads_patients_is_the_same_in_each_channel() {
    let text = |channel: &str| {
        fs::read_to_string(crate::support::library().join(channel).join("patient.rhai")).expect("it is there")
    };
    let first = text("adt-inbound");
    for channel in ["oru-inbound", "orders-inbound"] {
        assert!(
            text(channel) == first,
            "{channel}/patient.rhai differs from adt-inbound/patient.rhai"
        );
    }
}
