//! `docs/generated/connectors.md` says what the connectors' settings say. `cargo xtask codegen` writes it anew.

use std::fmt::Write as _;
use std::path::Path;
use std::sync::Arc;

use nilecare_bus::NoBus;
use nilecare_connector_registry::{HubBroker, Outbound, connectors};
use nilecare_http::{InProcess, ServiceIdentity, TokenIssuer, TokenKey};
use nilecare_types::{Secret, SystemClock};
use serde_json::Value;

#[test]
fn the_generated_docs_are_up_to_date() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/generated/connectors.md");
    let wanted = document();
    if std::env::var_os("UPDATE").is_some() {
        std::fs::create_dir_all(path.parent().expect("it has a folder")).expect("docs can be written");
        std::fs::write(&path, &wanted).expect("docs can be written");
    }
    let found = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        found == wanted,
        "docs/generated/connectors.md is out of date; run cargo xtask codegen"
    );
}

#[test]
fn every_setting_has_a_title_and_every_connector_a_direction() {
    for (kind, directions) in schemas() {
        assert!(!directions.is_empty(), "{kind}");
        for schema in directions {
            assert!(
                schema["title"].is_string(),
                "{kind}: begin the doc comment of its config with # Title"
            );
            let groups = groups(&schema).into_iter().map(|(_, group)| group);
            for settings in std::iter::once(&schema).chain(groups) {
                for (name, setting) in properties(settings) {
                    assert!(
                        setting["title"].is_string(),
                        "{kind}: begin the doc comment of {name} with # Title"
                    );
                }
            }
        }
    }
}

/// Lists each connector with the schemas of its source and its destination.
fn schemas() -> Vec<(&'static str, Vec<Value>)> {
    let key = TokenKey::new(Secret::new("no call is made from these docs!".to_owned())).expect("32 bytes");
    let issuer = TokenIssuer::new(&key, Arc::new(SystemClock));
    let caller = InProcess::new(ServiceIdentity::new("docs", &[], issuer));
    let registry = connectors(
        Arc::new(caller),
        Arc::new(NoBus),
        Arc::default(),
        Outbound::default(),
        HubBroker::Off,
    );
    let both = registry.iter().map(|connector| {
        let directions = connector
            .source_schema()
            .into_iter()
            .chain(connector.destination_schema());
        (connector.kind(), directions.collect())
    });
    both.collect()
}

fn document() -> String {
    let mut text =
        "<!-- Written by cargo xtask codegen from the connectors' settings. Change those. -->\n\n# Connectors\n"
            .to_owned();
    text.push_str("\nA channel file names a connector by `type`, and its settings beside it. A setting without a default must be given.\n");
    for (kind, directions) in schemas() {
        let _ = write!(text, "\n## `{kind}`\n");
        for schema in directions {
            describe(&schema, &mut text);
        }
    }
    text
}

fn describe(schema: &Value, text: &mut String) {
    let _ = write!(text, "\n### {}\n\n", schema["title"].as_str().unwrap_or_default());
    if let Some(description) = schema["description"].as_str() {
        let _ = writeln!(text, "{}\n", one_line(description));
    }
    table(schema, schema, text);
    for (name, group) in groups(schema) {
        let title = group["title"].as_str().map(|title| format!(": {title}"));
        let _ = writeln!(
            text,
            "\n#### `{name}`{}\n\n{}\n",
            title.unwrap_or_default(),
            one_line(group["description"].as_str().unwrap_or_default()),
        );
        table(schema, group, text);
    }
}

/// Writes the settings of a config, or of a group in it.
fn table(schema: &Value, settings: &Value, text: &mut String) {
    text.push_str("| setting | | type | default | meaning |\n|---|---|---|---|---|\n");
    for (name, setting) in properties(settings) {
        let default = setting
            .get("default")
            .map_or_else(String::new, |value| format!("`{}`", plain(value)));
        let _ = writeln!(
            text,
            "| `{name}` | {} | {} | {default} | {} |",
            setting["title"].as_str().unwrap_or_default(),
            type_of(schema, setting),
            one_line(setting["description"].as_str().unwrap_or_default()),
        );
    }
}

fn properties(schema: &Value) -> impl Iterator<Item = (&String, &Value)> {
    schema["properties"].as_object().into_iter().flatten()
}

/// Lists the settings that have settings of their own.
fn groups(schema: &Value) -> Vec<(&String, &Value)> {
    let groups = properties(schema).map(|(name, setting)| (name, resolve(schema, setting)));
    groups
        .filter(|(_, setting)| setting["properties"].is_object())
        .collect()
}

/// Follows a reference, also that of a setting that may be left out.
fn resolve<'a>(schema: &'a Value, setting: &'a Value) -> &'a Value {
    let reference = setting.get("$ref").or_else(|| setting.pointer("/anyOf/0/$ref"));
    let place = reference.and_then(Value::as_str);
    place
        .and_then(|place| schema.pointer(place.trim_start_matches('#')))
        .unwrap_or(setting)
}

/// Names the type; of a choice its values.
fn type_of(schema: &Value, setting: &Value) -> String {
    let setting = resolve(schema, setting);
    let choices = setting["oneOf"].as_array().or(setting["enum"].as_array());
    if let Some(choices) = choices {
        let values = choices
            .iter()
            .map(|choice| format!("`{}`", plain(choice.get("const").unwrap_or(choice))));
        return values.collect::<Vec<_>>().join(", ");
    }
    // One that may be left out has null as well.
    let named = setting["type"].as_array().and_then(|types| types.first());
    plain(named.unwrap_or(&setting["type"]))
}

fn plain(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

fn one_line(text: &str) -> String {
    text.split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
        .replace('|', "\\|")
}
