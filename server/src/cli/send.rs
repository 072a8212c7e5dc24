//! `nilecare send …`: an MLLP client; the publisher of MQTT is in `send_mqtt`.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;

use anyhow::{Context, Result, bail};
use bytes::Bytes;
use nilecare_connector_mllp::{FrameScanner, ScanEvent, ScanLimits, Stream, write_frame};
use nilecare_hl7v2::charset::{self, Charset};
use nilecare_hl7v2::{Message, acknowledgment, batch};
use tokio::net::TcpStream;
use tokio::time::timeout;

use super::tls::SendTls;
use super::{complain, exit_code, say};

const CONNECT_LIMIT: Duration = Duration::from_secs(5);
const LIMITS: ScanLimits = ScanLimits {
    max_content: 16 << 20,
    max_head: 1024,
};

/// Send messages to a listener or a broker.
#[derive(Debug, clap::Subcommand)]
pub enum Command {
    /// Send HL7 v2 files over MLLP and print the acknowledgements; 0 when every one accepts.
    Mllp(Mllp),
    /// Publish files to an MQTT broker and print what it says; 0 when it took every one.
    Mqtt(super::send_mqtt::Mqtt),
}

/// Send HL7 v2 files over MLLP.
#[derive(Debug, clap::Args)]
pub struct Mllp {
    /// The files; one with several messages is sent message by message.
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// The listener.
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:2575")]
    to: String,
    /// Send the bytes of the file as they are; otherwise segments end with a carriage return, as they must.
    #[arg(long)]
    raw: bool,
    /// How long to wait for each acknowledgement, in seconds.
    #[arg(long, default_value_t = 30)]
    wait: u64,
    #[command(flatten)]
    tls: SendTls,
}

impl Command {
    pub async fn run(self) -> Result<ExitCode> {
        match self {
            Self::Mllp(mllp) => mllp.run().await,
            Self::Mqtt(mqtt) => mqtt.run().await,
        }
    }
}

impl Mllp {
    async fn run(self) -> Result<ExitCode> {
        let connecting = timeout(CONNECT_LIMIT, TcpStream::connect(&self.to)).await;
        let stream = connecting
            .context("connecting took too long")
            .and_then(|stream| Ok(stream?));
        let stream = stream.with_context(|| format!("connecting to {}; does it listen?", self.to))?;
        let mut stream = self.tls.secure(stream, &self.to).await?;
        let mut scanner = FrameScanner::new(LIMITS);
        let mut is_good = true;
        for file in &self.files {
            for message in self.messages(file)? {
                stream.write(&write_frame(&message)).await.context("sending")?;
                let reply = timeout(Duration::from_secs(self.wait), read(&mut stream, &mut scanner)).await;
                let reply = reply.with_context(|| format!("no acknowledgement within {} s", self.wait))??;
                is_good &= show(file, &reply);
            }
        }
        stream.close().await;
        Ok(exit_code(is_good))
    }

    fn messages(&self, file: &Path) -> Result<Vec<Bytes>> {
        let raw = std::fs::read(file).with_context(|| format!("reading {}", file.display()))?;
        let raw = Bytes::from(raw);
        if self.raw {
            return Ok(vec![raw]);
        }
        let decoded = charset::decode_shared(&raw, Charset::LATIN_1);
        let messages = batch::split(&decoded.text).messages;
        if messages.is_empty() {
            bail!("{} holds no HL7 message; a message begins with MSH", file.display());
        }
        let normalise = |text: &str| text.replace("\r\n", "\r").replace('\n', "\r");
        let encode = |text: String| Bytes::from(charset::encode(&text, decoded.charset).into_owned());
        Ok(messages.iter().map(|text| encode(normalise(text.as_str()))).collect())
    }
}

async fn read(stream: &mut Stream, scanner: &mut FrameScanner) -> Result<Bytes> {
    loop {
        while let Some(event) = scanner.next_event() {
            if let ScanEvent::Frame(content) = event {
                return Ok(content);
            }
        }
        if stream
            .read(scanner.buffer_mut())
            .await
            .context("reading the acknowledgement")?
            == 0
        {
            bail!("the listener closed the connection without an acknowledgement");
        }
    }
}

fn show(file: &Path, reply: &Bytes) -> bool {
    let text = charset::decode_shared(reply, Charset::LATIN_1).text;
    say(text.as_str().replace('\r', "\n").trim_end());
    let read = Message::parse(text)
        .ok()
        .and_then(|message| acknowledgment::read(&message));
    let is_accepted = read.is_some_and(|acknowledgment| acknowledgment.code.is_accept());
    if !is_accepted {
        complain(&format!("{}: not accepted", file.display()));
    }
    is_accepted
}
