use serde_json::json;

use super::*;
use crate::{DelimitedLayout, FixedColumn, FixedWidthLayout};

fn plain() -> Layout {
    Layout::Delimited(DelimitedLayout::default())
}

fn written(json: &Value, layout: &Layout) -> String {
    let table = Table::from_json(json, layout).unwrap_or_else(|error| panic!("{error:?}"));
    table.text().to_string()
}

#[test]
fn records_are_objects_by_name_and_values_stay_text() {
    let table = Table::parse("MRN,NAME\n007,\"A, B\"\n8\n9,C,D\n", &Layout::csv_with_header()).expect("a table");
    let expected = json!([
        {"MRN": "007", "NAME": "A, B"},
        {"MRN": "8"},
        {"MRN": "9", "NAME": "C", "3": "D"},
    ]);
    assert_eq!(table.to_json(), expected);
}

#[test]
fn records_without_names_are_arrays() {
    let table = Table::parse("1,\n\"2\"\n", &plain()).expect("a table");
    assert_eq!(table.to_json(), json!([["1", ""], ["2"]]));
    assert_eq!(written(&table.to_json(), &plain()), "1,\r\n2\r\n");
}

#[test]
fn the_header_is_that_of_the_objects() {
    let json = json!([{"MRN": 7, "NAME": null}, {"NAME": "A,B", "VIP": true, "5": 1.50}]);
    let expected = "MRN,NAME,VIP\r\n7,,\r\n,\"A,B\",true,,1.5\r\n";
    assert_eq!(written(&json, &Layout::csv_with_header()), expected);
    assert_eq!(written(&json!([]), &Layout::csv_with_header()), "");
}

#[test]
fn fixed_width_records_are_made_of_objects() {
    let layout = Layout::FixedWidth(FixedWidthLayout {
        columns: vec![FixedColumn::new("NAME", 5), FixedColumn::new("N", 3).right('0')],
        ..FixedWidthLayout::default()
    });
    assert_eq!(
        written(&json!([{"N": 7, "NAME": "EVE"}, ["ADAM"]]), &layout),
        "EVE  007\r\nADAM    \r\n"
    );
}

#[test]
fn other_shapes_are_refused_with_their_place() {
    let refusal = |json: Value, layout: &Layout| Table::from_json(&json, layout).expect_err("it is refused");
    assert_eq!(refusal(json!({}), &plain()), JsonError::NotAnArray);
    assert_eq!(refusal(json!([[], 7]), &plain()), JsonError::NotARecord { record: 2 });
    assert_eq!(
        refusal(json!([["1", []]]), &plain()),
        JsonError::NotAValue { record: 1, position: 2 }
    );
    assert_eq!(
        refusal(json!([{"MRN": "1"}]), &plain()),
        JsonError::UnknownName { record: 1, position: 1 }
    );
    assert_eq!(refusal(json!([["1"]]), &Layout::csv_with_header()), JsonError::NoNames);
    let far = refusal(json!([{"99999999999": "1"}]), &plain());
    assert!(matches!(
        far,
        JsonError::Write(EditError::ColumnOutOfBounds { most: 4_096, .. })
    ));
}
