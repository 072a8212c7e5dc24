//! What the laboratory examines: tests with their ranges of normal, and panels of them.

use std::collections::HashSet;

use nilecare_http::HasVersion;
use nilecare_types::{LabPanelId, LabTestId, Timestamp};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::Decimal;
use crate::clinical::Gender;
use crate::{Check, Code};

/// Most tests of a panel, and most ranges of a test.
const MOST: usize = 100;
/// 150 years; nobody is older.
const MAX_AGE_DAYS: u32 = 54_787;

/// The part of the laboratory.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum TestCategory {
    /// Blood cells and clotting.
    Hematology,
    /// Chemistry.
    Chemistry,
    /// Germs.
    Microbiology,
    /// Antibodies, blood groups.
    Immunology,
    /// Tissue and cells.
    Pathology,
    /// Genes.
    Molecular,
    /// Drugs and poisons.
    Toxicology,
    /// Anything else.
    Other,
}

/// What a result of a test looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum TestKind {
    /// A number, also with a comparator.
    Numeric,
    /// Words.
    Text,
    /// One of the answers of the test.
    Coded,
}

/// What is normal for some people. The first range of a test that fits a patient counts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ReferenceRange {
    /// For whom. Absent: for all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gender: Option<Gender>,
    /// From this age in days.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from_days: Option<u32>,
    /// Up to and without this age in days.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to_days: Option<u32>,
    /// Below it is low.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub low: Option<Decimal>,
    /// Above it is high.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub high: Option<Decimal>,
    /// At or below it somebody must be told at once.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub critical_low: Option<Decimal>,
    /// At or above it somebody must be told at once.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub critical_high: Option<Decimal>,
}

/// How much a value may differ from the patient's last one before it is marked (delta check).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DeltaLimit {
    /// More than this many units of the test. This or `percent` is needed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub absolute: Option<Decimal>,
    /// More than this many per cent of the last value, 1 to 1000.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub percent: Option<u32>,
    /// Within this many hours, 1 to 8760.
    pub within_hours: u32,
}

/// A test as it is to be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct LabTestRequest {
    /// Its code, where possible of LOINC (system `LN`); no two tests have the same.
    pub code: Code,
    /// Its part of the laboratory.
    pub category: TestCategory,
    /// What a result looks like.
    pub kind: TestKind,
    /// The unit of a number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// The answers of a coded test.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub answers: Vec<Code>,
    /// Which answers are out of the ordinary, by code.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub abnormal_answers: Vec<String>,
    /// What is taken of the patient: `blood`, `urine` ….
    pub specimen_type: String,
    /// Into what.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub container: Option<String>,
    /// How much is needed, in microlitres.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub volume_ul: Option<u32>,
    /// How it is examined.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub method: Option<String>,
    /// How long it takes from receipt to result, in minutes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub turnaround_minutes: Option<u32>,
    /// What is normal; the first that fits a patient counts.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub ranges: Vec<ReferenceRange>,
    /// The delta check.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub delta: Option<DeltaLimit>,
    /// Whether the patient has to fast.
    #[serde(default)]
    pub fasting: bool,
    /// Whether it can be had at once.
    #[serde(default)]
    pub stat_available: bool,
    /// What to mind when the specimen is taken.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub instructions: Option<String>,
    /// Whether it may be ordered.
    #[serde(default = "yes")]
    pub active: bool,
}

fn yes() -> bool {
    true
}

/// A test of the catalogue.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct LabTest {
    /// The id.
    pub id: LabTestId,
    /// Counts up with each change; the value of `If-Match`.
    pub version: u64,
    /// The test.
    pub test: LabTestRequest,
    /// When the record was made.
    #[schema(value_type = String, format = DateTime)]
    pub created_at: Timestamp,
    /// When it was last changed.
    #[schema(value_type = String, format = DateTime)]
    pub updated_at: Timestamp,
}

impl HasVersion for LabTest {
    fn version(&self) -> u64 {
        self.version
    }
}

/// A panel as it is to be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct LabPanelRequest {
    /// Its code; no two panels have the same.
    pub code: Code,
    /// Its tests, in the order of a report.
    pub test_ids: Vec<LabTestId>,
    /// Whether it may be ordered.
    #[serde(default = "yes")]
    pub active: bool,
}

/// Tests that are ordered together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct LabPanel {
    /// The id.
    pub id: LabPanelId,
    /// Counts up with each change; the value of `If-Match`.
    pub version: u64,
    /// The panel.
    pub panel: LabPanelRequest,
    /// When the record was made.
    #[schema(value_type = String, format = DateTime)]
    pub created_at: Timestamp,
    /// When it was last changed.
    #[schema(value_type = String, format = DateTime)]
    pub updated_at: Timestamp,
}

