//! Links in the docs lead somewhere.

use std::path::Path;

/// Returns the relative links of a Markdown file whose target is not there.
pub fn findings(root: &Path, path: &str, text: &str) -> Vec<String> {
    if !path.ends_with(".md") {
        return Vec::new();
    }
    let folder = root.join(path).parent().unwrap_or(root).to_path_buf();
    let is_there = |target: &&str| folder.join(target.split('#').next().unwrap_or(target)).exists();
    let mut found = Vec::new();
    for (index, line) in outside_code(text) {
        for target in targets(line).filter(|target| is_relative(target)) {
            if !is_there(&target) {
                found.push(format!(
                    "{path}:{}: the link leads to {target}, which is not there",
                    index + 1
                ));
            }
        }
    }
    found
}

/// Goes through the lines that are not in a fenced block, with their index.
fn outside_code(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut is_code = false;
    text.lines().enumerate().filter(move |(_, line)| {
        let is_fence = line.trim_start().starts_with("```");
        is_code ^= is_fence;
        !is_code && !is_fence
    })
}

/// Goes through the targets of `[text](target)`.
fn targets(line: &str) -> impl Iterator<Item = &str> {
    line.split("](")
        .skip(1)
        .filter_map(|rest| rest.split([')', ' ']).next())
}

fn is_relative(target: &str) -> bool {
    !target.is_empty() && !target.starts_with('#') && !target.contains("://") && !target.starts_with("mailto:")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_to_nowhere_is_found() {
        let text = "See [here](mod.rs#top), [there](absent.md), [web](https://example.org/x) and [below](#below).\n```\n[code](absent.md)\n```\n";
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/tidy");
        let found = findings(&folder, "readme.md", text);
        assert_eq!(found, ["readme.md:1: the link leads to absent.md, which is not there"]);
        assert_eq!(findings(&folder, "code.rs", text), Vec::<String>::new());
    }
}
