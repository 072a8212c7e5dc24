//! The few facts that the store keeps about itself.

use rusqlite::{Connection, OptionalExtension};

pub(super) const STORE_ID: &str = "store_id";
pub(super) const CLOSED_CLEANLY: &str = "closed_cleanly";
/// All messages up to this number that are queued may have been delivered before an unclean end.
pub(super) const DOUBTFUL_THROUGH: &str = "doubtful_through";
pub(super) const NEXT_ID: &str = "next_id";
/// All messages up to this number are in the search keys, the zones and the indexes of the queues.
pub(super) const INDEXED_THROUGH: &str = "indexed_through";
/// All rows of metadata up to this one are in the search keys.
pub(super) const METADATA_THROUGH: &str = "metadata_through";
/// The first block of messages whose text filter was never written.
pub(super) const TEXT_THROUGH: &str = "text_through";
/// The key, sealed, that values of encrypted channels are hashed with; in hexadecimal digits.
pub(super) const SEARCH_KEY: &str = "search_key";
/// The name of the key that contents were sealed with when the store was last opened with a key.
pub(super) const SEAL_KEY: &str = "seal_key";
/// Contents of messages up to this number were seen to be sealed under that key.
pub(super) const RESEALED_THROUGH: &str = "resealed_through";
/// Contents of messages from this number were sealed under that key in the first place.
pub(super) const RESEAL_UNTIL: &str = "reseal_until";

pub(super) fn set(connection: &Connection, key: &str, value: &str) -> rusqlite::Result<()> {
    connection
        .prepare_cached("INSERT OR REPLACE INTO store (key, value) VALUES (?, ?)")?
        .execute([key, value])?;
    Ok(())
}

pub(super) fn get(connection: &Connection, key: &str) -> rusqlite::Result<Option<String>> {
    connection
        .prepare_cached("SELECT value FROM store WHERE key = ?")?
        .query_row([key], |row| row.get(0))
        .optional()
}

/// Returns a number, 0 where there is none.
pub(super) fn number(connection: &Connection, key: &str) -> rusqlite::Result<i64> {
    Ok(get(connection, key)?.and_then(|text| text.parse().ok()).unwrap_or(0))
}

pub(super) fn to_hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

pub(super) fn from_hex(text: &str) -> Option<Vec<u8>> {
    let digits = text.as_bytes().chunks(2);
    digits
        .map(|pair| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok())
        .collect()
}
