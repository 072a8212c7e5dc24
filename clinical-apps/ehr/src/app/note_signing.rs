//! Signing, co-signing, amending.

use nilecare_contracts::ReasonRequest;
use nilecare_contracts::ehr::{
    CosignRequest, EHR_NOTE_AMENDED, EHR_NOTE_COSIGN_ASKED, EHR_NOTE_COSIGNED, EHR_NOTE_SIGNED, SignRequest,
    SoapAmendmentRequest, SoapNote,
};
use nilecare_http::{IfMatch, Principal};
use nilecare_types::SoapNoteId;

use super::valid;
use crate::model::soap as life;
use crate::{EhrError, EhrService};

impl EhrService {
    /// Signs a draft; with a co-signer when one is named, who must be when a role of the author demands it.
    pub(crate) async fn sign_soap_note(
        &self,
        id: SoapNoteId,
        version: IfMatch,
        request: SignRequest,
        by: &Principal,
    ) -> Result<SoapNote, EhrError> {
        valid(request.validate())?;
        let required = self.must_be_cosigned(by);
        let cosigner = request.cosigner.as_deref();
        let topics: &[&str] = match cosigner {
            Some(_) => &[EHR_NOTE_SIGNED, EHR_NOTE_COSIGN_ASKED],
            None => &[EHR_NOTE_SIGNED],
        };
        self.change_note(id, version, by, topics, |note, act| {
            if required && note.author == act.by {
                demand_cosigner(cosigner)?;
            }
            life::sign(note, &request.attestation, cosigner.map(|name| (name, required)), act)
        })
        .await
    }

    /// Changes a signed note with a reason. Who co-signed before is asked again, unless somebody else is named.
    pub(crate) async fn amend_soap_note(
        &self,
        id: SoapNoteId,
        version: IfMatch,
        request: SoapAmendmentRequest,
        by: &Principal,
    ) -> Result<SoapNote, EhrError> {
        valid(request.validate())?;
        let before = self.soap_note(id, by).await?;
        let ids = self.ids_of(before.patient_id).await?;
        self.demand_place(request.note.facility_id, request.note.encounter_id, &ids.all())
            .await?;
        let required = self.must_be_cosigned(by);
        let former = before.cosignature.map(|cosignature| cosignature.cosigner);
        let cosigner = request.cosigner.or(former);
        let topics: &[&str] = match cosigner {
            Some(_) => &[EHR_NOTE_AMENDED, EHR_NOTE_COSIGN_ASKED],
            None => &[EHR_NOTE_AMENDED],
        };
        self.change_note(id, version, by, topics, |note, act| {
            let cosigner = cosigner.as_deref();
            if required && note.author == act.by {
                demand_cosigner(cosigner)?;
            }
            let words = (request.reason.as_str(), request.attestation.as_str());
            life::amend(note, words, request.note, cosigner.map(|name| (name, required)), act)
        })
        .await
    }

    /// Asks somebody to co-sign, in place of who was asked before.
    pub(crate) async fn ask_cosigner(
        &self,
        id: SoapNoteId,
        version: IfMatch,
        request: CosignRequest,
        by: &Principal,
    ) -> Result<SoapNote, EhrError> {
        valid(request.validate())?;
        self.change_note(id, version, by, &[EHR_NOTE_COSIGN_ASKED], |note, act| {
            life::ask_cosigner(note, &request.cosigner, act)
        })
        .await
    }

    /// Co-signs as the one who was asked.
    pub(crate) async fn cosign_soap_note(
        &self,
        id: SoapNoteId,
        version: IfMatch,
        request: SignRequest,
        by: &Principal,
    ) -> Result<SoapNote, EhrError> {
        valid(request.validate())?;
        if request.cosigner.is_some() {
            let problem = "/cosigner: leave it out; the author asks".to_owned();
            return Err(EhrError::Invalid(vec![problem]));
        }
        self.change_note(id, version, by, &[EHR_NOTE_COSIGNED], |note, act| {
            life::cosign(note, &request.attestation, act)
        })
        .await
    }

    /// Declines to co-sign as the one who was asked.
    pub(crate) async fn decline_cosignature(
        &self,
        id: SoapNoteId,
        version: IfMatch,
        request: ReasonRequest,
        by: &Principal,
    ) -> Result<SoapNote, EhrError> {
        valid(request.validate())?;
        self.change_note(id, version, by, &[EHR_NOTE_COSIGNED], |note, act| {
            life::decline(note, request.reason, act)
        })
        .await
    }

    fn must_be_cosigned(&self, by: &Principal) -> bool {
        by.roles.iter().any(|role| self.options.cosign_roles.contains(role))
    }
}

fn demand_cosigner(cosigner: Option<&str>) -> Result<(), EhrError> {
    if cosigner.is_some() {
        return Ok(());
    }
    let problem = "/cosigner: is needed, since a role of yours is one whose notes are co-signed".to_owned();
    Err(EhrError::Invalid(vec![problem]))
}
