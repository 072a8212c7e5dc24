//! Billing with clinical, facility and the laboratory, each on a database file of its own.

use std::sync::Arc;
use std::time::Duration;

use nilecare_billing::{BillingService, SERVICE_PERMISSIONS};
use nilecare_bus::{Event, EventBus, LocalBus};
use nilecare_clinical::ClinicalService;
use nilecare_contracts::clinical::ClinicalClient;
use nilecare_contracts::{clinical, facility};
use nilecare_facility::FacilityService;
use nilecare_http::{HttpOptions, InProcess, Principal, ServiceIdentity, finish};
use nilecare_lab::LabService;
use nilecare_sql::Db;
pub use nilecare_testkit::{ServiceRig, TestClient, fresh_key as key, json_of, text_of as string};
use nilecare_types::{Clock, Timestamp};
use serde_json::{Value, json};
use tokio_util::sync::CancellationToken;

pub const BILLING: &str = "/api/v1/billing";

pub struct Hospital {
    pub service: BillingService,
    pub people: ClinicalService,
    pub places: FacilityService,
    pub lab: LabService,
    pub http: TestClient,
    pub rig: ServiceRig,
    pub facility: String,
    bus: Arc<dyn EventBus>,
    stop: CancellationToken,
}

impl Drop for Hospital {
    fn drop(&mut self) {
        self.stop.cancel();
    }
}

/// A hospital in Khartoum, two hours ahead of UTC, that takes Sudanese pounds. It is Sunday, 2026-11-22, 14:00 there.
pub async fn hospital() -> Hospital {
    let rig = ServiceRig::new();
    let open = async |name: &str| Db::open(&rig.database(name)).await.expect("it opens");
    let plain = |router: nilecare_http::OpenApiRouter| finish(router.into(), HttpOptions::default());
    let calls = |name: &str, permissions: &[&str]| {
        Arc::new(InProcess::new(ServiceIdentity::new(name, permissions, rig.issuer())))
    };
    let own = calls("billing", &SERVICE_PERMISSIONS);
    let of_lab = calls("lab", &nilecare_lab::SERVICE_PERMISSIONS);
    let of_facility = calls("facility", &nilecare_facility::SERVICE_PERMISSIONS);
    let people = ClinicalService::new(open("clinical").await, rig.clock.clone(), rig.verifier());
    let people = people.await.expect("it starts");
    let client = ClinicalClient::new(of_facility.clone());
    let places = FacilityService::new(open("facility").await, rig.clock.clone(), rig.verifier(), client);
    let places = places.await.expect("it starts");
    let client = ClinicalClient::new(of_lab.clone());
    let lab = LabService::new(open("lab").await, rig.clock.clone(), rig.verifier(), client);
    let lab = lab.await.expect("it starts");
    for caller in [&own, &of_lab, &of_facility] {
        caller.register(clinical::SERVICE, plain(people.router()));
    }
    own.register(facility::SERVICE, plain(places.router()));
    let service = BillingService::new(open("billing").await, rig.clock.clone(), rig.verifier(), own);
    let service = service.await.expect("it starts");
    let all = service.router().merge(people.router()).merge(places.router());
    let http = rig.client(plain(all.merge(lab.router())));
    let bus = LocalBus::open(open("bus").await, rig.clock.clone())
        .await
        .expect("it opens");
    let mut hospital = Hospital {
        service,
        people,
        places,
        lab,
        http,
        rig,
        facility: String::new(),
        bus: Arc::new(bus),
        stop: CancellationToken::new(),
    };
    let site = json!({"code": "KRT", "name": "Hospital", "kind": "hospital", "time_zone": "Africa/Khartoum"});
    hospital.facility = string(&hospital.post("/api/v1/facilities", &site).await["id"]);
    hospital
}

impl Hospital {
    /// Lets the services hear of one another.
    pub fn listen(&self) {
        let bus = || Arc::clone(&self.bus);
        tokio::spawn(self.people.relay(bus()).run(self.stop.clone()));
        tokio::spawn(self.places.relay(bus()).run(self.stop.clone()));
        tokio::spawn(self.lab.relay(bus()).run(self.stop.clone()));
        tokio::spawn(self.places.consumer(bus()).run(self.stop.clone()));
        tokio::spawn(self.service.consumer(bus()).run(self.stop.clone()));
    }

    /// Tells an event as another service does.
    pub async fn publish(&self, event: &Event) {
        self.bus
            .publish(std::slice::from_ref(event))
            .await
            .expect("it is published");
    }

    /// Posts, which must succeed, and gives the reply.
    pub async fn post(&self, path: &str, body: &Value) -> Value {
        let (status, reply) = self.http.command(path, &key(), body).await;
        assert!((200..300).contains(&status), "{path}: {reply}");
        reply
    }

    /// Posts, which must fail, and gives status and problem.
    pub async fn refused(&self, path: &str, body: &Value) -> (u16, String) {
        let (status, reply) = self.http.command(path, &key(), body).await;
        assert!(status >= 400, "{path}: {reply}");
        (status, string(&reply["type"]))
    }

