//! Which database it is, by the scheme of its URL.

/// A database, and how it wants statements written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Dialect {
    PostgreSql,
    /// MariaDB as well.
    MySql,
    Sqlite,
}

/// What a URL says, apart from who we are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Place {
    Server {
        dialect: Dialect,
        host: String,
        port: u16,
        database: String,
    },
    File(String),
}

impl Place {
    /// Reads `postgres://host:port/database`, `mysql://host:port/database` or `sqlite:/path`.
    ///
    /// # Errors
    /// What would be right.
    pub fn parse(url: &str) -> Result<Self, &'static str> {
        const FORMS: &str =
            "must be postgres://host:5432/database, mysql://host:3306/database or sqlite:/path/of/the/file.db";
        if let Some(path) = url.strip_prefix("sqlite:") {
            let path = path.strip_prefix("//").unwrap_or(path);
            return if path.starts_with('/') && !path.contains(['?', '\0']) {
                Ok(Self::File(path.to_owned()))
            } else {
                Err("write the file of a SQLite database from the root, such as sqlite:/srv/lab/results.db")
            };
        }
        let (scheme, rest) = url.split_once("://").ok_or(FORMS)?;
        let (dialect, default_port) = match scheme {
            "postgres" | "postgresql" => (Dialect::PostgreSql, 5432),
            "mysql" | "mariadb" => (Dialect::MySql, 3306),
            _ => return Err(FORMS),
        };
        if rest.contains(['@', '?', '#']) {
            return Err("holds no user, password or option: those are settings of their own");
        }
        let (authority, database) = rest.split_once('/').ok_or(FORMS)?;
        if database.is_empty() || database.contains('/') {
            return Err(FORMS);
        }
        let (host, port) = split_port(authority).ok_or(FORMS)?;
        Ok(Self::Server {
            dialect,
            host: host.to_owned(),
            port: port.unwrap_or(default_port),
            database: database.to_owned(),
        })
    }

    pub fn dialect(&self) -> Dialect {
        match self {
            Self::Server { dialect, .. } => *dialect,
            Self::File(_) => Dialect::Sqlite,
        }
    }

    /// Returns the address as it is dialled; `None` for a file.
    pub fn address(&self) -> Option<String> {
        match self {
            Self::Server { host, port, .. } if host.contains(':') => Some(format!("[{host}]:{port}")),
            Self::Server { host, port, .. } => Some(format!("{host}:{port}")),
            Self::File(_) => None,
        }
    }
}

/// For people.
impl std::fmt::Display for Place {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match (self, self.address()) {
            (Self::Server { database, .. }, Some(address)) => write!(f, "{database} at {address}"),
            (Self::File(path), _) => f.write_str(path),
            (Self::Server { database, .. }, None) => f.write_str(database),
        }
    }
}

fn split_port(authority: &str) -> Option<(&str, Option<u16>)> {
    let (host, port) = match authority.strip_prefix('[') {
        Some(rest) => {
            let (host, after) = rest.split_once(']')?;
            (host, after.strip_prefix(':').or(after.is_empty().then_some(""))?)
        }
        None => authority.split_once(':').unwrap_or((authority, "")),
    };
    let port = match port {
        "" => None,
        port => Some(port.parse().ok()?),
    };
    (!host.is_empty()).then_some((host, port))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn urls_are_read_and_wrong_ones_refused() {
        let place = Place::parse("postgres://db.example.org/lab").expect("it is one");
        assert_eq!(place.to_string(), "lab at db.example.org:5432");
        assert_eq!(
            Place::parse("mysql://[::1]:3307/lab").map(|place| place.address()),
            Ok(Some("[::1]:3307".to_owned()))
        );
        for (url, path) in [("sqlite:/srv/a.db", "/srv/a.db"), ("sqlite:///srv/a.db", "/srv/a.db")] {
            assert_eq!(Place::parse(url), Ok(Place::File(path.to_owned())));
        }
        for url in [
            "",
            "lab",
            "oracle://x/y",
            "postgres://x",
            "postgres:///lab",
            "postgres://x:y/lab",
            "postgres://hub:secret@x/lab",
            "mysql://x/lab?ssl-mode=DISABLED",
            "sqlite:lab.db",
            "sqlite:/lab.db?mode=memory",
        ] {
            assert!(Place::parse(url).is_err(), "{url}");
        }
    }
}
