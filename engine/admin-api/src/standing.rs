//! How channels, connectors and queues stand, in the Prometheus text format.
//!
//! Counters of the traffic are kept as it flows; a state is looked at when somebody asks. Names of channels, connectors and alerts are the
//! only labels with values of the analysts, and there are as many as they made.

use std::fmt::Write;
use std::time::{Duration, Instant};

use nilecare_engine_api::ConnectionState;
use tokio::sync::Mutex;

use crate::AdminApi;
use crate::routes::{alerts, channels, queues, statistics};

/// Who asks more often gets what the one before got: the answer costs some reads of the store, and everybody may ask.
const KEPT: Duration = Duration::from_secs(1);
/// A scrape that takes longer is given up by Prometheus, whose own limit is 10 seconds as it comes.
const LIMIT: Duration = Duration::from_secs(5);

const CHANNEL_STATES: [&str; 4] = ["started", "paused", "stopped", "undeployed"];
const CONNECTOR_STATES: [&str; 5] = ["idle", "listening", "connected", "disconnected", "stopped"];

/// Tells how the engine stands.
pub struct Standing {
    api: AdminApi,
    last: Mutex<Option<(Instant, String)>>,
}

impl Standing {
    /// Looks at what the interface knows.
    pub fn new(api: AdminApi) -> Self {
        Self {
            api,
            last: Mutex::new(None),
        }
    }

    /// Returns all that is known, or only `nilecare_standing_success 0` when something could not be read: half of the truth would end
    /// alerts.
    pub async fn render(&self) -> String {
        let mut last = self.last.lock().await;
        if let Some((at, text)) = &*last
            && at.elapsed() < KEPT
        {
            return text.clone();
        }
        let begun = Instant::now();
        let found = tokio::time::timeout(LIMIT, self.look()).await;
        let mut page = Page::default();
        let success = match found {
            Ok(Ok(found)) => {
                page = found;
                1
            }
            Ok(Err(())) | Err(_) => {
                tracing::warn!("how the channels stand could not be read for the metrics");
                0
            }
        };
        page.family(
            "nilecare_standing_success",
            "gauge",
            "1 when the states and queues could be read.",
        );
        page.sample("nilecare_standing_success", &[], success);
        *last = Some((begun, page.0.clone()));
        page.0
    }

    async fn look(&self) -> Result<Page, ()> {
        let mut page = Page::default();
        self.channels(&mut page).await?;
        self.queues(&mut page).await?;
        self.messages(&mut page).await?;
        let raised = "nilecare_alert_raised";
        page.family(raised, "gauge", "1 when the alert of the hub is raised.");
        for alert in alerts::views(&self.api) {
            page.sample(raised, &[("alert", &alert.name)], u64::from(alert.is_raised));
        }
        Ok(page)
    }

    async fn channels(&self, page: &mut Page) -> Result<(), ()> {
        let views = channels::views(&self.api).await.map_err(|_| ())?;
        let state = "nilecare_channel_state";
        page.family(
            state,
            "gauge",
            "1 at the state that the channel is in, 0 at the others.",
        );
        for view in &views {
            for name in CHANNEL_STATES {
                let labels = [("channel", view.id.as_str()), ("state", name)];
                page.sample(state, &labels, u64::from(view.state == name));
            }
        }
        let problems = "nilecare_channel_problems";
        page.family(
            problems,
            "gauge",
            "How many things are wrong with the channel in the folder.",
        );
        for view in &views {
            page.sample(problems, &[("channel", view.id.as_str())], view.problems.len() as u64);
        }
        let changed = "nilecare_channel_changed";
        page.family(changed, "gauge", "1 when what is deployed differs from the folder.");
        for view in &views {
            page.sample(changed, &[("channel", view.id.as_str())], u64::from(view.is_changed));
        }
        let state = "nilecare_connector_state";
        page.family(
            state,
            "gauge",
            "1 at the state that the connector is in, 0 at the others.",
        );
        for view in &views {
            for connector in &view.connectors {
                for name in CONNECTOR_STATES {
                    let labels = [
                        ("channel", view.id.as_str()),
                        ("connector", &connector.id),
                        ("kind", &connector.kind),
                        ("state", name),
                    ];
                    page.sample(state, &labels, u64::from(word(&connector.connection) == name));
                }
            }
        }
        let connections = "nilecare_connector_connections";
        page.family(connections, "gauge", "How many peers are connected.");
        for view in &views {
            for connector in &view.connectors {
                let labels = [
                    ("channel", view.id.as_str()),
                    ("connector", &connector.id),
                    ("kind", &connector.kind),
                ];
                page.sample(connections, &labels, connector.connections);
            }
        }
        Ok(())
    }

