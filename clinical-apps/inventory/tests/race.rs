//! Many at the same moment: nothing falls below zero.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::json;

use crate::common::{INVENTORY, hospital, key, string};

#[tokio::test]
async fn of_fifty_who_want_one_of_thirty_thirty_get_it() {
    let hospital = hospital().await;
    hospital.received("A", "2027-01-31", 18).await;
    hospital.received("B", "2027-06-30", 12).await;
    let hospital = Arc::new(hospital);
    let mut tasks = tokio::task::JoinSet::new();
    for n in 0..50 {
        let hospital = Arc::clone(&hospital);
        tasks.spawn(async move {
            // Every fifth keeps it back instead.
            let mut wanted = hospital.wanted(1);
            let what = if n % 5 == 0 { "reservations" } else { "issues" };
            wanted["reference"] = json!(format!("RX-{n}"));
            let path = format!("{INVENTORY}/{what}");
            hospital.http.command(&path, &key(), &wanted).await
        });
    }
    let mut outcomes: BTreeMap<String, usize> = BTreeMap::new();
    while let Some(done) = tasks.join_next().await {
        let (status, reply) = done.expect("no task panics");
        let outcome = if status == 201 {
            "had".to_owned()
        } else {
            format!("{status} {}", string(&reply["type"]))
        };
        *outcomes.entry(outcome).or_default() += 1;
    }
    let expected = [("409 insufficient-stock".to_owned(), 20), ("had".to_owned(), 30)];
    assert_eq!(outcomes, BTreeMap::from(expected));
    let (on_hand, reserved, available) = hospital.stock().await;
    assert_eq!((on_hand, available), (reserved, 0));
}

#[tokio::test]
async fn it_is_the_database_that_refuses_less_than_nothing_and_a_change_of_the_ledger() {
    let hospital = hospital().await;
    hospital.received("A", "2027-01-31", 5).await;
    let db = hospital.db().await;
    for sql in [
        "UPDATE stock_levels SET on_hand = -1",
        "UPDATE stock_levels SET reserved = 6",
        "UPDATE stock_levels SET reserved = -1",
        "UPDATE stock_movements SET quantity = 1",
        "DELETE FROM stock_movements",
    ] {
        let mut tx = db.begin_write().await.expect("it begins");
        assert!(sqlx::query(sql).execute(&mut *tx).await.is_err(), "{sql}");
    }
    assert_eq!(hospital.stock().await, (5, 0, 5));
}
