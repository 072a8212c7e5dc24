//! An encounter's record and its life.
//!
//! ```text
//!            admit, register, transfer            discharge
//! planned ────────────────────────► in-progress ───────────► finished
//!    │  cancel-admit    cancel-admit  │   ▲  ▲                  │
//!    └──────────► cancelled ◄─────────┘   │  └── cancel-discharge
//!                     └────── admit ──────┘
//! ```

use nilecare_contracts::clinical::{EncounterClass, EncounterPatch, EncounterStatus, Location, LocationStay};
use nilecare_contracts::{AssignedNumber, Practitioner};
use nilecare_types::{EncounterId, PatientId, Timestamp};

/// What is kept of an encounter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct EncounterRecord {
    pub id: EncounterId,
    pub patient_id: PatientId,
    pub visit_number: Option<AssignedNumber>,
    pub class: EncounterClass,
    pub status: EncounterStatus,
    pub locations: Vec<LocationStay>,
    pub attending: Option<Practitioner>,
    pub admit_time: Option<Timestamp>,
    pub discharge_time: Option<Timestamp>,
    pub discharge_disposition: Option<String>,
    pub reason: Option<String>,
    pub last_event_at: Option<Timestamp>,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
}

/// An event that the encounter's state does not allow.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum EncounterStateError {
    /// The encounter is over.
    #[error("the encounter is finished; cancel its discharge first (A13)")]
    Finished,
    /// The encounter did not take place.
    #[error("the encounter is cancelled; admit the patient again first (A01)")]
    Cancelled,
}

impl EncounterRecord {
    /// Tells whether anything is different that others see.
    pub fn differs_from(&self, before: &Self) -> bool {
        let same_event = Self {
            last_event_at: before.last_event_at,
            ..self.clone()
        };
        same_event != *before
    }

    /// Opens the encounter, or goes on with it (A01, A04).
    pub(crate) fn admit(&mut self, at: Timestamp) -> Result<(), EncounterStateError> {
        if self.status == EncounterStatus::Finished {
            return Err(EncounterStateError::Finished);
        }
        self.status = EncounterStatus::InProgress;
        self.admit_time.get_or_insert(at);
        Ok(())
    }

    /// Notes that the patient was moved (A02); the place itself comes with the patch.
    pub(crate) fn transfer(&mut self) -> Result<(), EncounterStateError> {
        self.refuse_finished()?;
        self.refuse_cancelled()?;
        self.status = EncounterStatus::InProgress;
        Ok(())
    }

    /// Ends the encounter (A03). Discharging again corrects time and disposition.
    pub(crate) fn discharge(&mut self, at: Timestamp) -> Result<(), EncounterStateError> {
        self.refuse_cancelled()?;
        self.status = EncounterStatus::Finished;
        let discharged_at = *self.discharge_time.get_or_insert(at);
        if let Some(last) = self.locations.last_mut() {
            last.until = Some(discharged_at.max(last.from));
        }
        Ok(())
    }

    /// Takes the admission back (A11).
    pub(crate) fn cancel_admit(&mut self, at: Timestamp) -> Result<(), EncounterStateError> {
        self.refuse_finished()?;
        self.status = EncounterStatus::Cancelled;
        self.leave(at);
        Ok(())
    }

    /// Takes the discharge back (A13).
    pub(crate) fn cancel_discharge(&mut self) -> Result<(), EncounterStateError> {
        self.refuse_cancelled()?;
        if self.status == EncounterStatus::Finished {
            self.status = EncounterStatus::InProgress;
            if let Some(last) = self.locations.last_mut() {
                last.until = None;
            }
        }
        self.discharge_time = None;
        self.discharge_disposition = None;
        Ok(())
    }

    /// Carries an update of the data out; the state stays.
    pub(crate) fn apply(&mut self, patch: &EncounterPatch, at: Timestamp) {
        if let Some(class) = patch.class {
            self.class = class;
        }
        if patch.visit_number.is_some() {
            self.visit_number.clone_from(&patch.visit_number);
        }
        match patch.location {
            nilecare_contracts::Patch::Keep => {}
            nilecare_contracts::Patch::Clear => self.leave(at),
            nilecare_contracts::Patch::Set(ref location) => self.move_to(location, at),
        }
        patch.attending.apply_to(&mut self.attending);
        patch.admit_time.apply_to(&mut self.admit_time);
        patch.discharge_time.apply_to(&mut self.discharge_time);
        patch.discharge_disposition.apply_to(&mut self.discharge_disposition);
        patch.reason.apply_to(&mut self.reason);
    }

    /// Takes from an older event what is not known yet. Neither state nor discharge: those are what the newer event decided.
    pub(crate) fn fill(&mut self, patch: &EncounterPatch) {
        patch.attending.fill(&mut self.attending);
        patch.admit_time.fill(&mut self.admit_time);
        patch.reason.fill(&mut self.reason);
    }

