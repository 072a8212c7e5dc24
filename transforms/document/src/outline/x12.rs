//! The places of an X12 interchange.

use std::collections::HashMap;

use nilecare_x12::{Element, Interchange, Path, Segment};

use super::{List, PlaceKind};

pub(super) fn add(list: &mut List, interchange: &Interchange) {
    let mut occurrences = HashMap::<&str, usize>::new();
    for segment in interchange.segments() {
        let occurrence = occurrences.entry(segment.id()).or_default();
        *occurrence += 1;
        let path = Path::new(segment.id()).and_then(|path| path.with_occurrence(*occurrence));
        if add_segment(list, &segment, path.ok()).is_none() {
            return;
        }
    }
}

fn add_segment(list: &mut List, segment: &Segment<'_>, path: Option<Path>) -> Option<()> {
    let text = path.as_ref().map(ToString::to_string).unwrap_or_default();
    let mut place = list.valued(0, PlaceKind::Segment, text, segment.raw());
    place.is_leaf = path.is_none();
    list.add(place)?;
    let Some(path) = path else { return Some(()) };
    // One element of ISA is the separator of components itself.
    let is_header = segment.id() == "ISA";
    for (index, element) in segment.elements().enumerate() {
        let Ok(path) = path.with_element(index + 1) else {
            return Some(());
        };
        if element.raw().is_empty() {
            continue;
        }
        if is_header {
            list.add(list.valued(1, PlaceKind::Field, path.to_string(), element.raw()))?;
        } else {
            add_element(list, &element, path)?;
        }
    }
    Some(())
}

fn add_element(list: &mut List, element: &Element<'_>, path: Path) -> Option<()> {
    for (index, repetition) in element.repetitions().enumerate() {
        let path = match index {
            0 => Some(path),
            index => path.with_repetition(index + 1).ok(),
        };
        let Some(path) = path.filter(|_| !repetition.raw().is_empty()) else {
            continue;
        };
        let is_simple = repetition.components().nth(1).is_none();
        let mut place = list.valued(1, PlaceKind::Field, path.to_string(), repetition.raw());
        place.is_leaf = is_simple;
        list.add(place)?;
        if is_simple {
            continue;
        }
        for (index, component) in repetition.components().enumerate() {
            if let Ok(path) = path.with_component(index + 1)
                && !component.is_empty()
            {
                list.add(list.valued(2, PlaceKind::Component, path.to_string(), component))?;
            }
        }
    }
    Some(())
}
