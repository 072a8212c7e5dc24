//! Every role on every route of the hub: the matrix is a reviewed file beside this one. `UPDATE=1` writes it anew.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::time::Duration;

use nilecare_auth::roles::ROLES;
use nilecare_drills::HubFolder;
use reqwest::{Client, Method, RequestBuilder, Response};
use serde_json::{Value, json};

const NILECARE: &str = env!("CARGO_BIN_EXE_nilecare");
const ADMIN_PASSWORD: &str = "drill-password-0815";
const PASSWORD: &str = "seven lamps in the hall";
/// An id that nothing has.
const NOBODY: &str = "01ARZ3NDEKTSV4RRFFQ69G5FAV";
const LIMIT: Duration = Duration::from_secs(20);
/// What anybody may call; each of them asks for a proof in its body. A new line here is a decision.
const PUBLIC: [&str; 9] = [
    "POST /api/v1/auth/login",
    "POST /api/v1/auth/login/enrol",
    "POST /api/v1/auth/login/enrol/confirm",
    "POST /api/v1/auth/login/second-factor",
    "POST /api/v1/auth/logout",
    "POST /api/v1/auth/refresh",
    // Says who it is in its first message.
    "GET /api/v1/live",
    // Signed by the provider.
    "POST /api/v1/notifications/callbacks/twilio",
    // Is signed by its provider.
    "POST /api/v1/payments/webhook/{provider}",
];
/// Permissions over patients' data in the services: what needs one of them is on record.
const PATIENT_DATA: [&str; 28] = [
    "patients:",
    "encounters:",
    "allergies:",
    "conditions:",
    "procedures:",
    "immunizations:",
    "vital-signs:",
    "notes:",
    "lab-orders:",
    "lab-results:",
    "adt:",
    "cds:",
    "cds-alerts:",
    "prescriptions:",
    "administrations:",
    "appointments:",
    "beds:",
    "billing:",
    "charges:",
    "invoices:",
    "payments:",
    "claims:",
    "ehr:",
    "stock:",
    "vitals:",
    "vital-alarms:",
    "device-associations:",
    "notifications:send",
];

struct Route {
    method: Method,
    path: String,
    access: String,
    is_audited: bool,
}

struct Hub {
    base: String,
    client: Client,
}

impl Hub {
    fn call(&self, method: &Method, path: &str, token: Option<&str>) -> RequestBuilder {
        let request = self.client.request(method.clone(), format!("{}{path}", self.base));
        match token {
            Some(token) => request.bearer_auth(token),
            None => request,
        }
    }

    async fn post(&self, path: &str, token: Option<&str>, body: Value) -> Value {
        let answer = self.call(&Method::POST, path, token).json(&body).send().await;
        let answer = answer.expect("the hub answers");
        assert!(answer.status().is_success(), "{path}: {}", answer.status());
        answer.json().await.expect("JSON")
    }

    async fn sign_in(&self, username: &str, password: &str) -> String {
        let body = json!({"username": username, "password": password});
        let tokens = self.post("/api/v1/auth/login", None, body).await;
        tokens["access_token"].as_str().expect("a token").to_owned()
    }

    async fn routes(&self) -> Vec<Route> {
        let answer = self.call(&Method::GET, "/api/openapi.json", None).send().await;
        let document: Value = answer.expect("the hub answers").json().await.expect("JSON");
        let paths = document["paths"].as_object().expect("paths");
        let mut routes = Vec::new();
        for (path, item) in paths {
            for (method, operation) in item.as_object().expect("operations") {
                let Ok(method) = method.to_ascii_uppercase().parse() else {
                    continue;
                };
                let Some(access) = operation["x-permission"].as_str() else {
                    assert!(
                        operation.get("responses").is_none(),
                        "{method} {path} states no permission"
                    );
                    continue;
                };
                routes.push(Route {
                    method,
                    path: path.clone(),
                    access: access.to_owned(),
                    is_audited: operation["x-audited"] == true,
                });
            }
        }
        routes.sort_by_key(|route| (route.path.clone(), route.method.to_string()));
        routes
    }

