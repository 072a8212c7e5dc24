//! A gateway in front of services, over sockets.

use std::collections::HashMap;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use axum::Router;
use axum::body::Bytes;
use axum::extract::ws::{Message, WebSocketUpgrade};
use axum::routing::{any, get, post};
use futures_util::{SinkExt, StreamExt};
use http::{HeaderMap, StatusCode};
use nilecare_gateway::{GatewayOptions, RateLimit, RateLimits, router};
use nilecare_http::{HttpOptions, Principal, TokenIssuer, TokenKey, TokenVerifier, Upstream, finish};
use nilecare_types::{Clock, Secret, SystemClock};
use reqwest::Client;
use serde_json::{Value, json};
use tokio::net::TcpListener;
use tokio_tungstenite::tungstenite;

const LIMIT: Duration = Duration::from_secs(20);

async fn serve(router: Router) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let address = listener.local_addr().expect("it is bound");
    let app = router.into_make_service_with_connect_info::<SocketAddr>();
    tokio::spawn(async move { axum::serve(listener, app).await });
    address
}

/// Says who it is, and what it was sent.
fn service(name: &'static str) -> Router {
    let echo = move |headers: HeaderMap, body: Bytes| async move {
        let header = |name: &str| {
            headers
                .get(name)
                .and_then(|value| value.to_str().ok())
                .map(str::to_owned)
        };
        axum::Json(json!({
            "service": name, "bytes": body.len(), "for": header("x-forwarded-for"), "id": header("x-request-id"),
            "connection": header("connection"),
        }))
    };
    let socket = |upgrade: WebSocketUpgrade| async {
        upgrade.on_upgrade(|mut socket| async move {
            while let Some(Ok(Message::Text(text))) = socket.recv().await {
                let _ = socket.send(Message::Text(format!("heard {text}").into())).await;
            }
        })
    };
    let described = json!({
        "openapi": "3.1.0", "paths": { format!("/api/v1/{name}"): { "get": {} } },
        "components": { "schemas": { name: { "type": "object" } } },
    });
    Router::new()
        .route("/api/v1/live", any(socket))
        .route("/api/openapi.json", get(move || async move { axum::Json(described) }))
        .route("/api/v1/late", get(std::future::pending::<()>))
        .route("/api/v1/teapot", post(|| async { StatusCode::IM_A_TEAPOT }))
        .fallback(echo)
}

struct Rig {
    base: String,
    issuer: TokenIssuer,
    client: Client,
}

impl Rig {
    async fn start(services: &[(&str, &[SocketAddr])], limits: RateLimits) -> Self {
        let clock: Arc<dyn Clock> = Arc::new(SystemClock);
        let key = TokenKey::new(Secret::new("k".repeat(32))).expect("it is long enough");
        let place = |(name, instances): &(&str, &[SocketAddr])| {
            let bases: Vec<_> = instances
                .iter()
                .map(|address| format!("http://{address}").parse().expect("a URL"))
                .collect();
            (
                (*name).to_owned(),
                Arc::new(Upstream::new(&bases).expect("they are base URLs")),
            )
        };
        let options = GatewayOptions {
            routes: vec![
                ("/api/v1/lab/orders".to_owned(), "lab".to_owned()),
                ("/api/v1/patients/{id}/results".to_owned(), "lab".to_owned()),
            ],
            services: services.iter().map(place).collect::<HashMap<_, _>>(),
            main: "main".to_owned(),
            unchecked: vec!["/api/v1/auth/".to_owned()],
            limits,
            max_body_bytes: 1000,
            timeout: Duration::from_secs(1),
        };
        let verifier = TokenVerifier::new(&key, Arc::clone(&clock));
        let router = router(options, verifier).expect("every service has a place");
        let http = HttpOptions {
            self_timed: &["/"],
            ..HttpOptions::default()
        };
        Self {
            base: format!("http://{}", serve(finish(router, http)).await),
            issuer: TokenIssuer::new(&key, clock),
            client: Client::builder()
                .connect_timeout(LIMIT)
                .timeout(LIMIT)
                .build()
                .expect("it has no certificates to read"),
        }
    }

    fn token(&self, user: &str) -> String {
        let principal = Principal {
            user_id: user.to_owned(),
            username: user.to_owned(),
            roles: Vec::new(),
            permissions: Vec::new(),
            service: false,
            session: None,
        };
        self.issuer.issue(&principal).token.expose().to_owned()
    }

