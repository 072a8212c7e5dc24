//! The standard with a site's definitions, by version.

use std::collections::HashMap;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use nilecare_hl7v2::Message;

use crate::{Site, Standard, Version};

/// The standard with a site's definitions, whichever version a message is of. Each version is made when its first message
/// comes, and kept: there are 13 at most.
pub struct SiteStandards {
    site: Site,
    by_version: Mutex<HashMap<Version, Arc<Standard>>>,
}

impl SiteStandards {
    /// Takes the definitions of a site.
    pub fn new(site: Site) -> SiteStandards {
        SiteStandards {
            site,
            by_version: Mutex::default(),
        }
    }

    /// Returns the standard of the version that MSH-12 names, or the nearest one, with the site's definitions.
    pub fn for_message(&self, message: &Message) -> Arc<Standard> {
        let version = Version::nearest(&message.header().version().unwrap_or_default());
        let mut by_version = self.by_version.lock().unwrap_or_else(PoisonError::into_inner);
        let standard = by_version
            .entry(version)
            .or_insert_with(|| Arc::new(Standard::with_site(version, &self.site)));
        Arc::clone(standard)
    }
}

impl fmt::Debug for SiteStandards {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SiteStandards")
    }
}
