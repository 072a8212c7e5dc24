//! Filters to conditions on documents of `resource`.
//!
//! What is equal is looked for in `keys`, what is compared in `range`: both are arrays with indexes that begin with what a condition
//! begins with. Chains and `_has` are answered from their far end first, by ids.

use mongodb::bson::{Bson, Document, doc};
use nilecare_fhir_model::{Issue, IssueCode};
use nilecare_fhir_search::{Comparison, Filter, Presence, Slot, StringMatch, SystemTest, Test, TypeId, TypeSearch};
use nilecare_fhir_store::ChangeError;

use crate::document::resource_id;
use crate::label;
use crate::range;
use crate::session::Session;

const DOING: &str = "searching";
/// The most resources at the far end of a chain.
const MAX_FAR: usize = 20_000;

impl Session<'_> {
    /// Makes the condition for what passes all filters.
    pub fn matches(&self, search: &TypeSearch) -> Result<Document, ChangeError> {
        self.all(search.of, &search.filters)
    }

    fn all(&self, of: TypeId, filters: &[Filter]) -> Result<Document, ChangeError> {
        let mut conditions = Vec::new();
        // Values are only of what is there, and their texts begin with the type.
        if !filters.iter().any(is_led_by_values) {
            conditions.push(doc! { "type": self.shared.registry.name(of), "deleted": false });
        }
        for filter in filters {
            conditions.push(self.condition(of, filter)?);
        }
        Ok(joined("$and", conditions))
    }

    fn condition(&self, of: TypeId, filter: &Filter) -> Result<Document, ChangeError> {
        let registry = &self.shared.registry;
        Ok(match filter {
            Filter::Id(ids) => {
                let ids: Vec<String> = ids.iter().map(|id| resource_id(registry, of, id)).collect();
                doc! { "_id": { "$in": ids } }
            }
            Filter::LastUpdated(tests) => any(tests.iter().filter_map(updated).collect()),
            Filter::Value { slot, tests } => self.any_value(*slot, tests),
            Filter::NotValue { slot, tests } => doc! { "$nor": [self.any_value(*slot, tests)] },
            Filter::Presence { slot, presence } => {
                let key = label::presence(&label::label(registry, *slot));
                match presence {
                    Presence::There => doc! { "keys": key },
                    Presence::Missing => doc! { "keys": { "$ne": key } },
                }
            }
            Filter::Chain { slot, targets } => {
                let label = label::label(registry, *slot);
                let mut references = Vec::new();
                for (target, filter) in targets {
                    let ids = self.ids_of(*target, filter)?;
                    references.extend(ids.iter().map(|id| label::reference(&label, id)));
                    bounded(references.len())?;
                }
                one_of("keys", references)
            }
            Filter::Has { source, slot, filter } => one_of("_id", self.referred(of, *source, *slot, filter)?),
            Filter::AnyOf(filters) => {
                let mut ways = Vec::new();
                for filter in filters {
                    ways.push(self.condition(of, filter)?);
                }
                any(ways)
            }
        })
    }

    fn any_value(&self, slot: Slot, tests: &[Test]) -> Document {
        let label = label::label(&self.shared.registry, slot);
        let mut equal = Vec::new();
        let mut ways = Vec::new();
        for test in tests {
            for value in key_values(&label, test) {
                match value {
                    Bson::String(text) => equal.push(text),
                    Bson::Document(condition) if condition.contains_key("$regex") => {
                        ways.push(doc! { "keys": condition });
                    }
                    // One element has to be between both ends.
                    condition => ways.push(doc! { "keys": { "$elemMatch": condition } }),
                }
            }
            let ranges = range::conditions(&label, test);
            ways.extend(ranges.into_iter().map(|way| doc! { "range": { "$elemMatch": way } }));
        }
        if !equal.is_empty() {
            ways.push(one_of("keys", equal));
        }
        any(ways)
    }

    /// Returns the `_id`s of what passes a filter.
    fn ids_of(&self, of: TypeId, filter: &Filter) -> Result<Vec<String>, ChangeError> {
        let condition = self.all(of, std::slice::from_ref(filter))?;
        let resources = &self.shared.resources;
        let found = self.find(DOING, resources, condition, doc! { "_id": 1 }, Some(MAX_FAR + 1))?;
        bounded(found.len())?;
        Ok(found
            .iter()
            .filter_map(|each| each.get_str("_id").ok().map(str::to_owned))
            .collect())
    }

    /// Returns the `_id`s of what others refer to, which pass a filter.
    fn referred(&self, of: TypeId, source: TypeId, slot: Slot, filter: &Filter) -> Result<Vec<String>, ChangeError> {
        let registry = &self.shared.registry;
        let code = registry.at(slot.parameter).map_or("", |parameter| parameter.code);
        let name = registry.name(of);
        let stages = vec![
            doc! { "$match": self.all(source, std::slice::from_ref(filter))? },
            doc! { "$project": { "_id": 0, "link": format!("$links.{code}") } },
            doc! { "$unwind": "$link" },
            doc! { "$match": { "link": { "$gte": format!("{name}/"), "$lt": format!("{name}0") } } },
            doc! { "$group": { "_id": "$link" } },
            doc! { "$limit": MAX_FAR as i64 + 1 },
        ];
        let found = self.aggregate(DOING, &self.shared.resources, stages)?;
        bounded(found.len())?;
        Ok(found
            .iter()
            .filter_map(|each| each.get_str("_id").ok().map(str::to_owned))
            .collect())
    }
}

