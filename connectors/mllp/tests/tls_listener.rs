//! The listener over TLS, with clients of another make.

use std::time::{Duration, Instant};

use crate::common::{Authority, Client, Listener, frame, message, touch, within};
use serde_json::json;
use sha2::{Digest, Sha256};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio_rustls::rustls::ALL_VERSIONS;
use tokio_rustls::rustls::pki_types::CertificateDer;
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::version::{TLS12, TLS13};

#[tokio::test]
async fn both_versions_are_spoken_and_told_with_each_message() {
    let ca = Authority::new("ca");
    let listener = Listener::start(&ca.issue("hub", &["localhost"]), json!({})).await;
    for (version, told) in [(&TLS12, "1.2"), (&TLS13, "1.3")] {
        let mut client = Client::connect(listener.address, &ca.file(), None, &[version])
            .await
            .unwrap();
        let reply = client.ask(told).await.unwrap().unwrap();
        assert!(reply.contains(&format!("MSA|AA|{told}")), "{reply}");
        let came = listener.messages().pop().unwrap();
        assert_eq!(came.content, message(told));
        assert_eq!(came.source["tls_version"], told);
        assert!(came.source["remote_address"].starts_with("127.0.0.1:"));
        assert!(!came.source.contains_key("client_certificate_sha256"));
    }
    listener.stop().await;
}

#[tokio::test]
async fn a_version_below_the_lowest_is_refused() {
    let ca = Authority::new("ca");
    let listener = Listener::start(&ca.issue("hub", &["localhost"]), json!({ "min_version": "1.3" })).await;
    let refused = Client::connect(listener.address, &ca.file(), None, &[&TLS12]).await;
    assert!(refused.is_err());
    let mut client = Client::plainly(listener.address, &ca.file()).await.unwrap();
    assert!(client.ask("A").await.unwrap().is_some());
    listener.stop().await;
}

#[tokio::test]
async fn a_required_certificate_lets_in_its_owner_only() {
    let (ca, other) = (Authority::new("ca"), Authority::new("other"));
    let files = ca.issue("hub", &["localhost"]);
    let asked = json!({ "client_certificates": "required", "client_ca_file": ca.file() });
    let listener = Listener::start(&files, asked).await;
    let stranger = other.issue("analyser", &["analyser.example.org"]);
    for version in [&TLS12, &TLS13] {
        for identity in [None, Some(&stranger)] {
            // With TLS 1.3 the client learns of its refusal only when it reads.
            let refused = match Client::connect(listener.address, &ca.file(), identity, &[version]).await {
                Ok(mut client) => client.ask("A").await.map(drop),
                Err(error) => Err(error),
            };
            let told = refused.expect_err("it must be refused").to_string();
            assert!(told.contains("alert"), "{told}");
        }
    }
    assert!(listener.messages().is_empty());

    let known = ca.issue("analyser", &["analyser.example.org", "10.1.2.3"]);
    let mut client = Client::connect(listener.address, &ca.file(), Some(&known), ALL_VERSIONS)
        .await
        .unwrap();
    assert!(client.ask("B").await.unwrap().unwrap().contains("MSA|AA|B"));
    let source = listener.messages().pop().unwrap().source;
    let digest = Sha256::digest(CertificateDer::from_pem_file(&known.certificate).unwrap());
    let digest = digest.iter().map(|byte| format!("{byte:02x}")).collect::<String>();
    assert_eq!(source["client_certificate_sha256"], digest);
    assert!(
        source["client_certificate_subject"].contains("CN=analyser"),
        "{source:?}"
    );
    assert_eq!(source["client_certificate_names"], "analyser.example.org,10.1.2.3");
    listener.stop().await;
}

