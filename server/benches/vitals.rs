//! Vital signs through a whole hub: readings a second by HTTP and by MQTT, and how long a critical value takes from the publisher to a WebSocket,
//! with and without load beside it. `cargo xtask bench vitals`.
//!
//! ```text
//! mosquitto_pub ─► hub: broker ─ channel device-vitals ─ device service ─ bus ─ live ─► WebSocket (this process)
//! ```
//! Publishers, hub and client share the machine.

use std::io::Write;
use std::path::Path;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use futures_util::{SinkExt, StreamExt};
use nilecare_drills::{HubFolder, HubProcess};
use nilecare_types::{Clock, SystemClock, Timestamp};
use reqwest::{Client, Method};
use serde_json::{Value, json};
use tokio_tungstenite::tungstenite::Message;

const NILECARE: &str = env!("CARGO_BIN_EXE_nilecare");
const PASSWORD: &str = "drill-password-0815";
const PATIENCE: Duration = Duration::from_secs(60);
const N_ALARMS: usize = 200;
const N_MESSAGES: usize = 500;
/// One device for each run, so that no reading is a repeat.
const DEVICES: [&str; 8] = ["ALARM", "H1", "H10", "H100", "H1000", "M1", "M50", "BESIDE"];

#[tokio::main(flavor = "multi_thread", worker_threads = 2)]
async fn main() -> Result<()> {
    let ward = Ward::begin().await?;
    for (device, size) in [("H1", 1), ("H10", 10), ("H100", 100), ("H1000", 1000)] {
        ward.by_http(device, size).await?;
    }
    for (device, size) in [("M1", 1), ("M50", 50)] {
        ward.by_mqtt(device, size).await?;
    }
    tell("critical value to WebSocket, nothing beside", ward.latencies().await?);
    let before = ward.stored().await?;
    let (load, begun) = (ward.load("BESIDE")?, Instant::now());
    let times = ward.latencies().await?;
    let rate = (ward.stored().await? - before) as f64 / begun.elapsed().as_secs_f64();
    drop(load);
    tell("critical value to WebSocket, readings beside", times);
    say(&format!("beside it {rate:.0} readings a second were filed"));
    ward.hub.stop().await?;
    Ok(())
}

#[expect(clippy::print_stdout, reason = "it is what this program is for")]
fn say(text: &str) {
    println!("{text}");
}

fn tell(what: &str, mut times: Vec<Duration>) {
    times.sort_unstable();
    let at = |share: f64| times[((times.len() - 1) as f64 * share) as usize].as_secs_f64() * 1e3;
    let (p50, p99, most, n) = (at(0.5), at(0.99), at(1.0), times.len());
    say(&format!(
        "{what}: p50 {p50:.1} ms, p99 {p99:.1} ms, most {most:.1} ms, {n} alarms"
    ));
}

struct Ward {
    hub: HubProcess,
    http: Client,
    base: String,
    broker: (String, String),
    token: String,
    /// Whom the device ALARM measures, and whom the others do.
    patients: [String; 2],
    /// All devices were connected then.
    since: Timestamp,
    _folder: tempfile::TempDir,
}

/// A publisher of lines.
struct Publisher {
    process: Child,
    input: Option<ChildStdin>,
}

