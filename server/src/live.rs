//! What browsers are told as it happens, and who may know.

use std::sync::Arc;

use anyhow::{Context, Result};
use async_trait::async_trait;
use nilecare_audit::AuditLog;
use nilecare_bus::LocalBus;
use nilecare_contracts::clinical::ClinicalClient;
use nilecare_contracts::{appointment, clinical, device, facility, lab, medication, notification};
use nilecare_http::{Permission, TokenVerifier};
use nilecare_live::{
    Audience, DirectoryUnavailable, LiveHub, LiveOptions, Notice, PatientDirectory, Surroundings, TopicRule,
};
use nilecare_types::{Clock, PatientId};

/// That there is an alarm, without whose or what was measured.
const ALARM: Notice = Notice {
    audience: Audience::Facility("/facility"),
    fields: &[
        "/facility",
        "/alarm/id",
        "/alarm/kind",
        "/alarm/severity",
        "/alarm/state",
        "/alarm/device_id",
        "/alarm/escalation_level",
    ],
};
const DEVICE: Notice = Notice {
    audience: Audience::Facility("/facility"),
    fields: &["/facility", "/device/id", "/device/status", "/device/online"],
};
/// That a calendar or a queue of a facility has changed.
const APPOINTMENT: Notice = Notice {
    audience: Audience::Facility("/facility_code"),
    fields: &[
        "/facility_code",
        "/appointment/id",
        "/appointment/status",
        "/appointment/starts_at",
    ],
};
/// That a bed is in another state; rooms by the facility's id.
const BED: Notice = Notice {
    audience: Audience::Facility("/bed/facility_id"),
    fields: &["/bed/facility_id", "/bed/ward_id", "/bed/id", "/bed/status"],
};
/// For who has the record open that was merged: which one to open.
const SURVIVOR: Notice = Notice {
    audience: Audience::Patient("/merged"),
    fields: &["/patient/id"],
};

/// That there is something for a user, without anything of a patient.
const NOTIFICATION: Notice = Notice {
    audience: Audience::User("/user_id"),
    fields: &["/id", "/category", "/critical", "/subject"],
};

const RULES: [TopicRule; 59] = [
    about_notification(notification::NOTIFICATION_NEW),
    about_notification(notification::NOTIFICATION_READ),
    about_patient(device::VITALS_RECORDED, device::VITALS_READ, None),
    about_patient(device::VITALS_CRITICAL, device::VITALS_READ, Some(ALARM)),
    about_patient(device::ALARM_RAISED, device::VITALS_READ, Some(ALARM)),
    about_patient(device::ALARM_ACKNOWLEDGED, device::VITALS_READ, Some(ALARM)),
    about_patient(device::ALARM_ESCALATED, device::VITALS_READ, Some(ALARM)),
    about_patient(device::ALARM_RESOLVED, device::VITALS_READ, Some(ALARM)),
    TopicRule {
        topic: facility::BED_STATUS_CHANGED,
        permission: facility::BEDS_READ,
        about_patient: false,
        notice: Some(BED),
    },
    about_appointment(appointment::APPOINTMENT_BOOKED),
    about_appointment(appointment::APPOINTMENT_RESCHEDULED),
    about_appointment(appointment::APPOINTMENT_CONFIRMED),
    about_appointment(appointment::APPOINTMENT_CHECKED_IN),
    about_appointment(appointment::APPOINTMENT_STARTED),
    about_appointment(appointment::APPOINTMENT_COMPLETED),
    about_appointment(appointment::APPOINTMENT_CANCELLED),
    about_appointment(appointment::APPOINTMENT_NO_SHOW),
    about_device(device::DEVICE_REGISTERED),
    about_device(device::DEVICE_STATUS_CHANGED),
    about_device(device::DEVICE_CONNECTION_LOST),
    about_patient(lab::LAB_ORDERED, lab::LAB_ORDERS_READ, None),
    about_patient(lab::LAB_ORDER_CHANGED, lab::LAB_ORDERS_READ, None),
    about_patient(lab::LAB_ORDER_CANCELLED, lab::LAB_ORDERS_READ, None),
    about_patient(lab::LAB_RESULTED, lab::LAB_RESULTS_READ, None),
    about_patient(lab::LAB_RESULT_CRITICAL, lab::LAB_RESULTS_READ, None),
    about_patient(lab::LAB_CRITICAL_ESCALATED, lab::LAB_CRITICAL_READ, None),
    about_patient(lab::LAB_CRITICAL_ACKNOWLEDGED, lab::LAB_CRITICAL_READ, None),
    about_patient(lab::LAB_SPECIMEN_COLLECTED, lab::LAB_SPECIMENS_READ, None),
    about_patient(lab::LAB_SPECIMEN_RECEIVED, lab::LAB_SPECIMENS_READ, None),
    about_patient(lab::LAB_SPECIMEN_REJECTED, lab::LAB_SPECIMENS_READ, None),
    about_patient(medication::PRESCRIPTION_CREATED, medication::PRESCRIPTIONS_READ, None),
    about_patient(medication::PRESCRIPTION_VERIFIED, medication::PRESCRIPTIONS_READ, None),
    about_patient(medication::PRESCRIPTION_DISPENSED, medication::PRESCRIPTIONS_READ, None),
    about_patient(medication::PRESCRIPTION_CANCELLED, medication::PRESCRIPTIONS_READ, None),
    about_patient(medication::PRESCRIPTION_STOPPED, medication::PRESCRIPTIONS_READ, None),
    about_patient(
        medication::MEDICATION_ADMINISTERED,
        medication::PRESCRIPTIONS_READ,
        None,
    ),
    about_patient(clinical::PATIENT_CREATED, clinical::PATIENTS_READ, None),
    about_patient(clinical::PATIENT_UPDATED, clinical::PATIENTS_READ, None),
    about_patient(clinical::PATIENT_MERGED, clinical::PATIENTS_READ, Some(SURVIVOR)),
    about_patient(clinical::PATIENT_UNMERGED, clinical::PATIENTS_READ, None),
    about_patient(clinical::ENCOUNTER_CREATED, clinical::ENCOUNTERS_READ, None),
    about_patient(clinical::ENCOUNTER_UPDATED, clinical::ENCOUNTERS_READ, None),
    about_patient(clinical::ENCOUNTER_COMPLETED, clinical::ENCOUNTERS_READ, None),
    about_patient(clinical::ENCOUNTER_CANCELLED, clinical::ENCOUNTERS_READ, None),
    about_patient(clinical::ALLERGY_RECORDED, clinical::ALLERGIES_READ, None),
    about_patient(clinical::ALLERGY_UPDATED, clinical::ALLERGIES_READ, None),
    about_patient(clinical::NO_KNOWN_ALLERGIES_RECORDED, clinical::ALLERGIES_READ, None),
    about_patient(clinical::NO_KNOWN_ALLERGIES_UPDATED, clinical::ALLERGIES_READ, None),
    about_patient(clinical::CONDITION_RECORDED, clinical::CONDITIONS_READ, None),
    about_patient(clinical::CONDITION_UPDATED, clinical::CONDITIONS_READ, None),
    about_patient(clinical::PROCEDURE_RECORDED, clinical::PROCEDURES_READ, None),
    about_patient(clinical::PROCEDURE_UPDATED, clinical::PROCEDURES_READ, None),
    about_patient(clinical::IMMUNIZATION_RECORDED, clinical::IMMUNIZATIONS_READ, None),
    about_patient(clinical::IMMUNIZATION_UPDATED, clinical::IMMUNIZATIONS_READ, None),
    about_patient(clinical::VITAL_SIGNS_RECORDED, clinical::VITAL_SIGNS_READ, None),
    about_patient(clinical::VITAL_SIGNS_UPDATED, clinical::VITAL_SIGNS_READ, None),
    about_patient(clinical::NEWS2_RAISED, clinical::VITAL_SIGNS_READ, None),
    about_patient(clinical::NOTE_SIGNED, clinical::NOTES_READ, None),
    about_patient(clinical::NOTE_UPDATED, clinical::NOTES_READ, None),
];

