//! The connector `file` over real folders: what is taken and when, what becomes of it, and what is written.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};

use bytes::Bytes;
use nilecare_tests::{ChannelFile, DestinationFile, Hub, HubOptions, adt, eventually};
use nilecare_types::{Clock, SystemClock};
use serde_json::{Value, json};
use tempfile::TempDir;

fn hub() -> Hub {
    Hub::start(HubOptions::default()).expect("the folder is new")
}

fn folder() -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().to_owned();
    (folder, path)
}

fn reading(folder: &Path, more: Value) -> ChannelFile {
    let mut connector = json!({ "type": "file", "folder": folder, "interval": "20ms", "min_age": "0s" });
    for (name, value) in more.as_object().into_iter().flatten() {
        connector[name] = value.clone();
    }
    ChannelFile::new("files", connector)
}

/// Writes a file that was last changed so many seconds ago.
fn put(path: &Path, content: &[u8], seconds_ago: u64) {
    fs::create_dir_all(path.parent().expect("it is in a folder")).expect("it is ours");
    // Under another name first, so that no reader is faster than the age.
    let part = path.with_extension("part");
    fs::write(&part, content).expect("it is ours");
    let file = fs::File::options().write(true).open(&part).expect("it is there");
    file.set_modified(SystemTime::from(SystemClock.now()) - Duration::from_secs(seconds_ago))
        .expect("it is ours");
    fs::rename(&part, path).expect("it is ours");
}

fn names(folder: &Path) -> Vec<String> {
    let mut names = Vec::new();
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        names.push(entry.file_name().to_string_lossy().into_owned());
    }
    names.sort();
    names
}

#[tokio::test]
async fn files_are_taken_in_order_and_go_where_the_settings_say() {
    let (_kept, inbox) = folder();
    put(&inbox.join("b.hl7"), &adt("M1", "X", 0), 30);
    put(&inbox.join("a.hl7"), &adt("M2", "X", 0), 20);
    put(&inbox.join("east/c.hl7"), &adt("M3", "X", 0), 10);
    put(&inbox.join("bad.hl7"), b"this is no message", 5);
    put(&inbox.join("large.hl7"), &adt("M4", "X", 4_000), 4);
    put(&inbox.join("note.txt"), b"not asked for", 30);
    put(&inbox.join(".hidden.hl7"), &adt("M5", "X", 0), 30);
    let (_elsewhere, outside) = folder();
    put(&outside.join("secret.hl7"), &adt("M6", "X", 0), 30);
    symlink(outside.join("secret.hl7"), inbox.join("link.hl7")).expect("it is ours");
    symlink(&outside, inbox.join("linked")).expect("it is ours");

    let settings = json!({
        "names": ["*.hl7"], "recursive": true, "max_size": 2_000,
        "after": { "move_to": "done" }, "error_folder": "failed",
    });
    let hub = hub();
    hub.deploy(&reading(&inbox, settings).to(DestinationFile::recording("out")))
        .await;
    eventually("all are taken", async || names(&inbox.join("failed")).len() == 2).await;
    eventually("all are delivered", async || hub.recorder.n_receipts("out") == 3).await;
    assert_eq!(hub.recorder.control_ids("out"), ["M1", "M2", "M3"]);
    assert_eq!(names(&inbox.join("done")), ["a.hl7", "b.hl7", "east"]);
    assert_eq!(names(&inbox.join("done/east")), ["c.hl7"]);
    assert_eq!(names(&inbox.join("failed")), ["bad.hl7", "large.hl7"]);
    assert_eq!(
        names(&inbox),
        [
            ".hidden.hl7",
            "done",
            "east",
            "failed",
            "link.hl7",
            "linked",
            "note.txt"
        ]
    );
    assert_eq!(names(&outside), ["secret.hl7"]);
    let messages = hub.messages("files").await;
    assert_eq!(messages.len(), 5);
    let facts = messages.iter().filter_map(|message| message.source_map.as_deref());
    assert!(
        facts
            .into_iter()
            .any(|facts| facts.contains("\"file.name\":\"c.hl7\"") && facts.contains("east"))
    );

    // A name that is taken in the other folder gets a number; nothing is written over.
    put(&inbox.join("a.hl7"), &adt("M7", "X", 0), 10);
    eventually("it is taken", async || names(&inbox.join("done")).len() == 4).await;
    assert_eq!(names(&inbox.join("done")), ["a.1.hl7", "a.hl7", "b.hl7", "east"]);
    hub.close().await.expect("it stops");
}

