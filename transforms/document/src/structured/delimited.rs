//! Places of delimited text and fixed-width records.

use nilecare_delimited::{Layout, Path, Table};

use super::Place;

fn path(text: &str) -> Place<Path> {
    text.parse()
        .map_err(|error: nilecare_delimited::PathError| format!("{text}: {error}"))
}

pub(super) fn get(table: &Table, text: &str) -> Place<Option<String>> {
    Ok(table.get(&path(text)?).map(std::borrow::Cow::into_owned))
}

pub(super) fn raw(table: &Table, text: &str) -> Place<Option<String>> {
    Ok(table.raw(&path(text)?).map(str::to_owned))
}

pub(super) fn set(table: &mut Table, text: &str, value: &str) -> Place<()> {
    table
        .set(&path(text)?, value)
        .map_err(|error| format!("{text} cannot be set: {error}"))
}

pub(super) fn remove(table: &mut Table, text: &str) -> Place<bool> {
    let path = path(text)?;
    if path.column().is_none() {
        return Ok(table.delete_record(path.record()));
    }
    if table.get(&path).is_none() {
        return Ok(false);
    }
    table
        .set(&path, "")
        .map(|()| true)
        .map_err(|error| format!("{text} cannot be emptied: {error}"))
}

/// Adds the records of a text that is written as the table is.
pub(super) fn add(table: &mut Table, text: &str, records: &str) -> Place<()> {
    const ROW: &str = "row";
    if text != ROW {
        return Err(format!("records are added at the end: the place is {ROW}"));
    }
    let mut layout = table.layout().clone();
    match &mut layout {
        Layout::Delimited(layout) => {
            layout.header = false;
            layout.skip_records = 0;
        }
        Layout::FixedWidth(layout) => layout.skip_records = 0,
    }
    let added = Table::parse(records, &layout).map_err(|error| format!("the record is not of the layout: {error}"))?;
    for record in added.records() {
        let values: Vec<_> = record.cells().map(|cell| cell.value()).collect();
        table
            .append_record(&values)
            .map_err(|error| format!("the record cannot be added: {error}"))?;
    }
    Ok(())
}

pub(super) fn parts(table: &Table, text: &str) -> Place<Vec<String>> {
    if text == "row" {
        return Ok((1..=table.len()).map(|number| format!("row({number})")).collect());
    }
    let path = path(text)?;
    let is_there = table.raw(&path).is_some();
    Ok(is_there.then(|| text.to_owned()).into_iter().collect())
}