fn bounded(n_found: usize) -> Result<(), ChangeError> {
    if n_found <= MAX_FAR {
        return Ok(());
    }
    let diagnostics = format!(
        "a chain or _has is met by more than {MAX_FAR} resources at its far end; make that part of the query more exact"
    );
    Err(ChangeError::Condition(Issue::error(IssueCode::TooCostly, diagnostics)))
}

/// Tells whether what passes has a key or range of the type, so that nothing deleted and no other type does.
fn is_led_by_values(filter: &Filter) -> bool {
    match filter {
        Filter::Value { .. } | Filter::Chain { .. } => true,
        Filter::Presence { presence, .. } => *presence == Presence::There,
        Filter::AnyOf(filters) => !filters.is_empty() && filters.iter().all(is_led_by_values),
        Filter::Id(_) | Filter::LastUpdated(_) | Filter::NotValue { .. } | Filter::Has { .. } => false,
    }
}

fn joined(operator: &str, mut conditions: Vec<Document>) -> Document {
    match conditions.len() {
        1 => conditions.remove(0),
        _ => doc! { operator: conditions },
    }
}

fn any(ways: Vec<Document>) -> Document {
    if ways.is_empty() {
        // Nothing can pass.
        return one_of("_id", Vec::new());
    }
    joined("$or", ways)
}

fn one_of(field: &str, mut values: Vec<String>) -> Document {
    match values.len() {
        1 => doc! { field: values.remove(0) },
        _ => doc! { field: { "$in": values } },
    }
}

/// What an entry of `keys` may be that passes a test.
fn key_values(label: &str, test: &Test) -> Vec<Bson> {
    match test {
        Test::String { matching, text } => vec![match matching {
            StringMatch::Exact => label::exact(label, text).into(),
            StringMatch::Begins => {
                let begin = label::folded(label, text);
                doc! { "$gte": &begin, "$lt": format!("{begin}\u{10FFFF}") }.into()
            }
            StringMatch::Contains => {
                let begin = range::quoted(&label::folded(label, ""));
                doc! { "$regex": format!("^{begin}.*{}", range::quoted(text)) }.into()
            }
        }],
        Test::Token { system, code } => vec![
            match (system, code) {
                (SystemTest::Any, Some(code)) => label::any_system(label, code),
                (SystemTest::None, Some(code)) => label::both(label, None, code),
                (SystemTest::Is(system), Some(code)) => label::both(label, Some(system), code),
                (SystemTest::Any, None) => label::presence(label),
                (SystemTest::None, None) => label::any_code(label, None),
                (SystemTest::Is(system), None) => label::any_code(label, Some(system)),
            }
            .into(),
        ],
        Test::Reference { kind: None, id } => vec![label::any_type(label, id).into()],
        Test::Reference { kind: Some(kind), id } => vec![label::reference(label, &format!("{kind}/{id}")).into()],
        Test::Uri { matching, uri } => range::uri_is(&label::uri(label, ""), *matching, uri),
        Test::Date { .. } | Test::Number { .. } | Test::Quantity { .. } | Test::Composite { .. } => Vec::new(),
    }
}

/// Makes a condition on the time of the version; it is written in one moment.
fn updated(test: &Test) -> Option<Document> {
    use Comparison as C;
    let Test::Date { comparison, low, high } = test else {
        return None;
    };
    let (low, high) = (*low, *high);
    let is_range = low <= high;
    let condition = match comparison {
        C::Equal | C::Approximately => doc! { "$gte": low, "$lte": high },
        C::NotEqual => return Some(doc! { "$or": [{ "updated": { "$lt": low } }, { "updated": { "$gt": high } }] }),
        C::Greater | C::StartsAfter => doc! { "$gt": high },
        C::Less | C::EndsBefore => doc! { "$lt": low },
        C::GreaterOrEqual => doc! { "$gte": low },
        C::LessOrEqual => doc! { "$lte": high },
    };
    (is_range || matches!(comparison, C::Equal | C::Approximately)).then(|| doc! { "updated": condition })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_equal_value_is_one_text_and_a_beginning_is_between_two() {
        let token = Test::Token {
            system: SystemTest::Is("urn:mrn".into()),
            code: Some("77".into()),
        };
        assert_eq!(
            key_values("Patient.identifier", &token),
            [Bson::from("Patient.identifier|b|urn:mrn|77")]
        );
        let begins = Test::String {
            matching: StringMatch::Begins,
            text: "every".into(),
        };
        let between = doc! { "$gte": "Patient.family|f|every", "$lt": "Patient.family|f|every\u{10FFFF}" };
        assert_eq!(key_values("Patient.family", &begins), [Bson::from(between)]);
        let contains = Test::String {
            matching: StringMatch::Contains,
            text: "a.b".into(),
        };
        let expression = doc! { "$regex": r"^Patient\.family\|f\|.*a\.b" };
        assert_eq!(key_values("Patient.family", &contains), [Bson::from(expression)]);
    }
}
