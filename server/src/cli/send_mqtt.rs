//! `nilecare send mqtt`: a publisher.

use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use anyhow::{Context, Result, bail};
use nilecare_connector_mllp::Stream;
use nilecare_mqtt::{Ack, Connect, Limits, Packet, Publish, Qos, Reason, Version, Wire, check_topic};
use nilecare_types::Secret;
use tokio::net::TcpStream;
use tokio::time::timeout;

use super::tls::SendTls;
use super::{exit_code, say};

const CONNECT_LIMIT: Duration = Duration::from_secs(5);
/// Answers are small.
const ANSWER_SIZE: usize = 64 << 10;

/// Publish files, each as a message, and wait for the broker's acknowledgments; 0 when it took every one.
#[derive(Debug, clap::Args)]
pub struct Mqtt {
    /// The files.
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// Where they are published.
    #[arg(long)]
    topic: String,
    /// The broker.
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:1883")]
    to: String,
    /// 0: not acknowledged; 1: acknowledged; 2: in two steps.
    #[arg(long, default_value_t = 1)]
    qos: u8,
    /// The broker keeps the last message for later subscribers.
    #[arg(long)]
    retain: bool,
    /// The user name.
    #[arg(long, value_name = "NAME")]
    username: Option<String>,
    /// The password: `env:NAME` or `file:PATH`.
    #[arg(long, value_name = "SECRET", requires = "username")]
    password: Option<String>,
    /// Speak MQTT 3.1.1 in place of 5.
    #[arg(long)]
    mqtt311: bool,
    /// How long to wait for each acknowledgment, in seconds.
    #[arg(long, default_value_t = 30)]
    wait: u64,
    #[command(flatten)]
    tls: SendTls,
}

impl Mqtt {
    pub async fn run(self) -> Result<ExitCode> {
        let qos = Qos::try_from(self.qos).context("--qos")?;
        check_topic(&self.topic).context("--topic")?;
        let mut wire = self.connect().await?;
        let wait = Duration::from_secs(self.wait);
        let mut is_good = true;
        for (number, file) in (1..=u16::MAX).cycle().zip(&self.files) {
            let content = std::fs::read(file).with_context(|| format!("reading {}", file.display()))?;
            let publish = Publish {
                topic: self.topic.clone(),
                payload: content.into(),
                qos,
                is_retained: self.retain,
                id: if qos == Qos::AtMostOnce { 0 } else { number },
                ..Publish::default()
            };
            let reason = timeout(wait, publish_one(&mut wire, publish)).await;
            let reason = reason.with_context(|| format!("no acknowledgment within {} s", self.wait))??;
            say(&format!("{}: {reason}", file.display()));
            is_good &= !reason.is_failure();
        }
        wire.send(&Packet::Disconnect(Reason::SUCCESS)).await?;
        wire.close().await;
        Ok(exit_code(is_good))
    }

    async fn connect(&self) -> Result<Wire<Stream>> {
        let connecting = timeout(CONNECT_LIMIT, TcpStream::connect(&self.to)).await;
        let stream = connecting
            .context("connecting took too long")
            .and_then(|stream| Ok(stream?));
        let stream = stream.with_context(|| format!("connecting to {}; does the broker listen?", self.to))?;
        let stream = self.tls.secure(stream, &self.to).await?;
        let version = if self.mqtt311 { Version::V311 } else { Version::V5 };
        let password = self.password.as_deref().map(secret).transpose()?;
        let mut wire = Wire::new(stream, version, ANSWER_SIZE);
        let connect = Connect {
            version,
            client_id: format!("nilecare-send-{:08x}", rand::random::<u32>()),
            clean_start: true,
            keep_alive: 0,
            session_expiry: None,
            limits: Limits::default(),
            user_name: self.username.clone(),
            password,
            will: None,
        };
        wire.send(&Packet::Connect(Box::new(connect))).await?;
        let answer = timeout(CONNECT_LIMIT, wire.read()).await;
        match answer.context("the broker does not answer")?? {
            Packet::ConnAck(answer) if answer.reason == Reason::SUCCESS => Ok(wire),
            Packet::ConnAck(answer) => bail!("the broker refused the connection: {}", answer.reason),
            _ => bail!("{} does not answer as a broker does", self.to),
        }
    }
}

/// A password on the command line can be read by everybody on this machine.
fn secret(setting: &str) -> Result<Secret<String>> {
    if !setting.starts_with("env:") && !setting.starts_with("file:") {
        bail!("--password names where the password is: env:NAME or file:PATH");
    }
    Ok(Secret::resolve(setting)?)
}

async fn publish_one(wire: &mut Wire<Stream>, publish: Publish) -> Result<Reason> {
    let qos = publish.qos;
    let id = publish.id;
    wire.send(&Packet::Publish(publish)).await?;
    if qos == Qos::AtMostOnce {
        return Ok(Reason::SUCCESS);
    }
    loop {
        match wire.read().await? {
            Packet::PubAck(ack) | Packet::PubComp(ack) if ack.id == id => return Ok(ack.reason),
            Packet::PubRec(ack) if ack.id == id && ack.reason.is_failure() => return Ok(ack.reason),
            Packet::PubRec(ack) if ack.id == id => wire.send(&Packet::PubRel(Ack::new(id))).await?,
            Packet::Disconnect(reason) => bail!("the broker ended the connection: {reason}"),
            _ => {}
        }
    }
}
