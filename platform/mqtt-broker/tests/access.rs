//! Who is let in, and what keeps a broker from starting.

use std::net::SocketAddr;
use std::path::PathBuf;

use nilecare_mqtt_broker::{Broker, BrokerError, BrokerTls};

use crate::client::{broker, options, within};

#[tokio::test]
async fn a_port_in_use_is_told() {
    let first = broker(options()).await;
    let mut options = options();
    options.bind = first.address();
    let error = Broker::open(options).await.err().unwrap();
    assert!(error.to_string().starts_with("NC-BROKER-001"), "{error}");
    first.close().await;
}

#[tokio::test]
async fn nobody_is_let_in_from_the_network_without_a_word() {
    let mut options = options();
    options.bind = SocketAddr::from(([0, 0, 0, 0], 0));
    let error = Broker::open(options.clone()).await.err().unwrap();
    assert!(matches!(error, BrokerError::Anonymous { .. }), "{error}");
    options.allow_anonymous = true;
    Broker::open(options).await.unwrap().close().await;
}

#[tokio::test]
async fn a_certificate_that_cannot_be_used_is_told() {
    let mut options = options();
    options.tls = Some(BrokerTls {
        certificate_file: PathBuf::from("missing.pem"),
        private_key_file: PathBuf::from("missing.key"),
        client_ca_file: None,
    });
    let error = Broker::open(options).await.err().unwrap();
    assert!(error.to_string().starts_with("NC-BROKER-003"), "{error}");
}

#[tokio::test]
async fn the_port_is_free_when_it_has_ended() {
    // An address of its own, so that no other test takes the port in between.
    let mut options = options();
    options.bind = SocketAddr::from(([127, 0, 0, 7], 0));
    let first = broker(options.clone()).await;
    options.bind = first.address();
    first.close().await;
    // A process that another test is starting holds our sockets for a moment.
    let again = within("the port", async {
        loop {
            match Broker::open(options.clone()).await {
                Ok(broker) => break broker,
                Err(_) => tokio::time::sleep(std::time::Duration::from_millis(5)).await,
            }
        }
    });
    again.await.close().await;
}
