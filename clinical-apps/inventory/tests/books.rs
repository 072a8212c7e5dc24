//! Whatever is done in whatever order, stock is the sum of the ledger and never below zero.

use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use serde_json::{Value, json};

use crate::common::{Hospital, INVENTORY, hospital, key, string};

/// Something that somebody does; numbers choose among what there is.
#[derive(Debug, Clone)]
enum Step {
    Receive(usize, u32),
    Issue(u32),
    Transfer(usize, u32, bool),
    Adjust(usize, i64),
    WriteOff(usize, u32),
    Return(usize, u32),
    Reserve(u32),
    Commit(usize),
    Release(usize),
    Quarantine(usize),
    Free(usize),
    Count(usize, u32),
    Wait(i64),
}

fn step() -> impl Strategy<Value = Step> {
    let n = any::<usize>;
    let quantity = 1..30_u32;
    prop_oneof![
        4 => (n(), quantity.clone()).prop_map(|(n, quantity)| Step::Receive(n, quantity)),
        4 => quantity.clone().prop_map(Step::Issue),
        2 => (n(), quantity.clone(), any::<bool>()).prop_map(|(n, quantity, back)| Step::Transfer(n, quantity, back)),
        1 => (n(), -20..20_i64).prop_map(|(n, change)| Step::Adjust(n, change)),
        1 => (n(), quantity.clone()).prop_map(|(n, quantity)| Step::WriteOff(n, quantity)),
        2 => (n(), quantity.clone()).prop_map(|(n, quantity)| Step::Return(n, quantity)),
        4 => quantity.clone().prop_map(Step::Reserve),
        3 => n().prop_map(Step::Commit),
        2 => n().prop_map(Step::Release),
        1 => n().prop_map(Step::Quarantine),
        1 => n().prop_map(Step::Free),
        1 => (n(), quantity).prop_map(|(n, counted)| Step::Count(n, counted)),
        1 => (1..60_i64).prop_map(Step::Wait),
    ]
}

#[derive(Default)]
struct Made {
    batches: Vec<String>,
    issues: Vec<Value>,
    reservations: Vec<Value>,
}

fn of<T>(all: &[T], n: usize) -> Option<&T> {
    all.get(n.checked_rem(all.len())?)
}

/// Does a step; what is refused must be refused as a conflict or as not valid.
async fn take(hospital: &Hospital, made: &mut Made, step: &Step) {
    let Some((path, body)) = request(hospital, made, step).await else {
        return;
    };
    let (status, reply) = hospital
        .http
        .command(&format!("{INVENTORY}/{path}"), &key(), &body)
        .await;
    assert!(matches!(status, 200 | 201 | 409 | 422), "{step:?}: {reply}");
    match step {
        Step::Receive(..) if status == 201 => {
            let batch = string(&reply["batch_id"]);
            if !made.batches.contains(&batch) {
                made.batches.push(batch);
            }
        }
        Step::Issue(_) | Step::Commit(_) if status == 201 => {
            let movements = reply["movements"].as_array().expect("a list");
            made.issues.extend(movements.iter().cloned());
        }
        Step::Reserve(_) if status == 201 => made.reservations.push(reply),
        _ => {}
    }
}

