//! Version 5.

use bytes::{Bytes, BytesMut};
use nilecare_types::Secret;
use rumqttc::v5::mqttbytes::QoS;
use rumqttc::v5::mqttbytes::v5;

use super::{malformed, unexpected};
use crate::{
    Ack, ConnAck, Connect, Limits, Packet, Publish, Qos, Reason, RetainHandling, SubAck, Subscribe, Subscription,
    UnsubAck, Unsubscribe, Version, Will, WireError,
};

/// Writes a function from a reason to the packet's own code; the last one stands for all that the packet cannot say.
macro_rules! codes {
    ($own:ident, $type:ident, [$($variant:ident = $code:literal),* $(,)?], $other:ident) => {
        fn $own(reason: Reason) -> v5::$type {
            match reason.0 {
                $($code => v5::$type::$variant,)*
                _ => v5::$type::$other,
            }
        }
    };
}

codes!(
    puback,
    PubAckReason,
    [
        Success = 0x00,
        NoMatchingSubscribers = 0x10,
        ImplementationSpecificError = 0x83,
        NotAuthorized = 0x87,
        TopicNameInvalid = 0x90,
        PacketIdentifierInUse = 0x91,
        QuotaExceeded = 0x97,
        PayloadFormatInvalid = 0x99,
    ],
    UnspecifiedError
);
codes!(
    pubrec,
    PubRecReason,
    [
        Success = 0x00,
        NoMatchingSubscribers = 0x10,
        ImplementationSpecificError = 0x83,
        NotAuthorized = 0x87,
        TopicNameInvalid = 0x90,
        PacketIdentifierInUse = 0x91,
        QuotaExceeded = 0x97,
        PayloadFormatInvalid = 0x99,
    ],
    UnspecifiedError
);
codes!(pubrel, PubRelReason, [Success = 0x00], PacketIdentifierNotFound);
codes!(pubcomp, PubCompReason, [Success = 0x00], PacketIdentifierNotFound);
codes!(
    connack,
    ConnectReturnCode,
    [
        Success = 0x00,
        MalformedPacket = 0x81,
        ProtocolError = 0x82,
        ImplementationSpecificError = 0x83,
        UnsupportedProtocolVersion = 0x84,
        ClientIdentifierNotValid = 0x85,
        BadUserNamePassword = 0x86,
        NotAuthorized = 0x87,
        ServerUnavailable = 0x88,
        ServerBusy = 0x89,
        Banned = 0x8A,
        TopicNameInvalid = 0x90,
        PacketTooLarge = 0x95,
        QuotaExceeded = 0x97,
        ConnectionRateExceeded = 0x9F,
    ],
    UnspecifiedError
);

fn connack_reason(code: v5::ConnectReturnCode) -> Reason {
    use v5::ConnectReturnCode as Code;
    match code {
        Code::Success => Reason::SUCCESS,
        Code::MalformedPacket => Reason::MALFORMED,
        Code::ProtocolError => Reason::PROTOCOL_ERROR,
        Code::ImplementationSpecificError => Reason::IMPLEMENTATION,
        Code::UnsupportedProtocolVersion | Code::RefusedProtocolVersion => Reason::UNSUPPORTED_VERSION,
        Code::ClientIdentifierNotValid | Code::BadClientId => Reason::BAD_CLIENT_ID,
        Code::BadUserNamePassword => Reason::BAD_CREDENTIALS,
        Code::NotAuthorized => Reason::NOT_AUTHORIZED,
        Code::ServerUnavailable | Code::ServiceUnavailable => Reason::UNAVAILABLE,
        Code::ServerBusy => Reason::BUSY,
        Code::Banned => Reason::BANNED,
        Code::BadAuthenticationMethod => Reason(0x8C),
        Code::TopicNameInvalid => Reason::BAD_TOPIC,
        Code::PacketTooLarge => Reason::TOO_LARGE,
        Code::QuotaExceeded => Reason::QUOTA,
        Code::PayloadFormatInvalid => Reason::PAYLOAD_FORMAT,
        Code::RetainNotSupported => Reason::NO_RETAIN,
        Code::QoSNotSupported => Reason::QOS,
        Code::UseAnotherServer => Reason::USE_ANOTHER,
        Code::ServerMoved => Reason::MOVED,
        Code::ConnectionRateExceeded => Reason(0x9F),
        Code::UnspecifiedError => Reason::UNSPECIFIED,
    }
}

