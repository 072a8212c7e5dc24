//! Signing in with a second factor.

use bytes::Bytes;
use http::{Response, header};
use jiff::SignedDuration;
use nilecare_auth::AuthOptions;
use nilecare_types::Clock;
use ring::hmac;
use serde_json::{Value, json};

use crate::support::{Auth, PASSWORD, auth, auth_with, json_of, text};

/// An authenticator, written for the test alone (RFC 6238).
struct Authenticator(Vec<u8>);

impl Authenticator {
    fn new(base32: &str) -> Self {
        let mut bits = String::new();
        for letter in base32.bytes() {
            let value = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
                .iter()
                .position(|&known| known == letter);
            bits.push_str(&format!("{:05b}", value.expect("a letter of Base32")));
        }
        let bytes = bits.as_bytes().chunks_exact(8).map(|byte| {
            let byte = std::str::from_utf8(byte).expect("digits");
            u8::from_str_radix(byte, 2).expect("binary digits")
        });
        Self(bytes.collect())
    }

    fn code(&self, auth: &Auth) -> String {
        let step = auth.clock.now().as_second() / 30;
        let key = hmac::Key::new(hmac::HMAC_SHA1_FOR_LEGACY_USE_ONLY, &self.0);
        let tag = hmac::sign(&key, &step.to_be_bytes());
        let at = usize::from(tag.as_ref()[19] & 15);
        let word: [u8; 4] = tag.as_ref()[at..at + 4].try_into().expect("four bytes");
        format!("{:06}", (u32::from_be_bytes(word) & 0x7fff_ffff) % 1_000_000)
    }
}

async fn post(auth: &Auth, path: &str, token: &str, body: Value) -> Response<Bytes> {
    auth.send("POST", &format!("/api/v1/auth/{path}"), token, body).await
}

async fn challenge(auth: &Auth, username: &str) -> String {
    let reply = auth.login(username, PASSWORD).await;
    assert_eq!(reply.status(), 202);
    assert_eq!(reply.headers()[header::CACHE_CONTROL], "no-store");
    assert!(json_of(&reply).get("access_token").is_none());
    text(&reply, "challenge")
}

async fn answer(auth: &Auth, challenge: &str, code: &str) -> Response<Bytes> {
    post(
        auth,
        "login/second-factor",
        "",
        json!({"challenge": challenge, "code": code}),
    )
    .await
}

/// Sets a second factor up for `amna`; gives her token, authenticator and recovery codes.
async fn enrolled(auth: &Auth) -> (String, Authenticator, Vec<String>) {
    auth.add("amna", "doctor").await;
    let token = auth.token("amna").await;
    let enrolment = post(auth, "second-factor", &token, json!({"password": PASSWORD})).await;
    assert_eq!(enrolment.status(), 200);
    let authenticator = Authenticator::new(&text(&enrolment, "secret"));
    assert!(text(&enrolment, "uri").starts_with("otpauth://totp/NileCare:amna?secret="));
    let code = authenticator.code(auth);
    let confirmed = post(auth, "second-factor/confirm", &token, json!({"code": code})).await;
    assert_eq!(confirmed.status(), 200);
    let codes = json_of(&confirmed)["codes"].clone();
    let codes = serde_json::from_value(codes).expect("texts");
    auth.clock.advance(SignedDuration::from_secs(30));
    (token, authenticator, codes)
}

#[tokio::test]
async fn a_code_is_asked_for_and_taken_once() {
    let auth = auth().await;
    let (token, authenticator, _) = enrolled(&auth).await;
    let stands = json_of(
        &auth
            .send("GET", "/api/v1/auth/second-factor", &token, json!(null))
            .await,
    );
    assert_eq!(
        stands,
        json!({"enabled": true, "required": false, "recovery_codes_left": 10})
    );

    let (first, second) = (challenge(&auth, "amna").await, challenge(&auth, "amna").await);
    let code = authenticator.code(&auth);
    let signed_in = answer(&auth, &first, &code).await;
    assert_eq!(signed_in.status(), 200);
    let me = auth
        .send("GET", "/api/v1/auth/me", &text(&signed_in, "access_token"), json!(null))
        .await;
    assert_eq!(text(&me, "username"), "amna");

    let replayed = answer(&auth, &second, &code).await;
    assert_eq!(
        (replayed.status().as_u16(), text(&replayed, "type").as_str()),
        (401, "code-invalid")
    );
    auth.clock.advance(SignedDuration::from_secs(30));
    let again = answer(&auth, &first, &authenticator.code(&auth)).await;
    assert_eq!(
        text(&again, "type"),
        "challenge-invalid",
        "a challenge is for one sign-in"
    );
    assert_eq!(answer(&auth, &second, &authenticator.code(&auth)).await.status(), 200);
}

#[tokio::test]
async fn a_challenge_ends_after_five_minutes() {
    let auth = auth().await;
    let (_, authenticator, _) = enrolled(&auth).await;
    let challenge = challenge(&auth, "amna").await;
    auth.clock.advance(SignedDuration::from_mins(5));
    let late = answer(&auth, &challenge, &authenticator.code(&auth)).await;
    assert_eq!(text(&late, "type"), "challenge-invalid");
    assert_eq!(
        text(&answer(&auth, "made up", "123456").await, "type"),
        "challenge-invalid"
    );
}

