//! What a route asks for and what a principal holds.

use std::fmt;

/// The right to do one thing, written `resource:action` (`patients:read`). Each service states its own as constants.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Permission(&'static str);

impl Permission {
    /// Names a permission; use it in a `const`, so that a name that is not `resource:action` does not compile.
    ///
    /// # Panics
    /// When there is no `:` with something on both sides.
    pub const fn new(name: &'static str) -> Self {
        let bytes = name.as_bytes();
        let mut colon = 0;
        while colon < bytes.len() && bytes[colon] != b':' {
            colon += 1;
        }
        assert!(
            colon > 0 && colon + 1 < bytes.len(),
            "a permission is written resource:action"
        );
        Self(name)
    }

    /// Returns the name.
    pub const fn as_str(self) -> &'static str {
        self.0
    }

    /// Tells whether one of `granted` covers this permission: the same name, `resource:*`, or `*`.
    pub fn is_granted_by<S: AsRef<str>>(self, granted: &[S]) -> bool {
        granted.iter().any(|grant| covers(grant.as_ref(), self.0))
    }
}

pub(crate) fn covers(grant: &str, wanted: &str) -> bool {
    match grant.strip_suffix('*') {
        Some("") => true,
        Some(prefix) => prefix.ends_with(':') && wanted.starts_with(prefix),
        None => grant == wanted,
    }
}

impl fmt::Display for Permission {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

impl fmt::Debug for Permission {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Permission({})", self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wildcards_cover_a_resource_or_everything_and_nothing_else() {
        let wanted = Permission::new("patients:read");
        for granted in ["patients:read", "patients:*", "*"] {
            assert!(wanted.is_granted_by(&[granted]), "{granted}");
        }
        for refused in ["patients:write", "patient*", "pat:*", "patients", "", ":*", "lab:*"] {
            assert!(!wanted.is_granted_by(&[refused]), "{refused}");
        }
        assert!(!wanted.is_granted_by::<&str>(&[]));
    }
}
