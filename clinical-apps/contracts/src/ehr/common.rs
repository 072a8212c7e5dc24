//! What the entries of the record have in common.

use jiff::civil::Date;

use crate::Check;
use crate::clinical::is_partial_date;

/// Writes a request and the record that it becomes ([`record!`](crate::record::record)), with what every entry has: whose it is, who wrote
/// it, where it was recorded, and why it should never have been there. Each own field has the value that it begins with.
macro_rules! entry {
    (
        $(#[$request_meta:meta])*
        request $request:ident
        $(#[$record_meta:meta])*
        record $record:ident($id:ty)
        own { $( $(#[$own_meta:meta])* $own:ident: $own_type:ty = $begin:expr ),* $(,)? }
        fields { $($fields:tt)* }
    ) => {
        $crate::record::record! {
            $(#[$request_meta])*
            request $request
            $(#[$record_meta])*
            record $record($id)
            own {
                /// Whose it is; the survivor after a merge.
                patient_id: nilecare_types::PatientId,
                /// Who recorded it.
                recorded_by: String,
                /// Who made this version.
                changed_by: String,
                /// Why it should never have been there; it counts for nothing then.
                #[serde(default, skip_serializing_if = "Option::is_none")]
                entered_in_error: Option<$crate::clinical::EnteredInError>,
                $( $(#[$own_meta])* $own: $own_type, )*
            }
            fields {
                /// Where it was recorded.
                facility_id: nilecare_types::FacilityId,
                /// During which encounter.
                #[serde(default, skip_serializing_if = "Option::is_none")]
                encounter_id: Option<nilecare_types::EncounterId>,
                $($fields)*
            }
        }

        impl $record {
            /// Begins a record.
            pub fn begin(
                patient: nilecare_types::PatientId,
                by: &str,
                request: $request,
                now: nilecare_types::Timestamp,
            ) -> Self {
                let (recorded_by, changed_by) = (by.to_owned(), by.to_owned());
                Self::new(<$id>::generate(), patient, recorded_by, changed_by, None, $( $begin, )* request, now)
            }
        }
    };
}

/// Writes the request of a change of state.
macro_rules! status_change {
    ($(#[$meta:meta])* $name:ident to $status:ty) => {
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize, utoipa::ToSchema)]
        #[serde(deny_unknown_fields)]
        pub struct $name {
            /// What it becomes.
            pub status: $status,
            /// Why; 1 to 1000 characters.
            pub reason: String,
        }

        impl $name {
            /// Lists everything that is wrong, as `/path: reason` without values.
            pub fn validate(&self) -> Vec<String> {
                let mut check = $crate::Check::default();
                check.text(&self.reason, 1000, "/reason");
                check.finish()
            }
        }
    };
}

pub(crate) use {entry, status_change};

/// Demands `1970`, `1970-03` or `1970-03-05` where there is a text.
pub(super) fn partial_date(check: &mut Check, text: Option<&str>, path: &str) {
    let holds = text.is_none_or(is_partial_date);
    check.that(holds, path, "must be YYYY, YYYY-MM or YYYY-MM-DD");
}

/// Demands that an end is not before its beginning. Days sort as text.
pub(super) fn period(check: &mut Check, from: Option<&str>, until: Option<&str>, path: &str) {
    if let (Some(from), Some(until)) = (from, until) {
        // A year ends after each of its days: what is shorter is compared by its length only.
        let length = from.len().min(until.len());
        let holds = from.get(..length) <= until.get(..length);
        check.that(holds, path, "must not be before the beginning");
    }
}

/// The same for whole days.
pub(super) fn days(check: &mut Check, from: Option<Date>, until: Option<Date>, path: &str) {
    if let (Some(from), Some(until)) = (from, until) {
        check.that(from <= until, path, "must not be before the beginning");
    }
}

/// Demands at most `most` texts of at most `max` characters, none of them empty.
pub(super) fn texts(check: &mut Check, texts: &[String], most: usize, max: usize, path: &str) {
    check.that(texts.len() <= most, path, &format!("has more than {most} entries"));
    for (at, text) in texts.iter().enumerate() {
        check.text(text, max, format_args!("{path}/{at}"));
    }
}
