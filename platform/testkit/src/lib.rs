//! What tests share: a disk that fails on demand, the log lines a test produced, and data kept beside the project.
//!
//! A dev-dependency only; nothing that ships may depend on it.
//!
//! - [`faultfs`]: a SQLite VFS that records every change, shows what a power loss at any point would leave, and makes
//!   writes, syncs and opens fail.
//! - `ServiceRig` and `TestClient` (feature `http`): what a service needs to start, and calls to it as a client makes
//!   them.
//! - [`certificates`]: a certificate authority, a hub and a peer.
//! - [`servers`]: servers of others, such as a broker, started for one test.
//! - [`TestStore`]: databases of one test, as files or on a server.
//! - [`samples`]: data of others beside the project; without it a test says that it was not run.
//! - [`LogCapture`]: collects log lines, for assertions such as "no patient data in the logs".

mod certificates;
pub mod faultfs;
mod log_capture;
pub mod samples;
pub mod servers;
#[cfg(feature = "http")]
mod service_rig;
#[cfg(feature = "http")]
mod test_client;
mod test_store;

pub use certificates::certificates;
pub use log_capture::LogCapture;
#[cfg(feature = "http")]
pub use service_rig::ServiceRig;
#[cfg(feature = "http")]
pub use test_client::{TestClient, fresh_key, json_of, text_of};
pub use test_store::TestStore;
