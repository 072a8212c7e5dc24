//! A connection that connectors share: `connections/<name>.yaml`.

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::{Map, Value};

use crate::ConnectorSettings;

/// What a file of a shared connection says.
#[derive(Debug, Clone, PartialEq)]
pub struct ConnectionFile {
    /// The kind of connector that it is for: `type`.
    pub kind: String,
    /// What it is, for people: `description`.
    pub description: Option<String>,
    /// Settings of that connector.
    pub settings: Map<String, Value>,
}

impl ConnectionFile {
    /// Reads a file.
    ///
    /// # Errors
    /// What is wrong with it, with line and column.
    pub fn read(text: &str) -> Result<Self, String> {
        let read: ConnectorSettings = serde_saphyr::from_str(text).map_err(|error| error.to_string())?;
        let Value::Object(mut settings) = read.config else {
            return Err("must be settings with names".to_owned());
        };
        let description = match settings.remove("description") {
            None => None,
            Some(Value::String(text)) => Some(text),
            Some(_) => return Err("/description: must be a text".to_owned()),
        };
        if settings.contains_key("connection") {
            return Err("/connection: a connection cannot name another".to_owned());
        }
        Ok(Self {
            kind: read.kind,
            description,
            settings,
        })
    }

    /// Reads every connection of a folder, by name; a folder that is not there has none. What is wrong with the others
    /// comes beside.
    pub fn read_all(folder: &Path) -> (BTreeMap<String, Self>, Vec<String>) {
        let (mut connections, mut problems) = (BTreeMap::new(), Vec::new());
        let entries = match std::fs::read_dir(folder) {
            Ok(entries) => entries,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return (connections, problems),
            Err(error) => return (connections, vec![format!("connections: cannot be read: {error}")]),
        };
        for path in entries.flatten().map(|entry| entry.path()) {
            let Some(name) = path.file_name().and_then(|name| name.to_str()?.strip_suffix(".yaml")) else {
                continue;
            };
            let text = std::fs::read_to_string(&path).map_err(|error| error.to_string());
            match text.and_then(|text| Self::read(&text)) {
                Ok(connection) => {
                    connections.insert(name.to_owned(), connection);
                }
                Err(problem) => problems.push(format!("connections/{name}.yaml: {problem}")),
            }
        }
        (connections, problems)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_read_strictly() {
        let read = ConnectionFile::read("type: mllp\ndescription: The laboratory\naddress: lab.example.org:2575\n");
        let read = read.expect("it is complete");
        assert_eq!(
            (read.kind.as_str(), read.description.as_deref()),
            ("mllp", Some("The laboratory"))
        );
        assert_eq!(read.settings.keys().collect::<Vec<_>>(), ["address"]);
        for (text, expected) in [
            ("address: x\n", "type: mllp"),
            ("type: mllp\nconnection: other\n", "/connection"),
            ("type: mllp\ndescription: [1]\n", "/description"),
            ("- type\n", ""),
        ] {
            let problem = ConnectionFile::read(text).expect_err(text);
            assert!(problem.contains(expected), "{problem}");
        }
    }
}
