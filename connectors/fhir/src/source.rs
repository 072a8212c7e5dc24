//! The source: asks, is told, or both.

mod hook;
mod page;
mod poller;
mod seen;
mod version;

use std::sync::Arc;

use nilecare_connector_http::{HttpSource, Listening};
use nilecare_connector_net::Outbound;
use nilecare_engine_api::{Source, SourceContext, SourceError, StatusReporter, async_trait};
use nilecare_types::Clock;
use tokio::sync::Notify;

use crate::FhirSourceConfig;

use hook::Hook;
use poller::Poller;

/// What a Subscription's server may send with: R4 says POST without and PUT with a resource, and servers differ.
const METHODS: [&str; 2] = ["POST", "PUT"];

/// Takes resources from a server.
pub(crate) struct FhirSource {
    poller: Option<Poller>,
    hook: Option<HttpSource<Hook>>,
    /// A notification without content came.
    told: Arc<Notify>,
}

impl FhirSource {
    /// Takes its settings, which are valid.
    pub(crate) fn new(config: FhirSourceConfig, clock: Arc<dyn Clock>, outbound: Outbound) -> Self {
        let told = Arc::new(Notify::new());
        let hook = config.rest_hook.as_ref().map(|settings| {
            let path = settings.path.trim_end_matches('/');
            let (own, below) = (if path.is_empty() { "/" } else { path }, format!("{path}/*"));
            let listening = Listening::new(
                settings.listener.clone(),
                &[own, &below],
                &METHODS,
                config.max_size,
                100,
            );
            let wakes = config.poll.is_some().then(|| Arc::clone(&told));
            let hook = Hook::new(settings.authentication.clone(), wakes, config.remember);
            HttpSource::new(listening, hook, Arc::clone(&clock))
        });
        Self {
            poller: Poller::new(config, clock, outbound),
            hook,
            told,
        }
    }
}

#[async_trait]
impl Source for FhirSource {
    async fn open(&mut self, status: &StatusReporter) -> Result<(), SourceError> {
        if let Some(poller) = &mut self.poller {
            poller.open().await?;
        }
        match &mut self.hook {
            Some(hook) => hook.open(status).await,
            None => Ok(()),
        }
    }

    async fn run(&mut self, context: SourceContext) -> Result<(), SourceError> {
        let asking = async {
            if let Some(poller) = &mut self.poller {
                poller.run(&context, &self.told).await;
            }
        };
        let listening = async {
            match &mut self.hook {
                Some(hook) => hook.run(context.clone()).await,
                None => Ok(()),
            }
        };
        let ((), listened) = tokio::join!(Box::pin(asking), Box::pin(listening));
        listened
    }
}
