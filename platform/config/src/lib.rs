//! Layered settings: defaults, then a file, then the environment. Knows no section's meaning.
//!
//! A variable `NILECARE__SECTION__KEY` sets `section.key`. Back ends are chosen by URL, such as `sqlite:data/clinical.db`.

mod backend;

use std::path::Path;

use figment::Figment;
use figment::providers::{Env, Format, Toml};
use serde::de::DeserializeOwned;

pub use backend::{BackendUrl, BackendUrlError};

/// What variables of the environment begin with.
const PREFIX: &str = "NILECARE__";

/// Settings that cannot be used; tells the key and where it was set, never a value.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct SettingsError(String);

/// Reads settings; what neither the file nor the environment sets has the default of its type.
///
/// # Errors
/// When a named file is missing, or a key is unknown or of the wrong type.
pub fn load<T: DeserializeOwned>(file: Option<&Path>) -> Result<T, SettingsError> {
    let mut figment = Figment::new();
    if let Some(path) = file {
        if !path.is_file() {
            return Err(SettingsError(format!("there is no settings file {}", path.display())));
        }
        figment = figment.merge(Toml::file_exact(path));
    }
    figment
        .merge(Env::prefixed(PREFIX).split("__"))
        .extract()
        .map_err(|error| describe(&error))
}

fn describe(error: &figment::Error) -> SettingsError {
    use figment::error::Kind;
    let key = error.path.join(".");
    let place = error
        .metadata
        .as_ref()
        .map(|metadata| format!(" ({})", metadata.name))
        .unwrap_or_default();
    let what = match &error.kind {
        Kind::UnknownField(field, known) => format!("there is no setting {field}; known are {}", known.join(", ")),
        // The kinds that quote the value are told without it: it may be a secret.
        Kind::InvalidType(_, expected) | Kind::InvalidValue(_, expected) => format!("must be {expected}"),
        Kind::MissingField(field) => format!("{field} is missing"),
        Kind::Message(message) => message.clone(),
        _ => "is not valid".to_owned(),
    };
    SettingsError(if key.is_empty() {
        format!("{what}{place}")
    } else {
        format!("{key}: {what}{place}")
    })
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    use super::*;

    #[derive(Debug, Default, Deserialize)]
    #[serde(default, deny_unknown_fields)]
    struct Settings {
        http: Http,
    }

    #[derive(Debug, Default, Deserialize)]
    #[serde(default, deny_unknown_fields)]
    struct Http {
        port: u16,
    }

    #[test]
    fn errors_name_the_key_and_never_the_value() {
        let file = tempfile::NamedTempFile::new().expect("a temporary file can be made");
        std::fs::write(file.path(), "[http]\nport = \"hunter2\"\n").expect("it is ours");
        let error = load::<Settings>(Some(file.path()))
            .expect_err("it is no port")
            .to_string();
        assert!(error.contains("http.port") && !error.contains("hunter2"), "{error}");
        std::fs::write(file.path(), "[http]\nprot = 1\n").expect("it is ours");
        let error = load::<Settings>(Some(file.path()))
            .expect_err("there is no such key")
            .to_string();
        assert!(error.contains("prot") && error.contains("port"), "{error}");
    }

    #[test]
    fn what_is_not_set_has_its_default() {
        assert_eq!(load::<Settings>(None).expect("nothing is set").http.port, 0);
    }
}
