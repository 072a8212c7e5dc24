//! The FHIR server in the real binary: what an app does in its first hour, who may, and what a kill leaves.

use std::path::Path;
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use nilecare_drills::{HubFolder, HubProcess};
use reqwest::{Method, RequestBuilder, StatusCode};
use serde_json::{Value, json};
use tokio::sync::Notify;

const NILECARE: &str = env!("CARGO_BIN_EXE_nilecare");
const SYSTEM: &str = "http://example.org/mrn";
/// An answer that takes longer hangs.
const LIMIT: Duration = Duration::from_secs(30);

struct Rig {
    hub: HubProcess,
    http: reqwest::Client,
}

/// An answer: status, headers and body.
struct Answer {
    status: StatusCode,
    etag: String,
    location: String,
    body: Value,
}

impl Rig {
    async fn start(folder: &HubFolder) -> Self {
        let http = reqwest::Client::builder().no_proxy().timeout(LIMIT);
        Self {
            hub: folder.start().await.expect("it starts"),
            http: http.build().expect("a client"),
        }
    }

    /// Begins a request as administrator.
    fn request(&self, method: Method, path: &str) -> RequestBuilder {
        let token = self.hub.api().token().expect("the drill signed in");
        self.anonymous(method, path).bearer_auth(token)
    }

    fn anonymous(&self, method: Method, path: &str) -> RequestBuilder {
        self.http
            .request(method, format!("{}/fhir/R4{path}", self.hub.api().base()))
    }

    async fn get(&self, path: &str) -> Answer {
        send(self.request(Method::GET, path)).await
    }

    async fn post(&self, path: &str, resource: &Value) -> Answer {
        send(with(self.request(Method::POST, path), resource)).await
    }

    /// Makes a user of a role and returns the user's tokens: for access, and for its refresh.
    async fn tokens_of(&self, role: &str) -> [String; 2] {
        let base = self.hub.api().base();
        let (username, password) = ("fictitious", "a-long-password-for-tests");
        let user = json!({"username": username, "password": password, "roles": [role]});
        let token = self.hub.api().token().expect("the drill signed in");
        let made = self
            .http
            .post(format!("{base}/api/v1/users"))
            .bearer_auth(token)
            .json(&user);
        let made = made.send().await.expect("an answer");
        assert!(made.status().is_success(), "{}", made.text().await.unwrap_or_default());
        let login = json!({"username": username, "password": password});
        let tokens = self
            .http
            .post(format!("{base}/api/v1/auth/login"))
            .json(&login)
            .send()
            .await;
        let tokens: Value = tokens.expect("an answer").json().await.expect("it is JSON");
        ["access_token", "refresh_token"].map(|name| tokens[name].as_str().expect("the user may sign in").to_owned())
    }
}

fn with(request: RequestBuilder, resource: &Value) -> RequestBuilder {
    request
        .header("content-type", "application/fhir+json")
        .body(resource.to_string())
}

async fn send(request: RequestBuilder) -> Answer {
    let response = request.send().await.expect("an answer");
    let header = |name: &str| {
        let value = response.headers().get(name).and_then(|value| value.to_str().ok());
        value.unwrap_or_default().to_owned()
    };
    let (status, etag, location) = (response.status(), header("etag"), header("location"));
    let text = response.text().await.expect("a body");
    let body = serde_json::from_str(&text).unwrap_or(Value::Null);
    Answer {
        status,
        etag,
        location,
        body,
    }
}

fn hub() -> (tempfile::TempDir, HubFolder) {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let hub = HubFolder::new(Path::new(NILECARE), folder.path()).expect("the binary is built");
    (folder, hub)
}

fn patient(number: &str) -> Value {
    json!({"resourceType": "Patient", "identifier": [{"system": SYSTEM, "value": number}],
        "name": [{"family": "EVERYMAN", "given": ["ADAM"]}], "birthDate": "1970-05-31"})
}

/// A patient and an observation that names it by its place in the bundle.
fn bundle(number: &str) -> Value {
    json!({"resourceType": "Bundle", "type": "transaction", "entry": [
        {"fullUrl": "urn:uuid:0000a0aa-0000-4000-8000-000000000001", "resource": patient(number),
            "request": {"method": "POST", "url": "Patient", "ifNoneExist": format!("identifier={SYSTEM}|{number}")}},
        {"resource": {"resourceType": "Observation", "status": "final", "identifier": [{"system": SYSTEM, "value": number}],
            "code": {"coding": [{"system": "http://loinc.org", "code": "2339-0"}]},
            "subject": {"reference": "urn:uuid:0000a0aa-0000-4000-8000-000000000001"},
            "valueQuantity": {"value": 7.40, "unit": "mmol/L"}}, "request": {"method": "POST", "url": "Observation"}}]})
}

