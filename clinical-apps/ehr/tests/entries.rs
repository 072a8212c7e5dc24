//! Problems, care plans, histories, directives, consents, the care team: states, links, versions, merges.

use nilecare_sql::Db;
use serde_json::{Value, json};

use crate::common::{AMNA, EHR, Hospital, TARIG, code, hospital, key, string};

fn icd(code: &str, text: &str) -> Value {
    json!({"system": "http://hl7.org/fhir/sid/icd-10-cm", "code": code, "text": text})
}

fn path(kind: &str, made: &Value) -> String {
    format!("{EHR}/{kind}/{}", string(&made["id"]))
}

async fn status(hospital: &Hospital, kind: &str, made: &Value, to: &str) -> (u16, Value) {
    let body = json!({"status": to, "reason": "seen today"});
    hospital
        .call(&AMNA, "POST", &format!("{}/status", path(kind, made)), &body)
        .await
}

#[tokio::test]
async fn a_problem_changes_only_to_what_may_follow() {
    let hospital = hospital().await;
    let problem = hospital
        .record(
            "problems",
            &json!({"code": icd("E11.9", "Diabetes"), "status": "chronic"}),
        )
        .await;
    let (code_of, refused) = status(&hospital, "problems", &problem, "recurrent").await;
    assert_eq!((code_of, code(&refused).as_str()), (409, "record-state"));
    let detail = string(&refused["detail"]);
    assert!(
        detail.contains("is chronic") && detail.contains("intermittent, inactive, resolved"),
        "{detail}"
    );
    for (to, expected) in [
        ("inactive", 200),
        ("resolved", 200),
        ("chronic", 409),
        ("recurrent", 200),
    ] {
        let (code, reply) = status(&hospital, "problems", &problem, to).await;
        assert_eq!(code, expected, "{to}: {reply}");
    }
    let own = path("problems", &problem);
    let put = hospital.here(&json!({"code": icd("E11.9", "Diabetes"), "status": "active"}));
    let (code_of, refused) = hospital.call(&AMNA, "PUT", &own, &put).await;
    assert_eq!((code_of, code(&refused).as_str()), (409, "record-state"), "{refused}");
    let mut put = put;
    put["status"] = json!("resolved");
    put["abatement"] = json!("2026");
    let (code_of, changed) = hospital.call_if(&AMNA, Some(4), "PUT", &own, &put).await;
    assert_eq!((code_of, &changed["version"]), (200, &json!(5)), "{changed}");
    let (code_of, lost) = hospital.call_if(&TARIG, Some(4), "PUT", &own, &put).await;
    assert_eq!((code_of, code(&lost).as_str()), (409, "version-changed"));
    let (_, back) = status(&hospital, "problems", &problem, "recurrent").await;
    assert_eq!(back["abatement"], Value::Null, "what came back has no end");
    let (_, versions) = hospital
        .call(&AMNA, "GET", &format!("{own}/versions"), &Value::Null)
        .await;
    assert_eq!(versions["items"].as_array().map(Vec::len), Some(6));
    let list = format!("{EHR}/patients/{}/problems?status=", hospital.patient);
    let (_, page) = hospital
        .call(&AMNA, "GET", &format!("{list}recurrent"), &Value::Null)
        .await;
    assert_eq!(page["items"].as_array().map(Vec::len), Some(1));
    assert_eq!(
        hospital
            .call(&AMNA, "GET", &format!("{list}gone"), &Value::Null)
            .await
            .0,
        422
    );
    let topics = hospital.topics().await;
    assert_eq!(
        (topics.len(), topics.iter().all(|topic| topic == "ehr.problem.changed")),
        (6, true),
        "{topics:?}"
    );
}

