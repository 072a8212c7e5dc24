//! What all entries of a chart have in common: whose they are, what they are found by, who wrote which version.

use std::fmt::Display;
use std::str::FromStr;

use nilecare_contracts::clinical::{
    ALLERGY_RECORDED, ALLERGY_UPDATED, Allergy, AllergyEvent, AllergyRequest, AllergyStatement, AllergyStatementEvent,
    AllergyStatementRequest, CONDITION_RECORDED, CONDITION_UPDATED, Condition, ConditionEvent, ConditionRequest,
    EnteredInError, IMMUNIZATION_RECORDED, IMMUNIZATION_UPDATED, Immunization, ImmunizationEvent, ImmunizationRequest,
    NO_KNOWN_ALLERGIES_RECORDED, NO_KNOWN_ALLERGIES_UPDATED, NOTE_SIGNED, NOTE_UPDATED, News2Assessment, Note,
    NoteEvent, NoteRequest, NoteStatus, PROCEDURE_RECORDED, PROCEDURE_UPDATED, Procedure, ProcedureEvent,
    ProcedureRequest, VITAL_SIGNS_RECORDED, VITAL_SIGNS_UPDATED, VitalSigns, VitalSignsEvent, VitalSignsRequest,
};
use nilecare_contracts::{Code, CommandSource};
use nilecare_http::HasVersion;
use nilecare_sql::documents::Column;
use nilecare_sql::to_millis;
use nilecare_types::{
    AllergyId, AllergyStatementId, ConditionId, EncounterId, ImmunizationId, NoteId, PatientId, ProcedureId, Timestamp,
    VitalSignsId,
};
use serde::Serialize;
use serde::de::DeserializeOwned;

/// What a new entry has that its request does not say.
pub(crate) struct Origin<'a> {
    pub patient: PatientId,
    pub by: &'a str,
    pub source: Option<&'a CommandSource>,
    pub now: Timestamp,
}

/// One kind of entry.
pub(crate) trait ChartEntry: HasVersion + Serialize + DeserializeOwned + Clone + Send + Sync + 'static {
    type Id: FromStr + Display + Copy + Send;
    type Request: Serialize + Send + Sync;
    /// The table.
    const TABLE: &'static str;
    /// What it is called in codes of problems, such as `allergy`.
    const NAME: &'static str;
    /// The topic of a new one.
    const RECORDED: &'static str;
    /// The topic of a change.
    const UPDATED: &'static str;

    fn problems(request: &Self::Request) -> Vec<String>;
    fn encounter_of(request: &Self::Request) -> Option<EncounterId>;
    fn make(request: Self::Request, origin: &Origin<'_>) -> Self;
    fn put(&mut self, request: Self::Request, by: &str, now: Timestamp);
    fn id(&self) -> Self::Id;
    fn patient_id(&self) -> PatientId;
    fn set_patient(&mut self, patient: PatientId);
    fn encounter_id(&self) -> Option<EncounterId>;
    fn changed_by(&self) -> &str;
    fn error(&self) -> Option<&EnteredInError>;
    /// Marks it and counts the change.
    fn set_error(&mut self, error: EnteredInError);
    /// Counts a change that was made in place.
    fn changed(&mut self, by: &str, now: Timestamp);
    /// What it is found by when a message repeats it.
    fn match_key(&self) -> Option<String>;
    /// What else the table finds it by.
    fn more_columns(&self) -> Vec<Column> {
        Vec::new()
    }
    /// The data of its events.
    fn event(self) -> serde_json::Value;
}

/// Returns what two entries of one code share: system and code, in lower case.
pub(crate) fn code_key(code: &Code) -> String {
    format!("{}|{}", code.system.trim(), code.code.trim()).to_lowercase()
}

/// Writes a moment so that text sorts by time. Moments before 1970 are all alike.
pub(crate) fn time_key(at: Timestamp) -> String {
    format!("{:020}", to_millis(at).max(0))
}

macro_rules! chart_entry {
    ($entry:ident($id:ty) of $request:ty, table $table:literal, name $name:literal,
     topics $recorded:ident $updated:ident, event $event:ident { $member:ident }, key |$this:ident| $key:expr $(, columns |$of:ident| $columns:expr)?) => {
        impl ChartEntry for $entry {
            type Id = $id;
            type Request = $request;
            const TABLE: &'static str = $table;
            const NAME: &'static str = $name;
            const RECORDED: &'static str = $recorded;
            const UPDATED: &'static str = $updated;

            fn problems(request: &$request) -> Vec<String> {
                request.validate()
            }
            fn encounter_of(request: &$request) -> Option<EncounterId> {
                request.encounter_id
            }
            fn make(request: $request, origin: &Origin<'_>) -> Self {
                Self::begin(request, origin)
            }
            fn put(&mut self, request: $request, by: &str, now: Timestamp) {
                self.replace(request, now);
                by.clone_into(&mut self.changed_by);
            }
            fn id(&self) -> $id {
                self.id
            }
            fn patient_id(&self) -> PatientId {
                self.patient_id
            }
            fn set_patient(&mut self, patient: PatientId) {
                self.patient_id = patient;
            }
            fn encounter_id(&self) -> Option<EncounterId> {
                self.encounter_id
            }
            fn changed_by(&self) -> &str {
                &self.changed_by
            }
            fn error(&self) -> Option<&EnteredInError> {
                self.entered_in_error.as_ref()
            }
            fn set_error(&mut self, error: EnteredInError) {
                self.touch(error.at);
                self.changed_by.clone_from(&error.by);
                self.entered_in_error = Some(error);
            }
            fn changed(&mut self, by: &str, now: Timestamp) {
                self.touch(now);
                by.clone_into(&mut self.changed_by);
            }
            fn match_key(&self) -> Option<String> {
                let $this = self;
                $key
            }
            $(
            fn more_columns(&self) -> Vec<Column> {
                let $of = self;
                $columns
            }
            )?
            fn event(self) -> serde_json::Value {
                serde_json::to_value($event { $member: self })
                    .expect("contract types have text keys, so they always serialise")
            }
        }
    };
}

