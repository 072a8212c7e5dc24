//! A clinical service on a database file of its own, called over HTTP types.

use nilecare_clinical::ClinicalService;
use nilecare_http::{HttpOptions, finish};
use nilecare_sql::Db;
pub use nilecare_testkit::{ServiceRig, TestClient, fresh_key as key, json_of, text_of as string};
use serde_json::{Value, json};

pub struct Clinical {
    pub service: ClinicalService,
    pub http: TestClient,
    pub rig: ServiceRig,
}

pub async fn clinical() -> Clinical {
    let rig = ServiceRig::new();
    let db = Db::open(&rig.database("clinical")).await.expect("it opens");
    let service = ClinicalService::new(db, rig.clock.clone(), rig.verifier())
        .await
        .expect("it starts");
    let http = rig.client(finish(service.router().into(), HttpOptions::default()));
    Clinical { service, http, rig }
}

impl Clinical {
    pub async fn file_with_key(&self, key: &str, event: &Value) -> (u16, Value) {
        let path = "/api/v1/clinical/adt-events";
        let token = self.http.token(&["adt:write"]);
        let reply = self.http.send("POST", path, Some(token), key, event).await;
        (reply.status().as_u16(), json_of(&reply))
    }

    /// Files an event under a key of its own and expects it to be taken.
    pub async fn file(&self, event: &Value) -> Value {
        let (status, reply) = self.file_with_key(&key(), event).await;
        assert_eq!(status, 200, "{reply}");
        reply
    }

    /// Files an event and expects the refusal of this name.
    pub async fn refused(&self, event: &Value) -> (u16, String) {
        let (status, reply) = self.file_with_key(&key(), event).await;
        (status, reply["type"].as_str().unwrap_or_default().to_owned())
    }

    pub async fn encounter_of(&self, reply: &Value) -> Value {
        self.http
            .get(&format!("/api/v1/encounters/{}", string(&reply["encounter_id"])))
            .await
    }

    pub async fn patient_of(&self, reply: &Value) -> Value {
        self.http
            .get(&format!("/api/v1/patients/{}", string(&reply["patient_id"])))
            .await
    }

    /// Gives the events that wait to be published, and takes them away.
    pub async fn told(&self) -> Vec<Value> {
        let db = Db::open(&self.rig.database("clinical")).await.expect("it opens");
        let sql = "DELETE FROM outbox_events RETURNING position, body";
        let mut tx = db.begin_write().await.expect("it can be written");
        let mut rows: Vec<(i64, String)> = sqlx::query_as(sql).fetch_all(&mut *tx).await.expect("it reads");
        tx.commit().await.expect("it writes");
        rows.sort_unstable();
        rows.iter()
            .map(|(_, body)| serde_json::from_str(body).expect("events are JSON"))
            .collect()
    }

    /// Gives the ids that a search finds.
    pub async fn found(&self, query: &str) -> Vec<String> {
        let page = self.http.get(&format!("/api/v1/patients?{query}")).await;
        page["items"]
            .as_array()
            .expect("a list")
            .iter()
            .map(|patient| string(&patient["id"]))
            .collect()
    }
}

/// An event at `hh:mm` of the day for a patient with one number.
pub fn event(kind: &str, time: &str, number: &str) -> Value {
    json!({
        "event": kind,
        "occurred_at": format!("2026-11-22T{time}:00Z"),
        "patient": {"identifiers": [{"system": "HOSP", "value": number, "type": "MR"}]},
    })
}

/// The same with an encounter.
pub fn visit(kind: &str, time: &str, number: &str, encounter: Value) -> Value {
    let mut event = event(kind, time, number);
    event["encounter"] = encounter;
    event
}
