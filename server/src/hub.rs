//! Puts the hub together: stores, services, engine, HTTP; and takes it down in order.

use std::net::SocketAddr;
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;

use anyhow::{Context, Result, bail};
use nilecare_audit::AuditKey;
use nilecare_bus::NoBus;
use nilecare_connector_registry::{HubBroker, Outbound, connectors};
use nilecare_engine_admin_api::Standing;
use nilecare_engine_api::ConnectorRegistry;
use nilecare_engine_runtime::{Engine, EngineOptions};
use nilecare_http::{HttpOptions, InProcess, OpenApiRouter, ServiceIdentity, TokenIssuer, TokenKey, finish};
use nilecare_live::LiveHub;
use nilecare_message_store::{SharedStore, SqliteMessageStore, SqliteOptions};
use nilecare_mqtt_broker::Broker;
use nilecare_telemetry::Metrics;
use nilecare_types::{Clock, Secret, SystemClock};
use tokio::net::TcpListener;
use tokio::runtime::Handle;
use tokio::sync::watch;
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

use crate::management::{BeforeEngine, Management, Watch};
use crate::roles::{MAIN, Roles};
use crate::services::{Services, Work};
use crate::settings::Settings;
use crate::web_apps::WebApps;
use crate::{connections, fhir_server, seed, sign_in, store_keys, upkeep, web};

/// The process ends with this code when the message store failed to write (`EX_SOFTWARE` of sysexits).
const STORE_FAILED: u8 = 70;

/// A hub that is put together and not running yet.
pub struct Hub {
    main: Option<Main>,
    router: axum::Router,
    listener: TcpListener,
    is_ready: watch::Sender<bool>,
    settings: Settings,
    roles: Roles,
    work: Work,
    live: Option<LiveHub>,
}

/// What the main part has besides services.
struct Main {
    engine: Arc<Engine>,
    management: Management,
    broker: Option<Arc<Broker>>,
}

/// What the main part adds to the routes.
#[derive(Default)]
struct MainRoutes {
    routers: Vec<OpenApiRouter>,
    fhir: axum::Router,
    standing: Option<Arc<Standing>>,
}

impl Hub {
    /// Opens the stores, starts the services and binds the HTTP port. Returns the first user's password with it when one
    /// was made up.
    pub async fn open(
        settings: Settings,
        admin_password: Option<Secret<String>>,
    ) -> Result<(Self, Option<Secret<String>>)> {
        if let Some(problem) = settings.unknown_stores().first() {
            bail!("{problem}");
        }
        let roles = settings.roles()?;
        settings.data.make()?;
        let clock: Arc<dyn Clock> = Arc::new(SystemClock);
        let metrics = Metrics::start()?;
        let key = token_key(&settings)?;
        let audit = audit_key(&settings)?;
        let mut services = Services::open(&settings, &roles, &clock, &key, audit, admin_password).await?;
        let (main, added) = if roles.has(MAIN) {
            let (main, added) = Self::main(&settings, &services, &clock).await?;
            (Some(main), added)
        } else {
            (None, MainRoutes::default())
        };
        let auth = services.auth.take().map(|auth| match &main {
            Some(main) => sign_in::recorded(auth, main.management.api.events.clone(), Arc::clone(&clock)),
            None => auth,
        });
        let (is_ready, ready) = watch::channel(false);
        let apps = if main.is_some() {
            WebApps::open(&settings.http)?.router()
        } else {
            axum::Router::new()
        };
        let own = services.routers.into_iter().map(|(_, router)| router);
        let all = own.chain(auth).chain(added.routers).collect();
        let http = HttpOptions {
            self_timed: &[nilecare_fhir_rest::BASE_PATH],
            ..HttpOptions::default()
        };
        let (router, _) = web::assemble(all, added.fhir, apps, (metrics, added.standing), ready, http);
        let router = web::in_front(router, &settings.http)?;
        let bind = settings.bind()?;
        let listener = TcpListener::bind(bind)
            .await
            .with_context(|| format!("listening on {bind}; is it in use?"))?;
        let hub = Self {
            main,
            router,
            listener,
            is_ready,
            settings,
            roles,
            work: services.work,
            live: services.live,
        };
        Ok((hub, services.first_password))
    }

    /// Opens the FHIR server and the engine with what analysts work with.
    async fn main(settings: &Settings, services: &Services, clock: &Arc<dyn Clock>) -> Result<(Main, MainRoutes)> {
        seed::channels(settings)?;
        let fhir = fhir_server::open(settings, clock, &services.verifier, Arc::clone(&services.auditor)).await?;
        let within = finish(fhir.clone(), HttpOptions::default());
        services.caller.register(fhir_server::SERVICE, within);
        let before = BeforeEngine::default();
        let (broker, mqtt) = settings.mqtt.open().await?;
        let registry = connectors(
            services.caller.shared(),
            Arc::clone(&services.bus),
            Arc::clone(&before.directory),
            settings.outbound.list(),
            mqtt,
        );
        let connections = connections::open(settings, &registry, Handle::current())?;
        before.host.environment().connections.set(Some(Arc::new(connections)));
        let engine = Arc::new(engine(settings, registry, &before, clock)?);
        let management = {
            let (settings, engine, clock) = (settings.clone(), Arc::clone(&engine), Arc::clone(clock));
            tokio::task::spawn_blocking(move || Management::open(&settings, before, &engine, &clock)).await??
        };
        let added = MainRoutes {
            routers: vec![management.api.clone().router(&services.verifier)],
            fhir,
            standing: Some(Arc::new(Standing::new(management.api.clone()))),
        };
        let main = Main {
            engine,
            management,
            broker,
        };
        Ok((main, added))
    }

