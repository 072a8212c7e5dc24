//! What can be read is written as it was, and changed values are read again.
#![no_main]

use libfuzzer_sys::fuzz_target;
use nilecare_delimited::{FixedColumn, FixedWidthLayout, Layout, Path, Table};

fuzz_target!(|data: &[u8]| {
    let text = String::from_utf8_lossy(data);
    let fixed = FixedWidthLayout {
        columns: vec![FixedColumn::new("A", 3), FixedColumn::new("B", 5).right('0')],
        ..FixedWidthLayout::default()
    };
    for layout in [Layout::csv_with_header(), Layout::FixedWidth(fixed)] {
        let Ok(mut table) = Table::parse(text.as_ref(), &layout) else { continue };
        assert_eq!(table.text(), text.as_ref());
        let _ = table.to_json();
        let path: Path = "row(1).1".parse().expect("it is a path");
        if table.set(&path, "a\"b").is_ok() {
            let again = Table::parse(table.text(), &layout).expect("it is a table after a change");
            assert_eq!(again.get(&path), table.get(&path));
            assert_eq!(again.len(), table.len());
        }
    }
});
