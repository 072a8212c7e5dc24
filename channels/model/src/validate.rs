//! What types cannot say about a channel.

use std::collections::BTreeSet;

use crate::{AttachmentHandler, BatchSettings, BatchSplit, Channel, QueueSettings, ReplyWhen, Rule, ScriptText, Step};

/// One thing that is wrong with a channel, and where (`/destinations/0/id`).
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct ModelProblem {
    /// JSON pointer into `channel.yaml`; empty for the whole.
    pub path: String,
    /// What is wrong, and what would be right.
    pub message: String,
}

impl ModelProblem {
    /// Builds a problem.
    pub fn new(path: impl Into<String>, message: impl Into<String>) -> Self {
        Self {
            path: path.into(),
            message: message.into(),
        }
    }
}

impl std::fmt::Display for ModelProblem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if self.path.is_empty() {
            f.write_str(&self.message)
        } else {
            write!(f, "{}: {}", self.path, self.message)
        }
    }
}

/// A channel with more destinations than this is a mistake.
const DESTINATION_LIMIT: usize = 100;

/// More threads than this gain nothing.
const THREAD_LIMIT: u32 = 64;

impl Channel {
    /// Tells everything that is wrong, apart from what only connectors, templates and the script compiler know.
    pub fn validate(&self) -> Vec<ModelProblem> {
        let mut problems = Problems::default();
        problems.demand(self.version == 1, "/version", "must be 1");
        problems.demand(!self.name.trim().is_empty(), "/name", "must not be empty");
        problems.demand(
            !self.depends_on.contains(&self.id),
            "/depends_on",
            "a channel cannot depend on itself",
        );
        let has_few = !self.destinations.is_empty() && self.destinations.len() <= DESTINATION_LIMIT;
        let message = format!("a channel has 1 to {DESTINATION_LIMIT} destinations");
        problems.demand(has_few, "/destinations", message);
        self.validate_source(&mut problems);
        self.validate_storage(&mut problems);
        let mut ids = BTreeSet::new();
        for (index, destination) in self.destinations.iter().enumerate() {
            let path = format!("/destinations/{index}");
            let is_new = ids.insert(&destination.id);
            problems.demand(is_new, format!("{path}/id"), "another destination has this id");
            let is_first = index == 0 && destination.wait_for_previous;
            problems.demand(
                !is_first,
                format!("{path}/wait_for_previous"),
                "the first destination has none before it",
            );
            validate_queue(&destination.queue, &path, &mut problems);
        }
        for (path, script) in self.scripts() {
            problems.0.extend(script.validate(&path));
        }
        problems.0
    }

    fn validate_source(&self, problems: &mut Problems) {
        let source = &self.source;
        let layout = source.data_type.layout();
        for problem in layout.iter().flat_map(|layout| layout.validate()) {
            let path = format!("/source/data_type{}", problem.path);
            problems.0.push(ModelProblem::new(path, problem.message));
        }
        let splits_records = source
            .batch
            .as_ref()
            .is_some_and(|batch| matches!(batch.split, BatchSplit::Records(_) | BatchSplit::RecordsBy(_)));
        problems.demand(
            !splits_records || layout.is_some(),
            "/source/batch/split",
            "records are split only where data_type is delimited or fixed_width",
        );
        if let ReplyWhen::Destination(id) = &source.reply.when {
            let is_there = self.destinations.iter().any(|destination| destination.id == *id);
            problems.demand(
                is_there,
                "/source/reply/when/destination",
                "there is no destination with this id",
            );
        }
        problems.demand(
            source.reply.when != ReplyWhen::Postprocessor || self.postprocessor.is_some(),
            "/source/reply/when",
            "needs a postprocessor",
        );
        problems.demand(
            !source.queue.enabled || source.reply.when.is_before_processing(),
            "/source/queue/enabled",
            "needs `reply: { when: on_receipt }` or `never`, since messages are processed some time later",
        );
        let threads = source.processing.threads;
        problems.demand(
            (1..=THREAD_LIMIT).contains(&threads),
            "/source/processing/threads",
            format!("must be from 1 to {THREAD_LIMIT}"),
        );
        if let Some(repeats) = &source.repeats {
            problems.demand(
                !repeats.within.get().is_zero(),
                "/source/repeats/within",
                "must be more than 0",
            );
        }
    }

