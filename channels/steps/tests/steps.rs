//! Every kind of step, over HL7 and JSON.

use crate::support::{after, compile_steps, content, context, hl7, host, json, message_after, problems_of};
use nilecare_channel_steps::Compiler;
use nilecare_script::Route;

/// Runs steps and gives the maps.
fn maps_after(document: &nilecare_document::Document, yaml: &str) -> String {
    let context = after(document, yaml).unwrap_or_else(|error| panic!("{yaml}: {error}"));
    context.maps_json().unwrap_or_default()
}

/// Sorts the members of objects by name, as their order is not what a test is about.
fn sorted(json: &str) -> String {
    let mut value: serde_json::Value = serde_json::from_str(json).expect("it is JSON");
    value.sort_all_objects();
    value.to_string()
}

#[test]
fn a_map_step_sets_a_variable() {
    for (step, expected) in [
        (
            "to: channel_map.mrn, value: '${PID-3.1}', replace: [{ pattern: '^0+(\\d)', by: '$1' }]",
            r#"{"channel_map":{"mrn":"100234"}}"#,
        ),
        (
            "to: connector_map.w, value: '${OBX-3.1}', lookup: wards",
            r#"{"connector_map":{"w":"Chemistry"}}"#,
        ),
        (
            "to: channel_map.w, value: nowhere, lookup: wards, default: 'at ${PID-5.1}'",
            r#"{"channel_map":{"w":"at EVERYMAN"}}"#,
        ),
        ("to: 'channel_map.l[]', value: x", r#"{"channel_map":{"l":["x"]}}"#),
        (
            "to: response_map.own, value: '${PID-9}'",
            r#"{"response_map":{"own":""}}"#,
        ),
    ] {
        assert_eq!(
            maps_after(&hl7(), &format!("- {{ type: map, {step} }}")),
            expected,
            "{step}"
        );
    }
    let twice = "- { type: map, to: 'channel_map.l[]', value: a }\n- { type: map, to: 'channel_map.l[]', value: b }";
    assert_eq!(maps_after(&hl7(), twice), r#"{"channel_map":{"l":["a","b"]}}"#);
    let onto_a_text = "- { type: map, to: channel_map.l, value: a }\n- { type: map, to: 'channel_map.l[]', value: b }";
    assert_eq!(maps_after(&hl7(), onto_a_text), r#"{"channel_map":{"l":["a","b"]}}"#);
}

#[test]
fn a_value_that_is_one_place_keeps_its_type() {
    for (value, expected) in [
        ("${/patient}", r#"{"age":55,"alive":true,"name":"Adam","ssn":"1"}"#),
        ("${/patient/age}", "55"),
        ("${/patient/age} years", r#""55 years""#),
        ("${/patient/absent}", "null"),
        ("${configuration.limits}", r#"{"low":5}"#),
        (
            "${configuration.password}",
            r#"{"$nilecare":"secret","value":"password"}"#,
        ),
    ] {
        let step = format!("- {{ type: map, to: channel_map.v, value: '{value}' }}");
        assert_eq!(
            maps_after(&json(), &step),
            format!(r#"{{"channel_map":{{"v":{expected}}}}}"#),
            "{value}"
        );
    }
}

#[test]
fn a_message_in_a_map_does_not_change_with_the_message() {
    let steps = "
- { type: map, to: channel_map.before, value: '${msg}' }
- { type: for_each, of: OBX, steps: [{ type: map, to: 'channel_map.lines[]', value: '${item}' }, { type: build, to: item.1, value: X }] }";
    let maps = maps_after(&hl7(), steps);
    assert!(
        maps.contains("OBX|1|NM") && maps.contains("OBX|2|ST") && !maps.contains("OBX|X"),
        "{maps}"
    );
}

#[test]
fn shared_maps_are_set_for_all_messages() {
    let host = host();
    let steps = "- { type: map, to: global_map.last, value: '${PID-3.1}' }\n- { type: map, to: 'global_map.all[]', value: '${message.id}' }";
    let transformer = compile_steps(&host, steps).expect("it is right");
    for _ in 0..2 {
        transformer.run(&host, &mut context(&hl7())).expect("it runs");
    }
    assert_eq!(
        host.environment().global_map.to_json().to_string(),
        r#"{"all":[77,77],"last":"00100234"}"#
    );
}

#[test]
fn a_build_step_sets_a_field_and_makes_what_is_missing() {
    for (to, value, expected) in [
        ("PID-5.1", "SMITH & SONS", "||SMITH \\T\\ SONS^ADAM^^JR|"),
        ("PV1-3.1", "W1", "NTE|2||seen twice\rPV1|||W1\r"),
        ("NTE(4)-3", "new", "NTE|2||seen twice\rNTE\rNTE|||new\r"),
        ("OBX[2]-5", "x", "NTE|2||seen twice\r"),
        ("PID-5", "${PID-5.2}", "||ADAM||"),
    ] {
        let message = message_after(&hl7(), &format!("- {{ type: build, to: '{to}', value: '{value}' }}"));
        assert!(message.contains(expected), "{to}: {message}");
    }
    let unchanged = message_after(&hl7(), "- { type: build, to: ZXX-1, value: '${PID-9}' }");
    assert_eq!(unchanged, crate::support::ORU);
}

#[test]
fn a_build_step_sets_a_member_and_makes_what_is_missing() {
    for (to, value, expected) in [
        ("/patient/name", "Eve", r#""name":"Eve""#),
        ("/made/list/0/x", "${/patient/age}", r#""made":{"list":[{"x":55}]}"#),
        ("/entries/-", "${/patient/alive}", r#"{"code":"a","n":3},true]"#),
    ] {
        let message = message_after(&json(), &format!("- {{ type: build, to: {to}, value: '{value}' }}"));
        assert!(message.contains(expected), "{to}: {message}");
    }
}

#[test]
fn a_build_step_that_cannot_be_done_tells_its_name_and_why() {
    for (document, step, expected) in [
        (
            json(),
            "{ name: ward, type: build, to: PV1-3, value: x }",
            "ward: msg is no HL7 v2 message here, but JSON",
        ),
        (
            hl7(),
            "{ type: build, to: /a, value: x }",
            "/source/transformer/0: msg is no JSON value",
        ),
        (
            json(),
            "{ type: build, to: /patient/name/x, value: z }",
            "/patient/name/x cannot be set",
        ),
        (
            hl7(),
            "{ type: build, to: 'NTE(500)-1', value: z }",
            "at most 100 can be made at once",
        ),
        (
            hl7(),
            "{ type: build, to: PID-5, value: '${configuration.password}' }",
            "the secret password cannot be put",
        ),
        (
            hl7(),
            "{ type: map, to: channel_map.d, value: '${PID-5.1|date:hl7>yyyy}' }",
            "a date is made of digits",
        ),
    ] {
        let error = after(&document, &format!("- {step}"))
            .err()
            .expect("it cannot be done")
            .to_string();
        assert!(
            error.contains(expected) && !error.contains("EVERYMAN"),
            "{step}: {error}"
        );
    }
}

#[test]
fn a_loop_goes_over_segments_and_changes_them() {
    let steps = "
- type: for_each
  of: OBX
  steps:
    - { type: build, to: item.5, value: '${item.5|trim}-${index}' }
    - { type: map, to: 'channel_map.codes[]', value: '${item.3.1}' }
    - { script: 'item[\"8\"] = `n${index}`; channel_map.last = item.id' }";
    let context = after(&hl7(), steps).expect("it runs");
    let message = content(&context);
    assert!(
        message.contains("||7.40-1|mmol/L||n1\r") && message.contains("||pale-2|||n2\r"),
        "{message}"
    );
    assert_eq!(
        context.maps_json().as_deref(),
        Some(r#"{"channel_map":{"codes":["GLU","COL"],"last":"OBX"}}"#)
    );
}

#[test]
fn a_loop_goes_over_repetitions_and_within_segments() {
    let steps = "
- type: for_each
  of: PID-3
  steps:
    - { type: map, to: 'channel_map.ids[]', value: '${item.1}/${item.4}/${index}' }
    - { type: build, to: item.6, value: X }
- type: for_each
  of: OBX
  steps:
    - type: for_each
      of: item.3
      steps: [{ type: build, to: item.2, value: '${item.2|upper}' }]";
    let context = after(&hl7(), steps).expect("it runs");
    let message = content(&context);
    assert!(
        message.contains("|00100234^^^NILE^MR^X~784-1970^^^MOH^NI^X|"),
        "{message}"
    );
    assert!(
        message.contains("|GLU^GLUCOSE|") && message.contains("|COL^COLOUR|"),
        "{message}"
    );
    assert!(
        context
            .maps_json()
            .is_some_and(|maps| maps.contains(r#"["00100234/NILE/1","784-1970/MOH/2"]"#))
    );
}

#[test]
fn a_loop_goes_over_elements_and_changes_them() {
    let steps = "
- type: for_each
  of: /entries
  steps:
    - { type: build, to: item/label, value: '${item/code|upper}${index}' }
    - { script: 'item.n += 10; msg.total = index' }
    - { type: build, to: item/codes/-, value: '${item/n}' }
    - type: for_each
      of: item/codes
      steps: [{ type: build, to: item, value: 'n${item}' }]";
    let message = sorted(&message_after(&json(), steps));
    let expected = r#""entries":[{"code":"a","codes":["n11"],"label":"A1","n":11},{"code":"b","codes":["n12"],"label":"B2","n":12},{"code":"a","codes":["n13"],"label":"A3","n":13}]"#;
    assert!(
        message.contains(expected) && message.contains(r#""total":3"#),
        "{message}"
    );
}

#[test]
fn taking_out_within_a_loop_visits_the_others_once() {
    let delete_when = |of: &str, value: &str, with: &str| {
        format!(
            "
- type: for_each
  of: {of}
  steps:
    - {{ type: map, to: 'channel_map.seen[]', value: '{value}' }}
    - type: when
      rules: [{{ type: field, value: '{value}', is: equals, to: [{with}] }}]
      steps: [{{ type: delete, paths: [item] }}]"
        )
    };
    let context = after(&hl7(), &delete_when("NTE", "${item.1}", "'1'")).expect("it runs");
    assert!(content(&context).contains("mmol/L\rOBX|2") && content(&context).ends_with("NTE|2||seen twice\r"));
    let context = after(&hl7(), &delete_when("PID-3", "${item.4}", "NILE")).expect("it runs");
    assert!(
        content(&context).contains("|784-1970^^^MOH^NI|"),
        "{}",
        content(&context)
    );
    assert_eq!(
        context.maps_json().as_deref(),
        Some(r#"{"channel_map":{"seen":["NILE","MOH"]}}"#)
    );
    let context = after(&json(), &delete_when("/entries", "${item/code}", "a")).expect("it runs");
    assert!(content(&context).contains(r#""entries":[{"code":"b","n":2}]"#));
    assert_eq!(
        context.maps_json().as_deref(),
        Some(r#"{"channel_map":{"seen":["a","b","a"]}}"#)
    );
}

#[test]
fn scripts_take_out_within_a_loop_too() {
    for (of, script, expected) in [
        (
            "OBX",
            "if index == 1 { item.remove(); msg.remove_segment(\"NTE\", 1); }",
            "OBR|1|ORD-1\rOBX|2",
        ),
        (
            "PID-3",
            "if index == 1 { msg.remove(\"PID-3(1)\"); } else { item[\"4\"] = \"B\"; }",
            "|1||784-1970^^^B^NI||",
        ),
        ("PID-3", "if index == 1 { item.remove(); }", "|1||784-1970^^^MOH^NI||"),
    ] {
        let steps = format!("- type: for_each\n  of: {of}\n  steps: [{{ script: '{script}' }}]");
        let message = message_after(&hl7(), &steps);
        assert!(message.contains(expected), "{script}: {message}");
    }
    let steps = "- type: for_each\n  of: /entries\n  steps: [{ script: 'if index == 1 { msg.entries.remove(0); }' }]";
    assert!(message_after(&json(), steps).contains(r#""entries":[{"code":"b","n":2}"#));
    let steps = "- type: for_each\n  of: /entries\n  steps: [{ script: 'msg.entries.push(#{ n: index });' }]";
    assert_eq!(
        message_after(&json(), steps).matches("\"n\"").count(),
        6,
        "what is added is not visited"
    );
}

#[test]
fn scripts_move_elements_of_the_loops_around_them() {
    let document = |text: &str| {
        let raw = bytes::Bytes::copy_from_slice(text.as_bytes());
        nilecare_document::DataType::Json
            .parse(&raw, nilecare_hl7v2::charset::Charset::Utf8)
            .expect("it is JSON")
    };
    let steps = |script: &str| {
        format!(
            "- type: for_each\n  of: /a\n  steps:\n    - {{ type: map, to: 'channel_map.seen[]', value: '${{item/n}}' }}\n    \
             - type: for_each\n      of: item/b\n      steps: [{{ script: '{script}' }}, {{ type: build, to: item/x, value: '${{item/m}}' }}]"
        )
    };
    let text = r#"{"a":[{"n":1,"b":[{"m":1},{"m":2}]},{"n":2,"b":[{"m":3}]},{"n":3,"b":[]}]}"#;
    for (script, seen, expected) in [
        (
            "()",
            "[1,2,3]",
            r#"{"a":[{"b":[{"m":1,"x":1},{"m":2,"x":2}],"n":1},{"b":[{"m":3,"x":3}],"n":2},{"b":[],"n":3}]}"#,
        ),
        // The element of the loop around is taken out, and with it what is left of its own elements.
        (
            "if item.m == 1 { msg.a.remove(0); }",
            "[1,2,3]",
            r#"{"a":[{"b":[{"m":3,"x":3}],"n":2},{"b":[],"n":3}]}"#,
        ),
        // Others before it come, so it moves.
        (
            "if item.m == 3 { msg.a.insert(0, #{ n: 9 }); }",
            "[1,2,3]",
            r#"{"a":[{"n":9},{"b":[{"m":1,"x":1},{"m":2,"x":2}],"n":1},{"b":[{"m":3,"x":3}],"n":2},{"b":[],"n":3}]}"#,
        ),
        (
            "if item.m == 1 { msg.a[0].b.remove(0); }",
            "[1,2,3]",
            r#"{"a":[{"b":[{"m":2,"x":2}],"n":1},{"b":[{"m":3,"x":3}],"n":2},{"b":[],"n":3}]}"#,
        ),
        ("if item.m == 2 { msg = #{ gone: true }; }", "[1]", r#"{"gone":true}"#),
        (
            "let all = [1, 2].map(|n| n + item.m); item.m = all[0]",
            "[1,2,3]",
            r#"{"a":[{"b":[{"m":2,"x":2},{"m":3,"x":3}],"n":1},{"b":[{"m":4,"x":4}],"n":2},{"b":[],"n":3}]}"#,
        ),
        (
            "item = #{ m: 7 };",
            "[1,2,3]",
            r#"{"a":[{"b":[{"m":7,"x":7},{"m":7,"x":7}],"n":1},{"b":[{"m":7,"x":7}],"n":2},{"b":[],"n":3}]}"#,
        ),
        (
            "msg.a[0].b[0] = #{ m: 8 };",
            "[1,2,3]",
            r#"{"a":[{"b":[{"m":8},{"m":2,"x":2}],"n":1},{"b":[{"m":3,"x":3}],"n":2},{"b":[],"n":3}]}"#,
        ),
    ] {
        let context = after(&document(text), &steps(script)).unwrap_or_else(|error| panic!("{script}: {error}"));
        let maps = context.maps_json().expect("some were seen");
        assert_eq!(
            (sorted(&content(&context)).as_str(), maps),
            (expected, format!(r#"{{"channel_map":{{"seen":{seen}}}}}"#)),
            "{script}"
        );
    }
}

#[test]
fn steps_under_a_condition_run_when_it_is_met() {
    let steps = |code: &str| {
        format!(
            "- type: when\n  rules: [{{ type: field, value: '${{MSH-9.1}}', is: equals, to: [{code}] }}]\n  steps: [{{ type: build, to: PID-8, value: F }}]"
        )
    };
    assert!(message_after(&hl7(), &steps("ORU")).contains("|19700305|F|"));
    assert_eq!(message_after(&hl7(), &steps("ADT")), crate::support::ORU);
}

#[test]
fn a_route_step_chooses_among_those_still_chosen() {
    let route = |steps: &str| after(&hl7(), steps).expect("it runs").route();
    let only = "- { type: route, choose: only, destinations: [first] }";
    assert_eq!(route(only), Route::Only(vec!["first".to_owned()]));
    let never = format!(
        "- {{ type: route, choose: none, rules: [{{ type: field, value: '${{PID-9}}', is: exists }}] }}\n{only}"
    );
    assert_eq!(route(&never), Route::Only(vec!["first".to_owned()]));
    let except = format!("- {{ type: route, choose: except, destinations: [first] }}\n{only}");
    assert_eq!(route(&except), Route::Only(Vec::new()));
    assert_eq!(route("- { type: route, choose: none }"), Route::Only(Vec::new()));
}

#[test]
fn a_delete_step_takes_out_segments_fields_and_members() {
    for (paths, expected) in [
        (
            "[NTE]",
            "OBX|1|NM|GLU^Glucose||7.40|mmol/L\rOBX|2|ST|COL^Colour|| pale \r",
        ),
        ("['NTE(1)']", "mmol/L\rOBX|2|ST|COL^Colour|| pale \rNTE|2"),
        (
            "[PID-5, PID-3.1, ZZZ, ZZZ-1]",
            "PID|1||^^^NILE^MR~784-1970^^^MOH^NI||||19700305|",
        ),
        ("['PID-3(1)']", "PID|1||784-1970^^^MOH^NI||"),
    ] {
        let message = message_after(&hl7(), &format!("- {{ type: delete, paths: {paths} }}"));
        assert!(message.contains(expected), "{paths}: {message}");
    }
    let message = message_after(
        &json(),
        "- { type: delete, paths: [/patient/ssn, /entries/1, /absent/x] }",
    );
    assert_eq!(
        message,
        r#"{"patient":{"name":"Adam","age":55,"alive":true},"entries":[{"code":"a","n":1},{"code":"a","n":3}]}"#
    );
}

#[test]
fn all_that_is_wrong_is_told_with_its_place() {
    for (step, expected) in [
        (
            "{ type: build, to: PID, value: x }",
            "/source/transformer/0/to: PID is a segment",
        ),
        (
            "{ type: build, to: item.5, value: x }",
            "/source/transformer/0/to: item is there within for_each only",
        ),
        (
            "{ type: build, to: PID-5, value: '${PID-x}' }",
            "/source/transformer/0/value: ${PID-x}: expected a number",
        ),
        (
            "{ type: build, to: PID-5, value: x, lookup: none }",
            "/source/transformer/0/lookup: there is no lookup table none",
        ),
        (
            "{ type: build, to: PID-5, value: x, replace: [{ pattern: '(', by: z }] }",
            "/source/transformer/0/replace/0/pattern: not a regular",
        ),
        (
            "{ type: map, to: my_map.x, value: z }",
            "/source/transformer/0/to: my_map is no map",
        ),
        (
            "{ type: route, choose: only, destinations: [third] }",
            "/source/transformer/0/destinations/0: there is no destination",
        ),
        (
            "{ type: route, choose: only }",
            "/source/transformer/0/destinations: needs the ids",
        ),
        (
            "{ type: delete, paths: [MSH] }",
            "/source/transformer/0/paths/0: a message needs its MSH",
        ),
        (
            "{ type: for_each, of: PID-3.1, steps: [] }",
            "/source/transformer/0/of: PID-3.1 cannot be gone over",
        ),
        (
            "{ type: for_each, of: OBX, steps: [{ script: 'itm' }] }",
            "/source/transformer/0/steps/0: ",
        ),
        ("{ script: 'item' }", "Undefined variable"),
        (
            "{ type: when, rules: [{ type: field, value: x, is: equals }], steps: [] }",
            "/source/transformer/0/rules/0/to: needs what",
        ),
        (
            "{ type: when, rules: [{ type: field, value: x, is: exists, to: [z] }], steps: [] }",
            "/source/transformer/0/rules/0/to: a value exists",
        ),
    ] {
        let problems = problems_of(&format!("- {step}"));
        assert!(problems.contains(expected), "{step}: {problems}");
    }
}

#[test]
fn what_is_nested_too_deep_is_refused() {
    let mut step = "{ script: '()' }".to_owned();
    for _ in 0..20 {
        step = format!("{{ type: when, rules: [], steps: [{step}] }}");
    }
    assert!(problems_of(&format!("- {step}")).contains("may be nested 16 deep"));
}

#[test]
fn one_step_can_be_tried_alone() {
    let host = host();
    let steps = "
- { type: build, to: PID-8, value: F }
- type: when
  rules: []
  steps:
    - { type: build, to: PID-8, value: M }
- { name: unused, enabled: false, script: 'nothing' }";
    let transformer = compile_steps(&host, steps).expect("it is right");
    let places = [
        "/source/transformer/0",
        "/source/transformer/1",
        "/source/transformer/1/steps/0",
    ];
    assert_eq!(transformer.places(), places);
    for (place, expected) in [(places[0], "|19700305|F|"), (places[2], "|19700305|M|")] {
        let mut context = context(&hl7());
        transformer.run_step(place, &host, &mut context).expect("it runs");
        assert!(content(&context).contains(expected), "{place}");
    }
    assert!(
        transformer
            .run_step("/source/transformer/2", &host, &mut context(&hl7()))
            .is_err()
    );
}

#[test]
fn the_channel_with_every_setting_compiles_with_what_it_names() {
    let yaml = include_str!("../../model/tests/full.yaml");
    let mut folder = crate::support::folder("", "");
    folder.channel = serde_saphyr::from_str(yaml).expect("it is a channel");
    let host = host();
    let mut compiler = Compiler::new(&folder, &host);
    nilecare_channel_steps::Transformer::compile(
        &mut compiler,
        "/source/transformer",
        &folder.channel.source.transformer,
    );
    nilecare_channel_steps::Filter::compile(&mut compiler, "/source/filter", &folder.channel.source.filter);
    let problems = compiler.problems.iter().map(ToString::to_string).collect::<Vec<_>>();
    assert_eq!(problems, ["/libraries/0: there is no library dates; there are: "]);
}
