//! Access tokens: JWT (RFC 7519, RFC 9068), HS256 only.
//!
//! Every service verifies by itself with a shared key, so an outage of auth stops no ward. The price: where a service runs in a process
//! without auth, a user who is disabled keeps what was issued until it expires, 15 minutes at the most. In auth's own process, ended
//! sign-ins are refused at once ([`Credentials`]).

use std::sync::Arc;
use std::time::Duration;

use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation, decode, encode};
use nilecare_types::{Clock, Secret};
use serde::{Deserialize, Serialize};

use crate::{API_KEY_PREFIX, Credentials, Principal, TokenError, TokenKey};

const ISSUER: &str = "nilecare";
const AUDIENCE: &str = "nilecare-api";
/// RFC 9068 §2.1: keeps other tokens signed with the same key from being taken for access tokens.
const TOKEN_TYPE: &str = "at+jwt";
const LEEWAY_SECONDS: i64 = 30;
const USER_LIFETIME: Duration = Duration::from_secs(15 * 60);
const SERVICE_LIFETIME: Duration = Duration::from_secs(60);

/// A token with its life.
#[derive(Debug, Clone)]
pub struct AccessToken {
    /// The compact serialisation, for the header `Authorization: Bearer`.
    pub token: Secret<String>,
    /// How long it lives.
    pub expires_in: Duration,
}

#[derive(Serialize, Deserialize)]
struct Claims {
    iss: String,
    aud: String,
    sub: String,
    iat: i64,
    exp: i64,
    jti: String,
    username: String,
    roles: Vec<String>,
    permissions: Vec<String>,
    #[serde(default)]
    service: bool,
    /// The sign-in, so that ending it can end its tokens.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    sid: Option<String>,
}

/// Issues access tokens.
#[derive(Clone)]
pub struct TokenIssuer {
    key: EncodingKey,
    clock: Arc<dyn Clock>,
}

impl TokenIssuer {
    /// Signs with `key`.
    pub fn new(key: &TokenKey, clock: Arc<dyn Clock>) -> Self {
        Self {
            key: EncodingKey::from_secret(key.as_bytes()),
            clock,
        }
    }

    /// Issues a token: 15 minutes for a person, one minute for a service.
    pub fn issue(&self, principal: &Principal) -> AccessToken {
        let expires_in = if principal.service {
            SERVICE_LIFETIME
        } else {
            USER_LIFETIME
        };
        let now = self.clock.now().as_second();
        let claims = Claims {
            iss: ISSUER.to_owned(),
            aud: AUDIENCE.to_owned(),
            sub: principal.user_id.clone(),
            iat: now,
            exp: now + expires_in.as_secs() as i64,
            jti: ulid::Ulid::generate().to_string(),
            username: principal.username.clone(),
            roles: principal.roles.clone(),
            permissions: principal.permissions.clone(),
            service: principal.service,
            sid: principal.session.clone(),
        };
        let header = Header {
            typ: Some(TOKEN_TYPE.to_owned()),
            ..Header::new(Algorithm::HS256)
        };
        let token = encode(&header, &claims, &self.key).expect("claims are plain JSON and an HMAC key signs anything");
        AccessToken {
            token: Secret::new(token),
            expires_in,
        }
    }
}

impl std::fmt::Debug for TokenIssuer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("TokenIssuer").finish_non_exhaustive()
    }
}

/// Verifies access tokens.
#[derive(Clone)]
pub struct TokenVerifier {
    key: Arc<DecodingKey>,
    validation: Arc<Validation>,
    clock: Arc<dyn Clock>,
    credentials: Option<Arc<dyn Credentials>>,
}

impl TokenVerifier {
    /// Verifies with `key`.
    pub fn new(key: &TokenKey, clock: Arc<dyn Clock>) -> Self {
        let mut validation = Validation::new(Algorithm::HS256);
        validation.set_issuer(&[ISSUER]);
        validation.set_audience(&[AUDIENCE]);
        validation.set_required_spec_claims(&["exp", "iss", "aud", "sub"]);
        // Time is checked below, against the clock that was passed in.
        validation.validate_exp = false;
        let key = Arc::new(DecodingKey::from_secret(key.as_bytes()));
        Self {
            key,
            validation: Arc::new(validation),
            clock,
            credentials: None,
        }
    }

    /// Takes API keys too, and refuses tokens of sign-ins that were ended before their time.
    #[must_use]
    pub fn with_credentials(mut self, credentials: Arc<dyn Credentials>) -> Self {
        self.credentials = Some(credentials);
        self
    }

    /// Reads who sends `credential`: an access token or an API key.
    ///
    /// # Errors
    /// As [`verify`](Self::verify); besides, [`TokenError::Ended`], and [`TokenError::Unavailable`] when a key cannot be looked up.
    pub async fn authenticate(&self, credential: &str) -> Result<Principal, TokenError> {
        let Some(credentials) = &self.credentials else {
            return self.verify(credential);
        };
        if credential.starts_with(API_KEY_PREFIX) {
            return credentials.api_key(credential).await;
        }
        let principal = self.verify(credential)?;
        match &principal.session {
            Some(session) if credentials.has_ended(session) => Err(TokenError::Ended),
            _ => Ok(principal),
        }
    }

