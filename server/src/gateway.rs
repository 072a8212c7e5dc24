//! The role `gateway`: one entry in front of services that run in other processes.

use std::collections::HashMap;
use std::net::SocketAddr;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, Result, anyhow, ensure};
use nilecare_gateway::{GatewayOptions, RateLimit, RateLimits};
use nilecare_http::{HttpOptions, TokenIssuer, TokenVerifier, Upstream, finish};
use nilecare_telemetry::Metrics;
use nilecare_types::{Clock, HumanDuration, SystemClock};
use serde::Deserialize;
use tokio::net::TcpListener;
use tokio::sync::watch;

use crate::hub::{announce, end_signal, token_key};
use crate::roles::MAIN;
use crate::services::{Callers, ask_auth};
use crate::settings::Settings;
use crate::{cli, web};

/// Which service has which path; written by UPDATE=1, to be reviewed. Everything else is the main part's.
const ROUTES: &str = include_str!("routes.txt");
/// What is being answered when the process is asked to end.
const STOP_GRACE: Duration = Duration::from_secs(10);

/// The one entry.
#[derive(Debug, Clone, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct GatewaySettings {
    /// Requests a minute of each user and service account.
    pub user_requests_per_minute: u32,
    /// Requests a minute of each address without sign-in.
    pub address_requests_per_minute: u32,
    /// The largest body, in MiB.
    pub max_body_mib: u32,
    /// How long a service may take until its answer begins.
    pub timeout: HumanDuration,
}

impl Default for GatewaySettings {
    fn default() -> Self {
        let limits = RateLimits::default();
        Self {
            user_requests_per_minute: limits.user.requests,
            address_requests_per_minute: limits.address.requests,
            max_body_mib: 64,
            timeout: HumanDuration::from_secs(300),
        }
    }
}

impl GatewaySettings {
    fn limits(&self) -> RateLimits {
        let per_minute = |requests| RateLimit {
            requests,
            per: Duration::from_secs(60),
        };
        RateLimits {
            user: per_minute(self.user_requests_per_minute),
            address: per_minute(self.address_requests_per_minute),
        }
    }
}

/// Reads the table: lines of service and path template.
pub fn routes() -> Vec<(String, String)> {
    let lines = ROUTES.lines().filter(|line| !line.starts_with('#'));
    lines
        .filter_map(|line| line.split_once(' '))
        .map(|(service, path)| (path.to_owned(), service.to_owned()))
        .collect()
}

/// Serves until the process is asked to end.
pub async fn run(settings: Settings) -> Result<ExitCode> {
    let roles = settings.roles()?;
    ensure!(
        roles.names().count() == 1,
        "role: the gateway runs alone, in front of the others"
    );
    settings.data.make()?;
    let clock: Arc<dyn Clock> = Arc::new(SystemClock);
    let metrics = Metrics::start()?;
    let key = token_key(&settings)?;
    let mut callers = Callers::new(&settings, &roles, TokenIssuer::new(&key, Arc::clone(&clock)))?;
    let (credentials, round) = ask_auth(&mut callers, &clock)?;
    let verifier = TokenVerifier::new(&key, Arc::clone(&clock)).with_credentials(credentials);
    let mut services = HashMap::new();
    for (name, urls) in callers.elsewhere() {
        let upstream = Upstream::new(urls)
            .with_context(|| format!("services.{name}: it needs URLs of the form http://host:port"))?;
        services.insert(name.clone(), Arc::new(upstream));
    }
    ensure!(
        services.contains_key(MAIN),
        "the gateway needs the main part: say where it is, such as [services.main] url = \"http://main:7000\""
    );
    let options = GatewayOptions {
        routes: routes(),
        services,
        main: MAIN.to_owned(),
        unchecked: vec!["/api/v1/auth/".to_owned()],
        limits: settings.gateway.limits(),
        max_body_bytes: settings.gateway.max_body_mib as usize * 1024 * 1024,
        timeout: settings.gateway.timeout.get(),
    };
    let router =
        nilecare_gateway::router(options, verifier).map_err(|service| anyhow!("services.{service} is not set"))?;
    let (is_ready, ready) = watch::channel(false);
    let http = HttpOptions {
        // Each request has the gateway's own limit.
        self_timed: &["/"],
        body_limit_bytes: settings.gateway.max_body_mib as usize * 1024 * 1024,
        ..HttpOptions::default()
    };
    let router = web::in_front(finish(web::health(metrics, ready).merge(router), http), &settings.http)?;
    let bind = settings.bind()?;
    let listener = TcpListener::bind(bind)
        .await
        .with_context(|| format!("listening on {bind}; is it in use?"))?;
    let address = listener.local_addr()?;
    announce(&settings.data.dir, &roles, address, None)?;
    cli::say(&format!("NileCare's gateway is at http://{address}"));
    let asking = tokio::spawn(round.run());
    let (end, mut ended) = watch::channel(false);
    let app = router.into_make_service_with_connect_info::<SocketAddr>();
    let server = tokio::spawn(async move {
        let stop = async move { drop(ended.wait_for(|ended| *ended).await) };
        axum::serve(listener, app).with_graceful_shutdown(stop).await
    });
    is_ready.send_replace(true);
    tracing::info!(%address, "ready");
    end_signal().await;
    is_ready.send_replace(false);
    end.send_replace(true);
    asking.abort();
    let _ = tokio::time::timeout(STOP_GRACE, server).await;
    Ok(ExitCode::SUCCESS)
}
