//! Structured notes and the versions that were signed.

use nilecare_contracts::ehr::SoapNote;
use nilecare_sql::documents::{self, Column};
use nilecare_sql::{Backend, DbError, Executor, WriteTx, json, to_millis};
use nilecare_types::{EncounterId, FacilityId, PatientId, SoapNoteId, Timestamp};
use sqlx::QueryBuilder;

use crate::model::reader::Reader;

const TABLE: &str = "soap_notes";

/// Which notes; what is absent is not asked for.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct NoteFilter<'a> {
    /// All ids of a person.
    pub patients: Option<&'a [PatientId]>,
    pub facility: Option<FacilityId>,
    pub encounter: Option<EncounterId>,
    pub author: Option<&'a str>,
    pub status: Option<&'a str>,
    /// Who is asked to co-sign and has not answered.
    pub awaited: Option<&'a str>,
    /// Words that each must be in it, in lower case.
    pub words: &'a [String],
    /// Signed and not in error.
    pub only_signed: bool,
    /// What this reader sees. Absent: nothing that is confidential, and no drafts.
    pub reader: Option<Reader<'a>>,
    /// The id of the note above in the list; empty for the first page.
    pub before: &'a str,
    pub fetch: i64,
}

pub(crate) async fn find(db: impl Executor<'_>, id: SoapNoteId) -> Result<Option<SoapNote>, DbError> {
    documents::find(db, TABLE, &id.to_string()).await
}

/// Lists notes, newest first.
pub(crate) async fn list(db: impl Executor<'_>, filter: NoteFilter<'_>) -> Result<Vec<SoapNote>, DbError> {
    let mut sql = QueryBuilder::<Backend>::new("SELECT body FROM soap_notes WHERE 1 = 1");
    if let Some(patients) = filter.patients {
        sql.push(" AND patient_id IN (");
        let mut ids = sql.separated(", ");
        for id in patients {
            ids.push_bind(id.to_string());
        }
        sql.push(")");
    }
    let equal = [
        ("facility_id", filter.facility.map(|id| id.to_string())),
        ("encounter_id", filter.encounter.map(|id| id.to_string())),
        ("author", filter.author.map(str::to_owned)),
        ("status", filter.status.map(str::to_owned)),
        ("awaited", filter.awaited.map(str::to_owned)),
    ];
    for (column, value) in equal {
        if let Some(value) = value {
            sql.push(format!(" AND {column} = ")).push_bind(value);
        }
    }
    for word in filter.words {
        sql.push(" AND words LIKE ")
            .push_bind(containing(word))
            .push(" ESCAPE '!'");
    }
    if filter.only_signed {
        sql.push(" AND status IN ('finalized', 'amended')");
    }
    match filter.reader {
        Some(reader) => {
            sql.push(" AND (author = ").push_bind(reader.name.to_owned());
            if reader.writes {
                sql.push(" OR (status = 'draft' AND is_confidential = '0')");
            }
            sql.push(" OR (status NOT IN ('draft', 'discarded')");
            if !reader.sees_confidential {
                sql.push(" AND (is_confidential = '0' OR cosigner = ")
                    .push_bind(reader.name.to_owned())
                    .push(")");
            }
            sql.push("))");
        }
        None => {
            sql.push(" AND is_confidential = '0' AND status NOT IN ('draft', 'discarded')");
        }
    }
    if !filter.before.is_empty() {
        sql.push(" AND id < ").push_bind(filter.before.to_owned());
    }
    sql.push(" ORDER BY id DESC LIMIT ").push_bind(filter.fetch);
    let rows: Vec<(String,)> = sql.build_query_as().fetch_all(db).await?;
    rows.into_iter()
        .map(|(body,)| json::read(TABLE, "body", &body))
        .collect()
}

pub(crate) async fn insert(tx: &mut WriteTx, note: &SoapNote) -> Result<(), DbError> {
    documents::insert(tx, TABLE, &note.id.to_string(), &columns(note), note).await
}

/// Writes a note anew; once it was signed, the version is kept beside it for good.
pub(crate) async fn update(tx: &mut WriteTx, note: &SoapNote, now: Timestamp) -> Result<(), DbError> {
    documents::update(tx, TABLE, &note.id.to_string(), &columns(note), note).await?;
    if !note.is_signed() {
        return Ok(());
    }
    let sql = "INSERT INTO soap_note_versions (note_id, version, changed_by, changed_at, body) VALUES (?, ?, ?, ?, ?)";
    sqlx::query(sql)
        .bind(note.id.to_string())
        .bind(i64::try_from(note.version).unwrap_or(i64::MAX))
        .bind(&note.changed_by)
        .bind(to_millis(now))
        .bind(json::write(note))
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// Lists the signed versions of a note, newest first, those before `before`.
pub(crate) async fn versions(
    db: impl Executor<'_>,
    id: SoapNoteId,
    before: Option<i64>,
    fetch: i64,
) -> Result<Vec<SoapNote>, DbError> {
    let sql = "SELECT body FROM soap_note_versions WHERE note_id = ? AND version < ? ORDER BY version DESC LIMIT ?";
    let rows: Vec<(String,)> = sqlx::query_as(sql)
        .bind(id.to_string())
        .bind(before.unwrap_or(i64::MAX))
        .bind(fetch)
        .fetch_all(db)
        .await?;
    rows.into_iter()
        .map(|(body,)| json::read("soap_note_versions", "body", &body))
        .collect()
}

/// Reads one signed version.
pub(crate) async fn version(db: impl Executor<'_>, id: SoapNoteId, version: u64) -> Result<Option<SoapNote>, DbError> {
    let sql = "SELECT body FROM soap_note_versions WHERE note_id = ? AND version = ?";
    let row: Option<(String,)> = sqlx::query_as(sql)
        .bind(id.to_string())
        .bind(i64::try_from(version).unwrap_or(i64::MAX))
        .fetch_optional(db)
        .await?;
    row.map(|(body,)| json::read("soap_note_versions", "body", &body))
        .transpose()
}

fn columns(note: &SoapNote) -> Vec<Column> {
    let is_confidential = if note.confidential { "1" } else { "0" };
    let cosigner = note.cosignature.as_ref().map(|asked| asked.cosigner.clone());
    vec![
        ("patient_id", Some(note.patient_id.to_string())),
        ("facility_id", Some(note.facility_id.to_string())),
        ("encounter_id", note.encounter_id.map(|id| id.to_string())),
        ("author", Some(note.author.clone())),
        ("status", Some(json::name(&note.status))),
        ("is_confidential", Some(is_confidential.to_owned())),
        ("cosigner", cosigner),
        ("awaited", note.awaited_cosigner().map(str::to_owned)),
        ("words", Some(words(note))),
    ]
}

/// Writes the pattern of texts that hold a word.
fn containing(word: &str) -> String {
    let word = word.replace('!', "!!").replace('%', "!%").replace('_', "!_");
    format!("%{word}%")
}

/// Returns what a note is searched by.
fn words(note: &SoapNote) -> String {
    let mut words = vec![note.subjective.as_str(), &note.objective, &note.assessment, &note.plan];
    words.extend(note.chief_complaint.as_deref());
    words.extend(note.tags.iter().map(String::as_str));
    for diagnosis in &note.diagnoses {
        words.push(&diagnosis.code);
        words.extend(diagnosis.text.as_deref());
    }
    words.extend(note.orders.iter().map(|order| order.text.as_str()));
    words.extend(note.addenda.iter().map(|addendum| addendum.text.as_str()));
    words.join("\n").to_lowercase()
}
