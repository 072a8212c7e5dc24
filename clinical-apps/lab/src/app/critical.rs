//! Critical results: told until somebody who can act has read the value back.

use jiff::SignedDuration;
use nilecare_contracts::lab::{
    CriticalAcknowledgement, CriticalCall, CriticalCallRequest, CriticalResult, CriticalStatus, Decimal,
    LAB_CRITICAL_ACKNOWLEDGED, LAB_CRITICAL_ESCALATED,
};
use nilecare_contracts::life::step;
use nilecare_http::IfMatch;
use nilecare_sql::{WriteTx, json};
use nilecare_types::{CriticalResultId, FacilityId, LabResultId, Page, Timestamp};

use super::catalogue::allow;
use super::events::{Cause, tell_critical, tell_critical_state};
use super::{insert, of, update, valid};
use crate::model::result::ResultRecord;
use crate::store::{laboratory, records, result};
use crate::{LabError, LabService};

/// When nobody has acknowledged a critical result, it is passed on after so long.
const FIRST: SignedDuration = SignedDuration::from_mins(15);
/// And then each time after so long.
const NEXT: SignedDuration = SignedDuration::from_mins(30);
/// How often at most; who then does not answer will not answer the next call either.
const MOST_LEVELS: u32 = 10;
/// Most calls that are kept of one critical result.
const MOST_CALLS: usize = 200;
/// Rows of one transaction.
const ROUND: i64 = 100;

impl LabService {
    /// Lists critical results, oldest first.
    pub(crate) async fn critical_results(
        &self,
        (status, facility): (Option<CriticalStatus>, Option<FacilityId>),
        result: Option<LabResultId>,
        after: &str,
        limit: usize,
    ) -> Result<Page<CriticalResult>, LabError> {
        let equal = [
            ("status", status.as_ref().map(json::name)),
            ("facility_id", facility.map(|id| id.to_string())),
            ("result_id", result.map(|id| id.to_string())),
        ];
        let rows = records::list(self.db.readers(), &equal, after, limit as i64 + 1).await?;
        let page = Page::from_rows(rows, limit, |critical: &CriticalResult| critical.id.to_string());
        let mut items = Vec::with_capacity(page.items.len());
        for critical in page.items {
            items.push(self.critical_of_today(critical).await?);
        }
        Ok(Page { items, next: page.next })
    }

    pub(crate) async fn critical_result(&self, id: CriticalResultId) -> Result<CriticalResult, LabError> {
        self.critical_of_today(of(self.db.readers(), id).await?).await
    }

    /// Notes that somebody was called; who was reached and read the value back has acknowledged it.
    pub(crate) async fn note_call(
        &self,
        id: CriticalResultId,
        version: IfMatch,
        request: &CriticalCallRequest,
        by: &str,
    ) -> Result<CriticalResult, LabError> {
        valid(request.validate())?;
        let mut tx = self.db.begin_write().await?;
        let mut critical = open(&mut tx, id, version).await?;
        let now = self.clock.now();
        critical.calls.push(CriticalCall {
            to: request.to.clone(),
            by: by.to_owned(),
            at: now,
            reached: request.reached,
            note: request.note.clone(),
        });
        if critical.calls.len() > MOST_CALLS {
            critical.calls.remove(0);
        }
        match &request.read_back {
            Some(read_back) => acknowledge(&mut tx, critical, read_back, &request.to, None, now).await?,
            None => keep(&mut tx, critical, now).await?,
        };
        tx.commit().await?;
        self.outbox.wake();
        self.critical_result(id).await
    }

    /// A clinician who is signed in acknowledges.
    pub(crate) async fn acknowledge_critical(
        &self,
        id: CriticalResultId,
        version: IfMatch,
        request: &CriticalAcknowledgement,
        by: &str,
    ) -> Result<CriticalResult, LabError> {
        valid(request.validate())?;
        let mut tx = self.db.begin_write().await?;
        let critical = open(&mut tx, id, version).await?;
        let note = request.note.as_deref();
        acknowledge(&mut tx, critical, &request.read_back, by, note, self.clock.now()).await?;
        tx.commit().await?;
        self.outbox.wake();
        self.critical_result(id).await
    }

