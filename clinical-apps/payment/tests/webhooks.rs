//! What providers tell: signed, once, and never backwards.

use nilecare_testkit::LogCapture;
use serde_json::{Value, json};

use crate::common::{Hospital, PAYMENTS, event, hospital, path, string, stripe_signature, usd};

async fn kept(hospital: &Hospital) -> Vec<Value> {
    let page = hospital.http.get(&format!("{PAYMENTS}/webhooks")).await;
    page["items"].as_array().expect("a list").clone()
}

fn outcomes(kept: &[Value]) -> Vec<String> {
    kept.iter().map(|one| string(&one["outcome"])).collect()
}

#[tokio::test]
async fn a_webhook_confirms_once_however_often_it_comes() {
    let hospital = hospital().await;
    let begun = hospital.initiate("stripe", 500, json!({})).await;
    let intent = hospital.stripe.pay(&string(&begun["external_reference"]), 500);
    let told = event("evt_1", "payment_intent.succeeded", &intent);
    for _ in 0..3 {
        assert_eq!(hospital.tell(&told).await, 200);
    }
    let now = hospital.payment(&begun).await;
    assert_eq!(
        (&now["status"], &now["verified_how"]),
        (&json!("confirmed"), &json!("webhook"))
    );
    assert_eq!(hospital.topics().await, ["payment.completed"]);
    let again = event("evt_2", "payment_intent.succeeded", &intent);
    assert_eq!(hospital.tell(&again).await, 200);
    assert_eq!(outcomes(&kept(&hospital).await), ["applied", "ignored"]);
    assert_eq!(hospital.topics().await, ["payment.completed"]);
}

#[tokio::test]
async fn what_is_forged_late_or_unreadable_is_refused_and_not_kept() {
    let hospital = hospital().await;
    let begun = hospital.initiate("stripe", 500, json!({})).await;
    let intent = hospital.stripe.pay(&string(&begun["external_reference"]), 500);
    let body = event("evt_1", "payment_intent.succeeded", &intent).to_string();
    let now = nilecare_types::Clock::now(&*hospital.rig.clock).as_second();
    let good = stripe_signature("whsec_of_the_test", now, &body);
    let forged = stripe_signature("whsec_of_somebody", now, &body);
    let (old, early) = (
        stripe_signature("whsec_of_the_test", now - 301, &body),
        stripe_signature("whsec_of_the_test", now + 301, &body),
    );
    let changed = body.replace("\"amount_received\":500", "\"amount_received\":501");
    for (header, body, expected) in [
        (Some(&forged), &body, 400),
        (Some(&old), &body, 400),
        (Some(&early), &body, 400),
        (Some(&good), &changed, 400),
        (None, &body, 400),
    ] {
        let headers: Vec<_> = header
            .iter()
            .map(|header| ("stripe-signature", header.as_str()))
            .collect();
        assert_eq!(hospital.webhook("stripe", &headers, body).await, expected);
    }
    let text = "not json";
    let header = stripe_signature("whsec_of_the_test", now, text);
    assert_eq!(
        hospital.webhook("stripe", &[("stripe-signature", &header)], text).await,
        422
    );
    let large = "x".repeat(256 * 1024 + 1);
    assert_eq!(
        hospital
            .webhook("stripe", &[("stripe-signature", &header)], &large)
            .await,
        413
    );
    assert_eq!(
        hospital.webhook("cash", &[("stripe-signature", &good)], &body).await,
        404
    );
    assert_eq!(
        hospital.webhook("nobody", &[("stripe-signature", &good)], &body).await,
        404
    );
    assert!(kept(&hospital).await.is_empty());
    assert_eq!(hospital.status(&begun).await, "processing");
    assert_eq!(
        hospital.webhook("stripe", &[("stripe-signature", &good)], &body).await,
        200
    );
    assert_eq!(hospital.status(&begun).await, "confirmed");
}

