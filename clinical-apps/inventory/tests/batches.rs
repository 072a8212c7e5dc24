//! Batches that may not be used.

use serde_json::json;

use crate::common::{hospital, lot};

#[tokio::test]
async fn a_batch_in_quarantine_is_not_issued_until_it_is_released() {
    let hospital = hospital().await;
    let first = hospital.received("A", "2027-01-31", 20).await;
    hospital.received("B", "2027-06-30", 20).await;
    let why = json!({"reason": "the cold chain was broken"});
    let batch = hospital.make(&format!("batches/{first}/quarantine"), &why).await;
    assert_eq!(batch["status"], "quarantined");
    assert_eq!(hospital.stock().await, (40, 0, 20));
    assert_eq!(hospital.issued(1).await, [lot("B", -1)]);
    hospital.make(&format!("batches/{first}/release"), &why).await;
    assert_eq!(hospital.issued(1).await, [lot("A", -1)]);
}

#[tokio::test]
async fn a_recall_tells_who_was_given_it_and_the_batch_is_never_used_again() {
    let hospital = hospital().await;
    let batch = hospital.received("A", "2027-01-31", 20).await;
    let patient = hospital.patient("1").await;
    let mut wanted = hospital.wanted(6);
    wanted["patient_id"] = json!(patient);
    wanted["reference"] = json!("RX-1");
    hospital.make("issues", &wanted).await;
    let why = json!({"reason": "the maker wants it back"});
    hospital.make(&format!("batches/{batch}/recall"), &why).await;
    assert_eq!(
        hospital.refused("issues", &hospital.wanted(1)).await,
        (409, "insufficient-stock".to_owned())
    );
    for what in ["release", "quarantine", "recall"] {
        let refused = hospital.refused(&format!("batches/{batch}/{what}"), &why).await;
        assert_eq!(refused, (409, "inventory-state".to_owned()), "{what}");
    }
    assert_eq!(
        hospital
            .refused("receipts", &hospital.receipt("A", "2027-01-31", 5))
            .await,
        (409, "batch-unusable".to_owned())
    );
    let recipients = hospital.list(&format!("batches/{batch}/recipients")).await;
    let of = (&recipients[0]["reference"], &recipients[0]["patient_id"]);
    assert_eq!(of, (&json!("RX-1"), &json!(patient)));
    let alerts = hospital.alerts("recalled").await;
    assert_eq!((alerts.len(), &alerts[0]["quantity"]), (1, &json!(14)));
    let told = hospital.told().await;
    assert_eq!(told.last().map(String::as_str), Some("inventory.batch.recalled"));
}

#[tokio::test]
async fn what_may_not_be_used_moves_into_quarantine_only_and_is_not_issued_from_there() {
    let hospital = hospital().await;
    let batch = hospital.received("A", "2027-01-31", 20).await;
    let cage = hospital.location("QUA", "quarantine").await;
    hospital
        .make(&format!("batches/{batch}/quarantine"), &json!({"reason": "a doubt"}))
        .await;
    let to = |place: &str| json!({"batch_id": batch, "from_location_id": hospital.pharmacy, "to_location_id": place, "quantity": 20});
    assert_eq!(
        hospital.refused("transfers", &to(&hospital.store)).await,
        (409, "batch-unusable".to_owned())
    );
    hospital.make("transfers", &to(&cage)).await;
    hospital
        .make(&format!("batches/{batch}/release"), &json!({"reason": "it is good"}))
        .await;
    assert_eq!(
        hospital.stock().await,
        (20, 0, 0),
        "nothing is issued from the quarantine"
    );
}
