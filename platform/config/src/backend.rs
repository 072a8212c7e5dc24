//! Back ends by URL.

use std::fmt;
use std::str::FromStr;

use serde::Deserialize;

/// A back end: `sqlite:data/clinical.db`, `mysql://user@host/database`. Shown without what may be a password.
#[derive(Clone, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct BackendUrl {
    scheme: String,
    url: String,
}

/// The text is no such URL.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("a back end is a URL with a scheme, such as sqlite:data/clinical.db")]
pub struct BackendUrlError;

impl BackendUrl {
    /// Returns what stands before the colon.
    pub fn scheme(&self) -> &str {
        &self.scheme
    }

    /// Returns what stands behind the scheme and colon.
    pub fn rest(&self) -> &str {
        &self.url[self.scheme.len() + 1..]
    }

    /// Returns the whole URL, which may hold a password.
    pub fn expose(&self) -> &str {
        &self.url
    }
}

impl FromStr for BackendUrl {
    type Err = BackendUrlError;
    fn from_str(url: &str) -> Result<Self, BackendUrlError> {
        let (scheme, _) = url.split_once(':').ok_or(BackendUrlError)?;
        let is_scheme = !scheme.is_empty() && scheme.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'+');
        if is_scheme {
            Ok(Self {
                scheme: scheme.to_owned(),
                url: url.to_owned(),
            })
        } else {
            Err(BackendUrlError)
        }
    }
}

impl TryFrom<String> for BackendUrl {
    type Error = BackendUrlError;
    fn try_from(url: String) -> Result<Self, BackendUrlError> {
        url.parse()
    }
}

impl fmt::Display for BackendUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.url.rsplit_once('@') {
            Some((_, host)) => write!(f, "{}://…@{host}", self.scheme),
            None => f.write_str(&self.url),
        }
    }
}

impl fmt::Debug for BackendUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_never_shown() {
        let url: BackendUrl = "mysql://hub:hunter2@db/clinical".parse().expect("it is a URL");
        assert_eq!(format!("{url} {url:?}"), "mysql://…@db/clinical mysql://…@db/clinical");
        assert_eq!(url.scheme(), "mysql");
        assert_eq!(
            "sqlite:a.db".parse::<BackendUrl>().map(|url| url.rest().to_owned()),
            Ok("a.db".to_owned())
        );
        assert!("nonsense".parse::<BackendUrl>().is_err());
    }
}
