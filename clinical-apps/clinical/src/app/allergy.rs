//! Allergies: one for each substance, and never beside a statement that there are none.

use nilecare_contracts::clinical::{Allergy, AllergyKnowledge, AllergyScope, AllergyStatement, AllergySummary};
use nilecare_sql::{Conn, WriteTx};
use nilecare_types::PatientId;

use super::chart::{Settles, of_today, write};
use super::events::Cause;
use crate::model::chart::ChartEntry;
use crate::store::chart::{self, Filter};
use crate::{ClinicalError, ClinicalService};

/// Most allergies that are looked at; a summary of more says so.
const MOST: usize = 200;

impl ClinicalService {
    /// Tells what counts of a person's allergies now.
    pub(crate) async fn allergy_summary(&self, id: PatientId) -> Result<AllergySummary, ClinicalError> {
        let ids = self.patient_ids(id).await?;
        let mut connection = self.db.readers().acquire().await?;
        let mut allergies = counting(&mut connection, &ids.all()).await?;
        let mut statements = holding(&mut connection, &ids.all()).await?;
        let has_more = allergies.len() > MOST;
        allergies.truncate(MOST);
        for entry in &mut statements {
            entry.set_patient(ids.patient_id);
        }
        let is_none_known = statements
            .iter()
            .any(|statement| matches!(statement.scope, AllergyScope::Any | AllergyScope::Medication));
        let knowledge = match (allergies.is_empty(), is_none_known) {
            (false, _) => AllergyKnowledge::Known,
            (true, true) => AllergyKnowledge::NoneKnown,
            (true, false) => AllergyKnowledge::Unknown,
        };
        Ok(AllergySummary {
            patient_id: ids.patient_id,
            knowledge,
            allergies: allergies
                .into_iter()
                .map(|allergy| of_today(allergy, ids.patient_id))
                .collect(),
            has_more,
            statements,
        })
    }
}

impl Settles for Allergy {
    /// Refuses a second allergy to one substance, and ends the statements that it contradicts.
    async fn settle(&mut self, tx: &mut WriteTx, all: &[PatientId], cause: &Cause<'_>) -> Result<(), ClinicalError> {
        let key = self.match_key();
        let same: Vec<Allergy> = list(tx, all, key.as_deref()).await?;
        let other = same
            .iter()
            .find(|known| known.id != self.id && known.entered_in_error.is_none());
        if let Some(other) = other {
            return Err(ClinicalError::AllergyExists(other.id));
        }
        end_statements(tx, self, all, cause).await
    }
}

impl Settles for AllergyStatement {
    /// Refuses it while allergies are known, and ends the statement of the same scope before it.
    async fn settle(&mut self, tx: &mut WriteTx, all: &[PatientId], cause: &Cause<'_>) -> Result<(), ClinicalError> {
        if self.ended_at.is_some() {
            return Err(ClinicalError::StatementEnded);
        }
        let allergies = counting(tx, all).await?;
        if allergies.iter().any(|allergy| self.scope.covers(allergy.category)) {
            return Err(ClinicalError::AllergiesKnown);
        }
        for mut before in holding(tx, all).await? {
            if before.id != self.id && before.scope == self.scope {
                before.ended_at = Some(cause.now);
                before.changed(&self.changed_by, cause.now);
                write(tx, &before, cause).await?;
            }
        }
        Ok(())
    }
}

/// Ends the statements that an allergy which counts contradicts.
pub(super) async fn end_statements(
    tx: &mut WriteTx,
    allergy: &Allergy,
    all: &[PatientId],
    cause: &Cause<'_>,
) -> Result<(), ClinicalError> {
    if !allergy.counts() {
        return Ok(());
    }
    for mut statement in holding(tx, all).await? {
        if statement.scope.covers(allergy.category) {
            statement.ended_at = Some(cause.now);
            statement.ended_by = Some(allergy.id);
            statement.changed(&allergy.changed_by, cause.now);
            write(tx, &statement, cause).await?;
        }
    }
    Ok(())
}

/// Lists allergies that count, one more than is looked at.
pub(super) async fn counting(db: &mut Conn, all: &[PatientId]) -> Result<Vec<Allergy>, ClinicalError> {
    let mut allergies: Vec<Allergy> = list(db, all, None).await?;
    allergies.retain(Allergy::counts);
    allergies.truncate(MOST + 1);
    Ok(allergies)
}

/// Lists statements that hold.
pub(super) async fn holding(db: &mut Conn, all: &[PatientId]) -> Result<Vec<AllergyStatement>, ClinicalError> {
    let mut statements: Vec<AllergyStatement> = list(db, all, None).await?;
    statements.retain(AllergyStatement::holds);
    Ok(statements)
}

/// Lists all entries of a kind of a person, of one code where given; far more than a chart has of these kinds are not looked at.
pub(super) async fn list<T: ChartEntry>(
    db: &mut Conn,
    all: &[PatientId],
    match_key: Option<&str>,
) -> Result<Vec<T>, ClinicalError> {
    let filter = Filter {
        patients: all,
        encounter: None,
        match_key,
        author: None,
        before: "",
        fetch: 5 * MOST as i64,
    };
    Ok(chart::list(db, filter).await?)
}
