//! Stock that is kept back for somebody, until it is handed out, given back, or nobody came.

use jiff::SignedDuration;
use nilecare_contracts::inventory::{
    ReservedBatch, StockBatch, StockItem, StockLocation, StockMovement, StockMovements, StockReservation,
    StockReservationRequest, StockReservationStatus,
};
use nilecare_http::{IdempotencyKey, IfMatch};
use nilecare_sql::WriteTx;
use nilecare_types::StockReservationId;

use super::ledger::{self, Details};
use super::moves::unusable;
use super::place::settings_of;
use super::{Begun, Cause, allow, command, insert, of, update, valid};
use crate::model::fefo::{Candidate, Taken};
use crate::store::level;
use crate::{InventoryError, InventoryService};
use nilecare_contracts::life::{refused, step};

impl InventoryService {
    /// Keeps stock back, of the batches that expire first.
    pub(crate) async fn reserve(
        &self,
        key: &IdempotencyKey,
        request: &StockReservationRequest,
        by: &str,
    ) -> Result<StockReservation, InventoryError> {
        valid(request.validate())?;
        let patient_id = self.person(request.patient_id).await?;
        let command = command("reserve", key, request);
        let mut tx = match self.begin(&command).await? {
            Begun::New(tx) => tx,
            Begun::Done(reply) => return Ok(reply),
        };
        let now = self.clock.now();
        let item: StockItem = of(&mut *tx, request.item_id).await?;
        let facility = request.facility_id;
        let taken = ledger::choose(&mut tx, &item, facility, request.location_id, request.quantity, now).await?;
        let settings = settings_of(&mut tx, facility).await?;
        let reservation = StockReservation {
            id: StockReservationId::generate(),
            version: 1,
            item_id: item.id,
            facility_id: facility,
            quantity: request.quantity,
            reference: request.reference.trim().to_owned(),
            patient_id,
            status: StockReservationStatus::Active,
            reason: None,
            batches: taken.iter().map(reserved).collect::<Result<_, _>>()?,
            expires_at: now + SignedDuration::from_mins(i64::from(settings.reservation_minutes)),
            by: by.to_owned(),
            created_at: now,
            updated_at: now,
        };
        for one in &taken {
            let is_kept = level::reserve(&mut tx, &one.batch_id, &one.location_id, i64::from(one.quantity)).await?;
            if !is_kept {
                return Err(InventoryError::Insufficient {
                    wanted: u64::from(request.quantity),
                    available: 0,
                });
            }
        }
        insert(&mut tx, &reservation).await?;
        ledger::watch(&mut tx, &item, facility, Cause { by, now }).await?;
        self.finish(tx, &command, &reservation).await?;
        Ok(reservation)
    }

    /// Hands out what was kept back.
    pub(crate) async fn commit_reservation(
        &self,
        key: &IdempotencyKey,
        id: StockReservationId,
        by: &str,
    ) -> Result<StockMovements, InventoryError> {
        let command = command("commit-reservation", key, &id);
        let mut tx = match self.begin(&command).await? {
            Begun::New(tx) => tx,
            Begun::Done(reply) => return Ok(reply),
        };
        let cause = Cause {
            by,
            now: self.clock.now(),
        };
        let mut reservation: StockReservation = of(&mut *tx, id).await?;
        let movements = hand_out(&mut tx, &mut reservation, None, cause).await?;
        let reply = StockMovements { movements };
        self.finish(tx, &command, &reply).await?;
        Ok(reply)
    }

    /// Gives back what was kept.
    pub(crate) async fn release_reservation(
        &self,
        id: StockReservationId,
        version: IfMatch,
        reason: String,
        by: &str,
    ) -> Result<StockReservation, InventoryError> {
        let mut tx = self.db.begin_write().await?;
        let mut reservation: StockReservation = of(&mut *tx, id).await?;
        allow(version, reservation.version)?;
        let cause = Cause {
            by,
            now: self.clock.now(),
        };
        end(
            &mut tx,
            &mut reservation,
            StockReservationStatus::Released,
            reason,
            cause,
        )
        .await?;
        self.commit(tx).await?;
        Ok(reservation)
    }
}

