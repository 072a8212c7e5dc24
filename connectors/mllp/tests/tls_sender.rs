//! The sender over TLS, against the listener and against receivers of another make.

use std::sync::Arc;
use std::time::Duration;

use crate::common::{Authority, Files, Listener, Sender, touch, within};
use nilecare_engine_api::{ConnectionState, FailureKind};
use serde_json::json;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};

/// Both sides show certificates of one authority.
async fn mutual(ca: &Authority, version: &str) -> (Listener, Files) {
    let asked = json!({ "client_certificates": "required", "client_ca_file": ca.file(), "min_version": version });
    let listener = Listener::start(&ca.issue("receiver", &["localhost"]), asked).await;
    (listener, ca.issue("sender", &[]))
}

fn local(listener: &Listener) -> String {
    format!("localhost:{}", listener.address.port())
}

#[tokio::test]
async fn messages_go_over_one_connection_with_certificates_on_both_sides() {
    let ca = Authority::new("ca");
    for version in ["1.2", "1.3"] {
        let (listener, files) = mutual(&ca, version).await;
        let tls = json!({ "ca_file": ca.file(), "certificate_file": files.certificate, "private_key_file": files.key });
        let mut sender = Sender::to(&local(&listener), tls);
        for id in ["A", "B", "C"] {
            let reply = sender.send(id).await.unwrap().content.unwrap();
            assert!(String::from_utf8_lossy(&reply).contains(&format!("MSA|AA|{id}")));
        }
        let messages = listener.messages();
        let ports: std::collections::BTreeSet<_> = messages.iter().map(|came| &came.source["remote_address"]).collect();
        assert_eq!((messages.len(), ports.len()), (3, 1));
        assert!(messages[0].source["client_certificate_subject"].contains("CN=sender"));
        sender.destination.close().await;
        listener.stop().await;
    }
}

#[tokio::test]
async fn a_receiver_of_another_authority_or_name_gets_nothing() {
    let (ca, other) = (Authority::new("ca"), Authority::new("other"));
    let listener = Listener::start(&ca.issue("hub", &["hub.example.org"]), json!({})).await;
    let address = local(&listener);
    let cases = [
        (
            json!({ "ca_file": other.file(), "server_name": "hub.example.org" }),
            "no authority",
        ),
        (json!({ "ca_file": ca.file() }), "see server_name"),
    ];
    for (tls, wanted) in cases {
        let mut sender = Sender::to(&address, tls);
        let error = sender.refused().await;
        assert_eq!((error.kind, error.code), (FailureKind::Stop, "NC-MLLP-007"));
        assert!(error.detail.contains(wanted), "{}", error.detail);
        assert!(!error.is_outcome_unknown);
        assert!(matches!(sender.status.state(), ConnectionState::Disconnected { .. }));
    }
    assert!(listener.messages().is_empty());
    let mut sender = Sender::to(
        &address,
        json!({ "ca_file": ca.file(), "server_name": "hub.example.org" }),
    );
    assert!(sender.send("A").await.is_ok());
    listener.stop().await;
}

#[tokio::test]
async fn a_receiver_that_wants_a_certificate_refuses_without_doubt() {
    let (ca, other) = (Authority::new("ca"), Authority::new("other"));
    for version in ["1.2", "1.3"] {
        let (listener, _) = mutual(&ca, version).await;
        let stranger = other.issue("stranger", &[]);
        let strange = json!({
            "ca_file": ca.file(), "certificate_file": stranger.certificate, "private_key_file": stranger.key,
        });
        for tls in [json!({ "ca_file": ca.file() }), strange] {
            let error = Sender::to(&local(&listener), tls).refused().await;
            assert_eq!(
                (error.kind, error.code),
                (FailureKind::Stop, "NC-MLLP-007"),
                "{}",
                error.detail
            );
            assert!(error.detail.contains("see certificate_file"), "{}", error.detail);
            assert!(!error.is_outcome_unknown, "TLS {version}");
        }
        assert!(listener.messages().is_empty());
        listener.stop().await;
    }
}