#[tokio::test]
async fn an_app_signs_in_writes_finds_and_reads_back() {
    let (_folder, hub) = hub();
    let rig = Rig::start(&hub).await;

    let metadata = send(rig.anonymous(Method::GET, "/metadata")).await;
    assert_eq!(metadata.body["fhirVersion"], "4.0.1", "the CapabilityStatement is open");

    let created = rig.post("/Patient", &patient("1")).await;
    assert_eq!(
        (created.status, created.etag.as_str()),
        (StatusCode::CREATED, "W/\"1\"")
    );
    let id = created.body["id"].as_str().expect("the server gives an id").to_owned();
    assert!(
        created.location.ends_with(&format!("/fhir/R4/Patient/{id}/_history/1")),
        "{}",
        created.location
    );

    let found = rig.get(&format!("/Patient?identifier={SYSTEM}|1&family=every")).await;
    assert_eq!(found.body["entry"][0]["resource"]["id"], *id);

    let again = with(rig.request(Method::POST, "/Patient"), &patient("1"));
    let again = send(again.header("if-none-exist", format!("identifier={SYSTEM}|1"))).await;
    assert_eq!(
        (again.status, again.body["id"].as_str()),
        (StatusCode::OK, Some(id.as_str()))
    );

    let done = rig.post("", &bundle("1")).await;
    assert_eq!(done.status, StatusCode::OK, "{}", done.body);
    let statuses: Vec<&str> = [0, 1]
        .map(|n| done.body["entry"][n]["response"]["status"].as_str().unwrap_or_default())
        .into();
    assert!(
        statuses[0].starts_with("200") && statuses[1].starts_with("201"),
        "{statuses:?}"
    );
    let observations = rig
        .get(&format!("/Observation?patient={id}&code=http://loinc.org|2339-0"))
        .await;
    assert_eq!(
        observations.body["entry"].as_array().map(Vec::len),
        Some(1),
        "{}",
        observations.body
    );

    let mut changed = patient("1");
    changed["id"] = json!(id);
    changed["active"] = json!(true);
    let path = format!("/Patient/{id}");
    let updated = send(with(rig.request(Method::PUT, &path), &changed).header("if-match", "W/\"1\"")).await;
    assert_eq!((updated.status, updated.etag.as_str()), (StatusCode::OK, "W/\"2\""));
    let stale = send(with(rig.request(Method::PUT, &path), &changed).header("if-match", "W/\"1\"")).await;
    assert_eq!(stale.status, StatusCode::PRECONDITION_FAILED);
    let history = rig.get(&format!("{path}/_history")).await;
    let versions: Vec<&Value> = [0, 1]
        .map(|n| &history.body["entry"][n]["resource"]["meta"]["versionId"])
        .into();
    assert_eq!(versions, ["2", "1"]);
    rig.hub.stop().await.expect("it stops");
}

#[tokio::test]
async fn on_mongodb_a_bundle_is_found_after_a_restart() {
    let Some(mut mongo) = nilecare_testkit::servers::secantus() else {
        return;
    };
    let (folder, hub) = hub();
    let settings = format!("[fhir]\nstore = \"{}\"\n", mongo.url("fhir_resources"));
    std::fs::write(folder.path().join("nilecare.toml"), settings).expect("the folder is ours");
    let rig = Rig::start(&hub).await;
    for expected in ["201", "200"] {
        let done = rig.post("", &bundle("1")).await;
        assert_eq!(done.status, StatusCode::OK, "{}", done.body);
        let of_patient = &done.body["entry"][0]["response"]["status"];
        assert!(
            of_patient.as_str().is_some_and(|told| told.starts_with(expected)),
            "{}",
            done.body
        );
    }
    let query = format!(
        "/Observation?patient.identifier={SYSTEM}|1&value-quantity=gt7&_include=Observation:subject&_sort=-_lastUpdated"
    );
    let before = rig.get(&query).await;
    assert_eq!(
        before.body["entry"].as_array().map(Vec::len),
        Some(3),
        "{}",
        before.body
    );
    rig.hub.stop().await.expect("it stops");

    let rig = Rig::start(&hub).await;
    let after = rig.get(&query).await;
    let resources = |answer: &Answer| {
        answer.body["entry"].as_array().map(|entries| {
            entries
                .iter()
                .map(|entry| entry["resource"].clone())
                .collect::<Vec<_>>()
        })
    };
    assert_eq!(resources(&after), resources(&before));
    let observation = &after.body["entry"][0]["resource"];
    let path = format!("/Observation/{}", observation["id"].as_str().expect("an id"));
    assert_eq!(rig.get(&path).await.status, StatusCode::OK);
    assert!(!hub.data().join("fhir.db").exists(), "nothing is kept beside it");

    mongo.server.kill();
    let away = rig.get(&path).await;
    assert_eq!(
        (away.status, &away.body["issue"][0]["code"]),
        (StatusCode::SERVICE_UNAVAILABLE, &json!("transient"))
    );
    let launch = mongo.launch.clone();
    mongo.server.start_again(&launch);
    assert_eq!(rig.get(&path).await.status, StatusCode::OK, "it goes on by itself");
    rig.hub.stop().await.expect("it stops");
}

