//! The sender against aiosmtpd, an SMTP server in Python.

#![allow(clippy::unwrap_used, reason = "a test says by its panic what went wrong")]

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use nilecare_connector_email::{EmailDestinationConfig, SmtpConnector};
use nilecare_engine_api::{
    Connector, ConnectorConfig, Destination, DestinationFactory, FailureKind, OutboundMessage, SendError,
    StatusReporter,
};
use nilecare_testkit::servers::{Launch, PrivateServer, folder_of, free_port, python_with};
use nilecare_testkit::{LogCapture, certificates};
use nilecare_types::MessageId;
use serde_json::{Value, json};

const MARKER: &str = "EVERYMAN-7719";

struct Server {
    server: PrivateServer,
    launch: Launch,
    config: Value,
}

fn server(mode: &str, certificates: Option<&Path>) -> Option<Server> {
    let python = python_with("aiosmtpd")?;
    let (folder, port) = (folder_of(None), free_port());
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/server.py");
    let mut arguments = vec![
        script.display().to_string(),
        port.to_string(),
        folder.path().display().to_string(),
        mode.to_owned(),
    ];
    if let Some(certificates) = certificates {
        arguments.extend(["hub.pem", "hub.key"].map(|name| certificates.join(name).display().to_string()));
    }
    std::fs::write(folder.path().join("secret"), "secret").unwrap();
    let launch = Launch::new(python).args(arguments);
    let server = PrivateServer::start(&launch, folder, port);
    let security = if mode == "plain" { "none" } else { mode };
    let config = json!({ "host": "localhost", "port": port, "security": security, "from": "Hub <hub@example.org>",
        "to": ["duty@example.org"], "subject": "Result" });
    Some(Server { server, launch, config })
}

impl Server {
    fn with(&self, more: Value) -> Value {
        let mut config = self.config.clone();
        config
            .as_object_mut()
            .unwrap()
            .extend(more.as_object().unwrap().clone());
        config
    }

    fn mails(&self) -> Vec<Value> {
        let text = std::fs::read_to_string(self.server.folder().join("mails.jsonl")).unwrap_or_default();
        text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }

    fn secret(&self, name: &str) -> String {
        format!("file:{}", self.server.folder().join(name).display())
    }
}

async fn within<T>(what: &str, future: impl Future<Output = T>) -> T {
    let done = tokio::time::timeout(Duration::from_secs(60), future).await;
    done.unwrap_or_else(|_| panic!("waited in vain for {what}"))
}

fn factory(config: &Value) -> Arc<dyn DestinationFactory> {
    SmtpConnector::default().destination(config).unwrap().unwrap()
}

fn sender(config: &Value) -> Box<dyn Destination> {
    factory(config).open(StatusReporter::default())
}

fn message(content: &[u8], parameters: &[(&str, &str)]) -> OutboundMessage {
    let parameters = parameters
        .iter()
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
    OutboundMessage {
        channel: "results".parse().unwrap(),
        destination: "duty".parse().unwrap(),
        message: MessageId(1),
        content: content.to_vec().into(),
        parameters: parameters.collect::<BTreeMap<_, _>>(),
        idempotency_key: "K1".into(),
        attempt: 1,
        is_possible_duplicate: false,
    }
}

async fn refused(config: &Value, message: &OutboundMessage) -> SendError {
    let mut sender = sender(config);
    let error = within("an attempt", sender.send(message)).await.unwrap_err();
    sender.close().await;
    assert!(!error.detail.contains(MARKER), "{}", error.detail);
    error
}

async fn class(config: &Value, message: &OutboundMessage) -> (FailureKind, &'static str, bool) {
    let error = refused(config, message).await;
    (error.kind, error.code, error.is_outcome_unknown)
}

