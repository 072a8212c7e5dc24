//! Services in processes of their own, with Kafka between them and the gateway in front. Not run where noida-db is not installed.

use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use nilecare_drills::{HubApi, until};
use nilecare_testkit::servers::{free_port, noida};
use reqwest::Client;
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::support::{MllpSystem, NILECARE, field, send_sample, ship_channels};

const PASSWORD: &str = "drill-password-0815";
const LIMIT: Duration = Duration::from_secs(60);
fn client() -> Client {
    let builder = Client::builder().connect_timeout(LIMIT).timeout(LIMIT);
    builder.build().expect("it has no certificates to read")
}

/// What runs in one process besides `main`, `clinical` and the gateway.
const OTHERS: &str =
    "auth,business,appointment,lab,medication,cds,billing,payment,facility,inventory,device,notification,ehr";

/// A process of the installation. Dropping it ends it with SIGKILL.
struct Part(Child);

impl Drop for Part {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

struct Installation {
    folder: TempDir,
    bus: String,
    /// Of `main`, `clinical`, the others, the gateway.
    ports: [u16; 4],
}

impl Installation {
    fn start(&self, role: &str) -> Part {
        let [main, clinical, others, gateway] = self.ports;
        let port = match role {
            "main" => main,
            "clinical" => clinical,
            "gateway" => gateway,
            _ => others,
        };
        let log = std::fs::File::create(self.log(role)).expect("the folder is ours");
        let mut command = Command::new(NILECARE);
        command
            .args(["serve", "--role", role, "--data"])
            .arg(self.folder.path().join("data"))
            .arg("--channels")
            .arg(self.channels())
            .args(["--bind", &format!("127.0.0.1:{port}")])
            .env("NILECARE__BUS__URL", &self.bus)
            .env("NILECARE__MQTT__BIND", "127.0.0.1:0")
            .env("NILECARE__SERVICES__MAIN__URL", format!("http://127.0.0.1:{main}"))
            .env(
                "NILECARE__SERVICES__CLINICAL__URL",
                format!("http://127.0.0.1:{clinical}"),
            )
            .env("NILECARE_ADMIN_PASSWORD", PASSWORD)
            .current_dir(self.folder.path())
            .stdin(Stdio::null());
        for service in OTHERS.split(',') {
            let name = format!("NILECARE__SERVICES__{}__URL", service.to_uppercase());
            command.env(name, format!("http://127.0.0.1:{others}"));
        }
        command.stdout(log.try_clone().expect("it is open")).stderr(log);
        Part(command.spawn().expect("the binary is built"))
    }

    fn log(&self, role: &str) -> PathBuf {
        let name = if role.contains(',') { "others" } else { role };
        self.folder.path().join(format!("{name}.log"))
    }

    fn channels(&self) -> PathBuf {
        self.folder.path().join("channels")
    }

