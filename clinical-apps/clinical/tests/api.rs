//! Access, validation, idempotency, concurrency, search and paging.

use std::sync::Arc;

use crate::common::{clinical, event, string, visit};
use nilecare_contracts::clinical::AdtEvent;
use nilecare_http::{dangling_references, routes_without_permission};
use serde_json::{Value, json};

const ID: &str = "01ARZ3NDEKTSV4RRFFQ69G5FAV";

#[tokio::test]
async fn every_route_asks_for_a_token_and_for_its_own_permission() {
    let clinical = clinical().await;
    for (method, path, permission) in [
        ("GET", "/api/v1/patients".to_owned(), "patients:read"),
        ("POST", "/api/v1/patients".to_owned(), "patients:write"),
        ("POST", "/api/v1/patients/match".to_owned(), "patients:read"),
        ("GET", format!("/api/v1/patients/{ID}"), "patients:read"),
        ("GET", format!("/api/v1/patients/{ID}/ids"), "patients:read"),
        ("GET", format!("/api/v1/patients/{ID}/encounters"), "encounters:read"),
        ("GET", format!("/api/v1/encounters/{ID}"), "encounters:read"),
        ("POST", "/api/v1/clinical/adt-events".to_owned(), "adt:write"),
        ("POST", "/api/v1/patients/duplicates".to_owned(), "patients:read"),
        ("GET", format!("/api/v1/patients/{ID}/duplicates"), "patients:read"),
        ("POST", format!("/api/v1/patients/{ID}/merge"), "patients:merge"),
        ("POST", format!("/api/v1/patients/{ID}/unmerge"), "patients:merge"),
        ("GET", format!("/api/v1/patients/{ID}/notes"), "notes:read"),
        ("POST", format!("/api/v1/patients/{ID}/notes"), "notes:write"),
        ("GET", format!("/api/v1/patients/{ID}/allergies"), "allergies:read"),
        ("POST", format!("/api/v1/patients/{ID}/allergies"), "allergies:write"),
        (
            "GET",
            format!("/api/v1/patients/{ID}/allergies/summary"),
            "allergies:read",
        ),
        ("PUT", format!("/api/v1/allergies/{ID}"), "allergies:write"),
        (
            "POST",
            format!("/api/v1/allergies/{ID}/entered-in-error"),
            "allergies:write",
        ),
        ("GET", format!("/api/v1/allergies/{ID}/versions"), "allergies:read"),
        (
            "POST",
            format!("/api/v1/patients/{ID}/allergy-statements"),
            "allergies:write",
        ),
        ("GET", format!("/api/v1/allergy-statements/{ID}"), "allergies:read"),
        ("GET", format!("/api/v1/patients/{ID}/conditions"), "conditions:read"),
        ("PUT", format!("/api/v1/conditions/{ID}"), "conditions:write"),
        ("GET", format!("/api/v1/patients/{ID}/procedures"), "procedures:read"),
        ("PUT", format!("/api/v1/procedures/{ID}"), "procedures:write"),
        (
            "GET",
            format!("/api/v1/patients/{ID}/immunizations"),
            "immunizations:read",
        ),
        ("PUT", format!("/api/v1/immunizations/{ID}"), "immunizations:write"),
        ("GET", format!("/api/v1/patients/{ID}/vital-signs"), "vital-signs:read"),
        (
            "GET",
            format!("/api/v1/patients/{ID}/vital-signs/trend"),
            "vital-signs:read",
        ),
        ("PUT", format!("/api/v1/vital-signs/{ID}"), "vital-signs:write"),
    ] {
        let status = async |token| {
            clinical
                .http
                .send(method, &path, token, "", &json!({}))
                .await
                .status()
                .as_u16()
        };
        assert_eq!(status(None).await, 401, "{method} {path}");
        assert_eq!(
            status(Some(clinical.http.token(&["lab-results:read"]))).await,
            403,
            "{method} {path}"
        );
        let allowed = status(Some(clinical.http.token(&[permission]))).await;
        assert!(![401, 403, 500].contains(&allowed), "{method} {path}: {allowed}");
    }
    assert_eq!(
        dangling_references(clinical.service.router().get_openapi()),
        Vec::<String>::new()
    );
    assert_eq!(
        routes_without_permission(clinical.service.router().get_openapi()),
        Vec::<String>::new()
    );
}

