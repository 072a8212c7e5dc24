//! What editors do: save, look back, restore, and get in one another's way.

use std::fs;
use std::os::unix::fs::symlink;

use crate::support::*;
use nilecare_channel_repository::{Delete, ItemId, ItemKind, RepositoryError, RevisionId, Save, ScanMode};

#[test]
fn each_save_is_a_revision_and_is_in_the_folder() {
    let folder = Folder::new();
    let repository = folder.open();
    let first = save(&repository, &channel("true"), None, "ann")
        .expect("it is new")
        .revision;
    let second = save(&repository, &channel("false"), Some(1), "ben")
        .expect("the base is current")
        .revision;
    assert_eq!((first.id, second.id), (RevisionId(1), RevisionId(2)));
    assert_eq!(folder.read("channels/demo/filter.rhai"), "false");
    let history = repository.history(&demo(), None, 10).expect("it is there");
    let told = history
        .iter()
        .map(|revision| (revision.id.0, revision.author.as_str(), revision.comment.as_str()));
    assert_eq!(told.collect::<Vec<_>>(), [(2, "ben", "because"), (1, "ann", "because")]);
    let diff = repository
        .diff(&demo(), RevisionId(1), RevisionId(2))
        .expect("both are there");
    assert_eq!((diff.len(), diff[0].path.as_str()), (1, "filter.rhai"));
    let again = save(&repository, &channel("false"), Some(2), "ann").expect("nothing is changed");
    assert_eq!(again.revision.id, RevisionId(2), "what changes nothing is no revision");
    assert!(!folder.path("channels/.nilecare").exists(), "nothing is left aside");
}

#[test]
fn who_saves_over_anothers_work_gets_a_conflict_with_all_three_sides() {
    let folder = Folder::new();
    let repository = folder.open();
    save(&repository, &channel("true"), None, "ann").expect("it is new");
    save(&repository, &channel("1 == 1"), Some(1), "ben").expect("the base is current");
    let error = save(&repository, &channel("2 == 2"), Some(1), "cid").expect_err("ben was first");
    let RepositoryError::Conflict(conflict) = error else {
        panic!("{error}")
    };
    let current = conflict.current.expect("there is one");
    assert_eq!((current.id, current.author.as_str()), (RevisionId(2), "ben"));
    assert_eq!(conflict.diff.both, ["filter.rhai"]);
    assert!(
        conflict.diff.theirs[0]
            .text
            .as_deref()
            .is_some_and(|text| text.contains("+1 == 1"))
    );
    assert!(
        conflict.diff.yours[0]
            .text
            .as_deref()
            .is_some_and(|text| text.contains("+2 == 2"))
    );
    assert_eq!(folder.read("channels/demo/filter.rhai"), "1 == 1");
    let new = save(&repository, &channel("3 == 3"), None, "cid").expect_err("it is not new");
    assert!(matches!(new, RepositoryError::Conflict(_)));
}

#[test]
fn a_change_in_the_folder_becomes_a_revision_and_is_never_overwritten() {
    let folder = Folder::new();
    let repository = folder.open();
    save(&repository, &channel("true"), None, "ann").expect("it is new");
    folder.write("channels/demo/filter.rhai", "by hand");
    let error = save(&repository, &channel("false"), Some(1), "ann").expect_err("the folder was changed");
    let RepositoryError::Conflict(conflict) = error else {
        panic!("{error}")
    };
    assert_eq!(conflict.current.expect("there is one").author, "folder");
    assert_eq!(folder.read("channels/demo/filter.rhai"), "by hand");
    let stored = repository.get(&demo(), None).expect("it is there");
    assert_eq!(
        (stored.revision.id, stored.files.get("filter.rhai")),
        (RevisionId(2), Some(&b"by hand"[..]))
    );
    let delete = Delete {
        item: demo(),
        base: RevisionId(1),
        author: "ann".to_owned(),
        comment: String::new(),
    };
    assert!(matches!(repository.delete(&delete), Err(RepositoryError::Conflict(_))));
    save(&repository, &channel("false"), Some(2), "ann").expect("the base is current");
}

