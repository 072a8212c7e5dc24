//! Payment with clinical, facility and billing, each on a database file of its own, and a server that answers as Stripe does.

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use http::Request;
use nilecare_billing::BillingService;
use nilecare_bus::{EventBus, LocalBus};
use nilecare_clinical::ClinicalService;
use nilecare_contracts::clinical::ClinicalClient;
use nilecare_contracts::{billing, clinical, facility};
use nilecare_facility::FacilityService;
use nilecare_http::{HttpOptions, InProcess, OpenApiRouter, Principal, ServiceIdentity, finish};
use nilecare_payment::{PaymentOptions, PaymentService, ProviderSettings, SERVICE_PERMISSIONS};
use nilecare_signature::sign;
use nilecare_sql::Db;
use nilecare_testkit::servers::{STRIPE_KEY, StripeServer};
pub use nilecare_testkit::{ServiceRig, TestClient, fresh_key as key, json_of, text_of as string};
use nilecare_types::{Clock, HumanDuration, Secret, Timestamp};
use serde_json::{Value, json};
use tokio_util::sync::CancellationToken;

pub const BILLING: &str = "/api/v1/billing";
pub const PAYMENTS: &str = "/api/v1/payments";
/// What the provider of the tests signs its webhooks with.
pub const SIGNING: &str = "whsec_of_the_test";

pub struct Hospital {
    pub service: PaymentService,
    pub http: TestClient,
    pub rig: ServiceRig,
    pub stripe: StripeServer,
    pub facility: String,
    pub account: String,
    pub patient: String,
    router: Router,
    billing: BillingService,
    bus: Arc<dyn EventBus>,
    stop: CancellationToken,
}

impl Drop for Hospital {
    fn drop(&mut self) {
        self.stop.cancel();
    }
}

/// A hospital in Khartoum where it is 14:00 on 2026-11-22, with a patient and an account in US dollars.
pub async fn hospital() -> Hospital {
    hospital_with(|_| ()).await
}

/// The same with other options.
pub async fn hospital_with(change: impl FnOnce(&mut PaymentOptions)) -> Hospital {
    let rig = ServiceRig::new();
    let stripe = StripeServer::start().await;
    let open = async |name: &str| Db::open(&rig.database(name)).await.expect("it opens");
    let plain = |router: OpenApiRouter| finish(router.into(), HttpOptions::default());
    let calls = |name: &str, permissions: &[&str]| {
        Arc::new(InProcess::new(ServiceIdentity::new(name, permissions, rig.issuer())))
    };
    let own = calls("payment", &SERVICE_PERMISSIONS);
    let of_billing = calls("billing", &nilecare_billing::SERVICE_PERMISSIONS);
    let of_facility = calls("facility", &nilecare_facility::SERVICE_PERMISSIONS);
    let people = ClinicalService::new(open("clinical").await, rig.clock.clone(), rig.verifier());
    let people = people.await.expect("it starts");
    let client = ClinicalClient::new(of_facility.clone());
    let places = FacilityService::new(open("facility").await, rig.clock.clone(), rig.verifier(), client);
    let places = places.await.expect("it starts");
    for caller in [&own, &of_billing, &of_facility] {
        caller.register(clinical::SERVICE, plain(people.router()));
    }
    for caller in [&own, &of_billing] {
        caller.register(facility::SERVICE, plain(places.router()));
    }
    let books = BillingService::new(open("billing").await, rig.clock.clone(), rig.verifier(), of_billing);
    let books = books.await.expect("it starts");
    own.register(billing::SERVICE, plain(books.router()));
    let mut options = PaymentOptions::default();
    options.providers.insert(
        "stripe".to_owned(),
        ProviderSettings {
            base_url: Some(format!("http://{}", stripe.address)),
            secret: Some(Secret::new(STRIPE_KEY.to_owned())),
            webhook_secrets: vec![Secret::new("whsec_old".to_owned()), Secret::new(SIGNING.to_owned())],
            timeout: Some(HumanDuration::from_millis(400)),
            ..ProviderSettings::default()
        },
    );
    change(&mut options);
    let service = PaymentService::new(open("payment").await, rig.clock.clone(), rig.verifier(), own, options);
    let service = service.await.expect("it starts");
    let all = service
        .router()
        .merge(people.router())
        .merge(places.router())
        .merge(books.router());
    let router = plain(all);
    let bus = LocalBus::open(open("bus").await, rig.clock.clone())
        .await
        .expect("it opens");
    let mut hospital = Hospital {
        http: rig.client(router.clone()),
        service,
        rig,
        stripe,
        facility: String::new(),
        account: String::new(),
        patient: String::new(),
        router,
        billing: books,
        bus: Arc::new(bus),
        stop: CancellationToken::new(),
    };
    hospital.furnish().await;
    hospital
}

