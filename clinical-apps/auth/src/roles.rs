//! Roles: names for sets of permissions.

/// One role.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Role {
    /// The name, as stored with a user.
    pub name: &'static str,
    /// What it permits; `resource:*` and `*` are wildcards.
    pub permissions: &'static [&'static str],
}

/// The role that may do everything. At least one enabled user always has it.
pub const ADMINISTRATOR: &str = "administrator";

/// Every role there is.
pub const ROLES: [Role; 10] = [
    Role {
        name: ADMINISTRATOR,
        permissions: &["*"],
    },
    Role {
        name: "analyst",
        permissions: &["channels:*", "configuration:*", "messages:*", "notifications:read"],
    },
    Role {
        name: "doctor",
        permissions: &[
            "patients:read",
            "patients:write",
            "encounters:read",
            "allergies:*",
            "conditions:*",
            "procedures:*",
            "immunizations:*",
            "vital-signs:*",
            "notes:*",
            "lab-orders:read",
            "lab-orders:write",
            "lab-results:read",
            "lab-catalogue:read",
            "lab-specimens:read",
            "lab-critical-results:*",
            "fhir:read",
            "fhir:write",
            "cds:check",
            "cds-alerts:*",
            "cds-facts:read",
            "prescriptions:read",
            "prescriptions:write",
            "appointments:read",
            "appointments:write",
            "facilities:read",
            "beds:read",
            "staff:read",
            "schedules:read",
            "devices:read",
            "vitals:read",
            "vital-alarms:write",
            "vital-thresholds:*",
            "ehr:read",
            "ehr:write",
            "ehr:sign",
            "ehr:cosign",
            "notifications:read",
        ],
    },
    Role {
        name: "nurse",
        permissions: &[
            "patients:read",
            "encounters:read",
            "allergies:*",
            "conditions:read",
            "procedures:read",
            "immunizations:*",
            "vital-signs:*",
            "notes:*",
            "lab-orders:read",
            "lab-results:read",
            "lab-catalogue:read",
            "lab-specimens:*",
            "lab-critical-results:*",
            "fhir:read",
            "cds:check",
            "cds-alerts:read",
            "prescriptions:read",
            "administrations:write",
            "appointments:read",
            "appointments:write",
            "facilities:read",
            "beds:read",
            "beds:write",
            "staff:read",
            "schedules:read",
            "devices:read",
            "device-associations:write",
            "vitals:read",
            "vital-alarms:write",
            "vital-thresholds:read",
            "ehr:read",
            "ehr:write",
            "ehr:sign",
            "notifications:read",
        ],
    },
    Role {
        name: "receptionist",
        permissions: &[
            "patients:read",
            "patients:write",
            "encounters:read",
            "appointments:*",
            "facilities:read",
            "beds:read",
            "beds:write",
            "staff:read",
            "schedules:read",
            "notifications:read",
            "notifications:send",
        ],
    },
    Role {
        name: "pharmacist",
        permissions: &[
            "patients:read",
            "encounters:read",
            "allergies:*",
            "conditions:read",
            "immunizations:read",
            "lab-results:read",
            "cds:check",
            "cds-alerts:*",
            "cds-facts:*",
            "prescriptions:read",
            "prescriptions:verify",
            "prescriptions:dispense",
            "high-alert:write",
            "facilities:read",
            "staff:read",
            "inventory:*",
            "stock:*",
            "purchase-orders:*",
            "notifications:read",
        ],
    },
    Role {
        name: "lab-technician",
        permissions: &[
            "patients:read",
            "lab-orders:*",
            "lab-results:*",
            "lab-catalogue:*",
            "lab-specimens:*",
            "lab-critical-results:*",
            "facilities:read",
            "staff:read",
            "notifications:read",
        ],
    },
    Role {
        name: "billing-clerk",
        permissions: &[
            "patients:read",
            "encounters:read",
            "conditions:read",
            "procedures:read",
            "appointments:read",
            "facilities:read",
            "beds:read",
            "staff:read",
            "billing:read",
            "charges:write",
            "invoices:write",
            "payments:write",
            "payments:read",
            "claims:write",
            "notifications:read",
        ],
    },
    Role {
        name: "billing-manager",
        permissions: &[
            "patients:read",
            "encounters:read",
            "conditions:read",
            "procedures:read",
            "appointments:read",
            "facilities:read",
            "beds:read",
            "staff:read",
            "billing:*",
            "charges:write",
            "invoices:write",
            "payments:*",
            "claims:write",
            "prices:write",
            "notifications:read",
        ],
    },
    Role {
        name: "compliance-officer",
        permissions: &["audit:*", "events:read", "notifications:read"],
    },
];

/// Finds a role by name.
pub fn find(name: &str) -> Option<&'static Role> {
    ROLES.iter().find(|role| role.name == name)
}

