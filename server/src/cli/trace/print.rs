//! A trace on a terminal: what passed, what changed from what to what.

use serde_json::Value;

use crate::cli::say;

/// Prints a trace; with `texts` the whole text after each stage, otherwise of what is sent and answered only.
pub fn trace(trace: &Value, texts: bool) {
    let text = |key: &str| trace[key].as_str().unwrap_or_default().to_owned();
    say(&format!("{} {}: {}", text("channel"), text("revision"), text("status")));
    stages(&trace["stages"], "", texts);
    for destination in list(&trace["destinations"]) {
        let text = |key: &str| destination[key].as_str().unwrap_or_default().to_owned();
        let is_assumed = destination["is_assumed"] == true && text("status") == "sent";
        let assumed = if is_assumed { " (assumed)" } else { "" };
        say(&format!(
            "{} {}: {}{assumed}",
            text("place"),
            text("id"),
            text("status")
        ));
        stages(&destination["stages"], "  ", texts);
    }
    stages(&trace["end"], "", texts);
    let cuts = &trace["cuts"];
    let number = |key: &str| cuts[key].as_u64().unwrap_or_default();
    let (events, emptied, texts) = (number("n_events"), number("n_emptied"), number("n_texts"));
    if events + emptied + texts > 0 {
        say(&format!(
            "left out: {events} events, the changes of {emptied} more, the ends of {texts} texts"
        ));
    }
}

fn stages(value: &Value, indent: &str, texts: bool) {
    for stage in list(value) {
        one_stage(stage, indent, texts);
    }
}

fn one_stage(stage: &Value, indent: &str, texts: bool) {
    let name = stage["stage"].as_str().unwrap_or_default();
    let verdict = match stage["passed"].as_bool() {
        Some(true) => "  passed",
        Some(false) => "  DID NOT PASS",
        None => "",
    };
    say(&format!(
        "{indent}{}{verdict}  {}",
        name.replace('_', " "),
        elapsed(&stage["elapsed_us"])
    ));
    if let Some(description) = stage["description"].as_object() {
        for (key, value) in description.iter().filter(|(_, value)| value.is_string()) {
            say(&format!("{indent}  {key} {}", shown(value)));
        }
    }
    for value in list(&stage["values"]) {
        say(&format!("{indent}  {} {}", shown(&value[0]), shown(&value[1])));
    }
    for event in list(&stage["events"]) {
        one_event(event, indent);
    }
    if let Some(error) = stage["error"].as_str() {
        say(&format!("{indent}  FAILED {}", one_line(error)));
    }
    let is_result = ["content", "reply"].contains(&name);
    if let Some(text) = stage["text"]["text"].as_str().filter(|_| texts || is_result) {
        let text = text.replace("\r\n", "\n").replace('\r', "\n");
        text.trim_end()
            .lines()
            .for_each(|line| say(&format!("{indent}  | {line}")));
        if stage["text"]["is_cut"] == true {
            say(&format!("{indent}  | … {} bytes in all", stage["text"]["n_bytes"]));
        }
    }
}

fn one_event(event: &Value, indent: &str) {
    let text = |key: &str| event[key].as_str().unwrap_or_default().to_owned();
    let items = list(&event["items"]).iter().map(Value::to_string).collect::<Vec<_>>();
    let items = if items.is_empty() {
        String::new()
    } else {
        format!(" item {}", items.join("."))
    };
    let verdict = match event["result"].as_bool() {
        Some(true) => " yes",
        Some(false) => " NO",
        None => "",
    };
    say(&format!(
        "{indent}  {} {} {}{items}{verdict}  {}",
        text("place"),
        text("kind"),
        text("name"),
        elapsed(&event["elapsed_us"])
    ));
    for change in list(&event["changes"]) {
        say(&format!("{indent}    {} {}", shown(&change["path"]), from_to(change)));
    }
    for change in list(&event["map_changes"]) {
        let (map, key) = (shown(&change["map"]), shown(&change["key"]));
        say(&format!("{indent}    {map}.{key} {}", from_to(change)));
    }
    for line in list(&event["log"]) {
        say(&format!(
            "{indent}    log {} {}",
            shown(&line["level"]),
            shown(&line["text"])
        ));
    }
    if !event["error"].is_null() {
        say(&format!("{indent}    FAILED {}", shown(&event["error"])));
    }
}

fn from_to(change: &Value) -> String {
    let side = |value: &Value| match value.as_str() {
        Some(text) => format!("{:?}", one_line(text)),
        None => "nothing".to_owned(),
    };
    format!("{} → {}", side(&change["before"]), side(&change["after"]))
}

fn elapsed(value: &Value) -> String {
    match value.as_u64().unwrap_or_default() {
        0 => String::new(),
        us => format!("{us} µs"),
    }
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map(Vec::as_slice).unwrap_or_default()
}

fn shown(value: &Value) -> String {
    one_line(value.as_str().unwrap_or_default())
}

fn one_line(text: &str) -> String {
    text.split(['\r', '\n']).collect::<Vec<_>>().join(" ").trim().to_owned()
}
