//! Notification with the services that it asks, each on a database file of its own; what is sent ends at a carrier that keeps it.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use async_trait::async_trait;
use jiff::SignedDuration;
use nilecare_auth::{AuthOptions, AuthService};
use nilecare_bus::{Event, EventBus, LocalBus};
use nilecare_business::BusinessService;
use nilecare_clinical::ClinicalService;
use nilecare_contracts::clinical::ClinicalClient;
use nilecare_contracts::facility::FacilityClient;
use nilecare_contracts::{auth, business, clinical, facility, lab};
use nilecare_facility::FacilityService;
use nilecare_http::{HttpOptions, InProcess, OpenApiRouter, Principal, ServiceIdentity, TokenKey, finish};
use nilecare_lab::LabService;
use nilecare_notification::{
    Accepted, Carrier, CarrierError, Carriers, NotificationOptions, NotificationService, Outgoing, SERVICE_PERMISSIONS,
};
use nilecare_sql::Db;
use nilecare_tasks::{LocalTasks, TaskQueue};
pub use nilecare_testkit::{ServiceRig, TestClient, fresh_key as key, json_of, text_of as string};
use nilecare_types::{Clock, PatientId, Secret, Timestamp};
use serde_json::{Value, json};
use tokio_util::sync::CancellationToken;

pub const OWN: &str = "/api/v1/notifications";
const PASSWORD: &str = "seven lamps in the hall";

/// Keeps what it is given, and fails as it was told.
#[derive(Debug, Default)]
pub struct Keeper {
    pub kept: Mutex<Vec<Outgoing>>,
    pub failures: Mutex<VecDeque<CarrierError>>,
}

#[async_trait]
impl Carrier for Keeper {
    fn provider(&self) -> &'static str {
        "keeper"
    }

    async fn send(&self, outgoing: &Outgoing) -> Result<Accepted, CarrierError> {
        if let Some(failure) = self.failures.lock().expect("nobody panics").pop_front() {
            return Err(failure);
        }
        let mut kept = self.kept.lock().expect("nobody panics");
        kept.push(outgoing.clone());
        Ok(Accepted {
            message_id: Some(format!("M{}", kept.len())),
        })
    }
}

impl Keeper {
    pub fn to(&self) -> Vec<String> {
        self.kept
            .lock()
            .expect("nobody panics")
            .iter()
            .map(|one| one.to.clone())
            .collect()
    }

    pub fn last(&self) -> Outgoing {
        self.kept
            .lock()
            .expect("nobody panics")
            .last()
            .cloned()
            .expect("something was sent")
    }
}

pub struct House {
    pub rig: ServiceRig,
    pub http: TestClient,
    pub mails: Arc<Keeper>,
    pub texts: Arc<Keeper>,
    pub facility: String,
    pub lab: LabService,
    bus: Arc<dyn EventBus>,
    // The first one knows each event by its id and hands it out once.
    other_bus: Arc<dyn EventBus>,
    stop: CancellationToken,
}

impl Drop for House {
    fn drop(&mut self) {
        self.stop.cancel();
    }
}

pub async fn house() -> House {
    house_with(true).await
}

