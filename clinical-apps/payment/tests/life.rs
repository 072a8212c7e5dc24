//! Payments by hand: cash, transfers, cheques; who may do what; and that nothing is done twice.

use serde_json::json;

use crate::common::{BILLING, Hospital, PAYMENTS, hospital, key, path, string, usd};

#[tokio::test]
async fn cash_goes_into_the_cashiers_drawer_and_is_confirmed_at_once() {
    let hospital = hospital().await;
    let initiate = format!("{PAYMENTS}/initiate");
    let request = hospital.request("cash", 500, json!({}));
    let (status, problem) = hospital.post_as("clerk", &initiate, &request).await;
    assert_eq!(
        (status, &problem["type"]),
        (409, &json!("something-first")),
        "no drawer is open"
    );
    let drawer = hospital.drawer("clerk").await;
    let (status, paid) = hospital.post_as("clerk", &initiate, &request).await;
    assert_eq!((status, &paid["status"]), (201, &json!("confirmed")), "{paid}");
    assert_eq!(
        (&paid["verified_how"], &paid["drawer_id"]),
        (&json!("cash-receipt"), &drawer["id"])
    );
    let close = format!("{}/close", path("drawers", &drawer));
    let (status, _) = hospital
        .post_as("another", &close, &json!({"counted": usd(1_500)}))
        .await;
    assert_eq!(status, 404, "another's drawer");
    let (status, closed) = hospital
        .post_as("clerk", &close, &json!({"counted": usd(1_490), "note": "miscounted"}))
        .await;
    assert_eq!(
        (status, &closed["moved"], &closed["difference"]),
        (200, &usd(500), &usd(-10))
    );
    let (status, problem) = hospital.post_as("clerk", &initiate, &request).await;
    assert_eq!(
        (status, &problem["type"]),
        (409, &json!("something-first")),
        "it is closed"
    );
    assert_eq!(hospital.topics().await, ["payment.completed"]);
}

#[tokio::test]
async fn a_transfer_waits_for_a_second_person_and_its_proof_counts_once() {
    let hospital = hospital().await;
    let initiate = format!("{PAYMENTS}/initiate");
    let without = hospital.request("bank_transfer", 500, json!({}));
    assert_eq!(
        hospital.refused(&initiate, &without).await,
        (422, "validation-failed".to_owned())
    );
    let request = hospital.request(
        "bank_transfer",
        500,
        json!({"proof": {"reference": "TX-1", "sha256": "ab".repeat(32),
        "url": "https://example.org/proofs/tx1.pdf"}}),
    );
    let (_, paid) = hospital.post_as("clerk", &initiate, &request).await;
    assert_eq!(paid["status"], "awaiting-verification", "{paid}");
    assert_eq!(
        hospital.refused(&initiate, &request).await,
        (409, "exists-already".to_owned())
    );
    let verify = format!("{}/verify", path("", &paid));
    let (status, problem) = hospital.post_as("clerk", &verify, &json!({})).await;
    assert_eq!((status, &problem["type"]), (403, &json!("second-person-needed")));
    assert!(hospital.topics().await.is_empty(), "nothing counts yet");
    let (status, verified) = hospital
        .post_as("manager", &verify, &json!({"note": "on the account"}))
        .await;
    assert_eq!((status, &verified["status"]), (200, &json!("confirmed")));
    assert_eq!(
        (&verified["verified_by"], &verified["fee"], &verified["net"]),
        (&json!("manager"), &usd(5), &usd(495))
    );
    let (status, problem) = hospital.post_as("manager", &verify, &json!({})).await;
    assert_eq!((status, &problem["type"]), (409, &json!("payment-state")));
    let text = string(&problem["detail"]);
    assert!(text.contains("confirmed") && text.contains("refunded"), "{text}");
}

#[tokio::test]
async fn a_rejected_proof_can_be_sent_again_and_what_counts_is_not_cancelled() {
    let hospital = hospital().await;
    let initiate = format!("{PAYMENTS}/initiate");
    let request = hospital.request("cheque", 500, json!({"proof": {"reference": "CHQ-7"}}));
    let (_, first) = hospital.post_as("clerk", &initiate, &request).await;
    let reject = format!("{}/reject", path("", &first));
    let reason = json!({"reason": "the bank does not know it"});
    assert_eq!(hospital.post_as("clerk", &reject, &reason).await.0, 403);
    assert_eq!(hospital.post_as("manager", &reject, &reason).await.0, 200);
    assert_eq!(hospital.topics().await, ["payment.failed"]);
    let (status, second) = hospital.post_as("clerk", &initiate, &request).await;
    assert_eq!(status, 201, "{second}");
    let cancel = format!("{}/cancel", path("", &second));
    assert_eq!(
        hospital.post_as("clerk", &cancel, &reason).await.1["status"],
        "cancelled"
    );
    let (_, third) = hospital.post_as("clerk", &initiate, &request).await;
    hospital
        .post_as("manager", &format!("{}/verify", path("", &third)), &json!({}))
        .await;
    let cancel = format!("{}/cancel", path("", &third));
    assert_eq!(
        hospital.refused(&cancel, &reason).await,
        (409, "payment-state".to_owned())
    );
}

