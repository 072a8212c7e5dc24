//! Auth as a client meets it, on a real database file.

use std::sync::Arc;

use http::header;
use jiff::SignedDuration;
use nilecare_auth::{AuthOptions, AuthService, Origin};
use nilecare_http::{TokenKey, dangling_references, routes_without_permission};
use nilecare_sql::Db;
use nilecare_testkit::TestStore;
use nilecare_types::{FixedClock, Secret, Timestamp};
use serde_json::json;

use crate::support::{PASSWORD, auth, json_of, text};

#[tokio::test]
async fn the_first_user_signs_in_and_learns_who_he_is() {
    let auth = auth().await;
    let reply = auth.login("Admin", PASSWORD).await;
    assert_eq!(reply.status(), 200);
    assert_eq!(reply.headers()[header::CACHE_CONTROL], "no-store");
    assert_eq!(
        (
            json_of(&reply)["token_type"].clone(),
            json_of(&reply)["expires_in"].clone()
        ),
        (json!("Bearer"), json!(900))
    );
    let me = auth
        .send("GET", "/api/v1/auth/me", &text(&reply, "access_token"), json!(null))
        .await;
    let me = json_of(&me);
    assert_eq!(
        (&me["username"], &me["roles"], &me["permissions"]),
        (&json!("admin"), &json!(["administrator"]), &json!(["*"]))
    );
    assert_eq!(auth.send("GET", "/api/v1/auth/me", "", json!(null)).await.status(), 401);
    auth.clock.advance(SignedDuration::from_mins(16));
    let expired = auth
        .send("GET", "/api/v1/auth/me", &text(&reply, "access_token"), json!(null))
        .await;
    assert_eq!(expired.status(), 401);
}

#[tokio::test]
async fn a_generated_first_password_is_told_once_and_works() {
    let folder = TestStore::new();
    let url = folder.url("auth");
    let key = TokenKey::new(Secret::new("k".repeat(32))).expect("32 bytes");
    let clock = Arc::new(FixedClock::at(Timestamp::UNIX_EPOCH));
    let db = Db::open(&url).await.expect("it opens");
    let service = AuthService::new(db, clock, &key, AuthOptions::default())
        .await
        .expect("it starts");
    let password = service.ensure_admin(None).await.expect("it adds").expect("it tells");
    assert_eq!(password.expose().len(), 24);
    assert!(password.expose().chars().all(|c| c.is_ascii_alphanumeric()));
    service
        .login("admin", password, &Origin::default())
        .await
        .expect("it signs in");
    assert!(service.ensure_admin(None).await.expect("it looks").is_none());
}

#[tokio::test]
async fn the_operator_may_choose_a_short_first_password_but_not_an_empty_one() {
    let folder = TestStore::new();
    let url = folder.url("auth");
    let key = TokenKey::new(Secret::new("k".repeat(32))).expect("32 bytes");
    let clock = Arc::new(FixedClock::at(Timestamp::UNIX_EPOCH));
    let db = Db::open(&url).await.expect("it opens");
    let service = AuthService::new(db, clock, &key, AuthOptions::default())
        .await
        .expect("it starts");
    let secret = |text: &str| Secret::new(text.to_owned());
    assert!(service.ensure_admin(Some(secret(""))).await.is_err());
    assert!(
        service
            .ensure_admin(Some(secret("abc")))
            .await
            .expect("it adds")
            .is_none()
    );
    service
        .login("admin", secret("abc"), &Origin::default())
        .await
        .expect("it signs in");
}

#[tokio::test]
async fn wrong_name_wrong_password_and_disabled_get_the_same_answer() {
    let auth = auth().await;
    let id = auth.add("amna", "nurse").await;
    let admin = auth.token("admin").await;
    assert_eq!(
        auth.send("POST", &format!("/api/v1/users/{id}/disable"), &admin, json!(null))
            .await
            .status(),
        204
    );
    let replies = [
        auth.login("nobody", PASSWORD).await,
        auth.login("admin", "wrong").await,
        auth.login("amna", PASSWORD).await,
    ];
    for reply in &replies {
        assert_eq!((reply.status().as_u16(), reply.body()), (401, replies[0].body()));
    }
    assert_eq!(
        auth.send("POST", &format!("/api/v1/users/{id}/enable"), &admin, json!(null))
            .await
            .status(),
        204
    );
    assert_eq!(auth.login("amna", PASSWORD).await.status(), 200);
}