/// A clinic in Khartoum, two hours ahead of UTC. It is Sunday, 2026-11-22, 14:00 there.
pub async fn house_with(has_email: bool) -> House {
    let rig = ServiceRig::new();
    let open = async |name: &str| Db::open(&rig.database(name)).await.expect("it opens");
    let plain = |router: OpenApiRouter| finish(router.into(), HttpOptions::default());
    let calls = |name: &str, permissions: &[&str]| {
        Arc::new(InProcess::new(ServiceIdentity::new(name, permissions, rig.issuer())))
    };
    let own = calls("notification", &SERVICE_PERMISSIONS);
    let of_lab = calls("lab", &nilecare_lab::SERVICE_PERMISSIONS);
    let of_facility = calls("facility", &nilecare_facility::SERVICE_PERMISSIONS);
    let of_business = calls("business", &nilecare_business::SERVICE_PERMISSIONS);
    let token_key = TokenKey::new(Secret::new("0123456789abcdef0123456789abcdef".to_owned())).expect("32 bytes");
    let users = AuthService::new(
        open("auth").await,
        rig.clock.clone(),
        &token_key,
        AuthOptions::default(),
    );
    let users = users.await.expect("it starts");
    let people = ClinicalService::new(open("clinical").await, rig.clock.clone(), rig.verifier());
    let people = people.await.expect("it starts");
    let client = ClinicalClient::new(of_facility.clone());
    let places = FacilityService::new(open("facility").await, rig.clock.clone(), rig.verifier(), client);
    let places = places.await.expect("it starts");
    let client = FacilityClient::new(of_business.clone());
    let staff = BusinessService::new(open("business").await, rig.clock.clone(), rig.verifier(), client);
    let staff = staff.await.expect("it starts");
    let client = ClinicalClient::new(of_lab.clone());
    let laboratory = LabService::new(open("lab").await, rig.clock.clone(), rig.verifier(), client);
    let laboratory = laboratory.await.expect("it starts");
    of_facility.register(clinical::SERVICE, plain(people.router()));
    of_lab.register(clinical::SERVICE, plain(people.router()));
    of_business.register(facility::SERVICE, plain(places.router()));
    own.register(auth::SERVICE, plain(users.router()));
    own.register(clinical::SERVICE, plain(people.router()));
    own.register(facility::SERVICE, plain(places.router()));
    own.register(business::SERVICE, plain(staff.router()));
    own.register(lab::SERVICE, plain(laboratory.router()));
    let tasks = LocalTasks::open(open("tasks").await, rig.clock.clone());
    let tasks: Arc<dyn TaskQueue> = Arc::new(tasks.await.expect("it opens"));
    let (mails, texts) = (Arc::new(Keeper::default()), Arc::new(Keeper::default()));
    let carriers = Carriers {
        email: has_email.then(|| mails.clone() as _),
        sms: Some(texts.clone()),
    };
    let service = NotificationService::new(
        open("notification").await,
        rig.clock.clone(),
        rig.verifier(),
        own,
        Arc::clone(&tasks),
    );
    let options = NotificationOptions {
        country_code: Some("+249".to_owned()),
        ..NotificationOptions::default()
    };
    let service = service.await.expect("it starts").carried_by(carriers).with(options);
    let all = service.router().merge(people.router()).merge(places.router());
    let all = all
        .merge(staff.router())
        .merge(laboratory.router())
        .merge(users.router());
    let all = all.merge(nilecare_tasks::router(tasks, &rig.verifier()));
    let http = rig.client(plain(all));
    let bus = LocalBus::open(open("bus").await, rig.clock.clone())
        .await
        .expect("it opens");
    let other_bus = LocalBus::open(open("other-bus").await, rig.clock.clone())
        .await
        .expect("it opens");
    let mut house = House {
        rig,
        http,
        mails,
        texts,
        facility: String::new(),
        lab: laboratory,
        bus: Arc::new(bus),
        other_bus: Arc::new(other_bus),
        stop: CancellationToken::new(),
    };
    let site =
        json!({"code": "KRT", "name": "Nile Clinic", "kind": "clinic", "time_zone": "Africa/Khartoum", "phone": "155"});
    house.facility = string(&house.post("/api/v1/facilities", &site).await["id"]);
    tokio::spawn(house.lab.relay(house.bus.clone()).run(house.stop.clone()));
    tokio::spawn(service.relay(house.bus.clone()).run(house.stop.clone()));
    tokio::spawn(service.consumer(house.bus.clone()).run(house.stop.clone()));
    tokio::spawn(service.consumer(house.other_bus.clone()).run(house.stop.clone()));
    for worker in service.workers(None) {
        tokio::spawn(worker.run(house.stop.clone()));
    }
    house
}

impl House {
    pub async fn post(&self, path: &str, body: &Value) -> Value {
        let (status, reply) = self.http.command(path, &key(), body).await;
        assert!((200..300).contains(&status), "{path}: {reply}");
        reply
    }

    pub async fn refused(&self, method: &str, path: &str, body: &Value) -> (u16, Value) {
        let (status, reply) = self.http.call(method, path, body).await;
        assert!(status >= 400, "{path}: {reply}");
        (status, reply)
    }

    pub fn pass(&self, minutes: i64) {
        self.rig.clock.advance(SignedDuration::from_mins(minutes));
    }

    /// Waits until no worker has a task in hand: a clock that leaps meanwhile would end its lease, and another worker would send it too.
    pub async fn at_rest(&self) {
        let wait = async {
            loop {
                let counts = self.http.get("/api/v1/tasks/counts").await;
                let counts = counts.as_array().cloned().unwrap_or_default();
                if counts.iter().all(|one| one["state"] != "leased") {
                    return;
                }
                tokio::time::sleep(Duration::from_millis(10)).await;
            }
        };
        let rest = tokio::time::timeout(Duration::from_secs(30), wait).await;
        rest.expect("tasks are given back or done");
    }

    /// Makes a patient with a mobile number and a mail address and gives the id.
    pub async fn patient(&self, number: &str, language: Option<&str>) -> String {
        let patient = json!({
            "identifiers": [{"system": "HOSP", "value": number, "type": "MR"}], "language": language,
            "names": [{"family": "EVERYMAN", "given": ["ADAM"]}],
            "telecoms": [{"system": "phone", "use": "home", "value": "+249 83 000 0000"},
                         {"system": "phone", "use": "mobile", "value": "091 234 5678"},
                         {"system": "email", "value": "adam@example.org"}],
        });
        let event = json!({"event": "update-person", "patient": patient});
        string(&self.post("/api/v1/clinical/adt-events", &event).await["patient_id"])
    }

