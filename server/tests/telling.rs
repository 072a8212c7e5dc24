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
    let systems = [
        ("127.0.0.1:2603", system.listen().await),
        ("127.0.0.1:2604", laboratory.listen().await),
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
    assert!(hub.stop().await.expect("it ends").success());
}
