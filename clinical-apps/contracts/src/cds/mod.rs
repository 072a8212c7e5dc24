//! Clinical decision support: medication checks, their alerts, and the facts behind them.

mod alert;
mod check;
mod client;
mod event;
mod fact;
mod reply;

use nilecare_http::Permission;

pub use alert::{Alert, AlertKind, AlertMode, AlertState, FactSource, OverrideReason, OverrideRequest, Severity};
pub use check::{AllergySeverity, Dose, Drug, DrugOrder, KnownAllergy, MedicationCheckRequest};
pub use client::CdsClient;
pub use event::{ALERT_OVERRIDDEN, ALERT_RAISED, AlertEvent};
pub use fact::{
    Contraindication, ContraindicationType, CrossLevel, CrossSensitivity, DoseLimit, DrugFact, DuplicateClass, Fact,
    FactKind, FactOrigin, FactRow, FactsState, Guideline, Interaction, KindState, ReviewRequest, Selector,
};
pub use reply::{CheckKind, CheckState, Conclusion, MedicationCheckReply, Progress};

/// The service's name for [`ServiceCaller`](nilecare_http::ServiceCaller).
pub const SERVICE: &str = "cds";

/// Checking medication.
pub const CDS_CHECK: Permission = Permission::new("cds:check");
/// Reading the alerts of patients.
pub const CDS_ALERTS_READ: Permission = Permission::new("cds-alerts:read");
/// Overriding and acknowledging alerts.
pub const CDS_ALERTS_WRITE: Permission = Permission::new("cds-alerts:write");
/// Reading the facts.
pub const CDS_FACTS_READ: Permission = Permission::new("cds-facts:read");
/// Changing the facts of this site.
pub const CDS_FACTS_WRITE: Permission = Permission::new("cds-facts:write");
/// Signing that facts were reviewed.
pub const CDS_FACTS_REVIEW: Permission = Permission::new("cds-facts:review");
