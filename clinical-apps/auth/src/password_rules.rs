//! What passwords are taken (NIST SP 800-63B-4 §3.1.1): long ones, of any characters, that nobody guesses first.
//!
//! No rules of composition and no expiry. A password that is the only factor has 15 characters at least, beside a second one 8. The
//! list of what is guessed first is compared with the password's core: without case, digits and signs around it, and repetition, so
//! `Password-2026!!` is found as `password`.

use nilecare_contracts::Check;

/// The least where a second factor is required.
pub(crate) const MIN_CHARS: usize = 8;
const MIN_CHARS_ALONE: usize = 15;
const MAX_CHARS: usize = 256;
/// Of a password that holds a guessable word, this much else makes it one's own.
const OWN_CHARS: usize = 6;

const GUESSED_FIRST: &str = include_str!("guessed_first.txt");
const RUNS: [&str; 6] = [
    "abcdefghijklmnopqrstuvwxyz",
    "01234567890123456789",
    "qwertyuiopasdfghjklzxcvbnm",
    "azertyuiopqsdfghjklmwxcvbn",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm",
    "qazwsxedcrfvtgbyhnujmikolp",
];

/// Notes what is wrong with a password, without repeating any of it.
pub(crate) fn check(password: &str, username: &str, has_second_factor: bool, check: &mut Check) {
    let least = if has_second_factor { MIN_CHARS } else { MIN_CHARS_ALONE };
    let n_chars = password.chars().count();
    check.that(
        (least..=MAX_CHARS).contains(&n_chars),
        "/password",
        &format!("must have {least} to {MAX_CHARS} characters; several words are easy to remember"),
    );
    let reason = "is among the first that would be guessed; choose other words";
    check.that(!is_guessed_first(password, username), "/password", reason);
}

fn is_guessed_first(password: &str, username: &str) -> bool {
    let plain = password.to_lowercase();
    let core = once(&without_leet(plain.trim_matches(|c: char| !c.is_alphabetic())));
    if core.is_empty() {
        return is_repetition_or_run(&plain);
    }
    let is_listed = GUESSED_FIRST.lines().any(|word| word == core);
    let holds_name = username.len() >= 4 && leaves_little(&plain, &username.to_lowercase());
    let holds_ours = leaves_little(&plain, "nilecare");
    is_listed || holds_name || holds_ours || is_repetition_or_run(&plain)
}

/// Tells whether `word` is in the password and little else.
fn leaves_little(password: &str, word: &str) -> bool {
    password.contains(word) && password.replace(word, "").chars().filter(|c| c.is_alphabetic()).count() < OWN_CHARS
}

fn is_repetition_or_run(plain: &str) -> bool {
    let unit = once(plain);
    let is_short_unit = plain.chars().count() >= MIN_CHARS && unit.chars().count() <= 3;
    let backwards: String = unit.chars().rev().collect();
    let is_run = |text: &str| RUNS.iter().any(|run| run.contains(text));
    is_short_unit || is_run(&unit) || is_run(&backwards)
}

/// Gives the shortest text that `text` is a repetition of.
fn once(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let repeats = |&len: &usize| chars.len().is_multiple_of(len) && chars.chunks(len).all(|part| part == &chars[..len]);
    let len = (1..=chars.len()).find(repeats).unwrap_or(chars.len());
    chars[..len].iter().collect()
}

fn without_leet(text: &str) -> String {
    let letter = |c| match c {
        '0' => 'o',
        '1' | '!' => 'i',
        '3' => 'e',
        '4' | '@' => 'a',
        '5' | '$' => 's',
        '7' => 't',
        other => other,
    };
    text.chars().map(letter).filter(|c| c.is_alphabetic()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problems(password: &str, has_second_factor: bool) -> usize {
        let mut found = Check::default();
        check(password, "amna.idris", has_second_factor, &mut found);
        found.finish().len()
    }

    #[test]
    fn length_counts_and_nothing_else() {
        for (password, alone, beside_another) in [
            ("green lamp", 1, 0),
            ("seven!!", 1, 1),
            ("green lamp on a hill", 0, 0),
            ("سبعة مصابيح خضراء", 0, 0),
        ] {
            assert_eq!(problems(password, false), alone, "{password}");
            assert_eq!(problems(password, true), beside_another, "{password}");
        }
        assert_eq!(problems(&"ab cde f".repeat(33), false), 1, "too long");
    }

    #[test]
    fn what_would_be_guessed_first_is_refused_in_every_dress() {
        for password in [
            "Password-2026!!!",
            "P@ssw0rd12345678",
            "passwordpassword",
            "1234567890123456",
            "aaaaaaaaaaaaaaaa",
            "qwertyuiopasdfgh",
            "9876543210987654",
            "amna.idris-2026!",
            "NileCare20262026",
            "LetMeIn!!!!!!!!!!",
        ] {
            assert_eq!(problems(password, false), 1, "{password}");
        }
    }
}