#[tokio::test]
async fn what_an_entry_points_to_is_the_same_patients() {
    let hospital = hospital().await;
    let other = hospital.patient_of("2").await;
    let body = hospital.here(&json!({"code": icd("I10", "Hypertension")}));
    let theirs = hospital.post(&format!("{EHR}/patients/{other}/problems"), &body).await;
    let diagnosis = json!({"code": icd("J18.9", "Pneumonia")});
    let theirs_too = hospital
        .post(&format!("/api/v1/patients/{other}/conditions"), &diagnosis)
        .await;
    let ours = hospital
        .post(&format!("/api/v1/patients/{}/conditions", hospital.patient), &diagnosis)
        .await;
    let list = format!("{EHR}/patients/{}/problems", hospital.patient);
    for wrong in [
        json!({"code": icd("J18.9", "Pneumonia"), "related": [theirs["id"]]}),
        json!({"code": icd("J18.9", "Pneumonia"), "condition_id": theirs_too["id"]}),
        json!({"code": icd("J18.9", "Pneumonia"), "abatement": "2026"}),
        json!({"code": icd("J18.9", "Pneumonia"), "status": "resolved", "onset": "2025", "abatement": "2024"}),
    ] {
        let (status, problem) = hospital.http.command(&list, &key(), &hospital.here(&wrong)).await;
        assert_eq!(status, 422, "{problem}");
    }
    let problem = hospital
        .record(
            "problems",
            &json!({"code": icd("J18.9", "Pneumonia"), "condition_id": ours["id"]}),
        )
        .await;
    assert_eq!(problem["condition_id"], ours["id"]);
}

#[tokio::test]
async fn a_care_plan_is_active_with_a_goal_and_over_when_it_is_over() {
    let hospital = hospital().await;
    let empty = hospital.record("care-plans", &json!({"title": "Diabetes"})).await;
    let (code_of, refused) = status(&hospital, "care-plans", &empty, "active").await;
    assert_eq!((code_of, code(&refused).as_str()), (409, "something-first"));
    let body = json!({"title": "Diabetes", "review_on": "2026-12-01", "goals": [{"text": "Lower HbA1c", "target": "below 7 %"}],
                      "activities": [{"text": "Walk", "state": "in-progress"}]});
    let plan = hospital.record("care-plans", &body).await;
    let due = async |day: &str| {
        let path = format!("{EHR}/worklists/care-plans-due?by={day}&facility={}", hospital.facility);
        let (_, page) = hospital.call(&AMNA, "GET", &path, &Value::Null).await;
        page["items"].as_array().expect("a list").len()
    };
    assert_eq!(due("2026-12-31").await, 0, "a draft is not followed");
    assert_eq!(status(&hospital, "care-plans", &plan, "active").await.0, 200);
    assert_eq!((due("2026-11-30").await, due("2026-12-01").await), (0, 1));
    for (to, expected) in [
        ("draft", 409),
        ("on-hold", 200),
        ("active", 200),
        ("completed", 200),
        ("active", 409),
    ] {
        assert_eq!(status(&hospital, "care-plans", &plan, to).await.0, expected, "{to}");
    }
    assert_eq!(due("2026-12-31").await, 0);
    let (code_of, refused) = hospital
        .call(&AMNA, "PUT", &path("care-plans", &plan), &hospital.here(&body))
        .await;
    assert_eq!((code_of, code(&refused).as_str()), (409, "record-state"));
    assert!(string(&refused["detail"]).contains("is completed"), "{refused}");
}

#[tokio::test]
async fn a_consent_is_withdrawn_with_a_reason_and_never_deleted() {
    let hospital = hospital().await;
    let body = json!({"scope": "research", "decision": "permit", "valid_from": "2026-01-01", "detail": "Registry"});
    let consent = hospital.record("consents", &body).await;
    let own = path("consents", &consent);
    for method in ["PUT", "DELETE", "PATCH"] {
        assert_eq!(
            hospital.call(&AMNA, method, &own, &hospital.here(&body)).await.0,
            405,
            "{method}"
        );
    }
    let withdraw = format!("{own}/withdraw");
    assert_eq!(
        hospital.call(&AMNA, "POST", &withdraw, &json!({"reason": ""})).await.0,
        422
    );
    let (status, withdrawn) = hospital
        .call(&AMNA, "POST", &withdraw, &json!({"reason": "changed her mind"}))
        .await;
    assert_eq!(
        (status, &withdrawn["status"], &withdrawn["withdrawn"]["by"]),
        (200, &json!("withdrawn"), &json!("amna"))
    );
    let (status, again) = hospital
        .call(&AMNA, "POST", &withdraw, &json!({"reason": "again"}))
        .await;
    assert_eq!((status, code(&again).as_str()), (409, "record-state"));
    let (_, versions) = hospital
        .call(&AMNA, "GET", &format!("{own}/versions"), &Value::Null)
        .await;
    assert_eq!(
        versions["items"].as_array().map(Vec::len),
        Some(2),
        "what was agreed to stays readable"
    );
    let db = Db::open(&hospital.rig.database("ehr")).await.expect("it opens");
    let mut tx = db.begin_write().await.expect("it writes");
    assert!(sqlx::query("DELETE FROM consents").execute(&mut *tx).await.is_err());
    assert!(
        sqlx::query("DELETE FROM entry_versions")
            .execute(&mut *tx)
            .await
            .is_err()
    );
    drop(tx);
    assert_eq!(hospital.topics().await, ["ehr.consent.changed", "ehr.consent.changed"]);
}

