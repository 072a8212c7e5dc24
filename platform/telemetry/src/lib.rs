//! Logs and metrics of a process.
//!
//! Logs are structured and hold ids, never patient data. Only the `tracing` crate is listened to: libraries that log
//! through `log` (one of them logs whole messages) are not heard. Metrics are kept here and given out as Prometheus text.

use std::fmt;
use std::io::IsTerminal;
use std::str::FromStr;

use metrics_exporter_prometheus::{Matcher, PrometheusBuilder, PrometheusHandle};
use tracing_subscriber::EnvFilter;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;

/// How log lines look.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum LogFormat {
    /// For people.
    #[default]
    Text,
    /// One JSON object a line, for collectors.
    Json,
}

/// The text names no log format.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("a log format is text or json")]
pub struct UnknownLogFormat;

impl FromStr for LogFormat {
    type Err = UnknownLogFormat;
    fn from_str(text: &str) -> Result<Self, UnknownLogFormat> {
        match text {
            "text" => Ok(Self::Text),
            "json" => Ok(Self::Json),
            _ => Err(UnknownLogFormat),
        }
    }
}

/// Telemetry that cannot be set up.
#[derive(Debug, thiserror::Error)]
pub enum TelemetryError {
    /// The log filter is not understood.
    #[error("the log level {0:?} is not understood; use error, warn, info, debug, trace or target=level pairs")]
    Filter(String),
    /// It was set up before.
    #[error("logs or metrics are set up already")]
    Twice,
}

/// Whatever the level: what these crates say below it quotes frames, and so messages. What fails is told by the connector.
const QUIET: [&str; 1] = ["lapin=off"];

/// Starts logging to standard error.
///
/// # Errors
/// When the level is not understood, or logging was started before.
pub fn start_logs(format: LogFormat, level: &str) -> Result<(), TelemetryError> {
    let mut filter = EnvFilter::try_new(level).map_err(|_| TelemetryError::Filter(level.to_owned()))?;
    for quiet in QUIET {
        filter = filter.add_directive(quiet.parse().map_err(|_| TelemetryError::Filter(quiet.to_owned()))?);
    }
    let registry = tracing_subscriber::registry().with(filter);
    let writer = std::io::stderr;
    let started = match format {
        LogFormat::Text => {
            let has_colours = std::io::stderr().is_terminal();
            let layer = tracing_subscriber::fmt::layer()
                .with_writer(writer)
                .with_ansi(has_colours);
            registry.with(layer).try_init()
        }
        LogFormat::Json => registry
            .with(
                tracing_subscriber::fmt::layer()
                    .json()
                    .flatten_event(true)
                    .with_writer(writer),
            )
            .try_init(),
    };
    started.map_err(|_| TelemetryError::Twice)
}

/// Gives out the metrics.
#[derive(Clone)]
pub struct Metrics(PrometheusHandle);

/// Buckets of durations, in seconds: from a flush to disk to a request that is too slow.
const SECONDS: [f64; 12] = [
    0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1.0, 5.0, 30.0,
];
/// Buckets of counts, such as operations of a commit.
const COUNTS: [f64; 9] = [1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0, 500.0, 1000.0];

impl Metrics {
    /// Starts keeping metrics.
    ///
    /// # Errors
    /// When it was started before.
    pub fn start() -> Result<Self, TelemetryError> {
        let builder = PrometheusBuilder::new()
            .set_buckets_for_metric(Matcher::Suffix("_seconds".to_owned()), &SECONDS)
            .and_then(|builder| builder.set_buckets_for_metric(Matcher::Suffix("_operations".to_owned()), &COUNTS))
            .expect("the buckets are not empty");
        builder.install_recorder().map(Self).map_err(|_| TelemetryError::Twice)
    }

    /// Returns all metrics in the Prometheus text format.
    pub fn render(&self) -> String {
        self.0.run_upkeep();
        self.0.render()
    }
}

impl fmt::Debug for Metrics {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Metrics")
    }
}