#[tokio::test]
async fn a_receiver_without_tls_is_told_as_such() {
    let ca = Authority::new("ca");
    let plain = Listener::start_with(json!({ "bind": "127.0.0.1:0" })).await.unwrap();
    let tls = json!({ "ca_file": ca.file(), "handshake_timeout": "200ms" });
    let error = Sender::to(&local(&plain), tls).refused().await;
    assert_eq!((error.kind, error.code), (FailureKind::Retry, "NC-MLLP-002"));
    assert!(error.detail.contains("does the peer speak TLS"), "{}", error.detail);
    assert!(!error.is_outcome_unknown);
    // A handshake may have a start block in it by chance, and never a whole message.
    assert!(plain.messages().iter().all(|came| came.defect.is_some()));
    plain.stop().await;

    let answering = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = answering.local_addr().unwrap().to_string();
    let answered = tokio::spawn(async move {
        let (mut stream, _) = answering.accept().await.unwrap();
        stream.write_all(b"220 mail.example.org ready\r\n").await.unwrap();
        let _ = stream.read_to_end(&mut Vec::new()).await;
    });
    let error = Sender::to(&address, json!({ "ca_file": ca.file() })).refused().await;
    assert_eq!((error.kind, error.code), (FailureKind::Stop, "NC-MLLP-007"));
    assert!(error.detail.contains("does not speak TLS"), "{}", error.detail);
    within("the peer", answered).await.unwrap();
}

#[tokio::test]
async fn files_are_told_when_a_sender_is_opened_and_read_again_when_they_are_mended() {
    let (ca, other) = (Authority::new("ca"), Authority::new("other"));
    let listener = Listener::start(&ca.issue("hub", &["localhost"]), json!({})).await;
    let file = ca.folder().join("trusted.pem");
    let mut sender = Sender::to(&local(&listener), json!({ "ca_file": file }));
    let ConnectionState::Disconnected { reason } = sender.status.state() else {
        panic!("it must be told at once");
    };
    assert!(reason.contains("NC-MLLP-006: cannot read"), "{reason}");
    assert_eq!(sender.refused().await.code, "NC-MLLP-006");
    std::fs::write(&file, other.pem()).unwrap();
    assert_eq!(sender.refused().await.code, "NC-MLLP-007");
    std::fs::write(&file, ca.pem()).unwrap();
    touch(&file);
    assert!(sender.send("A").await.is_ok());
    listener.stop().await;
}

/// A receiver that acts by number of connection: the first says something more after its answer, or goodbye.
async fn receiver(
    files: &Files,
    afterwards: Option<&'static [u8]>,
) -> (std::net::SocketAddr, tokio::task::JoinHandle<usize>) {
    let chain = vec![CertificateDer::from_pem_file(&files.certificate).unwrap()];
    let key = PrivateKeyDer::from_pem_file(&files.key).unwrap();
    let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(chain, key)
        .unwrap();
    let acceptor = TlsAcceptor::from(Arc::new(config));
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let serving = tokio::spawn(async move {
        let mut kept = Vec::new();
        for id in ["A", "B"] {
            let (stream, _) = listener.accept().await.unwrap();
            let mut stream = acceptor.accept(stream).await.unwrap();
            let mut bytes = Vec::new();
            while !bytes.ends_with(b"\x1C\r") {
                assert_ne!(stream.read_buf(&mut bytes).await.unwrap(), 0);
            }
            let answer = format!("\x0BMSH|^~\\&|R|||||||ACK|1|P|2.5.1\rMSA|AA|{id}\r\x1C\r");
            // In one record with the answer, so that the session has more than was asked for.
            let all = [answer.as_bytes(), afterwards.unwrap_or_default()].concat();
            stream.write_all(&all).await.unwrap();
            stream.flush().await.unwrap();
            if afterwards.is_none() {
                stream.shutdown().await.unwrap();
            }
            kept.push(stream);
        }
        kept.len()
    });
    (address, serving)
}

#[tokio::test]
async fn a_kept_connection_with_anything_on_it_is_not_written_to() {
    let ca = Authority::new("ca");
    let files = ca.issue("receiver", &["localhost"]);
    let late = b"\x0BMSH|^~\\&|R|||||||ACK|2|P|2.5.1\rMSA|AA|B\r".as_slice();
    for afterwards in [None, Some(late)] {
        let (address, serving) = receiver(&files, afterwards).await;
        let address = format!("localhost:{}", address.port());
        let mut sender = Sender::to(&address, json!({ "ca_file": ca.file() }));
        sender.send("A").await.unwrap();
        // What was said with the answer is on its way at the latest.
        tokio::time::sleep(Duration::from_millis(50)).await;
        // Over the first connection it would not be answered, and its outcome would be unknown.
        sender.send("B").await.unwrap();
        assert_eq!(within("both connections", serving).await.unwrap(), 2);
    }
}
