//! The record with clinical, facility, medication and decision support, each on a database file of its own.

use std::sync::Arc;

use axum::Router;
use axum::body::{Body, Bytes};
use http::{Request, Response};
use nilecare_cds::CdsService;
use nilecare_clinical::ClinicalService;
use nilecare_contracts::cds::CdsClient;
use nilecare_contracts::clinical::ClinicalClient;
use nilecare_contracts::{cds, clinical, facility, medication};
use nilecare_ehr::{EhrOptions, EhrService, SERVICE_PERMISSIONS};
use nilecare_facility::FacilityService;
use nilecare_http::{HttpOptions, InProcess, OpenApiRouter, Principal, ServiceIdentity, finish};
use nilecare_medication::MedicationService;
use nilecare_sql::Db;
pub use nilecare_testkit::{ServiceRig, TestClient, fresh_key as key, text_of as string};
use nilecare_types::{Clock, Timestamp};
use serde_json::{Value, json};
use tower::ServiceExt;

pub const EHR: &str = "/api/v1/ehr";

pub struct Hospital {
    /// Kept, so that the service lives as long as the hospital.
    _service: EhrService,
    /// Calls all services, as the server merges them.
    pub http: TestClient,
    pub rig: ServiceRig,
    pub facility: String,
    pub patient: String,
    router: Router,
}

/// A hospital in Khartoum where it is 14:00 on 2026-11-22, with a patient.
pub async fn hospital() -> Hospital {
    hospital_with(true, EhrOptions::default()).await
}

/// The same with other options; without medication nobody answers to that name.
pub async fn hospital_with(has_medication: bool, options: EhrOptions) -> Hospital {
    let rig = ServiceRig::new();
    let open = async |name: &str| Db::open(&rig.database(name)).await.expect("it opens");
    let plain = |router: OpenApiRouter| finish(router.into(), HttpOptions::default());
    let calls = |name: &str, permissions: &[&str]| {
        Arc::new(InProcess::new(ServiceIdentity::new(name, permissions, rig.issuer())))
    };
    let own = calls("ehr", &SERVICE_PERMISSIONS);
    let of_facility = calls("facility", &nilecare_facility::SERVICE_PERMISSIONS);
    let of_cds = calls("cds", &nilecare_cds::SERVICE_PERMISSIONS);
    let of_medication = calls("medication", &nilecare_medication::SERVICE_PERMISSIONS);
    let people = ClinicalService::new(open("clinical").await, rig.clock.clone(), rig.verifier());
    let people = people.await.expect("it starts");
    for caller in [&own, &of_facility, &of_cds, &of_medication] {
        caller.register(clinical::SERVICE, plain(people.router()));
    }
    let client = ClinicalClient::new(of_facility.clone());
    let places = FacilityService::new(open("facility").await, rig.clock.clone(), rig.verifier(), client);
    let places = places.await.expect("it starts");
    own.register(facility::SERVICE, plain(places.router()));
    let client = ClinicalClient::new(of_cds.clone());
    let support = CdsService::new(open("cds").await, rig.clock.clone(), rig.verifier(), client);
    let support = support.await.expect("it starts");
    of_medication.register(cds::SERVICE, plain(support.router()));
    let (chart, checks) = (
        ClinicalClient::new(of_medication.clone()),
        CdsClient::new(of_medication.clone()),
    );
    let drugs = MedicationService::new(
        open("medication").await,
        rig.clock.clone(),
        rig.verifier(),
        chart,
        checks,
    );
    let drugs = drugs.await.expect("it starts");
    if has_medication {
        own.register(medication::SERVICE, plain(drugs.router()));
    }
    let service = EhrService::new(open("ehr").await, rig.clock.clone(), rig.verifier(), own, options);
    let service = service.await.expect("it starts");
    let all = service
        .router()
        .merge(people.router())
        .merge(places.router())
        .merge(drugs.router());
    let router = plain(all);
    let mut hospital = Hospital {
        http: rig.client(router.clone()),
        _service: service,
        rig,
        facility: String::new(),
        patient: String::new(),
        router,
    };
    let site = json!({"code": "KRT", "name": "Clinic", "kind": "clinic", "time_zone": "Africa/Khartoum"});
    hospital.facility = string(&hospital.post("/api/v1/facilities", &site).await["id"]);
    hospital.patient = hospital.patient_of("1").await;
    hospital
}

impl Hospital {
    /// Makes a patient with one number and gives the id.
    pub async fn patient_of(&self, number: &str) -> String {
        let identifier = json!({"system": "HOSP", "value": number, "type": "MR"});
        let patient = json!({"identifiers": [identifier], "names": [{"family": "Osman", "given": ["Amna"]}],
                             "birth_date": "1980-05-01", "gender": "female"});
        let event = json!({"event": "update-person", "patient": patient});
        string(&self.post("/api/v1/clinical/adt-events", &event).await["patient_id"])
    }

