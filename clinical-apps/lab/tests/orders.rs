//! Orders: placing, changing, cancelling, access.

use crate::common::{glucose, key, lab, request, string};
use nilecare_contracts::lab::{OrderRequest, ResultReport};
use nilecare_http::{dangling_references, routes_without_permission};
use serde_json::json;

const REQUESTS: &str = "/api/v1/lab/order-requests";

#[tokio::test]
async fn an_order_is_placed_changed_and_cancelled_by_the_placers_number() {
    let lab = lab(true).await;
    let patient = lab.patient("1").await;
    let mut new = request("new", "1");
    new["priority"] = json!("stat");
    new["ordering_provider"] = json!({"id": "D17", "family": "Osman"});
    new["requested_at"] = json!("2026-11-22T09:00:00Z");
    let placed = lab.order(&new).await;
    assert_eq!(
        (&placed["outcome"], &placed["status"]),
        (&json!("created"), &json!("active"))
    );
    assert!(string(&placed["order_number"]).starts_with("LAB-"));
    assert_eq!(lab.order(&new).await["outcome"], "unchanged");

    let mut change = request("change", "1");
    change["tests"] = json!([{"system": "LN", "code": "718-7", "text": "Haemoglobin"}]);
    change["ordering_provider"] = json!(null);
    assert_eq!(lab.order(&change).await["outcome"], "updated");
    let path = format!("/api/v1/lab/orders/{}", string(&placed["order_id"]));
    let order = lab.http.get(&path).await;
    assert_eq!(
        (&order["tests"], &order["priority"]),
        (&change["tests"], &json!("stat"))
    );
    assert_eq!(
        (order.get("ordering_provider"), &order["requested_at"]),
        (None, &json!("2026-11-22T09:00:00Z"))
    );

    let mut status = request("status", "1");
    status["status"] = json!("in-progress");
    assert_eq!(lab.order(&status).await["status"], "in-progress");
    assert_eq!(lab.order(&request("cancel", "1")).await["outcome"], "cancelled");
    assert_eq!(lab.order(&request("cancel", "1")).await["outcome"], "unchanged");
    for control in ["new", "change"] {
        let (code, problem) = lab.http.command(REQUESTS, &key(), &request(control, "1")).await;
        assert_eq!((code, &problem["type"]), (409, &json!("order-state")), "{control}");
    }
    let orders = lab.http.get(&format!("/api/v1/lab/orders?patient={patient}")).await;
    assert_eq!(
        (orders["items"].as_array().map(Vec::len), &orders["items"][0]["status"]),
        (Some(1), &json!("cancelled"))
    );
}

#[tokio::test]
async fn a_completed_order_is_not_cancelled_and_results_of_a_cancelled_one_are_kept() {
    let lab = lab(true).await;
    let patient = lab.patient("1").await;
    let placed = lab.order(&request("new", "1")).await;
    let filed = lab.report(&glucose("10:00", "1", "final", "7.4")).await;
    assert_eq!(filed["order_id"], placed["order_id"]);
    let (status, problem) = lab.http.command(REQUESTS, &key(), &request("cancel", "1")).await;
    assert_eq!((status, &problem["type"]), (409, &json!("order-state")));

    let mut second = request("new", "1");
    second["placer_number"]["value"] = json!("O2");
    lab.order(&second).await;
    second["control"] = json!("cancel");
    lab.order(&second).await;
    let mut report = glucose("10:00", "1", "final", "7.4");
    report["order"]["placer_number"]["value"] = json!("O2");
    report["order"]["filler_number"]["value"] = json!("F2");
    let filed = lab.report(&report).await;
    assert_eq!(lab.results(&patient).await.len(), 2);
    let order = lab
        .http
        .get(&format!("/api/v1/lab/orders/{}", string(&filed["order_id"])))
        .await;
    assert_eq!(order["status"], "cancelled");
}

#[tokio::test]
async fn what_nobody_ordered_cannot_be_cancelled_and_a_change_places_it() {
    let lab = lab(true).await;
    lab.patient("1").await;
    lab.patient("2").await;
    let (status, problem) = lab.http.command(REQUESTS, &key(), &request("cancel", "1")).await;
    assert_eq!((status, &problem["type"]), (422, &json!("order-unknown")));
    assert_eq!(lab.order(&request("change", "1")).await["outcome"], "created");
    let (status, problem) = lab.http.command(REQUESTS, &key(), &request("change", "2")).await;
    assert_eq!((status, &problem["type"]), (409, &json!("order-of-another-patient")));
    let (status, problem) = lab.http.command(REQUESTS, &key(), &request("new", "9")).await;
    assert_eq!((status, &problem["type"]), (422, &json!("patient-unknown")));
}

