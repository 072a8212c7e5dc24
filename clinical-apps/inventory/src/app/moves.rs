//! What is done with stock that is there: issue, move, correct, write off, take back.

use nilecare_contracts::inventory::{
    StockAdjustmentRequest, StockBatch, StockBatchStatus, StockIssueRequest, StockItem, StockLocation,
    StockLocationKind, StockMovement, StockMovementKind, StockMovements, StockReturnRequest, StockTransferRequest,
    StockWriteOffRequest,
};
use nilecare_http::IdempotencyKey;
use nilecare_sql::{WriteTx, json};
use nilecare_types::StockMovementId;

use super::ledger::{self, Details, Entry};
use super::{Begun, Cause, command, of, update, valid};
use crate::store::level::today;
use crate::{InventoryError, InventoryService};

impl InventoryService {
    /// Hands out what expires first.
    pub(crate) async fn issue(
        &self,
        key: &IdempotencyKey,
        request: &StockIssueRequest,
        by: &str,
    ) -> Result<StockMovements, InventoryError> {
        valid(request.validate())?;
        let patient_id = self.person(request.patient_id).await?;
        let command = command("issue", key, request);
        let mut tx = match self.begin(&command).await? {
            Begun::New(tx) => tx,
            Begun::Done(reply) => return Ok(reply),
        };
        let cause = Cause {
            by,
            now: self.clock.now(),
        };
        let item: StockItem = of(&mut *tx, request.item_id).await?;
        let facility = request.facility_id;
        let taken = ledger::choose(
            &mut tx,
            &item,
            facility,
            request.location_id,
            request.quantity,
            cause.now,
        )
        .await?;
        let details = Details {
            reference: request.reference.clone(),
            reason: request.reason.clone(),
            patient_id,
            ..Details::default()
        };
        let movements = ledger::issue(&mut tx, &taken, false, &details, cause).await?;
        ledger::watch(&mut tx, &item, facility, cause).await?;
        let reply = StockMovements { movements };
        self.finish(tx, &command, &reply).await?;
        Ok(reply)
    }

    /// Brings some of a batch to another place.
    pub(crate) async fn transfer(
        &self,
        key: &IdempotencyKey,
        request: &StockTransferRequest,
        by: &str,
    ) -> Result<StockMovements, InventoryError> {
        valid(request.validate())?;
        let command = command("transfer", key, request);
        let mut tx = match self.begin(&command).await? {
            Begun::New(tx) => tx,
            Begun::Done(reply) => return Ok(reply),
        };
        let cause = Cause {
            by,
            now: self.clock.now(),
        };
        let batch: StockBatch = of(&mut *tx, request.batch_id).await?;
        let from: StockLocation = of(&mut *tx, request.from_location_id).await?;
        let to = in_use(of(&mut *tx, request.to_location_id).await?)?;
        let is_over = batch.expires_on < today(&from.time_zone, cause.now)?;
        let is_usable = batch.status == StockBatchStatus::Active && !is_over;
        if !is_usable && to.kind != StockLocationKind::Quarantine {
            return Err(unusable(&batch, is_over));
        }
        let quantity = i64::from(request.quantity);
        let group = StockMovementId::generate();
        let mut movements = Vec::with_capacity(2);
        for (location, quantity) in [(&from, -quantity), (&to, quantity)] {
            let entry = Entry {
                kind: StockMovementKind::Transfer,
                batch: &batch,
                location,
                quantity,
                unreserve: 0,
                group,
                details: Details {
                    reason: request.reason.clone(),
                    ..Details::default()
                },
            };
            movements.push(ledger::post(&mut tx, entry, cause).await?);
            ledger::watch_item(&mut tx, batch.item_id, location.facility_id, cause).await?;
        }
        let reply = StockMovements { movements };
        self.finish(tx, &command, &reply).await?;
        Ok(reply)
    }

    /// Corrects the books.
    pub(crate) async fn adjust(
        &self,
        key: &IdempotencyKey,
        request: &StockAdjustmentRequest,
        by: &str,
    ) -> Result<StockMovement, InventoryError> {
        valid(request.validate())?;
        let command = command("adjust", key, request);
        let mut tx = match self.begin(&command).await? {
            Begun::New(tx) => tx,
            Begun::Done(reply) => return Ok(reply),
        };
        let batch: StockBatch = of(&mut *tx, request.batch_id).await?;
        let location: StockLocation = of(&mut *tx, request.location_id).await?;
        let entry = Entry {
            kind: StockMovementKind::Adjustment,
            batch: &batch,
            location: &location,
            quantity: request.change,
            unreserve: 0,
            group: StockMovementId::generate(),
            details: Details {
                reason: Some(request.reason.clone()),
                witness: request.witness.clone(),
                ..Details::default()
            },
        };
        let movement = self.correct(&mut tx, entry, by).await?;
        self.finish(tx, &command, &movement).await?;
        Ok(movement)
    }

