//! Prescribing over the wire, by the binary and the shipped channels: a critical allergy, its override, the order at the pharmacy's system, and
//! its acknowledgement.

use std::path::Path;
use std::time::Duration;

use nilecare_drills::{HubFolder, HubProcess};
use reqwest::StatusCode;
use serde_json::{Value, json};

use crate::support::{LIMIT, MllpSystem, NILECARE, field, send_sample, ship_channels};

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
    let pharmacy = MllpSystem::default();
    let address = pharmacy.listen().await;
    ship_channels(&folder.channels(), &[("127.0.0.1:2602", address)]);
    let hub = folder.start().await.expect("it starts");
    let http = reqwest::Client::builder().no_proxy().timeout(LIMIT).build();
    let http = http.expect("a client");
    let ward = Ward { hub, http };

    let door = ward.hub.api().source_address("hl7-inbound").await.expect("it listens");
    assert!(send_sample(door, "adt-a01.hl7").await.status.success());
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
    tokio::time::sleep(Duration::from_millis(500)).await;
    assert_eq!(pharmacy.messages(), Vec::<String>::new(), "a draft is sent to nobody");

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

    let order = pharmacy.received(1).await.remove(0);
    assert_eq!(field(&order, "MSH", 9), "OMP^O09^OMP_O09");
    assert!(field(&order, "PID", 3).contains("100234^^^NILE^MR"), "{order}");
    assert!(field(&order, "PID", 5).starts_with("EVERYMAN^ADAM"), "{order}");
    assert_eq!(
        [field(&order, "ORC", 1), field(&order, "ORC", 2)],
        ["NW".to_owned(), format!("{number}^NILECARE")]
    );
    assert_eq!(
        [1, 2, 4].map(|n| field(&order, "RXO", n)),
        ["^amoxicillin", "500", "mg^^UCUM"]
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
    let acknowledged = format!("MSA|AA|{}", field(&order, "MSH", 10));
    assert!(answer.contains(&acknowledged), "{answer}");
    assert!(ward.hub.stop().await.expect("it stops").success());
}
