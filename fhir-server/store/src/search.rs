//! A search, step by step: matches, order, pages, includes. What a step is made of is the back end's.

use std::cmp::Ordering;
use std::collections::HashSet;

use nilecare_fhir_model::{Issue, IssueCode};
use nilecare_fhir_search::{Include, Registry, Search, SortKey, Summary, Total, TypeId, TypeSearch};

use crate::cursor::{Hit, OrderValue, read_cursor, write_cursor};
use crate::{ChangeError, Found, Stored};

/// Where a resource is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Place {
    /// Its type.
    pub of: TypeId,
    /// Its key, which grows in the order of creation.
    pub key: i64,
}

/// The parts of a search. All that one source answers is of one state.
pub trait SearchSource {
    /// Returns the search parameters that are indexed.
    fn registry(&self) -> &Registry;

    /// Returns the most resources that one page may include.
    fn max_included(&self) -> usize;

    /// Counts the matches of a type.
    ///
    /// # Errors
    /// When the store fails, or the search asks for too much.
    fn count(&self, search: &TypeSearch) -> Result<u64, ChangeError>;

    /// Returns at most `limit` matches of a type in their order, from behind `after`.
    ///
    /// # Errors
    /// As [`SearchSource::count`].
    fn page(&self, search: &TypeSearch, after: Option<&Hit>, limit: usize) -> Result<Vec<Hit>, ChangeError>;

    /// Follows references from some resources; it may stop when it has found more than `most` different ones.
    ///
    /// # Errors
    /// As [`SearchSource::count`].
    fn follow(&self, include: &Include, from: &[Place], most: usize) -> Result<Vec<Place>, ChangeError>;

    /// Reads resources in the order that is given.
    ///
    /// # Errors
    /// When the store fails.
    fn load(&self, places: &[Place]) -> Result<Vec<Stored>, ChangeError>;
}

/// Searches.
///
/// # Errors
/// When the store fails, the cursor is none, or the search asks for too much.
pub fn search(source: &impl SearchSource, search: &Search) -> Result<Found, ChangeError> {
    let is_count = search.summary == Summary::Count;
    let mut found = Found::default();
    if is_count || search.total == Total::Accurate {
        let mut total = 0;
        for of in &search.types {
            total += source.count(of)?;
        }
        found.total = Some(total);
    }
    if is_count {
        return Ok(found);
    }
    let registry = source.registry();
    let after = search.cursor.as_deref().map(|text| read_cursor(registry, text));
    let after = after.transpose()?;
    let mut hits = page(source, search, after.as_ref(), search.count + 1)?;
    let mut has_more = hits.len() > search.count;
    hits.truncate(search.count);
    if found.total.is_none() && !has_more && after.is_none() {
        found.total = Some(hits.len() as u64);
    }
    let mut included = Vec::new();
    while !search.includes.is_empty() && !hits.is_empty() {
        match includes(source, search, &hits)? {
            Some(places) => {
                included = places;
                break;
            }
            // An include is never cut: the page is made smaller.
            None if hits.len() > 1 => {
                hits.truncate(hits.len() / 2);
                has_more = true;
            }
            None => {
                let most = source.max_included();
                let diagnostics =
                    format!("one match would include more than {most} resources; search for them with pages");
                return Err(ChangeError::Condition(Issue::error(IssueCode::TooCostly, diagnostics)));
            }
        }
    }
    found.next = hits
        .last()
        .filter(|_| has_more)
        .map(|last| write_cursor(registry, last));
    found.matches = source.load(&places(&hits))?;
    found.included = source.load(&included)?;
    Ok(found)
}

/// Returns the ids of at most `limit` resources that are found; two are enough to know whether it is one.
///
/// # Errors
/// As [`search`].
pub fn first_ids(source: &impl SearchSource, search: &Search, limit: usize) -> Result<Vec<String>, ChangeError> {
    let hits = page(source, search, None, limit)?;
    let found = source.load(&places(&hits))?;
    Ok(found.into_iter().map(|stored| stored.id).collect())
}

fn places(hits: &[Hit]) -> Vec<Place> {
    hits.iter().map(|hit| hit.place).collect()
}

/// Returns matches of all types in their order, from behind `after`.
fn page(
    source: &impl SearchSource,
    search: &Search,
    after: Option<&Hit>,
    limit: usize,
) -> Result<Vec<Hit>, ChangeError> {
    let is_ordered = search.types.iter().any(|of| !of.sort.is_empty());
    let mut hits: Vec<Hit> = Vec::new();
    for of in &search.types {
        if is_ordered {
            hits.extend(source.page(of, after, limit)?);
            continue;
        }
        // Without an order of its own, types follow one another.
        let is_behind = after.is_some_and(|after| after.place.of > of.of);
        if !is_behind && hits.len() < limit {
            let after = after.filter(|after| after.place.of == of.of);
            hits.extend(source.page(of, after, limit - hits.len())?);
        }
    }
    if is_ordered && search.types.len() > 1 {
        let sort = search.types.first().map_or(&[][..], |of| &of.sort);
        hits.sort_by(|a, b| compare(a, b, sort));
        hits.truncate(limit);
    }
    Ok(hits)
}

/// Orders hits of several types, which have the same sort values.
fn compare(a: &Hit, b: &Hit, sort: &[SortKey]) -> Ordering {
    for (n, key) in sort.iter().enumerate() {
        let order = match (a.order.get(n), b.order.get(n)) {
            (Some(OrderValue::Integer(a)), Some(OrderValue::Integer(b))) => a.cmp(b),
            (Some(OrderValue::Text(a)), Some(OrderValue::Text(b))) => a.cmp(b),
            (Some(OrderValue::Real(a)), Some(OrderValue::Real(b))) => a.total_cmp(b),
            (Some(OrderValue::None), Some(OrderValue::None)) => Ordering::Equal,
            (Some(OrderValue::None), _) => return Ordering::Greater,
            (_, Some(OrderValue::None)) => return Ordering::Less,
            _ => Ordering::Equal,
        };
        if order != Ordering::Equal {
            return if key.descending { order.reverse() } else { order };
        }
    }
    a.place.key.cmp(&b.place.key)
}

/// Returns what is included; `None` when there is too much of it.
fn includes(source: &impl SearchSource, search: &Search, hits: &[Hit]) -> Result<Option<Vec<Place>>, ChangeError> {
    let mut frontier = places(hits);
    let mut seen: HashSet<Place> = frontier.iter().copied().collect();
    let mut included = Vec::new();
    let mut is_first = true;
    while !frontier.is_empty() {
        let mut fresh = Vec::new();
        for include in search.includes.iter().filter(|include| is_first || include.iterates) {
            let most = source.max_included() + seen.len();
            for other in source.follow(include, &frontier, most)? {
                if seen.insert(other) {
                    fresh.push(other);
                }
            }
            if included.len() + fresh.len() > source.max_included() {
                return Ok(None);
            }
        }
        included.extend(&fresh);
        frontier = fresh;
        is_first = false;
    }
    Ok(Some(included))
}
