//! `nilecare serve`.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Result;
use nilecare_telemetry::start_logs;
use nilecare_types::Secret;

use crate::gateway;
use crate::hub::Hub;
use crate::roles::GATEWAY;
use crate::settings::Settings;

/// The variable with the password of the first user.
const ADMIN_PASSWORD: &str = "NILECARE_ADMIN_PASSWORD";

/// Run the hub: engine, services and API in one process, with embedded stores; or some of its parts.
#[derive(Debug, clap::Args)]
pub struct Serve {
    /// The folder where everything is kept.
    #[arg(long, value_name = "DIR")]
    data: Option<PathBuf>,
    /// The folder with the channels' folders; made with the shipped channels when it is not there.
    #[arg(long, value_name = "DIR")]
    channels: Option<PathBuf>,
    /// The parts to run here, such as `lab` or `billing,payment`, or `gateway`; everything but the gateway when not given.
    #[arg(long, value_name = "ROLES")]
    role: Option<String>,
    /// Where HTTP listens, such as 127.0.0.1:7000; port 0 takes a free one.
    #[arg(long, value_name = "ADDRESS")]
    bind: Option<SocketAddr>,
}

impl Serve {
    pub async fn run(self, config: Option<&Path>) -> Result<ExitCode> {
        let mut settings = Settings::load(config)?;
        if let Some(data) = self.data {
            settings.data.dir = data;
        }
        if let Some(channels) = self.channels {
            settings.engine.channels = Some(channels);
        }
        if self.role.is_some() {
            settings.role = self.role;
        }
        if let Some(bind) = self.bind {
            settings.http.bind = Some(bind);
        }
        start_logs(settings.log.format.parse()?, &settings.log.level)?;
        if settings.roles()?.has(GATEWAY) {
            return gateway::run(settings).await;
        }
        let admin_password = std::env::var(ADMIN_PASSWORD)
            .ok()
            .filter(|text| !text.is_empty())
            .map(Secret::new);
        let (hub, first_password) = Hub::open(settings, admin_password).await?;
        if let Some(password) = first_password {
            super::say(&format!(
                "first user: admin, password: {} (told only this once)",
                password.expose()
            ));
        }
        super::say(&format!("NileCare is at http://{}", hub.address()?));
        hub.run().await
    }
}
