//! Alarms: raised after their hold-off, one for each vital sign, told again when nobody sees to them.

use serde_json::{Value, json};

use crate::common::{ALARMS, reading, string, topics, ward};

#[tokio::test]
async fn a_critical_value_raises_one_alarm_until_it_is_over() {
    let ward = ward().await;
    let (_, patient) = ward.monitored("MONITOR1").await;
    assert_eq!(ward.beat("MONITOR1", 72.0).await["alarms"], 0);
    assert_eq!(ward.beat("MONITOR1", 180.0).await["alarms"], 1);
    assert_eq!(ward.beat("MONITOR1", 185.0).await["alarms"], 0);
    let alarms = ward.alarms(&format!("patient={patient}")).await;
    assert_eq!(alarms.len(), 1);
    let alarm = &alarms[0];
    assert_eq!(
        (&alarm["severity"], &alarm["parameter"], &alarm["state"]),
        (&json!("critical"), &json!("heart-rate"), &json!("active"))
    );
    assert_eq!(
        (&alarm["value"], &alarm["limit"], &alarm["last_value"]),
        (&json!(180.0), &json!(120.0), &json!(185.0))
    );

    // Nobody has seen to it: it stays although the values are good.
    for _ in 0..4 {
        ward.beat("MONITOR1", 80.0).await;
    }
    let path = format!("{ALARMS}/{}", string(&alarm["id"]));
    assert_eq!(ward.get(&path).await["state"], "active");
    let (status, seen) = ward
        .call(
            "POST",
            &format!("{path}/acknowledge"),
            &json!({ "note": "at the bedside" }),
        )
        .await;
    assert_eq!(
        (status, &seen["state"], &seen["note"]),
        (200, &json!("acknowledged"), &json!("at the bedside"))
    );
    assert_eq!(
        ward.call("POST", &format!("{path}/acknowledge"), &json!({})).await.0,
        409
    );
    ward.beat("MONITOR1", 80.0).await;
    assert_eq!(ward.get(&path).await["state"], "resolved");
    // The next one is a new one.
    assert_eq!(ward.beat("MONITOR1", 30.0).await["alarms"], 1);
    let told = ward.told().await;
    let expected = [
        "device.alarm.raised",
        "vitals.critical",
        "device.alarm.acknowledged",
        "device.alarm.resolved",
        "device.alarm.raised",
        "vitals.critical",
    ];
    assert_eq!(topics(&told), expected);
    let critical = told
        .iter()
        .find(|(topic, _)| topic == "vitals.critical")
        .expect("it was told");
    assert_eq!(
        (&critical.1["alarm"]["patient_id"], &critical.1["alarm"]["value"]),
        (&json!(patient), &json!(180.0))
    );
}

#[tokio::test]
async fn a_warning_waits_for_three_of_five_values_and_becomes_critical_at_once() {
    let ward = ward().await;
    let (_, patient) = ward.monitored("MONITOR1").await;
    for (rate, raised) in [(105.0, 0), (80.0, 0), (106.0, 0), (107.0, 1), (108.0, 0)] {
        assert_eq!(ward.beat("MONITOR1", rate).await["alarms"], raised, "{rate}");
    }
    let query = format!("patient={patient}");
    let alarm = ward.alarms(&query).await.remove(0);
    assert_eq!(
        (&alarm["severity"], alarm.get("escalates_at")),
        (&json!("warning"), None)
    );
    let path = format!("{ALARMS}/{}/acknowledge", string(&alarm["id"]));
    assert_eq!(ward.call("POST", &path, &json!({})).await.0, 200);
    assert_eq!(ward.beat("MONITOR1", 150.0).await["alarms"], 1);
    let alarms = ward.alarms(&query).await;
    assert_eq!(
        (alarms.len(), &alarms[0]["severity"], &alarms[0]["state"]),
        (1, &json!("critical"), &json!("active"))
    );
    assert_eq!(
        topics(&ward.told().await),
        ["device.alarm.raised", "device.alarm.acknowledged", "vitals.critical"]
    );
}

#[tokio::test]
async fn limits_of_the_patient_come_before_the_others_and_can_hold_off() {
    let ward = ward().await;
    let (_, patient) = ward.monitored("MONITOR1").await;
    let own = json!({ "scope": "patient", "subject": patient, "parameter": "heart-rate", "critical_high": 160,
        "critical_needed": 2, "of": 3 });
    assert_eq!(ward.call("PUT", "/api/v1/vitals/thresholds", &own).await.0, 200);
    for (rate, raised) in [(150.0, 0), (170.0, 0), (100.0, 0), (171.0, 1)] {
        assert_eq!(ward.beat("MONITOR1", rate).await["alarms"], raised, "{rate}");
    }
    let path = format!("/api/v1/vitals/thresholds?scope=patient&subject={patient}&parameter=heart-rate");
    assert_eq!(ward.call("DELETE", &path, &Value::Null).await.0, 204);
    assert_eq!(ward.call("DELETE", &path, &Value::Null).await.0, 404);
    let wrong = json!({ "scope": "default", "parameter": "heart-rate", "critical_low": 90, "critical_high": 40 });
    assert_eq!(ward.call("PUT", "/api/v1/vitals/thresholds", &wrong).await.0, 422);
    let defaults = ward.get("/api/v1/vitals/thresholds?scope=default").await;
    assert_eq!(defaults.as_array().map(Vec::len), Some(6));
}

