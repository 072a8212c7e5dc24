//! Finds whose data a request is about: ids in the path and in the query, and those in the answer.

use nilecare_types::PatientId;
use serde_json::Value;

/// More than one page of a list has.
const MAX_PATIENTS: usize = 1000;
const PATIENTS: &str = "/api/v1/patients";

/// Finds ids in path and query. What is no id may be patient data, and is left out.
pub(crate) fn of_request(path: &str, query: Option<&str>) -> Vec<String> {
    let in_path = path
        .split_once("/patients/")
        .and_then(|(_, rest)| rest.split('/').next());
    let pairs = query.unwrap_or_default().split('&');
    let in_query = pairs.filter_map(|pair| pair.strip_prefix("patient="));
    distinct(in_path.into_iter().chain(in_query).filter_map(id))
}

/// Finds ids in an answer: `patient_id` wherever it stands, and `id` of patients.
pub(crate) fn of_answer(path: &str, body: &[u8]) -> Vec<String> {
    let Ok(answer) = serde_json::from_slice::<Value>(body) else {
        return Vec::new();
    };
    let mut found = Vec::new();
    collect(&answer, &mut found);
    let is_about_patients = path == PATIENTS
        || path
            .strip_prefix(PATIENTS)
            .is_some_and(|rest| rest.matches('/').count() == 1);
    if is_about_patients {
        let items = answer.get("items").and_then(Value::as_array);
        let patients = items.map_or_else(|| vec![&answer], |items| items.iter().collect());
        found.extend(
            patients
                .iter()
                .filter_map(|patient| patient.get("id")?.as_str())
                .filter_map(id),
        );
    }
    distinct(found.into_iter())
}

fn collect(node: &Value, found: &mut Vec<String>) {
    match node {
        Value::Object(fields) => {
            let patient = fields.get("patient_id").and_then(Value::as_str);
            found.extend(patient.and_then(id));
            fields.values().for_each(|field| collect(field, found));
        }
        Value::Array(items) => items.iter().for_each(|item| collect(item, found)),
        _ => {}
    }
}

fn id(text: &str) -> Option<String> {
    text.parse::<PatientId>().ok().map(|id| id.to_string())
}

fn distinct(ids: impl Iterator<Item = String>) -> Vec<String> {
    let ids: std::collections::BTreeSet<_> = ids.collect();
    ids.into_iter().take(MAX_PATIENTS).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const A: &str = "01ARZ3NDEKTSV4RRFFQ69G5FAV";
    const B: &str = "01ARZ3NDEKTSV4RRFFQ69G5FAW";

    #[test]
    fn ids_are_found_in_path_and_query_and_nothing_else_is() {
        assert_eq!(of_request(&format!("/api/v1/patients/{A}/encounters"), None), [A]);
        assert_eq!(of_request(&format!("/api/v1/ehr/patients/{A}/summary"), None), [A]);
        assert_eq!(
            of_request("/api/v1/lab/results", Some(&format!("limit=5&patient={B}"))),
            [B]
        );
        for other in [
            "/api/v1/patients/784-1990-1234567-1",
            "/api/v1/patients",
            "/api/v1/patients/match",
        ] {
            assert_eq!(
                of_request(other, Some("patient=EVERYMAN&identifier=7")),
                Vec::<String>::new()
            );
        }
    }

    #[test]
    fn ids_are_found_in_answers_of_every_shape() {
        let list = format!(r#"{{"items":[{{"id":"{A}","name":"ADAM"}},{{"id":"{B}"}}]}}"#);
        assert_eq!(of_answer("/api/v1/patients", list.as_bytes()), [A, B]);
        let one = format!(r#"{{"id":"{A}"}}"#);
        assert_eq!(of_answer(&format!("/api/v1/patients/{A}"), one.as_bytes()), [A]);
        let orders = format!(r#"{{"items":[{{"id":"{A}","patient_id":"{B}"}}]}}"#);
        assert_eq!(of_answer("/api/v1/lab/orders", orders.as_bytes()), [B]);
        assert_eq!(of_answer("/api/v1/lab/orders", b"no JSON"), Vec::<String>::new());
    }
}
