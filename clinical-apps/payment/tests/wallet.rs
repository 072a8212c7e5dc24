//! A mobile wallet as the presets describe it, and its signed callbacks.

use std::sync::{Arc, Mutex};

use axum::extract::State;
use axum::routing::{get, post};
use axum::{Json, Router};
use http::HeaderMap;
use nilecare_payment::ProviderSettings;
use nilecare_signature::sign;
use nilecare_types::{Clock, HumanDuration, Secret};
use serde_json::{Value, json};

use crate::common::{BILLING, Hospital, PAYMENTS, hospital_with, string};

#[derive(Clone, Default)]
struct Operator(Arc<Mutex<Vec<(String, String)>>>);

/// An operator that accepts every payment, keeps what it was sent with the signature, and says `PENDING` until the callback.
async fn begin(State(operator): State<Operator>, head: HeaderMap, body: String) -> Json<Value> {
    let text = |name: &str| {
        head.get(name)
            .and_then(|value| value.to_str().ok())
            .unwrap_or_default()
            .to_owned()
    };
    let signed = format!("{}:{}", text("x-timestamp"), text("x-signature"));
    operator.0.lock().expect("nobody panicked").push((body, signed));
    Json(json!({"transaction_id": "OP-1", "status": "PENDING"}))
}

async fn ask() -> Json<Value> {
    Json(json!({"transaction_id": "OP-1", "status": "PENDING"}))
}

async fn hospital() -> (Hospital, Operator, String) {
    let operator = Operator::default();
    let router = Router::new()
        .route("/payments", post(begin))
        .route("/payments/{number}", get(ask))
        .with_state(operator.clone());
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0")
        .await
        .expect("a port is free");
    let address = listener.local_addr().expect("it is bound");
    tokio::spawn(async move { axum::serve(listener, router).await });
    let hospital = hospital_with(|options| {
        options.providers.insert(
            "zain_cash".to_owned(),
            ProviderSettings {
                base_url: Some(format!("http://{address}")),
                secret: Some(Secret::new("ours".to_owned())),
                webhook_secrets: vec![Secret::new("theirs".to_owned())],
                merchant_id: Some("M-1".to_owned()),
                timeout: Some(HumanDuration::from_secs(5)),
                ..ProviderSettings::default()
            },
        );
    })
    .await;
    let request = json!({"patient_id": hospital.patient, "facility_id": hospital.facility, "currency": "SDG"});
    let account = string(&hospital.post(&format!("{BILLING}/accounts"), &request).await["id"]);
    (hospital, operator, account)
}

async fn callback(hospital: &Hospital, secret: &str, body: &Value) -> u16 {
    let (time, body) = (hospital.rig.clock.now().as_second().to_string(), body.to_string());
    let signature = sign(
        &Secret::new(secret.to_owned()),
        &[time.as_bytes(), b".", body.as_bytes()],
    );
    hospital
        .webhook(
            "zain_cash",
            &[("x-signature", &signature), ("x-timestamp", &time)],
            &body,
        )
        .await
}

#[tokio::test]
async fn a_wallet_is_asked_with_a_signature_and_its_callback_confirms() {
    let (hospital, operator, account) = hospital().await;
    let amount = json!({"amount": 500, "currency": "SDG"});
    let request = json!({"account_id": account, "provider": "zain_cash", "amount": amount, "msisdn": "+249912345678"});
    let begun = hospital.post(&format!("{PAYMENTS}/initiate"), &request).await;
    assert_eq!(
        (&begun["status"], &begun["external_reference"]),
        (&json!("processing"), &json!("OP-1")),
        "{begun}"
    );
    assert_eq!(begun["msisdn_ending"], "5678");
    assert!(!begun.to_string().contains("249912345678"), "the number is not kept");
    let sent = operator.0.lock().expect("nobody panicked").clone();
    let (body, signed) = &sent[0];
    let (time, signature) = signed.split_once(':').expect("both");
    let ours = Secret::new("ours".to_owned());
    assert_eq!(signature, sign(&ours, &[time.as_bytes(), b".", body.as_bytes()]));
    let body: Value = serde_json::from_str(body).expect("JSON");
    let expected = json!({"merchant_reference": begun["transaction_number"], "amount": 500, "currency": "SDG",
                          "merchant_id": "M-1", "msisdn": "+249912345678"});
    assert_eq!(body, expected);

    let paid = json!({"event_id": "E1", "merchant_reference": begun["transaction_number"], "transaction_id": "OP-1",
                      "status": "SUCCESS", "amount": 500, "currency": "SDG"});
    assert_eq!(callback(&hospital, "ours", &paid).await, 400, "not theirs");
    assert_eq!(hospital.status(&begun).await, "processing");
    assert_eq!(callback(&hospital, "theirs", &paid).await, 200);
    assert_eq!(callback(&hospital, "theirs", &paid).await, 200);
    assert_eq!(hospital.status(&begun).await, "confirmed");
    assert_eq!(hospital.topics().await, ["payment.completed"]);
    let mut failed = paid.clone();
    (failed["event_id"], failed["status"]) = (json!("E2"), json!("FAILED"));
    assert_eq!(callback(&hospital, "theirs", &failed).await, 200);
    assert_eq!(hospital.status(&begun).await, "confirmed");
}

#[tokio::test]
async fn a_wallet_needs_its_number() {
    let (hospital, _, account) = hospital().await;
    let amount = json!({"amount": 500, "currency": "SDG"});
    for msisdn in [Value::Null, json!("0912345678"), json!("+12")] {
        let mut request = json!({"account_id": account, "provider": "zain_cash", "amount": amount, "msisdn": msisdn});
        request
            .as_object_mut()
            .expect("an object")
            .retain(|_, value| !value.is_null());
        assert_eq!(hospital.refused(&format!("{PAYMENTS}/initiate"), &request).await.0, 422);
    }
}
