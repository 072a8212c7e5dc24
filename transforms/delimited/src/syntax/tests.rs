use super::*;

fn backslash() -> DelimitedLayout {
    DelimitedLayout {
        escape: Escape::Character('\\'),
        ..DelimitedLayout::default()
    }
}

fn cell<'a>(layout: &DelimitedLayout, text: &'a str) -> (&'a str, Stop, Option<Flaw>) {
    let scanned = Syntax::new(layout).scan_cell(text.as_bytes(), 0);
    (&text[..scanned.end], scanned.stop, scanned.flaw)
}

#[test]
fn a_cell_ends_at_the_first_delimiter() {
    let csv = DelimitedLayout::default();
    assert_eq!(cell(&csv, "77,EVERYMAN"), ("77", Stop::Column, None));
    assert_eq!(cell(&csv, "77\r\n"), ("77", Stop::Record, None));
    assert_eq!(cell(&csv, ""), ("", Stop::EndOfText, None));
}

#[test]
fn quotes_hold_delimiters_line_ends_and_doubled_quotes() {
    let csv = DelimitedLayout::default();
    let quoted = "\"a,\r\n\"\"b\"\"\"";
    assert_eq!(cell(&csv, &format!("{quoted},c")), (quoted, Stop::Column, None));
}

#[test]
fn oddities_are_told() {
    let csv = DelimitedLayout::default();
    assert_eq!(
        cell(&csv, "\"a\"b,"),
        ("\"a\"b", Stop::Column, Some(Flaw::TextAfterQuote))
    );
    assert_eq!(
        cell(&csv, "5\" tube,"),
        ("5\" tube", Stop::Column, Some(Flaw::QuoteInValue))
    );
    assert_eq!(cell(&csv, "\"a,\n"), ("\"a,\n", Stop::EndOfText, Some(Flaw::Unclosed)));
}

#[test]
fn without_line_ends_in_values_a_quote_ends_with_its_record() {
    let layout = DelimitedLayout {
        line_ends_in_values: false,
        ..backslash()
    };
    assert_eq!(cell(&layout, "\"a,\nb"), ("\"a,", Stop::Record, Some(Flaw::Unclosed)));
    assert_eq!(cell(&layout, "a\\\nb"), ("a\\", Stop::Record, None));
}

#[test]
fn an_escape_character_takes_the_next_character_also_a_long_one() {
    assert_eq!(cell(&backslash(), "\"a\\\"b\","), ("\"a\\\"b\"", Stop::Column, None));
    assert_eq!(
        cell(&backslash(), "a\\,\\\u{1F489}\\\r\\\nb,"),
        ("a\\,\\\u{1F489}\\\r\\\nb", Stop::Column, None)
    );
    assert_eq!(cell(&backslash(), "a\\"), ("a\\", Stop::EndOfText, None));
    assert!(Syntax::new(&backslash()).is_open("a\\"));
    assert!(!Syntax::new(&backslash()).is_open("a\\\\"));
}

#[test]
fn long_delimiters_are_found_whole() {
    let layout = DelimitedLayout {
        column_delimiter: "~|~".to_owned(),
        ..DelimitedLayout::default()
    };
    assert_eq!(cell(&layout, "a~|b~|~c"), ("a~|b", Stop::Column, None));
}