    /// Tells when an access token expires; `None` for an API key, and for what is no token.
    pub fn expires_at(&self, credential: &str) -> Option<nilecare_types::Timestamp> {
        let data = decode::<Claims>(credential, &self.key, &self.validation).ok()?;
        nilecare_types::Timestamp::from_second(data.claims.exp).ok()
    }

    /// Reads who holds `token`.
    ///
    /// # Errors
    /// [`TokenError::Expired`] asks for a refresh, anything else for a new sign-in.
    pub fn verify(&self, token: &str) -> Result<Principal, TokenError> {
        let data = decode::<Claims>(token, &self.key, &self.validation).map_err(|_| TokenError::Invalid)?;
        if data.header.typ.as_deref() != Some(TOKEN_TYPE) {
            return Err(TokenError::Invalid);
        }
        let claims = data.claims;
        let now = self.clock.now().as_second();
        if claims.exp.saturating_add(LEEWAY_SECONDS) <= now {
            return Err(TokenError::Expired);
        }
        if claims.iat.saturating_sub(LEEWAY_SECONDS) > now {
            return Err(TokenError::NotYetValid);
        }
        Ok(Principal {
            user_id: claims.sub,
            username: claims.username,
            roles: claims.roles,
            permissions: claims.permissions,
            service: claims.service,
            session: claims.sid,
        })
    }
}

impl std::fmt::Debug for TokenVerifier {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("TokenVerifier").finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use nilecare_types::{FixedClock, Timestamp};

    fn key(text: &str) -> TokenKey {
        TokenKey::new(Secret::new(text.repeat(32))).expect("32 bytes are enough")
    }

    fn clock() -> Arc<FixedClock> {
        Arc::new(FixedClock::at(
            Timestamp::from_second(1_800_000_000).expect("a moment in range"),
        ))
    }

    fn doctor() -> Principal {
        let permissions = vec!["patients:read".to_owned()];
        Principal {
            user_id: "1".into(),
            username: "amna".into(),
            roles: vec!["doctor".into()],
            permissions,
            session: Some("s".into()),
            ..Principal::default()
        }
    }

    #[test]
    fn a_token_tells_who_it_was_issued_for_until_it_expires() {
        let clock = clock();
        let token = TokenIssuer::new(&key("k"), clock.clone()).issue(&doctor());
        let verifier = TokenVerifier::new(&key("k"), clock.clone());
        assert_eq!(verifier.verify(token.token.expose()), Ok(doctor()));
        let ends = clock.now() + jiff::SignedDuration::from_mins(15);
        assert_eq!(verifier.expires_at(token.token.expose()), Some(ends));
        assert_eq!(verifier.expires_at("nck_no-token"), None);
        clock.advance(jiff::SignedDuration::from_secs(15 * 60 + LEEWAY_SECONDS));
        assert_eq!(verifier.verify(token.token.expose()), Err(TokenError::Expired));
    }

    #[test]
    fn another_key_algorithm_type_issuer_or_audience_is_refused() {
        let clock = clock();
        let verifier = TokenVerifier::new(&key("k"), clock.clone());
        let foreign = TokenIssuer::new(&key("x"), clock.clone()).issue(&doctor());
        assert_eq!(verifier.verify(foreign.token.expose()), Err(TokenError::Invalid));

        let now = clock.now().as_second();
        let claims = |iss: &str, aud: &str| {
            serde_json::json!({"iss": iss, "aud": aud, "sub": "1", "iat": now, "exp": now + 60, "jti": "j",
                "username": "amna", "roles": [], "permissions": ["*"]})
        };
        let signed = |typ: &str, algorithm: Algorithm, claims: &serde_json::Value| {
            let header = Header {
                typ: Some(typ.to_owned()),
                ..Header::new(algorithm)
            };
            encode(&header, claims, &EncodingKey::from_secret("k".repeat(32).as_bytes())).expect("it signs")
        };
        let good = claims(ISSUER, AUDIENCE);
        assert!(verifier.verify(&signed(TOKEN_TYPE, Algorithm::HS256, &good)).is_ok());
        for bad in [
            signed("JWT", Algorithm::HS256, &good),
            signed(TOKEN_TYPE, Algorithm::HS512, &good),
            signed(TOKEN_TYPE, Algorithm::HS256, &claims("other", AUDIENCE)),
            signed(TOKEN_TYPE, Algorithm::HS256, &claims(ISSUER, "other")),
            // {"alg":"none","typ":"at+jwt"}.{"sub":"1"}.
            "eyJhbGciOiJub25lIiwidHlwIjoiYXQrand0In0.eyJzdWIiOiIxIn0.".to_owned(),
            String::new(),
        ] {
            assert_eq!(verifier.verify(&bad), Err(TokenError::Invalid), "{bad}");
        }
    }

    #[test]
    fn a_short_key_is_refused() {
        assert_eq!(
            TokenKey::new(Secret::new("k".repeat(31))).map(|_| ()),
            Err(TokenError::KeyTooShort)
        );
    }
}
