//! Plans: agreed on for all that is open of an invoice, paid part by part.

use nilecare_contracts::ReasonRequest;
use nilecare_contracts::payment::{
    Initiation, InstalmentPayment, InstalmentPlan, InstalmentPlanRequest, InstalmentPlanStatus, Transaction,
};
use nilecare_http::{IdempotencyKey, IfMatch, Principal};
use nilecare_sql::inbox::Command;
use nilecare_sql::{Executor, WriteTx, json};
use nilecare_types::{InstalmentPlanId, Timestamp, TransactionId};

use super::initiate::Start;
use super::{Begun, allow, valid};
use crate::model::instalments as parts;
use crate::options::InstalmentSettings;
use crate::store::{records, tables};
use crate::{PaymentError, PaymentService};

impl PaymentService {
    /// Agrees on a plan.
    pub(crate) async fn plan(
        &self,
        request: &InstalmentPlanRequest,
        by: &Principal,
    ) -> Result<InstalmentPlan, PaymentError> {
        valid(request.validate())?;
        let invoice = self.open_invoice(request.invoice_id).await?;
        let (zone, now) = (self.zone(invoice.facility_id).await?, self.clock.now());
        let instalments = parts::split(
            invoice.balance,
            request.down_payment,
            request.n_instalments,
            request.frequency,
            zone.day(now),
            request.first_due_on,
        )?;
        let plan = InstalmentPlan {
            id: InstalmentPlanId::generate(),
            version: 1,
            invoice_id: invoice.id,
            account_id: invoice.account_id,
            patient_id: invoice.patient_id,
            facility_id: invoice.facility_id,
            total: invoice.balance,
            frequency: request.frequency,
            status: InstalmentPlanStatus::Active,
            instalments,
            end_reason: None,
            by: by.username.clone(),
            created_at: now,
            updated_at: now,
        };
        let mut tx = self.db.begin_write().await?;
        let there = "the invoice has a plan that is not over; cancel that one first";
        let inserted = records::insert(&mut tx, &plan).await;
        inserted.map_err(|error| PaymentError::from(error).if_there(there))?;
        tables::schedule(&mut tx, &plan).await?;
        self.commit(tx).await?;
        Ok(plan)
    }

    /// Gives a plan up; what is open of the invoice stays open.
    pub(crate) async fn cancel_plan(
        &self,
        id: InstalmentPlanId,
        version: IfMatch,
        request: &ReasonRequest,
    ) -> Result<InstalmentPlan, PaymentError> {
        valid(request.validate())?;
        let mut tx = self.db.begin_write().await?;
        let mut plan = plan_of(&mut *tx, id).await?;
        allow(version, plan.version)?;
        parts::cancel(&mut plan, &request.reason, self.clock.now())?;
        write(&mut tx, &plan).await?;
        self.commit(tx).await?;
        Ok(plan)
    }

    /// Pays the first part that is open.
    pub(crate) async fn pay_instalment(
        &self,
        id: InstalmentPlanId,
        key: &IdempotencyKey,
        request: &InstalmentPayment,
        by: &Principal,
    ) -> Result<Initiation, PaymentError> {
        valid(request.validate())?;
        let content = format!("{id}{}", json::write(request));
        let command = Command::new("pay-instalment", key.as_str(), content.as_bytes());
        if let Begun::Done(done) = self.begin::<TransactionId>(&command).await? {
            return self.resume(done).await;
        }
        let plan = plan_of(self.db.readers(), id).await?;
        let nothing = PaymentError::Before("nothing of the plan is open; look at the plan");
        let part = parts::next_open(&plan).ok_or(nothing)?;
        let start = Start {
            invoice_id: Some(plan.invoice_id),
            account_id: None,
            provider: &request.provider,
            amount: part.amount.plus(part.late_fee)?,
            besides: part.late_fee,
            proof: request.proof.clone(),
            msisdn: request.msisdn.as_deref(),
            payer: None,
            plan: Some((plan.id, part.number)),
        };
        self.start(&command, start, by).await
    }
}

/// Notes that a payment for a part is on its way; there is one at a time.
pub(super) async fn begin(
    tx: &mut WriteTx,
    id: InstalmentPlanId,
    number: u32,
    transaction: TransactionId,
    now: Timestamp,
) -> Result<(), PaymentError> {
    let mut plan = plan_of(&mut **tx, id).await?;
    let next = parts::next_open(&plan).filter(|part| part.number == number);
    if next.is_none_or(|part| part.transaction_id.is_some()) {
        return Err(PaymentError::Before(
            "a payment for this instalment is on its way, or it was paid; read the plan again",
        ));
    }
    parts::on_its_way(&mut plan, number, Some(transaction), now);
    write(tx, &plan).await
}

/// Notes that a payment for a part did not come.
pub(super) async fn freed(tx: &mut WriteTx, transaction: &Transaction, now: Timestamp) -> Result<(), PaymentError> {
    let (Some(id), Some(number)) = (transaction.plan_id, transaction.instalment) else {
        return Ok(());
    };
    let mut plan = plan_of(&mut **tx, id).await?;
    let is_its = |part: &nilecare_contracts::payment::Instalment| {
        part.number == number && part.transaction_id == Some(transaction.id)
    };
    if plan.instalments.iter().any(is_its) {
        parts::on_its_way(&mut plan, number, None, now);
        write(tx, &plan).await?;
    }
    Ok(())
}

/// Notes that a payment for a part was confirmed.
pub(super) async fn paid(
    tx: &mut WriteTx,
    transaction: &Transaction,
    settings: &InstalmentSettings,
    now: Timestamp,
) -> Result<(), PaymentError> {
    let Some(id) = transaction.plan_id else { return Ok(()) };
    let mut plan = plan_of(&mut **tx, id).await?;
    parts::paid(&mut plan, transaction, settings, now)?;
    write(tx, &plan).await
}

pub(super) async fn write(tx: &mut WriteTx, plan: &InstalmentPlan) -> Result<(), PaymentError> {
    records::update(tx, plan).await?;
    Ok(tables::schedule(tx, plan).await?)
}

pub(super) async fn plan_of(db: impl Executor<'_>, id: InstalmentPlanId) -> Result<InstalmentPlan, PaymentError> {
    records::find(db, id)
        .await?
        .ok_or(PaymentError::NotFound("instalment plan"))
}
