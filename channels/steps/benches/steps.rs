//! What ten steps and three rules cost, beside the same as scripts, and templates.

#![allow(missing_docs, reason = "a benchmark has no users")]

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use bytes::Bytes;
use nilecare_channel_model::{Channel, ChannelFolder, TemplateText};
use nilecare_channel_steps::{Compiler, Filter, Template, Transformer};
use nilecare_document::{DataType, Document};
use nilecare_hl7v2::charset::Charset;
use nilecare_script::{ScriptContext, ScriptHost};

fn main() {
    divan::main();
}

const RULES: &str = "
    - { type: field, value: '${MSH-9.1}', is: equals, to: [ORU, ORM] }
    - { type: field, value: '${PID-3.1}', is: exists }
    - { type: none, rules: [{ type: field, value: '${MSH-11.1}', is: equals, to: [T] }] }";

const STEPS: &str = "
    - { type: map, to: channel_map.mrn, value: '${PID-3.1}', replace: [{ pattern: '^0+', by: '' }] }
    - { type: map, to: channel_map.name, value: '${PID-5.2} ${PID-5.1}' }
    - { type: map, to: channel_map.born, value: '${PID-7}' }
    - { type: build, to: MSH-5, value: LAB }
    - { type: build, to: MSH-6, value: '${MSH-4}' }
    - { type: build, to: PID-8, value: '${PID-8|default:U}' }
    - { type: build, to: PV1-2, value: O }
    - { type: for_each, of: OBX, steps: [{ type: build, to: item.5, value: '${item.5|trim}' }] }
    - { type: when, rules: [{ type: field, value: '${OBX-8}', is: equals, to: [H] }], steps: [{ type: map, to: channel_map.high, value: 'yes' }] }
    - { type: delete, paths: [NTE] }";

const FILTER_SCRIPT: &str = r#"
    (msg["MSH-9.1"] == "ORU" || msg["MSH-9.1"] == "ORM") && msg["PID-3.1"] != "" && msg["MSH-11.1"] != "T""#;

const TRANSFORMER_SCRIPT: &str = r#"
    channel_map.mrn = replace_all(msg["PID-3.1"], "^0+", "");
    channel_map.name = `${msg["PID-5.2"]} ${msg["PID-5.1"]}`;
    channel_map.born = msg["PID-7"];
    msg["MSH-5"] = "LAB";
    msg["MSH-6"] = msg["MSH-4"];
    if msg["PID-8"] == "" { msg["PID-8"] = "U"; }
    if msg.count("PV1") == 0 { msg.add_segment("PV1"); }
    msg["PV1-2"] = "O";
    for obx in msg.segments("OBX") { obx["5"] = obx.text("5"); }
    if msg["OBX-8"] == "H" { channel_map.high = "yes"; }
    while msg.remove_segment("NTE", 1) {}"#;

fn document() -> Document {
    let mut text =
        "MSH|^~\\&|LAB|NILE|HUB|NILE|20260105101500+0200||ORU^R01^ORU_R01|B|P|2.5.1\rPID|1||00100234^^^NILE^MR||\
        EVERYMAN^ADAM||19700305|M\rOBR|1|ORD-1|F-1|GLU^Glucose\r"
            .to_owned();
    for number in 1..=5 {
        text.push_str(&format!(
            "OBX|{number}|NM|2345-7^Glucose^LN|{number}| 7.40 |mmol/L|3.9-5.8|H|||F\rNTE|1||x\r"
        ));
    }
    DataType::Hl7v2
        .parse(&Bytes::from(text), Charset::Utf8)
        .expect("it is a message")
}

fn compiled(rules: &str, steps: &str) -> (ScriptHost, Filter, Transformer) {
    let yaml = format!(
        "version: 1\nid: bench\nname: Bench\nsource:\n  connector: {{ type: none }}\n  filter: {rules}\n  transformer: {steps}\n\
         destinations: [{{ id: first, connector: {{ type: none }} }}]\n"
    );
    let channel: Channel = serde_saphyr::from_str(&yaml).expect("it is a channel");
    let folder = ChannelFolder {
        path: PathBuf::new(),
        channel,
        files: BTreeMap::new(),
        revision: String::new(),
    };
    let host = ScriptHost::default();
    let mut compiler = Compiler::new(&folder, &host);
    let filter = Filter::compile(&mut compiler, "/source/filter", &folder.channel.source.filter);
    let transformer = Transformer::compile(&mut compiler, "/source/transformer", &folder.channel.source.transformer);
    assert!(compiler.problems.is_empty(), "{:?}", compiler.problems);
    (host, filter, transformer)
}

fn script(text: &str) -> String {
    format!("[{{ script: {} }}]", serde_json::Value::from(text))
}

fn run(bencher: divan::Bencher<'_, '_>, rules: &str, steps: &str) {
    let (host, filter, transformer) = compiled(rules, steps);
    let document = document();
    bencher.bench_local(|| {
        let mut context = ScriptContext::new(&document, Arc::new(BTreeMap::new()));
        assert!(filter.passes(&host, &mut context).expect("it runs"));
        transformer.run(&host, &mut context).expect("it runs");
        context
    });
}

#[divan::bench]
fn rules_and_ten_steps(bencher: divan::Bencher<'_, '_>) {
    run(bencher, RULES, STEPS);
}

#[divan::bench]
fn the_same_as_scripts(bencher: divan::Bencher<'_, '_>) {
    run(bencher, &script(FILTER_SCRIPT), &script(TRANSFORMER_SCRIPT));
}

#[divan::bench]
fn open_and_nothing_else(bencher: divan::Bencher<'_, '_>) {
    run(bencher, "[]", "[]");
}

#[divan::bench]
fn template(bencher: divan::Bencher<'_, '_>) {
    let folder = ChannelFolder {
        path: PathBuf::new(),
        channel: serde_saphyr::from_str(
            "{ version: 1, id: bench, name: Bench, source: { connector: { type: none } }, destinations: [] }",
        )
        .expect("it is a channel"),
        files: BTreeMap::new(),
        revision: String::new(),
    };
    let host = ScriptHost::default();
    let mut compiler = Compiler::new(&folder, &host);
    let text = TemplateText("${PID-3.1}/${PID-5.1|lower}: ${OBX(3)-5|trim} ${channel_map.x|default:none}".to_owned());
    let template = Template::compile(&mut compiler, "/content", &text).expect("it is a template");
    let context = ScriptContext::new(&document(), Arc::new(BTreeMap::new()));
    bencher.bench_local(|| template.expand(&context).expect("it can be filled in"));
}
