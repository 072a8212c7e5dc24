//! What scripts leave behind besides their variables: lines of the log, attachments, the reply; and what they demand.

use rhai::{Dynamic, Engine, EvalAltResult, ImmutableString};

use super::time;
use crate::log::LogLevel;
use crate::{ScriptReply, run, value};

type Result<T> = std::result::Result<T, Box<EvalAltResult>>;

/// `logger` in a script.
#[derive(Clone)]
pub(crate) struct Logger;

pub(super) fn register(engine: &mut Engine) {
    engine
        .register_type_with_name::<Logger>("Logger")
        // `debug` is a reserved word of the language.
        .register_fn("trace", |_: &mut Logger, text: Dynamic| log(LogLevel::Trace, &text))
        .register_fn("info", |_: &mut Logger, text: Dynamic| log(LogLevel::Info, &text))
        .register_fn("warn", |_: &mut Logger, text: Dynamic| log(LogLevel::Warn, &text))
        .register_fn("error", |_: &mut Logger, text: Dynamic| log(LogLevel::Error, &text));
    engine.register_fn(
        "attach",
        |content: ImmutableString, media_type: &str| -> Result<String> {
            let attached = run::with_effects(|effects, _| effects.attachments.attach(content.to_string(), media_type));
            Ok(attached.ok_or("attach can be called by a script only")??)
        },
    );
    engine
        .register_type_with_name::<ScriptReply>("Reply")
        .register_fn("accept", || ScriptReply::Accept)
        .register_fn("reject", |text: &str| ScriptReply::Reject { text: text.to_owned() })
        .register_fn("error", |text: &str, code: &str| ScriptReply::Error {
            text: text.to_owned(),
            code: code.to_owned(),
        });
    engine
        .register_fn("assert", |condition: bool, text: &str| -> Result<()> {
            if condition { Ok(()) } else { Err(thrown(text)) }
        })
        .register_fn("assert_eq", |left: Dynamic, right: Dynamic| -> Result<()> {
            let (left, right) = (value::shown(&left), value::shown(&right));
            if left == right {
                return Ok(());
            }
            Err(thrown(&format!("{left} is not {right}")))
        });
}

fn log(level: LogLevel, text: &Dynamic) {
    let mut line = String::new();
    value::write_text(text, crate::Secrets::Hidden, &mut line);
    run::with_effects(|effects, script| effects.log.push(level, script, line, time::now()));
}

/// Fails as `throw` does.
fn thrown(text: &str) -> Box<EvalAltResult> {
    Box::new(EvalAltResult::ErrorRuntime(text.into(), rhai::Position::NONE))
}
