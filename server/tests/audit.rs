//! The audit log of a real hub: what the command finds after a kill and after tampering.

use std::path::Path;
use std::process::{Command, Output};

use nilecare_drills::HubFolder;
use nilecare_sql::Db;
use serde_json::Value;

const NILECARE: &str = env!("CARGO_BIN_EXE_nilecare");

async fn verify(data: &Path) -> Output {
    let data = data.to_owned();
    let run = move || {
        Command::new(NILECARE)
            .args(["audit", "verify", "--json", "--data"])
            .arg(data)
            .output()
    };
    let output = tokio::task::spawn_blocking(run).await.expect("it does not panic");
    output.expect("the binary is there")
}

fn found(output: &Output) -> Value {
    serde_json::from_slice(&output.stdout).unwrap_or_else(|_| panic!("{}", String::from_utf8_lossy(&output.stderr)))
}

#[tokio::test]
async fn a_hub_puts_reads_on_record_and_the_command_finds_who_tampered() {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let hub = HubFolder::new(Path::new(NILECARE), folder.path()).expect("the binary is built");
    let hub = hub.start().await.expect("it starts");
    for _ in 0..3 {
        let _: Value = hub.api().get("/patients?name=everyman").await.expect("it answers");
    }
    let page: Value = hub
        .api()
        .get("/audit/entries?action=patients:read")
        .await
        .expect("it answers");
    assert_eq!(page["items"].as_array().map(Vec::len), Some(3));
    assert_eq!(page["items"][0]["username"], "admin");
    // With SIGKILL: what was answered is on record all the same.
    drop(hub);

    let data = folder.path().join("data");
    let whole = verify(&data).await;
    assert!(whole.status.success());
    assert_eq!(found(&whole)["findings"], serde_json::json!([]));

    let db = Db::open(&format!("sqlite:{}", data.join("audit.db").display()))
        .await
        .expect("it opens");
    let mut tx = db.begin_write().await.expect("it begins");
    for sql in [
        "DROP TRIGGER audit_entries_stay_the_same",
        "UPDATE audit_entries SET content = replace(content, '\"admin\"', '\"amna\"') WHERE seq = 2",
    ] {
        sqlx::query(sql).execute(&mut *tx).await.expect("it tampers");
    }
    tx.commit().await.expect("it commits");
    db.close().await;
    let tampered = verify(&data).await;
    assert_eq!(tampered.status.code(), Some(1));
    assert_eq!(
        found(&tampered)["findings"],
        serde_json::json!([{"kind": "changed", "n": 2}])
    );
}
