//! The first and third flow to people's pockets, by the built hub: a booking becomes a mail at a real mail server and a text message at a server that speaks
//! as Twilio does; a critical heart rate rings the bell of nurses, and of nobody else.

use std::path::Path;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::extract::{Request, State};
use axum::response::IntoResponse;
use axum::routing::post;
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use hmac::{Hmac, KeyInit, Mac};
use nilecare_drills::{HubFolder, HubProcess, until};
use nilecare_testkit::servers::{Launch, PrivateServer, folder_of, free_port, python_with};
use nilecare_types::{Clock, SystemClock};
use reqwest::{Client, Method};
use serde_json::{Value, json};
use sha1::Sha1;

use crate::support::NILECARE;
use crate::vitals_flow::Ward;

const ACCOUNT: &str = "AC0123456789abcdef0123456789abcdef";
const TOKEN: &str = "token-of-this-test";
const PUBLIC: &str = "https://hospital.example.org";
const PATIENCE: Duration = Duration::from_secs(30);

/// A mail server that keeps what it gets.
struct MailServer(PrivateServer);

impl MailServer {
    fn start(python: &Path) -> Self {
        let (folder, port) = (folder_of(None), free_port());
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("../connectors/email/tests/it/server.py");
        let launch = Launch::new(python).args([
            script.display().to_string(),
            port.to_string(),
            folder.path().display().to_string(),
            "plain".to_owned(),
        ]);
        Self(PrivateServer::start(&launch, folder, port))
    }

    fn mails(&self) -> Vec<Value> {
        let text = std::fs::read_to_string(self.0.folder().join("mails.jsonl")).unwrap_or_default();
        text.lines()
            .filter_map(|line| serde_json::from_str(line).ok())
            .collect()
    }
}

/// What came, as pairs of its form.
type Texts = Arc<Mutex<Vec<Vec<(String, String)>>>>;

/// Speaks as Twilio's API does for creating a message (twilio.com/docs/messaging/api/message-resource).
async fn texting() -> (u16, Texts) {
    let texts = Texts::default();
    let path = format!("/2010-04-01/Accounts/{ACCOUNT}/Messages.json");
    let app = axum::Router::new()
        .route(&path, post(create_message))
        .with_state(texts.clone());
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0")
        .await
        .expect("a port is free");
    let port = listener.local_addr().expect("it is bound").port();
    tokio::spawn(async move { axum::serve(listener, app).await });
    (port, texts)
}

async fn create_message(State(texts): State<Texts>, request: Request) -> axum::response::Response {
    let right = format!("Basic {}", BASE64_STANDARD.encode(format!("{ACCOUNT}:{TOKEN}")));
    let shown = request
        .headers()
        .get("authorization")
        .and_then(|value| value.to_str().ok());
    if shown != Some(right.as_str()) {
        let body = json!({"code": 20003, "message": "Authenticate", "status": 401});
        return (http::StatusCode::UNAUTHORIZED, axum::Json(body)).into_response();
    }
    let body = axum::body::to_bytes(request.into_body(), 1 << 16)
        .await
        .expect("it is short");
    let form: Vec<(String, String)> = form_urlencoded::parse(&body).into_owned().collect();
    let mut all = texts.lock().expect("nobody panics");
    all.push(form);
    let sid = format!("SM{:032}", all.len());
    (
        http::StatusCode::CREATED,
        axum::Json(json!({"sid": sid, "status": "queued"})),
    )
        .into_response()
}

fn field<'a>(form: &'a [(String, String)], wanted: &str) -> &'a str {
    let found = form.iter().find(|(name, _)| name == wanted);
    found.map_or("", |(_, value)| value)
}

/// Signs as Twilio does: the address, then each field by name (twilio.com/docs/usage/security).
fn signature(url: &str, form: &[(&str, &str)], token: &str) -> String {
    let mut fields = form.to_vec();
    fields.sort_unstable();
    let mut mac = <Hmac<Sha1> as KeyInit>::new_from_slice(token.as_bytes()).expect("any length will do");
    mac.update(url.as_bytes());
    for (name, value) in fields {
        mac.update(name.as_bytes());
        mac.update(value.as_bytes());
    }
    BASE64_STANDARD.encode(mac.finalize().into_bytes())
}

