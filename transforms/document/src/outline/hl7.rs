//! The places of an HL7 v2 message, in the groups of its structure, with the names of its version.

use std::collections::HashMap;

use nilecare_hl7v2::{Message, Path, Repetition, Segment};
use nilecare_hl7v2_standard::{Description, ElementDescription, Group, Item, Standard, Tree};

use super::{List, Place, PlaceDefinition, PlaceKind, bare};

/// A message with what is known of it.
struct Walk<'a> {
    message: &'a Message,
    standard: &'a Standard,
    /// Which of the segments with its id each one is, from 1.
    occurrences: Vec<usize>,
}

/// A repetition, component or subcomponent on its way into the list.
struct Part<'a> {
    level: usize,
    kind: PlaceKind,
    path: Path,
    /// The text as written.
    raw: &'a str,
    /// The text with escapes resolved; `None` where parts are within it.
    value: Option<&'a str>,
}

pub(super) fn add(list: &mut List, message: &Message) {
    let standard = Standard::for_message(message);
    let tree = Tree::of(message, standard);
    list.outline.version = Some(standard.version().to_string());
    list.outline.structure = tree.structure().map(|structure| structure.name().to_owned());
    let walk = Walk {
        message,
        standard,
        occurrences: occurrences(message),
    };
    // It ends early when the list is full.
    let _ = walk.group(list, tree.root(), "", 0);
}

fn occurrences(message: &Message) -> Vec<usize> {
    let mut seen = HashMap::<&str, usize>::new();
    let mut numbers = Vec::with_capacity(message.len());
    for segment in message.segments() {
        let seen = seen.entry(segment.id()).or_default();
        *seen += 1;
        numbers.push(*seen);
    }
    numbers
}

impl Walk<'_> {
    fn group(&self, list: &mut List, group: Group<'_>, path: &str, level: usize) -> Option<()> {
        for item in group.items() {
            match item {
                Item::Segment(position) => self.segment(list, position, level)?,
                Item::Group(inner) => {
                    let name = match inner.number() {
                        0 | 1 => inner.name().to_owned(),
                        number => format!("{}({number})", inner.name()),
                    };
                    let path = match path {
                        "" => name.clone(),
                        path => format!("{path}.{name}"),
                    };
                    list.add(Place {
                        label: Some(name).filter(|name| *name != path),
                        ..bare(level, PlaceKind::Group, path.clone())
                    })?;
                    self.group(list, inner, &path, level + 1)?;
                }
            }
        }
        Some(())
    }

    fn segment(&self, list: &mut List, position: usize, level: usize) -> Option<()> {
        let Some(segment) = self.message.nth_segment(position) else {
            return Some(());
        };
        let path = Path::new(segment.id()).ok();
        let path = path.and_then(|path| path.with_occurrence(*self.occurrences.get(position)?).ok());
        let text = path.as_ref().map(ToString::to_string).unwrap_or_default();
        let mut place = list.valued(level, PlaceKind::Segment, text, segment.raw());
        // Scripts cannot name what is in a segment with an odd id.
        place.is_leaf = path.is_none();
        let definition = self.standard.segment(segment.id());
        place.definition = definition.map(|segment| PlaceDefinition {
            name: segment.name().to_owned(),
            data_type: None,
            optionality: None,
            max_repetitions: None,
            table: None,
            table_name: None,
        });
        list.add(place)?;
        match path {
            Some(path) => self.fields(list, position, segment, path, level + 1),
            None => Some(()),
        }
    }

    fn fields(&self, list: &mut List, at: usize, segment: Segment<'_>, path: Path, level: usize) -> Option<()> {
        for (index, field) in segment.fields().enumerate() {
            let Ok(path) = path.with_field(index + 1) else {
                return Some(());
            };
            for (index, repetition) in field.repetitions().enumerate() {
                if repetition.is_empty() {
                    continue;
                }
                let repeated = if index == 0 {
                    Ok(path)
                } else {
                    path.with_repetition(index + 1)
                };
                let Ok(path) = repeated else {
                    break;
                };
                let mut components = repetition.components();
                let is_simple = components
                    .next()
                    .is_some_and(|first| first.subcomponents().nth(1).is_none())
                    && components.next().is_none();
                let value = repetition.value();
                let part = Part {
                    level,
                    kind: PlaceKind::Field,
                    path,
                    raw: repetition.raw(),
                    value: is_simple.then_some(value.as_ref()),
                };
                self.part(list, at, part)?;
                if !is_simple {
                    self.components(list, at, repetition, path, level + 1)?;
                }
            }
        }
        Some(())
    }

    fn components(
        &self,
        list: &mut List,
        at: usize,
        repetition: Repetition<'_>,
        path: Path,
        level: usize,
    ) -> Option<()> {
        for (index, component) in repetition.components().enumerate() {
            let Ok(path) = path.with_component(index + 1) else {
                return Some(());
            };
            if component.is_empty() {
                continue;
            }
            let is_simple = component.subcomponents().nth(1).is_none();
            let value = component.value();
            let part = Part {
                level,
                kind: PlaceKind::Component,
                path,
                raw: component.raw(),
                value: is_simple.then_some(value.as_ref()),
            };
            self.part(list, at, part)?;
            if is_simple {
                continue;
            }
            for (index, subcomponent) in component.subcomponents().enumerate() {
                let Ok(path) = path.with_subcomponent(index + 1) else {
                    return Some(());
                };
                if subcomponent.is_empty() {
                    continue;
                }
                let value = subcomponent.value();
                let part = Part {
                    level: level + 1,
                    kind: PlaceKind::Subcomponent,
                    path,
                    raw: subcomponent.raw(),
                    value: Some(value.as_ref()),
                };
                self.part(list, at, part)?;
            }
        }
        Some(())
    }

    fn part(&self, list: &mut List, at: usize, part: Part<'_>) -> Option<()> {
        let description = self.standard.describe_at(self.message, at, &part.path);
        let element = description
            .as_ref()
            .and_then(|description| of_level(description, part.kind));
        let mut place = list.valued(
            part.level,
            part.kind,
            part.path.to_string(),
            part.value.unwrap_or(part.raw),
        );
        place.is_leaf = part.value.is_some();
        place.definition = element.map(definition);
        let code = element.and(description).zip(part.value);
        let code = code.and_then(|(description, value)| description.code(value));
        place.meaning = code
            .map(|code| code.meaning().to_owned())
            .filter(|meaning| !meaning.is_empty());
        list.add(place)
    }
}

/// Returns the element of this level: a place that the version does not have is described only as far as it goes.
fn of_level<'a>(description: &'a Description<'_>, kind: PlaceKind) -> Option<&'a ElementDescription<'a>> {
    match kind {
        PlaceKind::Field => description.field.as_ref(),
        PlaceKind::Component => description.component.as_ref(),
        _ => description.subcomponent.as_ref(),
    }
}

fn definition(described: &ElementDescription<'_>) -> PlaceDefinition {
    let element = described.element;
    let data_type = described
        .data_type
        .map_or(element.data_type(), |data_type| data_type.id());
    PlaceDefinition {
        name: element.name().to_owned(),
        data_type: Some(data_type.to_owned()),
        optionality: Some(element.optionality().as_str()),
        max_repetitions: element.max_repetitions(),
        table: element.table().map(str::to_owned),
        table_name: described.table.map(|table| table.name().to_owned()),
    }
}