#[tokio::test]
async fn the_same_key_gets_the_first_reply() {
    let lab = lab(true).await;
    lab.patient("1").await;
    let first = lab.http.command(REQUESTS, "k", &request("new", "1")).await;
    lab.order(&request("cancel", "1")).await;
    assert_eq!(lab.http.command(REQUESTS, "k", &request("new", "1")).await, first);
    let (status, problem) = lab.http.command(REQUESTS, "k", &request("change", "1")).await;
    assert_eq!((status, &problem["type"]), (422, &json!("idempotency-key-reused")));
    lab.rig.clock.advance(jiff::SignedDuration::from_hours(31 * 24));
    assert_eq!(lab.service.forget_old_commands().await.expect("it forgets"), 2);
    let (status, problem) = lab.http.command(REQUESTS, "", &request("new", "1")).await;
    assert_eq!((status, &problem["type"]), (400, &json!("idempotency-key-missing")));
}

#[tokio::test]
async fn samples_of_the_contracts_are_taken_and_bad_requests_are_refused_with_paths() {
    let lab = lab(true).await;
    // New, cancel, change, status: after the cancellation the order takes no more.
    let mut statuses = Vec::new();
    for sample in OrderRequest::samples() {
        let body = serde_json::to_value(&sample).expect("it serialises");
        statuses.push(lab.http.command(REQUESTS, &key(), &body).await.0);
    }
    assert_eq!(statuses, [200, 200, 409, 409]);
    for sample in ResultReport::samples() {
        lab.report(&serde_json::to_value(&sample).expect("it serialises")).await;
    }
    let mut bad = request("new", "1");
    bad["tests"] = json!([]);
    bad["placer_number"]["value"] = json!("");
    let (status, problem) = lab.http.command(REQUESTS, &key(), &bad).await;
    let expected = json!([
        "/placer_number/value: must not be empty",
        "/tests: needs at least one test"
    ]);
    assert_eq!((status, &problem["problems"]), (422, &expected));
    let mut bad = glucose("10:00", "1", "final", "OSMAN");
    bad["observations"][0]["unit"] = json!(7);
    let (status, problem) = lab.http.command("/api/v1/lab/result-reports", &key(), &bad).await;
    assert_eq!(
        (status, &problem["problems"]),
        (422, &json!(["/observations/0/unit: expected a string"]))
    );
    bad["observations"][0]["unit"] = json!("mmol/L");
    let (status, problem) = lab.http.command("/api/v1/lab/result-reports", &key(), &bad).await;
    assert_eq!((status, problem.to_string().contains("OSMAN")), (422, false));
    assert!(
        string(&problem["problems"][0]).starts_with("/observations/0/value/value:"),
        "{problem}"
    );
}

#[tokio::test]
async fn every_route_asks_for_a_token_and_for_its_own_permission() {
    let lab = lab(true).await;
    let id = "01ARZ3NDEKTSV4RRFFQ69G5FAV";
    for (method, path, permission) in [
        ("GET", format!("/api/v1/lab/orders?patient={id}"), "lab-orders:read"),
        ("GET", format!("/api/v1/lab/orders/{id}"), "lab-orders:read"),
        ("POST", REQUESTS.to_owned(), "lab-orders:write"),
        ("GET", format!("/api/v1/lab/results?patient={id}"), "lab-results:read"),
        ("GET", format!("/api/v1/lab/results/{id}"), "lab-results:read"),
        ("POST", "/api/v1/lab/result-reports".to_owned(), "lab-results:write"),
    ] {
        let status = async |token| {
            lab.http
                .send(method, &path, token, "", &json!({}))
                .await
                .status()
                .as_u16()
        };
        assert_eq!(status(None).await, 401, "{method} {path}");
        assert_eq!(
            status(Some(lab.http.token(&["patients:*"]))).await,
            403,
            "{method} {path}"
        );
        let allowed = status(Some(lab.http.token(&[permission]))).await;
        assert!(![401, 403, 500].contains(&allowed), "{method} {path}: {allowed}");
    }
    assert_eq!(
        dangling_references(lab.service.router().get_openapi()),
        Vec::<String>::new()
    );
    assert_eq!(
        routes_without_permission(lab.service.router().get_openapi()),
        Vec::<String>::new()
    );
}