struct Clinic {
    hub: HubProcess,
    mail: MailServer,
    texts: Texts,
    http: Client,
    _folder: tempfile::TempDir,
}

impl Clinic {
    async fn begin() -> Option<Self> {
        let python = python_with("aiosmtpd")?;
        let mail = MailServer::start(&python);
        let (port, texts) = texting().await;
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        let token = folder.path().join("token");
        std::fs::write(&token, TOKEN).expect("the folder is ours");
        let settings = format!(
            "[notification.email]\nhost = \"localhost\"\nport = {}\nsecurity = \"none\"\nfrom = \"Clinic <clinic@example.org>\"\n\n\
             [notification.sms]\naccount_sid = \"{ACCOUNT}\"\nauth_token = \"file:{}\"\nfrom = \"+15550100\"\n\
             base_url = \"http://127.0.0.1:{port}\"\npublic_url = \"{PUBLIC}\"\n",
            mail.0.address().port(),
            token.display(),
        );
        let hub = HubFolder::new(Path::new(NILECARE), folder.path()).expect("the binary is built");
        std::fs::write(folder.path().join("nilecare.toml"), settings).expect("the folder is ours");
        Some(Self {
            hub: hub.start().await.expect("it starts"),
            mail,
            texts,
            http: Client::builder().no_proxy().build().expect("a client"),
            _folder: folder,
        })
    }

    async fn post(&self, path: &str, body: &Value) -> Value {
        let key = nilecare_types::UserId::generate().to_string();
        self.hub.api().command(path, &key, body).await.expect(path)
    }

    async fn get(&self, path: &str) -> Value {
        self.hub.api().get(path).await.expect(path)
    }

    async fn mail(&self, n_mails: usize) -> Value {
        let wanted = async || Ok((self.mail.mails().len() >= n_mails).then_some(()));
        until("a mail to arrive", PATIENCE, wanted).await.expect("it arrives");
        let mails = self.mail.mails();
        assert_eq!(mails.len(), n_mails, "{mails:?}");
        mails[n_mails - 1].clone()
    }

    async fn text(&self, n_texts: usize) -> Vec<(String, String)> {
        let count = || self.texts.lock().expect("nobody panics").len();
        let wanted = async || Ok((count() >= n_texts).then_some(()));
        until("a text message to arrive", PATIENCE, wanted)
            .await
            .expect("it arrives");
        let texts = self.texts.lock().expect("nobody panics").clone();
        assert_eq!(texts.len(), n_texts, "{texts:?}");
        texts[n_texts - 1].clone()
    }

    /// Calls back as the provider does and returns the status.
    async fn call_back(&self, url: &str, form: &[(&str, &str)], token: &str) -> u16 {
        let own = url.replace(PUBLIC, self.hub.api().base());
        let body = form_urlencoded::Serializer::new(String::new())
            .extend_pairs(form)
            .finish();
        let request = self
            .http
            .post(own)
            .header("x-twilio-signature", signature(url, form, token));
        let request = request
            .header("content-type", "application/x-www-form-urlencoded")
            .body(body);
        request.send().await.expect("the hub answers").status().as_u16()
    }

    async fn becomes(&self, path: &str, status: &str) -> Value {
        let mut last = Value::Null;
        let wanted = async || {
            last = self.get(path).await;
            Ok((last["status"] == status).then_some(()))
        };
        until(&format!("a notification to be {status}"), PATIENCE, wanted)
            .await
            .expect("it becomes so");
        last
    }
}

