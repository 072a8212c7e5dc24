//! What the service tells others. The names are topics; the key of each event is the patient's id.

use serde::{Deserialize, Serialize};

use super::{Administration, Prescription};

/// A prescription was written and is to be verified: a [`PrescriptionEvent`].
pub const PRESCRIPTION_CREATED: &str = "prescription.created";
/// A pharmacist has verified it: a [`PrescriptionEvent`].
pub const PRESCRIPTION_VERIFIED: &str = "prescription.verified";
/// All or a part was handed out: a [`PrescriptionEvent`].
pub const PRESCRIPTION_DISPENSED: &str = "prescription.dispensed";
/// It was taken back: a [`PrescriptionEvent`].
pub const PRESCRIPTION_CANCELLED: &str = "prescription.cancelled";
/// It was ended before its time: a [`PrescriptionEvent`].
pub const PRESCRIPTION_STOPPED: &str = "prescription.stopped";
/// A dose was given: a [`MedicationEvent`].
pub const MEDICATION_ADMINISTERED: &str = "medication.administered";

/// A prescription as it is now.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PrescriptionEvent {
    /// The prescription.
    pub prescription: Prescription,
}

/// A dose that was given.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MedicationEvent {
    /// The prescription.
    pub prescription: Prescription,
    /// The dose.
    pub administration: Administration,
}
