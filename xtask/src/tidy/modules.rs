//! Test files that no `tests/main.rs` names, which would never run.

/// Returns what is wrong with a test file, given its path in the repository; `read` reads another file of it.
pub fn findings(path: &str, read: impl Fn(&str) -> Option<String>) -> Option<String> {
    let (folder, file) = path.rsplit_once('/')?;
    let module = file.strip_suffix(".rs").filter(|module| *module != "main")?;
    if !folder.ends_with("/tests") {
        return None;
    }
    // Without a main.rs each file is a test by itself.
    let main = read(&format!("{folder}/main.rs"))?;
    let is_named = main.lines().any(|line| line.trim() == format!("mod {module};"));
    (!is_named).then(|| format!("{path}: is never run; name it in {folder}/main.rs"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_test_file_that_is_not_named_is_found() {
        let read = |path: &str| (path == "a/tests/main.rs").then(|| "//! Tests.\n\nmod one;\n".to_owned());
        for path in ["a/tests/one.rs", "a/tests/main.rs", "a/src/two.rs", "b/tests/two.rs"] {
            assert_eq!(findings(path, read), None, "{path}");
        }
        let found = findings("a/tests/two.rs", read).expect("it is not named");
        assert!(found.contains("a/tests/main.rs"), "{found}");
    }
}
