//! Devices with the clinical service, each on a database file of its own.

use std::sync::Arc;

use nilecare_bus::{EventBus, LocalBus, Start};
use nilecare_clinical::ClinicalService;
use nilecare_contracts::clinical;
use nilecare_contracts::clinical::ClinicalClient;
use nilecare_contracts::device::DeviceRequest;
use nilecare_device::{DeviceService, SERVICE_PERMISSIONS};
use nilecare_http::{HttpOptions, InProcess, ServiceIdentity, finish};
use nilecare_sql::Db;
pub use nilecare_testkit::{ServiceRig, TestClient, fresh_key as key, json_of, text_of as string};
use nilecare_types::Clock;
use serde_json::{Value, json};

pub const DEVICES: &str = "/api/v1/devices";
pub const READINGS: &str = "/api/v1/vitals/readings";
pub const ALARMS: &str = "/api/v1/vitals/alarms";

pub struct Ward {
    pub service: DeviceService,
    pub http: TestClient,
    pub rig: ServiceRig,
}

pub async fn ward() -> Ward {
    let rig = ServiceRig::new();
    let open = async |name: &str| Db::open(&rig.database(name)).await.expect("it opens");
    let people = ClinicalService::new(open("clinical").await, rig.clock.clone(), rig.verifier())
        .await
        .expect("it starts");
    let calls = InProcess::new(ServiceIdentity::new("device", &SERVICE_PERMISSIONS, rig.issuer()));
    calls.register(
        clinical::SERVICE,
        finish(people.router().into(), HttpOptions::default()),
    );
    let client = ClinicalClient::new(Arc::new(calls));
    let service = DeviceService::new(open("device").await, rig.clock.clone(), rig.verifier(), client)
        .await
        .expect("it starts");
    let all = service.router().merge(people.router()).into();
    let http = rig.client(finish(all, HttpOptions::default()));
    Ward { service, http, rig }
}

impl Ward {
    pub async fn call(&self, method: &str, path: &str, body: &Value) -> (u16, Value) {
        self.call_keyed(method, path, &key(), body).await
    }

    pub async fn call_keyed(&self, method: &str, path: &str, key: &str, body: &Value) -> (u16, Value) {
        let token = Some(self.http.token(&["*"]));
        let reply = self.http.send(method, path, token, key, body).await;
        let body = if reply.body().is_empty() {
            Value::Null
        } else {
            json_of(&reply)
        };
        (reply.status().as_u16(), body)
    }

    pub async fn get(&self, path: &str) -> Value {
        let (status, body) = self.call("GET", path, &Value::Null).await;
        assert_eq!(status, 200, "{body}");
        body
    }

    /// Makes a patient with one number and gives the id.
    pub async fn patient(&self, number: &str) -> String {
        let identifier = json!({"system": "HOSP", "value": number, "type": "MR"});
        let event = json!({"event": "update-person", "patient": {"identifiers": [identifier]}});
        let (status, reply) = self.call("POST", "/api/v1/clinical/adt-events", &event).await;
        assert_eq!(status, 200, "{reply}");
        string(&reply["patient_id"])
    }

    /// Registers a device and gives the id.
    pub async fn device(&self, device_key: &str) -> String {
        let request = serde_json::to_value(DeviceRequest::sample(device_key)).expect("it serialises");
        let (status, reply) = self.call("POST", DEVICES, &request).await;
        assert_eq!(status, 201, "{reply}");
        string(&reply["id"])
    }

    pub async fn connect(&self, device: &str, patient: &str) -> (u16, Value) {
        let path = format!("{DEVICES}/{device}/association");
        self.call("POST", &path, &json!({ "patient_id": patient })).await
    }

    /// Registers a device and connects a new patient with it; gives both ids.
    pub async fn monitored(&self, device_key: &str) -> (String, String) {
        let device = self.device(device_key).await;
        let patient = self.patient(device_key).await;
        let (status, reply) = self.connect(&device, &patient).await;
        assert_eq!(status, 201, "{reply}");
        (device, patient)
    }

    /// Files readings of this moment, which must succeed.
    pub async fn file(&self, readings: &[Value]) -> Value {
        let (status, reply) = self.call("POST", READINGS, &json!({ "readings": readings })).await;
        assert_eq!(status, 200, "{reply}");
        reply
    }

    /// Files a heart rate a second later than the one before.
    pub async fn beat(&self, device_key: &str, rate: f64) -> Value {
        self.advance(1);
        self.file(&[reading(device_key, json!({ "heart_rate": rate }))]).await
    }

    pub fn advance(&self, seconds: i64) {
        self.rig.clock.advance(jiff::SignedDuration::from_secs(seconds));
    }

    pub fn now(&self) -> nilecare_types::Timestamp {
        self.rig.clock.now()
    }

    pub async fn alarms(&self, query: &str) -> Vec<Value> {
        let page = self.get(&format!("{ALARMS}?{query}")).await;
        page["items"].as_array().cloned().unwrap_or_default()
    }

    /// What the service told others, as topics with data.
    pub async fn told(&self) -> Vec<(String, Value)> {
        let db = Db::open(&self.rig.database("bus")).await.expect("it opens");
        let bus = Arc::new(LocalBus::open(db, self.rig.clock.clone()).await.expect("it starts"));
        let relay = self.service.relay(bus.clone());
        while relay.step().await.expect("the bus takes it") {}
        let topics = [
            "vitals.recorded",
            "vitals.critical",
            "device.alarm.raised",
            "device.alarm.acknowledged",
            "device.alarm.escalated",
            "device.alarm.resolved",
            "device.registered",
            "device.status.changed",
            "device.connection.lost",
            "end",
        ]
        .map(str::to_owned);
        // Everything before this one was told before.
        let end = nilecare_bus::Event::new("test", "end", "end", self.now(), Value::Null);
        bus.publish(&[end]).await.expect("it takes it");
        let mut subscription = bus.subscribe("test", &topics, Start::Oldest).await.expect("it is free");
        let mut told = Vec::new();
        loop {
            let event = subscription.next().await.expect("it can be read");
            subscription.done().await.expect("it can be written");
            if event.event_type == "end" {
                return told;
            }
            told.push((event.event_type, event.data));
        }
    }
}

pub fn reading(device_key: &str, values: Value) -> Value {
    json!({ "device": device_key, "values": values })
}

pub fn topics(told: &[(String, Value)]) -> Vec<&str> {
    told.iter()
        .map(|(topic, _)| topic.as_str())
        .filter(|topic| *topic != "vitals.recorded" && *topic != "device.registered")
        .collect()
}