    /// Makes a user with a member of the staff, who works on these days all day, and gives the user's id.
    pub async fn worker(&self, name: &str, role: &str, days: &[&str]) -> String {
        // Who manages the staff signs in as what rules the hub.
        let user_role = if role == "admin" { "administrator" } else { role };
        let user = json!({"username": name, "password": PASSWORD, "roles": [user_role]});
        let user = string(&self.post("/api/v1/users", &user).await["id"]);
        let member = json!({"number": name.to_uppercase(), "family": "EVERYONE", "given": name, "role": role, "username": name,
                            "facility_ids": [self.facility], "phone": format!("+24990000000{}", name.len() % 10)});
        let member = string(&self.post("/api/v1/staff", &member).await["id"]);
        for day in days {
            let rule = json!({"facility_id": self.facility, "weekday": day, "start": "00:00", "end": "23:55"});
            self.post(&format!("/api/v1/staff/{member}/schedules"), &rule).await;
        }
        user
    }

    /// Calls as this user, who holds what every role does.
    pub async fn as_user(&self, user: &str, method: &str, path: &str, body: &Value) -> (u16, Value) {
        let principal = Principal {
            user_id: user.to_owned(),
            username: user.to_owned(),
            permissions: vec!["notifications:read".to_owned()],
            ..Principal::default()
        };
        let token = format!("Bearer {}", self.rig.issuer().issue(&principal).token.expose());
        let reply = self.http.send(method, path, Some(token), "", body).await;
        (reply.status().as_u16(), json_of(&reply))
    }

    /// Tells an event as another service does.
    pub async fn tell(&self, event: &Event) {
        let told = self.bus.publish(std::slice::from_ref(event)).await;
        told.expect("it is published");
    }

    pub fn event(&self, topic: &str, key: &str, data: Value) -> Event {
        Event::new("another", topic, key, self.rig.clock.now(), data)
    }

    /// An event of an appointment that begins so many minutes from now.
    pub fn appointment(&self, topic: &str, id: &str, patient: &str, in_minutes: i64) -> Event {
        let now = self.rig.clock.now();
        let starts_at: Timestamp = now + SignedDuration::from_mins(in_minutes);
        let appointment = json!({
            "id": id, "appointment_number": "AP-0000000001", "version": 1, "patient_id": patient, "provider_id": PatientId::generate(),
            "provider": "EVE EVERYDOC", "facility_id": self.facility, "resources": [], "kind": "consultation", "priority": "routine",
            "status": "scheduled", "starts_at": starts_at, "ends_at": starts_at + SignedDuration::from_mins(30),
            "time_zone": "Africa/Khartoum", "is_outside_schedule": false, "sequence": 0, "history": [], "created_at": now, "updated_at": now,
        });
        let patient_told =
            json!({"id": patient, "identifiers": [], "names": [{"family": "EVERYMAN"}], "gender": "male"});
        let data = json!({"appointment": appointment, "patient": patient_told, "practitioner": {"id": "D1"}, "facility_code": "KRT"});
        self.event(topic, patient, data)
    }

    /// Lists what was told by a channel, newest first.
    pub async fn outgoing(&self, channel: &str) -> Vec<Value> {
        let page = self.http.get(&format!("{OWN}/outgoing?channel={channel}")).await;
        page["items"].as_array().expect("a list").clone()
    }

    /// Waits until what was told by a channel is so.
    pub async fn outgoing_becomes(&self, channel: &str, holds: impl Fn(&[Value]) -> bool) -> Vec<Value> {
        let wait = async {
            loop {
                let told = self.outgoing(channel).await;
                if holds(&told) {
                    return told;
                }
                tokio::time::sleep(Duration::from_millis(10)).await;
            }
        };
        match tokio::time::timeout(Duration::from_secs(30), wait).await {
            Ok(told) => told,
            Err(_) => panic!("never so: {:?}", self.outgoing(channel).await),
        }
    }

    /// Waits until the newest by a channel is in this state and gives it.
    pub async fn newest_becomes(&self, channel: &str, status: &str) -> Value {
        let told = self.outgoing_becomes(channel, |told| told.first().is_some_and(|one| one["status"] == status));
        told.await[0].clone()
    }

    /// Has an event handled that was handled before, as after a crash before its acknowledgement. `patient` is told of another appointment after it.
    pub async fn told_again(&self, event: &Event, patient: &str) {
        let marker = nilecare_types::AppointmentId::generate().to_string();
        let after = self.appointment("appointment.booked", &marker, patient, 9999);
        let told = self.other_bus.publish(&[event.clone(), after]).await;
        told.expect("they are published");
        self.is_told_of(&marker).await;
    }

    /// Waits until all that was told so far was heard of: another appointment of the patient, which is told afterwards, is there.
    pub async fn settled(&self, patient: &str) {
        let marker = nilecare_types::AppointmentId::generate().to_string();
        self.tell(&self.appointment("appointment.booked", &marker, patient, 9999))
            .await;
        self.is_told_of(&marker).await;
    }

    async fn is_told_of(&self, marker: &str) {
        let is_there = |told: &[Value]| told.iter().any(|one| one["about"] == json!(marker));
        self.outgoing_becomes("email", is_there).await;
    }
}