impl HasVersion for LabPanel {
    fn version(&self) -> u64 {
        self.version
    }
}

impl LabTestRequest {
    /// Lists everything that is wrong, as `/path: reason` without values.
    pub fn validate(&self) -> Vec<String> {
        let mut check = Check::default();
        self.code.check(&mut check, "/code");
        check.text(&self.specimen_type, 100, "/specimen_type");
        check.optional(self.unit.as_deref(), 50, "/unit");
        check.optional(self.container.as_deref(), 100, "/container");
        check.optional(self.method.as_deref(), 200, "/method");
        check.optional(self.instructions.as_deref(), 2000, "/instructions");
        check.that(self.ranges.len() <= MOST, "/ranges", "must have at most 100 entries");
        check.that(self.answers.len() <= MOST, "/answers", "must have at most 100 entries");
        let is_coded = self.kind == TestKind::Coded;
        check.that(
            is_coded != self.answers.is_empty(),
            "/answers",
            "are needed for a coded test and for no other",
        );
        for (n, answer) in self.answers.iter().enumerate() {
            answer.check(&mut check, &format!("/answers/{n}"));
        }
        for (n, code) in self.abnormal_answers.iter().enumerate() {
            let is_answer = self.answers.iter().any(|answer| answer.code == *code);
            check.that(
                is_answer,
                format_args!("/abnormal_answers/{n}"),
                "is not one of the answers",
            );
        }
        let has_numbers = !self.ranges.is_empty() || self.delta.is_some();
        check.that(
            self.kind == TestKind::Numeric || !has_numbers,
            "/kind",
            "must be numeric for ranges and the delta check",
        );
        for (n, range) in self.ranges.iter().enumerate() {
            range.check(&mut check, &format!("/ranges/{n}"));
        }
        if let Some(delta) = &self.delta {
            check.that(
                delta.absolute.is_some() != delta.percent.is_some(),
                "/delta",
                "needs absolute or percent, and not both",
            );
            let percent = delta.percent.unwrap_or(1);
            check.that((1..=1000).contains(&percent), "/delta/percent", "must be 1 to 1000");
            check.that(
                (1..=8760).contains(&delta.within_hours),
                "/delta/within_hours",
                "must be 1 to 8760",
            );
        }
        check.finish()
    }
}

impl ReferenceRange {
    fn check(&self, check: &mut Check, path: &str) {
        let ascends = |low: &Option<Decimal>, high: &Option<Decimal>| match (low, high) {
            (Some(low), Some(high)) => low <= high,
            _ => true,
        };
        check.that(
            ascends(&self.low, &self.high),
            format_args!("{path}/high"),
            "must not be below low",
        );
        check.that(
            ascends(&self.critical_low, &self.low),
            format_args!("{path}/critical_low"),
            "must not be above low",
        );
        check.that(
            ascends(&self.high, &self.critical_high),
            format_args!("{path}/critical_high"),
            "must not be below high",
        );
        check.that(
            ascends(&self.critical_low, &self.critical_high),
            format_args!("{path}/critical_high"),
            "must not be below critical_low",
        );
        let (from, to) = (self.from_days.unwrap_or(0), self.to_days.unwrap_or(MAX_AGE_DAYS));
        check.that(
            from < to && to <= MAX_AGE_DAYS,
            format_args!("{path}/to_days"),
            "must be above from_days and at most 54787",
        );
        let says_something = [&self.low, &self.high, &self.critical_low, &self.critical_high]
            .iter()
            .any(|limit| limit.is_some());
        check.that(says_something, path, "needs a limit");
    }

    /// Writes it as laboratories do (OBX-7): `3.9-5.8`, `<5.0`, `>1.0`; nothing when it has critical limits only.
    pub fn text(&self) -> Option<String> {
        match (&self.low, &self.high) {
            (Some(low), Some(high)) => Some(format!("{low}-{high}")),
            (None, Some(high)) => Some(format!("<{high}")),
            (Some(low), None) => Some(format!(">{low}")),
            (None, None) => None,
        }
    }
}

impl LabPanelRequest {
    /// Lists everything that is wrong, as `/path: reason` without values.
    pub fn validate(&self) -> Vec<String> {
        let mut check = Check::default();
        self.code.check(&mut check, "/code");
        check.that(
            (1..=MOST).contains(&self.test_ids.len()),
            "/test_ids",
            "must have 1 to 100 entries",
        );
        let distinct: HashSet<_> = self.test_ids.iter().collect();
        check.that(
            distinct.len() == self.test_ids.len(),
            "/test_ids",
            "must not name a test twice",
        );
        check.finish()
    }
}
