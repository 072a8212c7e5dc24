//! Running the tests of libraries.

use std::time::Duration;

use serde::Serialize;

use super::set::{LibrarySet, documented_tests};
use crate::{ScriptError, ScriptHost, Surroundings};

/// What became of one test of a library.
#[derive(Debug, Clone, Serialize)]
pub struct LibraryTest {
    /// The library.
    pub library: String,
    /// The file: `libraries/dates/tests/age.rhai`.
    pub file: String,
    /// The function; empty when the file is no script.
    pub name: String,
    /// The line of the function, from 1.
    pub line: Option<usize>,
    /// How long it took.
    #[serde(rename = "elapsed_us", serialize_with = "microseconds")]
    pub elapsed: Duration,
    /// Why it failed; `None` when it passed.
    pub error: Option<String>,
}

fn microseconds<S: serde::Serializer>(duration: &Duration, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_u64(u64::try_from(duration.as_micros()).unwrap_or(u64::MAX))
}

impl LibrarySet {
    /// Runs the tests of one library, or of all: each function in `tests/*.rhai` without parameters whose name begins with
    /// `test_`. One fails when it throws. The limits of scripts hold for each.
    pub fn run_tests(&self, host: &ScriptHost, only: Option<&str>) -> Vec<LibraryTest> {
        let mut tests = Vec::new();
        for library in self
            .libraries()
            .filter(|library| only.is_none_or(|only| only == library.name))
        {
            let surroundings = Surroundings {
                libraries: self.for_tests(&library.name),
                ..Surroundings::default()
            };
            for file in &library.tests {
                let test =
                    |name: &str, line: Option<usize>, elapsed: Duration, error: Option<&ScriptError>| LibraryTest {
                        library: library.name.clone(),
                        file: file.name.clone(),
                        name: name.to_owned(),
                        line,
                        elapsed,
                        error: error.map(ToString::to_string),
                    };
                let script = match host.compile_in(&file.name, &file.text, &surroundings) {
                    Ok(script) => script,
                    Err(error) => {
                        tests.push(test("", error.line, Duration::ZERO, Some(&error)));
                        continue;
                    }
                };
                for (line, name) in documented_tests(&file.text) {
                    let (result, elapsed) = host.call(&script, name);
                    tests.push(test(name, Some(line), elapsed, result.err().as_ref()));
                }
            }
        }
        tests
    }
}