    async fn get(&self, path: &str) -> (u16, HeaderMap, Value) {
        let request = self.client.get(format!("{}{path}", self.base));
        answer(request.header("x-request-id", "r-1")).await
    }
}

async fn answer(request: reqwest::RequestBuilder) -> (u16, HeaderMap, Value) {
    let response = request.send().await.expect("the gateway answers");
    let (status, headers) = (response.status().as_u16(), response.headers().clone());
    let body = response.bytes().await.expect("the whole answer");
    (status, headers, serde_json::from_slice(&body).unwrap_or(Value::Null))
}

#[tokio::test]
async fn requests_go_to_their_services_and_all_others_to_main() {
    let (main, lab) = (serve(service("main")).await, serve(service("lab")).await);
    let rig = Rig::start(&[("main", &[main]), ("lab", &[lab])], RateLimits::default()).await;
    for (path, service) in [
        ("/api/v1/lab/orders?cursor=a", "lab"),
        ("/api/v1/patients/P1/results", "lab"),
        ("/api/v1/patients/P1", "main"),
        ("/fhir/R4/Patient", "main"),
        ("/", "main"),
    ] {
        let (status, headers, body) = rig.get(path).await;
        assert_eq!((status, &body["service"]), (200, &json!(service)), "{path}");
        assert_eq!((&body["for"], &body["id"]), (&json!("127.0.0.1"), &json!("r-1")));
        assert_eq!(headers["x-content-type-options"], "nosniff");
    }
    let teapot = rig.client.post(format!("{}/api/v1/teapot", rig.base)).send().await;
    assert_eq!(
        teapot.expect("it answers").status(),
        418,
        "what a service answers is passed on"
    );
    let (_, _, document) = rig.get("/api/openapi.json").await;
    assert!(document["paths"]["/api/v1/lab"].is_object() && document["components"]["schemas"]["main"].is_object());
    assert_eq!(document["x-missing"], Value::Null);
}

#[tokio::test]
async fn a_token_that_is_not_valid_goes_no_further_except_to_sign_in() {
    let main = serve(service("main")).await;
    let rig = Rig::start(&[("main", &[main]), ("lab", &[main])], RateLimits::default()).await;
    let get = |path: &str, token: &str| answer(rig.client.get(format!("{}{path}", rig.base)).bearer_auth(token));
    assert_eq!(get("/api/v1/x", &rig.token("amna")).await.0, 200);
    let (status, headers, problem) = get("/api/v1/x", "nonsense").await;
    assert_eq!((status, problem["type"].as_str()), (401, Some("unauthenticated")));
    assert!(headers.contains_key("www-authenticate"));
    assert_eq!(get("/api/v1/auth/refresh", "nonsense").await.0, 200);
}

#[tokio::test]
async fn each_caller_has_so_many_requests() {
    let main = serve(service("main")).await;
    let limit = |requests| RateLimit {
        requests,
        per: Duration::from_secs(60),
    };
    let limits = RateLimits {
        user: limit(3),
        address: limit(2),
    };
    let rig = Rig::start(&[("main", &[main]), ("lab", &[main])], limits).await;
    let get = |user: &str| answer(rig.client.get(format!("{}/x", rig.base)).bearer_auth(rig.token(user)));
    let mut statuses = Vec::new();
    for _ in 0..4 {
        statuses.push(get("amna").await.0);
    }
    assert_eq!(statuses, [200, 200, 200, 429]);
    let (_, headers, problem) = get("amna").await;
    assert_eq!(
        (&headers["ratelimit-limit"], &headers["ratelimit-remaining"]),
        (&"3".parse().unwrap(), &"0".parse().unwrap())
    );
    assert!(
        headers["retry-after"]
            .to_str()
            .is_ok_and(|s| s.parse::<u64>().is_ok_and(|s| (1..=20).contains(&s)))
    );
    assert_eq!(problem["type"], "too-many-requests");
    assert_eq!(get("omar").await.0, 200, "others go on");
    assert_eq!(
        [rig.get("/x").await.0, rig.get("/x").await.0, rig.get("/x").await.0],
        [200, 200, 429]
    );
}

