//! Cash, cheques and transfers: people move the money.

use async_trait::async_trait;
use http::HeaderMap;
use nilecare_contracts::payment::{ProviderCapabilities, ProviderKind, Transaction, TransactionRefund};
use nilecare_types::Timestamp;

use super::{Answer, Notice, Provider, ProviderError, RefundAnswer, Standing, WebhookError};

/// A provider that calls nobody.
#[derive(Debug)]
pub(super) struct ByHand {
    pub code: String,
    pub name: String,
    pub kind: ProviderKind,
    pub capabilities: ProviderCapabilities,
}

#[async_trait]
impl Provider for ByHand {
    fn code(&self) -> &str {
        &self.code
    }
    fn name(&self) -> &str {
        &self.name
    }
    fn kind(&self) -> ProviderKind {
        self.kind
    }
    fn capabilities(&self) -> &ProviderCapabilities {
        &self.capabilities
    }
    fn is_configured(&self) -> bool {
        true
    }
    fn is_local(&self) -> bool {
        true
    }

    async fn initiate(&self, transaction: &Transaction, _: Option<&str>) -> Result<Answer, ProviderError> {
        self.query(transaction).await
    }

    /// Cash is in the drawer; anything else is for a second person to see.
    async fn query(&self, _: &Transaction) -> Result<Answer, ProviderError> {
        Ok(Answer::of(if self.capabilities.needs_verification {
            Standing::NeedsVerification
        } else {
            Standing::Paid
        }))
    }

    /// It is done when a person says so, with a reference where there is one.
    async fn refund(&self, _: &Transaction, refund: &TransactionRefund) -> Result<RefundAnswer, ProviderError> {
        Ok(RefundAnswer::Completed(refund.external_reference.clone()))
    }

    fn webhook(&self, _: &HeaderMap, _: &[u8], _: Timestamp) -> Result<Notice, WebhookError> {
        Err(WebhookError::NotSetUp)
    }
}
