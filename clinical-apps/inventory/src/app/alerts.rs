//! What somebody must look at: told of once while it is so.

use nilecare_contracts::inventory::{StockAlert, StockAlertKind, StockAlertStatus};
use nilecare_http::IfMatch;
use nilecare_sql::WriteTx;
use nilecare_types::{StockAlertId, Timestamp};

use super::{allow, of, update};
use crate::store::records::{self, open_key};
use crate::{InventoryError, InventoryService};
use nilecare_contracts::life::step;

impl InventoryService {
    /// Notes that somebody has looked at an alert.
    pub(crate) async fn acknowledge(
        &self,
        id: StockAlertId,
        version: IfMatch,
        by: &str,
    ) -> Result<StockAlert, InventoryError> {
        let mut tx = self.db.begin_write().await?;
        let mut alert: StockAlert = of(&mut *tx, id).await?;
        allow(version, alert.version)?;
        step(&mut alert.status, StockAlertStatus::Acknowledged)?;
        alert.acknowledged_by = Some(by.to_owned());
        touch(&mut alert, self.clock.now());
        update(&mut tx, &alert).await?;
        self.commit(tx).await?;
        Ok(alert)
    }

    /// Notes that a matter is settled; when it is so again, it is told of again.
    pub(crate) async fn resolve_alert(&self, id: StockAlertId, version: IfMatch) -> Result<StockAlert, InventoryError> {
        let mut tx = self.db.begin_write().await?;
        let mut alert: StockAlert = of(&mut *tx, id).await?;
        allow(version, alert.version)?;
        step(&mut alert.status, StockAlertStatus::Resolved)?;
        touch(&mut alert, self.clock.now());
        update(&mut tx, &alert).await?;
        self.commit(tx).await?;
        Ok(alert)
    }
}

/// Begins an alert.
pub(super) fn about(kind: StockAlertKind, now: Timestamp) -> StockAlert {
    StockAlert {
        id: StockAlertId::generate(),
        version: 1,
        kind,
        status: StockAlertStatus::Open,
        item_id: None,
        rxcui: None,
        batch_id: None,
        facility_id: None,
        message: String::new(),
        quantity: None,
        reference: None,
        acknowledged_by: None,
        created_at: now,
        updated_at: now,
    }
}

/// Keeps an alert unless its matter is told of already; tells whether it is new.
pub(super) async fn raise(tx: &mut WriteTx, alert: StockAlert) -> Result<bool, InventoryError> {
    if records::alert_of(&mut **tx, &open_key(&alert)).await?.is_some() {
        return Ok(false);
    }
    records::insert(tx, &alert).await?;
    Ok(true)
}

/// Ends the alert about the same matter, when there is one.
pub(super) async fn resolve(tx: &mut WriteTx, like: &StockAlert, now: Timestamp) -> Result<(), InventoryError> {
    let Some(mut alert) = records::alert_of(&mut **tx, &open_key(like)).await? else {
        return Ok(());
    };
    step(&mut alert.status, StockAlertStatus::Resolved)?;
    touch(&mut alert, now);
    Ok(records::update(tx, &alert).await?)
}

fn touch(alert: &mut StockAlert, now: Timestamp) {
    alert.version += 1;
    alert.updated_at = now;
}
