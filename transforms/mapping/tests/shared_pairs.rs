//! Messages of other projects with the bundles that those projects make of them, from the folder beside the project,
//! compared by elements: names, identifiers, dates, codes, values. Each project's bundle is its own answer, so what differs
//! is listed with its reason in `pair-differences.txt`.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use nilecare_hl7v2::{Message, Text};
use nilecare_mapping::{Mapping, Settings};
use nilecare_testkit::samples;
use serde_json::Value;

/// Returns the bundle that a project expects of a message.
fn expected(file: &Path) -> Option<PathBuf> {
    let stem = file.with_extension("");
    let name = stem.to_string_lossy();
    [".expected.json", ".json", ".output.json", ".fhir.json"]
        .iter()
        .map(|end| PathBuf::from(format!("{name}{end}")))
        .find(|candidate| candidate.is_file())
}

/// Returns what can be compared in a bundle, as lines.
fn facts(bundle: &Value) -> BTreeSet<String> {
    let mut facts = BTreeSet::new();
    let entries = bundle["entry"].as_array().cloned().unwrap_or_default();
    for resource in entries.iter().map(|entry| &entry["resource"]) {
        let kind = resource["resourceType"].as_str().unwrap_or_default();
        match kind {
            "Patient" => {
                for name in resource["name"].as_array().into_iter().flatten() {
                    add(&mut facts, "patient family name", &name["family"]);
                    for given in name["given"].as_array().into_iter().flatten() {
                        add(&mut facts, "patient given name", given);
                    }
                }
                for identifier in resource["identifier"].as_array().into_iter().flatten() {
                    add(&mut facts, "patient identifier", &identifier["value"]);
                }
                add(&mut facts, "patient birth date", &resource["birthDate"]);
                add(&mut facts, "patient gender", &resource["gender"]);
            }
            "Observation" => {
                let code = first_code(&resource["code"]);
                add(&mut facts, "observation", &Value::String(code.clone()));
                for name in ["valueString", "valueDateTime"] {
                    add(&mut facts, &format!("value of {code}"), &resource[name]);
                }
                if let Some(number) = resource["valueQuantity"]["value"].as_f64() {
                    facts.insert(format!("value of {code}: {number}"));
                }
                let coded = first_code(&resource["valueCodeableConcept"]);
                add(&mut facts, &format!("value of {code}"), &Value::String(coded));
            }
            "AllergyIntolerance" | "Condition" | "Procedure" | "ServiceRequest" | "DiagnosticReport" => {
                add(&mut facts, kind, &Value::String(first_code(&resource["code"])));
            }
            "Immunization" => add(&mut facts, kind, &Value::String(first_code(&resource["vaccineCode"]))),
            "Encounter" => {
                for identifier in resource["identifier"].as_array().into_iter().flatten() {
                    add(&mut facts, "visit number", &identifier["value"]);
                }
                add(&mut facts, "encounter class", &resource["class"]["code"]);
            }
            _ => {}
        }
    }
    facts
}

fn add(facts: &mut BTreeSet<String>, name: &str, value: &Value) {
    if let Some(text) = value.as_str().filter(|text| !text.is_empty()) {
        facts.insert(format!("{name}: {text}"));
    }
}

fn first_code(concept: &Value) -> String {
    let codings = concept["coding"].as_array();
    let code = codings.into_iter().flatten().find_map(|coding| coding["code"].as_str());
    code.unwrap_or_default().to_owned()
}

/// The differences that have a reason: `PROJECT | start of the fact | reason`.
fn has_reason(project: &str, fact: &str) -> bool {
    let text = include_str!("pair-differences.txt");
    let mut lines = text
        .lines()
        .filter(|line| !line.starts_with('#') && !line.trim().is_empty());
    lines.any(|line| {
        let parts: Vec<&str> = line.splitn(3, '|').map(str::trim).collect();
        (parts[0] == "*" || project.starts_with(parts[0])) && fact.starts_with(parts[1])
    })
}

/// What was compared.
#[derive(Default)]
struct Tally {
    n_pairs: usize,
    n_same: usize,
    n_excepted: usize,
    missing: Vec<String>,
}

impl Tally {
    /// Compares the facts of a pair.
    fn add(&mut self, place: &str, theirs: &BTreeSet<String>, ours: &BTreeSet<String>) {
        self.n_pairs += 1;
        for fact in theirs {
            if ours.contains(fact) {
                self.n_same += 1;
            } else if has_reason(place, fact) {
                self.n_excepted += 1;
            } else {
                self.missing.push(format!("{place} | {fact}"));
            }
        }
    }

