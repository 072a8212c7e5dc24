//! Places of XML.

use nilecare_xml::{Found, Path, Xml};

use super::Place;

fn path(text: &str) -> Place<Path> {
    text.parse()
        .map_err(|error: nilecare_xml::PathError| format!("{text}: {error}"))
}

fn find<'a>(xml: &'a Xml, text: &str) -> Place<Vec<Found<'a>>> {
    xml.find(&path(text)?).map_err(|error| error.to_string())
}

pub(super) fn get(xml: &Xml, text: &str) -> Place<Option<String>> {
    Ok(find(xml, text)?.first().map(Found::text))
}

pub(super) fn texts(xml: &Xml, text: &str) -> Place<Vec<String>> {
    Ok(find(xml, text)?.iter().map(Found::text).collect())
}

pub(super) fn raw(xml: &Xml, text: &str) -> Place<Option<String>> {
    Ok(find(xml, text)?.first().map(Found::raw))
}

pub(super) fn set(xml: &mut Xml, text: &str, value: &str) -> Place<()> {
    xml.set(&path(text)?, value)
        .map_err(|error| format!("{text} cannot be set: {error}"))
}

pub(super) fn remove(xml: &mut Xml, text: &str) -> Place<bool> {
    let n_removed = xml.remove(&path(text)?);
    n_removed
        .map(|n_removed| n_removed > 0)
        .map_err(|error| format!("{text} cannot be taken out: {error}"))
}

pub(super) fn add(xml: &mut Xml, text: &str, element: &str) -> Place<()> {
    xml.append(&path(text)?, element)
        .map_err(|error| format!("nothing can be added to {text}: {error}"))
}

/// Names each element by its handle, which stays its own when others come and go.
pub(super) fn parts(xml: &Xml, text: &str) -> Place<Vec<String>> {
    let found = find(xml, text)?;
    Ok(found
        .iter()
        .filter_map(Found::element)
        .map(|element| element.handle())
        .collect())
}
