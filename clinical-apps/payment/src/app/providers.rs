//! Providers as people see them: what they can do, and whether they are switched on.

use std::sync::Arc;

use nilecare_contracts::payment::{PaymentProvider, ProviderChange};
use nilecare_http::IfMatch;

use super::{allow, valid};
use crate::provider::Provider;
use crate::store::records;
use crate::{PaymentError, PaymentService};

impl PaymentService {
    /// Finds what moves the money.
    pub(super) fn provider(&self, code: &str) -> Result<Arc<dyn Provider>, PaymentError> {
        self.providers
            .get(code)
            .map(Arc::clone)
            .ok_or(PaymentError::NotFound("provider"))
    }

    /// Keeps a row for each provider that has none yet.
    pub(crate) async fn add_providers(&self) -> Result<(), PaymentError> {
        let mut tx = self.db.begin_write().await?;
        for code in self.providers.keys() {
            let known: Option<PaymentProvider> = records::find(&mut *tx, code).await?;
            if known.is_none() {
                records::insert(&mut tx, &self.describe(code, None)?).await?;
            }
        }
        Ok(tx.commit().await?)
    }

    /// Reads a provider.
    pub(crate) async fn provider_state(&self, code: &str) -> Result<PaymentProvider, PaymentError> {
        self.provider(code)?;
        let kept: Option<PaymentProvider> = records::find(self.db.readers(), code).await?;
        self.describe(code, kept)
    }

    /// Lists the providers by code.
    pub(crate) async fn provider_list(&self) -> Result<Vec<PaymentProvider>, PaymentError> {
        let mut all = Vec::new();
        for code in self.providers.keys() {
            all.push(self.provider_state(code).await?);
        }
        Ok(all)
    }

    /// Switches a provider on or off.
    pub(crate) async fn change_provider(
        &self,
        code: &str,
        version: IfMatch,
        request: &ProviderChange,
    ) -> Result<PaymentProvider, PaymentError> {
        valid(request.validate())?;
        self.provider(code)?;
        let mut tx = self.db.begin_write().await?;
        let kept: Option<PaymentProvider> = records::find(&mut *tx, code).await?;
        let mut provider = self.describe(code, kept)?;
        allow(version, provider.version)?;
        provider.is_active = request.is_active;
        provider.reason = Some(request.reason.clone());
        provider.version += 1;
        provider.updated_at = self.clock.now();
        records::update(&mut tx, &provider).await?;
        self.commit(tx).await?;
        Ok(provider)
    }

    /// What it can do is as it is set now; whether it is switched on is as it was kept.
    fn describe(&self, code: &str, kept: Option<PaymentProvider>) -> Result<PaymentProvider, PaymentError> {
        let provider = self.provider(code)?;
        Ok(PaymentProvider {
            code: code.to_owned(),
            version: kept.as_ref().map_or(1, |kept| kept.version),
            name: provider.name().to_owned(),
            kind: provider.kind(),
            capabilities: provider.capabilities().clone(),
            is_configured: provider.is_configured(),
            is_active: kept.as_ref().is_none_or(|kept| kept.is_active),
            reason: kept.as_ref().and_then(|kept| kept.reason.clone()),
            updated_at: kept.map_or_else(|| self.clock.now(), |kept| kept.updated_at),
        })
    }
}
