//! Puts the hub together: stores, services, engine, HTTP; and takes it down in order.

use std::net::SocketAddr;
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;

use anyhow::{Context, Result, bail};
use nilecare_audit::AuditKey;
use nilecare_bus::{Consumer, NoBus, Relay};
use nilecare_connector_registry::{HubBroker, Outbound, connectors};
use nilecare_device::Upkeep;
use nilecare_engine_admin_api::Standing;
use nilecare_engine_api::ConnectorRegistry;
use nilecare_engine_runtime::{Engine, EngineOptions};
use nilecare_http::{HttpOptions, InProcess, ServiceIdentity, TokenIssuer, TokenKey, finish};
use nilecare_live::LiveHub;
use nilecare_message_store::{SharedStore, SqliteMessageStore, SqliteOptions};
use nilecare_mqtt_broker::Broker;
use nilecare_tasks::Worker;
use nilecare_telemetry::Metrics;
use nilecare_types::{Clock, Secret, SystemClock};
use tokio::net::TcpListener;
use tokio::runtime::Handle;
use tokio::sync::watch;
use tokio_util::sync::CancellationToken;

use crate::management::{BeforeEngine, Management};
use crate::services::{Housekeeping, Round, Services};
use crate::settings::Settings;
use crate::web_apps::WebApps;
use crate::{connections, fhir_server, seed, sign_in, store_keys, upkeep, web};

/// The process ends with this code when the message store failed to write (`EX_SOFTWARE` of sysexits).
const STORE_FAILED: u8 = 70;

/// A hub that is put together and not running yet.
pub struct Hub {
    engine: Arc<Engine>,
    management: Management,
    router: axum::Router,
    listener: TcpListener,
    is_ready: watch::Sender<bool>,
    settings: Settings,
    housekeeping: Housekeeping,
    relays: Vec<Relay>,
    consumers: Vec<Consumer>,
    rounds: Vec<Round>,
    live: LiveHub,
    workers: Vec<Worker>,
    device_upkeep: Upkeep,
    broker: Option<Arc<Broker>>,
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
        settings.data.make()?;
        seed::channels(&settings)?;
        let clock: Arc<dyn Clock> = Arc::new(SystemClock);
        let metrics = Metrics::start()?;
        let key = token_key(&settings)?;
        let services = Services::open(&settings, &clock, &key, audit_key(&settings)?, admin_password).await?;
        let fhir = fhir_server::open(&settings, &clock, &services.verifier, services.auditor).await?;
        let within = finish(fhir.clone(), HttpOptions::default());
        services.caller.register(fhir_server::SERVICE, within);
        let before = BeforeEngine::default();
        let (broker, mqtt) = settings.mqtt.open().await?;
        let registry = connectors(
            services.caller,
            services.bus,
            Arc::clone(&before.directory),
            settings.outbound.list(),
            mqtt,
        );
        let connections = connections::open(&settings, &registry, Handle::current())?;
        before.host.environment().connections.set(Some(Arc::new(connections)));
        let engine = Arc::new(engine(&settings, registry, &before, &clock)?);
        let management = {
            let (settings, engine, clock) = (settings.clone(), Arc::clone(&engine), Arc::clone(&clock));
            tokio::task::spawn_blocking(move || Management::open(&settings, before, &engine, &clock)).await??
        };
        let standing = Arc::new(Standing::new(management.api.clone()));
        let admin = management.api.clone().router(&services.verifier);
        let auth = sign_in::recorded(services.auth, management.api.events.clone(), Arc::clone(&clock));