#[tokio::test]
async fn the_same_key_pays_once_and_refuses_other_content() {
    let hospital = hospital().await;
    hospital.drawer("test").await;
    let initiate = format!("{PAYMENTS}/initiate");
    let (once, request) = (key(), hospital.request("cash", 500, json!({})));
    let first = hospital.http.command(&initiate, &once, &request).await;
    assert_eq!(hospital.http.command(&initiate, &once, &request).await, first);
    let (status, problem) = hospital
        .http
        .command(&initiate, &once, &hospital.request("cash", 600, json!({})))
        .await;
    assert_eq!((status, &problem["type"]), (422, &json!("idempotency-key-reused")));
    assert_eq!(
        hospital.http.command(&initiate, "", &request).await.0,
        400,
        "a key is needed"
    );
    assert_eq!(hospital.topics().await.len(), 1);
}

#[tokio::test]
async fn what_a_provider_does_not_take_is_refused_before_anything_is_kept() {
    let hospital = hospital().await;
    let initiate = format!("{PAYMENTS}/initiate");
    let other = json!({"account_id": hospital.account, "provider": "cash", "amount": {"amount": 5, "currency": "SDG"}});
    assert_eq!(
        hospital.refused(&initiate, &other).await.0,
        422,
        "the account's currency"
    );
    let both = hospital.request("cash", 5, json!({"invoice_id": hospital.account}));
    assert_eq!(hospital.refused(&initiate, &both).await.0, 422);
    let too_little = hospital.request("stripe", 49, json!({}));
    assert_eq!(hospital.refused(&initiate, &too_little).await.0, 422);
    let unknown = hospital.request("paypal", 500, json!({}));
    assert_eq!(
        hospital.refused(&initiate, &unknown).await,
        (404, "provider-not-found".to_owned())
    );
    let not_set_up = json!({"account_id": hospital.account, "provider": "zain_cash", "msisdn": "+249912345678",
                            "amount": {"amount": 500, "currency": "SDG"}});
    assert_eq!(
        hospital.refused(&initiate, &not_set_up).await,
        (409, "something-first".to_owned())
    );
    let off = format!("{PAYMENTS}/providers/stripe");
    let change = json!({"is_active": false, "reason": "its contract ended"});
    assert_eq!(hospital.http.call("PUT", &off, &change).await.0, 200);
    let switched_off = hospital.request("stripe", 500, json!({}));
    assert_eq!(
        hospital.refused(&initiate, &switched_off).await,
        (409, "something-first".to_owned())
    );
    assert_eq!(hospital.http.get(PAYMENTS).await["items"], json!([]));
}

#[tokio::test]
async fn a_paid_invoice_becomes_paid_in_billing_once_and_a_refund_opens_it_again() {
    let hospital = hospital().await;
    hospital.listen();
    hospital.drawer("test").await;
    let invoice = hospital.invoice(30).await;
    let own = format!("{BILLING}/invoices/{invoice}");
    let more = json!({"account_id": null, "invoice_id": invoice});
    let initiate = format!("{PAYMENTS}/initiate");
    let too_much = hospital.request("cash", 3_001, more.clone());
    assert_eq!(
        hospital.refused(&initiate, &too_much).await,
        (409, "amount-exceeded".to_owned())
    );
    let paid = hospital.initiate("cash", 3_000, more.clone()).await;
    hospital.becomes(&own, |invoice| invoice["status"] == "paid").await;
    assert_eq!(
        hospital.refused(&initiate, &hospital.request("cash", 1, more)).await,
        (409, "something-first".to_owned())
    );
    tell_again(&hospital, &paid).await;
    let posted = hospital
        .http
        .get(&format!("{BILLING}/payments?account={}", hospital.account))
        .await;
    assert_eq!(
        posted["items"].as_array().map(Vec::len),
        Some(2),
        "one, and the one behind it: {posted}"
    );
    assert_eq!(posted["items"][0]["reference"], paid["transaction_number"]);
    let refund = format!("{BILLING}/payments/{}/refunds", string(&posted["items"][0]["id"]));
    let twice = json!({"amount": usd(1), "reason": "it would go back twice"});
    assert_eq!(
        hospital.refused(&refund, &twice).await,
        (409, "something-first".to_owned())
    );

    let asked = json!({"amount": usd(1_000), "reason": "not done"});
    let refund = hospital.post(&format!("{}/refunds", path("", &paid)), &asked).await;
    hospital.drawer("manager").await;
    let approve = format!("{}/approve", path("refunds", &refund));
    let (status, refund) = hospital.post_as("manager", &approve, &json!({})).await;
    assert_eq!((status, &refund["status"]), (200, &json!("completed")), "{refund}");
    let open = hospital.becomes(&own, |invoice| invoice["balance"] == usd(1_000)).await;
    assert_eq!(open["status"], "partly-paid");
    let posted = format!("{BILLING}/payments/{}", string(&posted["items"][0]["id"]));
    let posted = hospital
        .becomes(&posted, |payment| payment["refunded"] == usd(1_000))
        .await;
    assert_eq!(posted["unallocated"], usd(0));
    let trial = hospital.http.get(&format!("{BILLING}/reports/trial-balance")).await;
    assert_eq!(trial["is_balanced"], true, "{trial}");
}