    async fn queues(&self, page: &mut Page) -> Result<(), ()> {
        let all = queues::views(&self.api).await;
        let depth = "nilecare_queue_depth";
        page.family(depth, "gauge", "How many messages wait at the destination.");
        for (channel, queue) in each(&all) {
            page.sample(depth, &queue_labels(channel, queue), queue.depth);
        }
        let age = "nilecare_queue_oldest_age_seconds";
        page.family(
            age,
            "gauge",
            "How long ago the first of them was received; 0 when none waits.",
        );
        for (channel, queue) in each(&all) {
            let seconds = queue.oldest_age_seconds.unwrap_or_default();
            page.sample(age, &queue_labels(channel, queue), seconds);
        }
        let paused = "nilecare_queue_paused";
        page.family(paused, "gauge", "1 when somebody paused the destination.");
        for (channel, queue) in each(&all) {
            page.sample(
                paused,
                &queue_labels(channel, queue),
                u64::from(queue.is_paused == Some(true)),
            );
        }
        Ok(())
    }

    async fn messages(&self, page: &mut Page) -> Result<(), ()> {
        let all = statistics::views(&self.api).await.map_err(|_| ())?;
        let messages = "nilecare_channel_messages_total";
        page.family(
            messages,
            "counter",
            "Messages since the channel was first deployed, by what became of them.",
        );
        for view in &all {
            for connector in &view.connectors {
                let counts = &connector.counts;
                for (outcome, count) in [
                    ("received", counts.received),
                    ("filtered", counts.filtered),
                    ("sent", counts.sent),
                    ("error", counts.error),
                ] {
                    let labels = [
                        ("channel", view.channel.as_str()),
                        ("connector", &connector.id),
                        ("outcome", outcome),
                    ];
                    page.sample(messages, &labels, count);
                }
            }
        }
        Ok(())
    }
}

impl std::fmt::Debug for Standing {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Standing")
    }
}

fn word(state: &ConnectionState) -> &'static str {
    match state {
        ConnectionState::Idle => "idle",
        ConnectionState::Listening { .. } => "listening",
        ConnectionState::Connected { .. } => "connected",
        ConnectionState::Disconnected { .. } => "disconnected",
        ConnectionState::Stopped => "stopped",
    }
}

fn each(all: &[queues::ChannelQueuesView]) -> impl Iterator<Item = (&str, &queues::QueueView)> {
    all.iter()
        .flat_map(|channel| channel.queues.iter().map(|queue| (channel.channel.as_str(), queue)))
}

fn queue_labels<'a>(channel: &'a str, queue: &'a queues::QueueView) -> [(&'static str, &'a str); 2] {
    [("channel", channel), ("connector", queue.id.as_str())]
}

/// A page in the Prometheus text format, version 0.0.4.
#[derive(Debug, Default)]
struct Page(String);

impl Page {
    fn family(&mut self, name: &str, kind: &str, help: &str) {
        // Writing to a text does not fail.
        let _ = writeln!(self.0, "# HELP {name} {help}\n# TYPE {name} {kind}");
    }

    fn sample(&mut self, name: &str, labels: &[(&str, &str)], value: impl std::fmt::Display) {
        self.0.push_str(name);
        for (n, (label, text)) in labels.iter().enumerate() {
            let opening = if n == 0 { '{' } else { ',' };
            let text = text.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n");
            let _ = write!(self.0, "{opening}{label}=\"{text}\"");
        }
        if !labels.is_empty() {
            self.0.push('}');
        }
        let _ = writeln!(self.0, " {value}");
    }
}

#[cfg(test)]
mod tests {
    use super::Page;

    #[test]
    fn a_sample_is_written_as_prometheus_reads_it() {
        let mut page = Page::default();
        page.family("some_total", "counter", "Some.");
        page.sample("some_total", &[("name", "a \"b\"\\\n"), ("kind", "mllp")], 3);
        page.sample("other", &[], 0);
        assert_eq!(
            page.0,
            "# HELP some_total Some.\n# TYPE some_total counter\nsome_total{name=\"a \\\"b\\\"\\\\\\n\",kind=\"mllp\"} 3\nother 0\n"
        );
    }
}
