//! `nilecare check`: channels and shared connections in folders, with nothing running.

use std::path::Path;
use std::process::{Command, Output};

use nilecare_drills::HubFolder;

const NILECARE: &str = env!("CARGO_BIN_EXE_nilecare");

const CHANNEL: &str = "version: 1\nid: lab\nname: Laboratory\nsource:\n  connector: { type: channel, name: lab }\ndestinations:\n- id: out\n  \
    connector: { type: mllp, connection: analyser, keep_connection: false }\n";

fn write(path: &Path, text: &str) {
    std::fs::create_dir_all(path.parent().expect("it is in a folder")).expect("the folder is ours");
    std::fs::write(path, text).expect("the folder is ours");
}

fn check(folder: &Path) -> (Option<i32>, String) {
    check_with(folder, &[])
}

fn check_with(folder: &Path, variables: &[(&str, &str)]) -> (Option<i32>, String) {
    let mut command = Command::new(NILECARE);
    command.arg("check").arg("--data").arg(folder).current_dir(folder);
    command.envs(variables.iter().copied());
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

#[test]
fn the_store_of_the_fhir_server_is_told_without_its_password_and_a_bad_one_with_what_to_do() {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let with = |store: &str| check_with(folder.path(), &[("NILECARE__FHIR__STORE", store)]);
    let (code, told) = with("mongodb://hub:hunter2@db1,db2:27018/fhir_resources?replicaSet=rs0");
    assert!(
        code == Some(0) && told.contains("mongodb://db1:27017,db2:27018/fhir_resources"),
        "{code:?} {told}"
    );
    assert!(!told.contains("hunter2"), "{told}");
    for (bad, expected) in [
        ("mongodb://hub:hunter2@db1:27017", "names no database"),
        ("mongodb://hub:hunter2@db1:nonsense/fhir", "cannot be read"),
        ("mongodb+srv://hub:hunter2@db1/fhir", "list the hosts"),
        ("couchdb://hub:hunter2@db1/fhir", "use sqlite:PATH or mongodb://"),
    ] {
        let (code, told) = with(bad);
        assert!(
            code != Some(0) && told.contains("fhir.store") && told.contains(expected),
            "{bad}: {code:?} {told}"
        );
        assert!(!told.contains("hunter2"), "{told}");
    }
}

#[tokio::test]
async fn every_database_of_a_hub_is_told_and_none_can_be_read_by_others() {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let hub = HubFolder::new(Path::new(NILECARE), folder.path()).expect("the binary is built");
    let data = hub.data();
    // The hub makes its folder itself.
    std::fs::remove_dir(&data).expect("it is empty");
    let hub = hub.start().await.expect("it starts");
    assert!(hub.stop().await.expect("it ends").success());
    let (code, told) = check(&data);
    let (_, told_of_it) = check_with(&data, &[("NILECARE__STORE__CLINCAL__URL", "sqlite:a.db")]);
    assert!(
        told_of_it.contains("store.clincal: there is no such database"),
        "{told_of_it}"
    );
    assert_eq!(code, Some(0), "{told}");
    let on_a_server = |url: &'static str| [("NILECARE__STORE__CLINICAL__URL", url)];
    let (code, told_of_it) = check_with(&data, &on_a_server("postgres://hub:hunter2@db/"));
    assert_eq!(code, Some(1), "{told_of_it}");
    assert!(
        told_of_it.contains("store.clinical.url: a database URL has the form") && !told_of_it.contains("hunter2"),
        "{told_of_it}"
    );
    let (code, told_of_it) = check_with(&data, &on_a_server("mysql://hub:hunter2@db/clinical"));
    assert_eq!(code, Some(0), "{told_of_it}");
    assert!(
        told_of_it.contains("mysql://…@db/clinical") && !told_of_it.contains("hunter2"),
        "{told_of_it}"
    );
    let files = std::fs::read_dir(&data)
        .expect("it is there")
        .map(|file| file.expect("it can be read").path());
    let databases: Vec<_> = files
        .filter(|path| path.extension().is_some_and(|ending| ending == "db"))
        .collect();
    assert!(databases.len() > 16, "{databases:?}");
    for database in databases {
        assert!(
            told.contains(&database.display().to_string()),
            "{} is not told in\n{told}",
            database.display()
        );
    }
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = std::fs::metadata(&data).expect("it is there").permissions().mode();
        assert_eq!(mode & 0o777, 0o700);
    }
}
