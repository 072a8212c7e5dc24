//! Where the database is.

use std::fmt;

use mongodb::options::{ConnectionString, HostInfo};
use nilecare_types::Secret;

/// An address such as `mongodb://user:password@host:27017/fhir_resources`, checked. Shown without user, password and options.
#[derive(Debug, Clone)]
pub struct MongoUrl {
    url: Secret<String>,
    shown: String,
    database: String,
}

/// Why an address is none. Says nothing of what it holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum MongoUrlError {
    /// It has not the form.
    #[error(
        "the address cannot be read; expected mongodb://USER:PASSWORD@HOST:27017/fhir_resources, with special characters escaped as %XX"
    )]
    Form,
    /// It would have to be looked up.
    #[error(
        "mongodb+srv:// is not supported; list the hosts: mongodb://HOST1,HOST2,HOST3/fhir_resources?replicaSet=NAME"
    )]
    Srv,
    /// It names no database.
    #[error("the address names no database; end it with its name, as in mongodb://HOST:27017/fhir_resources")]
    NoDatabase,
}

impl MongoUrl {
    /// Reads an address.
    ///
    /// # Errors
    /// When it is none, or lacks the database.
    pub fn parse(url: &str) -> Result<Self, MongoUrlError> {
        if url.starts_with("mongodb+srv:") {
            return Err(MongoUrlError::Srv);
        }
        let parsed = ConnectionString::parse(url).map_err(|_| MongoUrlError::Form)?;
        let database = parsed.default_database.clone().filter(|name| !name.is_empty());
        let database = database.ok_or(MongoUrlError::NoDatabase)?;
        let HostInfo::HostIdentifiers(hosts) = &parsed.host_info else {
            return Err(MongoUrlError::Srv);
        };
        let hosts: Vec<String> = hosts.iter().map(ToString::to_string).collect();
        Ok(Self {
            url: Secret::new(url.to_owned()),
            shown: format!("mongodb://{}/{database}", hosts.join(",")),
            database,
        })
    }

    pub(crate) fn expose(&self) -> &str {
        self.url.expose()
    }

    pub(crate) fn database(&self) -> &str {
        &self.database
    }
}

impl fmt::Display for MongoUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.shown)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_shown_without_its_secrets_and_a_bad_one_says_what_to_do() {
        let url = "mongodb://hub:s3cr%3Dt@db1:27017,db2/fhir_resources?replicaSet=rs0&authSource=admin";
        let url = MongoUrl::parse(url).expect("an address");
        assert_eq!(url.to_string(), "mongodb://db1:27017,db2:27017/fhir_resources");
        assert_eq!(url.database(), "fhir_resources");
        assert!(!format!("{url:?}").contains("s3cr"), "{url:?}");
        for (bad, expected) in [
            ("mongodb://db1:27017", MongoUrlError::NoDatabase),
            ("mongodb://db1:27017/", MongoUrlError::NoDatabase),
            ("mongodb+srv://db.example.org/fhir", MongoUrlError::Srv),
            ("mongodb://hub:p@ss:word@db1/fhir", MongoUrlError::Form),
            ("mongodb://", MongoUrlError::Form),
            ("postgres://db1/fhir", MongoUrlError::Form),
        ] {
            assert_eq!(MongoUrl::parse(bad).err(), Some(expected), "{bad}");
        }
    }
}
