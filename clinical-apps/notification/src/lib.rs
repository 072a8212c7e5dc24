//! Telling people what they must know: mails, text messages, and in the application.
//!
//! ```text
//! event of another service ─► who, in which language, by which channels ─► notification for each ─┬─► in the application, at once
//!                                                                                               └─► task ─► mail, text message ─► callback
//! ```
//!
//! The service promises: one person is told of one thing once by a channel, however often its event comes; what cannot be sent is there to be seen with
//! the reason, never dropped in silence; neither a preference nor quiet hours silence what a life may depend on; mails and text messages say nothing of
//! who the patient is, what the patient has or what was measured, since templates have no variable for it.
//!
//! Who carries mails and text messages, it is given ([`Carrier`]); it knows no provider.

mod app;
mod carrier;
mod consumers;
mod error;
mod model;
mod routes;
mod service;
mod store;
mod work;

pub use app::SweepReport;
pub use carrier::{Accepted, Carrier, CarrierError, Outgoing};
pub use error::NotificationError;
pub use service::{Carriers, NotificationOptions, NotificationService, SERVICE_PERMISSIONS};
pub use work::{EMAIL, SMS};
