//! Booking: in the schedule, and no two at once for anybody or anything, whoever comes at the same moment.

use std::collections::BTreeMap;

use nilecare_http::{dangling_references, routes_without_permission};
use nilecare_sql::{Db, DbError, DbErrorKind};
use serde_json::{Value, json};

use crate::common::{APPOINTMENTS, clinic, json_of, key, path, string};

#[tokio::test]
async fn a_booking_takes_what_the_schedule_says_and_is_told_with_who_the_patient_is() {
    let clinic = clinic().await;
    let patient = clinic.patient("1").await;
    let booked = clinic.booked(&patient, "2026-11-23T06:00:00Z").await;
    assert_eq!(
        (
            &booked["status"],
            &booked["room"],
            &booked["ends_at"],
            &booked["time_zone"]
        ),
        (
            &json!("scheduled"),
            &json!("R1"),
            &json!("2026-11-23T06:30:00Z"),
            &json!("Africa/Khartoum")
        )
    );
    assert!(string(&booked["appointment_number"]).starts_with("AP-"));
    assert_eq!(clinic.http.get(&path(APPOINTMENTS, &booked)).await, booked);
    let events = clinic.events().await;
    assert_eq!(events.len(), 1);
    assert_eq!(
        (
            &events[0]["event_type"],
            &events[0]["key"],
            &events[0]["data"]["patient"]["names"][0]["family"]
        ),
        (&json!("appointment.booked"), &json!(patient), &json!("EVERYMAN"))
    );
    assert_eq!(events[0]["data"]["practitioner"]["id"], "D1");
}

#[tokio::test]
async fn of_many_who_book_the_same_time_at_the_same_moment_one_gets_it() {
    const N: usize = 24;
    let clinic = clinic().await;
    let mut wanted = Vec::new();
    for number in 0..N {
        let patient = clinic.patient(&number.to_string()).await;
        // Half of them want the second half of the time.
        let at = if number % 2 == 0 {
            "2026-11-23T06:00:00Z"
        } else {
            "2026-11-23T06:15:00Z"
        };
        wanted.push(clinic.request(&patient, at));
    }
    let clinic = std::sync::Arc::new(clinic);
    let mut tasks = tokio::task::JoinSet::new();
    for request in wanted {
        let clinic = std::sync::Arc::clone(&clinic);
        tasks.spawn(async move { clinic.http.command(APPOINTMENTS, &key(), &request).await });
    }
    let mut outcomes: BTreeMap<String, usize> = BTreeMap::new();
    while let Some(done) = tasks.join_next().await {
        let (status, reply) = done.expect("no task panics");
        let outcome = if status == 201 {
            "booked".to_owned()
        } else {
            format!("{status} {}", string(&reply["type"]))
        };
        *outcomes.entry(outcome).or_default() += 1;
    }
    let expected = [("409 appointment-conflict".to_owned(), N - 1), ("booked".to_owned(), 1)];
    assert_eq!(outcomes, BTreeMap::from(expected));
    let page = clinic.http.get(APPOINTMENTS).await;
    assert_eq!(
        page["items"].as_array().map(Vec::len),
        Some(1),
        "and nothing of the others is left"
    );
    assert_eq!(clinic.told().await, ["appointment.booked"]);
}

#[tokio::test]
async fn it_is_the_database_that_refuses_two_at_once() {
    let clinic = clinic().await;
    let patient = clinic.patient("1").await;
    let booked = clinic.booked(&patient, "2026-11-23T06:00:00Z").await;
    let db = Db::open(&clinic.rig.database("appointment")).await.expect("it opens");
    let slot = nilecare_types::Timestamp::as_second("2026-11-23T06:10:00Z".parse().expect("a moment")) / 300;
    let mut tx = db.begin_write().await.expect("nobody else writes");
    let again = sqlx::query("INSERT INTO appointment_slots (resource, slot, appointment_id) VALUES (?, ?, ?)")
        .bind(format!("provider:{}", clinic.doctor))
        .bind(slot)
        .bind(string(&booked["id"]))
        .execute(&mut *tx)
        .await;
    let error = DbError::from(again.expect_err("the time is taken"));
    assert_eq!(error.kind(), DbErrorKind::UniqueViolation);
}

#[tokio::test]
async fn provider_patient_room_and_whatever_is_booked_along_are_in_one_place_only() {
    let clinic = clinic().await;
    let other_doctor = clinic.doctor("D2", "R2").await;
    let (one, two) = (clinic.patient("1").await, clinic.patient("2").await);
    let at = "2026-11-23T06:00:00Z";
    let mut first = clinic.request(&one, at);
    first["resources"] = json!([{"kind": "equipment", "name": "ECG 1"}]);
    clinic.post(APPOINTMENTS, &first).await;
    let attempt = |patient: &str, doctor: &str, change: Value| {
        let mut request = clinic.request(patient, at);
        request["provider_id"] = json!(doctor);
        for (name, value) in change.as_object().expect("an object") {
            request[name] = value.clone();
        }
        request
    };
    for (what, request) in [
        ("provider", attempt(&two, &clinic.doctor, json!({"room": "R9"}))),
        ("patient", attempt(&one, &other_doctor, json!({}))),
        ("room", attempt(&two, &other_doctor, json!({"room": "r1 "}))),
        (
            "equipment",
            attempt(
                &two,
                &other_doctor,
                json!({"resources": [{"kind": "equipment", "name": "ecg 1"}]}),
            ),
        ),
        (
            "provider",
            attempt(
                &two,
                &other_doctor,
                json!({"resources": [{"kind": "staff", "name": clinic.doctor}]}),
            ),
        ),
    ] {
        let (status, problem) = clinic.http.command(APPOINTMENTS, &key(), &request).await;
        assert_eq!(
            (status, &problem["type"]),
            (409, &json!("appointment-conflict")),
            "{what}"
        );
        assert!(string(&problem["detail"]).contains(what), "{problem}");
    }
    clinic
        .post(APPOINTMENTS, &attempt(&two, &other_doctor, json!({})))
        .await;
}

