//! `nilecare channel trace`: what a channel makes of a message.

mod offline;
mod print;

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use nilecare_types::{ChannelId, ConnectorId};
use serde_json::{Value, json};

use super::client::Connection;
use super::script_files::ScriptFiles;
use super::{exit_code, say};

/// Tell what each rule, step and script of a channel does with a message. Nothing is delivered and nothing is kept.
///
/// The channel is a folder, which needs no hub, or the id of a channel that a running hub has deployed. Exit codes: 0 the message
/// passed or was filtered; 1 something failed; 2 the command line is wrong.
#[derive(Debug, clap::Args)]
pub struct Trace {
    /// The channel's folder, or its id.
    channel: PathBuf,
    /// The file with the message; line ends of HL7 are put right.
    message: PathBuf,
    /// Tell of this destination only; may be given several times. The others run all the same.
    #[arg(long = "destination", value_name = "ID")]
    destinations: Vec<ConnectorId>,
    /// What the receivers answer: FILE for the destination named by --destination, or ID=FILE. May be given several times.
    #[arg(long = "response", value_name = "[ID=]FILE")]
    responses: Vec<String>,
    /// What becomes of a delivery: ID=sent, ID=error or ID=queued. May be given several times.
    #[arg(long = "outcome", value_name = "ID=STATUS")]
    outcomes: Vec<String>,
    /// What scripts see as `source`. May be given several times.
    #[arg(long = "source", value_name = "NAME=VALUE")]
    source: Vec<String>,
    /// Stop after this stage, such as source_transformer or content.
    #[arg(long, value_name = "STAGE")]
    stop_after: Option<String>,
    /// Only the step at this place, over the message as received: /source/transformer/2.
    #[arg(long, value_name = "PLACE")]
    only: Option<String>,
    #[command(flatten)]
    files: ScriptFiles,
    /// Show the whole text after each stage.
    #[arg(long, conflicts_with = "json")]
    texts: bool,
    /// Print JSON.
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    connection: Connection,
}

impl Trace {
    pub async fn run(self) -> Result<ExitCode> {
        let request = self.request()?;
        let trace = if self.channel.join("channel.yaml").is_file() {
            offline::trace(&self, request)?
        } else {
            let id = self.channel.to_string_lossy();
            let id: ChannelId = id
                .parse()
                .with_context(|| format!("{id} is no folder with a channel.yaml, and no id of a channel"))?;
            let path = format!("/api/v1/channels/{id}/trace");
            self.connection.sign_in().await?.post(&path, &request).await?
        };
        if self.json {
            say(&serde_json::to_string_pretty(&trace)?);
        } else {
            print::trace(&trace, self.texts);
        }
        Ok(exit_code(!has_failed(&trace)))
    }

    /// The request that the hub takes; without a hub it is read the same way.
    fn request(&self) -> Result<Value> {
        let mut outcomes = json!({});
        for response in &self.responses {
            let (id, file) = match (response.split_once('='), self.destinations.as_slice()) {
                (Some((id, file)), _) => (id.to_owned(), file),
                (None, [only]) => (only.to_string(), response.as_str()),
                _ => bail!("write --response ID=FILE, or name one --destination"),
            };
            outcomes[id]["response"] = content(&PathBuf::from(file))?;
        }
        for outcome in &self.outcomes {
            let (id, status) = outcome.split_once('=').context("write --outcome ID=STATUS")?;
            outcomes[id]["status"] = json!(status);
        }
        let mut source = json!({});
        for entry in &self.source {
            let (name, value) = entry.split_once('=').context("write --source NAME=VALUE")?;
            source[name] = json!(value);
        }
        let mut request = json!({ "content": content(&self.message)?, "outcomes": outcomes, "source": source });
        if !self.destinations.is_empty() {
            request["destinations"] = json!(self.destinations);
        }
        for (name, value) in [("stop_after", &self.stop_after), ("only", &self.only)] {
            if let Some(value) = value {
                request[name] = json!(value);
            }
        }
        Ok(request)
    }
}

/// Reads a file as a content. HL7 v2 ends its segments with a carriage return (HL7 v2.5.1 §2.5.4), which editors seldom write.
fn content(file: &PathBuf) -> Result<Value> {
    let bytes = std::fs::read(file).with_context(|| format!("reading {}", file.display()))?;
    let is_hl7 = [&b"MSH"[..], b"FHS", b"BHS"]
        .iter()
        .any(|start| bytes.starts_with(start));
    let bytes = if is_hl7 { carriage_returns(&bytes) } else { bytes };
    Ok(match String::from_utf8(bytes) {
        Ok(text) => json!({ "text": text }),
        Err(error) => json!({ "base64": offline::encode(error.as_bytes()) }),
    })
}

fn carriage_returns(content: &[u8]) -> Vec<u8> {
    let mut message = Vec::with_capacity(content.len());
    for (at, &byte) in content.iter().enumerate() {
        let follows_return = at > 0 && content[at - 1] == b'\r';
        match byte {
            b'\n' if follows_return => {}
            b'\n' => message.push(b'\r'),
            other => message.push(other),
        }
    }
    message
}

/// Tells whether a script failed, the message could not be read, or the reply could not be made.
fn has_failed(trace: &Value) -> bool {
    let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
    let mut stages = list(&trace["stages"]);
    stages.extend(list(&trace["end"]));
    for destination in list(&trace["destinations"]) {
        stages.extend(list(&destination["stages"]));
    }
    stages
        .iter()
        .any(|stage| stage["error"].is_string() && stage["stage"] != "response_validation")
}
