//! The newest messages, which are not in the indexes yet, by their control ids; and how far commits have come.

use std::collections::VecDeque;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Mutex, PoisonError};

use rusqlite::Connection;
use rusqlite::types::Value;

use super::pack::value_bytes;
use super::writer::Progress;
use crate::ChannelKey;

/// What readers may know of the writer. It holds the messages since the last step of indexing: at the most two steps
/// and a commit, some 3,000.
#[derive(Default)]
pub(super) struct Recent {
    next_id: AtomicI64,
    messages: Mutex<VecDeque<(i64, u64)>>,
}

impl Recent {
    /// Begins with the messages of the file that are not in the indexes.
    pub(super) fn load(connection: &Connection, progress: &Progress) -> rusqlite::Result<Self> {
        let recent = Self::default();
        let sql = "SELECT id, channel, control_id FROM message WHERE id > ? AND control_id IS NOT NULL ORDER BY id";
        let mut statement = connection.prepare(sql)?;
        let mut rows = statement.query([progress.indexed_through])?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            found.push((row.get(0)?, (ChannelKey(row.get(1)?), row.get::<_, Value>(2)?)));
        }
        let found = found
            .iter()
            .map(|(id, (channel, value))| (*id, (*channel, Some(value))));
        recent.committed(found, progress);
        Ok(recent)
    }

    /// Takes note of messages that are on disk, and forgets those that the indexes have by now.
    pub(super) fn committed<'a>(
        &self,
        admitted: impl Iterator<Item = (i64, (ChannelKey, Option<&'a Value>))>,
        progress: &Progress,
    ) {
        let mut messages = self.messages.lock().unwrap_or_else(PoisonError::into_inner);
        for (id, (channel, control_id)) in admitted {
            messages.extend(control_id.map(|value| (id, hash(channel, value))));
        }
        while messages.front().is_some_and(|(id, _)| *id <= progress.indexed_through) {
            messages.pop_front();
        }
        drop(messages);
        self.next_id.store(progress.next_id, Ordering::Release);
    }

    /// Returns the messages, newest first, that may have a control id. The caller looks which have.
    pub(super) fn candidates(&self, channel: ChannelKey, control_id: &Value) -> Vec<i64> {
        let wanted = hash(channel, control_id);
        let messages = self.messages.lock().unwrap_or_else(PoisonError::into_inner);
        let found = messages.iter().rev().filter(|(_, hash)| *hash == wanted);
        found.map(|(id, _)| *id).collect()
    }

    /// Returns the number that the next message gets; all before it are on disk.
    pub(super) fn next_id(&self) -> i64 {
        self.next_id.load(Ordering::Acquire)
    }
}

fn hash(channel: ChannelKey, value: &Value) -> u64 {
    let mut hasher = DefaultHasher::new();
    channel.hash(&mut hasher);
    match value {
        // The usual case, without a copy.
        Value::Text(text) => text.as_bytes().hash(&mut hasher),
        other => value_bytes(other).hash(&mut hasher),
    }
    hasher.finish()
}
