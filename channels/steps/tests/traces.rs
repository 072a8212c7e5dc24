//! What a trace tells.

use crate::support::{compile_filter, compile_steps, context, hl7, host, json};
use nilecare_script::{FieldChange, ScriptContext, Trace};

fn traced(document: &nilecare_document::Document, steps: &str) -> (Trace, ScriptContext) {
    let host = host();
    let transformer = compile_steps(&host, steps).unwrap_or_else(|problems| panic!("{problems:?}"));
    let mut context = context(document);
    context.start_trace();
    let _ = transformer.run(&host, &mut context);
    (context.take_trace(), context)
}

fn change(path: &str, before: Option<&str>, after: Option<&str>) -> FieldChange {
    FieldChange {
        path: path.to_owned(),
        before: before.map(str::to_owned),
        after: after.map(str::to_owned),
    }
}

#[test]
fn each_step_tells_what_it_changed() {
    let steps = "
- { name: name, type: build, to: PID-5.1, value: X }
- { type: map, to: channel_map.a, value: '1' }
- { script: 'channel_map.a = 2; global_map.g = 3; logger.info(\"seen\"); msg.remove(\"NTE\"); msg.add_segment(\"ZZZ|1\")' }
- { type: map, to: channel_map.p, value: '${configuration.password}' }";
    let (trace, _) = traced(&hl7(), steps);
    let [name, map, script, secret] = trace.events.as_slice() else {
        panic!("{trace:?}")
    };
    assert_eq!(
        (name.place.as_str(), name.name.as_str(), name.kind),
        ("/source/transformer/0", "name", "build")
    );
    assert_eq!(
        name.changes,
        [change("PID-5", Some("EVERYMAN^ADAM^^JR"), Some("X^ADAM^^JR"))]
    );
    assert_eq!(
        (map.map_changes[0].map, map.map_changes[0].after.as_deref()),
        ("channel_map", Some("1"))
    );
    let maps = script.map_changes.iter().map(|change| {
        (
            change.map,
            change.key.as_str(),
            change.before.as_deref(),
            change.after.as_deref(),
        )
    });
    assert_eq!(
        maps.collect::<Vec<_>>(),
        [
            ("channel_map", "a", Some("1"), Some("2")),
            ("global_map", "g", None, Some("3"))
        ]
    );
    assert_eq!(
        script.changes,
        [
            change("NTE", Some("NTE|1||fasting"), None),
            change("ZZZ", None, Some("ZZZ|1"))
        ]
    );
    assert_eq!(script.log[0].text, "seen");
    assert_eq!(secret.map_changes[0].after.as_deref(), Some("***"));
    assert!(trace.events.is_sorted_by_key(|event| event.started_us));
}

#[test]
fn changes_of_json_are_told_by_pointers() {
    let steps =
        "- { script: 'msg.patient.name = \"Eve\"; msg.entries.remove(2); msg.made = 1; msg.patient.remove(\"ssn\")' }";
    let (trace, _) = traced(&json(), steps);
    assert_eq!(
        trace.events[0].changes,
        [
            change("/entries/2", Some(r#"{"code":"a","n":3}"#), None),
            change("/patient/name", Some("Adam"), Some("Eve")),
            change("/patient/ssn", Some("1"), None),
            change("/made", None, Some("1")),
        ]
    );
}

#[test]
fn steps_within_loops_tell_their_items_and_come_after_the_loop() {
    let steps = "
- type: for_each
  of: OBX
  steps:
    - type: when
      rules: [{ type: field, value: '${item.1}', is: equals, to: ['2'] }]
      steps: [{ type: for_each, of: item.3, steps: [{ type: build, to: item.1, value: x }] }]
- { script: '()' }";
    let (trace, _) = traced(&hl7(), steps);
    let told = trace.events.iter().map(|event| {
        (
            event.place.trim_start_matches("/source/transformer/"),
            event.kind,
            event.items.as_slice(),
            event.result,
        )
    });
    let expected: [(&str, &str, &[usize], Option<bool>); 8] = [
        ("0", "for_each", &[], None),
        ("0/steps/0", "when", &[1], None),
        ("0/steps/0/rules/0", "field", &[1], Some(false)),
        ("0/steps/0", "when", &[2], None),
        ("0/steps/0/rules/0", "field", &[2], Some(true)),
        ("0/steps/0/steps/0", "for_each", &[2], None),
        ("0/steps/0/steps/0/steps/0", "build", &[2, 1], None),
        ("1", "script", &[], None),
    ];
    assert_eq!(told.collect::<Vec<_>>(), expected);
    assert_eq!(
        trace.events[6].changes,
        [change("OBX(2)-3", Some("COL^Colour"), Some("x^Colour"))]
    );
}

#[test]
fn an_error_is_told_where_it_happened() {
    let (trace, _) = traced(&hl7(), "- { script: 'throw \"no\"' }\n- { script: '()' }");
    assert_eq!(trace.events.len(), 1);
    assert!(
        trace.events[0]
            .error
            .as_deref()
            .is_some_and(|error| error.ends_with(": no")),
        "{trace:?}"
    );
}

#[test]
fn a_filter_tells_what_each_rule_answered() {
    let host = host();
    let filter = "- { name: a, type: any, rules: [{ script: 'false' }, { script: 'true' }] }\n- { name: b, script: 'false' }\n- { script: 'true' }";
    let filter = compile_filter(&host, filter).expect("it is right");
    let mut context = context(&hl7());
    context.start_trace();
    assert_eq!(filter.passes(&host, &mut context), Ok(false));
    let answers = context
        .take_trace()
        .events
        .iter()
        .map(|event| event.result)
        .collect::<Vec<_>>();
    assert_eq!(answers, [Some(true), Some(false), Some(true), Some(false)]);
    assert!(context.take_trace().events.is_empty());
}

#[test]
fn a_trace_is_bounded() {
    let steps = "- { script: 'let all = \"\"; for n in 0..3000 { all += \"a\"; channel_map[`k${n}`] = all; msg[`PID-${n + 1}`] = all; }' }";
    let (trace, _) = traced(&hl7(), steps);
    let event = &trace.events[0];
    assert_eq!((event.changes.len(), event.map_changes.len()), (200, 200));
    assert!(
        event
            .changes
            .iter()
            .all(|change| change.after.as_deref().unwrap_or_default().len() <= 1_003)
    );
    let steps = "
- { script: 'for n in 0..50 { msg.add_segment(\"ZZZ|1\"); }' }
- type: for_each
  of: ZZZ
  steps: [{ type: for_each, of: ZZZ, steps: [{ type: map, to: channel_map.a, value: '${index}' }] }]";
    let (trace, context) = traced(&hl7(), steps);
    assert_eq!(
        (trace.events.len(), trace.n_dropped),
        (2_000, 1 + 1 + 50 + 2_500 - 2_000)
    );
    assert_eq!(
        crate::support::expand(&context, "${channel_map.a}").as_deref(),
        Ok("50")
    );
}