#[tokio::test]
async fn every_sample_of_the_contract_is_taken_in_turn() {
    let clinical = clinical().await;
    for sample in AdtEvent::samples() {
        let body = serde_json::to_value(&sample).expect("it serialises");
        // Cancelling the discharge of a stay that was cancelled just before is a contradiction, and told as one.
        let expected = if body["event"] == "cancel-discharge" { 409 } else { 200 };
        let sample_needs_open_stay = matches!(body["event"].as_str(), Some("register" | "cancel-admit"));
        if sample_needs_open_stay {
            let back = AdtEvent::sample(nilecare_contracts::clinical::AdtEventKind::CancelDischarge);
            clinical
                .file(&serde_json::to_value(&back).expect("it serialises"))
                .await;
        }
        let (status, reply) = clinical.file_with_key(&crate::common::key(), &body).await;
        assert_eq!(status, expected, "{}: {reply}", body["event"]);
    }
}

#[tokio::test]
async fn invalid_events_are_refused_with_paths_and_without_values() {
    let clinical = clinical().await;
    let mut bad = event("discharge", "10:00", "1");
    bad["patient"]["birth_date"] = json!("OSMAN");
    bad["patient"]["identifiers"][0]["value"] = json!(" ");
    let (status, reply) = clinical.file_with_key("k", &bad).await;
    assert_eq!((status, &reply["type"]), (422, &json!("validation-failed")));
    let places: Vec<_> = reply["problems"]
        .as_array()
        .expect("a list")
        .iter()
        .map(string)
        .collect();
    let starts = ["/patient/identifiers/0/value:", "/patient/birth_date:", "/encounter:"];
    for (place, start) in places.iter().zip(starts) {
        assert!(place.starts_with(start), "{place}");
    }
    for (field, value) in [
        ("gender", json!("OSMAN")),
        ("OSMAN", json!(1)),
        ("death_time", json!("OSMAN")),
    ] {
        let mut bad = event("update", "10:00", "1");
        bad["patient"][field] = value;
        let (status, reply) = clinical.file_with_key("k", &bad).await;
        assert_eq!(status, 422);
        assert!(string(&reply["problems"][0]).starts_with("/patient"), "{reply}");
        assert!(!reply.to_string().contains("OSMAN"), "{reply}");
    }
    assert_eq!(
        clinical.file_with_key("", &event("update", "10:00", "1")).await.1["type"],
        "idempotency-key-missing"
    );
    assert_eq!(clinical.http.get("/api/v1/patients").await["items"], json!([]));
}

#[tokio::test]
async fn the_same_key_gets_the_first_reply_and_changes_nothing() {
    let clinical = clinical().await;
    let admit = visit("admit", "10:00", "1", json!({}));
    let first = clinical.file_with_key("adt/1/a", &admit).await;
    let mut update = event("update", "10:30", "1");
    update["patient"]["language"] = json!("ar");
    clinical.file(&update).await;
    assert_eq!(clinical.file_with_key("adt/1/a", &admit).await, first);
    assert_eq!(clinical.patient_of(&first.1).await["language"], "ar");
    let (status, reply) = clinical.file_with_key("adt/1/a", &update).await;
    assert_eq!((status, &reply["type"]), (422, &json!("idempotency-key-reused")));
    // What was refused is not remembered: once it is possible, the same key does it.
    let left = visit("discharge", "11:00", "1", json!({}));
    clinical.file(&visit("cancel-admit", "10:40", "1", json!({}))).await;
    let wrong_visit = visit("transfer", "11:00", "2", json!({"visit_number": {"value": "V1"}}));
    clinical
        .file(&visit("admit", "10:00", "1", json!({"visit_number": {"value": "V1"}})))
        .await;
    assert_eq!(clinical.file_with_key("adt/2/a", &wrong_visit).await.0, 409);
    let mut merge = event("merge", "11:00", "1");
    merge["prior"] = json!({"identifiers": [{"system": "HOSP", "value": "2"}]});
    clinical.file(&merge).await;
    assert_eq!(clinical.file_with_key("adt/2/a", &wrong_visit).await.0, 200);
    assert_eq!(clinical.file(&left).await["outcome"], "created");
}