    fn validate_storage(&self, problems: &mut Problems) {
        let mut names = BTreeSet::new();
        for (index, column) in self.storage.metadata.iter().enumerate() {
            let path = format!("/storage/metadata/{index}/name");
            let is_name = !column.name.is_empty()
                && column.name.len() <= 64
                && column
                    .name
                    .chars()
                    .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_');
            problems.demand(
                is_name,
                path.clone(),
                "must be 1 to 64 small letters, digits and underscores",
            );
            problems.demand(names.insert(&column.name), path, "another column has this name");
        }
        let pruning = &self.pruning;
        if let (Some(contents), Some(messages)) = (pruning.contents_after, pruning.messages_after) {
            problems.demand(
                contents <= messages,
                "/pruning/contents_after",
                "must not be more than messages_after",
            );
        }
    }

    /// Walks all scripts with their places.
    pub fn scripts(&self) -> Vec<(String, ScriptText)> {
        let mut scripts = Vec::new();
        for (name, script) in [
            ("/deploy", &self.deploy),
            ("/undeploy", &self.undeploy),
            ("/preprocessor", &self.preprocessor),
            ("/postprocessor", &self.postprocessor),
        ] {
            scripts.extend(script.iter().map(|script| (name.to_owned(), script.text())));
        }
        for (index, handler) in self.attachments.iter().enumerate() {
            if let AttachmentHandler::Script(script) = handler {
                scripts.push((format!("/attachments/{index}"), script.clone()));
            }
        }
        if let Some(BatchSettings {
            split: BatchSplit::Script(script),
            ..
        }) = &self.source.batch
        {
            scripts.push(("/source/batch".to_owned(), script.clone()));
        }
        let mut visit = |path: String, script: &ScriptText| scripts.push((path, script.clone()));
        visit_connector("/source", &self.source.filter, &self.source.transformer, &mut visit);
        for (index, destination) in self.destinations.iter().enumerate() {
            let path = format!("/destinations/{index}");
            visit_connector(&path, &destination.filter, &destination.transformer, &mut visit);
            for (at, step) in destination.response_transformer.iter().enumerate() {
                step.visit_scripts(&format!("{path}/response_transformer/{at}"), &mut visit);
            }
        }
        scripts
    }
}

fn visit_connector(path: &str, filter: &[Rule], transformer: &[Step], visit: &mut impl FnMut(String, &ScriptText)) {
    for (index, rule) in filter.iter().enumerate() {
        rule.visit_scripts(&format!("{path}/filter/{index}"), visit);
    }
    for (index, step) in transformer.iter().enumerate() {
        step.visit_scripts(&format!("{path}/transformer/{index}"), visit);
    }
}

fn validate_queue(queue: &QueueSettings, path: &str, problems: &mut Problems) {
    let retry = &queue.retry;
    problems.demand(
        (1.0..=10.0).contains(&retry.backoff),
        format!("{path}/queue/retry/backoff"),
        "must be from 1 to 10",
    );
    problems.demand(
        !retry.interval.get().is_zero() && retry.interval <= retry.max_interval,
        format!("{path}/queue/retry/interval"),
        "must be more than 0 and not more than max_interval",
    );
    problems.demand(
        retry.attempts != Some(0),
        format!("{path}/queue/retry/attempts"),
        "must be 1 or more",
    );
    problems.demand(
        (1..=THREAD_LIMIT).contains(&queue.threads),
        format!("{path}/queue/threads"),
        format!("must be from 1 to {THREAD_LIMIT}"),
    );
    problems.demand(
        !queue.rotate || queue.order_by.is_none(),
        format!("{path}/queue/rotate"),
        "does not keep an order, so it cannot go with order_by",
    );
    if let Some(limit) = &queue.rate_limit {
        problems.demand(
            limit.messages > 0 && !limit.per.get().is_zero(),
            format!("{path}/queue/rate_limit"),
            "needs at least 1 message in a time that is more than 0",
        );
    }
    if let Some(breaker) = &queue.circuit_breaker {
        problems.demand(
            breaker.failures > 0 && !breaker.pause.get().is_zero(),
            format!("{path}/queue/circuit_breaker"),
            "needs at least 1 failure and a pause that is more than 0",
        );
    }
}

#[derive(Default)]
struct Problems(Vec<ModelProblem>);

impl Problems {
    fn demand(&mut self, is_met: bool, path: impl Into<String>, message: impl Into<String>) {
        if !is_met {
            self.0.push(ModelProblem::new(path, message));
        }
    }
}

impl ScriptText {
    fn validate(&self, path: &str) -> Option<ModelProblem> {
        match (&self.script, &self.file) {
            (Some(_), None) => None,
            (None, Some(file)) => {
                let is_plain_name = !file.is_empty() && !file.starts_with('.') && !file.contains(['/', '\\', '\0']);
                let problem = ModelProblem::new(format!("{path}/file"), "must be the name of a file in this folder");
                (!is_plain_name).then_some(problem)
            }
            _ => Some(ModelProblem::new(path, "needs either `script` or `file`")),
        }
    }
}
