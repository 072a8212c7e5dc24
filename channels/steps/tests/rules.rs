//! Every kind of rule over HL7 and JSON, and rules against an evaluator that is as simple as can be.

use crate::support::{compile_filter, context, hl7, host, json, passes};
use proptest::prelude::*;

fn field(value: &str, is: &str, to: &[&str]) -> String {
    let to = if to.is_empty() {
        String::new()
    } else {
        format!(", to: {}", serde_json::json!(to))
    };
    let value = serde_json::json!(value);
    format!("- {{ type: field, value: {value}, is: {is}{to} }}")
}

#[test]
fn values_are_compared_in_every_way() {
    for (value, is, to, expected) in [
        ("${PID-5.1}", "exists", &[][..], true),
        ("${PID-9}", "exists", &[], false),
        ("${PID-8}", "exists", &[], true),
        ("${ZZZ-1}", "not_exists", &[], true),
        ("${PID-8}", "equals", &["\"\""], true),
        ("${MSH-9.1}", "equals", &["ADT", "ORU"], true),
        ("${MSH-9.1}", "equals", &["oru", "ORU "], false),
        ("${MSH-9.1}", "not_equals", &["ADT", "ORU"], false),
        ("${MSH-9.1}", "not_equals", &["ADT", "ORM"], true),
        ("${PID-5}", "contains", &["X", "MAN^"], true),
        ("${PID-5}", "not_contains", &["X", "MAN^"], false),
        ("${PID-5.1}", "starts_with", &["EVERY"], true),
        ("${PID-5.1}", "starts_with", &["MAN"], false),
        ("${PID-3.1}", "matches", &["^\\d{8}$"], true),
        ("${PID-3.1}", "matches", &["^\\d$", "${PID-3.1}"], true),
        ("${PID-3.1}", "not_matches", &["^0", "x"], false),
        ("${OBX-5}", "less", &["10"], true),
        ("${OBX-5}", "greater", &["10", "7.399"], true),
        ("${OBX-5}", "less", &["7.4"], false),
        ("${PID-5.1}", "less", &["F"], true),
        ("${PID-7}", "greater", &["${MSH-7}"], false),
    ] {
        assert_eq!(
            passes(&hl7(), &field(value, is, to)),
            Ok(expected),
            "{value} {is} {to:?}"
        );
    }
    assert_eq!(passes(&json(), &field("${/patient/age}", "greater", &["9"])), Ok(true));
    assert_eq!(
        passes(&json(), &field("${/patient/alive}", "equals", &["true"])),
        Ok(true)
    );
    assert_eq!(passes(&json(), &field("${/patient/absent}", "exists", &[])), Ok(false));
}

#[test]
fn groups_and_loops_decide_by_what_is_in_them() {
    let t = "{ script: 'true' }";
    let f = "{ script: 'false' }";
    for (rule, expected) in [
        (format!("type: all, rules: [{t}, {t}]"), true),
        (format!("type: all, rules: [{t}, {f}]"), false),
        (format!("type: any, rules: [{f}, {t}]"), true),
        (format!("type: any, rules: [{f}]"), false),
        (format!("type: none, rules: [{f}, {f}]"), true),
        (format!("type: none, rules: [{f}, {t}]"), false),
        ("type: all, rules: []".to_owned(), true),
        ("type: any, rules: []".to_owned(), false),
        ("type: none, rules: []".to_owned(), true),
        (format!("type: for_each, of: ZZZ, rules: [{t}]"), false),
        (format!("type: for_each, of: ZZZ, wanted: all, rules: [{f}]"), true),
        ("type: for_each, of: OBX, rules: [{ script: 'item[\"1\"] == \"2\" && index == 2' }]".to_owned(), true),
        ("type: for_each, of: OBX, wanted: all, rules: [{ type: field, value: '${item.5}', is: exists }]".to_owned(), true),
        ("type: for_each, of: PID-3, wanted: all, rules: [{ type: field, value: '${item.4}', is: equals, to: [MOH] }]".to_owned(), false),
        ("type: for_each, of: PID-3, rules: [{ type: field, value: '${item.4}', is: equals, to: [MOH] }]".to_owned(), true),
    ] {
        assert_eq!(passes(&hl7(), &format!("- {{ {rule} }}")), Ok(expected), "{rule}");
    }
    let entries = |wanted: &str| {
        format!(
            "- {{ type: for_each, of: /entries, wanted: {wanted}, rules: [{{ type: field, value: '${{item/code}}', is: equals, to: [a] }}] }}"
        )
    };
    assert_eq!(
        (passes(&json(), &entries("any")), passes(&json(), &entries("all"))),
        (Ok(true), Ok(false))
    );
}

#[test]
fn a_rule_that_is_not_enabled_is_not_there() {
    assert_eq!(passes(&hl7(), "- { enabled: false, script: 'false' }"), Ok(true));
    assert_eq!(passes(&hl7(), "[]"), Ok(true));
}

