//! Places of X12.

use nilecare_x12::{Interchange, Path};

use super::Place;

fn path(text: &str) -> Place<Path> {
    text.parse()
        .map_err(|error: nilecare_x12::PathError| format!("{text}: {error}"))
}

pub(super) fn get(interchange: &Interchange, text: &str) -> Place<Option<String>> {
    Ok(interchange.get(&path(text)?).map(str::to_owned))
}

pub(super) fn raw(interchange: &Interchange, text: &str) -> Place<Option<String>> {
    Ok(interchange.raw(&path(text)?).map(str::to_owned))
}

pub(super) fn set(interchange: &mut Interchange, text: &str, value: &str) -> Place<()> {
    interchange
        .set(&path(text)?, value)
        .map_err(|error| format!("{text} cannot be set: {error}"))
}

pub(super) fn remove(interchange: &mut Interchange, text: &str) -> Place<bool> {
    let path = path(text)?;
    if interchange.raw(&path).is_none() {
        return Ok(false);
    }
    let removed = if path.element().is_none() {
        interchange.delete_segment(&path)
    } else {
        interchange.set_raw(&path, "")
    };
    removed
        .map(|()| true)
        .map_err(|error| format!("{text} cannot be taken out: {error}"))
}

pub(super) fn add(interchange: &mut Interchange, text: &str, segment: &str) -> Place<()> {
    interchange
        .insert_segment_after(&path(text)?, segment)
        .map_err(|error| format!("nothing can be added after {text}: {error}"))
}

pub(super) fn parts(interchange: &Interchange, text: &str) -> Place<Vec<String>> {
    let path = path(text)?;
    let names = |count: usize, name: &dyn Fn(usize) -> Option<Path>| {
        (1..=count)
            .filter_map(|number| Some(name(number)?.to_string()))
            .collect()
    };
    let Some(element) = path.element() else {
        let count = interchange.segment_count(path.segment_id());
        return Ok(names(count, &|number| path.with_occurrence(number).ok()));
    };
    let segment = interchange.segment(path.segment_id(), path.occurrence());
    let count = segment
        .and_then(|segment| segment.element(element))
        .filter(|element| !element.raw().is_empty())
        .map_or(0, |element| element.repetitions().count());
    Ok(names(count, &|number| path.with_repetition(number).ok()))
}

/// Names an element of a segment or a component of a repetition.
pub(super) fn within(part: &str, place: &str) -> String {
    let is_repetition = part.contains('-');
    let joint = if is_repetition { '.' } else { '-' };
    format!("{part}{joint}{place}")
}

/// Elements are texts; those with components arrays of texts, those with repetitions arrays of these. The elements of ISA are
/// always texts, as one of them is the separator itself.
pub(super) fn to_json(interchange: &Interchange) -> serde_json::Value {
    let segments = interchange.segments().map(|segment| {
        let id = serde_json::Value::from(segment.id());
        let is_header = segment.id() == "ISA";
        let elements = segment.elements().map(|element| match is_header {
            true => element.raw().into(),
            false => element_json(&element),
        });
        std::iter::once(id).chain(elements).collect::<serde_json::Value>()
    });
    segments.collect()
}

fn element_json(element: &nilecare_x12::Element<'_>) -> serde_json::Value {
    let mut repetitions: Vec<serde_json::Value> = element
        .repetitions()
        .map(|repetition| {
            let mut components: Vec<serde_json::Value> = repetition.components().map(Into::into).collect();
            match components.len() {
                0 => "".into(),
                1 => components.swap_remove(0),
                _ => components.into(),
            }
        })
        .collect();
    match repetitions.len() {
        0 => "".into(),
        1 => repetitions.swap_remove(0),
        _ => repetitions.into(),
    }
}
