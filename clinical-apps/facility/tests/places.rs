//! Facilities, departments, wards and settings.

use nilecare_http::{dangling_references, routes_without_permission};
use serde_json::json;

use crate::common::{facility, house, json_of, string};

#[tokio::test]
async fn a_facility_is_made_changed_and_told_of_and_its_code_is_unique() {
    let house = house().await;
    let made = house.post("/api/v1/facilities", &facility("KRT")).await;
    assert_eq!((&made["version"], &made["status"]), (&json!(1), &json!("active")));
    let (status, problem) = house.http.command("/api/v1/facilities", "", &facility("KRT")).await;
    assert_eq!((status, &problem["type"]), (409, &json!("facility-exists")));
    let path = format!("/api/v1/facilities/{}", string(&made["id"]));
    let mut wanted = facility("KRT");
    wanted["phone"] = json!("+249 1");
    let (status, changed) = house.http.call_if(1, "PUT", &path, &wanted).await;
    assert_eq!(
        (status, &changed["version"], &changed["phone"]),
        (200, &json!(2), &json!("+249 1"))
    );
    let (status, problem) = house.http.call_if(1, "PUT", &path, &wanted).await;
    assert_eq!((status, &problem["type"]), (409, &json!("version-changed")));
    assert_eq!(house.http.get("/api/v1/facilities").await["items"], json!([changed]));
}

#[tokio::test]
async fn a_zone_that_is_none_is_refused() {
    let house = house().await;
    let mut wanted = facility("KRT");
    wanted["time_zone"] = json!("Africa/Atlantis");
    let (status, problem) = house.http.command("/api/v1/facilities", "", &wanted).await;
    assert_eq!((status, &problem["type"]), (422, &json!("validation-failed")));
    assert!(!problem.to_string().contains("Atlantis"), "{problem}");
}

#[tokio::test]
async fn departments_and_wards_belong_to_their_facility() {
    let house = house().await;
    let (first, second) = (house.facility("KRT").await, house.facility("OMD").await);
    let surgery = json!({"code": "SUR", "name": "Surgery", "kind": "surgery"});
    let made = house
        .post(&format!("/api/v1/facilities/{first}/departments"), &surgery)
        .await;
    house
        .post(&format!("/api/v1/facilities/{second}/departments"), &surgery)
        .await;
    let (status, problem) = house
        .http
        .command(&format!("/api/v1/facilities/{first}/departments"), "", &surgery)
        .await;
    assert_eq!((status, &problem["type"]), (409, &json!("department-exists")));
    let ward = json!({"code": "S1", "name": "Surgery 1", "kind": "surgical", "department_id": made["id"]});
    house.post(&format!("/api/v1/facilities/{first}/wards"), &ward).await;
    let (status, problem) = house
        .http
        .command(&format!("/api/v1/facilities/{second}/wards"), "", &ward)
        .await;
    assert_eq!((status, &problem["type"]), (422, &json!("validation-failed")));
    let wards = house.http.get(&format!("/api/v1/facilities/{first}/wards")).await;
    assert_eq!(wards["items"].as_array().map(Vec::len), Some(1));
}

#[tokio::test]
async fn settings_begin_with_the_default_ones() {
    let house = house().await;
    let path = format!("/api/v1/facilities/{}/settings", house.facility("KRT").await);
    let before = house.http.get(&path).await;
    assert_eq!(
        (&before["version"], &before["reminder_hours"]),
        (&json!(0), &json!([24, 2]))
    );
    let (status, after) = house
        .http
        .call_if(0, "PUT", &path, &json!({"reminder_hours": [48]}))
        .await;
    assert_eq!(
        (status, &after["version"], &after["booking_days_ahead"]),
        (200, &json!(1), &json!(90))
    );
    let (status, _) = house.http.call_if(0, "PUT", &path, &json!({})).await;
    assert_eq!(status, 409);
    let (status, _) = house.http.call("PUT", &path, &json!({"appointment_minutes": 7})).await;
    assert_eq!(status, 422);
    assert_eq!(house.http.get(&path).await["reminder_hours"], json!([48]));
}

#[tokio::test]
async fn each_route_states_its_permission_and_the_document_is_whole() {
    let house = house().await;
    let document = house.service.router().into_openapi();
    assert_eq!(routes_without_permission(&document), Vec::<String>::new());
    assert_eq!(dangling_references(&document), Vec::<String>::new());
    let token = house.http.token(&["facilities:read", "beds:read"]);
    let body = facility("KRT");
    let reply = house
        .http
        .send("POST", "/api/v1/facilities", Some(token), "", &body)
        .await;
    assert_eq!(
        (reply.status().as_u16(), json_of(&reply)["type"].clone()),
        (403, json!("permission-missing"))
    );
}
