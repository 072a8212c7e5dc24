//! How fast the FHIR server is, over real HTTP on this machine: `cargo bench -p nilecare-fhir-rest --bench throughput`.
//!
//! Server and clients share the process, so the CPU time beside each figure is that of both. `FHIR_BENCH_RESOURCES` says how many
//! Observations are stored before the reads and searches are measured.

use std::sync::Arc;
use std::time::{Duration, Instant};

use nilecare_fhir_rest::{FhirService, RestOptions};
use nilecare_fhir_search::Registry;
use nilecare_fhir_store::{SqliteFhirStore, SqliteOptions};
use nilecare_http::{Principal, TokenIssuer, TokenKey, TokenVerifier};
use nilecare_types::{Clock, Secret, SystemClock};
use serde_json::{Value, json};

/// The allocator of the hub.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const N_PATIENTS: usize = 200;
const N_CODES: usize = 40;
const CONNECTIONS: usize = 16;
const A_WHILE: Duration = Duration::from_secs(5);

fn observation(n: usize) -> Value {
    let (patient, code) = (n % N_PATIENTS, n / 7 % N_CODES);
    json!({"resourceType": "Observation", "status": "final",
        "category": [{"coding": [{"system": "http://terminology.hl7.org/CodeSystem/observation-category", "code": "laboratory"}]}],
        "code": {"coding": [{"system": "http://loinc.org", "code": format!("{code}-0"), "display": format!("Test {code}")}], "text": "Test"},
        "subject": {"reference": format!("Patient/p{patient}")}, "encounter": {"reference": format!("Encounter/e{}", n % 1000)},
        "effectiveDateTime": format!("20{:02}-{:02}-{:02}T08:00:00Z", n % 26, n % 12 + 1, n % 28 + 1), "issued": "2026-05-31T08:00:00.000Z",
        "valueQuantity": {"value": (n % 200) as f64 / 10.0, "unit": "mmol/L", "system": "http://unitsofmeasure.org", "code": "mmol/L"}})
}

#[derive(Clone)]
struct Client {
    http: reqwest::Client,
    base: String,
    token: String,
}

impl Client {
    async fn send(&self, method: reqwest::Method, path: &str, body: Option<String>) -> String {
        let mut request = self
            .http
            .request(method, format!("{}{path}", self.base))
            .bearer_auth(&self.token);
        if let Some(body) = body {
            request = request
                .header("content-type", "application/fhir+json")
                .header("prefer", "return=minimal")
                .body(body);
        }
        let answer = request.send().await.expect("an answer");
        let status = answer.status();
        let text = answer.text().await.expect("a body");
        assert!(status.is_success(), "{status}: {text}");
        text
    }
}

/// User and system time of this process.
fn cpu() -> Duration {
    let text = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let fields: Vec<&str> = text.rsplit(')').next().unwrap_or_default().split_whitespace().collect();
    let ticks = |n: usize| fields.get(n).and_then(|field| field.parse::<u64>().ok()).unwrap_or(0);
    Duration::from_millis((ticks(11) + ticks(12)) * 10)
}

/// Runs requests from several connections for a while, and prints how it went.
async fn measure<F>(
    name: &str,
    per_request: usize,
    connections: usize,
    work: impl Fn(usize) -> F + Send + Sync + 'static,
) where
    F: Future<Output = ()> + Send,
{
    let work = Arc::new(work);
    let (begin, cpu_before) = (Instant::now(), cpu());
    let mut tasks = Vec::new();
    for connection in 0..connections {
        let work = Arc::clone(&work);
        tasks.push(tokio::spawn(async move {
            let mut times = Vec::new();
            let mut n = connection;
            while begin.elapsed() < A_WHILE {
                let at = Instant::now();
                work(n).await;
                times.push(at.elapsed());
                n += connections;
            }
            times
        }));
    }
    let mut times = Vec::new();
    for task in tasks {
        times.extend(task.await.expect("it ends"));
    }
    let (took, used) = (begin.elapsed(), cpu() - cpu_before);
    times.sort_unstable();
    let at = |share: f64| times[((times.len() - 1) as f64 * share) as usize].as_secs_f64() * 1000.0;
    #[expect(clippy::print_stdout, reason = "this is what it is for")]
    {
        println!(
            "{name:48} {:>8.0}/s  p50 {:>7.2} ms  p99 {:>7.2} ms  cpu {:>6.3} ms each",
            (times.len() * per_request) as f64 / took.as_secs_f64(),
            at(0.5),
            at(0.99),
            used.as_secs_f64() * 1000.0 / (times.len() * per_request) as f64,
        );
    }
}

fn transaction(from: usize, n_entries: usize) -> String {
    let entry = |n| json!({"fullUrl": format!("urn:uuid:{n}"), "resource": observation(n), "request": {"method": "POST", "url": "Observation"}});
    let entries: Vec<Value> = (from..from + n_entries).map(entry).collect();
    json!({"resourceType": "Bundle", "type": "transaction", "entry": entries}).to_string()
}

