//! Regular expressions in scripts.

use rhai::{Array, Engine, EvalAltResult, ImmutableString};

use crate::pattern::Pattern;

type Result<T> = std::result::Result<T, Box<EvalAltResult>>;

pub(super) fn register(engine: &mut Engine, string_size: usize) {
    engine
        .register_fn("is_match", |text: &str, pattern: &str| -> Result<bool> {
            Ok(Pattern::cached(pattern)?.is_match(text))
        })
        .register_fn("find", |text: &str, pattern: &str| -> Result<ImmutableString> {
            Ok(Pattern::cached(pattern)?.find(text).unwrap_or_default().into())
        })
        .register_fn("captures", |text: &str, pattern: &str| -> Result<Array> {
            let pattern = Pattern::cached(pattern)?;
            let groups = pattern.captures(text).unwrap_or_default();
            Ok(groups
                .into_iter()
                .map(|group| ImmutableString::from(group).into())
                .collect())
        })
        .register_fn(
            "replace_all",
            move |text: &str, pattern: &str, by: &str| -> Result<String> {
                Ok(Pattern::cached(pattern)?.replace_all(text, by, string_size)?)
            },
        );
}
