//! What the service tells others. The names are topics; the key of each event is the patient's id.

use nilecare_types::PatientId;
use serde::{Deserialize, Serialize};

use super::Alert;

/// A check that was kept found something to show: an [`AlertEvent`].
pub const ALERT_RAISED: &str = "cds.alert.raised";
/// Somebody ordered in spite of an alert: an [`AlertEvent`].
pub const ALERT_OVERRIDDEN: &str = "cds.alert.overridden";

/// An alert, and how it stands now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AlertEvent {
    /// Whose it is.
    pub patient_id: PatientId,
    /// The alert.
    pub alert: Alert,
}