/// Issues what a reservation in force keeps back.
pub(super) async fn hand_out(
    tx: &mut WriteTx,
    reservation: &mut StockReservation,
    reason_code: Option<String>,
    cause: Cause<'_>,
) -> Result<Vec<StockMovement>, InventoryError> {
    if reservation.status == StockReservationStatus::Active && reservation.expires_at <= cause.now {
        // The round that ends it has not come by yet; for who asks it is over all the same.
        return Err(refused(StockReservationStatus::Expired, "committed").into());
    }
    step(&mut reservation.status, StockReservationStatus::Committed)?;
    for held in &reservation.batches {
        demand_usable(tx, held, cause).await?;
    }
    let details = Details {
        reason_code,
        reference: Some(reservation.reference.clone()),
        patient_id: reservation.patient_id,
        reservation_id: Some(reservation.id),
        ..Details::default()
    };
    let taken: Vec<Taken> = reservation.batches.iter().map(taken).collect();
    let movements = ledger::issue(tx, &taken, true, &details, cause).await?;
    touch(reservation, cause);
    update(tx, reservation).await?;
    ledger::watch_item(tx, reservation.item_id, reservation.facility_id, cause).await?;
    Ok(movements)
}

/// Ends a reservation without a hand-out.
pub(super) async fn end(
    tx: &mut WriteTx,
    reservation: &mut StockReservation,
    to: StockReservationStatus,
    reason: String,
    cause: Cause<'_>,
) -> Result<(), InventoryError> {
    step(&mut reservation.status, to)?;
    for held in &reservation.batches {
        let (batch, location) = (held.batch_id.to_string(), held.location_id.to_string());
        level::reserve(tx, &batch, &location, -i64::from(held.quantity)).await?;
    }
    reservation.reason = Some(reason);
    touch(reservation, cause);
    update(tx, reservation).await?;
    ledger::watch_item(tx, reservation.item_id, reservation.facility_id, cause).await
}

/// Tells whether all that is kept back may still be used.
pub(super) async fn is_usable(
    tx: &mut WriteTx,
    reservation: &StockReservation,
    cause: Cause<'_>,
) -> Result<bool, InventoryError> {
    for held in &reservation.batches {
        match demand_usable(tx, held, cause).await {
            Ok(()) => {}
            Err(InventoryError::BatchUnusable { .. } | InventoryError::Inactive(_)) => return Ok(false),
            Err(error) => return Err(error),
        }
    }
    Ok(true)
}

/// Refuses what may not be used any more since it was kept back.
async fn demand_usable(tx: &mut WriteTx, held: &ReservedBatch, cause: Cause<'_>) -> Result<(), InventoryError> {
    let batch: StockBatch = of(&mut **tx, held.batch_id).await?;
    let location: StockLocation = of(&mut **tx, held.location_id).await?;
    let candidate = Candidate {
        batch_id: batch.id.to_string(),
        lot: batch.lot.clone(),
        location_id: location.id.to_string(),
        expires_on: batch.expires_on,
        status: batch.status,
        kind: location.kind,
        is_active: location.active,
        today: level::today(&location.time_zone, cause.now)?,
        free: held.quantity,
    };
    if candidate.is_usable() {
        Ok(())
    } else if !location.active {
        Err(InventoryError::Inactive("location"))
    } else {
        Err(unusable(&batch, candidate.expires_on < candidate.today))
    }
}

fn reserved(taken: &Taken) -> Result<ReservedBatch, InventoryError> {
    Ok(ReservedBatch {
        batch_id: level::id(&taken.batch_id, "batch_id")?,
        lot: taken.lot.clone(),
        location_id: level::id(&taken.location_id, "location_id")?,
        quantity: taken.quantity,
    })
}

fn taken(held: &ReservedBatch) -> Taken {
    Taken {
        batch_id: held.batch_id.to_string(),
        lot: held.lot.clone(),
        location_id: held.location_id.to_string(),
        quantity: held.quantity,
    }
}

fn touch(reservation: &mut StockReservation, cause: Cause<'_>) {
    reservation.version += 1;
    reservation.updated_at = cause.now;
}