    /// Calls a route with a body that no command takes; only whether it is let through counts.
    async fn attempt(&self, route: &Route, token: Option<&str>) -> Attempt {
        let mut path = String::new();
        for (at, part) in route.path.split('{').enumerate() {
            let rest = if at == 0 {
                part
            } else {
                part.split_once('}').expect("a whole parameter").1
            };
            path.push_str(if at == 0 { "" } else { NOBODY });
            path.push_str(rest);
        }
        let call = self.call(&route.method, &path, token);
        let call = if route.method == Method::GET {
            call
        } else {
            call.json(&json!({}))
        };
        match tokio::time::timeout(LIMIT, call.send()).await {
            Ok(Ok(answer)) => judge(answer).await,
            Ok(Err(error)) => panic!("{} {}: {error}", route.method, route.path),
            Err(_) => panic!("{} {} does not answer", route.method, route.path),
        }
    }
}

#[derive(Debug, PartialEq, Eq)]
enum Attempt {
    NotSignedIn,
    NotPermitted,
    LetThrough,
}

async fn judge(answer: Response) -> Attempt {
    match answer.status().as_u16() {
        401 => {
            let problem: Value = answer.json().await.expect("a problem");
            if problem["type"] == "unauthenticated" {
                Attempt::NotSignedIn
            } else {
                Attempt::LetThrough
            }
        }
        403 => {
            let problem: Value = answer.json().await.expect("a problem");
            if problem["type"] == "permission-missing" {
                Attempt::NotPermitted
            } else {
                Attempt::LetThrough
            }
        }
        _ => Attempt::LetThrough,
    }
}

fn matrix_file() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/access_matrix.txt")
}

/// Adds a user for each role and signs them in.
async fn tokens(hub: &Hub) -> BTreeMap<&'static str, String> {
    let admin = hub.sign_in("admin", ADMIN_PASSWORD).await;
    let mut tokens = BTreeMap::new();
    for role in ROLES {
        let username = format!("user-{}", role.name);
        let body = json!({"username": username, "password": PASSWORD, "roles": [role.name]});
        hub.post("/api/v1/users", Some(&admin), body).await;
        tokens.insert(role.name, hub.sign_in(&username, PASSWORD).await);
    }
    tokens
}

#[tokio::test]
async fn every_role_meets_on_every_route_what_was_reviewed() {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let process = HubFolder::new(Path::new(NILECARE), folder.path()).expect("the binary is built");
    let process = process.start().await.expect("it starts");
    let hub = Hub {
        base: process.api().base().to_owned(),
        client: Client::builder().no_proxy().build().expect("a client"),
    };
    let tokens = tokens(&hub).await;
    let routes = hub.routes().await;
    assert!(routes.len() > 80, "only {} routes are described", routes.len());

    let mut matrix = String::from("# Which role is let through on which route; written by UPDATE=1, to be reviewed.\n");
    let mut public = Vec::new();
    for route in &routes {
        let name = format!("{} {}", route.method, route.path);
        if route.access == "public" {
            public.push(name);
            continue;
        }
        assert_eq!(hub.attempt(route, None).await, Attempt::NotSignedIn, "{name}");
        let is_patient_data = PATIENT_DATA.iter().any(|begin| route.access.starts_with(begin));
        assert!(route.is_audited || !is_patient_data, "{name} is not on record");
        let mut let_through = Vec::new();
        for (role, token) in &tokens {
            match hub.attempt(route, Some(token)).await {
                Attempt::LetThrough => let_through.push(*role),
                Attempt::NotPermitted => {}
                Attempt::NotSignedIn => panic!("{name}: the token of {role} was refused"),
            }
        }
        let _ = writeln!(matrix, "{name} | {} | {}", route.access, let_through.join(" "));
    }
    assert_eq!(public, PUBLIC);
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(matrix_file(), &matrix).expect("the file can be written");
    }
    let reviewed = std::fs::read_to_string(matrix_file()).unwrap_or_default();
    for (now, then) in matrix.lines().zip(reviewed.lines()) {
        assert_eq!(now, then, "run with UPDATE=1 and review the difference");
    }
    assert_eq!(
        matrix.lines().count(),
        reviewed.lines().count(),
        "run with UPDATE=1 and review the difference"
    );
}
