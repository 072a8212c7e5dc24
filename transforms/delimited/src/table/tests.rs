use super::*;
use crate::{DelimitedLayout, FixedColumn, FixedWidthLayout};

fn csv() -> Layout {
    Layout::Delimited(DelimitedLayout::default())
}

fn strict(header: bool) -> Layout {
    Layout::Delimited(DelimitedLayout {
        header,
        mode: Mode::Strict,
        ..DelimitedLayout::default()
    })
}

fn parse(text: &str, layout: &Layout) -> Table {
    let table = Table::parse(text, layout).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(table.text(), text);
    table
}

fn refusal(text: &str, layout: &Layout) -> String {
    Table::parse(text, layout)
        .expect_err("the text breaks the layout")
        .to_string()
}

#[test]
fn empty_lines_and_a_byte_order_mark_are_stepped_over() {
    let table = parse("\u{FEFF}\r\nA,B\r\n\r\n\n1,2\r3,4", &Layout::csv_with_header());
    assert_eq!(table.names(), ["A", "B"]);
    assert_eq!(table.len(), 2);
    assert_eq!(table.record(2).expect("there are two").get("A").as_deref(), Some("3"));
}

#[test]
fn absent_and_empty_values_are_none_and_differ_in_raw() {
    let table = parse("a,,\"\"\n", &csv());
    let record = table.record(1).expect("there is one");
    assert_eq!(record.get(2), None);
    assert_eq!(record.cell(2).map(|cell| cell.raw()), Some(""));
    assert_eq!(record.cell(3).map(|cell| cell.raw()), Some("\"\""));
    assert!(record.cell(4).is_none() && record.cell(0).is_none() && table.record(0).is_none());
}

#[test]
fn a_path_to_a_record_gives_it_as_it_stands() {
    let table = parse("1,2\n\"3\",4\n", &csv());
    let path: Path = "row(2)".parse().expect("a valid path");
    assert_eq!(table.get(&path).as_deref(), Some("\"3\",4"));
    assert_eq!(table.raw(&"row(2).1".parse().expect("a valid path")), Some("\"3\""));
}

#[test]
fn names_of_the_layout_take_the_place_of_the_header() {
    let layout = Layout::Delimited(DelimitedLayout {
        header: true,
        columns: vec!["MRN".to_owned()],
        ..DelimitedLayout::default()
    });
    let table = parse("Patient number\n77\n", &layout);
    assert_eq!(
        table.record(1).and_then(|record| record.get("MRN")).as_deref(),
        Some("77")
    );
}

#[test]
fn skipped_records_may_hold_anything() {
    let layout = Layout::Delimited(DelimitedLayout {
        skip_records: 2,
        ..DelimitedLayout::default()
    });
    assert_eq!(parse("an \"open title\n\n1,2\n", &layout).len(), 1);
    assert_eq!(parse("only a title", &layout).len(), 0);
    assert_eq!(parse("", &layout).len(), 0);
}

#[test]
fn ragged_records_are_read_leniently_and_refused_strictly() {
    assert_eq!(parse("1,2\n3\n4,5,6\n", &csv()).len(), 3);
    assert_eq!(
        refusal("1,2\n3\n", &strict(false)),
        "record 2 has 1 columns; expected 2"
    );
    assert_eq!(
        refusal("A,B\n3,4,5\n", &strict(true)),
        "record 1 has 3 columns; expected 2"
    );
}

#[test]
fn an_unclosed_quote_is_told_where_it_could_swallow_records() {
    let expected = "record 2, column 2: expected a closing quote before the end of the text";
    assert_eq!(refusal("1,2\n3,\"EVERYMAN\n5,6\n", &csv()), expected);
    let by_record = Layout::Delimited(DelimitedLayout {
        line_ends_in_values: false,
        ..DelimitedLayout::default()
    });
    assert_eq!(parse("1,2\n3,\"EVERYMAN\n5,6\n", &by_record).len(), 3);
}

#[test]
fn errors_tell_places_and_no_contents() {
    assert_eq!(
        refusal("A,\"B\"C\n", &strict(true)),
        "the header, column 2: expected a delimiter after the closing quote"
    );
    assert_eq!(
        refusal("A\nEVERY\"MAN\n", &strict(true)),
        "record 1, column 1: expected quotes around a value that holds the quote"
    );
    assert_eq!(
        format!("{:?}", parse("EVERYMAN\n", &csv())),
        "Table { records: 1, source_bytes: 9, is_changed: false }"
    );
}

#[test]
fn too_many_columns_are_refused() {
    let most = ",".repeat(4_095);
    assert_eq!(
        parse(&most, &csv()).record(1).map(|record| record.n_columns()),
        Some(4_096)
    );
    let refused = refusal(&format!("1\n{most},"), &csv());
    assert_eq!(
        refused,
        "record 2 has more than 4096 columns; check the column delimiter of the layout"
    );
}

#[test]
fn an_unusable_layout_is_refused() {
    let layout = Layout::FixedWidth(FixedWidthLayout::default());
    assert_eq!(
        refusal("", &layout),
        "the layout has problems: /fixed_width/columns: expected at least one column"
    );
}

#[test]
fn fixed_width_records_have_their_width_in_strict_mode() {
    let mut layout = FixedWidthLayout {
        columns: vec![FixedColumn::new("A", 2), FixedColumn::new("B", 2)],
        ..FixedWidthLayout::default()
    };
    let table = parse("1122\n11\n112233\n", &Layout::FixedWidth(layout.clone()));
    let n_columns: Vec<usize> = table.records().map(|record| record.n_columns()).collect();
    assert_eq!(n_columns, [2, 1, 2]);
    layout.mode = Mode::Strict;
    assert_eq!(
        refusal("1122\n11\n", &Layout::FixedWidth(layout)),
        "record 2 has 2 characters; expected 4"
    );
}