#[test]
fn new_and_removed_folders_are_found() {
    let folder = Folder::new();
    let repository = folder.open();
    folder.write("channels/demo/channel.yaml", CHANNEL);
    folder.write("channels/demo/filter.rhai", "true");
    folder.write("channels/README.md", "not a channel");
    folder.write("lookups/wards.csv", "code,name\nW1,Ward 1\n");
    folder.write("lookups/Not A Name.csv", "");
    let changes = repository.scan(ScanMode::Settled).expect("it is readable");
    let names = changes.iter().map(|(item, _)| item.to_string()).collect::<Vec<_>>();
    assert_eq!(names, ["channel/demo", "lookup/wards"]);
    assert!(repository.strays()[0].contains("Not A Name"));
    assert_eq!(repository.scan(ScanMode::Settled).expect("it is readable"), []);
    fs::remove_dir_all(folder.path("channels/demo")).expect("the folder is ours");
    assert_eq!(
        repository.scan(ScanMode::Settled).expect("it is readable").len(),
        0,
        "git may put it back at once"
    );
    let gone = repository.scan(ScanMode::Settled).expect("it is readable");
    assert!(gone[0].1.is_deleted);
    assert!(matches!(
        repository.get(&demo(), None),
        Err(RepositoryError::NotFound(_))
    ));
    repository
        .restore(&demo(), RevisionId(1), None, "ann", false)
        .expect("the history stays");
    assert_eq!(folder.read("channels/demo/filter.rhai"), "true");
}

#[test]
fn what_is_being_written_is_not_taken_before_it_is_left_alone() {
    let folder = Folder::new();
    folder.write("channels/demo/channel.yaml", CHANNEL);
    let mut options = folder.options();
    options.clock = std::sync::Arc::new(nilecare_types::SystemClock);
    fs::remove_dir_all(folder.path("channels")).expect("the folder is ours");
    let repository = nilecare_channel_repository::Repository::open(options).expect("the folder is ours");
    folder.write("channels/demo/channel.yaml", CHANNEL);
    assert_eq!(repository.scan(ScanMode::Settled).expect("it is readable"), []);
    assert_eq!(repository.scan(ScanMode::Now).expect("it is readable").len(), 1);
}

#[test]
fn a_folder_that_is_no_valid_channel_is_listed_with_its_problems() {
    let folder = Folder::new();
    let repository = folder.open();
    save(&repository, &channel("true"), None, "ann").expect("it is new");
    folder.write(
        "channels/demo/channel.yaml",
        &CHANNEL.replace("name: Demo", "nmae: Demo"),
    );
    repository.scan(ScanMode::Now).expect("it is readable");
    let list = repository.list(ItemKind::Channel).expect("it is readable");
    assert_eq!(list[0].last_good, Some(RevisionId(1)));
    assert!(list[0].problems[0].contains("nmae"), "{:?}", list[0].problems);
    assert!(!list[0].problems[0].contains(&folder.tree().display().to_string()));
    fs::remove_file(folder.path("channels/demo/channel.yaml")).expect("the folder is ours");
    repository.scan(ScanMode::Now).expect("it is readable");
    let list = repository.list(ItemKind::Channel).expect("it is readable");
    assert!(list[0].problems[0].contains("channel.yaml"), "{:?}", list[0].problems);
}

#[test]
fn what_is_not_valid_is_saved_only_as_a_draft() {
    let folder = Folder::new();
    let repository = folder.open();
    let bad = files(&[("channel.yaml", "version: 1\nid: demo\n")]);
    let problems = repository.validate(&demo(), &bad).expect("it can be looked at");
    assert!(!problems.is_empty());
    assert!(matches!(
        save(&repository, &bad, None, "ann"),
        Err(RepositoryError::Invalid { .. })
    ));
    assert!(!folder.path("channels/demo").exists());
    let draft = Save {
        item: demo(),
        files: bad,
        base: None,
        author: "ann".to_owned(),
        comment: String::new(),
        is_draft: true,
    };
    assert_eq!(repository.save(draft).expect("it is a draft").problems, problems);
}

