//! Runs one script on one message.

use std::collections::BTreeMap;
use std::sync::Arc;

use bytes::Bytes;
use nilecare_document::{DataType, Document};
use nilecare_hl7v2::charset::Charset;
use nilecare_script::{
    Configuration, ConfigurationValue, ConnectionCall, Connections, Environment, LookupTable, LookupTables,
    MessageFacts, ScriptContext, ScriptError, ScriptHost, ScriptLimits,
};
use nilecare_types::{MessageId, Secret, Timestamp};

pub const MESSAGE: &str = "MSH|^~\\&|LAB|NILE|HUB|NILE|20260105083000+0200||ORU^R01^ORU_R01|MSG-1|P|2.5.1\rPID|1||100234^^^NILE^MR\
    ||EVERYMAN^ADAM||19700305|\"\"\r";

pub fn document(text: &str) -> Document {
    DataType::Hl7v2
        .parse(&Bytes::copy_from_slice(text.as_bytes()), Charset::LATIN_1)
        .expect("it is a message")
}

pub fn context(text: &str) -> ScriptContext {
    context_of(&document(text))
}

pub fn context_of(document: &Document) -> ScriptContext {
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

/// A host with the environment of the README's examples.
pub fn host() -> ScriptHost {
    let environment = Environment::default();
    let mut tables = LookupTables::default();
    let wards = LookupTable::parse_csv("wards", b"code,ward,floor\nA1,Ward A,2\n").expect("it is a table");
    tables.insert("wards", wards);
    environment.lookups.set(tables);
    environment.configuration.set(Configuration::new(BTreeMap::from([
        ("url".to_owned(), ConfigurationValue::Plain("lab.example:2575".into())),
        (
            "limits".to_owned(),
            ConfigurationValue::Plain(serde_json::json!({ "low": 5 })),
        ),
        (
            "password".to_owned(),
            ConfigurationValue::Secret(Secret::new("hunter2".to_owned())),
        ),
    ])));
    environment.connections.set(Some(Arc::new(Registry)));
    ScriptHost::with_environment(ScriptLimits::default(), Arc::new(environment))
}

/// The connections of the README's examples.
#[derive(Debug)]
struct Registry;

impl Connections for Registry {
    fn call(&self, call: ConnectionCall<'_>) -> Result<Option<Bytes>, String> {
        let content = String::from_utf8_lossy(&call.content);
        match call.connection {
            "registry" => Ok(Some(Bytes::from(format!("the answer to {content}")))),
            "secret" => Err(format!(
                "the channel {} may not call secret; add it to channels of the connection",
                call.channel
            )),
            other => Err(format!("there is no connection {other}")),
        }
    }
}

/// Runs a script and gives what `msg` is then.
pub fn run(script: &str) -> Result<String, ScriptError> {
    run_within(ScriptLimits::default(), script)
}

pub fn run_within(limits: ScriptLimits, script: &str) -> Result<String, ScriptError> {
    let host = ScriptHost::new(limits);
    let compiled = host.compile("test.rhai", script)?;
    let mut context = context(MESSAGE);
    host.run(&compiled, &mut context)?;
    let content = context.document("test.rhai")?.encode().expect("it can be written");
    Ok(String::from_utf8(content.to_vec()).expect("it is UTF-8"))
}

pub fn error_of(script: &str) -> ScriptError {
    run(script).expect_err("the script is wrong")
}
