//! Messages of MQTT with QoS 1 a second, from publishers over TCP by the hub's broker into a channel, until they are acknowledged,
//! which is when they are on disk. Publishers, broker and engine share this process. `cargo xtask bench mqtt [MESSAGES]`.

use std::collections::VecDeque;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use bytes::Bytes;
use nilecare_connector_mqtt::HubBroker;
use nilecare_mqtt::{
    Ack, Connect, Limits, LocalBroker, Packet, Publish, Qos, Reason, Subscribe, Subscription, Version, Wire,
};
use nilecare_mqtt_broker::{Broker, BrokerLimits, BrokerOptions};
use nilecare_tests::{ChannelFile, DestinationFile, Hub, HubOptions, eventually};
use serde_json::json;
use tokio::net::TcpStream;

/// Messages of a publisher that are not acknowledged yet.
const WINDOW: usize = 64;
/// A set of vital signs, 300 bytes.
const SIZE: usize = 300;

#[tokio::main(flavor = "multi_thread", worker_threads = 2)]
async fn main() -> Result<()> {
    let n_messages = std::env::args().nth(1).map_or(Ok(50_000), |text| text.parse())?;
    for publishers in [1, 4, 32] {
        let alone = broker_alone(publishers, n_messages).await?;
        tell("broker alone", publishers, &alone);
        for in_hand in [64, 512] {
            let stored = into_a_channel(publishers, n_messages, in_hand).await?;
            tell(&format!("into a channel, max_in_flight {in_hand}"), publishers, &stored);
        }
    }
    Ok(())
}

struct Measured {
    n_messages: usize,
    took: Duration,
    cpu: Duration,
    latencies: Vec<Duration>,
}

#[allow(clippy::print_stdout, reason = "it is what this program is for")]
fn tell(what: &str, publishers: usize, measured: &Measured) {
    let mut latencies = measured.latencies.clone();
    latencies.sort_unstable();
    let at = |share: f64| latencies[((latencies.len() - 1) as f64 * share) as usize].as_secs_f64() * 1e3;
    let seconds = measured.took.as_secs_f64();
    println!(
        "{what:<36} {publishers:>3} publishers: {:>7.0} a second, acknowledged p50 {:.1} ms, p99 {:.1} ms; {:.0} us of processor a message",
        measured.n_messages as f64 / seconds,
        at(0.5),
        at(0.99),
        measured.cpu.as_secs_f64() * 1e6 / measured.n_messages as f64,
    );
}

async fn broker() -> Result<Arc<Broker>> {
    let broker = Broker::open(BrokerOptions {
        bind: SocketAddr::from(([127, 0, 0, 1], 0)),
        users: std::collections::BTreeMap::new(),
        allow_anonymous: false,
        tls: None,
        limits: BrokerLimits {
            max_in_flight: 512,
            ..BrokerLimits::default()
        },
    });
    let broker = broker.await?;
    broker.serve();
    Ok(broker)
}

/// Acknowledges everything at once, in place of a channel.
async fn broker_alone(publishers: usize, n_messages: usize) -> Result<Measured> {
    let broker = broker().await?;
    let mut wire = Wire::new(LocalBroker::connect(broker.as_ref())?, Version::V5, 1 << 20);
    greet(&mut wire, "sink").await?;
    let subscribe = Subscribe {
        id: 1,
        subscriptions: vec![Subscription::new("devices/#", Qos::AtLeastOnce)],
        subscription_id: None,
    };
    wire.send(&Packet::Subscribe(subscribe)).await?;
    wire.read().await?;
    let sink = tokio::spawn(async move {
        loop {
            let mut next = Some(wire.read().await?);
            while let Some(packet) = next.take() {
                if let Packet::Publish(publish) = packet {
                    wire.put(&Packet::PubAck(Ack::new(publish.id)))?;
                }
                next = wire.read_now()?;
            }
            wire.flush().await?;
        }
        #[allow(unreachable_code, reason = "it names the type of the errors")]
        Ok::<(), anyhow::Error>(())
    });
    let measured = publish_all(&broker, publishers, n_messages).await;
    sink.abort();
    broker.close().await;
    measured
}