    /// Takes out what cannot be used any more.
    pub(crate) async fn write_off(
        &self,
        key: &IdempotencyKey,
        request: &StockWriteOffRequest,
        by: &str,
    ) -> Result<StockMovement, InventoryError> {
        valid(request.validate())?;
        let command = command("write-off", key, request);
        let mut tx = match self.begin(&command).await? {
            Begun::New(tx) => tx,
            Begun::Done(reply) => return Ok(reply),
        };
        let batch: StockBatch = of(&mut *tx, request.batch_id).await?;
        let location: StockLocation = of(&mut *tx, request.location_id).await?;
        let entry = Entry {
            kind: StockMovementKind::WriteOff,
            batch: &batch,
            location: &location,
            quantity: -i64::from(request.quantity),
            unreserve: 0,
            group: StockMovementId::generate(),
            details: Details {
                reason_code: Some(json::name(&request.reason_code)),
                reason: request.reason.clone(),
                witness: request.witness.clone(),
                ..Details::default()
            },
        };
        let movement = self.correct(&mut tx, entry, by).await?;
        self.finish(tx, &command, &movement).await?;
        Ok(movement)
    }

    /// Posts a correction; of a controlled drug only before a witness.
    async fn correct(&self, tx: &mut WriteTx, entry: Entry<'_>, by: &str) -> Result<StockMovement, InventoryError> {
        let item: StockItem = of(&mut **tx, entry.batch.item_id).await?;
        let witness = entry.details.witness.as_deref().map(str::trim).unwrap_or_default();
        if item.controlled && (witness.is_empty() || witness == by) {
            let problem = "/witness: must name another person, for this is a controlled drug";
            valid(vec![problem.to_owned()])?;
        }
        let cause = Cause {
            by,
            now: self.clock.now(),
        };
        let facility = entry.location.facility_id;
        let movement = ledger::post(tx, entry, cause).await?;
        ledger::watch(tx, &item, facility, cause).await?;
        Ok(movement)
    }

    /// Takes back what was issued, as much as did not come back yet.
    pub(crate) async fn take_back(
        &self,
        key: &IdempotencyKey,
        request: &StockReturnRequest,
        by: &str,
    ) -> Result<StockMovement, InventoryError> {
        valid(request.validate())?;
        let command = command("return", key, request);
        let mut tx = match self.begin(&command).await? {
            Begun::New(tx) => tx,
            Begun::Done(reply) => return Ok(reply),
        };
        let cause = Cause {
            by,
            now: self.clock.now(),
        };
        let found = crate::store::ledger::find(&mut *tx, request.movement_id).await?;
        let issue = found.ok_or(InventoryError::NotFound("movement"))?;
        if issue.kind != StockMovementKind::Issue {
            valid(vec!["/movement_id: must be an issue".to_owned()])?;
        }
        let returned = crate::store::ledger::returned(&mut *tx, issue.id).await?;
        let left = (-issue.quantity - returned).unsigned_abs();
        if u64::from(request.quantity) > left {
            return Err(InventoryError::Exceeds {
                what: "issue",
                wanted: u64::from(request.quantity),
                left,
            });
        }
        let batch: StockBatch = of(&mut *tx, issue.batch_id).await?;
        let into = request.location_id.unwrap_or(issue.location_id);
        let location = in_use(of(&mut *tx, into).await?)?;
        let entry = Entry {
            kind: StockMovementKind::Return,
            batch: &batch,
            location: &location,
            quantity: i64::from(request.quantity),
            unreserve: 0,
            group: StockMovementId::generate(),
            details: Details {
                reason: Some(request.reason.clone()),
                reference: issue.reference.clone(),
                patient_id: issue.patient_id,
                returns: Some(issue.id),
                ..Details::default()
            },
        };
        let movement = ledger::post(&mut tx, entry, cause).await?;
        ledger::watch_item(&mut tx, batch.item_id, location.facility_id, cause).await?;
        self.finish(tx, &command, &movement).await?;
        Ok(movement)
    }
}

/// Says that a batch may not be used.
pub(super) fn unusable(batch: &StockBatch, is_over: bool) -> InventoryError {
    let is = if is_over {
        StockBatchStatus::Expired
    } else {
        batch.status
    };
    InventoryError::BatchUnusable { is: json::name(&is) }
}

/// Refuses a place that is not in use.
pub(super) fn in_use(location: StockLocation) -> Result<StockLocation, InventoryError> {
    if location.active {
        Ok(location)
    } else {
        Err(InventoryError::Inactive("location"))
    }
}

/// Counts a change of a batch and keeps it.
pub(super) async fn keep(tx: &mut WriteTx, batch: &mut StockBatch, cause: Cause<'_>) -> Result<(), InventoryError> {
    batch.version += 1;
    cause.by.clone_into(&mut batch.by);
    batch.updated_at = cause.now;
    update(tx, batch).await
}
