//! A new channel works as it is, and its cases tell when it does not.

use std::fs;
use std::sync::Arc;

use nilecare_channel_cases::{CasesError, new_channel, run};
use nilecare_types::ChannelId;

fn id() -> ChannelId {
    "ward-admissions".parse().expect("it is an id")
}

#[test]
fn a_new_channel_passes_its_case() {
    let root = tempfile::tempdir().expect("a temporary folder can be made");
    let folder = new_channel(root.path(), &id()).expect("the folder is empty");
    let report = run(&folder, &crate::support::registry(), Arc::default(), false).expect("the channel is valid");
    assert!(report.is_success() && report.n_passed() == 1, "{report}");
}

#[test]
fn a_channel_is_never_overwritten() {
    let root = tempfile::tempdir().expect("a temporary folder can be made");
    new_channel(root.path(), &id()).expect("the folder is empty");
    assert!(matches!(
        new_channel(root.path(), &id()),
        Err(CasesError::Exists { .. })
    ));
}

#[test]
fn a_changed_script_fails_the_case_until_its_files_are_updated() {
    let root = tempfile::tempdir().expect("a temporary folder can be made");
    let folder = new_channel(root.path(), &id()).expect("the folder is empty");
    fs::write(folder.join("filter.rhai"), "false").expect("it is ours");
    let registry = crate::support::registry();
    let report = run(&folder, &registry, Arc::default(), false).expect("the channel is valid");
    assert_eq!((report.n_failed(), report.is_success()), (1, false));
    let text = report.to_string();
    assert!(
        text.contains("+source: filtered") && text.contains("receiver.hl7 (actual: no such file)"),
        "{text}"
    );

    let report = run(&folder, &registry, Arc::default(), true).expect("the files can be written");
    assert_eq!((report.n_failed(), report.n_updated()), (0, 1));
    assert!(!folder.join("cases/admit/receiver.hl7").exists());
    assert!(
        run(&folder, &registry, Arc::default(), false)
            .expect("the channel is valid")
            .is_success()
    );
}

#[test]
fn a_script_that_does_not_compile_is_told_with_its_place() {
    let root = tempfile::tempdir().expect("a temporary folder can be made");
    let folder = new_channel(root.path(), &id()).expect("the folder is empty");
    fs::write(folder.join("transformer.rhai"), "msg[\"MSH-5\"] = unknown_name;").expect("it is ours");
    let error = run(&folder, &crate::support::registry(), Arc::default(), false)
        .expect_err("the name is not known")
        .to_string();
    assert!(
        error.contains("/destinations/0/transformer/0") && error.contains("transformer.rhai line 1"),
        "{error}"
    );
}

#[test]
fn a_case_without_a_message_is_named() {
    let root = tempfile::tempdir().expect("a temporary folder can be made");
    let folder = new_channel(root.path(), &id()).expect("the folder is empty");
    fs::create_dir(folder.join("cases/empty")).expect("it is ours");
    let error = run(&folder, &crate::support::registry(), Arc::default(), false)
        .expect_err("there is no message")
        .to_string();
    assert!(error.contains("empty") && error.contains("in.hl7"), "{error}");
}
