//! Files reports of the laboratory.

use std::collections::HashMap;

use nilecare_contracts::clinical::{PatientIds, PatientPatch};
use nilecare_contracts::lab::{LAB_ORDERED, Observation, ReportOutcome, ReportReply, ResultReport};
use nilecare_contracts::{CommandSource, OneOrMany};
use nilecare_http::IdempotencyKey;
use nilecare_sql::{DbError, WriteTx};
use nilecare_types::{LabOrderId, LabResultId, Timestamp};

use super::critical::watch;
use super::events::{Cause, tell_order, tell_report};
use super::filing::PatientCommand;
use super::specimens::needs;
use crate::model::order::OrderRecord;
use crate::model::report::ReportRecord;
use crate::model::result::{Place, ResultRecord, Slot};
use crate::store::result::Why;
use crate::store::{order, report, result};
use crate::{LabError, LabService};

impl LabService {
    /// Files reports, all or none. The same key again gets the first replies and changes nothing.
    ///
    /// # Errors
    /// When a report is not valid, contradicts what is known, or a service fails; then nothing was changed here.
    pub async fn file_result_reports(
        &self,
        key: &IdempotencyKey,
        sent: &OneOrMany<ResultReport>,
    ) -> Result<OneOrMany<ReportReply>, LabError> {
        self.file(key, sent).await
    }
}

impl PatientCommand for ResultReport {
    const NAME: &'static str = "result-report";
    type Reply = ReportReply;

    fn problems(&self) -> Vec<String> {
        self.validate()
    }

    fn patient(&self) -> &PatientPatch {
        &self.patient
    }

    fn at(&self) -> Option<Timestamp> {
        self.reported_at
    }

    fn source(&self) -> Option<&CommandSource> {
        self.source.as_ref()
    }

    async fn apply(&self, tx: &mut WriteTx, patient: &PatientIds, now: Timestamp) -> Result<ReportReply, LabError> {
        apply(tx, self, patient, now).await
    }
}

async fn apply(
    tx: &mut WriteTx,
    sent: &ResultReport,
    patient: &PatientIds,
    now: Timestamp,
) -> Result<ReportReply, LabError> {
    let (known_order, known_report) = find(tx, sent).await?;
    if known_order
        .as_ref()
        .is_some_and(|order| !patient.stands_for(order.patient_id))
    {
        return Err(LabError::OrderOfAnotherPatient);
    }
    let cause = Cause {
        patient: patient.patient_id,
        origin: sent.source.as_ref(),
        now,
    };
    let order = match known_order {
        Some(order) => order,
        None => {
            let order = create_order(tx, sent, patient, now).await?;
            tell_order(tx, &cause, LAB_ORDERED, &order).await?;
            order
        }
    };
    let is_new = known_report.is_none();
    let report = match known_report {
        Some(report) => follow(tx, report, sent, now).await?,
        None => create_report(tx, sent, order.id, now).await?,
    };
    let place = Place {
        report_id: report.id.clone(),
        order_id: order.id,
        patient_id: order.patient_id,
        facility_id: order.facility_id,
    };
    let (result_ids, outcomes) = file_observations(tx, sent, place, &cause).await?;
    let order = follow_reports(tx, order, now).await?;
    let of_report = if is_new {
        ReportOutcome::Created
    } else {
        ReportOutcome::Unchanged
    };
    let outcome = outcomes
        .into_iter()
        .chain([of_report])
        .min_by_key(|outcome| rank(*outcome))
        .unwrap_or(of_report);
    tell_report(tx, &cause, &report, &result_ids, outcome).await?;
    Ok(ReportReply {
        order_id: order.id,
        patient_id: patient.patient_id,
        result_ids,
        outcome,
    })
}

/// Lower tells more.
fn rank(outcome: ReportOutcome) -> u8 {
    match outcome {
        ReportOutcome::Corrected => 0,
        ReportOutcome::Created => 1,
        ReportOutcome::Updated => 2,
        ReportOutcome::Superseded => 3,
        ReportOutcome::Unchanged => 4,
    }
}

async fn find(tx: &mut WriteTx, sent: &ResultReport) -> Result<(Option<OrderRecord>, Option<ReportRecord>), LabError> {
    let placer = match &sent.order.placer_number {
        Some(number) => order::by_placer(&mut **tx, number).await?,
        None => None,
    };
    let Some(filler) = &sent.order.filler_number else {
        let Some(order) = placer else { return Ok((None, None)) };
        let reports = report::of_order(&mut **tx, order.id).await?;
        let is_meant = |report: &ReportRecord| report.filler_number.is_none() && is_same_service(report, sent);
        return Ok((Some(order), reports.into_iter().find(is_meant)));
    };
    let known = report::by_filler(&mut **tx, filler).await?;
    let by_filler = match &known {
        Some(report) => order::find(&mut **tx, report.order_id).await?,
        None => order::by_filler(&mut **tx, filler).await?,
    };
    match (placer, by_filler) {
        (Some(placer), Some(by_filler)) if placer.id != by_filler.id => Err(LabError::OrderNumberConflict),
        (placer, by_filler) => Ok((placer.or(by_filler), known)),
    }
}

