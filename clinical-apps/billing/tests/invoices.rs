//! Invoices from the draft to the end.

use serde_json::json;

use crate::common::{BILLING, hospital, path, sdg, string};

#[tokio::test]
async fn tax_is_rounded_for_each_line_and_totals_are_computed_here() {
    let hospital = hospital().await;
    hospital
        .prices(&[
            ("procedure", "a", 150, 1_700),
            ("procedure", "b", 50, 1_700),
            ("procedure", "free", 0, 0),
        ])
        .await;
    let patient = hospital.patient("1").await;
    let first = hospital.charge(&patient, "a", 1).await;
    hospital.charge(&patient, "b", 1).await;
    hospital.charge(&patient, "free", 3).await;
    let draft = json!({"account_id": first["account_id"]});
    let draft = hospital.post(&format!("{BILLING}/invoices"), &draft).await;
    let lines = draft["lines"].as_array().expect("lines");
    // 25.5 and 8.5 piastres of tax: a half goes to the even neighbour.
    let taxes: Vec<_> = lines.iter().map(|line| &line["tax"]["amount"]).collect();
    assert_eq!(taxes, [&json!(26), &json!(8), &json!(0)]);
    assert_eq!(
        (&draft["net"], &draft["tax"], &draft["total"]),
        (&sdg(200), &sdg(34), &sdg(234))
    );
    assert_eq!((&draft["status"], draft.get("invoice_number")), (&json!("draft"), None));
    let charged = hospital.http.get(&path("charges", &first)).await;
    assert_eq!(
        (&charged["status"], &charged["invoice_id"]),
        (&json!("invoiced"), &draft["id"])
    );
    let wrong = json!({"account_id": first["account_id"], "charge_ids": [first["id"]]});
    let again = hospital.refused(&format!("{BILLING}/invoices"), &wrong).await;
    assert_eq!(
        again,
        (409, "billing-state".to_owned()),
        "a charge is on one invoice only"
    );
}

#[tokio::test]
async fn numbers_have_no_gaps_and_drafts_take_none() {
    let hospital = hospital().await;
    hospital.prices(&[("procedure", "pound", 100, 0)]).await;
    let patient = hospital.patient("1").await;
    let mut numbers = Vec::new();
    for _ in 0..3 {
        let charge = hospital.charge(&patient, "pound", 1).await;
        let draft = json!({"account_id": charge["account_id"]});
        let draft = hospital.post(&format!("{BILLING}/invoices"), &draft).await;
        let own = path("invoices", &draft);
        hospital
            .post(&format!("{own}/cancel"), &json!({"reason": "too early"}))
            .await;
        let refused = hospital.refused(&format!("{own}/issue"), &json!({})).await;
        assert_eq!(refused, (409, "billing-state".to_owned()));
        let draft = json!({"account_id": charge["account_id"]});
        let draft = hospital.post(&format!("{BILLING}/invoices"), &draft).await;
        let issued = hospital
            .post(&format!("{}/issue", path("invoices", &draft)), &json!({}))
            .await;
        numbers.push(string(&issued["invoice_number"]));
        assert_eq!(issued["due_on"], "2026-12-22");
    }
    assert_eq!(numbers, ["INV-KRT-000001", "INV-KRT-000002", "INV-KRT-000003"]);
}

#[tokio::test]
async fn a_state_that_does_not_allow_it_is_named_with_what_is_allowed() {
    let hospital = hospital().await;
    hospital.prices(&[("procedure", "pound", 100, 0)]).await;
    let patient = hospital.patient("1").await;
    let invoice = hospital.invoiced(&patient, 5).await;
    let own = path("invoices", &invoice);
    hospital.paid(&invoice["account_id"], 200).await;
    let (status, problem) = hospital
        .http
        .command(&format!("{own}/void"), "", &json!({"reason": "error"}))
        .await;
    assert_eq!((status, &problem["type"]), (409, &json!("billing-state")));
    let text = string(&problem["detail"]);
    assert!(text.contains("partly-paid") && text.contains("written-off"), "{text}");
    let paid = hospital.http.get(&own).await;
    assert_eq!((&paid["status"], &paid["balance"]), (&json!("partly-paid"), &sdg(300)));
    let (status, problem) = hospital
        .http
        .call_if(1, "POST", &format!("{own}/issue"), &json!({}))
        .await;
    assert_eq!((status, &problem["type"]), (409, &json!("version-changed")));
}

