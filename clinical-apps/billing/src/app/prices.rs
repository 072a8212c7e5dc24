//! Price lists, prices, and what a facility has settled.

use nilecare_contracts::billing::{
    BillingSettings, BillingSettingsRecord, PriceItem, PriceItemRequest, PriceList, PriceListRequest,
};
use nilecare_http::IfMatch;
use nilecare_sql::{Executor, documents};
use nilecare_types::{FacilityId, Page, PriceItemId, PriceListId};

use super::{allow, valid};
use crate::store::price::{self, PRICE_ITEMS, PRICE_LISTS};
use crate::store::records::SETTINGS;
use crate::{BillingError, BillingService};

impl BillingService {
    pub(crate) async fn add_price_list(&self, request: PriceListRequest) -> Result<PriceList, BillingError> {
        valid(request.validate())?;
        if let Some(facility) = request.facility_id {
            self.place(facility).await?;
        }
        let mut tx = self.db.begin_write().await?;
        let list = PriceList::new(PriceListId::generate(), request, self.clock.now());
        price::insert_list(&mut tx, &list).await?;
        self.commit(tx).await?;
        Ok(list)
    }

    /// Changes a list; its currency and facility stay, since its prices were made for them.
    pub(crate) async fn change_price_list(
        &self,
        id: PriceListId,
        version: IfMatch,
        request: PriceListRequest,
    ) -> Result<PriceList, BillingError> {
        valid(request.validate())?;
        let mut tx = self.db.begin_write().await?;
        let mut list = list_of(&mut *tx, id).await?;
        allow(version, list.version)?;
        if request.currency != list.currency || request.facility_id != list.facility_id {
            return Err(BillingError::Invalid(vec![
                "/currency: currency and facility of a list stay; make another list".to_owned(),
            ]));
        }
        list.replace(request, self.clock.now());
        price::update_list(&mut tx, &list).await?;
        self.commit(tx).await?;
        Ok(list)
    }

    pub(crate) async fn price_list(&self, id: PriceListId) -> Result<PriceList, BillingError> {
        list_of(self.db.readers(), id).await
    }

    pub(crate) async fn price_lists(&self, after: &str, limit: usize) -> Result<Page<PriceList>, BillingError> {
        let rows = documents::list(self.db.readers(), PRICE_LISTS, &[], after, limit as i64 + 1).await?;
        Ok(Page::from_rows(rows, limit, |list: &PriceList| list.id.to_string()))
    }

    pub(crate) async fn add_price(
        &self,
        list_id: PriceListId,
        request: PriceItemRequest,
    ) -> Result<PriceItem, BillingError> {
        valid(request.validate())?;
        let mut tx = self.db.begin_write().await?;
        let list = list_of(&mut *tx, list_id).await?;
        let item = PriceItem::new(PriceItemId::generate(), list_id, request, self.clock.now());
        demand_fits(&list, &item)?;
        demand_alone(&mut *tx, &item).await?;
        price::insert_item(&mut tx, &item).await?;
        self.commit(tx).await?;
        Ok(item)
    }

    pub(crate) async fn change_price(
        &self,
        id: PriceItemId,
        version: IfMatch,
        request: PriceItemRequest,
    ) -> Result<PriceItem, BillingError> {
        valid(request.validate())?;
        let mut tx = self.db.begin_write().await?;
        let found: Option<PriceItem> = documents::find(&mut *tx, PRICE_ITEMS, &id.to_string()).await?;
        let mut item = found.ok_or(BillingError::NotFound("price"))?;
        allow(version, item.version)?;
        item.replace(request, self.clock.now());
        let list = list_of(&mut *tx, item.price_list_id).await?;
        demand_fits(&list, &item)?;
        demand_alone(&mut *tx, &item).await?;
        price::update_item(&mut tx, &item).await?;
        self.commit(tx).await?;
        Ok(item)
    }

    pub(crate) async fn prices(
        &self,
        list: PriceListId,
        after: &str,
        limit: usize,
    ) -> Result<Page<PriceItem>, BillingError> {
        list_of(self.db.readers(), list).await?;
        let rows = price::items_of(self.db.readers(), list, after, limit as i64 + 1).await?;
        Ok(Page::from_rows(rows, limit, |item| item.id.to_string()))
    }

    pub(crate) async fn billing_settings(&self, id: FacilityId) -> Result<BillingSettingsRecord, BillingError> {
        let place = self.place(id).await?;
        let kept: Option<BillingSettingsRecord> = documents::find(self.db.readers(), SETTINGS, &id.to_string()).await?;
        Ok(kept
            .unwrap_or_else(|| BillingSettingsRecord::new(id, BillingSettings::default(), place.facility.created_at)))
    }

    pub(crate) async fn settle_billing(
        &self,
        id: FacilityId,
        version: IfMatch,
        request: BillingSettings,
    ) -> Result<BillingSettingsRecord, BillingError> {
        valid(request.validate())?;
        let mut record = self.billing_settings(id).await?;
        let mut tx = self.db.begin_write().await?;
        let kept: Option<BillingSettingsRecord> = documents::find(&mut *tx, SETTINGS, &id.to_string()).await?;
        let is_new = kept.is_none();
        record = kept.unwrap_or(record);
        allow(version, record.version)?;
        record.replace(request, self.clock.now());
        if is_new {
            documents::insert(&mut tx, SETTINGS, &id.to_string(), &[], &record).await?;
        } else {
            documents::update(&mut tx, SETTINGS, &id.to_string(), &[], &record).await?;
        }
        self.commit(tx).await?;
        Ok(record)
    }
}

async fn list_of(db: impl Executor<'_>, id: PriceListId) -> Result<PriceList, BillingError> {
    let found = documents::find(db, PRICE_LISTS, &id.to_string()).await?;
    found.ok_or(BillingError::NotFound("price-list"))
}

fn demand_fits(list: &PriceList, item: &PriceItem) -> Result<(), BillingError> {
    if item.unit_price.currency == list.currency {
        Ok(())
    } else {
        Err(BillingError::Invalid(vec![
            "/unit_price/currency: must be the currency of the list".to_owned(),
        ]))
    }
}

async fn demand_alone(db: impl Executor<'_>, item: &PriceItem) -> Result<(), BillingError> {
    if price::overlaps(db, item).await? {
        return Err(BillingError::Exists(
            "the list has a price of this category and code on some of these days; end that one first",
        ));
    }
    Ok(())
}
