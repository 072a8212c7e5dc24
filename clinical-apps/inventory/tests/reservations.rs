//! Stock that is kept back.

use serde_json::{Value, json};

use crate::common::{Hospital, INVENTORY, hospital, lot, lots, string};

async fn reserved(hospital: &Hospital, quantity: u32) -> Value {
    let mut request = hospital.wanted(quantity);
    request["reference"] = json!("RX-1");
    hospital.make("reservations", &request).await
}

fn own(reservation: &Value, what: &str) -> String {
    format!("reservations/{}/{what}", string(&reservation["id"]))
}

#[tokio::test]
async fn what_is_kept_back_is_for_nobody_else_and_is_issued_when_it_is_committed() {
    let hospital = hospital().await;
    hospital.received("B", "2027-06-30", 10).await;
    hospital.received("A", "2027-01-31", 10).await;
    let reservation = reserved(&hospital, 15).await;
    assert_eq!(reservation["expires_at"], "2026-11-22T12:30:00Z");
    assert_eq!(hospital.stock().await, (20, 15, 5));
    assert_eq!(
        hospital.refused("issues", &hospital.wanted(6)).await,
        (409, "insufficient-stock".to_owned())
    );
    let committed = hospital.make(&own(&reservation, "commit"), &json!({})).await;
    assert_eq!(lots(&committed), [lot("A", -10), lot("B", -5)]);
    assert_eq!(committed["movements"][0]["reference"], "RX-1");
    assert_eq!(hospital.stock().await, (5, 0, 5));
    for what in ["commit", "release"] {
        let refused = hospital
            .refused(&own(&reservation, what), &json!({"reason": "again"}))
            .await;
        assert_eq!(refused, (409, "inventory-state".to_owned()), "{what}");
    }
}

#[tokio::test]
async fn the_same_key_commits_once() {
    let hospital = hospital().await;
    hospital.received("A", "2027-01-31", 10).await;
    let path = format!("{INVENTORY}/{}", own(&reserved(&hospital, 4).await, "commit"));
    let (_, first) = hospital.http.command(&path, "once", &json!({})).await;
    let (status, again) = hospital.http.command(&path, "once", &json!({})).await;
    assert_eq!((status, again), (201, first));
    assert_eq!(hospital.stock().await, (6, 0, 6));
}

#[tokio::test]
async fn what_is_given_back_can_be_issued_again() {
    let hospital = hospital().await;
    hospital.received("A", "2027-01-31", 10).await;
    let reservation = reserved(&hospital, 10).await;
    let released = hospital
        .make(&own(&reservation, "release"), &json!({"reason": "cancelled"}))
        .await;
    assert_eq!(released["status"], "released");
    assert_eq!(hospital.stock().await, (10, 0, 10));
}

#[tokio::test]
async fn nobody_came_in_the_time_that_the_facility_has_settled() {
    let hospital = hospital().await;
    let settings = format!("{INVENTORY}/settings/{}", hospital.facility);
    let (status, _) = hospital
        .http
        .call("PUT", &settings, &json!({"reservation_minutes": 5}))
        .await;
    assert_eq!(status, 200);
    hospital.received("A", "2027-01-31", 10).await;
    let reservation = reserved(&hospital, 10).await;
    assert_eq!(reservation["expires_at"], "2026-11-22T12:05:00Z");
    hospital.set_time("2026-11-22T12:05:00Z");
    assert_eq!(
        hospital.refused(&own(&reservation, "commit"), &json!({})).await,
        (409, "inventory-state".to_owned()),
        "it is over before the round has come by"
    );
    let report = hospital.service.do_what_is_due().await.expect("it works");
    assert_eq!(report.n_reservations_over, 1);
    let again = hospital.service.do_what_is_due().await.expect("it works");
    assert_eq!(again.n_reservations_over, 0);
    assert_eq!(hospital.stock().await, (10, 0, 10));
    let now = hospital
        .get(&format!("reservations/{}", string(&reservation["id"])))
        .await;
    assert_eq!(now["status"], "expired");
}

#[tokio::test]
async fn a_recall_gives_free_what_was_kept_back_and_nothing_of_it_is_handed_out() {
    let hospital = hospital().await;
    let batch = hospital.received("A", "2027-01-31", 10).await;
    hospital.received("B", "2027-06-30", 10).await;
    let reservation = reserved(&hospital, 12).await;
    hospital
        .make(&format!("batches/{batch}/recall"), &json!({"reason": "the maker"}))
        .await;
    assert_eq!(
        hospital.refused(&own(&reservation, "commit"), &json!({})).await,
        (409, "inventory-state".to_owned())
    );
    assert_eq!(hospital.stock().await, (20, 0, 10));
    let again = reserved(&hospital, 10).await;
    assert_eq!(again["batches"][0]["lot"], "B");
}

#[tokio::test]
async fn what_expired_while_it_was_kept_back_is_not_handed_out() {
    let hospital = hospital().await;
    let settings = format!("{INVENTORY}/settings/{}", hospital.facility);
    let a_week = json!({"reservation_minutes": 10_080});
    hospital.http.call("PUT", &settings, &a_week).await;
    hospital.received("A", "2026-11-23", 10).await;
    let reservation = reserved(&hospital, 10).await;
    // In Khartoum the next day has begun; in UTC it has not.
    hospital.set_time("2026-11-23T22:30:00Z");
    assert_eq!(
        hospital.refused(&own(&reservation, "commit"), &json!({})).await,
        (409, "batch-unusable".to_owned())
    );
}
