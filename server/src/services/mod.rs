//! The domain services of this process, made known to one another and to those of others.

mod calls;
mod credentials;
mod round;
mod start;

use std::sync::Arc;

use anyhow::{Context, Result, bail};
use jiff::SignedDuration;
use nilecare_audit::{AuditKey, AuditLog, Recorder};
use nilecare_auth::{AuthOptions, AuthService};
use nilecare_bus::{Consumer, EventBus, LocalBus, Relay};
use nilecare_contracts::clinical::ClinicalClient;
use nilecare_contracts::{ENGINE_PERMISSIONS, auth, clinical};
use nilecare_device::Upkeep;
use nilecare_http::{Auditor, Credentials, OpenApiRouter, TokenIssuer, TokenKey, TokenVerifier};
use nilecare_live::LiveHub;
use nilecare_sql::Db;
use nilecare_tasks::Worker;
use nilecare_types::{Clock, Secret};

pub use self::calls::{Callers, Calls};
pub use self::round::Round;

use self::credentials::AskAuth;
use self::round::DAY;
use crate::roles::{MAIN, Roles};
use crate::settings::Settings;
use crate::{event_bus, live};

/// Events that a channel or service did not read by then are gone for it.
const KEEP_EVENTS: SignedDuration = SignedDuration::from_hours(7 * 24);

/// The services that run here.
pub struct Services {
    /// The routes of sign-in, where auth runs here.
    pub auth: Option<OpenApiRouter>,
    /// Checks tokens and API keys.
    pub verifier: TokenVerifier,
    /// Puts accesses to patients' data on record.
    pub auditor: Arc<dyn Auditor>,
    /// The routes of the others, by service.
    pub routers: Vec<(&'static str, OpenApiRouter)>,
    /// Calls them as the engine.
    pub caller: Calls,
    /// Carries their events.
    pub bus: Arc<dyn EventBus>,
    /// Tells browsers what happens, where the main part runs here; to be run.
    pub live: Option<LiveHub>,
    /// The first user's password, when one was made up.
    pub first_password: Option<Secret<String>>,
    /// What is to be run beside the requests.
    pub work: Work,
}

/// What is to be run as long as the services are.
#[derive(Default)]
pub struct Work {
    /// Bring events to the bus.
    pub relays: Vec<Relay>,
    /// Read the events of one another.
    pub consumers: Vec<Consumer>,
    /// What comes with time.
    pub rounds: Vec<Round>,
    /// Send mails and text messages.
    pub workers: Vec<Worker>,
    /// Copies other processes' events into this one's file.
    pub follower: Option<event_bus::Follow>,
    /// Looks after alarms and devices.
    pub device_upkeep: Option<Upkeep>,
}

/// What every service is started with.
struct Start<'a> {
    settings: &'a Settings,
    clock: &'a Arc<dyn Clock>,
    verifier: TokenVerifier,
    recorder: Recorder,
    calls: Callers<'a>,
    bus: Arc<dyn EventBus>,
    /// The routes by service.
    routers: Vec<(&'static str, OpenApiRouter)>,
    work: Work,
}

impl Start<'_> {
    async fn open(&self, service: &str) -> Result<Db> {
        open(self.settings, service).await
    }

    /// Puts accesses to patients' data on record.
    fn auditor(&self) -> Arc<dyn Auditor> {
        Arc::new(self.recorder.clone())
    }
}

async fn open(settings: &Settings, service: &str) -> Result<Db> {
    Db::open(&settings.store_url(service))
        .await
        .with_context(|| format!("opening the database of {service}"))
}

