//! Messages of other projects, from the folder beside the project: each of a mapped type is converted, and the bundle is
//! valid R4.

use nilecare_hl7v2::{Message, batch, charset};
use nilecare_mapping::{ConvertError, FindingKind, Mapping, Settings};
use nilecare_testkit::samples;

#[test]
fn every_shared_message_of_a_mapped_type_gives_a_valid_bundle() {
    let Some(folder) = samples::shared("hl7v2-samples") else {
        return;
    };
    let (mapping, settings, validator) = (Mapping::builtin(), Settings::default(), crate::common::Validator::new());
    let (mut n_converted, mut n_unmapped, mut n_findings) = (0, 0, 0);
    let mut problems = Vec::new();
    let mut unmapped = std::collections::BTreeMap::new();
    for file in samples::files(&folder) {
        let Ok(bytes) = std::fs::read(&file) else { continue };
        let text = nilecare_hl7v2::Text::from(charset::decode(&bytes, charset::Charset::Windows1252).text.into_owned());
        for text in batch::split(&text).texts() {
            let Ok(message) = Message::parse(text) else { continue };
            match mapping.to_fhir(&message, &settings) {
                Ok(conversion) => {
                    n_converted += 1;
                    let bundle = serde_json::from_str(conversion.bundle.json()).expect("a bundle is JSON");
                    for problem in validator.check(&bundle) {
                        problems.push(format!("{}: {problem}", file.display()));
                    }
                    for finding in &conversion.report.findings {
                        n_findings += 1;
                        if finding.kind == FindingKind::NotMapped {
                            let place = finding.place.expect("it is about the message");
                            let segment = String::from_utf8_lossy(&place.segment).into_owned();
                            *unmapped
                                .entry(format!(
                                    "{segment}-{}.{}.{}",
                                    place.field, place.component, place.subcomponent
                                ))
                                .or_insert(0) += 1;
                        }
                    }
                }
                Err(ConvertError::UnknownType) => n_unmapped += 1,
                Err(_) => {}
            }
        }
    }
    println!("{n_converted} converted, {n_unmapped} of other types, {n_findings} findings");
    let mut unmapped: Vec<_> = unmapped.into_iter().collect();
    unmapped.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    println!("not mapped most: {:?}", &unmapped[..unmapped.len().min(60)]);
    assert!(n_converted > 200, "most of the samples are of mapped types");
    assert!(
        problems.is_empty(),
        "{} problems:\n{}",
        problems.len(),
        problems[..problems.len().min(60)].join("\n")
    );
}