        let (is_ready, ready) = watch::channel(false);
        let apps = WebApps::open(&settings.http)?;
        let all = services.routers.into_iter().chain([auth, admin]).collect();
        let http = HttpOptions {
            self_timed: &[nilecare_fhir_rest::BASE_PATH],
            ..HttpOptions::default()
        };
        let (router, _) = web::assemble(all, fhir, apps, (metrics, standing), ready, http);
        let bind = settings.http.bind;
        let listener = TcpListener::bind(bind)
            .await
            .with_context(|| format!("listening on {bind}; is it in use?"))?;
        let hub = Self {
            engine,
            management,
            router,
            listener,
            is_ready,
            settings,
            housekeeping: services.housekeeping,
            relays: services.relays,
            consumers: services.consumers,
            rounds: services.rounds,
            live: services.live,
            workers: services.workers,
            device_upkeep: services.device_upkeep,
            broker,
        };
        Ok((hub, services.first_password))
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
        let (watch, mut tasks) = self.management.watch();
        watch.deploy().await;
        // After the channels have subscribed: nothing is acknowledged for which one is about to come.
        if let Some(broker) = &self.broker {
            broker.serve();
        }
        announce(
            &self.settings.data.dir,
            address,
            self.broker.as_deref().map(Broker::address),
        )?;
        self.is_ready.send_replace(true);
        tracing::info!(%address, "ready");
        tasks.extend(
            self.relays
                .into_iter()
                .map(|relay| tokio::spawn(relay.run(CancellationToken::new()))),
        );
        tasks.extend(
            self.consumers
                .into_iter()
                .map(|consumer| tokio::spawn(consumer.run(CancellationToken::new()))),
        );
        tasks.extend(self.rounds.into_iter().map(|round| tokio::spawn(round.run())));
        let no_more = CancellationToken::new();
        let workers: Vec<_> = self
            .workers
            .into_iter()
            .map(|worker| tokio::spawn(worker.run(no_more.clone())))
            .collect();
        tasks.push(tokio::spawn(self.live.clone().run()));
        tasks.push(tokio::spawn(self.device_upkeep.run(CancellationToken::new())));
        tasks.push(tokio::spawn(self.housekeeping.run()));
        tasks.push(tokio::spawn(upkeep::prune(&self.settings, &self.engine)));
        tasks.push(tokio::spawn(upkeep::seal_anew(Arc::clone(self.engine.store()))));

        let mut failed = self.engine.store().failed();
        let code = tokio::select! {
            _ = failed.wait_for(|failed| *failed) => ExitCode::from(STORE_FAILED),
            () = end_signal() => ExitCode::SUCCESS,
        };
        self.is_ready.send_replace(false);
        if code == ExitCode::from(STORE_FAILED) {
            // Nothing may be told any more that is not on disk; whatever is under way is found again at the next start.
            return Ok(code);
        }
        tracing::info!("stopping");
        self.live.close();
        no_more.cancel();
        // What is being sent has its own grace; it ends before the services that it asks.
        for worker in workers {
            let _ = worker.await;
        }
        tasks.iter().for_each(tokio::task::JoinHandle::abort);
        watch.stop().await;
        self.engine.close().await.context("closing the engine")?;
        if let Some(broker) = &self.broker {
            broker.close().await;
        }
        end.send_replace(true);
        let grace = std::time::Duration::from_secs(5);
        let _ = tokio::time::timeout(grace, server).await;
        Ok(code)
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

/// Writes where the hub listens to `hub.json` in the data folder, for scripts that gave port 0.
fn announce(data: &Path, address: SocketAddr, mqtt: Option<SocketAddr>) -> Result<()> {
    let text = serde_json::json!({ "http": address, "mqtt": mqtt, "process": std::process::id() }).to_string();
    let path = data.join("hub.json");
    std::fs::write(&path, text).with_context(|| format!("writing {}", path.display()))
}

fn token_key(settings: &Settings) -> Result<TokenKey> {
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

fn kept_key(path: &Path) -> Result<Secret<String>> {
    if !path.exists() {
        write_private(path, random_key().expose())?;
    }
    let text = std::fs::read_to_string(path).with_context(|| format!("reading {}", path.display()))?;
    Ok(Secret::new(text.trim().to_owned()))
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

async fn end_signal() {
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
