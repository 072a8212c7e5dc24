//! A trace tells what a run does, step by step, and stays within its bounds.

use std::collections::BTreeMap;

use bytes::Bytes;
use nilecare_channel_model::ChannelFolder;
use nilecare_engine_runtime::{
    ChannelTrace, SimulatedOutcome, SimulatedStatus, TestRig, TraceError, TraceOptions, TraceStage,
};
use nilecare_types::Timestamp;
use serde_json::{Value, json};

const MESSAGE: &str = "MSH|^~\\&|LAB|H|X|Y|20260101||ORU^R01|Q7|P|2.5\rPID|1||4711\rOBX|1|NM|GLU||5\rOBX|2|NM|K||6\r";

const CHANNEL: &str = r#"
version: 1
id: demo
name: Demo
preprocessor: { name: fix, script: 'msg.replace("4711", "4712")' }
postprocessor: { name: after, script: 'reply = response_map.first.status + " " + response_map.second.status' }
storage: { metadata: [{ name: mrn, value: '${PID-3}' }] }
attachments: [{ type: pattern, pattern: 'GLU(V+)', mime_type: text/plain }]
source:
  connector: { type: channel, name: demo }
  reply: { when: postprocessor }
  filter:
    - { name: results, type: field, value: '${MSH-9.1}', is: equals, to: [ORU] }
    - { name: with a patient, script: '!msg["PID-3"].is_empty()' }
  transformer:
    - { name: sender, type: build, to: MSH-3, value: HUB }
    - { name: keep, type: map, to: channel_map.mrn, value: '${PID-3}' }
    - { name: idle, enabled: false, type: build, to: MSH-4, value: IDLE }
    - { name: say, script: 'logger.info("seen " + msg["PID-3"])' }
destinations:
  - id: idle
    enabled: false
    connector: { type: channel, channel: nowhere }
  - id: first
    connector: { type: channel, channel: nowhere }
    transformer: [{ name: receiver, type: build, to: MSH-5, value: FIRST }]
    response_validation: {}
    response_transformer: [{ name: decide, script: 'if msg == () { status = "error" }' }]
  - id: second
    wait_for_previous: true
    connector: { type: channel, channel: nowhere }
    filter: [{ name: first took it, script: 'response_map.first.status == "sent"' }]
    content: 'patient ${channel_map.mrn}'
    queue: { order_by: '${PID-3}' }
"#;

fn now() -> Timestamp {
    Timestamp::from_second(1_767_225_600).expect("2026 is within the range of time stamps")
}

fn rig(yaml: &str) -> TestRig {
    let files = BTreeMap::from([("channel.yaml".to_owned(), yaml.to_owned())]);
    let folder = ChannelFolder::from_files(&files).expect("it is a channel");
    TestRig::new(folder, &crate::support::registry()).unwrap_or_else(|problems| panic!("{problems:?}"))
}

fn plain() -> String {
    CHANNEL.replace(
        "    response_transformer: [{ name: decide, script: 'if msg == () { status = \"error\" }' }]\n",
        "",
    )
}

fn outcome(status: SimulatedStatus, response: &'static str) -> SimulatedOutcome {
    SimulatedOutcome {
        status,
        response: (!response.is_empty()).then(|| Bytes::from_static(response.as_bytes())),
        error: None,
    }
}

fn accepted() -> SimulatedOutcome {
    outcome(
        SimulatedStatus::Sent,
        "MSH|^~\\&|X|Y|LAB|H|20260101||ACK|1|P|2.5\rMSA|AA|Q7\r",
    )
}

fn trace(yaml: &str, change: impl FnOnce(&mut TraceOptions)) -> Value {
    let mut options = TraceOptions::all(now());
    change(&mut options);
    let trace = rig(yaml).trace(&Bytes::from_static(MESSAGE.as_bytes()), BTreeMap::new(), &options);
    json(trace.expect("the options are right"))
}

fn json(trace: ChannelTrace) -> Value {
    serde_json::to_value(trace).expect("it is plain data")
}

fn stage<'a>(stages: &'a Value, name: &str) -> &'a Value {
    let stages = stages.as_array().expect("a list");
    let found = stages.iter().find(|stage| stage["stage"] == name);
    found.unwrap_or_else(|| panic!("no {name} in {stages:?}"))
}

fn text(stage: &Value) -> &str {
    stage["text"]["text"].as_str().unwrap_or_default()
}

