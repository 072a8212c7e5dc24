//! What is done before the writer: ids, references and rows of batches that depend on nothing which only the writer can see.

use std::convert::Infallible;

use nilecare_fhir_search::Registry;

use crate::links::{Links, has_search, rewrite};
use crate::prepare::Prepared;
use crate::{Change, Draft, Target};

/// Makes the drafts of a batch ready, unless a condition or a search has to be looked at first.
pub fn prepare(registry: &Registry, changes: &mut [Change]) {
    if !changes.iter().all(is_known) {
        return;
    }
    let mut links = Links::new();
    let mut drafts: Vec<(&mut Draft, String)> = Vec::new();
    for change in changes {
        let (draft, id) = match change {
            Change::Create { draft, .. } => (draft, ulid::Ulid::generate().to_string()),
            Change::Update {
                draft,
                target: Target::Id(_, id),
                ..
            } => {
                let id = id.clone();
                (draft, id)
            }
            _ => continue,
        };
        if let Some(name) = &draft.full_url {
            crate::links::name(&mut links, name, registry.name(draft.of), &id);
        }
        drafts.push((draft, id));
    }
    for (draft, id) in drafts {
        if !links.is_empty() {
            let mut find = |text: &str| Ok::<_, Infallible>(text.to_owned());
            let Ok(()) = rewrite(&mut draft.resource, &links, &mut find);
        }
        draft.prepared = Some(Prepared::new(registry, draft.of, &id, &draft.resource));
    }
}

fn is_known(change: &Change) -> bool {
    match change {
        Change::Create { draft, if_none_exist } => if_none_exist.is_none() && !has_search(&draft.resource),
        Change::Update { draft, target, .. } => matches!(target, Target::Id(..)) && !has_search(&draft.resource),
        // What a patch refers to is named by the writer.
        Change::Patch { .. } => false,
        Change::Delete { .. } | Change::Read(..) | Change::Search(_) => true,
    }
}
