//! What types cannot say about a channel.

use std::collections::BTreeSet;

use crate::{Channel, ReplyWhen, ScriptRef};

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

impl Channel {
    /// Tells everything that is wrong, apart from what only connectors and the script compiler know.
    pub fn validate(&self) -> Vec<ModelProblem> {
        let mut problems = Vec::new();
        if self.version != 1 {
            problems.push(ModelProblem::new("/version", "must be 1"));
        }
        if self.name.trim().is_empty() {
            problems.push(ModelProblem::new("/name", "must not be empty"));
        }
        if self.destinations.is_empty() || self.destinations.len() > DESTINATION_LIMIT {
            let message = format!("a channel has 1 to {DESTINATION_LIMIT} destinations");
            problems.push(ModelProblem::new("/destinations", message));
        }
        let mut ids = BTreeSet::new();
        for (index, destination) in self.destinations.iter().enumerate() {
            let path = format!("/destinations/{index}");
            if !ids.insert(&destination.id) {
                problems.push(ModelProblem::new(
                    format!("{path}/id"),
                    "another destination has this id",
                ));
            }
            let retry = &destination.queue.retry;
            if !(1.0..=10.0).contains(&retry.backoff) {
                problems.push(ModelProblem::new(
                    format!("{path}/queue/retry/backoff"),
                    "must be from 1 to 10",
                ));
            }
            if retry.interval.get().is_zero() || retry.interval > retry.max_interval {
                let message = "must be more than 0 and not more than max_interval";
                problems.push(ModelProblem::new(format!("{path}/queue/retry/interval"), message));
            }
        }
        if let ReplyWhen::Destination(id) = &self.source.reply.when
            && !ids.contains(id)
        {
            problems.push(ModelProblem::new(
                "/source/reply/when/destination",
                "there is no destination with this id",
            ));
        }
        for (path, script) in self.scripts() {
            problems.extend(script.validate(&path));
        }
        problems
    }

    /// Walks all scripts with their places.
    pub fn scripts(&self) -> Vec<(String, &ScriptRef)> {
        let mut scripts = Vec::new();
        scripts.extend(
            self.preprocessor
                .iter()
                .map(|script| ("/preprocessor".to_owned(), script)),
        );
        let list = |path: String, of: &'_ [ScriptRef]| -> Vec<String> {
            (0..of.len()).map(|index| format!("{path}/{index}")).collect()
        };
        let mut parts: Vec<(String, &[ScriptRef])> = vec![
            ("/source/filter".to_owned(), &self.source.filter),
            ("/source/transformer".to_owned(), &self.source.transformer),
        ];
        for (index, destination) in self.destinations.iter().enumerate() {
            parts.push((format!("/destinations/{index}/filter"), &destination.filter));
            parts.push((format!("/destinations/{index}/transformer"), &destination.transformer));
            parts.push((
                format!("/destinations/{index}/response_transformer"),
                &destination.response_transformer,
            ));
        }
        for (path, of) in parts {
            scripts.extend(list(path, of).into_iter().zip(of));
        }
        scripts
    }
}

impl ScriptRef {
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
