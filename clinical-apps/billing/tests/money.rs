//! Payments, refunds, and that nothing is done twice.

use serde_json::{Value, json};

use crate::common::{BILLING, Hospital, hospital, key, path, sdg, string};

async fn priced() -> (Hospital, String) {
    let hospital = hospital().await;
    hospital.prices(&[("procedure", "pound", 100, 0)]).await;
    let patient = hospital.patient("1").await;
    (hospital, patient)
}

#[tokio::test]
async fn a_payment_goes_to_what_is_due_first_and_the_rest_is_credit() {
    let (hospital, patient) = priced().await;
    let first = hospital.invoiced(&patient, 3).await;
    hospital.set_time("2026-11-23T12:00:00Z");
    let second = hospital.invoiced(&patient, 4).await;
    let account = &first["account_id"];
    hospital.paid(account, 500).await;
    let state = async |invoice: &Value| {
        let now = hospital.http.get(&path("invoices", invoice)).await;
        (string(&now["status"]), now["balance"]["amount"].as_i64())
    };
    assert_eq!(state(&first).await, ("paid".to_owned(), Some(0)));
    assert_eq!(state(&second).await, ("partly-paid".to_owned(), Some(200)));
    let more = hospital.paid(account, 1_000).await;
    assert_eq!((&more["allocated"], &more["unallocated"]), (&sdg(200), &sdg(800)));
    assert_eq!(hospital.balance(account).await, (0, 800));
    let third = hospital.invoiced(&patient, 1).await;
    hospital
        .post(&format!("{}/allocate", path("payments", &more)), &json!({}))
        .await;
    assert_eq!(state(&third).await, ("paid".to_owned(), Some(0)));
    let too_much = json!({"account_id": account, "amount": sdg(5), "method": "cash",
                          "allocations": [{"invoice_id": first["id"], "amount": sdg(5)}]});
    let refused = hospital.refused(&format!("{BILLING}/payments"), &too_much).await;
    assert_eq!(refused, (409, "amount-exceeded".to_owned()));
}

#[tokio::test]
async fn the_same_key_posts_once_and_refuses_other_content() {
    let (hospital, patient) = priced().await;
    let invoice = hospital.invoiced(&patient, 9).await;
    let payments = format!("{BILLING}/payments");
    let pay = |amount| json!({"account_id": invoice["account_id"], "amount": sdg(amount), "method": "cash"});
    let once = key();
    let first = hospital.http.command(&payments, &once, &pay(100)).await;
    assert_eq!(hospital.http.command(&payments, &once, &pay(100)).await, first);
    let (status, problem) = hospital.http.command(&payments, &once, &pay(200)).await;
    assert_eq!((status, &problem["type"]), (422, &json!("idempotency-key-reused")));
    assert_eq!(
        hospital.http.command(&payments, "", &pay(100)).await.0,
        400,
        "a key is needed"
    );
    assert_eq!(hospital.balance(&invoice["account_id"]).await, (800, 0));
}

#[tokio::test]
async fn a_transfer_has_a_reference_once_and_a_number_of_a_card_is_refused() {
    let (hospital, patient) = priced().await;
    let invoice = hospital.invoiced(&patient, 9).await;
    let payments = format!("{BILLING}/payments");
    let pay = |method: &str, reference: Option<&str>| json!({"account_id": invoice["account_id"], "amount": sdg(100), "method": method, "reference": reference});
    let by_card = pay("card", Some("4111 1111 1111 1111"));
    for wrong in [pay("bank-transfer", None), by_card, pay("insurance", Some("R1"))] {
        assert_eq!(
            hospital.refused(&payments, &wrong).await,
            (422, "validation-failed".to_owned())
        );
    }
    let first = hospital.post(&payments, &pay("bank-transfer", Some("TX1"))).await;
    let twice = hospital.refused(&payments, &pay("bank-transfer", Some("TX1"))).await;
    assert_eq!(twice, (409, "exists-already".to_owned()));
    let other =
        json!({"account_id": invoice["account_id"], "amount": {"amount": 1, "currency": "USD"}, "method": "cash"});
    assert_eq!(
        hospital.refused(&payments, &other).await.0,
        422,
        "the account's currency"
    );
    let reverse = format!("{}/reverse", path("payments", &first));
    hospital
        .post(&reverse, &json!({"reason": "the bank took it back"}))
        .await;
    hospital.post(&payments, &pay("bank-transfer", Some("TX1"))).await;
}

