//! Vital signs: scored, plausible, told when the risk rises, in the order of time.

use crate::common::{Clinical, clinical, event, key, string};
use serde_json::{Value, json};

fn well(time: &str) -> Value {
    json!({
        "taken_at": format!("2026-11-22T{time}:00Z"), "respiratory_rate": 16, "spo2": 97, "oxygen": {"supplemental": false},
        "systolic": 120, "diastolic": 80, "heart_rate": 70, "consciousness": "alert", "temperature": 37.0,
    })
}

fn with(time: &str, changes: Value) -> Value {
    let mut signs = well(time);
    for (name, value) in changes.as_object().expect("an object") {
        signs[name] = value.clone();
    }
    signs
}

struct Bed {
    clinical: Clinical,
    patient: String,
}

impl Bed {
    async fn new() -> Self {
        let clinical = clinical().await;
        // So that nothing of the day is in the future.
        clinical.rig.clock.advance(jiff::SignedDuration::from_hours(24 * 3650));
        let mut person = event("update-person", "00:00", "1");
        person["patient"]["birth_date"] = json!("1950-01-01");
        let patient = string(&clinical.file(&person).await["patient_id"]);
        clinical.told().await;
        Self { clinical, patient }
    }

    async fn record(&self, signs: &Value) -> (u16, Value) {
        let path = format!("/api/v1/patients/{}/vital-signs", self.patient);
        self.clinical.http.command(&path, &key(), signs).await
    }

    async fn taken(&self, signs: &Value) -> Value {
        let (status, made) = self.record(signs).await;
        assert_eq!(status, 201, "{made}");
        made
    }

    /// Gives the risks that were told as risen.
    async fn raised(&self) -> Vec<Value> {
        let told = self.clinical.told().await;
        told.into_iter()
            .filter(|event| event["event_type"] == "clinical.news2.raised")
            .map(|event| event["data"]["vital_signs"]["news2"]["score"]["band"].clone())
            .collect()
    }
}

#[tokio::test]
async fn all_seven_parameters_make_a_score_and_one_missing_is_named() {
    let bed = Bed::new().await;
    let made = bed
        .taken(&with("10:00", json!({"height_cm": 170, "weight_kg": 65})))
        .await;
    let score = &made["news2"]["score"];
    assert_eq!((&score["total"], &score["band"]), (&json!(0), &json!("low")));
    assert_eq!(score["parts"].as_array().map(Vec::len), Some(7));
    assert_eq!(made["bmi"], 22.5);
    let mut partial = well("10:05");
    partial.as_object_mut().expect("an object").remove("consciousness");
    let made = bed.taken(&partial).await;
    assert_eq!(
        (made["news2"].get("score"), &made["news2"]["missing"]),
        (None, &json!(["consciousness"]))
    );
}

#[tokio::test]
async fn values_that_cannot_be_are_refused_by_place() {
    let bed = Bed::new().await;
    for (field, value) in [
        ("temperature", json!(98.6)),
        ("spo2", json!(101)),
        ("heart_rate", json!(0)),
        ("respiratory_rate", json!(81)),
        ("systolic", json!(301)),
        ("diastolic", json!(120)),
        ("taken_at", json!("2099-01-01T00:00:00Z")),
        ("oxygen", json!({"supplemental": false, "flow_l_min": 2})),
    ] {
        let (status, problem) = bed.record(&with("10:00", json!({field: value}))).await;
        assert_eq!(status, 422, "{field}");
        assert!(
            problem["problems"].to_string().contains(&format!("/{field}")),
            "{problem}"
        );
    }
    let (status, _) = bed.record(&json!({"taken_at": "2026-11-22T10:00:00Z"})).await;
    assert_eq!(status, 422, "nothing was taken");
}

#[tokio::test]
async fn a_risk_that_rises_to_medium_or_high_is_told_once() {
    let bed = Bed::new().await;
    let medium = json!({"systolic": 95, "heart_rate": 95, "respiratory_rate": 22});
    let high = json!({"systolic": 88, "heart_rate": 115, "respiratory_rate": 26});
    bed.taken(&well("10:00")).await;
    assert_eq!(bed.raised().await, Vec::<Value>::new());
    bed.taken(&with("11:00", medium.clone())).await;
    assert_eq!(bed.raised().await, [json!("medium")]);
    bed.taken(&with("12:00", medium.clone())).await;
    assert_eq!(bed.raised().await, Vec::<Value>::new(), "it stayed");
    let worst = bed.taken(&with("13:00", high.clone())).await;
    assert_eq!(bed.raised().await, [json!("high")]);
    // What was taken earlier and recorded late does not alarm.
    bed.taken(&with("10:30", high)).await;
    assert_eq!(bed.raised().await, Vec::<Value>::new());
    // A correction that says less does not either, and is the last word for what comes after.
    let path = format!("/api/v1/vital-signs/{}", string(&worst["id"]));
    let (status, corrected) = bed.clinical.http.call_if(1, "PUT", &path, &well("13:00")).await;
    assert_eq!((status, &corrected["news2"]["score"]["total"]), (200, &json!(0)));
    assert_eq!(bed.raised().await, Vec::<Value>::new());
    bed.taken(&with("14:00", medium)).await;
    assert_eq!(bed.raised().await, [json!("medium")]);
}

#[tokio::test]
async fn the_trend_is_in_the_order_of_time_without_errors() {
    let bed = Bed::new().await;
    let later = bed.taken(&with("12:00", json!({"heart_rate": 95}))).await;
    let earlier = bed.taken(&well("09:00")).await;
    let wrong = bed.taken(&with("10:00", json!({"heart_rate": 200}))).await;
    let error = format!("/api/v1/vital-signs/{}/entered-in-error", string(&wrong["id"]));
    let reason = json!({"reason": "another bed's"});
    assert_eq!(bed.clinical.http.call("POST", &error, &reason).await.0, 200);
    let path = format!("/api/v1/patients/{}/vital-signs/trend", bed.patient);
    let day = "from=2026-11-22T00:00:00Z&to=2026-11-23T00:00:00Z";
    let trend = bed.clinical.http.get(&format!("{path}?{day}")).await;
    assert_eq!(trend["entries"], json!([earlier, later]));
    assert_eq!((&trend["news2_change"], &trend["has_more"]), (&json!(1), &json!(false)));
    let hour = "from=2026-11-22T08:00:00Z&to=2026-11-22T12:00:00Z";
    let trend = bed.clinical.http.get(&format!("{path}?{hour}")).await;
    assert_eq!(trend["entries"], json!([earlier]), "the end is not within it");
    let backwards = "from=2026-11-23T00:00:00Z&to=2026-11-22T00:00:00Z";
    let (status, _) = bed
        .clinical
        .http
        .call("GET", &format!("{path}?{backwards}"), &Value::Null)
        .await;
    assert_eq!(status, 422);
}

#[tokio::test]
async fn children_get_no_score() {
    let bed = Bed::new().await;
    let mut child = event("update-person", "00:00", "2");
    child["patient"]["birth_date"] = json!("2020-01-01");
    let patient = string(&bed.clinical.file(&child).await["patient_id"]);
    let path = format!("/api/v1/patients/{patient}/vital-signs");
    let (status, made) = bed.clinical.http.command(&path, &key(), &well("10:00")).await;
    assert_eq!((status, &made["news2"]), (201, &json!({"is_child": true})));
}
