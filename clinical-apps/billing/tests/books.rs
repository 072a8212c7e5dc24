//! Whatever is done in whatever order, the books balance.

use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use serde_json::{Value, json};

use crate::common::{BILLING, Hospital, hospital, path, sdg};

/// Something that somebody does; numbers choose among what there is.
#[derive(Debug, Clone)]
enum Step {
    Invoice(u32),
    Pay(i64),
    Discount(usize, i64),
    WriteOff(usize, i64),
    Add(usize, i64),
    Refund(usize, i64),
    Reverse(usize),
    ReverseRefund(usize),
    Void(usize),
}

fn step() -> impl Strategy<Value = Step> {
    let amount = 1..2_000_i64;
    prop_oneof![
        3 => (1..15_u32).prop_map(Step::Invoice),
        3 => amount.clone().prop_map(Step::Pay),
        2 => (any::<usize>(), amount.clone()).prop_map(|(n, amount)| Step::Discount(n, amount)),
        1 => (any::<usize>(), amount.clone()).prop_map(|(n, amount)| Step::WriteOff(n, amount)),
        1 => (any::<usize>(), amount.clone()).prop_map(|(n, amount)| Step::Add(n, amount)),
        2 => (any::<usize>(), amount).prop_map(|(n, amount)| Step::Refund(n, amount)),
        2 => any::<usize>().prop_map(Step::Reverse),
        1 => any::<usize>().prop_map(Step::ReverseRefund),
        1 => any::<usize>().prop_map(Step::Void),
    ]
}

#[derive(Default)]
struct Made {
    invoices: Vec<Value>,
    payments: Vec<Value>,
    refunds: Vec<Value>,
}

/// Does a step; what is refused must be refused as a conflict and change nothing.
async fn take(hospital: &Hospital, patient: &str, account: &Value, made: &mut Made, step: &Step) {
    let reason = json!({"reason": "a test"});
    let adjust = |kind: &str, amount: i64| json!({"kind": kind, "amount": sdg(amount), "reason_code": "T"});
    let (path, body) = match step {
        Step::Invoice(pounds) => return made.invoices.push(hospital.invoiced(patient, *pounds).await),
        Step::Pay(amount) => return made.payments.push(hospital.paid(account, *amount).await),
        Step::Discount(n, amount) => (
            of(&made.invoices, *n, "invoices", "adjustments"),
            adjust("discount", *amount),
        ),
        Step::WriteOff(n, amount) => (
            of(&made.invoices, *n, "invoices", "adjustments"),
            adjust("write-off", *amount),
        ),
        Step::Add(n, amount) => (
            of(&made.invoices, *n, "invoices", "adjustments"),
            adjust("debit-correction", *amount),
        ),
        Step::Refund(n, amount) => (
            of(&made.payments, *n, "payments", "refunds"),
            json!({"amount": sdg(*amount), "reason": "a test"}),
        ),
        Step::Reverse(n) => (of(&made.payments, *n, "payments", "reverse"), reason),
        Step::ReverseRefund(n) => (of(&made.refunds, *n, "refunds", "reverse"), reason),
        Step::Void(n) => (of(&made.invoices, *n, "invoices", "void"), reason),
    };
    let Some(path) = path else { return };
    let (status, reply) = hospital.http.command(&path, &crate::common::key(), &body).await;
    assert!(matches!(status, 200 | 201 | 409), "{step:?}: {reply}");
    if matches!(step, Step::Refund(..)) && status == 201 {
        made.refunds.push(reply);
    }
}

fn of(all: &[Value], n: usize, what: &str, action: &str) -> Option<String> {
    let chosen = all.get(n.checked_rem(all.len())?)?;
    Some(format!("{}/{action}", path(what, chosen)))
}

/// Reads the tables: each posting sums to nothing, and what is open of the invoices and free of the payments is what the ledger says.
async fn check(hospital: &Hospital, account: &Value) {
    let db = hospital.db().await;
    let uneven: Vec<(String, i64)> = sqlx::query_as(
        "SELECT posting_id, SUM(amount) FROM ledger_entries GROUP BY posting_id HAVING SUM(amount) <> 0",
    )
    .fetch_all(db.readers())
    .await
    .expect("the table is there");
    assert_eq!(uneven, []);
    let (open, n_negative): (i64, i64) = sqlx::query_as(
        "SELECT COALESCE(SUM(CASE WHEN status IN ('issued', 'partly-paid') THEN balance ELSE 0 END), 0), \
                        COALESCE(SUM(balance < 0), 0) FROM invoices",
    )
    .fetch_one(db.readers())
    .await
    .expect("the table is there");
    assert_eq!(n_negative, 0);
    let bodies: Vec<(String,)> = sqlx::query_as("SELECT body FROM payments")
        .fetch_all(db.readers())
        .await
        .expect("the table is there");
    let mut free = 0;
    for (body,) in bodies {
        let payment: Value = serde_json::from_str(&body).expect("it is JSON");
        let part = |name: &str| payment[name]["amount"].as_i64().expect("a number");
        assert!(
            part("refunded") + part("held") <= part("amount"),
            "no more is refunded than was paid"
        );
        if payment["status"] == "posted" {
            assert_eq!(
                part("amount"),
                part("allocated") + part("refunded") + part("held") + part("unallocated")
            );
            free += part("unallocated") + part("held");
        }
    }
    assert_eq!(hospital.balance(account).await, (open, free));
    let (allocated,): (i64,) = sqlx::query_as("SELECT COALESCE(SUM(amount), 0) FROM payment_allocations")
        .fetch_one(db.readers())
        .await
        .expect("the table is there");
    let paid = hospital.http.get(&format!("{BILLING}/invoices?limit=500")).await;
    let invoices = paid["items"].as_array().expect("a list");
    let paid: i64 = invoices
        .iter()
        .filter_map(|invoice| invoice["paid"]["amount"].as_i64())
        .sum();
    assert_eq!(allocated, paid);
    let trial = hospital.http.get(&format!("{BILLING}/reports/trial-balance")).await;
    assert_eq!(trial["is_balanced"], true, "{trial}");
}

