//! Structured notes: saved as they are written, one editor at a time, locked when signed, amended with a reason, nothing lost.

use std::sync::Arc;

use nilecare_ehr::EhrOptions;
use nilecare_sql::Db;
use serde_json::{Value, json};

use crate::common::{AMNA, EHR, OFFICER, TARIG, Who, attest, code, hospital, hospital_with, string};

fn soap(plan: &str) -> Value {
    json!({"chief_complaint": "Cough", "subjective": "Three days", "assessment": "Bronchitis", "plan": plan})
}

#[tokio::test]
async fn a_draft_is_saved_signed_locked_and_amended() {
    let hospital = hospital().await;
    let path = hospital.draft(&AMNA, &soap("rest")).await;
    for version in 1..4 {
        let body = hospital.here(&soap(&format!("rest {version} days")));
        let (status, saved) = hospital.call_if(&AMNA, Some(version), "PUT", &path, &body).await;
        assert_eq!((status, &saved["version"]), (200, &json!(version + 1)), "{saved}");
    }
    let (_, versions) = hospital
        .call(&AMNA, "GET", &format!("{path}/versions"), &Value::Null)
        .await;
    assert_eq!(versions["items"], json!([]), "autosaves leave no versions");
    assert_eq!(
        hospital.topics().await,
        Vec::<String>::new(),
        "a draft is told to nobody"
    );

    let (status, signed) = hospital
        .call_if(&AMNA, Some(4), "POST", &format!("{path}/sign"), &attest())
        .await;
    assert_eq!(
        (status, &signed["status"], &signed["lock"]),
        (200, &json!("finalized"), &Value::Null),
        "{signed}"
    );
    let hash = string(&signed["signature"]["content_sha256"]);
    assert_eq!((hash.len(), &signed["signature"]["version"]), (64, &json!(5)));
    let (status, problem) = hospital.call(&AMNA, "PUT", &path, &hospital.here(&soap("other"))).await;
    assert_eq!((status, code(&problem).as_str()), (409, "record-state"));
    let detail = string(&problem["detail"]);
    assert!(
        detail.contains("finalized") && detail.contains("amended, entered-in-error"),
        "{detail}"
    );
    let (status, problem) = hospital.call(&AMNA, "POST", &format!("{path}/sign"), &attest()).await;
    assert_eq!((status, code(&problem).as_str()), (409, "record-state"));

    let amend = json!({"reason": "wrong duration", "attestation": "Corrected by me.", "note": hospital.here(&soap("rest 7 days"))});
    let (status, problem) = hospital.call(&TARIG, "POST", &format!("{path}/amend"), &amend).await;
    assert_eq!((status, code(&problem).as_str()), (409, "other-author"));
    let (status, amended) = hospital
        .call_if(&AMNA, Some(5), "POST", &format!("{path}/amend"), &amend)
        .await;
    assert_eq!(
        (status, &amended["status"], &amended["version"]),
        (200, &json!("amended"), &json!(6)),
        "{amended}"
    );
    let amendment = &amended["amendments"][0];
    assert_eq!((&amendment["number"], &amendment["of_version"]), (&json!(1), &json!(5)));
    assert_ne!(string(&amended["signature"]["content_sha256"]), hash);

    let more = json!({"text": "Called the patient."});
    let (status, added) = hospital.call(&TARIG, "POST", &format!("{path}/addenda"), &more).await;
    assert_eq!(
        (status, &added["addenda"][0]["by"], &added["plan"]),
        (200, &json!("tarig"), &json!("rest 7 days"))
    );
    let (_, versions) = hospital
        .call(&TARIG, "GET", &format!("{path}/versions"), &Value::Null)
        .await;
    let plans: Vec<_> = versions["items"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|one| string(&one["plan"]))
        .collect();
    assert_eq!(plans, ["rest 7 days", "rest 7 days", "rest 3 days"]);
    let (status, diff) = hospital
        .call(&TARIG, "GET", &format!("{path}/diff?from=5&to=6"), &Value::Null)
        .await;
    let expected = json!([{"field": "plan", "changes": [
        {"kind": "removed", "text": "rest 3 days"}, {"kind": "added", "text": "rest 7 days"}]}]);
    assert_eq!((status, &diff["fields"]), (200, &expected), "{diff}");
    assert_eq!(
        hospital
            .call(&TARIG, "GET", &format!("{path}/diff?from=4&to=6"), &Value::Null)
            .await
            .0,
        404
    );
    assert_eq!(
        hospital
            .call(&TARIG, "GET", &format!("{path}/diff?from=6&to=6"), &Value::Null)
            .await
            .0,
        422
    );
    let topics = ["ehr.note.signed", "ehr.note.amended", "ehr.note.amended"];
    assert_eq!(hospital.topics().await, topics);
    let told = hospital.told().await;
    assert_eq!(told[0].key, hospital.patient);
    assert!(
        !told[0].data.to_string().contains("Bronchitis"),
        "what a note says is not told"
    );
}