impl Services {
    /// Opens the databases and starts the services of `roles`.
    pub async fn open(
        settings: &Settings,
        roles: &Roles,
        clock: &Arc<dyn Clock>,
        key: &TokenKey,
        audit_key: AuditKey,
        admin_password: Option<Secret<String>>,
    ) -> Result<Self> {
        let issuer = TokenIssuer::new(key, Arc::clone(clock));
        let mut calls = Callers::new(settings, roles, issuer)?;
        let engine_calls = calls.named("engine", &ENGINE_PERMISSIONS)?;
        let live_calls = calls.named("live", &[clinical::PATIENTS_READ.as_str()])?;
        let mut first_password = None;
        let mut work = Work::default();
        let (auth_service, verifier) = if roles.has(auth::SERVICE) {
            let service = AuthService::new(
                open(settings, "auth").await?,
                Arc::clone(clock),
                key,
                auth_options(settings)?,
            );
            let service = service.await?;
            let password = service.ensure_admin(admin_password).await;
            first_password = password.context("adding the first user")?;
            let verifier = service.verifier().clone();
            (Some(service), verifier)
        } else {
            let (credentials, round) = ask_auth(&mut calls, clock)?;
            work.rounds.push(round);
            (
                None,
                TokenVerifier::new(key, Arc::clone(clock)).with_credentials(credentials),
            )
        };
        let audit = AuditLog::open(open(settings, "audit").await?, audit_key)
            .await
            .context("opening the audit log")?;
        let recorder = Recorder::new(audit.clone(), Arc::clone(clock));
        let local = LocalBus::open(open(settings, "bus").await?, Arc::clone(clock))
            .await
            .context("opening the event bus")?;
        let event_bus::Bus { bus, follower } = event_bus::open(settings, roles, &local).await?;
        work.follower = follower;
        let mut start = Start {
            settings,
            clock,
            verifier: verifier.clone(),
            recorder: recorder.clone(),
            calls,
            bus: Arc::clone(&bus),
            routers: Vec::new(),
            work,
        };
        start.services(roles).await?;
        let live = if roles.has(MAIN) {
            let directory = ClinicalClient::new(live_calls.shared());
            Some(live::open(&local, &verifier, audit.clone(), clock, directory).await?)
        } else {
            None
        };
        let Start {
            calls,
            mut routers,
            mut work,
            ..
        } = start;
        work.rounds
            .push(Round::new("forgetting old events", DAY, &local, |bus| async move {
                bus.forget_older_than(KEEP_EVENTS).await
            }));
        let auth = auth_service.map(|service| service.router());
        calls.register(routers.iter().map(|(name, router)| (*name, router)), auth.as_ref());
        routers.extend(live.as_ref().map(|live| (MAIN, live.router())));
        routers.push((MAIN, audit.router(&verifier, recorder.clone())));
        Ok(Self {
            auth,
            verifier,
            auditor: Arc::new(recorder),
            routers,
            caller: engine_calls,
            bus,
            live,
            first_password,
            work,
        })
    }
}

/// Makes what asks auth in another process about API keys and ended sign-ins, and what is to be run for that.
pub fn ask_auth(calls: &mut Callers<'_>, clock: &Arc<dyn Clock>) -> Result<(Arc<dyn Credentials>, Round)> {
    let asks = calls.named("token-check", &[auth::CREDENTIALS_CHECK.as_str()])?;
    let credentials = Arc::new(AskAuth::new(asks.shared(), Arc::clone(clock)));
    let round = credentials.round();
    Ok((credentials, round))
}

/// Reads the settings of auth.
pub fn auth_options(settings: &Settings) -> Result<AuthOptions> {
    let roles = settings.auth.second_factor_roles.clone();
    if let Some(unknown) = roles.iter().find(|role| nilecare_auth::roles::find(role).is_none()) {
        bail!("auth.second_factor_roles: there is no role {unknown:?}");
    }
    Ok(AuthOptions {
        second_factor_roles: roles,
        ..AuthOptions::default()
    })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use nilecare_types::SystemClock;

    use super::*;

    /// What the gateway knows of the services' paths is what they have. `UPDATE=1` writes it anew.
    #[tokio::test]
    async fn the_gateway_knows_every_path() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let mut settings = Settings::default();
        settings.data.dir = folder.path().into();
        let clock: Arc<dyn Clock> = Arc::new(SystemClock);
        let text = || Secret::new("0123456789abcdef".repeat(4));
        let key = TokenKey::new(text()).expect("it is long enough");
        let audit = AuditKey::new(&text()).expect("it is long enough");
        let password = Some(Secret::new("seven lamps in the hall".to_owned()));
        let roles = Roles::default();
        let services = Services::open(&settings, &roles, &clock, &key, audit, password);
        let services = services.await.expect("everything is embedded");
        let auth = services.auth.into_iter().map(|router| (auth::SERVICE, router));
        let mut lines = BTreeSet::new();
        for (service, router) in services.routers.into_iter().chain(auth) {
            // The queue of tasks is where notification is.
            let service = if service == "tasks" { "notification" } else { service };
            let paths = router.get_openapi().paths.paths.keys();
            lines.extend(
                paths
                    .filter(|_| service != MAIN)
                    .map(|path| format!("{service} {path}")),
            );
        }
        let paths: BTreeSet<_> = lines
            .iter()
            .filter_map(|line| line.split_once(' '))
            .map(|(_, path)| path)
            .collect();
        assert_eq!(paths.len(), lines.len(), "no path has two services");
        let head = "# Which service has which path; written by UPDATE=1, to be reviewed.";
        let text = std::iter::once(head)
            .chain(lines.iter().map(String::as_str))
            .fold(String::new(), |text, line| text + line + "\n");
        let file = concat!(env!("CARGO_MANIFEST_DIR"), "/src/routes.txt");
        if std::env::var_os("UPDATE").is_some() {
            std::fs::write(file, &text).expect("it is ours");
        }
        assert_eq!(std::fs::read_to_string(file).expect("it is there"), text);
        let known = crate::gateway::routes();
        assert!(std::env::var_os("UPDATE").is_some() || known.len() == lines.len());
    }
}
