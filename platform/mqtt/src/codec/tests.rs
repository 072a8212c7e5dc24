//! What is written is read back, and bytes that are no packet do no harm.

use bytes::{Bytes, BytesMut};
use nilecare_types::Secret;
use proptest::prelude::*;

use super::*;
use crate::{Ack, Connect, Limits, Publish, PublishProperties, Qos, Reason, SubAck, Subscribe, Subscription, Will};

fn there_and_back(packet: &Packet, version: Version) -> Packet {
    let mut bytes = BytesMut::new();
    write(packet, version, &mut bytes).expect("it can be written");
    let size = frame(&bytes, 1 << 20)
        .expect("it is not too large")
        .expect("it is whole");
    assert_eq!(size, bytes.len());
    read(&mut bytes, size, version).expect("it was written by us")
}

fn publish(properties: Option<Box<PublishProperties>>) -> Publish {
    Publish {
        topic: "ward/é/vitals".to_owned(),
        payload: Bytes::from_static(b"{\"hr\":72}"),
        qos: Qos::ExactlyOnce,
        is_retained: true,
        is_duplicate: true,
        id: 7,
        properties,
    }
}

fn connect(version: Version) -> Connect {
    Connect {
        version,
        client_id: "monitor-1".to_owned(),
        clean_start: false,
        keep_alive: 30,
        session_expiry: Some(u32::MAX),
        limits: Limits::default(),
        user_name: Some("monitor".to_owned()),
        password: Some(Secret::new("invented".to_owned())),
        will: Some(Will {
            publish: Publish {
                topic: "ward/gone".to_owned(),
                payload: Bytes::from_static(b"1"),
                ..Publish::default()
            },
            delay: 0,
        }),
    }
}

#[test]
fn packets_of_both_versions_come_back_as_they_were() {
    for version in [Version::V311, Version::V5] {
        let packets = [
            Packet::Connect(Box::new(connect(version))),
            Packet::Publish(publish(None)),
            Packet::PubAck(Ack::new(1)),
            Packet::PubRec(Ack::new(2)),
            Packet::PubRel(Ack::new(3)),
            Packet::PubComp(Ack::new(4)),
            Packet::Subscribe(Subscribe {
                id: 5,
                subscriptions: vec![Subscription::new("ward/+/vitals", Qos::AtLeastOnce)],
                subscription_id: None,
            }),
            Packet::SubAck(SubAck {
                id: 5,
                reasons: vec![Reason(1), Reason::UNSPECIFIED],
            }),
            Packet::PingReq,
            Packet::PingResp,
            Packet::Disconnect(Reason::SUCCESS),
        ];
        let reason = Packet::Disconnect(Reason::TOO_LARGE);
        assert!(version == Version::V311 || there_and_back(&reason, version) == reason);
        for packet in packets {
            assert_eq!(there_and_back(&packet, version), packet, "{version:?}");
        }
    }
}

#[test]
fn what_version_5_says_besides_comes_back() {
    let properties = PublishProperties {
        content_type: Some("application/json".to_owned()),
        message_expiry_interval: Some(60),
        user_properties: vec![("unit".to_owned(), "ICU".to_owned())],
        ..PublishProperties::default()
    };
    let packet = Packet::Publish(publish(Some(Box::new(properties))));
    assert_eq!(there_and_back(&packet, Version::V5), packet);
    for reason in [Reason::NOT_AUTHORIZED, Reason::QUOTA, Reason::PAYLOAD_FORMAT] {
        let packet = Packet::PubAck(Ack::because(9, reason));
        assert_eq!(there_and_back(&packet, Version::V5), packet);
    }
}

#[test]
fn a_reason_that_the_library_does_not_know_is_read() {
    let mut bytes = BytesMut::from(&[0x40, 4, 0, 9, 0x95, 0][..]);
    let read = read(&mut bytes, 6, Version::V5).expect("it is one");
    assert_eq!(read, Packet::PubAck(Ack::because(9, Reason::TOO_LARGE)));
}

#[test]
fn a_short_goodbye_is_one() {
    let mut bytes = BytesMut::from(&[0xE0, 0][..]);
    assert_eq!(
        read(&mut bytes, 2, Version::V5).expect("it is one"),
        Packet::Disconnect(Reason::SUCCESS)
    );
}

#[test]
fn a_large_packet_is_refused_before_it_came() {
    assert!(matches!(
        frame(&[0x30, 0xFF, 0xFF, 0x7F], 1024),
        Err(WireError::TooLarge {
            size: 2_097_151,
            limit: 1024
        })
    ));
    assert!(matches!(
        frame(&[0x30, 0xFF, 0xFF, 0xFF, 0xFF], 1024),
        Err(WireError::Malformed(_))
    ));
    assert!(matches!(frame(&[0x30], 1024), Ok(None)));
    assert!(matches!(frame(&[], 1024), Ok(None)));
}

proptest! {
    #[test]
    fn any_bytes_are_a_packet_or_an_error(kind in 0u8..16, flags in 0u8..16, body in proptest::collection::vec(any::<u8>(), 0..120)) {
        for version in [Version::V311, Version::V5] {
            let mut bytes = BytesMut::new();
            bytes.extend_from_slice(&[kind << 4 | flags, u8::try_from(body.len()).unwrap_or(0)]);
            bytes.extend_from_slice(&body);
            let size = bytes.len();
            let _ = version_of(&bytes);
            let _ = read(&mut bytes, size, version);
        }
    }

    #[test]
    fn a_damaged_packet_is_a_packet_or_an_error(at in 0usize..64, byte in any::<u8>()) {
        for version in [Version::V311, Version::V5] {
            let mut bytes = BytesMut::new();
            write(&Packet::Connect(Box::new(connect(version))), version, &mut bytes).expect("it can be written");
            let place = 2 + at % (bytes.len() - 2);
            bytes[place] = byte;
            let size = bytes.len();
            let _ = read(&mut bytes, size, version);
        }
    }
}
