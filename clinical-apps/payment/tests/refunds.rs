//! Refunds: two persons, never more than was paid, once.

use std::sync::Arc;

use nilecare_testkit::servers::StripeFault;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use serde_json::{Value, json};

use crate::common::{Hospital, PAYMENTS, hospital, key, path, string, usd};

async fn ask(hospital: &Hospital, paid: &Value, amount: i64) -> (u16, Value) {
    let request = json!({"amount": usd(amount), "reason": "not done"});
    hospital
        .http
        .command(&format!("{}/refunds", path("", paid)), &key(), &request)
        .await
}

async fn approve(hospital: &Hospital, refund: &Value) -> (u16, Value) {
    let path = format!("{}/approve", path("refunds", refund));
    hospital.post_as("manager", &path, &json!({})).await
}

#[tokio::test]
async fn one_asks_and_another_agrees_and_the_money_goes_back_once() {
    let hospital = hospital().await;
    let paid = hospital.paid_by_stripe(500).await;
    let (status, refund) = ask(&hospital, &paid, 200).await;
    assert_eq!((status, &refund["status"]), (201, &json!("pending")));
    assert_eq!(hospital.stripe.refunds(), (0, 0), "nobody agreed yet");
    let own = format!("{}/approve", path("refunds", &refund));
    let (status, problem) = hospital.http.command(&own, &key(), &json!({})).await;
    assert_eq!((status, &problem["type"]), (403, &json!("second-person-needed")));
    let (status, done) = approve(&hospital, &refund).await;
    assert_eq!((status, &done["status"]), (200, &json!("completed")), "{done}");
    assert_eq!(approve(&hospital, &refund).await.0, 409, "once");
    assert_eq!(hospital.stripe.refunds(), (1, 200));
    let now = hospital.payment(&paid).await;
    assert_eq!(
        (&now["status"], &now["refunded"], &now["refundable"]),
        (&json!("partially-refunded"), &usd(200), &usd(300))
    );
    assert_eq!(ask(&hospital, &paid, 301).await.0, 409);
    let (_, rest) = ask(&hospital, &paid, 300).await;
    approve(&hospital, &rest).await;
    assert_eq!(hospital.status(&paid).await, "refunded");
    assert_eq!(ask(&hospital, &paid, 1).await.0, 409);
    assert_eq!(
        hospital.topics().await,
        ["payment.completed", "payment.refunded", "payment.refunded"]
    );
}

#[tokio::test]
async fn what_is_not_agreed_to_can_be_asked_for_again() {
    let hospital = hospital().await;
    let paid = hospital.paid_by_stripe(500).await;
    let (_, refund) = ask(&hospital, &paid, 500).await;
    assert_eq!(ask(&hospital, &paid, 1).await.0, 409, "all is kept for the first one");
    let reject = format!("{}/reject", path("refunds", &refund));
    let (status, rejected) = hospital
        .post_as("manager", &reject, &json!({"reason": "it was done"}))
        .await;
    assert_eq!((status, &rejected["status"]), (200, &json!("rejected")));
    assert_eq!(ask(&hospital, &paid, 500).await.0, 201);
}

#[tokio::test]
async fn a_refund_that_the_provider_refuses_can_be_tried_again() {
    let hospital = hospital().await;
    let paid = hospital.paid_by_stripe(500).await;
    let (_, refund) = ask(&hospital, &paid, 500).await;
    hospital.stripe.fault(StripeFault::AlreadyRefunded);
    let (status, failed) = approve(&hospital, &refund).await;
    assert_eq!((status, &failed["status"]), (200, &json!("failed")));
    assert_eq!(failed["end_reason"], "charge_already_refunded");
    assert_eq!(hospital.payment(&paid).await["held"], usd(500), "it is kept for it");
    let (status, done) = hospital
        .post_as("manager", &format!("{}/retry", path("refunds", &refund)), &json!({}))
        .await;
    assert_eq!((status, &done["status"]), (200, &json!("completed")), "{done}");
    assert_eq!(hospital.stripe.refunds(), (1, 500));
}