/// Collects what `roles` permit. A role that this version does not know permits nothing.
pub(crate) fn permissions(roles: &[String]) -> Vec<String> {
    let mut all: Vec<String> = roles
        .iter()
        .filter_map(|name| find(name))
        .flat_map(|role| role.permissions.iter().map(|&permission| permission.to_owned()))
        .collect();
    all.sort_unstable();
    all.dedup();
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn permissions_of_several_roles_are_joined_and_unknown_roles_permit_nothing() {
        let roles = ["nurse", "receptionist", "wizard"].map(str::to_owned);
        let expected = [
            "administrations:write",
            "allergies:*",
            "appointments:*",
            "appointments:read",
            "appointments:write",
            "beds:read",
            "beds:write",
            "cds-alerts:read",
            "cds:check",
            "conditions:read",
            "device-associations:write",
            "devices:read",
            "ehr:read",
            "ehr:sign",
            "ehr:write",
            "encounters:read",
            "facilities:read",
            "fhir:read",
            "immunizations:*",
            "lab-catalogue:read",
            "lab-critical-results:*",
            "lab-orders:read",
            "lab-results:read",
            "lab-specimens:*",
            "notes:*",
            "notifications:read",
            "notifications:send",
            "patients:read",
            "patients:write",
            "prescriptions:read",
            "procedures:read",
            "schedules:read",
            "staff:read",
            "vital-alarms:write",
            "vital-signs:*",
            "vital-thresholds:read",
            "vitals:read",
        ];
        assert_eq!(permissions(&roles), expected);
    }

    #[test]
    fn roles_name_permissions_that_some_route_asks_for() {
        use nilecare_contracts::{
            appointment, auth, billing, business, cds, clinical, device, ehr, facility, inventory, lab, medication,
            notification, payment,
        };
        let of_services = [
            auth::USERS_MANAGE,
            clinical::PATIENTS_READ,
            clinical::PATIENTS_WRITE,
            clinical::PATIENTS_MERGE,
            clinical::ENCOUNTERS_READ,
            clinical::ADT_WRITE,
            clinical::ALLERGIES_READ,
            clinical::ALLERGIES_WRITE,
            clinical::CONDITIONS_READ,
            clinical::CONDITIONS_WRITE,
            clinical::PROCEDURES_READ,
            clinical::PROCEDURES_WRITE,
            clinical::IMMUNIZATIONS_READ,
            clinical::IMMUNIZATIONS_WRITE,
            clinical::VITAL_SIGNS_READ,
            clinical::VITAL_SIGNS_WRITE,
            clinical::NOTES_READ,
            clinical::NOTES_WRITE,
            lab::LAB_ORDERS_READ,
            lab::LAB_ORDERS_WRITE,
            lab::LAB_RESULTS_READ,
            lab::LAB_RESULTS_WRITE,
            lab::LAB_CATALOGUE_READ,
            lab::LAB_CATALOGUE_WRITE,
            lab::LAB_SPECIMENS_READ,
            lab::LAB_SPECIMENS_WRITE,
            lab::LAB_CRITICAL_READ,
            lab::LAB_CRITICAL_WRITE,
            cds::CDS_CHECK,
            cds::CDS_ALERTS_READ,
            cds::CDS_ALERTS_WRITE,
            cds::CDS_FACTS_READ,
            cds::CDS_FACTS_WRITE,
            medication::PRESCRIPTIONS_READ,
            medication::PRESCRIPTIONS_WRITE,
            medication::PRESCRIPTIONS_VERIFY,
            medication::PRESCRIPTIONS_DISPENSE,
            medication::ADMINISTRATIONS_WRITE,
            medication::HIGH_ALERT_WRITE,
            facility::FACILITIES_READ,
            facility::FACILITIES_WRITE,
            facility::BEDS_READ,
            facility::BEDS_WRITE,
            facility::BEDS_MANAGE,
            business::STAFF_READ,
            business::STAFF_WRITE,
            business::SCHEDULES_READ,
            business::SCHEDULES_WRITE,
            appointment::APPOINTMENTS_READ,
            appointment::APPOINTMENTS_WRITE,
            appointment::APPOINTMENTS_OVERRIDE,
            billing::BILLING_READ,
            billing::BILLING_APPROVE,
            billing::CHARGES_WRITE,
            billing::INVOICES_WRITE,
            billing::PAYMENTS_WRITE,
            billing::CLAIMS_WRITE,
            billing::PRICES_WRITE,
            payment::PAYMENTS_READ,
            payment::PAYMENTS_VERIFY,
            payment::PAYMENTS_REFUND,
            payment::PAYMENTS_RECONCILE,
            payment::PAYMENTS_MANAGE,
            inventory::INVENTORY_READ,
            inventory::INVENTORY_WRITE,
            inventory::STOCK_READ,
            inventory::STOCK_WRITE,
            inventory::STOCK_ADJUST,
            inventory::PURCHASE_ORDERS_WRITE,
            inventory::PURCHASE_ORDERS_APPROVE,
            ehr::EHR_READ,
            ehr::EHR_WRITE,
            ehr::EHR_SIGN,
            ehr::EHR_COSIGN,
            ehr::EHR_READ_CONFIDENTIAL,
            device::DEVICES_READ,
            device::ASSOCIATIONS_WRITE,
            device::VITALS_READ,
            device::ALARMS_WRITE,
            device::THRESHOLDS_READ,
            device::THRESHOLDS_WRITE,
            notification::NOTIFICATIONS_READ,
            notification::NOTIFICATIONS_SEND,
            notification::NOTIFICATIONS_MANAGE,
        ];
        // Those of the engine's API, of the FHIR server and of the audit log are stated by them.
        let of_others = [
            "channels:*",
            "configuration:*",
            "messages:*",
            "fhir:read",
            "fhir:write",
            "audit:*",
            "events:read",
        ];
        for granted in ROLES.iter().flat_map(|role| role.permissions) {
            let is_asked_for = of_services
                .iter()
                .any(|permission| permission.is_granted_by(&[granted]));
            assert!(is_asked_for || of_others.contains(granted), "{granted}");
        }
    }

    #[test]
    fn only_the_administrator_holds_a_wildcard_over_everything() {
        let all: Vec<_> = ROLES
            .iter()
            .filter(|role| role.permissions.contains(&"*"))
            .map(|role| role.name)
            .collect();
        assert_eq!(all, [ADMINISTRATOR]);
    }
}
