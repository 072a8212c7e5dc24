//! Specimens: taken of the right patient, followed from hand to hand, refused when they are of no use.

use nilecare_contracts::lab::{
    CustodyEntry, LAB_SPECIMEN_COLLECTED, LAB_SPECIMEN_RECEIVED, LAB_SPECIMEN_REJECTED, PatientIdentification,
    Specimen, SpecimenAction, SpecimenQuality, SpecimenRequest, SpecimenStatus,
};
use nilecare_contracts::life::step;
use nilecare_http::{IdempotencyKey, IfMatch};
use nilecare_sql::{WriteTx, json};
use nilecare_types::{FacilityId, LabOrderId, LabSpecimenId, Page, PatientId, Timestamp};

use super::catalogue::allow;
use super::events::tell_specimen;
use super::order_entry::follow_work;
use super::{command, insert, of, update, valid};
use crate::model::order::OrderRecord;
use crate::store::{laboratory, order, records, report};
use crate::{LabError, LabService};

/// Clocks of wards differ by so much.
const AHEAD: jiff::SignedDuration = jiff::SignedDuration::from_mins(5);

/// Which specimens a list has; what is absent is not asked for.
#[derive(Debug, Default)]
pub(crate) struct SpecimensWanted {
    pub barcode: Option<String>,
    pub order: Option<LabOrderId>,
    pub facility: Option<FacilityId>,
    pub status: Option<SpecimenStatus>,
}

impl LabService {
    /// Notes a specimen that was taken. The same key again gets the first reply.
    pub(crate) async fn collect(
        &self,
        key: &IdempotencyKey,
        request: &SpecimenRequest,
        by: &str,
    ) -> Result<Specimen, LabError> {
        valid(request.validate())?;
        let record = order::find(self.db.readers(), request.order_id).await?;
        let record = record.ok_or(LabError::OrderNotFound)?;
        let patient = self.ids_of(record.patient_id).await?.patient_id;
        let identification = match &request.patient_number {
            None => PatientIdentification::Asked,
            Some(number) => {
                self.is_of(patient, number).await?;
                PatientIdentification::Scanned
            }
        };
        let command = command::new("specimen", key, request);
        let mut tx = self.db.begin_write().await?;
        if let Some(reply) = command::first_reply(&mut tx, &command).await? {
            return Ok(reply);
        }
        let mut record = order::find(&mut *tx, request.order_id)
            .await?
            .ok_or(LabError::OrderNotFound)?;
        record.refuse_over()?;
        let now = self.clock.now();
        let specimen = specimen(request, &record, patient, identification, by, now)?;
        insert(&mut tx, &specimen).await?;
        follow_work(&mut tx, &mut record, now).await?;
        tell_specimen(&mut tx, LAB_SPECIMEN_COLLECTED, &specimen, now).await?;
        command::remember(&mut tx, &command, &specimen, now).await?;
        tx.commit().await?;
        self.outbox.wake();
        Ok(specimen)
    }

    /// Notes what is done with a specimen.
    pub(crate) async fn handle_specimen(
        &self,
        id: LabSpecimenId,
        version: IfMatch,
        action: &SpecimenAction,
        by: &str,
    ) -> Result<Specimen, LabError> {
        valid(action.validate())?;
        let mut tx = self.db.begin_write().await?;
        let mut specimen: Specimen = of(&mut *tx, id).await?;
        allow(version, specimen.version)?;
        let now = self.clock.now();
        carry_out(&mut specimen, action, by, now)?;
        update(&mut tx, &specimen).await?;
        let mut record = order::find(&mut *tx, specimen.order_id)
            .await?
            .ok_or(LabError::OrderNotFound)?;
        follow_work(&mut tx, &mut record, now).await?;
        let topic = match specimen.status {
            SpecimenStatus::Received => Some(LAB_SPECIMEN_RECEIVED),
            SpecimenStatus::Rejected => Some(LAB_SPECIMEN_REJECTED),
            _ => None,
        };
        if let Some(topic) = topic {
            tell_specimen(&mut tx, topic, &specimen, now).await?;
        }
        tx.commit().await?;
        self.outbox.wake();
        self.of_today(specimen).await
    }

    pub(crate) async fn specimen(&self, id: LabSpecimenId) -> Result<Specimen, LabError> {
        self.of_today(of(self.db.readers(), id).await?).await
    }

    /// Lists specimens, oldest first.
    pub(crate) async fn specimens(
        &self,
        wanted: SpecimensWanted,
        after: &str,
        limit: usize,
    ) -> Result<Page<Specimen>, LabError> {
        let equal = [
            ("barcode", wanted.barcode),
            ("order_id", wanted.order.map(|id| id.to_string())),
            ("facility_id", wanted.facility.map(|id| id.to_string())),
            ("status", wanted.status.as_ref().map(json::name)),
        ];
        let rows = records::list(self.db.readers(), &equal, after, limit as i64 + 1).await?;
        let page = Page::from_rows(rows, limit, |specimen: &Specimen| specimen.id.to_string());
        let mut items = Vec::with_capacity(page.items.len());
        for specimen in page.items {
            items.push(self.of_today(specimen).await?);
        }
        Ok(Page { items, next: page.next })
    }

