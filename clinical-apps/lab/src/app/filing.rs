//! Filing commands about patients: once each, all or none.

use nilecare_contracts::clinical::{PatientIds, PatientPatch};
use nilecare_contracts::{CommandSource, OneOrMany};
use nilecare_http::IdempotencyKey;
use nilecare_sql::WriteTx;
use nilecare_types::Timestamp;
use serde::{Serialize, de::DeserializeOwned};

use super::command;
use crate::{LabError, LabService};

/// A command about one patient.
pub(super) trait PatientCommand: Serialize + Sync {
    /// Tells commands of different kinds under one key apart; kept with what was done.
    const NAME: &'static str;
    type Reply: Serialize + DeserializeOwned + Send;

    fn problems(&self) -> Vec<String>;
    fn patient(&self) -> &PatientPatch;
    /// When it happened, where the sender says.
    fn at(&self) -> Option<Timestamp>;
    fn source(&self) -> Option<&CommandSource>;

    /// Changes what is known; an error takes back what was changed.
    fn apply(
        &self,
        tx: &mut WriteTx,
        patient: &PatientIds,
        now: Timestamp,
    ) -> impl Future<Output = Result<Self::Reply, LabError>> + Send;
}

impl LabService {
    /// Files commands, all or none. The same key again gets the first replies and changes nothing.
    pub(super) async fn file<C: PatientCommand>(
        &self,
        key: &IdempotencyKey,
        sent: &OneOrMany<C>,
    ) -> Result<OneOrMany<C::Reply>, LabError> {
        command::validate(sent, C::problems)?;
        let command = command::new(C::NAME, key, sent);
        let mut patients = Vec::new();
        for part in sent.as_slice() {
            // Before the transaction: no lock is held while another service is asked.
            let command = command::new(C::NAME, key, part);
            patients.push(self.resolve(part.patient(), part.at(), part.source(), &command).await?);
        }
        let now = self.clock.now();
        let mut tx = self.db.begin_write().await?;
        if let Some(replies) = command::first_reply(&mut tx, &command).await? {
            return Ok(replies);
        }
        let mut replies = Vec::new();
        for (part, patient) in sent.as_slice().iter().zip(&patients) {
            replies.push(part.apply(&mut tx, patient, now).await?);
        }
        let replies = sent.answer(replies);
        command::remember(&mut tx, &command, &replies, now).await?;
        tx.commit().await?;
        self.outbox.wake();
        Ok(replies)
    }
}
