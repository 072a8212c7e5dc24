//! Applying a batch: numbers, locks, and as many tries as others make necessary.

use std::collections::BTreeSet;
use std::time::Duration;

use nilecare_fhir_search::{Filter, Search, TypeId};
use nilecare_fhir_store::backend;
use nilecare_fhir_store::{Change, ChangeError, Changed, StoreError, Target};
use rand::Rng;
use tokio::runtime::Handle;
use tokio::time::Instant;

use crate::number::numbers;
use crate::session::{Committed, Session};
use crate::store::Shared;
use crate::transaction::Writing;

/// The longest that a batch may take with all its tries. MongoDB ends a transaction after 60 s.
pub(crate) const LIMIT: Duration = Duration::from_secs(55);
/// The longest pause before it is tried again.
const MAX_PAUSE: Duration = Duration::from_millis(250);

type Answer = Result<Vec<Changed>, (usize, ChangeError)>;

/// Applies a batch on a thread that may wait.
pub(crate) fn apply(
    shared: &Shared,
    handle: &Handle,
    changes: &[Change],
    types: &[TypeId],
    deadline: Instant,
) -> Answer {
    let at_first = |error: StoreError| (0, ChangeError::Store(error));
    let n_writes = changes.iter().filter(|change| is_write(change)).count();
    let first = numbers(shared, handle, n_writes, deadline).map_err(at_first)?;
    let mut pause = Duration::from_millis(4);
    loop {
        let numbers = first..first + i64::try_from(n_writes).unwrap_or(i64::MAX - first);
        let session = match Session::begin(shared, handle, deadline) {
            Ok(session) => session,
            Err(error) => return Err(at_first(error)),
        };
        let mut writing = Writing::new(session, numbers, shared.now());
        let done = match writing.lock(types) {
            Ok(()) => backend::apply(&mut writing, changes.to_vec()),
            Err(error) => Err(at_first(error)),
        };
        match done {
            Ok(done) => match writing.commit().map_err(at_first)? {
                Committed::Yes => return Ok(done),
                Committed::Retry => {}
            },
            Err(error) => {
                let is_transient = writing.session.is_transient();
                writing.session.abort();
                if !is_transient {
                    return Err(error);
                }
            }
        }
        if Instant::now() + pause >= deadline {
            return Err(at_first(StoreError::Unavailable {
                doing: "writing",
                detail: "others write the same all the time".to_owned(),
            }));
        }
        // Who meets again and again goes apart: half of the pause is by chance.
        let apart = rand::rng().random_range(0.5..1.0);
        handle.block_on(tokio::time::sleep(pause.mul_f64(apart)));
        pause = (pause * 2).min(MAX_PAUSE);
    }
}

fn is_write(change: &Change) -> bool {
    !matches!(change, Change::Read(..) | Change::Search(_))
}

/// Returns the types that the conditions of a batch are on, each once and in order, so that nobody waits in a circle.
pub(crate) fn conditioned(changes: &[Change]) -> Vec<TypeId> {
    let mut types = BTreeSet::new();
    for change in changes {
        match change {
            Change::Create {
                if_none_exist: Some(search),
                ..
            }
            | Change::Update {
                target: Target::Where(search),
                ..
            }
            | Change::Patch {
                target: Target::Where(search),
                ..
            }
            | Change::Delete {
                target: Target::Where(search),
                ..
            } => of_search(search, &mut types),
            _ => {}
        }
    }
    types.into_iter().collect()
}

fn of_search(search: &Search, types: &mut BTreeSet<TypeId>) {
    for of in &search.types {
        types.insert(of.of);
        of.filters.iter().for_each(|filter| of_filter(filter, types));
    }
}

fn of_filter(filter: &Filter, types: &mut BTreeSet<TypeId>) {
    match filter {
        Filter::Chain { targets, .. } => {
            for (target, filter) in targets {
                types.insert(*target);
                of_filter(filter, types);
            }
        }
        Filter::Has { source, filter, .. } => {
            types.insert(*source);
            of_filter(filter, types);
        }
        Filter::AnyOf(filters) => filters.iter().for_each(|filter| of_filter(filter, types)),
        Filter::Id(_)
        | Filter::LastUpdated(_)
        | Filter::Value { .. }
        | Filter::NotValue { .. }
        | Filter::Presence { .. } => {}
    }
}
