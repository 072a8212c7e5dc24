//! Series of appointments.

use serde_json::{Value, json};

use crate::common::{APPOINTMENTS, clinic, clinic_in, string};

const SERIES: &str = "/api/v1/appointment-series";

fn starts(series: &Value) -> Vec<String> {
    let appointments = series["appointments"].as_array().expect("a list");
    appointments
        .iter()
        .map(|appointment| string(&appointment["starts_at"]))
        .collect()
}

#[tokio::test]
async fn a_series_keeps_the_time_of_day_when_clocks_change() {
    let clinic = clinic_in("Europe/Berlin").await;
    clinic.set_time("2027-03-01T00:00:00Z");
    let patient = clinic.patient("1").await;
    let first = clinic.request(&patient, "2027-03-21T08:00:00Z");
    let series = clinic
        .post(
            SERIES,
            &json!({"first": first, "recurrence": {"every": "week", "count": 3}}),
        )
        .await;
    assert_eq!(
        starts(&series),
        ["2027-03-21T08:00:00Z", "2027-03-28T07:00:00Z", "2027-04-04T07:00:00Z"]
    );
    assert!(
        series["appointments"]
            .as_array()
            .expect("a list")
            .iter()
            .all(|one| one["series_id"] == series["series_id"])
    );
    assert_eq!(clinic.told().await.len(), 3);
}

#[tokio::test]
async fn all_of_a_series_is_booked_or_nothing() {
    let clinic = clinic().await;
    let (one, two) = (clinic.patient("1").await, clinic.patient("2").await);
    clinic.booked(&one, "2026-11-25T06:00:00Z").await;
    let first = clinic.request(&two, "2026-11-23T06:00:00Z");
    let daily = json!({"first": first, "recurrence": {"every": "day", "count": 4}});
    let (status, problem) = clinic.http.command(SERIES, "a", &daily).await;
    assert_eq!((status, &problem["type"]), (409, &json!("appointment-conflict")));
    assert!(string(&problem["detail"]).contains("2026-11-25T06:00:00Z"), "{problem}");
    let page = clinic.http.get(&format!("{APPOINTMENTS}?patient={two}")).await;
    assert_eq!(page["items"], json!([]));
    let mut every_other = daily;
    every_other["recurrence"]["interval"] = json!(3);
    assert_eq!(
        starts(&clinic.post(SERIES, &every_other).await)[1],
        "2026-11-26T06:00:00Z"
    );
}
