//! A payment is asked for: screened, kept, and only then is the provider asked.

use nilecare_contracts::Money;
use nilecare_contracts::payment::{
    Initiation, PAYMENT_FAILED, Proof, ProviderKind, RiskDecision, Transaction, TransactionRequest, TransactionStatus,
};
use nilecare_http::{IdempotencyKey, Principal};
use nilecare_sql::inbox::Command;
use nilecare_sql::{WriteTx, json};
use nilecare_types::{BillingAccountId, InstalmentPlanId, InvoiceId, TransactionId};

use super::place::Zone;
use super::{Begun, drawers, events, instalments, valid};
use crate::model::transaction as money;
use crate::provider::{Answer, Provider, ProviderError, Standing};
use crate::store::takings::{self, Happened};
use crate::store::transactions;
use crate::{PaymentError, PaymentService};

/// A payment that is to be begun.
pub(super) struct Start<'a> {
    pub invoice_id: Option<InvoiceId>,
    pub account_id: Option<BillingAccountId>,
    pub provider: &'a str,
    pub amount: Money,
    /// What of the amount is not of the invoice: a late fee.
    pub besides: Money,
    pub proof: Option<Proof>,
    pub msisdn: Option<&'a str>,
    pub payer: Option<String>,
    pub plan: Option<(InstalmentPlanId, u32)>,
}

impl PaymentService {
    /// Begins a payment.
    pub(crate) async fn initiate(
        &self,
        key: &IdempotencyKey,
        request: &TransactionRequest,
        by: &Principal,
    ) -> Result<Initiation, PaymentError> {
        valid(request.validate())?;
        let content = json::write(request);
        let command = Command::new("initiate", key.as_str(), content.as_bytes());
        // What was done is done, whatever is open of the invoice by now.
        if let Begun::Done(id) = self.begin::<TransactionId>(&command).await? {
            return self.resume(id).await;
        }
        let start = Start {
            invoice_id: request.invoice_id,
            account_id: request.account_id,
            provider: &request.provider,
            amount: request.amount,
            besides: Money::zero(request.amount.currency),
            proof: request.proof.clone(),
            msisdn: request.msisdn.as_deref(),
            payer: request.payer.clone(),
            plan: None,
        };
        self.start(&command, start, by).await
    }

    /// Begins a payment whose command is not done yet.
    pub(super) async fn start(
        &self,
        command: &Command<'_>,
        start: Start<'_>,
        by: &Principal,
    ) -> Result<Initiation, PaymentError> {
        let provider = self.usable(&start).await?;
        let mut transaction = self.draft(&start, &*provider, by).await?;
        let zone = self.zone(transaction.facility_id).await?;
        let now = transaction.created_at;
        let mut tx = match self.begin::<TransactionId>(command).await? {
            Begun::New(tx) => tx,
            Begun::Done(id) => return self.resume(id).await,
        };
        if provider.capabilities().is_screened {
            transaction.risk = Some(self.score(&mut tx, &transaction, &zone).await?);
        }
        if let Some((plan, part)) = start.plan {
            instalments::begin(&mut tx, plan, part, transaction.id, now).await?;
        }
        let decision = transaction.risk.as_ref().map(|risk| risk.decision);
        match decision {
            Some(RiskDecision::Reject) => {
                money::end(&mut transaction, TransactionStatus::Rejected, "risk", now)?;
                insert(&mut tx, &transaction).await?;
                ended(&mut tx, &transaction, &zone, now).await?;
            }
            Some(RiskDecision::Review) => {
                transaction.is_under_review = true;
                insert(&mut tx, &transaction).await?;
                transactions::keep_msisdn(&mut tx, transaction.id, start.msisdn).await?;
            }
            Some(RiskDecision::Accept) | None => {
                money::move_to(&mut transaction, TransactionStatus::Processing, now)?;
                if provider.kind() == ProviderKind::Cash {
                    let drawer =
                        drawers::of(&mut tx, &by.username, transaction.facility_id, start.amount.currency).await?;
                    transaction.drawer_id = Some(drawer.id);
                }
                insert(&mut tx, &transaction).await?;
                self.answer_locally(&mut tx, &*provider, &mut transaction, &zone)
                    .await?;
            }
        }
        self.finish(tx, command, &transaction.id).await?;
        if transaction.status == TransactionStatus::Processing {
            return self.ask_first(transaction, start.msisdn).await;
        }
        Ok(Initiation {
            transaction,
            next_step: None,
        })
    }

