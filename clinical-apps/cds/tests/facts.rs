//! The site's facts over the shipped ones, and signatures.

use serde_json::{Value, json};

use crate::common::{Cds, cds};

const FACTS: &str = "/api/v1/cds/facts";

async fn alerts(cds: &Cds, drugs: &[&str]) -> Vec<Value> {
    let proposed: Vec<Value> = drugs.iter().map(|name| json!({"drug": {"name": name}})).collect();
    let request = json!({"proposed": proposed, "current": []});
    let (status, reply) = cds.http.call("POST", "/api/v1/cds/check", &request).await;
    assert_eq!(status, 200, "{reply}");
    let all = reply["alerts"].as_array().expect("a list").clone();
    all.into_iter().filter(|alert| alert["kind"] == "interaction").collect()
}

#[tokio::test]
async fn a_site_switches_off_changes_and_restores_a_fact() {
    let cds = cds().await;
    let shipped = cds.http.get(&format!("{FACTS}/interactions/R001")).await;
    assert_eq!(
        (&shipped["origin"], &shipped["active"]),
        (&json!("shipped"), &json!(true))
    );
    assert_eq!(
        alerts(&cds, &["warfarin", "ibuprofen"]).await[0]["source"]["id"],
        "R001"
    );

    let off = json!({"fact": shipped["fact"], "active": false});
    let (status, row) = cds.http.call("PUT", &format!("{FACTS}/interactions/R001"), &off).await;
    assert_eq!((status, &row["origin"]), (200, &json!("site")), "{row}");
    assert!(
        alerts(&cds, &["warfarin", "diclofenac"])
            .await
            .iter()
            .all(|alert| alert["source"]["id"] != "R001")
    );

    let mut fact = shipped["fact"].clone();
    fact["severity"] = json!("minor");
    fact["mode"] = json!("log");
    let changed = json!({"fact": fact, "source": "formulary 2026", "reviewer": "Pharmacy board"});
    cds.http
        .call("PUT", &format!("{FACTS}/interactions/R001"), &changed)
        .await;
    let found = alerts(&cds, &["warfarin", "diclofenac"]).await;
    assert_eq!(
        (&found[0]["severity"], &found[0]["source"]["source"]),
        (&json!("minor"), &json!("formulary 2026"))
    );
    assert_eq!(found[0]["source"]["reviewed_by"], "Pharmacy board");

    let (status, row) = cds
        .http
        .call("DELETE", &format!("{FACTS}/interactions/R001"), &Value::Null)
        .await;
    assert_eq!((status, &row["origin"]), (200, &json!("shipped")), "{row}");
    assert_eq!(alerts(&cds, &["warfarin", "diclofenac"]).await[0]["severity"], "major");
    let (status, _) = cds
        .http
        .call("DELETE", &format!("{FACTS}/interactions/R001"), &Value::Null)
        .await;
    assert_eq!(status, 404);
}

#[tokio::test]
async fn a_drug_of_the_site_is_checked_like_any_other() {
    let cds = cds().await;
    let pair = json!({"fact": {"kind": "interactions", "a": "drug:nilecarol", "b": "class:nsaid", "severity": "major", "mode": "interruptive",
        "mechanism": "invented", "effect": "bleeding", "management": "avoid"}});
    let path = format!("{FACTS}/interactions/S-1");
    let (status, problem) = cds.http.call("PUT", &path, &pair).await;
    assert_eq!((status, &problem["type"]), (422, &json!("cds-fact-selects-nothing")));
    let drug =
        json!({"fact": {"kind": "drugs", "name": "Nilecarol", "aliases": ["nilecaral"], "classes": ["anticoagulant"]}});
    let (status, row) = cds.http.call("PUT", &format!("{FACTS}/drugs/nilecarol"), &drug).await;
    assert_eq!(status, 200, "{row}");
    assert_eq!(cds.http.call("PUT", &path, &pair).await.0, 200);
    assert_eq!(
        alerts(&cds, &["Nilecaral", "ibuprofen"]).await[0]["source"]["id"],
        "S-1"
    );
    let found = cds.http.get(&format!("{FACTS}/drugs?q=nilecaral")).await;
    assert_eq!(found["items"].as_array().map(Vec::len), Some(1));
}

#[tokio::test]
async fn facts_are_unreviewed_until_somebody_signs_this_version_of_them() {
    let cds = cds().await;
    let state = cds.http.get(FACTS).await;
    assert!(state["notice"].as_str().expect("a notice").contains("unreviewed"));
    let review = |version: &Value| json!({"version": version, "reviewer": "E. Everyman, chief pharmacist"});
    let path = format!("{FACTS}/interactions/review");
    let (status, problem) = cds.http.call("POST", &path, &review(&json!("2020.1"))).await;
    assert_eq!((status, &problem["type"]), (409, &json!("cds-facts-version")));
    for kind in [
        "drugs",
        "interactions",
        "cross-sensitivities",
        "contraindications",
        "dose-limits",
        "duplicate-classes",
        "guidelines",
    ] {
        let path = format!("{FACTS}/{kind}/review");
        let (status, state) = cds.http.call("POST", &path, &review(&state["version"])).await;
        assert_eq!(status, 200, "{state}");
    }
    assert_eq!(cds.http.get(FACTS).await.get("notice"), None);
    let found = alerts(&cds, &["warfarin", "diclofenac"]).await;
    assert_eq!(found[0]["source"]["reviewed_by"], "E. Everyman, chief pharmacist");
}

#[tokio::test]
async fn pages_hold_every_fact_once() {
    let cds = cds().await;
    let mut ids = Vec::new();
    let mut after = String::new();
    for _ in 0..4 {
        let page = cds.http.get(&format!("{FACTS}/interactions?limit=150{after}")).await;
        let items = page["items"].as_array().expect("a list");
        ids.extend(items.iter().map(|row| row["id"].as_str().expect("an id").to_owned()));
        match page["next"].as_str() {
            Some(next) => after = format!("&cursor={next}"),
            None => break,
        }
    }
    let n_ids = ids.len();
    ids.sort();
    ids.dedup();
    assert_eq!((n_ids, ids.len()), (389, 389));
}

#[tokio::test]
async fn a_fact_that_is_not_valid_changes_nothing() {
    let cds = cds().await;
    for (path, fact) in [
        ("interactions/R001", json!({"kind": "drugs", "name": "x"})),
        ("drugs/a%20b", json!({"kind": "drugs", "name": "x"})),
        ("drugs/ab", json!({"kind": "drugs", "name": ""})),
        (
            "interactions/S-2",
            json!({"kind": "interactions", "a": "warfarin", "b": "class:nsaid"}),
        ),
    ] {
        let (status, problem) = cds
            .http
            .call("PUT", &format!("{FACTS}/{path}"), &json!({"fact": fact}))
            .await;
        assert!(matches!(status, 400 | 422), "{path}: {status} {problem}");
    }
    let state = cds.http.get(FACTS).await;
    assert!(
        state["kinds"]
            .as_array()
            .expect("kinds")
            .iter()
            .all(|kind| kind["active"] == kind["unreviewed"])
    );
}
