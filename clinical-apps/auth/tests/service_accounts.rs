//! Programs that call with API keys.

use bytes::Bytes;
use http::Response;
use jiff::SignedDuration;
use serde_json::{Value, json};

use crate::support::{Auth, auth, json_of, text};

const ACCOUNTS: &str = "/api/v1/service-accounts";

async fn account(auth: &Auth, admin: &str) -> String {
    let body = json!({"name": "Lab-Bridge", "description": "the analysers' gateway"});
    let added = auth.send("POST", ACCOUNTS, admin, body).await;
    assert_eq!(added.status(), 201);
    assert_eq!(text(&added, "name"), "lab-bridge");
    text(&added, "id")
}

async fn issue(auth: &Auth, by: &str, account: &str, body: Value) -> Response<Bytes> {
    auth.send("POST", &format!("{ACCOUNTS}/{account}/keys"), by, body).await
}

async fn me(auth: &Auth, key: &str) -> Response<Bytes> {
    auth.send("GET", "/api/v1/auth/me", key, json!(null)).await
}

#[tokio::test]
async fn a_key_permits_its_scopes_and_is_shown_once() {
    let auth = auth().await;
    let admin = auth.token("admin").await;
    let account = account(&auth, &admin).await;
    let issued = issue(&auth, &admin, &account, json!({"scopes": ["users:manage"]})).await;
    assert_eq!(issued.status(), 201);
    let key = text(&issued, "api_key");
    assert!(key.starts_with("nck_") && key.len() == 68);

    let who = json_of(&me(&auth, &key).await);
    assert_eq!(
        (&who["username"], &who["permissions"]),
        (&json!("lab-bridge"), &json!(["users:manage"]))
    );
    assert_eq!(auth.send("GET", "/api/v1/users", &key, json!(null)).await.status(), 200);
    assert_eq!(auth.send("GET", ACCOUNTS, &key, json!(null)).await.status(), 403);
    let own = auth.send("GET", "/api/v1/auth/sessions", &key, json!(null)).await;
    assert_eq!(text(&own, "type"), "no-person");

    let keys = auth
        .send("GET", &format!("{ACCOUNTS}/{account}/keys"), &admin, json!(null))
        .await;
    let listed = json_of(&keys);
    assert_eq!(listed[0]["hint"], key[..12]);
    assert_eq!(listed[0]["last_used_at"], "2027-01-15T08:00:00Z");
    assert_eq!(listed[0]["created_by"], "admin");
    assert!(!listed.to_string().contains(&key));
    for file in std::fs::read_dir(auth.folder.path()).expect("it lists") {
        let bytes = std::fs::read(file.expect("a file").path()).expect("it reads");
        assert!(!bytes.windows(key.len()).any(|part| part == key.as_bytes()));
    }
}

#[tokio::test]
async fn a_key_ends_by_time_by_revoking_and_with_its_account() {
    let auth = auth().await;
    let admin = auth.token("admin").await;
    let account = account(&auth, &admin).await;
    let body = json!({"scopes": ["patients:read"], "expires_in_days": 1});
    let short = text(&issue(&auth, &admin, &account, body).await, "api_key");
    let issued = issue(&auth, &admin, &account, json!({"scopes": ["patients:read"]})).await;
    let (long, id) = (text(&issued, "api_key"), json_of(&issued)["key"]["id"].clone());

    auth.clock.advance(SignedDuration::from_hours(24));
    let admin = auth.token("admin").await;
    assert_eq!(me(&auth, &short).await.status(), 401);
    assert_eq!(me(&auth, &long).await.status(), 200);

    for (action, status) in [("disable", 401), ("enable", 200)] {
        let done = auth
            .send("POST", &format!("{ACCOUNTS}/{account}/{action}"), &admin, json!(null))
            .await;
        assert_eq!(
            (done.status().as_u16(), me(&auth, &long).await.status().as_u16()),
            (204, status)
        );
    }
    let path = format!("{ACCOUNTS}/{account}/keys/{}", id.as_str().expect("an id"));
    assert_eq!(auth.send("DELETE", &path, &admin, json!(null)).await.status(), 204);
    assert_eq!(me(&auth, &long).await.status(), 401);
    assert_eq!(me(&auth, "nck_made_up").await.status(), 401);
}

#[tokio::test]
async fn nobody_hands_on_more_than_they_hold() {
    let auth = auth().await;
    let admin = auth.token("admin").await;
    let account = account(&auth, &admin).await;
    let body = json!({"scopes": ["service-accounts:manage", "patients:read"]});
    let key = text(&issue(&auth, &admin, &account, body).await, "api_key");
    assert_eq!(
        issue(&auth, &key, &account, json!({"scopes": ["patients:read"]}))
            .await
            .status(),
        201
    );
    for (by, scopes) in [
        (&key, json!(["users:manage"])),
        (&key, json!(["patients:*"])),
        (&admin, json!(["*"])),
        (&admin, json!(["patients"])),
        (&admin, json!([])),
    ] {
        let refused = issue(&auth, by, &account, json!({"scopes": scopes})).await;
        assert_eq!(text(&refused, "type"), "validation-failed", "{scopes}");
    }
}

#[tokio::test]
async fn unknown_accounts_and_taken_names_are_told() {
    let auth = auth().await;
    let admin = auth.token("admin").await;
    account(&auth, &admin).await;
    let taken = auth.send("POST", ACCOUNTS, &admin, json!({"name": "lab-bridge"})).await;
    assert_eq!(text(&taken, "type"), "service-account-taken");
    let unknown = issue(
        &auth,
        &admin,
        "01ARZ3NDEKTSV4RRFFQ69G5FAV",
        json!({"scopes": ["patients:read"]}),
    )
    .await;
    assert_eq!(text(&unknown, "type"), "service-account-not-found");
}