#[tokio::test]
async fn guessing_has_to_wait_and_the_right_password_works_after_the_wait() {
    let auth = auth().await;
    for name in ["admin", "nobody"] {
        for _ in 0..5 {
            assert_eq!(auth.login(name, "guess").await.status(), 401);
        }
        let held = auth.login(name, PASSWORD).await;
        assert_eq!(
            (held.status().as_u16(), text(&held, "type").as_str()),
            (429, "login-throttled")
        );
        assert_eq!(held.headers()[header::RETRY_AFTER], "1");
    }
    auth.clock.advance(SignedDuration::from_secs(1));
    assert_eq!(auth.login("admin", PASSWORD).await.status(), 200);
}

#[tokio::test]
async fn a_refresh_token_works_once_and_its_reuse_ends_the_sign_in() {
    let auth = auth().await;
    let first = text(&auth.login("admin", PASSWORD).await, "refresh_token");
    let other_sign_in = text(&auth.login("admin", PASSWORD).await, "refresh_token");
    let second = text(&auth.refresh(&first).await, "refresh_token");
    let third = text(&auth.refresh(&second).await, "refresh_token");
    let stolen = auth.refresh(&first).await;
    assert_eq!(
        (stolen.status().as_u16(), text(&stolen, "type").as_str()),
        (401, "refresh-token-invalid")
    );
    assert_eq!(auth.refresh(&third).await.status(), 401, "the whole family has ended");
    assert_eq!(auth.refresh(&other_sign_in).await.status(), 200, "other sign-ins go on");
    assert_eq!(auth.refresh("made up").await.status(), 401);
}

#[tokio::test]
async fn refresh_tokens_end_by_logout_time_disabling_and_new_passwords() {
    let auth = auth().await;
    let id = auth.add("amna", "doctor").await;
    let admin = auth.token("admin").await;
    let sign_in = async || text(&auth.login("amna", PASSWORD).await, "refresh_token");

    let token = sign_in().await;
    for _ in 0..2 {
        let out = auth
            .send("POST", "/api/v1/auth/logout", "", json!({"refresh_token": token}))
            .await;
        assert_eq!(out.status(), 204);
    }
    assert_eq!(auth.refresh(&token).await.status(), 401);

    let token = sign_in().await;
    let password = json!({"password": PASSWORD});
    let set = auth
        .send("PUT", &format!("/api/v1/users/{id}/password"), &admin, password)
        .await;
    assert_eq!(set.status(), 204);
    assert_eq!(auth.refresh(&token).await.status(), 401);

    let token = sign_in().await;
    auth.send("POST", &format!("/api/v1/users/{id}/disable"), &admin, json!(null))
        .await;
    assert_eq!(auth.refresh(&token).await.status(), 401);
    auth.send("POST", &format!("/api/v1/users/{id}/enable"), &admin, json!(null))
        .await;

    let token = sign_in().await;
    auth.clock.advance(SignedDuration::from_hours(7 * 24));
    assert_eq!(auth.refresh(&token).await.status(), 401);
}

#[tokio::test]
async fn users_are_managed_by_administrators_only() {
    let auth = auth().await;
    auth.add("amna", "nurse").await;
    let (admin, nurse) = (auth.token("admin").await, auth.token("amna").await);
    for (method, path) in [
        ("GET", "/api/v1/users"),
        ("POST", "/api/v1/users"),
        ("POST", "/api/v1/users/01ARZ3NDEKTSV4RRFFQ69G5FAV/disable"),
        ("POST", "/api/v1/users/01ARZ3NDEKTSV4RRFFQ69G5FAV/enable"),
        ("PUT", "/api/v1/users/01ARZ3NDEKTSV4RRFFQ69G5FAV/password"),
    ] {
        assert_eq!(
            auth.send(method, path, "", json!({})).await.status(),
            401,
            "{method} {path}"
        );
        assert_eq!(
            auth.send(method, path, &nurse, json!({})).await.status(),
            403,
            "{method} {path}"
        );
    }
    let page = json_of(&auth.send("GET", "/api/v1/users?limit=1", &admin, json!(null)).await);
    assert_eq!(
        (
            page["items"][0]["username"].clone(),
            page["items"].as_array().map(Vec::len)
        ),
        (json!("admin"), Some(1))
    );
    let next = format!(
        "/api/v1/users?limit=1&cursor={}",
        page["next"].as_str().expect("another page")
    );
    let page = json_of(&auth.send("GET", &next, &admin, json!(null)).await);
    assert_eq!(
        (page["items"][0]["username"].clone(), page.get("next")),
        (json!("amna"), None)
    );
    assert!(!page.to_string().contains("argon2"));
}

