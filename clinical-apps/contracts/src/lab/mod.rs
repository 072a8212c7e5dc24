//! Laboratory orders and results.

mod client;
mod event;
mod order;
mod order_request;
mod result;
mod result_report;
mod result_validate;

use nilecare_http::Permission;

pub use client::LabClient;
pub use event::{
    CriticalResultEvent, LAB_ORDER_CANCELLED, LAB_ORDER_CHANGED, LAB_ORDERED, LAB_RESULT_CRITICAL, LAB_RESULTED,
    OrderEvent, ResultedEvent,
};
pub use order::{LabOrder, OrderStatus, Priority};
pub use order_request::{OrderControl, OrderOutcome, OrderReply, OrderRequest};
pub use result::{FormerResult, LabResult, ResultFlag, ResultStatus, ResultValue};
pub use result_report::{Observation, ReportOrder, ReportOutcome, ReportReply, ResultReport};

/// The service's name for [`ServiceCaller`](nilecare_http::ServiceCaller).
pub const SERVICE: &str = "lab";

/// Reading orders.
pub const LAB_ORDERS_READ: Permission = Permission::new("lab-orders:read");
/// Placing, changing and cancelling orders.
pub const LAB_ORDERS_WRITE: Permission = Permission::new("lab-orders:write");
/// Reading results.
pub const LAB_RESULTS_READ: Permission = Permission::new("lab-results:read");
/// Filing results.
pub const LAB_RESULTS_WRITE: Permission = Permission::new("lab-results:write");
