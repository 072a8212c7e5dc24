//! Finding the next delimiter.

/// Finds the first `needle` in `text`.
///
/// The parts of a message are a few bytes long, where a plain loop takes half the time of the vector search with its
/// set-up; a long part, such as a document, goes to the vector search after the first bytes.
#[inline]
pub(crate) fn find_byte(needle: u8, text: &[u8]) -> Option<usize> {
    const SHORT: usize = 16;
    let n_looked_at = text.len().min(SHORT);
    let found = text[..n_looked_at].iter().position(|&byte| byte == needle);
    if found.is_some() || n_looked_at == text.len() {
        return found;
    }
    memchr::memchr(needle, &text[n_looked_at..]).map(|at| n_looked_at + at)
}

#[cfg(test)]
mod tests {
    use super::find_byte;

    #[test]
    fn byte_is_found_in_short_and_long_parts() {
        for length in 0..40 {
            for at in 0..length {
                let mut text = vec![b'a'; length];
                text[at] = b'|';
                assert_eq!(find_byte(b'|', &text), Some(at));
            }
            assert_eq!(find_byte(b'|', &vec![b'a'; length]), None);
        }
    }
}
