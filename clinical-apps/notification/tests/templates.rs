//! Templates: what is shipped, what is refused, what becomes of changes.

use serde_json::{Value, json};

use crate::common::{OWN, house, string};

fn template(name: &str, body: &str, variables: &[&str]) -> Value {
    json!({"name": name, "category": "appointment-booked", "channel": "sms", "language": "en", "body": body, "variables": variables})
}

#[tokio::test]
async fn each_category_has_what_it_is_told_by_in_both_languages() {
    let house = house().await;
    let page = house.http.get(&format!("{OWN}/templates?limit=500")).await;
    let templates = page["items"].as_array().expect("a list");
    for category in [
        "appointment-booked",
        "appointment-moved",
        "appointment-reminder",
        "appointment-cancelled",
        "waitlist-offer",
        "critical-vitals",
        "critical-lab-result",
        "account-security",
        "prescription-ready",
        "invoice-issued",
        "cosignature-asked",
        "draft-taken-over",
        "announcement",
    ] {
        for (channel, language) in [("email", "en"), ("email", "ar"), ("sms", "en"), ("sms", "ar")] {
            let is = |one: &&Value| one["name"] == category && one["channel"] == channel && one["language"] == language;
            let found = templates.iter().find(is);
            let found = found.unwrap_or_else(|| panic!("no {category} by {channel} in {language}"));
            assert_eq!((&found["is_shipped"], &found["active"]), (&json!(true), &json!(true)));
        }
    }
}

#[tokio::test]
async fn a_template_can_say_nothing_of_a_patient_and_names_what_it_uses() {
    let house = house().await;
    let path = format!("{OWN}/templates");
    for (body, variables, place) in [
        ("Dear {{patient_name}}", vec!["patient_name"], "/body"),
        ("Your result is {{value}}", vec!["value"], "/body"),
        ("On {{date}}", vec![], "/variables"),
        ("On {{date}}", vec!["date", "time"], "/variables"),
        ("On {{date}}", vec!["date", "date"], "/variables"),
        ("On {{date", vec!["date"], "/body"),
        ("On {{Date}}", vec!["Date"], "/body"),
        ("", vec![], "/body"),
    ] {
        let (status, problem) = house.refused("POST", &path, &template("own", body, &variables)).await;
        assert_eq!(status, 422, "{body}");
        let problems = problem["problems"].to_string();
        assert!(
            problems.contains(place) && !problems.contains("patient_name"),
            "{problems}"
        );
    }
    let mut with_subject = template("own", "On {{date}}", &["date"]);
    with_subject["subject"] = json!("News");
    assert_eq!(
        house.refused("POST", &path, &with_subject).await.0,
        422,
        "a text message has none"
    );
    let long = template("own", &"x".repeat(321), &[]);
    assert_eq!(house.refused("POST", &path, &long).await.0, 422);
}

#[tokio::test]
async fn a_change_keeps_the_former_version_and_a_preview_sends_nothing() {
    let house = house().await;
    let path = format!("{OWN}/templates");
    let made = house.post(&path, &template("own", "On {{date}}", &["date"])).await;
    let (status, again) = house.refused("POST", &path, &template("own", "Other", &[])).await;
    assert_eq!((status, &again["type"]), (409, &json!("exists-already")));
    let own = format!("{path}/{}", string(&made["id"]));
    let request = template("own", "At {{time}}, {{facility}}", &["facility", "time"]);
    assert_eq!(house.http.call_if(7, "PUT", &own, &request).await.0, 409);
    let (status, changed) = house.http.call_if(1, "PUT", &own, &request).await;
    assert_eq!((status, &changed["version"]), (200, &json!(2)));
    let versions = house.http.get(&format!("{own}/versions")).await;
    let bodies: Vec<_> = versions["items"]
        .as_array()
        .into_iter()
        .flatten()
        .map(|one| &one["body"])
        .collect();
    assert_eq!(bodies, ["On {{date}}", "At {{time}}, {{facility}}"]);
    let first = house.http.get(&format!("{own}/versions?limit=1")).await;
    let second = house
        .http
        .get(&format!("{own}/versions?limit=1&cursor={}", string(&first["next"])))
        .await;
    assert_eq!(second["items"][0]["version"], json!(2));
    let preview = house
        .post(
            &format!("{own}/preview"),
            &json!({"variables": {"time": "{{facility}}"}}),
        )
        .await;
    assert_eq!(preview["body"], json!("At {{facility}}, [facility]"));
    let unknown = json!({"variables": {"patient_name": "EVERYMAN"}});
    let (status, problem) = house.refused("POST", &format!("{own}/preview"), &unknown).await;
    assert_eq!(status, 422);
    assert!(!problem.to_string().contains("EVERYMAN"));
    assert!(house.texts.to().is_empty());
}