const fn about_patient(topic: &'static str, permission: Permission, notice: Option<Notice>) -> TopicRule {
    TopicRule {
        topic,
        permission,
        about_patient: true,
        notice,
    }
}

const fn about_appointment(topic: &'static str) -> TopicRule {
    about_patient(topic, appointment::APPOINTMENTS_READ, Some(APPOINTMENT))
}

const fn about_notification(topic: &'static str) -> TopicRule {
    TopicRule {
        topic,
        permission: notification::NOTIFICATIONS_READ,
        about_patient: false,
        notice: Some(NOTIFICATION),
    }
}

const fn about_device(topic: &'static str) -> TopicRule {
    TopicRule {
        topic,
        permission: device::DEVICES_READ,
        about_patient: false,
        notice: Some(DEVICE),
    }
}

/// Returns the topics that browsers are told of.
#[cfg(feature = "kafka")]
pub fn topics() -> Vec<&'static str> {
    RULES.iter().map(|rule| rule.topic).collect()
}

/// The clinical service knows patients.
struct Register(ClinicalClient);

#[async_trait]
impl PatientDirectory for Register {
    async fn ids_of(&self, id: PatientId) -> Result<Option<Vec<PatientId>>, DirectoryUnavailable> {
        match self.0.patient_ids(id).await {
            Ok(found) => Ok(found.map(|ids| ids.all())),
            Err(error) => {
                tracing::warn!(%error, "the clinical service did not tell who a patient is");
                Err(DirectoryUnavailable)
            }
        }
    }
}

/// Makes the hub; it is not running yet.
pub async fn open(
    bus: &LocalBus,
    verifier: &TokenVerifier,
    audit: AuditLog,
    clock: &Arc<dyn Clock>,
    clinical: ClinicalClient,
) -> Result<LiveHub> {
    let surroundings = Surroundings {
        log: Arc::new(bus.clone()),
        verifier: verifier.clone(),
        audit,
        clock: Arc::clone(clock),
        directory: Arc::new(Register(clinical)),
        reads_patients: clinical::PATIENTS_READ,
    };
    LiveHub::new(surroundings, &RULES, LiveOptions::default())
        .await
        .context("opening the live hub")
}

#[cfg(test)]
mod tests {
    use super::RULES;

    #[test]
    fn each_topic_has_one_rule_and_notices_hold_nothing_of_the_patient() {
        let mut topics: Vec<_> = RULES.iter().map(|rule| rule.topic).collect();
        topics.sort_unstable();
        topics.dedup();
        assert_eq!(topics.len(), RULES.len());
        let fields = RULES
            .iter()
            .filter_map(|rule| rule.notice)
            .flat_map(|notice| notice.fields);
        for field in fields {
            let name = field.rsplit('/').next().unwrap_or_default();
            assert!(
                !["patient_id", "value", "last_value", "parameter", "limit", "note"].contains(&name),
                "{field}"
            );
        }
    }
}
