//! Vital signs as somebody takes them at the bedside, and the early warning score that follows from them.

use nilecare_types::{EncounterId, PatientId, Timestamp, VitalSignsId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{EnteredInError, News2Assessment};
use crate::record::record;
use crate::{Check, CommandSource};

/// Where the temperature was taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the names are the field's own")]
pub enum TemperatureSite {
    Oral,
    Tympanic,
    Axillary,
    Temporal,
    Rectal,
    Bladder,
}

/// How the patient was when the blood pressure was taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the names are the field's own")]
pub enum BodyPosition {
    Lying,
    Sitting,
    Standing,
}

/// Which scale of oxygen saturation is used (Royal College of Physicians, NEWS2, 2017).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum SpO2Scale {
    /// Scale 1: for everybody unless a prescriber has decided for scale 2.
    #[default]
    #[serde(rename = "scale-1")]
    Scale1,
    /// Scale 2: hypercapnic respiratory failure, with a target of 88 to 92 %.
    #[serde(rename = "scale-2")]
    Scale2,
}

/// Level of consciousness (ACVPU).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Consciousness {
    /// Alert.
    Alert,
    /// New confusion.
    Confusion,
    /// Responds to voice.
    Voice,
    /// Responds to pain.
    Pain,
    /// Unresponsive.
    Unresponsive,
}

/// What the patient breathes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Oxygen {
    /// Whether oxygen is given; false is room air.
    pub supplemental: bool,
    /// How much, in L/min; more than 0 and at most 80.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub flow_l_min: Option<f64>,
    /// By what, such as `nasal cannula`; at most 100 characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub device: Option<String>,
}

record! {
    measured
    /// Vital signs that were taken at one time, at least one of them.
    request VitalSignsRequest
    /// Vital signs of a patient.
    record VitalSigns(VitalSignsId)
    own {
        /// Whose they are; the survivor after a merge.
        patient_id: PatientId,
        /// Who recorded them.
        recorded_by: String,
        /// Who made this version.
        changed_by: String,
        /// Body mass index in kg/m², of height and weight taken together.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        bmi: Option<f64>,
        /// The early warning score, or why there is none.
        news2: News2Assessment,
        /// Why they should never have been there.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        entered_in_error: Option<EnteredInError>,
        /// The message that brought them.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        source: Option<CommandSource>,
    }
    fields {
        /// During which encounter.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        encounter_id: Option<EncounterId>,
        /// When they were taken.
        #[schema(value_type = String, format = DateTime)]
        taken_at: Timestamp,
        /// Breaths per minute, 0 to 80.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        respiratory_rate: Option<u32>,
        /// Oxygen saturation in %, 30 to 100.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        spo2: Option<u32>,
        /// Which scale counts for it.
        #[serde(default)]
        spo2_scale: SpO2Scale,
        /// Room air, or oxygen. Absent: nobody said.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        oxygen: Option<Oxygen>,
        /// Systolic blood pressure in mm[Hg], 20 to 300.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        systolic: Option<u32>,
        /// Diastolic blood pressure in mm[Hg], 10 to 200; less than the systolic.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        diastolic: Option<u32>,
        /// How the patient was when it was taken.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        position: Option<BodyPosition>,
        /// Heart beats per minute, 10 to 300.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        heart_rate: Option<u32>,
        /// Level of consciousness.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        consciousness: Option<Consciousness>,
        /// Temperature in Cel, 25.0 to 45.0.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        temperature: Option<f64>,
        /// Where it was taken.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        temperature_site: Option<TemperatureSite>,
        /// Glasgow coma scale, 3 to 15.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        gcs: Option<u32>,
        /// Pain, 0 to 10.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pain: Option<u32>,
        /// Height in cm, 20 to 260.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        height_cm: Option<f64>,
        /// Weight in kg, 0.2 to 700.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        weight_kg: Option<f64>,
        /// What else is to be known; at most 2000 characters.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        note: Option<String>,
    }
}

impl VitalSignsRequest {
    /// Lists everything that is wrong, as `/path: reason` without values.
    pub fn validate(&self) -> Vec<String> {
        let mut check = Check::default();
        let whole = [
            ("respiratory_rate", self.respiratory_rate, 0, 80),
            ("spo2", self.spo2, 30, 100),
            ("systolic", self.systolic, 20, 300),
            ("diastolic", self.diastolic, 10, 200),
            ("heart_rate", self.heart_rate, 10, 300),
            ("gcs", self.gcs, 3, 15),
            ("pain", self.pain, 0, 10),
        ];
        for (name, value, least, most) in whole {
            let holds = value.is_none_or(|value| (least..=most).contains(&value));
            let reason = format!("must be {least} to {most}; look again, it is not plausible");
            check.that(holds, format_args!("/{name}"), &reason);
        }
        let fractions = [
            ("temperature", self.temperature, 25.0, 45.0),
            ("height_cm", self.height_cm, 20.0, 260.0),
            ("weight_kg", self.weight_kg, 0.2, 700.0),
        ];
        for (name, value, least, most) in fractions {
            let holds = value.is_none_or(|value| (least..=most).contains(&value));
            let reason = format!("must be {least} to {most}; look again, it is not plausible");
            check.that(holds, format_args!("/{name}"), &reason);
        }
        if let (Some(systolic), Some(diastolic)) = (self.systolic, self.diastolic) {
            check.that(diastolic < systolic, "/diastolic", "must be less than systolic");
        }
        let has_both = self.diastolic.is_none() || self.systolic.is_some();
        check.that(has_both, "/systolic", "is needed with diastolic");
        let is_any = whole.iter().any(|(_, value, ..)| value.is_some())
            || fractions.iter().any(|(_, value, ..)| value.is_some())
            || self.consciousness.is_some();
        check.that(is_any, "", "needs at least one vital sign");
        self.check_oxygen(&mut check);
        check.optional(self.note.as_deref(), 2000, "/note");
        check.finish()
    }

    fn check_oxygen(&self, check: &mut Check) {
        let Some(oxygen) = &self.oxygen else { return };
        let is_flow = oxygen.flow_l_min.is_none_or(|flow| flow > 0.0 && flow <= 80.0);
        check.that(is_flow, "/oxygen/flow_l_min", "must be more than 0 and at most 80");
        let is_air_without = oxygen.supplemental || oxygen.flow_l_min.is_none();
        check.that(is_air_without, "/oxygen/flow_l_min", "belongs to supplemental oxygen");
        check.optional(oxygen.device.as_deref(), 100, "/oxygen/device");
    }
}