/// Reads one of the four acknowledgments of a message. Brokers give reasons that the library does not know, such as packet too
/// large; texts for people are passed over.
fn acknowledgment(packet: &[u8]) -> Option<Result<Packet, WireError>> {
    let of: fn(Ack) -> Packet = match packet.first()? >> 4 {
        4 => Packet::PubAck,
        5 => Packet::PubRec,
        6 => Packet::PubRel,
        7 => Packet::PubComp,
        _ => return None,
    };
    let header = packet.iter().skip(1).position(|byte| byte & 0x80 == 0)? + 2;
    Some(match packet[header..] {
        [high, low] => Ok(of(Ack::new(u16::from_be_bytes([high, low])))),
        [high, low, reason, ..] => Ok(of(Ack::because(u16::from_be_bytes([high, low]), Reason(reason)))),
        _ => Err(unexpected("an acknowledgment has no number")),
    })
}

pub(super) fn read(packet: &mut BytesMut) -> Result<Packet, WireError> {
    // A goodbye may leave out its reason (§3.14.2.1), which the library does not know, as it does not know all reasons.
    match packet[..] {
        [0xE0, 0] => return Ok(Packet::Disconnect(Reason::SUCCESS)),
        [0xE0, length, reason, ..] if length < 0x80 => return Ok(Packet::Disconnect(Reason(reason))),
        _ => {}
    }
    if let Some(acknowledgment) = acknowledgment(packet) {
        return acknowledgment;
    }
    let read = v5::Packet::read(packet, None).map_err(malformed)?;
    Ok(match read {
        v5::Packet::Connect(connect, will, login) => Packet::Connect(Box::new(connect_of(connect, will, login)?)),
        v5::Packet::ConnAck(answer) => Packet::ConnAck(Box::new(connack_of(answer))),
        v5::Packet::Publish(publish) => Packet::Publish(publish_of(publish)?),
        v5::Packet::Subscribe(subscribe) => Packet::Subscribe(subscribe_of(subscribe)),
        v5::Packet::SubAck(answer) => Packet::SubAck(SubAck {
            id: answer.pkid,
            reasons: answer.return_codes.into_iter().map(suback_reason).collect(),
        }),
        v5::Packet::Unsubscribe(unsubscribe) => Packet::Unsubscribe(Unsubscribe {
            id: unsubscribe.pkid,
            filters: unsubscribe.filters,
        }),
        v5::Packet::UnsubAck(answer) => Packet::UnsubAck(UnsubAck {
            id: answer.pkid,
            existed: answer
                .reasons
                .into_iter()
                .map(|reason| reason == v5::UnsubAckReason::Success)
                .collect(),
        }),
        v5::Packet::PingReq(_) => Packet::PingReq,
        v5::Packet::PingResp(_) => Packet::PingResp,
        v5::Packet::Disconnect(goodbye) => Packet::Disconnect(Reason(goodbye.reason_code as u8)),
        v5::Packet::PubAck(_) | v5::Packet::PubRec(_) | v5::Packet::PubRel(_) | v5::Packet::PubComp(_) => {
            return Err(unexpected("an acknowledgment was read already"));
        }
        v5::Packet::Auth(_) => return Err(unexpected("authentication in steps is not spoken here")),
    })
}

fn text(bytes: &[u8]) -> Result<String, WireError> {
    let text = std::str::from_utf8(bytes);
    text.map(str::to_owned).map_err(|_| unexpected("a topic is no UTF-8"))
}

fn publish_of(publish: v5::Publish) -> Result<Publish, WireError> {
    if publish.qos != QoS::AtMostOnce && publish.pkid == 0 {
        return Err(unexpected("a message has the number 0"));
    }
    Ok(Publish {
        topic: text(&publish.topic)?,
        payload: Bytes::copy_from_slice(&publish.payload),
        qos: qos_of(publish.qos),
        is_retained: publish.retain,
        is_duplicate: publish.dup,
        id: publish.pkid,
        properties: publish.properties.map(Box::new),
    })
}

fn subscribe_of(subscribe: v5::Subscribe) -> Subscribe {
    let of = |filter: v5::Filter| Subscription {
        filter: filter.path,
        qos: qos_of(filter.qos),
        no_local: filter.nolocal,
        retain_as_published: filter.preserve_retain,
        retain_handling: match filter.retain_forward_rule {
            v5::RetainForwardRule::OnEverySubscribe => RetainHandling::Always,
            v5::RetainForwardRule::OnNewSubscribe => RetainHandling::WhenNew,
            v5::RetainForwardRule::Never => RetainHandling::Never,
        },
    };
    Subscribe {
        id: subscribe.pkid,
        subscriptions: subscribe.filters.into_iter().map(of).collect(),
        subscription_id: subscribe.properties.and_then(|properties| properties.id),
    }
}

