//! Measures records of Kafka and messages of RabbitMQ into a channel and out of one, brokers on the same machine:
//! `cargo xtask bench brokers [MESSAGES]`.
#![allow(clippy::print_stdout, reason = "a command line tool speaks on standard output")]

use std::time::{Duration, Instant};

use anyhow::{Context as _, Result};
use bytes::Bytes;
use lapin::options::{BasicPublishOptions, ConfirmSelectOptions, QueueDeclareOptions};
use lapin::types::FieldTable;
use lapin::{BasicProperties, Connection, ConnectionProperties};
use nilecare_testkit::servers::{noida, rabbitmq};
use nilecare_tests::{ChannelFile, DestinationFile, Hub, HubOptions, adt};
use rdkafka::config::ClientConfig;
use rdkafka::producer::{BaseRecord, Producer, ThreadedProducer};
use serde_json::{Value, json};

/// 1 KiB in all.
const NOTE_BYTES: usize = 750;
/// Waits for a broker's own start.
const START: Duration = Duration::from_millis(500);

#[tokio::main]
async fn main() -> Result<()> {
    let first = std::env::args().nth(1);
    let n_messages: usize = first
        .map_or(Ok(50_000), |text| text.parse())
        .context("the argument is a number of messages")?;
    println!("{n_messages} ADT of 1 KiB, the channel stores them and delivers them within the process\n");
    println!("| from | what | messages/s | hub, test and client CPU µs/message |\n|---|---|--:|--:|");
    kafka(n_messages).await?;
    amqp(n_messages).await
}

fn message(number: usize) -> Bytes {
    adt(&format!("M{number}"), "LOAD", NOTE_BYTES)
}

async fn kafka(n_messages: usize) -> Result<()> {
    let Some(broker) = noida() else { return Ok(()) };
    let address = broker.server.address().to_string();
    let connector = json!({ "type": "kafka", "brokers": [address], "topics": ["load"], "group": "load" });
    // The first record makes the topic.
    for phase in ["written before", "written meanwhile"] {
        let address = address.clone();
        let write = move || -> Result<()> {
            let producer: ThreadedProducer<_> = ClientConfig::new()
                .set("bootstrap.servers", &address)
                .set("linger.ms", "5")
                .set("queue.buffering.max.messages", "1000000")
                .create()?;
            for number in 0..n_messages {
                let (key, value) = (format!("k{}", number % 100), message(number));
                let record = BaseRecord::to("load").key(&key).payload(&value[..]);
                producer.send(record).map_err(|(error, _)| error)?;
            }
            Ok(producer.flush(Duration::from_secs(60))?)
        };
        let writing = tokio::task::spawn_blocking(write);
        if phase == "written before" {
            writing.await??;
            tokio::time::sleep(START).await;
            tell("Kafka (noida-db)", phase, &connector, n_messages).await?;
        } else {
            let (told, written) = tokio::join!(tell("Kafka (noida-db)", phase, &connector, n_messages), writing);
            told.and(written?)?;
        }
    }
    Ok(())
}

async fn amqp(n_messages: usize) -> Result<()> {
    let Some(broker) = rabbitmq(None) else { return Ok(()) };
    let address = broker.server.address().to_string();
    let uri = format!("amqp://guest:guest@{address}/%2f");
    let connection = loop {
        match Connection::connect(&uri, ConnectionProperties::default()).await {
            Ok(connection) => break connection,
            Err(_) => tokio::time::sleep(START).await,
        }
    };
    let channel = connection.create_channel().await?;
    channel.confirm_select(ConfirmSelectOptions::default()).await?;
    for kind in ["classic", "quorum"] {
        let durable = QueueDeclareOptions {
            durable: true,
            ..QueueDeclareOptions::default()
        };
        let mut arguments = FieldTable::default();
        arguments.insert("x-queue-type".into(), lapin::types::AMQPValue::LongString(kind.into()));
        channel.queue_declare(kind.into(), durable, arguments).await?;
        for number in 0..n_messages {
            let properties = BasicProperties::default().with_delivery_mode(2);
            let options = BasicPublishOptions::default();
            let confirm = channel
                .basic_publish("".into(), kind.into(), options, &message(number), properties)
                .await?;
            if number % 1_000 == 999 {
                confirm.await?;
            }
        }
        channel.wait_for_confirms().await?;
        let connector = json!({ "type": "rabbitmq", "address": address, "queue": kind, "prefetch": 512 });
        tell(
            "RabbitMQ",
            &format!("{kind} queue, written before"),
            &connector,
            n_messages,
        )
        .await?;
    }
    Ok(())
}

/// Lets a channel take so many messages, and tells how fast it did.
async fn tell(from: &str, what: &str, connector: &Value, n_messages: usize) -> Result<()> {
    let hub = Hub::start(HubOptions::default())?;
    let channel = ChannelFile::new("load", connector.clone())
        .replying_on_receipt()
        .to(DestinationFile::recording("lab"));
    let (start, before) = (Instant::now(), nilecare_load::cpu_time());
    hub.deploy(&channel).await;
    while hub.recorder.n_receipts("lab") < n_messages {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    let (took, used) = (start.elapsed(), nilecare_load::cpu_time() - before);
    let per_second = n_messages as f64 / took.as_secs_f64();
    let per_message = used.as_micros() as f64 / n_messages as f64;
    println!("| {from} | {what} | {per_second:.0} | {per_message:.0} |");
    hub.close().await?;
    Ok(())
}
