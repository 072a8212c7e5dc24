//! Blind counts.

use serde_json::json;

use crate::common::{hospital, string};

#[tokio::test]
async fn who_counts_does_not_see_what_is_expected_and_what_differs_is_posted() {
    let hospital = hospital().await;
    let batch = hospital.received("A", "2027-01-31", 20).await;
    let count = hospital
        .make("stock-counts", &json!({"location_id": hospital.pharmacy}))
        .await;
    let own = format!("stock-counts/{}", string(&count["id"]));
    assert_eq!(
        hospital
            .refused("stock-counts", &json!({"location_id": hospital.pharmacy}))
            .await,
        (409, "exists-already".to_owned())
    );
    let found = json!({"batch_id": batch, "counted": 17});
    let (status, entered) = hospital
        .call_as("counter", "PUT", &format!("{own}/lines"), &found)
        .await;
    assert_eq!(status, 200, "{entered}");
    for seen in [
        &entered,
        &hospital.get(&own).await,
        &hospital.list("stock-counts").await[0],
    ] {
        assert_eq!(seen["lines"][0]["counted"], 17);
        assert!(seen["lines"][0].get("expected").is_none(), "{seen}");
        assert!(seen["lines"][0].get("variance").is_none(), "{seen}");
    }
    // What is handed out after it was counted is no difference.
    hospital.issued(5).await;
    let posted = hospital.make(&format!("{own}/post"), &json!({})).await;
    assert_eq!(
        (&posted["lines"][0]["expected"], &posted["lines"][0]["variance"]),
        (&json!(20), &json!(-3))
    );
    assert_eq!(hospital.stock().await, (12, 0, 12));
    let movements = hospital.list("movements?kind=count").await;
    assert_eq!(
        (
            movements.len(),
            &movements[0]["quantity"],
            &movements[0]["stock_count_id"]
        ),
        (1, &json!(-3), &count["id"])
    );
    assert_eq!(
        hospital.refused(&format!("{own}/post"), &json!({})).await,
        (409, "inventory-state".to_owned())
    );
    hospital
        .make("stock-counts", &json!({"location_id": hospital.pharmacy}))
        .await;
}

#[tokio::test]
async fn a_count_that_is_given_up_changes_nothing() {
    let hospital = hospital().await;
    let batch = hospital.received("A", "2027-01-31", 20).await;
    let count = hospital
        .make("stock-counts", &json!({"location_id": hospital.pharmacy}))
        .await;
    let own = format!("stock-counts/{}", string(&count["id"]));
    let found = json!({"batch_id": batch, "counted": 0});
    hospital
        .call_as("counter", "PUT", &format!("{own}/lines"), &found)
        .await;
    hospital.make(&format!("{own}/cancel"), &json!({})).await;
    assert_eq!(hospital.stock().await, (20, 0, 20));
}
