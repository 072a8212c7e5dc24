//! The register, and whom devices measure.

use nilecare_contracts::device::DeviceRequest;
use serde_json::{Value, json};

use crate::common::{DEVICES, READINGS, key, reading, string, ward};

#[tokio::test]
async fn a_device_is_registered_once_and_changed_by_who_has_read_it() {
    let ward = ward().await;
    let request = serde_json::to_value(DeviceRequest::sample("MONITOR1")).expect("it serialises");
    let key = key();
    let (status, first) = ward.call_keyed("POST", DEVICES, &key, &request).await;
    assert_eq!(
        (status, &first["status"], &first["online"]),
        (201, &json!("active"), &json!(false))
    );
    assert_eq!(
        ward.call_keyed("POST", DEVICES, &key, &request).await.1["id"],
        first["id"]
    );
    let (status, refused) = ward.call("POST", DEVICES, &request).await;
    assert_eq!((status, &refused["type"]), (409, &json!("device-exists")));

    let path = format!("{DEVICES}/{}", string(&first["id"]));
    let mut changed = request.clone();
    changed["location"] = json!("Ward 4, bed 1");
    let (status, now) = ward.call("PUT", &path, &changed).await;
    assert_eq!((status, &now["version"]), (200, &json!(2)));
    let page = ward.get(&format!("{DEVICES}?facility=NILE")).await;
    assert_eq!(page["items"][0]["details"]["location"], "Ward 4, bed 1");
    assert_eq!(ward.get(&format!("{DEVICES}?facility=OTHER")).await["items"], json!([]));
}

#[tokio::test]
async fn a_device_measures_one_patient_at_a_time() {
    let ward = ward().await;
    let (device, first) = ward.monitored("MONITOR1").await;
    let second = ward.patient("2").await;
    let (status, refused) = ward.connect(&device, &second).await;
    assert_eq!((status, &refused["type"]), (409, &json!("device-associated")));
    let path = format!("{DEVICES}/{device}/association");
    ward.advance(60);
    assert_eq!(ward.call("DELETE", &path, &Value::Null).await.0, 204);
    assert_eq!(ward.call("DELETE", &path, &Value::Null).await.0, 409);
    ward.advance(60);
    assert_eq!(ward.connect(&device, &second).await.0, 201);
    let list = ward.get(&format!("{DEVICES}/{device}/associations")).await;
    assert_eq!(
        (&list[0]["patient_id"], &list[1]["patient_id"]),
        (&json!(second), &json!(first))
    );
    assert!(
        list[0].get("ended_at").is_none() && list[1].get("ended_at").is_some(),
        "{list}"
    );
    let unknown = "01ARZ3NDEKTSV4RRFFQ69G5FAV";
    assert_eq!(ward.connect(&device, unknown).await.0, 404);
}

#[tokio::test]
async fn two_who_connect_a_device_at_the_same_moment_are_not_both_told_yes() {
    let ward = ward().await;
    let device = ward.device("MONITOR1").await;
    let (one, other) = (ward.patient("1").await, ward.patient("2").await);
    for _ in 0..5 {
        let both = futures_util::future::join(ward.connect(&device, &one), ward.connect(&device, &other)).await;
        let mut statuses = [both.0.0, both.1.0];
        statuses.sort_unstable();
        assert_eq!(statuses, [201, 409]);
        let path = format!("{DEVICES}/{device}/association");
        assert_eq!(ward.call("DELETE", &path, &Value::Null).await.0, 204);
    }
}

