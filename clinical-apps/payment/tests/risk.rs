//! Unusual payments: a person releases them, or they are not taken.

use serde_json::json;

use crate::common::{PAYMENTS, hospital, hospital_with, path};

#[tokio::test]
async fn what_is_under_review_is_released_by_another_person_before_the_provider_is_asked() {
    let hospital = hospital().await;
    // 60000 dollars, the first payment, at noon: 25 and 20.
    let request = hospital.request("stripe", 6_000_000, json!({}));
    let (_, begun) = hospital
        .post_as("clerk", &format!("{PAYMENTS}/initiate"), &request)
        .await;
    assert_eq!(
        (&begun["status"], &begun["is_under_review"]),
        (&json!("pending"), &json!(true)),
        "{begun}"
    );
    let risk = json!({"score": 45, "reasons": ["unusual-amount", "first-large"], "decision": "review"});
    assert_eq!(begun["risk"], risk);
    assert!(hospital.stripe.bodies().is_empty(), "nobody was asked");
    let list = hospital.http.get(&format!("{PAYMENTS}?is_under_review=true")).await;
    assert_eq!(list["items"].as_array().map(Vec::len), Some(1));
    let release = format!("{}/release", path("", &begun));
    assert_eq!(hospital.post_as("clerk", &release, &json!({})).await.0, 403);
    let (status, released) = hospital.post_as("manager", &release, &json!({})).await;
    assert_eq!((status, &released["status"]), (200, &json!("processing")), "{released}");
    assert!(released["next_step"]["client_secret"].is_string());
    assert_eq!(released["released_by"], "manager");
    assert_eq!(hospital.post_as("manager", &release, &json!({})).await.0, 409, "once");
    assert_eq!(hospital.stripe.bodies().len(), 1);
}

#[tokio::test]
async fn what_scores_too_high_is_rejected_with_its_reasons() {
    let hospital = hospital().await;
    hospital.set_time("2026-11-22T22:30:00Z");
    let begun = hospital.initiate("stripe", 6_000_000, json!({})).await;
    assert_eq!(
        (&begun["status"], &begun["end_reason"]),
        (&json!("rejected"), &json!("risk"))
    );
    assert_eq!(
        begun["risk"]["reasons"],
        json!(["unusual-amount", "odd-hour", "first-large"])
    );
    assert!(hospital.stripe.bodies().is_empty());
    assert_eq!(hospital.topics().await, ["payment.failed"]);
}

#[tokio::test]
async fn what_is_under_review_can_be_rejected_or_given_up() {
    let hospital = hospital().await;
    for (what, who, expected) in [("reject", "manager", "rejected"), ("cancel", "clerk", "cancelled")] {
        let request = hospital.request("stripe", 6_000_000, json!({}));
        let (_, begun) = hospital
            .post_as("clerk", &format!("{PAYMENTS}/initiate"), &request)
            .await;
        let end = format!("{}/{what}", path("", &begun));
        let (status, ended) = hospital.post_as(who, &end, &json!({"reason": "not known"})).await;
        assert_eq!(
            (status, &ended["status"], &ended["is_under_review"]),
            (200, &json!(expected), &json!(false))
        );
    }
}

#[tokio::test]
async fn the_site_sets_what_counts_and_cash_is_not_looked_at() {
    let hospital = hospital_with(|options| options.risk.velocity_count = 2).await;
    hospital.drawer("test").await;
    for _ in 0..3 {
        let cash = hospital.initiate("cash", 100, json!({})).await;
        assert!(cash.get("risk").is_none() && cash["status"] == "confirmed", "{cash}");
    }
    let begun = hospital.initiate("stripe", 500, json!({})).await;
    assert_eq!(begun["risk"]["reasons"], json!(["velocity"]));
    assert_eq!(begun["status"], "pending", "30 is for review");
}
