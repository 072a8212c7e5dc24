//! Lab and clinical, each on a database file of its own, lab calling clinical by name.

use std::sync::Arc;

use nilecare_clinical::ClinicalService;
use nilecare_contracts::clinical::{ClinicalClient, SERVICE};
use nilecare_http::{HttpOptions, InProcess, ServiceIdentity, finish};
use nilecare_lab::{LabService, SERVICE_PERMISSIONS};
use nilecare_sql::Db;
pub use nilecare_testkit::{ServiceRig, TestClient, fresh_key as key, json_of, text_of as string};
use serde_json::{Value, json};

pub struct Lab {
    pub service: LabService,
    /// Calls both services, as the server merges them.
    pub http: TestClient,
    pub rig: ServiceRig,
}

/// `with_clinical` false: nobody answers to that name.
pub async fn lab(with_clinical: bool) -> Lab {
    let rig = ServiceRig::new();
    let open = async |name: &str| Db::open(&rig.database(name)).await.expect("it opens");
    let identity = ServiceIdentity::new("lab", &SERVICE_PERMISSIONS, rig.issuer());
    let caller = Arc::new(InProcess::new(identity));
    let clinical = ClinicalService::new(open("clinical").await, rig.clock.clone(), rig.verifier())
        .await
        .expect("it starts");
    let clinical_router = finish(clinical.router().into(), HttpOptions::default());
    if with_clinical {
        caller.register(SERVICE, clinical_router);
    }
    let client = ClinicalClient::new(caller.clone());
    let service = LabService::new(open("lab").await, rig.clock.clone(), rig.verifier(), client)
        .await
        .expect("it starts");
    let both = service.router().merge(clinical.router()).into();
    let http = rig.client(finish(both, HttpOptions::default()));
    Lab { service, http, rig }
}

impl Lab {
    pub async fn report(&self, report: &Value) -> Value {
        let (status, reply) = self.http.command("/api/v1/lab/result-reports", &key(), report).await;
        assert_eq!(status, 200, "{reply}");
        reply
    }

    pub async fn order(&self, request: &Value) -> Value {
        let (status, reply) = self.http.command("/api/v1/lab/order-requests", &key(), request).await;
        assert_eq!(status, 200, "{reply}");
        reply
    }

    /// Files an ADT event without encounter.
    pub async fn adt(&self, event: &Value) -> Value {
        let (status, reply) = self.http.command("/api/v1/clinical/adt-events", &key(), event).await;
        assert_eq!(status, 200, "{reply}");
        reply
    }

    /// Makes a patient with one number and gives the id.
    pub async fn patient(&self, number: &str) -> String {
        let event = json!({"event": "update-person", "patient": person(number)});
        string(&self.adt(&event).await["patient_id"])
    }

    pub async fn results(&self, patient: &str) -> Vec<Value> {
        let page = self.http.get(&format!("/api/v1/lab/results?patient={patient}")).await;
        page["items"].as_array().expect("a list").clone()
    }
}

pub fn person(number: &str) -> Value {
    json!({"identifiers": [{"system": "HOSP", "value": number, "type": "MR"}]})
}

/// A report at `hh:mm` with one glucose value.
pub fn glucose(time: &str, number: &str, status: &str, value: &str) -> Value {
    json!({
        "reported_at": format!("2026-11-22T{time}:00Z"),
        "patient": person(number),
        "order": {
            "placer_number": {"system": "WARD", "value": "O1"}, "filler_number": {"system": "LAB", "value": "F1"},
            "service": {"system": "LN", "code": "2345-7", "text": "Glucose"}, "status": status,
        },
        "observations": [{
            "set_id": 1, "code": {"system": "LN", "code": "2345-7", "text": "Glucose"},
            "value": {"type": "numeric", "value": value}, "unit": "mmol/L", "reference_range": "3.9-5.8",
            "flags": ["H"], "status": status, "observed_at": "2026-11-22T09:30:00Z", "notes": ["fasting"],
        }],
    })
}

/// A request about order O1.
pub fn request(control: &str, number: &str) -> Value {
    json!({
        "control": control,
        "patient": person(number),
        "placer_number": {"system": "WARD", "value": "O1"},
        "tests": [{"system": "LN", "code": "2345-7", "text": "Glucose"}],
    })
}