#[tokio::test]
async fn mails_arrive_as_they_were_meant() {
    let Some(server) = server("plain", None) else { return };
    let (logs, _guard) = LogCapture::for_this_thread();
    let config = server.with(json!({
        "to": ["Duty {who} <duty@example.org>", "{others}"], "cc": ["copy@example.org"], "bcc": ["blind@example.org"],
        "reply_to": "lab@example.org", "subject": "Befund {number} für {who}", "headers": { "X-Number": "{number}" },
    }));
    let mut kept = sender(&config);
    let parameters = [
        ("who", "Jürgen"),
        ("others", "a@example.org, Bee <b@example.org>"),
        ("number", "7"),
    ];
    let content = format!("Grüße, {MARKER}\n.\nend");
    let response = within("a mail", kept.send(&message(content.as_bytes(), &parameters)))
        .await
        .unwrap();
    assert_eq!(response.content.as_deref(), Some(&b"250 kept"[..]));
    // The same session takes the next one.
    within("a mail", kept.send(&message(b"two", &parameters)))
        .await
        .unwrap();
    kept.close().await;
    let mails = server.mails();
    assert_eq!(mails.len(), 2);
    let mail = &mails[0];
    assert_eq!(mail["from"], "hub@example.org");
    assert_eq!(
        mail["to"],
        json!([
            "duty@example.org",
            "a@example.org",
            "b@example.org",
            "copy@example.org",
            "blind@example.org"
        ])
    );
    let headers = &mail["headers"];
    assert_eq!(headers["Subject"], "Befund 7 für Jürgen");
    assert_eq!(headers["From"], "Hub <hub@example.org>");
    assert_eq!(headers["X-Number"], "7");
    assert_eq!(headers["Reply-To"], "lab@example.org");
    assert!(headers.get("Bcc").is_none());
    assert_eq!(
        response.facts["smtp.message_id"],
        headers["Message-ID"].as_str().unwrap()
    );
    assert_eq!(
        mails[1]["headers"]["Message-ID"], headers["Message-ID"],
        "the key is the same"
    );
    let text = mail["parts"][0]["text"].as_str().unwrap().replace("\r\n", "\n");
    assert_eq!(text.trim_end(), content);

    let attached = server.with(
        json!({ "content_as": "attachment", "text": "See {name}.", "attachment_name": "{name}.pdf",
        "attachment_type": "application/pdf" }),
    );
    within(
        "a mail",
        sender(&attached).send(&message(b"\x00\xff%PDF", &[("name", "Befund ä")])),
    )
    .await
    .unwrap();
    let html = server.with(json!({ "content_as": "html" }));
    within("a mail", sender(&html).send(&message(b"<b>good</b>", &[])))
        .await
        .unwrap();
    let mails = server.mails();
    let parts = &mails[2]["parts"];
    assert_eq!(parts[0]["text"].as_str().unwrap().trim_end(), "See Befund ä.");
    assert_eq!(parts[1]["type"], "application/pdf");
    assert_eq!(parts[1]["name"], "Befund ä.pdf");
    assert_eq!(parts[1]["hex"], "00ff25504446");
    assert_eq!(mails[3]["parts"][0]["type"], "text/html");
    logs.assert_absent(&[MARKER]);
}

#[tokio::test]
async fn failures_are_sorted_by_what_the_server_says() {
    let Some(mut server) = server("plain", None) else {
        return;
    };
    let one = message(MARKER.as_bytes(), &[]);
    for (more, wanted) in [
        (
            json!({ "to": ["refused@example.org"] }),
            (FailureKind::Reject, "NC-SMTP-003", false),
        ),
        (
            json!({ "to": ["later@example.org"] }),
            (FailureKind::Retry, "NC-SMTP-004", false),
        ),
        (
            json!({ "subject": "spam" }),
            (FailureKind::Reject, "NC-SMTP-003", false),
        ),
        // It has the mail, and the connection broke.
        (json!({ "subject": "die" }), (FailureKind::Retry, "NC-SMTP-001", true)),
        (json!({ "max_size": 3 }), (FailureKind::Reject, "NC-SMTP-006", false)),
        (
            json!({ "username": "hub", "password": "file:/nowhere/at/all" }),
            (FailureKind::Stop, "NC-SMTP-007", false),
        ),
        (
            json!({ "security": "starttls" }),
            (FailureKind::Stop, "NC-SMTP-007", false),
        ),
        (
            json!({ "host": "name.invalid", "connect_timeout": "20s" }),
            (FailureKind::Retry, "NC-SMTP-001", false),
        ),
    ] {
        assert_eq!(class(&server.with(more.clone()), &one).await, wanted, "{more}");
    }
    let said = refused(&server.with(json!({ "to": ["refused@example.org"] })), &one).await;
    assert!(String::from_utf8_lossy(&said.response.unwrap()).starts_with("550 "));
    assert_eq!(server.mails().len(), 0);

    let mut kept = sender(&server.config);
    within("a mail", kept.send(&one)).await.unwrap();
    server.server.kill();
    let error = within("an attempt", kept.send(&one)).await.unwrap_err();
    assert_eq!(
        (error.kind, error.code, error.is_outcome_unknown),
        (FailureKind::Retry, "NC-SMTP-001", false)
    );
    assert_eq!(factory(&server.config).check().await.unwrap_err().code, "NC-SMTP-001");
    server.server.start_again(&server.launch);
    within("a mail", kept.send(&one)).await.unwrap();
    kept.close().await;
    assert_eq!(server.mails().len(), 2);
    let told = factory(&server.config).check().await.unwrap();
    assert!(told.ends_with("takes mails of this sender"), "{told}");
}

