//! The samples at the top of the project go through the shipped channels to the services.

use std::fs;
use std::path::{Path, PathBuf};

use bytes::Bytes;
use nilecare_channel_model::ChannelFolder;
use nilecare_contracts::clinical::AdtEvent;
use nilecare_contracts::lab::{OrderRequest, ResultReport};
use nilecare_engine_runtime::{TestRig, Trial};
use nilecare_types::Timestamp;

fn samples() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../samples");
    let entries = fs::read_dir(folder).expect("the samples are there");
    let mut paths = entries
        .map(|entry| entry.expect("it can be read").path())
        .collect::<Vec<_>>();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "hl7"));
    paths.sort();
    paths
}

fn rig(channel: &str) -> TestRig {
    let folder = ChannelFolder::load(&crate::support::library().join(channel)).expect("the channel is valid");
    TestRig::new(folder, &crate::support::registry())
        .map_err(|problems| problems.len())
        .expect("the channel compiles")
}

fn run(rig: &TestRig, message: &Bytes) -> Trial {
    rig.run(message, Timestamp::UNIX_EPOCH)
}

/// What the destination is to be sent.
fn sent<'a>(trial: &'a Trial, destination: &str, name: &str) -> &'a Bytes {
    let found = trial.destinations.iter().find(|to| to.id == destination);
    let content = found.and_then(|to| to.content.as_ref());
    content.unwrap_or_else(|| panic!("{name} is not sent to {destination}: {trial:?}"))
}

#[test]
fn each_sample_is_routed_and_becomes_a_command_that_its_service_takes() {
    let front_door = rig("hl7-inbound");
    let [adt, oru, orders] = ["adt-inbound", "oru-inbound", "orders-inbound"].map(rig);
    let paths = samples();
    assert_eq!(paths.len(), 12);
    for path in paths {
        let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let text = fs::read_to_string(&path).expect("it is text").replace('\n', "\r");
        let message = Bytes::from(text);
        let routed = run(&front_door, &message);
        let problems = match name.split('-').next() {
            Some("adt") => {
                let message = sent(&routed, "adt-inbound", &name);
                let trial = run(&adt, message);
                let event: AdtEvent = read(sent(&trial, "clinical", &name));
                event.validate()
            }
            Some("oru") => {
                let trial = run(&oru, sent(&routed, "oru-inbound", &name));
                let report: ResultReport = read(sent(&trial, "lab", &name));
                report.validate()
            }
            _ => {
                let trial = run(&orders, sent(&routed, "orders-inbound", &name));
                let request: OrderRequest = read(sent(&trial, "lab", &name));
                request.validate()
            }
        };
        assert_eq!(problems, Vec::<String>::new(), "{name}");
    }
}

fn read<T: serde::de::DeserializeOwned>(content: &Bytes) -> T {
    serde_json::from_slice(content).expect("it is a command")
}

#[test]
fn the_readme_tells_of_each_sample() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../samples");
    let readme = fs::read_to_string(folder.join("README.md")).expect("it is there");
    for path in samples() {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        assert!(readme.contains(&format!("`{name}`")), "{name}");
    }
}
