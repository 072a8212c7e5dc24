//! What others did becomes charges, and what did not happen is taken back.

use nilecare_contracts::billing::{ChargeCategory, ChargeSource, ChargeStatus, SERVICE};
use nilecare_contracts::clinical::{Encounter, EncounterStatus};
use nilecare_contracts::facility::Bed;
use nilecare_contracts::lab::LabOrder;
use nilecare_contracts::medication::Prescription;
use nilecare_sql::json;
use nilecare_types::{EncounterId, EventId, LabOrderId, Timestamp};

use super::Cause;
use super::capture::{self, NewCharge};
use crate::store::charge::{self, Filter, source_key};
use crate::{BillingError, BillingService};
use nilecare_contracts::life::step;

/// Most charges of one encounter or order that are looked at.
const MOST: i64 = 5000;

impl BillingService {
    /// Charges a visit or stay that takes place.
    pub(crate) async fn capture_encounter(&self, encounter: &Encounter, event: EventId) -> Result<(), BillingError> {
        let takes_place = matches!(
            encounter.status,
            EncounterStatus::InProgress | EncounterStatus::Finished
        );
        if !takes_place {
            return Ok(());
        }
        let new = NewCharge {
            patient: self.ids_of(encounter.patient_id).await?,
            encounter_id: Some(encounter.id),
            source: ChargeSource::Encounter,
            reference: encounter.id.to_string(),
            event_id: Some(event),
            category: ChargeCategory::Encounter,
            codes: vec![json::name(&encounter.class)],
            description: None,
            quantity: 1,
            service_at: encounter.admit_time.unwrap_or(encounter.created_at),
        };
        let facility = self.facility_at(encounter.location.as_ref()).await?;
        if self.capture_all(std::slice::from_ref(&new), facility, SERVICE).await? == 0 {
            self.follow_class(&new).await?;
        }
        Ok(())
    }

    /// Prices the charge of an encounter anew when the encounter is of another class now and not invoiced yet.
    async fn follow_class(&self, new: &NewCharge) -> Result<(), BillingError> {
        let key = source_key(new.source, &new.reference);
        let known = charge::of_source(self.db.readers(), &key).await?;
        let Some(facility) = known
            .as_ref()
            .filter(|known| known.codes != new.codes)
            .and_then(|known| known.facility_id)
        else {
            return Ok(());
        };
        let place = self.place(facility).await?;
        let mut tx = self.db.begin_write().await?;
        let now = self.clock.now();
        let Some(mut known) = charge::of_source(&mut *tx, &key).await? else {
            return Ok(());
        };
        match known.status {
            ChargeStatus::Unpriced => {}
            ChargeStatus::Pending => step(&mut known.status, ChargeStatus::Unpriced)?,
            ChargeStatus::Invoiced | ChargeStatus::Void => return Ok(()),
        }
        known.codes.clone_from(&new.codes);
        known.description = String::new();
        (known.account_id, known.unit_price, known.price_item_id) = (None, None, None);
        if !capture::price(&mut tx, &mut known, &new.patient, &place, now).await? {
            known.description = known.codes.first().cloned().unwrap_or_default();
        }
        capture::touch(&mut known, now);
        charge::update(&mut tx, &known).await?;
        self.commit(tx).await
    }

    /// Charges the last days of a stay that is over.
    pub(crate) async fn end_encounter(&self, encounter: &Encounter, told_at: Timestamp) -> Result<(), BillingError> {
        self.end_stays(encounter.id, encounter.discharge_time.unwrap_or(told_at))
            .await
    }

    /// Takes back what was charged for a visit that did not take place.
    pub(crate) async fn void_encounter(&self, id: EncounterId) -> Result<(), BillingError> {
        let filter = Filter {
            encounter: Some(id),
            ..Filter::default()
        };
        let of_visit = [ChargeSource::Encounter, ChargeSource::BedDay];
        for charge in charge::list(self.db.readers(), &filter, "", MOST).await? {
            if of_visit.contains(&charge.source) {
                self.void_source(charge.source, &charge.source_reference, "the encounter was cancelled")
                    .await?;
            }
        }
        Ok(())
    }

