//! What scripts cost: the shipped scripts that read a report of 5, 500 and 2,000 observations, and an empty script.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use nilecare_document::{DataType, Document};
use nilecare_hl7v2::charset::Charset;
use nilecare_script::{CompiledScript, ScriptContext, ScriptHost, ScriptLimits};

fn main() {
    divan::main();
}

fn message(n_observations: usize) -> Document {
    let mut text =
        "MSH|^~\\&|LAB|NILE|HUB|NILE|20260105101500+0200||ORU^R01^ORU_R01|B|P|2.5.1\rPID|1||100234^^^NILE^MR||\
        EVERYMAN^ADAM||19700305|M\rOBR|1|ORD-1|F-1|GLU^Glucose|||20260105090000+0200\r"
            .to_owned();
    for number in 1..=n_observations {
        text.push_str(&format!(
            "OBX|{number}|NM|2345-7^Glucose^LN|{number}|7.40|mmol/L|3.9-5.8|H|||F\r"
        ));
    }
    DataType::Hl7v2
        .parse(&Bytes::from(text), Charset::Utf8)
        .expect("it is a message")
}

fn compile(host: &ScriptHost, name: &str) -> CompiledScript {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../channels/library/oru-inbound");
    let text = fs::read_to_string(folder.join(name)).expect("the channel is in the library");
    host.compile(name, &text).expect("it is a script")
}

#[divan::bench(args = [5, 500, 2000])]
fn read_report(bencher: divan::Bencher<'_, '_>, n_observations: usize) {
    // On a machine that does other things too, the largest report can take longer than scripts may.
    let host = ScriptHost::new(ScriptLimits {
        deadline: Duration::from_secs(60),
        ..ScriptLimits::default()
    });
    let scripts = ["settings.rhai", "patient.rhai", "reports.rhai"].map(|name| compile(&host, name));
    let document = message(n_observations);
    bencher.bench_local(|| {
        let mut context = ScriptContext::new(&document, Arc::new(BTreeMap::new()));
        for script in &scripts {
            host.run(script, &mut context).expect("the message is good");
        }
        context
    });
}

#[divan::bench]
fn empty_script(bencher: divan::Bencher<'_, '_>) {
    let host = ScriptHost::default();
    let script = host.compile("empty", "").expect("it is a script");
    let document = message(5);
    bencher.bench_local(|| {
        let mut context = ScriptContext::new(&document, Arc::new(BTreeMap::new()));
        host.run(&script, &mut context).expect("it does nothing");
        context
    });
}
