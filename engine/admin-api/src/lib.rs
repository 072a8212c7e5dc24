//! The engine's REST interface: channels and the other files that analysts edit, their history and deployment, messages,
//! and the record of who did what.
//!
//! Knows the engine, its store and the repository; no connector, no domain service. Message contents are patient data:
//! reading them has a permission of its own, and is withheld when it cannot be put on record.

mod alert_view;
mod archive;
mod audit;
mod check;
pub mod deployment;
mod error;
mod routes;
mod standing;
mod surroundings;
mod view;

use std::sync::Arc;

use archive::ARCHIVE_LIMIT;
use axum::extract::DefaultBodyLimit;
use nilecare_alerts::Alerts;
use nilecare_channel_repository::{Repository, RepositoryError};
use nilecare_engine_runtime::Engine;
use nilecare_event_log::EventLog;
use nilecare_http::{ApiResult, ApiRoutes, OpenApiRouter, Permission, TokenVerifier, routes};
use nilecare_types::Clock;
use utoipa_axum::router::UtoipaMethodRouter;

pub use alert_view::AlertView;
pub use check::EngineCheck;
use deployment::Deployment;
pub use standing::Standing;
pub use surroundings::Surroundings;

/// See channels, their files, states and statistics.
pub const CHANNELS_READ: Permission = Permission::new("channels:read");
/// Deploy, start, pause and stop channels.
pub const CHANNELS_OPERATE: Permission = Permission::new("channels:operate");
/// Change channels, libraries, lookup tables, global scripts and alerts.
pub const CHANNELS_EDIT: Permission = Permission::new("channels:edit");
/// See the configuration map; secrets are never shown.
pub const CONFIGURATION_READ: Permission = Permission::new("configuration:read");
/// Change the configuration map, which decides where data goes.
pub const CONFIGURATION_EDIT: Permission = Permission::new("configuration:edit");
/// Try a channel out on a message; what its scripts make of the configuration is shown.
pub const CHANNELS_TRACE: Permission = Permission::new("channels:trace");
/// Read messages with their contents.
pub const MESSAGES_READ: Permission = Permission::new("messages:read");
/// Process messages again, deliver them again, send one by hand.
pub const MESSAGES_OPERATE: Permission = Permission::new("messages:operate");
/// Remove messages for good.
pub const MESSAGES_REMOVE: Permission = Permission::new("messages:remove");
/// Take messages out of the hub in bulk.
pub const MESSAGES_EXPORT: Permission = Permission::new("messages:export");
/// Bring exported messages in.
pub const MESSAGES_IMPORT: Permission = Permission::new("messages:import");
/// Search the record of who did what.
pub const EVENTS_READ: Permission = Permission::new("events:read");

/// Take a backup of everything that analysts edit.
pub const BACKUP_CREATE: Permission = Permission::new("backup:create");
/// Put a backup back, over everything that analysts edit.
pub const BACKUP_RESTORE: Permission = Permission::new("backup:restore");

/// A request may be so large where items are sent: a lookup table as JSON.
const ITEM_BODY_LIMIT: usize = 96 << 20;

/// What the routes work with.
#[derive(Clone)]
pub struct AdminApi {
    /// The engine.
    pub engine: Arc<Engine>,
    /// The files that analysts edit.
    pub repository: Arc<Repository>,
    /// Deploys them.
    pub deployment: Arc<Deployment>,
    /// Libraries, tables, configuration and global scripts, as the scripts see them.
    pub surroundings: Arc<Surroundings>,
    /// The alerts.
    pub alerts: Arc<Alerts>,
    /// Who did what.
    pub events: EventLog,
    /// Tells the time of events.
    pub clock: Arc<dyn Clock>,
}

