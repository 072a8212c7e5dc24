//! Checks that are kept, and the answers to their alerts.

use nilecare_bus::{Event, outbox};
use nilecare_contracts::cds::{
    ALERT_OVERRIDDEN, ALERT_RAISED, Alert, AlertEvent, AlertMode, AlertState, MedicationCheckReply,
    MedicationCheckRequest, OverrideRequest, SERVICE,
};
use nilecare_contracts::clinical::PatientIds;
use nilecare_http::{IdempotencyKey, Principal};
use nilecare_sql::inbox::{self, Command, Seen};
use nilecare_sql::{DbError, WriteTx, json};
use nilecare_types::{CdsAlertId, CdsCheckId, Page, PatientId, Timestamp};

use crate::store::alert;
use crate::{CdsError, CdsService};

impl CdsService {
    /// Checks, and keeps what was found as alerts of the patient.
    pub(crate) async fn keep_check(
        &self,
        key: &IdempotencyKey,
        request: &MedicationCheckRequest,
        by: &Principal,
    ) -> Result<MedicationCheckReply, CdsError> {
        let mut reply = self.look(request)?;
        let Some(patient) = request.patient_id else {
            let missing = "/patient_id: is needed for a check that is kept".to_owned();
            return Err(CdsError::Invalid(vec![missing]));
        };
        self.ids_of(patient).await?;
        let content = json::write(request);
        let command = Command::new("check", key.as_str(), content.as_bytes());
        let mut tx = self.db.begin_write().await?;
        match inbox::look_up(&mut tx, &command).await? {
            Seen::New => {}
            Seen::OtherContent => return Err(CdsError::KeyReused),
            Seen::Done(reply) => return Ok(json::read("processed_commands", "reply", &reply)?),
        }
        let now = self.clock.now();
        let check = CdsCheckId::generate();
        reply.check_id = Some(check);
        for alert in &mut reply.alerts {
            alert.id = Some(CdsAlertId::generate());
            alert.patient_id = Some(patient);
            alert.raised_at = Some(now);
        }
        alert::insert_check(&mut tx, check, patient, request, &reply, &by.username, now).await?;
        for found in &reply.alerts {
            let Some(id) = found.id else { continue };
            alert::insert(&mut tx, check, id, patient, found, now).await?;
            if found.mode > AlertMode::Log {
                tell(&mut tx, ALERT_RAISED, patient, found, now).await?;
            }
        }
        inbox::remember(&mut tx, &command, &json::write(&reply), now).await?;
        tx.commit().await?;
        self.outbox.wake();
        Ok(reply)
    }

    /// Gives an alert.
    pub(crate) async fn alert(&self, id: CdsAlertId) -> Result<Alert, CdsError> {
        alert::find(self.db.readers(), id).await?.ok_or(CdsError::AlertNotFound)
    }

    /// Lists alerts, newest first.
    pub(crate) async fn alerts(
        &self,
        patient: Option<PatientId>,
        status: Option<&str>,
        before: &str,
        limit: usize,
    ) -> Result<Page<Alert>, CdsError> {
        let patients = match patient {
            Some(id) => Some(self.ids_of(id).await?.all()),
            None => None,
        };
        let rows = alert::list(self.db.readers(), patients.as_deref(), status, before, limit as i64 + 1).await?;
        let id = |alert: &Alert| alert.id.map(|id| id.to_string()).unwrap_or_default();
        Ok(Page::from_rows(rows, limit, id))
    }

    /// Notes that somebody has seen an alert that does not block.
    pub(crate) async fn acknowledge(&self, id: CdsAlertId, by: &Principal) -> Result<Alert, CdsError> {
        self.answer(id, "acknowledged", |alert, now| {
            if alert.mode == AlertMode::Blocking {
                return Err(CdsError::Blocking);
            }
            Ok(AlertState::Acknowledged {
                by: by.username.clone(),
                at: now,
            })
        })
        .await
    }

    /// Notes that somebody orders in spite of an alert.
    pub(crate) async fn override_alert(
        &self,
        id: CdsAlertId,
        request: &OverrideRequest,
        by: &Principal,
    ) -> Result<Alert, CdsError> {
        self.answer(id, "overridden", |alert, now| {
            let problems = request.validate(alert.mode);
            if !problems.is_empty() {
                return Err(CdsError::Invalid(problems));
            }
            Ok(AlertState::Overridden {
                reason: request.reason,
                comment: request.comment.clone(),
                by: decided_by(request, by),
                at: now,
            })
        })
        .await
    }

    /// Gives all ids of a person, before and after merges.
    async fn ids_of(&self, id: PatientId) -> Result<PatientIds, CdsError> {
        let known = self.clinical.patient_ids(id).await?;
        known.ok_or(CdsError::PatientNotFound)
    }

    async fn answer(
        &self,
        id: CdsAlertId,
        wanted: &'static str,
        state: impl FnOnce(&Alert, Timestamp) -> Result<AlertState, CdsError> + Send,
    ) -> Result<Alert, CdsError> {
        let mut tx = self.db.begin_write().await?;
        let mut found = alert::find(&mut *tx, id).await?.ok_or(CdsError::AlertNotFound)?;
        if found.state != AlertState::Active {
            let is = alert::status(&found.state);
            return Err(CdsError::AlertState { is, wanted });
        }
        let now = self.clock.now();
        found.state = state(&found, now)?;
        alert::update(&mut tx, id, &found).await?;
        if let (AlertState::Overridden { .. }, Some(patient)) = (&found.state, found.patient_id) {
            tell(&mut tx, ALERT_OVERRIDDEN, patient, &found, now).await?;
        }
        tx.commit().await?;
        self.outbox.wake();
        Ok(found)
    }
}

/// Another service names the person whom it calls for; nobody else can answer for another.
fn decided_by(request: &OverrideRequest, by: &Principal) -> String {
    let person = request.on_behalf_of.clone().filter(|_| by.service);
    person.unwrap_or_else(|| by.username.clone())
}

async fn tell(tx: &mut WriteTx, topic: &str, patient: PatientId, alert: &Alert, now: Timestamp) -> Result<(), DbError> {
    let data = AlertEvent {
        patient_id: patient,
        alert: alert.clone(),
    };
    let data = serde_json::to_value(data).expect("contract types have text keys, so they always serialise");
    outbox::put(tx, &Event::new(SERVICE, topic, &patient.to_string(), now, data)).await
}
