//! The hub's own MQTT broker, by the binary: what it acknowledged is stored, and what keeps it from starting is told.

use std::net::TcpListener;
use std::path::Path;
use std::process::{Command, Output};

use nilecare_drills::HubFolder;
use serde_json::{Value, json};

const NILECARE: &str = env!("CARGO_BIN_EXE_nilecare");

fn channel(folder: &HubFolder) {
    let channel = json!({
        "version": 1, "id": "vitals", "name": "Vitals",
        "source": {
            "connector": { "type": "mqtt", "topics": ["devices/+/vitals"], "client_id": "vitals" },
            "data_type": "json", "reply": { "when": "on_receipt" },
        },
        "destinations": [{ "id": "ward", "connector": { "type": "mqtt", "topic": "ward/vitals" } }],
    });
    let folder = folder.channels().join("vitals");
    std::fs::create_dir_all(&folder).expect("the folder is ours");
    std::fs::write(folder.join("channel.yaml"), channel.to_string()).expect("the folder is ours");
}

fn broker(folder: &HubFolder) -> String {
    let told = std::fs::read(folder.data().join("hub.json")).expect("it was written");
    let told: Value = serde_json::from_slice(&told).expect("it is JSON");
    told["mqtt"].as_str().expect("there is a broker").to_owned()
}

async fn nilecare(arguments: &[&str], environment: &[(&str, &str)], at: &Path) -> Output {
    let mut command = Command::new(NILECARE);
    command
        .args(arguments)
        .envs(environment.iter().copied())
        .current_dir(at);
    let output = tokio::task::spawn_blocking(move || command.output()).await;
    output.expect("it does not panic").expect("the binary is there")
}

#[tokio::test]
async fn what_was_acknowledged_is_there_after_a_kill() {
    let root = tempfile::tempdir().expect("a temporary folder can be made");
    let folder = HubFolder::new(Path::new(NILECARE), root.path()).expect("the binary is built");
    channel(&folder);
    let file = root.path().join("vitals.json");
    std::fs::write(&file, r#"{"hr":72}"#).expect("the folder is ours");
    let file = file.to_str().expect("it is text");
    let mut hub = folder.start().await.expect("it starts");
    for (number, more) in [&[][..], &["--qos", "2"], &["--mqtt311"]].into_iter().enumerate() {
        let to = broker(&folder);
        let send = ["send", "mqtt", "--to", &to, "--topic", "devices/MONITOR1/vitals", file];
        let output = nilecare(&[&send[..], more].concat(), &[], root.path()).await;
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(output.status.success() && said.contains("success"), "{said} {output:?}");
        hub.kill().expect("it ran");
        hub = folder.start().await.expect("it starts again");
        let counts = hub.api().statistics("vitals").await.expect("it is deployed");
        assert_eq!(counts[0].received, number as u64 + 1);
    }
    let to = broker(&folder);
    let nobody = ["send", "mqtt", "--to", &to, "--topic", "a/#", file];
    assert!(!nilecare(&nobody, &[], root.path()).await.status.success());
    assert!(hub.stop().await.expect("it ends").success());
}

#[tokio::test]
async fn a_port_in_use_and_an_open_door_stop_the_start() {
    let root = tempfile::tempdir().expect("a temporary folder can be made");
    let taken = TcpListener::bind("127.0.0.1:0").expect("a port is free");
    let taken = taken
        .local_addr()
        .map(|address| (taken, address.to_string()))
        .expect("it is bound");
    for (bind, code) in [(taken.1.as_str(), "NC-BROKER-001"), ("0.0.0.0:0", "NC-BROKER-002")] {
        let environment = [("NILECARE__HTTP__BIND", "127.0.0.1:0"), ("NILECARE__MQTT__BIND", bind)];
        let output = nilecare(&["serve"], &environment, root.path()).await;
        let said =
            String::from_utf8_lossy(&output.stderr).into_owned() + String::from_utf8_lossy(&output.stdout).as_ref();
        assert!(!output.status.success() && said.contains(code), "{said}");
    }
    let output = nilecare(&["check"], &[("NILECARE__MQTT__URL", "off")], root.path()).await;
    assert!(
        String::from_utf8_lossy(&output.stdout).contains("mqtt         off"),
        "{output:?}"
    );
}
