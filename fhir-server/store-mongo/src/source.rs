//! The parts of a search as queries.

use std::collections::{HashMap, HashSet};

use mongodb::bson::{Document, doc};
use nilecare_fhir_search::{Direction, Include, Registry, TypeSearch};
use nilecare_fhir_store::backend::{Hit, Place, SearchSource};
use nilecare_fhir_store::{ChangeError, StoreError, Stored};

use crate::document::stored;
use crate::label;
use crate::order;
use crate::session::{Session, place_fields};

const DOING: &str = "searching";
/// The most values of one `$in` that reads by key or id.
const CHUNK: usize = 1000;

impl SearchSource for Session<'_> {
    fn registry(&self) -> &Registry {
        &self.shared.registry
    }

    fn max_included(&self) -> usize {
        self.shared.max_included
    }

    fn count(&self, search: &TypeSearch) -> Result<u64, ChangeError> {
        let stages = vec![doc! { "$match": self.matches(search)? }, doc! { "$count": "n" }];
        let counted = self.aggregate(DOING, &self.shared.resources, stages)?;
        let Some(counted) = counted.first() else {
            return Ok(0);
        };
        let n = counted.get_i64("n").or_else(|_| counted.get_i32("n").map(i64::from));
        let n = n.ok().and_then(|n| u64::try_from(n).ok());
        Ok(n.ok_or(StoreError::Corrupt)?)
    }

    fn page(&self, search: &TypeSearch, after: Option<&Hit>, limit: usize) -> Result<Vec<Hit>, ChangeError> {
        let mut stages = vec![doc! { "$match": self.matches(search)? }];
        stages.extend(order::stages(&self.shared.registry, search, after, limit));
        let found = self.aggregate(DOING, &self.shared.resources, stages)?;
        Ok(found
            .iter()
            .filter_map(|document| order::hit(search, document))
            .collect())
    }

    fn follow(&self, include: &Include, from: &[Place], most: usize) -> Result<Vec<Place>, ChangeError> {
        match include.direction {
            Direction::Forward => self.forward(include, from, most),
            Direction::Reverse => self.reverse(include, from, most),
        }
    }

    fn load(&self, places: &[Place]) -> Result<Vec<Stored>, ChangeError> {
        let fields = doc! { "key": 1, "resource": 1, "version": 1, "updated": 1, "method": 1, "text": 1 };
        let mut by_key = HashMap::new();
        for document in self.by_keys(places, &fields)? {
            by_key.insert(
                document.get_i64("key").unwrap_or_default(),
                stored(&self.shared.registry, &document)?,
            );
        }
        Ok(places.iter().filter_map(|place| by_key.remove(&place.key)).collect())
    }
}

impl Session<'_> {
    fn by_keys(&self, places: &[Place], fields: &Document) -> Result<Vec<Document>, ChangeError> {
        let mut found = Vec::with_capacity(places.len());
        for chunk in places.chunks(CHUNK) {
            let keys: Vec<i64> = chunk.iter().map(|place| place.key).collect();
            let filter = doc! { "key": { "$in": keys } };
            found.extend(self.find(DOING, &self.shared.resources, filter, fields.clone(), None)?);
        }
        Ok(found)
    }

    /// What some resources refer to.
    fn forward(&self, include: &Include, from: &[Place], most: usize) -> Result<Vec<Place>, ChangeError> {
        let from: Vec<Place> = from
            .iter()
            .copied()
            .filter(|place| place.of == include.source)
            .collect();
        let codes: Vec<&str> = include
            .slots
            .iter()
            .filter_map(|slot| self.shared.registry.at(slot.parameter).map(|parameter| parameter.code))
            .collect();
        let mut fields = Document::new();
        fields.extend(codes.iter().map(|code| (format!("links.{code}"), 1.into())));
        let kind = include
            .target
            .map(|target| format!("{}/", self.shared.registry.name(target)));
        let (mut seen, mut ids) = (HashSet::new(), Vec::new());
        for document in self.by_keys(&from, &fields)? {
            let Ok(links) = document.get_document("links") else {
                continue;
            };
            let all = codes.iter().filter_map(|code| links.get_array(code).ok()).flatten();
            for link in all.filter_map(|link| link.as_str()) {
                let is_wanted = kind.as_ref().is_none_or(|kind| link.starts_with(kind.as_str()));
                if is_wanted && seen.insert(link.to_owned()) {
                    ids.push(link.to_owned());
                }
            }
        }
        let mut places = Vec::new();
        for chunk in ids.chunks(CHUNK) {
            let filter = doc! { "_id": { "$in": chunk }, "deleted": false };
            places.extend(self.places(filter, None)?);
            if places.len() > most {
                break;
            }
        }
        Ok(places)
    }

    /// What refers to some resources.
    fn reverse(&self, include: &Include, from: &[Place], most: usize) -> Result<Vec<Place>, ChangeError> {
        let is_meant = |place: &Place| include.target.is_none_or(|target| target == place.of);
        let from: Vec<Place> = from.iter().copied().filter(is_meant).collect();
        let ids = self.by_keys(&from, &doc! { "_id": 1 })?;
        let ids: Vec<&str> = ids.iter().filter_map(|document| document.get_str("_id").ok()).collect();
        let mut seen = HashSet::new();
        let mut places = Vec::new();
        for slot in &include.slots {
            let label = label::label(&self.shared.registry, *slot);
            for chunk in ids.chunks(CHUNK) {
                let references: Vec<String> = chunk.iter().map(|id| label::reference(&label, id)).collect();
                let found = self.places(doc! { "keys": { "$in": references } }, Some(most + 1))?;
                places.extend(found.into_iter().filter(|place| seen.insert(*place)));
                if places.len() > most {
                    return Ok(places);
                }
            }
        }
        Ok(places)
    }

    fn places(&self, filter: Document, limit: Option<usize>) -> Result<Vec<Place>, ChangeError> {
        let found = self.find(DOING, &self.shared.resources, filter, place_fields(), limit)?;
        let place = |document: &Document| {
            let (kind, _) = document.get_str("_id").ok()?.split_once('/')?;
            Some(Place {
                of: self.shared.registry.type_id(kind)?,
                key: document.get_i64("key").ok()?,
            })
        };
        let places: Option<Vec<Place>> = found.iter().map(place).collect();
        Ok(places.ok_or(StoreError::Corrupt)?)
    }
}
