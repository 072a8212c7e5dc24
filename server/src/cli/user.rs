//! `nilecare user …`.

use std::io::BufRead;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use anyhow::{Context, Result};
use nilecare_auth::AuthService;
use nilecare_contracts::auth::{NewUser, SecretText};
use nilecare_http::TokenKey;
use nilecare_sql::Db;
use nilecare_types::{Secret, SystemClock};

use super::say;
use crate::services::auth_options;
use crate::settings::Settings;

/// Manage users.
#[derive(Debug, clap::Subcommand)]
pub enum Command {
    /// Add a user. The password is read from NILECARE_PASSWORD or, when that is not set, from standard input.
    Add {
        /// The name to sign in with.
        username: String,
        /// A role, such as administrator, analyst, doctor or nurse; may be given several times.
        #[arg(long = "role", required = true)]
        roles: Vec<String>,
        /// The hub's data folder.
        #[arg(long, value_name = "DIR")]
        data: Option<PathBuf>,
    },
}

impl Command {
    pub async fn run(self, config: Option<&Path>) -> Result<ExitCode> {
        let Self::Add { username, roles, data } = self;
        let mut settings = Settings::load(config)?;
        if let Some(data) = data {
            settings.data.dir = data;
        }
        let password = match std::env::var("NILECARE_PASSWORD") {
            Ok(password) => password,
            Err(_) => {
                let mut line = String::new();
                std::io::stdin()
                    .lock()
                    .read_line(&mut line)
                    .context("reading the password")?;
                line.trim_end_matches(['\r', '\n']).to_owned()
            }
        };
        settings.data.make()?;
        let db = Db::open(&settings.store_url("auth")).await?;
        // No token is issued here, so any key serves.
        let key = TokenKey::new(Secret::new("0".repeat(64)))?;
        let auth = AuthService::new(db, Arc::new(SystemClock), &key, auth_options(&settings)?).await?;
        let user = auth
            .add_user(NewUser {
                username,
                password: SecretText(Secret::new(password)),
                roles,
            })
            .await?;
        say(&format!("added {}", user.username));
        Ok(ExitCode::SUCCESS)
    }
}
