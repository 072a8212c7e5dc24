//! Charges by hand, and the worklist of those without a price.

use nilecare_contracts::billing::{
    CHARGE_PRICED, Charge, ChargeRequest, ChargeSource, ChargeStatus, PlaceRequest, ReasonRequest, UnpricedReason,
};
use nilecare_http::{IdempotencyKey, IfMatch, Principal};
use nilecare_sql::inbox::Command;
use nilecare_sql::{Executor, documents, json};
use nilecare_types::ChargeId;

use super::capture::{self, NewCharge};
use super::{Begun, Cause, allow, events, valid};
use crate::store::charge::{self, CHARGES, Filter};
use crate::{BillingError, BillingService};
use nilecare_contracts::life::refused;

/// Charges of one transaction when all without a price are looked at.
const ROUND: i64 = 100;

impl BillingService {
    /// Charges something by hand.
    pub(crate) async fn charge(
        &self,
        key: &IdempotencyKey,
        request: &ChargeRequest,
        by: &Principal,
    ) -> Result<Charge, BillingError> {
        valid(request.validate())?;
        let patient = self.ids_of(request.patient_id).await?;
        let place = self.place(request.facility_id).await?;
        let content = json::write(request);
        let command = Command::new("charge", key.as_str(), content.as_bytes());
        let mut tx = match self.begin(&command).await? {
            Begun::New(tx) => tx,
            Begun::Done(reply) => return Ok(reply),
        };
        let now = self.clock.now();
        let new = NewCharge {
            patient,
            encounter_id: request.encounter_id,
            source: ChargeSource::Manual,
            // Each is a charge of its own; the key of the command keeps a repeat from being another.
            reference: ChargeId::generate().to_string(),
            event_id: None,
            category: request.category,
            codes: vec![request.code.clone()],
            description: request.description.clone(),
            quantity: request.quantity,
            service_at: request.service_at.unwrap_or(now),
        };
        let cause = Cause { by: &by.username, now };
        let captured = capture::capture(&mut tx, &new, Some(&place), cause).await?;
        let charge = captured.ok_or(BillingError::Exists("the charge is there already"))?;
        self.finish(tx, &command, &charge).await?;
        Ok(charge)
    }

    /// Prices a charge that had no price by the lists that there are now.
    pub(crate) async fn price_charge(
        &self,
        id: ChargeId,
        version: IfMatch,
        request: &PlaceRequest,
    ) -> Result<Charge, BillingError> {
        let before = charge_of(self.db.readers(), id).await?;
        let facility = request.facility_id.or(before.facility_id);
        let facility = facility.ok_or_else(|| {
            BillingError::Invalid(vec![
                "/facility_id: is needed, since nobody told where it was done".to_owned(),
            ])
        })?;
        let place = self.place(facility).await?;
        let patient = self.ids_of(before.patient_id).await?;
        let mut tx = self.db.begin_write().await?;
        let mut charge = charge_of(&mut *tx, id).await?;
        allow(version, charge.version)?;
        if charge.status != ChargeStatus::Unpriced {
            return Err(refused(charge.status, "priced again").into());
        }
        let now = self.clock.now();
        let is_priced = capture::price(&mut tx, &mut charge, &patient, &place, now).await?;
        capture::touch(&mut charge, now);
        charge::update(&mut tx, &charge).await?;
        if is_priced {
            events::tell_charge(&mut tx, CHARGE_PRICED, &charge, now).await?;
        }
        self.commit(tx).await?;
        Ok(charge)
    }

    /// Takes a charge back.
    pub(crate) async fn void_charge(
        &self,
        id: ChargeId,
        version: IfMatch,
        request: &ReasonRequest,
        by: &Principal,
    ) -> Result<Charge, BillingError> {
        valid(request.validate())?;
        let mut tx = self.db.begin_write().await?;
        let mut charge = charge_of(&mut *tx, id).await?;
        allow(version, charge.version)?;
        if charge.status == ChargeStatus::Invoiced {
            return Err(BillingError::Before(
                "the charge is on an invoice; give the draft up, or adjust or void the invoice",
            ));
        }
        let cause = Cause {
            by: &by.username,
            now: self.clock.now(),
        };
        capture::void(&mut tx, &mut charge, &request.reason, cause).await?;
        self.commit(tx).await?;
        Ok(charge)
    }

    /// Prices all charges whose price came later than they did. Returns how many were priced.
    pub(super) async fn price_waiting(&self) -> Result<usize, BillingError> {
        let mut n_priced = 0;
        let mut after = String::new();
        loop {
            let filter = Filter {
                status: Some(ChargeStatus::Unpriced),
                ..Filter::default()
            };
            let waiting = charge::list(self.db.readers(), &filter, &after, ROUND).await?;
            let Some(last) = waiting.last() else {
                return Ok(n_priced);
            };
            after = last.id.to_string();
            for charge in waiting {
                if charge.unpriced_reason == Some(UnpricedReason::NoPrice) {
                    match self.try_price(charge.id).await {
                        Ok(is_priced) => n_priced += usize::from(is_priced),
                        Err(error @ BillingError::Db(_)) => return Err(error),
                        Err(error) => {
                            tracing::warn!(charge.id = %charge.id, %error, "a charge waits on for its price");
                        }
                    }
                }
            }
        }
    }

    async fn try_price(&self, id: ChargeId) -> Result<bool, BillingError> {
        let charge = charge_of(self.db.readers(), id).await?;
        let Some(facility) = charge.facility_id else {
            return Ok(false);
        };
        let place = self.place(facility).await?;
        let patient = self.ids_of(charge.patient_id).await?;
        let mut tx = self.db.begin_write().await?;
        let mut charge = charge_of(&mut *tx, id).await?;
        let now = self.clock.now();
        let is_waiting = charge.status == ChargeStatus::Unpriced;
        if !is_waiting || !capture::price(&mut tx, &mut charge, &patient, &place, now).await? {
            return Ok(false);
        }
        capture::touch(&mut charge, now);
        charge::update(&mut tx, &charge).await?;
        events::tell_charge(&mut tx, CHARGE_PRICED, &charge, now).await?;
        self.commit(tx).await?;
        Ok(true)
    }
}

pub(super) async fn charge_of(db: impl Executor<'_>, id: ChargeId) -> Result<Charge, BillingError> {
    let found = documents::find(db, CHARGES, &id.to_string()).await?;
    found.ok_or(BillingError::NotFound("charge"))
}
