//! What happens, told to browsers as it happens: a WebSocket at `/api/v1/live`.
//!
//! ```text
//! bus ──► dispatch ──► rooms ──► one bounded queue for each connection ──► browser
//!   └──────────────── resume: read again from the last event that the browser has ──►
//! ```
//!
//! Promises:
//! - Nobody is sent anything before showing a valid access token, in the first message. The connection ends with the token.
//! - Joining a patient's room takes the permission that reading the patient takes, and is on the audit log before anything is told. An event
//!   is told to those who hold the permission of its topic only, whatever room they are in.
//! - A patient's data goes to the patient's room. Other rooms get a notice: the few fields that a topic's rule lists.
//! - Who comes back with the id of the last event that it has is told all that it missed, for as long as the bus keeps it; else it is told to
//!   load anew.
//! - A reader that is too slow is sent away with a code that says so, and holds up nobody.
//!
//! Which topics there are and who a patient is, it is told ([`TopicRule`], [`PatientDirectory`]); it knows no service.

mod connection;
mod dispatch;
mod doors;
mod frame;
mod hub;
mod options;
mod registry;
mod room;
mod routes;
mod rule;

pub use doors::{DirectoryUnavailable, PatientDirectory};
pub use frame::{ClientFrame, JoinAnswer, ServerFrame, close};
pub use hub::{LiveHub, Surroundings};
pub use options::LiveOptions;
pub use room::{Room, RoomError};
pub use rule::{Audience, Notice, TopicRule};