/// Tells the event of a payment again, and waits until another one behind it has arrived.
async fn tell_again(hospital: &Hospital, paid: &serde_json::Value) {
    let transaction = hospital.payment(paid).await;
    let data = json!({"transaction": transaction});
    let now = nilecare_types::Clock::now(&*hospital.rig.clock);
    let event = nilecare_bus::Event::new("payment", "payment.completed", &hospital.patient, now, data);
    hospital.publish(&event).await;
    let behind = hospital.initiate("cash", 7, json!({})).await;
    let number = behind["transaction_number"].clone();
    let list = format!("{BILLING}/payments?account={}", hospital.account);
    hospital
        .becomes(&list, |page| {
            let items = page["items"].as_array().expect("a list");
            items.iter().any(|payment| payment["reference"] == number)
        })
        .await;
}

#[tokio::test]
async fn each_route_needs_its_permission() {
    let hospital = hospital().await;
    let id = nilecare_types::TransactionId::generate();
    let body = json!({});
    for (permission, method, path) in [
        ("payments:read", "GET", PAYMENTS.to_owned()),
        ("payments:read", "GET", format!("{PAYMENTS}/{id}")),
        ("payments:write", "POST", format!("{PAYMENTS}/initiate")),
        ("payments:write", "POST", format!("{PAYMENTS}/{id}/cancel")),
        ("payments:write", "POST", format!("{PAYMENTS}/{id}/refunds")),
        ("payments:verify", "POST", format!("{PAYMENTS}/{id}/verify")),
        ("payments:verify", "POST", format!("{PAYMENTS}/{id}/reject")),
        ("payments:verify", "POST", format!("{PAYMENTS}/{id}/release")),
        ("payments:refund", "POST", format!("{PAYMENTS}/refunds/{id}/approve")),
        ("payments:refund", "POST", format!("{PAYMENTS}/refunds/{id}/reject")),
        ("payments:refund", "POST", format!("{PAYMENTS}/refunds/{id}/retry")),
        ("payments:write", "POST", format!("{PAYMENTS}/drawers")),
        ("payments:write", "POST", format!("{PAYMENTS}/instalments")),
        ("payments:write", "POST", format!("{PAYMENTS}/instalments/{id}/pay")),
        ("payments:manage", "PUT", format!("{PAYMENTS}/providers/cash")),
        ("payments:reconcile", "GET", format!("{PAYMENTS}/webhooks")),
        ("payments:reconcile", "GET", format!("{PAYMENTS}/reconciliation")),
        (
            "payments:reconcile",
            "POST",
            format!("{PAYMENTS}/reconciliation/statements?provider=cash"),
        ),
    ] {
        let call = async |token: Option<String>| hospital.http.send(method, &path, token, &key(), &body).await;
        assert_eq!(call(None).await.status(), 401, "{path}");
        let others = [
            "payments:read",
            "payments:write",
            "payments:verify",
            "payments:refund",
            "payments:reconcile",
            "payments:manage",
        ];
        let others: Vec<&str> = others.into_iter().filter(|other| *other != permission).collect();
        assert_eq!(call(Some(hospital.http.token(&others))).await.status(), 403, "{path}");
        let own = call(Some(hospital.http.token(&[permission]))).await.status().as_u16();
        assert!(own != 401 && own != 403, "{path}: {own}");
    }
}
