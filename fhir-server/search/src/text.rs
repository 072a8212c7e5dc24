//! Text as it is compared.

/// Folds text for comparison (FHIR R4 §3.1.1.4.8): lower case, without the accents of Latin letters, blanks as one.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !folded.is_empty() {
            folded.push(' ');
        }
        if word.is_ascii() {
            folded.extend(word.chars().map(|c| c.to_ascii_lowercase()));
        } else {
            word.chars()
                .flat_map(char::to_lowercase)
                .for_each(|c| push_plain(c, &mut folded));
        }
    }
    folded
}

/// Letters of the Latin-1 Supplement and Latin Extended-A with the plain letters that stand for them, in the order of Unicode.
const PLAIN: [(&str, &str); 30] = [
    ("àáâãäåāăą", "a"),
    ("çćĉċč", "c"),
    ("ďđ", "d"),
    ("èéêëēĕėęě", "e"),
    ("ĝğġģ", "g"),
    ("ĥħ", "h"),
    ("ìíîïĩīĭįı", "i"),
    ("ĵ", "j"),
    ("ķ", "k"),
    ("ĺļľŀł", "l"),
    ("ñńņňŉ", "n"),
    ("òóôõöøōŏő", "o"),
    ("ŕŗř", "r"),
    ("śŝşšș", "s"),
    ("ţťŧț", "t"),
    ("ùúûüũūŭůűų", "u"),
    ("ŵ", "w"),
    ("ýÿŷ", "y"),
    ("źżž", "z"),
    ("æ", "ae"),
    ("œ", "oe"),
    ("ß", "ss"),
    ("þ", "th"),
    ("ð", "d"),
    ("أإآٱ", "ا"),
    ("ى", "ي"),
    ("ة", "ه"),
    ("ؤ", "و"),
    ("ئ", "ي"),
    ("ـ", ""),
];

fn push_plain(c: char, folded: &mut String) {
    // Combining marks, also the vowel signs of Arabic.
    if matches!(c, '\u{300}'..='\u{36f}' | '\u{64b}'..='\u{65f}' | '\u{670}') {
        return;
    }
    match PLAIN.iter().find(|(letters, _)| letters.contains(c)) {
        Some((_, plain)) => folded.push_str(plain),
        None => folded.push(c),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_accents_and_blanks_do_not_count() {
        assert_eq!(fold("  MÜLLER\t Élise "), "muller elise");
        assert_eq!(fold("Straße"), "strasse");
        assert_eq!(fold("مُحَمَّد"), "محمد");
        assert_eq!(fold("أحمد"), fold("احمد"));
    }
}
