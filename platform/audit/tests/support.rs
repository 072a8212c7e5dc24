//! A log in a folder of its own, and a service with two routes behind it.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use axum::extract::State;
use bytes::Bytes;
use http::{Request, Response, StatusCode, header};
use http_body_util::BodyExt;
use nilecare_audit::{AuditKey, AuditLog, NewEntry, Outcome, Recorder};
use nilecare_http::{
    ApiError, ApiRoutes, HttpOptions, Json, OpenApiRouter, Permission, Principal, TokenIssuer, TokenKey, TokenVerifier,
    finish, routes,
};
use nilecare_sql::{Db, Dialect};
use nilecare_testkit::TestStore;
use nilecare_types::{FixedClock, Secret, Timestamp};
use serde_json::{Value, json};
use tower::ServiceExt;

pub const PATIENT: &str = "01ARZ3NDEKTSV4RRFFQ69G5FAV";
const READ: Permission = Permission::new("patients:read");
const WRITE: Permission = Permission::new("patients:write");

pub struct Rig {
    pub log: AuditLog,
    pub db: Db,
    pub n_changes: Arc<AtomicUsize>,
    router: axum::Router,
    issuer: TokenIssuer,
    _folder: TestStore,
}

pub fn key(letter: &str) -> AuditKey {
    AuditKey::new(&Secret::new(letter.repeat(32))).expect("32 bytes")
}

pub async fn rig() -> Rig {
    let folder = TestStore::new();
    let url = folder.url("audit");
    let db = Db::open(&url).await.expect("it opens");
    let log = AuditLog::open(db.clone(), key("a")).await.expect("it opens");
    let clock = Arc::new(FixedClock::at(Timestamp::from_second(1_800_000_000).expect("in range")));
    let token_key = TokenKey::new(Secret::new("k".repeat(32))).expect("32 bytes");
    let verifier = TokenVerifier::new(&token_key, clock.clone());
    let recorder = Recorder::new(log.clone(), clock.clone());
    let n_changes = Arc::new(AtomicUsize::new(0));
    let patients: OpenApiRouter = ApiRoutes::new(&verifier)
        .audited(Some(Arc::new(recorder.clone())))
        .permit(READ, routes!(get_patient))
        .permit(WRITE, routes!(add_patient))
        .into_router()
        .with_state(n_changes.clone());
    let all = patients.merge(log.router(&verifier, recorder));
    Rig {
        router: finish(all.split_for_parts().0, HttpOptions::default()),
        issuer: TokenIssuer::new(&token_key, clock),
        log,
        db,
        n_changes,
        _folder: folder,
    }
}

#[utoipa::path(get, path = "/api/v1/patients/{id}", responses((status = 200)))]
async fn get_patient() -> Json<Value> {
    Json(json!({"id": PATIENT, "name": "EVERYMAN^ADAM"}))
}

#[utoipa::path(post, path = "/api/v1/patients", responses((status = 201)))]
async fn add_patient(
    State(n_changes): State<Arc<AtomicUsize>>,
    body: String,
) -> Result<(StatusCode, Json<Value>), ApiError> {
    if body.is_empty() {
        return Err(ApiError::unprocessable(vec!["/name: must not be empty".to_owned()]));
    }
    n_changes.fetch_add(1, Ordering::SeqCst);
    Ok((
        StatusCode::CREATED,
        Json(json!({"id": PATIENT, "name": "EVERYMAN^ADAM"})),
    ))
}

impl Rig {
    pub async fn send(&self, method: &str, path: &str, permissions: &[&str], body: &'static str) -> Response<Bytes> {
        let token = self.issuer.issue(&Principal {
            user_id: "u1".into(),
            username: "amna".into(),
            roles: vec!["doctor".into()],
            permissions: permissions.iter().map(|&permission| permission.to_owned()).collect(),
            ..Principal::default()
        });
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header(header::AUTHORIZATION, format!("Bearer {}", token.token.expose()))
            .header("x-access-reason", "rounds")
            .header("x-request-id", "r-1")
            .body(axum::body::Body::from(body))
            .expect("a valid request");
        let (parts, body) = self
            .router
            .clone()
            .oneshot(request)
            .await
            .expect("infallible")
            .into_parts();
        Response::from_parts(parts, body.collect().await.expect("a whole body").to_bytes())
    }