    /// Returns the address of the HTTP port.
    pub fn address(&self) -> Result<SocketAddr> {
        Ok(self.listener.local_addr()?)
    }

    /// Deploys the channels and serves until the process is asked to end or the message store fails.
    pub async fn run(self) -> Result<ExitCode> {
        let address = self.address()?;
        let (end, ended) = watch::channel(false);
        let app = self.router.into_make_service_with_connect_info::<SocketAddr>();
        let server = tokio::spawn(async move {
            let mut ended = ended;
            let stop = async move { drop(ended.wait_for(|ended| *ended).await) };
            axum::serve(self.listener, app).with_graceful_shutdown(stop).await
        });
        let (running, mut tasks) = match self.main {
            Some(main) => {
                let (running, tasks) = main.run(&self.settings).await;
                (Some(running), tasks)
            }
            None => (None, Vec::new()),
        };
        let broker = running.as_ref().and_then(|running| running.broker.as_deref());
        announce(
            &self.settings.data.dir,
            &self.roles,
            address,
            broker.map(Broker::address),
        )?;
        self.is_ready.send_replace(true);
        tracing::info!(%address, "ready");
        let no_more = CancellationToken::new();
        let workers = self.work.run(&no_more, &mut tasks);
        tasks.extend(self.live.clone().map(|live| tokio::spawn(live.run())));

        let store_failed = async {
            match &running {
                Some(running) => {
                    let mut failed = running.engine.store().failed();
                    let _ = failed.wait_for(|failed| *failed).await;
                }
                None => std::future::pending().await,
            }
        };
        let code = tokio::select! {
            () = store_failed => ExitCode::from(STORE_FAILED),
            () = end_signal() => ExitCode::SUCCESS,
        };
        self.is_ready.send_replace(false);
        if code == ExitCode::from(STORE_FAILED) {
            // Nothing may be told any more that is not on disk; whatever is under way is found again at the next start.
            return Ok(code);
        }
        tracing::info!("stopping");
        if let Some(live) = &self.live {
            live.close();
        }
        no_more.cancel();
        // What is being sent has its own grace; it ends before the services that it asks.
        for worker in workers {
            let _ = worker.await;
        }
        tasks.iter().for_each(tokio::task::JoinHandle::abort);
        if let Some(running) = running {
            running.stop().await?;
        }
        end.send_replace(true);
        let grace = std::time::Duration::from_secs(5);
        let _ = tokio::time::timeout(grace, server).await;
        Ok(code)
    }
}

/// The main part, running.
struct Running {
    engine: Arc<Engine>,
    watch: Watch,
    broker: Option<Arc<Broker>>,
}

impl Main {
    async fn run(self, settings: &Settings) -> (Running, Vec<JoinHandle<()>>) {
        let (watch, mut tasks) = self.management.watch();
        watch.deploy().await;
        // After the channels have subscribed: nothing is acknowledged for which one is about to come.
        if let Some(broker) = &self.broker {
            broker.serve();
        }
        tasks.push(tokio::spawn(upkeep::prune(settings, &self.engine)));
        tasks.push(tokio::spawn(upkeep::seal_anew(Arc::clone(self.engine.store()))));
        let running = Running {
            engine: self.engine,
            watch,
            broker: self.broker,
        };
        (running, tasks)
    }
}

impl Running {
    async fn stop(self) -> Result<()> {
        self.watch.stop().await;
        self.engine.close().await.context("closing the engine")?;
        if let Some(broker) = &self.broker {
            broker.close().await;
        }
        Ok(())
    }
}

impl Work {
    /// Runs all of it: `tasks` takes what may be broken off; what is returned has its own grace.
    fn run(self, no_more: &CancellationToken, tasks: &mut Vec<JoinHandle<()>>) -> Vec<JoinHandle<()>> {
        let never = CancellationToken::new;
        tasks.extend(self.relays.into_iter().map(|relay| tokio::spawn(relay.run(never()))));
        tasks.extend(
            self.consumers
                .into_iter()
                .map(|consumer| tokio::spawn(consumer.run(never()))),
        );
        tasks.extend(self.rounds.into_iter().map(|round| tokio::spawn(round.run())));
        tasks.extend(self.follower.map(tokio::spawn));
        tasks.extend(self.device_upkeep.map(|upkeep| tokio::spawn(upkeep.run(never()))));
        let workers = self.workers.into_iter();
        workers
            .map(|worker| tokio::spawn(worker.run(no_more.clone())))
            .collect()
    }
}

