//! A cashier's drawer.

use nilecare_http::HasVersion;
use nilecare_types::{CashDrawerId, FacilityId, Timestamp};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{Check, Money};

/// Whether a drawer takes cash. `open → closed`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum DrawerStatus {
    /// It does.
    Open,
    /// It was counted.
    Closed,
}

/// A drawer to be opened; a cashier has one for each facility and currency.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DrawerRequest {
    /// Where.
    pub facility_id: FacilityId,
    /// What is in it; its currency is the drawer's. 0 or more.
    pub opening: Money,
}

/// Closes a drawer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DrawerClose {
    /// What was counted. What should be there is told afterwards only.
    pub counted: Money,
    /// Why it is not what should be there, at most 500 characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// A drawer as it is kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct CashDrawer {
    /// The id.
    pub id: CashDrawerId,
    /// Counts up with each change; the value of `If-Match`.
    pub version: u64,
    /// Where.
    pub facility_id: FacilityId,
    /// Whose.
    pub cashier: String,
    /// Whether it takes cash.
    pub status: DrawerStatus,
    /// What was in it.
    pub opening: Money,
    /// What came in, less what went out; told when it is closed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub moved: Option<Money>,
    /// What was counted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub counted: Option<Money>,
    /// What was counted, less what should have been there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub difference: Option<Money>,
    /// Why there is a difference.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// When it was opened.
    #[schema(value_type = String, format = DateTime)]
    pub created_at: Timestamp,
    /// When it was last changed.
    #[schema(value_type = String, format = DateTime)]
    pub updated_at: Timestamp,
}

impl HasVersion for CashDrawer {
    fn version(&self) -> u64 {
        self.version
    }
}

impl DrawerRequest {
    /// Lists everything that is wrong, as `/path: reason` without values.
    pub fn validate(&self) -> Vec<String> {
        let mut check = Check::default();
        self.opening.check_not_negative(&mut check, "/opening/amount");
        check.finish()
    }
}

impl DrawerClose {
    /// Lists everything that is wrong, as `/path: reason` without values.
    pub fn validate(&self) -> Vec<String> {
        let mut check = Check::default();
        self.counted.check_not_negative(&mut check, "/counted/amount");
        check.optional(self.note.as_deref(), 500, "/note");
        check.finish()
    }
}
