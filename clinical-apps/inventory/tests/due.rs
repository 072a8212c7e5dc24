//! Batches that expire.

use serde_json::json;

use crate::common::{INVENTORY, hospital};

#[tokio::test]
async fn a_batch_is_told_of_before_it_expires_and_when_it_has_each_once() {
    let hospital = hospital().await;
    let batch = hospital.received("A", "2026-12-31", 20).await;
    let due = async || hospital.service.do_what_is_due().await.expect("it works");
    assert_eq!(due().await.n_expiring, 0, "39 days are left");
    hospital.set_time("2026-12-01T12:00:00Z");
    assert_eq!(due().await.n_expiring, 1);
    assert_eq!(due().await.n_expiring, 0);
    assert_eq!(hospital.alerts("expiring").await.len(), 1);
    hospital.set_time("2026-12-31T12:00:00Z");
    assert_eq!(due().await.n_expired, 0, "it may be used on its last day");
    hospital.issued(1).await;
    hospital.set_time("2027-01-01T12:00:00Z");
    assert_eq!(
        hospital.refused("issues", &hospital.wanted(1)).await,
        (409, "insufficient-stock".to_owned()),
        "it is over before the round has come by"
    );
    assert_eq!(due().await.n_expired, 1);
    assert_eq!(due().await.n_expired, 0);
    let expired = hospital.alerts("expired").await;
    assert_eq!((expired.len(), &expired[0]["quantity"]), (1, &json!(19)));
    assert!(hospital.alerts("expiring").await.is_empty());
    assert_eq!(hospital.stock().await, (19, 0, 0));
    let rest = json!({"batch_id": batch, "location_id": hospital.pharmacy, "quantity": 19, "reason_code": "expired"});
    hospital.make("write-offs", &rest).await;
    assert!(hospital.alerts("expired").await.is_empty(), "nothing of it is left");
    assert_eq!(
        hospital.told().await,
        [
            "inventory.batch.expiring",
            "inventory.stock.low",
            "inventory.batch.expired"
        ]
    );
}

#[tokio::test]
async fn how_long_before_is_what_the_facility_has_settled() {
    let hospital = hospital().await;
    hospital.received("A", "2026-12-31", 20).await;
    let settings = format!("{INVENTORY}/settings/{}", hospital.facility);
    hospital
        .http
        .call("PUT", &settings, &json!({"expiring_days": 90}))
        .await;
    let report = hospital.service.do_what_is_due().await.expect("it works");
    assert_eq!(report.n_expiring, 1);
    let (status, problem) = hospital.http.call("PUT", &settings, &json!({"expiring_days": 0})).await;
    assert_eq!((status, &problem["type"]), (422, &json!("validation-failed")));
}