#[test]
fn a_trace_agrees_with_a_run_for_every_case_of_the_shipped_channels() {
    let registry = crate::support::registry();
    let mut n_cases = 0;
    for path in ChannelFolder::list(&crate::support::library()).expect("the library is there") {
        let folder = ChannelFolder::load(&path).expect("it is a channel");
        let rig = TestRig::new(folder, &registry).expect("it is valid");
        for case in std::fs::read_dir(path.join("cases")).expect("it has cases") {
            let file = case.expect("it can be read").path().join("in.hl7");
            let Ok(message) = std::fs::read_to_string(&file) else {
                continue;
            };
            let message = Bytes::from(message.replace("\r\n", "\r").replace('\n', "\r"));
            let run = rig.run(&message, now());
            let trace = rig
                .trace(&message, BTreeMap::new(), &TraceOptions::all(now()))
                .expect("no options");
            assert_eq!(trace.status, run.status, "{}", file.display());
            assert_eq!(trace.destinations.len(), run.destinations.len(), "{}", file.display());
            for (traced, ran) in trace.destinations.iter().zip(&run.destinations) {
                assert_eq!(traced.id.as_str(), ran.id);
                let content = traced.stages.iter().find(|stage| stage.stage == TraceStage::Content);
                let content = content
                    .and_then(|stage| stage.text.as_ref())
                    .map(|text| text.text.clone());
                let sent = ran
                    .content
                    .as_ref()
                    .map(|content| String::from_utf8_lossy(content).into_owned());
                assert_eq!(content, sent, "{} {}", file.display(), ran.id);
                let has_failed = traced.stages.iter().any(|stage| stage.error.is_some());
                assert_eq!(has_failed, ran.error.is_some(), "{} {}", file.display(), ran.id);
            }
            n_cases += 1;
        }
    }
    assert!(n_cases >= 29, "{n_cases}");
}

#[test]
fn each_stage_tells_what_passed_and_what_changed_from_what_to_what() {
    let trace = trace(&plain(), |options| {
        options.outcomes.insert("first".parse().expect("an id"), accepted());
    });
    let stages = &trace["stages"];
    assert_eq!(stage(stages, "received")["description"]["control_id"], "Q7");
    let fixed = &stage(stages, "preprocessor")["events"][0]["changes"][0];
    assert_eq!(*fixed, json!({ "path": "PID-3", "before": "4711", "after": "4712" }));
    let filter = stage(stages, "source_filter");
    assert_eq!(
        (&filter["passed"], &filter["events"][1]["result"]),
        (&json!(true), &json!(true))
    );
    assert_eq!(filter["events"][0]["place"], "/source/filter/0");
    let steps = &stage(stages, "source_transformer")["events"];
    assert_eq!(
        steps[0]["changes"][0],
        json!({ "path": "MSH-3", "before": "LAB", "after": "HUB" })
    );
    assert_eq!(steps[1]["map_changes"][0]["after"], "4712");
    assert_eq!(
        (&steps[2]["place"], &steps[2]["log"][0]["text"]),
        (&json!("/source/transformer/3"), &json!("seen 4712"))
    );
    assert!(text(stage(stages, "source_transformer")).starts_with("MSH|^~\\&|HUB|"));
    assert_eq!(stage(stages, "metadata")["values"], json!([["mrn", "4712"]]));
    assert_eq!(
        stage(stages, "route")["values"],
        json!([["first", "chosen"], ["second", "chosen"]])
    );

    let [first, second] = trace["destinations"].as_array().expect("a list").as_slice() else {
        panic!("{trace}");
    };
    assert_eq!(
        (&first["status"], &first["is_assumed"]),
        (&json!("sent"), &json!(false))
    );
    let receiver = &stage(&first["stages"], "destination_transformer")["events"][0];
    assert_eq!(
        receiver["changes"][0],
        json!({ "path": "MSH-5", "before": "X", "after": "FIRST" })
    );
    assert_eq!(stage(&first["stages"], "response_validation")["passed"], true);
    assert_eq!(
        (&second["place"], &second["is_assumed"]),
        (&json!("/destinations/2"), &json!(true))
    );
    assert_eq!(stage(&second["stages"], "destination_filter")["passed"], true);
    assert_eq!(text(stage(&second["stages"], "content")), "patient 4712");
    assert_eq!(
        stage(&second["stages"], "order_key")["values"],
        json!([["key", "4712"]])
    );
    assert_eq!(text(stage(&trace["end"], "reply")), "sent sent");
    assert_eq!(trace["cuts"], json!({ "n_events": 0, "n_emptied": 0, "n_texts": 0 }));
}

#[test]
fn simulated_outcomes_go_through_validation_and_chains() {
    let first = || "first".parse().expect("an id");
    let refused = trace(&plain(), |options| {
        let answer = "MSH|^~\\&|X|Y|LAB|H|20260101||ACK|1|P|2.5\rMSA|AR|Q7\r";
        options.outcomes.insert(first(), outcome(SimulatedStatus::Sent, answer));
    });
    assert_eq!(refused["destinations"][0]["status"], "error");
    let validation = stage(&refused["destinations"][0]["stages"], "response_validation");
    assert_eq!(
        (&validation["passed"], &validation["error"]),
        (&json!(false), &json!("the receiver answered AR"))
    );
    assert_eq!(refused["destinations"][1]["status"], "filtered");
    assert_eq!(text(stage(&refused["end"], "reply")), "error filtered");

    let queued = trace(&plain(), |options| {
        options.outcomes.insert(first(), outcome(SimulatedStatus::Queued, ""));
    });
    assert_eq!(queued["destinations"][0]["status"], "queued");
    let decided = trace(
        &CHANNEL.replace(
            "if msg == () { status = \"error\" }",
            "status = \"queued\"; response = \"later\"",
        ),
        |options| {
            options.outcomes.insert(first(), accepted());
        },
    );
    let transformer = stage(&decided["destinations"][0]["stages"], "response_transformer");
    assert_eq!(transformer["values"], json!([["status", "queued"]]));
    assert_eq!(decided["destinations"][0]["status"], "queued");
}