#[tokio::test]
async fn what_was_signed_cannot_be_changed_even_in_the_database_and_its_hash_tells() {
    let hospital = hospital().await;
    let path = hospital.signed(&AMNA, &soap("rest")).await;
    let own = format!("{path}/integrity");
    let (_, whole) = hospital.call(&AMNA, "GET", &own, &Value::Null).await;
    assert_eq!((&whole["n_versions"], &whole["broken"]), (&json!(1), &json!([])));
    let db = Db::open(&hospital.rig.database("ehr")).await.expect("it opens");
    let mut tx = db.begin_write().await.expect("it writes");
    let forge = "UPDATE soap_note_versions SET body = json_set(body, '$.plan', 'nothing')";
    assert!(
        sqlx::query(forge).execute(&mut *tx).await.is_err(),
        "versions stay the same"
    );
    for sql in ["DROP TRIGGER soap_note_versions_stay_the_same", forge] {
        sqlx::query(sql)
            .execute(&mut *tx)
            .await
            .expect("it is done without the guard");
    }
    tx.commit().await.expect("it writes");
    let (_, broken) = hospital.call(&AMNA, "GET", &own, &Value::Null).await;
    assert_eq!(broken["broken"], json!([2]));
}

#[tokio::test]
async fn of_twenty_signatures_at_once_one_counts() {
    let hospital = Arc::new(hospital().await);
    let path = hospital.draft(&AMNA, &soap("rest")).await;
    let tries = (0..20).map(|_| {
        let (hospital, path) = (Arc::clone(&hospital), format!("{path}/sign"));
        tokio::spawn(async move { hospital.call(&AMNA, "POST", &path, &attest()).await.0 })
    });
    let mut statuses = Vec::new();
    for one in tries.collect::<Vec<_>>() {
        statuses.push(one.await.expect("it does not panic"));
    }
    statuses.sort_unstable();
    assert_eq!(
        (statuses[0], statuses[1], statuses[19]),
        (200, 409, 409),
        "{statuses:?}"
    );
    assert_eq!(hospital.topics().await, ["ehr.note.signed"]);
}

#[tokio::test]
async fn a_draft_has_one_editor_until_the_lock_expires_or_is_taken_over() {
    let hospital = hospital().await;
    let path = hospital.draft(&AMNA, &soap("rest")).await;
    let theirs = hospital.here(&soap("theirs"));
    let (status, problem) = hospital.call(&TARIG, "PUT", &path, &theirs).await;
    assert_eq!((status, code(&problem).as_str()), (409, "note-locked"));
    assert!(string(&problem["detail"]).contains("amna"), "{problem}");
    let lock = format!("{path}/lock");
    assert_eq!(hospital.call(&TARIG, "POST", &lock, &json!({})).await.0, 409);
    let (status, taken) = hospital.call(&TARIG, "POST", &lock, &json!({"take_over": true})).await;
    assert_eq!(
        (status, &taken["lock"]["holder"], &taken["lock"]["taken_from"]),
        (200, &json!("tarig"), &json!("amna"))
    );
    let told = hospital.told().await;
    assert_eq!(
        told.last().map(|event| event.event_type.as_str()),
        Some("ehr.note.lock-taken")
    );
    assert_eq!(
        told[0].data["note"]["lock_taken_from"],
        json!("amna"),
        "who lost it is told"
    );
    // Who lost it is told so, even with the version that is right.
    let version = taken["version"].as_u64();
    let (status, problem) = hospital
        .call_if(&AMNA, version, "PUT", &path, &hospital.here(&soap("mine")))
        .await;
    assert_eq!((status, code(&problem).as_str()), (409, "note-locked"));
    assert_eq!(
        hospital.call(&AMNA, "POST", &format!("{path}/sign"), &attest()).await.0,
        409
    );
    let (status, saved) = hospital.call(&TARIG, "PUT", &path, &theirs).await;
    assert_eq!((status, &saved["contributors"]), (200, &json!(["tarig"])));
    // Fifteen minutes after the last save it is free.
    hospital.set_time("2026-11-22T12:14:59Z");
    assert_eq!(
        hospital
            .call(&AMNA, "PUT", &path, &hospital.here(&soap("mine")))
            .await
            .0,
        409
    );
    hospital.set_time("2026-11-22T12:15:01Z");
    assert_eq!(
        hospital
            .call(&AMNA, "PUT", &path, &hospital.here(&soap("mine")))
            .await
            .0,
        200
    );
    assert_eq!(hospital.call(&AMNA, "DELETE", &lock, &Value::Null).await.0, 200);
    assert_eq!(hospital.call(&TARIG, "POST", &lock, &json!({})).await.0, 200);
}

