//! Receive, issue, move, correct, write off, take back.

use nilecare_http::{dangling_references, routes_without_permission};
use serde_json::json;

use crate::common::{INVENTORY, hospital, lot, string};

#[tokio::test]
async fn what_expires_first_is_issued_first() {
    let hospital = hospital().await;
    hospital.received("LATE", "2028-01-31", 50).await;
    hospital.received("SOON", "2027-01-31", 20).await;
    assert_eq!(hospital.issued(30).await, [lot("SOON", -20), lot("LATE", -10)]);
    assert_eq!(hospital.stock().await, (40, 0, 40));
}

#[tokio::test]
async fn more_than_there_is_is_refused_and_nothing_is_taken() {
    let hospital = hospital().await;
    hospital.received("A", "2027-01-31", 20).await;
    let (status, problem) = hospital
        .http
        .command(&format!("{INVENTORY}/issues"), "k", &hospital.wanted(21))
        .await;
    assert_eq!((status, &problem["type"]), (409, &json!("insufficient-stock")));
    assert!(string(&problem["detail"]).contains("21 are wanted and 20"), "{problem}");
    assert_eq!(hospital.stock().await, (20, 0, 20));
}

#[tokio::test]
async fn the_same_key_again_receives_and_issues_nothing_new() {
    let hospital = hospital().await;
    let receipts = format!("{INVENTORY}/receipts");
    let request = hospital.receipt("A", "2027-01-31", 20);
    let (_, first) = hospital.http.command(&receipts, "once", &request).await;
    let (status, again) = hospital.http.command(&receipts, "once", &request).await;
    assert_eq!((status, again), (201, first));
    let other = hospital.receipt("A", "2027-01-31", 21);
    let (status, problem) = hospital.http.command(&receipts, "once", &other).await;
    assert_eq!((status, &problem["type"]), (422, &json!("idempotency-key-reused")));
    let issues = format!("{INVENTORY}/issues");
    for _ in 0..2 {
        hospital.http.command(&issues, "out", &hospital.wanted(5)).await;
    }
    assert_eq!(hospital.stock().await, (15, 0, 15));
    let (status, problem) = hospital.http.command(&issues, "", &hospital.wanted(5)).await;
    assert_eq!((status, &problem["type"]), (400, &json!("idempotency-key-missing")));
}

#[tokio::test]
async fn a_lot_has_one_day_of_expiry_and_what_is_over_is_not_taken_in() {
    let hospital = hospital().await;
    hospital.received("A", "2027-01-31", 20).await;
    for (request, expected) in [
        (hospital.receipt("A", "2027-02-28", 20), (409, "batch-differs")),
        (hospital.receipt("B", "2026-11-21", 20), (422, "validation-failed")),
        (hospital.receipt("B", "2027-01-31", 0), (422, "validation-failed")),
        (hospital.receipt(" ", "2027-01-31", 1), (422, "validation-failed")),
    ] {
        let (status, problem) = hospital.refused("receipts", &request).await;
        assert_eq!((status, problem.as_str()), expected, "{request}");
    }
}

#[tokio::test]
async fn a_move_is_two_movements_and_changes_no_sum() {
    let hospital = hospital().await;
    let batch = hospital.received("A", "2027-01-31", 20).await;
    let there = json!({"batch_id": batch, "from_location_id": hospital.pharmacy, "to_location_id": hospital.store, "quantity": 8});
    let moved = hospital.make("transfers", &there).await;
    let (out, into) = (&moved["movements"][0], &moved["movements"][1]);
    assert_eq!(
        (&out["quantity"], &into["quantity"], &out["group"]),
        (&json!(-8), &json!(8), &into["group"])
    );
    let mut too_much = there.clone();
    too_much["quantity"] = json!(13);
    assert_eq!(
        hospital.refused("transfers", &too_much).await,
        (409, "insufficient-stock".to_owned())
    );
    assert_eq!(hospital.stock().await, (20, 0, 20));
    let levels = hospital.list(&format!("stock?location={}", hospital.store)).await;
    assert_eq!((levels.len(), &levels[0]["on_hand"]), (1, &json!(8)));
    let mut from_store = hospital.wanted(9);
    from_store["location_id"] = json!(hospital.store);
    assert_eq!(
        hospital.refused("issues", &from_store).await,
        (409, "insufficient-stock".to_owned())
    );
}

