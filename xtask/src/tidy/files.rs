//! The shape of single files.

/// More than this in one source file is rarely one idea.
const MAX_LINES: usize = 700;

/// Words that mark work as unfinished, in pieces so that this file does not find itself.
const UNFINISHED: [&str; 4] = [
    concat!("todo", "!("),
    concat!("FIX", "ME"),
    concat!("XX", "X:"),
    concat!("unimpl", "emented!("),
];

/// Where a path of somebody's machine begins, in pieces for the same reason.
const MACHINE_PATHS: [&str; 4] = [
    concat!("/ho", "me/"),
    concat!("/Us", "ers/"),
    concat!("/wo", "rk/"),
    concat!("/ro", "ot/"),
];

/// Returns what is wrong with a file, given its path in the repository.
pub fn findings(path: &str, text: &str) -> Vec<String> {
    if is_foreign(path) {
        return Vec::new();
    }
    let mut found = Vec::new();
    let is_source = path.ends_with(".rs") && path.contains("src/");
    let n_lines = text.lines().count();
    if is_source && n_lines > MAX_LINES {
        found.push(format!(
            "{path}: {n_lines} lines; split it where it has two ideas (at most {MAX_LINES})"
        ));
    }
    if path.ends_with("src/lib.rs") && !text.starts_with("//!") {
        found.push(format!("{path}: must begin with //!, which says what the crate is for"));
    }
    for (index, line) in text.lines().enumerate() {
        found.extend(line_finding(path, line).map(|what| format!("{path}:{}: {what}", index + 1)));
    }
    found
}

fn line_finding(path: &str, line: &str) -> Option<String> {
    if line.ends_with([' ', '\t']) {
        return Some("trailing space".to_owned());
    }
    if let Some(place) = MACHINE_PATHS.iter().find(|start| has_path(line, start)) {
        return Some(format!("a path of one machine ({place}…)"));
    }
    let is_code = [".rs", ".rhai", ".py", ".mjs"].iter().any(|end| path.ends_with(end));
    let mark = UNFINISHED.iter().find(|mark| is_code && line.contains(*mark))?;
    Some(format!("{mark} marks unfinished work; finish it or take it out"))
}

/// Tells whether a path begins here, and not in the middle of an address or another path.
fn has_path(line: &str, start: &str) -> bool {
    line.match_indices(start).any(|(at, _)| {
        let before = line[..at].chars().next_back();
        !before.is_some_and(|character| character.is_alphanumeric() || "./-_}~*$".contains(character))
    })
}

/// Files whose text is not ours to shape: messages, expected outputs, locks, licences.
fn is_foreign(path: &str) -> bool {
    let ends = [".hl7", ".lock", "package-lock.json", ".svg", "LICENSE"];
    ends.iter().any(|end| path.ends_with(end)) || path.contains("/cases/") || path.contains("/corpus/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_kind_of_finding_is_found() {
        for (path, text, expected) in [
            ("a/src/b.rs", "x \n", "a/src/b.rs:1: trailing space".to_owned()),
            (
                "a/src/lib.rs",
                "use x;\n",
                "a/src/lib.rs: must begin with //!".to_owned(),
            ),
            (
                "a.rs",
                concat!("\nlet x = \"/ho", "me/ann\";"),
                "a.rs:2: a path of one machine".to_owned(),
            ),
            ("a.rs", concat!("todo", "!()"), format!("a.rs:1: {}", UNFINISHED[0])),
        ] {
            let found = findings(path, text);
            assert!(found.len() == 1 && found[0].starts_with(&expected), "{path}: {found:?}");
        }
        let long = "//! Long.\n".repeat(MAX_LINES + 1);
        assert_eq!(findings("a/src/lib.rs", &long).len(), 1);
        assert_eq!(findings("a/tests/lib.rs", &long), Vec::<String>::new());
    }

    #[test]
    fn paths_of_the_web_and_of_crates_are_no_machine_paths() {
        assert!(!has_path(
            concat!("https://example.org/ho", "me/page"),
            MACHINE_PATHS[0]
        ));
        assert!(has_path(concat!("cd /ho", "me/ann"), MACHINE_PATHS[0]));
    }

    #[test]
    fn messages_may_end_lines_as_they_like() {
        assert_eq!(findings("samples/a.hl7", "MSH| \n"), Vec::<String>::new());
    }
}
