//! Vital signs from a monitor to the browser, by the binary and the shipped channel: published over MQTT, filed, judged, told to who may know
//! and to nobody else. The WebSocket client is the Python package `websockets`, the publisher `mosquitto_pub` where it is installed.

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use nilecare_drills::{HubFolder, HubProcess, until};
use nilecare_testkit::servers::python_with;
use reqwest::{Client, Method};
use serde_json::{Value, json};

const NILECARE: &str = env!("CARGO_BIN_EXE_nilecare");
const PASSWORD: &str = "seven lamps in the hall";
const ADMIN_PASSWORD: &str = "drill-password-0815";
const PATIENCE: Duration = Duration::from_secs(30);

pub struct Ward {
    hub: HubProcess,
    http: Client,
    base: String,
    mqtt: String,
    folder: tempfile::TempDir,
    admin: String,
}

impl Ward {
    pub async fn begin() -> Self {
        let root = tempfile::tempdir().expect("a temporary folder can be made");
        let folder = HubFolder::new(Path::new(NILECARE), root.path()).expect("the binary is built");
        let shipped = Path::new(env!("CARGO_MANIFEST_DIR")).join("../channels/library/device-vitals");
        let own = folder.channels().join("device-vitals");
        std::fs::create_dir_all(&own).expect("the folder is ours");
        for file in ["channel.yaml", "read.rhai"] {
            std::fs::copy(shipped.join(file), own.join(file)).expect("it is shipped");
        }
        let hub = folder.start().await.expect("it starts");
        let told = std::fs::read(folder.data().join("hub.json")).expect("it was written");
        let told: Value = serde_json::from_slice(&told).expect("it is JSON");
        let mut ward = Self {
            base: hub.api().base().to_owned(),
            hub,
            http: Client::builder().no_proxy().build().expect("a client"),
            mqtt: told["mqtt"].as_str().expect("there is a broker").to_owned(),
            folder: root,
            admin: String::new(),
        };
        ward.admin = ward.sign_in("admin", ADMIN_PASSWORD).await;
        ward
    }

    async fn call(&self, method: Method, path: &str, body: &Value) -> Value {
        let key = format!("{path}{body}");
        let key = key.replace(|c: char| !c.is_ascii_alphanumeric(), "");
        let request = self.http.request(method, format!("{}/api/v1{path}", self.base));
        let request = request
            .bearer_auth(&self.admin)
            .header("idempotency-key", &key[..key.len().min(200)])
            .json(body);
        let answer = request.send().await.expect("the hub answers");
        let status = answer.status();
        let text = answer.text().await.expect("it is text");
        assert!(status.is_success(), "{path}: {status} {text}");
        serde_json::from_str(&text).unwrap_or(Value::Null)
    }

    pub fn base(&self) -> &str {
        &self.base
    }

    pub async fn get(&self, path: &str) -> Value {
        self.hub.api().get(path).await.expect(path)
    }

    async fn sign_in(&self, username: &str, password: &str) -> String {
        let body = json!({ "username": username, "password": password });
        let tokens = self.call(Method::POST, "/auth/login", &body).await;
        tokens["access_token"].as_str().expect("a token").to_owned()
    }

    pub async fn user(&self, username: &str, role: &str) -> String {
        let body = json!({ "username": username, "password": PASSWORD, "roles": [role] });
        self.call(Method::POST, "/users", &body).await;
        self.sign_in(username, PASSWORD).await
    }

    pub async fn patient(&self, number: &str, family: &str) -> String {
        let identifier = json!({ "system": "HOSP", "value": number, "type": "MR" });
        let patient = json!({ "identifiers": [identifier], "names": [{ "family": family, "given": ["ADAM"] }] });
        let event = json!({ "event": "update-person", "patient": patient });
        let reply = self.call(Method::POST, "/clinical/adt-events", &event).await;
        reply["patient_id"].as_str().expect("an id").to_owned()
    }

    pub async fn monitor(&self, key: &str, patient: Option<&str>) {
        let device = json!({ "key": key, "name": key, "kind": "vital-monitor", "serial_number": key, "protocol": "mqtt",
            "facility": "NILE" });
        let device = self.call(Method::POST, "/devices", &device).await;
        if let Some(patient) = patient {
            let path = format!("/devices/{}/association", device["id"].as_str().expect("an id"));
            self.call(Method::POST, &path, &json!({ "patient_id": patient })).await;
        }
    }

