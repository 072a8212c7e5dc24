//! Bytes and packets that are meant to do harm.

use nilecare_mqtt::{Packet, Qos, Reason, Version};
use nilecare_mqtt_broker::{Broker, BrokerLimits};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::client::{Client, broker, connect, kept, options, publish, until, within};

async fn works(broker: &Broker) {
    let mut client = Client::from_outside(broker, connect("probe", Version::V5)).await;
    client.subscribe("probe", Qos::AtMostOnce).await;
    client
        .send(Packet::Publish(publish("probe", "x", Qos::AtMostOnce, 0)))
        .await;
    assert_eq!(client.message().await.payload, "x");
    client.send(Packet::Disconnect(Reason::SUCCESS)).await;
}

#[tokio::test]
async fn bytes_that_are_no_mqtt_end_their_connection_only() {
    let broker = broker(options()).await;
    let mut start = 0x2545_F491_4F6C_DD1D_u64;
    let mut noise = |length: usize| -> Vec<u8> {
        let next = || {
            start ^= start << 13;
            start ^= start >> 7;
            start ^= start << 17;
            (start >> 24) as u8
        };
        std::iter::repeat_with(next).take(length).collect()
    };
    let mut inputs = vec![
        b"GET / HTTP/1.1\r\nHost: x\r\n\r\n".to_vec(),
        b"\x10\xff\xff\xff\xff\x7f".to_vec(),
        b"\x10\x00".to_vec(),
        b"\x10\x0c\x00\x04MQTT\x09\x02\x00\x3c\x00\x00".to_vec(),
        b"\x16\x03\x01\x02\x00\x01\x00".to_vec(),
    ];
    for length in [1, 2, 7, 64, 1000] {
        inputs.push(noise(length));
        // After a good beginning.
        let mut bytes = b"\x10\x0c\x00\x04MQTT\x04\x02\x00\x3c\x00\x00".to_vec();
        bytes.extend(noise(length));
        inputs.push(bytes);
        let mut bytes = b"\x10\x0d\x00\x04MQTT\x05\x02\x00\x3c\x00\x00\x00".to_vec();
        bytes.extend(noise(length));
        inputs.push(bytes);
    }
    for input in inputs {
        let mut stream = TcpStream::connect(broker.address()).await.unwrap();
        stream.write_all(&input).await.unwrap();
        // Whoever says nothing more gets no more time; the end of the way in is an end, too.
        let _ = stream.shutdown().await;
        let mut answer = Vec::new();
        let _ = within("the end", stream.read_to_end(&mut answer)).await;
    }
    works(&broker).await;
    until("the connections to end", || broker.status().n_connections == 0).await;
    broker.close().await;
}

#[tokio::test]
async fn topics_and_client_ids_of_any_letters_do_no_harm() {
    let broker = broker(options()).await;
    for _ in 0..2 {
        Client::from_outside(&broker, kept("a/+/#")).await;
    }
    let mut client = Client::from_outside(&broker, connect("a", Version::V311)).await;
    client.subscribe("+/x", Qos::AtLeastOnce).await;
    client
        .send(Packet::Publish(publish("é/x", "x", Qos::AtMostOnce, 0)))
        .await;
    assert_eq!(client.message().await.topic, "é/x");
    works(&broker).await;
    broker.close().await;
}

#[tokio::test]
async fn a_packet_that_is_too_large_ends_its_connection() {
    let mut options = options();
    options.limits.max_packet = 2_000;
    let broker = broker(options).await;
    let mut client = Client::from_outside(&broker, connect("a", Version::V5)).await;
    let large = publish("t", &"x".repeat(4_000), Qos::AtLeastOnce, 1);
    client.send(Packet::Publish(large)).await;
    assert_eq!(client.read_to_end().await, [Packet::Disconnect(Reason::TOO_LARGE)]);
    works(&broker).await;
    broker.close().await;
}

#[tokio::test]
async fn retained_messages_queues_and_connections_are_bounded() {
    let mut options = options();
    options.limits = BrokerLimits {
        max_retained: 2,
        max_queued: 10,
        max_connections: 2,
        ..BrokerLimits::default()
    };
    let broker = broker(options).await;
    let mut sleeper = Client::from_outside(&broker, kept("sleeper")).await;
    sleeper.subscribe("#", Qos::AtLeastOnce).await;
    drop(sleeper);
    until("it to be gone", || broker.status().n_connections == 0).await;
    let mut client = Client::from_outside(&broker, connect("a", Version::V5)).await;
    for id in 1..=50 {
        let mut message = publish(&format!("t/{id}"), "x", Qos::AtLeastOnce, id);
        message.is_retained = id <= 3;
        client.send(Packet::Publish(message)).await;
        let wanted = if id == 3 { Reason::QUOTA } else { Reason::SUCCESS };
        match client.read().await {
            Packet::PubAck(ack) => assert_eq!(ack.reason, wanted, "{id}"),
            other => panic!("{other:?}"),
        }
    }
    assert_eq!(broker.status().n_retained, 2);
    let _second = Client::from_outside(&broker, connect("b", Version::V5)).await;
    let mut third = TcpStream::connect(broker.address()).await.unwrap();
    let mut answer = Vec::new();
    let _ = within("the end", third.read_to_end(&mut answer)).await;
    assert!(answer.is_empty(), "{answer:?}");
    let mut sleeper = {
        drop(client);
        until("it to be gone", || broker.status().n_connections == 1).await;
        Client::from_outside(&broker, kept("sleeper")).await
    };
    for _ in 0..10 {
        sleeper.message().await;
    }
    sleeper.hears_nothing().await;
    broker.close().await;
}
