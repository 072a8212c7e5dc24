//! What the hub does with stored messages beside the traffic: pruning, and sealing under the current key.

use std::sync::Arc;
use std::time::Duration;

use nilecare_engine_runtime::{Engine, Pruner, PrunerOptions};
use nilecare_message_store::SharedStore;

use crate::settings::Settings;

/// So many messages are sealed anew in one step.
const SEAL_STEP: usize = 200;
/// Between two steps, so that the traffic does not feel them.
const SEAL_PAUSE: Duration = Duration::from_millis(50);

/// Prunes by the settings of the channels, until it is dropped.
pub fn prune(settings: &Settings, engine: &Arc<Engine>) -> impl Future<Output = ()> + Send + 'static {
    let archive = settings.engine.archive.clone();
    let options = PrunerOptions {
        interval: settings.engine.prune_every.get(),
        archive: archive.unwrap_or_else(|| settings.data.dir.join("archive")),
    };
    Pruner::new(Arc::clone(engine), options).run()
}

/// Seals what lies under older keys under the current one.
pub async fn seal_anew(store: SharedStore) {
    loop {
        match store.reencrypt(SEAL_STEP).await {
            Ok(0) => return,
            Ok(_) => tokio::time::sleep(SEAL_PAUSE).await,
            Err(error) => {
                return tracing::warn!(%error, "NC-STORE-003: sealing messages under the current key stopped; it goes on at the next start");
            }
        }
    }
}
