//! Beds: made, reserved, assigned, released, cleaned, taken out of use.

use nilecare_contracts::clinical::{Encounter, EncounterStatus};
use nilecare_contracts::facility::{
    BEDS_MANAGE, Bed, BedAssignRequest, BedAssignment, BedChange, BedReleaseRequest, BedRequest, BedReservation,
    BedStatus, BedStatusRequest, BedTransferRequest,
};
use nilecare_http::{IfMatch, Principal};
use nilecare_sql::{DbErrorKind, Executor, WriteTx, documents, json};
use nilecare_types::{BedAssignmentId, BedId, EncounterId, EventId, FacilityId, Page, PatientId, Timestamp, WardId};

use super::places::{allow, ward_of};
use super::{events, or_exists, valid};
use crate::model::{bed as life, occupancy};
use crate::store::assignment::{self, ASSIGNMENTS};
use crate::store::bed::{self, BEDS, HISTORY};
use crate::{FacilityError, FacilityService};

/// Who changes a bed, when and why.
struct Cause<'a> {
    by: &'a str,
    at: Timestamp,
    reason: Option<String>,
}

impl FacilityService {
    pub(crate) async fn add_bed(
        &self,
        ward_id: WardId,
        request: BedRequest,
        by: &Principal,
    ) -> Result<Bed, FacilityError> {
        valid(request.validate())?;
        let mut tx = self.db.begin_write().await?;
        let ward = ward_of(&mut *tx, ward_id).await?;
        let at = self.clock.now();
        let bed = Bed::new(
            BedId::generate(),
            ward.facility_id,
            ward_id,
            BedStatus::Available,
            None,
            None,
            None,
            request,
            at,
        );
        bed::insert(&mut tx, &bed)
            .await
            .map_err(|error| or_exists(error, "bed"))?;
        let cause = Cause {
            by: &by.username,
            at,
            reason: None,
        };
        note(&mut tx, None, &bed, None, &cause).await?;
        tx.commit().await?;
        self.outbox.wake();
        Ok(bed)
    }

    /// Changes what a bed has; its state stays.
    pub(crate) async fn change_bed(
        &self,
        id: BedId,
        version: IfMatch,
        request: BedRequest,
    ) -> Result<Bed, FacilityError> {
        valid(request.validate())?;
        let mut tx = self.db.begin_write().await?;
        let mut bed = bed_of(&mut *tx, id).await?;
        allow(version, bed.version)?;
        bed.replace(request, self.clock.now());
        bed::update(&mut tx, &bed)
            .await
            .map_err(|error| or_exists(error, "bed"))?;
        tx.commit().await?;
        Ok(bed)
    }

    pub(crate) async fn bed(&self, id: BedId) -> Result<Bed, FacilityError> {
        bed_of(self.db.readers(), id).await
    }

    pub(crate) async fn beds(
        &self,
        facility: Option<FacilityId>,
        ward: Option<WardId>,
        status: Option<BedStatus>,
        after: &str,
        limit: usize,
    ) -> Result<Page<Bed>, FacilityError> {
        let mut equal = Vec::new();
        equal.extend(facility.map(|id| ("facility_id", id.to_string())));
        equal.extend(ward.map(|id| ("ward_id", id.to_string())));
        equal.extend(status.map(|status| ("status", json::name(&status))));
        let rows = documents::list(self.db.readers(), BEDS, &equal, after, limit as i64 + 1).await?;
        Ok(Page::from_rows(rows, limit, |bed: &Bed| bed.id.to_string()))
    }

    /// Lists what became of a bed, oldest first.
    pub(crate) async fn bed_history(
        &self,
        id: BedId,
        after: &str,
        limit: usize,
    ) -> Result<Page<BedChange>, FacilityError> {
        self.bed(id).await?;
        let equal = [("bed_id", id.to_string())];
        let rows = documents::list(self.db.readers(), HISTORY, &equal, after, limit as i64 + 1).await?;
        Ok(Page::from_rows(rows, limit, |change: &BedChange| change.id.to_string()))
    }

