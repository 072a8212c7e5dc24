//! What is counted: by route template, method and status, so that neither ids nor queries become labels.

use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::Body;
use axum::routing::get;
use http::Request;
use metrics::{
    Counter, CounterFn, Gauge, Histogram, HistogramFn, Key, KeyName, Metadata, Recorder, SharedString, Unit,
};
use nilecare_http::{HttpOptions, finish};
use tower::ServiceExt;

#[derive(Clone, Default)]
struct Recorded(Arc<Mutex<Vec<String>>>);

struct Line(Recorded, String);

impl Line {
    fn of(recorded: &Recorded, key: &Key) -> Arc<Self> {
        let labels: Vec<_> = key
            .labels()
            .map(|label| format!("{}={}", label.key(), label.value()))
            .collect();
        Arc::new(Self(recorded.clone(), format!("{} {}", key.name(), labels.join(" "))))
    }

    fn write(&self) {
        self.0.0.lock().expect("no panic in here").push(self.1.clone());
    }
}

impl CounterFn for Line {
    fn increment(&self, _: u64) {
        self.write();
    }
    fn absolute(&self, _: u64) {}
}

impl HistogramFn for Line {
    fn record(&self, _: f64) {
        self.write();
    }
}

impl Recorder for Recorded {
    fn describe_counter(&self, _: KeyName, _: Option<Unit>, _: SharedString) {}
    fn describe_gauge(&self, _: KeyName, _: Option<Unit>, _: SharedString) {}
    fn describe_histogram(&self, _: KeyName, _: Option<Unit>, _: SharedString) {}
    fn register_counter(&self, key: &Key, _: &Metadata<'_>) -> Counter {
        Counter::from_arc(Line::of(self, key))
    }
    fn register_gauge(&self, _: &Key, _: &Metadata<'_>) -> Gauge {
        Gauge::noop()
    }
    fn register_histogram(&self, key: &Key, _: &Metadata<'_>) -> Histogram {
        Histogram::from_arc(Line::of(self, key))
    }
}

#[tokio::test]
async fn requests_are_counted_and_timed_by_route_template() {
    let recorded = Recorded::default();
    let _guard = metrics::set_default_local_recorder(&recorded);
    let router = Router::new().route("/api/v1/patients/{id}", get(async || "ok"));
    let router = finish(router, HttpOptions::default());
    for (method, path) in [
        ("GET", "/api/v1/patients/4711?name=Osman"),
        ("BREW", "/api/v1/nothing/4711"),
    ] {
        let request = Request::builder()
            .method(method)
            .uri(path)
            .body(Body::empty())
            .expect("valid");
        router.clone().oneshot(request).await.expect("infallible");
    }
    let lines = recorded.0.lock().expect("no panic in here").clone();
    assert_eq!(
        lines,
        [
            "http_requests_total route=/api/v1/patients/{id} method=GET status=200",
            "http_request_duration_seconds route=/api/v1/patients/{id} method=GET",
            "http_requests_total route=unmatched method=OTHER status=404",
            "http_request_duration_seconds route=unmatched method=OTHER",
        ]
    );
}