fn is_same_service(report: &ReportRecord, sent: &ResultReport) -> bool {
    report.service.is_same(&sent.order.service)
}

/// Makes the order of a report that nobody ordered here.
async fn create_order(
    tx: &mut WriteTx,
    sent: &ResultReport,
    patient: &PatientIds,
    now: Timestamp,
) -> Result<OrderRecord, DbError> {
    let mut record = OrderRecord::new(LabOrderId::generate(), patient.patient_id, now);
    record.placer_number.clone_from(&sent.order.placer_number);
    // Without a placer number the filler's names the order, so that a late order can find it.
    if record.placer_number.is_none() {
        record.filler_number.clone_from(&sent.order.filler_number);
    }
    record.tests = vec![sent.order.service.clone()];
    record.ordering_provider.clone_from(&sent.order.requested_by);
    order::insert(tx, &record).await?;
    Ok(record)
}

async fn create_report(
    tx: &mut WriteTx,
    sent: &ResultReport,
    order_id: LabOrderId,
    now: Timestamp,
) -> Result<ReportRecord, DbError> {
    let record = ReportRecord {
        // Only has to be unique.
        id: LabResultId::generate().to_string(),
        order_id,
        filler_number: sent.order.filler_number.clone(),
        service: sent.order.service.clone(),
        status: sent.order.status,
        reported_at: sent.reported_at,
        created_at: now,
        updated_at: now,
    };
    report::insert(tx, &record).await?;
    Ok(record)
}

async fn follow(
    tx: &mut WriteTx,
    mut record: ReportRecord,
    sent: &ResultReport,
    now: Timestamp,
) -> Result<ReportRecord, DbError> {
    let before = record.clone();
    record.follow(sent.order.status, sent.reported_at);
    if record != before {
        record.updated_at = now;
        report::update(tx, &record).await?;
    }
    Ok(record)
}

async fn file_observations(
    tx: &mut WriteTx,
    sent: &ResultReport,
    place: Place,
    cause: &Cause<'_>,
) -> Result<(Vec<LabResultId>, Vec<ReportOutcome>), LabError> {
    let mut n_seen: HashMap<(&str, &str, Option<&str>), u32> = HashMap::new();
    let (mut ids, mut outcomes) = (Vec::new(), Vec::new());
    for (observation, new_id) in sent.observations.iter().zip(new_ids(sent.observations.len())) {
        let key = (
            observation.code.system.as_str(),
            observation.code.code.as_str(),
            observation.sub_id.as_deref(),
        );
        let n_before = n_seen.entry(key).or_default();
        let slot = Slot {
            new_id,
            repetition: *n_before,
        };
        *n_before += 1;
        let (id, outcome) = file_observation(tx, observation, &place, slot, sent.reported_at, cause).await?;
        ids.push(id);
        outcomes.push(outcome);
    }
    Ok((ids, outcomes))
}

/// Makes ids that fall, so that a list with the newest first shows a report in its own order.
fn new_ids(n_ids: usize) -> Vec<LabResultId> {
    let mut ids: Vec<_> = (0..n_ids).map(|_| LabResultId::generate()).collect();
    ids.sort_unstable_by(|a, b| b.cmp(a));
    ids
}

async fn file_observation(
    tx: &mut WriteTx,
    observation: &Observation,
    place: &Place,
    slot: Slot,
    reported_at: Option<Timestamp>,
    cause: &Cause<'_>,
) -> Result<(LabResultId, ReportOutcome), LabError> {
    let now = cause.now;
    let known = result::of_report(&mut **tx, &place.report_id, observation, slot.repetition).await?;
    let Some(mut record) = known else {
        let record = ResultRecord::new(place, slot, observation, reported_at, now);
        result::insert(tx, &record).await?;
        watch(tx, cause, None, &record, place.facility_id).await?;
        return Ok((record.id, ReportOutcome::Created));
    };
    let before = record.clone();
    let (outcome, replaced) = record.receive(observation, reported_at, now);
    if let Some(replaced) = replaced {
        let why = Why {
            by: None,
            reason: None,
            now,
        };
        result::keep(tx, record.id, &replaced, &why).await?;
    }
    if record != before {
        result::update(tx, &mut record).await?;
    }
    // Not again for a report that only comes later.
    if record.finding != before.finding || record.status != before.status {
        watch(tx, cause, Some(&before), &record, place.facility_id).await?;
    }
    Ok((record.id, outcome))
}

/// Follows what reports there are for an order: how far it is, and whether a specimen is still to be collected.
pub(super) async fn follow_reports(
    tx: &mut WriteTx,
    mut record: OrderRecord,
    now: Timestamp,
) -> Result<OrderRecord, LabError> {
    let before = (record.status, record.collect_key());
    let reports = report::of_order(&mut **tx, record.id).await?;
    record.follow_reports(reports.len(), |test| {
        reports.iter().any(|report| report.is_final_for(test))
    });
    if record.needs_specimen {
        needs(tx, &mut record).await?;
    }
    if (record.status, record.collect_key()) != before {
        record.updated_at = now;
        order::update(tx, &record).await?;
    }
    Ok(record)
}