fn id(made: &Value) -> &str {
    made["id"].as_str().expect("what is made has an id")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_booking_is_told_by_mail_and_text_message_and_a_cancellation_takes_its_reminders_back() {
    let Some(clinic) = Clinic::begin().await else { return };
    let site = json!({"code": "KRT", "name": "Nile Clinic", "kind": "clinic", "time_zone": "Africa/Khartoum", "phone": "+249 1 55"});
    let site = clinic.post("/facilities", &site).await;
    let doctor =
        json!({"number": "D1", "family": "EVERYDOC", "given": "EVE", "role": "doctor", "facility_ids": [id(&site)]});
    let doctor = clinic.post("/staff", &doctor).await;
    for weekday in [
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
    ] {
        let rule = json!({"facility_id": id(&site), "weekday": weekday, "start": "08:00", "end": "12:00"});
        clinic.post(&format!("/staff/{}/schedules", id(&doctor)), &rule).await;
    }
    let event = json!({"event": "update-person", "patient": {
        "identifiers": [{"system": "HOSP", "value": "100234", "type": "MR"}], "language": "en",
        "names": [{"family": "EVERYMAN", "given": ["ADAM"]}],
        "telecoms": [{"system": "phone", "use": "mobile", "value": "+249 91 234 5678"}, {"system": "email", "value": "adam@example.org"}]}});
    let patient = clinic.post("/clinical/adt-events", &event).await["patient_id"].clone();
    let day = (SystemClock.now() + Duration::from_secs(72 * 3600)).to_string()[..10].to_owned();
    let free = clinic
        .get(&format!("/free-slots?provider={}&from={day}&to={day}", id(&doctor)))
        .await;
    let request = json!({"patient_id": patient, "provider_id": id(&doctor), "facility_id": id(&site),
        "kind": "consultation", "starts_at": free[0]["starts_at"], "reason": "cough"});
    let booked = clinic.post("/appointments", &request).await;

    let mail = clinic.mail(1).await;
    assert_eq!(
        (&mail["from"], &mail["to"]),
        (&json!("clinic@example.org"), &json!(["adam@example.org"]))
    );
    assert_eq!(mail["headers"]["Subject"], "Your appointment at Nile Clinic");
    let said = mail["parts"][0]["text"].as_str().expect("it is text");
    let number = booked["appointment_number"].as_str().expect("a number");
    assert!(said.contains("at 08:00") && said.contains(number), "{said}");
    let text = clinic.text(1).await;
    assert_eq!(
        (field(&text, "To"), field(&text, "From")),
        ("+249912345678", "+15550100")
    );
    assert!(field(&text, "Body").contains("at 08:00"), "{text:?}");
    for told in [said, field(&text, "Body")] {
        for secret in ["EVERYMAN", "ADAM", "100234", "EVERYDOC", "cough"] {
            assert!(!told.contains(secret), "{told}");
        }
    }

    // The provider says what became of it; what others sign is not taken.
    let callback = field(&text, "StatusCallback").to_owned();
    let form = [
        ("MessageSid", "SM00000000000000000000000000000001"),
        ("MessageStatus", "delivered"),
    ];
    assert_eq!(clinic.call_back(&callback, &form, "another token").await, 400);
    let own = callback
        .split_once('=')
        .expect("it names the notification")
        .1
        .to_owned();
    let outgoing = format!("/notifications/outgoing/{own}");
    assert_eq!(
        clinic.becomes(&outgoing, "sent").await["provider_message_id"],
        form[0].1
    );
    assert_eq!(clinic.call_back(&callback, &form, TOKEN).await, 204);
    assert_eq!(clinic.call_back(&callback, &form, TOKEN).await, 204);
    let delivered = clinic.becomes(&outgoing, "delivered").await;
    assert!(delivered["delivered_at"].is_string(), "{delivered}");
    let said = clinic.get(&format!("{outgoing}/deliveries")).await;
    let statuses: Vec<_> = said["items"]
        .as_array()
        .into_iter()
        .flatten()
        .map(|one| &one["status"])
        .collect();
    assert_eq!(statuses, ["sent", "delivered"]);

    let reminders = format!("/appointments/{}/reminders", id(&booked));
    let waiting = clinic.get(&reminders).await;
    assert_eq!(states(&waiting), ["pending", "pending"], "{waiting}");
    clinic
        .post(
            &format!("/appointments/{}/cancel", id(&booked)),
            &json!({"reason": "ill"}),
        )
        .await;
    let mail = clinic.mail(2).await;
    assert_eq!(
        mail["headers"]["Subject"],
        "Your appointment at Nile Clinic was cancelled"
    );
    clinic.text(2).await;
    let waiting = clinic.get(&reminders).await;
    assert_eq!(states(&waiting), ["cancelled", "cancelled"], "{waiting}");
    assert!(clinic.hub.stop().await.expect("it ends").success());
}

fn states(reminders: &Value) -> Vec<&str> {
    let list = reminders.as_array().or_else(|| reminders["items"].as_array());
    list.into_iter()
        .flatten()
        .filter_map(|one| one["status"].as_str())
        .collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_critical_heart_rate_rings_the_bell_of_nurses_and_of_nobody_else() {
    let Some(python) = python_with("websockets") else {
        return;
    };
    let ward = Ward::begin().await;
    let patient = ward.patient("1001", "EVERYMAN").await;
    ward.monitor("MONITOR1", Some(&patient)).await;
    let nurse = ward.user("nurse-1", "nurse").await;
    let clerk = ward.user("clerk-1", "billing-clerk").await;
    // Neither is in a room but their own.
    let mut bedside = ward.browser(&python, &nurse, &[]);
    let mut office = ward.browser(&python, &clerk, &[]);
    ward.publish("devices/MONITOR1/vitals", r#"{"hr":180}"#).await;
    let told = bedside.events_to("notification.new");
    let event = told.last().expect("it is the last one");
    assert_eq!(
        (&event["data"]["category"], &event["data"]["critical"]),
        (&json!("critical-vitals"), &json!(true))
    );
    for secret in [patient.as_str(), "EVERYMAN", "180", "1001"] {
        assert!(!event.to_string().contains(secret), "{event}");
    }
    let of = async |token: &str, method: Method, path: &str| {
        let request = Client::builder().no_proxy().build().expect("a client");
        let request = request.request(method, format!("{}/api/v1/notifications{path}", ward.base()));
        let answer = request.bearer_auth(token).send().await.expect("the hub answers");
        (
            answer.status().as_u16(),
            answer.json::<Value>().await.expect("it is JSON"),
        )
    };
    assert_eq!(
        of(&nurse, Method::GET, "/unread-count").await.1,
        json!({"unread": 1, "critical": 1})
    );
    assert_eq!(
        of(&clerk, Method::GET, "/unread-count").await.1,
        json!({"unread": 0, "critical": 0})
    );
    let one = format!("/{}", event["data"]["id"].as_str().expect("an id"));
    assert_eq!(of(&clerk, Method::GET, &one).await.0, 404, "it is another's");
    assert_eq!(of(&clerk, Method::POST, &format!("{one}/read")).await.0, 404);
    let (status, page) = of(&nurse, Method::GET, "?unread=true").await;
    assert_eq!(
        (status, &page["items"][0]["link"]),
        (200, &json!(format!("/patients/{patient}/vitals")))
    );
    // Nothing of it was told to the clerk: what comes first is what the clerk asks for.
    office.say(&json!({"type": "join", "room": "facility:NILE"}));
    assert_eq!(office.next()["type"], "joined");
    // Reading it once is enough, and the other screens hear of it.
    assert_eq!(of(&nurse, Method::POST, &format!("{one}/read")).await.0, 200);
    bedside.events_to("notification.read");
    assert_eq!(
        of(&nurse, Method::GET, "/unread-count").await.1,
        json!({"unread": 0, "critical": 0})
    );
    // Text messages are off here, and that is there to be seen.
    let outgoing = ward.get("/notifications/outgoing?channel=sms").await;
    let not_sent = &outgoing["items"][0];
    assert_eq!(
        (&not_sent["status"], &not_sent["problem"]),
        (&json!("not-sent"), &json!("not sent: SMS is not set up"))
    );
}