#[test]
fn any_order_of_steps_leaves_the_ledger_balanced_and_equal_to_what_is_open() {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime");
    let config = Config {
        cases: 16,
        max_shrink_iters: 64,
        failure_persistence: None,
        ..Config::default()
    };
    let steps = prop::collection::vec(step(), 1..25);
    let ran = TestRunner::new(config).run(&steps, |steps| {
        runtime.block_on(async {
            let hospital = hospital().await;
            hospital.prices(&[("procedure", "pound", 101, 1_700)]).await;
            let patient = hospital.patient("1").await;
            let request = json!({"patient_id": patient, "facility_id": hospital.facility});
            let account = hospital.post(&format!("{BILLING}/accounts"), &request).await["id"].clone();
            let mut made = Made::default();
            for step in &steps {
                take(&hospital, &patient, &account, &mut made, step).await;
                check(&hospital, &account).await;
            }
        });
        Ok(())
    });
    ran.expect("the books balance");
}

#[tokio::test]
async fn what_is_posted_stays_and_is_posted_once() {
    let hospital = hospital().await;
    hospital.prices(&[("procedure", "pound", 100, 0)]).await;
    let patient = hospital.patient("1").await;
    hospital.invoiced(&patient, 1).await;
    let db = hospital.db().await;
    let again = "INSERT INTO ledger_postings SELECT 'X', kind, reference, label, account_id, facility_id, currency, posted_at, \
                 posted_by FROM ledger_postings WHERE kind = 'invoice-issued'";
    for sql in [
        again,
        "UPDATE ledger_entries SET amount = amount + 1",
        "DELETE FROM ledger_entries",
        "UPDATE ledger_postings SET label = ''",
        "DELETE FROM ledger_postings",
    ] {
        let mut tx = db.begin_write().await.expect("it begins");
        assert!(sqlx::query(sql).execute(&mut *tx).await.is_err(), "{sql}");
    }
}

#[tokio::test]
async fn a_patient_has_one_open_account_and_it_closes_when_nothing_is_open() {
    let hospital = hospital().await;
    hospital.prices(&[("procedure", "pound", 100, 0)]).await;
    let patient = hospital.patient("1").await;
    let request = json!({"patient_id": patient, "facility_id": hospital.facility});
    let accounts = format!("{BILLING}/accounts");
    let first = hospital.post(&accounts, &request).await;
    assert_eq!(hospital.post(&accounts, &request).await, first);
    let invoice = hospital.invoiced(&patient, 1).await;
    assert_eq!(invoice["account_id"], first["id"]);
    let close = format!("{}/close", path("accounts", &first));
    assert_eq!(
        hospital.refused(&close, &json!({})).await,
        (409, "something-first".to_owned())
    );
    hospital.paid(&first["id"], 100).await;
    assert_eq!(hospital.post(&close, &json!({})).await["status"], "closed");
    let second = hospital.invoiced(&patient, 1).await;
    assert_ne!(second["account_id"], first["id"], "the next charge opens another");
}

#[tokio::test]
async fn after_a_merge_the_person_keeps_one_account() {
    let hospital = hospital().await;
    hospital.prices(&[("procedure", "pound", 100, 0)]).await;
    let (survivor, other) = (hospital.patient("1").await, hospital.patient("2").await);
    let before = hospital.charge(&other, "pound", 1).await;
    let person = |number: &str| json!({"identifiers": [{"system": "HOSP", "value": number, "type": "MR"}]});
    let merge = json!({"event": "merge", "patient": person("1"), "prior": person("2")});
    hospital.post("/api/v1/clinical/adt-events", &merge).await;
    let after = hospital.charge(&survivor, "pound", 2).await;
    assert_eq!(after["account_id"], before["account_id"]);
    assert_eq!(hospital.charges(&survivor).await.len(), 2);
}
