//! The hub with the databases of all services on MariaDB, but for three on PostgreSQL; by the binary, over a restart.

use std::net::SocketAddr;
use std::path::Path;

use nilecare_drills::{HubFolder, HubProcess};
use nilecare_load::{Receiver, ReceiverOptions};
use nilecare_testkit::servers::{mariadb, postgresql};
use serde_json::Value;

use crate::support::{NILECARE, send_sample, ship_channels};

const ON_MARIADB: [&str; 14] = [
    "auth",
    "audit",
    "clinical",
    "lab",
    "cds",
    "medication",
    "facility",
    "business",
    "appointment",
    "billing",
    "inventory",
    "payment",
    "tasks",
    "bus",
];
const ON_POSTGRESQL: [&str; 3] = ["device", "notification", "ehr"];

async fn tell(hub: &HubProcess, name: &str) {
    let door: SocketAddr = hub.api().source_address("hl7-inbound").await.expect("it listens");
    let output = send_sample(door, name).await;
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.success() && text.contains("MSA|AA|"), "{name}: {text}");
}

async fn get(hub: &HubProcess, path: &str) -> Value {
    hub.api().get(path).await.expect(path)
}

async fn patient(hub: &HubProcess) -> String {
    let found = get(hub, "/patients?identifier=100234").await;
    assert_eq!(found["items"].as_array().map(Vec::len), Some(1), "{found}");
    found["items"][0]["id"].as_str().expect("it has an id").to_owned()
}

async fn n_orders(hub: &HubProcess, patient: &str) -> usize {
    let orders = get(hub, &format!("/lab/orders?patient={patient}")).await;
    orders["items"].as_array().expect("a list").len()
}

#[tokio::test]
async fn a_hub_on_servers_takes_a_patient_and_orders_and_knows_them_after_a_restart() {
    let (Some(maria), Some(postgres)) = (mariadb(None), postgresql(None)) else {
        return;
    };
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let mut settings = String::new();
    for service in ON_MARIADB {
        let url = maria.database(&format!("nilecare_{service}"));
        settings.push_str(&format!("[store.{service}]\nurl = \"{url}\"\n"));
    }
    for service in ON_POSTGRESQL {
        let url = postgres.database(&format!("nilecare_{service}"));
        settings.push_str(&format!("[store.{service}]\nurl = \"{url}\"\n"));
    }
    std::fs::write(folder.path().join("nilecare.toml"), settings).expect("the folder is ours");
    let any = "127.0.0.1:0".parse().expect("it is an address");
    let receiver = Receiver::start(any, ReceiverOptions::default()).await;
    let receiver = receiver.expect("a port is free");
    let files = HubFolder::new(Path::new(NILECARE), folder.path()).expect("the binary is built");
    ship_channels(&files.channels(), &[("127.0.0.1:2600", receiver.local_addr())]);

    let hub = files.start().await.expect("it starts");
    tell(&hub, "adt-a04.hl7").await;
    tell(&hub, "adt-a01.hl7").await;
    tell(&hub, "oml-o21.hl7").await;
    let id = patient(&hub).await;
    let n_before = n_orders(&hub, &id).await;
    assert!(n_before > 0, "the order was filed");
    for path in ["/devices", "/notifications"] {
        get(&hub, path).await;
    }
    assert!(hub.stop().await.expect("it ends").success());

    let hub = files.start().await.expect("it starts again");
    assert_eq!((patient(&hub).await, n_orders(&hub, &id).await), (id.clone(), n_before));
    tell(&hub, "oru-r01.hl7").await;
    let results = get(&hub, &format!("/lab/results?patient={id}")).await;
    assert_eq!(results["items"].as_array().map(Vec::len), Some(4), "{results}");
    assert!(hub.stop().await.expect("it ends").success());

    let data = std::fs::read_dir(files.data()).expect("it is there");
    let names: Vec<_> = data
        .map(|file| file.expect("it can be read").file_name().to_string_lossy().into_owned())
        .collect();
    for service in ON_MARIADB.iter().chain(&ON_POSTGRESQL) {
        assert!(
            !names.contains(&format!("{service}.db")),
            "{service} is in a file: {names:?}"
        );
    }
    let n_patients = maria.sql("SELECT COUNT(*) FROM nilecare_clinical.patients");
    assert_eq!(n_patients, "1");
    let log = std::fs::read_to_string(folder.path().join("hub.log")).expect("it wrote one");
    assert!(!log.contains("secret@"), "no password is in the log");
}