    /// Posts as somebody of this name who may do everything.
    pub async fn post_as(&self, name: &str, path: &str, body: &Value) -> (u16, Value) {
        let principal = Principal {
            user_id: name.to_owned(),
            username: name.to_owned(),
            permissions: vec!["*".to_owned()],
            ..Principal::default()
        };
        let token = format!("Bearer {}", self.rig.issuer().issue(&principal).token.expose());
        let reply = self.http.send("POST", path, Some(token), &key(), body).await;
        (reply.status().as_u16(), json_of(&reply))
    }

    /// Files an ADT event of an inpatient and gives the reply.
    pub async fn adt(&self, event: &str, number: &str, class: &str) -> Value {
        let event = json!({
            "event": event, "occurred_at": self.rig.clock.now().to_string(),
            "patient": {"identifiers": [{"system": "HOSP", "value": number, "type": "MR"}]},
            "encounter": {"visit_number": {"system": "HOSP", "value": format!("V{number}")}, "class": class,
                          "location": {"point_of_care": "MED", "facility": "KRT"}},
        });
        self.post("/api/v1/clinical/adt-events", &event).await
    }

    /// Makes a patient with one number and gives the id.
    pub async fn patient(&self, number: &str) -> String {
        let identifier = json!({"system": "HOSP", "value": number, "type": "MR"});
        let event = json!({"event": "update-person", "patient": {"identifiers": [identifier]}});
        string(&self.post("/api/v1/clinical/adt-events", &event).await["patient_id"])
    }

    /// Makes a price list of the facility with these prices (category, code, minor units, tax) and gives its id.
    pub async fn prices(&self, prices: &[(&str, &str, i64, u16)]) -> String {
        let list = json!({"name": "Cash", "facility_id": self.facility, "currency": "SDG", "valid_from": "2026-01-01"});
        let id = string(&self.post(&format!("{BILLING}/price-lists"), &list).await["id"]);
        for (category, code, amount, tax) in prices {
            let item = json!({
                "category": category, "code": code, "name": format!("The {code}"), "tax": tax,
                "unit_price": sdg(*amount), "valid_from": "2026-01-01",
            });
            self.post(&format!("{BILLING}/price-lists/{id}/items"), &item).await;
        }
        id
    }

    /// Charges by hand and gives the charge.
    pub async fn charge(&self, patient: &str, code: &str, quantity: u32) -> Value {
        let charge = json!({
            "patient_id": patient, "facility_id": self.facility, "category": "procedure", "code": code, "quantity": quantity,
        });
        self.post(&format!("{BILLING}/charges"), &charge).await
    }

    /// Charges so many pounds, issues an invoice of it, and gives that.
    pub async fn invoiced(&self, patient: &str, pounds: u32) -> Value {
        let charge = self.charge(patient, "pound", pounds).await;
        let draft = json!({"account_id": charge["account_id"], "charge_ids": [charge["id"]]});
        let draft = self.post(&format!("{BILLING}/invoices"), &draft).await;
        self.post(&format!("{}/issue", path("invoices", &draft)), &json!({}))
            .await
    }

    /// Takes cash, which goes to the invoices that are due first.
    pub async fn paid(&self, account: &Value, amount: i64) -> Value {
        let payment = json!({"account_id": account, "amount": sdg(amount), "method": "cash"});
        self.post(&format!("{BILLING}/payments"), &payment).await
    }

    pub async fn balance(&self, account: &Value) -> (i64, i64) {
        let balance = self
            .http
            .get(&format!("{BILLING}/accounts/{}/balance", string(account)))
            .await;
        let amount = |name: &str| balance[name]["amount"].as_i64().expect("a number");
        (amount("receivable"), amount("credit"))
    }

    pub fn set_time(&self, text: &str) {
        let moment: Timestamp = text.parse().expect("a moment");
        self.rig.clock.advance(moment.duration_since(self.rig.clock.now()));
    }

    pub async fn db(&self) -> Db {
        Db::open(&self.rig.database("billing")).await.expect("it opens")
    }

    /// Lists the charges of a patient.
    pub async fn charges(&self, patient: &str) -> Vec<Value> {
        let page = self.http.get(&format!("{BILLING}/charges?patient={patient}")).await;
        page["items"].as_array().expect("a list").clone()
    }

    /// Waits until a patient's charges are so.
    pub async fn charges_become(&self, patient: &str, holds: impl Fn(&[Value]) -> bool) -> Vec<Value> {
        let wait = async {
            loop {
                let charges = self.charges(patient).await;
                if holds(&charges) {
                    return charges;
                }
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
        };
        let waited = tokio::time::timeout(Duration::from_secs(30), wait).await;
        waited.expect("the charges become so")
    }

    /// Lists the topics that wait in the outbox, in order.
    pub async fn told(&self) -> Vec<String> {
        let db = self.db().await;
        let rows: Vec<(String,)> = sqlx::query_as("SELECT body FROM outbox_events ORDER BY position")
            .fetch_all(db.readers())
            .await
            .expect("the table is there");
        let event = |body: &str| serde_json::from_str::<Value>(body).expect("it is JSON");
        rows.iter().map(|(body,)| string(&event(body)["event_type"])).collect()
    }
}

/// The path of something that was made.
pub fn path(what: &str, made: &Value) -> String {
    format!("{BILLING}/{what}/{}", string(&made["id"]))
}

/// Piastres.
pub fn sdg(amount: i64) -> Value {
    json!({"amount": amount, "currency": "SDG"})
}