#[tokio::test]
async fn artefacts_loose_leads_impossible_values_and_late_readings_raise_nothing() {
    let ward = ward().await;
    let (_, patient) = ward.monitored("MONITOR1").await;
    let late = ward.now() - jiff::SignedDuration::from_mins(20);
    ward.advance(30 * 60);
    let mut sent = Vec::new();
    for (n, (flag, value)) in [
        ("lead_off", json!(true)),
        ("artifact", json!(true)),
        ("signal_quality", json!("no-signal")),
    ]
    .into_iter()
    .enumerate()
    {
        let mut doubtful = reading("MONITOR1", json!({ "heart_rate": 0 }));
        doubtful[flag] = value;
        doubtful["at"] = json!((ward.now() - jiff::SignedDuration::from_secs(n as i64 + 1)).to_string());
        sent.push(doubtful);
    }
    sent.push(reading("MONITOR1", json!({ "heart_rate": 900 })));
    let reply = ward.file(&sent).await;
    assert_eq!(
        (&reply["stored"], &reply["implausible"], &reply["alarms"]),
        (&json!(4), &json!(1), &json!(0))
    );
    let old = json!({ "device": "MONITOR1", "at": (late + jiff::SignedDuration::from_mins(21)).to_string(), "values": { "heart_rate": 180 } });
    assert_eq!(ward.file(&[old]).await["alarms"], 0);
    assert!(ward.alarms(&format!("patient={patient}")).await.is_empty());
    let page = ward.get(&format!("/api/v1/vitals?patient={patient}&limit=1")).await;
    assert_eq!(page["items"][0]["implausible"], json!({ "heart_rate": 900.0 }));
}

#[tokio::test]
async fn an_alarm_that_nobody_sees_to_is_told_again_three_times() {
    let ward = ward().await;
    let (_, patient) = ward.monitored("MONITOR1").await;
    ward.beat("MONITOR1", 180.0).await;
    let escalate = async || ward.service.escalate_overdue().await.expect("it works");
    assert_eq!(escalate().await, 0);
    for level in 1..=3 {
        ward.advance(301);
        assert_eq!(escalate().await, 1);
        let alarm = ward.alarms(&format!("patient={patient}")).await.remove(0);
        assert_eq!(alarm["escalation_level"], level);
    }
    ward.advance(301);
    assert_eq!(escalate().await, 0);
    let told = ward.told().await;
    assert_eq!(
        topics(&told)
            .iter()
            .filter(|topic| **topic == "device.alarm.escalated")
            .count(),
        3
    );
    // Of the second patient somebody is at the bedside.
    ward.monitored("MONITOR2").await;
    ward.beat("MONITOR2", 180.0).await;
    let alarm = ward.alarms("state=active").await.remove(0);
    let path = format!("{ALARMS}/{}/resolve", string(&alarm["id"]));
    assert_eq!(ward.call("POST", &path, &json!({})).await.0, 200);
    assert_eq!(ward.call("POST", &path, &json!({})).await.0, 409);
    ward.advance(301);
    assert_eq!(escalate().await, 0);
}

#[tokio::test]
async fn a_patients_values_are_told_once_in_five_seconds() {
    let ward = ward().await;
    ward.monitored("MONITOR1").await;
    for _ in 0..11 {
        ward.beat("MONITOR1", 72.0).await;
    }
    let told = ward.told().await;
    let n = told.iter().filter(|(topic, _)| topic == "vitals.recorded").count();
    assert_eq!(n, 3);
}

#[tokio::test]
async fn filing_at_the_same_moment_raises_one_alarm() {
    let ward = ward().await;
    let (_, patient) = ward.monitored("MONITOR1").await;
    let now = ward.now();
    let file = |n: i64| {
        let at = (now - jiff::SignedDuration::from_secs(n)).to_string();
        let sent = json!({ "device": "MONITOR1", "at": at, "values": { "heart_rate": 180 } });
        let ward = &ward;
        async move { ward.file(&[sent]).await }
    };
    // The patient was connected at this moment; earlier readings belong to nobody.
    ward.advance(10);
    let later = (0..8).map(|n| file(-n));
    futures_util::future::join_all(later).await;
    assert_eq!(ward.alarms(&format!("patient={patient}")).await.len(), 1);
}