    /// Lists stays by encounter or patient, oldest first.
    pub(crate) async fn assignments(
        &self,
        encounter: Option<EncounterId>,
        patient: Option<PatientId>,
        after: &str,
        limit: usize,
    ) -> Result<Page<BedAssignment>, FacilityError> {
        let mut equal = Vec::new();
        equal.extend(encounter.map(|id| ("encounter_id", id.to_string())));
        equal.extend(patient.map(|id| ("patient_id", id.to_string())));
        let rows = documents::list(self.db.readers(), ASSIGNMENTS, &equal, after, limit as i64 + 1).await?;
        Ok(Page::from_rows(rows, limit, |stay: &BedAssignment| stay.id.to_string()))
    }

    /// Reserves a bed, makes it available, or takes it out of use.
    pub(crate) async fn set_bed_status(
        &self,
        id: BedId,
        version: IfMatch,
        request: BedStatusRequest,
        by: &Principal,
    ) -> Result<Bed, FacilityError> {
        valid(request.validate())?;
        let reservation = match request.encounter_id {
            Some(encounter_id) => Some(BedReservation {
                encounter_id,
                patient_id: self.encounter(encounter_id).await?.patient_id,
            }),
            None => None,
        };
        let mut tx = self.db.begin_write().await?;
        let mut bed = bed_of(&mut *tx, id).await?;
        allow(version, bed.version)?;
        if (request.status.is_closed() || bed.status.is_closed()) && !by.may(BEDS_MANAGE) {
            return Err(FacilityError::NotManager);
        }
        let from = bed.status;
        let at = self.clock.now();
        match reservation {
            Some(reservation) => life::reserve(&mut bed, reservation, at)?,
            None => life::set(&mut bed, request.status, at)?,
        }
        let cause = Cause {
            by: &by.username,
            at,
            reason: request.reason,
        };
        bed::update(&mut tx, &bed).await?;
        note(&mut tx, Some(from), &bed, request.encounter_id, &cause).await?;
        tx.commit().await?;
        self.outbox.wake();
        Ok(bed)
    }

    /// Puts the patient of an encounter into a bed.
    pub(crate) async fn assign_bed(
        &self,
        id: BedId,
        version: IfMatch,
        request: BedAssignRequest,
        by: &Principal,
    ) -> Result<Bed, FacilityError> {
        let encounter = self.encounter(request.encounter_id).await?;
        if encounter.status != EncounterStatus::InProgress {
            return Err(FacilityError::NotAdmitted);
        }
        let mut tx = self.db.begin_write().await?;
        let mut bed = bed_of(&mut *tx, id).await?;
        allow(version, bed.version)?;
        let at = self.clock.now();
        let stay = BedAssignment {
            id: BedAssignmentId::generate(),
            bed_id: id,
            encounter_id: encounter.id,
            patient_id: encounter.patient_id,
            from: at,
            until: None,
            expected_discharge_at: request.expected_discharge_at,
            by: by.username.clone(),
        };
        let cause = Cause {
            by: &by.username,
            at,
            reason: None,
        };
        occupy(&mut tx, &mut bed, stay, &cause).await?;
        tx.commit().await?;
        self.outbox.wake();
        Ok(bed)
    }

    /// Takes the patient out of a bed, which is to be cleaned then.
    pub(crate) async fn release_bed(
        &self,
        id: BedId,
        version: IfMatch,
        request: BedReleaseRequest,
        by: &Principal,
    ) -> Result<Bed, FacilityError> {
        let mut tx = self.db.begin_write().await?;
        let mut bed = bed_of(&mut *tx, id).await?;
        allow(version, bed.version)?;
        let cause = Cause {
            by: &by.username,
            at: self.clock.now(),
            reason: request.reason,
        };
        vacate(&mut tx, &mut bed, &cause).await?;
        tx.commit().await?;
        self.outbox.wake();
        Ok(bed)
    }

    /// Brings a patient from one bed to another, both changes or none; gives the new bed.
    pub(crate) async fn transfer_bed(
        &self,
        id: BedId,
        version: IfMatch,
        request: BedTransferRequest,
        by: &Principal,
    ) -> Result<Bed, FacilityError> {
        let lies_there = self.bed(id).await?.assignment;
        if let Some(stay) = lies_there
            && self.encounter(stay.encounter_id).await?.status != EncounterStatus::InProgress
        {
            return Err(FacilityError::NotAdmitted);
        }
        let mut tx = self.db.begin_write().await?;
        let mut old = bed_of(&mut *tx, id).await?;
        allow(version, old.version)?;
        let mut new = bed_of(&mut *tx, request.to_bed_id).await?;
        let cause = Cause {
            by: &by.username,
            at: self.clock.now(),
            reason: request.reason,
        };
        let before = vacate(&mut tx, &mut old, &cause).await?;
        let stay = BedAssignment {
            id: BedAssignmentId::generate(),
            bed_id: new.id,
            from: cause.at,
            until: None,
            by: by.username.clone(),
            ..before
        };
        occupy(&mut tx, &mut new, stay, &cause).await?;
        tx.commit().await?;
        self.outbox.wake();
        Ok(new)
    }

