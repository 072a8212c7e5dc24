//! The message against its structure.

use std::collections::HashMap;

use nilecare_hl7v2::acknowledgment::ErrorCode;
use nilecare_hl7v2::{Message, Path};

use super::findings::{Findings, Place, Weight};
use crate::issue::Rule;
use crate::structure::StructurePart;
use crate::tree::{Group, Tree};
use crate::walk::Misfit;
use crate::{Standard, StructureKind, StructureSource, Version};

pub(super) fn check(message: &Message, tree: &Tree, standard: &Standard, findings: &mut Findings<'_>) {
    let paths = paths(message);
    version(message, standard, findings);
    structure(tree, standard, findings);
    segments(message, standard, &paths, findings);
    for misfit in tree.misfits() {
        match *misfit {
            Misfit::Unexpected { position } => {
                let place = place(&paths, position);
                let is_of_version = place
                    .segment
                    .is_some_and(|path| standard.segment(path.segment_id()).is_some());
                // Segments that the version does not know are told below, once.
                if is_of_version {
                    findings.add(Rule::UnknownSegment, Weight::Deviation, &place, || {
                        format!("{} has no place for this segment", name_of(tree))
                    });
                }
            }
            Misfit::OutOfOrder { position } => {
                let place = place(&paths, position);
                findings.add(Rule::Order, Weight::Deviation, &place, || {
                    format!("the segment is not where {} has it", name_of(tree))
                });
            }
            Misfit::TooMany { position, node } => {
                let place = place(&paths, position);
                findings.add(Rule::Cardinality, Weight::Deviation, &place, || {
                    let part = tree.part(node);
                    format!(
                        "{} may come only once",
                        part.map_or_else(String::new, |part| what(&part))
                    )
                });
            }
            Misfit::Missing { group, node } => missing(tree, tree.group(group), node, findings),
        }
    }
}

/// Names each segment; an odd id has no path.
fn paths(message: &Message) -> Vec<Option<Path>> {
    let mut occurrences: HashMap<&str, usize> = HashMap::new();
    let path_of = |id| {
        let path = Path::new(id).ok()?;
        let occurrence = occurrences.entry(id).or_default();
        *occurrence += 1;
        path.with_occurrence(*occurrence).ok()
    };
    message.segments().map(|segment| segment.id()).map(path_of).collect()
}

fn place(paths: &[Option<Path>], position: u32) -> Place {
    let position = position as usize;
    Place::of_segment(paths.get(position).copied().flatten(), position)
}

fn version(message: &Message, standard: &Standard, findings: &mut Findings<'_>) {
    let place = Place {
        field: 12,
        ..Place::of_segment(Path::new("MSH").ok(), 0)
    };
    let stated = message.header().version().unwrap_or_default();
    let is_held = stated.parse::<Version>().is_ok();
    if !is_held && !stated.is_empty() {
        findings.add_coded(
            Rule::Version,
            Weight::Deviation,
            &place,
            ErrorCode::UnsupportedVersion,
            || format!("the version is not known; version {} was checked", standard.version()),
        );
    }
}

fn structure(tree: &Tree, standard: &Standard, findings: &mut Findings<'_>) {
    let place = Place {
        field: 9,
        ..Place::of_segment(Path::new("MSH").ok(), 0)
    };
    let version = standard.version();
    match (tree.structure(), tree.source()) {
        (None, _) => findings.add_coded(
            Rule::Version,
            Weight::Deviation,
            &place,
            ErrorCode::UnsupportedMessageType,
            || format!("no structure is known for the message type and trigger event in version {version}"),
        ),
        (Some(structure), Some(StructureSource::EventInstead)) => {
            let place = Place {
                repetition: 1,
                component: 3,
                ..place
            };
            findings.add(Rule::Version, Weight::Warning, &place, || {
                format!(
                    "version {version} has no such structure; {} is the one of the event",
                    structure.name()
                )
            });
        }
        (Some(structure), Some(StructureSource::OtherVersion(other))) => {
            findings.add_coded(
                Rule::Version,
                Weight::Warning,
                &place,
                ErrorCode::UnsupportedMessageType,
                || {
                    format!(
                        "version {version} has no such structure; {} of version {other} was checked",
                        structure.name()
                    )
                },
            );
        }
        (Some(_), _) => {}
    }
}

/// Tells of segments that the version does not know.
fn segments(message: &Message, standard: &Standard, paths: &[Option<Path>], findings: &mut Findings<'_>) {
    for (position, segment) in message.segments().enumerate() {
        let id = segment.id();
        if standard.segment(id).is_some() {
            continue;
        }
        let place = place(paths, position as u32);
        if place.segment.is_none() {
            findings.add(Rule::UnknownSegment, Weight::Deviation, &place, || {
                "expected a segment id of three capitals or digits".to_owned()
            });
        } else if id.starts_with('Z') {
            findings.add(Rule::UnknownSegment, Weight::Information, &place, || {
                "the site does not define this Z-segment".to_owned()
            });
        } else {
            let other = Version::ALL
                .into_iter()
                .find(|&version| Standard::of(version).segment(id).is_some());
            let rule = if other.is_some() {
                Rule::Version
            } else {
                Rule::UnknownSegment
            };
            findings.add_coded(
                rule,
                Weight::Deviation,
                &place,
                ErrorCode::SegmentSequence,
                || match other {
                    Some(other) => format!(
                        "version {} does not have this segment; version {other} does",
                        standard.version()
                    ),
                    None => "no version has this segment".to_owned(),
                },
            );
        }
    }
}

fn missing(tree: &Tree, group: Group<'_>, node: u16, findings: &mut Findings<'_>) {
    let Some(part) = tree.part(node) else { return };
    let place = Place::of_segment(Path::new(part.first_segment()).ok(), group.range().start);
    findings.add_coded(
        Rule::Required,
        Weight::Error,
        &place,
        ErrorCode::SegmentSequence,
        || {
            let within = if group.is_root() {
                name_of(tree).to_owned()
            } else {
                group.to_string()
            };
            format!("{} is required in {within}", what(&part))
        },
    );
}

fn name_of(tree: &Tree) -> &str {
    tree.structure().map_or("the structure", |structure| structure.name())
}

/// Names a part in a sentence. Segments are named by their path already.
fn what(part: &StructurePart<'_>) -> String {
    match part.kind() {
        StructureKind::Segment => "the segment".to_owned(),
        _ if part.name().is_empty() => format!("{} or what stands for it", part.first_segment()),
        _ => format!("group {}", part.name()),
    }
}
