//! The settings of the hub: `nilecare.toml`, then `NILECARE__SECTION__KEY`, then flags.

use std::collections::{BTreeMap, HashMap};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use nilecare_channel_model::ConnectorSettings;
use nilecare_channel_repository::{ItemKind, Layout};
use nilecare_config::BackendUrl;
use nilecare_connector_registry::{Network, Outbound, Target};
use nilecare_ehr::EhrOptions;
use nilecare_payment::PaymentOptions;
use nilecare_types::{HumanDuration, Secret};
use serde::Deserialize;

use crate::event_bus::BusSettings;
use crate::fhir_server::FhirPlace;
use crate::gateway::GatewaySettings;
use crate::mqtt::MqttSettings;
use crate::notify::NotificationSettings;
use crate::roles::Roles;

/// All settings. Every one has a default, so no file is needed.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Settings {
    /// Where everything is kept.
    pub data: DataSettings,
    /// The parts that run in this process, such as `lab` or `billing,payment`; all but the gateway when not set.
    pub role: Option<String>,
    /// The HTTP port.
    pub http: HttpSettings,
    /// The engine.
    pub engine: EngineSettings,
    /// The services' databases, by service; `sqlite:DATA/<service>.db` when not set.
    pub store: HashMap<String, StoreSettings>,
    /// Where services are that do not run in this process, by name.
    pub services: BTreeMap<String, ServiceSettings>,
    /// The one entry in front of them.
    pub gateway: GatewaySettings,
    /// What carries events between services.
    pub bus: BusSettings,
    /// Whom scripts can call, by name.
    pub connections: BTreeMap<String, ConnectionSetting>,
    /// Whom connectors may connect to.
    pub outbound: OutboundSettings,
    /// The MQTT broker.
    pub mqtt: MqttSettings,
    /// Sign-in.
    pub auth: AuthSettings,
    /// How people are told.
    pub notification: NotificationSettings,
    /// The FHIR server.
    pub fhir: FhirSettings,
    /// The audit log of patient data.
    pub audit: AuditSettings,
    /// The record of who did what.
    pub events: EventSettings,
    /// Payments: providers with their secrets, risk, instalments.
    pub payment: PaymentOptions,
    /// The longitudinal record: who must be co-signed, locks of drafts, sizes of documents.
    pub ehr: EhrOptions,
    /// Logs.
    pub log: LogSettings,
}

/// The databases that `[store]` may put elsewhere, by service.
pub const STORES: [&str; 17] = [
    "auth",
    "audit",
    "clinical",
    "lab",
    "cds",
    "medication",
    "facility",
    "business",
    "appointment",
    "billing",
    "inventory",
    "payment",
    "ehr",
    "device",
    "notification",
    "tasks",
    "bus",
];

/// Where everything is kept.
#[derive(Debug, Clone, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct DataSettings {
    /// The folder.
    pub dir: PathBuf,
}

impl DataSettings {
    /// Makes the folder when it is not there, for this user alone: patients' data lies in it.
    pub fn make(&self) -> Result<()> {
        let mut builder = std::fs::DirBuilder::new();
        builder.recursive(true);
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        let made = builder.create(&self.dir);
        made.with_context(|| format!("making the data folder {}", self.dir.display()))
    }
}

impl Default for DataSettings {
    fn default() -> Self {
        Self {
            dir: PathBuf::from("data"),
        }
    }
}

/// The HTTP port.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct HttpSettings {
    /// Where to listen; port 0 takes a free one. When not set: this machine only, at the port of the process's role, 7000 for all.
    pub bind: Option<SocketAddr>,
    /// A folder with a built analysts' app (`admin-ui/dist`), served at `/admin` in place of the one in the binary.
    pub admin_ui: Option<PathBuf>,
    /// A folder with a built clinical app (`clinical-apps/web/dist`), served at `/` in place of the one in the binary.
    pub web_ui: Option<PathBuf>,
    /// Origins of web apps elsewhere that may call us from a browser (CORS), such as `https://app.example.org`; `*` for all.
    pub cors_origins: Vec<String>,
    /// Proxies in front of us, such as the gateway: addresses and networks like `10.1.0.0/16`. Who asks is then read from
    /// `X-Forwarded-For`.
    pub trusted_proxies: Vec<Network>,
}

/// Where a service is that runs in another process.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ServiceSettings {
    /// `http://HOST:PORT`, or several instances with commas between, which take turns.
    pub url: String,
}

impl ServiceSettings {
    /// Returns the instances.
    pub fn urls(&self) -> Result<Vec<http::Uri>> {
        let urls = self.url.split(',').map(str::trim);
        urls.map(|url| url.parse().with_context(|| format!("{url:?} is no URL")))
            .collect()
    }
}