#[tokio::test]
async fn a_file_that_grows_is_left_alone_until_it_is_whole() {
    let (_kept, inbox) = folder();
    let hub = hub();
    let channel = reading(&inbox, json!({ "min_age": "1s" })).to(DestinationFile::recording("out"));
    hub.deploy(&channel).await;
    let message = adt("M1", "X", 20_000);
    let arrived = Arc::new(Mutex::new(Bytes::new()));
    let kept = Arc::clone(&arrived);
    hub.recorder
        .on_receipt(move |_, message| *kept.lock().expect("no test panicked") = message.content.clone());
    let path = inbox.join("slow.hl7");
    for end in (2_000..message.len()).step_by(2_000).chain([message.len()]) {
        let mut file = fs::File::options()
            .append(true)
            .create(true)
            .open(&path)
            .expect("it is there as long as it is not whole");
        let start = file.metadata().expect("it is there").len() as usize;
        std::io::Write::write_all(&mut file, &message[start..end]).expect("it is ours");
        assert_eq!(hub.recorder.n_receipts("out"), 0);
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    eventually("it is taken", async || hub.recorder.n_receipts("out") == 1).await;
    assert_eq!(*arrived.lock().expect("no test panicked"), message);
    eventually("it is removed", async || names(&inbox).is_empty()).await;
    hub.close().await.expect("it stops");
}

#[tokio::test]
async fn files_are_whole_from_the_moment_they_are_seen_and_stay_in_their_folder() {
    let (_kept, outbox) = folder();
    let (seen, ends) = (outbox.clone(), Arc::new(AtomicBool::new(false)));
    let ended = Arc::clone(&ends);
    let size = adt("M0000", "X", 300_000).len() as u64;
    // What another program sees that looks all the time.
    let watcher = std::thread::spawn(move || {
        let mut n_seen = 0;
        while !ended.load(Ordering::Relaxed) {
            for entry in fs::read_dir(&seen).into_iter().flatten().flatten() {
                if entry.file_name().to_string_lossy().ends_with(".hl7") {
                    let found = entry.metadata().expect("nobody removes it").len();
                    assert_eq!(found, size, "a part of a file is seen");
                    n_seen += 1;
                }
            }
        }
        n_seen
    });
    let hub = hub();
    let connector = json!({ "type": "file", "folder": outbox, "name": "{patient}-{message}.hl7" });
    let writer = DestinationFile::new("out", connector).with("/parameters", json!({ "patient": "${PID-3.1}" }));
    hub.deploy(&ChannelFile::fed("write").to(writer)).await;
    for number in 0..20 {
        let message = adt(&format!("M{number:04}"), "X", 300_000);
        hub.feed.accept("write", message).await.expect("it is stored");
    }
    hub.settled("write").await;
    ends.store(true, Ordering::Relaxed);
    assert!(watcher.join().expect("it saw whole files only") > 0);
    assert_eq!(names(&outbox).len(), 20);

    // A value that would lead out of the folder makes no file anywhere.
    let escaping = String::from_utf8(adt("M9999", "X", 0).to_vec())
        .expect("it is text")
        .replacen("T-M9999", "../../x", 1);
    hub.feed
        .accept("write", escaping.into_bytes().into())
        .await
        .expect("it is stored");
    hub.settled("write").await;
    assert_eq!(names(&outbox).len(), 20);
    assert_eq!(hub.counts("write").await[1].error, 1);
    hub.close().await.expect("it stops");
}

#[tokio::test]
async fn a_name_that_is_there_is_rejected_replaced_numbered_or_written_to() {
    for (if_exists, expected) in [
        ("reject", vec![("x.txt", "M1")]),
        ("replace", vec![("x.txt", "M2")]),
        ("number", vec![("x.1.txt", "M2"), ("x.txt", "M1")]),
        ("append", vec![("x.txt", "M1;M2;")]),
    ] {
        let (_kept, outbox) = folder();
        let hub = hub();
        let mut connector = json!({ "type": "file", "folder": outbox, "name": "x.txt", "if_exists": if_exists });
        if if_exists == "append" {
            connector["separator"] = json!(";");
        }
        let writer = DestinationFile::new("out", connector).with("/content", json!("${MSH-10}"));
        hub.deploy(&ChannelFile::fed("write").to(writer)).await;
        for id in ["M1", "M2"] {
            hub.feed.accept("write", adt(id, "X", 0)).await.expect("it is stored");
        }
        hub.settled("write").await;
        let found: Vec<_> = names(&outbox)
            .into_iter()
            .map(|name| {
                let content = fs::read_to_string(outbox.join(&name)).expect("it is text");
                (name, content)
            })
            .collect();
        let expected: Vec<_> = expected
            .into_iter()
            .map(|(name, content)| (name.to_owned(), content.to_owned()))
            .collect();
        assert_eq!(found, expected, "{if_exists}");
        hub.close().await.expect("it stops");
    }
}

#[tokio::test]
async fn a_folder_that_comes_back_is_read_and_written_again() {
    let (_kept, root) = folder();
    let (inbox, outbox) = (root.join("in"), root.join("out"));
    fs::create_dir(&inbox).expect("it is ours");
    let hub = hub();
    let writer = DestinationFile::new(
        "out",
        json!({ "type": "file", "folder": outbox, "name": "{message}.hl7" }),
    );
    hub.deploy(&reading(&inbox, json!({})).to(writer)).await;
    fs::rename(&inbox, root.join("away")).expect("it is ours");
    tokio::time::sleep(Duration::from_millis(100)).await;
    fs::rename(root.join("away"), &inbox).expect("it is ours");
    put(&inbox.join("a.hl7"), &adt("M1", "X", 0), 10);
    eventually("it waits for the folder", async || {
        hub.counts("files").await[1].queued == 1 && names(&inbox).is_empty()
    })
    .await;
    fs::create_dir(&outbox).expect("it is ours");
    eventually("it is written", async || names(&outbox).len() == 1).await;
    hub.close().await.expect("it stops");
}
