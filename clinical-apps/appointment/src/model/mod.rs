//! What an appointment may become, what it takes, and how it is written for calendars. Nothing here reads or writes anything.

pub(crate) mod calendar;
pub(crate) mod claim;
pub(crate) mod free;
pub(crate) mod life;
pub(crate) mod recurrence;
pub(crate) mod waiting;
