//! How much a drill does.

/// Returns the number in the environment variable, or the default, which suits a run on every change.
///
/// | variable | counts |
/// |---|---|
/// | `NILECARE_DRILL_MESSAGES` | messages of the crash script |
/// | `NILECARE_DRILL_ROUNDS` | rounds of stops, deployments, closes |
/// | `NILECARE_DRILL_LEVELS` | levels at which the disk is full |
/// | `NILECARE_DRILL_FAULTS` | writes and syncs that fail in turn |
/// | `NILECARE_DRILL_ENGINES` | crash images on which an engine is run |
/// | `NILECARE_DRILL_CONNECTIONS` | senders at once |
///
/// The crash script costs by the square of its messages: 60 take some 15 s for each mode on two cores, 240 some four
/// minutes, 500 a quarter of an hour. Run long drills with `cargo test`, which has no time limit for a test.
///
/// # Panics
/// When the variable is set and is no number: a drill must not run shorter than was asked for.
pub fn count(variable: &str, default: usize) -> usize {
    match std::env::var(variable) {
        Ok(text) => text
            .parse()
            .unwrap_or_else(|_| panic!("{variable} must be a number, not {text:?}")),
        Err(_) => default,
    }
}
