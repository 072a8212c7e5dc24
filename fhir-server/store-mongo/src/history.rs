//! Versions, the newest first.

use mongodb::bson::{Document, doc};
use nilecare_fhir_store::{History, HistoryQuery, HistoryScope, StoreError, Stored};

use crate::document::{resource_id, stored};
use crate::session::Session;

const DOING: &str = "reading the history";

pub(crate) fn history(session: &Session<'_>, query: &HistoryQuery) -> Result<History, StoreError> {
    let shared = session.shared;
    let mut filter = Document::new();
    let mut total = None;
    match &query.scope {
        HistoryScope::Instance(of, id) => {
            let id = resource_id(&shared.registry, *of, id);
            let Some(current) = session.find_one(DOING, &shared.resources, doc! { "_id": &id })? else {
                return Ok(History::default());
            };
            let is_whole = query.since.is_none() && query.at.is_none();
            total = Some(stored(&shared.registry, &current)?.version).filter(|_| is_whole);
            filter.insert("resource", id);
        }
        HistoryScope::Type(of) => drop(filter.insert("type", shared.registry.name(*of))),
        HistoryScope::System => {}
    }
    let mut updated = Document::new();
    updated.extend(query.since.map(|since| ("$gte".to_owned(), since.into())));
    updated.extend(query.at.map(|(_, high)| ("$lte".to_owned(), high.into())));
    if !updated.is_empty() {
        filter.insert("updated", updated);
    }
    if let Some(cursor) = query.cursor {
        filter.insert("seq", doc! { "$lt": cursor });
    }
    let mut stages = vec![doc! { "$match": filter }, doc! { "$sort": { "seq": -1 } }];
    if let Some((low, _)) = query.at {
        // It was replaced only later.
        let after = doc! { "from": shared.versions.name(), "localField": "next", "foreignField": "_id", "as": "after" };
        stages.push(doc! { "$lookup": after });
        stages.push(doc! { "$match": { "$nor": [{ "after.updated": { "$lte": low } }] } });
    }
    stages.push(doc! { "$limit": i64::try_from(query.count).unwrap_or(i64::MAX - 1) + 1 });
    let mut found = session.aggregate(DOING, &shared.versions, stages)?;
    let has_more = found.len() > query.count;
    found.truncate(query.count);
    let next = found
        .last()
        .filter(|_| has_more)
        .and_then(|last| last.get_i64("seq").ok());
    let versions: Result<Vec<Stored>, StoreError> = found.iter().map(|each| stored(&shared.registry, each)).collect();
    Ok(History {
        versions: versions?,
        next,
        total,
    })
}
