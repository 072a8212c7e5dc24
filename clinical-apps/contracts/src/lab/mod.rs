//! Laboratory orders and results.

mod catalogue;
mod client;
mod critical;
mod decimal;
mod entry;
mod event;
mod life;
mod order;
mod order_request;
mod result;
mod result_report;
mod result_validate;
mod specimen;

use nilecare_http::Permission;

pub use catalogue::{
    DeltaLimit, LabPanel, LabPanelRequest, LabTest, LabTestRequest, ReferenceRange, TestCategory, TestKind,
};
pub use client::LabClient;
pub use critical::{CriticalAcknowledgement, CriticalCall, CriticalCallRequest, CriticalResult, CriticalStatus};
pub use decimal::{Decimal, NotDecimal};
pub use entry::{
    EnteredResult, LabOrderCancellation, LabOrderEntry, LabResultEntry, ResultCorrection, ResultVerification,
    SeenResult,
};
pub use event::{
    CriticalEvent, CriticalResultEvent, LAB_CRITICAL_ACKNOWLEDGED, LAB_CRITICAL_ESCALATED, LAB_ORDER_CANCELLED,
    LAB_ORDER_CHANGED, LAB_ORDERED, LAB_RESULT_CRITICAL, LAB_RESULTED, LAB_SPECIMEN_COLLECTED, LAB_SPECIMEN_RECEIVED,
    LAB_SPECIMEN_REJECTED, OrderEvent, ResultedEvent, SpecimenEvent,
};
pub use order::{LabOrder, OrderStatus, Priority};
pub use order_request::{OrderControl, OrderOutcome, OrderReply, OrderRequest};
pub use result::{FormerResult, LabResult, ResultFlag, ResultStatus, ResultValue};
pub use result_report::{Observation, ReportOrder, ReportOutcome, ReportReply, ResultReport};
pub use specimen::{
    CustodyEntry, PatientIdentification, Specimen, SpecimenAction, SpecimenQuality, SpecimenRequest, SpecimenStatus,
};

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
/// Reading tests and panels.
pub const LAB_CATALOGUE_READ: Permission = Permission::new("lab-catalogue:read");
/// Keeping tests and panels.
pub const LAB_CATALOGUE_WRITE: Permission = Permission::new("lab-catalogue:write");
/// Reading specimens.
pub const LAB_SPECIMENS_READ: Permission = Permission::new("lab-specimens:read");
/// Collecting specimens, and noting where they are.
pub const LAB_SPECIMENS_WRITE: Permission = Permission::new("lab-specimens:write");
/// Reading critical results and who was told of them.
pub const LAB_CRITICAL_READ: Permission = Permission::new("lab-critical-results:read");
/// Noting who was told, and acknowledging.
pub const LAB_CRITICAL_WRITE: Permission = Permission::new("lab-critical-results:write");