impl Hospital {
    async fn furnish(&mut self) {
        let site = json!({"code": "KRT", "name": "Hospital", "kind": "hospital", "time_zone": "Africa/Khartoum"});
        self.facility = string(&self.post("/api/v1/facilities", &site).await["id"]);
        let settings = format!("/api/v1/facilities/{}/settings", self.facility);
        let (status, reply) = self.http.call("PUT", &settings, &json!({"currency": "USD"})).await;
        assert_eq!(status, 200, "{reply}");
        let list = json!({"name": "Cash", "facility_id": self.facility, "currency": "USD", "valid_from": "2026-01-01"});
        let list = string(&self.post(&format!("{BILLING}/price-lists"), &list).await["id"]);
        let item = json!({"category": "procedure", "code": "unit", "name": "A unit", "tax": 0,
                          "unit_price": usd(100), "valid_from": "2026-01-01"});
        self.post(&format!("{BILLING}/price-lists/{list}/items"), &item).await;
        self.patient = self.patient_of("1").await;
        self.account = self.account_of(&self.patient).await;
    }

    /// Makes a patient with one number and gives the id.
    pub async fn patient_of(&self, number: &str) -> String {
        let identifier = json!({"system": "HOSP", "value": number, "type": "MR"});
        let event = json!({"event": "update-person", "patient": {"identifiers": [identifier]}});
        string(&self.post("/api/v1/clinical/adt-events", &event).await["patient_id"])
    }

    pub async fn account_of(&self, patient: &str) -> String {
        let request = json!({"patient_id": patient, "facility_id": self.facility, "currency": "USD"});
        string(&self.post(&format!("{BILLING}/accounts"), &request).await["id"])
    }

    /// Lets billing hear of payment.
    pub fn listen(&self) {
        let bus = || Arc::clone(&self.bus);
        tokio::spawn(self.service.relay(bus()).run(self.stop.clone()));
        tokio::spawn(self.billing.relay(bus()).run(self.stop.clone()));
        tokio::spawn(self.billing.consumer(bus()).run(self.stop.clone()));
    }

    /// Tells an event again, as a bus may after a crash.
    pub async fn publish(&self, event: &nilecare_bus::Event) {
        self.bus
            .publish(std::slice::from_ref(event))
            .await
            .expect("it is published");
    }

    /// Issues an invoice of so many dollars.
    pub async fn invoice(&self, dollars: u32) -> String {
        let charge = json!({"patient_id": self.patient, "facility_id": self.facility, "category": "procedure",
                            "code": "unit", "quantity": dollars});
        let charge = self.post(&format!("{BILLING}/charges"), &charge).await;
        let draft = json!({"account_id": charge["account_id"], "charge_ids": [charge["id"]]});
        let draft = self.post(&format!("{BILLING}/invoices"), &draft).await;
        let path = format!("{BILLING}/invoices/{}/issue", string(&draft["id"]));
        string(&self.post(&path, &json!({})).await["id"])
    }

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

    /// Begins a payment of the account.
    pub async fn initiate(&self, provider: &str, amount: i64, more: Value) -> Value {
        self.post(&format!("{PAYMENTS}/initiate"), &self.request(provider, amount, more))
            .await
    }

    pub fn request(&self, provider: &str, amount: i64, more: Value) -> Value {
        let mut body = json!({"account_id": self.account, "provider": provider, "amount": usd(amount)});
        let fields = body.as_object_mut().expect("an object");
        fields.extend(more.as_object().expect("an object").clone());
        fields.retain(|_, value| !value.is_null());
        body
    }

    pub async fn drawer(&self, name: &str) -> Value {
        let request = json!({"facility_id": self.facility, "opening": usd(1_000)});
        let (status, drawer) = self.post_as(name, &format!("{PAYMENTS}/drawers"), &request).await;
        assert_eq!(status, 201, "{drawer}");
        drawer
    }

    /// Pays so much through Stripe, until it is confirmed.
    pub async fn paid_by_stripe(&self, amount: i64) -> Value {
        let begun = self.initiate("stripe", amount, json!({})).await;
        self.stripe.pay(&string(&begun["external_reference"]), amount);
        self.pass("61s").await;
        let now = self.payment(&begun).await;
        assert_eq!(now["status"], "confirmed", "{now}");
        now
    }

