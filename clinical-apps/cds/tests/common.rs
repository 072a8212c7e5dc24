//! Checks without a service, and the service on a database file of its own with the clinical service beside it.

use std::sync::Arc;

use jiff::civil::date;
use nilecare_cds::{CdsService, Knowledge, SERVICE_PERMISSIONS, Signed, check};
use nilecare_clinical::ClinicalService;
use nilecare_contracts::cds::{
    Alert, AlertKind, Dose, DrugOrder, KnownAllergy, MedicationCheckReply, MedicationCheckRequest, Progress,
};
use nilecare_contracts::clinical::{ClinicalClient, SERVICE};
use nilecare_http::{HttpOptions, InProcess, ServiceIdentity, finish};
use nilecare_sql::Db;
pub use nilecare_testkit::{ServiceRig, TestClient, fresh_key as key, text_of as string};
use serde_json::json;

/// Checks against the shipped facts, on 28 November 2026.
pub fn run(request: &MedicationCheckRequest) -> MedicationCheckReply {
    assert_eq!(request.validate(), Vec::<String>::new());
    check(&Knowledge::new(Vec::new(), &Signed::new()), request, date(2026, 11, 28))
}

/// An adult of whom everything is known: 65 years, 70 kg, healthy kidneys, takes nothing, no allergies.
pub fn adult(drugs: &[&str]) -> MedicationCheckRequest {
    MedicationCheckRequest {
        proposed: drugs.iter().map(|name| DrugOrder::named(name)).collect(),
        current: Some(Vec::new()),
        allergies: Some(Vec::new()),
        conditions: Some(Vec::new()),
        birth_date: Some("1961-03-14".to_owned()),
        weight_kg: Some(70.0),
        egfr: Some(95.0),
        ..MedicationCheckRequest::default()
    }
}

pub fn dosed(name: &str, route: &str, amount: f64, unit: &str, times_per_day: f64) -> DrugOrder {
    DrugOrder {
        route: Some(route.to_owned()),
        dose: Some(Dose {
            amount,
            unit: unit.to_owned(),
            times_per_day,
        }),
        ..DrugOrder::named(name)
    }
}

pub fn allergy(name: &str) -> KnownAllergy {
    serde_json::from_value(json!({"substance": {"name": name}})).expect("it is one")
}

pub fn of_kind(reply: &MedicationCheckReply, kind: AlertKind) -> Vec<&Alert> {
    reply.alerts.iter().filter(|alert| alert.kind == kind).collect()
}

pub fn progress(reply: &MedicationCheckReply, kind: AlertKind) -> Progress {
    let state = reply
        .checks
        .iter()
        .find(|state| state.kind == kind)
        .expect("each kind is there");
    state.progress
}

pub struct Cds {
    pub service: CdsService,
    /// Calls both services, as the server merges them.
    pub http: TestClient,
    _rig: ServiceRig,
}

pub async fn cds() -> Cds {
    let rig = ServiceRig::new();
    let open = async |name: &str| Db::open(&rig.database(name)).await.expect("it opens");
    let identity = ServiceIdentity::new("cds", &SERVICE_PERMISSIONS, rig.issuer());
    let caller = Arc::new(InProcess::new(identity));
    let clinical = ClinicalService::new(open("clinical").await, rig.clock.clone(), rig.verifier())
        .await
        .expect("it starts");
    caller.register(SERVICE, finish(clinical.router().into(), HttpOptions::default()));
    let client = ClinicalClient::new(caller.clone());
    let service = CdsService::new(open("cds").await, rig.clock.clone(), rig.verifier(), client)
        .await
        .expect("it starts");
    let both = service.router().merge(clinical.router()).into();
    let http = rig.client(finish(both, HttpOptions::default()));
    Cds {
        service,
        http,
        _rig: rig,
    }
}

impl Cds {
    /// Makes a patient with one number and gives the id.
    pub async fn patient(&self, number: &str) -> String {
        let identifier = json!({"system": "HOSP", "value": number, "type": "MR"});
        let event = json!({"event": "update-person", "patient": {"identifiers": [identifier]}});
        let (status, reply) = self.http.command("/api/v1/clinical/adt-events", &key(), &event).await;
        assert_eq!(status, 200, "{reply}");
        string(&reply["patient_id"])
    }
}
