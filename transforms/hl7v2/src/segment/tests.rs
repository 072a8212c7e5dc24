//! Walking the levels.

use super::*;

fn segment(text: &str) -> Segment<'_> {
    Segment::new(text, Delimiters::default())
}

#[test]
fn levels_are_walked_in_order() {
    let segment = segment("PID|1|A^B&C~D|");
    let fields: Vec<_> = segment.fields().map(|field| field.raw()).collect();
    assert_eq!(fields, ["1", "A^B&C~D", ""]);
    let field = segment.field(2).expect("there are three");
    assert_eq!(field.repetitions().count(), 2);
    let component = field.component(2).expect("the first repetition has two");
    let subcomponents: Vec<_> = component
        .subcomponents()
        .map(|subcomponent| subcomponent.raw())
        .collect();
    assert_eq!(subcomponents, ["B", "C"]);
    assert!(field.repetition(0).is_none() && field.repetition(3).is_none());
}

#[test]
fn header_delimiters_are_fields_and_are_not_split() {
    let segment = segment("MSH|^~\\&|A^B");
    let fields: Vec<_> = segment.fields().map(|field| field.raw()).collect();
    assert_eq!(fields, ["|", "^~\\&", "A^B"]);
    let encoding_characters = segment.field(2).expect("there are three");
    assert_eq!(encoding_characters.repetitions().count(), 1);
    assert_eq!(encoding_characters.value(), "^~\\&");
}

#[test]
fn debug_hides_the_content() {
    let segment = segment("PID|EVERYMAN");
    assert_eq!(format!("{segment:?}"), "Segment(PID, 12 bytes)");
    assert_eq!(format!("{:?}", segment.field(1)), "Some(Field(8 bytes))");
    assert_eq!(
        format!("{:?}", Segment::new("EVERYMAN", Delimiters::default())),
        "Segment(?, 8 bytes)"
    );
}