    pub async fn payment(&self, payment: &Value) -> Value {
        self.http.get(&path("", payment)).await
    }

    pub async fn status(&self, payment: &Value) -> String {
        string(&self.payment(payment).await["status"])
    }

    /// Lets time go by, and does what is due then.
    pub async fn pass(&self, time: &str) -> nilecare_payment::RoundReport {
        let time: HumanDuration = time.parse().expect("a duration");
        self.rig.clock.advance(time.get().try_into().expect("a span"));
        self.service.do_what_is_due().await.expect("it works")
    }

    pub fn set_time(&self, text: &str) {
        let moment: Timestamp = text.parse().expect("a moment");
        self.rig.clock.advance(moment.duration_since(self.rig.clock.now()));
    }

    /// Sends a webhook of Stripe that is signed now.
    pub async fn tell(&self, event: &Value) -> u16 {
        let (time, body) = (self.rig.clock.now().as_second(), event.to_string());
        let header = stripe_signature(SIGNING, time, &body);
        self.webhook("stripe", &[("stripe-signature", &header)], &body).await
    }

    pub async fn webhook(&self, provider: &str, headers: &[(&str, &str)], body: &str) -> u16 {
        let mut request = Request::post(format!("{PAYMENTS}/webhook/{provider}"));
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let request = request.body(Body::from(body.to_owned())).expect("a request");
        let called = tower::ServiceExt::oneshot(self.router.clone(), request).await;
        called.expect("a router answers always").status().as_u16()
    }

    /// Posts a text as somebody who may do everything.
    pub async fn upload(&self, path: &str, key: &str, text: String) -> (u16, Value) {
        let request = Request::post(path)
            .header("authorization", self.http.token(&["*"]))
            .header("content-type", "text/csv")
            .header("idempotency-key", key)
            .body(Body::from(text))
            .expect("a request");
        let called = tower::ServiceExt::oneshot(self.router.clone(), request).await;
        let reply = called.expect("a router answers always");
        let status = reply.status().as_u16();
        let body = axum::body::to_bytes(reply.into_body(), usize::MAX)
            .await
            .expect("a whole body");
        (status, serde_json::from_slice(&body).expect("it is JSON"))
    }

    pub async fn db(&self, name: &str) -> Db {
        Db::open(&self.rig.database(name)).await.expect("it opens")
    }

    /// Lists the events that wait in the outbox, in order.
    pub async fn told(&self) -> Vec<nilecare_bus::Event> {
        let db = self.db("payment").await;
        let rows: Vec<(String,)> = sqlx::query_as("SELECT body FROM outbox_events ORDER BY position")
            .fetch_all(db.readers())
            .await
            .expect("the table is there");
        let event = |(body,): &(String,)| serde_json::from_str(body).expect("it is an event");
        rows.iter().map(event).collect()
    }

    pub async fn topics(&self) -> Vec<String> {
        self.told().await.into_iter().map(|event| event.event_type).collect()
    }

    /// Waits until something of billing or payment is so.
    pub async fn becomes(&self, path: &str, holds: impl Fn(&Value) -> bool) -> Value {
        let wait = async {
            loop {
                let now = self.http.get(path).await;
                if holds(&now) {
                    return now;
                }
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
        };
        let waited = tokio::time::timeout(Duration::from_secs(30), wait).await;
        waited.unwrap_or_else(|_| panic!("{path} does not become so"))
    }
}

/// `Stripe-Signature` over these bytes.
pub fn stripe_signature(secret: &str, time: i64, body: &str) -> String {
    let secret = Secret::new(secret.to_owned());
    let signature = sign(&secret, &[time.to_string().as_bytes(), b".", body.as_bytes()]);
    format!("t={time},v1={signature}")
}

/// An event of Stripe.
pub fn event(id: &str, kind: &str, object: &Value) -> Value {
    json!({"id": id, "object": "event", "type": kind, "created": 1, "data": {"object": object}})
}

/// The path of something that was made; `what` is empty for payments.
pub fn path(what: &str, made: &Value) -> String {
    let id = string(&made["id"]);
    if what.is_empty() {
        format!("{PAYMENTS}/{id}")
    } else {
        format!("{PAYMENTS}/{what}/{id}")
    }
}

/// Cents.
pub fn usd(amount: i64) -> Value {
    json!({"amount": amount, "currency": "USD"})
}
