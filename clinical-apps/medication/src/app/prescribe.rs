//! Writing a prescription: decision support is asked first, and what it says must be answered.

use jiff::SignedDuration;
use nilecare_contracts::ClientError;
use nilecare_contracts::cds::{AlertMode, AlertState, DrugOrder, MedicationCheckReply, OverrideRequest};
use nilecare_contracts::medication::{
    CheckSummary, PRESCRIPTION_CREATED, Prescription, PrescriptionRequest, PrescriptionStatus, StatusChange,
    SubmitRequest,
};
use nilecare_http::{IdempotencyKey, Principal};
use nilecare_sql::inbox::{self, Command, Seen};
use nilecare_sql::{DbError, WriteTx, json};
use nilecare_types::{PatientId, PrescriptionId, Timestamp};

use super::{MOST, events};
use crate::model::prescription::{Record, is_current};
use crate::store::prescription::{self, Filter};
use crate::{MedicationError, MedicationService};

/// So often a check is done anew when another prescription of the patient came in between.
const CHECKS: usize = 3;

impl MedicationService {
    /// Writes a prescription. It waits as a draft while alerts are open or decision support cannot be asked.
    pub(crate) async fn prescribe(
        &self,
        key: &IdempotencyKey,
        request: &PrescriptionRequest,
        by: &Principal,
    ) -> Result<Prescription, MedicationError> {
        let problems = request.validate();
        if !problems.is_empty() {
            return Err(MedicationError::Invalid(problems));
        }
        let content = json::write(request);
        let command = Command::new("prescribe", key.as_str(), content.as_bytes());
        let mut tx = self.db.begin_write().await?;
        if let Some(reply) = done(&mut tx, &command).await? {
            return Ok(reply);
        }
        drop(tx);
        let ids = self.ids_of(request.patient_id).await?;
        let all = ids.all();
        for _ in 0..CHECKS {
            let (orders, seen) = self.taken(&all, None).await?;
            let asked = request.check_request(orders, self.chart_allergies(request.patient_id).await);
            // Another key when the patient takes something else by now, the same when this is tried again.
            let content = format!("{} {}", key.as_str(), json::write(&asked));
            let check_key = Command::new("check", "", content.as_bytes()).digest().to_owned();
            let check = match self.cds.keep_check(&check_key, &asked).await {
                Ok(reply) => Some(summary(&reply)),
                Err(ClientError::Call(error)) => {
                    tracing::warn!(%error, "decision support did not answer; the prescription waits as a draft");
                    None
                }
                Err(error) => return Err(error.into()),
            };
            let mut tx = self.db.begin_write().await?;
            if let Some(reply) = done(&mut tx, &command).await? {
                return Ok(reply);
            }
            if current(&mut tx, &all, None)
                .await?
                .iter()
                .map(version)
                .ne(seen.iter().copied())
            {
                continue;
            }
            let now = self.clock.now();
            let high_alert = self.is_high_alert(&request.drug).await?;
            let record = new_record(request, ids.patient_id, check, high_alert, by, now);
            prescription::insert(&mut tx, &record).await?;
            if record.prescription.status == PrescriptionStatus::Pending {
                events::tell(&mut tx, PRESCRIPTION_CREATED, &record.prescription, now).await?;
            }
            inbox::remember(&mut tx, &command, &json::write(&record.prescription), now).await?;
            tx.commit().await?;
            self.outbox.wake();
            return Ok(record.prescription);
        }
        Err(MedicationError::Busy)
    }

    /// Answers the alerts of a draft and sends it to the pharmacist.
    pub(crate) async fn submit(
        &self,
        id: PrescriptionId,
        version: Option<u64>,
        request: &SubmitRequest,
        by: &Principal,
    ) -> Result<Prescription, MedicationError> {
        let problems = request.validate();
        if !problems.is_empty() {
            return Err(MedicationError::Invalid(problems));
        }
        let record = self.record(id).await?;
        let seen = record.prescription.version;
        if version.is_some_and(|version| version != seen) {
            return Err(MedicationError::OtherVersion { is: seen });
        }
        let mut check = match record.prescription.check.clone() {
            Some(check) => check,
            None => {
                let all = self.ids_of(record.prescription.patient_id).await?.all();
                let (orders, _) = self.taken(&all, Some(id)).await?;
                let allergies = self.chart_allergies(record.prescription.patient_id).await;
                let asked = record.request.check_request(orders, allergies);
                // Another key when the chart tells something else by now, the same when this is tried again.
                let content = format!("{id}-{seen} {}", json::write(&asked));
                let check_key = Command::new("check", "", content.as_bytes()).digest().to_owned();
                summary(&self.cds.keep_check(&check_key, &asked).await?)
            }
        };
        for answer in &request.overrides {
            let Some(at) = check.open_alerts.iter().position(|open| *open == answer.alert_id) else {
                continue;
            };
            let wanted = OverrideRequest {
                reason: answer.reason,
                comment: answer.comment.clone(),
                on_behalf_of: Some(by.username.clone()),
            };
            match self.cds.override_alert(answer.alert_id, &wanted).await {
                Ok(_) => {}
                // Answered already, in an attempt before this one.
                Err(ClientError::Refused(problem)) if problem.code == "cds-alert-state" => {}
                Err(error) => return Err(error.into()),
            }
            check.overridden_alerts.push(check.open_alerts.remove(at));
        }
        let is_open = !check.open_alerts.is_empty();
        let n = check.open_alerts.len();
        let changed = self
            .change(id, Some(seen), |record, now| {
                record.prescription.check = Some(check);
                if is_open {
                    record.touch(now);
                    return Ok(None);
                }
                record.become_(PrescriptionStatus::Pending, &by.username, now, None)?;
                Ok(Some(PRESCRIPTION_CREATED))
            })
            .await?;
        if is_open {
            return Err(MedicationError::AlertsOpen { n });
        }
        Ok(changed)
    }

