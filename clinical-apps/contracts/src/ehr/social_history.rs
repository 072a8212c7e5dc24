//! Social history: how a patient lives, as coded entries with their times. What is over keeps its entry.

use nilecare_types::SocialHistoryId;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::common::{entry, partial_date, period};
use crate::{Check, Code};

/// What an entry is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the names are the field's own")]
pub enum SocialCategory {
    Tobacco,
    Alcohol,
    Drugs,
    Occupation,
    Education,
    Housing,
    Household,
    Diet,
    Exercise,
    SexualHistory,
    Travel,
    Other,
}

impl SocialCategory {
    /// Returns the LOINC code of the observation with its name; `None` when the name says it all.
    pub fn loinc(self) -> Option<(&'static str, &'static str)> {
        match self {
            Self::Tobacco => Some(("72166-2", "Tobacco smoking status")),
            Self::Alcohol => Some(("11331-6", "History of Alcohol use")),
            Self::Drugs => Some(("11343-1", "History of Other nonmedical drug use")),
            Self::Occupation => Some(("11341-5", "History of Occupation")),
            _ => None,
        }
    }
}

entry! {
    /// How a patient lives in one respect, as somebody records it.
    request SocialHistoryRequest
    /// How a patient lives in one respect.
    record SocialHistory(SocialHistoryId)
    own {}
    fields {
        /// In which respect.
        category: SocialCategory,
        /// How, as a code with its text, such as SNOMED CT `8517006` (ex-smoker).
        value: Code,
        /// How much, such as `10 cigarettes a day`; at most 200 characters.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        quantity: Option<String>,
        /// Since when: a year, a month or a day.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        from: Option<String>,
        /// Until when; absent while it is so.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        until: Option<String>,
        /// What else is to be known; at most 2000 characters.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        note: Option<String>,
    }
}

impl SocialHistoryRequest {
    /// Lists everything that is wrong, as `/path: reason` without values.
    pub fn validate(&self) -> Vec<String> {
        let mut check = Check::default();
        self.value.check(&mut check, "/value");
        check.optional(self.quantity.as_deref(), 200, "/quantity");
        partial_date(&mut check, self.from.as_deref(), "/from");
        partial_date(&mut check, self.until.as_deref(), "/until");
        period(&mut check, self.from.as_deref(), self.until.as_deref(), "/until");
        check.optional(self.note.as_deref(), 2000, "/note");
        check.finish()
    }
}
