//! Statements, ageing, and the cash of the day.

use serde_json::json;

use crate::common::{BILLING, hospital, path, sdg};

#[tokio::test]
async fn a_statement_begins_and_ends_with_what_the_ledger_says() {
    let hospital = hospital().await;
    hospital.prices(&[("procedure", "pound", 100, 0)]).await;
    let patient = hospital.patient("1").await;
    let invoice = hospital.invoiced(&patient, 10).await;
    hospital.set_time("2026-11-25T12:00:00Z");
    hospital.paid(&invoice["account_id"], 400).await;
    hospital.set_time("2026-11-25T21:59:59Z");
    hospital.invoiced(&patient, 1).await;
    hospital.set_time("2026-11-25T22:00:00Z");
    hospital.paid(&invoice["account_id"], 50).await;
    let account = json!({"id": invoice["account_id"]});
    let statements = format!("{}/statements", path("accounts", &account));
    let day = json!({"from": "2026-11-25", "to": "2026-11-25"});
    let statement = hospital.post(&statements, &day).await;
    assert_eq!(
        (&statement["opening"], &statement["closing"]),
        (&sdg(1_000), &sdg(700)),
        "{statement}"
    );
    let lines: Vec<_> = statement["lines"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|line| (line["kind"].as_str(), line["amount"]["amount"].as_i64()))
        .collect();
    assert_eq!(
        lines,
        [(Some("payment"), Some(-400)), (Some("invoice-issued"), Some(100))]
    );
    let kept = hospital.http.get(&path("statements", &statement)).await;
    assert_eq!(kept, statement);
    let wrong = json!({"from": "2026-11-26", "to": "2026-11-25"});
    assert_eq!(hospital.refused(&statements, &wrong).await.0, 422);
}

#[tokio::test]
async fn what_is_open_ages_in_the_zone_of_the_facility() {
    let hospital = hospital().await;
    hospital.prices(&[("procedure", "pound", 100, 0)]).await;
    let patient = hospital.patient("1").await;
    let invoice = hospital.invoiced(&patient, 10).await;
    let aging = format!("{BILLING}/reports/aging?facility={}", hospital.facility);
    let overdue = format!("{BILLING}/invoices?overdue=true&facility={}", hospital.facility);
    // It is due on the 22nd of December; that day ends at 22:00 UTC.
    for (now, bucket, n_overdue) in [
        ("2026-12-22T21:59:00Z", "current", 0),
        ("2026-12-22T22:00:00Z", "days-1-30", 1),
        ("2027-01-22T12:00:00Z", "days-31-60", 1),
        ("2027-02-21T12:00:00Z", "days-61-90", 1),
        ("2027-04-01T12:00:00Z", "older", 1),
    ] {
        hospital.set_time(now);
        let report = hospital.http.get(&aging).await;
        let sum = json!([{"bucket": bucket, "n_invoices": 1, "open": sdg(1_000)}]);
        assert_eq!(report["sums"], sum, "{now}");
        let late = hospital.http.get(&overdue).await;
        assert_eq!(late["items"].as_array().map(Vec::len), Some(n_overdue), "{now}");
    }
    hospital.paid(&invoice["account_id"], 1_000).await;
    assert_eq!(hospital.http.get(&aging).await["sums"], json!([]));
}

#[tokio::test]
async fn the_cash_of_a_day_is_told_by_cashier_and_method() {
    let hospital = hospital().await;
    hospital.prices(&[("procedure", "pound", 100, 0)]).await;
    let patient = hospital.patient("1").await;
    let invoice = hospital.invoiced(&patient, 1).await;
    let payments = format!("{BILLING}/payments");
    let pay = |amount: i64, method: &str, reference: &str| json!({"account_id": invoice["account_id"], "amount": sdg(amount), "method": method, "reference": reference});
    let first = hospital.post_as("amal", &payments, &pay(500, "cash", "")).await.1;
    hospital.post_as("amal", &payments, &pay(70, "card", "T1")).await;
    hospital.post_as("badr", &payments, &pay(30, "cash", "")).await;
    let refunds = format!("{}/refunds", path("payments", &first));
    let (status, _) = hospital
        .post_as("amal", &refunds, &json!({"amount": sdg(100), "reason": "too much"}))
        .await;
    assert_eq!(status, 201);
    let cash = format!("{BILLING}/reports/cash?facility={}", hospital.facility);
    let report = hospital.http.get(&cash).await;
    let line = |by: &str, method: &str, n: u32, taken: i64, given: i64| json!({"by": by, "method": method, "n_entries": n, "taken": sdg(taken), "given": sdg(given), "net": sdg(taken - given)});
    let expected = json!([
        line("amal", "card", 1, 70, 0),
        line("amal", "cash", 2, 500, 100),
        line("badr", "cash", 1, 30, 0)
    ]);
    assert_eq!((&report["on"], &report["sums"]), (&json!("2026-11-22"), &expected));
    let day_before = hospital.http.get(&format!("{cash}&on=2026-11-21")).await;
    assert_eq!(day_before["sums"], json!([]));
}
