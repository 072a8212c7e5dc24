//! `nilecare listen …`: plays a receiver.

use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use anyhow::{Context, Result};
use bytes::Bytes;
use nilecare_connector_mllp::{FrameScanner, ScanEvent, ScanLimits, Stream, write_frame};
use nilecare_hl7v2::Message;
use nilecare_hl7v2::acknowledgment::{self, AcknowledgmentCode, Reply, Stamp};
use nilecare_hl7v2::charset::{self, Charset};
use nilecare_types::{Clock, SystemClock};
use tokio::net::TcpListener;

use super::tls::{self, ListenTls};
use super::{complain, say};

const LIMITS: ScanLimits = ScanLimits {
    max_content: 64 << 20,
    max_head: 1024,
};

/// Play a receiver.
#[derive(Debug, clap::Subcommand)]
pub enum Command {
    /// Take HL7 v2 messages over MLLP, print them and acknowledge them.
    Mllp(Mllp),
}

/// Take HL7 v2 messages over MLLP.
#[derive(Debug, Clone, clap::Args)]
pub struct Mllp {
    /// Where to listen; port 0 takes a free one, which is told.
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:2600")]
    bind: String,
    /// What to answer: AA, AE or AR.
    #[arg(long, value_name = "CODE", default_value = "AA", value_parser = parse_code)]
    answer: AcknowledgmentCode,
    /// Keep each message as a file in this folder.
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Print a line for each message instead of all of it.
    #[arg(long)]
    quiet: bool,
    #[command(flatten)]
    tls: ListenTls,
}

fn parse_code(text: &str) -> Result<AcknowledgmentCode, String> {
    text.parse().map_err(|_| "AA, AE, AR, CA, CE or CR".to_owned())
}

impl Command {
    pub async fn run(self) -> Result<ExitCode> {
        let Self::Mllp(mllp) = self;
        mllp.run().await
    }
}

impl Mllp {
    async fn run(self) -> Result<ExitCode> {
        if let Some(out) = &self.out {
            std::fs::create_dir_all(out).with_context(|| format!("making {}", out.display()))?;
        }
        let tls = Arc::new(self.tls.open()?);
        let listener = TcpListener::bind(&self.bind)
            .await
            .with_context(|| format!("listening on {}", self.bind))?;
        say(&format!("listening on {}", listener.local_addr()?));
        let counter = Arc::new(AtomicU64::new(0));
        loop {
            tokio::select! {
                _ = tokio::signal::ctrl_c() => return Ok(ExitCode::SUCCESS),
                accepted = listener.accept() => {
                    let (stream, _) = accepted?;
                    let (this, tls, counter) = (self.clone(), Arc::clone(&tls), Arc::clone(&counter));
                    tokio::spawn(async move {
                        let served = async { this.serve(tls::accept(tls.as_ref().as_ref(), stream).await?, &counter).await };
                        if let Err(error) = served.await {
                            complain(&format!("a connection broke: {error:#}"));
                        }
                    });
                }
            }
        }
    }

    async fn serve(&self, mut stream: Stream, counter: &AtomicU64) -> Result<()> {
        let mut scanner = FrameScanner::new(LIMITS);
        loop {
            while let Some(event) = scanner.next_event() {
                if let ScanEvent::Frame(content) = event {
                    let number = counter.fetch_add(1, Ordering::Relaxed) + 1;
                    let reply = self.take(&content, number)?;
                    stream.write(&write_frame(&reply)).await?;
                }
            }
            if stream.read(scanner.buffer_mut()).await? == 0 {
                stream.close().await;
                return Ok(());
            }
        }
    }

    fn take(&self, content: &Bytes, number: u64) -> Result<Bytes> {
        if let Some(out) = &self.out {
            let path = out.join(format!("{number:06}.hl7"));
            std::fs::write(&path, content).with_context(|| format!("writing {}", path.display()))?;
        }
        let text = charset::decode_shared(content, Charset::LATIN_1).text;
        let control_id = format!("L{number}");
        let stamp = Stamp {
            now: SystemClock.now(),
            control_id: &control_id,
        };
        let reply = Reply {
            code: self.answer,
            text: None,
            errors: &[],
        };
        let Ok(message) = Message::parse(text.clone()) else {
            complain("what came is no HL7 message");
            return Ok(Bytes::from(acknowledgment::acknowledge_unparseable(
                content, &reply, &stamp,
            )));
        };
        if self.quiet {
            let header = message.header();
            let text = |value: Option<std::borrow::Cow<'_, str>>| value.map_or_else(|| "-".to_owned(), Into::into);
            say(&format!(
                "{number} {}^{} {}",
                text(header.message_type()),
                text(header.trigger_event()),
                text(header.control_id())
            ));
        } else {
            say(&format!(
                "-- message {number}\n{}",
                text.as_str().replace('\r', "\n").trim_end()
            ));
        }
        Ok(Bytes::from(acknowledgment::acknowledge(&message, &reply, &stamp)))
    }
}
