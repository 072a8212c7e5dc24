//! The examples of the README give what they say, and every function is in it.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use bytes::Bytes;
use nilecare_document::{DataType, Document, Layout};
use nilecare_hl7v2::charset::Charset;
use nilecare_script::{ScriptError, ScriptHost, reference};
use serde_json::Value;

const README: &str = include_str!("../README.md");

/// The blocks of one language.
fn blocks(language: &str) -> Vec<&'static str> {
    let start = format!("```{language}\n");
    let blocks = README.split(start.as_str()).skip(1);
    blocks
        .map(|block| block.split("```").next().unwrap_or_default())
        .collect()
}

/// The languages of the examples, each with that of its message.
const EXAMPLES: [(&str, &str); 5] = [
    ("rhai", "hl7"),
    ("rhai-xml", "xml"),
    ("rhai-x12", "x12"),
    ("rhai-csv", "csv"),
    ("rhai-json", "json"),
];

/// Reads the README's message in a language.
fn message(language: &str) -> Document {
    let text = blocks(language).concat();
    let (data_type, text) = match language {
        "hl7" => (DataType::Hl7v2, text.replace('\n', "\r")),
        "xml" => (DataType::Xml, text),
        "x12" => (DataType::X12, text),
        "csv" => (DataType::Delimited(Arc::new(Layout::csv_with_header())), text),
        _ => (DataType::Json, text),
    };
    let document = data_type.parse(&Bytes::from(text), Charset::Utf8);
    document.expect("the message of the README is of its format")
}

/// Evaluates one example on the README's message.
fn evaluate(host: &ScriptHost, language: &str, example: &str) -> Result<Value, ScriptError> {
    let script = host.compile(
        "example",
        &format!("let answer = {example};\nmsg = #{{ answer: answer }};"),
    )?;
    let mut context = crate::support::context_of(&message(language));
    context.allow_attachments(1);
    context.add_reply();
    host.run(&script, &mut context)?;
    match context.document("example")? {
        Document::Json(answer) => Ok(answer.value()["answer"].clone()),
        other => panic!("{example} left {other:?}"),
    }
}

fn shown(answer: Result<Value, ScriptError>) -> String {
    match answer {
        Ok(Value::String(text)) => text,
        Ok(value) => value.to_string(),
        Err(error) => format!("error: {}", error.detail),
    }
}

#[test]
fn every_example_gives_what_stands_behind_it() {
    let host = crate::support::host();
    let mut n_examples = 0;
    let mut wrong = String::new();
    let examples = EXAMPLES.map(|(examples, message)| (blocks(examples).concat(), message));
    for (line, language) in examples
        .iter()
        .flat_map(|(lines, language)| lines.lines().map(move |line| (line, *language)))
    {
        let (example, expected) = line.rsplit_once("//").expect("each example has its answer behind it");
        let expected = expected.strip_prefix(' ').unwrap_or(expected);
        let actual = shown(evaluate(&host, language, example.trim()));
        n_examples += 1;
        if actual != expected {
            wrong.push_str(&format!("{example}\n  README: {expected}\n  script: {actual}\n"));
        }
    }
    assert!(n_examples > 120, "only {n_examples} examples were found");
    assert!(wrong.is_empty(), "\n{wrong}");
}

#[test]
fn every_function_is_in_an_example() {
    let examples = EXAMPLES.map(|(examples, _)| blocks(examples).concat()).concat();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/library");
    let mut n_functions = 0;
    let mut missing = Vec::new();
    for entry in fs::read_dir(folder).expect("the sources are there") {
        let text = fs::read_to_string(entry.expect("it can be read").path()).expect("it is a source");
        // The name stands on the next line where the call is long.
        let calls = text.split("register_fn(").chain(text.split("register_get(")).skip(1);
        for name in calls.filter_map(|call| call.trim_start().strip_prefix('"')?.split('"').next()) {
            n_functions += 1;
            assert!(examples.contains(name), "no example of the README shows {name}");
            let is_operator = !name.starts_with(|first: char| first.is_alphabetic());
            let entry = reference().functions.iter().find(|entry| entry.name == name);
            let is_shown = entry.is_some_and(|entry| !entry.examples.is_empty());
            // A repetition is an item of a step only, so it has its example there.
            let is_of_steps = name == "number";
            if !(is_operator || is_of_steps || is_shown || missing.contains(&name.to_owned())) {
                missing.push(name.to_owned());
            }
        }
    }
    assert!(
        missing.is_empty(),
        "not in a table beside an example of the README: {missing:?}"
    );
    assert!(n_functions > 75, "only {n_functions} functions were found");
}
