//! The first flow: an appointment booked over HTTP reaches a scheduling system as SIU over MLLP, by the shipped channel.

use std::path::Path;
use std::time::Duration;

use nilecare_drills::{HubFolder, HubProcess};
use nilecare_types::{Clock, SystemClock};
use serde_json::{Value, json};

use crate::support::{LIMIT, MllpSystem, NILECARE, field, ship_channels};

struct Flow {
    hub: HubProcess,
    system: MllpSystem,
    _folder: tempfile::TempDir,
}

impl Flow {
    async fn begin() -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        let system = MllpSystem::default();
        let address = system.listen().await;
        let hub = HubFolder::new(Path::new(NILECARE), folder.path()).expect("the binary is built");
        ship_channels(&hub.channels(), &[("127.0.0.1:2601", address)]);
        Self {
            hub: hub.start().await.expect("it starts"),
            system,
            _folder: folder,
        }
    }

    async fn post(&self, path: &str, body: &Value) -> Value {
        let key = nilecare_types::UserId::generate().to_string();
        self.hub.api().command(path, &key, body).await.expect(path)
    }
}

fn id(made: &Value) -> &str {
    made["id"].as_str().expect("what is made has an id")
}

/// The moment without parts of a second, as HL7 writes it.
fn hl7(moment: &Value) -> String {
    let text = moment.as_str().expect("a moment");
    let digits: String = text[..19].chars().filter(char::is_ascii_digit).collect();
    format!("{digits}+0000")
}

#[tokio::test]
async fn a_booking_over_http_is_told_to_a_scheduling_system_that_acknowledges() {
    let flow = Flow::begin().await;
    let site = json!({"code": "KRT", "name": "Clinic", "kind": "clinic", "time_zone": "Africa/Khartoum"});
    let site = flow.post("/facilities", &site).await;
    let doctor =
        json!({"number": "D1", "family": "EVERYDOC", "given": "EVE", "role": "doctor", "facility_ids": [id(&site)]});
    let doctor = flow.post("/staff", &doctor).await;
    for weekday in [
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
    ] {
        let rule =
            json!({"facility_id": id(&site), "weekday": weekday, "start": "08:00", "end": "12:00", "room": "R1"});
        flow.post(&format!("/staff/{}/schedules", id(&doctor)), &rule).await;
    }
    let event = json!({"event": "update-person", "patient": {
        "identifiers": [{"system": "HOSP", "value": "100234", "type": "MR"}],
        "names": [{"family": "EVERYMAN", "given": ["ADAM"]}], "birth_date": "1970-03-05", "gender": "male"}});
    let patient = flow.post("/clinical/adt-events", &event).await;

    let tomorrow = SystemClock.now() + Duration::from_secs(24 * 3600);
    let day = tomorrow.to_string()[..10].to_owned();
    let path = format!("/free-slots?provider={}&from={day}&to={day}", id(&doctor));
    let free: Value = flow.hub.api().get(&path).await.expect("it answers");
    assert_eq!(free.as_array().map(Vec::len), Some(8), "{free}");
    let request = json!({"patient_id": patient["patient_id"], "provider_id": id(&doctor), "facility_id": id(&site),
        "kind": "consultation", "starts_at": free[0]["starts_at"], "reason": "cough"});
    let booked = flow.post("/appointments", &request).await;
    let own = format!("/appointments/{}", id(&booked));
    flow.post(
        &format!("{own}/reschedule"),
        &json!({"starts_at": free[4]["starts_at"]}),
    )
    .await;
    flow.post(&format!("{own}/cancel"), &json!({"reason": "ill"})).await;

    let messages = flow.system.received(3).await;
    let triggers: Vec<_> = messages.iter().map(|message| field(message, "MSH", 9)).collect();
    assert_eq!(triggers, ["SIU^S12^SIU_S12", "SIU^S13^SIU_S12", "SIU^S15^SIU_S12"]);
    let number = format!("{}^NILECARE", booked["appointment_number"].as_str().expect("a number"));
    assert!(
        messages.iter().all(|message| field(message, "SCH", 2) == number),
        "{messages:?}"
    );
    assert_eq!(field(&messages[0], "PID", 3), "100234^^^HOSP^MR");
    assert_eq!(field(&messages[0], "PID", 5), "EVERYMAN^ADAM");
    assert_eq!(field(&messages[0], "AIP", 3), "D1^EVERYDOC^EVE");
    assert_eq!(field(&messages[0], "TQ1", 7), hl7(&free[0]["starts_at"]));
    assert_eq!(field(&messages[1], "TQ1", 7), hl7(&free[4]["starts_at"]));
    assert_eq!(field(&messages[2], "SCH", 25), "Cancelled");

    let drained = async {
        while !flow.hub.api().is_drained("siu-outbound").await.expect("it answers") {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    };
    tokio::time::timeout(LIMIT, drained)
        .await
        .expect("all are acknowledged");
    assert!(flow.hub.stop().await.expect("it ends").success());
}