/// The engine.
#[derive(Debug, Clone, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct EngineSettings {
    /// The message store; `sqlite:DATA/messages.db` when not set.
    pub store: Option<BackendUrl>,
    /// The folder tree with everything that analysts edit; `DATA/configuration` when not set. May be kept in git.
    pub configuration: Option<PathBuf>,
    /// The folder with the channels' folders; `channels` in that tree when not set.
    pub channels: Option<PathBuf>,
    /// Seals the secrets of the configuration map, 64 hexadecimal digits: `env:NAME`, `file:PATH` or the key itself. When
    /// not set, a key is made at the first start and kept in `DATA/secret.key`.
    pub secret_key: Option<Secret<String>>,
    /// Seal the messages of channels with `storage.encrypt`, by name: 64 hexadecimal digits, `env:NAME` or `file:PATH`. When
    /// none is set, one is made at the first start and kept in `DATA/store.key`.
    pub store_keys: BTreeMap<String, Secret<String>>,
    /// The key that new messages are sealed with; the others are for reading, and what is sealed with them is sealed anew
    /// in the background. Needed with several keys.
    pub store_key: Option<String>,
    /// How often messages are pruned by the settings of their channels.
    pub prune_every: HumanDuration,
    /// Where messages are archived before they are pruned; `DATA/archive` when not set.
    pub archive: Option<PathBuf>,
    /// How long what is in hand may take when a channel stops.
    pub stop_grace: HumanDuration,
}

impl Default for EngineSettings {
    fn default() -> Self {
        Self {
            store: None,
            configuration: None,
            channels: None,
            secret_key: None,
            store_keys: BTreeMap::new(),
            store_key: None,
            prune_every: HumanDuration::from_secs(3600),
            archive: None,
            stop_grace: HumanDuration::from_secs(5),
        }
    }
}

/// A service's database.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StoreSettings {
    /// The back end: `sqlite:PATH`, `mysql://USER:PASSWORD@HOST/DATABASE` or `postgres://USER:PASSWORD@HOST/DATABASE`.
    pub url: BackendUrl,
}

/// A connection that scripts can call.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ConnectionSetting {
    /// The connector with its settings, as a destination of a channel has it: `{ type = "mllp", address = "host:2575" }`.
    pub connector: ConnectorSettings,
    /// The ids of the channels that may call it; `*` for all.
    pub channels: Vec<String>,
}

/// Whom connectors may connect to.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct OutboundSettings {
    /// Hosts, addresses and networks, with or without a port: `["lab.example.org:2575", "10.0.0.0/8"]`. The addresses that a name
    /// resolves to are looked at, unless the name itself is in the list. Without: all.
    pub allow: Option<Vec<Target>>,
}

impl OutboundSettings {
    /// Returns the list for the connectors.
    pub fn list(&self) -> Outbound {
        self.allow.clone().map_or_else(Outbound::default, Outbound::only)
    }
}

/// Sign-in.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct AuthSettings {
    /// Signs access tokens, at least 32 bytes: `env:NAME`, `file:PATH` or the key itself. When not set, a key is made at the
    /// first start and kept in `DATA/token.key`.
    pub token_key: Option<Secret<String>>,
    /// Roles whose holders sign in with a second factor only, such as `["administrator"]`; who has none yet sets one up at the
    /// next sign-in.
    pub second_factor_roles: Vec<String>,
}

/// The audit log of patient data.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct AuditSettings {
    /// Chains the entries, at least 32 bytes: `env:NAME`, `file:PATH` or the key itself. When not set, a key is made at the first
    /// start and kept in `DATA/audit.key`. Kept elsewhere, who can change the database cannot write a chain that fits.
    pub key: Option<Secret<String>>,
}

/// The FHIR server.
#[derive(Debug, Clone, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct FhirSettings {
    /// Where resources are kept: `sqlite:PATH`, or `mongodb://USER:PASSWORD@HOST:27017/DATABASE` for several hubs or a database that is
    /// run elsewhere. `sqlite:DATA/fhir.db` when not set.
    pub store: Option<BackendUrl>,
    /// The address that clients use, with `/fhir/R4`: what links and locations begin with. By the header `Host` when not set.
    pub base_url: Option<String>,
    /// How long one request may take, a bundle with all its entries too.
    pub timeout: HumanDuration,
    /// The largest body taken, in MiB.
    pub max_body_mib: u32,
    /// The most entries of a bundle.
    pub max_entries: u32,
}