#[tokio::test]
async fn a_refund_without_an_answer_is_asked_for_again_and_is_made_once() {
    for fault in [StripeFault::DoneAndSilent, StripeFault::Broken] {
        let hospital = hospital().await;
        let paid = hospital.paid_by_stripe(500).await;
        let (_, refund) = ask(&hospital, &paid, 500).await;
        hospital.stripe.fault(fault);
        let (status, asked) = approve(&hospital, &refund).await;
        assert_eq!((status, &asked["status"]), (200, &json!("processing")), "{fault:?}");
        let reject = format!("{}/reject", path("refunds", &refund));
        assert_eq!(
            hospital
                .post_as("manager", &reject, &json!({"reason": "too late"}))
                .await
                .0,
            409
        );
        assert_eq!(hospital.pass("61s").await.n_refunds_settled, 1);
        assert_eq!(hospital.stripe.refunds(), (1, 500), "{fault:?}");
        assert_eq!(hospital.status(&paid).await, "refunded");
    }
}

#[tokio::test]
async fn a_refund_that_the_provider_is_still_at_is_finished_later() {
    let hospital = hospital().await;
    let paid = hospital.paid_by_stripe(500).await;
    let (_, refund) = ask(&hospital, &paid, 500).await;
    hospital.stripe.slow_refunds();
    assert_eq!(approve(&hospital, &refund).await.1["status"], "processing");
    assert_eq!(hospital.pass("61s").await.n_refunds_settled, 0);
    hospital.stripe.finish_refunds();
    assert_eq!(hospital.pass("61s").await.n_refunds_settled, 1);
    assert_eq!(hospital.status(&paid).await, "refunded");
}

#[tokio::test]
async fn a_transfer_goes_back_by_hand_with_a_reference() {
    let hospital = hospital().await;
    let proof = json!({"proof": {"reference": "TX-1"}});
    let paid = hospital.initiate("bank_transfer", 500, proof).await;
    hospital
        .post_as("manager", &format!("{}/verify", path("", &paid)), &json!({}))
        .await;
    let (_, refund) = ask(&hospital, &paid, 500).await;
    assert_eq!(approve(&hospital, &refund).await.0, 422, "a reference is needed");
    let approve = format!("{}/approve", path("refunds", &refund));
    let (status, done) = hospital
        .post_as("manager", &approve, &json!({"reference": "BACK-1"}))
        .await;
    assert_eq!(
        (status, &done["status"], &done["external_reference"]),
        (200, &json!("completed"), &json!("BACK-1"))
    );
}

/// 20 people ask for all of it and have it agreed to at the same moment: it goes back once.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn twenty_refunds_at_once_give_back_what_was_paid_and_no_more() {
    let hospital = Arc::new(hospital().await);
    let paid = hospital.paid_by_stripe(500).await;
    let tries = (0..20).map(|_| {
        let (hospital, paid) = (Arc::clone(&hospital), paid.clone());
        tokio::spawn(async move {
            let (status, refund) = ask(&hospital, &paid, 200).await;
            if status != 201 {
                return (status, Vec::new());
            }
            // Two managers agree to each at the same moment, too.
            let (first, second) = tokio::join!(approve(&hospital, &refund), approve(&hospital, &refund));
            (status, vec![first.0, second.0])
        })
    });
    let mut n_asked = 0;
    for done in tries.collect::<Vec<_>>() {
        let (status, agreed) = done.await.expect("it ends");
        assert!(status == 201 || status == 409, "{status}");
        n_asked += usize::from(status == 201);
        assert!(
            agreed.iter().filter(|status| **status == 200).count() <= 1,
            "{agreed:?}"
        );
    }
    assert_eq!(n_asked, 2, "two times 200 of 500");
    assert_eq!(hospital.stripe.refunds(), (2, 400));
    let now = hospital.payment(&paid).await;
    assert_eq!(
        (&now["refunded"], &now["held"], &now["refundable"]),
        (&usd(400), &usd(0), &usd(100))
    );
}

