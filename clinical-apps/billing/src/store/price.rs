//! Price lists and what is in them.

use jiff::civil::Date;
use nilecare_contracts::Currency;
use nilecare_contracts::billing::{ChargeCategory, PriceItem, PriceList};
use nilecare_sql::documents::{self, Column};
use nilecare_sql::{DbError, Executor, WriteTx, json};
use nilecare_types::{FacilityId, PriceListId};
use sqlx::query_as;

pub(crate) const PRICE_LISTS: &str = "price_lists";
pub(crate) const PRICE_ITEMS: &str = "price_items";
/// Stands for a day that never comes; every day sorts before it.
const FOR_GOOD: &str = "9999-12-31";

pub(crate) async fn insert_list(tx: &mut WriteTx, list: &PriceList) -> Result<(), DbError> {
    documents::insert(tx, PRICE_LISTS, &list.id.to_string(), &list_columns(list), list).await
}

pub(crate) async fn update_list(tx: &mut WriteTx, list: &PriceList) -> Result<(), DbError> {
    documents::update(tx, PRICE_LISTS, &list.id.to_string(), &list_columns(list), list).await
}

pub(crate) async fn insert_item(tx: &mut WriteTx, item: &PriceItem) -> Result<(), DbError> {
    documents::insert(tx, PRICE_ITEMS, &item.id.to_string(), &item_columns(item), item).await
}

pub(crate) async fn update_item(tx: &mut WriteTx, item: &PriceItem) -> Result<(), DbError> {
    documents::update(tx, PRICE_ITEMS, &item.id.to_string(), &item_columns(item), item).await
}

/// What a price is looked for by.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Wanted<'a> {
    pub facility: FacilityId,
    pub currency: Currency,
    pub category: ChargeCategory,
    pub code: &'a str,
    /// When it was done, in the facility's zone.
    pub day: Date,
}

/// Finds the price that counts: the facility's own list before one for all, the list and the price that began last.
pub(crate) async fn find(db: impl Executor<'_>, wanted: Wanted<'_>) -> Result<Option<PriceItem>, DbError> {
    let sql = "SELECT i.body FROM price_items i JOIN price_lists l ON l.id = i.price_list_id \
               WHERE i.category = ? AND i.code = ? AND i.valid_from <= ? AND i.valid_until >= ? \
               AND l.valid_from <= ? AND l.valid_until >= ? AND l.currency = ? \
               AND (l.facility_id = ? OR l.facility_id IS NULL) \
               ORDER BY CASE WHEN l.facility_id IS NULL THEN 1 ELSE 0 END, l.valid_from DESC, i.valid_from DESC, i.id DESC LIMIT 1";
    let day = wanted.day.to_string();
    let row: Option<(String,)> = query_as(sql)
        .bind(json::name(&wanted.category))
        .bind(wanted.code.to_lowercase())
        .bind(&day)
        .bind(&day)
        .bind(&day)
        .bind(&day)
        .bind(wanted.currency.to_string())
        .bind(wanted.facility.to_string())
        .fetch_optional(db)
        .await?;
    row.map(|(body,)| json::read(PRICE_ITEMS, "body", &body)).transpose()
}

/// Tells whether a list has another price of the same thing on one of the same days.
pub(crate) async fn overlaps(db: impl Executor<'_>, item: &PriceItem) -> Result<bool, DbError> {
    let sql = "SELECT COUNT(*) FROM price_items WHERE price_list_id = ? AND category = ? AND code = ? AND id <> ? \
               AND valid_from <= ? AND valid_until >= ?";
    let (n_others,): (i64,) = query_as(sql)
        .bind(item.price_list_id.to_string())
        .bind(json::name(&item.category))
        .bind(item.code.to_lowercase())
        .bind(item.id.to_string())
        .bind(until(item.valid_until))
        .bind(item.valid_from.to_string())
        .fetch_one(db)
        .await?;
    Ok(n_others > 0)
}

pub(crate) async fn items_of(
    db: impl Executor<'_>,
    list: PriceListId,
    after: &str,
    fetch: i64,
) -> Result<Vec<PriceItem>, DbError> {
    documents::list(db, PRICE_ITEMS, &[("price_list_id", list.to_string())], after, fetch).await
}

fn until(day: Option<Date>) -> String {
    day.map_or_else(|| FOR_GOOD.to_owned(), |day| day.to_string())
}

fn list_columns(list: &PriceList) -> [Column; 4] {
    [
        ("facility_id", list.facility_id.map(|id| id.to_string())),
        ("currency", Some(list.currency.to_string())),
        ("valid_from", Some(list.valid_from.to_string())),
        ("valid_until", Some(until(list.valid_until))),
    ]
}

fn item_columns(item: &PriceItem) -> [Column; 5] {
    [
        ("price_list_id", Some(item.price_list_id.to_string())),
        ("category", Some(json::name(&item.category))),
        ("code", Some(item.code.to_lowercase())),
        ("valid_from", Some(item.valid_from.to_string())),
        ("valid_until", Some(until(item.valid_until))),
    ]
}
