//! A page in an order: the stages of its pipeline.
//!
//! Without an order, or by `_lastUpdated` and `_id` alone, an index gives the order. By values, the `limit` first are kept while all
//! matches go by; what has no value comes last.

use mongodb::bson::{Bson, Document, doc};
use nilecare_fhir_search::{Registry, SortBy, SortKey, TypeSearch};
use nilecare_fhir_store::backend::{Hit, OrderValue, Place};

/// Makes the stages behind the first, which chooses.
pub(crate) fn stages(registry: &Registry, search: &TypeSearch, after: Option<&Hit>, limit: usize) -> Vec<Document> {
    let sort = &search.sort;
    let mut stages = Vec::new();
    let (mut values, mut missing) = (Document::new(), Document::new());
    for (n, key) in sort.iter().enumerate() {
        if let Some(path) = value_path(registry, *key) {
            values.insert(format!("s{n}"), doc! { "$ifNull": [path, null] });
            let is_missing = doc! { "$eq": [format!("$s{n}"), null] };
            missing.insert(format!("m{n}"), doc! { "$cond": [is_missing, 1, 0] });
        }
    }
    if !values.is_empty() {
        stages.extend([doc! { "$set": values }, doc! { "$set": missing }]);
    }
    if let Some(after) = after {
        stages.push(doc! { "$match": behind(sort, after) });
    }
    let mut order = Document::new();
    for (n, key) in sort.iter().enumerate() {
        if !is_always_there(*key) {
            order.insert(format!("m{n}"), 1);
        }
        order.insert(field(n, *key), if key.descending { -1 } else { 1 });
    }
    order.insert("key", 1);
    stages.push(doc! { "$sort": order });
    stages.push(doc! { "$limit": i64::try_from(limit).unwrap_or(i64::MAX) });
    let mut fields = doc! { "key": 1 };
    fields.extend(sort.iter().enumerate().map(|(n, key)| (field(n, *key), Bson::from(1))));
    stages.push(doc! { "$project": fields });
    stages
}

/// Reads a match.
pub(crate) fn hit(search: &TypeSearch, document: &Document) -> Option<Hit> {
    let value = |(n, key): (usize, &SortKey)| match document.get(field(n, *key)) {
        Some(Bson::Int64(number)) => OrderValue::Integer(*number),
        Some(Bson::Double(number)) => OrderValue::Real(*number),
        Some(Bson::String(text)) => OrderValue::Text(text.clone()),
        _ => OrderValue::None,
    };
    let key = document.get_i64("key").ok()?;
    Some(Hit {
        place: Place { of: search.of, key },
        order: search.sort.iter().enumerate().map(value).collect(),
    })
}

fn is_always_there(key: SortKey) -> bool {
    !matches!(key.by, SortBy::Value(..))
}

fn field(n: usize, key: SortKey) -> String {
    match key.by {
        SortBy::LastUpdated => "updated".to_owned(),
        SortBy::Id => "id".to_owned(),
        SortBy::Value(..) => format!("s{n}"),
    }
}

fn value_path(registry: &Registry, key: SortKey) -> Option<String> {
    let SortBy::Value(slot, _) = key.by else {
        return None;
    };
    let code = registry.at(slot.parameter).map_or("", |parameter| parameter.code);
    let end = if key.descending { "hi" } else { "lo" };
    Some(format!("$sort.{code}.{end}"))
}

/// What comes after a hit in the order.
fn behind(sort: &[SortKey], after: &Hit) -> Document {
    let mut ways = Vec::new();
    let mut same = Document::new();
    for (n, key) in sort.iter().enumerate() {
        let value = match after.order.get(n) {
            Some(OrderValue::Integer(number)) => Some(Bson::from(*number)),
            Some(OrderValue::Real(number)) => Some(Bson::from(*number)),
            Some(OrderValue::Text(text)) => Some(Bson::from(text)),
            Some(OrderValue::None) | None => None,
        };
        let field = field(n, *key);
        let Some(value) = value else {
            same.insert(format!("m{n}"), 1);
            continue;
        };
        let than = if key.descending { "$lt" } else { "$gt" };
        let with = |way: Document| -> Document { same.clone().into_iter().chain(way).collect() };
        ways.push(with(doc! { &field: { than: value.clone() } }));
        if !is_always_there(*key) {
            ways.push(with(doc! { format!("m{n}"): 1 }));
        }
        same.insert(field, value);
    }
    same.insert("key", doc! { "$gt": after.place.key });
    ways.push(same);
    doc! { "$or": ways }
}
