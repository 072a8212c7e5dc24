//! What all entries of the record have in common: whose they are, who sees them, who wrote which version.

use std::fmt::Display;

use nilecare_contracts::clinical::EnteredInError;
use nilecare_http::HasVersion;
use nilecare_sql::documents::Column;
use nilecare_types::{ClinicalDocumentId, ConditionId, EncounterId, FacilityId, ListedProblemId, PatientId, Timestamp};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::EhrError;

/// What a request points to; all of it must be the same patient's.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Links {
    pub problems: Vec<ListedProblemId>,
    pub document: Option<ClinicalDocumentId>,
    pub condition: Option<ConditionId>,
}

/// One kind of entry.
pub(crate) trait Entry:
    HasVersion + Serialize + DeserializeOwned + Clone + Send + Sync + Unpin + 'static
{
    type Id: Display + Copy + Send + Sync;
    type Request: Serialize + Send + Sync;
    /// The table.
    const TABLE: &'static str;
    /// What it is called in problems, such as `care plan`.
    const NAME: &'static str;
    /// What the column `status` may hold; none when the kind has no states.
    const STATUSES: &'static [&'static str];
    /// The topic that tells of it.
    const TOPIC: Option<&'static str> = None;

    fn problems(request: &Self::Request) -> Vec<String>;
    fn make(request: Self::Request, patient: PatientId, by: &str, now: Timestamp) -> Self;
    fn put(&mut self, request: Self::Request, by: &str, now: Timestamp);
    fn place_of(request: &Self::Request) -> (FacilityId, Option<EncounterId>);
    fn id(&self) -> Self::Id;
    fn patient_id(&self) -> PatientId;
    fn set_patient(&mut self, patient: PatientId);
    fn facility_id(&self) -> FacilityId;
    fn encounter_id(&self) -> Option<EncounterId>;
    fn recorded_by(&self) -> &str;
    fn changed_by(&self) -> &str;
    fn error(&self) -> Option<&EnteredInError>;
    /// Marks it and counts the change.
    fn set_error(&mut self, error: EnteredInError);
    /// Counts a change that was made in place.
    fn changed(&mut self, by: &str, now: Timestamp);

    /// Refuses a request that its state does not allow to take the place of what it says.
    fn may_be_put(&self, request: &Self::Request, by: &str) -> Result<(), EhrError> {
        let _ = (request, by);
        Ok(())
    }
    /// Refuses that somebody who may not do so says that it should never have been there.
    fn may_be_marked(&self, by: &str) -> Result<(), EhrError> {
        let _ = by;
        Ok(())
    }
    fn links_of(request: &Self::Request) -> Links {
        let _ = request;
        Links::default()
    }
    fn is_confidential(&self) -> bool {
        false
    }
    fn status(&self) -> Option<String> {
        None
    }
    /// The day on which something is due.
    fn due_on(&self) -> Option<String> {
        None
    }
    /// The data of its events.
    fn event(self) -> serde_json::Value {
        serde_json::Value::Null
    }
}

/// Returns what a table finds an entry by.
pub(crate) fn columns<T: Entry>(entry: &T) -> Vec<Column> {
    let is_confidential = if entry.is_confidential() { "1" } else { "0" };
    vec![
        ("patient_id", Some(entry.patient_id().to_string())),
        ("facility_id", Some(entry.facility_id().to_string())),
        ("encounter_id", entry.encounter_id().map(|id| id.to_string())),
        ("author", Some(entry.recorded_by().to_owned())),
        ("is_confidential", Some(is_confidential.to_owned())),
        ("status", entry.status()),
        ("due_on", entry.due_on()),
    ]
}
