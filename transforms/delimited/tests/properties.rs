//! What holds for every text and every table.

use std::num::NonZeroUsize;

use nilecare_delimited::{
    DelimitedLayout, Escape, FixedColumn, FixedWidthLayout, Layout, Mode, Path, RepeatHead, Table,
};
use proptest::prelude::*;

/// Text in which delimiters, quotes and line ends are frequent.
fn ugly_text() -> impl Strategy<Value = String> {
    let words = vec![
        ",",
        "|",
        "||",
        "|~",
        "~",
        "\"",
        "\"\"",
        "\\",
        "\r\n",
        "\n",
        "\r",
        "\t",
        " ",
        "0",
        "1",
        "\u{FEFF}",
        "\u{E9}",
        "\u{1F489}",
        "A",
        "EVERYMAN",
    ];
    let part = prop_oneof![
        6 => prop::sample::select(words).prop_map(str::to_owned),
        1 => "\\PC{0,4}",
    ];
    prop::collection::vec(part, 0..24).prop_map(|parts| parts.concat())
}

/// The same with a byte order mark at most at the start: one within belongs to a value until its record becomes the first.
fn ugly_file() -> impl Strategy<Value = String> {
    (any::<bool>(), ugly_text()).prop_map(|(has_mark, text)| {
        let mark = if has_mark { "\u{FEFF}" } else { "" };
        format!("{mark}{}", text.replace('\u{FEFF}', ""))
    })
}

fn delimited() -> impl Strategy<Value = Layout> {
    let delimiters = prop::sample::select(vec![
        (",", None),
        ("\t", None),
        ("||", None),
        ("|~", Some("~\n")),
        ("|", Some("~~")),
        (",", Some("\n")),
    ]);
    let quote = prop::sample::select(vec![Some('"'), Some('"'), Some('\u{E9}'), None]);
    let escape = prop::sample::select(vec![Escape::Doubled, Escape::Character('\\')]);
    (delimiters, quote, escape, any::<[bool; 3]>(), 0..2_u32).prop_map(
        |(delimiters, quote, escape, flags, skip_records)| {
            Layout::Delimited(DelimitedLayout {
                column_delimiter: delimiters.0.to_owned(),
                record_delimiter: delimiters.1.map(str::to_owned),
                quote,
                escape,
                line_ends_in_values: flags[0],
                header: flags[1],
                columns: Vec::new(),
                skip_records,
                mode: if flags[2] { Mode::Lenient } else { Mode::Strict },
            })
        },
    )
}

fn fixed_width() -> impl Strategy<Value = Layout> {
    let delimiter = prop::sample::select(vec![None, Some("||".to_owned())]);
    (delimiter, any::<bool>(), 0..2_u32).prop_map(|(record_delimiter, is_strict, skip_records)| {
        Layout::FixedWidth(FixedWidthLayout {
            columns: vec![
                FixedColumn::new("A", 3),
                FixedColumn::new("B", 2).right('0'),
                FixedColumn::new("C", 4).right(' '),
            ],
            record_delimiter,
            skip_records,
            mode: if is_strict { Mode::Strict } else { Mode::Lenient },
        })
    })
}

fn layout() -> impl Strategy<Value = Layout> {
    prop_oneof![4 => delimited(), 1 => fixed_width()]
}

fn values(table: &Table) -> Vec<Vec<String>> {
    let cells = |record: nilecare_delimited::Record<'_>| record.cells().map(|cell| cell.value().into_owned()).collect();
    table.records().map(cells).collect()
}

fn read_again(table: &Table) -> Table {
    Table::parse(table.text(), table.layout()).unwrap_or_else(|error| panic!("{error}"))
}