#[tokio::test]
async fn a_merged_patient_is_one_person() {
    let clinic = clinic().await;
    let other_doctor = clinic.doctor("D2", "R2").await;
    let (survivor, duplicate) = (clinic.patient("1").await, clinic.patient("2").await);
    clinic.booked(&duplicate, "2026-11-23T06:00:00Z").await;
    let number = |value: &str| json!({"identifiers": [{"system": "HOSP", "value": value, "type": "MR"}]});
    let merge = json!({"event": "merge", "patient": number("1"), "prior": number("2")});
    clinic.post("/api/v1/clinical/adt-events", &merge).await;
    let mut again = clinic.request(&survivor, "2026-11-23T06:00:00Z");
    again["provider_id"] = json!(other_doctor);
    assert_eq!(
        clinic.refused(APPOINTMENTS, &again).await,
        (409, "appointment-conflict".to_owned())
    );
    let page = clinic.http.get(&format!("{APPOINTMENTS}?patient={survivor}")).await;
    assert_eq!(page["items"][0]["patient_id"], json!(survivor));
}

#[tokio::test]
async fn what_is_not_in_the_schedule_over_or_too_far_ahead_is_refused() {
    let clinic = clinic().await;
    let patient = clinic.patient("1").await;
    for (at, expected) in [
        ("2026-11-23T05:30:00Z", (409, "outside-schedule")),
        ("2026-11-23T09:45:00Z", (409, "outside-schedule")),
        ("2026-11-22T06:00:00Z", (422, "validation-failed")),
        ("2027-03-01T06:00:00Z", (422, "validation-failed")),
        ("2026-11-23T06:01:00Z", (422, "validation-failed")),
    ] {
        let refused = clinic.refused(APPOINTMENTS, &clinic.request(&patient, at)).await;
        assert_eq!((refused.0, refused.1.as_str()), expected, "{at}");
    }
    let mut walk_in = clinic.request(&patient, "2026-11-22T12:05:00Z");
    walk_in["outside_schedule"] = json!(true);
    let token = Some(clinic.http.token(&["appointments:write"]));
    let reply = clinic.http.send("POST", APPOINTMENTS, token, &key(), &walk_in).await;
    assert_eq!(
        (reply.status().as_u16(), json_of(&reply)["type"].clone()),
        (403, json!("permission-missing"))
    );
    assert_eq!(
        clinic.post(APPOINTMENTS, &walk_in).await["is_outside_schedule"],
        json!(true)
    );
    let nobody = clinic.request("01ARZ3NDEKTSV4RRFFQ69G5FAV", "2026-11-23T06:00:00Z");
    assert_eq!(
        clinic.refused(APPOINTMENTS, &nobody).await,
        (404, "patient-not-found".to_owned())
    );
}

#[tokio::test]
async fn the_same_key_again_books_nothing_new() {
    let clinic = clinic().await;
    let patient = clinic.patient("1").await;
    let request = clinic.request(&patient, "2026-11-23T06:00:00Z");
    let (_, first) = clinic.http.command(APPOINTMENTS, "once", &request).await;
    let (status, again) = clinic.http.command(APPOINTMENTS, "once", &request).await;
    assert_eq!((status, &again["id"]), (201, &first["id"]));
    let other = clinic.request(&patient, "2026-11-23T07:00:00Z");
    let (status, problem) = clinic.http.command(APPOINTMENTS, "once", &other).await;
    assert_eq!((status, &problem["type"]), (422, &json!("idempotency-key-reused")));
}

#[tokio::test]
async fn lists_are_in_the_order_of_time_and_go_on_by_pages() {
    let clinic = clinic().await;
    let patient = clinic.patient("1").await;
    for at in ["2026-11-24T06:00:00Z", "2026-11-23T07:00:00Z", "2026-11-23T06:00:00Z"] {
        clinic.booked(&patient, at).await;
    }
    let mut seen = Vec::new();
    let mut next = String::new();
    loop {
        let cursor = if next.is_empty() {
            String::new()
        } else {
            format!("&cursor={next}")
        };
        let page = clinic
            .http
            .get(&format!("{APPOINTMENTS}?limit=1&provider={}{cursor}", clinic.doctor))
            .await;
        seen.extend(
            page["items"]
                .as_array()
                .expect("a list")
                .iter()
                .map(|item| string(&item["starts_at"])),
        );
        match page.get("next") {
            Some(cursor) => next = string(cursor),
            None => break,
        }
    }
    assert_eq!(
        seen,
        ["2026-11-23T06:00:00Z", "2026-11-23T07:00:00Z", "2026-11-24T06:00:00Z"]
    );
    let day = format!("{APPOINTMENTS}?from=2026-11-24T00:00:00Z&until=2026-11-25T00:00:00Z&status=scheduled");
    assert_eq!(clinic.http.get(&day).await["items"].as_array().map(Vec::len), Some(1));
}

#[tokio::test]
async fn each_route_states_its_permission_and_the_document_is_whole() {
    let clinic = clinic().await;
    let document = clinic.service.router().into_openapi();
    assert_eq!(routes_without_permission(&document), Vec::<String>::new());
    assert_eq!(dangling_references(&document), Vec::<String>::new());
}
