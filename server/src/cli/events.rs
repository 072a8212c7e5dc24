//! `nilecare events`.

use std::process::ExitCode;

use anyhow::Result;

use super::client::{Connection, items, query};
use super::say;

/// Search the record of who did what, newest first.
#[derive(Debug, clap::Args)]
pub struct Events {
    /// By this user.
    #[arg(long = "by", value_name = "USER")]
    by: Option<String>,
    /// This action, such as channel.deploy, or channel.* for all that begin so.
    #[arg(long)]
    action: Option<String>,
    /// With this target, such as channel/adt-inbound or message/42.
    #[arg(long)]
    target: Option<String>,
    /// success, refused or failed.
    #[arg(long)]
    outcome: Option<String>,
    /// At or after, such as 2026-11-22T08:00:00Z.
    #[arg(long)]
    since: Option<String>,
    /// Before.
    #[arg(long)]
    until: Option<String>,
    /// How many, 1 to 500.
    #[arg(long, default_value_t = 50)]
    limit: u16,
    /// All of them, one JSON line each.
    #[arg(long)]
    export: bool,
    /// Print JSON.
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    connection: Connection,
}

impl Events {
    pub async fn run(self) -> Result<ExitCode> {
        let client = self.connection.sign_in().await?;
        let limit = (!self.export).then(|| self.limit.to_string());
        let query = query(&[
            ("user", self.by),
            ("action", self.action),
            ("target", self.target),
            ("outcome", self.outcome),
            ("since", self.since),
            ("until", self.until),
            ("limit", limit),
        ]);
        if self.export {
            let lines = client.download(&format!("/api/v1/events/export{query}")).await?;
            say(String::from_utf8_lossy(&lines).trim_end());
            return Ok(ExitCode::SUCCESS);
        }
        let found = client.get(&format!("/api/v1/events{query}")).await?;
        if self.json {
            say(&serde_json::to_string_pretty(&found)?);
            return Ok(ExitCode::SUCCESS);
        }
        for event in items(&found) {
            let text = |key: &str| event[key].as_str().unwrap_or("-").to_owned();
            let (at, user, action) = (text("at"), text("user"), text("action"));
            say(&format!(
                "{at:<26} {user:<16} {action:<20} {:<8} {}",
                text("outcome"),
                text("target")
            ));
        }
        Ok(ExitCode::SUCCESS)
    }
}