#[tokio::test]
async fn an_optional_certificate_may_be_left_out_but_not_be_of_a_stranger() {
    let (ca, other) = (Authority::new("ca"), Authority::new("other"));
    let asked = json!({ "client_certificates": "optional", "client_ca_file": ca.file() });
    let listener = Listener::start(&ca.issue("hub", &["localhost"]), asked).await;
    let mut client = Client::plainly(listener.address, &ca.file()).await.unwrap();
    assert!(client.ask("A").await.unwrap().is_some());
    let stranger = other.issue("stranger", &[]);
    let refused = Client::connect(listener.address, &ca.file(), Some(&stranger), &[&TLS12]).await;
    assert!(refused.is_err());
    assert_eq!(listener.messages().len(), 1);
    listener.stop().await;
}

#[tokio::test]
async fn a_plain_sender_gets_no_answer_and_is_disconnected() {
    let ca = Authority::new("ca");
    let files = ca.issue("hub", &["localhost"]);
    let listener = Listener::start(&files, json!({ "handshake_timeout": "300ms" })).await;
    for bytes in [frame(&message("A")), Vec::new()] {
        let began = Instant::now();
        let mut sender = TcpStream::connect(listener.address).await.unwrap();
        sender.write_all(&bytes).await.unwrap();
        let mut answer = Vec::new();
        // The end may be a reset.
        let _ = within("the end", sender.read_to_end(&mut answer)).await;
        // A TLS alert (RFC 8446 §6) is all there may be.
        assert!(answer.is_empty() || answer[0] == 21, "{answer:?}");
        assert!(began.elapsed() < Duration::from_secs(3));
    }
    assert!(listener.messages().is_empty());
    listener.stop().await;
}

#[tokio::test]
async fn stalled_handshakes_hold_up_nobody_and_count_as_connections() {
    let ca = Authority::new("ca");
    let files = ca.issue("hub", &["localhost"]);
    let tls = json!({ "certificate_file": files.certificate, "private_key_file": files.key });
    let config = json!({ "bind": "127.0.0.1:0", "max_connections": 3, "tls": tls });
    let listener = Listener::start_with(config).await.unwrap();
    let mut stalled = Vec::new();
    for _ in 0..2 {
        stalled.push(TcpStream::connect(listener.address).await.unwrap());
    }
    let mut client = Client::plainly(listener.address, &ca.file()).await.unwrap();
    assert!(client.ask("A").await.unwrap().is_some());
    let refused = Client::plainly(listener.address, &ca.file()).await;
    assert!(refused.is_err(), "three are the limit");
    // Those that stall end with the listener, long before their time-out.
    let began = Instant::now();
    listener.stop().await;
    assert!(began.elapsed() < Duration::from_secs(5));
}

#[tokio::test]
async fn large_and_pipelined_messages_are_answered_in_order() {
    let ca = Authority::new("ca");
    let listener = Listener::start(&ca.issue("hub", &["localhost"]), json!({})).await;
    let mut client = Client::plainly(listener.address, &ca.file()).await.unwrap();
    let large = format!("{}OBX|1|ED|||{}\r", message("LARGE"), "x".repeat(5 << 20));
    let mut bytes = Vec::new();
    for number in 0..100 {
        bytes.extend(frame(&message(&format!("M{number}"))));
    }
    bytes.extend(frame(&large));
    bytes.extend(frame(&message("LAST")));
    client.write(&bytes).await.unwrap();
    let ids = (0..100)
        .map(|number| format!("M{number}"))
        .chain(["LARGE".to_owned(), "LAST".to_owned()]);
    for id in ids {
        let reply = client.reply().await.unwrap().unwrap();
        assert!(reply.contains(&format!("MSA|AA|{id}\r")), "{id}: {reply}");
    }
    assert_eq!(listener.messages()[100].content, large);
    listener.stop().await;
}