#[tokio::test]
async fn guessing_codes_ends_the_challenge_and_slows_down_new_ones() {
    let auth = auth().await;
    let (_, authenticator, _) = enrolled(&auth).await;
    let first = challenge(&auth, "amna").await;
    for _ in 0..5 {
        assert_eq!(text(&answer(&auth, &first, "000000").await, "type"), "code-invalid");
    }
    let over = answer(&auth, &first, &authenticator.code(&auth)).await;
    assert_eq!(text(&over, "type"), "challenge-invalid");

    let second = challenge(&auth, "amna").await;
    let held = answer(&auth, &second, &authenticator.code(&auth)).await;
    assert_eq!(held.status(), 429);
    assert_eq!(held.headers()[header::RETRY_AFTER], "1");
    auth.clock.advance(SignedDuration::from_secs(1));
    let after_the_wait = answer(&auth, &second, &authenticator.code(&auth)).await;
    assert_eq!(after_the_wait.status(), 200, "nobody is locked out for good");
}

#[tokio::test]
async fn recovery_codes_work_once_each_and_new_ones_replace_them() {
    let auth = auth().await;
    let (token, _, codes) = enrolled(&auth).await;
    assert_eq!(codes.len(), 10);
    let typed = codes[0].to_lowercase().replace('-', " ");
    let first = challenge(&auth, "amna").await;
    assert_eq!(answer(&auth, &first, &typed).await.status(), 200);
    let second = challenge(&auth, "amna").await;
    assert_eq!(text(&answer(&auth, &second, &codes[0]).await, "type"), "code-invalid");

    let renewed = post(
        &auth,
        "second-factor/recovery-codes",
        &token,
        json!({"password": PASSWORD}),
    )
    .await;
    assert_eq!(renewed.status(), 200);
    assert_eq!(text(&answer(&auth, &second, &codes[1]).await, "type"), "code-invalid");
    let fresh = json_of(&renewed)["codes"][0].as_str().expect("a text").to_owned();
    assert_eq!(answer(&auth, &second, &fresh).await.status(), 200);
}

#[tokio::test]
async fn changing_it_asks_for_the_password_and_replacing_it_needs_removal_first() {
    let auth = auth().await;
    let (token, ..) = enrolled(&auth).await;
    for path in ["second-factor", "second-factor/recovery-codes", "second-factor/remove"] {
        let refused = post(&auth, path, &token, json!({"password": "wrong"})).await;
        assert_eq!(text(&refused, "type"), "credentials-invalid", "{path}");
    }
    let again = post(&auth, "second-factor", &token, json!({"password": PASSWORD})).await;
    assert_eq!(text(&again, "type"), "second-factor-exists");
    let removed = post(&auth, "second-factor/remove", &token, json!({"password": PASSWORD})).await;
    assert_eq!(removed.status(), 204);
    assert_eq!(auth.login("amna", PASSWORD).await.status(), 200);
}

#[tokio::test]
async fn an_unconfirmed_key_is_not_asked_for() {
    let auth = auth().await;
    auth.add("amna", "doctor").await;
    let token = auth.token("amna").await;
    post(&auth, "second-factor", &token, json!({"password": PASSWORD})).await;
    assert_eq!(auth.login("amna", PASSWORD).await.status(), 200);
    let wrong = post(&auth, "second-factor/confirm", &token, json!({"code": "000000"})).await;
    assert_eq!(text(&wrong, "type"), "code-invalid");
    assert_eq!(auth.login("amna", PASSWORD).await.status(), 200);
}

#[tokio::test]
async fn a_role_that_requires_one_makes_its_holders_set_one_up() {
    let auth = auth_with(AuthOptions {
        second_factor_roles: vec!["doctor".to_owned()],
        ..AuthOptions::default()
    })
    .await;
    let id = auth.add("amna", "doctor").await;
    let first = auth.login("amna", PASSWORD).await;
    assert_eq!(json_of(&first)["must_enrol"], true);
    let challenge_token = text(&first, "challenge");
    let skipped = answer(&auth, &challenge_token, "123456").await;
    assert_eq!(text(&skipped, "type"), "second-factor-enrolment-required");

    let enrolment = post(&auth, "login/enrol", "", json!({"challenge": challenge_token})).await;
    let authenticator = Authenticator::new(&text(&enrolment, "secret"));
    let body = json!({"challenge": challenge_token, "code": authenticator.code(&auth)});
    let signed_in = post(&auth, "login/enrol/confirm", "", body).await;
    assert_eq!(signed_in.status(), 200);
    let reply = json_of(&signed_in);
    assert_eq!(reply["recovery_codes"].as_array().map(Vec::len), Some(10));
    let token = reply["tokens"]["access_token"].as_str().expect("a token");
    let kept = post(&auth, "second-factor/remove", token, json!({"password": PASSWORD})).await;
    assert_eq!(text(&kept, "type"), "second-factor-required");

    // The telephone is lost.
    let admin = auth.token("admin").await;
    let path = format!("/api/v1/users/{id}/second-factor");
    assert_eq!(auth.send("DELETE", &path, token, json!(null)).await.status(), 403);
    assert_eq!(auth.send("DELETE", &path, &admin, json!(null)).await.status(), 204);
    assert_eq!(json_of(&auth.login("amna", PASSWORD).await)["must_enrol"], true);
}

#[tokio::test]
async fn neither_keys_nor_recovery_codes_are_in_the_file() {
    let auth = auth().await;
    let (_, authenticator, codes) = enrolled(&auth).await;
    for file in std::fs::read_dir(auth.folder.path()).expect("it lists") {
        let bytes = std::fs::read(file.expect("a file").path()).expect("it reads");
        for secret in [authenticator.0.as_slice(), codes[0].as_bytes()] {
            assert!(!bytes.windows(secret.len()).any(|part| part == secret));
        }
    }
}