#[tokio::test]
async fn directives_histories_and_the_care_team_are_kept_with_their_times() {
    let hospital = hospital().await;
    let proxy = json!({"kind": "healthcare-proxy", "statement": "My sister decides.", "valid_from": "2026-01-01"});
    let list = format!("{EHR}/patients/{}/advance-directives", hospital.patient);
    let (code_of, problem) = hospital.http.command(&list, &key(), &hospital.here(&proxy)).await;
    assert_eq!(
        (code_of, &problem["problems"][0]),
        (422, &json!("/proxy: is needed with kind healthcare-proxy"))
    );
    let mut proxy = proxy;
    proxy["proxy"] = json!({"name": "Salma Osman", "relation": "sister"});
    let directive = hospital.record("advance-directives", &proxy).await;
    for (to, expected) in [
        ("superseded", 409),
        ("active", 200),
        ("superseded", 200),
        ("active", 409),
    ] {
        assert_eq!(
            status(&hospital, "advance-directives", &directive, to).await.0,
            expected,
            "{to}"
        );
    }
    let family = json!({"relation": "mother", "deceased": true, "age_at_death": 70,
                        "conditions": [{"code": icd("I21.9", "Infarction"), "age_at_onset": 68, "led_to_death": true}]});
    hospital.record("family-history", &family).await;
    let (code_of, _) = hospital
        .http
        .command(
            &format!("{EHR}/patients/{}/family-history", hospital.patient),
            &key(),
            &hospital.here(&json!({"relation": "father", "age_at_death": 70})),
        )
        .await;
    assert_eq!(code_of, 422, "only who died has an age at death");
    let smoker = json!({"system": "http://snomed.info/sct", "code": "77176002", "text": "Smoker"});
    let smoked = hospital
        .record(
            "social-history",
            &json!({"category": "tobacco", "value": smoker, "from": "2001", "until": "2020"}),
        )
        .await;
    assert_eq!(smoked["until"], "2020");
    let member =
        json!({"member": {"family": "Hassan", "given": "Tarig"}, "role": "attending-physician", "from": "2026-11-01"});
    let member = hospital.record("care-team", &member).await;
    let end = format!("{}/end", path("care-team", &member));
    let early = json!({"until": "2026-10-01", "reason": "moved"});
    assert_eq!(hospital.call(&AMNA, "POST", &end, &early).await.0, 422);
    let (code_of, ended) = hospital
        .call(&AMNA, "POST", &end, &json!({"until": "2026-11-20", "reason": "moved"}))
        .await;
    assert_eq!(
        (code_of, &ended["status"], &ended["until"]),
        (200, &json!("ended"), &json!("2026-11-20"))
    );
    assert_eq!(hospital.call(&AMNA, "POST", &end, &early).await.0, 422);
    let late = json!({"until": "2026-11-21", "reason": "moved"});
    assert_eq!(hospital.call(&AMNA, "POST", &end, &late).await.0, 409);
}

