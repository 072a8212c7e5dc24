//! From a resource to what is indexed of it.

use std::collections::HashSet;

use nilecare_fhir_model::ParameterKind;
use serde_json::Value;

use crate::composite::composites;
use crate::registry::{Registry, SearchParameter, Slot, TypeId, Variant};
use crate::value::{Collected, collect};

/// A value of an index. Numbers are ordered as they compare; all have an order, so that the same resource always gives the same rows.
#[derive(Debug, Clone, PartialEq)]
pub enum IndexValue {
    /// Text.
    String {
        /// As it is compared.
        folded: String,
        /// As it is written.
        exact: String,
    },
    /// A code.
    Token {
        /// The system, when there is one.
        system: Option<String>,
        /// The code or value.
        code: String,
    },
    /// A resource on this server, or anything else by its URL when `kind` is empty.
    Reference {
        /// The type of resource.
        kind: String,
        /// The id or the URL.
        id: String,
    },
    /// A URI.
    Uri(String),
    /// From and to, in microseconds since 1970.
    Date {
        /// The first.
        low: i64,
        /// The last.
        high: i64,
    },
    /// A number, or a range.
    Number {
        /// The least.
        low: f64,
        /// The greatest.
        high: f64,
    },
    /// A number with its unit, or a range.
    Quantity {
        /// The least.
        low: f64,
        /// The greatest.
        high: f64,
        /// The system of the unit.
        system: Option<String>,
        /// The code of the unit, or the unit.
        code: String,
    },
    /// The parts of a composite that belong together.
    Composite {
        /// The system of the first part.
        system: Option<String>,
        /// The code of the first part.
        code: String,
        /// The second part.
        second: Second,
        /// The third part: from, to.
        third: Option<(f64, f64)>,
    },
}

/// The second part of a composite.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Second {
    /// The code, folded text, unit, or `Type/id`; empty when there is none.
    pub text: String,
    /// The system of a code or unit.
    pub system: Option<String>,
    /// The least number, or the first microsecond.
    pub low: f64,
    /// The greatest number, or the last microsecond.
    pub high: f64,
}

/// A value and the index that it belongs to.
#[derive(Debug, Clone, PartialEq)]
pub struct IndexRow {
    /// The index.
    pub slot: Slot,
    /// The value.
    pub value: IndexValue,
}

/// The most rows of one resource; more are not indexed.
const MAX_ROWS: usize = 20_000;

impl Registry {
    /// Returns what is indexed of a resource, each row once. An element that cannot be read as its parameter's type is left out.
    pub fn index(&self, of: TypeId, resource: &Value) -> Vec<IndexRow> {
        let mut rows = Rows::default();
        for (at, parameter) in self.of(of) {
            if parameter.is_supported() && !matches!(parameter.code, "_id" | "_lastUpdated") {
                self.index_parameter(at, parameter, resource, &mut rows);
            }
        }
        rows.rows
    }

    fn index_parameter(&self, at: u32, parameter: &SearchParameter, resource: &Value, rows: &mut Rows) {
        let Some(expression) = &parameter.expression else {
            return;
        };
        let Ok(items) = expression.evaluate(resource, self.definitions) else {
            return;
        };
        rows.begin();
        for item in &items {
            if parameter.kind == ParameterKind::Composite {
                for value in composites(parameter, item, resource, self.definitions) {
                    rows.add(at, Variant::Main, value);
                }
                continue;
            }
            for Collected { variant, value } in collect(parameter.kind, item) {
                rows.add(at, variant, value);
            }
        }
    }
}

#[derive(Default)]
struct Rows {
    rows: Vec<IndexRow>,
    /// Where the rows of the parameter begin.
    begin: usize,
    /// Those of the parameter, when they are many.
    seen: HashSet<String>,
}

impl Rows {
    /// Looking through more rows than this costs more than remembering them.
    const FEW: usize = 32;

    fn begin(&mut self) {
        self.begin = self.rows.len();
        self.seen.clear();
    }

