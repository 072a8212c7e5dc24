//! Version 3.1.1.

use bytes::{Bytes, BytesMut};
use nilecare_types::Secret;
use rumqttc::mqttbytes::v4;
use rumqttc::mqttbytes::{Protocol, QoS};

use super::{malformed, unexpected};
use crate::{
    Ack, ConnAck, Connect, Limits, Packet, Publish, Qos, Reason, SubAck, Subscribe, Subscription, UnsubAck,
    Unsubscribe, Version, Will, WireError,
};

pub(super) fn read(packet: &mut BytesMut) -> Result<Packet, WireError> {
    let size = packet.len();
    let read = v4::Packet::read(packet, size).map_err(malformed)?;
    Ok(match read {
        v4::Packet::Connect(connect) => Packet::Connect(Box::new(connect_of(connect))),
        v4::Packet::ConnAck(answer) => Packet::ConnAck(Box::new(ConnAck {
            is_session_present: answer.session_present,
            ..ConnAck::new(reason_of(answer.code))
        })),
        v4::Packet::Publish(publish) => {
            if publish.qos != QoS::AtMostOnce && publish.pkid == 0 {
                return Err(unexpected("a message has the number 0"));
            }
            Packet::Publish(Publish {
                topic: publish.topic,
                payload: Bytes::copy_from_slice(&publish.payload),
                qos: qos_of(publish.qos),
                is_retained: publish.retain,
                is_duplicate: publish.dup,
                id: publish.pkid,
                properties: None,
            })
        }
        v4::Packet::PubAck(ack) => Packet::PubAck(Ack::new(ack.pkid)),
        v4::Packet::PubRec(ack) => Packet::PubRec(Ack::new(ack.pkid)),
        v4::Packet::PubRel(ack) => Packet::PubRel(Ack::new(ack.pkid)),
        v4::Packet::PubComp(ack) => Packet::PubComp(Ack::new(ack.pkid)),
        v4::Packet::Subscribe(subscribe) => Packet::Subscribe(Subscribe {
            id: subscribe.pkid,
            subscriptions: subscribe
                .filters
                .into_iter()
                .map(|filter| Subscription::new(filter.path, qos_of(filter.qos)))
                .collect(),
            subscription_id: None,
        }),
        v4::Packet::SubAck(answer) => Packet::SubAck(SubAck {
            id: answer.pkid,
            reasons: answer
                .return_codes
                .into_iter()
                .map(|code| match code {
                    v4::SubscribeReasonCode::Success(qos) => Reason(u8::from(qos_of(qos))),
                    v4::SubscribeReasonCode::Failure => Reason::UNSPECIFIED,
                })
                .collect(),
        }),
        v4::Packet::Unsubscribe(unsubscribe) => Packet::Unsubscribe(Unsubscribe {
            id: unsubscribe.pkid,
            filters: unsubscribe.topics,
        }),
        v4::Packet::UnsubAck(answer) => Packet::UnsubAck(UnsubAck {
            id: answer.pkid,
            existed: Vec::new(),
        }),
        v4::Packet::PingReq => Packet::PingReq,
        v4::Packet::PingResp => Packet::PingResp,
        v4::Packet::Disconnect => Packet::Disconnect(Reason::SUCCESS),
    })
}

fn connect_of(connect: v4::Connect) -> Connect {
    let (user_name, password) = match connect.login {
        Some(login) => (Some(login.username), Some(Secret::new(login.password))),
        None => (None, None),
    };
    Connect {
        version: Version::V311,
        client_id: connect.client_id,
        clean_start: connect.clean_session,
        keep_alive: connect.keep_alive,
        // Its session has no end of its own (§3.1.2.4).
        session_expiry: (!connect.clean_session).then_some(u32::MAX),
        limits: Limits::default(),
        user_name,
        password,
        will: connect.last_will.map(|will| Will {
            publish: Publish {
                topic: will.topic,
                payload: Bytes::copy_from_slice(&will.message),
                qos: qos_of(will.qos),
                is_retained: will.retain,
                ..Publish::default()
            },
            delay: 0,
        }),
    }
}