    async fn is_ready(&self, number: usize, role: &str) {
        let api = HubApi::new(&format!("127.0.0.1:{}", self.ports[number])).expect("it is an address");
        let ready = until("a part to be ready", LIMIT, async || {
            Ok(api.is_ready().await.then_some(()))
        })
        .await;
        let log = || std::fs::read_to_string(self.log(role)).unwrap_or_default();
        ready.unwrap_or_else(|error| panic!("{role}: {error}\n{}", log()));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn services_run_apart_and_work_together() {
    let Some(broker) = noida() else { return };
    let installation = Installation {
        folder: tempfile::tempdir().expect("a temporary folder"),
        bus: format!("kafka://{}?partitions=1&replication=1", broker.server.address()),
        ports: [free_port(), free_port(), free_port(), free_port()],
    };
    let system = MllpSystem::default();
    ship_channels(&installation.channels(), &[("127.0.0.1:2603", system.listen().await)]);
    let _others = installation.start(OTHERS);
    let clinical = installation.start("clinical");
    let _main = installation.start("main");
    let _gateway = installation.start("gateway");
    installation.is_ready(2, OTHERS).await;
    installation.is_ready(1, "clinical").await;
    installation.is_ready(0, "main").await;
    installation.is_ready(3, "gateway").await;

    let gateway = format!("127.0.0.1:{}", installation.ports[3]);
    let api = HubApi::new(&gateway).expect("it is an address");
    let api = api
        .sign_in("admin", PASSWORD)
        .await
        .expect("auth is behind the gateway");

    // A message comes in by the engine of one process and changes the record of another.
    let door = api.source_address("hl7-inbound").await.expect("it listens");
    assert!(send_sample(door, "adt-a01.hl7").await.status.success());
    let found: Value = api.get("/patients?identifier=100234").await.expect("it is asked");
    assert_eq!(found["items"].as_array().map(Vec::len), Some(1), "{found}");

    // What a person does in one process is told by an event over Kafka to a channel in another, and by that to a further system.
    let patient = json!({"event": "update-person", "patient": {
        "identifiers": [{"system": "HOSP", "value": "100777", "type": "MR"}],
        "names": [{"family": "EVERYWOMAN", "given": ["EVE"]}], "birth_date": "1980-02-29", "gender": "female"}});
    let key = nilecare_types::UserId::generate().to_string();
    let registered: Value = api
        .command("/clinical/adt-events", &key, &patient)
        .await
        .expect("it is taken");
    let told = system.received(1).await;
    assert_eq!(field(&told[0], "MSH", 9), "ADT^A28^ADT_A05");

    let known = registered["patient_id"].as_str().expect("it has an id");
    let chart: Value = api.get(&format!("/patients/{known}")).await.expect("it is there");
    assert_eq!(chart["names"][0]["family"], "EVERYWOMAN");
    let whole: Value = api
        .get(&format!("/patients/{known}/complete"))
        .await
        .expect("it is put together");
    assert_eq!(
        (&whole["complete"], &whole["parts"]["patient"]["data"]),
        (&json!(true), &chart),
        "{whole}"
    );

    // One service asks another that is elsewhere: the summary of the record has the patient's name from the clinical service.
    assert!(
        whole["parts"]["record"]["data"].to_string().contains("EVERYWOMAN"),
        "{whole}"
    );

    keys_are_known_everywhere(&installation, &api).await;
    a_part_that_is_away_is_told_and_comes_back(&installation, &api, clinical, known).await;
}

/// A key of a program is made by auth, and taken by a service of another process until it is revoked.
async fn keys_are_known_everywhere(installation: &Installation, api: &HubApi) {
    let client = client();
    let token = api.token().expect("it is signed in").to_owned();
    let post = async |path: &str, body: Value| -> Value {
        let request = client.post(format!("http://127.0.0.1:{}/api/v1{path}", installation.ports[3]));
        let answer = request
            .bearer_auth(&token)
            .json(&body)
            .send()
            .await
            .expect("it answers");
        assert!(answer.status().is_success(), "{path}: {}", answer.status());
        answer.json().await.expect("it is JSON")
    };
    let account = post("/service-accounts", json!({"name": "reader"})).await;
    let account = account["id"].as_str().expect("it has an id").to_owned();
    let issued = post(
        &format!("/service-accounts/{account}/keys"),
        json!({"scopes": ["patients:read"]}),
    )
    .await;
    let key = issued["api_key"].as_str().expect("it is shown once").to_owned();
    let read = async || {
        let direct = client.get(format!(
            "http://127.0.0.1:{}/api/v1/patients?name=X",
            installation.ports[1]
        ));
        direct
            .bearer_auth(&key)
            .send()
            .await
            .expect("it answers")
            .status()
            .as_u16()
    };
    assert_eq!(read().await, 200);
    let path = format!(
        "service-accounts/{account}/keys/{}",
        issued["key"]["id"].as_str().expect("an id")
    );
    let revoke = client.delete(format!("http://127.0.0.1:{}/api/v1/{path}", installation.ports[3]));
    assert!(
        revoke
            .bearer_auth(&token)
            .send()
            .await
            .expect("it answers")
            .status()
            .is_success()
    );
    let refused = until("the revoked key to be refused", LIMIT, async || {
        let status = read().await;
        if status == 401 {
            return Ok(Some(()));
        }
        tokio::time::sleep(Duration::from_millis(500)).await;
        Ok(None)
    });
    refused.await.expect("within 15 seconds");
}

async fn a_part_that_is_away_is_told_and_comes_back(
    installation: &Installation,
    api: &HubApi,
    part: Part,
    patient: &str,
) {
    let client = client();
    let read = async || {
        let url = format!("http://127.0.0.1:{}/api/v1/patients/{patient}", installation.ports[3]);
        let token = api.token().expect("it is signed in");
        let answer = client
            .get(url)
            .bearer_auth(token)
            .send()
            .await
            .expect("the gateway answers");
        (
            answer.status().as_u16(),
            answer.json::<Value>().await.unwrap_or_default(),
        )
    };
    drop(part);
    let (status, problem) = read().await;
    assert_eq!((status, problem["type"].as_str()), (503, Some("service-unavailable")));
    let _again = installation.start("clinical");
    installation.is_ready(1, "clinical").await;
    let back = until("the gateway to find it again", LIMIT, async || {
        let (status, _) = read().await;
        if status == 200 {
            return Ok(Some(()));
        }
        tokio::time::sleep(Duration::from_millis(200)).await;
        Ok(None)
    });
    back.await.expect("within some seconds");
}

#[test]
fn parts_that_cannot_work_alone_say_what_is_missing() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let run = |arguments: &[&str], variables: &[(&str, &str)]| {
        let mut command = Command::new(NILECARE);
        command
            .arg("serve")
            .args(arguments)
            .arg("--data")
            .arg(folder.path())
            .args(["--bind", "127.0.0.1:0"]);
        let output = command
            .envs(variables.iter().copied())
            .current_dir(folder.path())
            .output();
        let output = output.expect("the binary is built");
        assert!(!output.status.success());
        String::from_utf8_lossy(&output.stderr).into_owned()
    };
    let unknown = run(&["--role", "kitchen"], &[]);
    assert!(
        unknown.contains("kitchen") && unknown.contains("notification"),
        "{unknown}"
    );
    let alone = run(&["--role", "lab"], &[]);
    assert!(alone.contains("[services.auth]") && alone.contains("7020"), "{alone}");
    let place = "http://127.0.0.1:9";
    let all: Vec<(String, &str)> = ["clinical"]
        .into_iter()
        .chain(OTHERS.split(','))
        .map(|service| (format!("NILECARE__SERVICES__{}__URL", service.to_uppercase()), place))
        .collect();
    let all: Vec<(&str, &str)> = all.iter().map(|(name, value)| (name.as_str(), *value)).collect();
    let local = run(&["--role", "lab"], &all);
    assert!(local.contains("bus.url"), "{local}");
    let main = run(&["--role", "gateway"], &all);
    assert!(main.contains("[services.main]"), "{main}");
}
