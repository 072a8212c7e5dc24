//! What is taken of a patient for the laboratory, and where it goes.

use nilecare_http::HasVersion;
use nilecare_types::{FacilityId, LabOrderId, LabSpecimenId, PatientId, Timestamp};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{Check, Code};

/// How far a specimen is.
///
/// ```text
/// collected ──► in-transit ──► received ──► processing ──► analysed ──► stored ──► discarded
///     │  └────────────────────────▲ │            │             └───────────────────────▲
///     └──────────► rejected ◄───────┴────────────┘
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum SpecimenStatus {
    /// Taken of the patient.
    Collected,
    /// On its way.
    InTransit,
    /// The laboratory has it and took it as good enough.
    Received,
    /// It is examined.
    Processing,
    /// Everything that was asked of it is found.
    Analysed,
    /// Kept.
    Stored,
    /// Thrown away.
    Discarded,
    /// Not good enough; another is needed.
    Rejected,
}

/// How good it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum SpecimenQuality {
    /// Good.
    Acceptable,
    /// Red cells burst.
    Hemolyzed,
    /// It clotted.
    Clotted,
    /// Too little.
    Insufficient,
    /// Something came in.
    Contaminated,
    /// Fat.
    Lipemic,
    /// Bilirubin.
    Icteric,
}

/// How it was made sure that the specimen is of this patient.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum PatientIdentification {
    /// A number on the wristband was read and is the patient's.
    Scanned,
    /// The patient, or somebody for them, said who they are.
    Asked,
}

/// A specimen that was taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SpecimenRequest {
    /// For which order.
    pub order_id: LabOrderId,
    /// What it is: `blood`, `urine` ….
    pub specimen_type: String,
    /// The tests of the order that it is for. Empty: for all.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tests: Vec<Code>,
    /// The number read from the patient's wristband; the specimen is refused when it is not this patient's. Absent: the patient was asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub patient_number: Option<String>,
    /// The number of a label that is on it already. Absent: the service gives one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub barcode: Option<String>,
    /// Into what.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub container: Option<String>,
    /// Where on the body.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub site: Option<String>,
    /// How.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub method: Option<String>,
    /// How much, in microlitres.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub volume_ul: Option<u32>,
    /// When. Absent: now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = DateTime)]
    pub collected_at: Option<Timestamp>,
    /// Where it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub location: Option<String>,
}

/// What is done with a specimen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "action", rename_all = "kebab-case", deny_unknown_fields)]
pub enum SpecimenAction {
    /// It goes somewhere.
    Send {
        /// Where to.
        to: String,
    },
    /// The laboratory takes it.
    Receive {
        /// Where it is now.
        location: String,
        /// How good it is. Absent: acceptable. What is not acceptable and still examined is marked so.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        quality: Option<SpecimenQuality>,
    },
    /// The laboratory does not take it; another is to be collected.
    Reject {
        /// What is wrong with it.
        quality: SpecimenQuality,
        /// In words.
        reason: String,
    },
    /// It is examined.
    Process {
        /// On which instrument.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        instrument: Option<String>,
    },
    /// Everything is found.
    Finish,
    /// It is kept.
    Store {
        /// Where.
        location: String,
        /// At which temperature, in tenths of a degree Celsius, -2000 to 500.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        temperature: Option<i32>,
    },
    /// It is thrown away.
    Discard {
        /// Why.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reason: Option<String>,
    },
}

/// Who had a specimen, and what was done with it (chain of custody).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct CustodyEntry {
    /// What it became.
    pub status: SpecimenStatus,
    /// Who did it.
    pub by: String,
    /// When.
    #[schema(value_type = String, format = DateTime)]
    pub at: Timestamp,
    /// Where it was then, or on what.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub location: Option<String>,
    /// Why, or at which temperature.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// A specimen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Specimen {
    /// The id.
    pub id: LabSpecimenId,
    /// Counts up with each change; the value of `If-Match`.
    pub version: u64,
    /// What is on the label, in letters that Code 128 and Data Matrix have; no two have the same.
    pub barcode: String,
    /// For which order.
    pub order_id: LabOrderId,
    /// Whose it is; the survivor after a merge.
    pub patient_id: PatientId,
    /// Where it was ordered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub facility_id: Option<FacilityId>,
    /// What it is.
    pub specimen_type: String,
    /// The tests that it is for.
    pub tests: Vec<Code>,
    /// How it was made sure that it is of this patient.
    pub identification: PatientIdentification,
    /// Into what it was taken.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub container: Option<String>,
    /// Where on the body.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub site: Option<String>,
    /// How.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub method: Option<String>,
    /// How much, in microlitres.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub volume_ul: Option<u32>,
    /// Who took it.
    pub collected_by: String,
    /// When.
    #[schema(value_type = String, format = DateTime)]
    pub collected_at: Timestamp,
    /// How far it is.
    pub status: SpecimenStatus,
    /// How good it is; absent until the laboratory looked at it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quality: Option<SpecimenQuality>,
    /// Where it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub location: Option<String>,
    /// Who had it, oldest first.
    pub custody: Vec<CustodyEntry>,
    /// When the record was made.
    #[schema(value_type = String, format = DateTime)]
    pub created_at: Timestamp,
    /// When it was last changed.
    #[schema(value_type = String, format = DateTime)]
    pub updated_at: Timestamp,
}

impl HasVersion for Specimen {
    fn version(&self) -> u64 {
        self.version
    }
}

impl SpecimenRequest {
    /// Lists everything that is wrong, as `/path: reason` without values.
    pub fn validate(&self) -> Vec<String> {
        let mut check = Check::default();
        check.text(&self.specimen_type, 100, "/specimen_type");
        check.that(self.tests.len() <= 200, "/tests", "must have at most 200 entries");
        for (n, test) in self.tests.iter().enumerate() {
            test.check(&mut check, &format!("/tests/{n}"));
        }
        check.optional(self.patient_number.as_deref(), 200, "/patient_number");
        if let Some(barcode) = &self.barcode {
            let fits = (1..=40).contains(&barcode.len()) && barcode.bytes().all(|b| b.is_ascii_graphic());
            check.that(
                fits,
                "/barcode",
                "must be 1 to 40 letters, digits and signs of ASCII without spaces",
            );
        }
        for (text, path) in [
            (&self.container, "/container"),
            (&self.site, "/site"),
            (&self.method, "/method"),
            (&self.location, "/location"),
        ] {
            check.optional(text.as_deref(), 200, path);
        }
        check.finish()
    }
}

impl SpecimenAction {
    /// Lists everything that is wrong, as `/path: reason` without values.
    pub fn validate(&self) -> Vec<String> {
        let mut check = Check::default();
        match self {
            Self::Send { to } => check.text(to, 200, "/to"),
            Self::Receive { location, .. } => check.text(location, 200, "/location"),
            Self::Reject { quality, reason } => {
                check.text(reason, 500, "/reason");
                check.that(
                    *quality != SpecimenQuality::Acceptable,
                    "/quality",
                    "must say what is wrong with it",
                );
            }
            Self::Process { instrument } => check.optional(instrument.as_deref(), 200, "/instrument"),
            Self::Finish => {}
            Self::Store { location, temperature } => {
                check.text(location, 200, "/location");
                let is_possible = temperature.is_none_or(|tenths| (-2000..=500).contains(&tenths));
                check.that(
                    is_possible,
                    "/temperature",
                    "must be -2000 to 500 tenths of a degree Celsius",
                );
            }
            Self::Discard { reason } => check.optional(reason.as_deref(), 500, "/reason"),
        }
        check.finish()
    }
}
