//! Typed identifiers. A patient's id cannot be passed where an encounter's is wanted.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use ulid::Ulid;

/// The text given is not an identifier.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("{kind} must be {expected}")]
pub struct IdError {
    kind: &'static str,
    expected: &'static str,
}

macro_rules! ulid_id {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(Ulid);

        impl $name {
            /// Makes a new id, unique everywhere and sortable by time of creation.
            pub fn generate() -> Self {
                Self(Ulid::generate())
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}({})", stringify!($name), self.0)
            }
        }

        impl FromStr for $name {
            type Err = IdError;
            fn from_str(text: &str) -> Result<Self, IdError> {
                Ulid::from_string(text)
                    .map(Self)
                    .map_err(|_| IdError { kind: stringify!($name), expected: "a ULID of 26 characters" })
            }
        }

        impl schemars::JsonSchema for $name {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($name).into()
            }
            fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                schemars::json_schema!({ "type": "string", "minLength": 26, "maxLength": 26 })
            }
        }

        impl utoipa::PartialSchema for $name {
            fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
                utoipa::openapi::ObjectBuilder::new()
                    .schema_type(utoipa::openapi::schema::Type::String)
                    .description(Some("ULID, 26 characters"))
                    .into()
            }
        }
        impl utoipa::ToSchema for $name {}
    )*};
}

ulid_id! {
    /// A person who is or was treated.
    PatientId;
    /// One visit or stay of a patient.
    EncounterId;
    /// An allergy or intolerance of a patient.
    AllergyId;
    /// A statement that a patient has no known allergies.
    AllergyStatementId;
    /// A condition or diagnosis of a patient.
    ConditionId;
    /// Something that was done to a patient.
    ProcedureId;
    /// A vaccine that was given or not.
    ImmunizationId;
    /// Vital signs of a patient taken at one time.
    VitalSignsId;
    /// A note in a patient's chart.
    NoteId;
    /// A request for laboratory work.
    LabOrderId;
    /// One result of a laboratory.
    LabResultId;
    /// A test of a laboratory's catalogue.
    LabTestId;
    /// Tests that are ordered together.
    LabPanelId;
    /// What was taken of a patient for a laboratory.
    LabSpecimenId;
    /// A result that somebody must act on.
    CriticalResultId;
    /// A medication check that was kept.
    CdsCheckId;
    /// What a medication check found.
    CdsAlertId;
    /// A drug ordered for a patient.
    PrescriptionId;
    /// A dose that was given or not.
    AdministrationId;
    /// A hospital, clinic or other site.
    FacilityId;
    /// A department of a facility.
    DepartmentId;
    /// A ward of a facility.
    WardId;
    /// A bed of a ward.
    BedId;
    /// The stay of a patient in a bed.
    BedAssignmentId;
    /// Who runs facilities.
    OrganizationId;
    /// Somebody who works here.
    StaffId;
    /// A weekly rule of when somebody works.
    ScheduleId;
    /// Leave, a meeting, or an extra hour.
    ScheduleExceptionId;
    /// An appointment.
    AppointmentId;
    /// Appointments that were made together.
    SeriesId;
    /// A wish for an earlier appointment.
    WaitlistEntryId;
    /// A medical device.
    DeviceId;
    /// A time during which a device measured one patient.
    AssociationId;
    /// An alarm about a patient's vital signs, or about a device.
    AlarmId;
    /// Where a patient's charges, invoices and payments in one facility and currency are.
    BillingAccountId;
    /// Prices of a facility, or of all, in one currency.
    PriceListId;
    /// The price of one thing.
    PriceItemId;
    /// Something that was done and is to be paid for.
    ChargeId;
    /// A bill.
    InvoiceId;
    /// A discount, write-off or correction of an invoice.
    AdjustmentId;
    /// Money that came in.
    PaymentId;
    /// Money that is given back.
    RefundId;
    /// The insurance of a patient.
    PolicyId;
    /// What an insurer is asked to pay of an invoice.
    ClaimId;
    /// What happened on an account in a time.
    StatementId;
    /// Entries of the ledger that belong together.
    PostingId;
    /// Something that is kept in stock.
    InventoryItemId;
    /// A place where stock is kept.
    StockLocationId;
    /// Who delivers stock.
    SupplierId;
    /// A lot of an item with one day of expiry.
    StockBatchId;
    /// An entry of the ledger of stock.
    StockMovementId;
    /// Stock that is kept back for somebody.
    StockReservationId;
    /// An order to a supplier.
    PurchaseOrderId;
    /// A count of what is in a place.
    StockCountId;
    /// Something about stock that somebody must look at.
    StockAlertId;
    /// A payment on its way through a provider, from when it is asked for until the money is there.
    TransactionId;
    /// Money of a transaction that is given back through its provider.
    TransactionRefundId;
    /// A cashier's drawer, from when it is opened until it is counted.
    CashDrawerId;
    /// An agreement to pay an invoice in parts.
    InstalmentPlanId;
    /// A payer's bank that takes a payment back, or wants to.
    DisputeId;
    /// A provider's or bank's list of what it booked.
    ProviderStatementId;
    /// What of a statement was compared with the transactions.
    ReconciliationItemId;
    /// What a provider told.
    ReceivedWebhookId;
    /// A structured note (subjective, objective, assessment, plan) of a patient's record.
    SoapNoteId;
    /// A note on a patient's course, or a hand-over.
    ProgressNoteId;
    /// An entry of a patient's problem list.
    ListedProblemId;
    /// What is planned for a patient, and what for.
    CarePlanId;
    /// What a relative of a patient has or had.
    FamilyHistoryId;
    /// How a patient lives.
    SocialHistoryId;
    /// What a patient wants done when they cannot say so.
    AdvanceDirectiveId;
    /// What a patient agreed to or not.
    ConsentId;
    /// Somebody's part in a patient's care.
    CareTeamMemberId;
    /// A document of a patient's record.
    ClinicalDocumentId;
    /// Somebody or something that signs in.
    UserId;
    /// Work to be done outside a request.
    TaskId;
    /// Something that somebody is told.
    NotificationId;
    /// The text of a kind of notification.
    NotificationTemplateId;
    /// What somebody wants to be told, and how.
    NotificationSubscriptionId;
    /// What became of a notification at one moment.
    DeliveryId;
    /// Something that happened, as services tell one another.
    EventId;
    /// One installation of a message store; part of every idempotency key.
    StoreId;
}

