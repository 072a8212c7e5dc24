//! A result's record and what a further report does to it.

use nilecare_contracts::Code;
use nilecare_contracts::lab::{Observation, ReportOutcome, ResultStatus, ResultValue};
use nilecare_types::{FacilityId, LabOrderId, LabResultId, LabSpecimenId, PatientId, Timestamp};

/// What is kept of a result.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ResultRecord {
    pub id: LabResultId,
    /// Counts up with each [update](crate::store::result::update).
    pub version: u64,
    pub report_id: String,
    pub order_id: LabOrderId,
    pub patient_id: PatientId,
    pub code: Code,
    pub sub_id: Option<String>,
    pub repetition: u32,
    pub set_id: Option<u32>,
    pub finding: Finding,
    pub status: ResultStatus,
    pub observed_at: Option<Timestamp>,
    pub performing_lab: Option<String>,
    pub notes: Vec<String>,
    pub reported_at: Option<Timestamp>,
    pub by_hand: ByHand,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
}

/// Who entered and who verified a result that no message brought.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct ByHand {
    pub specimen_id: Option<LabSpecimenId>,
    pub entered_by: Option<String>,
    pub verified_by: Option<String>,
    pub verified_at: Option<Timestamp>,
    /// Where it stands in the worklist of those to be verified.
    pub verify_key: Option<String>,
}

impl ResultRecord {
    /// Tells whether others than the laboratory may see it: what was entered by hand is verified first.
    pub fn is_released(&self) -> bool {
        self.by_hand.entered_by.is_none() || self.status != ResultStatus::Preliminary
    }

    /// Tells whether somebody must act on it now: beyond the panic limits, or very abnormal (HL7 table 0078). A cancelled result has
    /// nothing to act on.
    pub fn is_critical(&self) -> bool {
        let is_panic = |flag: &String| ["HH", "LL", "AA"].contains(&flag.as_str());
        self.status != ResultStatus::Cancelled && self.finding.flags.iter().any(is_panic)
    }
}

/// What was found: the part that a physician acts on, and that is kept when it is replaced.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Finding {
    pub value: Option<ResultValue>,
    pub unit: Option<String>,
    pub reference_range: Option<String>,
    pub flags: Vec<String>,
}

/// A finding that was replaced, and how sure it was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Replaced {
    pub finding: Finding,
    pub status: ResultStatus,
}

impl Finding {
    fn of(observation: &Observation) -> Self {
        Self {
            value: observation.value.clone(),
            unit: observation.unit.clone(),
            reference_range: observation.reference_range.clone(),
            flags: observation.flags.clone(),
        }
    }
}

/// Where a result belongs; given once, when it is new.
#[derive(Debug, Clone)]
pub(crate) struct Place {
    pub report_id: String,
    pub order_id: LabOrderId,
    pub patient_id: PatientId,
    pub facility_id: Option<FacilityId>,
}

/// The id of a result if it is new, and its count among those of its code and sub-id in the report.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Slot {
    pub new_id: LabResultId,
    pub repetition: u32,
}

impl ResultRecord {
    /// Begins a result.
    pub(crate) fn new(
        place: &Place,
        slot: Slot,
        observation: &Observation,
        reported_at: Option<Timestamp>,
        now: Timestamp,
    ) -> Self {
        Self {
            id: slot.new_id,
            version: 1,
            report_id: place.report_id.clone(),
            order_id: place.order_id,
            patient_id: place.patient_id,
            code: observation.code.clone(),
            sub_id: observation.sub_id.clone(),
            repetition: slot.repetition,
            set_id: observation.set_id,
            finding: Finding::of(observation),
            status: observation.status,
            observed_at: observation.observed_at,
            performing_lab: observation.performing_lab.clone(),
            notes: observation.notes.clone(),
            reported_at,
            by_hand: ByHand::default(),
            created_at: now,
            updated_at: now,
        }
    }

    /// Takes a further report of the same result. Gives what was replaced when it has to be kept.
    pub(crate) fn receive(
        &mut self,
        observation: &Observation,
        reported_at: Option<Timestamp>,
        now: Timestamp,
    ) -> (ReportOutcome, Option<Replaced>) {
        let finding = Finding::of(observation);
        if self.is_same(observation, &finding) {
            self.reported_at = reported_at.max(self.reported_at);
            return (ReportOutcome::Unchanged, None);
        }
        if self.is_superseded(observation.status, &finding, reported_at) {
            return (ReportOutcome::Superseded, None);
        }
        let was_verified = matches!(self.status, ResultStatus::Final | ResultStatus::Corrected);
        let has_other_finding = self.finding != finding;
        let status = match observation.status {
            // Many laboratories send a changed result as final again. Who acted on the old one must see that it changed.
            ResultStatus::Final if was_verified && has_other_finding => ResultStatus::Corrected,
            status => status,
        };
        let is_correction = was_verified && status == ResultStatus::Corrected;
        let must_be_kept = has_other_finding || (was_verified && status != self.status);
        let replaced = must_be_kept.then(|| Replaced {
            finding: self.finding.clone(),
            status: self.status,
        });

        self.finding = finding;
        self.status = status;
        self.code = observation.code.clone();
        self.set_id = observation.set_id;
        self.observed_at = observation.observed_at.or(self.observed_at);
        self.performing_lab = observation
            .performing_lab
            .clone()
            .or_else(|| self.performing_lab.take());
        self.notes.clone_from(&observation.notes);
        self.reported_at = reported_at.max(self.reported_at);
        self.updated_at = now;
        (
            if is_correction {
                ReportOutcome::Corrected
            } else {
                ReportOutcome::Updated
            },
            replaced,
        )
    }