#[tokio::test]
async fn bad_users_are_refused_with_the_places() {
    let auth = auth().await;
    let admin = auth.token("admin").await;
    let bad = json!({"username": "a b", "password": "short", "roles": ["nurse", "wizard"]});
    let reply = auth.send("POST", "/api/v1/users", &admin, bad).await;
    assert_eq!(reply.status(), 422);
    let problems = json_of(&reply)["problems"].to_string();
    for place in ["/username", "/password", "/roles/1"] {
        assert!(problems.contains(place), "{problems}");
    }
    assert!(!problems.contains("wizard"));
    let taken = json!({"username": "ADMIN", "password": PASSWORD, "roles": ["nurse"]});
    assert_eq!(
        text(&auth.send("POST", "/api/v1/users", &admin, taken).await, "type"),
        "username-taken"
    );
    let unknown = "/api/v1/users/01ARZ3NDEKTSV4RRFFQ69G5FAV/disable";
    assert_eq!(
        text(&auth.send("POST", unknown, &admin, json!(null)).await, "type"),
        "user-not-found"
    );
    assert_eq!(
        text(
            &auth.send("POST", "/api/v1/users/7/disable", &admin, json!(null)).await,
            "type"
        ),
        "path-invalid"
    );
}

#[tokio::test]
async fn the_last_administrator_stays() {
    let auth = auth().await;
    let admin = auth.token("admin").await;
    let page = json_of(&auth.send("GET", "/api/v1/users", &admin, json!(null)).await);
    let disable = format!(
        "/api/v1/users/{}/disable",
        page["items"][0]["id"].as_str().expect("an id")
    );
    assert_eq!(
        text(&auth.send("POST", &disable, &admin, json!(null)).await, "type"),
        "last-administrator"
    );
    auth.add("second", "administrator").await;
    assert_eq!(auth.send("POST", &disable, &admin, json!(null)).await.status(), 204);
}

#[tokio::test]
async fn new_roles_count_at_once() {
    let auth = auth().await;
    let id = auth.add("amna", "nurse").await;
    let (admin, nurse) = (auth.token("admin").await, auth.token("amna").await);
    let path = format!("/api/v1/users/{id}/roles");
    let roles = json!({"roles": ["administrator", "doctor"]});
    assert_eq!(auth.send("PUT", &path, &nurse, roles.clone()).await.status(), 403);
    assert_eq!(auth.send("PUT", &path, &admin, roles).await.status(), 200);
    assert_eq!(
        auth.send("GET", "/api/v1/auth/me", &nurse, json!(null)).await.status(),
        401,
        "the token with the old roles has ended"
    );
    let promoted = auth.token("amna").await;
    assert_eq!(
        auth.send("GET", "/api/v1/users", &promoted, json!(null)).await.status(),
        200
    );

    let page = json_of(&auth.send("GET", "/api/v1/users", &admin, json!(null)).await);
    let first = page["items"][0]["id"].as_str().expect("an id");
    let demote = json!({"roles": ["nurse"]});
    let other = auth.send("PUT", &path, &admin, demote.clone()).await;
    assert_eq!(other.status(), 200);
    let last = auth
        .send("PUT", &format!("/api/v1/users/{first}/roles"), &admin, demote)
        .await;
    assert_eq!(text(&last, "type"), "last-administrator");
    let unknown = auth.send("PUT", &path, &admin, json!({"roles": ["wizard"]})).await;
    assert_eq!(text(&unknown, "type"), "validation-failed");
}

#[tokio::test]
async fn neither_passwords_nor_tokens_are_in_the_file() {
    let auth = auth().await;
    let refresh_token = text(&auth.login("admin", PASSWORD).await, "refresh_token");
    for file in std::fs::read_dir(auth.folder.path()).expect("it lists") {
        let bytes = std::fs::read(file.expect("a file").path()).expect("it reads");
        for secret in [PASSWORD, &refresh_token] {
            assert!(!bytes.windows(secret.len()).any(|part| part == secret.as_bytes()));
        }
    }
}

#[tokio::test]
async fn every_route_states_its_permission() {
    let auth = auth().await;
    assert_eq!(
        dangling_references(auth.service.router().get_openapi()),
        Vec::<String>::new()
    );
    assert_eq!(
        routes_without_permission(auth.service.router().get_openapi()),
        Vec::<String>::new()
    );
}