#[test]
fn a_trace_stops_where_it_is_asked_to_and_runs_one_step_alone() {
    let until = trace(&plain(), |options| options.stop_after = Some(TraceStage::SourceFilter));
    assert_eq!(until["stages"].as_array().map(Vec::len), Some(4), "{until}");
    assert_eq!((&until["status"], &until["end"]), (&json!("received"), &json!([])));

    let alone = trace(&plain(), |options| {
        options.only = Some("/source/transformer/0".to_owned())
    });
    let steps = stage(&alone["stages"], "source_transformer");
    assert_eq!(steps["events"].as_array().map(Vec::len), Some(1));
    assert!(text(steps).contains("|HUB|") && text(steps).contains("4711"), "{steps}");
    let at_destination = trace(&plain(), |options| {
        options.only = Some("/destinations/1/transformer/0".to_owned())
    });
    assert!(text(&at_destination["destinations"][0]["stages"][0]).contains("|FIRST|"));

    let mut options = TraceOptions::all(now());
    options.only = Some("/source/transformer/2".to_owned());
    let message = Bytes::from_static(MESSAGE.as_bytes());
    let error = rig(&plain())
        .trace(&message, BTreeMap::new(), &options)
        .expect_err("it is not enabled");
    assert!(
        matches!(&error, TraceError::NoStep { known } if known.len() == 4),
        "{error:?}"
    );
}

#[test]
fn attachments_are_told_and_what_cannot_be_read_is_refused() {
    let rig = rig(&plain());
    let options = TraceOptions::all(now());
    let large = MESSAGE.replace("GLU", &format!("GLU{}", "V".repeat(5_000)));
    let taken_out = json(
        rig.trace(&Bytes::from(large), BTreeMap::new(), &options)
            .expect("no options"),
    );
    let stage_of = stage(&taken_out["stages"], "attachments");
    assert_eq!(stage_of["values"], json!([["0", "text/plain, 5000 bytes"]]));
    assert!(!text(stage(&taken_out["stages"], "received")).contains("VVV"));

    let unreadable = Bytes::from_static(b"this is no HL7");
    let refused = json(rig.trace(&unreadable, BTreeMap::new(), &options).expect("no options"));
    assert_eq!(refused["status"], "error");
    assert!(stage(&refused["stages"], "received")["error"].is_string());
    assert!(text(stage(&refused["end"], "reply")).contains("MSA|AR|"));
}

#[test]
fn a_trace_is_bounded_and_says_what_was_left_out() {
    let yaml = "version: 1\nid: demo\nname: Demo\nsource:\n  connector: { type: channel, name: demo }\n  transformer:\n  \
        - { type: for_each, of: OBX, steps: [{ type: build, to: item.5, value: '9' }] }\n\
        destinations:\n- id: out\n  connector: { type: channel, channel: nowhere }\n";
    let mut message = MESSAGE.to_owned();
    for number in 3..2_600 {
        message.push_str(&format!("OBX|{number}|NM|K||{}\r", "6".repeat(20)));
    }
    let options = TraceOptions::all(now());
    let trace = rig(yaml)
        .trace(&Bytes::from(message), BTreeMap::new(), &options)
        .expect("no options");
    assert!(trace.cuts.n_events > 500 && trace.cuts.n_texts > 0, "{:?}", trace.cuts);
    let size = serde_json::to_vec(&trace).expect("it is plain data").len();
    assert!(size < 10 << 20, "{size} bytes");

    // Much is changed at the source, and once more at the destination.
    let steps =
        "  transformer: [{ type: for_each, of: OBX, steps: [{ type: build, to: item.5, value: '${item.5}y' }] }]\n";
    let yaml = format!("{}{steps}", yaml.replace("value: '9'", "value: '${item.5}y'"));
    let mut message = MESSAGE.to_owned();
    for number in 3..1_200 {
        message.push_str(&format!("OBX|{number}|NM|K||{}\r", "6".repeat(980)));
    }
    let trace = rig(&yaml).trace(&Bytes::from(message), BTreeMap::new(), &options);
    let cuts = trace.expect("no options").cuts;
    assert!(cuts.n_emptied > 0, "{cuts:?}");
}
