//! Inventory with clinical and facility, each on a database file of its own.

use std::sync::Arc;

use nilecare_bus::{Event, EventBus, LocalBus};
use nilecare_clinical::ClinicalService;
use nilecare_contracts::clinical::ClinicalClient;
use nilecare_contracts::{clinical, facility};
use nilecare_facility::FacilityService;
use nilecare_http::{HttpOptions, InProcess, Principal, ServiceIdentity, finish};
use nilecare_inventory::{InventoryService, SERVICE_PERMISSIONS};
use nilecare_sql::Db;
pub use nilecare_testkit::{ServiceRig, TestClient, fresh_key as key, json_of, text_of as string};
use nilecare_types::{Clock, Timestamp};
use serde_json::{Value, json};
use tokio_util::sync::CancellationToken;

pub const INVENTORY: &str = "/api/v1/inventory";

pub struct Hospital {
    pub service: InventoryService,
    pub http: TestClient,
    pub rig: ServiceRig,
    pub facility: String,
    /// A pharmacy, and a store.
    pub pharmacy: String,
    pub store: String,
    /// Amoxicillin, of which 10 are low.
    pub item: String,
    bus: Arc<dyn EventBus>,
    stop: CancellationToken,
}

impl Drop for Hospital {
    fn drop(&mut self) {
        self.stop.cancel();
    }
}

/// A hospital in Khartoum, two hours ahead of UTC, with a pharmacy and a store, and nothing in them. It is Sunday, 2026-11-22, 14:00.
pub async fn hospital() -> Hospital {
    let rig = ServiceRig::new();
    let open = async |name: &str| Db::open(&rig.database(name)).await.expect("it opens");
    let plain = |router: nilecare_http::OpenApiRouter| finish(router.into(), HttpOptions::default());
    let identity = ServiceIdentity::new("inventory", &SERVICE_PERMISSIONS, rig.issuer());
    let own = Arc::new(InProcess::new(identity));
    let people = ClinicalService::new(open("clinical").await, rig.clock.clone(), rig.verifier());
    let people = people.await.expect("it starts");
    let client = ClinicalClient::new(own.clone());
    let places = FacilityService::new(open("facility").await, rig.clock.clone(), rig.verifier(), client);
    let places = places.await.expect("it starts");
    own.register(clinical::SERVICE, plain(people.router()));
    own.register(facility::SERVICE, plain(places.router()));
    let service = InventoryService::new(open("inventory").await, rig.clock.clone(), rig.verifier(), own);
    let service = service.await.expect("it starts");
    let all = service.router().merge(people.router()).merge(places.router());
    let http = rig.client(plain(all));
    let bus = LocalBus::open(open("bus").await, rig.clock.clone())
        .await
        .expect("it opens");
    let mut hospital = Hospital {
        service,
        http,
        rig,
        facility: String::new(),
        pharmacy: String::new(),
        store: String::new(),
        item: String::new(),
        bus: Arc::new(bus),
        stop: CancellationToken::new(),
    };
    let site = json!({"code": "KRT", "name": "Hospital", "kind": "hospital", "time_zone": "Africa/Khartoum"});
    hospital.facility = string(&hospital.post("/api/v1/facilities", &site).await["id"]);
    hospital.pharmacy = hospital.location("PHA", "pharmacy").await;
    hospital.store = hospital.location("STO", "storage").await;
    hospital.item = hospital
        .item("AMOX", &json!({"rxcui": "723", "reorder_level": 10}))
        .await;
    hospital
}

impl Hospital {
    /// Lets inventory hear of the others.
    pub fn listen(&self) {
        tokio::spawn(self.service.consumer(Arc::clone(&self.bus)).run(self.stop.clone()));
    }

    /// Tells an event as another service does.
    pub async fn publish(&self, event: &Event) {
        let told = self.bus.publish(std::slice::from_ref(event)).await;
        told.expect("it is published");
    }

    /// Posts, which must succeed, and gives the reply.
    pub async fn post(&self, path: &str, body: &Value) -> Value {
        let (status, reply) = self.http.command(path, &key(), body).await;
        assert!((200..300).contains(&status), "{path}: {reply}");
        reply
    }

    /// Posts below the service's path, which must succeed.
    pub async fn make(&self, what: &str, body: &Value) -> Value {
        self.post(&format!("{INVENTORY}/{what}"), body).await
    }

    /// Posts below the service's path, which must fail, and gives status and problem.
    pub async fn refused(&self, what: &str, body: &Value) -> (u16, String) {
        let (status, reply) = self.http.command(&format!("{INVENTORY}/{what}"), &key(), body).await;
        assert!(status >= 400, "{what}: {reply}");
        (status, string(&reply["type"]))
    }

