//! The contents of documents.

use nilecare_contracts::ehr::{ClinicalDocument, DocumentContent, DocumentStatus, DocumentStatusChange};
use nilecare_contracts::life::{refused, step};
use nilecare_http::{HasVersion as _, IfMatch, Principal};
use nilecare_types::{ClinicalDocumentId, PatientId};

use super::entries::{changeable, of_today, readable};
use super::{events, valid};
use crate::model::content;
use crate::model::entry::Entry;
use crate::store::{contents, entries};
use crate::{EhrError, EhrService};

/// The content of a document on its way out.
#[derive(Debug)]
pub(crate) struct Download {
    pub patient: PatientId,
    pub id: ClinicalDocumentId,
    pub about: DocumentContent,
    pub bytes: Vec<u8>,
}

impl EhrService {
    /// Takes the content of a draft, or another content of a document that is done, with the reason.
    pub(crate) async fn put_content(
        &self,
        id: ClinicalDocumentId,
        version: IfMatch,
        (content_type, bytes): (&str, &[u8]),
        reason: Option<&str>,
        by: &Principal,
    ) -> Result<ClinicalDocument, EhrError> {
        content::demand(content_type, bytes)?;
        let before: ClinicalDocument = readable(entries::find(self.db.readers(), id).await?, by)?;
        let survivor = self.ids_of(before.patient_id).await?.patient_id;
        let mut tx = self.db.begin_write().await?;
        let mut document: ClinicalDocument = changeable(&mut tx, id, version, by).await?;
        let now = self.clock.now();
        if document.status != DocumentStatus::Draft {
            let reason = reason.unwrap_or_default().trim();
            if document.status != DocumentStatus::Archived && reason.is_empty() {
                let problem = "reason: is needed to change the content of a document that is done".to_owned();
                return Err(EhrError::Invalid(vec![problem]));
            }
            step(&mut document.status, DocumentStatus::Amended)?;
            document.status_reason = Some(reason.to_owned());
        }
        document.changed(&by.username, now);
        document.content = Some(DocumentContent {
            content_type: content_type.to_owned(),
            size_bytes: bytes.len() as u64,
            sha256: content::sha256(bytes),
            by: by.username.clone(),
            at: now,
        });
        entries::update(&mut tx, &document, now).await?;
        contents::insert(&mut tx, id, document.version(), bytes).await?;
        events::tell(&mut tx, &document, survivor, now).await?;
        self.commit(tx).await?;
        Ok(of_today(document, survivor))
    }

    /// Reads the content as it is, or as it was in a version.
    pub(crate) async fn content(
        &self,
        id: ClinicalDocumentId,
        version: Option<u64>,
        by: &Principal,
    ) -> Result<Download, EhrError> {
        let document: ClinicalDocument = self.entry(id, by).await?;
        let missing = EhrError::NotFound("document content");
        let about = match version.filter(|version| *version != document.version) {
            None => document.content,
            Some(version) => {
                let before = i64::try_from(version).ok().and_then(|version| version.checked_add(1));
                let rows = entries::versions::<ClinicalDocument>(self.db.readers(), id, before, 1).await?;
                let found = rows.into_iter().find(|row| row.version == version);
                found.and_then(|row| row.content)
            }
        };
        let version = version.unwrap_or(document.version);
        let bytes = contents::find(self.db.readers(), id, version).await?;
        let (Some(about), Some(bytes)) = (about, bytes) else {
            return Err(missing);
        };
        Ok(Download {
            patient: document.patient_id,
            id,
            about,
            bytes,
        })
    }

    /// Makes a document final, or puts it away.
    pub(crate) async fn change_document_status(
        &self,
        id: ClinicalDocumentId,
        version: IfMatch,
        request: DocumentStatusChange,
        by: &Principal,
    ) -> Result<ClinicalDocument, EhrError> {
        valid(request.validate())?;
        self.change(id, version, by, |document: &mut ClinicalDocument, now| {
            if request.status == DocumentStatus::Amended {
                return Err(refused(document.status, "amended without another content").into());
            }
            step(&mut document.status, request.status)?;
            if document.content.is_none() {
                return Err(EhrError::Before("the document has no content; bring it first"));
            }
            document.status_reason = Some(request.reason);
            document.changed(&by.username, now);
            Ok(())
        })
        .await
    }
}