    /// Posts as somebody who may do everything, which must succeed.
    pub async fn post(&self, path: &str, body: &Value) -> Value {
        let (status, reply) = self.http.command(path, &key(), body).await;
        assert!((200..300).contains(&status), "{path}: {status} {reply}");
        reply
    }

    /// Posts to what belongs to the patient.
    pub async fn record(&self, kind: &str, body: &Value) -> Value {
        self.post(&format!("{EHR}/patients/{}/{kind}", self.patient), &self.here(body))
            .await
    }

    /// Adds the facility to a body.
    pub fn here(&self, body: &Value) -> Value {
        let mut body = body.clone();
        body["facility_id"] = json!(self.facility);
        body
    }

    /// Calls as somebody of this name with these roles and permissions.
    pub async fn call(&self, who: &Who, method: &str, path: &str, body: &Value) -> (u16, Value) {
        self.call_if(who, None, method, path, body).await
    }

    /// The same with the version that was read.
    pub async fn call_if(
        &self,
        who: &Who,
        version: Option<u64>,
        method: &str,
        path: &str,
        body: &Value,
    ) -> (u16, Value) {
        let mut request = Request::builder()
            .method(method)
            .uri(path)
            .header("content-type", "application/json")
            .header("idempotency-key", key());
        if let Some(version) = version {
            request = request.header("if-match", format!("\"{version}\""));
        }
        let reply = self.send(who, request, Body::from(body.to_string())).await;
        (
            reply.status().as_u16(),
            serde_json::from_slice(reply.body()).unwrap_or(Value::Null),
        )
    }

    pub async fn send(&self, who: &Who, request: http::request::Builder, body: Body) -> Response<Bytes> {
        let principal = Principal {
            user_id: who.name.to_owned(),
            username: who.name.to_owned(),
            roles: who.roles.iter().map(|&role| role.to_owned()).collect(),
            permissions: who.permissions.iter().map(|&one| one.to_owned()).collect(),
            ..Principal::default()
        };
        let token = format!("Bearer {}", self.rig.issuer().issue(&principal).token.expose());
        let request = request.header("authorization", token).body(body).expect("a request");
        let called = self.router.clone().oneshot(request).await;
        let (parts, body) = called.expect("a router answers always").into_parts();
        let body = axum::body::to_bytes(body, usize::MAX).await.expect("a whole body");
        Response::from_parts(parts, body)
    }

    /// Begins a structured note and gives its path.
    pub async fn draft(&self, who: &Who, body: &Value) -> String {
        let path = format!("{EHR}/patients/{}/soap-notes", self.patient);
        let (status, note) = self.call(who, "POST", &path, &self.here(body)).await;
        assert_eq!((status, &note["status"]), (201, &json!("draft")), "{note}");
        format!("{EHR}/soap-notes/{}", string(&note["id"]))
    }

    /// Begins and signs a note and gives its path.
    pub async fn signed(&self, who: &Who, body: &Value) -> String {
        let path = self.draft(who, body).await;
        let (status, note) = self.call(who, "POST", &format!("{path}/sign"), &attest()).await;
        assert_eq!((status, &note["status"]), (200, &json!("finalized")), "{note}");
        path
    }

    pub fn set_time(&self, text: &str) {
        let moment: Timestamp = text.parse().expect("a moment");
        self.rig.clock.advance(moment.duration_since(self.rig.clock.now()));
    }

    /// Lists the events that wait in the outbox, in order.
    pub async fn told(&self) -> Vec<nilecare_bus::Event> {
        let db = Db::open(&self.rig.database("ehr")).await.expect("it opens");
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
}

/// Somebody who signs in.
pub struct Who {
    pub name: &'static str,
    pub roles: &'static [&'static str],
    pub permissions: &'static [&'static str],
}

pub const ALL_BUT_CONFIDENTIAL: &[&str] = &["ehr:read", "ehr:write", "ehr:sign", "ehr:cosign"];

pub const AMNA: Who = Who {
    name: "amna",
    roles: &["doctor"],
    permissions: ALL_BUT_CONFIDENTIAL,
};
pub const TARIG: Who = Who {
    name: "tarig",
    roles: &["doctor"],
    permissions: ALL_BUT_CONFIDENTIAL,
};
pub const RESIDENT: Who = Who {
    name: "hiba",
    roles: &["resident"],
    permissions: ALL_BUT_CONFIDENTIAL,
};
pub const OFFICER: Who = Who {
    name: "officer",
    roles: &[],
    permissions: &["ehr:read", "ehr:read-confidential"],
};

pub fn attest() -> Value {
    json!({"attestation": "I have examined the patient myself."})
}

pub fn code(of: &Value) -> String {
    of["type"].as_str().unwrap_or_default().to_owned()
}
