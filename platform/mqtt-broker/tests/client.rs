//! A broker on a port of its own, and a client that says packet by packet.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use nilecare_mqtt::{
    Connect, Limits, LocalBroker, Packet, Publish, Qos, Reason, Subscribe, Subscription, Transport, Version, Wire,
};
use nilecare_mqtt_broker::{Broker, BrokerLimits, BrokerOptions};
use tokio::net::TcpStream;
use tokio::time::timeout;

pub const PATIENCE: Duration = Duration::from_secs(30);

pub fn options() -> BrokerOptions {
    BrokerOptions {
        bind: SocketAddr::from(([127, 0, 0, 1], 0)),
        users: std::collections::BTreeMap::new(),
        allow_anonymous: false,
        tls: None,
        limits: BrokerLimits::default(),
    }
}

pub async fn broker(options: BrokerOptions) -> Arc<Broker> {
    let broker = Broker::open(options).await.unwrap();
    broker.serve();
    broker
}

pub async fn within<T>(what: &str, future: impl Future<Output = T>) -> T {
    let done = timeout(PATIENCE, future).await;
    done.unwrap_or_else(|_| panic!("waited in vain for {what}"))
}

/// Waits until the broker holds what it should.
pub async fn until(what: &str, mut is_so: impl FnMut() -> bool) {
    within(what, async {
        while !is_so() {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    })
    .await;
}

pub fn connect(client_id: &str, version: Version) -> Connect {
    Connect {
        version,
        client_id: client_id.to_owned(),
        clean_start: true,
        keep_alive: 60,
        session_expiry: None,
        limits: Limits::default(),
        user_name: None,
        password: None,
        will: None,
    }
}

pub fn kept(client_id: &str) -> Connect {
    Connect {
        clean_start: false,
        session_expiry: Some(3600),
        ..connect(client_id, Version::V5)
    }
}

pub fn publish(topic: &str, payload: &str, qos: Qos, id: u16) -> Publish {
    Publish {
        topic: topic.to_owned(),
        payload: Bytes::copy_from_slice(payload.as_bytes()),
        qos,
        id,
        ..Publish::default()
    }
}

pub struct Client {
    pub wire: Wire<Box<dyn Transport>>,
    pub is_session_present: bool,
}

impl Client {
    /// Connects from outside, and is welcome.
    pub async fn from_outside(broker: &Broker, connect: Connect) -> Self {
        let stream = TcpStream::connect(broker.address()).await.unwrap();
        Self::welcome(Box::new(stream), connect).await
    }

    /// Connects as a channel.
    pub async fn of_channel(broker: &Broker, connect: Connect) -> Self {
        Self::welcome(LocalBroker::connect(broker).unwrap(), connect).await
    }

    async fn welcome(stream: Box<dyn Transport>, connect: Connect) -> Self {
        let mut wire = Wire::new(stream, connect.version, 16 << 20);
        wire.send(&Packet::Connect(Box::new(connect))).await.unwrap();
        match within("CONNACK", wire.read()).await.unwrap() {
            Packet::ConnAck(answer) if answer.reason == Reason::SUCCESS => Self {
                wire,
                is_session_present: answer.is_session_present,
            },
            other => panic!("not welcome: {other:?}"),
        }
    }

    pub async fn send(&mut self, packet: Packet) {
        self.wire.send(&packet).await.unwrap();
    }

    pub async fn read(&mut self) -> Packet {
        within("a packet", self.wire.read()).await.unwrap()
    }

    /// Reads until the end; returns what came.
    pub async fn read_to_end(&mut self) -> Vec<Packet> {
        let mut packets = Vec::new();
        while let Ok(packet) = within("the end", self.wire.read()).await {
            packets.push(packet);
        }
        packets
    }

    pub async fn message(&mut self) -> Publish {
        match self.read().await {
            Packet::Publish(publish) => publish,
            other => panic!("no message: {other:?}"),
        }
    }

    pub async fn subscribe(&mut self, filter: &str, qos: Qos) {
        let subscribe = Subscribe {
            id: 1,
            subscriptions: vec![Subscription::new(filter, qos)],
            subscription_id: None,
        };
        self.send(Packet::Subscribe(subscribe)).await;
        match self.read().await {
            Packet::SubAck(answer) => assert_eq!(answer.reasons, [Reason(u8::from(qos))]),
            other => panic!("no SUBACK: {other:?}"),
        }
    }

    /// Sees that nothing came, by a question that is answered after all that was said before.
    pub async fn hears_nothing(&mut self) {
        self.send(Packet::PingReq).await;
        assert_eq!(self.read().await, Packet::PingResp);
    }
}