    fn add(&mut self, parameter: u32, variant: Variant, value: IndexValue) {
        let row = IndexRow {
            slot: Slot { parameter, variant },
            value,
        };
        let same = &self.rows[self.begin..];
        let is_known = if same.len() < Self::FEW {
            same.contains(&row)
        } else {
            if self.seen.is_empty() {
                self.seen.extend(same.iter().map(|row| format!("{row:?}")));
            }
            !self.seen.insert(format!("{row:?}"))
        };
        if !is_known && self.rows.len() < MAX_ROWS {
            self.rows.push(row);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn registry() -> Registry {
        Registry::new(nilecare_fhir_model::r4()).expect("the parameters of R4 compile")
    }

    /// The rows of a parameter of a resource.
    fn rows(resource: &Value, code: &str) -> Vec<IndexValue> {
        let registry = registry();
        let of = resource["resourceType"]
            .as_str()
            .and_then(|name| registry.type_id(name))
            .expect("a type");
        let (at, _) = registry.find(of, code).expect("a parameter");
        let all = registry.index(of, resource);
        all.into_iter()
            .filter(|row| row.slot.parameter == at)
            .map(|row| row.value)
            .collect()
    }

    fn token(system: &str, code: &str) -> IndexValue {
        let system = (!system.is_empty()).then(|| system.to_owned());
        IndexValue::Token {
            system,
            code: code.to_owned(),
        }
    }

    #[test]
    fn each_type_of_parameter_is_indexed() {
        let observation = json!({"resourceType": "Observation", "id": "o", "status": "final",
            "code": {"coding": [{"system": "http://loinc.org", "code": "2339-0", "display": "Glucose"}]},
            "subject": {"reference": "Patient/p1"}, "effectiveDateTime": "2026-05-31",
            "valueQuantity": {"value": 7.40, "unit": "mmol/L", "system": "http://unitsofmeasure.org", "code": "mmol/L"}});
        let loinc = token("http://loinc.org", "2339-0");
        assert_eq!(rows(&observation, "code")[0], loinc);
        let reference = IndexValue::Reference {
            kind: "Patient".into(),
            id: "p1".into(),
        };
        assert_eq!(rows(&observation, "patient"), std::slice::from_ref(&reference));
        assert_eq!(rows(&observation, "subject"), [reference]);
        let [IndexValue::Date { low, high }] = rows(&observation, "date")[..] else {
            panic!("one date");
        };
        assert_eq!(high - low, 24 * 3600 * 1_000_000 - 1);
        let quantity = rows(&observation, "value-quantity");
        assert!(
            matches!(
                &quantity[..],
                [IndexValue::Quantity {
                    low: 7.4,
                    high: 7.4,
                    ..
                }]
            ),
            "{quantity:?}"
        );
        let composite = rows(&observation, "code-value-quantity");
        assert!(
            matches!(&composite[..], [IndexValue::Composite { code, second, .. }] if code == "2339-0" && second.low == 7.4),
            "{composite:?}"
        );
        assert_eq!(rows(&observation, "combo-code-value-quantity").len(), 1);
    }

    #[test]
    fn parts_of_names_and_kinds_of_contact_points_are_found() {
        let patient = json!({"resourceType": "Patient", "name": [{"family": "ÉVERYMAN", "given": ["ADAM"]}],
            "telecom": [{"system": "phone", "value": "1"}, {"system": "email", "value": "a@example.org"}],
            "identifier": [{"system": "http://example.org/mrn", "value": "77",
                "type": {"coding": [{"system": "http://terminology.hl7.org/CodeSystem/v2-0203", "code": "MR"}]}}],
            "active": true, "deceasedBoolean": false, "multipleBirthInteger": 2});
        let name = rows(&patient, "name");
        let folded = |value: &IndexValue| match value {
            IndexValue::String { folded, .. } => folded.clone(),
            other => panic!("{other:?}"),
        };
        assert_eq!(name.iter().map(folded).collect::<Vec<_>>(), ["everyman", "adam"]);
        assert_eq!(rows(&patient, "email"), [token("", "a@example.org")]);
        assert_eq!(rows(&patient, "active"), [token("", "true")]);
        assert_eq!(rows(&patient, "deceased"), [token("", "false")]);
        let identifier = rows(&patient, "identifier");
        assert!(
            identifier.contains(&token("http://example.org/mrn", "77")),
            "{identifier:?}"
        );
        let of_type = token("http://terminology.hl7.org/CodeSystem/v2-0203", "MR|77");
        assert!(identifier.contains(&of_type), "{identifier:?}");
    }

    #[test]
    fn a_resource_with_very_many_values_has_a_bound() {
        let names: Vec<Value> = (0..30_000).map(|n| json!({"family": format!("N{n}")})).collect();
        let registry = registry();
        let of = registry.type_id("Patient").expect("a type");
        let resource = json!({"resourceType": "Patient", "name": names});
        assert_eq!(registry.index(of, &resource).len(), MAX_ROWS);
    }
}