#[tokio::test]
async fn what_hl7_messages_become_is_taken() {
    let (_folder, hub) = hub();
    let rig = Rig::start(&hub).await;
    let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("../samples");
    let mut n_taken = 0;
    for file in std::fs::read_dir(samples).expect("they are in the repository") {
        let file = file.expect("it can be read").path();
        if file.extension().is_none_or(|extension| extension != "hl7") {
            continue;
        }
        let output = Command::new(NILECARE)
            .args(["hl7", "to-fhir"])
            .arg(&file)
            .output()
            .expect("the binary is there");
        let bundle: Value = serde_json::from_slice(&output.stdout).expect("it is a Bundle");
        let done = rig.post("", &bundle).await;
        assert_eq!(done.status, StatusCode::OK, "{}: {}", file.display(), done.body);
        n_taken += 1;
    }
    assert!(n_taken > 5, "{n_taken} samples");
    rig.hub.stop().await.expect("it stops");
}

#[tokio::test]
async fn who_has_no_permission_is_refused_in_fhir() {
    let (_folder, hub) = hub();
    let rig = Rig::start(&hub).await;
    let nobody = send(rig.anonymous(Method::GET, "/Patient")).await;
    assert_eq!(
        (nobody.status, &nobody.body["resourceType"]),
        (StatusCode::UNAUTHORIZED, &json!("OperationOutcome"))
    );

    let [nurse, refresh_token] = rig.tokens_of("nurse").await;
    let reads = send(rig.anonymous(Method::GET, "/Patient").bearer_auth(&nurse)).await;
    assert_eq!(reads.status, StatusCode::OK, "a nurse reads");
    let writes = send(with(
        rig.anonymous(Method::POST, "/Patient").bearer_auth(&nurse),
        &patient("2"),
    ))
    .await;
    assert_eq!(
        (writes.status, &writes.body["issue"][0]["code"]),
        (StatusCode::FORBIDDEN, &json!("forbidden"))
    );
    let whole = send(with(rig.anonymous(Method::POST, "").bearer_auth(&nurse), &bundle("2"))).await;
    assert_eq!(whole.status, StatusCode::FORBIDDEN, "a bundle is no way around");
    assert_eq!(rig.get("/Patient?_summary=count").await.body["total"], 0);

    let logout = format!("{}/api/v1/auth/logout", rig.hub.api().base());
    let ended = rig
        .http
        .post(logout)
        .json(&json!({ "refresh_token": refresh_token }))
        .send()
        .await;
    assert!(ended.is_ok_and(|ended| ended.status().is_success()));
    let after = send(rig.anonymous(Method::GET, "/Patient").bearer_auth(&nurse)).await;
    assert_eq!(
        after.status,
        StatusCode::UNAUTHORIZED,
        "a sign-in that was ended is refused at once"
    );
    rig.hub.stop().await.expect("it stops");
}

