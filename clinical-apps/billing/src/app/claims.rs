//! What insurers are asked to pay.

use nilecare_contracts::Money;
use nilecare_contracts::billing::{
    AllocationRequest, CLAIM_CHANGED, CLAIM_SUBMITTED, Claim, ClaimPayment, ClaimReason, ClaimRequest, ClaimStatus,
    InvoiceStatus, PaymentMethod,
};
use nilecare_http::{IdempotencyKey, IfMatch, Principal};
use nilecare_sql::inbox::Command;
use nilecare_sql::{Executor, documents, json};
use nilecare_types::ClaimId;

use super::accounts::account_of;
use super::invoices::invoice_of;
use super::payments::{self, Incoming};
use super::policies::policy_of;
use super::{Begun, Cause, allow, events, valid};
use crate::model::claim as paper;
use crate::model::invoice::demand_issued;
use crate::store::records::{self, CLAIMS};
use crate::{BillingError, BillingService};

/// To which state a claim is brought, and what is said with it.
pub(crate) struct ClaimStep {
    pub to: ClaimStatus,
    pub reason: Option<ClaimReason>,
    pub payer_claim_number: Option<String>,
}

impl BillingService {
    /// Drafts a claim for an issued invoice.
    pub(crate) async fn draft_claim(&self, request: &ClaimRequest, by: &Principal) -> Result<Claim, BillingError> {
        valid(request.validate())?;
        let invoice = invoice_of(self.db.readers(), request.invoice_id).await?;
        let ids = self.ids_of(invoice.patient_id).await?;
        let place = self.place(invoice.facility_id).await?;
        let mut tx = self.db.begin_write().await?;
        let invoice = invoice_of(&mut *tx, request.invoice_id).await?;
        demand_issued(&invoice, "claimed")?;
        let policy = policy_of(&mut *tx, request.policy_id).await?;
        if !ids.stands_for(policy.patient_id) {
            valid(vec!["/policy_id: is another patient's".to_owned()])?;
        }
        let is_covered = invoice.lines.iter().all(|line| {
            let day = place.day(line.service_at);
            policy.valid_from <= day && policy.valid_until.is_none_or(|until| day <= until)
        });
        if !is_covered {
            valid(vec!["/policy_id: does not count on the day of every line".to_owned()])?;
        }
        let claim = paper::draft(request, &invoice, &policy, &by.username, self.clock.now())?;
        let there = "the invoice has a claim by this policy already; go on with that one, or close it";
        let inserted = records::insert(&mut tx, &claim).await;
        inserted.map_err(|error| BillingError::from(error).if_there(there))?;
        self.commit(tx).await?;
        Ok(claim)
    }

    /// Brings a claim to another state.
    pub(crate) async fn bring_claim(
        &self,
        id: ClaimId,
        version: IfMatch,
        to: ClaimStep,
        by: &Principal,
    ) -> Result<Claim, BillingError> {
        let mut tx = self.db.begin_write().await?;
        let mut claim = claim_of(&mut *tx, id).await?;
        allow(version, claim.version)?;
        let now = self.clock.now();
        paper::bring(&mut claim, to.to, to.reason.as_ref(), &by.username, now)?;
        if to.to == ClaimStatus::Submitted {
            let invoice = invoice_of(&mut *tx, claim.invoice_id).await?;
            if invoice.status == InvoiceStatus::Void {
                return Err(BillingError::Before("the invoice is void; close the claim"));
            }
        }
        if to.payer_claim_number.is_some() {
            claim.payer_claim_number = to.payer_claim_number;
        }
        records::update(&mut tx, &claim).await?;
        let topic = if to.to == ClaimStatus::Submitted {
            CLAIM_SUBMITTED
        } else {
            CLAIM_CHANGED
        };
        events::tell_claim(&mut tx, topic, &claim, now).await?;
        self.commit(tx).await?;
        Ok(claim)
    }

    /// Takes an insurer's remittance: the payment goes to the claim's invoice, and what is more than its balance is credit.
    pub(crate) async fn pay_claim(
        &self,
        id: ClaimId,
        key: &IdempotencyKey,
        request: &ClaimPayment,
        by: &Principal,
    ) -> Result<Claim, BillingError> {
        valid(request.validate())?;
        let content = format!("{id}{}", json::write(request));
        let command = Command::new("claim-payment", key.as_str(), content.as_bytes());
        let mut tx = match self.begin(&command).await? {
            Begun::New(tx) => tx,
            Begun::Done(reply) => return Ok(reply),
        };
        let cause = Cause {
            by: &by.username,
            now: self.clock.now(),
        };
        let mut claim = claim_of(&mut *tx, id).await?;
        let amount = paper::pay(&mut claim, request, cause.by, cause.now)?;
        let mut payment_id = None;
        if amount.is_positive() {
            let account = account_of(&mut *tx, claim.account_id).await?;
            let invoice = invoice_of(&mut *tx, claim.invoice_id).await?;
            let open = Money::new(amount.amount.min(invoice.balance.amount), amount.currency);
            let to_invoice = AllocationRequest {
                invoice_id: invoice.id,
                amount: open,
            };
            let asked = if open.is_positive() {
                vec![to_invoice]
            } else {
                Vec::new()
            };
            let incoming = Incoming {
                amount,
                method: PaymentMethod::Insurance,
                reference: Some(request.remittance_number.clone()),
                payer: Some(claim.insurer.clone()),
                claim_id: Some(id),
            };
            let payment = payments::post(&mut tx, &account, incoming, Some(&asked), cause).await?;
            payment_id = Some(payment.id);
        }
        let there = "the claim has taken this remittance already";
        let noted = records::note_remittance(&mut tx, id, &request.remittance_number, payment_id).await;
        noted.map_err(|error| BillingError::from(error).if_there(there))?;
        records::update(&mut tx, &claim).await?;
        events::tell_claim(&mut tx, CLAIM_CHANGED, &claim, cause.now).await?;
        self.finish(tx, &command, &claim).await?;
        Ok(claim)
    }

    pub(crate) async fn claim(&self, id: ClaimId) -> Result<Claim, BillingError> {
        claim_of(self.db.readers(), id).await
    }
}

async fn claim_of(db: impl Executor<'_>, id: ClaimId) -> Result<Claim, BillingError> {
    let found = documents::find(db, CLAIMS, &id.to_string()).await?;
    found.ok_or(BillingError::NotFound("claim"))
}
