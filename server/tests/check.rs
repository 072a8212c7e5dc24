//! `nilecare check`: channels and shared connections in folders, with nothing running.

use std::path::Path;
use std::process::{Command, Output};

const NILECARE: &str = env!("CARGO_BIN_EXE_nilecare");

const CHANNEL: &str = "version: 1\nid: lab\nname: Laboratory\nsource:\n  connector: { type: channel, name: lab }\ndestinations:\n- id: out\n  \
    connector: { type: mllp, connection: analyser, keep_connection: false }\n";

fn write(path: &Path, text: &str) {
    std::fs::create_dir_all(path.parent().expect("it is in a folder")).expect("the folder is ours");
    std::fs::write(path, text).expect("the folder is ours");
}

fn check(folder: &Path) -> (Option<i32>, String) {
    let mut command = Command::new(NILECARE);
    command.arg("check").arg("--data").arg(folder).current_dir(folder);
    let Output { status, stdout, stderr } = command.output().expect("the binary is there");
    let text = String::from_utf8_lossy(&[stdout, stderr].concat()).into_owned();
    (status.code(), text)
}

#[test]
fn channels_are_checked_together_with_the_connections_that_they_name() {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let tree = folder.path().join("configuration");
    write(&tree.join("channels/lab/channel.yaml"), CHANNEL);
    let (code, told) = check(folder.path());
    assert!(
        code == Some(1) && told.contains("there is no connection \"analyser\""),
        "{code:?} {told}"
    );
    write(
        &tree.join("connections/analyser.yaml"),
        "type: mllp\naddress: 127.0.0.1:2600\n",
    );
    let (code, told) = check(folder.path());
    assert!(code == Some(0) && told.contains("ok"), "{code:?} {told}");
    write(
        &tree.join("connections/analyser.yaml"),
        "type: mllp\nadress: 127.0.0.1:2600\n",
    );
    let (code, told) = check(folder.path());
    assert!(
        code == Some(1) && told.contains("/adress: mllp has no such setting"),
        "{code:?} {told}"
    );
}