    /// Everything on record, oldest first.
    pub async fn entries(&self) -> Vec<Value> {
        let found = self
            .log
            .search(&Default::default(), i64::MAX, 100)
            .await
            .expect("it finds");
        found
            .iter()
            .rev()
            .map(|entry| serde_json::to_value(entry).expect("JSON"))
            .collect()
    }

    /// Writes `n` entries straight into the log.
    pub async fn fill(&self, n: usize) {
        for _ in 0..n {
            self.log.append(entry()).await.expect("it writes");
        }
    }

    /// Does to the tables what somebody with the database can do.
    pub async fn tamper(&self, sql: &'static str) {
        let (before, index, after) = match self.db.dialect() {
            Dialect::Sqlite => (&OPEN_SQLITE[..], INDEX_SQLITE, &[][..]),
            Dialect::Mysql => (&OPEN_MYSQL[..], INDEX_MYSQL, &["SET foreign_key_checks = 1"][..]),
            Dialect::Postgres => (
                &["SET LOCAL session_replication_role = replica"][..],
                INDEX_POSTGRES,
                &[][..],
            ),
        };
        let mut tx = self.db.begin_write().await.expect("it begins");
        let between = ["DELETE FROM audit_patients", sql, index];
        let statements = before.iter().chain(&between).chain(after);
        for statement in statements {
            sqlx::raw_sql(sqlx::AssertSqlSafe(*statement))
                .execute(&mut *tx)
                .await
                .expect(statement);
        }
        tx.commit().await.expect("it commits");
    }

    /// Makes the database refuse entries, as a full disk does, or take them again.
    pub async fn refuse_entries(&self, refuse: bool) {
        let sql = match (self.db.dialect(), refuse) {
            (Dialect::Sqlite, true) => {
                "CREATE TRIGGER no_more BEFORE INSERT ON audit_entries BEGIN SELECT RAISE(ABORT, 'full'); END"
            }
            (Dialect::Mysql, true) => {
                "CREATE TRIGGER no_more BEFORE INSERT ON audit_entries FOR EACH ROW \
                 SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'full'"
            }
            (Dialect::Postgres, true) => {
                "CREATE TRIGGER no_more BEFORE INSERT ON audit_entries FOR EACH ROW EXECUTE FUNCTION say_no('full')"
            }
            (Dialect::Postgres, false) => "DROP TRIGGER no_more ON audit_entries",
            (Dialect::Sqlite | Dialect::Mysql, false) => "DROP TRIGGER no_more",
        };
        let mut tx = self.db.begin_write().await.expect("it begins");
        sqlx::raw_sql(sql).execute(&mut *tx).await.expect(sql);
        tx.commit().await.expect("it commits");
    }
}

const OPEN_SQLITE: [&str; 3] = [
    "DROP TRIGGER IF EXISTS audit_entries_stay",
    "DROP TRIGGER IF EXISTS audit_entries_stay_the_same",
    "PRAGMA defer_foreign_keys = ON",
];
const OPEN_MYSQL: [&str; 3] = [
    "DROP TRIGGER IF EXISTS audit_entries_stay",
    "DROP TRIGGER IF EXISTS audit_entries_stay_the_same",
    "SET foreign_key_checks = 0",
];
const INDEX_SQLITE: &str =
    "INSERT INTO audit_patients (patient, seq) SELECT value, seq FROM audit_entries, json_each(content, '$.patients')";
const INDEX_MYSQL: &str = "INSERT INTO audit_patients (patient, seq) SELECT patient, seq FROM audit_entries, \
                           JSON_TABLE(content, '$.patients[*]' COLUMNS (patient VARCHAR(64) PATH '$')) AS named";
const INDEX_POSTGRES: &str = "INSERT INTO audit_patients (patient, seq) SELECT patient, seq FROM audit_entries, \
                              jsonb_array_elements_text(content::jsonb -> 'patients') AS patient";

pub fn entry() -> NewEntry {
    NewEntry {
        at: Timestamp::from_second(1_800_000_000).expect("in range"),
        actor: "u1".into(),
        username: "amna".into(),
        roles: vec!["doctor".into()],
        action: "patients:read".into(),
        route: "GET /api/v1/patients/{id}".into(),
        patients: vec![PATIENT.into()],
        reason: None,
        address: None,
        request_id: "r-1".into(),
        outcome: Outcome::Done,
        of: None,
    }
}