fn engine(
    settings: &Settings,
    registry: ConnectorRegistry,
    before: &BeforeEngine,
    clock: &Arc<dyn Clock>,
) -> Result<Engine> {
    let options = SqliteOptions {
        keyring: store_keys::keyring(settings)?,
        ..SqliteOptions::new(settings.message_store()?)
    };
    let store: SharedStore = Arc::new(SqliteMessageStore::open(options)?);
    let options = EngineOptions {
        stop_grace: settings.engine.stop_grace.get(),
        ..EngineOptions::default()
    };
    Ok(Engine::observed(
        store,
        registry,
        Arc::clone(&before.host),
        Arc::clone(clock),
        options,
        Arc::new(before.observer.clone()),
    ))
}

/// Builds the connectors without any service behind them: enough to check and to try channels.
pub fn offline_registry() -> Result<ConnectorRegistry> {
    let clock: Arc<dyn Clock> = Arc::new(SystemClock);
    let issuer = TokenIssuer::new(&TokenKey::new(random_key())?, clock);
    let identity = ServiceIdentity::new("engine", &[], issuer);
    Ok(connectors(
        Arc::new(InProcess::new(identity)),
        Arc::new(NoBus),
        Arc::default(),
        Outbound::default(),
        HubBroker::Off,
    ))
}

/// Writes where the hub listens to `hub.json` in the data folder (`hub-lab.json` for `lab` alone), for scripts that gave port 0.
pub(crate) fn announce(data: &Path, roles: &Roles, address: SocketAddr, mqtt: Option<SocketAddr>) -> Result<()> {
    let text = serde_json::json!({ "http": address, "mqtt": mqtt, "process": std::process::id() }).to_string();
    let path = data.join(format!("hub{}.json", roles.suffix()));
    std::fs::write(&path, text).with_context(|| format!("writing {}", path.display()))
}

pub(crate) fn token_key(settings: &Settings) -> Result<TokenKey> {
    if let Some(key) = &settings.auth.token_key {
        return TokenKey::new(key.clone()).context("auth.token_key");
    }
    let path = settings.data.dir.join("token.key");
    TokenKey::new(kept_key(&path)?).with_context(|| path.display().to_string())
}

/// Reads the key of the audit log, making one at the first start.
pub(crate) fn audit_key(settings: &Settings) -> Result<AuditKey> {
    if let Some(key) = &settings.audit.key {
        return AuditKey::new(key).context("audit.key");
    }
    let path = settings.data.dir.join("audit.key");
    AuditKey::new(&kept_key(&path)?).with_context(|| path.display().to_string())
}

/// Returns the name of this installation's folder, made at the first start: what a bus between processes knows it by.
#[cfg(feature = "kafka")]
pub(crate) fn kept_name(settings: &Settings) -> Result<String> {
    let name = kept_key(&settings.data.dir.join("node.id"))?;
    Ok(name.expose().chars().take(16).collect())
}

fn kept_key(path: &Path) -> Result<Secret<String>> {
    if !path.exists() {
        make_key(path)?;
    }
    let text = std::fs::read_to_string(path).with_context(|| format!("reading {}", path.display()))?;
    Ok(Secret::new(text.trim().to_owned()))
}

/// Of several processes that start in one folder, one makes the key, and none sees half of it.
fn make_key(path: &Path) -> Result<()> {
    let own = path.with_extension(format!("{}.new", std::process::id()));
    write_private(&own, random_key().expose())?;
    let placed = std::fs::hard_link(&own, path);
    std::fs::remove_file(&own).with_context(|| format!("removing {}", own.display()))?;
    match placed {
        Err(error) if error.kind() != std::io::ErrorKind::AlreadyExists => {
            Err(error).with_context(|| format!("writing {}", path.display()))
        }
        _ => Ok(()),
    }
}

pub(crate) fn random_key() -> Secret<String> {
    let bytes: [u8; 32] = rand::random();
    Secret::new(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}

pub(crate) fn write_private(path: &Path, text: &str) -> Result<()> {
    use std::io::Write;
    use std::os::unix::fs::OpenOptionsExt;
    let mut options = std::fs::OpenOptions::new();
    let file = options.write(true).create_new(true).mode(0o600).open(path);
    file.and_then(|mut file| file.write_all(text.as_bytes()))
        .with_context(|| format!("writing {}", path.display()))
}

pub(crate) async fn end_signal() {
    use tokio::signal::unix::{SignalKind, signal};
    let (Ok(mut terminate), Ok(mut interrupt)) = (signal(SignalKind::terminate()), signal(SignalKind::interrupt()))
    else {
        return std::future::pending().await;
    };
    tokio::select! {
        _ = terminate.recv() => {}
        _ = interrupt.recv() => {}
    }
}
