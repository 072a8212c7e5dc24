//! The first flow: an appointment booked over HTTP reaches a scheduling system as SIU over MLLP, by the shipped channel.

use std::net::SocketAddr;
use std::path::Path;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use nilecare_drills::{HubFolder, HubProcess};
use nilecare_types::{Clock, SystemClock};
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

const NILECARE: &str = env!("CARGO_BIN_EXE_nilecare");
const LIMIT: Duration = Duration::from_secs(30);

/// A system that accepts every message and keeps it.
#[derive(Clone, Default)]
struct Scheduling(Arc<Mutex<Vec<String>>>);

impl Scheduling {
    async fn listen(&self) -> SocketAddr {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port is free");
        let address = listener.local_addr().expect("it is bound");
        let own = self.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(own.clone().serve(stream));
            }
        });
        address
    }

    async fn serve(self, mut stream: TcpStream) {
        let mut bytes = Vec::new();
        while stream.read_buf(&mut bytes).await.is_ok_and(|n| n > 0) {
            while let Some(end) = bytes.windows(2).position(|pair| pair == [0x1c, b'\r']) {
                let frame: Vec<u8> = bytes.drain(..end + 2).collect();
                let message = String::from_utf8(frame[1..end].to_vec()).expect("it is UTF-8");
                let id = field(&message, "MSH", 10);
                self.0.lock().expect("nobody panicked").push(message);
                let reply = format!("\x0bMSH|^~\\&|S||N||20260101||ACK|R|P|2.5.1\rMSA|AA|{id}\r\x1c\r");
                if stream.write_all(reply.as_bytes()).await.is_err() {
                    return;
                }
            }
        }
    }

    /// Waits until so many messages came.
    async fn received(&self, n: usize) -> Vec<String> {
        let wait = async {
            loop {
                let messages = self.0.lock().expect("nobody panicked").clone();
                if messages.len() >= n {
                    return messages;
                }
                tokio::time::sleep(Duration::from_millis(10)).await;
            }
        };
        let waited = tokio::time::timeout(LIMIT, wait).await;
        waited.unwrap_or_else(|_| panic!("{n} messages do not come"))
    }
}

/// A field of the first segment of this name; MSH-1 is the separator itself.
fn field(message: &str, segment: &str, number: usize) -> String {
    let line = message
        .split('\r')
        .find(|line| line.starts_with(segment))
        .unwrap_or_default();
    let at = if segment == "MSH" { number - 1 } else { number };
    line.split('|').nth(at).unwrap_or_default().to_owned()
}

struct Flow {
    hub: HubProcess,
    system: Scheduling,
    _folder: tempfile::TempDir,
}

impl Flow {
    async fn begin() -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        let system = Scheduling::default();
        let address = system.listen().await;
        let hub = HubFolder::new(Path::new(NILECARE), folder.path()).expect("the binary is built");
        let shipped = Path::new(env!("CARGO_MANIFEST_DIR")).join("../channels/library/siu-outbound");
        let target = hub.channels().join("siu-outbound");
        std::fs::create_dir_all(&target).expect("the folder is ours");
        for file in ["channel.yaml", "settings.rhai", "siu.rhai"] {
            let text = std::fs::read_to_string(shipped.join(file)).expect("it is in the repository");
            let text = text.replace("127.0.0.1:2601", &address.to_string());
            std::fs::write(target.join(file), text).expect("the folder is ours");
        }
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