/// Setting a value may lose only what is padding.
fn is_kept(layout: &Layout, column: usize, set: &str, got: &str) -> bool {
    match layout {
        Layout::Delimited(_) => set == got,
        Layout::FixedWidth(layout) => {
            let pad = layout.columns[column - 1].pad;
            let bare = |text: &str| text.trim_matches([pad, ' ']).to_owned();
            bare(set) == bare(got)
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_table_is_written_back_byte_for_byte(text in ugly_text(), layout in layout()) {
        prop_assert!(layout.validate().is_empty());
        if let Ok(table) = Table::parse(text.as_str(), &layout) {
            prop_assert_eq!(&*table.text(), text.as_str());
            for record in table.records() {
                prop_assert!(record.n_columns() >= 1);
            }
            // The parts without a head are the text without it.
            let parts = table.split_by_count(NonZeroUsize::MIN, RepeatHead::No);
            let body: String = parts.iter().map(|part| part.text().to_string()).collect();
            prop_assert!(text.ends_with(&body));
        }
    }

    #[test]
    fn parts_with_the_head_are_read_as_the_whole(text in ugly_file(), layout in layout()) {
        if let Ok(table) = Table::parse(text.as_str(), &layout) {
            let parts = table.split_by_count(NonZeroUsize::MIN, RepeatHead::Yes);
            let again: Vec<_> = parts.iter().map(read_again).collect();
            let found: Vec<_> = again.iter().flat_map(values).collect();
            prop_assert_eq!(found, values(&table));
        }
    }

    #[test]
    fn what_is_set_is_got_and_nothing_else_changes(
        text in ugly_text(),
        layout in layout(),
        record in 1..4_usize,
        column in 1..5_usize,
        value in ugly_text(),
    ) {
        let Ok(mut table) = Table::parse(text.as_str(), &layout) else { return Ok(()) };
        let before = values(&table);
        if table.set_at(record, column, &value).is_err() {
            prop_assert!(!table.is_changed());
            return Ok(());
        }
        let after = values(&table);
        prop_assert!(is_kept(&layout, column, &value, &after[record - 1][column - 1]));
        for (row, cells) in before.iter().enumerate() {
            for (index, cell) in cells.iter().enumerate() {
                let is_set = row + 1 == record && index + 1 == column;
                prop_assert!(is_set || *cell == after[row][index]);
            }
        }
        prop_assert_eq!(values(&read_again(&table)), after);
    }

    #[test]
    fn appended_and_deleted_records_are_read_again(
        text in ugly_file(),
        layout in layout(),
        record in prop::collection::vec(ugly_text(), 0..4),
        deleted in 0..4_usize,
    ) {
        let Ok(mut table) = Table::parse(text.as_str(), &layout) else { return Ok(()) };
        if table.append_record(&record).is_ok() {
            prop_assert_eq!(values(&read_again(&table)), values(&table));
        }
        table.delete_record(deleted);
        prop_assert_eq!(values(&read_again(&table)), values(&table));
    }

    #[test]
    fn json_and_back_keeps_the_values(
        rows in prop::collection::vec(prop::collection::vec(ugly_text(), 3), 0..5),
        layout in layout(),
    ) {
        let json = serde_json::json!(rows);
        let Ok(table) = Table::from_json(&json, &layout) else { return Ok(()) };
        let found = table.to_json();
        let again = Table::from_json(&found, &layout).expect("what was written once can be written");
        prop_assert_eq!(again.to_json(), found);
        if table.names().is_empty() {
            prop_assert_eq!(table.to_json(), json);
        }
        prop_assert_eq!(read_again(&table).to_json(), table.to_json());
    }

    #[test]
    fn json_objects_and_back_keep_the_values(rows in prop::collection::vec([ugly_text(), ugly_text()], 1..5)) {
        let objects = rows.iter().map(|[name, note]| serde_json::json!({"NAME": name, "A, B": note}));
        let json = serde_json::Value::Array(objects.collect());
        let table = Table::from_json(&json, &Layout::csv_with_header()).expect("CSV holds every text");
        prop_assert_eq!(read_again(&table).to_json(), json);
    }

    #[test]
    fn no_text_makes_a_path_panic_and_paths_are_written_as_they_are_read(text in "(row)?[(\\[]?[0-9]{0,3}[)\\]]?\\.?\\PC{0,6}") {
        if let Ok(path) = text.parse::<Path>() {
            prop_assert_eq!(path.to_string().parse::<Path>(), Ok(path));
        }
    }
}
