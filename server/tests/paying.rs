//! An invoice is paid through the payment service, and billing hears of it over the bus.

use std::path::Path;
use std::time::Duration;

use nilecare_drills::{HubFolder, HubProcess};
use nilecare_types::UserId;
use serde_json::{Value, json};

use crate::support::{LIMIT, NILECARE};

async fn post(hub: &HubProcess, path: &str, body: &Value) -> Value {
    let key = UserId::generate().to_string();
    hub.api().command(path, &key, body).await.expect(path)
}

fn id(made: &Value) -> &str {
    made["id"].as_str().expect("what is made has an id")
}

fn sdg(amount: i64) -> Value {
    json!({"amount": amount, "currency": "SDG"})
}

async fn becomes(hub: &HubProcess, path: &str, holds: impl Fn(&Value) -> bool) -> Value {
    let wait = async {
        loop {
            let now: Value = hub.api().get(path).await.expect("it answers");
            if holds(&now) {
                return now;
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    };
    let waited = tokio::time::timeout(LIMIT, wait).await;
    waited.unwrap_or_else(|_| panic!("{path} does not become so"))
}

#[tokio::test]
async fn a_paid_invoice_becomes_paid_in_billing() {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let hub = HubFolder::new(Path::new(NILECARE), folder.path()).expect("the binary is built");
    let hub = hub.start().await.expect("it starts");
    let site = json!({"code": "KRT", "name": "Clinic", "kind": "clinic", "time_zone": "Africa/Khartoum"});
    let site = post(&hub, "/facilities", &site).await;
    let list = json!({"name": "Cash", "facility_id": id(&site), "currency": "SDG", "valid_from": "2026-01-01"});
    let list = post(&hub, "/billing/price-lists", &list).await;
    let item = json!({"category": "procedure", "code": "dressing", "name": "A dressing", "tax": 0,
                      "unit_price": sdg(25_000), "valid_from": "2026-01-01"});
    post(&hub, &format!("/billing/price-lists/{}/items", id(&list)), &item).await;
    let event = json!({"event": "update-person", "patient": {
        "identifiers": [{"system": "HOSP", "value": "100234", "type": "MR"}]}});
    let patient = post(&hub, "/clinical/adt-events", &event).await;
    let charge = json!({"patient_id": patient["patient_id"], "facility_id": id(&site), "category": "procedure",
                        "code": "dressing", "quantity": 2});
    let charge = post(&hub, "/billing/charges", &charge).await;
    let draft = json!({"account_id": charge["account_id"], "charge_ids": [charge["id"]]});
    let invoice = post(&hub, "/billing/invoices", &draft).await;
    post(&hub, &format!("/billing/invoices/{}/issue", id(&invoice)), &json!({})).await;

    post(
        &hub,
        "/payments/drawers",
        &json!({"facility_id": id(&site), "opening": sdg(0)}),
    )
    .await;
    let own = format!("/billing/invoices/{}", id(&invoice));
    let part = json!({"invoice_id": id(&invoice), "provider": "cash", "amount": sdg(20_000)});
    let paid = post(&hub, "/payments/initiate", &part).await;
    assert_eq!(paid["status"], "confirmed", "{paid}");
    becomes(&hub, &own, |invoice| invoice["status"] == "partly-paid").await;
    let rest = json!({"invoice_id": id(&invoice), "provider": "cash", "amount": sdg(30_000)});
    let paid = post(&hub, "/payments/initiate", &rest).await;
    let invoice = becomes(&hub, &own, |invoice| invoice["status"] == "paid").await;
    assert_eq!((&invoice["paid"], &invoice["balance"]), (&sdg(50_000), &sdg(0)));
    let payments: Value = hub.api().get("/billing/payments").await.expect("it answers");
    assert_eq!(
        payments["items"][1]["reference"], paid["transaction_number"],
        "{payments}"
    );
    assert!(hub.stop().await.expect("it ends").success());
}
