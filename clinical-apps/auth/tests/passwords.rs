//! Rules of passwords, and changing the own one.

use serde_json::json;

use crate::support::{PASSWORD, auth, json_of, text};

const PATH: &str = "/api/v1/auth/password";

#[tokio::test]
async fn changing_it_ends_the_other_sign_ins_and_not_this_one() {
    let auth = auth().await;
    auth.add("amna", "doctor").await;
    let (other, this) = (auth.login("amna", PASSWORD).await, auth.login("amna", PASSWORD).await);
    let this = text(&this, "access_token");
    let wrong = json!({"current_password": "wrong", "new_password": "seven lamps in the hall"});
    assert_eq!(
        text(&auth.send("PUT", PATH, &this, wrong).await, "type"),
        "credentials-invalid"
    );
    let right = json!({"current_password": PASSWORD, "new_password": "seven lamps in the hall"});
    assert_eq!(auth.send("PUT", PATH, &this, right).await.status(), 204);

    assert_eq!(auth.refresh(&text(&other, "refresh_token")).await.status(), 401);
    let me = async |token: &str| auth.send("GET", "/api/v1/auth/me", token, json!(null)).await.status();
    assert_eq!(me(&text(&other, "access_token")).await, 401);
    assert_eq!(me(&this).await, 200);
    assert_eq!(auth.login("amna", PASSWORD).await.status(), 401);
    assert_eq!(auth.login("amna", "seven lamps in the hall").await.status(), 200);
}

#[tokio::test]
async fn a_new_password_is_long_and_not_one_that_is_guessed_first() {
    let auth = auth().await;
    auth.add("amna.idris", "doctor").await;
    let token = auth.token("amna.idris").await;
    for refused in [
        "ten chars!",
        "Password12345678!",
        "amna.idris.amna",
        "111111111111111111",
    ] {
        let body = json!({"current_password": PASSWORD, "new_password": refused});
        let reply = auth.send("PUT", PATH, &token, body).await;
        assert_eq!(reply.status(), 422, "{refused}");
        assert!(!json_of(&reply).to_string().contains(refused));
    }
    let spaces = json!({"current_password": PASSWORD, "new_password": "مصابيح خضراء كثيرة"});
    assert_eq!(auth.send("PUT", PATH, &token, spaces).await.status(), 204);
}

#[tokio::test]
async fn guessing_the_password_by_a_stolen_token_has_to_wait() {
    let auth = auth().await;
    auth.add("amna", "doctor").await;
    let token = auth.token("amna").await;
    let guess = || json!({"current_password": "guess", "new_password": "seven lamps in the hall"});
    for _ in 0..5 {
        assert_eq!(auth.send("PUT", PATH, &token, guess()).await.status(), 401);
    }
    assert_eq!(auth.send("PUT", PATH, &token, guess()).await.status(), 429);
}
