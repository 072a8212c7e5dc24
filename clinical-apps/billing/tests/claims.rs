//! Claims from the draft to the money.

use serde_json::{Value, json};

use crate::common::{BILLING, Hospital, hospital, key, path, sdg, string};

async fn drafted() -> (Hospital, Value, Value) {
    let hospital = hospital().await;
    hospital.prices(&[("procedure", "pound", 100, 0)]).await;
    let patient = hospital.patient("1").await;
    let invoice = hospital.invoiced(&patient, 10).await;
    let policy = json!({"patient_id": patient, "insurer": "EVERYCARE", "policy_number": "P1", "coverage": 8_000,
                        "valid_from": "2026-01-01"});
    let policy = hospital.post(&format!("{BILLING}/policies"), &policy).await;
    let claim = json!({"invoice_id": invoice["id"], "policy_id": policy["id"], "diagnosis_codes": ["I10"]});
    let claim = hospital.post(&format!("{BILLING}/claims"), &claim).await;
    assert_eq!((&claim["claimed"], &claim["status"]), (&sdg(800), &json!("draft")));
    (hospital, invoice, claim)
}

fn remittance(number: &str, allowed: i64, paid: i64) -> Value {
    json!({"remittance_number": number, "lines": [{"line_number": 1, "allowed": sdg(allowed), "paid": sdg(paid)}]})
}

#[tokio::test]
async fn a_claim_is_rejected_sent_again_paid_in_part_appealed_and_paid() {
    let (hospital, invoice, claim) = drafted().await;
    let own = path("claims", &claim);
    let reason = json!({"code": "16", "reason": "a code is missing"});
    for (step, body, status) in [
        ("submit", json!({}), "submitted"),
        ("reject", reason.clone(), "rejected"),
        ("submit", json!({}), "submitted"),
        ("accept", json!({"payer_claim_number": "77"}), "accepted"),
    ] {
        assert_eq!(hospital.post(&format!("{own}/{step}"), &body).await["status"], status);
    }
    let pay = format!("{own}/payments");
    let part = hospital.post(&pay, &remittance("R1", 700, 500)).await;
    assert_eq!(
        (&part["status"], &part["n_resubmissions"]),
        (&json!("partly-paid"), &json!(1))
    );
    assert_eq!(hospital.balance(&invoice["account_id"]).await, (500, 0));
    assert_eq!(
        hospital.refused(&pay, &remittance("R1", 700, 100)).await,
        (409, "exists-already".to_owned()),
        "a remittance is taken once"
    );
    assert_eq!(
        hospital.refused(&pay, &remittance("R2", 700, 201)).await,
        (409, "amount-exceeded".to_owned())
    );
    hospital.post(&format!("{own}/appeal"), &reason).await;
    let paid = hospital.post(&pay, &remittance("R2", 800, 300)).await;
    assert_eq!((&paid["status"], &paid["paid"]), (&json!("paid"), &sdg(800)));
    assert_eq!(
        hospital.balance(&invoice["account_id"]).await,
        (200, 0),
        "the patient's share is open"
    );
    let history: Vec<String> = paid["history"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|step| string(&step["status"]))
        .collect();
    let all = [
        "draft",
        "submitted",
        "rejected",
        "submitted",
        "accepted",
        "partly-paid",
        "appealed",
        "paid",
    ];
    assert_eq!(history, all);
}

#[tokio::test]
async fn what_the_state_of_a_claim_does_not_allow_is_refused_and_a_denial_is_kept() {
    let (hospital, invoice, claim) = drafted().await;
    let own = path("claims", &claim);
    assert_eq!(
        hospital
            .refused(&format!("{own}/payments"), &remittance("R1", 700, 500))
            .await,
        (409, "billing-state".to_owned())
    );
    let again = json!({"invoice_id": invoice["id"], "policy_id": claim["policy_id"]});
    let twice = hospital.refused(&format!("{BILLING}/claims"), &again).await;
    assert_eq!(twice, (409, "exists-already".to_owned()), "an insurer is asked once");
    hospital.post(&format!("{own}/submit"), &json!({})).await;
    hospital.post(&format!("{own}/accept"), &json!({})).await;
    let none = json!({"remittance_number": "R1",
                      "lines": [{"line_number": 1, "allowed": sdg(0), "paid": sdg(0), "denial_code": "50"}]});
    let (status, denied) = hospital.http.command(&format!("{own}/payments"), &key(), &none).await;
    assert_eq!((status, &denied["status"]), (200, &json!("denied")), "{denied}");
    assert_eq!(denied["lines"][0]["denial_code"], "50");
    assert_eq!(hospital.balance(&invoice["account_id"]).await, (1_000, 0));
    hospital
        .post(&format!("{own}/close"), &json!({"reason": "the patient pays"}))
        .await;
    hospital.post(&format!("{BILLING}/claims"), &again).await;
}
