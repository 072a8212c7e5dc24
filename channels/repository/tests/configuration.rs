//! The configuration map: types, comments, and secrets that are never in the clear on disk.

use crate::support::*;
use nilecare_channel_repository::{
    ConfigurationMap, ConfigurationValue, EntryValue, ItemId, RepositoryError, ScanMode, SecretKey,
};
use nilecare_types::Secret;
use proptest::prelude::*;
use serde_json::{Value, json};

const MARKER: &str = "hunter2-the-marker";

fn set(repository: &nilecare_channel_repository::Repository, name: &str, value: EntryValue) {
    repository
        .change_configuration("ann", "", |map| {
            Ok(map.set(name, value.clone(), Some("why".to_owned()))?)
        })
        .expect("it is good");
}

fn files_with(folder: &Folder, marker: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut left = vec![folder.root.path().to_owned()];
    while let Some(path) = left.pop() {
        if path.is_dir() {
            left.extend(
                std::fs::read_dir(path)
                    .expect("it is ours")
                    .map(|entry| entry.expect("it is ours").path()),
            );
        } else {
            let content = std::fs::read(&path).expect("it is ours");
            if content.windows(marker.len()).any(|window| window == marker.as_bytes()) {
                found.push(path.display().to_string());
            }
        }
    }
    found
}

#[test]
fn values_keep_their_type_and_comment() {
    let folder = Folder::new();
    let repository = folder.open();
    for (name, value) in [
        ("a.text", json!("5")),
        ("b.number", json!(5)),
        ("c.yes", json!(true)),
        ("d.json", json!({ "list": [1, "two"] })),
    ] {
        set(&repository, name, EntryValue::Plain(value));
    }
    let (map, _) = folder.open().configuration().expect("it is good");
    assert_eq!(
        map.get("a.text").expect("it is set").value,
        EntryValue::Plain(json!("5"))
    );
    assert_eq!(
        map.get("b.number").expect("it is set").value,
        EntryValue::Plain(json!(5))
    );
    assert_eq!(
        map.get("d.json").expect("it is set").value,
        EntryValue::Plain(json!({ "list": [1, "two"] }))
    );
    assert_eq!(map.get("a.text").expect("it is set").comment, "why");
}

#[test]
fn a_secret_is_never_in_the_clear_on_disk() {
    let folder = Folder::new();
    let repository = folder.open();
    set(
        &repository,
        "lab.password",
        EntryValue::Open(Secret::new(MARKER.to_owned())),
    );
    assert_eq!(files_with(&folder, MARKER), Vec::<String>::new());
    let values = folder.open().configuration_values().expect("the key is the same");
    assert_eq!(
        values["lab.password"],
        ConfigurationValue::Secret(Secret::new(MARKER.to_owned()))
    );
    assert!(!format!("{values:?}").contains(MARKER));
}

#[test]
fn a_secret_written_into_the_file_is_sealed_there() {
    let folder = Folder::new();
    let repository = folder.open();
    let text = format!("version: 1\nvalues:\n  lab.password: {{ secret: true, value: {MARKER} }}\n");
    folder.write("configuration.yaml", &text);
    repository.scan(ScanMode::Now).expect("it is readable");
    assert_eq!(files_with(&folder, MARKER), Vec::<String>::new());
    let values = repository.configuration_values().expect("the key is the same");
    assert_eq!(
        values["lab.password"],
        ConfigurationValue::Secret(Secret::new(MARKER.to_owned()))
    );
}

#[test]
fn a_map_that_is_not_valid_is_told_without_quoting_it_and_not_kept() {
    let folder = Folder::new();
    let repository = folder.open();
    set(&repository, "a", EntryValue::Plain(json!(1)));
    let text = format!("version: 1\nvalues:\n  lab.password: {{ secret: true, value: {MARKER}, unknown: 1 }}\n");
    folder.write("configuration.yaml", &text);
    repository.scan(ScanMode::Now).expect("the others are readable");
    let summary = repository.find(&ItemId::configuration()).expect("it is there");
    assert!(
        !summary.problems.is_empty() && !summary.problems[0].contains(MARKER),
        "{:?}",
        summary.problems
    );
    assert_eq!(files_with(&folder, MARKER).len(), 1, "only in the file itself");
    let error = ConfigurationMap::read(text.as_bytes())
        .expect_err("it is not valid")
        .to_string();
    assert!(error.contains("line 3") && !error.contains(MARKER), "{error}");
}

#[test]
fn a_sealed_value_opens_only_under_its_name_and_key() {
    let folder = Folder::new();
    let repository = folder.open();
    set(&repository, "a", EntryValue::Open(Secret::new(MARKER.to_owned())));
    let text = folder.read("configuration.yaml");
    let moved = ConfigurationMap::read(text.replace("  a:", "  b:").as_bytes()).expect("it is a map");
    assert!(moved.open(repository.key()).is_err());
    let other = SecretKey::generate().expect("there are random numbers");
    let error = ConfigurationMap::read(text.as_bytes())
        .expect("it is a map")
        .open(&other);
    let told = error.expect_err("the key is another").to_string();
    assert!(told.contains("nilecare config set-secret a"), "{told}");
}

#[test]
fn the_key_is_made_once_and_only_its_owner_can_read_it() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = Folder::new();
    let path = folder.root.path().join("secret.key");
    SecretKey::load_or_make(&path).expect("it is made");
    let text = std::fs::read_to_string(&path).expect("it is there");
    SecretKey::load_or_make(&path).expect("it is read");
    assert_eq!(std::fs::read_to_string(&path).expect("it is there"), text);
    let mode = std::fs::metadata(&path).expect("it is there").permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    assert!(SecretKey::parse(&Secret::new("short".to_owned())).is_err());
}

#[test]
fn names_and_values_have_bounds() {
    let mut map = ConfigurationMap::default();
    for bad in ["", "1a", "a b", "a/b", &"a".repeat(129)] {
        assert!(map.set(bad, EntryValue::Plain(json!(1)), None).is_err(), "{bad:?}");
    }
    assert!(
        map.set("a", EntryValue::Plain(json!("x".repeat(70_000))), None)
            .is_err()
    );
    assert!(map.set("a", EntryValue::Plain(Value::Null), None).is_err());
}

#[test]
fn who_changes_another_value_at_the_same_time_gets_no_conflict() {
    let folder = Folder::new();
    let repository = folder.open();
    set(&repository, "a", EntryValue::Plain(json!(1)));
    let is_first = std::cell::Cell::new(true);
    let saved = repository.change_configuration("ann", "", |map| {
        if is_first.replace(false) {
            set(&repository, "b", EntryValue::Plain(json!(2)));
        }
        Ok::<_, RepositoryError>(map.set("a", EntryValue::Plain(json!(3)), None)?)
    });
    saved.expect("it is tried again");
    let (map, _) = repository.configuration().expect("it is good");
    assert_eq!(map.iter().count(), 2);
}

proptest! {
    #[test]
    fn what_is_written_is_read_back(text in ".{0,40}", number in any::<i64>(), comment in "[ -~]{0,20}") {
        let mut map = ConfigurationMap::default();
        map.set("a", EntryValue::Plain(json!(text)), Some(comment.clone())).expect("it is good");
        map.set("b", EntryValue::Plain(json!(number)), Some(comment)).expect("it is good");
        let written = map.write().expect("there are no secrets");
        prop_assert_eq!(ConfigurationMap::read(written.as_bytes()).expect("it was written by us"), map);
    }
}
