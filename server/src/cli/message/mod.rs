//! `nilecare message …`.

mod bulk;
mod filter;
mod show;
mod transfer;

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;
use nilecare_types::{ChannelId, MessageId};

use super::client::{Connection, items};
use super::{item, say};
use filter::Filter;

/// Work with messages of a running hub.
///
/// Exit codes: 0 done; 1 it did not work out, or not for all messages; 2 the command line is wrong.
#[derive(Debug, clap::Subcommand)]
pub enum Command {
    /// List messages, newest first.
    Search {
        /// The channel's id; all channels when it is not given.
        channel: Option<ChannelId>,
        #[command(flatten)]
        filter: Filter,
        /// Only numbers below: where the page before ended.
        #[arg(long, value_name = "MESSAGE")]
        before: Option<MessageId>,
        /// How many, 1 to 500.
        #[arg(long, default_value_t = 50)]
        limit: u16,
        /// Print JSON.
        #[arg(long)]
        json: bool,
        #[command(flatten)]
        connection: Connection,
    },
    /// Show one message with its contents.
    Show {
        /// The message's number.
        message: MessageId,
        /// Print JSON.
        #[arg(long)]
        json: bool,
        #[command(flatten)]
        connection: Connection,
    },
    /// Take messages in once more, with the scripts of now, as new messages.
    Reprocess(bulk::Again),
    /// Deliver messages again with the content of that time; where they are in error when no destination is named.
    Resend(bulk::Again),
    /// Remove messages for good.
    Remove(bulk::Remove),
    /// Write messages to a file, the oldest first.
    Export(transfer::Export),
    /// Bring in messages that export wrote as ndjson.
    Import(transfer::Import),
    /// Save an attachment.
    Attachment {
        /// The message's number.
        message: MessageId,
        /// The attachment's number, from 0.
        number: u32,
        /// The file; one that is there is not overwritten.
        #[arg(long, short, value_name = "FILE")]
        output: PathBuf,
        #[command(flatten)]
        connection: Connection,
    },
}

impl Command {
    pub async fn run(self) -> Result<ExitCode> {
        match self {
            Self::Search {
                channel,
                filter,
                before,
                limit,
                json,
                connection,
            } => {
                let mut pairs = filter.pairs(channel.as_ref());
                pairs.push(("limit".to_owned(), limit.to_string()));
                pairs.extend(before.map(|before| ("before".to_owned(), before.to_string())));
                search(&connection, &filter::query(&pairs), json).await
            }
            Self::Show {
                message,
                json,
                connection,
            } => {
                let path = format!("/api/v1/messages/{message}");
                let detail = connection.sign_in().await?.get(&path).await?;
                if json {
                    say(&serde_json::to_string_pretty(&detail)?);
                } else {
                    show::show(&detail);
                }
                Ok(ExitCode::SUCCESS)
            }
            Self::Reprocess(again) => again.run("reprocess").await,
            Self::Resend(again) => again.run("resend").await,
            Self::Remove(remove) => remove.run().await,
            Self::Export(export) => export.run().await,
            Self::Import(import) => import.run().await,
            Self::Attachment {
                message,
                number,
                output,
                connection,
            } => {
                let path = format!("/api/v1/messages/{message}/attachments/{number}");
                let content = connection.sign_in().await?.download(&path).await?;
                item::write(&output, &content)
            }
        }
    }
}

async fn search(connection: &Connection, query: &str, json: bool) -> Result<ExitCode> {
    let path = format!("/api/v1/messages?{query}");
    let found = connection.sign_in().await?.get(&path).await?;
    if json {
        say(&serde_json::to_string_pretty(&found)?);
        return Ok(ExitCode::SUCCESS);
    }
    items(&found).iter().for_each(|message| say(&show::line(message)));
    if let Some(stopped_at) = found["stopped_at"].as_str() {
        say(&format!(
            "the search took long; go on with --before {stopped_at}, or narrow it with --since"
        ));
    } else if let Some(next) = found["next"].as_str() {
        say(&format!("more with --before {next}"));
    }
    Ok(ExitCode::SUCCESS)
}
