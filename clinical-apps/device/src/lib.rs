//! Medical devices, the vital signs that they measure, and the alarms that these raise.
//!
//! The service promises: a device measures one patient at a time, held by the database; a batch of readings is filed whole and once; what no
//! patient can have is kept and raises no alarm; there is one open alarm for each vital sign of a patient, held by the database; a critical
//! alarm that nobody acknowledges is told again; readings of a device without a patient are shown to nobody.

mod app;
mod error;
mod model;
mod routes;
mod service;
mod store;

pub use app::Upkeep;
pub use error::DeviceError;
pub use service::{DeviceOptions, DeviceService, SERVICE_PERMISSIONS};