#[tokio::test]
async fn new_files_are_used_for_new_connections_and_broken_ones_are_not() {
    let (before, after) = (Authority::new("before"), Authority::new("after"));
    let files = before.issue("hub", &["localhost"]);
    let listener = Listener::start(&files, json!({})).await;
    let mut old = Client::plainly(listener.address, &before.file()).await.unwrap();
    assert!(old.ask("A").await.unwrap().is_some());

    std::fs::write(
        &files.certificate,
        "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n",
    )
    .unwrap();
    touch(&files.certificate);
    assert!(
        Client::plainly(listener.address, &before.file()).await.is_ok(),
        "the old one stays in use"
    );

    let renewed = after.issue("hub", &["localhost"]);
    std::fs::copy(&renewed.certificate, &files.certificate).unwrap();
    touch(&files.certificate);
    let half_done = Client::plainly(listener.address, &before.file()).await;
    assert!(half_done.is_ok(), "the new certificate waits for its key");
    std::fs::copy(&renewed.key, &files.key).unwrap();
    touch(&files.key);
    let mut new = Client::plainly(listener.address, &after.file()).await.unwrap();
    assert!(new.ask("B").await.unwrap().is_some());
    assert!(Client::plainly(listener.address, &before.file()).await.is_err());
    assert!(
        old.ask("C").await.unwrap().is_some(),
        "a connection that is open goes on"
    );
    listener.stop().await;
}

#[tokio::test]
async fn senders_are_told_goodbye_and_may_leave_without_one() {
    let ca = Authority::new("ca");
    let listener = Listener::start(&ca.issue("hub", &["localhost"]), json!({})).await;
    let mut rude = Client::plainly(listener.address, &ca.file()).await.unwrap();
    rude.write(&frame(&message("A"))).await.unwrap();
    assert!(rude.reply().await.unwrap().is_some());
    drop(rude);
    let mut client = Client::plainly(listener.address, &ca.file()).await.unwrap();
    assert!(client.ask("B").await.unwrap().is_some());
    listener.begin_stop();
    // An end without close_notify would be an error (RFC 8446 §6.1).
    assert_eq!(client.reply().await.unwrap(), None);
    listener.stop().await;
}

#[tokio::test]
async fn files_that_cannot_be_used_are_told_at_deployment() {
    let ca = Authority::new("ca");
    let (good, other) = (ca.issue("hub", &["localhost"]), ca.issue("other", &["localhost"]));
    let expired = ca.issue_expired("old");
    let folder = ca.folder();
    let encrypted = folder.join("encrypted.key");
    std::fs::write(
        &encrypted,
        "-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n-----END ENCRYPTED PRIVATE KEY-----\n",
    )
    .unwrap();
    let empty = folder.join("empty.pem");
    std::fs::write(&empty, "").unwrap();
    let cases = [
        (folder.join("absent.pem"), good.key.clone(), "cannot read"),
        (empty.clone(), good.key.clone(), "holds no certificate"),
        (good.certificate.clone(), empty, "holds no private key"),
        (good.certificate.clone(), encrypted, "is encrypted"),
        (
            good.certificate.clone(),
            other.key,
            "cannot be used with the certificate",
        ),
        (expired.certificate, expired.key, "expired at 2020-12-31"),
    ];
    for (certificate, key, wanted) in cases {
        let tls = json!({ "certificate_file": certificate, "private_key_file": key });
        let refused = Listener::start_with(json!({ "bind": "127.0.0.1:0", "tls": tls })).await;
        let error = refused.err().unwrap_or_else(|| panic!("{wanted}: it must not start"));
        assert_eq!(error.code, "NC-MLLP-006");
        assert!(error.detail.contains(wanted), "{}", error.detail);
    }
    let no_ca = json!({
        "certificate_file": good.certificate, "private_key_file": good.key,
        "client_certificates": "required", "client_ca_file": good.key,
    });
    let refused = Listener::start_with(json!({ "bind": "127.0.0.1:0", "tls": no_ca })).await;
    assert!(
        refused
            .err()
            .is_some_and(|error| error.detail.contains("holds no certificate"))
    );
}
