//! Numbers of versions, in the order of writing.

use mongodb::bson::doc;
use mongodb::options::ReturnDocument;
use nilecare_fhir_store::StoreError;
use tokio::runtime::Handle;
use tokio::time::Instant;

use crate::error::failed;
use crate::session::limited;
use crate::store::Shared;

/// Takes numbers for the versions of a batch, from one row for all hubs. A batch that is not applied leaves a gap.
pub(crate) fn numbers(shared: &Shared, handle: &Handle, n_wanted: usize, deadline: Instant) -> Result<i64, StoreError> {
    const DOING: &str = "numbering versions";
    let unavailable = |detail: &str| StoreError::Unavailable {
        doing: DOING,
        detail: detail.to_owned(),
    };
    if n_wanted == 0 {
        return Ok(0);
    }
    let n_wanted = i64::try_from(n_wanted).map_err(|_| unavailable("the batch is too large"))?;
    let take = shared
        .meta
        .find_one_and_update(doc! { "_id": "order" }, doc! { "$inc": { "last": n_wanted } })
        .return_document(ReturnDocument::After);
    let taken = limited(handle, deadline, async { take.await });
    let taken = taken
        .ok_or_else(|| unavailable("no answer in time"))?
        .map_err(failed(DOING))?;
    let last = taken.and_then(|order| order.get_i64("last").ok());
    Ok(last.ok_or(StoreError::Corrupt)? - n_wanted + 1)
}
