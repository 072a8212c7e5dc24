//! Readings: filed once, under the right patient, found again.

use serde_json::{Value, json};

use crate::common::{DEVICES, READINGS, key, reading, ward};

#[tokio::test]
async fn a_batch_is_filed_once_whoever_sends_it_again() {
    let ward = ward().await;
    let (_, patient) = ward.monitored("MONITOR1").await;
    let at = ward.now().to_string();
    let sent = |rate: u32| json!({ "device": "MONITOR1", "at": at, "values": { "heart_rate": rate } });
    let batch = json!({ "readings": [sent(72)] });
    let key = key();
    let (status, first) = ward.call_keyed("POST", READINGS, &key, &batch).await;
    assert_eq!(
        (status, &first["stored"], &first["repeated"]),
        (200, &json!(1), &json!(0))
    );
    assert_eq!(ward.call_keyed("POST", READINGS, &key, &batch).await.1, first);
    let (status, refused) = ward
        .call_keyed("POST", READINGS, &key, &json!({ "readings": [sent(73)] }))
        .await;
    assert_eq!((status, &refused["type"]), (422, &json!("idempotency-key-reused")));
    // Another key: the same time of the same device is the same reading.
    let again = ward.file(&[sent(73), sent(74)]).await;
    assert_eq!((&again["stored"], &again["repeated"]), (&json!(0), &json!(2)));
    let page = ward.get(&format!("/api/v1/vitals?patient={patient}")).await;
    assert_eq!(page["items"].as_array().map(Vec::len), Some(1));
    assert_eq!(page["items"][0]["values"], json!({ "heart_rate": 72.0 }));
}

#[tokio::test]
async fn one_device_that_is_not_known_refuses_the_whole_batch() {
    let ward = ward().await;
    let (_, patient) = ward.monitored("MONITOR1").await;
    let values = json!({ "heart_rate": 72 });
    let batch = json!({ "readings": [reading("MONITOR1", values.clone()), reading("NOBODY", values)] });
    let (status, refused) = ward.call("POST", READINGS, &batch).await;
    assert_eq!((status, &refused["type"]), (422, &json!("device-unknown")));
    assert!(
        refused["detail"]
            .as_str()
            .is_some_and(|text| text.contains("/readings/1/device")),
        "{refused}"
    );
    assert_eq!(
        ward.get(&format!("/api/v1/vitals?patient={patient}")).await["items"],
        json!([])
    );
}

#[tokio::test]
async fn the_time_of_a_reading_decides_whose_it_is() {
    let ward = ward().await;
    let (device, first) = ward.monitored("MONITOR1").await;
    let in_first = ward.now();
    ward.advance(60);
    let path = format!("{DEVICES}/{device}/association");
    assert_eq!(ward.call("DELETE", &path, &Value::Null).await.0, 204);
    ward.advance(60);
    let between = ward.now();
    ward.advance(60);
    let second = ward.patient("2").await;
    assert_eq!(ward.connect(&device, &second).await.0, 201);
    // All come late, from the monitor's memory.
    let at = |at: nilecare_types::Timestamp, rate: u32| json!({ "device": "MONITOR1", "at": at.to_string(), "values": { "heart_rate": rate } });
    let reply = ward
        .file(&[at(ward.now(), 73), at(between, 72), at(in_first, 71)])
        .await;
    assert_eq!((&reply["stored"], &reply["without_patient"]), (&json!(3), &json!(1)));
    for (patient, rate) in [(&first, 71.0), (&second, 73.0)] {
        let page = ward.get(&format!("/api/v1/vitals?patient={patient}")).await;
        assert_eq!(page["items"].as_array().map(Vec::len), Some(1), "{page}");
        assert_eq!(page["items"][0]["values"]["heart_rate"], rate);
    }
}

#[tokio::test]
async fn what_a_device_without_a_patient_measures_raises_nothing_and_is_told_nobody() {
    let ward = ward().await;
    ward.device("MONITOR1").await;
    let reply = ward.beat("MONITOR1", 180.0).await;
    assert_eq!((&reply["without_patient"], &reply["alarms"]), (&json!(1), &json!(0)));
    assert!(ward.alarms("").await.is_empty());
    assert_eq!(ward.told().await.len(), 1, "the registration alone");
}

#[tokio::test]
async fn times_that_cannot_be_are_refused_with_a_reason() {
    let ward = ward().await;
    ward.monitored("MONITOR1").await;
    for at in ["1970-01-01T00:00:00Z", "2031-01-01T00:00:00Z"] {
        let batch = json!({ "readings": [{ "device": "MONITOR1", "at": at, "values": { "heart_rate": 72 } }] });
        let (status, refused) = ward.call("POST", READINGS, &batch).await;
        assert_eq!(status, 422);
        assert!(
            refused["problems"][0]
                .as_str()
                .is_some_and(|text| text.contains("clock")),
            "{refused}"
        );
    }
}

#[tokio::test]
async fn pages_of_readings_go_on_where_they_ended() {
    let ward = ward().await;
    let (_, patient) = ward.monitored("MONITOR1").await;
    for rate in 70..75 {
        ward.beat("MONITOR1", f64::from(rate)).await;
    }
    let mut rates = Vec::new();
    let mut path = format!("/api/v1/vitals?patient={patient}&limit=2");
    loop {
        let page = ward.get(&path).await;
        rates.extend(
            page["items"]
                .as_array()
                .into_iter()
                .flatten()
                .filter_map(|item| item["values"]["heart_rate"].as_f64()),
        );
        let Some(next) = page["next"].as_str() else { break };
        path = format!("/api/v1/vitals?patient={patient}&limit=2&cursor={next}");
    }
    assert_eq!(rates, [74.0, 73.0, 72.0, 71.0, 70.0]);
}

#[tokio::test]
async fn a_series_has_the_least_the_most_and_the_mean_of_each_part_also_of_hours_whose_readings_are_gone() {
    let ward = ward().await;
    let (_, patient) = ward.monitored("MONITOR1").await;
    let from = ward.now();
    for rate in [60.0, 80.0, 70.0] {
        ward.beat("MONITOR1", rate).await;
    }
    ward.advance(3600);
    ward.beat("MONITOR1", 90.0).await;
    let to = ward.now() + jiff::SignedDuration::from_secs(1);
    let path =
        format!("/api/v1/vitals/series?patient={patient}&parameter=heart-rate&from={from}&to={to}&bucket_seconds=3600");
    let series = ward.get(&path).await;
    let expected = |from: &str, n: u32, min: f64, max: f64, mean: f64| json!({ "from": from, "n": n, "min": min, "max": max, "mean": mean });
    let both = json!([
        expected("2026-11-22T12:00:00Z", 3, 60.0, 80.0, 70.0),
        expected("2026-11-22T13:00:00Z", 1, 90.0, 90.0, 90.0),
    ]);
    assert_eq!(series, both);
    ward.advance(366 * 24 * 3600);
    assert_eq!(ward.service.compact().await.expect("it works"), 4);
    assert_eq!(
        ward.get(&format!("/api/v1/vitals?patient={patient}")).await["items"],
        json!([])
    );
    assert_eq!(ward.get(&path).await, both);
    let (status, _) = ward.call("GET", &path.replace("=3600", "=0"), &Value::Null).await;
    assert_eq!(status, 422);
}