#[tokio::test]
async fn a_void_invoice_leaves_nothing_open_and_its_charges_can_be_invoiced_again() {
    let hospital = hospital().await;
    hospital.prices(&[("procedure", "pound", 100, 1_000)]).await;
    let patient = hospital.patient("1").await;
    let invoice = hospital.invoiced(&patient, 5).await;
    assert_eq!(hospital.balance(&invoice["account_id"]).await, (550, 0));
    let own = path("invoices", &invoice);
    let void = hospital
        .post(&format!("{own}/void"), &json!({"reason": "wrong patient"}))
        .await;
    assert_eq!(
        (&void["status"], &void["total"]),
        (&json!("void"), &sdg(550)),
        "what was issued stays to be read"
    );
    assert_eq!(hospital.balance(&invoice["account_id"]).await, (0, 0));
    let draft = json!({"account_id": invoice["account_id"]});
    let draft = hospital.post(&format!("{BILLING}/invoices"), &draft).await;
    assert_eq!(draft["total"], sdg(550));
    let told = hospital.told().await;
    assert_eq!(told, ["billing.charge.captured", "invoice.issued", "invoice.voided"]);
}

#[tokio::test]
async fn an_adjustment_above_the_limit_waits_for_a_second_person() {
    let hospital = hospital().await;
    hospital.prices(&[("procedure", "pound", 100, 0)]).await;
    let settings = format!("{BILLING}/facilities/{}/settings", hospital.facility);
    let limits = json!({"due_days": 10, "adjustment_limit": 100, "refund_limit": 100});
    assert_eq!(hospital.http.call("PUT", &settings, &limits).await.0, 200);
    let patient = hospital.patient("1").await;
    let invoice = hospital.invoiced(&patient, 10).await;
    assert_eq!(invoice["due_on"], "2026-12-02");
    let adjust = format!("{}/adjustments", path("invoices", &invoice));
    let discount = |amount| json!({"kind": "discount", "amount": sdg(amount), "reason_code": "STAFF"});
    let small = hospital.post_as("clerk", &adjust, &discount(100)).await.1;
    assert_eq!(small["status"], "applied");
    let large = hospital.post_as("clerk", &adjust, &discount(101)).await.1;
    assert_eq!(large["status"], "pending");
    assert_eq!(hospital.balance(&invoice["account_id"]).await, (900, 0));
    let approve = format!("{}/approve", path("adjustments", &large));
    let (status, problem) = hospital.post_as("clerk", &approve, &json!({})).await;
    assert_eq!((status, &problem["type"]), (403, &json!("second-person-needed")));
    let (status, agreed) = hospital.post_as("manager", &approve, &json!({})).await;
    assert_eq!((status, &agreed["decided_by"]), (200, &json!("manager")));
    assert_eq!(hospital.balance(&invoice["account_id"]).await, (799, 0));
    let (status, problem) = hospital.post_as("manager", &approve, &json!({})).await;
    assert_eq!(
        (status, &problem["type"]),
        (409, &json!("billing-state")),
        "it counts once"
    );
    let (status, problem) = hospital.post_as("clerk", &adjust, &discount(800)).await;
    assert_eq!((status, &problem["type"]), (409, &json!("amount-exceeded")));
    let rest = json!({"kind": "write-off", "amount": sdg(799), "reason_code": "POOR"});
    let rest = hospital.post_as("clerk", &adjust, &rest).await.1;
    hospital
        .post_as(
            "manager",
            &format!("{}/approve", path("adjustments", &rest)),
            &json!({}),
        )
        .await;
    assert_eq!(
        hospital.http.get(&path("invoices", &invoice)).await["status"],
        "written-off"
    );
}

#[tokio::test]
async fn a_correction_of_what_was_paid_becomes_credit() {
    let hospital = hospital().await;
    hospital.prices(&[("procedure", "pound", 100, 0)]).await;
    let patient = hospital.patient("1").await;
    let invoice = hospital.invoiced(&patient, 10).await;
    let payment = hospital.paid(&invoice["account_id"], 1_000).await;
    let adjust = format!("{}/adjustments", path("invoices", &invoice));
    let correction = json!({"kind": "correction", "amount": sdg(300), "reason_code": "NOT-DONE"});
    hospital.post(&adjust, &correction).await;
    let now = hospital.http.get(&path("invoices", &invoice)).await;
    assert_eq!(
        (&now["status"], &now["paid"], &now["balance"]),
        (&json!("paid"), &sdg(700), &sdg(0))
    );
    assert_eq!(now["lines"], invoice["lines"], "what was issued stays");
    assert_eq!(hospital.balance(&invoice["account_id"]).await, (0, 300));
    let free = hospital.http.get(&path("payments", &payment)).await;
    assert_eq!(free["unallocated"], sdg(300));
}