#[tokio::test]
async fn a_device_that_is_put_away_measures_nobody_and_what_it_sends_is_refused() {
    let ward = ward().await;
    let (device, patient) = ward.monitored("MONITOR1").await;
    let path = format!("{DEVICES}/{device}/status");
    let request = json!({ "status": "maintenance", "reason": "yearly check" });
    assert_eq!(ward.call("POST", &path, &request).await.0, 200);
    assert_eq!(
        ward.get(&format!("/api/v1/vitals/devices?patient={patient}")).await,
        json!([])
    );
    let batch = json!({ "readings": [reading("MONITOR1", json!({ "heart_rate": 70 }))] });
    let (status, refused) = ward.call("POST", READINGS, &batch).await;
    assert_eq!((status, &refused["type"]), (422, &json!("device-unknown")));
    let over = json!({ "status": "decommissioned", "reason": "broken" });
    assert_eq!(ward.call("POST", &path, &over).await.0, 200);
    let (status, refused) = ward.call("POST", &path, &request).await;
    assert_eq!((status, &refused["type"]), (409, &json!("device-status")));
    let history = ward.get(&format!("{DEVICES}/{device}/history")).await;
    let whats: Vec<_> = history
        .as_array()
        .into_iter()
        .flatten()
        .map(|entry| &entry["what"])
        .collect();
    assert!(
        whats.contains(&&json!("maintenance")) && whats.contains(&&json!("decommissioned")),
        "{history}"
    );
}

#[tokio::test]
async fn a_calibration_that_failed_puts_the_device_in_error() {
    let ward = ward().await;
    let device = ward.device("MONITOR1").await;
    let path = format!("{DEVICES}/{device}/calibrations");
    let good = json!({ "result": "valid", "valid_days": 365 });
    assert_eq!(ward.call("POST", &path, &good).await.0, 201);
    let found = ward.get(&format!("{DEVICES}/{device}")).await;
    assert_eq!(
        (&found["status"], found["calibration_due_at"].is_string()),
        (&json!("active"), true)
    );
    let failed = json!({ "result": "failed", "valid_days": 1, "notes": "off by 4 mmHg" });
    assert_eq!(ward.call("POST", &path, &failed).await.0, 201);
    assert_eq!(ward.get(&format!("{DEVICES}/{device}")).await["status"], "error");
    let list = ward.get(&path).await;
    assert_eq!(list.as_array().map(Vec::len), Some(2));
    let work = format!("{DEVICES}/{device}/maintenance");
    assert_eq!(
        ward.call("POST", &work, &json!({ "work": "sensor replaced" })).await.0,
        201
    );
    assert_eq!(ward.get(&work).await[0]["work"], "sensor replaced");
}

#[tokio::test]
async fn reports_keep_battery_and_alarms_of_the_device() {
    let ward = ward().await;
    let device = ward.device("MONITOR1").await;
    let report = async |body: Value| {
        let (status, reply) = ward.call("POST", "/api/v1/device-reports", &body).await;
        assert_eq!(status, 200, "{reply}");
        reply
    };
    let low = json!({ "device": "MONITOR1", "battery_percent": 12 });
    assert_eq!(report(low.clone()).await["raised"], 1);
    assert_eq!(report(low).await["raised"], 0);
    let found = ward.get(&format!("{DEVICES}/{device}")).await;
    assert_eq!(
        (&found["battery_percent"], &found["online"]),
        (&json!(12), &json!(true))
    );
    assert_eq!(
        report(json!({ "device": "MONITOR1", "battery_percent": 80 })).await["resolved"],
        1
    );
    let broken = json!({ "device": "MONITOR1", "alert": { "kind": "device-malfunction", "text": "E42" } });
    assert_eq!(report(broken).await["raised"], 1);
    let (status, refused) = ward
        .call("POST", "/api/v1/device-reports", &json!({ "device": "NOBODY" }))
        .await;
    assert_eq!((status, &refused["type"]), (422, &json!("device-unknown")));
    ward.advance(301);
    assert_eq!(ward.service.miss_silent().await.expect("it works"), 1);
    assert_eq!(ward.service.miss_silent().await.expect("it works"), 0);
    assert_eq!(ward.get(&format!("{DEVICES}/{device}")).await["online"], false);
    let told = ward.told().await;
    let expected = [
        "device.alarm.raised",
        "device.alarm.resolved",
        "device.alarm.raised",
        "device.connection.lost",
    ];
    assert_eq!(crate::common::topics(&told), expected);
}