#[tokio::test]
async fn old_news_do_not_bring_a_payment_back() {
    let hospital = hospital().await;
    let begun = hospital.initiate("stripe", 500, json!({})).await;
    let id = string(&begun["external_reference"]);
    let mut before = hospital.stripe.only_intent();
    before["last_payment_error"] = json!({"code": "card_declined"});
    let after = hospital.stripe.pay(&id, 500);
    assert_eq!(
        hospital.tell(&event("evt_2", "payment_intent.succeeded", &after)).await,
        200
    );
    assert_eq!(
        hospital
            .tell(&event("evt_1", "payment_intent.payment_failed", &before))
            .await,
        200
    );
    assert_eq!(hospital.status(&begun).await, "confirmed");
    assert_eq!(outcomes(&kept(&hospital).await), ["applied", "out-of-order"]);
    assert_eq!(hospital.topics().await, ["payment.completed"]);
}

#[tokio::test]
async fn money_that_comes_after_a_failure_counts() {
    let hospital = hospital().await;
    let begun = hospital.initiate("stripe", 500, json!({})).await;
    let id = string(&begun["external_reference"]);
    let mut failed = hospital.stripe.only_intent();
    failed["last_payment_error"] = json!({"code": "card_declined"});
    hospital
        .tell(&event("evt_1", "payment_intent.payment_failed", &failed))
        .await;
    let now = hospital.payment(&begun).await;
    assert_eq!(
        (&now["status"], &now["end_reason"]),
        (&json!("failed"), &json!("card_declined"))
    );
    let paid = hospital.stripe.pay(&id, 500);
    hospital.tell(&event("evt_2", "payment_intent.succeeded", &paid)).await;
    assert_eq!(hospital.status(&begun).await, "confirmed");
    assert_eq!(hospital.topics().await, ["payment.failed", "payment.completed"]);
}

#[tokio::test]
async fn news_that_come_too_early_wait_for_the_payment() {
    let hospital = hospital().await;
    let begun = hospital.initiate("stripe", 500, json!({})).await;
    let id = string(&begun["external_reference"]);
    let charge = json!({"id": "ch_1", "payment_intent": id, "amount_refunded": 200, "currency": "usd"});
    assert_eq!(hospital.tell(&event("evt_2", "charge.refunded", &charge)).await, 200);
    let closed = json!({"id": "dp_1", "payment_intent": id, "amount": 300, "currency": "usd", "status": "lost"});
    assert_eq!(
        hospital.tell(&event("evt_4", "charge.dispute.closed", &closed)).await,
        200
    );
    assert_eq!(outcomes(&kept(&hospital).await), ["too-early", "too-early"]);
    let paid = hospital.stripe.pay(&id, 500);
    hospital.tell(&event("evt_1", "payment_intent.succeeded", &paid)).await;
    let opened = json!({"id": "dp_1", "payment_intent": id, "amount": 300, "currency": "usd", "reason": "fraudulent"});
    hospital.tell(&event("evt_3", "charge.dispute.created", &opened)).await;
    assert_eq!(hospital.pass("10s").await.n_webhooks, 2);
    let now = hospital.payment(&begun).await;
    assert_eq!(
        (&now["status"], &now["refunded"]),
        (&json!("refunded"), &usd(500)),
        "{now}"
    );
}

#[tokio::test]
async fn what_the_provider_gives_back_by_itself_is_a_refund_once() {
    let hospital = hospital().await;
    let paid = hospital.paid_by_stripe(500).await;
    let id = string(&paid["external_reference"]);
    let charge = |total: i64| json!({"id": "ch_1", "payment_intent": id, "amount_refunded": total, "currency": "usd"});
    hospital.tell(&event("evt_1", "charge.refunded", &charge(200))).await;
    hospital.tell(&event("evt_2", "charge.refunded", &charge(200))).await;
    let now = hospital.payment(&paid).await;
    assert_eq!(
        (&now["status"], &now["refunded"]),
        (&json!("partially-refunded"), &usd(200))
    );
    // One of ours is told, too, and is known already.
    let asked = json!({"amount": usd(100), "reason": "not done"});
    let refund = hospital.post(&format!("{}/refunds", path("", &paid)), &asked).await;
    hospital
        .post_as("manager", &format!("{}/approve", path("refunds", &refund)), &json!({}))
        .await;
    hospital.tell(&event("evt_3", "charge.refunded", &charge(300))).await;
    assert_eq!(hospital.payment(&paid).await["refunded"], usd(300));
    let refunds = hospital.http.get(&format!("{PAYMENTS}/refunds")).await;
    assert_eq!(refunds["items"].as_array().map(Vec::len), Some(2), "{refunds}");
    assert_eq!(refunds["items"][0]["is_by_provider"], true);
}

