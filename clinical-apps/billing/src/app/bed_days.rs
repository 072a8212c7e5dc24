//! Days in beds, charged from the stays that the facility service tells of.

use jiff::SignedDuration;
use nilecare_contracts::billing::{ChargeCategory, ChargeSource, SERVICE};
use nilecare_contracts::facility::Bed;
use nilecare_sql::{DbError, DbErrorKind, json};
use nilecare_types::{EncounterId, Timestamp};

use super::capture::NewCharge;
use crate::model::bed_days::{self, Span};
use crate::store::stay::{self, Stay};
use crate::{BillingError, BillingService};

/// Encounters of one look.
const ROUND: i64 = 100;
/// Two days after the last stay ended, no midnight of it is to come in any zone.
const SETTLED_AFTER: SignedDuration = SignedDuration::from_hours(48);

/// What was done in a round.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct RoundReport {
    /// Days in beds that were charged.
    pub n_bed_days: usize,
    /// Charges that got the price they waited for.
    pub n_priced: usize,
}

impl BillingService {
    /// Does what is due: charges the days in beds that have ended, and prices charges whose price came later. Call it once an hour.
    ///
    /// # Errors
    /// When the database fails; what was done until then stays, and the rest is done the next time.
    pub async fn do_what_is_due(&self) -> Result<RoundReport, BillingError> {
        let mut report = RoundReport::default();
        let mut after = String::new();
        loop {
            let encounters = stay::unsettled(self.db.readers(), &after, ROUND).await?;
            let Some(last) = encounters.last() else { break };
            after.clone_from(last);
            for encounter in &encounters {
                let id: EncounterId = encounter.parse().map_err(|_| DbError::Corrupt {
                    table: "bed_stays",
                    column: "encounter_id",
                })?;
                match self.charge_bed_days(id, false).await {
                    Ok(n_new) => report.n_bed_days += n_new,
                    Err(error @ BillingError::Db(_)) => return Err(error),
                    // One facility that cannot be read must not keep the others from being charged.
                    Err(error) => {
                        tracing::warn!(encounter.id = %id, %error, "days in a bed wait for the next round");
                    }
                }
            }
        }
        report.n_priced = self.price_waiting().await?;
        Ok(report)
    }

    /// Notes who lies in a bed now.
    pub(super) async fn note_bed(&self, bed: &Bed, at: Timestamp) -> Result<(), BillingError> {
        let mut tx = self.db.begin_write().await?;
        stay::end_in_bed(&mut tx, bed.id, bed.assignment.as_ref(), at).await?;
        if let Some(assignment) = &bed.assignment {
            stay::begin(&mut tx, assignment, bed.facility_id, bed.kind).await?;
        }
        self.commit(tx).await
    }

    /// Ends the stays of an encounter that is over, and charges its days.
    pub(super) async fn end_stays(&self, encounter: EncounterId, at: Timestamp) -> Result<(), BillingError> {
        let mut tx = self.db.begin_write().await?;
        stay::end_of_encounter(&mut tx, encounter, at).await?;
        self.commit(tx).await?;
        self.charge_bed_days(encounter, true).await?;
        Ok(())
    }

    /// Charges the days of an encounter that have ended, each once. Returns how many were new.
    async fn charge_bed_days(&self, encounter: EncounterId, is_over: bool) -> Result<usize, BillingError> {
        let stays = stay::of_encounter(self.db.readers(), encounter).await?;
        let Some(first) = stays.first() else { return Ok(0) };
        let place = self.place(first.facility_id).await?;
        let patient = self.ids_of(first.patient_id).await?;
        let now = self.clock.now();
        let spans: Vec<Span> = stays.iter().map(Stay::span).collect();
        let mut new = Vec::new();
        for charged in bed_days::of_encounter(&spans, &place.zone, now, is_over) {
            let stay = &stays[charged.stay];
            let code = json::name(&stay.kind);
            new.push(NewCharge {
                patient: patient.clone(),
                encounter_id: Some(encounter),
                source: ChargeSource::BedDay,
                reference: format!("{encounter}:{}", charged.day),
                event_id: None,
                category: ChargeCategory::Bed,
                codes: vec![code],
                description: None,
                quantity: 1,
                // The day that is charged decides on the price; for the first one that is the moment of coming.
                service_at: place.start(charged.day)?.max(stay.from),
            });
        }
        let n_new = self.capture_all(&new, Some(first.facility_id), SERVICE).await?;
        let is_settled = |stay: &Stay| stay.until.is_some_and(|until| until + SETTLED_AFTER < now);
        if stays.iter().all(is_settled) {
            let mut tx = self.db.begin_write().await?;
            stay::settle(&mut tx, encounter).await?;
            self.commit(tx).await?;
        }
        Ok(n_new)
    }
}

impl BillingError {
    /// Tells whether it may work later.
    pub fn is_passing(&self) -> bool {
        match self {
            Self::Db(error) => matches!(error.kind(), DbErrorKind::Busy | DbErrorKind::Connection),
            Self::Service(_) => true,
            _ => false,
        }
    }
}
