//! A store at a place of its own, and short ways to fill and ask it.

use std::sync::Arc;

use nilecare_fhir_search::{Query, Registry, Search};
use nilecare_fhir_store::{Change, ChangeError, Changed, Draft, FhirStore, Found, Outcome, Stored, Target};
use serde_json::{Value, json};

/// Where stores come from.
#[async_trait::async_trait]
pub trait Backend: Send + Sync {
    /// Opens a store that includes at most [`MAX_INCLUDED`] resources; the same place again is the same store.
    async fn open(&self, place: &str) -> Arc<dyn FhirStore>;
}

/// The most resources that a page of these stores includes.
pub const MAX_INCLUDED: usize = 20;

pub struct Fixture {
    pub store: Arc<dyn FhirStore>,
    pub backend: Arc<dyn Backend>,
    pub place: String,
}

pub fn registry() -> Arc<Registry> {
    static REGISTRY: std::sync::OnceLock<Arc<Registry>> = std::sync::OnceLock::new();
    let make = || Arc::new(Registry::new(nilecare_fhir_model::r4()).expect("the parameters of R4 compile"));
    Arc::clone(REGISTRY.get_or_init(make))
}

impl Fixture {
    /// Opens a store at a place of its own.
    pub async fn new(backend: Arc<dyn Backend>) -> Self {
        let place = format!("t{}", ulid::Ulid::generate());
        let store = backend.open(&place).await;
        Self { store, backend, place }
    }

    pub async fn apply(&self, changes: Vec<Change>) -> Result<Vec<Changed>, (usize, ChangeError)> {
        self.store.apply(changes).await
    }

    pub async fn one(&self, change: Change) -> Result<Changed, ChangeError> {
        let done = self.apply(vec![change]).await.map_err(|(_, error)| error)?;
        Ok(done.into_iter().next().expect("one change, one answer"))
    }

    /// Writes resources under their own ids.
    pub async fn put(&self, resources: impl IntoIterator<Item = Value>) {
        for resource in resources {
            self.one(update(resource)).await.expect("it is written");
        }
    }

    pub async fn found(&self, kind: &str, query: &str) -> Found {
        self.store
            .search(search(kind, query))
            .await
            .unwrap_or_else(|error| panic!("{kind}?{query}: {error}"))
    }

    /// The ids of what matches, in their order.
    pub async fn ids(&self, kind: &str, query: &str) -> Vec<String> {
        self.found(kind, query)
            .await
            .matches
            .into_iter()
            .map(|stored| stored.id)
            .collect()
    }

    pub async fn read(&self, kind: &str, id: &str) -> Option<Stored> {
        let of = registry().type_id(kind).expect("a type");
        self.store.read(of, id).await.expect("it can be read")
    }
}

pub fn search(kind: &str, query: &str) -> Search {
    let pairs: Vec<(String, String)> = form_urlencoded::parse(query.as_bytes()).into_owned().collect();
    let of = registry().type_id(kind);
    let query_of = Query {
        of,
        pairs: &pairs,
        is_strict: true,
        compartment: None,
    };
    query_of
        .read(&registry())
        .unwrap_or_else(|error| panic!("{kind}?{query}: {error}"))
}

pub fn draft(resource: Value) -> Draft {
    let of = resource["resourceType"]
        .as_str()
        .and_then(|kind| registry().type_id(kind))
        .expect("a type");
    Draft::new(of, resource)
}

pub fn update(resource: Value) -> Change {
    let id = resource["id"].as_str().expect("an id").to_owned();
    let draft = draft(resource);
    Change::Update {
        target: Target::Id(draft.of, id),
        draft,
        if_match: None,
        only_new: false,
    }
}

pub fn create(resource: Value) -> Change {
    Change::Create {
        draft: draft(resource),
        if_none_exist: None,
    }
}

pub fn delete(kind: &str, id: &str) -> Change {
    let of = registry().type_id(kind).expect("a type");
    Change::Delete {
        target: Target::Id(of, id.to_owned()),
        if_match: None,
    }
}

pub fn patient(id: &str, family: &str) -> Value {
    json!({"resourceType": "Patient", "id": id, "name": [{"family": family}]})
}

pub fn observation(id: &str, patient: &str, code: &str, value: f64, date: &str) -> Value {
    json!({"resourceType": "Observation", "id": id, "status": "final",
        "code": {"coding": [{"system": "http://loinc.org", "code": code, "display": format!("Test {code}")}]},
        "subject": {"reference": format!("Patient/{patient}")}, "effectiveDateTime": date,
        "valueQuantity": {"value": value, "unit": "mmol/L", "system": "http://unitsofmeasure.org", "code": "mmol/L"}})
}

pub fn outcome(changed: &Changed) -> (Outcome, u64) {
    match changed {
        Changed::Resource(outcome, stored) => (*outcome, stored.version),
        Changed::Nothing(outcome) => (*outcome, 0),
        other => panic!("{other:?}"),
    }
}