    /// Charges each test of a laboratory order, and takes back those that it does not have any more.
    pub(crate) async fn capture_lab_order(&self, order: &LabOrder, event: EventId) -> Result<(), BillingError> {
        let patient = self.ids_of(order.patient_id).await?;
        // A message of another system does not tell where it was ordered; then it is where the patient is.
        let (encounter_id, facility) = match order.facility_id {
            Some(facility) => (order.encounter_id, Some(facility)),
            None => self.present_encounter(patient.patient_id).await?,
        };
        let mut new = Vec::with_capacity(order.tests.len());
        for test in &order.tests {
            new.push(NewCharge {
                patient: patient.clone(),
                encounter_id,
                source: ChargeSource::LabOrder,
                reference: format!("{}:{}", order.id, test.code),
                event_id: Some(event),
                category: ChargeCategory::Laboratory,
                codes: vec![test.code.clone()],
                description: test.text.clone(),
                quantity: 1,
                service_at: order.requested_at.unwrap_or(order.created_at),
            });
        }
        self.capture_all(&new, facility, SERVICE).await?;
        let wanted: Vec<String> = new.into_iter().map(|new| new.reference).collect();
        self.void_tests(order.id, &wanted, "the test was taken off the order")
            .await
    }

    /// Takes back what was charged for an order that is not wanted any more.
    pub(crate) async fn void_lab_order(&self, id: LabOrderId) -> Result<(), BillingError> {
        self.void_tests(id, &[], "the order was cancelled").await
    }

    async fn void_tests(&self, id: LabOrderId, wanted: &[String], reason: &str) -> Result<(), BillingError> {
        let charged = charge::references_of(self.db.readers(), ChargeSource::LabOrder, &format!("{id}:"), MOST).await?;
        for reference in charged {
            if !wanted.contains(&reference) {
                self.void_source(ChargeSource::LabOrder, &reference, reason).await?;
            }
        }
        Ok(())
    }

    /// Charges what was handed out on a prescription.
    pub(crate) async fn capture_dispenses(&self, told: &Prescription, event: EventId) -> Result<(), BillingError> {
        let patient = self.ids_of(told.patient_id).await?;
        let facility = match told.encounter_id {
            Some(id) => self.facility_of_encounter(id).await?,
            None => self.present_encounter(patient.patient_id).await?.1,
        };
        let codes: Vec<String> = [told.drug.rxcui.clone(), told.drug.name.clone()]
            .into_iter()
            .flatten()
            .collect();
        let mut new = Vec::with_capacity(told.dispenses.len());
        for (at, dispense) in told.dispenses.iter().enumerate() {
            new.push(NewCharge {
                patient: patient.clone(),
                encounter_id: told.encounter_id,
                source: ChargeSource::Dispense,
                reference: format!("{}:{}", told.id, at + 1),
                event_id: Some(event),
                category: ChargeCategory::Medication,
                codes: codes.clone(),
                description: told.drug.name.clone(),
                quantity: dispense.quantity,
                service_at: dispense.at,
            });
        }
        self.capture_all(&new, facility, SERVICE).await?;
        Ok(())
    }

    /// Notes who lies in a bed.
    pub(crate) async fn follow_bed(&self, bed: &Bed, told_at: Timestamp) -> Result<(), BillingError> {
        self.note_bed(bed, told_at).await
    }

    /// Takes back the charge of a source; once is enough.
    async fn void_source(&self, source: ChargeSource, reference: &str, reason: &str) -> Result<(), BillingError> {
        let mut tx = self.db.begin_write().await?;
        let known = charge::of_source(&mut *tx, &source_key(source, reference)).await?;
        let Some(mut known) = known.filter(|charge| charge.status != ChargeStatus::Void) else {
            return Ok(());
        };
        let cause = Cause {
            by: SERVICE,
            now: self.clock.now(),
        };
        capture::void(&mut tx, &mut known, reason, cause).await?;
        self.commit(tx).await
    }
}
