//! What a channel did with a message, as files that can be compared.

use std::fmt::Write;

use nilecare_engine_runtime::Trial;
use nilecare_message_store::Status;
use serde_json::Value;

use crate::case::{Files, to_line_feeds};

/// Writes a trial as the files of a case.
pub(crate) fn files_of(trial: &Trial) -> Files {
    let mut files = Files::new();
    files.insert("outcome.txt".to_owned(), outcome(trial).into_bytes());
    if let Some(reply) = &trial.reply {
        files.insert("reply.hl7".to_owned(), to_line_feeds(reply));
    }
    for destination in &trial.destinations {
        if let Some(content) = &destination.content {
            let (extension, text) = readable(content);
            files.insert(format!("{}.{extension}", destination.id), text);
        }
    }
    files
}

fn outcome(trial: &Trial) -> String {
    let mut text = String::new();
    line(&mut text, "source", trial.status, trial.error.as_deref());
    for destination in &trial.destinations {
        line(
            &mut text,
            &destination.id,
            destination.status,
            destination.error.as_deref(),
        );
    }
    text
}

fn line(text: &mut String, who: &str, status: Status, error: Option<&str>) {
    let status = format!("{status:?}").to_lowercase();
    let _ = write!(text, "{who}: {status}");
    if let Some(error) = error {
        let one_line = error.split_whitespace().collect::<Vec<_>>().join(" ");
        let _ = write!(text, ": {one_line}");
    }
    text.push('\n');
}

/// Chooses the extension by the content, and a form that shows differences line by line.
fn readable(content: &[u8]) -> (&'static str, Vec<u8>) {
    let is_hl7 = [&b"MSH"[..], b"FHS", b"BHS"]
        .iter()
        .any(|start| content.starts_with(start));
    if is_hl7 {
        return ("hl7", to_line_feeds(content));
    }
    match serde_json::from_slice::<Value>(content) {
        Ok(value) if value.is_object() || value.is_array() => ("json", pretty(value)),
        _ => ("txt", content.to_owned()),
    }
}

fn pretty(mut value: Value) -> Vec<u8> {
    value.sort_all_objects();
    let mut text = serde_json::to_vec_pretty(&value).expect("a JSON value has text keys, so it can be written");
    text.push(b'\n');
    text
}

#[cfg(test)]
mod tests {
    use super::readable;

    #[test]
    fn the_form_follows_the_content() {
        assert_eq!(readable(b"MSH|^~\\&\rPID|\r"), ("hl7", b"MSH|^~\\&\nPID|\n".to_vec()));
        let json = b"{\n  \"a\": [\n    {\n      \"c\": null,\n      \"d\": 2\n    }\n  ],\n  \"b\": 1\n}\n".to_vec();
        assert_eq!(readable(br#"{"b":1,"a":[{"d":2,"c":null}]}"#), ("json", json));
        assert_eq!(readable(b"12"), ("txt", b"12".to_vec()));
    }
}