fn connect_of(
    connect: v5::Connect,
    will: Option<v5::LastWill>,
    login: Option<v5::Login>,
) -> Result<Connect, WireError> {
    let properties = connect.properties.as_ref();
    let will = match will {
        None => None,
        Some(will) => Some(will_of(will)?),
    };
    let (user_name, password) = match login {
        Some(login) => (Some(login.username), Some(Secret::new(login.password))),
        None => (None, None),
    };
    if properties.is_some_and(|properties| properties.authentication_method.is_some()) {
        return Err(unexpected("authentication in steps is not spoken here"));
    }
    Ok(Connect {
        version: Version::V5,
        client_id: connect.client_id,
        clean_start: connect.clean_start,
        keep_alive: connect.keep_alive,
        session_expiry: properties.and_then(|properties| properties.session_expiry_interval),
        limits: Limits {
            receive_maximum: properties.and_then(|properties| properties.receive_maximum),
            max_packet_size: properties.and_then(|properties| properties.max_packet_size),
        },
        user_name,
        password,
        will,
    })
}

fn will_of(will: v5::LastWill) -> Result<Will, WireError> {
    let delay = will
        .properties
        .as_ref()
        .and_then(|properties| properties.delay_interval);
    let properties = will.properties.map(|properties| {
        Box::new(v5::PublishProperties {
            payload_format_indicator: properties.payload_format_indicator,
            message_expiry_interval: properties.message_expiry_interval,
            response_topic: properties.response_topic,
            correlation_data: properties.correlation_data,
            user_properties: properties.user_properties,
            content_type: properties.content_type,
            ..v5::PublishProperties::default()
        })
    });
    Ok(Will {
        publish: Publish {
            topic: text(&will.topic)?,
            payload: Bytes::copy_from_slice(&will.message),
            qos: qos_of(will.qos),
            is_retained: will.retain,
            properties,
            ..Publish::default()
        },
        delay: delay.unwrap_or_default(),
    })
}

fn connack_of(answer: v5::ConnAck) -> ConnAck {
    let mut taken = ConnAck {
        is_session_present: answer.session_present,
        ..ConnAck::new(connack_reason(answer.code))
    };
    if let Some(properties) = answer.properties {
        taken.limits = Limits {
            receive_maximum: properties.receive_max,
            max_packet_size: properties.max_packet_size,
        };
        taken.client_id = properties.assigned_client_identifier;
        taken.keep_alive = properties.server_keep_alive;
        taken.session_expiry = properties.session_expiry_interval;
        taken.max_qos = properties.max_qos;
    }
    taken
}

pub(super) fn write(packet: &Packet, output: &mut BytesMut) -> Result<(), WireError> {
    let packet = match packet {
        Packet::Connect(connect) => written_connect(connect),
        Packet::ConnAck(answer) => v5::Packet::ConnAck(written_connack(answer)),
        Packet::Publish(publish) => v5::Packet::Publish(v5::Publish {
            dup: publish.is_duplicate,
            qos: qos(publish.qos),
            retain: publish.is_retained,
            topic: Bytes::copy_from_slice(publish.topic.as_bytes()),
            pkid: publish.id,
            payload: publish.payload.clone(),
            properties: publish.properties.as_deref().cloned(),
        }),
        Packet::PubAck(ack) => v5::Packet::PubAck(v5::PubAck {
            reason: puback(ack.reason),
            ..v5::PubAck::new(ack.id, None)
        }),
        Packet::PubRec(ack) => v5::Packet::PubRec(v5::PubRec {
            reason: pubrec(ack.reason),
            ..v5::PubRec::new(ack.id, None)
        }),
        Packet::PubRel(ack) => v5::Packet::PubRel(v5::PubRel {
            reason: pubrel(ack.reason),
            ..v5::PubRel::new(ack.id, None)
        }),
        Packet::PubComp(ack) => v5::Packet::PubComp(v5::PubComp {
            reason: pubcomp(ack.reason),
            ..v5::PubComp::new(ack.id, None)
        }),
        Packet::Subscribe(subscribe) => v5::Packet::Subscribe(written_subscribe(subscribe)),
        Packet::SubAck(answer) => v5::Packet::SubAck(v5::SubAck {
            pkid: answer.id,
            return_codes: answer.reasons.iter().map(|reason| suback(*reason)).collect(),
            properties: None,
        }),
        Packet::Unsubscribe(unsubscribe) => v5::Packet::Unsubscribe(v5::Unsubscribe {
            pkid: unsubscribe.id,
            filters: unsubscribe.filters.clone(),
            properties: None,
        }),
        Packet::UnsubAck(answer) => v5::Packet::UnsubAck(v5::UnsubAck {
            pkid: answer.id,
            reasons: answer
                .existed
                .iter()
                .map(|existed| match existed {
                    true => v5::UnsubAckReason::Success,
                    false => v5::UnsubAckReason::NoSubscriptionExisted,
                })
                .collect(),
            properties: None,
        }),
        Packet::PingReq => v5::Packet::PingReq(v5::PingReq),
        Packet::PingResp => v5::Packet::PingResp(v5::PingResp),
        // The library leaves the reason out where there are no properties.
        Packet::Disconnect(reason) => {
            output.extend_from_slice(&[0xE0, 1, reason.0]);
            return Ok(());
        }
    };
    packet.write(output, None).map(drop).map_err(malformed)
}

