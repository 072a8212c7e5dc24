//! A resource against the definitions.

use std::fmt::Write;

use serde_json::{Map, Value};

use crate::codes::ValueSet;
use crate::definitions::{Definitions, TypeDefinition, r4};
use crate::invariants::broken;
use crate::issue::{Issue, IssueCode};
use crate::primitive::fault;

/// The most issues that are told of one resource.
const MAX_ISSUES: usize = 50;
/// The deepest nesting of elements.
const MAX_DEPTH: usize = 100;

/// Checks a resource: known elements, how often they are there, how values are written, codes that a value set requires; and
/// when all that is right, the invariants. Returns what is wrong, without the values.
pub fn check(resource: &Value) -> Vec<Issue> {
    let mut checker = Checker {
        r4: r4(),
        issues: Vec::new(),
        path: String::new(),
        depth: 0,
    };
    checker.resource(resource);
    if checker.issues.is_empty() {
        return broken(resource, MAX_ISSUES);
    }
    checker.issues
}

struct Checker {
    r4: &'static Definitions,
    issues: Vec<Issue>,
    path: String,
    depth: usize,
}

impl Checker {
    fn tell(&mut self, code: IssueCode, diagnostics: impl Into<String>) {
        if self.issues.len() < MAX_ISSUES {
            self.issues.push(Issue::error(code, diagnostics).at(self.path.clone()));
        }
    }

    /// Runs `inner` with the path longer by `.name` or `[n]`.
    fn within(&mut self, name: &str, n: Option<usize>, inner: impl FnOnce(&mut Self)) {
        let length = self.path.len();
        if !name.is_empty() {
            if length > 0 {
                self.path.push('.');
            }
            // A name comes from the client and may be long.
            self.path.extend(name.chars().take(64));
        }
        if let Some(n) = n {
            let _ = write!(self.path, "[{n}]");
        }
        inner(self);
        self.path.truncate(length);
    }

    fn resource(&mut self, resource: &Value) {
        let Some(members) = resource.as_object() else {
            return self.tell(IssueCode::Structure, "expected a resource, an object with resourceType");
        };
        let Some(name) = members.get("resourceType").and_then(Value::as_str) else {
            return self.tell(
                IssueCode::Required,
                "expected resourceType with the type of the resource",
            );
        };
        let r4 = self.r4;
        let Some(of) = r4.resource(name) else {
            return self.tell(IssueCode::Value, "resourceType is no type of resource of FHIR R4");
        };
        if self.path.is_empty() {
            self.within(of.name, None, |this| this.members(members, of));
        } else {
            self.members(members, of);
        }
    }

