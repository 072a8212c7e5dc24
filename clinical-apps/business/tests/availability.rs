//! Weekly rules and exceptions, and what comes of both.

use serde_json::{Value, json};

use crate::common::{Office, doctor, office, string};

fn rule(facility: &str, weekday: &str, start: &str, end: &str) -> Value {
    json!({"facility_id": facility, "weekday": weekday, "start": start, "end": end, "room": "R1"})
}

async fn times(office: &Office, staff: &str, from: &str, to: &str) -> Vec<(String, String)> {
    let path = format!("/api/v1/staff/{staff}/availability?from={from}&to={to}");
    let answer = office.http.get(&path).await;
    let periods = answer["periods"].as_array().expect("a list");
    periods
        .iter()
        .map(|period| (string(&period["from"]), string(&period["until"])))
        .collect()
}

fn pairs(list: &[(&str, &str)]) -> Vec<(String, String)> {
    list.iter()
        .map(|(from, until)| ((*from).to_owned(), (*until).to_owned()))
        .collect()
}

#[tokio::test]
async fn rules_are_of_the_facilitys_zone_and_leave_takes_time_away() {
    let office = office().await;
    let facility = office.facility("KRT", "Africa/Khartoum").await;
    let staff = office.doctor("D1", &facility).await;
    let path = format!("/api/v1/staff/{staff}/schedules");
    office.post(&path, &rule(&facility, "monday", "08:00", "12:00")).await;
    let exceptions = format!("/api/v1/staff/{staff}/schedule-exceptions");
    let meeting = json!({"kind": "meeting", "from": "2026-11-30T07:00:00Z", "until": "2026-11-30T08:00:00Z"});
    office.post(&exceptions, &meeting).await;
    let extra = json!({"kind": "extra", "from": "2026-12-01T15:00:00Z", "until": "2026-12-01T17:00:00Z", "facility_id": facility});
    office.post(&exceptions, &extra).await;
    let leave = json!({"kind": "time-off", "from": "2026-12-06T22:00:00Z", "until": "2026-12-07T22:00:00Z"});
    let leave = office.post(&exceptions, &leave).await;
    // Khartoum is two hours ahead of UTC.
    let expected = pairs(&[
        ("2026-11-30T06:00:00Z", "2026-11-30T07:00:00Z"),
        ("2026-11-30T08:00:00Z", "2026-11-30T10:00:00Z"),
        ("2026-12-01T15:00:00Z", "2026-12-01T17:00:00Z"),
    ]);
    assert_eq!(times(&office, &staff, "2026-11-30", "2026-12-07").await, expected);
    let path = format!("/api/v1/schedule-exceptions/{}", string(&leave["id"]));
    let token = Some(office.http.token(&["*"]));
    let reply = office.http.send("DELETE", &path, token, "", &Value::Null).await;
    assert_eq!(reply.status().as_u16(), 204);
    assert_eq!(times(&office, &staff, "2026-12-07", "2026-12-07").await.len(), 1);
}

#[tokio::test]
async fn clocks_that_change_change_the_length_of_a_night_shift_and_not_the_morning() {
    let office = office().await;
    let facility = office.facility("BER", "Europe/Berlin").await;
    let staff = office.doctor("D1", &facility).await;
    let path = format!("/api/v1/staff/{staff}/schedules");
    office.post(&path, &rule(&facility, "sunday", "00:00", "06:00")).await;
    office.post(&path, &rule(&facility, "sunday", "08:00", "12:00")).await;
    // 2027-03-28: 02:00 becomes 03:00. 2026-10-25: 03:00 becomes 02:00.
    let spring = pairs(&[
        ("2027-03-27T23:00:00Z", "2027-03-28T04:00:00Z"),
        ("2027-03-28T06:00:00Z", "2027-03-28T10:00:00Z"),
    ]);
    assert_eq!(times(&office, &staff, "2027-03-28", "2027-03-28").await, spring);
    let autumn = pairs(&[
        ("2026-10-24T22:00:00Z", "2026-10-25T05:00:00Z"),
        ("2026-10-25T07:00:00Z", "2026-10-25T11:00:00Z"),
    ]);
    assert_eq!(times(&office, &staff, "2026-10-25", "2026-10-25").await, autumn);
}

#[tokio::test]
async fn rules_of_one_person_do_not_overlap_and_who_does_not_work_cannot_be_visited() {
    let office = office().await;
    let (first, second) = (
        office.facility("KRT", "Africa/Khartoum").await,
        office.facility("OMD", "Africa/Khartoum").await,
    );
    let staff = office.doctor("D1", &first).await;
    let path = format!("/api/v1/staff/{staff}/schedules");
    let made = office.post(&path, &rule(&first, "monday", "08:00", "12:00")).await;
    let (status, problem) = office
        .http
        .command(&path, "", &rule(&second, "monday", "11:30", "13:00"))
        .await;
    assert_eq!((status, &problem["type"]), (409, &json!("schedule-conflict")));
    assert!(
        string(&problem["detail"]).contains("monday 08:00:00 to 12:00:00"),
        "{problem}"
    );
    office.post(&path, &rule(&second, "monday", "12:00", "13:00")).await;
    let mut ended = rule(&first, "monday", "08:00", "12:00");
    ended["valid_until"] = json!("2026-11-30");
    let own = format!("/api/v1/schedules/{}", string(&made["id"]));
    assert_eq!(office.http.call_if(1, "PUT", &own, &ended).await.0, 200);
    let mut later = rule(&second, "monday", "09:00", "11:00");
    later["valid_from"] = json!("2026-12-01");
    office.post(&path, &later).await;
    assert_eq!(times(&office, &staff, "2026-11-30", "2026-12-07").await.len(), 4);

    let mut away = doctor("D1", &first);
    away["status"] = json!("suspended");
    assert_eq!(
        office
            .http
            .call("PUT", &format!("/api/v1/staff/{staff}"), &away)
            .await
            .0,
        200
    );
    assert!(times(&office, &staff, "2026-11-30", "2026-12-07").await.is_empty());
    let long = format!("/api/v1/staff/{staff}/availability?from=2026-01-01&to=2026-12-31");
    assert_eq!(office.http.call("GET", &long, &Value::Null).await.0, 422);
}
