use proptest::prelude::*;

use super::*;

fn framing(text: &str) -> Arc<Framing> {
    Arc::new(serde_json::from_str(text).expect(text))
}

/// All events of these bytes, which come in pieces.
fn events<'a>(framing: &Arc<Framing>, limit: usize, pieces: impl IntoIterator<Item = &'a [u8]>) -> Vec<FrameEvent> {
    let mut frames = Frames::new(Arc::clone(framing), limit);
    let mut found = Vec::new();
    for piece in pieces {
        frames.buffer_mut().extend_from_slice(piece);
        found.extend(std::iter::from_fn(|| frames.next_event()));
    }
    found.extend(std::iter::from_fn(|| frames.finish()));
    // How garbage is cut, and how much is there when a length is none, depends on how the bytes come.
    let mut joined: Vec<FrameEvent> = Vec::new();
    for event in found {
        match (joined.last_mut(), event) {
            (Some(FrameEvent::Garbage(sum)), FrameEvent::Garbage(more)) => *sum += more,
            (_, FrameEvent::NoLength(_)) => joined.push(FrameEvent::NoLength(Bytes::new())),
            (_, event) => joined.push(event),
        }
    }
    joined
}

fn frame(text: &str) -> FrameEvent {
    FrameEvent::Frame(Bytes::copy_from_slice(text.as_bytes()))
}

const STX: &str = r#"{ "delimited": { "start": "02", "end": "0D03" } }"#;
const LINES: &str = r#"{ "delimited": { "end": "0D0A" } }"#;
const SHORT: &str = r#"{ "length": { "bytes": 2 } }"#;
const DIGITS: &str = r#"{ "length": { "bytes": 4, "form": "digits" } }"#;
const WHOLE: &str = r#"{ "connection": {} }"#;

#[test]
fn messages_are_told_apart() {
    for (text, bytes, expected) in [
        (
            STX,
            "noise\x02one\r\x03\x02two\r\r\x03",
            vec![FrameEvent::Garbage(5), frame("one"), frame("two\r")],
        ),
        (STX, "\x02\r\x03", vec![frame("")]),
        (LINES, "one\r\n\r\ntwo\r\n", vec![frame("one"), frame("two")]),
        (
            SHORT,
            "\0\u{3}one\0\0\0\u{1}x",
            vec![frame("one"), frame(""), frame("x")],
        ),
        (DIGITS, "0003one   1x", vec![frame("one"), frame("x")]),
        (WHOLE, "one\r\ntwo", vec![frame("one\r\ntwo")]),
        (WHOLE, "", vec![]),
    ] {
        assert_eq!(events(&framing(text), 100, [bytes.as_bytes()]), expected, "{text}");
    }
}

#[test]
fn what_never_ends_is_kept_as_incomplete() {
    let incomplete = |text: &str| vec![FrameEvent::Incomplete(Bytes::copy_from_slice(text.as_bytes()))];
    assert_eq!(events(&framing(STX), 100, [&b"\x02half"[..]]), incomplete("half"));
    assert_eq!(events(&framing(LINES), 100, [&b"half\r"[..]]), incomplete("half\r"));
    assert_eq!(events(&framing(SHORT), 100, [&b"\0\x09half"[..]]), incomplete("half"));
}

#[test]
fn what_is_too_large_is_skipped_and_the_next_is_read() {
    let large = "x".repeat(40);
    let too_large = |n: usize| FrameEvent::TooLarge(Bytes::from("x".repeat(n)));
    let stx = format!("\x02{large}\r\x03\x02ok\r\x03");
    assert_eq!(
        events(&framing(STX), 10, [stx.as_bytes()]),
        [too_large(40), frame("ok")]
    );
    // In pieces the head is what had come by then.
    let pieces: Vec<_> = stx.as_bytes().chunks(1).collect();
    assert_eq!(events(&framing(STX), 10, pieces), [too_large(12), frame("ok")]);
    let counted = format!("0040{large}0002ok");
    assert_eq!(
        events(&framing(DIGITS), 10, [counted.as_bytes()]),
        [too_large(10), frame("ok")]
    );
    assert_eq!(events(&framing(WHOLE), 10, [large.as_bytes()]), [too_large(40)]);
}

#[test]
fn a_length_that_is_none_ends_the_reading() {
    assert_eq!(
        events(&framing(DIGITS), 10, [&b"GET / HTTP"[..]]),
        [FrameEvent::NoLength(Bytes::new())]
    );
    let counts_itself = framing(r#"{ "length": { "bytes": 2, "counts_itself": true } }"#);
    assert_eq!(
        events(&counts_itself, 10, [&b"\0\x01x"[..]]),
        [FrameEvent::NoLength(Bytes::new())]
    );
}

fn any_framing() -> impl Strategy<Value = Arc<Framing>> {
    proptest::sample::select(vec![STX, LINES, SHORT, DIGITS, WHOLE]).prop_map(framing)
}

proptest! {
    #[test]
    fn how_the_bytes_come_does_not_matter(
        framing in any_framing(),
        bytes in proptest::collection::vec(proptest::sample::select(b"\x02\x03\r\n0123ab\0\x01".to_vec()), 0..200),
        cut in 1usize..9,
    ) {
        // With room for all of them: how much is kept of a message that is too large depends on the pieces.
        let whole = events(&framing, 70_000, [bytes.as_slice()]);
        prop_assert_eq!(events(&framing, 70_000, bytes.chunks(cut)), whole);
    }

    #[test]
    fn any_bytes_are_read_within_bounds(
        framing in any_framing(),
        bytes in proptest::collection::vec(any::<u8>(), 0..500),
        limit in 1usize..50,
        cut in 1usize..60,
    ) {
        let mut frames = Frames::new(framing, limit);
        for piece in bytes.chunks(cut) {
            frames.buffer_mut().extend_from_slice(piece);
            while let Some(event) = frames.next_event() {
                if let FrameEvent::Frame(content) = event {
                    prop_assert!(content.len() <= limit);
                }
            }
            prop_assert!(frames.buffer_mut().len() <= limit + 60 + 16);
        }
    }

    #[test]
    fn what_is_framed_is_read_again(framing in any_framing(), contents in proptest::collection::vec("[a-z\r\n0-9]{1,40}", 1..6)) {
        let fits = contents.iter().filter_map(|content| Some((content, framing.frame(content.as_bytes()).ok()?)));
        let (contents, frames): (Vec<_>, Vec<_>) = fits.unzip();
        let (contents, frames) = match *framing {
            Framing::Connection {} => (contents.first().copied().into_iter().collect(), frames.into_iter().take(1).collect()),
            _ => (contents, frames),
        };
        let expected: Vec<_> = contents.into_iter().map(|content| frame(content)).collect();
        prop_assert_eq!(events(&framing, 1000, frames.iter().map(|frame: &Bytes| &frame[..])), expected);
    }
}
