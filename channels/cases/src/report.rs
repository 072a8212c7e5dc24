//! What came of the cases, readable for people.

use std::fmt;

use similar::TextDiff;

use crate::case::Files;

/// The cases of one channel.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// The channel's id.
    pub channel: String,
    /// In the order of their names.
    pub cases: Vec<CaseReport>,
}

/// One case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseReport {
    /// The name of its folder.
    pub name: String,
    /// The files that differ; none when the case passed.
    pub differences: Vec<Difference>,
    /// What came out: the files that the case would have if this were expected.
    pub actual: Files,
    /// Whether the files were written anew.
    pub is_updated: bool,
}

/// One file that differs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// Its name.
    pub file: String,
    /// What differs, as a unified diff from expected to actual.
    pub diff: String,
}

impl Report {
    /// Counts the cases that passed.
    pub fn n_passed(&self) -> usize {
        self.cases.iter().filter(|case| case.is_passed()).count()
    }

    /// Counts the cases that failed; one that was updated has failed no more.
    pub fn n_failed(&self) -> usize {
        self.cases
            .iter()
            .filter(|case| !case.is_passed() && !case.is_updated)
            .count()
    }

    /// Counts the cases whose files were written anew.
    pub fn n_updated(&self) -> usize {
        self.cases.iter().filter(|case| case.is_updated).count()
    }

    /// Tells whether no case failed.
    pub fn is_success(&self) -> bool {
        self.n_failed() == 0
    }
}

impl CaseReport {
    /// Tells whether everything was as expected.
    pub fn is_passed(&self) -> bool {
        self.differences.is_empty()
    }
}

/// Lists the files that differ, those among them that are expected and absent, or the other way round.
pub(crate) fn compare(expected: &Files, actual: &Files) -> Vec<Difference> {
    let mut names = expected.keys().chain(actual.keys()).collect::<Vec<_>>();
    names.sort();
    names.dedup();
    let differs = |name: &&&String| expected.get(**name) != actual.get(**name);
    let difference = |name: &String| Difference {
        file: name.clone(),
        diff: diff(name, expected.get(name), actual.get(name)),
    };
    names.iter().filter(differs).map(|name| difference(name)).collect()
}

fn diff(name: &str, expected: Option<&Vec<u8>>, actual: Option<&Vec<u8>>) -> String {
    let text = |content: Option<&Vec<u8>>| String::from_utf8_lossy(content.map_or(&[][..], Vec::as_slice)).into_owned();
    let (before, after) = (text(expected), text(actual));
    let title = |content: Option<&Vec<u8>>, what: &str| match content {
        Some(_) => format!("{name} ({what})"),
        None => format!("{name} ({what}: no such file)"),
    };
    TextDiff::from_lines(&before, &after)
        .unified_diff()
        .context_radius(3)
        .header(&title(expected, "expected"), &title(actual, "actual"))
        .to_string()
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for case in &self.cases {
            let verdict = match (case.is_passed(), case.is_updated) {
                (true, _) => "ok     ",
                (false, true) => "updated",
                (false, false) => "FAILED ",
            };
            writeln!(f, "{verdict} {}/{}", self.channel, case.name)?;
            for difference in &case.differences {
                for line in difference.diff.lines() {
                    writeln!(f, "        {line}")?;
                }
            }
        }
        write!(
            f,
            "{}: {} passed, {} failed",
            self.channel,
            self.n_passed(),
            self.n_failed()
        )?;
        if self.n_updated() > 0 {
            write!(f, ", {} updated", self.n_updated())?;
        }
        if self.cases.is_empty() {
            write!(f, "; it has no cases, so nothing was tried")?;
        }
        writeln!(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files(list: &[(&str, &str)]) -> Files {
        let own = |(name, content): &(&str, &str)| ((*name).to_owned(), content.as_bytes().to_vec());
        list.iter().map(own).collect()
    }

    #[test]
    fn a_difference_is_shown_line_by_line_with_its_file() {
        let expected = files(&[
            ("outcome.txt", "source: transformed\nout: queued\n"),
            ("out.hl7", "MSH\n"),
        ]);
        let actual = files(&[("outcome.txt", "source: transformed\nout: filtered\n")]);
        let report = Report {
            channel: "demo".to_owned(),
            cases: vec![CaseReport {
                name: "one".to_owned(),
                differences: compare(&expected, &actual),
                actual,
                is_updated: false,
            }],
        };
        assert_eq!(
            (report.n_passed(), report.n_failed(), report.is_success()),
            (0, 1, false)
        );
        let text = report.to_string();
        for part in [
            "FAILED  demo/one",
            "-out: queued",
            "+out: filtered",
            "out.hl7 (actual: no such file)",
            "-MSH",
        ] {
            assert!(text.contains(part), "{part} is not in\n{text}");
        }
    }

    #[test]
    fn bytes_that_look_alike_still_differ() {
        let expected = Files::from([("out.hl7".to_owned(), b"\xe9".to_vec())]);
        let actual = Files::from([("out.hl7".to_owned(), b"\xe8".to_vec())]);
        assert_eq!(compare(&expected, &actual).len(), 1);
        assert!(compare(&expected, &expected).is_empty());
    }
}