#[tokio::test]
async fn commands_are_known_for_thirty_days() {
    let clinical = clinical().await;
    let first = clinical.file_with_key("k", &event("update-person", "10:00", "1")).await;
    clinical.rig.clock.advance(jiff::SignedDuration::from_hours(30 * 24));
    assert_eq!(clinical.service.forget_old_commands().await.expect("it forgets"), 0);
    assert_eq!(
        clinical.file_with_key("k", &event("update-person", "10:00", "1")).await,
        first
    );
    clinical.rig.clock.advance(jiff::SignedDuration::from_secs(1));
    assert_eq!(clinical.service.forget_old_commands().await.expect("it forgets"), 1);
    let again = clinical.file_with_key("k", &event("update-person", "10:00", "1")).await;
    assert_eq!(again.1["outcome"], "unchanged");
}

#[tokio::test]
async fn fifty_events_at_once_for_one_new_number_make_one_patient() {
    let clinical = Arc::new(clinical().await);
    let tasks: Vec<_> = (0..50)
        .map(|n| {
            let clinical = clinical.clone();
            tokio::spawn(async move {
                let admit = visit("admit", "10:00", "1", json!({"visit_number": {"value": "V1"}}));
                // Half of them are the same command sent twice.
                clinical.file_with_key(&format!("key-{}", n / 2), &admit).await
            })
        })
        .collect();
    let mut n_created = 0;
    let mut ids = std::collections::BTreeSet::new();
    let mut replies = std::collections::BTreeMap::<usize, Value>::new();
    for (n, task) in tasks.into_iter().enumerate() {
        let (status, reply) = task.await.expect("no panic");
        assert_eq!(status, 200, "{reply}");
        ids.insert((string(&reply["patient_id"]), string(&reply["encounter_id"])));
        n_created += usize::from(reply["outcome"] == "created" && n % 2 == 0);
        let first = replies.entry(n / 2).or_insert_with(|| reply.clone());
        assert_eq!(*first, reply, "both attempts of one command get one reply");
    }
    assert_eq!((ids.len(), n_created), (1, 1));
    assert_eq!(clinical.found("identifier=1").await.len(), 1);
}

#[tokio::test]
async fn patients_are_registered_by_hand_once() {
    let clinical = clinical().await;
    let new = json!({"identifiers": [{"system": "HOSP", "value": "1"}], "names": [{"family": "Elhassan"}]});
    let (status, patient) = clinical.http.command("/api/v1/patients", "", &new).await;
    assert_eq!((status, &patient["names"][0]["family"]), (201, &json!("Elhassan")));
    let (status, problem) = clinical.http.command("/api/v1/patients", "", &new).await;
    assert_eq!((status, &problem["type"]), (409, &json!("patient-exists")));
    let (status, problem) = clinical
        .http
        .command("/api/v1/patients", "", &json!({"identifiers": []}))
        .await;
    assert_eq!(
        (status, &problem["problems"]),
        (422, &json!(["/identifiers: needs at least one identifier"]))
    );
    let (_, found) = clinical
        .http
        .command(
            "/api/v1/patients/match",
            "",
            &json!({"identifiers": new["identifiers"]}),
        )
        .await;
    assert_eq!(found, json!({"patient_id": patient["id"]}));
    let (_, nobody) = clinical
        .http
        .command("/api/v1/patients/match", "", &json!({"identifiers": [{"value": "1"}]}))
        .await;
    assert_eq!(nobody, json!({}), "the same value of another system is another number");
}

