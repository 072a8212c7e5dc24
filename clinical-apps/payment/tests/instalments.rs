//! Plans: paid part by part, late with a fee, defaulted, given up.

use serde_json::{Value, json};

use crate::common::{Hospital, PAYMENTS, hospital, path, string, usd};

async fn plan(hospital: &Hospital, invoice: &str, down: i64, n: u32) -> Value {
    let request = json!({"invoice_id": invoice, "down_payment": usd(down), "n_instalments": n, "frequency": "monthly"});
    hospital.post(&format!("{PAYMENTS}/instalments"), &request).await
}

async fn pay(hospital: &Hospital, plan: &Value, provider: &str) -> Value {
    hospital
        .post(
            &format!("{}/pay", path("instalments", plan)),
            &json!({"provider": provider}),
        )
        .await
}

fn part(plan: &Value, number: usize) -> (String, i64, i64) {
    let part = &plan["instalments"][number];
    let amount = |name: &str| part[name]["amount"].as_i64().expect("a number");
    (string(&part["status"]), amount("amount"), amount("late_fee"))
}

#[tokio::test]
async fn a_plan_is_paid_part_by_part_and_is_over_then() {
    let hospital = hospital().await;
    hospital.listen();
    hospital.drawer("test").await;
    let invoice = hospital.invoice(10).await;
    let plan = plan(&hospital, &invoice, 100, 2).await;
    let days: Vec<_> = (0..3).map(|at| string(&plan["instalments"][at]["due_on"])).collect();
    assert_eq!(days, ["2026-11-22", "2026-12-22", "2027-01-22"]);
    let again = json!({"invoice_id": invoice, "down_payment": usd(0), "n_instalments": 2, "frequency": "weekly"});
    assert_eq!(
        hospital.refused(&format!("{PAYMENTS}/instalments"), &again).await,
        (409, "exists-already".to_owned())
    );
    let own = path("instalments", &plan);
    for (amount, status) in [(100, "active"), (450, "active"), (450, "completed")] {
        let paid = pay(&hospital, &plan, "cash").await;
        assert_eq!((&paid["status"], &paid["amount"]), (&json!("confirmed"), &usd(amount)));
        assert_eq!(hospital.http.get(&own).await["status"], status);
    }
    let nothing = hospital
        .refused(&format!("{own}/pay"), &json!({"provider": "cash"}))
        .await;
    assert_eq!(nothing, (409, "something-first".to_owned()));
    let invoice = format!("{}/invoices/{invoice}", crate::common::BILLING);
    hospital.becomes(&invoice, |invoice| invoice["status"] == "paid").await;
}

#[tokio::test]
async fn one_payment_is_on_its_way_for_a_part_and_another_one_when_it_failed() {
    let hospital = hospital().await;
    let invoice = hospital.invoice(10).await;
    let plan = plan(&hospital, &invoice, 0, 2).await;
    let first = pay(&hospital, &plan, "stripe").await;
    let own = format!("{}/pay", path("instalments", &plan));
    let refused = hospital.refused(&own, &json!({"provider": "stripe"})).await;
    assert_eq!(refused, (409, "something-first".to_owned()));
    let mut intent = hospital.stripe.only_intent();
    intent["last_payment_error"] = json!({"code": "card_declined"});
    hospital
        .tell(&crate::common::event("evt_1", "payment_intent.payment_failed", &intent))
        .await;
    assert_eq!(hospital.status(&first).await, "failed");
    assert_eq!(pay(&hospital, &plan, "stripe").await["status"], "processing");
}

#[tokio::test]
async fn a_part_that_is_late_has_a_fee_once_and_too_many_of_them_default_the_plan() {
    let hospital = hospital().await;
    hospital.drawer("test").await;
    let invoice = hospital.invoice(30).await;
    let plan = plan(&hospital, &invoice, 0, 3).await;
    let own = path("instalments", &plan);
    // The last minute of the days of grace in Khartoum, two hours ahead of UTC.
    hospital.set_time("2026-12-29T21:59:00Z");
    assert_eq!(hospital.pass("1s").await.n_overdue, 0);
    hospital.set_time("2026-12-29T22:00:00Z");
    assert_eq!(hospital.pass("1s").await.n_overdue, 1);
    assert_eq!(hospital.pass("1m").await.n_overdue, 0, "once");
    let now = hospital.http.get(&own).await;
    assert_eq!(
        (part(&now, 0), part(&now, 1)),
        (("overdue".to_owned(), 1_000, 20), ("pending".to_owned(), 1_000, 0))
    );
    hospital.set_time("2027-03-05T12:00:00Z");
    assert_eq!(hospital.pass("1s").await.n_overdue, 2);
    assert_eq!(hospital.http.get(&own).await["status"], "defaulted");
    let paid = pay(&hospital, &plan, "cash").await;
    assert_eq!(paid["amount"], usd(1_020), "with its fee");
    let now = hospital.http.get(&own).await;
    assert_eq!((&now["status"], part(&now, 0).0), (&json!("active"), "paid".to_owned()));
    let topics = hospital.topics().await;
    assert_eq!(
        topics
            .iter()
            .filter(|topic| *topic == "payment.instalment.overdue")
            .count(),
        3,
        "{topics:?}"
    );
}

#[tokio::test]
async fn a_plan_that_is_given_up_takes_nothing_and_makes_room_for_another() {
    let hospital = hospital().await;
    let invoice = hospital.invoice(10).await;
    let first = plan(&hospital, &invoice, 0, 2).await;
    let own = path("instalments", &first);
    let cancelled = hospital
        .post(&format!("{own}/cancel"), &json!({"reason": "pays at once"}))
        .await;
    assert_eq!(
        (&cancelled["status"], part(&cancelled, 0).0),
        (&json!("cancelled"), "waived".to_owned())
    );
    let nothing = hospital
        .refused(&format!("{own}/pay"), &json!({"provider": "stripe"}))
        .await;
    assert_eq!(nothing, (409, "something-first".to_owned()));
    plan(&hospital, &invoice, 0, 3).await;
}