fn written_connect(connect: &Connect) -> v5::Packet {
    let mut properties = v5::ConnectProperties::new();
    properties.session_expiry_interval = connect.session_expiry;
    properties.receive_maximum = connect.limits.receive_maximum;
    properties.max_packet_size = connect.limits.max_packet_size;
    let will = connect.will.as_ref().map(|will| v5::LastWill {
        topic: Bytes::copy_from_slice(will.publish.topic.as_bytes()),
        message: will.publish.payload.clone(),
        qos: qos(will.publish.qos),
        retain: will.publish.is_retained,
        properties: None,
    });
    let login = connect.user_name.as_ref().map(|name| v5::Login {
        username: name.clone(),
        password: connect
            .password
            .as_ref()
            .map(|password| password.expose().clone())
            .unwrap_or_default(),
    });
    let written = v5::Connect {
        keep_alive: connect.keep_alive,
        client_id: connect.client_id.clone(),
        clean_start: connect.clean_start,
        properties: Some(properties),
    };
    v5::Packet::Connect(written, will, login)
}

fn written_connack(answer: &ConnAck) -> v5::ConnAck {
    v5::ConnAck {
        session_present: answer.is_session_present,
        code: connack(answer.reason),
        properties: Some(v5::ConnAckProperties {
            session_expiry_interval: answer.session_expiry,
            receive_max: answer.limits.receive_maximum,
            max_qos: answer.max_qos,
            retain_available: None,
            max_packet_size: answer.limits.max_packet_size,
            assigned_client_identifier: answer.client_id.clone(),
            topic_alias_max: None,
            reason_string: None,
            user_properties: Vec::new(),
            wildcard_subscription_available: None,
            subscription_identifiers_available: None,
            shared_subscription_available: None,
            server_keep_alive: answer.keep_alive,
            response_information: None,
            server_reference: None,
            authentication_method: None,
            authentication_data: None,
        }),
    }
}

fn written_subscribe(subscribe: &Subscribe) -> v5::Subscribe {
    let written = |subscription: &Subscription| v5::Filter {
        path: subscription.filter.clone(),
        qos: qos(subscription.qos),
        nolocal: subscription.no_local,
        preserve_retain: subscription.retain_as_published,
        retain_forward_rule: match subscription.retain_handling {
            RetainHandling::Always => v5::RetainForwardRule::OnEverySubscribe,
            RetainHandling::WhenNew => v5::RetainForwardRule::OnNewSubscribe,
            RetainHandling::Never => v5::RetainForwardRule::Never,
        },
    };
    v5::Subscribe {
        pkid: subscribe.id,
        filters: subscribe.subscriptions.iter().map(written).collect(),
        properties: None,
    }
}

fn suback(reason: Reason) -> v5::SubscribeReasonCode {
    use v5::SubscribeReasonCode as Code;
    match (reason, Qos::try_from(reason.0)) {
        (_, Ok(granted)) => Code::Success(qos(granted)),
        (Reason::NOT_AUTHORIZED, _) => Code::NotAuthorized,
        (Reason::BAD_FILTER, _) => Code::TopicFilterInvalid,
        (Reason::QUOTA, _) => Code::QuotaExceeded,
        _ => Code::Unspecified,
    }
}

fn suback_reason(code: v5::SubscribeReasonCode) -> Reason {
    use v5::SubscribeReasonCode as Code;
    match code {
        Code::Success(qos) => Reason(u8::from(qos_of(qos))),
        Code::NotAuthorized => Reason::NOT_AUTHORIZED,
        Code::TopicFilterInvalid => Reason::BAD_FILTER,
        Code::QuotaExceeded => Reason::QUOTA,
        Code::PkidInUse => Reason(0x91),
        Code::SharedSubscriptionsNotSupported => Reason(0x9E),
        Code::SubscriptionIdNotSupported => Reason(0xA1),
        Code::WildcardSubscriptionsNotSupported => Reason(0xA2),
        Code::ImplementationSpecific => Reason::IMPLEMENTATION,
        Code::Unspecified | Code::Failure => Reason::UNSPECIFIED,
    }
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
