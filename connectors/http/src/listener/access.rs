//! Who may send.

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use http::request::Parts;
use http::{StatusCode, header};

use super::Refusal;
use crate::ListenerAuthentication;
use crate::secrets::{is_equal, is_one_of};

/// Lets a request in; returns the name of its user if it has one.
pub(crate) fn authenticate(head: &Parts, settings: &ListenerAuthentication) -> Result<Option<String>, Refusal> {
    if let Some(key) = head.headers.get(settings.api_key_header.as_str())
        && is_one_of(key.as_bytes(), &settings.api_keys)
    {
        return Ok(None);
    }
    let shown = head
        .headers
        .get(header::AUTHORIZATION)
        .and_then(|shown| shown.to_str().ok());
    let (scheme, credentials) = shown.and_then(|shown| shown.split_once(' ')).unwrap_or_default();
    if scheme.eq_ignore_ascii_case("bearer") && is_one_of(credentials.trim().as_bytes(), &settings.bearer) {
        return Ok(None);
    }
    if scheme.eq_ignore_ascii_case("basic")
        && let Some(user) = user(credentials, settings)
    {
        return Ok(Some(user));
    }
    let refusal = Refusal::new(
        StatusCode::UNAUTHORIZED,
        "the request's credentials are missing or wrong",
    );
    Err(challenges(settings).into_iter().fold(refusal, |refusal, challenge| {
        refusal.with(header::WWW_AUTHENTICATE, challenge.to_owned())
    }))
}

/// All users are looked at, whichever it is.
fn user(credentials: &str, settings: &ListenerAuthentication) -> Option<String> {
    let decoded = BASE64_STANDARD.decode(credentials.trim()).ok()?;
    let colon = decoded.iter().position(|byte| *byte == b':')?;
    let (name, password) = (&decoded[..colon], &decoded[colon + 1..]);
    let mut found = None;
    for user in &settings.basic {
        let is_password = is_one_of(password, std::slice::from_ref(&user.password));
        if is_equal(name, user.name.as_bytes()) & is_password {
            found = Some(user.name.clone());
        }
    }
    found
}

fn challenges(settings: &ListenerAuthentication) -> Vec<&'static str> {
    let basic = (!settings.basic.is_empty()).then_some("Basic realm=\"nilecare\", charset=\"UTF-8\"");
    let bearer = (!settings.bearer.is_empty()).then_some("Bearer realm=\"nilecare\"");
    basic.into_iter().chain(bearer).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn shows(name: &str, value: &str) -> Result<Option<String>, u16> {
        let folder = tempfile::tempdir().expect("there is room");
        let secret = |name: &str, value: &str| {
            let path = folder.path().join(name);
            std::fs::write(&path, value).expect("there is room");
            format!("file:{}", path.display())
        };
        let settings = json!({
            "basic": [
                { "name": "lab", "password": secret("lab", "p:w") },
                { "name": "gone", "password": "file:/nowhere/at/all" },
                { "name": "empty", "password": secret("empty", "") },
            ],
            "bearer": [secret("old", "TOKEN1"), secret("new", "TOKEN2")],
            "api_keys": [secret("key", "KEY")],
        });
        let settings = serde_json::from_value(settings).expect("they are valid");
        let request = http::Request::post("/").header(name, value).body(());
        let (head, ()) = request.expect("it is valid").into_parts();
        authenticate(&head, &settings).map_err(|refusal| refusal.status.as_u16())
    }

    fn basic(pair: &str) -> String {
        format!("Basic {}", BASE64_STANDARD.encode(pair))
    }

    #[test]
    fn only_who_shows_the_right_secret_is_let_in() {
        assert_eq!(shows("authorization", &basic("lab:p:w")), Ok(Some("lab".to_owned())));
        assert_eq!(shows("authorization", "bearer TOKEN2"), Ok(None));
        assert_eq!(shows("Authorization", "Bearer TOKEN1"), Ok(None));
        assert_eq!(shows("x-api-key", "KEY"), Ok(None));
        for pair in ["lab:p:", "lab:p:wx", "Lab:p:w", "gone:", "empty:", ":", "lab"] {
            assert_eq!(shows("authorization", &basic(pair)), Err(401), "{pair}");
        }
        for value in [
            "Bearer",
            "Bearer ",
            "Bearer KEY",
            "TOKEN1",
            "Basic ???",
            "Digest TOKEN1",
            "",
        ] {
            assert_eq!(shows("authorization", value), Err(401), "{value}");
        }
        assert_eq!(shows("x-api-key", "TOKEN1"), Err(401));
    }
}
