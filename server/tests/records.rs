//! What HL7 messages and people bring into the services is found on the FHIR server, by the binary and the shipped channels.

use std::net::SocketAddr;
use std::path::Path;
use std::time::Duration;

use nilecare_drills::{HubFolder, HubProcess};
use serde_json::{Value, json};

use crate::support::{LIMIT, NILECARE, send_sample, ship_channels};

async fn send(door: SocketAddr, name: &str) {
    assert!(send_sample(door, name).await.status.success(), "{name}");
}

struct Fhir {
    hub: HubProcess,
    http: reqwest::Client,
}

impl Fhir {
    async fn get(&self, path: &str) -> Value {
        let request = self.http.get(format!("{}/fhir/R4{path}", self.hub.api().base()));
        let token = self.hub.api().token().expect("the drill signed in");
        let answer = request.bearer_auth(token).send().await.expect("the hub answers");
        let text = answer.text().await.expect("a body");
        serde_json::from_str(&text).expect("it is JSON")
    }

    /// Searches until so many are found.
    async fn find(&self, path: &str, n: usize) -> Vec<Value> {
        let look = async {
            loop {
                let bundle = self.get(path).await;
                let entries = bundle["entry"].as_array().cloned().unwrap_or_default();
                if entries.len() == n {
                    return entries.into_iter().map(|mut entry| entry["resource"].take()).collect();
                }
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
        };
        let found = tokio::time::timeout(LIMIT, look).await;
        match found {
            Ok(found) => found,
            Err(_) => panic!("{path}: {}", self.get(path).await),
        }
    }
}

#[tokio::test]
async fn messages_become_resources_of_the_fhir_server() {
    let root = tempfile::tempdir().expect("a temporary folder can be made");
    let folder = HubFolder::new(Path::new(NILECARE), root.path()).expect("the binary is built");
    ship_channels(&folder.channels(), &[]);
    let hub = folder.start().await.expect("it starts");
    let http = reqwest::Client::builder().no_proxy().timeout(LIMIT).build();
    let fhir = Fhir {
        hub,
        http: http.expect("a client"),
    };
    let door = fhir.hub.api().source_address("hl7-inbound").await.expect("it listens");
    send(door, "adt-a01.hl7").await;
    send(door, "oru-r01.hl7").await;

    let patients = fhir.find("/Patient?family=EVERYMAN", 1).await;
    let known: Value = fhir.hub.api().get("/patients?name=everyman").await.expect("it answers");
    assert_eq!(patients[0]["id"], known["items"][0]["id"], "one id in both");
    let id = patients[0]["id"].as_str().expect("it has an id").to_owned();
    let encounters = fhir.find(&format!("/Encounter?patient={id}"), 1).await;
    assert_eq!(
        (&encounters[0]["status"], &encounters[0]["class"]["code"]),
        (&json!("in-progress"), &json!("IMP"))
    );
    let results: Value = fhir
        .hub
        .api()
        .get(&format!("/lab/results?patient={id}"))
        .await
        .expect("it answers");
    let n_results = results["items"].as_array().map_or(0, Vec::len);
    assert!(n_results > 0, "{results}");
    let observations = fhir
        .find(&format!("/Observation?patient={id}&category=laboratory"), n_results)
        .await;
    let numeric = observations
        .iter()
        .filter(|observation| observation["valueQuantity"]["value"].is_number());
    assert!(numeric.count() > 0, "{observations:?}");

    // The chart: what the message brought, and what people record.
    let allergies = fhir.find(&format!("/AllergyIntolerance?patient={id}"), 1).await;
    assert_eq!(
        (&allergies[0]["code"]["text"], &allergies[0]["criticality"]),
        (&json!("Penicillin"), &json!("high"))
    );
    let stay = &encounters[0]["id"];
    let recorded = [
        (
            "conditions",
            json!({"encounter_id": stay, "code": {"system": "I10C", "code": "J18.9", "text": "Pneumonia"}, "role": "working"}),
            format!("/Condition?patient={id}&code=J18.9"),
            1,
        ),
        (
            "procedures",
            json!({"encounter_id": stay, "code": {"code": "LP", "text": "Lumbar puncture"}, "performed_at": "2026-01-05T09:00:00Z"}),
            format!("/Procedure?patient={id}"),
            1,
        ),
        (
            "immunizations",
            json!({"vaccine": {"system": "http://hl7.org/fhir/sid/cvx", "code": "115", "text": "Tdap"},
                "occurred_at": "2026-01-05T09:00:00Z", "lot_number": "T1", "dose_ml": 0.5, "dose_number": 1}),
            format!("/Immunization?patient={id}"),
            1,
        ),
        (
            "vital-signs",
            json!({"encounter_id": stay, "taken_at": "2026-01-05T09:00:00Z", "heart_rate": 90, "systolic": 120, "diastolic": 80,
                "temperature": 38.5, "pain": 3}),
            format!("/Observation?patient={id}&category=vital-signs"),
            5,
        ),
    ];
    for (what, body, found, n) in recorded {
        let path = format!("/patients/{id}/{what}");
        let made: Value = fhir
            .hub
            .api()
            .command(&path, what, &body)
            .await
            .expect("it is recorded");
        let resources = fhir.find(&found, n).await;
        assert!(
            resources.iter().any(|resource| resource["id"] == made["id"]),
            "{what}: {resources:?}"
        );
    }

    send(door, "adt-a03.hl7").await;
    let ended = fhir.find(&format!("/Encounter?patient={id}&status=finished"), 1).await;
    assert_eq!(ended[0]["id"], encounters[0]["id"]);
    let counts = fhir
        .hub
        .api()
        .statistics("records-to-fhir")
        .await
        .expect("it is deployed");
    assert!(counts.iter().all(|count| count.error == 0), "{counts:?}");
    assert!(fhir.hub.stop().await.expect("it stops").success());
}
