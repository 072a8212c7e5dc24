//! The places of delimited text and fixed-width records.

use nilecare_delimited::Table;

use super::{List, Place, PlaceKind, bare};

pub(super) fn add(list: &mut List, table: &Table) {
    for (index, record) in table.records().enumerate() {
        let row = format!("row({})", index + 1);
        if list.add(bare(0, PlaceKind::Record, row.clone())).is_none() {
            return;
        }
        for cell in record.cells() {
            let (key, value) = (cell.key(), cell.value());
            if value.is_empty() {
                continue;
            }
            let place = Place {
                label: Some(key.to_string()),
                ..list.valued(1, PlaceKind::Value, format!("{row}.{key}"), &value)
            };
            if list.add(place).is_none() {
                return;
            }
        }
    }
}