impl Default for FhirSettings {
    fn default() -> Self {
        Self {
            store: None,
            base_url: None,
            timeout: HumanDuration::from_secs(300),
            max_body_mib: 64,
            max_entries: 10_000,
        }
    }
}

/// The record of who did what.
#[derive(Debug, Clone, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct EventSettings {
    /// How long events are kept.
    pub keep: HumanDuration,
}

impl Default for EventSettings {
    fn default() -> Self {
        const DAY: u64 = 24 * 3600;
        Self {
            keep: HumanDuration::from_secs(3 * 365 * DAY),
        }
    }
}

/// Logs.
#[derive(Debug, Clone, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct LogSettings {
    /// `text` or `json`.
    pub format: String,
    /// `error`, `warn`, `info`, `debug`, `trace`, or `target=level` pairs.
    pub level: String,
}

impl Default for LogSettings {
    fn default() -> Self {
        Self {
            format: "text".to_owned(),
            level: "info".to_owned(),
        }
    }
}

impl Settings {
    /// Reads the file named, or `nilecare.toml` when it is there, and the environment.
    pub fn load(file: Option<&Path>) -> Result<Self, nilecare_config::SettingsError> {
        let default = Path::new("nilecare.toml");
        let file = file.or_else(|| default.is_file().then_some(default));
        nilecare_config::load(file)
    }

    /// Reads which parts run in this process.
    pub fn roles(&self) -> Result<Roles> {
        self.role
            .as_deref()
            .map_or_else(|| Ok(Roles::default()), str::parse)
            .context("role")
    }

    /// Returns where HTTP listens.
    pub fn bind(&self) -> Result<SocketAddr> {
        // Beyond this machine only on purpose: put TLS in front first.
        let own = || Ok(SocketAddr::from(([127, 0, 0, 1], self.roles()?.port())));
        self.http.bind.map_or_else(own, Ok)
    }

    /// Returns the folder tree of what analysts edit.
    pub fn layout(&self) -> Layout {
        let root = self.engine.configuration.clone();
        let layout = Layout::new(root.unwrap_or_else(|| self.data.dir.join("configuration")));
        match &self.engine.channels {
            Some(channels) => layout.with_channels(channels),
            None => layout,
        }
    }

    /// Returns the folder of the channels.
    pub fn channels(&self) -> PathBuf {
        self.layout().folder(ItemKind::Channel)
    }

    /// Returns the file of the revisions of what analysts edit.
    pub fn revisions(&self) -> PathBuf {
        self.data.dir.join("configuration.db")
    }

    /// Returns the file of the server's events.
    pub fn event_log(&self) -> PathBuf {
        self.data.dir.join("events.db")
    }

    /// Returns the file of the messages' store.
    pub fn message_store(&self) -> Result<PathBuf> {
        sqlite_file(
            "engine.store",
            self.engine.store.as_ref(),
            &self.data.dir,
            "messages.db",
        )
    }

    /// Returns where the FHIR server's resources are.
    pub fn fhir_store(&self) -> Result<FhirPlace> {
        match &self.fhir.store {
            None => Ok(FhirPlace::File(self.data.dir.join("fhir.db"))),
            Some(url) => FhirPlace::read(url).context("fhir.store"),
        }
    }

    /// Lists the names under `[store]` that are no database's.
    pub fn unknown_stores(&self) -> Vec<String> {
        let unknown = self.store.keys().filter(|name| !STORES.contains(&name.as_str()));
        let told = |name| {
            format!(
                "store.{name}: there is no such database; there are {}",
                STORES.join(", ")
            )
        };
        unknown.map(told).collect()
    }

    /// Returns the URL of a service's database.
    pub fn store_url(&self, service: &str) -> String {
        match self.store.get(service) {
            Some(store) => store.url.expose().to_owned(),
            None => {
                // Several processes may share a folder; these two are each process's own.
                let is_own = matches!(service, "audit" | "bus");
                let suffix = self.roles().ok().filter(|_| is_own).map(|roles| roles.suffix());
                let file = format!("{service}{}.db", suffix.unwrap_or_default());
                format!("sqlite:{}", self.data.dir.join(file).display())
            }
        }
    }
}

/// Reads the file of a store that has one kind of back end only.
fn sqlite_file(setting: &str, url: Option<&BackendUrl>, data: &Path, default: &str) -> Result<PathBuf> {
    match url {
        None => Ok(data.join(default)),
        Some(url) if url.scheme() == "sqlite" => Ok(url.rest().into()),
        Some(url) => bail!(
            "{setting}: the scheme {:?} is not compiled in; use sqlite:PATH",
            url.scheme()
        ),
    }
}