    fn members(&mut self, members: &Map<String, Value>, of: &'static TypeDefinition) {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            self.depth -= 1;
            return self.tell(
                IssueCode::TooLong,
                format!("expected at most {MAX_DEPTH} levels of elements"),
            );
        }
        let is_resource = of.kind == crate::TypeKind::Resource;
        for (name, value) in members {
            if is_resource && name == "resourceType" {
                continue;
            }
            let plain = name.strip_prefix('_').unwrap_or(name);
            let Some((element, kind)) = of.member(plain) else {
                let expected = format!("FHIR R4 has no such element in {}", of.name);
                self.within(name, None, |this| this.tell(IssueCode::Structure, expected));
                continue;
            };
            let is_primitive = kind.starts_with(|c: char| c.is_ascii_lowercase());
            self.within(plain, None, |this| {
                if plain.len() < name.len() {
                    if is_primitive {
                        this.extras(value, element.repeats);
                    } else {
                        this.tell(IssueCode::Structure, "only a primitive has a member with an underscore");
                    }
                } else if element.repeats {
                    this.items(value, kind, members.get(&format!("_{name}")));
                } else if value.is_array() {
                    this.tell(IssueCode::Structure, "expected one value and no array");
                } else {
                    this.value(value, kind);
                }
                if let Some(codes) = element.codes.filter(|_| plain.len() == name.len()) {
                    this.codes(value, codes);
                }
            });
        }
        if of.name == "Extension" {
            let has_value = members
                .keys()
                .any(|name| name.trim_start_matches('_').starts_with("value"));
            if has_value == members.contains_key("extension") {
                self.tell(
                    IssueCode::Invariant,
                    "expected a value or extensions, and not both (ext-1)",
                );
            }
        }
        for element in &of.elements {
            let is_there = |member: &str| members.contains_key(member) || members.contains_key(&format!("_{member}"));
            if element.members.len() > 1 || element.is_required {
                let n_there = element.members.iter().filter(|each| is_there(each.member)).count();
                if n_there == 0 && element.is_required {
                    self.within(element.name, None, |this| {
                        this.tell(IssueCode::Required, "this element is required")
                    });
                } else if n_there > 1 {
                    let expected = "expected one of the types that this element may have";
                    self.within(element.name, None, |this| this.tell(IssueCode::Structure, expected));
                }
            }
        }
        self.depth -= 1;
    }

    fn items(&mut self, value: &Value, kind: &'static str, extras: Option<&Value>) {
        let Some(items) = value.as_array() else {
            return self.tell(IssueCode::Structure, "expected an array, since this element repeats");
        };
        if items.is_empty() {
            return self.tell(IssueCode::Structure, "expected an array that is not empty");
        }
        for (n, item) in items.iter().enumerate() {
            // In an array of primitives, null stands where only extensions are.
            let has_extra = || extras.and_then(|extras| extras.get(n)).is_some_and(Value::is_object);
            if item.is_null() && has_extra() {
                continue;
            }
            self.within("", Some(n), |this| this.value(item, kind));
        }
    }

    fn value(&mut self, value: &Value, kind: &'static str) {
        if kind == "Resource" {
            return self.resource(value);
        }
        if kind.starts_with(|c: char| c.is_ascii_lowercase()) {
            if let Some(expected) = fault(kind, value) {
                self.tell(IssueCode::Value, format!("expected {expected}"));
            }
            return;
        }
        let r4 = self.r4;
        match (value.as_object(), r4.type_of(kind)) {
            (Some(members), Some(of)) if !members.is_empty() => self.members(members, of),
            _ => self.tell(
                IssueCode::Structure,
                format!("expected an object with elements of {kind}"),
            ),
        }
    }

    /// Checks that a code, or one coding of a concept, is from the value set.
    fn codes(&mut self, value: &Value, codes: &'static ValueSet) {
        let is_from = match value {
            Value::Array(items) => {
                for (n, item) in items.iter().enumerate() {
                    self.within("", Some(n), |this| this.codes(item, codes));
                }
                true
            }
            Value::String(code) => codes.has(code),
            Value::Object(concept) => {
                let codings = concept.get("coding").and_then(Value::as_array);
                let is_known = |coding: &Value| {
                    let text = |name: &str| coding.get(name).and_then(Value::as_str).unwrap_or_default();
                    codes.has_in(text("system"), text("code"))
                };
                // A concept may be only an extension that tells why there is none.
                let is_said = concept.contains_key("coding") || concept.contains_key("text");
                !is_said || codings.is_some_and(|codings| codings.iter().any(is_known))
            }
            _ => true,
        };
        if !is_from {
            self.tell(IssueCode::CodeInvalid, codes.expected());
        }
    }

    /// Checks ids and extensions of primitives.
    fn extras(&mut self, value: &Value, repeats: bool) {
        let r4 = self.r4;
        let Some(element) = r4.type_of("Extension") else {
            return;
        };
        let each = |this: &mut Self, extra: &Value| {
            let known = extra
                .as_object()
                .filter(|extra| extra.keys().all(|key| key == "id" || key == "extension"));
            let Some(members) = known else {
                return this.tell(IssueCode::Structure, "expected an object with id or extension");
            };
            if let Some(extensions) = members.get("extension") {
                let kind = element.name;
                this.within("extension", None, |this| this.items(extensions, kind, None));
            }
        };
        match value {
            Value::Array(items) if repeats => {
                for (n, item) in items.iter().enumerate().filter(|(_, item)| !item.is_null()) {
                    self.within("", Some(n), |this| each(this, item));
                }
            }
            _ => each(self, value),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn places(resource: &Value) -> Vec<String> {
        check(resource)
            .into_iter()
            .filter_map(|issue| issue.expression)
            .collect()
    }

    #[test]
    fn a_good_resource_has_no_issue() {
        let patient = json!({"resourceType": "Patient", "id": "p1", "active": true, "name": [{"family": "EVERYMAN",
            "given": ["ADAM", null], "_given": [null, {"extension": [{"url": "http://example.org/x", "valueCode": "y"}]}]}],
            "birthDate": "1970-05", "_birthDate": {"id": "b"}, "deceasedBoolean": false,
            "managingOrganization": {"reference": "#o"}, "contained": [{"resourceType": "Organization", "id": "o", "name": "EXAMPLE"}]});
        assert_eq!(check(&patient), []);
    }

    #[test]
    fn the_place_of_what_is_wrong_is_told() {
        let patient = json!({"resourceType": "Patient", "name": {"family": "X"}, "active": "yes", "telecom": [{"systm": "x"}],
            "deceasedBoolean": true, "deceasedDateTime": "2020", "foo": 1, "photo": [], "contact": [{}], "_name": {}});
        let found = places(&patient);
        for expected in [
            "Patient.name",
            "Patient.active",
            "Patient.telecom[0].systm",
            "Patient.deceased",
            "Patient.foo",
            "Patient.photo",
            "Patient.contact[0]",
        ] {
            assert!(found.iter().any(|place| place == expected), "{expected} in {found:?}");
        }
        let observation = json!({"resourceType": "Observation", "status": "final"});
        assert_eq!(places(&observation), ["Observation.code"]);
        assert_eq!(places(&json!({"resourceType": "Foo"})), [""]);
        assert_eq!(places(&json!([1])), [""]);
    }

    #[test]
    fn codes_are_from_the_value_set_that_is_required() {
        let observation = json!({"resourceType": "Observation", "status": "done", "code": {"text": "glucose"}});
        assert_eq!(places(&observation), ["Observation.status"]);
        let clinical = "http://terminology.hl7.org/CodeSystem/condition-clinical";
        let condition = |coding: Value| {
            let status = json!({ "coding": [coding] });
            json!({"resourceType": "Condition", "subject": {"reference": "Patient/p1"}, "clinicalStatus": status})
        };
        assert_eq!(check(&condition(json!({"system": clinical, "code": "active"}))), []);
        for wrong in [json!({"system": clinical, "code": "ill"}), json!({"code": "active"})] {
            assert_eq!(places(&condition(wrong)), ["Condition.clinicalStatus"]);
        }
        let issue = check(&observation).remove(0);
        assert!(
            issue.diagnostics.contains("registered, preliminary, final"),
            "{}",
            issue.diagnostics
        );
        assert!(
            !issue.diagnostics.contains("done"),
            "a value of the resource is never told"
        );
    }

    #[test]
    fn an_extension_has_a_value_or_extensions() {
        let with = |extension: Value| json!({"resourceType": "Patient", "extension": [extension]});
        let inner = json!([{"url": "http://example.org/y", "valueCode": "z"}]);
        assert_eq!(
            check(&with(json!({"url": "http://example.org/x", "extension": inner}))),
            []
        );
        assert_eq!(
            places(&with(json!({"url": "http://example.org/x"}))),
            ["Patient.extension[0]"]
        );
        let both = json!({"url": "http://example.org/x", "valueCode": "z", "extension": inner});
        assert_eq!(places(&with(both)), ["Patient.extension[0]"]);
    }

    #[test]
    fn issues_have_a_bound() {
        let names: Vec<Value> = (0..1000).map(|n| json!({ "x": n })).collect();
        assert_eq!(
            check(&json!({"resourceType": "Patient", "name": names})).len(),
            MAX_ISSUES
        );
    }
}
