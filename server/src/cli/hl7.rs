//! `nilecare hl7 …`.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, Result};
use bytes::Bytes;
use nilecare_document::{Document, Hl7Document, Target};
use nilecare_hl7v2::charset::{self, Charset};
use nilecare_hl7v2::{Message, batch, check};
use serde_json::json;

use super::{complain, exit_code, hl7_standard, say, to_fhir};

/// Look into HL7 v2 files.
#[derive(Debug, clap::Subcommand)]
pub enum Command {
    /// Read files, write them back and compare byte for byte; 0 when all are equal and without problems.
    Check {
        /// The files.
        #[arg(required = true)]
        files: Vec<PathBuf>,
        /// Print one JSON line a file: file, messages, equal, problems.
        #[arg(long)]
        json: bool,
    },
    /// Check the messages of files against the standard; 0 when there is no error.
    Validate {
        /// The files.
        #[arg(required = true)]
        files: Vec<PathBuf>,
        /// Take what a receiver can live with for errors, too.
        #[arg(long)]
        strict: bool,
        /// A file with Z-segments, codes and the like of a site.
        #[arg(long)]
        definitions: Option<PathBuf>,
        /// Print one JSON line an issue: file, message, path, rule, severity, code, text.
        #[arg(long)]
        json: bool,
    },
    /// Show the parts of the messages of a file by groups, each with its path, its name and the meaning of its code.
    Tree {
        /// The file.
        file: PathBuf,
        /// A file with Z-segments, codes and the like of a site.
        #[arg(long)]
        definitions: Option<PathBuf>,
    },
    /// Print the FHIR R4 transaction Bundle of each message of a file.
    ToFhir(to_fhir::ToFhir),
    /// Write the messages of a file in another format.
    Convert {
        /// The file.
        file: PathBuf,
        /// The format.
        #[arg(long, value_enum, default_value = "xml")]
        to: Format,
    },
}

/// What a message is written as.
#[derive(Debug, Clone, Copy, clap::ValueEnum)]
pub enum Format {
    /// HL7 v2.xml.
    Xml,
    /// The same as JSON.
    Json,
}

impl Command {
    pub fn run(self) -> Result<ExitCode> {
        match self {
            Self::Check { files, json } => run_check(&files, json),
            Self::Validate {
                files,
                strict,
                definitions,
                json,
            } => hl7_standard::validate(&files, strict, definitions.as_deref(), json),
            Self::Tree { file, definitions } => hl7_standard::tree(&file, definitions.as_deref()),
            Self::ToFhir(to_fhir) => to_fhir.run(),
            Self::Convert { file, to } => convert(&file, to),
        }
    }
}

fn run_check(files: &[PathBuf], as_json: bool) -> Result<ExitCode> {
    let mut is_good = true;
    for file in files {
        let (messages, equal, problems) = match std::fs::read(file) {
            Ok(raw) => {
                let checked = check::check(&raw);
                (checked.messages, checked.equal, checked.problems)
            }
            Err(error) => (0, false, vec![format!("cannot be read: {error}")]),
        };
        is_good &= equal && problems.is_empty();
        if as_json {
            let line = json!({ "file": file, "messages": messages, "equal": equal, "problems": problems });
            say(&line.to_string());
        } else {
            let verdict = if equal { "equal" } else { "DIFFERS" };
            say(&format!("{}: {messages} messages, {verdict}", file.display()));
            problems.iter().for_each(|problem| say(&format!("  {problem}")));
        }
    }
    Ok(exit_code(is_good))
}

fn convert(file: &std::path::Path, to: Format) -> Result<ExitCode> {
    let target = match to {
        Format::Xml => Target::Xml,
        Format::Json => Target::Json,
    };
    for_each_message(file, |_, message| {
        let document = Document::Hl7v2(Hl7Document::made(message));
        let converted = nilecare_document::convert(&document, &target)?;
        say(&String::from_utf8_lossy(&converted.encode()?));
        Ok(true)
    })
}

/// Runs `body` for each message of a file, with its number from 1; 0 when all can be read and `body` is content with them.
pub(super) fn for_each_message(
    file: &std::path::Path,
    mut body: impl FnMut(usize, Message) -> Result<bool>,
) -> Result<ExitCode> {
    let raw = std::fs::read(file).with_context(|| format!("reading {}", file.display()))?;
    let text = charset::decode_shared(&Bytes::from(raw), Charset::LATIN_1).text;
    let mut is_good = true;
    for (index, text) in batch::split(&text).messages.into_iter().enumerate() {
        match Message::parse(text) {
            Ok(message) => is_good &= body(index + 1, message)?,
            Err(error) => {
                complain(&format!("message {}: {error}", index + 1));
                is_good = false;
            }
        }
    }
    Ok(exit_code(is_good))
}