    fn is_same(&self, observation: &Observation, finding: &Finding) -> bool {
        // A final result that we marked as corrected is still the same when it is sent again as final.
        let has_same_status = self.status == observation.status
            || (self.status == ResultStatus::Corrected && observation.status == ResultStatus::Final);
        has_same_status
            && self.finding == *finding
            && self.notes == observation.notes
            && observation.observed_at.is_none_or(|at| self.observed_at == Some(at))
    }

    fn is_superseded(&self, status: ResultStatus, finding: &Finding, reported_at: Option<Timestamp>) -> bool {
        let order = reported_at.zip(self.reported_at).map(|(new, known)| new.cmp(&known));
        if order == Some(std::cmp::Ordering::Less) {
            return true;
        }
        let was_verified = matches!(self.status, ResultStatus::Final | ResultStatus::Corrected);
        if status == ResultStatus::Preliminary && was_verified {
            return true;
        }
        // After a correction only what is surely newer may bring another final value.
        let is_surely_newer = order == Some(std::cmp::Ordering::Greater);
        self.status == ResultStatus::Corrected
            && status == ResultStatus::Final
            && self.finding != *finding
            && !is_surely_newer
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use nilecare_contracts::lab::ResultReport;

    fn observation(status: ResultStatus, value: &str) -> Observation {
        let mut observation = ResultReport::samples().remove(0).observations.remove(0);
        observation.status = status;
        observation.value = Some(ResultValue::Numeric {
            value: value.to_owned(),
        });
        observation
    }

    fn at(second: i64) -> Option<Timestamp> {
        Timestamp::from_second(second).ok()
    }

    fn first(status: ResultStatus, value: &str) -> ResultRecord {
        let place = Place {
            report_id: String::new(),
            order_id: LabOrderId::generate(),
            patient_id: PatientId::generate(),
            facility_id: None,
        };
        let slot = Slot {
            new_id: LabResultId::generate(),
            repetition: 0,
        };
        ResultRecord::new(
            &place,
            slot,
            &observation(status, value),
            at(100),
            Timestamp::UNIX_EPOCH,
        )
    }

    #[test]
    fn a_further_report_replaces_corrects_or_is_superseded() {
        use ReportOutcome as O;
        use ResultStatus::*;
        for (was, new, value, second, outcome, status, is_kept) in [
            (Preliminary, Final, "5.4", 101, O::Updated, Final, false),
            (Preliminary, Final, "5.5", 101, O::Updated, Final, true),
            (Preliminary, Preliminary, "5.4", 101, O::Unchanged, Preliminary, false),
            (Final, Corrected, "5.5", 101, O::Corrected, Corrected, true),
            (Final, Corrected, "5.4", 101, O::Corrected, Corrected, true),
            (Final, Final, "5.40", 101, O::Corrected, Corrected, true),
            (Final, Final, "5.4", 101, O::Unchanged, Final, false),
            (Final, Preliminary, "5.5", 101, O::Superseded, Final, false),
            (Final, Corrected, "5.5", 99, O::Superseded, Final, false),
            (Corrected, Corrected, "5.5", 100, O::Corrected, Corrected, true),
            (Corrected, Final, "5.4", 101, O::Unchanged, Corrected, false),
            (Corrected, Final, "5.5", 100, O::Superseded, Corrected, false),
            (Corrected, Final, "5.5", 101, O::Corrected, Corrected, true),
            (Final, Cancelled, "5.4", 101, O::Updated, Cancelled, true),
            (Cancelled, Final, "5.5", 101, O::Updated, Final, true),
        ] {
            let mut result = first(was, "5.4");
            let (reached, replaced) = result.receive(&observation(new, value), at(second), Timestamp::UNIX_EPOCH);
            let case = format!("{was:?} then {new:?} {value} at {second}");
            assert_eq!(
                (reached, result.status, replaced.is_some()),
                (outcome, status, is_kept),
                "{case}"
            );
            if let Some(replaced) = replaced {
                assert_eq!(replaced.status, was, "{case}");
            }
        }
    }
}