    /// Asks a provider that calls nobody, within the transaction.
    pub(super) async fn answer_locally(
        &self,
        tx: &mut WriteTx,
        provider: &dyn Provider,
        transaction: &mut Transaction,
        zone: &Zone,
    ) -> Result<(), PaymentError> {
        if !provider.is_local() {
            return Ok(());
        }
        // It never fails: there is nobody to reach.
        if let Ok(answer) = provider.initiate(transaction, None).await {
            let seen = if provider.kind() == ProviderKind::Cash {
                "cash-receipt"
            } else {
                "person"
            };
            self.apply(tx, transaction, &answer, seen, zone).await?;
        }
        Ok(())
    }

    /// Asks a provider for the first time. A request that never left is a failure; any other silence is none.
    pub(super) async fn ask_first(
        &self,
        transaction: Transaction,
        msisdn: Option<&str>,
    ) -> Result<Initiation, PaymentError> {
        let provider = self.provider(&transaction.provider)?;
        let answer = match provider.initiate(&transaction, msisdn).await {
            Ok(answer) => answer,
            Err(ProviderError::NotSent(text)) => {
                tracing::warn!(provider = %transaction.provider, transaction.id = %transaction.id, error = %text, "a provider could not be reached");
                Answer::of(Standing::Failed("provider-not-reached".to_owned()))
            }
            Err(error @ ProviderError::Unknown(_)) => {
                tracing::warn!(provider = %transaction.provider, transaction.id = %transaction.id, %error, "what became of a payment is not known; the provider is asked again");
                return Ok(Initiation {
                    transaction,
                    next_step: None,
                });
            }
        };
        let next_step = answer.next_step.clone();
        let transaction = self.settle(transaction.id, &answer, "api").await?;
        Ok(Initiation { transaction, next_step })
    }

    /// Gives a payment that was begun before, as it is now; a payer who has a next step is told it again.
    pub(super) async fn resume(&self, id: TransactionId) -> Result<Initiation, PaymentError> {
        let transaction = self.transaction(id).await?;
        let mut next_step = None;
        let mut now = transaction.clone();
        if transaction.status == TransactionStatus::Processing {
            let provider = self.provider(&transaction.provider)?;
            if let Ok(answer) = provider.query(&transaction).await {
                next_step = answer.next_step.clone();
                now = self.settle(id, &answer, "api").await?;
            }
        }
        Ok(Initiation {
            transaction: now,
            next_step,
        })
    }
}

async fn insert(tx: &mut WriteTx, transaction: &Transaction) -> Result<(), PaymentError> {
    let there = "a payment of this provider has this proof already; look at that one";
    let inserted = transactions::insert(tx, transaction).await;
    inserted.map_err(|error| PaymentError::from(error).if_there(there))
}

/// What follows when a payment did not come: it is told and counted, and its instalment can be paid again.
pub(super) async fn ended(
    tx: &mut WriteTx,
    transaction: &Transaction,
    zone: &Zone,
    now: nilecare_types::Timestamp,
) -> Result<(), PaymentError> {
    instalments::freed(tx, transaction, now).await?;
    transactions::keep_msisdn(tx, transaction.id, None).await?;
    if transaction.status != TransactionStatus::Cancelled {
        takings::count(tx, transaction, zone.day(now), Happened::Failed).await?;
        events::tell(tx, PAYMENT_FAILED, transaction, now).await?;
    }
    Ok(())
}
