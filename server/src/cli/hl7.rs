//! `nilecare hl7 …`.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, Result};
use bytes::Bytes;
use nilecare_hl7v2::charset::{self, Charset};
use nilecare_hl7v2::{Message, batch, check};
use serde_json::json;

use super::{complain, exit_code, say};

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
    /// Show the parts of the messages of a file, each with its path.
    Tree {
        /// The file.
        file: PathBuf,
    },
}

impl Command {
    pub fn run(self) -> Result<ExitCode> {
        match self {
            Self::Check { files, json } => run_check(&files, json),
            Self::Tree { file } => tree(&file),
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

fn tree(file: &std::path::Path) -> Result<ExitCode> {
    let raw = std::fs::read(file).with_context(|| format!("reading {}", file.display()))?;
    let text = charset::decode_shared(&Bytes::from(raw), Charset::LATIN_1).text;
    let mut is_good = true;
    for (index, text) in batch::split(&text).messages.into_iter().enumerate() {
        match Message::parse(text) {
            Ok(message) => show(&message),
            Err(error) => {
                complain(&format!("message {}: {error}", index + 1));
                is_good = false;
            }
        }
    }
    Ok(exit_code(is_good))
}

fn show(message: &Message) {
    let mut seen = std::collections::HashMap::<String, usize>::new();
    for segment in message.segments() {
        let occurrence = seen.entry(segment.id().to_owned()).or_insert(0);
        *occurrence += 1;
        let name = if *occurrence == 1 { segment.id().to_owned() } else { format!("{}({occurrence})", segment.id()) };
        say(&name);
        // Fields of MSH are counted from the separator itself.
        for (number, field) in (1..).zip(segment.fields()).filter(|(_, field)| !field.is_empty()) {
            for (repetition, content) in (1..).zip(field.repetitions()) {
                let of = if repetition == 1 { String::new() } else { format!("({repetition})") };
                let components = content.components().collect::<Vec<_>>();
                if components.len() < 2 {
                    say(&format!("  {name}-{number}{of}  {}", content.value()));
                    continue;
                }
                for (component, part) in (1..).zip(components).filter(|(_, part)| !part.is_empty()) {
                    say(&format!("  {name}-{number}{of}.{component}  {}", part.value()));
                }
            }
        }
    }
}
