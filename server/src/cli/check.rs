//! `nilecare check`.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use anyhow::Result;
use nilecare_channel_model::ChannelFolder;
use nilecare_channel_repository::ItemKind;
use nilecare_engine_api::ConnectorRegistry;
use nilecare_engine_runtime::CompiledChannel;
use nilecare_script::{Library, LibrarySet, ScriptHost};
use tokio::runtime::Handle;

use crate::cli::script_files::share;
use crate::cli::{exit_code, say};
use crate::connections;
use crate::hub::offline_registry;
use crate::settings::{STORES, Settings};

/// Check settings and channels, and tell what would be used. Opens no port and changes nothing.
#[derive(Debug, clap::Args)]
pub struct Check {
    /// The folder where everything is kept.
    #[arg(long, value_name = "DIR")]
    data: Option<PathBuf>,
    /// The folder with the channels' folders.
    #[arg(long, value_name = "DIR")]
    channels: Option<PathBuf>,
}

impl Check {
    pub fn run(self, config: Option<&Path>) -> Result<ExitCode> {
        let mut settings = Settings::load(config)?;
        if let Some(data) = self.data {
            settings.data.dir = data;
        }
        if let Some(channels) = self.channels {
            settings.engine.channels = Some(channels);
        }
        say(&format!("data         {}", settings.data.dir.display()));
        let roles = settings.roles()?;
        if !roles.are_all() {
            say(&format!(
                "roles        {}",
                roles.names().collect::<Vec<_>>().join(", ")
            ));
        }
        say(&format!("http         {}", settings.bind()?));
        say(&format!("bus          {}", settings.bus.url));
        say(&format!("mqtt         {}", settings.mqtt.describe()?));
        settings.notification.options()?;
        settings.notification.carriers(&settings.outbound.list())?;
        say(&format!("notify       {}", settings.notification.describe()));
        let unknown = settings.unknown_stores();
        unknown.iter().for_each(|problem| say(&format!("  {problem}")));
        let mut stores_are_good = unknown.is_empty();
        for service in STORES {
            let url: nilecare_config::BackendUrl = settings.store_url(service).parse()?;
            say(&format!("{service:<12} {url}"));
            if let Err(problem) = nilecare_sql::check_url(url.expose()) {
                say(&format!("  store.{service}.url: {problem}"));
                stores_are_good = false;
            }
        }
        say(&format!("{:<12} {}", "revisions", settings.revisions().display()));
        say(&format!("{:<12} {}", "events", settings.event_log().display()));
        say(&format!("{:<12} {}", "messages", settings.message_store()?.display()));
        say(&format!("{:<12} {}", "fhir", settings.fhir_store()?));
        let folder = settings.channels();
        say(&format!("channels     {}", folder.display()));
        if !folder.is_dir() {
            say("             not there yet: the shipped channels are written at the first start");
            return Ok(exit_code(stores_are_good));
        }
        let registry = offline_registry()?;
        let host = Arc::new(ScriptHost::default());
        let mut is_good = libraries(&settings, &host) && stores_are_good;
        let of_connections = share(&registry, &settings.layout().folder(ItemKind::Connection));
        of_connections.iter().for_each(|problem| say(&format!("  {problem}")));
        is_good &= of_connections.is_empty();
        let connections = connections::check(&settings, &registry, Handle::current());
        if let Err(problems) = connections {
            problems.iter().for_each(|problem| say(&format!("  {problem}")));
            is_good = false;
        }
        for path in ChannelFolder::list(&folder)? {
            let problems = problems(&path, &registry, &host);
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            say(&format!(
                "  {name:<20} {}",
                if problems.is_empty() { "ok" } else { "not valid" }
            ));
            problems.iter().for_each(|problem| say(&format!("    {problem}")));
            is_good &= problems.is_empty();
        }
        Ok(exit_code(is_good))
    }
}

/// Loads what channels may call; tells whether all of it is good.
fn libraries(settings: &Settings, host: &ScriptHost) -> bool {
    let (libraries, mut problems) = Library::load_all(&settings.layout().folder(ItemKind::Library));
    let (set, more) = LibrarySet::new(host, libraries);
    host.environment().libraries.set(set);
    problems.extend(more);
    problems.iter().for_each(|problem| say(&format!("  {problem}")));
    problems.is_empty()
}

fn problems(path: &Path, registry: &ConnectorRegistry, host: &Arc<ScriptHost>) -> Vec<String> {
    let folder = match ChannelFolder::load(path) {
        Ok(folder) => folder,
        Err(error) => return vec![error.to_string()],
    };
    match CompiledChannel::new(folder, registry, host) {
        Ok(_) => Vec::new(),
        Err(problems) => problems.iter().map(ToString::to_string).collect(),
    }
}
