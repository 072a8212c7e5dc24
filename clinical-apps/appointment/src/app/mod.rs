//! What the service does: commands in, answers out. Routes call this, this calls model and store.

mod book;
mod change;
mod due;
mod events;
mod place;
mod read;
mod reschedule;
mod waitlist;

use nilecare_http::IfMatch;

pub use due::RoundReport;
pub(crate) use read::Wanted;

use crate::AppointmentError;

fn valid(problems: Vec<String>) -> Result<(), AppointmentError> {
    if problems.is_empty() {
        Ok(())
    } else {
        Err(AppointmentError::Invalid(problems))
    }
}

fn allow(version: IfMatch, is: u64) -> Result<(), AppointmentError> {
    if version.allows(is) {
        Ok(())
    } else {
        Err(AppointmentError::OtherVersion { is })
    }
}
