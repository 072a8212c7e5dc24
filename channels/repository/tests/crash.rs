//! A crash between the commit of a revision and the folder, at each place.

use std::fs;

use crate::support::*;
use nilecare_channel_repository::{RepositoryError, RevisionId};

/// Brings the database into the state that a crash leaves: the newest revision is still on its way.
fn mark_pending(folder: &Folder, revision: i64) {
    let database = rusqlite::Connection::open(folder.root.path().join("configuration.db")).expect("it is there");
    database
        .execute(
            "INSERT INTO pending (kind, name, revision) VALUES ('channel', 'demo', ?)",
            [revision],
        )
        .expect("the table is there");
}

fn two_revisions(folder: &Folder) {
    let repository = folder.open();
    save(&repository, &channel("old"), None, "ann").expect("it is new");
    save(&repository, &channel("new"), Some(1), "ben").expect("the base is current");
}

#[test]
fn what_was_committed_and_not_in_the_folder_is_put_there() {
    let folder = Folder::new();
    two_revisions(&folder);
    folder.write("channels/demo/filter.rhai", "old");
    mark_pending(&folder, 2);
    let repository = folder.open();
    assert_eq!(folder.read("channels/demo/filter.rhai"), "new");
    let stored = repository.get(&demo(), None).expect("it is there");
    assert_eq!(
        (stored.revision.id, stored.revision.author.as_str()),
        (RevisionId(2), "ben")
    );
}

#[test]
fn a_folder_that_was_moved_away_is_put_back() {
    let folder = Folder::new();
    two_revisions(&folder);
    let aside = folder.path("channels/.nilecare/demo.01ARZ3NDEKTSV4RRFFQ69G5FAV");
    fs::create_dir_all(&aside).expect("the folder is ours");
    fs::rename(folder.path("channels/demo"), aside.join("old")).expect("the folder is ours");
    folder.write(
        "channels/.nilecare/demo.01ARZ3NDEKTSV4RRFFQ69G5FAV/old/.git/config",
        "kept",
    );
    mark_pending(&folder, 2);
    folder.open();
    assert_eq!(folder.read("channels/demo/filter.rhai"), "new");
    assert_eq!(folder.read("channels/demo/.git/config"), "kept");
    assert!(!folder.path("channels/.nilecare").exists());
}

#[test]
fn half_written_files_are_never_seen_and_removed_at_the_next_start() {
    let folder = Folder::new();
    two_revisions(&folder);
    folder.write(
        "channels/.nilecare/demo.01ARZ3NDEKTSV4RRFFQ69G5FAV/demo/channel.yaml",
        "vers",
    );
    let repository = folder.open();
    assert_eq!(repository.history(&demo(), None, 10).expect("it is there").len(), 2);
    assert!(!folder.path("channels/.nilecare").exists());
}

#[test]
fn what_was_in_the_folder_already_is_left_as_it_is() {
    let folder = Folder::new();
    two_revisions(&folder);
    mark_pending(&folder, 2);
    let repository = folder.open();
    assert_eq!(repository.history(&demo(), None, 10).expect("it is there").len(), 2);
}

#[test]
fn a_change_made_after_the_crash_wins_and_nothing_is_lost() {
    let folder = Folder::new();
    two_revisions(&folder);
    folder.write("channels/demo/filter.rhai", "by hand");
    mark_pending(&folder, 2);
    let repository = folder.open();
    assert_eq!(folder.read("channels/demo/filter.rhai"), "by hand");
    let stored = repository.get(&demo(), Some(RevisionId(2))).expect("it is kept");
    assert_eq!(stored.files.get("filter.rhai"), Some(&b"new"[..]));
    assert_eq!(
        repository.get(&demo(), None).expect("it is there").revision.id,
        RevisionId(3)
    );
}

#[test]
fn a_save_that_cannot_be_written_leaves_all_as_it_was() {
    let folder = Folder::new();
    two_revisions(&folder);
    let repository = folder.open();
    // A file where the folder for new files would be: nothing can be written there, whoever runs the test.
    folder.write("channels/.nilecare", "in the way");
    let error = save(&repository, &channel("newer"), Some(2), "ann").expect_err("it cannot be written");
    assert!(matches!(error, RepositoryError::Write { .. }), "{error}");
    assert_eq!(folder.read("channels/demo/filter.rhai"), "new");
    fs::remove_file(folder.path("channels/.nilecare")).expect("the folder is ours");
    let saved = save(&repository, &channel("newer"), Some(2), "ann").expect("the base is still current");
    assert_eq!(saved.revision.id, RevisionId(3));
}

#[test]
fn a_damaged_history_is_told_and_not_taken_for_files() {
    let folder = Folder::new();
    two_revisions(&folder);
    let database = rusqlite::Connection::open(folder.root.path().join("configuration.db")).expect("it is there");
    database
        .execute("UPDATE blob SET content = x'ffffffff00'", ())
        .expect("the table is there");
    let repository = folder.open();
    let error = repository.get(&demo(), Some(RevisionId(1))).expect_err("it is damaged");
    assert!(matches!(error, RepositoryError::Damaged(_)), "{error}");
}