impl AdminApi {
    /// Returns the routes with their OpenAPI document.
    pub fn router(self, verifier: &TokenVerifier) -> OpenApiRouter {
        type Routes = UtoipaMethodRouter<AdminApi>;
        let large = |limit, (schemas, paths, methods): Routes| -> Routes {
            (schemas, paths, methods.layer(DefaultBodyLimit::max(limit)))
        };
        let change = |action, target, routes: Routes| self.audit(action, target, false).over(routes);
        let look = |action, target, routes: Routes| self.audit(action, target, true).over(routes);
        let routes = ApiRoutes::new(verifier)
            .permit(CHANNELS_READ, routes!(routes::channels::list))
            .permit(CHANNELS_READ, routes!(routes::channels::get))
            .permit(CHANNELS_READ, routes!(routes::statistics::get))
            .permit(CHANNELS_READ, routes!(routes::statistics::list))
            .permit(CHANNELS_READ, routes!(routes::connectors::list))
            .permit(CHANNELS_READ, routes!(routes::connectors::shared))
            .permit(
                CHANNELS_OPERATE,
                change("connector.check", "connector", routes!(routes::connectors::check)),
            )
            .permit(CHANNELS_READ, routes!(routes::scripts::read_reference))
            .permit(CHANNELS_READ, routes!(routes::items::list))
            .permit(CHANNELS_READ, routes!(routes::items::get))
            .permit(CHANNELS_READ, large(ITEM_BODY_LIMIT, routes!(routes::items::validate)))
            .permit(CHANNELS_READ, routes!(routes::alerts::list))
            .permit(CHANNELS_READ, routes!(routes::libraries::test))
            .permit(
                CHANNELS_READ,
                change("channel.export", "channel", routes!(routes::transfer::export)),
            )
            .permit(CONFIGURATION_READ, routes!(routes::configuration::list))
            .permit(
                CONFIGURATION_EDIT,
                change(
                    "configuration.set",
                    "configuration",
                    routes!(routes::configuration::put),
                ),
            )
            .permit(
                CONFIGURATION_EDIT,
                change(
                    "configuration.unset",
                    "configuration",
                    routes!(routes::configuration::delete),
                ),
            )
            .permit(
                CHANNELS_OPERATE,
                change("alert.test", "alert", routes!(routes::alerts::test)),
            )
            .permit(
                BACKUP_CREATE,
                change("backup.create", "", routes!(routes::transfer::backup)),
            )
            .permit(
                BACKUP_RESTORE,
                change(
                    "backup.restore",
                    "",
                    large(ARCHIVE_LIMIT, routes!(routes::transfer::restore)),
                ),
            )
            .permit(
                CHANNELS_EDIT,
                change(
                    "channel.import",
                    "",
                    large(ARCHIVE_LIMIT, routes!(routes::transfer::import)),
                ),
            )
            .permit(CHANNELS_READ, routes!(routes::revisions::list))
            .permit(CHANNELS_READ, routes!(routes::revisions::diff))
            .permit(
                CHANNELS_EDIT,
                change("item.save", "", large(ITEM_BODY_LIMIT, routes!(routes::items::put))),
            )
            .permit(CHANNELS_EDIT, change("item.delete", "", routes!(routes::items::delete)))
            .permit(
                CHANNELS_EDIT,
                change("item.restore", "", routes!(routes::revisions::restore)),
            )
            .permit(
                CHANNELS_OPERATE,
                change("channel.deploy", "channel", routes!(routes::operate::deploy)),
            )
            .permit(
                CHANNELS_OPERATE,
                change("channel.undeploy", "channel", routes!(routes::operate::undeploy)),
            )
            .permit(
                CHANNELS_OPERATE,
                change("channel.start", "channel", routes!(routes::operate::start)),
            )
            .permit(
                CHANNELS_OPERATE,
                change("channel.pause", "channel", routes!(routes::operate::pause)),
            )
            .permit(
                CHANNELS_OPERATE,
                change("channel.stop", "channel", routes!(routes::operate::stop)),
            )
            .permit(
                CHANNELS_OPERATE,
                change("channels.deploy", "", routes!(routes::operate_many::deploy)),
            )
            .permit(
                CHANNELS_OPERATE,
                change("channels.undeploy", "", routes!(routes::operate_many::undeploy)),
            )
            .permit(
                CHANNELS_OPERATE,
                change("channels.start", "", routes!(routes::operate_many::start)),
            )
            .permit(
                CHANNELS_OPERATE,
                change("channels.pause", "", routes!(routes::operate_many::pause)),
            )
            .permit(
                CHANNELS_OPERATE,
                change("channels.stop", "", routes!(routes::operate_many::stop)),
            )
            .permit(
                MESSAGES_READ,
                look("message.read", "message", routes!(routes::messages::get)),
            )
            .permit(EVENTS_READ, routes!(routes::events::list))
            .permit(EVENTS_READ, look("event.export", "", routes!(routes::events::export)));
        let routes = routes::messages::add(&self, routes);
        let routes = routes::queues::add(&self, routes);
        let routes = routes::formats::add(routes);
        let routes = routes::cases::add(&self, routes);
        routes::trace::add(&self, routes).into_router().with_state(self)
    }

    /// Records the calls of routes: that something was changed, or, with `is_required`, that something was looked at.
    pub(crate) fn audit(&self, action: &'static str, target: &'static str, is_required: bool) -> audit::Audit {
        audit::Audit {
            events: self.events.clone(),
            clock: Arc::clone(&self.clock),
            action,
            target,
            is_required,
            recent: None,
        }
    }

    /// Records the calls of routes that are made at every keystroke: the same by the same user once in a quarter of an hour.
    pub(crate) fn audit_seldom(&self, action: &'static str, target: &'static str) -> audit::Audit {
        audit::Audit {
            recent: Some(Arc::default()),
            ..self.audit(action, target, false)
        }
    }

    /// Works with the repository off the runtime's threads.
    pub(crate) async fn with_repository<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Repository) -> Result<T, RepositoryError> + Send + 'static,
    ) -> ApiResult<T> {
        self.try_repository(work).await.map_err(error::repository)
    }

    /// Changes the repository, and brings what surrounds the scripts up to it.
    pub(crate) async fn change_repository<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Repository) -> Result<T, RepositoryError> + Send + 'static,
    ) -> Result<T, RepositoryError> {
        let surroundings = Arc::clone(&self.surroundings);
        self.try_repository(move |repository| {
            let done = work(repository)?;
            surroundings.refresh()?;
            Ok(done)
        })
        .await
    }

    /// As [`change_repository`](Self::change_repository); the work may bring the surroundings up to date in between.
    pub(crate) async fn change_with<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Repository, &dyn Fn() -> Result<(), RepositoryError>) -> Result<T, RepositoryError>
        + Send
        + 'static,
    ) -> Result<T, RepositoryError> {
        let surroundings = Arc::clone(&self.surroundings);
        self.change_repository(move |repository| work(repository, &|| surroundings.refresh()))
            .await
    }

    async fn try_repository<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Repository) -> Result<T, RepositoryError> + Send + 'static,
    ) -> Result<T, RepositoryError> {
        let repository = Arc::clone(&self.repository);
        match tokio::task::spawn_blocking(move || work(&repository)).await {
            Ok(done) => done,
            Err(error) => std::panic::resume_unwind(error.into_panic()),
        }
    }
}
