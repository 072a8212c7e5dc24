//! Care plans, in the terms of FHIR R4 CarePlan and Goal.

use jiff::civil::Date;
use nilecare_types::{CarePlanId, ListedProblemId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::common::{days, entry, status_change};
use crate::Check;

/// How far a plan is.
///
/// ```text
/// draft ──► active ◄──► on-hold ──► completed, revoked
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum CarePlanStatus {
    /// It is being written.
    Draft,
    /// It is followed.
    Active,
    /// It is paused.
    OnHold,
    /// It was followed to its end.
    Completed,
    /// It was given up.
    Revoked,
}

/// How far a goal is (goal-status).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the names are the standard's own")]
pub enum GoalState {
    Proposed,
    Accepted,
    #[default]
    Active,
    OnHold,
    Completed,
    Cancelled,
}

/// How far an activity is (care-plan-activity-status).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the names are the standard's own")]
pub enum ActivityState {
    #[default]
    NotStarted,
    Scheduled,
    InProgress,
    OnHold,
    Completed,
    Cancelled,
}

/// What is to be reached.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CareGoal {
    /// What; 1 to 500 characters.
    pub text: String,
    /// By what it is seen, such as `HbA1c below 7 %`; at most 200 characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target: Option<String>,
    /// By which day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = Date)]
    pub due_on: Option<Date>,
    /// How far it is.
    #[serde(default)]
    pub state: GoalState,
}

/// What is to be done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CareActivity {
    /// What; 1 to 500 characters.
    pub text: String,
    /// By whom; at most 200 characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub performer: Option<String>,
    /// On which day, or from which on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = Date)]
    pub due_on: Option<Date>,
    /// How far it is.
    #[serde(default)]
    pub state: ActivityState,
}

status_change! {
    /// Changes how far a plan is.
    CarePlanStatusChange to CarePlanStatus
}

entry! {
    /// A care plan, as somebody writes it.
    request CarePlanRequest
    /// A care plan.
    record CarePlan(CarePlanId)
    own {
        /// How far it is.
        status: CarePlanStatus = CarePlanStatus::Draft,
        /// Why, when somebody changed that.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        status_reason: Option<String> = None,
    }
    fields {
        /// What it is called; 1 to 200 characters.
        title: String,
        /// From which day.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[schema(value_type = Option<String>, format = Date)]
        starts_on: Option<jiff::civil::Date>,
        /// Until which day.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[schema(value_type = Option<String>, format = Date)]
        ends_on: Option<jiff::civil::Date>,
        /// When it is to be looked at again.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[schema(value_type = Option<String>, format = Date)]
        review_on: Option<jiff::civil::Date>,
        /// The problems that it is for, of the same patient; at most 20.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        addresses: Vec<ListedProblemId>,
        /// What is to be reached; at most 50. An active plan has at least one.
        #[serde(default)]
        goals: Vec<CareGoal>,
        /// What is to be done; at most 100.
        #[serde(default)]
        activities: Vec<CareActivity>,
        /// What else is to be known; at most 4000 characters.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        note: Option<String>,
    }
}

impl CarePlanRequest {
    /// Lists everything that is wrong, as `/path: reason` without values.
    pub fn validate(&self) -> Vec<String> {
        let mut check = Check::default();
        check.text(&self.title, 200, "/title");
        days(&mut check, self.starts_on, self.ends_on, "/ends_on");
        check.that(self.addresses.len() <= 20, "/addresses", "has more than 20 entries");
        check.that(self.goals.len() <= 50, "/goals", "has more than 50 entries");
        for (at, goal) in self.goals.iter().enumerate() {
            check.text(&goal.text, 500, format_args!("/goals/{at}/text"));
            check.optional(goal.target.as_deref(), 200, format_args!("/goals/{at}/target"));
        }
        check.that(self.activities.len() <= 100, "/activities", "has more than 100 entries");
        for (at, activity) in self.activities.iter().enumerate() {
            check.text(&activity.text, 500, format_args!("/activities/{at}/text"));
            check.optional(
                activity.performer.as_deref(),
                200,
                format_args!("/activities/{at}/performer"),
            );
        }
        check.optional(self.note.as_deref(), 4000, "/note");
        check.finish()
    }
}
