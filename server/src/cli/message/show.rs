//! Messages on a terminal.

use serde_json::Value;

use crate::cli::say;

/// One line of a list.
pub fn line(message: &Value) -> String {
    let text = |key: &str| message[key].as_str().unwrap_or("-").to_owned();
    let states = list(&message["connectors"]).iter().map(|connector| {
        let part = |key: &str| connector[key].as_str().unwrap_or("?").to_owned();
        format!("{}={}", part("id"), part("status"))
    });
    let states = states.collect::<Vec<_>>().join(" ");
    format!(
        "{:>8} {} {:<8} {:<22} {:<16} {states}",
        text("id"),
        text("received_at"),
        text("message_type"),
        text("control_id"),
        text("channel"),
    )
}

/// All of a message.
pub fn show(detail: &Value) {
    say(&line(detail));
    if let Some(origin) = detail["origin"].as_str() {
        say(&format!("processed again from {origin}"));
    }
    let again = list(&detail["processed_again"]).iter().filter_map(Value::as_str);
    let again = again.collect::<Vec<_>>().join(", ");
    if !again.is_empty() {
        say(&format!("processed again as {again}"));
    }
    map("metadata", &detail["metadata"]);
    map("source", &detail["source"]);
    for attachment in list(&detail["attachments"]) {
        let text = |key: &str| attachment[key].as_str().unwrap_or("-").to_owned();
        say(&format!(
            "-- attachment {}: {} {}, {} bytes",
            attachment["number"],
            text("mime_type"),
            text("name"),
            attachment["n_bytes"]
        ));
    }
    section("received", &detail["raw"]);
    section("preprocessed", &detail["preprocessed"]);
    for connector in list(&detail["connectors"]) {
        let id = connector["id"].as_str().unwrap_or("?");
        if let Some(error) = connector["error"].as_str() {
            say(&format!("-- {id}: error\n{error}"));
        }
        for part in ["content", "sent", "response", "response_transformed"] {
            section(&format!("{id}: {}", part.replace('_', " ")), &connector[part]);
        }
        map(&format!("{id}: maps"), &connector["maps"]);
    }
    if let Some(error) = detail["postprocessor_error"].as_str() {
        say(&format!("-- postprocessor: error\n{error}"));
    }
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map(Vec::as_slice).unwrap_or_default()
}

fn map(title: &str, value: &Value) {
    if value.as_object().is_some_and(|map| !map.is_empty()) {
        let text = serde_json::to_string_pretty(value).unwrap_or_default();
        say(&format!("-- {title}\n{text}"));
    }
}

fn section(title: &str, content: &Value) {
    let text = content["text"].as_str().or_else(|| content["base64"].as_str());
    if let Some(text) = text {
        let text = text.replace("\r\n", "\n").replace('\r', "\n");
        say(&format!("-- {title}\n{}", text.trim_end()));
    }
}
