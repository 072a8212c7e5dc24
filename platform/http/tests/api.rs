//! The whole API as a client meets it: access, refusals, limits, time-outs, unknown routes.

use std::sync::Arc;
use std::time::Duration;

use axum::body::Body;
use bytes::Bytes;
use http::{Request, Response, StatusCode, header};
use http_body_util::BodyExt;
use nilecare_http::*;
use nilecare_types::{Page, Problem, Secret, SystemClock};
use tower::ServiceExt;

const NOTES_READ: Permission = Permission::new("notes:read");
const NOTES_WRITE: Permission = Permission::new("notes:write");

#[derive(serde::Serialize, serde::Deserialize, utoipa::ToSchema)]
struct Note {
    text: String,
}

#[utoipa::path(get, path = "/api/v1/notes", params(ListQuery), responses((status = 200, body = Page<Note>)))]
async fn list_notes(Query(list): Query<ListQuery>) -> Json<Page<Note>> {
    let notes = (0..list.fetch()).map(|n| Note { text: n.to_string() }).collect();
    Json(Page::from_rows(notes, list.limit(), |note| note.text.clone()))
}

#[utoipa::path(post, path = "/api/v1/notes", request_body = Note, responses((status = 200, body = Note)))]
async fn create_note(principal: Principal, Json(note): Json<Note>) -> Json<Note> {
    Json(Note {
        text: format!("{} by {}", note.text, principal.username),
    })
}

#[utoipa::path(get, path = "/api/v1/slow", responses((status = 204)))]
async fn slow() -> StatusCode {
    std::future::pending().await
}

#[utoipa::path(get, path = "/api/v1/unhurried", responses((status = 204)))]
async fn unhurried() -> StatusCode {
    // Longer than other routes may take here.
    tokio::time::sleep(LIMIT * 2).await;
    StatusCode::NO_CONTENT
}

#[utoipa::path(get, path = "/api/v1/panic", responses((status = 204)))]
async fn panicking() -> StatusCode {
    panic!("Osman Digna, born 1840")
}

/// How long a request may take.
const LIMIT: Duration = Duration::from_millis(50);

struct Api {
    router: axum::Router,
    openapi: utoipa::openapi::OpenApi,
    issuer: TokenIssuer,
}

fn api() -> Api {
    let key = TokenKey::new(Secret::new("0123456789abcdef0123456789abcdef".to_owned())).expect("32 bytes");
    let verifier = TokenVerifier::new(&key, Arc::new(SystemClock));
    let (router, openapi) = ApiRoutes::new(&verifier)
        .permit(NOTES_READ, routes!(list_notes))
        .permit(NOTES_WRITE, routes!(create_note))
        .public(routes!(slow))
        .public(routes!(unhurried))
        .public(routes!(panicking))
        .into_router()
        .split_for_parts();
    let options = HttpOptions {
        timeout: LIMIT,
        body_limit_bytes: 1024,
        self_timed: &["/api/v1/unhurried"],
    };
    Api {
        router: finish(router, options),
        openapi,
        issuer: TokenIssuer::new(&key, Arc::new(SystemClock)),
    }
}

impl Api {
    fn token(&self, permissions: &[&str]) -> String {
        let permissions = permissions.iter().map(|&p| p.to_owned()).collect();
        let principal = Principal {
            user_id: "1".into(),
            username: "amna".into(),
            roles: vec![],
            permissions,
            ..Principal::default()
        };
        format!("Bearer {}", self.issuer.issue(&principal).token.expose())
    }

    async fn send(&self, method: &str, path: &str, token: Option<String>, body: &str) -> Response<Bytes> {
        let mut request = Request::builder()
            .method(method)
            .uri(path)
            .header(header::CONTENT_TYPE, "application/json");
        if let Some(token) = token {
            request = request.header(header::AUTHORIZATION, token);
        }
        let request = request.body(Body::from(body.to_owned())).expect("a valid request");
        let (parts, body) = self
            .router
            .clone()
            .oneshot(request)
            .await
            .expect("routers do not fail")
            .into_parts();
        Response::from_parts(parts, body.collect().await.expect("a whole body").to_bytes())
    }
}

fn problem(reply: &Response<Bytes>) -> Problem {
    assert_eq!(reply.headers()[header::CONTENT_TYPE], PROBLEM_JSON);
    let problem: Problem = serde_json::from_slice(reply.body()).expect("a problem");
    assert_eq!(problem.status, reply.status().as_u16());
    problem
}