#[tokio::test]
async fn values_make_no_headers_and_no_recipients_of_their_own() {
    let Some(server) = server("plain", None) else { return };
    let config = server.with(
        json!({ "to": ["Dr {name} <duty@example.org>", "{to}"], "subject": "{subject}",
        "recipient_domains": ["example.org"], "headers": { "X-Note": "{note}" } }),
    );
    let good = [
        ("name", "Adam"),
        ("to", "a@example.org"),
        ("subject", "S"),
        ("note", "n"),
    ];
    within("a mail", sender(&config).send(&message(b"x", &good)))
        .await
        .unwrap();
    for (name, value) in [
        ("subject", "S\r\nBcc: thief@example.org"),
        ("subject", "S\nX-Other: 1"),
        ("note", "n\r\n\r\nbody"),
        ("name", "x <thief@example.org>, y"),
        ("name", "x\" <thief@example.org>, \"y"),
        ("to", "a@example.org\r\nRCPT TO:<thief@example.org>"),
        ("to", "a@example.org>\r\nDATA"),
        ("to", "thief@example.com"),
        ("to", "a@example.org, thief@example.com"),
        ("to", "nobody"),
        ("to", ""),
    ] {
        let mut values = good.to_vec();
        values.retain(|(known, _)| *known != name);
        values.push((name, value));
        let wanted = (FailureKind::Reject, "NC-SMTP-006", false);
        assert_eq!(class(&config, &message(b"x", &values)).await, wanted, "{name}: {value}");
    }
    assert_eq!(
        class(&server.config, &message(b"\xff", &[])).await,
        (FailureKind::Reject, "NC-SMTP-006", false)
    );
    assert_eq!(server.mails().len(), 1);
}

#[tokio::test]
async fn tls_and_credentials_are_needed_where_the_server_wants_them() {
    let Some(folder) = certificates() else { return };
    for mode in ["starttls", "tls"] {
        let Some(server) = server(mode, Some(folder.path())) else {
            return;
        };
        let tls = json!({ "ca_file": folder.path().join("ca.pem") });
        let config = server.with(json!({ "tls": tls, "username": "hub", "password": server.secret("secret") }));
        let one = message(b"x", &[]);
        within("a mail", sender(&config).send(&one)).await.unwrap();
        let mails = server.mails();
        assert_eq!(mails[0]["user"], "hub", "{mode}");
        assert!(mode == "tls" || mails[0]["tls"] == true);

        std::fs::write(server.server.folder().join("wrong"), "wrong").unwrap();
        let wrong = server.with(json!({ "tls": tls, "username": "hub", "password": server.secret("wrong") }));
        assert_eq!(
            class(&wrong, &one).await,
            (FailureKind::Stop, "NC-SMTP-005", false),
            "{mode}"
        );
        assert_eq!(factory(&wrong).check().await.unwrap_err().code, "NC-SMTP-005");
        let nobody = server.with(json!({ "tls": tls }));
        assert_eq!(
            class(&nobody, &one).await,
            (FailureKind::Stop, "NC-SMTP-005", false),
            "{mode}"
        );
        // An authority that nobody here knows.
        let unknown = server.with(json!({ "username": "hub", "password": server.secret("secret") }));
        assert_eq!(
            class(&unknown, &one).await,
            (FailureKind::Stop, "NC-SMTP-007", false),
            "{mode}"
        );
        assert_eq!(server.mails().len(), 1);
    }
}

#[test]
fn settings_are_checked() {
    let problems = |config: &Value| -> Vec<String> {
        let found = SmtpConnector::default().destination(config).unwrap().err();
        found.map_or_else(Vec::new, |found| {
            found.0.into_iter().map(|problem| problem.path).collect()
        })
    };
    for sample in EmailDestinationConfig::samples() {
        assert_eq!(problems(&sample), Vec::<String>::new(), "{sample}");
    }
    let base = json!({ "host": "smtp.example.org", "from": "hub@example.org", "to": ["duty@example.org"] });
    for (more, path) in [
        (json!({ "host": "" }), "/host"),
        (json!({ "host": "smtp.example.org\r\n" }), "/host"),
        (json!({ "from": "hub" }), "/from"),
        (json!({ "to": [] }), "/to"),
        (json!({ "to": ["a@example.org", "{"] }), "/to/1"),
        (json!({ "subject": "{" }), "/subject"),
        (json!({ "username": "hub" }), "/password"),
        (
            json!({ "username": "hub", "password": "env:P", "security": "none" }),
            "/password",
        ),
        (json!({ "security": "none", "tls": {} }), "/tls"),
        (json!({ "headers": { "Bcc": "thief@example.org" } }), "/headers/Bcc"),
        (json!({ "headers": { "X Note": "n" } }), "/headers/X Note"),
        (json!({ "content_as": "attachment" }), "/attachment_name"),
        (json!({ "text": "t" }), "/text"),
        (json!({ "attachment_type": "pdf" }), "/attachment_type"),
        (json!({ "timeout": "5m" }), "/timeout"),
        (json!({ "colour": "red" }), ""),
        (json!({ "password": "hunter2" }), ""),
    ] {
        let mut config = base.clone();
        config
            .as_object_mut()
            .unwrap()
            .extend(more.as_object().unwrap().clone());
        assert_eq!(problems(&config), [path], "{more}");
    }
}
