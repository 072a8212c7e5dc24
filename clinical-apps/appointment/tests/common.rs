//! Appointment with clinical, facility and business, each on a database file of its own.

use std::sync::Arc;

use nilecare_appointment::{AppointmentService, SERVICE_PERMISSIONS};
use nilecare_business::BusinessService;
use nilecare_clinical::ClinicalService;
use nilecare_contracts::clinical::ClinicalClient;
use nilecare_contracts::facility::FacilityClient;
use nilecare_contracts::{business, clinical, facility};
use nilecare_facility::FacilityService;
use nilecare_http::{HttpOptions, InProcess, ServiceIdentity, finish};
use nilecare_sql::Db;
pub use nilecare_testkit::{ServiceRig, TestClient, fresh_key as key, json_of, text_of as string};
use nilecare_types::{Clock, Timestamp};
use serde_json::{Value, json};

pub const APPOINTMENTS: &str = "/api/v1/appointments";

pub struct Clinic {
    pub service: AppointmentService,
    pub http: TestClient,
    pub rig: ServiceRig,
    pub facility: String,
    pub doctor: String,
}

/// A clinic in Khartoum, two hours ahead of UTC, whose doctor can be visited every day from 08:00 to 12:00 in room `R1`, for half an
/// hour each. It is Sunday, 2026-11-22, 14:00 there.
pub async fn clinic() -> Clinic {
    clinic_in("Africa/Khartoum").await
}

pub async fn clinic_in(zone: &str) -> Clinic {
    let rig = ServiceRig::new();
    let open = async |name: &str| Db::open(&rig.database(name)).await.expect("it opens");
    let plain = |router: nilecare_http::OpenApiRouter| finish(router.into(), HttpOptions::default());
    let calls = |name: &str, permissions: &[&str]| {
        Arc::new(InProcess::new(ServiceIdentity::new(name, permissions, rig.issuer())))
    };
    let own = calls("appointment", &SERVICE_PERMISSIONS);
    let of_business = calls("business", &nilecare_business::SERVICE_PERMISSIONS);
    let people = ClinicalService::new(open("clinical").await, rig.clock.clone(), rig.verifier())
        .await
        .expect("it starts");
    let places = FacilityService::new(
        open("facility").await,
        rig.clock.clone(),
        rig.verifier(),
        ClinicalClient::new(own.clone()),
    );
    let places = places.await.expect("it starts");
    let staff = BusinessService::new(
        open("business").await,
        rig.clock.clone(),
        rig.verifier(),
        FacilityClient::new(of_business.clone()),
    );
    let staff = staff.await.expect("it starts");
    of_business.register(facility::SERVICE, plain(places.router()));
    own.register(clinical::SERVICE, plain(people.router()));
    own.register(facility::SERVICE, plain(places.router()));
    own.register(business::SERVICE, plain(staff.router()));
    let service = AppointmentService::new(open("appointment").await, rig.clock.clone(), rig.verifier(), own)
        .await
        .expect("it starts");
    let all = service.router().merge(people.router()).merge(places.router());
    let http = rig.client(plain(all.merge(staff.router())));
    let mut clinic = Clinic {
        service,
        http,
        rig,
        facility: String::new(),
        doctor: String::new(),
    };
    let site = json!({"code": "KRT", "name": "Clinic", "kind": "clinic", "time_zone": zone});
    clinic.facility = string(&clinic.post("/api/v1/facilities", &site).await["id"]);
    clinic.doctor = clinic.doctor("D1", "R1").await;
    clinic
}

impl Clinic {
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

    /// Puts a doctor on the staff who works every day in a room, and gives the id.
    pub async fn doctor(&self, number: &str, room: &str) -> String {
        let doctor = json!({"number": number, "family": "EVERYDOC", "given": "EVE", "role": "doctor", "facility_ids": [self.facility]});
        let id = string(&self.post("/api/v1/staff", &doctor).await["id"]);
        for weekday in [
            "monday",
            "tuesday",
            "wednesday",
            "thursday",
            "friday",
            "saturday",
            "sunday",
        ] {
            let rule = json!({"facility_id": self.facility, "weekday": weekday, "start": "08:00", "end": "12:00", "room": room});
            self.post(&format!("/api/v1/staff/{id}/schedules"), &rule).await;
        }
        id
    }

    /// Makes a patient with one number and gives the id.
    pub async fn patient(&self, number: &str) -> String {
        let identifier = json!({"system": "HOSP", "value": number, "type": "MR"});
        let name = json!({"family": "EVERYMAN", "given": ["ADAM"]});
        let event = json!({"event": "update-person", "patient": {"identifiers": [identifier], "names": [name]}});
        string(&self.post("/api/v1/clinical/adt-events", &event).await["patient_id"])
    }

    /// A consultation with the clinic's doctor.
    pub fn request(&self, patient: &str, starts_at: &str) -> Value {
        json!({
            "patient_id": patient, "provider_id": self.doctor, "facility_id": self.facility, "kind": "consultation",
            "starts_at": starts_at,
        })
    }

    /// Books and gives the appointment.
    pub async fn booked(&self, patient: &str, starts_at: &str) -> Value {
        self.post(APPOINTMENTS, &self.request(patient, starts_at)).await
    }

    pub fn set_time(&self, text: &str) {
        let moment: Timestamp = text.parse().expect("a moment");
        self.rig.clock.advance(moment.duration_since(self.rig.clock.now()));
    }

    /// Gives the beginnings of the free slots of one day.
    pub async fn free(&self, day: &str) -> Vec<String> {
        let path = format!("/api/v1/free-slots?provider={}&from={day}&to={day}", self.doctor);
        let slots = self.http.get(&path).await;
        slots
            .as_array()
            .expect("a list")
            .iter()
            .map(|slot| string(&slot["starts_at"]))
            .collect()
    }

    /// Lists the topics that wait in the outbox, in order.
    pub async fn told(&self) -> Vec<String> {
        self.events()
            .await
            .iter()
            .map(|event| string(&event["event_type"]))
            .collect()
    }

    /// Lists the events that wait in the outbox, in order.
    pub async fn events(&self) -> Vec<Value> {
        let db = Db::open(&self.rig.database("appointment")).await.expect("it opens");
        let rows: Vec<(String,)> = sqlx::query_as("SELECT body FROM outbox_events ORDER BY position")
            .fetch_all(db.readers())
            .await
            .expect("the table is there");
        rows.iter()
            .map(|(body,)| serde_json::from_str(body).expect("it is JSON"))
            .collect()
    }
}

/// The path of something that was made.
pub fn path(base: &str, made: &Value) -> String {
    format!("{base}/{}", string(&made["id"]))
}
