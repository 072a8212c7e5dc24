//! The hub as the server starts it.

use std::sync::Arc;

use nilecare_audit::AuditLog;
use nilecare_bus::{BusError, EventLog};
use nilecare_http::{Permission, TokenVerifier};
use nilecare_types::Clock;
use tokio::sync::Semaphore;
use tokio_util::sync::CancellationToken;

use crate::doors::Doors;
use crate::registry::Registry;
use crate::{LiveOptions, PatientDirectory, TopicRule, dispatch};

/// What the hub works with.
pub struct Surroundings {
    /// The events.
    pub log: Arc<dyn EventLog>,
    /// Reads access tokens.
    pub verifier: TokenVerifier,
    /// Where it is put on record who watches a patient.
    pub audit: AuditLog,
    /// The time.
    pub clock: Arc<dyn Clock>,
    /// Knows patients.
    pub directory: Arc<dyn PatientDirectory>,
    /// What reading a patient takes.
    pub reads_patients: Permission,
}

/// Tells browsers what happens. Cloning it is cheap and gives the same one.
#[derive(Clone)]
pub struct LiveHub(pub(crate) Arc<Inner>);

pub(crate) struct Inner {
    pub log: Arc<dyn EventLog>,
    pub verifier: TokenVerifier,
    pub clock: Arc<dyn Clock>,
    pub doors: Doors,
    pub rules: Vec<TopicRule>,
    pub topics: Vec<String>,
    pub registry: Registry,
    /// One for each connection, also before it says who it is.
    pub sockets: Arc<Semaphore>,
    pub options: LiveOptions,
    pub stop: CancellationToken,
}

impl LiveHub {
    /// Makes the hub; it tells what is published from now on, once it [runs](Self::run).
    ///
    /// # Errors
    /// When the bus cannot be read.
    pub async fn new(with: Surroundings, rules: &[TopicRule], options: LiveOptions) -> Result<Self, BusError> {
        let registry = Registry::default();
        registry.begin(with.log.newest().await?);
        let doors = Doors {
            audit: with.audit,
            clock: Arc::clone(&with.clock),
            directory: with.directory,
            reads_patients: with.reads_patients,
        };
        Ok(Self(Arc::new(Inner {
            log: with.log,
            verifier: with.verifier,
            clock: with.clock,
            doors,
            rules: rules.to_vec(),
            topics: rules.iter().map(|rule| rule.topic.to_owned()).collect(),
            registry,
            sockets: Arc::new(Semaphore::new(options.most_connections)),
            options,
            stop: CancellationToken::new(),
        })))
    }

    /// Brings events to the rooms until the hub is closed.
    pub async fn run(self) {
        let stop = self.0.stop.clone();
        dispatch::run(&self.0, &stop).await;
    }

    /// Ends all connections; the peers are told to come back.
    pub fn close(&self) {
        self.0.stop.cancel();
    }
}

impl Inner {
    pub fn rule(&self, topic: &str) -> Option<&TopicRule> {
        self.rules.iter().find(|rule| rule.topic == topic)
    }
}