#[tokio::test]
async fn corrections_and_write_offs_need_a_reason_and_for_controlled_drugs_a_witness() {
    let hospital = hospital().await;
    let batch = hospital.received("A", "2027-01-31", 20).await;
    let mut change = json!({"batch_id": batch, "location_id": hospital.pharmacy, "change": -3, "reason": " "});
    assert_eq!(
        hospital.refused("adjustments", &change).await,
        (422, "validation-failed".to_owned())
    );
    change["reason"] = json!("counted twice");
    assert_eq!(hospital.make("adjustments", &change).await["on_hand_after"], 17);
    let morphine = hospital.item("MORPH", &json!({"controlled": true})).await;
    let mut receipt = hospital.receipt("M", "2027-01-31", 10);
    receipt["item_id"] = json!(morphine);
    let batch = string(&hospital.make("receipts", &receipt).await["batch_id"]);
    let mut lost =
        json!({"batch_id": batch, "location_id": hospital.pharmacy, "quantity": 1, "reason_code": "damaged"});
    // The caller of the tests is called `test`.
    for witness in [json!(null), json!("test")] {
        lost["witness"] = witness;
        assert_eq!(
            hospital.refused("write-offs", &lost).await,
            (422, "validation-failed".to_owned())
        );
    }
    lost["witness"] = json!("second");
    assert_eq!(hospital.make("write-offs", &lost).await["witness"], "second");
}

#[tokio::test]
async fn what_comes_back_is_at_most_what_was_issued() {
    let hospital = hospital().await;
    let batch = hospital.received("A", "2027-01-31", 20).await;
    let patient = hospital.patient("1").await;
    let mut wanted = hospital.wanted(6);
    wanted["patient_id"] = json!(patient);
    wanted["reference"] = json!("RX-1");
    let issued = hospital.make("issues", &wanted).await;
    let id = &issued["movements"][0]["id"];
    let back = |quantity: u32| json!({"movement_id": id, "quantity": quantity, "reason": "not needed"});
    assert_eq!(
        hospital.refused("returns", &back(7)).await,
        (409, "quantity-exceeded".to_owned())
    );
    hospital.make("returns", &back(4)).await;
    assert_eq!(
        hospital.refused("returns", &back(3)).await,
        (409, "quantity-exceeded".to_owned())
    );
    let recipients = hospital.list(&format!("batches/{batch}/recipients")).await;
    assert_eq!(
        (
            recipients.len(),
            &recipients[0]["quantity"],
            &recipients[0]["patient_id"]
        ),
        (1, &json!(2), &json!(patient))
    );
    hospital.make("returns", &back(2)).await;
    assert!(hospital.list(&format!("batches/{batch}/recipients")).await.is_empty());
}

#[tokio::test]
async fn low_stock_is_told_once_and_taken_back_when_there_is_enough_again() {
    let hospital = hospital().await;
    hospital.received("A", "2027-01-31", 20).await;
    assert!(hospital.alerts("low-stock").await.is_empty());
    hospital.issued(10).await;
    hospital.issued(1).await;
    let alerts = hospital.alerts("low-stock").await;
    assert_eq!((alerts.len(), &alerts[0]["quantity"]), (1, &json!(10)));
    hospital.received("B", "2027-01-31", 20).await;
    assert!(hospital.alerts("low-stock").await.is_empty());
    hospital.issued(20).await;
    assert_eq!(hospital.alerts("low-stock").await.len(), 1);
    assert_eq!(hospital.told().await, ["inventory.stock.low", "inventory.stock.low"]);
}

