//! Services called by name: in this process and over a socket, with the same checks.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::{Request, StatusCode};
use nilecare_http::*;
use nilecare_types::{Secret, SystemClock};

const ECHO: Permission = Permission::new("echo:use");
const TIMEOUT: Duration = Duration::from_secs(5);

#[utoipa::path(post, path = "/api/v1/echo", responses((status = 200)))]
async fn echo(principal: Principal, body: String) -> String {
    format!("{} said {body}", principal.user_id)
}

#[utoipa::path(get, path = "/api/v1/slow", responses((status = 204)))]
async fn slow() -> StatusCode {
    std::future::pending().await
}

fn key() -> TokenKey {
    TokenKey::new(Secret::new("0123456789abcdef0123456789abcdef".to_owned())).expect("32 bytes")
}

fn router() -> axum::Router {
    let verifier = TokenVerifier::new(&key(), Arc::new(SystemClock));
    let routes = ApiRoutes::new(&verifier)
        .permit(ECHO, routes!(echo))
        .public(routes!(slow))
        .into_router();
    finish(routes.into(), HttpOptions::default())
}

fn identity(permissions: &[&str]) -> ServiceIdentity {
    ServiceIdentity::new("lab", permissions, TokenIssuer::new(&key(), Arc::new(SystemClock)))
}

async fn serve() -> String {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let address = listener.local_addr().expect("it is bound");
    tokio::spawn(async move { axum::serve(listener, router()).await });
    format!("http://{address}")
}

async fn callers(permissions: &[&str]) -> [Caller; 2] {
    let local = InProcess::new(identity(permissions));
    local.register("echo", router());
    let base = serve().await.parse().expect("a URL");
    let remote = Remote::new(
        HashMap::from([("echo".to_owned(), vec![base])]),
        identity(permissions),
        RemoteOptions::default(),
    );
    let nobody = Remote::new(HashMap::new(), identity(&[]), RemoteOptions::default()).expect("it builds");
    let empty = Arc::new(InProcess::new(identity(&[])));
    [
        Caller::new(Arc::new(local), Arc::new(nobody)),
        Caller::new(empty, Arc::new(remote.expect("it builds"))),
    ]
}

fn post(path: &str) -> Request<Bytes> {
    Request::post(path)
        .body(Bytes::from_static(b"hello"))
        .expect("a valid request")
}

#[tokio::test]
async fn a_service_answers_the_same_in_process_and_over_the_network() {
    for caller in callers(&["echo:use"]).await {
        let reply = caller
            .call("echo", post("/api/v1/echo"), TIMEOUT)
            .await
            .expect("it answers");
        assert_eq!(reply.body().as_ref(), b"service:lab said hello");
    }
    for caller in callers(&["other:use"]).await {
        let reply = caller
            .call("echo", post("/api/v1/echo"), TIMEOUT)
            .await
            .expect("it answers");
        assert_eq!(reply.status(), 403);
        let problem = read_json::<String>("echo", &reply).expect_err("a refusal");
        assert_eq!(problem.code, "permission-missing");
    }
}

#[tokio::test]
async fn what_went_wrong_is_told_apart() {
    for caller in callers(&["echo:use"]).await {
        let unknown = caller
            .call("billing", post("/x"), TIMEOUT)
            .await
            .expect_err("nobody has that name");
        assert_eq!(
            (unknown.kind(), unknown.is_transient()),
            (ServiceCallErrorKind::NotFound, false)
        );
        let slow = Request::get("/api/v1/slow").body(Bytes::new()).expect("valid");
        let late = caller
            .call("echo", slow, Duration::from_millis(50))
            .await
            .expect_err("it never answers");
        assert_eq!(
            (late.kind(), late.is_transient()),
            (ServiceCallErrorKind::TimedOut, true)
        );
    }
    // A port that was just given back has no listener.
    let free = std::net::TcpListener::bind("127.0.0.1:0")
        .and_then(|l| l.local_addr())
        .expect("a free port");
    let base = format!("http://{free}").parse().expect("a URL");
    let bases = HashMap::from([("gone".to_owned(), vec![base])]);
    let remote = Remote::new(bases, identity(&[]), RemoteOptions::default()).expect("it builds");
    let gone = remote
        .call("gone", post("/api/v1/x?identifier=4711"), TIMEOUT)
        .await
        .expect_err("nobody listens");
    assert_eq!(gone.kind(), ServiceCallErrorKind::Unavailable);
    assert!(!gone.to_string().contains("4711"));
    let tls = HashMap::from([("bad".to_owned(), vec!["https://lab:7080".parse().expect("a URL")])]);
    assert!(Remote::new(tls, identity(&[]), RemoteOptions::default()).is_err());
    let relative = HashMap::from([("bad".to_owned(), vec!["/lab".parse().expect("a path")])]);
    assert!(Remote::new(relative, identity(&[]), RemoteOptions::default()).is_err());
}

#[tokio::test]
async fn reading_goes_to_the_instance_that_answers() {
    let gone = std::net::TcpListener::bind("127.0.0.1:0")
        .and_then(|l| l.local_addr())
        .expect("a free port");
    let bases = [format!("http://{gone}"), serve().await].map(|base| base.parse().expect("a URL"));
    let bases = HashMap::from([("echo".to_owned(), bases.to_vec())]);
    let remote = Remote::new(bases, identity(&["echo:use"]), RemoteOptions::default()).expect("it builds");
    let mut n_refused = 0;
    for _ in 0..10 {
        let read = Request::get("/api/v1/nothing").body(Bytes::new()).expect("valid");
        let reply = remote.call("echo", read, TIMEOUT).await.expect("the other one answers");
        assert_eq!(reply.status(), 404);
        n_refused += usize::from(remote.call("echo", post("/api/v1/echo"), TIMEOUT).await.is_err());
    }
    // What may have been done is not sent twice; and an instance that is away is left alone after three failures.
    assert!(n_refused <= 3, "{n_refused} went to the one that is away");
}
