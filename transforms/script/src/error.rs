//! What went wrong in a script, and where.

use rhai::{Dynamic, EvalAltResult, Map, ParseError, Position};

use crate::CompiledScript;

/// What kind of failure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ScriptErrorKind {
    /// The text is no script.
    Compile,
    /// The script failed.
    Runtime,
    /// The script said so itself, with `throw`; its words are meant for people.
    Thrown,
    /// The script did more than it may, or took too long.
    Limit,
    /// The script gave something else than is wanted, such as a filter that answers no boolean.
    WrongResult,
    /// A step that is no script failed.
    Step,
}

/// A script's failure. `detail` may quote values of the message, so it is kept with the message and never logged.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}: {detail}", self.place())]
pub struct ScriptError {
    /// The script's name.
    pub script: String,
    /// What kind.
    pub kind: ScriptErrorKind,
    /// The line, from 1, if it is known.
    pub line: Option<usize>,
    /// The column, from 1, if it is known.
    pub column: Option<usize>,
    /// What happened.
    pub detail: String,
    /// The code of HL7 table 0357 that the script gave with its words: `throw #{ code: "101", text: "…" }`.
    pub code: Option<String>,
}

impl ScriptError {
    /// Tells where it happened, without any value: for logs and for the sender of the message.
    pub fn place(&self) -> String {
        match (self.line, self.column) {
            (Some(line), Some(column)) => format!("{} line {line}, column {column}", self.script),
            _ => self.script.clone(),
        }
    }

    /// Tells what may be said to the sender of the message: the script's own words, or just the place.
    pub fn for_sender(&self) -> String {
        match self.kind {
            ScriptErrorKind::Thrown => self.detail.clone(),
            ScriptErrorKind::Step => format!("the step {} failed", self.place()),
            _ => format!("the script {} failed", self.place()),
        }
    }

    /// Builds the failure of a step that is no script; `name` is its name, or its place when it has none.
    pub fn step(name: &str, detail: impl Into<String>) -> Self {
        Self::at(name, ScriptErrorKind::Step, Position::NONE, detail.into())
    }

    /// Builds the refusal of a message by a step that is no script. The words and the code of HL7 table 0357 are told to the
    /// sender, so they hold no patient data.
    pub fn refusal(name: &str, text: impl Into<String>, code: &str) -> Self {
        Self {
            code: Some(code.to_owned()),
            ..Self::at(name, ScriptErrorKind::Thrown, Position::NONE, text.into())
        }
    }

    pub(crate) fn compile(script: &str, error: &ParseError) -> Self {
        Self::at(
            script,
            ScriptErrorKind::Compile,
            error.position(),
            error.err_type().to_string(),
        )
    }

    pub(crate) fn run(script: &CompiledScript, error: EvalAltResult) -> Self {
        let outermost = error.position();
        let mut innermost = error;
        let mut file = script.name();
        while let EvalAltResult::ErrorInFunctionCall(function, _, inner, _) = innermost {
            file = script.library_file(&function).unwrap_or(script.name());
            innermost = *inner;
        }
        let kind = match &innermost {
            EvalAltResult::ErrorRuntime(..) => ScriptErrorKind::Thrown,
            EvalAltResult::ErrorTooManyOperations(_)
            | EvalAltResult::ErrorStackOverflow(_)
            | EvalAltResult::ErrorDataTooLarge(..)
            | EvalAltResult::ErrorTerminated(..)
            | EvalAltResult::ErrorTooManyVariables(_) => ScriptErrorKind::Limit,
            _ => ScriptErrorKind::Runtime,
        };
        let detail = match &innermost {
            EvalAltResult::ErrorRuntime(value, _) => thrown(value, "text").unwrap_or_else(|| value.to_string()),
            EvalAltResult::ErrorTerminated(reason, _) => reason.to_string(),
            other => {
                let mut other_text = other.to_string();
                // The position is told apart.
                if let Some(at) = other_text.rfind(" (line ") {
                    other_text.truncate(at);
                }
                other_text
            }
        };
        // Where it happened says more than where the function was called.
        let position = if innermost.position().is_none() {
            outermost
        } else {
            innermost.position()
        };
        let code = match &innermost {
            EvalAltResult::ErrorRuntime(value, _) => thrown(value, "code"),
            _ => None,
        };
        Self {
            code,
            ..Self::at(file, kind, position, detail)
        }
    }

    pub(crate) fn wrong_result(script: &str, detail: &str) -> Self {
        Self::at(script, ScriptErrorKind::WrongResult, Position::NONE, detail.to_owned())
    }

    fn at(script: &str, kind: ScriptErrorKind, position: Position, detail: String) -> Self {
        Self {
            script: script.to_owned(),
            kind,
            line: position.line(),
            column: position.position(),
            detail,
            code: None,
        }
    }
}

/// Reads an entry of a map that a script threw.
fn thrown(value: &Dynamic, key: &str) -> Option<String> {
    let map = value.read_lock::<Map>()?;
    map.get(key).map(ToString::to_string)
}