    /// Publishes as a device does; it is acknowledged when it is on disk.
    pub async fn publish(&self, topic: &str, content: &str) {
        let (host, port) = self.mqtt.rsplit_once(':').expect("an address");
        let mut command = Command::new("mosquitto_pub");
        command.args([
            "-h", host, "-p", port, "-V", "mqttv5", "-q", "1", "-t", topic, "-m", content,
        ]);
        let foreign = tokio::task::spawn_blocking(move || command.output())
            .await
            .expect("it does not panic");
        if let Ok(output) = foreign {
            assert!(output.status.success(), "{output:?}");
            return;
        }
        let file = self.folder.path().join("message");
        std::fs::write(&file, content).expect("the folder is ours");
        let mut own = Command::new(NILECARE);
        own.args(["send", "mqtt", "--to", &self.mqtt, "--topic", topic])
            .arg(&file);
        let output = tokio::task::spawn_blocking(move || own.output())
            .await
            .expect("it does not panic");
        assert!(output.expect("the binary is there").status.success());
    }

    pub fn browser(&self, python: &Path, token: &str, rooms: &[&str]) -> Browser {
        let url = format!("{}/api/v1/live", self.base.replace("http://", "ws://"));
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/interop/live_client.py");
        let mut command = Command::new(python);
        command
            .arg(script)
            .arg(url)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped());
        let mut process = command.spawn().expect("it is installed");
        let output = BufReader::new(process.stdout.take().expect("it is piped"));
        let (heard, said) = channel();
        std::thread::spawn(move || {
            for line in output.lines().map_while(Result::ok) {
                let message = serde_json::from_str(&line).expect("it writes JSON");
                if heard.send(message).is_err() {
                    return;
                }
            }
        });
        let mut browser = Browser {
            input: process.stdin.take().expect("it is piped"),
            process,
            said,
        };
        browser.say(&json!({ "type": "hello", "token": token, "rooms": rooms }));
        let ready = browser.next();
        assert_eq!(ready["type"], "ready", "{ready}");
        browser
    }
}

pub struct Browser {
    process: Child,
    input: ChildStdin,
    said: Receiver<Value>,
}

impl Browser {
    pub fn say(&mut self, message: &Value) {
        writeln!(self.input, "{message}").expect("it listens");
    }

    pub fn next(&mut self) -> Value {
        self.said.recv_timeout(PATIENCE).expect("it hears something")
    }

    fn event(&mut self) -> Value {
        loop {
            let heard = self.next();
            match heard["type"].as_str() {
                Some("event") => return heard,
                Some("heartbeat") => {}
                _ => panic!("no event: {heard}"),
            }
        }
    }

