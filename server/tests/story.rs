//! The main job, by the binary and the shipped channels: one patient's story over MLLP, read back over HTTP.

use std::net::SocketAddr;
use std::path::Path;
use std::process::{Command, Output};

use nilecare_drills::{HubFolder, HubProcess};
use nilecare_load::{Receiver, ReceiverOptions};
use serde_json::Value;

use crate::support::{NILECARE, send_sample, ship_channels};

/// A channel that writes each event of the services into a file.
fn write_events(channels: &Path, to: &Path) {
    let folder = channels.join("told");
    std::fs::create_dir_all(&folder).expect("the folder is ours");
    let text = format!(
        "version: 1\nid: told\nname: What the services tell\nsource:\n  data_type: json\n  connector:\n    type: service\n    \
         group: told\n    begin: oldest\n    topics: [patient.created, patient.updated, patient.merged, encounter.created, \
         encounter.updated, encounter.completed, encounter.cancelled, lab.resulted, lab.result.critical]\ndestinations:\n- id: file\n  \
         connector: {{ type: file, folder: '{}', name: 'events', if_exists: append }}\n",
        to.display()
    );
    std::fs::write(folder.join("channel.yaml"), text).expect("the folder is ours");
}

struct Story {
    hub: HubProcess,
    receiver: Receiver,
    folder: tempfile::TempDir,
    door: SocketAddr,
}

impl Story {
    async fn begin() -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        let any = "127.0.0.1:0".parse().expect("it is an address");
        let receiver = Receiver::start(any, ReceiverOptions::default())
            .await
            .expect("a port is free");
        let hub = HubFolder::new(Path::new(NILECARE), folder.path()).expect("the binary is built");
        ship_channels(&hub.channels(), &[("127.0.0.1:2600", receiver.local_addr())]);
        write_events(&hub.channels(), folder.path());
        let hub = hub.start().await.expect("it starts");
        let door = hub.api().source_address("hl7-inbound").await.expect("it listens");
        Self {
            hub,
            receiver,
            folder,
            door,
        }
    }

    async fn send(&self, name: &str) -> Output {
        send_sample(self.door, name).await
    }

    /// Returns topic and origin of each event that was written, in order.
    fn events(&self) -> Vec<(String, String)> {
        let text = std::fs::read_to_string(self.folder.path().join("events")).unwrap_or_default();
        let events = serde_json::Deserializer::from_str(&text)
            .into_iter::<Value>()
            .map_while(Result::ok);
        let told = events.map(|event| {
            let origin = &event["data"]["origin"]["channel"];
            let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
            (text(&event["event_type"]), text(origin))
        });
        told.collect()
    }

    async fn tell(&self, name: &str) {
        let output = self.send(name).await;
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(output.status.success() && text.contains("MSA|AA|"), "{name}: {text}");
    }

    async fn get(&self, path: &str) -> Value {
        self.hub.api().get(path).await.expect(path)
    }

    async fn patient(&self, number: &str) -> Value {
        let mut found = self.get(&format!("/patients?identifier={number}")).await;
        assert_eq!(found["items"].as_array().map(Vec::len), Some(1), "{number}: {found}");
        found["items"][0].take()
    }

    async fn encounter(&self, patient: &Value, visit: &str) -> Value {
        let id = patient["id"].as_str().expect("a patient has an id");
        let found = self.get(&format!("/patients/{id}/encounters")).await;
        let is_meant = |encounter: &&Value| encounter["visit_number"]["value"] == visit;
        found["items"]
            .as_array()
            .and_then(|all| all.iter().find(is_meant))
            .cloned()
            .unwrap_or(Value::Null)
    }
}

