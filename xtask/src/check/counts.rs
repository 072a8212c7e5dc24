//! How many checks passed, and how runners say so.

use std::fmt;

/// Checks of one stage, or of all.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Checks that passed.
    pub passed: u64,
    /// Checks that failed or could not be carried out.
    pub failed: u64,
    /// Checks left out for want of a tool, or skipped on purpose.
    pub not_run: u64,
}

impl Counts {
    /// Counts a stage that is one check.
    pub fn one(is_passed: bool) -> Self {
        Self {
            passed: u64::from(is_passed),
            failed: u64::from(!is_passed),
            not_run: 0,
        }
    }

    /// Adds the counts of another stage.
    pub fn add(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
        self.not_run += other.not_run;
    }

    /// Counts one more failure when a runner failed without a failed test: it did not compile, or it broke off.
    pub fn with_outcome(mut self, is_success: bool) -> Self {
        if !is_success && self.failed == 0 {
            self.failed = 1;
        }
        self
    }

    /// Reads nextest's summary: `Summary [ 3.1s] 8 tests run: 5 passed (1 slow), 2 failed, 1 timed out, 4 skipped`.
    pub fn of_nextest(line: &str) -> Option<Self> {
        let (head, tail) = line.split_once("run: ")?;
        if !head.trim_start().starts_with("Summary") {
            return None;
        }
        let mut counts = Self::default();
        for part in without_parentheses(tail).split(',') {
            let (number, what) = part.trim().split_once(' ')?;
            let number = number.parse::<u64>().ok()?;
            match what.trim() {
                "passed" => counts.passed += number,
                "skipped" => counts.not_run += number,
                // failed, timed out, exec failed: whatever else there is, it did not pass.
                _ => counts.failed += number,
            }
        }
        Some(counts)
    }

    /// Reads the last line of a test binary: `test result: ok. 3 passed; 0 failed; 1 ignored; 0 measured; …`.
    pub fn of_libtest(line: &str) -> Option<Self> {
        let (_, numbers) = line.strip_prefix("test result: ")?.split_once(". ")?;
        let number = |what: &str| {
            numbers
                .split("; ")
                .find_map(|part| part.strip_suffix(what)?.trim().parse::<u64>().ok())
        };
        Some(Self {
            passed: number("passed")?,
            failed: number("failed")?,
            not_run: number("ignored").unwrap_or(0),
        })
    }

    /// Reads vitest's summary: `Tests  1 failed | 48 passed | 2 skipped (51)`.
    pub fn of_vitest(line: &str) -> Option<Self> {
        let mut counts = Self::default();
        for part in without_parentheses(line.trim().strip_prefix("Tests ")?).split('|') {
            let (number, what) = part.trim().split_once(' ')?;
            let number = number.parse::<u64>().ok()?;
            match what.trim() {
                "passed" => counts.passed += number,
                "skipped" | "todo" => counts.not_run += number,
                _ => counts.failed += number,
            }
        }
        Some(counts)
    }

    /// Reads one of the closing lines of node's test runner: `# pass 12`, `# fail 0`, `# cancelled 0`, `# skipped 1`.
    pub fn of_node(line: &str) -> Option<Self> {
        let (what, number) = line.strip_prefix("# ")?.split_once(' ')?;
        let number = number.parse::<u64>().ok()?;
        let mut counts = Self::default();
        match what {
            "pass" => counts.passed = number,
            "fail" | "cancelled" => counts.failed = number,
            "skipped" | "todo" => counts.not_run = number,
            _ => return None,
        }
        Some(counts)
    }

    /// Reads the last line of our own tools: `4 passed, 0 failed`, perhaps with a name and a colon before it, perhaps with
    /// `, 1 not run` after it.
    pub fn of_own(line: &str) -> Option<Self> {
        let (_, counts) = line.rsplit_once(": ").unwrap_or(("", line));
        let mut parts = counts.split(", ");
        let mut next = |what: &str| parts.next()?.strip_suffix(what)?.trim_end().parse::<u64>().ok();
        let (passed, failed) = (next("passed")?, next("failed")?);
        Some(Self {
            passed,
            failed,
            not_run: next("not run").unwrap_or(0),
        })
    }
}

impl fmt::Display for Counts {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} passed, {} failed", self.passed, self.failed)?;
        match self.not_run {
            0 => Ok(()),
            not_run => write!(formatter, ", {not_run} not run"),
        }
    }
}

fn without_parentheses(text: &str) -> String {
    let mut depth = 0_u32;
    text.chars()
        .filter(|character| {
            match character {
                '(' => depth += 1,
                ')' => {
                    depth = depth.saturating_sub(1);
                    return false;
                }
                _ => {}
            }
            depth == 0
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counts(passed: u64, failed: u64, not_run: u64) -> Option<Counts> {
        Some(Counts {
            passed,
            failed,
            not_run,
        })
    }

    #[test]
    fn nextest_summaries_are_read() {
        for (line, expected) in [
            (
                "     Summary [   0.036s] 3 tests run: 3 passed, 0 skipped",
                counts(3, 0, 0),
            ),
            (
                "Summary [  61.0s] 9 tests run: 5 passed (1 slow, 2 flaky), 2 failed, 1 timed out, 1 exec failed, 4 skipped",
                counts(5, 4, 4),
            ),
            (
                "Summary [ 0.1s] 1/8 tests run: 0 passed, 1 failed, 0 skipped",
                counts(0, 1, 0),
            ),
            ("        PASS [   0.010s] nilecare-types run: 3 passed", None),
        ] {
            assert_eq!(Counts::of_nextest(line), expected, "{line}");
        }
    }

    #[test]
    fn libtest_results_are_read() {
        let line = "test result: FAILED. 3 passed; 2 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.30s";
        assert_eq!(Counts::of_libtest(line), counts(3, 2, 1));
        assert_eq!(Counts::of_libtest("running 3 tests"), None);
    }

    #[test]
    fn own_last_lines_are_read() {
        assert_eq!(Counts::of_own("4 passed, 0 failed"), counts(4, 0, 0));
        assert_eq!(Counts::of_own("4 passed, 1 failed, 2 not run"), counts(4, 1, 2));
        assert_eq!(Counts::of_own("adt-inbound: 15 passed, 1 failed"), counts(15, 1, 0));
        assert_eq!(Counts::of_own("passed: python hl7"), None);
    }

    #[test]
    fn summaries_of_node_and_vitest_are_read() {
        assert_eq!(Counts::of_vitest("      Tests  49 passed (49)"), counts(49, 0, 0));
        assert_eq!(
            Counts::of_vitest("Tests  1 failed | 48 passed | 2 skipped (51)"),
            counts(48, 1, 2)
        );
        assert_eq!(Counts::of_vitest(" Test Files  9 passed (9)"), None);
        assert_eq!(Counts::of_node("# pass 12"), counts(12, 0, 0));
        assert_eq!(Counts::of_node("# cancelled 2"), counts(0, 2, 0));
        assert_eq!(Counts::of_node("# tests 12"), None);
    }

    #[test]
    fn a_runner_that_broke_off_has_failed() {
        assert_eq!(Some(Counts::default().with_outcome(false)), counts(0, 1, 0));
        assert_eq!(Some(Counts::default().with_outcome(true)), counts(0, 0, 0));
    }
}
