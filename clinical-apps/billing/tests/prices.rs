//! Price lists, what counts of them, and who may change them.

use serde_json::{Value, json};

use crate::common::{BILLING, hospital, json_of, path, sdg, string};

#[tokio::test]
async fn the_price_of_the_day_and_of_the_facility_counts() {
    let hospital = hospital().await;
    let general = json!({"name": "All", "currency": "SDG", "valid_from": "2026-01-01"});
    let general = string(&hospital.post(&format!("{BILLING}/price-lists"), &general).await["id"]);
    for (amount, from, until) in [
        (100, "2026-01-01", json!("2026-06-30")),
        (200, "2026-07-01", Value::Null),
    ] {
        let item = json!({"category": "procedure", "code": "Suture", "name": "Suture", "unit_price": sdg(amount),
                          "valid_from": from, "valid_until": until});
        hospital
            .post(&format!("{BILLING}/price-lists/{general}/items"), &item)
            .await;
    }
    let patient = hospital.patient("1").await;
    let charge = |at: &str| {
        json!({"patient_id": patient, "facility_id": hospital.facility, "category": "procedure", "code": "suture",
               "quantity": 1, "service_at": at})
    };
    let charges = format!("{BILLING}/charges");
    // Still the 30th of June in UTC, and the 1st of July in Khartoum.
    for (at, amount) in [("2026-06-30T21:59:00Z", 100), ("2026-06-30T22:00:00Z", 200)] {
        let charged = hospital.post(&charges, &charge(at)).await;
        assert_eq!(
            (&charged["status"], &charged["unit_price"]),
            (&json!("pending"), &sdg(amount)),
            "{at}"
        );
    }
    hospital.prices(&[("procedure", "suture", 300, 0)]).await;
    let own = hospital.post(&charges, &charge("2026-11-22T10:00:00Z")).await;
    assert_eq!(own["unit_price"], sdg(300), "the facility's own list comes first");
}

#[tokio::test]
async fn a_list_has_no_two_prices_of_a_thing_on_one_day_and_one_currency() {
    let hospital = hospital().await;
    let list = hospital.prices(&[("procedure", "suture", 300, 0)]).await;
    let items = format!("{BILLING}/price-lists/{list}/items");
    let mut item = json!({"category": "procedure", "code": "SUTURE", "name": "Suture", "unit_price": sdg(1), "valid_from": "2027-01-01"});
    assert_eq!(
        hospital.refused(&items, &item).await,
        (409, "exists-already".to_owned())
    );
    item["code"] = json!("other");
    item["unit_price"]["currency"] = json!("USD");
    assert_eq!(hospital.refused(&items, &item).await.0, 422);
    item["unit_price"]["currency"] = json!("XXX");
    assert_eq!(hospital.refused(&items, &item).await.0, 422);
    item["unit_price"] = sdg(-1);
    assert_eq!(hospital.refused(&items, &item).await.0, 422);
}

#[tokio::test]
async fn what_has_no_price_waits_and_is_priced_when_there_is_one() {
    let hospital = hospital().await;
    let patient = hospital.patient("1").await;
    let charge = hospital.charge(&patient, "mri", 1).await;
    assert_eq!(
        (&charge["status"], &charge["unpriced_reason"]),
        (&json!("unpriced"), &json!("no-price"))
    );
    let worklist = hospital.http.get(&format!("{BILLING}/charges?status=unpriced")).await;
    assert_eq!(worklist["items"][0]["id"], charge["id"]);
    let price = format!("{}/price", path("charges", &charge));
    assert_eq!(hospital.post(&price, &json!({})).await["status"], "unpriced");
    hospital.prices(&[("procedure", "mri", 5_000, 0)]).await;
    let report = hospital.service.do_what_is_due().await.expect("it is done");
    assert_eq!(report.n_priced, 1);
    let priced = hospital.http.get(&path("charges", &charge)).await;
    assert_eq!(
        (&priced["status"], &priced["unit_price"]),
        (&json!("pending"), &sdg(5_000))
    );
    assert_eq!(
        hospital.refused(&price, &json!({})).await,
        (409, "billing-state".to_owned())
    );
}

#[tokio::test]
async fn each_needs_its_permission() {
    let hospital = hospital().await;
    let list = json!({"name": "Cash", "currency": "SDG", "valid_from": "2026-01-01"});
    let nothing = json!({});
    for (method, what, body, permission) in [
        ("POST", "price-lists", &list, "prices:write"),
        ("GET", "invoices", &Value::Null, "billing:read"),
        ("GET", "reports/trial-balance", &Value::Null, "billing:read"),
        (
            "POST",
            "payments/01ARZ3NDEKTSV4RRFFQ69G5FAV/reverse",
            &nothing,
            "billing:approve",
        ),
        (
            "POST",
            "refunds/01ARZ3NDEKTSV4RRFFQ69G5FAV/approve",
            &nothing,
            "billing:approve",
        ),
        (
            "POST",
            "invoices/01ARZ3NDEKTSV4RRFFQ69G5FAV/issue",
            &nothing,
            "invoices:write",
        ),
        (
            "POST",
            "claims/01ARZ3NDEKTSV4RRFFQ69G5FAV/submit",
            &nothing,
            "claims:write",
        ),
    ] {
        let path = format!("{BILLING}/{what}");
        let token = Some(hospital.http.token(&["patients:read", "payments:write"]));
        let reply = hospital.http.send(method, &path, token, "k", body).await;
        assert_eq!(
            (reply.status().as_u16(), json_of(&reply)["type"].clone()),
            (403, json!("permission-missing")),
            "{what}"
        );
        let token = Some(hospital.http.token(&[permission]));
        let reply = hospital.http.send(method, &path, token, "k", body).await;
        assert_ne!(reply.status().as_u16(), 403, "{what}");
    }
}
