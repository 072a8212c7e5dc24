//! The commands that look into files, as a user runs them: on the samples of the project.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

fn nilecare(args: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_nilecare"));
    command.args(args).output().expect("the command starts")
}

fn sample(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../samples").join(name)
}

fn text(path: &Path) -> &str {
    path.to_str().expect("its name is text")
}

#[test]
fn a_message_becomes_a_bundle_and_the_bundle_a_message() {
    let told = nilecare(&["hl7", "to-fhir", text(&sample("adt-a01.hl7"))]);
    assert!(told.status.success(), "{told:?}");
    let bundle: serde_json::Value = serde_json::from_slice(&told.stdout).expect("it is JSON");
    assert_eq!(bundle["type"], "transaction");

    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("bundle.json");
    std::fs::write(&file, &told.stdout).expect("it is ours");
    let told = nilecare(&[
        "fhir",
        "to-hl7",
        text(&file),
        "--event",
        "ADT^A08",
        "--control-id",
        "77",
        "--sending-application",
        "HUB",
    ]);
    assert!(told.status.success(), "{told:?}");
    let message = String::from_utf8(told.stdout).expect("it is text");
    let header: Vec<_> = message.lines().next().unwrap_or_default().split('|').collect();
    assert_eq!((header[2], header[8], header[9]), ("HUB", "ADT^A08^ADT_A01", "77"));
    let sent = std::fs::read_to_string(sample("adt-a01.hl7")).expect("the sample is there");
    let name = |message: &str| {
        let pid = message.split(['\r', '\n']).find(|line| line.starts_with("PID"));
        let name = pid.and_then(|pid| pid.split('|').nth(5));
        name.unwrap_or_default().to_owned()
    };
    assert!(
        !name(&sent).is_empty() && name(&message).starts_with(&name(&sent)),
        "{message}"
    );

    let told = nilecare(&["fhir", "to-hl7", text(&file), "--event", "ADT^A99"]);
    let complaint = String::from_utf8_lossy(&told.stderr).into_owned();
    assert!(!told.status.success() && complaint.contains("ADT^A01"), "{complaint}");
}

#[test]
fn samples_conform_and_what_does_not_is_told() {
    for name in ["adt-a01.hl7", "oru-r01.hl7", "oml-o21.hl7", "adt-a40.hl7"] {
        let told = nilecare(&["hl7", "validate", text(&sample(name))]);
        assert!(told.status.success(), "{told:?}");
    }
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("bad.hl7");
    std::fs::write(
        &file,
        "MSH|^~\\&|A|B|C|D|20260105||ADT^A01|1|P|2.5.1\rPID|1||77||EVERYMAN\r",
    )
    .expect("it is ours");
    let told = nilecare(&["hl7", "validate", "--json", text(&file)]);
    let lines = String::from_utf8(told.stdout).expect("it is text");
    assert!(!told.status.success());
    let issues: Vec<serde_json::Value> = lines
        .lines()
        .map(|line| serde_json::from_str(line).expect("each line is JSON"))
        .collect();
    assert!(issues.iter().any(|issue| issue["path"] == "EVN"), "{lines}");
}