#[tokio::test]
async fn a_second_window_does_not_overwrite_the_first() {
    let hospital = hospital().await;
    let path = hospital.draft(&AMNA, &soap("one")).await;
    assert_eq!(
        hospital
            .call_if(&AMNA, Some(1), "PUT", &path, &hospital.here(&soap("two")))
            .await
            .0,
        200
    );
    let (status, problem) = hospital
        .call_if(&AMNA, Some(1), "PUT", &path, &hospital.here(&soap("lost")))
        .await;
    assert_eq!((status, code(&problem).as_str()), (409, "version-changed"));
    let (_, note) = hospital.call(&AMNA, "GET", &path, &Value::Null).await;
    assert_eq!(note["plan"], "two");
    let long = json!({"plan": "x".repeat(20_001)});
    let (status, problem) = hospital.call(&AMNA, "PUT", &path, &hospital.here(&long)).await;
    assert_eq!(
        (status, &problem["problems"][0]),
        (422, &json!("/plan: must have at most 20000 characters"))
    );
    let empty = hospital.draft(&AMNA, &json!({})).await;
    assert_eq!(
        hospital
            .call(&AMNA, "POST", &format!("{empty}/sign"), &attest())
            .await
            .0,
        422,
        "nothing is written"
    );
}

#[tokio::test]
async fn a_confidential_note_is_seen_by_its_author_its_cosigner_and_who_may() {
    let hospital = hospital().await;
    let mut body = soap("secret");
    body["confidential"] = json!(true);
    let path = hospital.draft(&AMNA, &body).await;
    for who in [&TARIG, &OFFICER] {
        assert_eq!(
            hospital.call(who, "GET", &path, &Value::Null).await.0,
            404,
            "a draft is the author's alone"
        );
    }
    let sign = json!({"attestation": "Mine.", "cosigner": "hiba"});
    assert_eq!(
        hospital.call(&AMNA, "POST", &format!("{path}/sign"), &sign).await.0,
        200
    );
    let list = format!("{EHR}/soap-notes?patient={}", hospital.patient);
    for (who, sees) in [
        (&AMNA, true),
        (&TARIG, false),
        (&OFFICER, true),
        (&crate::common::RESIDENT, true),
    ] {
        let expected = if sees { 200 } else { 404 };
        for path in [path.clone(), format!("{path}/versions"), format!("{path}/integrity")] {
            let (status, reply) = hospital.call(who, "GET", &path, &Value::Null).await;
            assert_eq!(status, expected, "{} {path}", who.name);
            assert!(sees || code(&reply) == "note-not-found");
        }
        let (_, page) = hospital.call(who, "GET", &list, &Value::Null).await;
        assert_eq!(
            page["items"].as_array().map(Vec::len),
            Some(usize::from(sees)),
            "{}",
            who.name
        );
        let (_, page) = hospital
            .call(who, "GET", &format!("{list}&text=secret"), &Value::Null)
            .await;
        assert_eq!(
            page["items"].as_array().map(Vec::len),
            Some(usize::from(sees)),
            "{}",
            who.name
        );
    }
    let (status, _) = hospital
        .call(&TARIG, "POST", &format!("{path}/addenda"), &json!({"text": "x"}))
        .await;
    assert_eq!(status, 404);
}

