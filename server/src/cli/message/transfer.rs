//! Messages to a file and back.

use std::io::{BufRead, BufReader, Write as _};
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use nilecare_types::{ChannelId, MessageId};
use serde_json::Value;

use super::filter::{self, Filter};
use crate::cli::client::{Client, Connection};
use crate::cli::{exit_code, say};

/// One request of an import has at most so many lines, or one line, or so many bytes.
const IMPORT_LINES: usize = 500;
const IMPORT_BYTES: usize = 32 << 20;

/// How messages are written.
#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum Format {
    /// A line of JSON each, as import takes them.
    Ndjson,
    /// A folder each with a file for each kind of content.
    Zip,
}

/// Write messages to a file.
#[derive(Debug, clap::Args)]
pub struct Export {
    /// The channel's id; all channels when it is not given.
    channel: Option<ChannelId>,
    #[command(flatten)]
    filter: Filter,
    /// Only numbers below.
    #[arg(long, value_name = "MESSAGE")]
    before: Option<MessageId>,
    /// The form.
    #[arg(long, value_enum, default_value = "ndjson")]
    format: Format,
    /// The file; one that is there is not overwritten.
    #[arg(long, short, value_name = "FILE")]
    output: PathBuf,
    #[command(flatten)]
    connection: Connection,
}

/// Bring messages in.
#[derive(Debug, clap::Args)]
pub struct Import {
    /// The file.
    file: PathBuf,
    /// Print JSON: a line for each message.
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    connection: Connection,
}

impl Export {
    pub async fn run(self) -> Result<ExitCode> {
        let mut pairs = self.filter.pairs(self.channel.as_ref());
        pairs.extend(self.before.map(|before| ("before".to_owned(), before.to_string())));
        let format = match self.format {
            Format::Ndjson => "ndjson",
            Format::Zip => "zip",
        };
        pairs.push(("format".to_owned(), format.to_owned()));
        let path = format!("/api/v1/messages/export?{}", filter::query(&pairs));
        let client = self.connection.sign_in().await?;
        let mut reply = client.stream(&path).await?;
        let writing = || format!("writing {}", self.output.display());
        let mut file = std::fs::File::create_new(&self.output).with_context(writing)?;
        let mut n_bytes = 0;
        loop {
            match reply.chunk().await {
                Ok(Some(piece)) => {
                    file.write_all(&piece).with_context(writing)?;
                    n_bytes += piece.len();
                }
                Ok(None) => break,
                Err(error) => {
                    // A part must not be taken for the whole.
                    drop(file);
                    let _ = std::fs::remove_file(&self.output);
                    return Err(error).context("the export broke off; nothing was kept of it");
                }
            }
        }
        file.sync_all().with_context(writing)?;
        say(&format!("wrote {}, {n_bytes} bytes", self.output.display()));
        Ok(ExitCode::SUCCESS)
    }
}

impl Import {
    pub async fn run(self) -> Result<ExitCode> {
        let reading = || format!("reading {}", self.file.display());
        let file = std::fs::File::open(&self.file).with_context(reading)?;
        let mut reader = BufReader::new(file);
        let client = self.connection.sign_in().await?;
        let mut counts = Counts::default();
        let (mut batch, mut n_lines) = (Vec::new(), 0);
        loop {
            let n_bytes = reader.read_until(b'\n', &mut batch).with_context(reading)?;
            n_lines += usize::from(n_bytes > 0);
            let is_full = n_lines >= IMPORT_LINES || batch.len() >= IMPORT_BYTES;
            if n_lines > 0 && (is_full || n_bytes == 0) {
                self.send(&client, std::mem::take(&mut batch), &mut counts).await?;
                counts.n_lines += std::mem::take(&mut n_lines);
            }
            if n_bytes == 0 {
                break;
            }
        }
        if !self.json {
            say(&format!("{} imported, {} not", counts.n_imported, counts.n_refused));
        }
        Ok(exit_code(counts.n_refused == 0))
    }

    async fn send(&self, client: &Client, lines: Vec<u8>, counts: &mut Counts) -> Result<()> {
        let reply = client.import("/api/v1/messages/import", lines).await?;
        for line in reply.lines() {
            let mut imported: Value = serde_json::from_str(line).context("reading the hub's answer")?;
            let Some(number) = imported["line"].as_u64() else {
                bail!("the hub answered something else than the result of an import");
            };
            let number = number + counts.n_lines as u64;
            imported["line"] = number.into();
            match imported["problem"].as_str() {
                None => counts.n_imported += 1,
                Some(problem) => {
                    counts.n_refused += 1;
                    if !self.json {
                        say(&format!("line {number}: {problem}"));
                    }
                }
            }
            if self.json {
                say(&imported.to_string());
            }
        }
        Ok(())
    }
}

#[derive(Default)]
struct Counts {
    n_lines: usize,
    n_imported: usize,
    n_refused: usize,
}