#[tokio::test]
async fn one_patients_story_changes_the_record_as_it_should() {
    let story = Story::begin().await;
    story.tell("adt-a04.hl7").await;
    let patient = story.patient("100234").await;
    assert_eq!(patient["birth_date"], "1970-03-05");
    story.tell("adt-a01.hl7").await;
    let encounter = story.encounter(&patient, "V-9001").await;
    assert_eq!(
        (&encounter["class"], &encounter["status"]),
        (&"inpatient".into(), &"in-progress".into())
    );

    story.tell("oml-o21.hl7").await;
    story.tell("orm-o01.hl7").await;
    let id = patient["id"].as_str().expect("a patient has an id");
    let orders = story.get(&format!("/lab/orders?patient={id}")).await;
    let mut priorities = orders["items"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|order| order["priority"].clone());
    assert!(priorities.any(|priority| priority == "stat"), "{orders}");
    story.tell("oru-r01.hl7").await;
    let results = story.get(&format!("/lab/results?patient={id}")).await;
    let results = results["items"].as_array().expect("a list");
    let has_flag = |flag: &str| {
        results
            .iter()
            .any(|result| result["flags"][0]["code"] == flag && result["unit"].is_string())
    };
    assert!(results.len() == 4 && has_flag("H") && has_flag("HH"), "{results:?}");

    story.tell("adt-a02.hl7").await;
    assert_eq!(
        story.encounter(&patient, "V-9001").await["location"]["point_of_care"],
        "ICU"
    );
    story.tell("adt-a08.hl7").await;
    assert_eq!(
        story.encounter(&patient, "V-9001").await["location"]["point_of_care"],
        "WARD3"
    );
    assert!(
        story.patient("100234").await.get("language").is_none_or(Value::is_null),
        "the HL7 null deletes"
    );
    story.tell("adt-a03.hl7").await;
    let encounter = story.encounter(&patient, "V-9001").await;
    assert_eq!(
        (&encounter["status"], &encounter["discharge_disposition"]),
        (&"finished".into(), &"01".into())
    );
    story.tell("adt-a13.hl7").await;
    assert_eq!(story.encounter(&patient, "V-9001").await["status"], "in-progress");
    story.tell("adt-a31.hl7").await;
    assert_eq!(story.patient("100234").await["addresses"][0]["city"], "Luxor");

    story.tell("adt-a11.hl7").await;
    let twin = story.patient("100245").await;
    assert_eq!(story.encounter(&twin, "V-9055").await["status"], "cancelled");
    story.tell("adt-a40.hl7").await;
    let survivor = story.patient("100245").await;
    assert_eq!(
        (&survivor["id"], &survivor["former_ids"][0]),
        (&patient["id"], &twin["id"])
    );

    until_told(&story).await;
    until_forwarded(&story, 9).await;
    let forwarded = story.get("/channels/adt-inbound/messages?message_type=ADT%5EA01").await;
    let message = forwarded["items"][0]["id"].as_str().expect("it is there");
    let detail = story.get(&format!("/messages/{message}")).await;
    let forward = detail["connectors"]
        .as_array()
        .and_then(|all| all.iter().find(|one| one["id"] == "forward"));
    let forward = forward.expect("it was forwarded");
    let text = |what: &str| forward[what]["text"].as_str().unwrap_or_default();
    assert!(
        text("content").starts_with("MSH|^~\\&|NILECARE|"),
        "the script has changed the sender"
    );
    assert!(text("response").contains("MSA|AA|S0002"), "the acknowledgement is kept");
    assert!(story.hub.stop().await.expect("it ends").success());
}

/// The services tell what happened, in order, and which channel caused it.
async fn until_told(story: &Story) {
    let merged = ("patient.merged".to_owned(), "hl7-inbound".to_owned());
    let all = async {
        while !story.events().contains(&merged) {
            tokio::time::sleep(std::time::Duration::from_millis(50)).await;
        }
    };
    let limit = std::time::Duration::from_secs(30);
    let is_told = tokio::time::timeout(limit, all).await.is_ok();
    let events = story.events();
    assert!(is_told, "{events:?}");
    let topics: Vec<_> = events.iter().map(|(topic, _)| topic.as_str()).collect();
    let at = |wanted: &str| {
        topics
            .iter()
            .position(|topic| *topic == wanted)
            .unwrap_or_else(|| panic!("{wanted}: {topics:?}"))
    };
    assert_eq!(at("patient.created"), 0, "{topics:?}");
    assert!(at("encounter.created") < at("encounter.completed"), "{topics:?}");
    assert!(at("encounter.completed") < at("patient.merged"), "{topics:?}");
    at("lab.result.critical");
    assert!(events.iter().all(|(_, origin)| origin == "hl7-inbound"), "{events:?}");
}

