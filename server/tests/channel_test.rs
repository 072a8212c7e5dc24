//! `nilecare channel test` in a tree of configuration files, as a git checkout has it: no hub runs.

use std::fs;
use std::path::Path;
use std::process::Command;

fn channel_test(folder: &Path, more: &[&str]) -> (bool, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_nilecare"));
    let output = command.args(["channel", "test"]).arg(folder).args(more).output();
    let output = output.expect("the binary is built");
    let text = [output.stdout, output.stderr].concat();
    (output.status.success(), String::from_utf8_lossy(&text).into_owned())
}

fn write(path: &Path, text: &str) {
    fs::create_dir_all(path.parent().expect("it is in a folder")).expect("the folder is ours");
    fs::write(path, text).expect("the folder is ours");
}

#[test]
fn cases_run_with_the_libraries_and_tables_beside_the_channels() {
    let tree = tempfile::tempdir().expect("a temporary folder can be made");
    let folder = tree.path().join("channels/ward");
    fs::create_dir(tree.path().join("channels")).expect("the folder is ours");
    let made = Command::new(env!("CARGO_BIN_EXE_nilecare"))
        .args(["channel", "new"])
        .arg(&folder)
        .status();
    assert!(made.expect("the binary is built").success());
    write(
        &folder.join("transformer.rhai"),
        "msg[\"MSH-5\"] = receiver_name(lookup(\"systems\", \"lab\"));",
    );

    let (is_good, text) = channel_test(&folder, &[]);
    assert!(!is_good, "there is no library yet: {text}");

    write(&tree.path().join("lookups/systems.csv"), "code,name\nlab,BLUE\n");
    let library = tree.path().join("libraries/names");
    write(&library.join("library.yaml"), "name: Names\nchannels: all\n");
    write(
        &library.join("names.rhai"),
        "fn receiver_name(name) { name + \"-LAB\" }",
    );
    let (is_good, text) = channel_test(&folder, &["--update"]);
    assert!(is_good, "{text}");
    let sent = fs::read_to_string(folder.join("cases/admit/receiver.hl7")).expect("it was written");
    assert!(sent.contains("|BLUE-LAB|"), "{sent}");

    let elsewhere = tree.path().join("elsewhere");
    fs::rename(tree.path().join("libraries"), &elsewhere).expect("the folder is ours");
    let (is_good, text) = channel_test(&folder, &["--libraries", &elsewhere.to_string_lossy()]);
    assert!(is_good, "{text}");

    write(&elsewhere.join("names/names.rhai"), "fn receiver_name(name) {");
    let (is_good, text) = channel_test(&folder, &["--libraries", &elsewhere.to_string_lossy()]);
    assert!(
        !is_good && text.contains("libraries are not valid") && text.contains("names.rhai"),
        "{text}"
    );
}
