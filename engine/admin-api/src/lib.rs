//! The engine's REST interface: channels and the other files that analysts edit, their history and deployment, messages,
//! and the record of who did what.
//!
//! Knows the engine, its store and the repository; no connector, no domain service. Message contents are patient data:
//! reading them has a permission of its own, and is withheld when it cannot be put on record.

mod alert_view;
mod audit;
mod check;
pub mod deployment;
mod error;
mod routes;
mod surroundings;
mod view;

use std::sync::Arc;

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
pub use surroundings::Surroundings;

/// See channels, their files, states and statistics.
pub const CHANNELS_READ: Permission = Permission::new("channels:read");
/// Deploy, start, pause and stop channels.
pub const CHANNELS_OPERATE: Permission = Permission::new("channels:operate");
/// Change channels, libraries, lookup tables, global scripts and alerts.
pub const CHANNELS_EDIT: Permission = Permission::new("channels:edit");
/// Change the configuration map, which decides where data goes.
pub const CONFIGURATION_EDIT: Permission = Permission::new("configuration:edit");
/// Read messages with their contents.
pub const MESSAGES_READ: Permission = Permission::new("messages:read");
/// Search the record of who did what.
pub const EVENTS_READ: Permission = Permission::new("events:read");

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
        let change = |action, target, routes: Routes| self.audit(action, target, false).over(routes);
        let look = |action, target, routes: Routes| self.audit(action, target, true).over(routes);
        ApiRoutes::new(verifier)
            .permit(CHANNELS_READ, routes!(routes::channels::list))
            .permit(CHANNELS_READ, routes!(routes::channels::get))
            .permit(CHANNELS_READ, routes!(routes::channels::statistics))
            .permit(CHANNELS_READ, routes!(routes::connectors::list))
            .permit(CHANNELS_READ, routes!(routes::items::list))
            .permit(CHANNELS_READ, routes!(routes::items::get))
            .permit(CHANNELS_READ, routes!(routes::items::validate))
            .permit(CHANNELS_READ, routes!(routes::revisions::list))
            .permit(CHANNELS_READ, routes!(routes::revisions::diff))
            .permit(CHANNELS_EDIT, change("item.save", "", routes!(routes::items::put)))
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
            .permit(MESSAGES_READ, routes!(routes::messages::list))
            .permit(
                MESSAGES_READ,
                look("message.read", "message", routes!(routes::messages::get)),
            )
            .permit(EVENTS_READ, routes!(routes::events::list))
            .permit(EVENTS_READ, look("event.export", "", routes!(routes::events::export)))
            .into_router()
            .with_state(self.clone())
    }

    fn audit(&self, action: &'static str, target: &'static str, is_required: bool) -> audit::Audit {
        audit::Audit {
            events: self.events.clone(),
            clock: Arc::clone(&self.clock),
            action,
            target,
            is_required,
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
