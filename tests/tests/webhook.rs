//! Webhooks signed by Python: an event is processed once, also after a restart, and what is not signed is not stored. The
//! packages of Stripe and Twilio sign where they are installed (`NILECARE_PYTHON`, or `python3`).

use std::net::SocketAddr;
use std::path::Path;
use std::process::Output;

use nilecare_message_store::Status;
use nilecare_tests::{ChannelFile, DestinationFile, Hub, HubOptions, Recorder, has, script, within};
use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::process::Command;

/// The exit code of a program whose library is missing.
const MISSING_LIBRARY: i32 = 77;

struct Hook {
    hub: Hub,
    address: SocketAddr,
}

impl Hook {
    async fn start(data: &Path, recorder: &Recorder, settings: &Value) -> Self {
        let options = HubOptions {
            data: Some(data.to_owned()),
            ..HubOptions::default()
        };
        let hub = Hub::start_with(options, nilecare_tests::Feed::default(), recorder.clone()).expect("the store opens");
        let mut connector = json!({ "type": "webhook", "bind": "127.0.0.1:0", "path": "/hook" });
        let settings = settings.as_object().expect("settings are an object").clone();
        connector.as_object_mut().expect("it was made as one").extend(settings);
        let channel = ChannelFile::new("hook", connector)
            .with("/source/data_type", json!("json"))
            .to(DestinationFile::recording("orders"));
        let address = hub.listen(&channel).await;
        Self { hub, address }
    }

    fn url(&self) -> String {
        format!("http://{}/hook", self.address)
    }

    /// Returns event id and status at the source of all that is stored.
    async fn stored(&self) -> Vec<(String, Status)> {
        self.hub.settled("hook").await;
        let messages = self.hub.messages("hook").await;
        let told = messages.into_iter().map(|message| {
            let status = message.connectors[0].summary.status;
            (message.control_id.unwrap_or_default(), status)
        });
        told.collect()
    }
}

fn secret(folder: &TempDir, text: &str) -> String {
    let path = folder.path().join("secret");
    std::fs::write(&path, text).expect("the folder is ours");
    format!("file:{}", path.display())
}

/// Runs a program of `tests/interop`; `None` when its library is missing.
#[allow(clippy::print_stderr, reason = "a test that cannot run says so")]
async fn python(name: &str, arguments: &[&str]) -> Option<Output> {
    let python = std::env::var("NILECARE_PYTHON").unwrap_or_else(|_| "python3".to_owned());
    let mut command = Command::new(python);
    command.arg(script(name)).args(arguments).kill_on_drop(true);
    command.env("PYTHONDONTWRITEBYTECODE", "1");
    let output = within(name, command.output()).await.expect("python3 is installed");
    if output.status.code() == Some(MISSING_LIBRARY) {
        eprintln!("not run: {}", String::from_utf8_lossy(&output.stdout).trim());
        return None;
    }
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    Some(output)
}

fn statuses(output: &Output) -> Value {
    serde_json::from_slice(&output.stdout).expect("it prints JSON")
}

#[tokio::test]
async fn an_event_is_processed_once_also_after_a_restart() {
    if !has("python3") {
        return;
    }
    let (folder, data) = (TempDir::new().expect("a folder"), TempDir::new().expect("a folder"));
    let settings = json!({ "signature": "hmac", "secrets": [secret(&folder, "S3")], "event_header": "X-GitHub-Delivery",
        "signature_header": "X-Hub-Signature-256", "signature_prefix": "sha256=" });
    let recorder = Recorder::default();
    for round in 0..3 {
        let hook = Hook::start(data.path(), &recorder, &settings).await;
        let url = hook.url();
        let (signed, wrong) = ([&*url, "S3", "D1", "{\"n\":1}"], [&*url, "S4", "D2", "{}"]);
        let send = async |arguments: &[&str]| python("send_hmac.py", arguments).await;
        let (one, other, wrong) = tokio::join!(send(&signed), send(&signed), send(&wrong));
        for (output, status) in [(one, "202"), (other, "202"), (wrong, "400")] {
            let output = output.expect("it needs no library");
            assert_eq!(String::from_utf8_lossy(&output.stdout).trim(), status);
        }
        let stored = hook.stored().await;
        assert_eq!(stored.len(), 2 * (round + 1));
        assert!(stored.iter().all(|(id, _)| id == "D1"));
        let n_processed = stored.iter().filter(|(_, status)| *status != Status::Filtered).count();
        assert_eq!((n_processed, recorder.n_receipts("orders")), (1, 1), "{stored:?}");
        if round == 1 {
            // Left for dead.
            drop(hook);
        } else {
            hook.hub.close().await.expect("it can be closed");
        }
    }
}

#[tokio::test]
async fn stripe_signs_events() {
    if !has("python3") {
        return;
    }
    let (folder, data) = (TempDir::new().expect("a folder"), TempDir::new().expect("a folder"));
    let settings = json!({ "signature": "stripe", "secrets": [secret(&folder, "whsec_trial")],
        "answer": { "status": { "no_reply": 200 } } });
    let recorder = Recorder::default();
    let hook = Hook::start(data.path(), &recorder, &settings).await;
    let Some(output) = python("send_stripe.py", &[&hook.url(), "whsec_trial", "evt_1"]).await else {
        return;
    };
    let expected = json!({ "signed": 200, "again": 200, "signed anew": 200, "changed": 400, "another's": 400, "old": 400,
        "unsigned": 400 });
    assert_eq!(statuses(&output), expected);
    let events: Vec<_> = hook.stored().await;
    let expected = [Status::Transformed, Status::Filtered, Status::Filtered].map(|status| ("evt_1".to_owned(), status));
    assert_eq!(events, expected);
    let receipts = recorder.receipts("orders");
    assert_eq!(receipts.len(), 1);
    let body: Value = serde_json::from_slice(&receipts[0].content).expect("it is JSON");
    assert_eq!(body["type"], "payment_intent.succeeded");
    hook.hub.close().await.expect("it can be closed");
}

#[tokio::test]
async fn twilio_signs_the_public_address_and_the_form() {
    if !has("python3") {
        return;
    }
    let (folder, data) = (TempDir::new().expect("a folder"), TempDir::new().expect("a folder"));
    let public = "https://hub.example.org/sms";
    let settings = json!({ "signature": "twilio", "secrets": [secret(&folder, "token")], "public_url": public });
    let recorder = Recorder::default();
    let hook = Hook::start(data.path(), &recorder, &settings).await;
    let Some(output) = python("send_twilio.py", &[&hook.url(), public, "token", "SM1"]).await else {
        return;
    };
    let expected = json!({ "signed": 202, "again": 202, "delivered": 202, "by SHA-256": 202, "changed": 400, "elsewhere": 400, "another's": 400 });
    assert_eq!(statuses(&output), expected);
    let receipts = recorder.receipts("orders");
    assert_eq!(receipts.len(), 3);
    let body: Value = serde_json::from_slice(&receipts[0].content).expect("it is JSON");
    assert_eq!(
        (&body["Body"], &body["Twice"]),
        (&json!("Grüße & more + less"), &json!(["b", "a", "b"]))
    );
    let ids: Vec<_> = hook.stored().await.into_iter().map(|(id, _)| id).collect();
    assert_eq!(ids, ["SM1.received", "SM1.received", "SM1.delivered", "SM1.read"]);
    hook.hub.close().await.expect("it can be closed");
}