/// The name of a channel in files, routes and logs: lowercase letters, digits, `-`; 1 to 64 characters.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(try_from = "String", into = "String")]
#[schemars(with = "String")]
pub struct ChannelId(std::sync::Arc<str>);

/// The name of a source or destination within its channel; the same form as [`ChannelId`].
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(try_from = "String", into = "String")]
#[schemars(with = "String")]
pub struct ConnectorId(std::sync::Arc<str>);

macro_rules! slug_id {
    ($name:ident) => {
        impl $name {
            /// Returns the text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }
        impl FromStr for $name {
            type Err = IdError;
            fn from_str(text: &str) -> Result<Self, IdError> {
                let error = IdError {
                    kind: stringify!($name),
                    expected: "1 to 64 lowercase letters, digits or '-', beginning with a letter",
                };
                let is_slug = text.len() <= 64
                    && text.starts_with(|c: char| c.is_ascii_lowercase())
                    && text
                        .bytes()
                        .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
                if is_slug {
                    Ok(Self(text.into()))
                } else {
                    Err(error)
                }
            }
        }
        impl TryFrom<String> for $name {
            type Error = IdError;
            fn try_from(text: String) -> Result<Self, IdError> {
                text.parse()
            }
        }
        impl From<$name> for String {
            fn from(id: $name) -> String {
                id.0.to_string()
            }
        }
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}({})", stringify!($name), self.0)
            }
        }
    };
}
slug_id!(ChannelId);
slug_id!(ConnectorId);

/// The number of a message in its store, rising in the order of acceptance. Text in JSON, since it may pass 2^53.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct MessageId(pub i64);

impl fmt::Display for MessageId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}
impl fmt::Debug for MessageId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "MessageId({})", self.0)
    }
}
impl FromStr for MessageId {
    type Err = IdError;
    fn from_str(text: &str) -> Result<Self, IdError> {
        let number = text.parse::<i64>().ok().filter(|n| *n > 0);
        number.map(Self).ok_or(IdError {
            kind: "MessageId",
            expected: "a whole number from 1",
        })
    }
}
impl Serialize for MessageId {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.0)
    }
}
impl<'de> Deserialize<'de> for MessageId {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn channel_id_refuses_what_cannot_be_a_folder_name() {
        for bad in ["", "A", "a b", "../x", "1a", "a_b"] {
            assert!(bad.parse::<ChannelId>().is_err(), "{bad:?}");
        }
        assert_eq!(
            "adt-inbound".parse::<ChannelId>().map(|id| id.to_string()),
            Ok("adt-inbound".to_owned())
        );
    }

    #[test]
    fn ulid_ids_round_trip_as_text() {
        let id = PatientId::generate();
        assert_eq!(id.to_string().parse(), Ok(id));
        assert!("42".parse::<PatientId>().is_err());
    }
}
