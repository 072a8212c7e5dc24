//! What people do to patients, stays and orders over HTTP is told to further systems over MLLP, by the shipped channels.

use std::path::Path;

use nilecare_drills::HubFolder;
use serde_json::{Value, json};

use crate::support::{MllpSystem, NILECARE, field, send_sample, ship_channels};

#[tokio::test]
async fn what_people_do_is_told_and_what_messages_brought_is_not() {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let system = MllpSystem::default();
    let laboratory = MllpSystem::default();
    let hub = HubFolder::new(Path::new(NILECARE), folder.path()).expect("the binary is built");
    let clinic = MllpSystem::default();
    let finance = MllpSystem::default();
    let systems = [
        ("127.0.0.1:2603", system.listen().await),
        ("127.0.0.1:2604", laboratory.listen().await),
        ("127.0.0.1:2605", clinic.listen().await),
        ("127.0.0.1:2606", finance.listen().await),
    ];
    ship_channels(&hub.channels(), &systems);
    let hub = hub.start().await.expect("it starts");
    let send = async |path: &str, body: Value| -> Value {
        let key = nilecare_types::UserId::generate().to_string();
        hub.api().command(path, &key, &body).await.expect(path)
    };
    let command = async |event: Value| send("/clinical/adt-events", event).await;

    // A message of another system comes first, and would be told first.
    let door = hub.api().source_address("hl7-inbound").await.expect("it listens");
    assert!(send_sample(door, "adt-a01.hl7").await.status.success());
    let patient = json!({
        "identifiers": [{"system": "HOSP", "value": "100777", "type": "MR"}],
        "names": [{"family": "EVERYWOMAN", "given": ["EVE", "ANN"]}], "birth_date": "1980-02-29", "gender": "female"});
    let registered = command(json!({"event": "update-person", "patient": patient})).await;
    let visit = json!({"visit_number": {"system": "HOSP", "value": "V-1"}, "class": "inpatient",
        "location": {"point_of_care": "WARD3", "bed": "B"}});
    command(json!({"event": "admit", "patient": patient, "encounter": visit})).await;
    let moved = json!({"visit_number": {"system": "HOSP", "value": "V-1"}, "class": "inpatient",
        "location": {"point_of_care": "ICU", "bed": "1"}});
    command(json!({"event": "transfer", "patient": patient, "encounter": moved})).await;
    command(json!({"event": "discharge", "patient": patient, "encounter": moved})).await;

    let messages = system.received(4).await;
    let types: Vec<_> = messages.iter().map(|message| field(message, "MSH", 9)).collect();
    assert_eq!(
        types,
        [
            "ADT^A28^ADT_A05",
            "ADT^A01^ADT_A01",
            "ADT^A02^ADT_A02",
            "ADT^A03^ADT_A03"
        ]
    );
    let id = registered["patient_id"].as_str().expect("it has an id");
    for message in &messages {
        assert_eq!(field(message, "PID", 3), format!("100777^^^HOSP^MR~{id}^^^NILECARE^PI"));
        assert_eq!(field(message, "PID", 5), "EVERYWOMAN^EVE^ANN");
    }
    assert_eq!(field(&messages[2], "PV1", 3), "ICU^^1");
    assert_eq!(field(&messages[2], "PV1", 6), "WARD3^^B");
    assert_eq!(field(&messages[3], "PV1", 19), "V-1^^^HOSP^VN");

    let order = json!({"control": "new", "patient": patient, "placer_number": {"system": "WARD", "value": "P-1"},
        "tests": [{"system": "LN", "code": "2345-7", "text": "Glucose"}], "priority": "stat"});
    send("/lab/order-requests", order).await;
    let ordered = laboratory.received(1).await.swap_remove(0);
    assert_eq!(field(&ordered, "MSH", 9), "OML^O21^OML_O21");
    assert_eq!(field(&ordered, "ORC", 1), "NW");
    assert_eq!(field(&ordered, "OBR", 2), "P-1^WARD");
    assert_eq!(field(&ordered, "OBR", 4), "2345-7^Glucose^LN");
    assert_eq!(field(&ordered, "PID", 5), "EVERYWOMAN^EVE^ANN");
    assert_eq!(field(&ordered, "TQ1", 9), "S");

    let report = json!({"patient": patient, "reported_at": "2026-11-22T10:00:00Z", "order": {
        "placer_number": {"system": "WARD", "value": "P-1"}, "filler_number": {"system": "LAB", "value": "F-1"},
        "service": {"system": "LN", "code": "2345-7", "text": "Glucose"}, "status": "final"},
        "observations": [{"code": {"system": "LN", "code": "2345-7", "text": "Glucose"}, "unit": "mmol/L",
            "value": {"type": "numeric", "value": "7.40"}, "flags": ["H"], "status": "final"}]});
    send("/lab/result-reports", report).await;
    let results = clinic.received(1).await.swap_remove(0);
    assert_eq!(field(&results, "MSH", 9), "ORU^R01^ORU_R01");
    assert_eq!(field(&results, "OBR", 2), "P-1^WARD");
    assert_eq!(field(&results, "OBR", 3), "F-1^LAB");
    assert_eq!(field(&results, "OBX", 5), "7.40");
    assert_eq!(field(&results, "OBX", 8), "H");

    let site = json!({"code": "NILE", "name": "Nile", "kind": "hospital", "time_zone": "Africa/Khartoum"});
    let site = send("/facilities", site).await;
    let list = json!({"name": "Cash", "facility_id": site["id"], "currency": "SDG", "valid_from": "2026-01-01"});
    let list = send("/billing/price-lists", list).await;
    let price = json!({"category": "procedure", "code": "P1", "name": "Wound care", "tax": 0,
        "unit_price": {"amount": 1205, "currency": "SDG"}, "valid_from": "2026-01-01"});
    let items = format!(
        "/billing/price-lists/{}/items",
        list["id"].as_str().expect("it has an id")
    );
    send(&items, price).await;
    let charge =
        json!({"patient_id": id, "facility_id": site["id"], "category": "procedure", "code": "P1", "quantity": 3});
    send("/billing/charges", charge).await;
    let charged = finance.received(1).await.swap_remove(0);
    assert_eq!(field(&charged, "MSH", 9), "DFT^P03^DFT_P03");
    assert_eq!(field(&charged, "FT1", 6), "CG");
    assert_eq!(field(&charged, "FT1", 7), "P1^Wound care");
    assert_eq!(field(&charged, "FT1", 11), "36.15&SDG");
    assert!(hub.stop().await.expect("it ends").success());
}