#[tokio::test]
async fn notes_are_found_by_patient_author_and_words_page_by_page() {
    let hospital = hospital().await;
    for n in 0..3 {
        hospital
            .signed(&AMNA, &soap(&format!("Salbutamol {n} times, 100% rest")))
            .await;
    }
    hospital.signed(&TARIG, &soap("steam")).await;
    let find = async |query: &str| {
        hospital
            .call(&OFFICER, "GET", &format!("{EHR}/soap-notes?{query}"), &Value::Null)
            .await
    };
    let n = |page: &Value| page["items"].as_array().map_or(99, Vec::len);
    let patient = format!("patient={}", hospital.patient);
    for (query, expected) in [
        (patient.clone(), 4),
        ("author=amna".to_owned(), 3),
        (format!("{patient}&text=SALBUTAMOL"), 3),
        (format!("{patient}&text=salbutamol%202"), 1),
        // No pattern: these are characters like any other.
        (format!("{patient}&text=0%25"), 3),
        (format!("{patient}&text=salb_tamol"), 0),
        (format!("{patient}&status=draft"), 0),
    ] {
        let (status, page) = find(&query).await;
        assert_eq!((status, n(&page)), (200, expected), "{query}: {page}");
    }
    let (_, first) = find(&format!("{patient}&limit=3")).await;
    let (_, second) = find(&format!("{patient}&limit=3&cursor={}", string(&first["next"]))).await;
    assert_eq!((n(&first), n(&second), &second["next"]), (3, 1, &Value::Null));
    assert_eq!(find("text=salbutamol").await.0, 422, "whose, or by whom, must be said");
    let long = format!("{patient}&text={}", "x".repeat(101));
    assert_eq!(find(&long).await.0, 422);
}

#[tokio::test]
async fn a_draft_is_discarded_and_a_signed_note_is_marked_and_both_are_final() {
    let hospital = hospital().await;
    let reason = json!({"reason": "another patient's"});
    let draft = hospital.draft(&AMNA, &soap("rest")).await;
    let (status, gone) = hospital
        .call(&AMNA, "POST", &format!("{draft}/entered-in-error"), &reason)
        .await;
    assert_eq!((status, &gone["status"]), (200, &json!("discarded")));
    assert_eq!(hospital.topics().await, Vec::<String>::new());
    assert_eq!(hospital.call(&TARIG, "GET", &draft, &Value::Null).await.0, 404);
    let signed = hospital.signed(&AMNA, &soap("rest")).await;
    let (status, marked) = hospital
        .call(&AMNA, "POST", &format!("{signed}/entered-in-error"), &reason)
        .await;
    assert_eq!((status, &marked["status"]), (200, &json!("entered-in-error")));
    for path in [draft, signed] {
        let (status, problem) = hospital.call(&AMNA, "POST", &format!("{path}/sign"), &attest()).await;
        assert_eq!((status, code(&problem).as_str()), (409, "record-state"), "{path}");
        assert!(string(&problem["detail"]).contains("nothing else"), "{problem}");
    }
}

#[tokio::test]
async fn the_same_key_begins_one_note_and_a_lock_lasts_as_long_as_it_is_set() {
    let options = EhrOptions {
        lock_for: "1m".parse().expect("a duration"),
        ..EhrOptions::default()
    };
    let hospital = hospital_with(true, options).await;
    let path = format!("{EHR}/patients/{}/soap-notes", hospital.patient);
    let body = hospital.here(&soap("rest"));
    let (_, first) = hospital.http.command(&path, "key-1", &body).await;
    let (_, again) = hospital.http.command(&path, "key-1", &body).await;
    assert_eq!(first["id"], again["id"]);
    assert_eq!(first["lock"]["until"], "2026-11-22T12:01:00Z");
    let (status, problem) = hospital
        .http
        .command(&path, "key-1", &hospital.here(&soap("other")))
        .await;
    assert_eq!((status, code(&problem).as_str()), (422, "idempotency-key-reused"));
    let (status, problem) = hospital
        .http
        .command(&path, "key-2", &json!({"facility_id": hospital.patient}))
        .await;
    assert_eq!(
        (status, &problem["problems"][0]),
        (422, &json!("/facility_id: is no facility"))
    );
    let reader = Who {
        name: "reader",
        roles: &[],
        permissions: &["ehr:read"],
    };
    let draft = format!("{EHR}/soap-notes/{}", string(&first["id"]));
    assert_eq!(
        hospital.call(&reader, "GET", &draft, &Value::Null).await.0,
        404,
        "who only reads sees no drafts"
    );
    assert_eq!(hospital.call(&reader, "PUT", &draft, &body).await.0, 403);
}
