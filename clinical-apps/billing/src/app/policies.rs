//! Insurance of patients.

use nilecare_contracts::billing::{Policy, PolicyRequest};
use nilecare_http::IfMatch;
use nilecare_sql::{Executor, documents};
use nilecare_types::PolicyId;

use super::{allow, valid};
use crate::store::records::{self, POLICIES};
use crate::{BillingError, BillingService};

impl BillingService {
    pub(crate) async fn add_policy(&self, request: PolicyRequest) -> Result<Policy, BillingError> {
        valid(request.validate())?;
        let patient_id = self.ids_of(request.patient_id).await?.patient_id;
        let request = PolicyRequest { patient_id, ..request };
        let mut tx = self.db.begin_write().await?;
        let policy = Policy::new(PolicyId::generate(), request, self.clock.now());
        records::insert(&mut tx, &policy).await?;
        self.commit(tx).await?;
        Ok(policy)
    }

    /// Changes a policy; claims that were drafted keep what they say.
    pub(crate) async fn change_policy(
        &self,
        id: PolicyId,
        version: IfMatch,
        request: PolicyRequest,
    ) -> Result<Policy, BillingError> {
        valid(request.validate())?;
        let ids = self.ids_of(request.patient_id).await?;
        let mut tx = self.db.begin_write().await?;
        let mut policy = policy_of(&mut *tx, id).await?;
        allow(version, policy.version)?;
        if !ids.stands_for(policy.patient_id) {
            valid(vec!["/patient_id: the policy is another patient's".to_owned()])?;
        }
        policy.replace(request, self.clock.now());
        records::update(&mut tx, &policy).await?;
        self.commit(tx).await?;
        Ok(policy)
    }

    pub(crate) async fn policy(&self, id: PolicyId) -> Result<Policy, BillingError> {
        policy_of(self.db.readers(), id).await
    }
}

pub(super) async fn policy_of(db: impl Executor<'_>, id: PolicyId) -> Result<Policy, BillingError> {
    let found = documents::find(db, POLICIES, &id.to_string()).await?;
    found.ok_or(BillingError::NotFound("policy"))
}
