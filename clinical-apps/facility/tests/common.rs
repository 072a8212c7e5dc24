//! Facility with the clinical service, each on a database file of its own.

use std::sync::Arc;

use nilecare_clinical::ClinicalService;
use nilecare_contracts::clinical;
use nilecare_contracts::clinical::ClinicalClient;
use nilecare_facility::{FacilityService, SERVICE_PERMISSIONS};
use nilecare_http::{HttpOptions, InProcess, ServiceIdentity, finish};
use nilecare_sql::Db;
pub use nilecare_testkit::{ServiceRig, TestClient, fresh_key as key, json_of, text_of as string};
use serde_json::{Value, json};

pub struct House {
    pub service: FacilityService,
    pub people: ClinicalService,
    pub http: TestClient,
    pub rig: ServiceRig,
}

pub async fn house() -> House {
    let rig = ServiceRig::new();
    let open = async |name: &str| Db::open(&rig.database(name)).await.expect("it opens");
    let plain = |router: nilecare_http::OpenApiRouter| finish(router.into(), HttpOptions::default());
    let calls = Arc::new(InProcess::new(ServiceIdentity::new(
        "facility",
        &SERVICE_PERMISSIONS,
        rig.issuer(),
    )));
    let people = ClinicalService::new(open("clinical").await, rig.clock.clone(), rig.verifier())
        .await
        .expect("it starts");
    calls.register(clinical::SERVICE, plain(people.router()));
    let client = ClinicalClient::new(calls);
    let service = FacilityService::new(open("facility").await, rig.clock.clone(), rig.verifier(), client)
        .await
        .expect("it starts");
    let http = rig.client(plain(service.router().merge(people.router())));
    House {
        service,
        people,
        http,
        rig,
    }
}

impl House {
    /// Posts, which must succeed, and gives the reply.
    pub async fn post(&self, path: &str, body: &Value) -> Value {
        let (status, reply) = self.http.command(path, "", body).await;
        assert!((200..300).contains(&status), "{path}: {reply}");
        reply
    }

    /// Makes a facility and gives its id.
    pub async fn facility(&self, code: &str) -> String {
        string(&self.post("/api/v1/facilities", &facility(code)).await["id"])
    }

    /// Makes a ward with so many beds and gives the ids of both.
    pub async fn ward(&self, facility: &str, n_beds: u32) -> (String, Vec<String>) {
        let ward = json!({"code": "W1", "name": "Ward 1", "kind": "general"});
        let ward = string(&self.post(&format!("/api/v1/facilities/{facility}/wards"), &ward).await["id"]);
        let mut beds = Vec::new();
        for number in 1..=n_beds {
            let bed = json!({"number": number.to_string(), "kind": "standard"});
            beds.push(string(
                &self.post(&format!("/api/v1/wards/{ward}/beds"), &bed).await["id"],
            ));
        }
        (ward, beds)
    }

    /// Admits somebody of this number and gives the encounter's id.
    pub async fn admitted(&self, number: &str) -> String {
        self.adt("admit", number).await
    }

    /// Files an ADT event and gives the encounter's id.
    pub async fn adt(&self, event: &str, number: &str) -> String {
        let event = json!({
            "event": event, "occurred_at": "2026-11-22T08:00:00Z",
            "patient": {"identifiers": [{"system": "HOSP", "value": number, "type": "MR"}]},
            "encounter": {"visit_number": {"system": "HOSP", "value": format!("V{number}")}, "class": "inpatient"},
        });
        let (status, reply) = self.http.command("/api/v1/clinical/adt-events", &key(), &event).await;
        assert_eq!(status, 200, "{reply}");
        string(&reply["encounter_id"])
    }
}

pub fn facility(code: &str) -> Value {
    json!({"code": code, "name": "Teaching Hospital", "kind": "hospital", "time_zone": "Africa/Khartoum"})
}