#[tokio::test]
async fn patients_are_found_by_number_and_by_beginnings_of_names_page_by_page() {
    let clinical = clinical().await;
    for (number, family, given) in [
        ("1", "El-Hassan", "Amna"),
        ("2", "Elhag", "أمنة"),
        ("3", "Osman", "Amna"),
    ] {
        let name = json!([{"family": family, "given": [given]}]);
        let new = json!({"identifiers": [{"system": "A|B", "value": number}], "names": name});
        clinical.http.command("/api/v1/patients", "", &new).await;
    }
    let found = async |query: &str| clinical.found(query).await.len();
    assert_eq!(found("name=amna").await, 2);
    assert_eq!(found("name=EL%20am").await, 1);
    assert_eq!(found("name=%D8%A3%D9%85").await, 1);
    assert_eq!(found("name=mna").await, 0);
    assert_eq!(found("name=%25").await, 0);
    assert_eq!(
        (
            found("identifier=1").await,
            found("identifier=C%7C1").await,
            found("identifier=").await
        ),
        (1, 0, 0)
    );
    let mut seen = Vec::new();
    let mut path = "/api/v1/patients?limit=2".to_owned();
    loop {
        let page = clinical.http.get(&path).await;
        seen.extend(
            page["items"]
                .as_array()
                .expect("a list")
                .iter()
                .map(|patient| string(&patient["id"])),
        );
        match page["next"].as_str() {
            Some(next) => path = format!("/api/v1/patients?limit=2&cursor={next}"),
            None => break,
        }
    }
    let mut sorted = seen.clone();
    sorted.sort();
    sorted.dedup();
    assert_eq!((seen.len(), seen), (3, sorted));
}

#[tokio::test]
async fn encounters_are_listed_newest_first_page_by_page() {
    let clinical = clinical().await;
    let mut newest_first = Vec::new();
    let mut patient = String::new();
    for n in 0..3 {
        let v = json!({"visit_number": {"value": format!("V{n}")}});
        let reply = clinical.file(&visit("register", "10:00", "1", v)).await;
        newest_first.insert(0, string(&reply["encounter_id"]));
        patient = string(&reply["patient_id"]);
    }
    let path = format!("/api/v1/patients/{patient}/encounters?limit=2");
    let first = clinical.http.get(&path).await;
    let second = clinical
        .http
        .get(&format!("{path}&cursor={}", string(&first["next"])))
        .await;
    let ids: Vec<_> = [&first, &second]
        .into_iter()
        .flat_map(|page| {
            page["items"]
                .as_array()
                .expect("a list")
                .iter()
                .map(|e| string(&e["id"]))
        })
        .collect();
    newest_first.sort_by(|a, b| b.cmp(a));
    assert_eq!((ids, second.get("next")), (newest_first, None));
}

#[tokio::test]
async fn what_does_not_exist_is_told_so() {
    let clinical = clinical().await;
    for (path, code) in [
        (format!("/api/v1/patients/{ID}"), "patient-not-found"),
        (format!("/api/v1/patients/{ID}/ids"), "patient-not-found"),
        (format!("/api/v1/patients/{ID}/encounters"), "patient-not-found"),
        (format!("/api/v1/encounters/{ID}"), "encounter-not-found"),
        ("/api/v1/patients/7".to_owned(), "path-invalid"),
    ] {
        let reply = clinical
            .http
            .send("GET", &path, Some(clinical.http.token(&["*"])), "", &Value::Null)
            .await;
        let problem: Value = serde_json::from_slice(reply.body()).expect("JSON");
        assert_eq!(problem["type"], code, "{path}");
    }
}