    #[expect(clippy::print_stdout, reason = "how much was compared is worth telling")]
    fn finish(self, at_least: usize) {
        let Self {
            n_pairs,
            n_same,
            n_excepted,
            missing,
        } = self;
        println!("{n_pairs} pairs: {n_same} facts the same, {n_excepted} other with a reason");
        assert!(n_pairs >= at_least, "the folder holds pairs");
        assert!(
            missing.is_empty(),
            "{} facts are missing:\n{}",
            missing.len(),
            missing.join("\n")
        );
    }
}

fn place(file: &Path, folder: &Path) -> String {
    let place = file.strip_prefix(folder).expect("it is in the folder");
    place.display().to_string()
}

#[test]
fn what_other_projects_find_in_a_message_is_found() {
    let Some(folder) = samples::shared("hl7v2-samples") else {
        return;
    };
    let (mapping, settings) = (Mapping::builtin(), Settings::default());
    let mut tally = Tally::default();
    for file in samples::files(&folder) {
        let is_message =
            file.extension().is_some_and(|end| end == "hl7") && !file.to_string_lossy().contains("reverse-pairs");
        let Some(expected) = expected(&file).filter(|_| is_message) else {
            continue;
        };
        let bundle = std::fs::read_to_string(&expected).unwrap_or_default();
        let Ok(theirs) = serde_json::from_str::<Value>(&bundle) else {
            continue;
        };
        let text = String::from_utf8_lossy(&std::fs::read(&file).expect("the file is there")).into_owned();
        let Ok(message) = Message::parse(Text::from(text)) else {
            continue;
        };
        let Ok(conversion) = mapping.to_fhir(&message, &settings) else {
            continue;
        };
        if theirs["resourceType"] != "Bundle" {
            continue;
        }
        let ours = facts(&serde_json::from_str(conversion.bundle.json()).expect("a bundle is JSON"));
        tally.add(&place(&file, &folder), &facts(&theirs), &ours);
    }
    tally.finish(40);
}

/// Returns what can be compared in a message, as lines.
fn message_facts(message: &Message) -> BTreeSet<String> {
    let mut facts = BTreeSet::new();
    let mut add = |name: &str, value: Option<std::borrow::Cow<'_, str>>| {
        if let Some(value) = value {
            facts.insert(format!("{name}: {value}"));
        }
    };
    for segment in message.segments_named("PID") {
        for (field, component) in [(3, 1), (5, 1), (5, 2), (8, 1)] {
            add(&format!("PID-{field}.{component}"), segment.value(field, component));
        }
        let birth_date = segment
            .value(7, 1)
            .map(|date| date.get(..8).unwrap_or_default().to_owned().into());
        add("PID-7", birth_date);
    }
    for segment in message.segments_named("OBR") {
        add("OBR-4.1", segment.value(4, 1));
    }
    for segment in message.segments_named("OBX") {
        add("OBX-3.1", segment.value(3, 1));
        add("OBX-11", segment.value(11, 1));
    }
    facts
}

#[test]
fn what_other_projects_write_of_a_bundle_is_written() {
    let Some(folder) = samples::shared("hl7v2-samples") else {
        return;
    };
    let (mapping, settings) = (Mapping::builtin(), Settings::default());
    let header = nilecare_mapping::OutgoingHeader {
        event: "ORU^R01".to_owned(),
        time: "20240305141200+0000".to_owned(),
        control_id: "1".to_owned(),
        ..nilecare_mapping::OutgoingHeader::default()
    };
    let mut tally = Tally::default();
    for file in samples::files(&folder) {
        let is_message =
            file.extension().is_some_and(|end| end == "hl7") && file.to_string_lossy().contains("reverse-pairs");
        let Some(bundle) = expected(&file).filter(|_| is_message) else {
            continue;
        };
        let bundle = std::fs::read_to_string(bundle).expect("the file is there");
        let text = std::fs::read_to_string(&file).expect("the file is text");
        let Ok(theirs) = Message::parse(text) else { continue };
        let Ok(written) = mapping.to_hl7v2(&bundle, &header, &settings) else {
            tally.missing.push(format!("{}: not written", file.display()));
            continue;
        };
        let ours = message_facts(&Message::parse(written.message).expect("what is written is a message"));
        tally.add(&place(&file, &folder), &message_facts(&theirs), &ours);
    }
    tally.finish(5);
}
