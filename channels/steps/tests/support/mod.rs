//! Compiles rules and steps from YAML and runs them over a message.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use bytes::Bytes;
use nilecare_channel_model::{Channel, ChannelFolder, ModelProblem, TemplateText};
use nilecare_channel_steps::{Compiler, Filter, Template, Transformer};
use nilecare_document::{DataType, Document};
use nilecare_hl7v2::charset::Charset;
use nilecare_script::{
    Configuration, ConfigurationValue, Environment, LookupTable, LookupTables, MessageFacts, ScriptContext,
    ScriptError, ScriptHost, ScriptLimits,
};
use nilecare_types::{MessageId, Secret, Timestamp};

pub const ORU: &str = "MSH|^~\\&|LAB|NILE|HUB|NILE|20260105083000+0200||ORU^R01^ORU_R01|MSG-1|P|2.5.1\rPID|1||00100234^^^NILE^MR~784-1970^^^MOH^NI||\
    EVERYMAN^ADAM^^JR||19700305|\"\"|||1 Main\\T\\Cross St\rOBR|1|ORD-1\rOBX|1|NM|GLU^Glucose||7.40|mmol/L\rNTE|1||fasting\r\
    OBX|2|ST|COL^Colour|| pale \rNTE|2||seen twice\r";

pub const JSON: &str = r#"{"patient":{"name":"Adam","age":55,"alive":true,"ssn":"1"},"entries":[{"code":"a","n":1},{"code":"b","n":2},{"code":"a","n":3}]}"#;

pub fn hl7() -> Document {
    DataType::Hl7v2
        .parse(&Bytes::from_static(ORU.as_bytes()), Charset::Utf8)
        .expect("it is a message")
}

pub fn json() -> Document {
    DataType::Json
        .parse(&Bytes::from_static(JSON.as_bytes()), Charset::Utf8)
        .expect("it is JSON")
}

pub fn environment() -> Arc<Environment> {
    let environment = Environment::default();
    let mut tables = LookupTables::default();
    let wards = LookupTable::parse_csv("wards", b"code,ward\nGLU,Chemistry\nA,Ward A\n").expect("it is a table");
    tables.insert("wards", wards);
    environment.lookups.set(tables);
    environment.configuration.set(Configuration::new(BTreeMap::from([
        ("url".to_owned(), ConfigurationValue::Plain("https://x".into())),
        (
            "limits".to_owned(),
            ConfigurationValue::Plain(serde_json::json!({ "low": 5 })),
        ),
        (
            "password".to_owned(),
            ConfigurationValue::Secret(Secret::new("hunter2".to_owned())),
        ),
    ])));
    Arc::new(environment)
}

pub fn host() -> ScriptHost {
    ScriptHost::with_environment(ScriptLimits::default(), environment())
}

pub fn context(document: &Document) -> ScriptContext {
    let source = BTreeMap::from([("peer".to_owned(), "127.0.0.1".to_owned())]);
    let mut context = ScriptContext::new(document, Arc::new(source));
    context.set_message_facts(Arc::new(MessageFacts {
        id: MessageId(77),
        control_id: Some("MSG-1".to_owned()),
        message_type: Some("ORU^R01".to_owned()),
        received_at: Timestamp::UNIX_EPOCH,
        channel_id: "demo".parse().expect("it is an id"),
        channel_name: "Demo".to_owned(),
        connector_id: "source".to_owned(),
        attempt: 1,
        is_possible_duplicate: false,
    }));
    context
}

fn indented(yaml: &str) -> String {
    yaml.lines().map(|line| format!("    {line}\n")).collect()
}

/// A channel with these lists.
pub fn folder(filter: &str, transformer: &str) -> ChannelFolder {
    let yaml = format!(
        "version: 1\nid: demo\nname: Demo\nsource:\n  connector: {{ type: none }}\n  filter:\n{}\n  transformer:\n{}\n\
         destinations:\n  - {{ id: first, connector: {{ type: none }} }}\n  - {{ id: second, connector: {{ type: none }} }}\n",
        indented(if filter.is_empty() { "[]" } else { filter }),
        indented(if transformer.is_empty() { "[]" } else { transformer }),
    );
    let channel: Channel = serde_saphyr::from_str(&yaml).unwrap_or_else(|error| panic!("{error}\n{yaml}"));
    ChannelFolder {
        path: PathBuf::new(),
        channel,
        files: BTreeMap::new(),
        revision: String::new(),
    }
}

pub fn compile_filter(host: &ScriptHost, yaml: &str) -> Result<Filter, Vec<ModelProblem>> {
    let folder = folder(yaml, "");
    let mut compiler = Compiler::new(&folder, host);
    let filter = Filter::compile(&mut compiler, "/source/filter", &folder.channel.source.filter);
    if compiler.problems.is_empty() {
        Ok(filter)
    } else {
        Err(compiler.problems)
    }
}

pub fn compile_steps(host: &ScriptHost, yaml: &str) -> Result<Transformer, Vec<ModelProblem>> {
    let folder = folder("", yaml);
    let mut compiler = Compiler::new(&folder, host);
    let transformer = Transformer::compile(&mut compiler, "/source/transformer", &folder.channel.source.transformer);
    if compiler.problems.is_empty() {
        Ok(transformer)
    } else {
        Err(compiler.problems)
    }
}

pub fn compile_template(host: &ScriptHost, text: &str) -> Result<Template, Vec<ModelProblem>> {
    let folder = folder("", "");
    let mut compiler = Compiler::new(&folder, host);
    let template = Template::compile(&mut compiler, "/content", &TemplateText(text.to_owned()));
    template.ok_or(compiler.problems)
}

/// Tells whether a message passes a filter.
pub fn passes(document: &Document, yaml: &str) -> Result<bool, ScriptError> {
    let host = host();
    let filter = compile_filter(&host, yaml).unwrap_or_else(|problems| panic!("{yaml}: {problems:?}"));
    filter.passes(&host, &mut context(document))
}

/// Runs steps and gives the context that they leave.
pub fn after(document: &Document, yaml: &str) -> Result<ScriptContext, ScriptError> {
    let host = host();
    let transformer = compile_steps(&host, yaml).unwrap_or_else(|problems| panic!("{yaml}: {problems:?}"));
    let mut context = context(document);
    transformer.run(&host, &mut context)?;
    Ok(context)
}

/// Gives what `msg` is, as text.
pub fn content(context: &ScriptContext) -> String {
    let document = context.document("test").expect("msg is a document");
    String::from_utf8(document.encode().expect("it can be written").to_vec()).expect("it is UTF-8")
}

/// Runs steps and gives what `msg` is then.
pub fn message_after(document: &Document, yaml: &str) -> String {
    content(&after(document, yaml).unwrap_or_else(|error| panic!("{yaml}: {error}")))
}

/// Fills in a template.
pub fn expand(context: &ScriptContext, text: &str) -> Result<String, ScriptError> {
    let host = host();
    let template = compile_template(&host, text).unwrap_or_else(|problems| panic!("{text}: {problems:?}"));
    template.expand(context)
}

/// What is wrong with steps, as text.
pub fn problems_of(yaml: &str) -> String {
    let problems = compile_steps(&host(), yaml).expect_err("something is wrong with it");
    problems.iter().map(|problem| format!("{problem}\n")).collect()
}
