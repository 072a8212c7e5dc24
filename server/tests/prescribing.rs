//! Prescribing over the wire, by the binary and the shipped channels: a critical allergy, its override, the order at the pharmacy's system, and
//! its acknowledgement.

use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpListener};
use std::path::Path;
use std::sync::mpsc;
use std::time::Duration;

use nilecare_drills::{HubFolder, HubProcess};
use reqwest::StatusCode;
use serde_json::{Value, json};

use crate::story::{sample, ship_channels};

const NILECARE: &str = env!("CARGO_BIN_EXE_nilecare");
/// What takes longer hangs.
const LIMIT: Duration = Duration::from_secs(30);

/// A pharmacy's system: one connection after the other, each order acknowledged.
fn pharmacy_system() -> (SocketAddr, mpsc::Receiver<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port is free");
    let address = listener.local_addr().expect("it is bound");
    let (orders, received) = mpsc::channel();
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.expect("it connects");
            let mut frame = Vec::new();
            let mut byte = [0];
            while matches!(stream.read(&mut byte), Ok(1)) {
                frame.push(byte[0]);
                if !frame.ends_with(b"\x1c\r") {
                    continue;
                }
                let text = String::from_utf8_lossy(&frame[1..frame.len() - 2]).into_owned();
                frame.clear();
                let id = text.split('|').nth(9).unwrap_or_default().to_owned();
                if orders.send(text).is_err() {
                    return;
                }
                let reply = format!(
                    "\x0bMSH|^~\\&|PHARMACY|NILE|NILECARE|NILE|20260105||ORP^O10|1|P|2.5.1\rMSA|AA|{id}\r\x1c\r"
                );
                stream.write_all(reply.as_bytes()).expect("the hub listens");
            }
        }
    });
    (address, received)
}

struct Ward {
    hub: HubProcess,
    http: reqwest::Client,
}

impl Ward {
    async fn call(&self, token: &str, path: &str, body: &Value) -> (StatusCode, Value) {
        let name: String = path.chars().filter(char::is_ascii_alphanumeric).collect();
        let key = format!("{name}-{}", body.to_string().len());
        let request = self.http.post(format!("{}/api/v1{path}", self.hub.api().base()));
        let request = request.bearer_auth(token).header("idempotency-key", key).json(body);
        let answer = request.send().await.expect("the hub answers");
        let status = answer.status();
        (status, answer.json().await.unwrap_or(Value::Null))
    }

    async fn user(&self, role: &str) -> String {
        let admin = self.hub.api().token().expect("the drill signed in").to_owned();
        let who = json!({"username": role, "password": "seven lamps in the hall", "roles": [role]});
        let (status, made) = self.call(&admin, "/users", &who).await;
        assert!(status.is_success(), "{made}");
        let login = json!({"username": who["username"], "password": who["password"]});
        let (_, tokens) = self.call(&admin, "/auth/login", &login).await;
        tokens["access_token"]
            .as_str()
            .expect("the user may sign in")
            .to_owned()
    }
}

#[tokio::test]
async fn an_overridden_prescription_reaches_the_pharmacy_which_acknowledges() {
    let root = tempfile::tempdir().expect("a temporary folder can be made");
    let folder = HubFolder::new(Path::new(NILECARE), root.path()).expect("the binary is built");
    let (pharmacy, orders) = pharmacy_system();
    ship_channels(&folder.channels(), &[("127.0.0.1:2602", pharmacy)]);
    let hub = folder.start().await.expect("it starts");
    let http = reqwest::Client::builder().no_proxy().timeout(LIMIT).build();
    let http = http.expect("a client");
    let ward = Ward { hub, http };

    let door = ward.hub.api().source_address("hl7-inbound").await.expect("it listens");
    let (to, file) = (door.to_string(), sample("adt-a01.hl7"));
    let send = move || {
        let mut command = std::process::Command::new(NILECARE);
        command.args(["send", "mllp", "--to", &to]).arg(file).output()
    };
    let sent = tokio::task::spawn_blocking(send).await.expect("it does not panic");
    assert!(sent.expect("the binary is there").status.success());
    let found: Value = ward.hub.api().get("/patients?name=everyman").await.expect("it answers");
    let patient = found["items"][0]["id"]
        .as_str()
        .expect("the patient is there")
        .to_owned();

    let doctor = ward.user("doctor").await;
    let wanted = json!({
        "patient_id": patient, "drug": {"name": "amoxicillin"}, "route": "oral",
        "dose": {"amount": 500, "unit": "mg", "times_per_day": 3}, "quantity": 21, "days": 7, "takes_also": [], "conditions": [],
        "allergies": [{"substance": {"name": "penicillin"}, "severity": "severe"}],
        "birth_date": "1970-03-05", "weight_kg": 70, "egfr": 90,
    });
    let (status, draft) = ward.call(&doctor, "/prescriptions", &wanted).await;
    assert_eq!(
        (status, &draft["status"]),
        (StatusCode::CREATED, &json!("draft")),
        "{draft}"
    );
    let alert = &draft["check"]["open_alerts"][0];
    let submit = format!("/prescriptions/{}/submit", draft["id"].as_str().expect("it has an id"));
    let (status, refused) = ward.call(&doctor, &submit, &json!({})).await;
    assert_eq!(
        (status, &refused["type"]),
        (StatusCode::CONFLICT, &json!("alerts-open"))
    );
    let early = orders.recv_timeout(Duration::from_millis(500));
    assert!(early.is_err(), "a draft is sent to nobody: {early:?}");

    let reason =
        json!({"overrides": [{"alert_id": alert, "reason": "tolerated-before", "comment": "had it last year"}]});
    let (status, pending) = ward.call(&doctor, &submit, &reason).await;
    assert_eq!(
        (status, &pending["status"]),
        (StatusCode::OK, &json!("pending")),
        "{pending}"
    );
    let number = pending["prescription_number"]
        .as_str()
        .expect("it has a number")
        .to_owned();

    let order = tokio::task::spawn_blocking(move || orders.recv_timeout(LIMIT)).await;
    let order = order.expect("it does not panic").expect("the order arrives");
    assert!(order.contains("|OMP^O09^OMP_O09|"), "{order}");
    assert!(
        order.contains("100234^^^NILE^MR") && order.contains("EVERYMAN^ADAM"),
        "{order}"
    );
    assert!(order.contains(&format!("ORC|NW|{number}^NILECARE|")), "{order}");
    assert!(
        order.contains("^amoxicillin") && order.contains("|500||mg^^UCUM"),
        "{order}"
    );

    let accepted = async {
        loop {
            let counts = ward.hub.api().statistics_by_connector("prescriptions-outbound").await;
            let counts = counts.expect("it is deployed");
            if counts.iter().any(|(id, counts)| id == "pharmacy" && counts.sent == 1) {
                return;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    };
    tokio::time::timeout(LIMIT, accepted)
        .await
        .expect("the acknowledgement is kept");
    let page: Value = ward
        .hub
        .api()
        .get("/channels/prescriptions-outbound/messages")
        .await
        .expect("it answers");
    let id = page["items"][0]["id"].as_str().expect("it has an id");
    let message: Value = ward
        .hub
        .api()
        .get(&format!("/messages/{id}"))
        .await
        .expect("it answers");
    let answer = message.to_string();
    assert!(answer.contains("MSA|AA|RX"), "{answer}");
    assert!(ward.hub.stop().await.expect("it stops").success());
}