#[tokio::test]
async fn an_alert_is_acknowledged_and_resolved_and_told_again_when_it_is_so_again() {
    let hospital = hospital().await;
    hospital.received("A", "2027-01-31", 5).await;
    let alert = &hospital.alerts("low-stock").await[0];
    let own = format!("alerts/{}", string(&alert["id"]));
    let (_, seen) = hospital
        .call_as("eve", "POST", &format!("{own}/acknowledge"), &json!({}))
        .await;
    assert_eq!(
        (&seen["status"], &seen["acknowledged_by"]),
        (&json!("acknowledged"), &json!("eve"))
    );
    hospital.issued(1).await;
    assert!(hospital.alerts("low-stock").await.is_empty(), "it stands already");
    hospital.make(&format!("{own}/resolve"), &json!({})).await;
    assert_eq!(
        hospital.refused(&format!("{own}/acknowledge"), &json!({})).await,
        (409, "inventory-state".to_owned())
    );
    hospital.issued(1).await;
    assert_eq!(hospital.alerts("low-stock").await.len(), 1);
}

#[tokio::test]
async fn lists_go_on_by_pages() {
    let hospital = hospital().await;
    for lot in ["A", "B", "C"] {
        hospital.received(lot, "2027-01-31", 5).await;
    }
    for what in ["stock", "movements", "batches"] {
        let mut lots = Vec::new();
        let mut next = String::new();
        loop {
            let page = hospital.get(&format!("{what}?limit=1{next}")).await;
            let items = page["items"].as_array().expect("a list");
            lots.extend(items.iter().map(|one| string(&one["lot"])));
            match page.get("next") {
                Some(cursor) => next = format!("&cursor={}", string(cursor)),
                None => break,
            }
        }
        lots.sort();
        assert_eq!(lots, ["A", "B", "C"], "{what}");
    }
}

#[tokio::test]
async fn what_is_not_in_use_is_neither_received_nor_issued() {
    let hospital = hospital().await;
    hospital.received("A", "2027-01-31", 5).await;
    let path = format!("{INVENTORY}/locations/{}", hospital.pharmacy);
    let closed =
        json!({"facility_id": hospital.facility, "code": "PHA", "name": "PHA", "kind": "pharmacy", "active": false});
    let (status, _) = hospital.http.call("PUT", &path, &closed).await;
    assert_eq!(status, 200);
    assert_eq!(
        hospital
            .refused("receipts", &hospital.receipt("B", "2027-01-31", 5))
            .await,
        (409, "not-in-use".to_owned())
    );
    assert_eq!(
        hospital.refused("issues", &hospital.wanted(1)).await,
        (409, "insufficient-stock".to_owned())
    );
    assert_eq!(hospital.stock().await, (5, 0, 0));
}

#[tokio::test]
async fn who_it_was_for_is_not_told_to_others() {
    let hospital = hospital().await;
    hospital.received("A", "2027-01-31", 20).await;
    let patient = hospital.patient("1").await;
    let mut wanted = hospital.wanted(6);
    wanted["patient_id"] = json!(patient);
    hospital.make("issues", &wanted).await;
    let db = hospital.db().await;
    let rows: Vec<(String,)> = sqlx::query_as("SELECT body FROM outbox_events")
        .fetch_all(db.readers())
        .await
        .expect("the table is there");
    assert_eq!(rows.len(), 2);
    assert!(rows.iter().all(|(body,)| !body.contains(&patient)));
}

#[tokio::test]
async fn a_code_is_there_once_and_a_change_is_made_to_what_was_read() {
    let hospital = hospital().await;
    let again = json!({"code": "AMOX", "name": "Again", "category": "medication", "unit": "tablet"});
    assert_eq!(
        hospital.refused("items", &again).await,
        (409, "exists-already".to_owned())
    );
    let path = format!("{INVENTORY}/items/{}", hospital.item);
    let (status, item) = hospital.http.call_if(1, "PUT", &path, &again).await;
    assert_eq!((status, &item["version"]), (200, &json!(2)));
    let (status, problem) = hospital.http.call_if(1, "PUT", &path, &again).await;
    assert_eq!((status, &problem["type"]), (409, &json!("version-changed")));
}

#[tokio::test]
async fn each_route_states_its_permission_and_the_document_is_whole() {
    let hospital = hospital().await;
    let document = hospital.service.router().into_openapi();
    assert_eq!(routes_without_permission(&document), Vec::<String>::new());
    assert_eq!(dangling_references(&document), Vec::<String>::new());
}
