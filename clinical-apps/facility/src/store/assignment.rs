//! Who lies in which bed.

use nilecare_contracts::facility::BedAssignment;
use nilecare_sql::{DbError, WriteTx, documents};

pub(crate) const ASSIGNMENTS: &str = "bed_assignments";

/// Adds a stay; fails with a unique violation when the bed has a patient or the encounter a bed.
pub(crate) async fn insert(tx: &mut WriteTx, assignment: &BedAssignment) -> Result<(), DbError> {
    let bed = Some(assignment.bed_id.to_string());
    let encounter = Some(assignment.encounter_id.to_string());
    let columns = [
        ("bed_id", bed.clone()),
        ("encounter_id", encounter.clone()),
        ("patient_id", Some(assignment.patient_id.to_string())),
        ("open_bed_id", bed),
        ("open_encounter_id", encounter),
    ];
    documents::insert(tx, ASSIGNMENTS, &assignment.id.to_string(), &columns, assignment).await
}

/// Keeps a stay that is over.
pub(crate) async fn end(tx: &mut WriteTx, assignment: &BedAssignment) -> Result<(), DbError> {
    let columns = [("open_bed_id", None), ("open_encounter_id", None)];
    documents::update(tx, ASSIGNMENTS, &assignment.id.to_string(), &columns, assignment).await
}