#[test]
fn an_id_never_changes() {
    let folder = Folder::new();
    let repository = folder.open();
    let renamed = files(&[
        ("channel.yaml", &CHANNEL.replace("id: demo", "id: other")),
        ("filter.rhai", "true"),
    ]);
    let error = save(&repository, &renamed, None, "ann").expect_err("the id is another");
    assert!(
        matches!(&error, RepositoryError::Renamed { to, .. } if to == "other"),
        "{error}"
    );
}

#[test]
fn links_are_refused_and_never_followed() {
    let folder = Folder::new();
    let repository = folder.open();
    save(&repository, &channel("true"), None, "ann").expect("it is new");
    symlink("/etc/passwd", folder.path("channels/demo/more.rhai")).expect("the folder is ours");
    repository.scan(ScanMode::Now).expect("the others are readable");
    let list = repository.list(ItemKind::Channel).expect("it is readable");
    assert!(
        list[0].problems[0].contains("more.rhai is a link"),
        "{:?}",
        list[0].problems
    );
    let error = save(&repository, &channel("false"), Some(1), "ann").expect_err("the link would be lost");
    assert!(matches!(error, RepositoryError::Unusable { .. }), "{error}");
    fs::remove_file(folder.path("channels/demo/more.rhai")).expect("the folder is ours");
    save(&repository, &channel("false"), Some(1), "ann").expect("it is as before");

    fs::create_dir_all(folder.path("libraries")).expect("the folder is ours");
    symlink("/etc", folder.path("libraries/etc")).expect("the folder is ours");
    repository.scan(ScanMode::Now).expect("the others are readable");
    let list = repository.list(ItemKind::Library).expect("it is readable");
    assert!(list[0].revision.is_none() && !list[0].problems.is_empty());
}

#[test]
fn hidden_files_in_a_folder_stay_when_it_is_saved() {
    let folder = Folder::new();
    let repository = folder.open();
    save(&repository, &channel("true"), None, "ann").expect("it is new");
    folder.write("channels/demo/.git/config", "kept");
    folder.write("channels/demo/.channel.yaml.swp", "an editor has it open");
    save(&repository, &channel("false"), Some(1), "ann").expect("hidden files are no change");
    assert_eq!(folder.read("channels/demo/.git/config"), "kept");
    assert_eq!(folder.read("channels/demo/.channel.yaml.swp"), "an editor has it open");
}

#[test]
fn a_deleted_item_can_be_restored_and_numbers_go_on() {
    let folder = Folder::new();
    let repository = folder.open();
    save(&repository, &channel("true"), None, "ann").expect("it is new");
    let delete = Delete {
        item: demo(),
        base: RevisionId(1),
        author: "ben".to_owned(),
        comment: "not needed".to_owned(),
    };
    assert!(repository.delete(&delete).expect("it is there").is_deleted);
    assert!(!folder.path("channels/demo").exists());
    assert!(matches!(repository.delete(&delete), Err(RepositoryError::NotFound(_))));
    let restored = repository
        .restore(&demo(), RevisionId(1), None, "ann", false)
        .expect("it is kept");
    assert_eq!(restored.revision.id, RevisionId(3));
    assert_eq!(folder.read("channels/demo/filter.rhai"), "true");
    assert!(matches!(
        repository.restore(&demo(), RevisionId(2), None, "ann", false),
        Err(RepositoryError::NoRevision { .. })
    ));
}

#[test]
fn single_files_are_saved_like_folders() {
    let folder = Folder::new();
    let repository = folder.open();
    let item: ItemId = "lookup/wards".parse().expect("it is a name");
    let table = |text: &str| nilecare_channel_repository::Files::single(&item, text.into()).expect("it is small");
    let save = |text: &str, base: Option<i64>| {
        repository.save(Save {
            item: item.clone(),
            files: table(text),
            base: base.map(RevisionId),
            author: "ann".to_owned(),
            comment: String::new(),
            is_draft: false,
        })
    };
    save("code,name\nW1,a\n", None).expect("it is new");
    save("code,name\nW1,b\n", Some(1)).expect("the base is current");
    assert_eq!(folder.read("lookups/wards.csv"), "code,name\nW1,b\n");
    assert!(matches!(save("x", Some(1)), Err(RepositoryError::Conflict(_))));
}
