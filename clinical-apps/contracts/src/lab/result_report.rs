//! The command that a channel sends for a result message (ORU^R01, HL7 v2.5.1 chapter 7): one for each OBR.

use nilecare_types::{LabOrderId, LabResultId, PatientId, Timestamp};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{ResultStatus, ResultValue};
use crate::clinical::PatientPatch;
use crate::{AssignedNumber, Code, CommandSource, Practitioner};

/// Results for one order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ResultReport {
    /// When the report was made (OBR-22, else MSH-7). An older report does not undo a newer one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = DateTime)]
    pub reported_at: Option<Timestamp>,
    /// Of whom (PID). With more than numbers, a patient who is not known is registered.
    pub patient: PatientPatch,
    /// For which order.
    pub order: ReportOrder,
    /// What was found, in the order of the report.
    pub observations: Vec<Observation>,
    /// The message that brought it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<CommandSource>,
}

/// The order that a report answers (ORC, OBR).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ReportOrder {
    /// The number of who ordered (OBR-2).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub placer_number: Option<AssignedNumber>,
    /// The laboratory's number (OBR-3). This or the placer's is needed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub filler_number: Option<AssignedNumber>,
    /// What was examined (OBR-4).
    pub service: Code,
    /// How sure the whole report is (OBR-25).
    pub status: ResultStatus,
    /// Who ordered (OBR-16).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub requested_by: Option<Practitioner>,
}

/// One observation (OBX with its NTE).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Observation {
    /// Position in the report (OBX-1).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub set_id: Option<u32>,
    /// Tells apart observations of the same code (OBX-4).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sub_id: Option<String>,
    /// What was examined (OBX-3).
    pub code: Code,
    /// What was found (OBX-5).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<ResultValue>,
    /// The unit (OBX-6).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// The range of normal (OBX-7).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reference_range: Option<String>,
    /// Codes of HL7 table 0078 (OBX-8).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub flags: Vec<String>,
    /// How sure it is (OBX-11).
    pub status: ResultStatus,
    /// When it was observed (OBX-14, else OBR-7).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = DateTime)]
    pub observed_at: Option<Timestamp>,
    /// Who examined (OBX-23, else OBX-15).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub performing_lab: Option<String>,
    /// Remarks (NTE-3).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
}

/// What a report came to: the strongest of its observations.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ReportOutcome {
    /// A final result was replaced; the former one is kept.
    Corrected,
    /// Results are new.
    Created,
    /// Results were changed.
    Updated,
    /// Something newer or surer is known; nothing was changed.
    Superseded,
    /// Everything was so already.
    Unchanged,
}

/// The answer to a report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ReportReply {
    /// The order.
    pub order_id: LabOrderId,
    /// The patient.
    pub patient_id: PatientId,
    /// The results, in the order of the report.
    pub result_ids: Vec<LabResultId>,
    /// What it came to.
    pub outcome: ReportOutcome,
}

impl ResultReport {
    /// Gives valid reports of an invented patient: a number with a flag, a text, a code and a titre.
    pub fn samples() -> Vec<Self> {
        let value = |value: &str| value.to_owned();
        let glucose = Observation {
            unit: Some("mmol/L".to_owned()),
            reference_range: Some("3.9-5.8".to_owned()),
            flags: vec!["H".to_owned()],
            ..Observation::sample("2345-7", "Glucose", ResultValue::Numeric { value: value("7.40") })
        };
        let titre = ResultValue::Structured {
            comparator: Some(value(">")),
            number: value("1"),
            separator: Some(value(":")),
            second_number: Some(value("128")),
        };
        let observations = vec![
            glucose,
            Observation::sample(
                "8251-1",
                "Comment",
                ResultValue::Text {
                    value: value("Sample slightly haemolysed"),
                },
            ),
            Observation::sample(
                "883-9",
                "ABO group",
                ResultValue::Coded {
                    code: Code::new("L", "A", "Group A"),
                },
            ),
            Observation::sample("22587-0", "Treponema titre", titre),
        ];
        vec![Self {
            reported_at: "2026-11-22T11:00:00Z".parse().ok(),
            patient: PatientPatch::sample(),
            order: ReportOrder {
                placer_number: Some(AssignedNumber::new("WARD", "ORD-1")),
                filler_number: Some(AssignedNumber::new("LAB", "F-77")),
                service: Code::new("LN", "2345-7", "Glucose"),
                status: ResultStatus::Final,
                requested_by: Some(Practitioner::new("D17", "Osman", "Tarig")),
            },
            observations,
            source: Some(CommandSource::sample()),
        }]
    }
}

impl Observation {
    fn sample(code: &str, text: &str, value: ResultValue) -> Self {
        Self {
            set_id: None,
            sub_id: None,
            code: Code::new("LN", code, text),
            value: Some(value),
            unit: None,
            reference_range: None,
            flags: Vec::new(),
            status: ResultStatus::Final,
            observed_at: "2026-11-22T10:30:00Z".parse().ok(),
            performing_lab: None,
            notes: Vec::new(),
        }
    }
}