async fn request(hospital: &Hospital, made: &Made, step: &Step) -> Option<(String, Value)> {
    let place = &hospital.pharmacy;
    let reason = json!({"reason": "a test"});
    Some(match step {
        Step::Receive(n, quantity) => {
            let (lot, expires_on) = [("A", "2027-01-31"), ("B", "2026-11-30"), ("C", "2028-01-31")][n % 3];
            ("receipts".to_owned(), hospital.receipt(lot, expires_on, *quantity))
        }
        Step::Issue(quantity) => ("issues".to_owned(), hospital.wanted(*quantity)),
        Step::Transfer(n, quantity, back) => {
            let (from, to) = if *back {
                (&hospital.store, place)
            } else {
                (place, &hospital.store)
            };
            let body = json!({
                "batch_id": of(&made.batches, *n)?, "from_location_id": from, "to_location_id": to, "quantity": quantity,
            });
            ("transfers".to_owned(), body)
        }
        Step::Adjust(n, change) => {
            let body =
                json!({"batch_id": of(&made.batches, *n)?, "location_id": place, "change": change, "reason": "a test"});
            ("adjustments".to_owned(), body)
        }
        Step::WriteOff(n, quantity) => {
            let body = json!({
                "batch_id": of(&made.batches, *n)?, "location_id": place, "quantity": quantity, "reason_code": "lost",
            });
            ("write-offs".to_owned(), body)
        }
        Step::Return(n, quantity) => {
            let body = json!({"movement_id": of(&made.issues, *n)?["id"], "quantity": quantity, "reason": "a test"});
            ("returns".to_owned(), body)
        }
        Step::Reserve(quantity) => {
            let mut body = hospital.wanted(*quantity);
            body["reference"] = json!("RX");
            ("reservations".to_owned(), body)
        }
        Step::Commit(n) => {
            let id = string(&of(&made.reservations, *n)?["id"]);
            (format!("reservations/{id}/commit"), reason)
        }
        Step::Release(n) => {
            let id = string(&of(&made.reservations, *n)?["id"]);
            (format!("reservations/{id}/release"), reason)
        }
        Step::Quarantine(n) => (format!("batches/{}/quarantine", of(&made.batches, *n)?), reason),
        Step::Free(n) => (format!("batches/{}/release", of(&made.batches, *n)?), reason),
        Step::Count(n, counted) => {
            let batch = of(&made.batches, *n)?;
            let begun = hospital.make("stock-counts", &json!({"location_id": place})).await;
            let own = format!("stock-counts/{}", string(&begun["id"]));
            let found = json!({"batch_id": batch, "counted": counted});
            hospital
                .call_as("counter", "PUT", &format!("{own}/lines"), &found)
                .await;
            let (status, _) = hospital
                .call_as("counter", "POST", &format!("{own}/post"), &json!({}))
                .await;
            // What is kept back cannot be missing: then the count is given up.
            assert!(matches!(status, 200 | 409));
            if status == 200 {
                return None;
            }
            (format!("{own}/cancel"), json!({}))
        }
        Step::Wait(minutes) => {
            hospital.rig.clock.advance(jiff::SignedDuration::from_mins(*minutes));
            hospital.service.do_what_is_due().await.expect("it works");
            return None;
        }
    })
}

/// Reads the tables: each level is the sum of its movements, and what is kept back is what reservations in force hold.
async fn check(hospital: &Hospital) {
    let db = hospital.db().await;
    let differing: Vec<(String, String, i64, i64)> = sqlx::query_as(
        "SELECT s.batch_id, s.location_id, s.on_hand, COALESCE(SUM(m.quantity), 0) FROM stock_levels s \
         LEFT JOIN stock_movements m ON m.batch_id = s.batch_id AND m.location_id = s.location_id \
         GROUP BY s.batch_id, s.location_id, s.on_hand HAVING s.on_hand <> COALESCE(SUM(m.quantity), 0)",
    )
    .fetch_all(db.readers())
    .await
    .expect("the tables are there");
    assert_eq!(differing, []);
    let (n_negative, on_hand, reserved): (i64, i64, i64) = sqlx::query_as(
        "SELECT COALESCE(SUM(on_hand < 0 OR reserved < 0 OR reserved > on_hand), 0), COALESCE(SUM(on_hand), 0), \
         COALESCE(SUM(reserved), 0) FROM stock_levels",
    )
    .fetch_one(db.readers())
    .await
    .expect("the table is there");
    assert_eq!(n_negative, 0);
    let (moved,): (i64,) = sqlx::query_as("SELECT COALESCE(SUM(quantity), 0) FROM stock_movements")
        .fetch_one(db.readers())
        .await
        .expect("the table is there");
    assert_eq!(on_hand, moved);
    let held = hospital.list("reservations?status=active&limit=500").await;
    let held: i64 = held.iter().filter_map(|one| one["quantity"].as_i64()).sum();
    assert_eq!(reserved, held);
    let (there, kept, available) = hospital.stock().await;
    assert_eq!((there, kept), (on_hand, reserved));
    assert!((0..=on_hand - reserved).contains(&available));
}

#[test]
fn any_order_of_steps_leaves_stock_equal_to_the_ledger_and_never_below_zero() {
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
    let steps = prop::collection::vec(step(), 1..30);
    let ran = TestRunner::new(config).run(&steps, |steps| {
        runtime.block_on(async {
            let hospital = hospital().await;
            let mut made = Made::default();
            for step in &steps {
                take(&hospital, &mut made, step).await;
                check(&hospital).await;
            }
        });
        Ok(())
    });
    ran.expect("stock is the sum of the ledger");
}