#[tokio::test]
async fn a_route_asks_for_a_token_and_for_its_permission_before_it_reads_the_body() {
    let api = api();
    let anonymous = api.send("POST", "/api/v1/notes", None, "not json").await;
    assert_eq!(problem(&anonymous).code, "unauthenticated");
    assert!(
        anonymous.headers()[header::WWW_AUTHENTICATE]
            .to_str()
            .expect("text")
            .starts_with("Bearer")
    );
    let forged = api
        .send("POST", "/api/v1/notes", Some("Bearer x.y.z".into()), "not json")
        .await;
    assert_eq!(forged.status(), 401);
    let reader = api
        .send("POST", "/api/v1/notes", Some(api.token(&["notes:read"])), "not json")
        .await;
    assert_eq!(
        (reader.status().as_u16(), problem(&reader).code.as_str()),
        (403, "permission-missing")
    );
    let writer = api
        .send(
            "POST",
            "/api/v1/notes",
            Some(api.token(&["notes:*"])),
            r#"{"text":"fever"}"#,
        )
        .await;
    assert_eq!(writer.body().as_ref(), br#"{"text":"fever by amna"}"#);
}

#[tokio::test]
async fn refusals_are_problems_and_never_repeat_what_was_sent() {
    let api = api();
    let token = || Some(api.token(&["*"]));
    for (path, body, status, code) in [
        ("/api/v1/notes", "{\"text\":", 400, "json-invalid"),
        ("/api/v1/notes", "{\"text\":[\"Osman\"]}", 422, "validation-failed"),
        (
            "/api/v1/notes",
            &format!("{{\"text\":\"{}\"}}", "x".repeat(2000)),
            413,
            "body-too-large",
        ),
        ("/api/v1/nothing", "", 404, "route-not-found"),
    ] {
        let reply = api.send("POST", path, token(), body).await;
        assert_eq!((reply.status().as_u16(), problem(&reply).code.as_str()), (status, code));
        assert!(!String::from_utf8_lossy(reply.body()).contains("Osman"));
    }
    let method = api.send("DELETE", "/api/v1/notes", token(), "").await;
    assert_eq!(
        (method.status().as_u16(), problem(&method).code.as_str()),
        (405, "method-not-allowed")
    );
}

#[tokio::test]
async fn a_method_that_is_not_known_names_those_that_are() {
    let api = api();
    let reply = api.send("DELETE", "/api/v1/notes", None, "").await;
    assert_eq!(reply.status(), 405);
    assert_eq!(reply.headers()[header::ALLOW], "GET,HEAD,POST");
}

#[tokio::test]
async fn lists_give_50_rows_or_as_many_as_asked_for() {
    let api = api();
    let n_rows = async |query: &str| {
        let reply = api
            .send("GET", &format!("/api/v1/notes{query}"), Some(api.token(&["*"])), "")
            .await;
        serde_json::from_slice::<Page<Note>>(reply.body())
            .map(|page| page.items.len())
            .map_err(|_| problem(&reply))
    };
    assert_eq!(n_rows("").await, Ok(50));
    assert_eq!(n_rows("?limit=2&cursor=x").await, Ok(2));
    for bad in ["?limit=0", "?limit=501", "?limit=Osman"] {
        let problem = n_rows(bad).await.expect_err("the limit is not valid");
        assert_eq!(problem.problems, ["/limit: expected a whole number from 1 to 500"]);
    }
}

#[tokio::test]
async fn slow_handlers_time_out_and_panics_are_answered_without_their_text() {
    let api = api();
    assert_eq!(
        problem(&api.send("GET", "/api/v1/slow", None, "").await).code,
        "request-timed-out"
    );
    let unhurried = api.send("GET", "/api/v1/unhurried", None, "").await;
    assert_eq!(unhurried.status(), 204, "it limits its time by itself");
    let panicked = api.send("GET", "/api/v1/panic", None, "").await;
    assert_eq!(panicked.status(), 500);
    assert!(!String::from_utf8_lossy(panicked.body()).contains("Osman"));
    assert_eq!(panicked.headers()[REQUEST_ID].len(), 26);
}

#[tokio::test]
async fn a_safe_request_id_is_kept_and_an_unsafe_one_is_replaced() {
    let api = api();
    for (given, kept) in [("ward-7.1", true), ("a b", false), ("", false)] {
        let request = Request::builder()
            .uri("/api/v1/nothing")
            .header(REQUEST_ID, given)
            .body(Body::empty());
        let reply = api
            .router
            .clone()
            .oneshot(request.expect("valid"))
            .await
            .expect("infallible");
        assert_eq!(reply.headers()[REQUEST_ID] == given, kept, "{given}");
    }
}

#[test]
fn the_openapi_document_states_each_permission_and_finds_undeclared_routes() {
    let api = api();
    assert_eq!(routes_without_permission(&api.openapi), Vec::<String>::new());
    let document = serde_json::to_value(&api.openapi).expect("it serialises");
    let notes = &document["paths"]["/api/v1/notes"];
    assert_eq!(notes["get"]["x-permission"], "notes:read");
    assert_eq!(notes["post"]["x-permission"], "notes:write");
    assert_eq!(notes["post"]["security"][0]["bearer"], serde_json::json!([]));
    assert_eq!(document["paths"]["/api/v1/slow"]["get"]["x-permission"], "public");
    let bare: OpenApiRouter = OpenApiRouter::new().routes(routes!(list_notes));
    assert_eq!(routes_without_permission(bare.get_openapi()), ["GET /api/v1/notes"]);
}
