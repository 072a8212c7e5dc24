//! Drawers of cashiers: opened with what is in them, counted blind, and the difference is kept.

use nilecare_contracts::life::step;
use nilecare_contracts::payment::{CashDrawer, DrawerClose, DrawerRequest, DrawerStatus};
use nilecare_contracts::{Currency, Money};
use nilecare_http::{IfMatch, Principal};
use nilecare_sql::WriteTx;
use nilecare_types::{CashDrawerId, FacilityId};

use super::{allow, valid};
use crate::store::records::{self, Filter, Record};
use crate::store::tables;
use crate::{PaymentError, PaymentService};

impl PaymentService {
    /// Opens a drawer.
    pub(crate) async fn open_drawer(
        &self,
        request: &DrawerRequest,
        by: &Principal,
    ) -> Result<CashDrawer, PaymentError> {
        valid(request.validate())?;
        self.zone(request.facility_id).await?;
        let now = self.clock.now();
        let drawer = CashDrawer {
            id: CashDrawerId::generate(),
            version: 1,
            facility_id: request.facility_id,
            cashier: by.username.clone(),
            status: DrawerStatus::Open,
            opening: request.opening,
            moved: None,
            counted: None,
            difference: None,
            note: None,
            created_at: now,
            updated_at: now,
        };
        let mut tx = self.db.begin_write().await?;
        let there = "you have an open drawer here in this currency; close it first";
        let inserted = records::insert(&mut tx, &drawer).await;
        inserted.map_err(|error| PaymentError::from(error).if_there(there))?;
        self.commit(tx).await?;
        Ok(drawer)
    }

    /// Closes a drawer with what was counted; its cashier does that.
    pub(crate) async fn close_drawer(
        &self,
        id: CashDrawerId,
        version: IfMatch,
        request: &DrawerClose,
        by: &Principal,
    ) -> Result<CashDrawer, PaymentError> {
        valid(request.validate())?;
        let mut tx = self.db.begin_write().await?;
        let drawer: Option<CashDrawer> = records::find(&mut *tx, id).await?;
        // What is another's is none of ours.
        let mut drawer = drawer
            .filter(|drawer| drawer.cashier == by.username)
            .ok_or(PaymentError::NotFound("drawer"))?;
        allow(version, drawer.version)?;
        step(&mut drawer.status, DrawerStatus::Closed)?;
        let moved = Money::new(tables::cash_moved(&mut *tx, id).await?, drawer.opening.currency);
        drawer.moved = Some(moved);
        drawer.counted = Some(request.counted);
        drawer.difference = Some(request.counted.minus(drawer.opening.plus(moved)?)?);
        drawer.note.clone_from(&request.note);
        drawer.version += 1;
        drawer.updated_at = self.clock.now();
        records::update(&mut tx, &drawer).await?;
        self.commit(tx).await?;
        Ok(drawer)
    }
}

/// Finds the open drawer of a cashier.
pub(super) async fn of(
    tx: &mut WriteTx,
    cashier: &str,
    facility: FacilityId,
    currency: Currency,
) -> Result<CashDrawer, PaymentError> {
    let filter = Filter::by("open_key", format!("{cashier}:{facility}:{currency}"));
    let mut open: Vec<CashDrawer> = records::list(&mut **tx, CashDrawer::TABLE, &filter, "", 1).await?;
    open.pop().ok_or(PaymentError::Before(
        "you have no open drawer in this facility and currency; open one first",
    ))
}
