//! Organisations and staff.

use nilecare_http::{dangling_references, routes_without_permission};
use serde_json::json;

use crate::common::{doctor, office, string};

#[tokio::test]
async fn staff_is_made_changed_and_found() {
    let office = office().await;
    let facility = office.facility("KRT", "Africa/Khartoum").await;
    let made = office.post("/api/v1/staff", &doctor("D1", &facility)).await;
    let (status, problem) = office.http.command("/api/v1/staff", "", &doctor("D1", &facility)).await;
    assert_eq!((status, &problem["type"]), (409, &json!("staff-exists")));
    let path = format!("/api/v1/staff/{}", string(&made["id"]));
    let mut wanted = doctor("D1", &facility);
    wanted["status"] = json!("on-leave");
    assert_eq!(office.http.call_if(1, "PUT", &path, &wanted).await.0, 200);
    assert_eq!(office.http.call_if(1, "PUT", &path, &wanted).await.0, 409);
    for (query, n) in [
        ("role=doctor", 1),
        ("role=nurse", 0),
        ("status=active", 0),
        ("status=on-leave", 1),
    ] {
        let page = office.http.get(&format!("/api/v1/staff?{query}")).await;
        assert_eq!(page["items"].as_array().map(Vec::len), Some(n), "{query}");
    }
    let mut nowhere = doctor("D2", "01ARZ3NDEKTSV4RRFFQ69G5FAV");
    nowhere["given"] = json!("ADAM");
    let (status, problem) = office.http.command("/api/v1/staff", "", &nowhere).await;
    assert_eq!((status, &problem["type"]), (422, &json!("validation-failed")));
}

#[tokio::test]
async fn an_organisation_is_no_part_of_itself() {
    let office = office().await;
    let path = "/api/v1/organizations";
    let top = office.post(path, &json!({"code": "TOP", "name": "Ministry"})).await;
    let part = office
        .post(path, &json!({"code": "P", "name": "Trust", "part_of": top["id"]}))
        .await;
    let round = json!({"code": "TOP", "name": "Ministry", "part_of": part["id"]});
    let (status, problem) = office
        .http
        .call("PUT", &format!("{path}/{}", string(&top["id"])), &round)
        .await;
    assert_eq!((status, &problem["type"]), (422, &json!("validation-failed")));
}

#[tokio::test]
async fn each_route_states_its_permission_and_the_document_is_whole() {
    let office = office().await;
    let document = office.service.router().into_openapi();
    assert_eq!(routes_without_permission(&document), Vec::<String>::new());
    assert_eq!(dangling_references(&document), Vec::<String>::new());
}