/// The queue of `forward` is its own, so the last messages may still be on their way.
async fn until_forwarded(story: &Story, n_messages: u64) {
    let all = async {
        while story.receiver.n_received() < n_messages {
            tokio::time::sleep(std::time::Duration::from_millis(10)).await;
        }
    };
    tokio::time::timeout(std::time::Duration::from_secs(30), all)
        .await
        .expect("the queue drains");
}

#[tokio::test]
async fn what_is_wrong_is_told_to_the_sender_and_kept() {
    let story = Story::begin().await;
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let file = folder.path().join("wrong.hl7");
    for (text, expected) in [
        (
            "MSH|^~\\&|A|B|C|D|20260101||QBP^Q22|Q1|P|2.5\rQPD|x\r",
            "MSA|AR|Q1|message type QBP",
        ),
        ("MSH|^~\\&|A|B|C|D|20260101||ADT^A01|Q2|P|2.5\rEVN|A01\r", "MSA|AE|Q2|"),
        ("this is no HL7", "MSA|AR|"),
    ] {
        std::fs::write(&file, text).expect("the folder is ours");
        let to = story.door.to_string();
        let args = ["send", "mllp", "--raw", "--to", &to].map(str::to_owned);
        let path = file.clone();
        let run = move || Command::new(NILECARE).args(args).arg(path).output();
        let output = tokio::task::spawn_blocking(run)
            .await
            .expect("it does not panic")
            .expect("the binary is there");
        let reply = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(
            !output.status.success() && reply.contains(expected) && reply.contains("\nERR|"),
            "{text}: {reply}"
        );
    }
    let kept = story.get("/channels/hl7-inbound/messages?status=error").await;
    assert_eq!(kept["items"].as_array().map(Vec::len), Some(3), "{kept}");
}

#[tokio::test]
async fn every_route_states_its_permission_and_is_closed_without_a_token() {
    let story = Story::begin().await;
    let mut n_closed = 0;
    let mut ids = std::collections::BTreeSet::new();
    let base = story.hub.api().base().to_owned();
    let client = reqwest::Client::builder()
        .no_proxy()
        .timeout(std::time::Duration::from_secs(10))
        .build()
        .expect("it is valid");
    let document = client
        .get(format!("{base}/api/openapi.json"))
        .send()
        .await
        .expect("it answers");
    let document: Value = document.json().await.expect("it is JSON");
    for (path, operations) in document["paths"].as_object().expect("it has paths") {
        for (method, operation) in operations.as_object().expect("a path has operations") {
            let id = operation["operationId"].as_str().unwrap_or_default();
            assert!(ids.insert(id.to_owned()), "{method} {path} has the id {id} of another");
            let permission = operation["x-permission"].as_str();
            let permission = permission.unwrap_or_else(|| panic!("{method} {path} states no permission"));
            // A WebSocket says who it is in its first message; what providers call is signed by them.
            let asks_itself = path.starts_with("/api/v1/auth/")
                || path == "/api/v1/live"
                || path == "/api/v1/payments/webhook/{provider}"
                || path == "/api/v1/notifications/callbacks/twilio";
            assert!(permission != "public" || asks_itself, "{method} {path} is public");
            if permission == "public" {
                continue;
            }
            let url = format!("{base}{}", path.replace("{id}", "1"));
            let method = method
                .to_uppercase()
                .parse::<reqwest::Method>()
                .expect("it is a method");
            let status = client
                .request(method.clone(), url)
                .send()
                .await
                .expect("it answers")
                .status();
            assert_eq!(status.as_u16(), 401, "{method} {path} without a token");
            n_closed += 1;
        }
    }
    assert!(n_closed > 20, "{n_closed}");
}
