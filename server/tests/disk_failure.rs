//! A disk that fails under the binary: it ends with code 70, and goes on from what is on disk.

use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use nilecare_drills::{HubFolder, until, write_channel};
use nilecare_load::{Generator, GeneratorOptions, Limit, Receiver, ReceiverOptions, RunPrefix, check};
use nilecare_types::{Clock, SystemClock};
use tokio_util::sync::CancellationToken;

const NILECARE: &str = env!("CARGO_BIN_EXE_nilecare");
/// Makes both calls that flush fail with EIO (5); which one SQLite uses is decided when it is built.
const FAILING_SYNCS: [&str; 2] = [
    "enable name=posix/io/sync/fsync,failinfo=5",
    "enable name=posix/io/sync/fdatasync,failinfo=5",
];

/// Writes a program that runs the hub so that its calls can be made to fail; the process id stays the same.
fn wrapper(folder: &Path) -> std::path::PathBuf {
    let path = folder.join("nilecare-under-fiu");
    let prefix = folder.join("fiu");
    let text = format!("#!/bin/sh\nexec fiu-run -x -f {} {NILECARE} \"$@\"\n", prefix.display());
    std::fs::write(&path, text).expect("the folder is ours");
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o755)).expect("the file is ours");
    path
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_failing_disk_ends_the_process_with_70_and_nothing_acknowledged_is_lost() {
    if Command::new("fiu-run").arg("-h").output().is_err() {
        eprintln!("not run: fiu-run is not installed");
        return;
    }
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let ledger = |name: &str| folder.path().join(name);
    let options = ReceiverOptions {
        ledger: Some(ledger("received")),
        ..ReceiverOptions::default()
    };
    let any = "127.0.0.1:0".parse().expect("it is an address");
    let receiver = Receiver::start(any, options).await.expect("a port is free");

    let hub = HubFolder::new(&wrapper(folder.path()), folder.path()).expect("the folder is ours");
    write_channel(&hub.channels(), "bench", &[receiver.local_addr()]).expect("the folder is ours");
    let process = hub.start().await.expect("it starts");
    let address = process.api().source_address("bench").await.expect("it listens");
    let generator = Generator::new(GeneratorOptions {
        n_connections: 4,
        limit: Limit::Duration(Duration::from_secs(30)),
        ledger: Some(ledger("sent")),
        ..GeneratorOptions::new(address, RunPrefix::at(SystemClock.now()))
    });
    let stop = CancellationToken::new();
    let load = tokio::spawn(generator.expect("the options are valid").run(stop.clone()));
    until("messages are delivered", Duration::from_secs(30), async || {
        Ok((receiver.n_received() > 100).then_some(()))
    })
    .await
    .expect("they are");

    let control = Command::new("fiu-ctrl")
        .arg("-f")
        .arg(folder.path().join("fiu"))
        .args(FAILING_SYNCS.iter().flat_map(|command| ["-c", command]))
        .arg(process.id().to_string())
        .output();
    assert!(control.expect("it is installed with fiu-run").status.success());
    let status = process.wait(Duration::from_secs(20)).await.expect("it ends by itself");
    assert_eq!(status.code(), Some(70));
    stop.cancel();
    let _ = load.await;

    let hub = HubFolder::new(Path::new(NILECARE), folder.path()).expect("the folder is ours");
    let process = hub.start().await.expect("it recovers");
    until("the queue is empty", Duration::from_secs(30), async || {
        Ok(process.api().is_drained("bench").await?.then_some(()))
    })
    .await
    .expect("it drains");
    assert!(process.stop().await.expect("it ends").success());
    drop(receiver);
    let report = check(&ledger("sent"), &[ledger("received")]).expect("the ledgers can be read");
    assert!(report.acknowledged > 100 && report.is_sound, "{report:?}");
}
