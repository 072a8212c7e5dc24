//! What the service does: commands in, answers out. Routes call this, this calls model and store.

mod beds;
mod events;
mod occupancy;
mod places;
mod settings;

use nilecare_sql::{DbError, DbErrorKind};

use crate::FacilityError;

/// Tells that a code or number is taken.
fn or_exists(error: DbError, what: &'static str) -> FacilityError {
    if error.kind() == DbErrorKind::UniqueViolation {
        FacilityError::Exists(what)
    } else {
        error.into()
    }
}

fn valid(problems: Vec<String>) -> Result<(), FacilityError> {
    if problems.is_empty() {
        Ok(())
    } else {
        Err(FacilityError::Invalid(problems))
    }
}