    /// Returns where the patient is or was last.
    pub(crate) fn location(&self) -> Option<&Location> {
        self.locations.last().map(|stay| &stay.location)
    }

    fn move_to(&mut self, location: &Location, at: Timestamp) {
        let is_there = self
            .locations
            .last()
            .is_some_and(|stay| stay.until.is_none() && stay.location == *location);
        if is_there {
            return;
        }
        // A patient who has left is not put into a bed by a late correction: the last place is corrected instead.
        let has_left = self.locations.last().is_some_and(|stay| stay.until.is_some());
        if has_left && self.status != EncounterStatus::InProgress {
            if let Some(last) = self.locations.last_mut() {
                last.location = location.clone();
            }
            return;
        }
        self.leave(at);
        self.locations.push(LocationStay {
            location: location.clone(),
            from: at,
            until: None,
        });
    }

    fn leave(&mut self, at: Timestamp) {
        if let Some(last) = self.locations.last_mut() {
            last.until.get_or_insert(at.max(last.from));
        }
    }

    fn refuse_finished(&self) -> Result<(), EncounterStateError> {
        if self.status == EncounterStatus::Finished {
            Err(EncounterStateError::Finished)
        } else {
            Ok(())
        }
    }

    fn refuse_cancelled(&self) -> Result<(), EncounterStateError> {
        if self.status == EncounterStatus::Cancelled {
            Err(EncounterStateError::Cancelled)
        } else {
            Ok(())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use EncounterStatus::*;

    fn encounter(status: EncounterStatus) -> EncounterRecord {
        let now = Timestamp::UNIX_EPOCH;
        EncounterRecord {
            id: EncounterId::generate(),
            patient_id: PatientId::generate(),
            visit_number: None,
            class: EncounterClass::Inpatient,
            status,
            locations: Vec::new(),
            attending: None,
            admit_time: None,
            discharge_time: None,
            discharge_disposition: None,
            reason: None,
            last_event_at: None,
            created_at: now,
            updated_at: now,
        }
    }

    #[test]
    fn each_event_leads_from_each_state_to_the_next_or_is_refused() {
        use EncounterStateError as E;
        let at = Timestamp::UNIX_EPOCH;
        type Event = fn(&mut EncounterRecord, Timestamp) -> Result<(), EncounterStateError>;
        let table: [(Event, [Result<EncounterStatus, E>; 4]); 5] = [
            (
                |e, at| e.admit(at),
                [Ok(InProgress), Ok(InProgress), Err(E::Finished), Ok(InProgress)],
            ),
            (
                |e, _| e.transfer(),
                [Ok(InProgress), Ok(InProgress), Err(E::Finished), Err(E::Cancelled)],
            ),
            (
                |e, at| e.discharge(at),
                [Ok(Finished), Ok(Finished), Ok(Finished), Err(E::Cancelled)],
            ),
            (
                |e, at| e.cancel_admit(at),
                [Ok(Cancelled), Ok(Cancelled), Err(E::Finished), Ok(Cancelled)],
            ),
            (
                |e, _| e.cancel_discharge(),
                [Ok(Planned), Ok(InProgress), Ok(InProgress), Err(E::Cancelled)],
            ),
        ];
        for (number, (event, expected)) in table.into_iter().enumerate() {
            for (from, expected) in [Planned, InProgress, Finished, Cancelled].into_iter().zip(expected) {
                let mut encounter = encounter(from);
                let reached = event(&mut encounter, at).map(|()| encounter.status);
                assert_eq!(reached, expected, "event {number} from {from:?}");
            }
        }
    }

    #[test]
    fn places_follow_one_another_and_end_with_the_discharge() {
        let at = |second| Timestamp::from_second(second).expect("in range");
        let ward = |name: &str| Location {
            point_of_care: Some(name.to_owned()),
            ..Location::default()
        };
        let mut encounter = encounter(InProgress);
        for (name, second) in [("A", 1), ("A", 2), ("B", 3)] {
            let patch = EncounterPatch {
                location: nilecare_contracts::Patch::Set(ward(name)),
                ..EncounterPatch::default()
            };
            encounter.apply(&patch, at(second));
        }
        encounter.discharge(at(9)).expect("it was in progress");
        let stays: Vec<_> = encounter
            .locations
            .iter()
            .map(|s| (s.from.as_second(), s.until.map(|until| until.as_second())))
            .collect();
        assert_eq!(stays, [(1, Some(3)), (3, Some(9))]);
        encounter.cancel_discharge().expect("it was finished");
        assert_eq!((encounter.locations[1].until, encounter.discharge_time), (None, None));
    }
}
