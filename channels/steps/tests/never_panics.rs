//! Whatever steps and messages meet, nothing panics, and the context is whole afterwards.

use crate::support::{compile_steps, context, hl7, host, json as json_document};
use bytes::Bytes;
use nilecare_document::{DataType, Document};
use nilecare_hl7v2::charset::Charset;
use nilecare_script::ScriptHost;
use proptest::prelude::*;
use serde_json::{Value, json};

const PLACES: [&str; 22] = [
    "PID-5.1",
    "OBX(2)-5",
    "PID-3(2).4",
    "NTE-3",
    "ZZZ(3)-2.2.2",
    "MSH-9",
    "/patient/name",
    "/entries",
    "/entries/0",
    "/entries/-",
    "/made/0/x",
    "/0",
    "item",
    "item.1",
    "item.3(2).1",
    "item/n",
    "item/code",
    "item/-",
    "OBX",
    "PID-3",
    "msg",
    "item/list",
];

const SCRIPTS: [&str; 13] = [
    "item = 1",
    "msg = #{ entries: [1, [2], #{ n: 3 }] }",
    "msg = [1, 2, 3]",
    "msg = \"text\"",
    "msg = ()",
    "channel_map.kept = item",
    "channel_map.all = [msg, item]; let f = |x| x + index; channel_map.f = f.call(1)",
    "item.remove()",
    "msg.entries.remove(0)",
    "msg.entries.push(item)",
    "msg.entries = channel_map.kept",
    "msg.remove_segment(\"OBX\", 1); msg.remove(\"PID-3(1)\")",
    "channel_map = 5",
];

fn leaf() -> impl Strategy<Value = Value> {
    let place = || prop::sample::select(PLACES.to_vec());
    let value = prop_oneof![
        Just("x".to_owned()),
        place().prop_map(|place| format!("${{{place}}}")),
        Just("${channel_map.kept}".to_owned())
    ];
    prop_oneof![
        (place(), value.clone()).prop_map(|(to, value)| json!({ "type": "build", "to": to, "value": value })),
        value
            .clone()
            .prop_map(|value| json!({ "type": "map", "to": "channel_map.list[]", "value": value })),
        value.prop_map(|value| json!({ "type": "map", "to": "channel_map.kept", "value": value })),
        place().prop_map(|place| json!({ "type": "delete", "paths": [place] })),
        prop::sample::select(SCRIPTS.to_vec()).prop_map(|script| json!({ "script": script })),
    ]
}

fn step() -> impl Strategy<Value = Value> {
    leaf().prop_recursive(3, 16, 4, |inner| {
        let steps = prop::collection::vec(inner, 0..4);
        prop_oneof![
            (prop::sample::select(PLACES.to_vec()), steps.clone())
                .prop_map(|(of, steps)| json!({ "type": "for_each", "of": of, "steps": steps })),
            steps.prop_map(|steps| json!({ "type": "when", "rules": [], "steps": steps })),
        ]
    })
}

fn document() -> impl Strategy<Value = Document> {
    let parse = |data_type: DataType, text: &'static str| {
        data_type
            .parse(&Bytes::from_static(text.as_bytes()), Charset::Utf8)
            .expect("it is a message")
    };
    prop_oneof![
        Just(hl7()),
        Just(json_document()),
        Just(parse(
            DataType::Json,
            r#"[{"n":1,"list":[{"n":2},3]},4,[{"n":5}],{"list":[]}]"#
        )),
        Just(parse(DataType::Raw, "text")),
    ]
}

/// Leaves out the steps that cannot be compiled where they are: names are right or wrong by what is around them. `within`
/// puts a step into those around it.
fn compilable(host: &ScriptHost, steps: Vec<Value>, within: &dyn Fn(Value) -> Value) -> Vec<Value> {
    let mut kept = Vec::new();
    for mut step in steps {
        if let Some(inner) = step.get_mut("steps").map(Value::take) {
            let mut outer = step.clone();
            outer["steps"] = json!([]);
            let inner = inner.as_array().cloned().unwrap_or_default();
            let inner = compilable(host, inner, &|inner| {
                let mut outer = outer.clone();
                outer["steps"] = json!([inner]);
                within(outer)
            });
            step["steps"] = Value::Array(inner);
        }
        if compile_steps(host, &format!("- {}", within(step.clone()))).is_ok() {
            kept.push(step);
        }
    }
    kept
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn steps_never_panic(steps in prop::collection::vec(step(), 1..8), document in document(), is_traced: bool) {
        let host = host();
        let steps = compilable(&host, steps, &|step| step);
        prop_assume!(!steps.is_empty());
        let yaml = steps.iter().map(|step| format!("- {step}\n")).collect::<String>();
        let transformer = compile_steps(&host, &yaml).expect("each is right");
        let mut context = context(&document);
        if is_traced {
            context.start_trace();
        }
        let _ = transformer.run(&host, &mut context);
        let _ = context.document("test");
        let _ = context.take_trace();
        // What is kept is restored, and kept again the same.
        if let Some(kept) = context.maps_json() {
            let mut other = crate::support::context(&document);
            other.restore_maps(&kept).expect("it is ours");
            prop_assert_eq!(other.maps_json(), Some(kept));
        }
        // No loop is left open.
        let script = host.compile("after", "msg").expect("it is a script");
        prop_assert!(host.run(&script, &mut context).is_ok());
        prop_assert_eq!(crate::support::expand(&context, "${channel_map.absent}"), Ok(String::new()));
    }
}