#[tokio::main]
async fn main() {
    let n_resources: usize = std::env::var("FHIR_BENCH_RESOURCES")
        .ok()
        .and_then(|text| text.parse().ok())
        .unwrap_or(50_000);
    let folder = tempfile::tempdir().expect("a folder");
    let clock: Arc<dyn Clock> = Arc::new(SystemClock);
    let registry = Arc::new(Registry::new(nilecare_fhir_model::r4()).expect("the parameters compile"));
    let options = SqliteOptions::new(folder.path().join("fhir.db"));
    let store = SqliteFhirStore::open(&options, registry, Arc::clone(&clock)).expect("the store opens");
    let key = TokenKey::new(Secret::new("k".repeat(32))).expect("a key");
    let service = FhirService::new(
        Arc::new(store),
        TokenVerifier::new(&key, Arc::clone(&clock)),
        None,
        RestOptions::default(),
    );
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let base = format!("http://{}/fhir/R4", listener.local_addr().expect("an address"));
    tokio::spawn(async move { axum::serve(listener, service.router()).await });
    let principal = Principal {
        user_id: "1".into(),
        username: "bench".into(),
        roles: Vec::new(),
        permissions: vec!["fhir:*".into()],
        service: false,
        session: None,
    };
    let token = TokenIssuer::new(&key, clock).issue(&principal).token.expose().clone();
    let http = reqwest::Client::builder().no_proxy().build().expect("a client");
    let client = Client { http, base, token };
    for n in 0..N_PATIENTS {
        let patient =
            json!({"resourceType": "Patient", "id": format!("p{n}"), "name": [{"family": format!("EVERYMAN{n}")}]});
        client
            .send(
                reqwest::Method::PUT,
                &format!("/Patient/p{n}"),
                Some(patient.to_string()),
            )
            .await;
    }
    let with = client.clone();
    measure("POST Observation, 16 connections", 1, CONNECTIONS, move |n| {
        let client = with.clone();
        async move {
            drop(
                client
                    .send(reqwest::Method::POST, "/Observation", Some(observation(n).to_string()))
                    .await,
            )
        }
    })
    .await;
    let with = client.clone();
    measure("transaction of 50, 2 connections (resources)", 50, 2, move |n| {
        let client = with.clone();
        async move {
            drop(
                client
                    .send(reqwest::Method::POST, "", Some(transaction(n * 50, 50)))
                    .await,
            )
        }
    })
    .await;
    let mut last = String::new();
    for from in (0..n_resources).step_by(500) {
        last = client
            .send(reqwest::Method::POST, "", Some(transaction(from, 500)))
            .await;
    }
    let answer: Value = serde_json::from_str(&last).expect("JSON");
    let location = answer["entry"][0]["response"]["location"]
        .as_str()
        .expect("a location")
        .to_owned();
    let id = location.split('/').rev().nth(2).expect("an id").to_owned();
    let gets = [
        ("read by id, 16 connections", CONNECTIONS, format!("/Observation/{id}")),
        (
            "Observation?patient=&code=, 1 connection",
            1,
            "/Observation?patient=p{p}&code=http://loinc.org|{c}-0".to_owned(),
        ),
        (
            "Observation?patient=&code=, 16 connections",
            CONNECTIONS,
            "/Observation?patient=p{p}&code=http://loinc.org|{c}-0".to_owned(),
        ),
        (
            "Observation?patient=&_sort=-date&_count=10",
            1,
            "/Observation?patient=p{p}&_sort=-date&_count=10".to_owned(),
        ),
        (
            "Observation?code=&_include=Observation:subject",
            1,
            "/Observation?code={c}-0&_include=Observation:subject".to_owned(),
        ),
        (
            "Observation?patient.family= (chained)",
            1,
            "/Observation?patient.family=everyman{p}".to_owned(),
        ),
        (
            "Observation?code-value-quantity=",
            1,
            "/Observation?code-value-quantity={c}-0$gt19.5".to_owned(),
        ),
        (
            "Patient?_has:Observation:patient:code=",
            1,
            "/Patient?_has:Observation:patient:code={c}-0".to_owned(),
        ),
    ];
    for (name, connections, path) in gets {
        let (with, path) = (client.clone(), Arc::new(path));
        measure(name, 1, connections, move |n| {
            let (client, path) = (with.clone(), Arc::clone(&path));
            async move {
                let path = path
                    .replace("{p}", &(n % N_PATIENTS).to_string())
                    .replace("{c}", &(n % N_CODES).to_string());
                drop(client.send(reqwest::Method::GET, &path, None).await);
            }
        })
        .await;
    }
    let with = client.clone();
    measure(
        "transactions of 10,000, 1 connection (resources)",
        10_000,
        1,
        move |_| {
            let client = with.clone();
            async move {
                drop(
                    client
                        .send(reqwest::Method::POST, "", Some(transaction(0, 10_000)))
                        .await,
                )
            }
        },
    )
    .await;
}
