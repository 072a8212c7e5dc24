//! Why a store refused.

/// What a caller can do about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum StoreErrorKind {
    /// No room now; works again when there is.
    Full,
    /// The store failed to write what it had promised to write. It takes nothing more; the process must end and
    /// recover from what is on disk.
    Fatal,
    /// The store was closed.
    Closed,
    /// A stored content does not match its checksum or its seal.
    Corrupt,
    /// A content is sealed under a key that is not in the keyring, or a channel is to be encrypted and there is no key.
    MissingKey,
    /// The question cannot be answered; ask it differently.
    Invalid,
    /// Anything else.
    Other,
}

/// A failure of the store. Never holds message contents.
#[derive(Debug, Clone, thiserror::Error)]
#[error("message store: {detail}")]
pub struct StoreError {
    /// What to do.
    pub kind: StoreErrorKind,
    /// What happened.
    pub detail: String,
}

impl StoreError {
    /// Builds an error.
    pub fn new(kind: StoreErrorKind, detail: impl Into<String>) -> Self {
        Self {
            kind,
            detail: detail.into(),
        }
    }

    pub(crate) fn closed() -> Self {
        Self::new(StoreErrorKind::Closed, "the store is closed")
    }

    pub(crate) fn invalid(detail: impl Into<String>) -> Self {
        Self::new(StoreErrorKind::Invalid, detail)
    }
}
