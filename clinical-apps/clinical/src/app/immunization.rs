//! Immunisations: none of the future, and no dose of a lot whose time is over.

use jiff::SignedDuration;
use jiff::tz::TimeZone;
use nilecare_contracts::clinical::{Immunization, ImmunizationStatus};
use nilecare_sql::WriteTx;
use nilecare_types::PatientId;

use super::chart::Settles;
use super::events::Cause;
use crate::ClinicalError;

/// How much the clock of a device beside the bed may be ahead of ours.
const AHEAD: SignedDuration = SignedDuration::from_mins(5);

impl Settles for Immunization {
    async fn settle(&mut self, _: &mut WriteTx, _: &[PatientId], cause: &Cause<'_>) -> Result<(), ClinicalError> {
        let mut problems = Vec::new();
        if self.status == ImmunizationStatus::Completed && self.occurred_at > cause.now + AHEAD {
            problems.push("/occurred_at: must not be in the future".to_owned());
        }
        let given_on = self.occurred_at.to_zoned(TimeZone::UTC).date().to_string();
        // West of Greenwich it is the day before still; a day of tolerance harms nobody.
        let was_over = self.lot_expires_on.as_ref().is_some_and(|last| {
            last.parse::<jiff::civil::Date>()
                .is_ok_and(|last| last.tomorrow().is_ok_and(|day_after| given_on > day_after.to_string()))
        });
        if self.status == ImmunizationStatus::Completed && !self.reported && was_over {
            problems.push("/lot_expires_on: the lot was over when it was given; take another one".to_owned());
        }
        super::chart::valid(problems)
    }
}
