//! No card's number is taken, in any field of any command.

use nilecare_testkit::LogCapture;
use serde_json::{Value, json};

use crate::common::{PAYMENTS, hospital, key, path, string, usd};

const CARD: &str = "4111 1111 1111 1111";

/// Sets each text of a body, one after the other, to one that holds a card's number.
fn spoiled(body: &Value) -> Vec<Value> {
    let mut all = Vec::new();
    for (pointer, _) in texts(body, String::new()) {
        for text in [
            CARD.to_owned(),
            "4111111111111111".to_owned(),
            format!("visa {CARD}, 12/30"),
        ] {
            let mut spoiled = body.clone();
            *spoiled.pointer_mut(&pointer).expect("it is there") = json!(text);
            all.push(spoiled);
        }
    }
    let mut more = body.clone();
    more["card_number"] = json!("4111111111111111");
    all.push(more);
    let mut number = body.clone();
    number["pan"] = json!(4_111_111_111_111_111_i64);
    all.push(number);
    all
}

fn texts(node: &Value, path: String) -> Vec<(String, String)> {
    match node {
        Value::Object(fields) => fields
            .iter()
            .flat_map(|(name, value)| texts(value, format!("{path}/{name}")))
            .collect(),
        Value::Array(items) => items
            .iter()
            .enumerate()
            .flat_map(|(at, item)| texts(item, format!("{path}/{at}")))
            .collect(),
        Value::String(text) => vec![(path, text.clone())],
        _ => Vec::new(),
    }
}

#[tokio::test]
async fn a_card_number_in_any_field_is_refused_and_neither_kept_nor_logged() {
    let (logs, _guard) = LogCapture::for_this_thread();
    let hospital = hospital().await;
    let paid = hospital.paid_by_stripe(500).await;
    let invoice = hospital.invoice(5).await;
    let own = path("", &paid);
    let reason = json!({"reason": "text"});
    let proof = json!({"reference": "TX-1", "sha256": "ab".repeat(32), "url": "https://example.org/proofs/1.pdf"});
    let commands = [
        (
            "POST",
            format!("{PAYMENTS}/initiate"),
            hospital.request(
                "bank_transfer",
                500,
                json!({"proof": proof, "payer": "EVE", "msisdn": "+249912345678"}),
            ),
        ),
        (
            "POST",
            format!("{own}/refunds"),
            json!({"amount": usd(1), "reason": "text"}),
        ),
        ("POST", format!("{own}/verify"), json!({"note": "text"})),
        ("POST", format!("{own}/reject"), reason.clone()),
        ("POST", format!("{own}/cancel"), reason.clone()),
        (
            "POST",
            format!("{PAYMENTS}/refunds/{}/approve", string(&paid["id"])),
            json!({"reference": "text"}),
        ),
        (
            "POST",
            format!("{PAYMENTS}/refunds/{}/reject", string(&paid["id"])),
            reason.clone(),
        ),
        (
            "POST",
            format!("{PAYMENTS}/drawers"),
            json!({"facility_id": hospital.facility, "opening": usd(0)}),
        ),
        (
            "POST",
            format!("{PAYMENTS}/drawers/{}/close", string(&paid["id"])),
            json!({"counted": usd(0), "note": "text"}),
        ),
        (
            "POST",
            format!("{PAYMENTS}/instalments"),
            json!({"invoice_id": invoice, "down_payment": usd(0),
            "n_instalments": 2, "frequency": "weekly"}),
        ),
        (
            "POST",
            format!("{PAYMENTS}/instalments/{}/pay", string(&paid["id"])),
            json!({"provider": "cash", "proof": proof}),
        ),
        (
            "POST",
            format!("{PAYMENTS}/instalments/{}/cancel", string(&paid["id"])),
            reason,
        ),
        (
            "PUT",
            format!("{PAYMENTS}/providers/cash"),
            json!({"is_active": true, "reason": "text"}),
        ),
        (
            "POST",
            format!("{PAYMENTS}/reconciliation/{}/resolve", string(&paid["id"])),
            json!({"status": "resolved", "reason": "text"}),
        ),
    ];
    let token = || Some(hospital.http.token(&["*"]));
    let mut n_refused = 0;
    for (method, path, body) in &commands {
        for body in spoiled(body) {
            let reply = hospital.http.send(method, path, token(), &key(), &body).await;
            let problem: Value = serde_json::from_slice(reply.body()).expect("a problem");
            assert_eq!(
                (reply.status().as_u16(), &problem["type"]),
                (422, &json!("card-number-refused")),
                "{path} {body}"
            );
            assert!(!problem.to_string().contains("4111"), "{problem}");
            n_refused += 1;
        }
    }
    assert!(n_refused > 100, "{n_refused}");
    let (_, path, body) = &commands[0];
    let reply = hospital
        .http
        .send("POST", path, token(), "4111111111111111", body)
        .await;
    assert_eq!(reply.status(), 422, "the key is kept, too");
    let db = hospital.db("payment").await;
    let mut tables: Vec<(String,)> = sqlx::query_as("SELECT name FROM sqlite_master WHERE type = 'table'")
        .fetch_all(db.readers())
        .await
        .expect("it reads");
    tables.retain(|(table,)| !table.starts_with("sqlite") && !table.starts_with('_'));
    for (table,) in tables {
        let columns: Vec<(String,)> = sqlx::query_as("SELECT name FROM pragma_table_info(?)")
            .bind(&table)
            .fetch_all(db.readers())
            .await
            .expect("it reads");
        for (column,) in columns {
            let sql = sqlx::AssertSqlSafe(format!(
                "SELECT COUNT(*) FROM {table} WHERE CAST({column} AS TEXT) LIKE '%4111%1111%1111%1111%'"
            ));
            let (n,): (i64,) = sqlx::query_as(sql).fetch_one(db.readers()).await.expect("it reads");
            assert_eq!(n, 0, "{table}.{column}");
        }
    }
    logs.assert_absent(&["4111"]);
}
