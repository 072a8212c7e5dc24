//! When care was given, for `start` and `end` of `$everything` (the operation Patient/$everything of FHIR R4).

use nilecare_fhir_model::IssueCode;
use nilecare_fhir_search::{
    Comparison, Filter, Presence, QueryError, Registry, Slot, Test, TypeId, Variant, date_range,
};

/// The parameter of each type that tells it. What is not here, such as allergies and coverage, is not of one time.
const PARAMETERS: [(&str, &str); 38] = [
    ("AdverseEvent", "date"),
    ("Appointment", "date"),
    ("CarePlan", "date"),
    ("CareTeam", "date"),
    ("ChargeItem", "occurrence"),
    ("Claim", "created"),
    ("ClaimResponse", "created"),
    ("ClinicalImpression", "date"),
    ("Communication", "sent"),
    ("CommunicationRequest", "authored"),
    ("Composition", "date"),
    ("Condition", "onset-date"),
    ("DeviceRequest", "event-date"),
    ("DiagnosticReport", "date"),
    ("DocumentManifest", "created"),
    ("DocumentReference", "date"),
    ("Encounter", "date"),
    ("EpisodeOfCare", "date"),
    ("ExplanationOfBenefit", "created"),
    ("Flag", "date"),
    ("Goal", "start-date"),
    ("ImagingStudy", "started"),
    ("Immunization", "date"),
    ("Invoice", "date"),
    ("List", "date"),
    ("MeasureReport", "period"),
    ("Media", "created"),
    ("MedicationAdministration", "effective-time"),
    ("MedicationDispense", "whenhandedover"),
    ("MedicationRequest", "authoredon"),
    ("MedicationStatement", "effective"),
    ("NutritionOrder", "datetime"),
    ("Observation", "date"),
    ("Procedure", "date"),
    ("QuestionnaireResponse", "authored"),
    ("RiskAssessment", "date"),
    ("ServiceRequest", "occurrence"),
    ("Specimen", "collected"),
];

/// The days that care was given from and to.
#[derive(Debug, Default)]
pub(crate) struct CareDates {
    bounds: Vec<Test>,
}

impl CareDates {
    /// Takes `start` or `end`; tells whether it was one of them.
    pub fn take(&mut self, name: &str, value: &str) -> Result<bool, QueryError> {
        let comparison = match name {
            "start" => Comparison::GreaterOrEqual,
            "end" => Comparison::LessOrEqual,
            _ => return Ok(false),
        };
        let range = date_range(value).ok_or_else(|| QueryError {
            code: IssueCode::Value,
            diagnostics: format!("the parameter {name}: expected a date, such as 2026-05-31"),
            is_unknown: false,
        })?;
        self.bounds.push(Test::Date {
            comparison,
            low: range.low,
            high: range.high,
        });
        Ok(true)
    }

    /// Returns what is asked of a type. What has no date passes: nobody knows that it is of another time.
    pub fn filters(&self, registry: &Registry, of: TypeId) -> Vec<Filter> {
        let name = registry.name(of);
        let code = PARAMETERS.iter().find(|(of, _)| *of == name).map(|(_, code)| *code);
        let Some((parameter, _)) = code.and_then(|code| registry.find(of, code)) else {
            return Vec::new();
        };
        let slot = Slot {
            parameter,
            variant: Variant::Main,
        };
        let filter = |bound: &Test| {
            let tests = vec![bound.clone()];
            let presence = Presence::Missing;
            Filter::AnyOf(vec![Filter::Value { slot, tests }, Filter::Presence { slot, presence }])
        };
        self.bounds.iter().map(filter).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use nilecare_fhir_model::ParameterKind;

    #[test]
    fn every_parameter_is_a_date_of_its_type() {
        let registry = Registry::new(nilecare_fhir_model::r4()).expect("the parameters of R4 compile");
        for (name, code) in PARAMETERS {
            let of = registry.type_id(name).expect(name);
            let (_, parameter) = registry.find(of, code).unwrap_or_else(|| panic!("{name}.{code}"));
            assert!(
                parameter.kind == ParameterKind::Date && parameter.is_supported(),
                "{name}.{code}"
            );
        }
    }
}
