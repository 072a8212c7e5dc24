//! The examples of the README do what they say.

use std::sync::Arc;

use crate::support::{compile_filter, compile_steps, compile_template, context};
use bytes::Bytes;
use nilecare_document::{DataType, Document};
use nilecare_hl7v2::charset::Charset;
use nilecare_script::{
    Configuration, ConfigurationValue, Environment, LookupTable, LookupTables, ScriptHost, ScriptLimits,
};
use nilecare_types::Secret;

const README: &str = include_str!("../README.md");

/// The blocks of one language.
fn blocks(language: &str) -> impl Iterator<Item = &'static str> {
    let start = format!("```{language}\n");
    let blocks = README.split(start.as_str()).skip(1).collect::<Vec<_>>();
    blocks
        .into_iter()
        .map(|block| block.split("```").next().unwrap_or_default())
}

fn document(data_type: DataType, language: &str) -> Document {
    let text = blocks(language)
        .next()
        .expect("the message is there")
        .replace('\n', "\r");
    data_type
        .parse(&Bytes::from(text), Charset::Utf8)
        .expect("it is a message")
}

fn host() -> ScriptHost {
    let environment = Environment::default();
    let mut tables = LookupTables::default();
    tables.insert(
        "wards",
        LookupTable::parse_csv("wards", b"code,ward\nA1,Ward A\n").expect("it is a table"),
    );
    environment.lookups.set(tables);
    let password = ConfigurationValue::Secret(Secret::new("hunter2".to_owned()));
    let url = ConfigurationValue::Plain("lab:2575".into());
    environment.configuration.set(Configuration::new(
        [("url".to_owned(), url), ("password".to_owned(), password)].into(),
    ));
    ScriptHost::with_environment(ScriptLimits::default(), Arc::new(environment))
}

#[test]
fn every_template_gives_what_stands_behind_it() {
    let host = host();
    let context = context(&document(DataType::Hl7v2, "hl7"));
    let mut n_examples = 0;
    for line in blocks("template").flat_map(str::lines) {
        let (template, expected) = line.rsplit_once(" // ").expect("each example has its answer behind it");
        let template =
            compile_template(&host, template.trim_end()).unwrap_or_else(|problems| panic!("{line}: {problems:?}"));
        assert_eq!(
            template.expand(&context).expect("it can be filled in"),
            expected,
            "{line}"
        );
        n_examples += 1;
    }
    assert!(n_examples >= 14, "only {n_examples} examples were found");
}

#[test]
fn every_list_of_rules_and_steps_does_what_it_says() {
    let host = host();
    let (mut n_filters, mut n_transformers) = (0, 0);
    for block in blocks("yaml") {
        let is_json = block.starts_with("# json");
        let document = if is_json {
            document(DataType::Json, "json")
        } else {
            document(DataType::Hl7v2, "hl7")
        };
        let mut context = context(&document);
        let expected = block
            .lines()
            .filter_map(|line| line.strip_prefix("#=> "))
            .collect::<Vec<_>>();
        assert!(!expected.is_empty(), "{block} says nothing");
        if matches!(expected[0], "passes" | "stops") {
            let filter = compile_filter(&host, block).unwrap_or_else(|problems| panic!("{block}: {problems:?}"));
            let passes = filter.passes(&host, &mut context).expect("it runs");
            assert_eq!(passes, expected[0] == "passes", "{block}");
            n_filters += 1;
            continue;
        }
        let transformer = compile_steps(&host, block).unwrap_or_else(|problems| panic!("{block}: {problems:?}"));
        transformer
            .run(&host, &mut context)
            .unwrap_or_else(|error| panic!("{block}: {error}"));
        for line in expected {
            let (template, expected) = line.split_once(" is").expect("`TEMPLATE is TEXT`");
            let template = compile_template(&host, template).unwrap_or_else(|problems| panic!("{line}: {problems:?}"));
            assert_eq!(
                template.expand(&context).expect("it can be filled in"),
                expected.trim_start(),
                "{line}"
            );
        }
        n_transformers += 1;
    }
    assert_eq!((n_filters, n_transformers), (3, 6));
}