#[tokio::test]
async fn a_dispute_holds_the_payment_and_takes_it_back_when_it_is_lost() {
    for (outcome, expected, refunded) in [("won", "confirmed", 0), ("lost", "refunded", 500)] {
        let hospital = hospital().await;
        let paid = hospital.paid_by_stripe(500).await;
        let id = string(&paid["external_reference"]);
        let mut dispute = json!({"id": "dp_1", "payment_intent": id, "amount": 500, "currency": "usd", "reason": "fraudulent", "status": "needs_response"});
        hospital.tell(&event("evt_1", "charge.dispute.created", &dispute)).await;
        assert_eq!(hospital.status(&paid).await, "disputed");
        let asked = json!({"amount": usd(1), "reason": "not done"});
        let refused = hospital.refused(&format!("{}/refunds", path("", &paid)), &asked).await;
        assert_eq!(refused, (409, "payment-state".to_owned()));
        dispute["status"] = json!(outcome);
        hospital.tell(&event("evt_2", "charge.dispute.closed", &dispute)).await;
        hospital.tell(&event("evt_3", "charge.dispute.closed", &dispute)).await;
        let now = hospital.payment(&paid).await;
        assert_eq!((&now["status"], &now["refunded"]), (&json!(expected), &usd(refunded)));
        let disputes = hospital
            .http
            .get(&format!("{PAYMENTS}/disputes?status={outcome}"))
            .await;
        assert_eq!(disputes["items"].as_array().map(Vec::len), Some(1), "{disputes}");
        let topics = hospital.topics().await;
        let back = topics.iter().filter(|topic| *topic == "payment.refunded").count();
        assert_eq!(
            (topics[1].as_str(), back),
            ("payment.disputed", usize::from(outcome == "lost")),
            "{topics:?}"
        );
    }
}

#[tokio::test]
async fn secrets_and_what_tells_of_cards_and_payers_are_not_kept_or_logged() {
    let (logs, _guard) = LogCapture::for_this_thread();
    let hospital = hospital().await;
    let begun = hospital.initiate("stripe", 500, json!({})).await;
    let mut intent = hospital.stripe.pay(&string(&begun["external_reference"]), 500);
    intent["note"] = json!("card 4111 1111 1111 1111");
    assert_eq!(
        hospital
            .tell(&event("evt_1", "payment_intent.succeeded", &intent))
            .await,
        200
    );
    let text = kept(&hospital).await[0].to_string();
    for forbidden in ["secret", "4242", "EVERYWOMAN", "example.org", "4111"] {
        assert!(!text.contains(forbidden), "{forbidden}: {text}");
    }
    logs.assert_absent(&["_secret", "4242", "EVERYWOMAN", "4111"]);
    assert!(text.contains("evt_1") && text.contains("pi_000001"), "{text}");
}

#[tokio::test]
async fn another_payment_at_the_provider_that_names_ours_does_not_confirm_it() {
    let hospital = hospital().await;
    let begun = hospital.initiate("stripe", 500, json!({})).await;
    let mut other = hospital.stripe.pay(&string(&begun["external_reference"]), 500);
    other["id"] = json!("pi_999999");
    assert_eq!(
        hospital.tell(&event("evt_1", "payment_intent.succeeded", &other)).await,
        200
    );
    assert_eq!(hospital.status(&begun).await, "processing");
    assert_eq!(outcomes(&kept(&hospital).await), ["unmatched"]);
}

#[tokio::test]
async fn an_event_of_something_else_is_kept_and_changes_nothing() {
    let hospital = hospital().await;
    assert_eq!(
        hospital
            .tell(&event("evt_1", "customer.created", &json!({"id": "cus_1"})))
            .await,
        200
    );
    let other = json!({"id": "pi_999999", "status": "succeeded", "amount_received": 5, "currency": "usd"});
    assert_eq!(
        hospital.tell(&event("evt_2", "payment_intent.succeeded", &other)).await,
        200
    );
    assert_eq!(outcomes(&kept(&hospital).await), ["ignored", "unmatched"]);
    let waiting = hospital
        .http
        .get(&format!("{PAYMENTS}/webhooks?is_processed=false"))
        .await;
    assert_eq!(waiting["items"].as_array().map(Vec::len), Some(1));
}
