//! Sessions, groups, and whose they are.

use nilecare_mqtt::{Ack, Connect, Packet, Qos, Reason, Version};
use nilecare_types::Secret;

use crate::client::{Client, broker, connect, kept, options, publish, until, within};

#[tokio::test]
async fn nobody_outside_takes_the_session_of_a_channel() {
    let broker = broker(options()).await;
    let mut channel = Client::of_channel(&broker, kept("channel")).await;
    channel.subscribe("t", Qos::AtLeastOnce).await;
    let other = Client::from_outside(&broker, kept("channel")).await;
    assert!(!other.is_session_present);
    channel.hears_nothing().await;
    broker.close().await;
}

#[tokio::test]
async fn the_same_client_takes_its_own_connection_over_and_another_user_does_not() {
    let mut options = options();
    for user in ["a", "b"] {
        options
            .users
            .insert(user.to_owned(), Secret::new(format!("{user}-invented")));
    }
    let broker = broker(options).await;
    let of = |user: &str| Connect {
        user_name: Some(user.to_owned()),
        password: Some(Secret::new(format!("{user}-invented"))),
        ..kept("monitor")
    };
    let mut first = Client::from_outside(&broker, of("a")).await;
    let second = Client::from_outside(&broker, of("a")).await;
    assert!(second.is_session_present);
    assert_eq!(first.read_to_end().await, [Packet::Disconnect(Reason::TAKEN_OVER)]);
    let mut wire = nilecare_mqtt::Wire::new(
        tokio::net::TcpStream::connect(broker.address()).await.unwrap(),
        Version::V5,
        1024,
    );
    wire.send(&Packet::Connect(Box::new(of("b")))).await.unwrap();
    match within("CONNACK", wire.read()).await.unwrap() {
        Packet::ConnAck(answer) => assert_eq!(answer.reason, Reason::BAD_CLIENT_ID),
        other => panic!("{other:?}"),
    }
    broker.close().await;
}

#[tokio::test]
async fn a_group_shares_messages_and_loses_none_when_a_member_goes() {
    let broker = broker(options()).await;
    let mut members = Vec::new();
    for name in ["one", "two"] {
        let mut member = Client::of_channel(&broker, kept(name)).await;
        member.subscribe("$share/ward/t", Qos::AtLeastOnce).await;
        members.push(member);
    }
    let mut device = Client::from_outside(&broker, connect("device", Version::V5)).await;
    for id in 1..=4 {
        device
            .send(Packet::Publish(publish("t", "x", Qos::AtLeastOnce, id)))
            .await;
    }
    for member in &mut members {
        for _ in 0..2 {
            let message = member.message().await;
            member.send(Packet::PubAck(Ack::new(message.id))).await;
        }
        member.hears_nothing().await;
    }
    for id in 1..=4 {
        assert_eq!(device.read().await, Packet::PubAck(Ack::new(id)));
    }
    // A member that has one in hand goes away and comes again: this is what ended another broker.
    device
        .send(Packet::Publish(publish("t", "y", Qos::AtLeastOnce, 5)))
        .await;
    device.hears_nothing().await;
    let mut last = None;
    for (place, member) in members.iter_mut().enumerate() {
        member.send(Packet::PingReq).await;
        while let Packet::Publish(_) = member.read().await {
            last = Some(place);
        }
    }
    let place = last.expect("one of them got it");
    drop(members.swap_remove(place));
    let name = ["one", "two"][place];
    let mut again = Client::of_channel(&broker, kept(name)).await;
    let message = again.message().await;
    assert!(message.is_duplicate);
    again.send(Packet::PubAck(Ack::new(message.id))).await;
    assert_eq!(device.read().await, Packet::PubAck(Ack::new(5)));
    broker.close().await;
}

#[tokio::test]
async fn a_session_without_expiry_ends_with_its_connection() {
    let broker = broker(options()).await;
    let mut client = Client::from_outside(&broker, connect("a", Version::V5)).await;
    client.subscribe("t", Qos::AtLeastOnce).await;
    client.send(Packet::Disconnect(Reason::SUCCESS)).await;
    until("the session to end", || broker.status().n_sessions == 0).await;
    broker.close().await;
}
