//! What a site sets for the record.

use jiff::SignedDuration;
use nilecare_types::HumanDuration;
use serde::Deserialize;

/// Settings of the service; every one has a default.
#[derive(Debug, Clone, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct EhrOptions {
    /// Roles whose notes somebody must co-sign, such as `["resident"]`.
    pub cosign_roles: Vec<String>,
    /// How long the lock of a draft holds after it was last saved.
    pub lock_for: HumanDuration,
    /// The largest document, in MiB; 1 to 64.
    pub max_document_mib: u32,
}

impl Default for EhrOptions {
    fn default() -> Self {
        Self {
            cosign_roles: Vec::new(),
            lock_for: HumanDuration::from_secs(15 * 60),
            max_document_mib: 10,
        }
    }
}

impl EhrOptions {
    /// Returns the largest document in bytes.
    pub(crate) fn max_document_bytes(&self) -> usize {
        self.max_document_mib.clamp(1, 64) as usize * 1024 * 1024
    }

    /// Returns how long a lock holds.
    pub(crate) fn lock_for(&self) -> SignedDuration {
        SignedDuration::try_from(self.lock_for.get()).unwrap_or(SignedDuration::MAX)
    }
}