async fn into_a_channel(publishers: usize, n_messages: usize, in_hand: u16) -> Result<Measured> {
    let broker = broker().await?;
    let hub = Hub::start(HubOptions {
        mqtt: HubBroker::Embedded(Arc::clone(&broker) as _),
        ..HubOptions::default()
    })?;
    let source = json!({ "type": "mqtt", "topics": ["devices/#"], "client_id": "bench", "max_in_flight": in_hand });
    let channel = ChannelFile::new("bench", source)
        .with("/source/data_type", json!("json"))
        .replying_on_receipt()
        .to(DestinationFile::recording("nobody"));
    hub.deploy(&channel).await;
    eventually("the channel has subscribed", async || broker.status().n_sessions == 1).await;
    let measured = publish_all(&broker, publishers, n_messages).await?;
    hub.settled("bench").await;
    let counts = hub.counts("bench").await;
    if counts[0].received as usize != n_messages {
        bail!("{} of {n_messages} were stored", counts[0].received);
    }
    hub.close().await?;
    broker.close().await;
    Ok(measured)
}

async fn publish_all(broker: &Broker, publishers: usize, n_messages: usize) -> Result<Measured> {
    let (began, cpu) = (Instant::now(), cpu());
    let each = n_messages / publishers;
    let address = broker.address();
    let tasks: Vec<_> = (0..publishers)
        .map(|number| {
            let n = if number == 0 {
                n_messages - each * (publishers - 1)
            } else {
                each
            };
            tokio::spawn(publish(address, number, n))
        })
        .collect();
    let mut latencies = Vec::with_capacity(n_messages);
    for task in tasks {
        latencies.extend(task.await??);
    }
    Ok(Measured {
        n_messages,
        took: began.elapsed(),
        cpu: self::cpu().saturating_sub(cpu),
        latencies,
    })
}

async fn publish(address: SocketAddr, number: usize, n: usize) -> Result<Vec<Duration>> {
    let stream = TcpStream::connect(address).await?;
    stream.set_nodelay(true)?;
    let mut wire = Wire::new(stream, Version::V5, 1 << 20);
    greet(&mut wire, &format!("monitor-{number}")).await?;
    let topic = format!("devices/MONITOR{number}/vitals");
    let mut content = json!({ "hr": 72, "spo2": 98, "pad": "" }).to_string();
    let pad = "x".repeat(SIZE.saturating_sub(content.len()));
    content = json!({ "hr": 72, "spo2": 98, "pad": pad }).to_string();
    let payload = Bytes::from(content);
    let mut under_way: VecDeque<(u16, Instant)> = VecDeque::new();
    let mut latencies = Vec::with_capacity(n);
    let mut sent = 0;
    while latencies.len() < n {
        while sent < n && under_way.len() < WINDOW {
            let id = (sent % 60_000) as u16 + 1;
            wire.put(&Packet::Publish(Publish {
                topic: topic.clone(),
                payload: payload.clone(),
                qos: Qos::AtLeastOnce,
                id,
                ..Publish::default()
            }))?;
            under_way.push_back((id, Instant::now()));
            sent += 1;
        }
        wire.flush().await?;
        let mut next = Some(wire.read().await?);
        while let Some(packet) = next.take() {
            match packet {
                Packet::PubAck(ack) if ack.reason == Reason::SUCCESS => {
                    let (id, began) = under_way.pop_front().context("nothing is under way")?;
                    if id != ack.id {
                        bail!("acknowledged out of order: {} in place of {id}", ack.id);
                    }
                    latencies.push(began.elapsed());
                }
                other => bail!("not acknowledged: {other:?}"),
            }
            next = wire.read_now()?;
        }
    }
    wire.send(&Packet::Disconnect(Reason::SUCCESS)).await?;
    Ok(latencies)
}

async fn greet<S: tokio::io::AsyncRead + tokio::io::AsyncWrite + Unpin>(wire: &mut Wire<S>, name: &str) -> Result<()> {
    let connect = Connect {
        version: Version::V5,
        client_id: name.to_owned(),
        clean_start: true,
        keep_alive: 0,
        session_expiry: None,
        limits: Limits::default(),
        user_name: None,
        password: None,
        will: None,
    };
    wire.send(&Packet::Connect(Box::new(connect))).await?;
    match wire.read().await? {
        Packet::ConnAck(answer) if answer.reason == Reason::SUCCESS => Ok(()),
        other => bail!("not welcome: {other:?}"),
    }
}

/// What this process has used of the processor.
fn cpu() -> Duration {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::ProcessCPUTime);
    Duration::new(time.tv_sec as u64, time.tv_nsec as u32)
}