    /// Gives what the patient takes by our prescriptions, and their versions.
    async fn taken(
        &self,
        all: &[PatientId],
        without: Option<PrescriptionId>,
    ) -> Result<(Vec<DrugOrder>, Vec<(PrescriptionId, u64)>), MedicationError> {
        let mut tx = self.db.begin_write().await?;
        let records = current(&mut tx, all, without).await?;
        let orders = records.iter().map(|record| DrugOrder {
            drug: record.prescription.drug.clone(),
            route: Some(record.prescription.route.clone()),
            dose: Some(record.prescription.dose.clone()),
            reference: Some(record.prescription.id.to_string()),
        });
        Ok((orders.collect(), records.iter().map(version).collect()))
    }
}

fn version(record: &Record) -> (PrescriptionId, u64) {
    (record.prescription.id, record.prescription.version)
}

async fn current(tx: &mut WriteTx, all: &[PatientId], without: Option<PrescriptionId>) -> Result<Vec<Record>, DbError> {
    let filter = Filter {
        patients: Some(all),
        fetch: MOST,
        ..Filter::default()
    };
    let mut records = prescription::list(&mut **tx, &filter).await?;
    records.retain(|record| is_current(record.prescription.status) && Some(record.prescription.id) != without);
    Ok(records)
}

async fn done(tx: &mut WriteTx, command: &Command<'_>) -> Result<Option<Prescription>, MedicationError> {
    match inbox::look_up(tx, command).await? {
        Seen::New => Ok(None),
        Seen::OtherContent => Err(MedicationError::KeyReused),
        Seen::Done(reply) => Ok(Some(json::read("processed_commands", "reply", &reply)?)),
    }
}

/// Picks what is to be answered: alerts that block or interrupt.
fn summary(reply: &MedicationCheckReply) -> CheckSummary {
    let open = reply
        .alerts
        .iter()
        .filter(|alert| alert.mode >= AlertMode::Interruptive);
    CheckSummary {
        check_id: reply.check_id.unwrap_or_else(nilecare_types::CdsCheckId::generate),
        conclusion: reply.conclusion,
        level: reply.level,
        open_alerts: open
            .filter(|alert| alert.state == AlertState::Active)
            .filter_map(|alert| alert.id)
            .collect(),
        overridden_alerts: Vec::new(),
    }
}

fn new_record(
    request: &PrescriptionRequest,
    patient_id: PatientId,
    check: Option<CheckSummary>,
    high_alert: bool,
    by: &Principal,
    now: Timestamp,
) -> Record {
    let id = PrescriptionId::generate();
    let text = id.to_string();
    let is_free = check.as_ref().is_some_and(|check| check.open_alerts.is_empty());
    let status = if is_free {
        PrescriptionStatus::Pending
    } else {
        PrescriptionStatus::Draft
    };
    let starts_at = request.starts_at.unwrap_or(now);
    let ends_at = request
        .days
        .map(|days| starts_at + SignedDuration::from_hours(i64::from(days) * 24));
    let history = vec![StatusChange {
        status,
        by: by.username.clone(),
        at: now,
        reason: None,
    }];
    let prescription = Prescription {
        id,
        prescription_number: format!("RX-{}", &text[text.len() - 10..]),
        version: 1,
        patient_id,
        encounter_id: request.encounter_id,
        drug: request.drug.clone(),
        route: request.route.clone(),
        dose: request.dose.clone(),
        quantity: request.quantity,
        refills_left: request.refills,
        priority: request.priority,
        starts_at,
        ends_at,
        indication: request.indication.clone(),
        instructions: request.instructions.clone(),
        high_alert,
        status,
        check,
        dispenses: Vec::new(),
        history,
        prescribed_by: by.username.clone(),
        created_at: now,
        updated_at: now,
    };
    Record {
        prescription,
        request: request.clone(),
        fill_from: 0,
    }
}