/// Begins a record whose own fields are patient, who, no error, source.
macro_rules! begins {
    ($($entry:ident($id:ty) of $request:ty),* $(,)?) => {$(
        impl Begin<$request> for $entry {
            fn begin(request: $request, origin: &Origin<'_>) -> Self {
                let by = origin.by.to_owned();
                Self::new(<$id>::generate(), origin.patient, by.clone(), by, None, origin.source.cloned(), request, origin.now)
            }
        }
    )*};
}

trait Begin<R> {
    fn begin(request: R, origin: &Origin<'_>) -> Self;
}

begins! {
    Allergy(AllergyId) of AllergyRequest,
    Condition(ConditionId) of ConditionRequest,
    Procedure(ProcedureId) of ProcedureRequest,
    Immunization(ImmunizationId) of ImmunizationRequest,
}

impl Begin<AllergyStatementRequest> for AllergyStatement {
    fn begin(request: AllergyStatementRequest, origin: &Origin<'_>) -> Self {
        let by = origin.by.to_owned();
        let source = origin.source.cloned();
        let id = AllergyStatementId::generate();
        Self::new(
            id,
            origin.patient,
            by.clone(),
            by,
            None,
            None,
            None,
            source,
            request,
            origin.now,
        )
    }
}

impl Begin<VitalSignsRequest> for VitalSigns {
    /// The score is worked out when it is settled into the chart.
    fn begin(request: VitalSignsRequest, origin: &Origin<'_>) -> Self {
        let by = origin.by.to_owned();
        let none = News2Assessment::default();
        let source = origin.source.cloned();
        Self::new(
            VitalSignsId::generate(),
            origin.patient,
            by.clone(),
            by,
            None,
            none,
            None,
            source,
            request,
            origin.now,
        )
    }
}

impl Begin<NoteRequest> for Note {
    fn begin(request: NoteRequest, origin: &Origin<'_>) -> Self {
        let by = origin.by.to_owned();
        let (id, status) = (NoteId::generate(), NoteStatus::Draft);
        let source = origin.source.cloned();
        Self::new(
            id,
            origin.patient,
            status,
            by.clone(),
            by,
            None,
            None,
            Vec::new(),
            None,
            source,
            request,
            origin.now,
        )
    }
}

chart_entry! {
    Allergy(AllergyId) of AllergyRequest, table "allergies", name "allergy",
    topics ALLERGY_RECORDED ALLERGY_UPDATED, event AllergyEvent { allergy }, key |it| Some(code_key(&it.substance))
}
chart_entry! {
    AllergyStatement(AllergyStatementId) of AllergyStatementRequest, table "allergy_statements", name "allergy-statement",
    topics NO_KNOWN_ALLERGIES_RECORDED NO_KNOWN_ALLERGIES_UPDATED, event AllergyStatementEvent { allergy_statement },
    key |_it| None
}
chart_entry! {
    Condition(ConditionId) of ConditionRequest, table "conditions", name "condition",
    topics CONDITION_RECORDED CONDITION_UPDATED, event ConditionEvent { condition }, key |it| Some(code_key(&it.code))
}
chart_entry! {
    Procedure(ProcedureId) of ProcedureRequest, table "procedures", name "procedure",
    topics PROCEDURE_RECORDED PROCEDURE_UPDATED, event ProcedureEvent { procedure }, key |it| Some(code_key(&it.code))
}
chart_entry! {
    Immunization(ImmunizationId) of ImmunizationRequest, table "immunizations", name "immunization",
    topics IMMUNIZATION_RECORDED IMMUNIZATION_UPDATED, event ImmunizationEvent { immunization },
    key |it| Some(code_key(&it.vaccine))
}
chart_entry! {
    VitalSigns(VitalSignsId) of VitalSignsRequest, table "vital_signs", name "vital-signs",
    topics VITAL_SIGNS_RECORDED VITAL_SIGNS_UPDATED, event VitalSignsEvent { vital_signs }, key |_it| None,
    columns |it| vec![("taken_at", Some(time_key(it.taken_at)))]
}
chart_entry! {
    Note(NoteId) of NoteRequest, table "clinical_notes", name "note",
    topics NOTE_SIGNED NOTE_UPDATED, event NoteEvent { note }, key |_it| None,
    columns |it| {
        let is_signed = if it.signed_at.is_some() { "1" } else { "0" };
        vec![("is_signed", Some(is_signed.to_owned())), ("author", Some(it.author.clone()))]
    }
}