impl Drop for Publisher {
    fn drop(&mut self) {
        // It may have ended; then there is nothing to kill.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

impl Ward {
    async fn begin() -> Result<Self> {
        let root = tempfile::tempdir()?;
        let folder = HubFolder::new(Path::new(NILECARE), root.path())?;
        let shipped = Path::new(env!("CARGO_MANIFEST_DIR")).join("../channels/library/device-vitals");
        let own = folder.channels().join("device-vitals");
        std::fs::create_dir_all(&own)?;
        for file in ["channel.yaml", "read.rhai"] {
            std::fs::copy(shipped.join(file), own.join(file))?;
        }
        let hub = folder.start().await?;
        let told: Value = serde_json::from_slice(&std::fs::read(folder.data().join("hub.json"))?)?;
        let broker = told["mqtt"].as_str().and_then(|address| address.rsplit_once(':'));
        let (host, port) = broker.context("there is no broker")?;
        let mut ward = Self {
            base: hub.api().base().to_owned(),
            hub,
            http: Client::builder().no_proxy().timeout(PATIENCE).build()?,
            broker: (host.to_owned(), port.to_owned()),
            token: String::new(),
            patients: Default::default(),
            since: SystemClock.now(),
            _folder: root,
        };
        let login = json!({ "username": "admin", "password": PASSWORD });
        ward.token = text(&ward.call(Method::POST, "/auth/login", &login).await?["access_token"]);
        for n in 0..2 {
            let identifier = json!({ "system": "HOSP", "value": format!("100{n}"), "type": "MR" });
            let event = json!({ "event": "update-person", "patient": { "identifiers": [identifier] } });
            let reply = ward.call(Method::POST, "/clinical/adt-events", &event).await?;
            ward.patients[n] = text(&reply["patient_id"]);
        }
        for (n, key) in DEVICES.into_iter().enumerate() {
            let device = json!({ "key": key, "name": key, "kind": "vital-monitor", "serial_number": key,
                "protocol": "mqtt", "facility": "NILE" });
            let device = ward.call(Method::POST, "/devices", &device).await?;
            let connect = json!({ "patient_id": ward.patients[n.min(1)] });
            let path = format!("/devices/{}/association", text(&device["id"]));
            ward.call(Method::POST, &path, &connect).await?;
        }
        ward.since = SystemClock.now();
        Ok(ward)
    }

    async fn call(&self, method: Method, path: &str, body: &Value) -> Result<Value> {
        let key = format!("{:x}", rand::random::<u128>());
        let request = self.http.request(method, format!("{}/api/v1{path}", self.base));
        let request = request
            .bearer_auth(&self.token)
            .header("idempotency-key", key)
            .json(body);
        let answer = request.send().await?;
        let status = answer.status();
        let text = answer.text().await?;
        if !status.is_success() {
            bail!("{path}: {status} {text}");
        }
        Ok(serde_json::from_str(&text).unwrap_or(Value::Null))
    }

    /// Batches of readings by HTTP, four at a time.
    async fn by_http(&self, device: &str, size: usize) -> Result<()> {
        let n_batches = if size == 1000 { 20 } else { 100 };
        let begun = Instant::now();
        let batches = (0..n_batches).map(|batch| {
            let readings = (0..size).map(|n| {
                json!({ "device": device, "at": self.time(batch * size + n),
                    "values": { "heart_rate": 72, "oxygen_saturation": 97, "temperature": 36.8 } })
            });
            let body = json!({ "readings": readings.collect::<Vec<_>>() });
            async move { self.call(Method::POST, "/vitals/readings", &body).await }
        });
        let mut running = futures_util::stream::iter(batches).buffer_unordered(4);
        while let Some(reply) = running.next().await {
            let reply = reply?;
            if reply["stored"] != json!(size) || reply["without_patient"] != json!(0) {
                bail!("not all readings were filed: {reply}");
            }
        }
        let rate = (n_batches * size) as f64 / begun.elapsed().as_secs_f64();
        say(&format!("by HTTP, batches of {size:>4}: {rate:>7.0} readings a second"));
        Ok(())
    }

    /// Messages by MQTT until the last reading is filed.
    async fn by_mqtt(&self, device: &str, size: usize) -> Result<()> {
        let mut publisher = self.publisher(device)?;
        let before = self.stored().await?;
        let lines: String = (0..N_MESSAGES).map(|n| self.line(n * size, size)).collect();
        let begun = Instant::now();
        if let Some(mut input) = publisher.input.take() {
            tokio::task::spawn_blocking(move || input.write_all(lines.as_bytes())).await??;
        }
        let wanted = before + (N_MESSAGES * size) as u64;
        while self.stored().await? < wanted {
            if begun.elapsed() > PATIENCE {
                bail!("the readings were not filed in time");
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        let rate = (N_MESSAGES * size) as f64 / begun.elapsed().as_secs_f64();
        say(&format!(
            "by MQTT, {size:>2} readings a message: {rate:>7.0} readings a second"
        ));
        Ok(())
    }

    /// How many readings of the second patient there are, by the series.
    async fn stored(&self) -> Result<u64> {
        let (from, to) = (self.since, self.since + jiff::SignedDuration::from_mins(60));
        let patient = &self.patients[1];
        let path =
            format!("/vitals/series?patient={patient}&parameter=heart-rate&from={from}&to={to}&bucket_seconds=3600");
        let series: Value = self.hub.api().get(&path).await?;
        let counts = series.as_array().into_iter().flatten();
        Ok(counts.filter_map(|part| part["n"].as_u64()).sum())
    }

    /// Publishes critical values one after the other, each when the alarm before was told and ended.
    async fn latencies(&self) -> Result<Vec<Duration>> {
        let url = format!("{}/api/v1/live", self.base.replace("http://", "ws://"));
        let (mut socket, _) = tokio_tungstenite::connect_async(url).await?;
        let rooms = [format!("patient:{}", self.patients[0])];
        let hello = json!({ "type": "hello", "token": self.token, "rooms": rooms });
        socket.send(Message::text(hello.to_string())).await?;
        let mut publisher = self.publisher("ALARM")?;
        let mut input = publisher.input.take().context("it is piped")?;
        let mut times = Vec::with_capacity(N_ALARMS);
        for _ in 0..N_ALARMS {
            let begun = Instant::now();
            writeln!(input, r#"{{"hr":180}}"#)?;
            let alarm = loop {
                let heard = tokio::time::timeout(PATIENCE, socket.next()).await?;
                let Message::Text(heard) = heard.context("the connection ended")?? else {
                    continue;
                };
                let heard: Value = serde_json::from_str(&heard)?;
                if heard["topic"] == "vitals.critical" {
                    break text(&heard["data"]["alarm"]["id"]);
                }
            };
            times.push(begun.elapsed());
            let path = format!("/vitals/alarms/{alarm}/resolve");
            self.call(Method::POST, &path, &json!({})).await?;
        }
        Ok(times)
    }

    /// Publishes messages of 50 readings, 100 a second at most, until it is dropped.
    fn load(&self, device: &str) -> Result<Publisher> {
        let mut publisher = self.publisher(device)?;
        let mut input = publisher.input.take().context("it is piped")?;
        let lines: Vec<String> = (0..5000).map(|n| self.line(n * 50, 50)).collect();
        std::thread::spawn(move || {
            for line in lines {
                if input.write_all(line.as_bytes()).is_err() {
                    return;
                }
                std::thread::sleep(Duration::from_millis(10));
            }
        });
        Ok(publisher)
    }

    fn publisher(&self, device: &str) -> Result<Publisher> {
        let (host, port) = &self.broker;
        let topic = format!("devices/{device}/vitals");
        let mut command = Command::new("mosquitto_pub");
        command.args(["-h", host, "-p", port, "-V", "mqttv5", "-q", "1", "-t", &topic, "-l"]);
        let process = command.stdin(Stdio::piped()).spawn();
        let mut process = process.context("mosquitto_pub (Debian package mosquitto-clients) is needed")?;
        let input = process.stdin.take();
        Ok(Publisher { process, input })
    }

    /// A message of `size` readings.
    fn line(&self, first: usize, size: usize) -> String {
        let readings = (first..first + size).map(|n| json!({ "hr": 72, "spo2": 97, "timestamp": self.time(n) }));
        format!("{}\n", Value::Array(readings.collect()))
    }

    /// A time of its own for each reading of a device.
    fn time(&self, n: usize) -> String {
        (self.since + jiff::SignedDuration::from_millis(n as i64)).to_string()
    }
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}
