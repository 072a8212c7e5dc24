//! The life of a prescription: verifying, handing out, refills, holds, ends, versions.

use serde_json::{Value, json};

use crate::common::{PRESCRIPTIONS, key, pharmacy, request, string};

#[tokio::test]
async fn another_person_verifies() {
    let pharmacy = pharmacy(true).await;
    let patient = pharmacy.patient("1").await;
    let written = pharmacy.prescribe(&request(&patient, "amoxicillin")).await;
    let path = format!("{PRESCRIPTIONS}/{}/verify", string(&written["id"]));
    let (status, problem) = pharmacy.call_as("doctor", "POST", &path, &json!({})).await;
    assert_eq!((status, &problem["type"]), (409, &json!("same-person")));
    let (status, active) = pharmacy.call_as("pharmacist", "POST", &path, &json!({})).await;
    assert_eq!((status, &active["status"]), (200, &json!("active")));
}

#[tokio::test]
async fn no_more_is_handed_out_than_the_fill_has_and_refills_are_counted() {
    let pharmacy = pharmacy(true).await;
    let patient = pharmacy.patient("1").await;
    let mut wanted = request(&patient, "amoxicillin");
    wanted["refills"] = json!(1);
    let id = string(&pharmacy.active(&wanted).await["id"]);
    let hand_out = |quantity: u32| json!({"quantity": quantity, "batch": "B1", "expires_at": "2027-01-01T00:00:00Z"});
    assert_eq!(
        pharmacy.change(&id, "dispense", &hand_out(10)).await["status"],
        "partially-dispensed"
    );
    let (status, problem) = pharmacy.try_change(&id, "dispense", &hand_out(12)).await;
    assert_eq!((status, &problem["type"]), (409, &json!("prescription-state")));
    assert!(
        problem["detail"].as_str().expect("a text").contains("11 units"),
        "{problem}"
    );
    assert_eq!(
        pharmacy.change(&id, "dispense", &hand_out(11)).await["status"],
        "dispensed"
    );
    assert_eq!(pharmacy.try_change(&id, "dispense", &hand_out(1)).await.0, 409);
    let filled = pharmacy.change(&id, "refill", &json!({})).await;
    assert_eq!(
        (&filled["status"], &filled["refills_left"]),
        (&json!("active"), &json!(0))
    );
    assert_eq!(
        pharmacy.change(&id, "dispense", &hand_out(21)).await["status"],
        "dispensed"
    );
    let (status, problem) = pharmacy.try_change(&id, "refill", &json!({})).await;
    assert_eq!(status, 409);
    assert!(
        problem["detail"]
            .as_str()
            .expect("a text")
            .contains("no refill is left"),
        "{problem}"
    );
}

#[tokio::test]
async fn a_batch_that_is_over_is_not_handed_out() {
    let pharmacy = pharmacy(true).await;
    let patient = pharmacy.patient("1").await;
    let id = string(&pharmacy.active(&request(&patient, "amoxicillin")).await["id"]);
    let over = json!({"quantity": 21, "batch": "B0", "expires_at": "2026-11-22T12:00:00Z"});
    let (status, problem) = pharmacy.try_change(&id, "dispense", &over).await;
    assert_eq!((status, &problem["type"]), (422, &json!("batch-expired")));
}

#[tokio::test]
async fn a_hold_goes_back_to_where_it_was_and_an_end_is_final() {
    let pharmacy = pharmacy(true).await;
    let patient = pharmacy.patient("1").await;
    let id = string(&pharmacy.active(&request(&patient, "amoxicillin")).await["id"]);
    pharmacy.change(&id, "dispense", &json!({"quantity": 5})).await;
    let why = json!({"reason": "nil by mouth"});
    assert_eq!(pharmacy.try_change(&id, "hold", &json!({"reason": " "})).await.0, 422);
    assert_eq!(pharmacy.change(&id, "hold", &why).await["status"], "on-hold");
    assert_eq!(
        pharmacy.try_change(&id, "dispense", &json!({"quantity": 20})).await.0,
        409
    );
    assert_eq!(
        pharmacy.change(&id, "resume", &json!({})).await["status"],
        "partially-dispensed"
    );
    assert_eq!(pharmacy.try_change(&id, "resume", &json!({})).await.0, 409);
    let (status, problem) = pharmacy.try_change(&id, "cancel", &why).await;
    assert_eq!((status, &problem["type"]), (409, &json!("prescription-state")));
    let text = problem["detail"].as_str().expect("a text");
    assert!(
        text.contains("partially-dispensed") && text.contains("stopped"),
        "{text}"
    );
    let stopped = pharmacy.change(&id, "stop", &why).await;
    assert_eq!(stopped["history"].as_array().map(Vec::len), Some(6), "{stopped}");
    for what in ["verify", "refill", "resume"] {
        assert_eq!(pharmacy.try_change(&id, what, &json!({})).await.0, 409, "{what}");
    }
}

#[tokio::test]
async fn a_version_that_is_old_changes_nothing() {
    let pharmacy = pharmacy(true).await;
    let patient = pharmacy.patient("1").await;
    let id = string(&pharmacy.active(&request(&patient, "amoxicillin")).await["id"]);
    let token = || Some(pharmacy.http.token(&["*"]));
    let read = pharmacy
        .http
        .send("GET", &format!("{PRESCRIPTIONS}/{id}"), token(), "", &Value::Null)
        .await;
    assert_eq!(read.headers()["etag"], "\"2\"");
    let all = json!({"quantity": 21});
    let (one, two) = tokio::join!(
        pharmacy.try_change(&id, "dispense", &all),
        pharmacy.try_change(&id, "dispense", &all),
    );
    let mut statuses = [one.0, two.0];
    statuses.sort();
    assert_eq!(statuses, [200, 409], "the fill is handed out once");
}

#[tokio::test]
async fn the_last_day_ends_it() {
    let pharmacy = pharmacy(true).await;
    let patient = pharmacy.patient("1").await;
    let never = string(&pharmacy.active(&request(&patient, "amoxicillin")).await["id"]);
    let mut other = request(&patient, "metformin");
    other["quantity"] = json!(1);
    let taken = string(&pharmacy.active(&other).await["id"]);
    pharmacy.change(&taken, "dispense", &json!({"quantity": 1})).await;
    pharmacy.set_time("2026-11-30T12:00:00Z");
    assert_eq!(
        pharmacy.http.get(&format!("{PRESCRIPTIONS}/{never}")).await["status"],
        "expired"
    );
    assert_eq!(
        pharmacy.try_change(&never, "dispense", &json!({"quantity": 1})).await.0,
        409
    );
    assert_eq!(pharmacy.service.end_old().await.expect("it works"), 2);
    assert_eq!(pharmacy.service.end_old().await.expect("it works"), 0);
    assert_eq!(
        pharmacy.http.get(&format!("{PRESCRIPTIONS}/{taken}")).await["status"],
        "completed"
    );
    let page = pharmacy.http.get(&format!("{PRESCRIPTIONS}?status=expired")).await;
    assert_eq!(page["items"].as_array().map(Vec::len), Some(1));
    let again = pharmacy
        .http
        .command(PRESCRIPTIONS, &key(), &request(&patient, "amoxicillin"))
        .await;
    assert_eq!(
        again.1["status"], "pending",
        "what is over is no duplicate: {}",
        again.1
    );
}