#[tokio::test]
async fn of_twenty_refunds_at_once_one_is_paid() {
    let (hospital, patient) = priced().await;
    let invoice = hospital.invoiced(&patient, 1).await;
    let payment = hospital.paid(&invoice["account_id"], 1_000).await;
    let refunds = format!("{}/refunds", path("payments", &payment));
    let refund = json!({"amount": sdg(900), "reason": "paid too much"});
    let all = (0..20).map(|_| async { hospital.http.command(&refunds, &key(), &refund).await.0 });
    let mut statuses = futures_all(all.collect()).await;
    statuses.sort_unstable();
    assert_eq!(statuses[0], 201);
    assert!(statuses[1..].iter().all(|status| *status == 409), "{statuses:?}");
    assert_eq!(hospital.balance(&invoice["account_id"]).await, (0, 0));
    let now = hospital.http.get(&path("payments", &payment)).await;
    assert_eq!((&now["refunded"], &now["unallocated"]), (&sdg(900), &sdg(0)));
}

#[tokio::test]
async fn of_twenty_reversals_at_once_one_counts() {
    let (hospital, patient) = priced().await;
    let invoice = hospital.invoiced(&patient, 1).await;
    let payment = hospital.paid(&invoice["account_id"], 1_000).await;
    let refunds = format!("{}/refunds", path("payments", &payment));
    let refund = hospital
        .post(&refunds, &json!({"amount": sdg(900), "reason": "paid too much"}))
        .await;
    let of_payment = format!("{}/reverse", path("payments", &payment));
    let reason = json!({"reason": "it did not arrive"});
    assert_eq!(
        hospital.refused(&of_payment, &reason).await,
        (409, "something-first".to_owned())
    );
    let of_refund = format!("{}/reverse", path("refunds", &refund));
    for (reverse, balance) in [(&of_refund, (0, 900)), (&of_payment, (100, 0))] {
        let all = (0..20).map(|_| async { hospital.http.command(reverse, "", &reason).await.0 });
        let mut statuses = futures_all(all.collect()).await;
        statuses.sort_unstable();
        assert_eq!(statuses[0], 200, "{reverse}");
        assert!(statuses[1..].iter().all(|status| *status == 409), "{statuses:?}");
        assert_eq!(hospital.balance(&invoice["account_id"]).await, balance);
    }
    assert_eq!(
        hospital.http.get(&path("invoices", &invoice)).await["status"],
        "issued",
        "it is open again"
    );
}

#[tokio::test]
async fn a_large_refund_is_kept_until_a_second_person_agrees() {
    let (hospital, patient) = priced().await;
    let invoice = hospital.invoiced(&patient, 1).await;
    let payment = hospital.paid(&invoice["account_id"], 500_100).await;
    let refunds = format!("{}/refunds", path("payments", &payment));
    let refund = json!({"amount": sdg(400_000), "reason": "paid too much"});
    let (_, pending) = hospital.post_as("cashier", &refunds, &refund).await;
    assert_eq!(pending["status"], "pending");
    assert_eq!(
        hospital.balance(&invoice["account_id"]).await,
        (0, 500_000),
        "nothing is given back yet"
    );
    let more = hospital
        .post_as("cashier", &refunds, &json!({"amount": sdg(100_001), "reason": "more"}))
        .await;
    assert_eq!(
        (more.0, &more.1["type"]),
        (409, &json!("amount-exceeded")),
        "it is kept"
    );
    let own = path("refunds", &pending);
    let same = hospital.post_as("cashier", &format!("{own}/approve"), &json!({})).await;
    assert_eq!((same.0, &same.1["type"]), (403, &json!("second-person-needed")));
    let paid = hospital.post_as("manager", &format!("{own}/approve"), &json!({})).await;
    assert_eq!((paid.0, &paid.1["status"]), (200, &json!("paid")));
    assert_eq!(hospital.balance(&invoice["account_id"]).await, (0, 100_000));
    let again = hospital.post_as("manager", &format!("{own}/approve"), &json!({})).await;
    assert_eq!((again.0, &again.1["type"]), (409, &json!("billing-state")));
}

async fn futures_all<F: Future<Output = u16>>(all: Vec<F>) -> Vec<u16> {
    // Polled together: each waits for the writer before it.
    let mut running: Vec<_> = all.into_iter().map(Box::pin).collect();
    let mut done = Vec::new();
    std::future::poll_fn(move |context| {
        running.retain_mut(|future| match future.as_mut().poll(context) {
            std::task::Poll::Ready(status) => {
                done.push(status);
                false
            }
            std::task::Poll::Pending => true,
        });
        if running.is_empty() {
            std::task::Poll::Ready(std::mem::take(&mut done))
        } else {
            std::task::Poll::Pending
        }
    })
    .await
}
