//! Sign-ins that are listed and ended.

use jiff::SignedDuration;
use serde_json::{Value, json};

use crate::support::{Auth, PASSWORD, auth, json_of, text};

const SESSIONS: &str = "/api/v1/auth/sessions";

async fn listed(auth: &Auth, token: &str) -> Vec<Value> {
    let reply = auth.send("GET", SESSIONS, token, json!(null)).await;
    assert_eq!(reply.status(), 200);
    json_of(&reply).as_array().expect("a list").clone()
}

async fn is_taken(auth: &Auth, token: &str) -> bool {
    let status = auth.send("GET", "/api/v1/auth/me", token, json!(null)).await.status();
    assert!(status == 200 || status == 401);
    status == 200
}

#[tokio::test]
async fn a_user_sees_the_own_sign_ins_and_ends_one_at_once() {
    let auth = auth().await;
    auth.add("amna", "doctor").await;
    let first = auth.login("amna", PASSWORD).await;
    auth.clock.advance(SignedDuration::from_mins(1));
    let second = auth.login("amna", PASSWORD).await;
    let (lost, kept) = (text(&first, "access_token"), text(&second, "access_token"));
    let sessions = listed(&auth, &kept).await;
    let current: Vec<_> = sessions.iter().map(|session| session["current"].clone()).collect();
    assert_eq!(current, [json!(true), json!(false)]);
    assert_eq!(sessions[1]["started_at"], "2027-01-15T08:00:00Z");

    let path = format!("{SESSIONS}/{}", sessions[1]["id"].as_str().expect("an id"));
    assert_eq!(auth.send("DELETE", &path, &kept, json!(null)).await.status(), 204);
    assert!(
        !is_taken(&auth, &lost).await,
        "its access token is refused before it expires"
    );
    assert_eq!(auth.refresh(&text(&first, "refresh_token")).await.status(), 401);
    assert!(is_taken(&auth, &kept).await);
    assert_eq!(listed(&auth, &kept).await.len(), 1);
    let again = auth.send("DELETE", &path, &kept, json!(null)).await;
    assert_eq!(text(&again, "type"), "session-not-found");
}

#[tokio::test]
async fn nobody_ends_the_sign_in_of_another() {
    let auth = auth().await;
    auth.add("amna", "doctor").await;
    auth.add("idris", "doctor").await;
    let (amna, idris) = (auth.token("amna").await, auth.token("idris").await);
    let id = listed(&auth, &amna).await[0]["id"].as_str().expect("an id").to_owned();
    let refused = auth
        .send("DELETE", &format!("{SESSIONS}/{id}"), &idris, json!(null))
        .await;
    assert_eq!(text(&refused, "type"), "session-not-found");
    assert!(is_taken(&auth, &amna).await);
}

#[tokio::test]
async fn all_others_end_together_and_an_administrator_ends_all() {
    let auth = auth().await;
    let id = auth.add("amna", "doctor").await;
    let (old, kept) = (auth.token("amna").await, auth.token("amna").await);
    let ended = auth
        .send("POST", &format!("{SESSIONS}/end-others"), &kept, json!(null))
        .await;
    assert_eq!(ended.status(), 204);
    assert!(!is_taken(&auth, &old).await);
    assert!(is_taken(&auth, &kept).await);

    let admin = auth.token("admin").await;
    let path = format!("/api/v1/users/{id}/sessions");
    assert_eq!(
        json_of(&auth.send("GET", &path, &admin, json!(null)).await)
            .as_array()
            .map(Vec::len),
        Some(1)
    );
    assert_eq!(auth.send("DELETE", &path, &kept, json!(null)).await.status(), 403);
    assert_eq!(auth.send("DELETE", &path, &admin, json!(null)).await.status(), 204);
    assert!(!is_taken(&auth, &kept).await);
    assert!(is_taken(&auth, &admin).await);
}

#[tokio::test]
async fn signing_out_disabling_and_reuse_end_access_tokens_at_once() {
    let auth = auth().await;
    let id = auth.add("amna", "doctor").await;
    let admin = auth.token("admin").await;

    let signed_in = auth.login("amna", PASSWORD).await;
    let body = json!({"refresh_token": text(&signed_in, "refresh_token")});
    auth.send("POST", "/api/v1/auth/logout", "", body).await;
    assert!(!is_taken(&auth, &text(&signed_in, "access_token")).await);

    let signed_in = auth.login("amna", PASSWORD).await;
    let used = text(&signed_in, "refresh_token");
    let renewed = auth.refresh(&used).await;
    auth.refresh(&used).await;
    assert!(!is_taken(&auth, &text(&renewed, "access_token")).await);

    let token = auth.token("amna").await;
    auth.send("POST", &format!("/api/v1/users/{id}/disable"), &admin, json!(null))
        .await;
    assert!(!is_taken(&auth, &token).await);
}

#[tokio::test]
async fn what_was_ended_stays_ended_after_a_restart() {
    let auth = auth().await;
    let signed_in = auth.login("admin", PASSWORD).await;
    let body = json!({"refresh_token": text(&signed_in, "refresh_token")});
    auth.send("POST", "/api/v1/auth/logout", "", body).await;
    let auth = auth.restarted().await;
    assert!(!is_taken(&auth, &text(&signed_in, "access_token")).await);
    assert!(is_taken(&auth, &auth.token("admin").await).await);
}
