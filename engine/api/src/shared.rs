//! Settings of a peer that several channels use: defined once, put under each connector that names them.

use std::collections::BTreeMap;
use std::sync::{Arc, PoisonError, RwLock};

use serde_json::{Map, Value};

use crate::{ConfigProblem, ConfigProblems};

/// The setting of a connector that names a shared connection.
pub const CONNECTION: &str = "connection";

/// A peer's settings for one kind of connector, such as its address and where its password is.
#[derive(Debug, Clone, PartialEq)]
pub struct SharedConnection {
    /// The kind of connector that it is for.
    pub kind: String,
    /// What it is, for people.
    pub description: Option<String>,
    /// Settings of that connector, not all of them.
    pub settings: Map<String, Value>,
}

/// The shared connections by name. Clones see the same.
#[derive(Debug, Clone, Default)]
pub struct SharedConnections(Arc<RwLock<Arc<BTreeMap<String, SharedConnection>>>>);

impl SharedConnections {
    /// Puts these in the place of all. Connectors that are built already keep what they have.
    pub fn set(&self, connections: BTreeMap<String, SharedConnection>) {
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(connections);
    }

    /// Returns all.
    pub fn get(&self) -> Arc<BTreeMap<String, SharedConnection>> {
        Arc::clone(&self.0.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Returns a connector's settings together with those of the connection that it names; as they are when it names none.
    ///
    /// # Errors
    /// When there is no such connection, it is for another kind, or a setting stands in both: a channel could else send
    /// what is meant for one peer, a password among it, to another.
    pub fn resolve(&self, kind: &str, config: &Value) -> Result<Value, ConfigProblems> {
        let Some(name) = named(config) else {
            return Ok(config.clone());
        };
        let all = self.get();
        let connection = find(&all, kind, name).map_err(|problem| ConfigProblems(vec![problem]))?;
        let mut settings = connection.settings.clone();
        let mut problems = Vec::new();
        for (key, value) in config
            .as_object()
            .into_iter()
            .flatten()
            .filter(|(key, _)| *key != CONNECTION)
        {
            if settings.contains_key(key) {
                let message = format!("comes from the connection {name:?}; take it out of one of the two");
                problems.push(ConfigProblem::new(format!("/{key}"), message));
            }
            settings.insert(key.clone(), value.clone());
        }
        if problems.is_empty() {
            Ok(Value::Object(settings))
        } else {
            Err(ConfigProblems(problems))
        }
    }
}

/// Returns the name of the shared connection in a connector's settings.
pub fn named(config: &Value) -> Option<&str> {
    config.get(CONNECTION).and_then(Value::as_str)
}

fn find<'a>(
    all: &'a BTreeMap<String, SharedConnection>,
    kind: &str,
    name: &str,
) -> Result<&'a SharedConnection, ConfigProblem> {
    let problem = |message: String| ConfigProblem::new(format!("/{CONNECTION}"), message);
    let of_kind = |connection: &SharedConnection| connection.kind == kind;
    match all.get(name) {
        Some(connection) if of_kind(connection) => Ok(connection),
        Some(connection) => Err(problem(format!(
            "{name:?} is a connection for {:?}, not for {kind:?}",
            connection.kind
        ))),
        None => {
            let known: Vec<_> = all
                .iter()
                .filter(|(_, connection)| of_kind(connection))
                .map(|(name, _)| name.as_str())
                .collect();
            let known = if known.is_empty() {
                "none".to_owned()
            } else {
                known.join(", ")
            };
            Err(problem(format!(
                "there is no connection {name:?}; those for {kind:?} are: {known}"
            )))
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn with_lab() -> SharedConnections {
        let connections = SharedConnections::default();
        let settings = json!({ "address": "lab.example.org:2575", "password": "env:LAB" });
        let lab = SharedConnection {
            kind: "mllp".to_owned(),
            description: None,
            settings: settings.as_object().expect("it is one").clone(),
        };
        connections.set(BTreeMap::from([("lab".to_owned(), lab)]));
        connections
    }

    #[test]
    fn what_the_connection_says_comes_to_what_the_channel_says() {
        let connections = with_lab();
        let resolved = connections.resolve("mllp", &json!({ "connection": "lab", "timeout": "5s" }));
        let expected = json!({ "address": "lab.example.org:2575", "password": "env:LAB", "timeout": "5s" });
        assert_eq!(resolved, Ok(expected));
        let alone = json!({ "address": "other:1" });
        assert_eq!(connections.resolve("mllp", &alone), Ok(alone));
    }

    #[test]
    fn a_channel_cannot_send_the_secrets_of_a_connection_elsewhere() {
        let config = json!({ "connection": "lab", "address": "evil.example.org:1" });
        let ConfigProblems(problems) = with_lab()
            .resolve("mllp", &config)
            .expect_err("the address stands in both");
        assert_eq!(problems[0].path, "/address");
    }

    #[test]
    fn a_name_that_does_not_fit_is_told_with_those_that_do() {
        for (kind, name, expected) in [
            ("mllp", "pharmacy", "those for \"mllp\" are: lab"),
            ("http", "lab", "a connection for \"mllp\", not for \"http\""),
            ("http", "pharmacy", "those for \"http\" are: none"),
        ] {
            let config = json!({ "connection": name });
            let ConfigProblems(problems) = with_lab().resolve(kind, &config).expect_err(expected);
            assert_eq!(problems[0].path, "/connection");
            assert!(problems[0].message.contains(expected), "{problems:?}");
        }
    }
}