    /// Releases the bed of an encounter that is over, when the facility wants that; tells whether there was one.
    pub(crate) async fn release_after(&self, encounter: EncounterId) -> Result<bool, FacilityError> {
        let mut tx = self.db.begin_write().await?;
        let equal = [("open_encounter_id", encounter.to_string())];
        let stays: Vec<BedAssignment> = documents::list(&mut *tx, ASSIGNMENTS, &equal, "", 1).await?;
        let Some(stay) = stays.into_iter().next() else {
            return Ok(false);
        };
        let mut bed = bed_of(&mut *tx, stay.bed_id).await?;
        if !self.settings(bed.facility_id).await?.automatic_bed_release {
            return Ok(false);
        }
        let cause = Cause {
            by: "service:facility",
            at: self.clock.now(),
            reason: Some("the encounter is over".to_owned()),
        };
        vacate(&mut tx, &mut bed, &cause).await?;
        tx.commit().await?;
        self.outbox.wake();
        Ok(true)
    }

    async fn encounter(&self, id: EncounterId) -> Result<Encounter, FacilityError> {
        let found = self.clinical.encounter(id).await?;
        found.ok_or(FacilityError::NotFound("encounter"))
    }
}

async fn bed_of(db: impl Executor<'_>, id: BedId) -> Result<Bed, FacilityError> {
    let found = documents::find(db, BEDS, &id.to_string()).await?;
    found.ok_or(FacilityError::NotFound("bed"))
}

async fn occupy(tx: &mut WriteTx, bed: &mut Bed, stay: BedAssignment, cause: &Cause<'_>) -> Result<(), FacilityError> {
    let is_kept_for_another = bed
        .reservation
        .as_ref()
        .is_some_and(|reservation| reservation.encounter_id != stay.encounter_id);
    if is_kept_for_another {
        return Err(FacilityError::Reserved);
    }
    let from = bed.status;
    let encounter = stay.encounter_id;
    life::occupy(bed, stay.clone(), cause.at)?;
    assignment::insert(tx, &stay).await.map_err(|error| {
        if error.kind() == DbErrorKind::UniqueViolation {
            FacilityError::HasBed
        } else {
            error.into()
        }
    })?;
    bed::update(tx, bed).await?;
    note(tx, Some(from), bed, Some(encounter), cause).await?;
    let ward = ward_of(&mut **tx, bed.ward_id).await?;
    let statuses = bed::statuses(&mut **tx, bed.ward_id).await?;
    let occupancy = occupancy::count(&ward, statuses.into_iter());
    if occupancy.n_available == 0 {
        events::tell_full(tx, bed.facility_id, occupancy, cause.at).await?;
    }
    Ok(())
}

async fn vacate(tx: &mut WriteTx, bed: &mut Bed, cause: &Cause<'_>) -> Result<BedAssignment, FacilityError> {
    let from = bed.status;
    let stay = life::release(bed, cause.at)?;
    assignment::end(tx, &stay).await?;
    bed::update(tx, bed).await?;
    note(tx, Some(from), bed, Some(stay.encounter_id), cause).await?;
    Ok(stay)
}

/// Keeps a change of a bed, and tells of it.
async fn note(
    tx: &mut WriteTx,
    from: Option<BedStatus>,
    bed: &Bed,
    encounter_id: Option<EncounterId>,
    cause: &Cause<'_>,
) -> Result<(), FacilityError> {
    let change = BedChange {
        id: EventId::generate(),
        bed_id: bed.id,
        from,
        to: bed.status,
        encounter_id,
        by: cause.by.to_owned(),
        reason: cause.reason.clone(),
        at: cause.at,
    };
    bed::note(tx, &change).await?;
    Ok(events::tell_bed(tx, bed, cause.at).await?)
}