#[tokio::test]
async fn a_dead_instance_is_gone_around_and_a_dead_service_is_told() {
    let (main, gone) = (serve(service("main")).await, nobody());
    let rig = Rig::start(&[("main", &[gone, main]), ("lab", &[gone])], RateLimits::default()).await;
    for _ in 0..10 {
        assert_eq!(rig.get("/x").await.0, 200);
    }
    let (status, _, problem) = rig.get("/api/v1/lab/orders").await;
    assert_eq!((status, problem["type"].as_str()), (503, Some("service-unavailable")));
    let (_, _, document) = rig.get("/api/openapi.json").await;
    assert_eq!(document["x-missing"], json!(["lab"]));
    for _ in 0..2 {
        rig.get("/api/v1/lab/orders").await;
    }
    let (status, _, health) = rig.get("/health/services").await;
    assert_eq!(
        (status, &health["lab"]["in_use"], &health["main"]["instances"]),
        (503, &json!(0), &json!(2))
    );
}

/// An address where nobody listens.
fn nobody() -> SocketAddr {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a free port");
    listener.local_addr().expect("it is bound")
}

#[tokio::test]
async fn slow_services_and_large_bodies_are_refused_in_time() {
    let main = serve(service("main")).await;
    let rig = Rig::start(&[("main", &[main]), ("lab", &[main])], RateLimits::default()).await;
    let (status, _, problem) = rig.get("/api/v1/late").await;
    assert_eq!((status, problem["type"].as_str()), (504, Some("request-timed-out")));
    let post = |body: Vec<u8>| rig.client.post(format!("{}/x", rig.base)).body(body);
    let (status, _, body) = answer(post(vec![b'x'; 1000])).await;
    assert_eq!((status, &body["bytes"]), (200, &json!(1000)));
    assert_eq!(answer(post(vec![b'x'; 1001])).await.0, 413);
    let parts = futures_util::stream::iter((0..3).map(|_| Ok::<_, std::io::Error>(vec![b'x'; 500])));
    let streamed = rig
        .client
        .post(format!("{}/x", rig.base))
        .body(reqwest::Body::wrap_stream(parts));
    assert_eq!(answer(streamed).await.0, 413, "also when its length is not told");
}

#[tokio::test]
async fn web_sockets_are_passed_through() {
    let main = serve(service("main")).await;
    let rig = Rig::start(&[("main", &[main]), ("lab", &[main])], RateLimits::default()).await;
    let url = format!("{}/api/v1/live", rig.base.replace("http", "ws"));
    let (mut socket, _) = tokio_tungstenite::connect_async(url).await.expect("it is upgraded");
    for text in ["one", "two"] {
        socket.send(tungstenite::Message::text(text)).await.expect("it is open");
        let reply = tokio::time::timeout(Duration::from_secs(10), socket.next()).await;
        let reply = reply.expect("it comes").expect("it is open").expect("it is a message");
        assert_eq!(reply.into_text().expect("it is text").as_str(), format!("heard {text}"));
    }
    socket.close(None).await.expect("it closes");
}

#[tokio::test]
async fn a_reply_streams_while_it_is_made() {
    static SENT: AtomicU32 = AtomicU32::new(0);
    let endless = || async {
        let parts = futures_util::stream::unfold((), |()| async {
            SENT.fetch_add(1, Ordering::Relaxed);
            tokio::time::sleep(Duration::from_millis(10)).await;
            Some((Ok::<_, std::io::Error>(Bytes::from_static(b"part")), ()))
        });
        axum::body::Body::from_stream(parts)
    };
    let main = serve(Router::new().route("/stream", get(endless))).await;
    let rig = Rig::start(&[("main", &[main]), ("lab", &[main])], RateLimits::default()).await;
    let mut response = rig
        .client
        .get(format!("{}/stream", rig.base))
        .send()
        .await
        .expect("it begins");
    assert_eq!(
        response.chunk().await.expect("it comes").expect("there is more"),
        "part"
    );
    drop(response);
    tokio::time::sleep(Duration::from_millis(300)).await;
    let before = SENT.load(Ordering::Relaxed);
    tokio::time::sleep(Duration::from_millis(300)).await;
    assert_eq!(
        SENT.load(Ordering::Relaxed),
        before,
        "who goes away is not sent to any more"
    );
}
