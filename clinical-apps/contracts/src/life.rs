//! What the state of a thing may become. A state changes by [`step`] only.

use serde::Serialize;

/// A change that the state does not allow.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the {what} is {is} and cannot become {wanted}; it can become {can}")]
pub struct StateError {
    /// Of what.
    pub what: &'static str,
    /// How it is.
    pub is: String,
    /// What was asked.
    pub wanted: String,
    /// What is allowed, or `nothing else`.
    pub can: String,
}

/// A state with what may follow it.
pub trait Life: Copy + PartialEq + Serialize + 'static {
    /// Of what it is the state.
    const WHAT: &'static str;

    /// Lists what may follow it.
    fn next(self) -> &'static [Self];
}

/// Brings a state to another, when that may follow it.
///
/// # Errors
/// When it may not; the state stays as it is.
pub fn step<S: Life>(state: &mut S, to: S) -> Result<(), StateError> {
    if !state.next().contains(&to) {
        return Err(refused(*state, &name(&to)));
    }
    *state = to;
    Ok(())
}

/// Says that something is not done in a state.
pub fn refused<S: Life>(is: S, wanted: &str) -> StateError {
    let can: Vec<String> = is.next().iter().map(name).collect();
    StateError {
        what: S::WHAT,
        is: name(&is),
        wanted: wanted.to_owned(),
        can: if can.is_empty() {
            "nothing else".to_owned()
        } else {
            can.join(", ")
        },
    }
}

/// The word that a state has in JSON.
fn name(state: &impl Serialize) -> String {
    let text = serde_json::to_string(state).unwrap_or_default();
    text.trim_matches('"').to_owned()
}
