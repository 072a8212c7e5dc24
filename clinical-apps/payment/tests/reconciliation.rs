//! Statements: each line is matched once or is a difference with a name.

use serde_json::{Value, json};

use crate::common::{Hospital, PAYMENTS, hospital, key, path, string, usd};

async fn take(hospital: &Hospital, key: &str, lines: &str) -> (u16, Value) {
    let text = format!("reference,amount,currency,fee,booked_on\n{lines}");
    hospital
        .upload(
            &format!("{PAYMENTS}/reconciliation/statements?provider=bank_transfer"),
            key,
            text,
        )
        .await
}

async fn paid(hospital: &Hospital, reference: &str, amount: i64) -> Value {
    let begun = hospital
        .initiate("bank_transfer", amount, json!({"proof": {"reference": reference}}))
        .await;
    let (status, paid) = hospital
        .post_as("manager", &format!("{}/verify", path("", &begun)), &json!({}))
        .await;
    assert_eq!(status, 200, "{paid}");
    paid
}

async fn worklist(hospital: &Hospital) -> Vec<(String, String)> {
    let page = hospital
        .http
        .get(&format!("{PAYMENTS}/reconciliation?status=mismatch"))
        .await;
    let items = page["items"].as_array().expect("a list");
    let mut all: Vec<_> = items
        .iter()
        .map(|item| (string(&item["difference"]), string(&item["reference"])))
        .collect();
    all.sort();
    all
}

fn named(difference: &str, reference: &str) -> (String, String) {
    (difference.to_owned(), reference.to_owned())
}

#[tokio::test]
async fn lines_are_matched_by_reference_and_amount_and_differences_have_names() {
    let hospital = hospital().await;
    paid(&hospital, "TX-1", 500).await;
    paid(&hospital, "TX-2", 600).await;
    paid(&hospital, "TX-3", 700).await;
    paid(&hospital, "TX-5", 900).await;
    hospital
        .initiate("bank_transfer", 800, json!({"proof": {"reference": "TX-4"}}))
        .await;
    let lines = "TX-1,5.00,USD,0.05,2026-11-22\nTX-2,6.10,USD,,2026-11-22\nTX-3,7,USD,,2026-11-26\nTX-4,8,USD,,2026-11-22\n\
                 TX-9,1,USD,,2026-11-22\nTX-1,5.00,USD,0.05,2026-11-22\n";
    let once = key();
    let (status, statement) = take(&hospital, &once, lines).await;
    assert_eq!(status, 201, "{statement}");
    assert_eq!(
        (
            &statement["n_lines"],
            &statement["n_matched"],
            &statement["n_differences"]
        ),
        (&json!(6), &json!(1), &json!(6))
    );
    assert_eq!(take(&hospital, &once, lines).await, (201, statement), "the same key");
    assert_eq!(take(&hospital, &key(), lines).await.0, 409, "the same file");
    let expected = [
        named("amount", "TX-2"),
        named("duplicate", "TX-1"),
        named("missing", "TX-5"),
        named("missing", "TX-9"),
        named("timing", "TX-3"),
        named("timing", "TX-4"),
    ];
    assert_eq!(worklist(&hospital).await, expected);
    // A later one has what this one did not, and has one again that is matched.
    let (status, later) = take(
        &hospital,
        &key(),
        "TX-5,9.00,USD,,2026-11-24\nTX-1,5.00,USD,,2026-11-24\n",
    )
    .await;
    assert_eq!(
        (status, &later["n_matched"], &later["n_differences"]),
        (201, &json!(1), &json!(1)),
        "{later}"
    );
    let now = worklist(&hospital).await;
    assert!(!now.contains(&named("missing", "TX-5")), "{now:?}");
    assert_eq!(now.iter().filter(|one| **one == named("duplicate", "TX-1")).count(), 2);
}

#[tokio::test]
async fn a_difference_is_resolved_with_a_reason_and_stays_so() {
    let hospital = hospital().await;
    take(&hospital, &key(), "TX-9,1,USD,,2026-11-22\n").await;
    let page = hospital
        .http
        .get(&format!("{PAYMENTS}/reconciliation?difference=missing"))
        .await;
    let item = &page["items"][0];
    assert_eq!(item["external_amount"], usd(100));
    let resolve = format!("{}/resolve", path("reconciliation", item));
    let no_reason = json!({"status": "resolved", "reason": " "});
    assert_eq!(hospital.refused(&resolve, &no_reason).await.0, 422);
    let matched = json!({"status": "matched", "reason": "so"});
    assert_eq!(hospital.refused(&resolve, &matched).await.0, 422);
    let looks = hospital
        .post(
            &resolve,
            &json!({"status": "investigating", "reason": "asked the bank"}),
        )
        .await;
    assert_eq!(
        (&looks["status"], &looks["resolved_by"]),
        (&json!("investigating"), &json!("test"))
    );
    hospital
        .post(
            &resolve,
            &json!({"status": "written-off", "reason": "the bank's error"}),
        )
        .await;
    let again = json!({"status": "resolved", "reason": "again"});
    assert_eq!(
        hospital.refused(&resolve, &again).await,
        (409, "payment-state".to_owned())
    );
}

#[tokio::test]
async fn one_bad_line_refuses_the_whole_statement() {
    let hospital = hospital().await;
    let (status, problem) = take(
        &hospital,
        &key(),
        "TX-1,5.00,USD,,2026-11-22\n4111 1111 1111 1111,5,USD,,2026-11-22\nTX-2,x,USD,,2026-11-22\n",
    )
    .await;
    assert_eq!(status, 422);
    assert_eq!(problem["problems"].as_array().map(Vec::len), Some(2), "{problem}");
    assert!(!problem.to_string().contains("4111"));
    let page = hospital.http.get(&format!("{PAYMENTS}/reconciliation")).await;
    assert_eq!(page["items"], json!([]));
}
