//! The second person: proofs that are compared, reviews that are released; and giving up.

use nilecare_contracts::ReasonRequest;
use nilecare_contracts::life::refused;
use nilecare_contracts::payment::{Initiation, Transaction, TransactionStatus, VerifyRequest};
use nilecare_http::{IfMatch, Principal};
use nilecare_types::TransactionId;

use super::confirm::of;
use super::initiate::ended;
use super::{allow, valid};
use crate::model::transaction as money;
use crate::store::transactions;
use crate::{PaymentError, PaymentService};

impl PaymentService {
    /// Says that the proof was compared with the bank: the money is there.
    pub(crate) async fn verify(
        &self,
        id: TransactionId,
        version: IfMatch,
        request: &VerifyRequest,
        by: &Principal,
    ) -> Result<Transaction, PaymentError> {
        valid(request.validate())?;
        let zone = self.zone(self.transaction(id).await?.facility_id).await?;
        let mut tx = self.db.begin_write().await?;
        let mut transaction = of(&mut *tx, id).await?;
        allow(version, transaction.version)?;
        if transaction.status != TransactionStatus::AwaitingVerification {
            return Err(refused(transaction.status, "verified").into());
        }
        other_person(&transaction, by)?;
        self.confirm(&mut tx, &mut transaction, "person", Some(&by.username), &zone)
            .await?;
        self.commit(tx).await?;
        Ok(transaction)
    }

    /// Says that the proof is none, or that what is under review is not taken.
    pub(crate) async fn reject(
        &self,
        id: TransactionId,
        version: IfMatch,
        request: &ReasonRequest,
        by: &Principal,
    ) -> Result<Transaction, PaymentError> {
        let rejected = TransactionStatus::Rejected;
        self.end(id, version, request, rejected, Some(by)).await
    }

    /// Gives a payment up before the money moved.
    pub(crate) async fn cancel(
        &self,
        id: TransactionId,
        version: IfMatch,
        request: &ReasonRequest,
    ) -> Result<Transaction, PaymentError> {
        self.end(id, version, request, TransactionStatus::Cancelled, None).await
    }

    async fn end(
        &self,
        id: TransactionId,
        version: IfMatch,
        request: &ReasonRequest,
        to: TransactionStatus,
        second: Option<&Principal>,
    ) -> Result<Transaction, PaymentError> {
        valid(request.validate())?;
        let zone = self.zone(self.transaction(id).await?.facility_id).await?;
        let mut tx = self.db.begin_write().await?;
        let mut transaction = of(&mut *tx, id).await?;
        allow(version, transaction.version)?;
        let now = self.clock.now();
        money::end(&mut transaction, to, &request.reason, now)?;
        if let Some(by) = second {
            other_person(&transaction, by)?;
            transaction.verified_by = Some(by.username.clone());
        }
        transactions::update(&mut tx, &transaction).await?;
        ended(&mut tx, &transaction, &zone, now).await?;
        self.commit(tx).await?;
        Ok(transaction)
    }

    /// Releases what is under review; only then is the provider asked.
    pub(crate) async fn release(
        &self,
        id: TransactionId,
        version: IfMatch,
        by: &Principal,
    ) -> Result<Initiation, PaymentError> {
        let before = self.transaction(id).await?;
        let zone = self.zone(before.facility_id).await?;
        let provider = self.provider(&before.provider)?;
        let mut tx = self.db.begin_write().await?;
        let mut transaction = of(&mut *tx, id).await?;
        allow(version, transaction.version)?;
        if !transaction.is_under_review {
            return Err(refused(transaction.status, "released").into());
        }
        other_person(&transaction, by)?;
        let now = self.clock.now();
        transaction.is_under_review = false;
        transaction.released_by = Some(by.username.clone());
        money::move_to(&mut transaction, TransactionStatus::Processing, now)?;
        transactions::update(&mut tx, &transaction).await?;
        let msisdn = transactions::msisdn(&mut *tx, id).await?;
        transactions::keep_msisdn(&mut tx, id, None).await?;
        self.answer_locally(&mut tx, &*provider, &mut transaction, &zone)
            .await?;
        self.commit(tx).await?;
        if transaction.status == TransactionStatus::Processing {
            return self.ask_first(transaction, msisdn.as_deref()).await;
        }
        Ok(Initiation {
            transaction,
            next_step: None,
        })
    }
}

fn other_person(transaction: &Transaction, by: &Principal) -> Result<(), PaymentError> {
    if transaction.by == by.username {
        return Err(PaymentError::SamePerson);
    }
    Ok(())
}
