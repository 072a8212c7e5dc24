//! Invariants of types and their parts (FHIR R4 §4.2): expressions that must not be false.
//!
//! Those whose expression calls a function that is not there are left out; a test counts them. An expression that gives
//! nothing, or cannot be evaluated, is no fault.

use std::collections::HashMap;
use std::fmt::Write;
use std::sync::OnceLock;

use nilecare_fhirpath::{Expression, Item, Node, compile};
use serde_json::{Map, Value};

use crate::definitions::{TypeDefinition, r4};
use crate::issue::{Issue, IssueCode};

const CONSTRAINTS: &str = include_str!("../definitions/constraints.txt");
/// What all resources with a narrative hold.
const OF_ALL: &str = "DomainResource";
/// The deepest nesting of elements; deeper ones were refused before.
const MAX_DEPTH: usize = 100;

struct Invariant {
    key: &'static str,
    human: &'static str,
    expression: Expression,
}

/// Returns the invariants that a resource breaks, at most so many. Its structure has to be right.
pub(crate) fn broken(resource: &Value, most: usize) -> Vec<Issue> {
    let mut walk = Walk {
        container: resource,
        resource,
        path: String::new(),
        issues: Vec::new(),
        most,
        depth: 0,
    };
    walk.resource(resource);
    walk.issues
}

struct Walk<'a> {
    container: &'a Value,
    resource: &'a Value,
    path: String,
    issues: Vec<Issue>,
    most: usize,
    depth: usize,
}

impl<'a> Walk<'a> {
    fn resource(&mut self, resource: &'a Value) {
        let name = resource.get("resourceType").and_then(Value::as_str).unwrap_or_default();
        let Some(of) = r4().resource(name) else {
            return;
        };
        let outer = (self.container, self.resource);
        self.resource = resource;
        // What stands in a bundle stands for itself; what is contained does not.
        let is_contained = self.path.contains(".contained[");
        if !is_contained {
            self.container = resource;
        }
        if self.path.is_empty() {
            self.path.push_str(of.name);
        }
        if of.element("contained").is_some() {
            self.test(OF_ALL, resource, of.name);
        }
        self.object(resource, of);
        (self.container, self.resource) = outer;
    }

    fn object(&mut self, value: &'a Value, of: &'static TypeDefinition) {
        self.test(of.name, value, of.name);
        let Some(members) = value.as_object() else {
            return;
        };
        if self.depth < MAX_DEPTH {
            self.depth += 1;
            self.members(members, of);
            self.depth -= 1;
        }
    }

    fn members(&mut self, members: &'a Map<String, Value>, of: &'static TypeDefinition) {
        for (name, value) in members {
            let Some((_, kind)) = of.member(name) else {
                continue;
            };
            if kind.starts_with(|c: char| c.is_ascii_lowercase()) {
                continue;
            }
            let length = self.path.len();
            let _ = write!(self.path, ".{name}");
            match value {
                Value::Array(items) => {
                    for (n, item) in items.iter().enumerate() {
                        let length = self.path.len();
                        let _ = write!(self.path, "[{n}]");
                        self.value(item, kind);
                        self.path.truncate(length);
                    }
                }
                other => self.value(other, kind),
            }
            self.path.truncate(length);
        }
    }

    fn value(&mut self, value: &'a Value, kind: &'static str) {
        if kind == "Resource" {
            self.resource(value);
        } else if let Some(of) = r4().type_of(kind) {
            self.object(value, of);
        }
    }

    fn test(&mut self, of: &str, value: &'a Value, kind: &'static str) {
        for invariant in invariants().get(of).map_or(&[][..], Vec::as_slice) {
            if self.issues.len() >= self.most {
                return;
            }
            let node = Node {
                value,
                extra: None,
                kind,
            };
            let found = invariant
                .expression
                .evaluate_within(Item::Node(node), self.resource, self.container, r4());
            if matches!(found.as_deref(), Ok([Item::Boolean(false)])) {
                let diagnostics = format!("{}: {}", invariant.key, invariant.human);
                self.issues
                    .push(Issue::error(IssueCode::Invariant, diagnostics).at(self.path.clone()));
            }
        }
    }
}

/// The invariants by the type or part that they are told of.
fn invariants() -> &'static HashMap<&'static str, Vec<Invariant>> {
    static INVARIANTS: OnceLock<HashMap<&'static str, Vec<Invariant>>> = OnceLock::new();
    INVARIANTS.get_or_init(|| {
        let mut all: HashMap<&'static str, Vec<Invariant>> = HashMap::new();
        for (of, key, human, text) in lines() {
            if let Ok(expression) = compile(text) {
                all.entry(of).or_default().push(Invariant { key, human, expression });
            }
        }
        all
    })
}

fn lines() -> impl Iterator<Item = (&'static str, &'static str, &'static str, &'static str)> {
    CONSTRAINTS.lines().filter_map(|line| {
        let mut fields = line.split('\t');
        Some((fields.next()?, fields.next()?, fields.next()?, fields.next()?))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn keys(resource: &Value) -> Vec<(String, String)> {
        let told = |issue: Issue| {
            let key = issue.diagnostics.split(':').next().unwrap_or_default().to_owned();
            (issue.expression.unwrap_or_default(), key)
        };
        crate::check(resource).into_iter().map(told).collect()
    }

    #[test]
    fn nearly_all_invariants_compile() {
        let left_out: Vec<&str> = lines()
            .filter(|line| compile(line.3).is_err())
            .map(|line| line.1)
            .collect();
        assert!(lines().count() > 200);
        // matches(), replaceMatches() and htmlChecks() are not there.
        let expected = ["txt-1", "txt-2", "eld-16", "eld-19", "sdf-8a", "sdf-19"];
        assert!(left_out.iter().all(|key| expected.contains(key)), "{left_out:?}");
    }

    #[test]
    fn a_broken_invariant_is_told_with_its_place() {
        let observation = json!({"resourceType": "Observation", "status": "final", "code": {"text": "glucose"},
            "valueString": "7", "dataAbsentReason": {"text": "unknown"}, "referenceRange": [{"age": {"low": {"value": 1}}}]});
        let expected = [("Observation", "obs-6"), ("Observation.referenceRange[0]", "obs-3")];
        assert_eq!(
            keys(&observation),
            expected.map(|(place, key)| (place.to_owned(), key.to_owned()))
        );
        let period = json!({"resourceType": "Encounter", "status": "planned", "class": {"code": "AMB"},
            "period": {"start": "2026-05-02", "end": "2026-05-01"}});
        assert_eq!(keys(&period), [("Encounter.period".to_owned(), "per-1".to_owned())]);
    }

    #[test]
    fn references_lead_to_what_is_contained() {
        let with = |reference: &str| {
            json!({"resourceType": "Patient", "contained": [{"resourceType": "Organization", "id": "o", "name": "EXAMPLE",
                "partOf": {"reference": reference}}], "managingOrganization": {"reference": "#o"}})
        };
        assert_eq!(keys(&with("#o")), []);
        assert_eq!(
            keys(&with("#x")),
            [("Patient.contained[0].partOf".to_owned(), "ref-1".to_owned())]
        );
    }
}
