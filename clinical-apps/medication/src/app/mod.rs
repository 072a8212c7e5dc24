//! What the service does: commands in, answers out. Routes call this, this calls model and store.

mod administer;
mod change;
mod events;
mod patient;
mod prescribe;
mod read;

/// Most prescriptions of one patient that a check or a record of doses looks at.
const MOST: i64 = 200;
