//! Business with the facility service, each on a database file of its own.

use std::sync::Arc;

use nilecare_business::{BusinessService, SERVICE_PERMISSIONS};
use nilecare_contracts::clinical::ClinicalClient;
use nilecare_contracts::facility;
use nilecare_contracts::facility::FacilityClient;
use nilecare_facility::FacilityService;
use nilecare_http::{HttpOptions, InProcess, ServiceIdentity, finish};
use nilecare_sql::Db;
pub use nilecare_testkit::{ServiceRig, TestClient, text_of as string};
use serde_json::{Value, json};

pub struct Office {
    pub service: BusinessService,
    pub http: TestClient,
    _rig: ServiceRig,
}

pub async fn office() -> Office {
    let rig = ServiceRig::new();
    let open = async |name: &str| Db::open(&rig.database(name)).await.expect("it opens");
    let plain = |router: nilecare_http::OpenApiRouter| finish(router.into(), HttpOptions::default());
    let calls = Arc::new(InProcess::new(ServiceIdentity::new(
        "business",
        &SERVICE_PERMISSIONS,
        rig.issuer(),
    )));
    let nobody = ClinicalClient::new(calls.clone());
    let places = FacilityService::new(open("facility").await, rig.clock.clone(), rig.verifier(), nobody)
        .await
        .expect("it starts");
    calls.register(facility::SERVICE, plain(places.router()));
    let client = FacilityClient::new(calls);
    let service = BusinessService::new(open("business").await, rig.clock.clone(), rig.verifier(), client)
        .await
        .expect("it starts");
    let http = rig.client(plain(service.router().merge(places.router())));
    Office {
        service,
        http,
        _rig: rig,
    }
}

impl Office {
    /// Posts, which must succeed, and gives the reply.
    pub async fn post(&self, path: &str, body: &Value) -> Value {
        let (status, reply) = self.http.command(path, "", body).await;
        assert!((200..300).contains(&status), "{path}: {reply}");
        reply
    }

    /// Makes a facility in a time zone and gives its id.
    pub async fn facility(&self, code: &str, zone: &str) -> String {
        let facility = json!({"code": code, "name": "Clinic", "kind": "clinic", "time_zone": zone});
        string(&self.post("/api/v1/facilities", &facility).await["id"])
    }

    /// Puts a doctor on the staff and gives the id.
    pub async fn doctor(&self, number: &str, facility: &str) -> String {
        string(&self.post("/api/v1/staff", &doctor(number, facility)).await["id"])
    }
}

pub fn doctor(number: &str, facility: &str) -> Value {
    json!({"number": number, "family": "EVERYDOC", "given": "EVE", "role": "doctor", "facility_ids": [facility]})
}