    /// All events up to the first of a topic, that one last.
    pub fn events_to(&mut self, topic: &str) -> Vec<Value> {
        let mut events = Vec::new();
        loop {
            let event = self.event();
            let is_last = event["topic"] == topic;
            events.push(event);
            if is_last {
                return events;
            }
        }
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        // It may have ended; then there is nothing to kill.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_heart_rate_of_180_is_on_the_screen_of_who_may_see_it_and_on_no_other() {
    let Some(python) = python_with("websockets") else {
        return;
    };
    let ward = Ward::begin().await;
    let (first, second) = (
        ward.patient("1001", "EVERYMAN").await,
        ward.patient("1002", "EVERYWOMAN").await,
    );
    ward.monitor("MONITOR1", Some(&first)).await;
    ward.monitor("MONITOR2", Some(&second)).await;
    ward.monitor("MONITOR3", None).await;
    let (nurse, other, clerk) = (
        ward.user("nurse-1", "nurse").await,
        ward.user("nurse-2", "nurse").await,
        ward.user("clerk-1", "billing-clerk").await,
    );
    let officer = ward.user("officer-1", "compliance-officer").await;
    let (room, other_room) = (format!("patient:{first}"), format!("patient:{second}"));
    let mut bedside = ward.browser(&python, &nurse, &[&room]);
    let mut next_bed = ward.browser(&python, &other, &[&other_room]);
    // May read the patient, and no vital signs.
    let mut office = ward.browser(&python, &clerk, &[&room, "facility:NILE"]);
    // May not read the patient.
    let mut outside = ward.browser(&python, &officer, &[]);
    outside.say(&json!({ "type": "join", "room": room }));
    let refused = outside.next();
    assert_eq!(
        (&refused["joined"], &refused["code"]),
        (&json!(false), &json!("permission-missing"))
    );

    ward.publish("devices/MONITOR1/vitals", r#"{"hr":180,"spo2":97}"#).await;
    let events = bedside.events_to("vitals.critical");
    let critical = events.last().expect("it is the last one");
    assert_eq!((&critical["room"], &critical["whole"]), (&json!(room), &json!(true)));
    let alarm = &critical["data"]["alarm"];
    assert_eq!(
        (
            &alarm["patient_id"],
            &alarm["parameter"],
            &alarm["value"],
            &alarm["severity"]
        ),
        (&json!(first), &json!("heart-rate"), &json!(180.0), &json!("critical"))
    );
    let stored = ward.get(&format!("/vitals?patient={first}")).await;
    assert_eq!(stored["items"].as_array().map(Vec::len), Some(1));
    assert_eq!(
        stored["items"][0]["values"],
        json!({ "heart_rate": 180.0, "oxygen_saturation": 97.0 })
    );
    let alarms = ward.get(&format!("/vitals/alarms?patient={first}")).await;
    assert_eq!(alarms["items"].as_array().map(Vec::len), Some(1));

    // What the others hear first is what concerns them, and came afterwards.
    ward.publish("devices/MONITOR2/vitals", r#"{"hr":30}"#).await;
    for event in next_bed.events_to("vitals.critical") {
        // The bell of each nurse rings, without whose it is.
        let is_bell = event["topic"] == "notification.new";
        assert!(is_bell || event["room"] == json!(other_room), "{event}");
        assert!(!event.to_string().contains(&first), "{event}");
    }
    ward.patient("1001", "EVERYMAN-SMITH").await;
    let event = office.event();
    assert_eq!(
        (&event["topic"], &event["room"]),
        (&json!("patient.updated"), &json!(room))
    );
    // Still nothing for who is in no room; the answer is the next thing that comes.
    outside.say(&json!({ "type": "join", "room": "facility:NILE" }));
    assert_eq!(outside.next()["type"], "joined");
    assert!(ward.hub.stop().await.expect("it ends").success());
    assert_eq!(bedside.events_or_end(), json!({ "type": "closed", "code": 1001 }));
}

impl Browser {
    /// Passes over what comes until the connection ends.
    fn events_or_end(&mut self) -> Value {
        loop {
            let heard = self.next();
            if heard["type"] == "closed" {
                return heard;
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_cannot_be_understood_is_kept_in_error_and_what_belongs_to_nobody_is_shown_to_nobody() {
    let ward = Ward::begin().await;
    let patient = ward.patient("1001", "EVERYMAN").await;
    ward.monitor("MONITOR1", Some(&patient)).await;
    ward.monitor("MONITOR3", None).await;
    for content in ["HR=180", r#"{"hr":"fast"}"#, "[]", r#"{"rhythm":"sinus"}"#] {
        ward.publish("devices/MONITOR1/vitals", content).await;
    }
    // Well formed, of a device that nobody registered.
    ward.publish("devices/NOBODY/vitals", r#"{"hr":180}"#).await;
    ward.publish("devices/MONITOR3/vitals", r#"{"hr":180}"#).await;
    ward.publish("devices/MONITOR1/status", r#"{"status":"online","battery":12}"#)
        .await;
    ward.publish("devices/MONITOR1/vitals", r#"{"hr":72}"#).await;
    until("all to be dealt with", PATIENCE, async || {
        Ok(ward.hub.api().is_drained("device-vitals").await?.then_some(()))
    })
    .await
    .expect("it is");
    let counts = ward
        .hub
        .api()
        .statistics_by_connector("device-vitals")
        .await
        .expect("it is deployed");
    let [(_, source), (_, readings), (_, reports)] = counts.as_slice() else {
        panic!("it has other connectors");
    };
    assert_eq!((source.received, source.error), (8, 4));
    assert_eq!((readings.sent, readings.error, readings.filtered), (2, 1, 1));
    assert_eq!((reports.sent, reports.filtered), (1, 3));
    let stored = ward.get(&format!("/vitals?patient={patient}")).await;
    assert_eq!(stored["items"].as_array().map(Vec::len), Some(1), "{stored}");
    // The battery of the device is the one alarm there is.
    let alarms = ward.get("/vitals/alarms").await;
    let kinds: Vec<_> = alarms["items"]
        .as_array()
        .into_iter()
        .flatten()
        .map(|alarm| &alarm["kind"])
        .collect();
    assert_eq!(kinds, ["battery-low"]);
    assert!(ward.hub.stop().await.expect("it ends").success());
}