#[test]
fn a_rule_that_fails_tells_its_name() {
    let error = passes(
        &hl7(),
        "- { name: born, type: field, value: '${PID-5.1|date:hl7>yyyy}', is: exists }",
    );
    let error = error.expect_err("it is no date");
    assert!(
        error.to_string().starts_with("born: ") && error.for_sender() == "the step born failed",
        "{error}"
    );
    let error = passes(&hl7(), "- { script: '1' }").expect_err("it is no answer");
    assert_eq!(error.script, "/source/filter/0");
}

#[test]
fn what_is_wrong_is_told_with_its_place() {
    let host = host();
    for (rule, place) in [
        ("{ type: field, value: '${x}', is: exists }", "/source/filter/0/value"),
        (
            "{ type: field, value: x, is: matches, to: ['('] }",
            "/source/filter/0/to/0",
        ),
        (
            "{ type: any, rules: [{ type: field, value: x, is: less }] }",
            "/source/filter/0/rules/0/to",
        ),
        ("{ type: for_each, of: nothing, rules: [] }", "/source/filter/0/of"),
    ] {
        let problems = compile_filter(&host, &format!("- {rule}")).expect_err("it is wrong");
        assert_eq!(problems[0].path, place, "{problems:?}");
    }
}

/// Rules over two values, as text and as the simplest evaluator reads them.
#[derive(Debug, Clone)]
enum Simple {
    Field(usize, &'static str, Vec<String>),
    Group(&'static str, Vec<Simple>),
}

const VALUES: [&str; 4] = ["", "7.40", "abc", "-3"];

impl Simple {
    fn yaml(&self) -> String {
        match self {
            Self::Field(value, is, to) => {
                let to = if is.ends_with("exists") {
                    String::new()
                } else {
                    format!(", to: {}", serde_json::json!(to))
                };
                format!("{{ type: field, value: '${{channel_map.v{value}}}', is: {is}{to} }}")
            }
            Self::Group(kind, rules) => {
                let rules = rules.iter().map(Self::yaml).collect::<Vec<_>>().join(", ");
                format!("{{ type: {kind}, rules: [{rules}] }}")
            }
        }
    }

    fn holds(&self) -> bool {
        match self {
            Self::Field(value, is, to) => {
                let value = VALUES[*value];
                let any = |test: fn(&str, &str) -> bool| to.iter().any(|with| test(value, with));
                let number = |text: &str| text.parse::<f64>().ok();
                let order = |value: &str, with: &str| match (number(value), number(with)) {
                    (Some(value), Some(with)) => value.partial_cmp(&with).expect("they are numbers"),
                    _ => value.cmp(with),
                };
                match *is {
                    "exists" => !value.is_empty(),
                    "not_exists" => value.is_empty(),
                    "equals" => any(|value, with| value == with),
                    "not_equals" => !any(|value, with| value == with),
                    "contains" => any(|value, with| value.contains(with)),
                    "not_contains" => !any(|value, with| value.contains(with)),
                    "starts_with" => any(|value, with| value.starts_with(with)),
                    "less" => to.iter().any(|with| order(value, with).is_lt()),
                    "greater" => to.iter().any(|with| order(value, with).is_gt()),
                    other => panic!("{other}"),
                }
            }
            Self::Group("all", rules) => rules.iter().all(Self::holds),
            Self::Group("any", rules) => rules.iter().any(Self::holds),
            Self::Group(_, rules) => !rules.iter().any(Self::holds),
        }
    }
}

fn simple() -> impl Strategy<Value = Simple> {
    let is = prop::sample::select(vec![
        "exists",
        "not_exists",
        "equals",
        "not_equals",
        "contains",
        "not_contains",
        "starts_with",
        "less",
        "greater",
    ]);
    let to = prop::collection::vec(
        prop::sample::select(vec!["", "7.4", "7.40", "a", "abc", "-3.0", "10", "abd"]),
        1..3,
    );
    let to = to.prop_map(|to| to.into_iter().map(str::to_owned).collect());
    let field = (0..VALUES.len(), is, to).prop_map(|(value, is, to)| Simple::Field(value, is, to));
    field.prop_recursive(3, 12, 3, |inner| {
        let kind = prop::sample::select(vec!["all", "any", "none"]);
        (kind, prop::collection::vec(inner, 0..4)).prop_map(|(kind, rules)| Simple::Group(kind, rules))
    })
}

proptest! {
    #[test]
    fn rules_decide_as_the_simplest_evaluator_does(rule in simple()) {
        let host = host();
        let yaml = format!("- {}", rule.yaml());
        let filter = compile_filter(&host, &yaml).expect("it is right");
        let mut context = context(&hl7());
        let maps = VALUES.iter().enumerate().map(|(index, value)| (format!("v{index}"), serde_json::json!(value)));
        let maps = serde_json::json!({ "channel_map": maps.collect::<serde_json::Map<_, _>>() });
        context.restore_maps(&maps.to_string()).expect("it is ours");
        prop_assert_eq!(filter.passes(&host, &mut context), Ok(rule.holds()), "{}", yaml);
    }
}
