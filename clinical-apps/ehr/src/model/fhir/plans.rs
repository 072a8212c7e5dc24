//! Care plans with their goals.

use nilecare_contracts::ehr::{CareActivity, CareGoal, CarePlan, PatientSummary};
use serde_json::{Value, json};

use super::parts::{derived_url, note, present, reference, url, word, words};
use super::{Section, Written};

/// Lists the problems that the Bundle holds.
pub(super) fn problem_urls(summary: &PatientSummary) -> Vec<String> {
    summary.problems.entries.iter().map(|problem| url(problem.id)).collect()
}

/// Writes the goals of all plans.
pub(super) fn goals(summary: &PatientSummary, patient: &str) -> Vec<Written> {
    let plans = summary.care_plans.entries.iter();
    plans
        .flat_map(|plan| plan.goals.iter().enumerate().map(move |(at, goal)| (plan, at, goal)))
        .map(|(plan, at, goal)| self::goal(plan, at, goal, patient))
        .collect()
}

/// Writes the section of care plans.
pub(super) fn care_plans(summary: &PatientSummary, patient: &str, problems: &[String]) -> Section {
    Section {
        title: "Care plans",
        loinc: ("18776-5", "Plan of care note"),
        state: summary.care_plans.state,
        written: summary
            .care_plans
            .entries
            .iter()
            .map(|plan| care_plan(plan, patient, problems))
            .collect(),
        empty: None,
    }
}

fn goal_url(plan: &CarePlan, at: usize) -> String {
    derived_url(&format!("goal {} {at}", plan.id))
}

fn care_plan(plan: &CarePlan, patient: &str, problems: &[String]) -> Written {
    let addresses: Vec<Value> = plan
        .addresses
        .iter()
        .map(url)
        .filter(|url| problems.contains(url))
        .map(|url| reference(&url))
        .collect();
    let goals: Vec<Value> = (0..plan.goals.len()).map(|at| reference(&goal_url(plan, at))).collect();
    Written {
        url: url(plan.id),
        line: format!("{} ({})", plan.title, words(&plan.status)),
        resource: json!({
            "resourceType": "CarePlan",
            "status": word(&plan.status),
            "intent": "plan",
            "title": plan.title,
            "subject": reference(patient),
            "period": {
                "start": plan.starts_on.map(|day| day.to_string()),
                "end": plan.ends_on.map(|day| day.to_string()),
            },
            "created": plan.created_at.to_string(),
            "addresses": addresses,
            "goal": goals,
            "activity": plan.activities.iter().map(activity).collect::<Vec<_>>(),
            "note": note(plan.note.as_deref()),
        }),
    }
}

fn activity(activity: &CareActivity) -> Value {
    let performer = present(activity.performer.as_deref());
    json!({"detail": {
        "status": word(&activity.state),
        "description": activity.text,
        "scheduledString": activity.due_on.map(|day| day.to_string()),
        "performer": performer.map(|name| [json!({"display": name})]),
    }})
}

fn goal(plan: &CarePlan, at: usize, goal: &CareGoal, patient: &str) -> Written {
    let target = present(goal.target.as_deref());
    Written {
        url: goal_url(plan, at),
        line: goal.text.clone(),
        resource: json!({
            "resourceType": "Goal",
            "lifecycleStatus": word(&goal.state),
            "description": {"text": goal.text},
            "subject": reference(patient),
            "target": [{
                // FHIR R4 gol-1: a detail needs a measure.
                "measure": target.map(|_| json!({"text": goal.text})),
                "detailString": target,
                "dueDate": goal.due_on.map(|day| day.to_string()),
            }],
        }),
    }
}
