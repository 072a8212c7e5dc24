//! What expressions find in resources.

use std::borrow::Cow;

use nilecare_fhirpath::{CompileError, Element, EvaluateError, Expression, Item, Model, NoModel, compile};
use serde_json::{Value, json};

fn compiled(text: &str) -> Expression {
    compile(text).unwrap_or_else(|error| panic!("{text}: {error}"))
}

/// A word for each item found.
fn found(text: &str, resource: &Value) -> Vec<String> {
    found_with(text, resource, &NoModel)
}

fn found_with(text: &str, resource: &Value, model: &dyn Model) -> Vec<String> {
    let expression = compiled(text);
    let items = expression
        .evaluate(resource, model)
        .unwrap_or_else(|error| panic!("{text}: {error}"));
    let word = |item: &Item<'_>| match item {
        Item::Node(node) => match node.value {
            Value::String(text) => text.clone(),
            other => other.to_string(),
        },
        Item::Boolean(value) => value.to_string(),
        Item::Integer(number) => number.to_string(),
        Item::Decimal(number) => number.to_string(),
        Item::Text(text) | Item::Moment(text) => text.to_string(),
        Item::Quantity(number, unit) => format!("{number} {unit}"),
        Item::Target(kind) => format!("-> {kind}"),
    };
    items.iter().map(word).collect()
}

fn patient() -> Value {
    json!({"resourceType": "Patient", "active": true, "multipleBirthInteger": 2, "birthDate": "1970-05-31",
        "name": [{"use": "official", "family": "EVERYMAN", "given": ["ADAM", "A"]}, {"use": "nickname", "given": ["ADDY"]}],
        "telecom": [{"system": "phone", "value": "1"}, {"system": "email", "value": "2"}],
        "managingOrganization": {"reference": "http://example.org/fhir/Organization/o1/_history/2"},
        "generalPractitioner": [{"reference": "Practitioner/p1"}, {"type": "Organization", "identifier": {"value": "9"}}],
        "_gender": {"extension": [{"url": "http://example.org/g", "valueCode": "u"}]}})
}

#[test]
fn paths_functions_and_operators_give_what_the_specification_says() {
    let patient = patient();
    for (text, expected) in [
        ("Patient.name.given", &["ADAM", "A", "ADDY"][..]),
        ("name[0].given[1]", &["A"]),
        ("Observation.name", &[]),
        ("name.where(use = 'official').family", &["EVERYMAN"]),
        ("telecom.where(system='email').value | telecom.value", &["2", "1"]),
        ("name.given.first() & '-' & name.given.last()", &["ADAM-ADDY"]),
        ("Patient.active.exists() and Patient.active != false", &["true"]),
        ("gender.extension('http://example.org/g').exists()", &["true"]),
        ("gender.hasValue()", &["false"]),
        (
            "managingOrganization.where(resolve() is Organization).exists()",
            &["true"],
        ),
        ("managingOrganization.where(resolve() is Patient).exists()", &["false"]),
        ("generalPractitioner.resolve()", &["-> Practitioner", "-> Organization"]),
        ("1 + 2 * 3 - -4", &["11"]),
        ("7 div 2 + 7 mod 2", &["4"]),
        ("1 / 4", &["0.25"]),
        ("'a' in name.use or true", &["true"]),
        ("{} and false", &["false"]),
        ("({} or false).empty()", &["true"]),
        ("true implies false", &["false"]),
        ("name.count() = 2 and name.exists(use = 'old').not()", &["true"]),
        ("name.select(given.count())", &["2", "1"]),
        ("iif(active, 'yes', 'no')", &["yes"]),
        ("birthDate < @1971-01-01", &["true"]),
        ("name.family.lower().substring(1, 3)", &["ver"]),
        (
            "'abc'.indexOf('c') = 2 and 'abc'.startsWith('ab') and ('ABC' ~ 'abc')",
            &["true"],
        ),
        ("name.given.join(',')", &["ADAM,A,ADDY"]),
        (
            "Patient.descendants().where($this is string or true).count() > 10",
            &["true"],
        ),
        ("4 'mg' = 4 'mg'", &["true"]),
        ("%resource.active /* a comment */ // another", &["true"]),
        ("name.given.distinct().skip(1).take(1)", &["A"]),
        ("`name`.given.where($index = 2)", &["ADDY"]),
    ] {
        assert_eq!(found(text, &patient), expected, "{text}");
    }
}

#[test]
fn a_choice_is_found_by_its_name_and_told_by_its_type() {
    struct Small;
    impl Model for Small {
        fn elements(&self, kind: &str, name: &str) -> Cow<'_, [Element<'_>]> {
            match (kind, name) {
                ("Observation", "value") => Cow::Borrowed(&[
                    Element {
                        member: "valueQuantity",
                        kind: "Quantity",
                    },
                    Element {
                        member: "valueString",
                        kind: "string",
                    },
                ]),
                _ => Cow::Borrowed(&[]),
            }
        }

        fn is_a(&self, kind: &str, of: &str) -> bool {
            kind == of
        }
    }
    let text = r#"{"resourceType": "Observation", "valueQuantity": {"value": 7.40, "code": "mmol/L"}}"#;
    let observation: Value = serde_json::from_str(text).expect("JSON");
    let find = |text: &str| found_with(text, &observation, &Small);
    assert_eq!(find("Observation.value.ofType(Quantity).value"), ["7.40"]);
    assert_eq!(find("(Observation.value as Quantity).code"), ["mmol/L"]);
    assert_eq!(find("Observation.value.ofType(string)"), [] as [&str; 0]);
    assert_eq!(find("Observation.value > 7 'mmol/L'"), ["true"]);
}

#[test]
fn what_is_wrong_with_an_expression_is_told_when_it_is_compiled() {
    assert_eq!(
        compile("name.memberOf('x')"),
        Err(CompileError::UnknownFunction {
            name: "memberOf".to_owned()
        })
    );
    assert!(matches!(compile("name.where()"), Err(CompileError::Arguments { .. })));
    for text in [
        "",
        "name.",
        "name[",
        "(a",
        "a b",
        "'open",
        "1 +",
        "a.where(b",
        "@",
        "#",
        "a.is(",
        "$that",
        "/* open",
    ] {
        let compiled = compile(text);
        assert!(
            text == "@" || matches!(compiled, Err(CompileError::Syntax { .. })),
            "{text}: {compiled:?}"
        );
    }
    assert_eq!(compile(&"(".repeat(1000)), Err(CompileError::TooLarge));
    assert_eq!(compile(&"a".repeat(100_000)), Err(CompileError::TooLarge));
    assert_eq!(compile(&"-".repeat(10_000)), Err(CompileError::TooLarge));
}

#[test]
fn an_operator_that_takes_one_item_refuses_several() {
    let patient = patient();
    let several = compiled("name.given + 'x'");
    let refused = several.evaluate(&patient, &NoModel);
    assert!(refused.is_err(), "{refused:?}");
    let unknown = compiled("%nothing");
    assert!(matches!(
        unknown.evaluate(&patient, &NoModel),
        Err(EvaluateError::UnknownVariable { .. })
    ));
}

#[test]
fn a_union_is_cut_down_to_what_a_type_can_have() {
    let union = compiled("Patient.name | Practitioner.name.where(use='official') | name.given");
    let is_type = |name: &str| ["Patient", "Practitioner"].contains(&name);
    assert_eq!(
        union.for_type("Patient", is_type),
        Some(compiled("Patient.name | name.given"))
    );
    assert_eq!(
        compiled("Person.name | Patient.name").for_type("Practitioner", |_| true),
        None
    );
}