    /// Says who the patient of a specimen is today.
    async fn of_today(&self, mut specimen: Specimen) -> Result<Specimen, LabError> {
        specimen.patient_id = self.ids_of(specimen.patient_id).await?.patient_id;
        Ok(specimen)
    }

    /// Refuses a wristband that is not the patient's.
    async fn is_of(&self, patient: PatientId, number: &str) -> Result<(), LabError> {
        let patient = self.clinical.patient(patient).await?.ok_or(LabError::PatientNotFound)?;
        let is_theirs = patient.identifiers.iter().any(|own| own.value == number.trim());
        if is_theirs || patient.id.to_string() == number.trim() {
            Ok(())
        } else {
            Err(LabError::OtherWristband)
        }
    }
}

fn specimen(
    request: &SpecimenRequest,
    order: &OrderRecord,
    patient_id: PatientId,
    identification: PatientIdentification,
    by: &str,
    now: Timestamp,
) -> Result<Specimen, LabError> {
    for (n, test) in request.tests.iter().enumerate() {
        if !order.tests.iter().any(|ordered| ordered.is_same(test)) {
            return Err(LabError::Invalid(vec![format!("/tests/{n}: is not in the order")]));
        }
    }
    let collected_at = request.collected_at.unwrap_or(now);
    if collected_at > now.saturating_add(AHEAD).unwrap_or(now) {
        return Err(LabError::Invalid(vec![
            "/collected_at: must not be in the future".to_owned(),
        ]));
    }
    let id = LabSpecimenId::generate();
    let text = id.to_string();
    // The last ten letters of a ULID are random: short enough for the label of a tube.
    let barcode = request
        .barcode
        .clone()
        .unwrap_or_else(|| text[text.len() - 10..].to_owned());
    let tests = if request.tests.is_empty() {
        &order.tests
    } else {
        &request.tests
    };
    Ok(Specimen {
        id,
        version: 1,
        barcode,
        order_id: order.id,
        patient_id,
        facility_id: order.facility_id,
        specimen_type: request.specimen_type.clone(),
        tests: tests.clone(),
        identification,
        container: request.container.clone(),
        site: request.site.clone(),
        method: request.method.clone(),
        volume_ul: request.volume_ul,
        collected_by: by.to_owned(),
        collected_at,
        status: SpecimenStatus::Collected,
        quality: None,
        location: request.location.clone(),
        custody: vec![CustodyEntry {
            status: SpecimenStatus::Collected,
            by: by.to_owned(),
            at: now,
            location: request.location.clone(),
            note: None,
        }],
        created_at: now,
        updated_at: now,
    })
}

fn carry_out(specimen: &mut Specimen, action: &SpecimenAction, by: &str, now: Timestamp) -> Result<(), LabError> {
    use SpecimenAction as A;
    use SpecimenStatus as S;
    let (status, location, note) = match action {
        A::Send { to } => (S::InTransit, Some(to.clone()), None),
        A::Receive { location, quality } => {
            specimen.quality = Some(quality.unwrap_or(SpecimenQuality::Acceptable));
            (S::Received, Some(location.clone()), None)
        }
        A::Reject { quality, reason } => {
            specimen.quality = Some(*quality);
            (S::Rejected, None, Some(reason.clone()))
        }
        A::Process { instrument } => (S::Processing, instrument.clone(), None),
        A::Finish => (S::Analysed, None, None),
        A::Store { location, temperature } => (S::Stored, Some(location.clone()), temperature.map(degrees)),
        A::Discard { reason } => (S::Discarded, None, reason.clone()),
    };
    step(&mut specimen.status, status)?;
    if location.is_some() {
        specimen.location.clone_from(&location);
    }
    specimen.custody.push(CustodyEntry {
        status,
        by: by.to_owned(),
        at: now,
        location,
        note,
    });
    specimen.version += 1;
    specimen.updated_at = now;
    Ok(())
}

/// Writes tenths of a degree.
fn degrees(tenths: i32) -> String {
    let sign = if tenths < 0 { "-" } else { "" };
    format!("{sign}{}.{} °C", tenths.abs() / 10, tenths.abs() % 10)
}

/// Works out whether a specimen is still to be collected for an order.
pub(super) async fn needs(tx: &mut WriteTx, record: &mut OrderRecord) -> Result<(), LabError> {
    let specimens = laboratory::specimens_of(&mut **tx, record.id).await?;
    let reports = report::of_order(&mut **tx, record.id).await?;
    let is_usable =
        |specimen: &&Specimen| !matches!(specimen.status, SpecimenStatus::Rejected | SpecimenStatus::Discarded);
    record.follow_specimens(|test| {
        let has_specimen = specimens.iter().filter(is_usable);
        has_specimen
            .flat_map(|specimen| &specimen.tests)
            .any(|of| of.is_same(test))
            || reports.iter().any(|report| report.service.is_same(test))
    });
    Ok(())
}
