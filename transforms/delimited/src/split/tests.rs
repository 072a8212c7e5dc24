use super::*;
use crate::DelimitedLayout;

fn parse(text: &str) -> Table {
    Table::parse(text, &Layout::csv_with_header()).expect("the text is a table")
}

fn texts(parts: &[Table]) -> Vec<String> {
    parts.iter().map(|part| part.text().to_string()).collect()
}

fn number(n_records: usize) -> NonZeroUsize {
    NonZeroUsize::new(n_records).expect("not 0")
}

#[test]
fn parts_have_so_many_records_and_the_header() {
    let parts = parse("A\n1\n2\n3").split_by_count(number(2), RepeatHead::Yes);
    assert_eq!(texts(&parts), ["A\n1\n2\n", "A\n3"]);
    assert!(parse("A\n").split_by_count(number(2), RepeatHead::Yes).is_empty());
    assert_eq!(
        parse("A\n1\n").split_by_count(NonZeroUsize::MAX, RepeatHead::Yes).len(),
        1
    );
}

#[test]
fn consecutive_records_with_the_same_value_stay_together() {
    let table = parse("G,V\nx,1\n\"x\",2\ny,3\nx,4\n\"\",5\n,6\n");
    let parts = table.split_by_column("G", RepeatHead::No).expect("the column is named");
    assert_eq!(texts(&parts), ["x,1\n\"x\",2\n", "y,3\n", "x,4\n", "\"\",5\n,6\n"]);
    assert!(table.split_by_column("H", RepeatHead::No).is_err());
}

#[test]
fn marker_records_belong_to_no_part() {
    let parts = parse("A\n--\n1\n2\n--\n--\n3\n").split_at_marker("--", RepeatHead::No);
    assert_eq!(texts(&parts), ["1\n2\n", "3\n"]);
}

#[test]
fn parts_without_the_header_keep_the_names_and_can_be_read_again() {
    let table = parse("MRN,,7,MRN\n1,2,3,4\n");
    let parts = table.split_by_count(number(1), RepeatHead::No);
    assert_eq!(parts[0].names(), table.names());
    let again = Table::parse(parts[0].text(), parts[0].layout()).expect("the layout of a part is usable");
    assert_eq!(again.names(), ["MRN", "column 2", "column 3", "column 4"]);
    assert_eq!(again.len(), 1);
}

#[test]
fn changes_go_into_the_parts_and_parts_change_alone() {
    let mut table = parse("A\n1\n2\n");
    table.set_at(2, "A", "x").expect("it can be set");
    table.append_record(&["3"]).expect("it can be appended");
    let mut parts = table.split_by_count(number(1), RepeatHead::No);
    parts[1].set_at(1, 1, "y").expect("it can be set");
    assert_eq!(texts(&parts), ["1\n", "y\n", "3\n"]);
    assert_eq!(table.text(), "A\n1\nx\n3\n");
}

#[test]
fn skipped_titles_are_part_of_the_head() {
    let layout = Layout::Delimited(DelimitedLayout {
        skip_records: 1,
        ..DelimitedLayout::default()
    });
    let table = Table::parse("title\n1\n2\n", &layout).expect("the text is a table");
    assert_eq!(
        texts(&table.split_by_count(number(1), RepeatHead::Yes)),
        ["title\n1\n", "title\n2\n"]
    );
}