#[derive(Debug, Clone, Copy)]
enum Step {
    Ask(i64),
    Approve(usize),
    Reject(usize),
    Retry(usize),
    Fault(StripeFault),
    Pass,
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        3 => (1_i64..700).prop_map(Step::Ask),
        3 => (0_usize..6).prop_map(Step::Approve),
        1 => (0_usize..6).prop_map(Step::Reject),
        1 => (0_usize..6).prop_map(Step::Retry),
        1 => prop_oneof![Just(StripeFault::Broken), Just(StripeFault::AlreadyRefunded)].prop_map(Step::Fault),
        1 => Just(Step::Pass),
    ]
}

async fn take(hospital: &Hospital, paid: &Value, made: &mut Vec<Value>, step: Step) {
    let of = |at: usize, what: &str| made.get(at).map(|refund| format!("{}/{what}", path("refunds", refund)));
    let post = async |path: Option<String>, body: Value| {
        if let Some(path) = path {
            let (status, reply) = hospital.post_as("manager", &path, &body).await;
            assert!(status < 500, "{reply}");
        }
    };
    match step {
        Step::Ask(amount) => {
            let (status, refund) = ask(hospital, paid, amount).await;
            assert!(status == 201 || status == 409, "{refund}");
            if status == 201 {
                made.push(refund);
            }
        }
        Step::Approve(at) => post(of(at, "approve"), json!({})).await,
        Step::Reject(at) => post(of(at, "reject"), json!({"reason": "no"})).await,
        Step::Retry(at) => post(of(at, "retry"), json!({})).await,
        Step::Fault(fault) => hospital.stripe.fault(fault),
        Step::Pass => {
            hospital.pass("61s").await;
        }
    }
}

async fn check(hospital: &Hospital, paid: &Value) {
    let now = hospital.payment(paid).await;
    let part = |name: &str| now[name]["amount"].as_i64().expect("a number");
    assert_eq!(part("refunded") + part("held") + part("refundable"), 500, "{now}");
    assert!(
        part("refunded") >= 0 && part("held") >= 0 && part("refundable") >= 0,
        "{now}"
    );
    let all = hospital
        .http
        .get(&format!("{PAYMENTS}/refunds?payment={}", string(&now["id"])))
        .await;
    let sum = |states: &[&str]| -> i64 {
        let refunds = all["items"].as_array().expect("a list").iter();
        refunds
            .filter(|refund| states.contains(&string(&refund["status"]).as_str()))
            .filter_map(|refund| refund["amount"]["amount"].as_i64())
            .sum()
    };
    assert_eq!(sum(&["completed"]), part("refunded"));
    assert_eq!(sum(&["pending", "approved", "processing", "failed"]), part("held"));
    let (_, at_provider) = hospital.stripe.refunds();
    assert_eq!(at_provider, part("refunded"), "what the provider gave back");
}

#[test]
fn any_order_of_steps_gives_back_no_more_than_was_paid() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let runtime = runtime.expect("a runtime");
    let config = Config {
        cases: 16,
        max_shrink_iters: 64,
        failure_persistence: None,
        ..Config::default()
    };
    let steps = prop::collection::vec(step(), 1..20);
    let ran = TestRunner::new(config).run(&steps, |steps| {
        runtime.block_on(async {
            let hospital = hospital().await;
            let paid = hospital.paid_by_stripe(500).await;
            let mut made = Vec::new();
            for step in steps {
                take(&hospital, &paid, &mut made, step).await;
                check(&hospital, &paid).await;
            }
        });
        Ok(())
    });
    ran.expect("no more than was paid");
}
