//! What channels want is acknowledged when they have it; nothing else is.

use nilecare_mqtt::{Ack, Packet, Qos, Reason, Version};
use nilecare_mqtt_broker::BrokerLimits;

use crate::client::{Client, broker, connect, kept, options, publish, until};

#[tokio::test]
async fn a_device_is_acknowledged_when_the_channel_has_its_message() {
    let broker = broker(options()).await;
    let mut channel = Client::of_channel(&broker, kept("channel")).await;
    channel.subscribe("vitals/#", Qos::ExactlyOnce).await;
    for version in [Version::V311, Version::V5] {
        let mut device = Client::from_outside(&broker, connect("device", version)).await;
        device
            .send(Packet::Publish(publish("vitals/1", "a", Qos::AtLeastOnce, 7)))
            .await;
        let message = channel.message().await;
        device.hears_nothing().await;
        channel.send(Packet::PubAck(Ack::new(message.id))).await;
        assert_eq!(device.read().await, Packet::PubAck(Ack::new(7)));

        device
            .send(Packet::Publish(publish("vitals/1", "b", Qos::ExactlyOnce, 8)))
            .await;
        let message = channel.message().await;
        device.hears_nothing().await;
        channel.send(Packet::PubRec(Ack::new(message.id))).await;
        assert_eq!(device.read().await, Packet::PubRec(Ack::new(8)));
        assert_eq!(channel.read().await, Packet::PubRel(Ack::new(message.id)));
        channel.send(Packet::PubComp(Ack::new(message.id))).await;
        // The same number again, before it is released, is the same message.
        device
            .send(Packet::Publish(publish("vitals/1", "b", Qos::ExactlyOnce, 8)))
            .await;
        assert_eq!(device.read().await, Packet::PubRec(Ack::new(8)));
        device.send(Packet::PubRel(Ack::new(8))).await;
        assert_eq!(device.read().await, Packet::PubComp(Ack::new(8)));
        channel.hears_nothing().await;
    }
    broker.close().await;
}

#[tokio::test]
async fn what_a_channel_did_not_take_is_never_acknowledged() {
    let broker = broker(options()).await;
    let mut channel = Client::of_channel(&broker, connect("channel", Version::V5)).await;
    channel.subscribe("vitals/#", Qos::AtLeastOnce).await;
    let mut device = Client::from_outside(&broker, connect("device", Version::V5)).await;
    device
        .send(Packet::Publish(publish("vitals/1", "a", Qos::AtLeastOnce, 1)))
        .await;
    channel.message().await;
    drop(channel);
    assert_eq!(device.read_to_end().await, [Packet::Disconnect(Reason::BUSY)]);
    broker.close().await;
}

#[tokio::test]
async fn a_channel_that_comes_again_gets_what_it_did_not_take_first() {
    let broker = broker(options()).await;
    let mut channel = Client::of_channel(&broker, kept("channel")).await;
    channel.subscribe("vitals/#", Qos::AtLeastOnce).await;
    let mut device = Client::from_outside(&broker, connect("device", Version::V5)).await;
    for (id, text) in [(1, "a"), (2, "b"), (3, "c")] {
        device
            .send(Packet::Publish(publish("vitals/1", text, Qos::AtLeastOnce, id)))
            .await;
    }
    for _ in 0..3 {
        channel.message().await;
    }
    drop(channel);
    let mut channel = Client::of_channel(&broker, kept("channel")).await;
    assert!(channel.is_session_present);
    for text in ["a", "b", "c"] {
        let message = channel.message().await;
        assert_eq!((&message.payload[..], message.is_duplicate), (text.as_bytes(), true));
        channel.send(Packet::PubAck(Ack::new(message.id))).await;
    }
    for id in 1..=3 {
        assert_eq!(device.read().await, Packet::PubAck(Ack::new(id)));
    }
    until("everything to be free", || broker.status().n_bytes == 0).await;
    broker.close().await;
}

#[tokio::test]
async fn a_full_queue_is_told_and_not_acknowledged() {
    let mut options = options();
    options.limits = BrokerLimits {
        max_queued: 1,
        ..BrokerLimits::default()
    };
    let broker = broker(options).await;
    let mut channel = Client::of_channel(&broker, kept("channel")).await;
    channel.subscribe("t", Qos::AtLeastOnce).await;
    drop(channel);
    let said = async |version, id| {
        let mut device = Client::from_outside(&broker, connect(&format!("device-{id}"), version)).await;
        device
            .send(Packet::Publish(publish("t", "x", Qos::AtLeastOnce, id)))
            .await;
        device
    };
    let mut first = said(Version::V5, 1).await;
    first.hears_nothing().await;
    let mut second = said(Version::V5, 2).await;
    assert_eq!(second.read().await, Packet::PubAck(Ack::because(2, Reason::QUOTA)));
    // Version 3.1.1 cannot say no, so the connection ends.
    assert_eq!(said(Version::V311, 3).await.read_to_end().await, []);
    broker.close().await;
}
