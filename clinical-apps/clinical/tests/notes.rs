//! Notes: the author's alone until they are signed, locked from then on, nothing lost.

use crate::allergies::patient;
use crate::common::{Clinical, clinical, json_of, key, string};
use nilecare_http::Principal;
use serde_json::{Value, json};

/// Calls as somebody of this name.
async fn call(clinical: &Clinical, name: &str, method: &str, path: &str, body: &Value) -> (u16, Value) {
    let principal = Principal {
        user_id: name.to_owned(),
        username: name.to_owned(),
        permissions: vec!["notes:*".to_owned()],
        ..Principal::default()
    };
    let token = format!("Bearer {}", clinical.rig.issuer().issue(&principal).token.expose());
    let reply = clinical.http.send(method, path, Some(token), &key(), body).await;
    (reply.status().as_u16(), json_of(&reply))
}

fn text(words: &str) -> Value {
    json!({"kind": "nursing", "title": "Night", "text": words})
}

struct Written {
    clinical: Clinical,
    patient: String,
    path: String,
}

/// A draft by `amna`.
async fn draft() -> Written {
    let clinical = clinical().await;
    let patient = patient(&clinical, "1").await;
    let list = format!("/api/v1/patients/{patient}/notes");
    let (status, note) = call(&clinical, "amna", "POST", &list, &text("slept")).await;
    assert_eq!(
        (status, &note["status"], &note["author"]),
        (201, &json!("draft"), &json!("amna"))
    );
    let path = format!("/api/v1/notes/{}", string(&note["id"]));
    clinical.told().await;
    Written {
        clinical,
        patient,
        path,
    }
}

#[tokio::test]
async fn a_draft_is_saved_again_and_again_and_seen_by_its_author_alone() {
    let Written {
        clinical,
        patient,
        path,
    } = draft().await;
    let list = format!("/api/v1/patients/{patient}/notes");
    for n in 2..5 {
        let (status, saved) = call(&clinical, "amna", "PUT", &path, &text(&format!("slept {n} hours"))).await;
        assert_eq!((status, &saved["version"]), (200, &json!(n)));
    }
    let (_, mine) = call(&clinical, "amna", "GET", &list, &Value::Null).await;
    assert_eq!(mine["items"][0]["text"], "slept 4 hours");
    let (_, theirs) = call(&clinical, "tarig", "GET", &list, &Value::Null).await;
    assert_eq!(theirs["items"], json!([]));
    for (method, at) in [
        ("GET", path.clone()),
        ("PUT", path.clone()),
        ("POST", format!("{path}/sign")),
    ] {
        let (status, problem) = call(&clinical, "tarig", method, &at, &text("mine")).await;
        assert_eq!((status, &problem["type"]), (404, &json!("note-not-found")), "{method}");
    }
    assert_eq!(clinical.told().await, Vec::<Value>::new(), "a draft is told to nobody");
    // A second window that has not read the last save does not overwrite it.
    let (_, own) = clinical.http.command(&list, &key(), &text("one")).await;
    let path = format!("/api/v1/notes/{}", string(&own["id"]));
    assert_eq!(clinical.http.call_if(1, "PUT", &path, &text("two")).await.0, 200);
    let (status, problem) = clinical.http.call_if(1, "PUT", &path, &text("lost")).await;
    assert_eq!((status, &problem["type"]), (409, &json!("note-version")));
    assert_eq!(clinical.http.get(&path).await["text"], "two");
}

#[tokio::test]
async fn signed_it_is_locked_seen_by_all_and_added_to() {
    let Written { clinical, path, .. } = draft().await;
    let (status, signed) = call(&clinical, "amna", "POST", &format!("{path}/sign"), &Value::Null).await;
    assert_eq!((status, &signed["status"]), (200, &json!("final")), "{signed}");
    let (status, problem) = call(&clinical, "amna", "PUT", &path, &text("changed")).await;
    assert_eq!((status, &problem["type"]), (409, &json!("note-state")));
    assert!(problem["detail"].to_string().contains("final"), "{problem}");
    let (status, problem) = call(&clinical, "amna", "POST", &format!("{path}/sign"), &Value::Null).await;
    assert_eq!((status, &problem["type"]), (409, &json!("note-state")));

    let more = json!({"text": "and woke at six"});
    let (status, added) = call(&clinical, "tarig", "POST", &format!("{path}/addenda"), &more).await;
    assert_eq!(status, 200, "{added}");
    assert_eq!(
        (&added["text"], &added["addenda"][0]["by"], &added["addenda"][0]["text"]),
        (&json!("slept"), &json!("tarig"), &more["text"])
    );
    let topics: Vec<_> = clinical
        .told()
        .await
        .iter()
        .map(|event| string(&event["event_type"]))
        .collect();
    assert_eq!(topics, ["clinical.note.signed", "clinical.note.updated"]);
}

#[tokio::test]
async fn an_amendment_has_a_reason_and_keeps_the_text_before() {
    let Written { clinical, path, .. } = draft().await;
    let amend = format!("{path}/amend");
    let change = json!({"text": "did not sleep", "reason": "wrong bed"});
    let (status, problem) = call(&clinical, "amna", "POST", &amend, &change).await;
    assert_eq!(
        (status, &problem["type"]),
        (409, &json!("note-state")),
        "a draft is saved, not amended"
    );
    call(&clinical, "amna", "POST", &format!("{path}/sign"), &Value::Null).await;
    let (status, problem) = call(&clinical, "tarig", "POST", &amend, &change).await;
    assert_eq!((status, &problem["type"]), (409, &json!("note-author")));
    let without = json!({"text": "did not sleep", "reason": ""});
    assert_eq!(call(&clinical, "amna", "POST", &amend, &without).await.0, 422);
    let (status, amended) = call(&clinical, "amna", "POST", &amend, &change).await;
    assert_eq!((status, &amended["status"]), (200, &json!("amended")));
    let (_, versions) = call(&clinical, "tarig", "GET", &format!("{path}/versions"), &Value::Null).await;
    let texts: Vec<_> = versions["items"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|version| string(&version["text"]))
        .collect();
    assert_eq!(texts, ["did not sleep", "slept"]);
}

#[tokio::test]
async fn a_discarded_draft_and_a_note_in_error_are_final() {
    let Written {
        clinical,
        patient,
        path,
    } = draft().await;
    let error = format!("{path}/entered-in-error");
    let reason = json!({"reason": "another patient's"});
    let (status, gone) = call(&clinical, "amna", "POST", &error, &reason).await;
    assert_eq!((status, &gone["status"]), (200, &json!("entered-in-error")));
    assert_eq!(clinical.told().await, Vec::<Value>::new());
    let (status, problem) = call(&clinical, "amna", "POST", &format!("{path}/sign"), &Value::Null).await;
    assert_eq!((status, &problem["type"]), (409, &json!("note-state")));
    let list = format!("/api/v1/patients/{patient}/notes");
    let (_, second) = call(&clinical, "amna", "POST", &list, &text("")).await;
    let path = format!("/api/v1/notes/{}", string(&second["id"]));
    let (status, _) = call(&clinical, "amna", "POST", &format!("{path}/sign"), &Value::Null).await;
    assert_eq!(status, 422, "nothing is written");
}
