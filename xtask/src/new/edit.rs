//! Writing a skeleton's files, and adding its crate to the lists that name every crate.

use std::path::Path;

use anyhow::{Context as _, Result, bail, ensure};

use crate::process::root;

/// The words that a skeleton is written for.
pub struct Words {
    kind: String,
}

impl Words {
    /// Takes the name as channel files and routes have it, such as `file-drop`.
    pub fn new(kind: &str) -> Self {
        Self { kind: kind.to_owned() }
    }

    /// Fills a template.
    pub fn fill(&self, template: &str) -> String {
        let snake = self.kind.replace('-', "_");
        template
            .replace("__KIND_SNAKE__", &snake.to_uppercase())
            .replace("__snake__", &snake)
            .replace("__Kind__", &self.type_name())
            .replace("__KIND__", &self.kind.to_uppercase())
            .replace("__kind__", &self.kind)
    }

    fn type_name(&self) -> String {
        let capitalised = |word: &str| word[..1].to_uppercase() + &word[1..];
        self.kind
            .split('-')
            .filter(|word| !word.is_empty())
            .map(capitalised)
            .collect()
    }
}

/// Writes files below a folder that must not be there yet.
pub fn write(folder: &str, words: &Words, files: &[(&str, &str)]) -> Result<()> {
    let folder_path = root().join(folder);
    ensure!(!folder_path.exists(), "{folder} is there already");
    for (name, template) in files {
        write_file(&folder_path.join(name), &words.fill(template))?;
    }
    Ok(())
}

/// Writes one file and the folders above it.
pub fn write_file(path: &Path, text: &str) -> Result<()> {
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder)?;
    }
    std::fs::write(path, text).with_context(|| format!("writing {}", path.display()))
}

/// Adds the crate to the workspace and to the table of allowed dependencies.
pub fn join_workspace(folder: &str, package: &str, allowed: &str) -> Result<()> {
    insert(
        "Cargo.toml",
        "    \"server\", \"tests\",",
        &format!("    \"{folder}\",\n"),
    )?;
    insert(
        "Cargo.toml",
        "nilecare-load = {",
        &format!("{package} = {{ path = \"{folder}\" }}\n"),
    )?;
    let table = "xtask/src/tidy/edges.rs";
    insert(
        table,
        "    // server: the one that",
        &format!("    (\"{package}\", {allowed}),\n"),
    )?;
    lengthen_table(table)
}

/// Inserts text before the line that begins with `before`.
pub fn insert(file: &str, before: &str, text: &str) -> Result<()> {
    let path = root().join(file);
    let content = std::fs::read_to_string(&path).with_context(|| format!("reading {file}"))?;
    std::fs::write(
        &path,
        inserted(&content, before, text).with_context(|| file.to_owned())?,
    )?;
    Ok(())
}

fn inserted(content: &str, before: &str, text: &str) -> Result<String> {
    let Some(at) = content.find(&format!("\n{before}")) else {
        bail!("no line begins with {before:?}; add this by hand: {text}");
    };
    Ok(format!("{}\n{text}{}", &content[..at], &content[at + 1..]))
}

/// The table's length is part of its type.
fn lengthen_table(file: &str) -> Result<()> {
    let path = root().join(file);
    let content = std::fs::read_to_string(&path)?;
    let (head, tail) = content.split_once("; ").context("the table's type")?;
    let (length, tail) = tail.split_once(']').context("the table's length")?;
    let length = length.parse::<usize>().context("the table's length")? + 1;
    Ok(std::fs::write(path, format!("{head}; {length}]{tail}"))?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_written_in_each_of_its_forms() {
        let words = Words::new("file-drop");
        let filled = words.fill("__kind__ __snake__ __Kind__ __KIND__ __KIND_SNAKE___READ nilecare___snake__");
        assert_eq!(
            filled,
            "file-drop file_drop FileDrop FILE-DROP FILE_DROP_READ nilecare_file_drop"
        );
    }

    #[test]
    fn text_goes_before_its_line_and_nowhere_else() {
        assert_eq!(
            inserted("a\nb c\nd\n", "b", "new\n").expect("it is there"),
            "a\nnew\nb c\nd\n"
        );
        assert!(inserted("a\n", "x", "new\n").is_err());
    }
}
