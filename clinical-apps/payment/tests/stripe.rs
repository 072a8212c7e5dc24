//! Payments through Stripe: an answer that is missing is no failure, and nothing is paid or given back twice.

use nilecare_testkit::servers::StripeFault;
use serde_json::json;

use crate::common::{PAYMENTS, hospital, string, usd};

#[tokio::test]
async fn an_intent_is_created_with_ids_of_ours_only_and_the_payers_secret_is_not_kept() {
    let hospital = hospital().await;
    let begun = hospital
        .initiate("stripe", 500, json!({"payer": "EVE EVERYWOMAN"}))
        .await;
    assert_eq!(begun["status"], "processing", "{begun}");
    let secret = string(&begun["next_step"]["client_secret"]);
    assert_eq!(secret, "pi_000001_secret_of_the_payer");
    let body = hospital.stripe.bodies().join("\n");
    assert!(body.contains("amount=500") && body.contains("currency=usd"), "{body}");
    assert!(
        !body.contains("EVERYWOMAN") && !body.contains(&hospital.patient),
        "{body}"
    );
    let now = hospital.payment(&begun).await;
    assert!(now.get("next_step").is_none(), "{now}");
    let db = hospital.db("payment").await;
    for table in ["payments", "outbox_events"] {
        let sql = sqlx::AssertSqlSafe(format!("SELECT body FROM {table}"));
        let rows: Vec<(String,)> = sqlx::query_as(sql).fetch_all(db.readers()).await.expect("it reads");
        assert!(rows.iter().all(|(body,)| !body.contains("secret")), "{table}");
    }
}

#[tokio::test]
async fn a_payment_without_an_answer_stays_on_its_way_and_is_asked_for_again() {
    for fault in [StripeFault::DoneAndSilent, StripeFault::Broken, StripeFault::TooMany] {
        let hospital = hospital().await;
        hospital.stripe.fault(fault);
        let begun = hospital.initiate("stripe", 500, json!({})).await;
        assert_eq!(begun["status"], "processing", "{fault:?}");
        assert!(begun.get("external_reference").is_none());
        assert_eq!(hospital.pass("30s").await.n_settled, 0, "too early to ask");
        hospital.pass("31s").await;
        let intent = hospital.stripe.only_intent();
        assert_eq!(
            hospital.payment(&begun).await["external_reference"],
            intent["id"],
            "{fault:?}"
        );
        hospital.stripe.pay(&string(&intent["id"]), 500);
        assert_eq!(hospital.pass("61s").await.n_settled, 1);
        assert_eq!(hospital.status(&begun).await, "confirmed");
        assert_eq!(hospital.pass("61s").await.n_settled, 0);
        assert_eq!(hospital.topics().await, ["payment.completed"]);
    }
}

#[tokio::test]
async fn a_refusal_fails_and_a_provider_that_is_not_there_was_not_asked() {
    let hospital = hospital().await;
    hospital.stripe.fault(StripeFault::Declined);
    let begun = hospital.initiate("stripe", 500, json!({})).await;
    assert_eq!(
        (&begun["status"], &begun["end_reason"]),
        (&json!("failed"), &json!("card_declined"))
    );
    assert_eq!(hospital.topics().await, ["payment.failed"]);
    let hospital = crate::common::hospital_with(|options| {
        // Nobody listens on the port of an address that was given back.
        let free = std::net::TcpListener::bind("127.0.0.1:0").expect("a port is free");
        let address = free.local_addr().expect("it is bound");
        let stripe = options.providers.get_mut("stripe").expect("it is set");
        stripe.base_url = Some(format!("http://{address}"));
    })
    .await;
    let begun = hospital.initiate("stripe", 500, json!({})).await;
    assert_eq!(
        (&begun["status"], &begun["end_reason"]),
        (&json!("failed"), &json!("provider-not-reached"))
    );
}

#[tokio::test]
async fn another_amount_than_was_asked_for_counts_only_when_a_person_has_looked() {
    let hospital = hospital().await;
    let begun = hospital.initiate("stripe", 500, json!({})).await;
    hospital.stripe.pay(&string(&begun["external_reference"]), 400);
    hospital.pass("61s").await;
    hospital.pass("61s").await;
    let now = hospital.payment(&begun).await;
    assert_eq!(
        (&now["status"], &now["attention"]),
        (&json!("processing"), &json!("amount-differs"))
    );
    let items = hospital
        .http
        .get(&format!("{PAYMENTS}/reconciliation?status=mismatch&difference=amount"))
        .await;
    assert_eq!(items["items"].as_array().map(Vec::len), Some(1), "{items}");
    let item = &items["items"][0];
    assert_eq!((&item["external_amount"], &item["own_amount"]), (&usd(400), &usd(500)));
    assert!(hospital.topics().await.is_empty());
}

#[tokio::test]
async fn a_payment_that_waits_for_a_day_is_shown_to_a_person() {
    let hospital = hospital().await;
    let begun = hospital.initiate("stripe", 500, json!({})).await;
    hospital.pass("23h").await;
    assert!(hospital.payment(&begun).await.get("attention").is_none());
    hospital.pass("1h").await;
    let now = hospital.payment(&begun).await;
    assert_eq!(
        (&now["status"], &now["attention"]),
        (&json!("processing"), &json!("no-answer"))
    );
}

#[tokio::test]
async fn the_same_key_tells_the_payer_the_next_step_again() {
    let hospital = hospital().await;
    let (key, path_of, request) = (
        crate::common::key(),
        format!("{PAYMENTS}/initiate"),
        hospital.request("stripe", 500, json!({})),
    );
    let (_, first) = hospital.http.command(&path_of, &key, &request).await;
    let (status, again) = hospital.http.command(&path_of, &key, &request).await;
    assert_eq!(
        (status, &again["id"], &again["next_step"]),
        (201, &first["id"], &first["next_step"])
    );
    assert_eq!(hospital.stripe.bodies().len(), 1);
}