pub(super) fn write(packet: &Packet, output: &mut BytesMut) -> Result<(), WireError> {
    let packet = match packet {
        Packet::Connect(connect) => v4::Packet::Connect(v4::Connect {
            protocol: Protocol::V4,
            keep_alive: connect.keep_alive,
            client_id: connect.client_id.clone(),
            clean_session: connect.clean_start,
            last_will: connect.will.as_ref().map(|will| v4::LastWill {
                topic: will.publish.topic.clone(),
                message: will.publish.payload.clone(),
                qos: qos(will.publish.qos),
                retain: will.publish.is_retained,
            }),
            login: connect.user_name.as_ref().map(|name| v4::Login {
                username: name.clone(),
                password: connect
                    .password
                    .as_ref()
                    .map(|password| password.expose().clone())
                    .unwrap_or_default(),
            }),
        }),
        Packet::ConnAck(answer) => v4::Packet::ConnAck(v4::ConnAck {
            session_present: answer.is_session_present,
            code: code_of(answer.reason),
        }),
        Packet::Publish(publish) => v4::Packet::Publish(v4::Publish {
            dup: publish.is_duplicate,
            qos: qos(publish.qos),
            retain: publish.is_retained,
            topic: publish.topic.clone(),
            pkid: publish.id,
            payload: publish.payload.clone(),
        }),
        Packet::PubAck(ack) => v4::Packet::PubAck(v4::PubAck::new(ack.id)),
        Packet::PubRec(ack) => v4::Packet::PubRec(v4::PubRec::new(ack.id)),
        Packet::PubRel(ack) => v4::Packet::PubRel(v4::PubRel::new(ack.id)),
        Packet::PubComp(ack) => v4::Packet::PubComp(v4::PubComp::new(ack.id)),
        Packet::Subscribe(subscribe) => v4::Packet::Subscribe(v4::Subscribe {
            pkid: subscribe.id,
            filters: subscribe
                .subscriptions
                .iter()
                .map(|subscription| v4::SubscribeFilter::new(subscription.filter.clone(), qos(subscription.qos)))
                .collect(),
        }),
        Packet::SubAck(answer) => v4::Packet::SubAck(v4::SubAck::new(
            answer.id,
            answer
                .reasons
                .iter()
                .map(|reason| match Qos::try_from(reason.0) {
                    Ok(granted) => v4::SubscribeReasonCode::Success(qos(granted)),
                    Err(_) => v4::SubscribeReasonCode::Failure,
                })
                .collect(),
        )),
        Packet::Unsubscribe(unsubscribe) => v4::Packet::Unsubscribe(v4::Unsubscribe {
            pkid: unsubscribe.id,
            topics: unsubscribe.filters.clone(),
        }),
        Packet::UnsubAck(answer) => v4::Packet::UnsubAck(v4::UnsubAck::new(answer.id)),
        Packet::PingReq => v4::Packet::PingReq,
        Packet::PingResp => v4::Packet::PingResp,
        Packet::Disconnect(_) => v4::Packet::Disconnect,
    };
    packet.write(output, usize::MAX).map(drop).map_err(malformed)
}

fn qos(qos: Qos) -> QoS {
    match qos {
        Qos::AtMostOnce => QoS::AtMostOnce,
        Qos::AtLeastOnce => QoS::AtLeastOnce,
        Qos::ExactlyOnce => QoS::ExactlyOnce,
    }
}

fn qos_of(qos: QoS) -> Qos {
    match qos {
        QoS::AtMostOnce => Qos::AtMostOnce,
        QoS::AtLeastOnce => Qos::AtLeastOnce,
        QoS::ExactlyOnce => Qos::ExactlyOnce,
    }
}

fn reason_of(code: v4::ConnectReturnCode) -> Reason {
    match code {
        v4::ConnectReturnCode::Success => Reason::SUCCESS,
        v4::ConnectReturnCode::RefusedProtocolVersion => Reason::UNSUPPORTED_VERSION,
        v4::ConnectReturnCode::BadClientId => Reason::BAD_CLIENT_ID,
        v4::ConnectReturnCode::ServiceUnavailable => Reason::UNAVAILABLE,
        v4::ConnectReturnCode::BadUserNamePassword => Reason::BAD_CREDENTIALS,
        v4::ConnectReturnCode::NotAuthorized => Reason::NOT_AUTHORIZED,
    }
}

fn code_of(reason: Reason) -> v4::ConnectReturnCode {
    match reason {
        Reason::SUCCESS => v4::ConnectReturnCode::Success,
        Reason::UNSUPPORTED_VERSION => v4::ConnectReturnCode::RefusedProtocolVersion,
        Reason::BAD_CLIENT_ID => v4::ConnectReturnCode::BadClientId,
        Reason::BAD_CREDENTIALS => v4::ConnectReturnCode::BadUserNamePassword,
        Reason::NOT_AUTHORIZED | Reason::BANNED => v4::ConnectReturnCode::NotAuthorized,
        _ => v4::ConnectReturnCode::ServiceUnavailable,
    }
}
