use super::*;
use crate::{DelimitedLayout, Escape, FixedColumn, FixedWidthLayout, Layout, Mode};

fn csv() -> DelimitedLayout {
    DelimitedLayout::default()
}

fn parse(text: &str, layout: DelimitedLayout) -> Table {
    Table::parse(text, &Layout::Delimited(layout)).expect("the text is a table")
}

fn fixed(text: &str) -> Table {
    let layout = Layout::FixedWidth(FixedWidthLayout {
        columns: vec![
            FixedColumn::new("NAME", 6),
            FixedColumn::new("N", 3).right(' '),
            FixedColumn::new("F", 1),
        ],
        ..FixedWidthLayout::default()
    });
    Table::parse(text, &layout).expect("the text is a table")
}

#[test]
fn only_the_changed_record_is_rewritten() {
    let mut table = parse("\"1\",2\r\n3,\"4\"\n\n5,6", csv());
    table.set_at(2, 1, "a \"b\"").expect("it can be quoted");
    assert_eq!(table.text(), "\"1\",2\r\n\"a \"\"b\"\"\",\"4\"\n\n5,6");
    table.set_at(2, 1, "c").expect("it can be set again");
    assert_eq!(table.text(), "\"1\",2\r\nc,\"4\"\n\n5,6");
}

#[test]
fn missing_columns_are_made() {
    let mut table = parse("1\n", csv());
    table.set_at(1, 4, "x").expect("columns can be added");
    assert_eq!(table.text(), "1,,,x\n");
}

#[test]
fn a_cell_that_would_run_into_the_next_is_closed_first() {
    let layout = DelimitedLayout {
        column_delimiter: "||".to_owned(),
        escape: Escape::Character('\\'),
        ..csv()
    };
    let mut table = parse("a|", layout.clone());
    table.set_at(1, 2, "b").expect("the first can be quoted");
    assert_eq!(table.text(), "\"a|\"||b");
    let mut table = parse("a\\", layout);
    table.set_at(1, 2, "b").expect("the first can be quoted");
    assert_eq!(table.text(), "\"a\\\\\"||b");
}

#[test]
fn an_only_empty_value_does_not_make_an_empty_line() {
    let mut table = parse("1\n2\n", csv());
    table.set_at(1, 1, "").expect("it can be quoted");
    assert_eq!(table.text(), "\"\"\n2\n");
    let mut table = parse("1\n2\n", DelimitedLayout { quote: None, ..csv() });
    assert_eq!(table.set_at(1, 1, ""), Err(EditError::EmptyRecord { record: 1 }));
}

#[test]
fn records_are_appended_with_the_line_end_of_the_others() {
    let mut table = parse("A,B\n1,2", DelimitedLayout { header: true, ..csv() });
    table.append_record(&["3", "x,y"]).expect("it can be quoted");
    assert_eq!(table.text(), "A,B\n1,2\n3,\"x,y\"\n");
    let mut table = parse("A,B", DelimitedLayout { header: true, ..csv() });
    table.append_record(&["1", ""]).expect("a record can follow the header");
    assert_eq!(table.text(), "A,B\r\n1,\r\n");
}

#[test]
fn nothing_is_appended_to_a_text_that_ends_within_an_escape() {
    let layout = DelimitedLayout {
        escape: Escape::Character('\\'),
        ..csv()
    };
    let mut table = parse("1\n2\\", layout);
    assert_eq!(table.append_record(&["3"]), Err(EditError::OpenEnd { record: 2 }));
    table.set_at(2, 1, "2").expect("it is replaced");
    table.append_record(&["3"]).expect("the end is closed now");
    assert_eq!(table.text(), "1\n2\n3\n");
}

#[test]
fn nothing_is_appended_where_the_header_should_stand() {
    let mut table = parse("", DelimitedLayout { header: true, ..csv() });
    assert_eq!(table.append_record(&["1"]), Err(EditError::NoHead));
    let mut table = parse(
        "",
        DelimitedLayout {
            skip_records: 1,
            ..csv()
        },
    );
    assert_eq!(table.append_record(&["1"]), Err(EditError::NoHead));
}

#[test]
fn records_are_deleted_with_their_line_end() {
    let mut table = parse("1\r\n2\n\n3", csv());
    assert!(table.delete_record(2));
    assert_eq!(table.text(), "1\r\n3");
    assert!(!table.delete_record(3) && !table.delete_record(0));
    assert!(table.delete_record(2) && table.delete_record(1));
    assert_eq!(table.text(), "");
}

#[test]
fn fixed_width_values_are_padded_or_refused() {
    let mut table = fixed("EVE     7x rest\n");
    table.set_at(1, "N", "12").expect("it fits");
    assert_eq!(table.text(), "EVE    12x rest\n");
    let error = table.set_at(1, "N", "1234").expect_err("it does not fit");
    assert_eq!(
        error.to_string(),
        "record 1, column 2: the value has 4 characters; the column holds 3"
    );
}

#[test]
fn short_fixed_width_records_are_filled_up() {
    let mut table = fixed("EVERYM 7\nEVE\n");
    table.set_at(1, "F", "x").expect("it fits");
    table.set_at(2, "F", "y").expect("it fits");
    table.append_record(&["ADAM"]).expect("it fits");
    assert_eq!(table.text(), "EVERYM  7x\nEVE      y\nADAM      \n");
}

#[test]
fn places_that_are_not_there_are_refused() {
    let mut table = parse("1,2\n", csv());
    assert!(matches!(table.set_at(2, 1, ""), Err(EditError::RecordAbsent { .. })));
    assert!(matches!(table.set_at(1, "MRN", ""), Err(EditError::UnknownColumn(_))));
    assert!(matches!(
        table.set_at(1, 0, ""),
        Err(EditError::ColumnOutOfBounds { .. })
    ));
    assert!(matches!(
        table.set_at(1, 4_097, ""),
        Err(EditError::ColumnOutOfBounds { .. })
    ));
    let record = "row(1)".parse().expect("a valid path");
    assert!(matches!(table.set(&record, ""), Err(EditError::NotAColumn { .. })));
    assert!(!table.is_changed());
}

#[test]
fn strict_records_keep_their_number_of_columns() {
    let layout = DelimitedLayout {
        mode: Mode::Strict,
        ..csv()
    };
    let mut table = parse("1,2\n", layout);
    assert!(matches!(
        table.set_at(1, 3, ""),
        Err(EditError::ColumnOutOfBounds { most: 2, .. })
    ));
    assert!(matches!(
        table.append_record(&["1"]),
        Err(EditError::Ragged { expected: 2, .. })
    ));
}
