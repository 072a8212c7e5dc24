//! What can go wrong with a bus.

use nilecare_sql::DbError;

/// An operation of a bus that failed. Never holds an event's data.
#[derive(Debug, thiserror::Error)]
pub enum BusError {
    /// The database of the bus, or an outbox, failed.
    #[error(transparent)]
    Db(#[from] DbError),
    /// The brokers of the bus cannot be reached, or refuse.
    #[error("the event bus cannot be used now: {problem}; events wait where they are")]
    Away {
        /// What the client told; no data of events.
        problem: String,
    },
    /// There is no bus here.
    #[error("no event bus runs here; events are there in a running hub")]
    NotRunning,
    /// Two consumers would take turns and mix up the order.
    #[error("the consumer group {group:?} is in use already; a group has one consumer at a time")]
    GroupInUse {
        /// Which.
        group: String,
    },
    /// A stored event cannot be read.
    #[error(
        "event {event_id} of the bus cannot be read; its row was changed from outside, or written by a newer program"
    )]
    Unreadable {
        /// Which.
        event_id: String,
    },
    /// It is not there, or was replayed.
    #[error("there is no dead letter {letter} that was not replayed yet")]
    NoSuchLetter {
        /// Its number.
        letter: i64,
    },
}
