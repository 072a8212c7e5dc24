//! `nilecare hl7 validate` and `nilecare hl7 tree`: messages as the standard sees them.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result};
use nilecare_hl7v2::acknowledgment::Severity;
use nilecare_hl7v2::{Message, Path as Hl7Path};
use nilecare_hl7v2_standard::{Group, Item, Site, SiteStandards, Standard, Tree, ValidationOptions};
use serde_json::json;

use super::hl7::for_each_message;
use super::say;

/// Reads a site's definitions.
fn standards(definitions: Option<&Path>) -> Result<SiteStandards> {
    let Some(path) = definitions else {
        return Ok(SiteStandards::new(Site::default()));
    };
    let text = std::fs::read_to_string(path).with_context(|| format!("reading {}", path.display()))?;
    let site = Site::parse(&text).with_context(|| format!("reading {}", path.display()))?;
    Ok(SiteStandards::new(site))
}

pub fn validate(files: &[PathBuf], is_strict: bool, definitions: Option<&Path>, as_json: bool) -> Result<ExitCode> {
    let standards = standards(definitions)?;
    let options = if is_strict {
        ValidationOptions::strict()
    } else {
        ValidationOptions::default()
    };
    let mut code = ExitCode::SUCCESS;
    for file in files {
        let of_file = for_each_message(file, |number, message| {
            let report = nilecare_hl7v2_standard::validate(&message, &standards.for_message(&message), &options);
            if !as_json {
                let structure = report.structure.as_deref().unwrap_or("unknown structure");
                let (n_errors, n_warnings) = (report.count(Severity::Error), report.count(Severity::Warning));
                say(&format!(
                    "{}: message {number}: {structure} {}, {n_errors} errors, {n_warnings} warnings",
                    file.display(),
                    report.version
                ));
            }
            for issue in &report.issues {
                let severity = issue.severity.word();
                if as_json {
                    say(&json!({
                        "file": file,
                        "message": number,
                        "path": issue.path.map(|path| path.to_string()),
                        "rule": issue.rule.as_str(),
                        "severity": severity,
                        "code": issue.code().as_str(),
                        "text": issue.text,
                    })
                    .to_string());
                } else {
                    say(&format!("  {severity} {} {issue}", issue.code().as_str()));
                }
            }
            if report.n_omitted > 0 {
                say(&if as_json {
                    json!({ "file": file, "message": number, "omitted": report.n_omitted }).to_string()
                } else {
                    format!("  and {} more", report.n_omitted)
                });
            }
            Ok(report.is_conformant())
        })?;
        if of_file != ExitCode::SUCCESS {
            code = of_file;
        }
    }
    Ok(code)
}

pub fn tree(file: &Path, definitions: Option<&Path>) -> Result<ExitCode> {
    let standards = standards(definitions)?;
    for_each_message(file, |_, message| {
        let standard = standards.for_message(&message);
        let tree = Tree::of(&message, &standard);
        let structure = tree
            .structure()
            .map_or("unknown structure", |structure| structure.name());
        say(&format!("{structure} {}", standard.version()));
        let shown = Shown {
            message: &message,
            standard: &standard,
        };
        shown.group(tree.root(), 1);
        Ok(true)
    })
}

struct Shown<'a> {
    message: &'a Message,
    standard: &'a Standard,
}

impl Shown<'_> {
    fn group(&self, group: Group<'_>, depth: usize) {
        let indent = "  ".repeat(depth);
        for item in group.items() {
            match item {
                Item::Group(inner) => {
                    let number = if inner.number() > 1 {
                        format!("({})", inner.number())
                    } else {
                        String::new()
                    };
                    say(&format!("{indent}{}{number}", inner.name()));
                    self.group(inner, depth + 1);
                }
                Item::Segment(position) => self.segment(position, &indent),
            }
        }
    }

    fn segment(&self, position: usize, indent: &str) {
        let Some(segment) = self.message.nth_segment(position) else {
            return;
        };
        let id = segment.id();
        let name = match self.message.occurrence_at(position) {
            1 => id.to_owned(),
            occurrence => format!("{id}({occurrence})"),
        };
        let title = self.standard.segment(id).map_or("", |definition| definition.name());
        say(&format!("{indent}{name}  {title}"));
        for (number, field) in (1..).zip(segment.fields()).filter(|(_, field)| !field.is_empty()) {
            for (repetition, content) in (1..).zip(field.repetitions()) {
                let of = if repetition == 1 {
                    String::new()
                } else {
                    format!("({repetition})")
                };
                let place = format!("{name}-{number}{of}");
                let components = content.components().collect::<Vec<_>>();
                if components.len() < 2 {
                    self.value(position, &place, &content.value(), indent);
                    continue;
                }
                for (component, part) in (1..).zip(components).filter(|(_, part)| !part.is_empty()) {
                    self.value(position, &format!("{place}.{component}"), &part.value(), indent);
                }
            }
        }
    }

    /// Shows a value with the name of its place, and the meaning of a code.
    fn value(&self, position: usize, place: &str, value: &str, indent: &str) {
        let path = place.parse::<Hl7Path>().ok();
        let description = path
            .as_ref()
            .and_then(|path| self.standard.describe_at(self.message, position, path));
        let name = description
            .as_ref()
            .and_then(|description| description.innermost())
            .map_or("", |innermost| innermost.element.name());
        let meaning = path
            .as_ref()
            .and_then(|path| self.standard.meaning_at(self.message, position, path))
            .map_or_else(String::new, |meaning| format!("  = {meaning}"));
        say(&format!("{indent}  {place}  {name}: {value}{meaning}"));
    }
}