    /// Calls below the service's path as somebody of this name who may do everything.
    pub async fn call_as(&self, name: &str, method: &str, what: &str, body: &Value) -> (u16, Value) {
        let principal = Principal {
            user_id: name.to_owned(),
            username: name.to_owned(),
            permissions: vec!["*".to_owned()],
            ..Principal::default()
        };
        let token = format!("Bearer {}", self.rig.issuer().issue(&principal).token.expose());
        let path = format!("{INVENTORY}/{what}");
        let reply = self.http.send(method, &path, Some(token), &key(), body).await;
        (reply.status().as_u16(), json_of(&reply))
    }

    pub async fn get(&self, what: &str) -> Value {
        self.http.get(&format!("{INVENTORY}/{what}")).await
    }

    /// Lists what a page has.
    pub async fn list(&self, what: &str) -> Vec<Value> {
        self.get(what).await["items"].as_array().expect("a list").clone()
    }

    pub async fn location(&self, code: &str, kind: &str) -> String {
        let request = json!({"facility_id": self.facility, "code": code, "name": code, "kind": kind});
        string(&self.make("locations", &request).await["id"])
    }

    /// Adds a drug with these fields and gives its id.
    pub async fn item(&self, code: &str, fields: &Value) -> String {
        let mut request = json!({"code": code, "name": code, "category": "medication", "unit": "tablet"});
        for (name, value) in fields.as_object().expect("an object") {
            request[name] = value.clone();
        }
        string(&self.make("items", &request).await["id"])
    }

    /// Takes a lot of the drug into the pharmacy and gives the id of the batch.
    pub async fn received(&self, lot: &str, expires_on: &str, quantity: u32) -> String {
        let request = self.receipt(lot, expires_on, quantity);
        string(&self.make("receipts", &request).await["batch_id"])
    }

    pub fn receipt(&self, lot: &str, expires_on: &str, quantity: u32) -> Value {
        json!({
            "item_id": self.item, "location_id": self.pharmacy, "lot": lot, "expires_on": expires_on, "quantity": quantity,
        })
    }

    pub fn wanted(&self, quantity: u32) -> Value {
        json!({"item_id": self.item, "facility_id": self.facility, "quantity": quantity})
    }

    /// Issues some of the drug and gives lots and quantities.
    pub async fn issued(&self, quantity: u32) -> Vec<(String, i64)> {
        lots(&self.make("issues", &self.wanted(quantity)).await)
    }

    /// Tells what is on hand, kept back, and can be issued.
    pub async fn stock(&self) -> (i64, i64, i64) {
        let path = format!("items/{}/availability?facility={}", self.item, self.facility);
        let there = self.get(&path).await;
        let number = |name: &str| there[name].as_i64().expect("a number");
        (number("on_hand"), number("reserved"), number("available"))
    }

    /// Makes a patient with one number and gives the id.
    pub async fn patient(&self, number: &str) -> String {
        let identifier = json!({"system": "HOSP", "value": number, "type": "MR"});
        let event = json!({"event": "update-person", "patient": {"identifiers": [identifier]}});
        string(&self.post("/api/v1/clinical/adt-events", &event).await["patient_id"])
    }

    /// Lists alerts of a kind that stand.
    pub async fn alerts(&self, kind: &str) -> Vec<Value> {
        self.list(&format!("alerts?kind={kind}&status=open")).await
    }

    pub fn set_time(&self, text: &str) {
        let moment: Timestamp = text.parse().expect("a moment");
        self.rig.clock.advance(moment.duration_since(self.rig.clock.now()));
    }

    pub async fn db(&self) -> Db {
        Db::open(&self.rig.database("inventory")).await.expect("it opens")
    }

    /// Lists the topics that wait in the outbox, in order, those of single movements left out.
    pub async fn told(&self) -> Vec<String> {
        let db = self.db().await;
        let rows: Vec<(String,)> = sqlx::query_as("SELECT body FROM outbox_events ORDER BY position")
            .fetch_all(db.readers())
            .await
            .expect("the table is there");
        let event = |body: &str| serde_json::from_str::<Value>(body).expect("it is JSON");
        let topics = rows.iter().map(|(body,)| string(&event(body)["event_type"]));
        topics.filter(|topic| topic != "inventory.stock.moved").collect()
    }
}

/// Gives lots and quantities of movements.
pub fn lots(reply: &Value) -> Vec<(String, i64)> {
    let movements = reply["movements"].as_array().expect("a list");
    let lot = |movement: &Value| {
        let quantity = movement["quantity"].as_i64().expect("a number");
        (string(&movement["lot"]), quantity)
    };
    movements.iter().map(lot).collect()
}

pub fn lot(lot: &str, quantity: i64) -> (String, i64) {
    (lot.to_owned(), quantity)
}
