//! Orders to suppliers.

use serde_json::{Value, json};

use crate::common::{Hospital, hospital, string};

async fn draft(hospital: &Hospital) -> Value {
    let supplier = hospital
        .make("suppliers", &json!({"code": "MED", "name": "Medical stores"}))
        .await;
    let order = json!({
        "supplier_id": supplier["id"], "facility_id": hospital.facility,
        "lines": [{"item_id": hospital.item, "quantity": 100}],
    });
    let (status, order) = hospital.call_as("writer", "POST", "purchase-orders", &order).await;
    assert_eq!(status, 201, "{order}");
    order
}

fn own(order: &Value, what: &str) -> String {
    format!("purchase-orders/{}/{what}", string(&order["id"]))
}

#[tokio::test]
async fn an_order_is_agreed_to_by_another_person_and_received_in_parts() {
    let hospital = hospital().await;
    let order = draft(&hospital).await;
    assert!(string(&order["order_number"]).starts_with("PO-"));
    let (status, problem) = hospital
        .call_as("writer", "POST", &own(&order, "approve"), &json!({}))
        .await;
    assert_eq!((status, &problem["type"]), (403, &json!("second-person-needed")));
    let part = |quantity: u32| json!({"item_id": hospital.item, "location_id": hospital.pharmacy, "lot": "A", "expires_on": "2027-01-31", "quantity": quantity});
    assert_eq!(
        hospital.refused(&own(&order, "receipts"), &part(1)).await,
        (409, "inventory-state".to_owned()),
        "nobody has agreed"
    );
    hospital.make(&own(&order, "approve"), &json!({})).await;
    hospital.make(&own(&order, "order"), &json!({})).await;
    let partly = hospital.make(&own(&order, "receipts"), &part(60)).await;
    assert_eq!(
        (&partly["status"], &partly["lines"][0]["received"]),
        (&json!("partly-received"), &json!(60))
    );
    assert_eq!(
        hospital.refused(&own(&order, "receipts"), &part(41)).await,
        (409, "quantity-exceeded".to_owned())
    );
    let all = hospital.make(&own(&order, "receipts"), &part(40)).await;
    assert_eq!(all["status"], "received");
    assert_eq!(hospital.stock().await, (100, 0, 100));
    let movements = hospital.list(&format!("movements?item={}", hospital.item)).await;
    assert!(movements.iter().all(|one| one["purchase_order_id"] == order["id"]));
    assert_eq!(
        hospital
            .refused(&own(&order, "cancel"), &json!({"reason": "late"}))
            .await,
        (409, "inventory-state".to_owned())
    );
}

#[tokio::test]
async fn a_draft_can_be_changed_and_what_was_agreed_to_cannot() {
    let hospital = hospital().await;
    let order = draft(&hospital).await;
    let changed = json!({
        "supplier_id": order["supplier_id"], "facility_id": hospital.facility,
        "lines": [{"item_id": hospital.item, "quantity": 50}],
    });
    let path = format!("purchase-orders/{}", string(&order["id"]));
    let (status, now) = hospital.call_as("other", "PUT", &path, &changed).await;
    assert_eq!((status, &now["lines"][0]["quantity"]), (200, &json!(50)));
    let (status, _) = hospital
        .call_as("other", "POST", &own(&order, "approve"), &json!({}))
        .await;
    assert_eq!(status, 403, "who changed it is who wrote it");
    hospital.make(&own(&order, "approve"), &json!({})).await;
    let (status, problem) = hospital.call_as("other", "PUT", &path, &changed).await;
    assert_eq!((status, &problem["type"]), (409, &json!("inventory-state")));
    let mut twice = changed.clone();
    twice["lines"] = json!([{"item_id": hospital.item, "quantity": 1}, {"item_id": hospital.item, "quantity": 2}]);
    assert_eq!(
        hospital.refused("purchase-orders", &twice).await,
        (422, "validation-failed".to_owned())
    );
}
