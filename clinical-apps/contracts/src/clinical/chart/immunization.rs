//! Immunisations, in the terms of FHIR R4 Immunization.

use nilecare_types::{EncounterId, ImmunizationId, PatientId, Timestamp};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::EnteredInError;
use crate::record::record;
use crate::{Check, Code, CommandSource, Practitioner};

/// The code system of vaccines that the CDC keeps.
const CVX: &str = "http://hl7.org/fhir/sid/cvx";

/// Whether it was given (immunization-status).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ImmunizationStatus {
    /// It was given.
    #[default]
    Completed,
    /// It was not given; `status_reason` says why.
    NotDone,
}

record! {
    measured
    /// An immunisation, as somebody records it.
    request ImmunizationRequest
    /// An immunisation.
    record Immunization(ImmunizationId)
    own {
        /// Whose it is; the survivor after a merge.
        patient_id: PatientId,
        /// Who recorded it.
        recorded_by: String,
        /// Who made this version.
        changed_by: String,
        /// Why it should never have been there.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        entered_in_error: Option<EnteredInError>,
        /// The message that brought it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        source: Option<CommandSource>,
    }
    fields {
        /// During which encounter.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        encounter_id: Option<EncounterId>,
        /// Which vaccine: a CVX code (`http://hl7.org/fhir/sid/cvx`, 1 to 3 digits), or a code of another system.
        vaccine: Code,
        /// Whether it was given.
        #[serde(default)]
        status: ImmunizationStatus,
        /// Why it was not given; at most 500 characters.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        status_reason: Option<String>,
        /// When it was given, or was to be.
        #[schema(value_type = String, format = DateTime)]
        occurred_at: Timestamp,
        /// True when it is known from a card or from what somebody told, and was not given here.
        #[serde(default)]
        reported: bool,
        /// The lot; at most 50 characters.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        lot_number: Option<String>,
        /// The last day that the lot may be used, `YYYY-MM-DD`.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        lot_expires_on: Option<String>,
        /// Who made it; at most 200 characters.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        manufacturer: Option<String>,
        /// Where on the body, such as HL7 table 0163 `LA` (left arm).
        #[serde(default, skip_serializing_if = "Option::is_none")]
        site: Option<Code>,
        /// By which way, such as HL7 table 0162 `IM`.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        route: Option<Code>,
        /// How much, in mL; more than 0 and at most 50.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        dose_ml: Option<f64>,
        /// Which dose of the series, 1 to 50.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        dose_number: Option<u32>,
        /// How many doses the series has, 1 to 50.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        series_doses: Option<u32>,
        /// Who gave it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        performer: Option<Practitioner>,
        /// What came after it; at most 1000 characters.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reaction: Option<String>,
        /// What else is to be known; at most 2000 characters.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        note: Option<String>,
    }
}

impl ImmunizationRequest {
    /// Lists everything that is wrong, as `/path: reason` without values.
    pub fn validate(&self) -> Vec<String> {
        let mut check = Check::default();
        self.vaccine.check(&mut check, "/vaccine");
        if self.vaccine.system == CVX {
            let code = &self.vaccine.code;
            let is_cvx = (1..=3).contains(&code.len()) && code.bytes().all(|byte| byte.is_ascii_digit());
            check.that(is_cvx, "/vaccine/code", "must be 1 to 3 digits for CVX");
        }
        self.check_status(&mut check);
        check.optional(self.lot_number.as_deref(), 50, "/lot_number");
        if let Some(day) = &self.lot_expires_on {
            let is_day = day.len() == 10 && super::is_partial_date(day);
            check.that(is_day, "/lot_expires_on", "must be YYYY-MM-DD");
        }
        check.optional(self.manufacturer.as_deref(), 200, "/manufacturer");
        for (name, code) in [("site", &self.site), ("route", &self.route)] {
            if let Some(code) = code {
                code.check(&mut check, &format!("/{name}"));
            }
        }
        let is_dose = self.dose_ml.is_none_or(|dose| dose > 0.0 && dose <= 50.0);
        check.that(is_dose, "/dose_ml", "must be more than 0 and at most 50");
        let is_number = |number: Option<u32>| number.is_none_or(|number| (1..=50).contains(&number));
        check.that(is_number(self.dose_number), "/dose_number", "must be 1 to 50");
        check.that(is_number(self.series_doses), "/series_doses", "must be 1 to 50");
        if let (Some(number), Some(of)) = (self.dose_number, self.series_doses) {
            check.that(number <= of, "/dose_number", "must not be more than series_doses");
        }
        if let Some(performer) = &self.performer {
            performer.check(&mut check, "/performer");
        }
        check.optional(self.reaction.as_deref(), 1000, "/reaction");
        check.optional(self.note.as_deref(), 2000, "/note");
        check.finish()
    }

    fn check_status(&self, check: &mut Check) {
        let has_reason = self
            .status_reason
            .as_deref()
            .is_some_and(|reason| !reason.trim().is_empty());
        check.optional(self.status_reason.as_deref(), 500, "/status_reason");
        if self.status == ImmunizationStatus::Completed {
            check.that(!has_reason, "/status_reason", "belongs to one that was not given");
            // What is known from a card often has no lot.
            let has_lot = self.lot_number.as_deref().is_some_and(|lot| !lot.trim().is_empty());
            check.that(
                has_lot || self.reported,
                "/lot_number",
                "is needed unless it is reported",
            );
        } else {
            check.that(has_reason, "/status_reason", "is needed when it was not given");
            let was_given = self.lot_number.is_some() || self.dose_ml.is_some() || self.reaction.is_some();
            check.that(!was_given, "/status", "not-done has no lot_number, dose_ml or reaction");
        }
    }

    /// Gives one of a vaccine that was given here, with nothing else said.
    pub fn of(vaccine: Code, occurred_at: Timestamp, lot_number: &str) -> Self {
        Self {
            encounter_id: None,
            vaccine,
            status: ImmunizationStatus::Completed,
            status_reason: None,
            occurred_at,
            reported: false,
            lot_number: Some(lot_number.to_owned()),
            lot_expires_on: None,
            manufacturer: None,
            site: None,
            route: None,
            dose_ml: None,
            dose_number: None,
            series_doses: None,
            performer: None,
            reaction: None,
            note: None,
        }
    }
}
