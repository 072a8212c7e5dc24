//! The sample files: each is written back byte for byte, and its values are found.

use std::num::NonZeroUsize;

use nilecare_delimited::{
    DelimitedLayout, Escape, FixedColumn, FixedWidthLayout, Layout, Mode, Path, RepeatHead, Table,
};

fn table(text: &str, layout: &Layout) -> Table {
    let table = Table::parse(text, layout).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(table.text(), text);
    table
}

fn value(table: &Table, path: &str) -> Option<String> {
    let path: Path = path.parse().expect("a valid path");
    table.get(&path).map(|value| value.into_owned())
}

#[test]
fn csv_with_line_ends_in_quotes_is_read() {
    let mut layout = DelimitedLayout {
        header: true,
        ..DelimitedLayout::default()
    };
    layout.mode = Mode::Strict;
    let patients = table(include_str!("../samples/patients.csv"), &Layout::Delimited(layout));
    assert_eq!(patients.len(), 4);
    assert_eq!(value(&patients, "NAME").as_deref(), Some("EVERYMAN, ADAM"));
    assert_eq!(
        value(&patients, "row(2).NAME").as_deref(),
        Some("EVERYWOMAN, EVE \"EVIE\"")
    );
    assert_eq!(
        value(&patients, "row(2).NOTE").as_deref(),
        Some("prefers mornings;\r\ncalls back")
    );
    assert_eq!(value(&patients, "row(3).NOTE"), None);
    assert_eq!(value(&patients, "row(4).2").as_deref(), Some("M\u{DC}STERMANN MAX"));
}

fn worklist() -> Table {
    let layout = Layout::Delimited(DelimitedLayout {
        column_delimiter: "|".to_owned(),
        quote: None,
        escape: Escape::Character('\\'),
        header: true,
        skip_records: 1,
        ..DelimitedLayout::default()
    });
    table(include_str!("../samples/worklist.psv"), &layout)
}

#[test]
fn pipe_separated_worklist_is_read_below_its_title() {
    let worklist = worklist();
    assert_eq!(worklist.names()[0], "SPECIMEN");
    assert_eq!(
        value(&worklist, "row(2).REMARK").as_deref(),
        Some("repeat | haemolysed")
    );
    assert_eq!(value(&worklist, "row(3).REMARK").as_deref(), Some("5\" tube"));
    assert_eq!(value(&worklist, "row(4).REMARK").as_deref(), Some("C:\\scans\\3"));
    assert_eq!(value(&worklist, "row(5).REMARK"), None);
}

#[test]
fn worklist_is_split_by_specimen() {
    let parts = worklist()
        .split_by_column("SPECIMEN", RepeatHead::Yes)
        .expect("the column is named");
    assert_eq!(parts.iter().map(Table::len).collect::<Vec<_>>(), [2, 1, 2]);
    let second = parts[1].text();
    assert!(second.starts_with("NORTH LABORATORY WORKLIST 2026-01-05\nSPECIMEN|"));
    assert_eq!(table(&second, parts[1].layout()).len(), 1);
}

#[test]
fn tab_separated_beds_are_read_and_split_by_number() {
    let layout = Layout::Delimited(DelimitedLayout {
        column_delimiter: "\t".to_owned(),
        header: true,
        ..DelimitedLayout::default()
    });
    let beds = table(include_str!("../samples/beds.tsv"), &layout);
    assert_eq!(value(&beds, "row(2).MRN"), None);
    assert_eq!(value(&beds, "row(5).ADMITTED").as_deref(), Some("202601050005"));
    let parts = beds.split_by_count(NonZeroUsize::new(2).expect("not 0"), RepeatHead::No);
    assert_eq!(parts[2].text(), "W2\t02\t900103\t202601050005");
    assert_eq!(value(&parts[2], "MRN").as_deref(), Some("900103"));
}

#[test]
fn fixed_width_charges_are_read_and_changed() {
    let layout = Layout::FixedWidth(FixedWidthLayout {
        columns: vec![
            FixedColumn::new("ACCOUNT", 10),
            FixedColumn::new("NAME", 20),
            FixedColumn::new("CODE", 6),
            FixedColumn::new("QUANTITY", 3).right(' '),
            FixedColumn::new("AMOUNT", 9).right('0'),
        ],
        skip_records: 1,
        mode: Mode::Strict,
        ..FixedWidthLayout::default()
    });
    let mut charges = table(include_str!("../samples/charges.txt"), &layout);
    assert_eq!(value(&charges, "row(2).AMOUNT").as_deref(), Some("13900"));
    assert_eq!(value(&charges, "row(3).AMOUNT").as_deref(), Some("0"));
    assert_eq!(value(&charges, "row(4).QUANTITY").as_deref(), Some("12"));
    charges.set_at(4, "AMOUNT", "97").expect("it fits");
    let changed = charges.text();
    assert!(changed.ends_with("M\u{DC}STERMANN MAX      LAB    12000000097\r\n"));
    assert_eq!(changed.len(), include_str!("../samples/charges.txt").len());
}