#[tokio::test]
async fn every_access_is_on_record_with_its_patient() {
    let (_folder, hub) = hub();
    let rig = Rig::start(&hub).await;
    let done = rig.post("", &bundle("3")).await;
    let address = |n: usize| {
        let location = done.body["entry"][n]["response"]["location"].as_str();
        let location = location.unwrap_or_default().split("/_history").next();
        location.unwrap_or_default().to_owned()
    };
    let (patient, observation) = (address(0), address(1));
    let patient = patient.trim_start_matches(|c| c != 'P').to_owned();
    let observation = observation.trim_start_matches(|c| c != 'O').to_owned();
    rig.get("/Observation?patient.family=EVERYMAN").await;
    send(
        rig.request(Method::GET, &format!("/{observation}"))
            .header("accept", "application/fhir+xml"),
    )
    .await;
    rig.get("/Patient?name=EVERYMAN").await;
    rig.get("/784-1990 1234567/x").await;
    send(rig.request(Method::DELETE, &format!("/{observation}"))).await;
    let [nurse, _] = rig.tokens_of("nurse").await;
    let refused = rig.anonymous(Method::DELETE, &format!("/{patient}"));
    let refused = send(refused.bearer_auth(&nurse)).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);

    let record = async |query: &str| -> Vec<[String; 3]> {
        let path = format!("/audit/entries?{query}");
        let page: Value = rig.hub.api().get(&path).await.expect("it answers");
        let items = page["items"].as_array().expect("items");
        let text = |item: &Value, name: &str| item[name].as_str().unwrap_or_default().to_owned();
        let rows = items
            .iter()
            .map(|item| [text(item, "route"), text(item, "outcome"), item["patients"].to_string()]);
        let mut rows: Vec<_> = rows.collect();
        // The API tells the latest first.
        rows.reverse();
        rows
    };
    let row = |route: &str, outcome: &str, patients: &[&str]| {
        let patients = json!(patients).to_string();
        [route.to_owned(), outcome.to_owned(), patients]
    };
    let instance = format!("GET /fhir/R4/{observation}");
    assert_eq!(
        record("action=fhir:read").await,
        [
            row("GET /fhir/R4/Observation", "done", &[&patient]),
            row(&instance, "done", &[&patient]),
            row("GET /fhir/R4/Patient", "done", &[&patient]),
            row("GET /fhir/R4/{}/x", "failed", &[]),
        ]
    );
    let instance = format!("DELETE /fhir/R4/{observation}");
    let refused = format!("DELETE /fhir/R4/{patient}");
    assert_eq!(
        record("action=fhir:write").await,
        [
            row("POST /fhir/R4", "begun", &[]),
            row("POST /fhir/R4", "done", &[&patient]),
            row(&instance, "begun", &[]),
            row(&instance, "done", &[]),
            row(&refused, "refused", &[]),
        ]
    );
    let of_patient = record(&format!("patient={patient}")).await;
    assert_eq!(of_patient.len(), 4, "{of_patient:?}");
    rig.hub.stop().await.expect("it stops");
}

#[tokio::test]
async fn a_kill_leaves_every_answered_bundle_whole_and_no_half_one() {
    let (_folder, hub) = hub();
    let rig = Rig::start(&hub).await;
    let base = rig.hub.api().base().to_owned();
    let token = rig.hub.api().token().expect("the drill signed in").to_owned();
    let n_answered = Arc::new((AtomicUsize::new(0), Notify::new()));
    let mut writers = Vec::new();
    for writer in 0..4 {
        let (http, base, token) = (rig.http.clone(), base.clone(), token.clone());
        let n_answered = Arc::clone(&n_answered);
        writers.push(tokio::spawn(async move {
            let mut numbers = Vec::new();
            loop {
                let number = format!("{writer}-{}", numbers.len());
                let request = http.post(format!("{base}/fhir/R4")).bearer_auth(&token);
                // The hub is killed under it: from then on there is no answer.
                let Ok(answer) = with(request, &bundle(&number)).send().await else {
                    return numbers;
                };
                assert_eq!(answer.status(), StatusCode::OK);
                numbers.push(number);
                n_answered.0.fetch_add(1, Ordering::Relaxed);
                n_answered.1.notify_one();
            }
        }));
    }
    while n_answered.0.load(Ordering::Relaxed) < 200 {
        let waited = tokio::time::timeout(LIMIT, n_answered.1.notified()).await;
        waited.expect("the writers go on");
    }
    rig.hub.kill().expect("it is killed");
    let mut numbers = Vec::new();
    for writer in writers {
        numbers.extend(writer.await.expect("a writer ends when nobody answers"));
    }

    let rig = Rig::start(&hub).await;
    for number in &numbers {
        let observation = rig
            .get(&format!(
                "/Observation?identifier={SYSTEM}|{number}&_include=Observation:subject"
            ))
            .await;
        assert_eq!(
            observation.body["entry"].as_array().map(Vec::len),
            Some(2),
            "{number} was answered"
        );
    }
    let count = async |of: &str| rig.get(&format!("/{of}?_summary=count")).await.body["total"].as_u64();
    let (patients, observations) = (count("Patient").await, count("Observation").await);
    assert_eq!(patients, observations, "no bundle is there by half");
    assert!(patients >= Some(numbers.len() as u64));
    rig.hub.stop().await.expect("it stops");
}
