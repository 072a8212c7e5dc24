//! Medication with decision support and the clinical service, each on a database file of its own.

use std::sync::Arc;

use nilecare_cds::CdsService;
use nilecare_clinical::ClinicalService;
use nilecare_contracts::cds::CdsClient;
use nilecare_contracts::clinical::ClinicalClient;
use nilecare_contracts::{cds, clinical};
use nilecare_http::{HttpOptions, InProcess, Principal, ServiceIdentity, finish};
use nilecare_medication::{MedicationService, SERVICE_PERMISSIONS};
use nilecare_sql::Db;
pub use nilecare_testkit::{ServiceRig, TestClient, fresh_key as key, json_of, text_of as string};
use nilecare_types::{Clock, Timestamp};
use serde_json::{Value, json};

pub const PRESCRIPTIONS: &str = "/api/v1/prescriptions";

pub struct Pharmacy {
    pub service: MedicationService,
    /// Calls all three, as the server merges them.
    pub http: TestClient,
    pub rig: ServiceRig,
}

/// `with_cds` false: nobody answers to that name.
pub async fn pharmacy(with_cds: bool) -> Pharmacy {
    pharmacy_permitted(with_cds, &SERVICE_PERMISSIONS).await
}

/// The same, with a medication service that may do no more than this.
pub async fn pharmacy_permitted(with_cds: bool, permissions: &[&str]) -> Pharmacy {
    let rig = ServiceRig::new();
    let open = async |name: &str| Db::open(&rig.database(name)).await.expect("it opens");
    let calls = |name: &str, permissions: &[&str]| {
        Arc::new(InProcess::new(ServiceIdentity::new(name, permissions, rig.issuer())))
    };
    let plain = |router: nilecare_http::OpenApiRouter| finish(router.into(), HttpOptions::default());
    let cds_calls = calls("cds", &nilecare_cds::SERVICE_PERMISSIONS);
    let own_calls = calls("medication", permissions);
    let people = ClinicalService::new(open("clinical").await, rig.clock.clone(), rig.verifier())
        .await
        .expect("it starts");
    let client = ClinicalClient::new(cds_calls.clone());
    let support = CdsService::new(open("cds").await, rig.clock.clone(), rig.verifier(), client)
        .await
        .expect("it starts");
    cds_calls.register(clinical::SERVICE, plain(people.router()));
    own_calls.register(clinical::SERVICE, plain(people.router()));
    if with_cds {
        own_calls.register(cds::SERVICE, plain(support.router()));
    }
    let service = MedicationService::new(
        open("medication").await,
        rig.clock.clone(),
        rig.verifier(),
        ClinicalClient::new(own_calls.clone()),
        CdsClient::new(own_calls.clone()),
    )
    .await
    .expect("it starts");
    let all = service.router().merge(people.router()).merge(support.router()).into();
    let http = rig.client(finish(all, HttpOptions::default()));
    Pharmacy { service, http, rig }
}

impl Pharmacy {
    /// Makes a patient with one number and gives the id.
    pub async fn patient(&self, number: &str) -> String {
        let identifier = json!({"system": "HOSP", "value": number, "type": "MR"});
        let event = json!({"event": "update-person", "patient": {"identifiers": [identifier]}});
        let (status, reply) = self.http.command("/api/v1/clinical/adt-events", &key(), &event).await;
        assert_eq!(status, 200, "{reply}");
        string(&reply["patient_id"])
    }

    /// Calls as somebody of this name who may do everything.
    pub async fn call_as(&self, name: &str, method: &str, path: &str, body: &Value) -> (u16, Value) {
        let principal = Principal {
            user_id: name.to_owned(),
            username: name.to_owned(),
            permissions: vec!["*".to_owned()],
            ..Principal::default()
        };
        let token = format!("Bearer {}", self.rig.issuer().issue(&principal).token.expose());
        let reply = self.http.send(method, path, Some(token), &key(), body).await;
        let body = if reply.body().is_empty() {
            Value::Null
        } else {
            json_of(&reply)
        };
        (reply.status().as_u16(), body)
    }

    /// Writes a prescription as `doctor`.
    pub async fn prescribe(&self, request: &Value) -> Value {
        let (status, reply) = self.call_as("doctor", "POST", PRESCRIPTIONS, request).await;
        assert_eq!(status, 201, "{reply}");
        reply
    }

    /// Makes a change as `pharmacist`, which must succeed.
    pub async fn change(&self, id: &str, what: &str, body: &Value) -> Value {
        let (status, reply) = self.try_change(id, what, body).await;
        assert_eq!(status, 200, "{what}: {reply}");
        reply
    }

    pub async fn try_change(&self, id: &str, what: &str, body: &Value) -> (u16, Value) {
        self.call_as("pharmacist", "POST", &format!("{PRESCRIPTIONS}/{id}/{what}"), body)
            .await
    }

    /// Writes and verifies a prescription and gives it.
    pub async fn active(&self, request: &Value) -> Value {
        let written = self.prescribe(request).await;
        assert_eq!(written["status"], "pending", "{written}");
        self.change(&string(&written["id"]), "verify", &json!({})).await
    }

    pub fn set_time(&self, text: &str) {
        let moment: Timestamp = text.parse().expect("a moment");
        self.rig.clock.advance(moment.duration_since(self.rig.clock.now()));
    }
}

/// Three tablets a day for a week, for somebody of whom everything is known.
pub fn request(patient: &str, drug: &str) -> Value {
    json!({
        "patient_id": patient, "drug": {"name": drug}, "route": "oral",
        "dose": {"amount": 500, "unit": "mg", "times_per_day": 3}, "quantity": 21, "days": 7,
        "takes_also": [], "allergies": [], "conditions": [], "birth_date": "1980-05-01", "weight_kg": 70, "egfr": 90,
    })
}