#[tokio::test]
async fn an_entry_in_error_is_final_and_stays_readable() {
    let hospital = hospital().await;
    let problem = hospital
        .record("problems", &json!({"code": icd("I10", "Hypertension")}))
        .await;
    let own = path("problems", &problem);
    let error = format!("{own}/entered-in-error");
    let reason = json!({"reason": "another patient's"});
    assert_eq!(hospital.call(&AMNA, "POST", &error, &reason).await.0, 200);
    let (code_of, again) = hospital.call(&AMNA, "POST", &error, &reason).await;
    assert_eq!((code_of, code(&again).as_str()), (409, "record-state"));
    assert_eq!(status(&hospital, "problems", &problem, "resolved").await.0, 409);
    let (code_of, read) = hospital.call(&AMNA, "GET", &own, &Value::Null).await;
    assert_eq!((code_of, &read["entered_in_error"]["by"]), (200, &json!("amna")));
}

#[tokio::test]
async fn after_a_merge_the_record_is_the_survivors_and_after_an_unmerge_each_has_its_own() {
    let hospital = hospital().await;
    let other = hospital.patient_of("2").await;
    let problem = hospital
        .record("problems", &json!({"code": icd("I10", "Hypertension")}))
        .await;
    let note = hospital.signed(&AMNA, &json!({"plan": "rest"})).await;
    let n = async |patient: &str| {
        let (_, page) = hospital
            .call(
                &AMNA,
                "GET",
                &format!("{EHR}/patients/{patient}/problems"),
                &Value::Null,
            )
            .await;
        page["items"].as_array().expect("a list").len()
    };
    assert_eq!((n(&hospital.patient).await, n(&other).await), (1, 0));
    let merge = json!({"from": hospital.patient, "into": other, "reason": "the same person"});
    merge_or_not(&hospital, "merge", &merge, &other).await;
    assert_eq!(
        (n(&hospital.patient).await, n(&other).await),
        (1, 1),
        "both ids are the same person now"
    );
    for own in [path("problems", &problem), note.clone()] {
        let (_, read) = hospital.call(&AMNA, "GET", &own, &Value::Null).await;
        assert_eq!(read["patient_id"], json!(other), "{own}");
    }
    merge_or_not(
        &hospital,
        "unmerge",
        &json!({"reason": "they are two"}),
        &hospital.patient,
    )
    .await;
    assert_eq!((n(&hospital.patient).await, n(&other).await), (1, 0));
}

async fn merge_or_not(hospital: &Hospital, what: &str, body: &Value, patient: &str) {
    let mut body = body.clone();
    if what == "merge" {
        body = json!({"prior_id": body["from"], "reason": body["reason"]});
    }
    let (status, reply) = hospital
        .http
        .call("POST", &format!("/api/v1/patients/{patient}/{what}"), &body)
        .await;
    assert!((200..300).contains(&status), "{what}: {status} {reply}");
}

#[tokio::test]
async fn lists_can_be_of_one_facility() {
    let hospital = hospital().await;
    let site = json!({"code": "OMD", "name": "Clinic", "kind": "clinic", "time_zone": "Africa/Khartoum"});
    let other = string(&hospital.post("/api/v1/facilities", &site).await["id"]);
    let list = format!("{EHR}/patients/{}/problems", hospital.patient);
    hospital
        .record("problems", &json!({"code": icd("I10", "Hypertension")}))
        .await;
    let body = json!({"facility_id": other, "code": icd("E11.9", "Diabetes")});
    hospital.post(&list, &body).await;
    for (query, n) in [
        (String::new(), 2),
        (format!("?facility={other}"), 1),
        (format!("?facility={}", hospital.facility), 1),
        (format!("?facility={}", hospital.patient), 0),
    ] {
        let (_, page) = hospital
            .call(&AMNA, "GET", &format!("{list}{query}"), &Value::Null)
            .await;
        assert_eq!(page["items"].as_array().map(Vec::len), Some(n), "{query}");
    }
    let (_, first) = hospital
        .call(&AMNA, "GET", &format!("{list}?limit=1"), &Value::Null)
        .await;
    let next = format!("{list}?limit=1&cursor={}", string(&first["next"]));
    let (_, second) = hospital.call(&AMNA, "GET", &next, &Value::Null).await;
    assert_eq!(
        (&second["items"][0]["code"]["code"], &second["next"]),
        (&json!("I10"), &Value::Null)
    );
}