    /// Passes on what nobody acknowledged in time, and tells how many. Call it once a minute.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn escalate(&self) -> Result<usize, LabError> {
        let now = self.clock.now();
        let mut tx = self.db.begin_write().await?;
        let overdue = laboratory::overdue(&mut *tx, now, ROUND).await?;
        let n_overdue = overdue.len();
        for mut critical in overdue {
            critical.level += 1;
            let next = now.saturating_add(NEXT).unwrap_or(now);
            critical.escalates_at = (critical.level < MOST_LEVELS).then_some(next);
            let critical = keep(&mut tx, critical, now).await?;
            tell_critical_state(&mut tx, LAB_CRITICAL_ESCALATED, &critical, now).await?;
        }
        tx.commit().await?;
        self.outbox.wake();
        Ok(n_overdue)
    }

    async fn critical_of_today(&self, mut critical: CriticalResult) -> Result<CriticalResult, LabError> {
        critical.patient_id = self.ids_of(critical.patient_id).await?.patient_id;
        Ok(critical)
    }
}

/// Follows a result that is new or changed: one that is critical is opened and told of, one that is not any more is withdrawn.
pub(super) async fn watch(
    tx: &mut WriteTx,
    cause: &Cause<'_>,
    before: Option<&ResultRecord>,
    record: &ResultRecord,
    facility_id: Option<FacilityId>,
) -> Result<(), LabError> {
    let known = laboratory::open_critical(&mut **tx, record.id).await?;
    if !record.is_critical() || !record.is_released() {
        if let Some(mut known) = known {
            step(&mut known.status, CriticalStatus::Withdrawn)?;
            known.escalates_at = None;
            keep(tx, known, cause.now).await?;
        }
        return Ok(());
    }
    tell_critical(tx, cause, record).await?;
    // A value that was acknowledged while it was preliminary need not be acknowledged once more when it is final.
    let was_told = before.is_some_and(|before| before.finding == record.finding && before.is_released());
    if known.is_some() || was_told {
        return Ok(());
    }
    let critical = CriticalResult {
        id: CriticalResultId::generate(),
        version: 1,
        result_id: record.id,
        order_id: record.order_id,
        patient_id: cause.patient,
        facility_id,
        code: record.code.clone(),
        status: CriticalStatus::Open,
        level: 0,
        escalates_at: Some(cause.now.saturating_add(FIRST).unwrap_or(cause.now)),
        calls: Vec::new(),
        acknowledged_by: None,
        acknowledged_at: None,
        note: None,
        created_at: cause.now,
        updated_at: cause.now,
    };
    insert(tx, &critical).await
}

async fn open(tx: &mut WriteTx, id: CriticalResultId, version: IfMatch) -> Result<CriticalResult, LabError> {
    let critical: CriticalResult = of(&mut **tx, id).await?;
    allow(version, critical.version)?;
    let mut status = critical.status;
    step(&mut status, CriticalStatus::Acknowledged)?;
    Ok(critical)
}

async fn acknowledge(
    tx: &mut WriteTx,
    mut critical: CriticalResult,
    read_back: &str,
    by: &str,
    note: Option<&str>,
    now: Timestamp,
) -> Result<CriticalResult, LabError> {
    let record = result::find(&mut **tx, critical.result_id).await?;
    let value = record.ok_or(LabError::ResultNotFound)?.finding.value;
    if !value.is_some_and(|value| is_same(&value.text(), read_back)) {
        return Err(LabError::ReadBackDiffers);
    }
    step(&mut critical.status, CriticalStatus::Acknowledged)?;
    critical.acknowledged_by = Some(by.to_owned());
    critical.acknowledged_at = Some(now);
    critical.escalates_at = None;
    critical.note = note.map(str::to_owned);
    let critical = keep(tx, critical, now).await?;
    tell_critical_state(tx, LAB_CRITICAL_ACKNOWLEDGED, &critical, now).await?;
    Ok(critical)
}

/// `7.4` is `7.40`; words are the same in capitals and with other spaces.
fn is_same(value: &str, read_back: &str) -> bool {
    match (Decimal::parse(value), Decimal::parse(read_back.trim())) {
        (Ok(value), Ok(read_back)) => value == read_back,
        _ => {
            let plain = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
            plain(value) == plain(read_back)
        }
    }
}

async fn keep(tx: &mut WriteTx, mut critical: CriticalResult, now: Timestamp) -> Result<CriticalResult, LabError> {
    critical.version += 1;
    critical.updated_at = now;
    update(tx, &critical).await?;
    Ok(critical)
}
