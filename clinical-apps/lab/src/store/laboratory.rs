//! Catalogue, specimens and critical results: which columns each is found by.

use nilecare_contracts::lab::{CriticalResult, CriticalStatus, LabPanel, LabTest, Specimen};
use nilecare_sql::documents::Column;
use nilecare_sql::{DbError, Executor, json};
use nilecare_types::{LabOrderId, LabResultId, Timestamp};
use sqlx::query_as;

use super::records::{self, Record};

/// Most specimens of one order; no order has nearly as many.
const MOST_SPECIMENS: i64 = 500;

impl Record for LabTest {
    const TABLE: &'static str = "lab_tests";
    const WHAT: &'static str = "lab-test";
    fn key(&self) -> String {
        self.id.to_string()
    }
    fn columns(&self) -> Vec<Column> {
        vec![
            ("code", Some(self.test.code.code.clone())),
            ("category", Some(json::name(&self.test.category))),
            ("active", Some(self.test.active.to_string())),
        ]
    }
}

impl Record for LabPanel {
    const TABLE: &'static str = "lab_panels";
    const WHAT: &'static str = "lab-panel";
    fn key(&self) -> String {
        self.id.to_string()
    }
    fn columns(&self) -> Vec<Column> {
        vec![
            ("code", Some(self.panel.code.code.clone())),
            ("active", Some(self.panel.active.to_string())),
        ]
    }
}

impl Record for Specimen {
    const TABLE: &'static str = "lab_specimens";
    const WHAT: &'static str = "specimen";
    fn key(&self) -> String {
        self.id.to_string()
    }
    fn columns(&self) -> Vec<Column> {
        vec![
            ("barcode", Some(self.barcode.clone())),
            ("order_id", Some(self.order_id.to_string())),
            ("facility_id", self.facility_id.map(|id| id.to_string())),
            ("status", Some(json::name(&self.status))),
        ]
    }
}

impl Record for CriticalResult {
    const TABLE: &'static str = "lab_critical_results";
    const WHAT: &'static str = "critical-result";
    fn key(&self) -> String {
        self.id.to_string()
    }
    fn columns(&self) -> Vec<Column> {
        let is_open = self.status == CriticalStatus::Open;
        vec![
            ("result_id", Some(self.result_id.to_string())),
            ("open_key", is_open.then(|| self.result_id.to_string())),
            ("facility_id", self.facility_id.map(|id| id.to_string())),
            ("status", Some(json::name(&self.status))),
            ("escalates_at", self.escalates_at.map(seconds)),
        ]
    }
}

/// A moment as text that sorts in the order of time, down to the second.
fn seconds(at: Timestamp) -> String {
    at.strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}

/// Lists the specimens of an order, oldest first.
pub(crate) async fn specimens_of(db: impl Executor<'_>, order: LabOrderId) -> Result<Vec<Specimen>, DbError> {
    records::list(db, &[("order_id", Some(order.to_string()))], "", MOST_SPECIMENS).await
}

/// Finds what is open about a result.
pub(crate) async fn open_critical(
    db: impl Executor<'_>,
    result: LabResultId,
) -> Result<Option<CriticalResult>, DbError> {
    let equal = [("open_key", Some(result.to_string()))];
    Ok(records::list(db, &equal, "", 1).await?.pop())
}

/// Lists what is to be passed on now, the longest overdue first.
pub(crate) async fn overdue(db: impl Executor<'_>, now: Timestamp, most: i64) -> Result<Vec<CriticalResult>, DbError> {
    let sql = "SELECT body FROM lab_critical_results WHERE escalates_at <= ? ORDER BY escalates_at, id LIMIT ?";
    let rows: Vec<(String,)> = query_as(sql).bind(seconds(now)).bind(most).fetch_all(db).await?;
    rows.into_iter()
        .map(|(body,)| json::read(CriticalResult::TABLE, "body", &body))
        .collect()
}
